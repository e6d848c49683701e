/* module_types: the types that native modules bring: made ready when the module is first imported, given back
 * when the program ends. */
#ifndef OURO_STDLIB_MODULE_TYPES_H
#define OURO_STDLIB_MODULE_TYPES_H

#include "runtime/classes/type.h"

/* type_ready, once, and remembered for module_types_stop. False with an exception. */
MUST_USE bool module_type_ready(TypeObject *type);

/* Give all of them back, the youngest first. */
void module_types_stop(void);

#endif
