/* singletons: the types of None, NotImplemented, Ellipsis and the unbound sentinel. */
#ifndef OURO_RUNTIME_CLASSES_SINGLETONS_H
#define OURO_RUNTIME_CLASSES_SINGLETONS_H

#include "runtime/classes/type.h"

extern TypeObject none_type, ellipsis_type, not_implemented_type, unbound_type;

#endif
