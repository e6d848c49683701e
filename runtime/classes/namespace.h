/* namespace: types.SimpleNamespace: an object that is nothing but its attributes. */
#ifndef OURO_RUNTIME_CLASSES_NAMESPACE_H
#define OURO_RUNTIME_CLASSES_NAMESPACE_H

#include "runtime/classes/type.h"

extern TypeObject namespace_type;

/* An empty one. NULL with MemoryError. */
MUST_USE Ref namespace_new(void);

/* To be called once namespace_type is ready: gives the class its __dict__. False with an exception. */
MUST_USE bool namespace_finish_ready(void);

#endif
