/* module_types: the types that native modules bring: made ready when the module is first imported, given back
 * when the program ends. */
#ifndef OURO_STDLIB_MODULE_TYPES_H
#define OURO_STDLIB_MODULE_TYPES_H

#include "runtime/classes/type.h"

/* type_ready, once, and remembered for module_types_stop. False with an exception. */
MUST_USE bool module_type_ready(TypeObject *type);

/* The static `*place` owns what is put there; it is emptied when the program ends. False with an exception. */
MUST_USE bool module_keep(Ref *place);

/* An exception class of a module, `base`'s subclass, made once and kept in *place: borrowed. NULL with an
 * exception. */
View module_error_class_peek(Ref *place, const char *module, const char *name, View base);

/* Raise one of such a class, with a formatted message as raise_error has it. NULL. */
void *module_raise(View error_class, const char *format, ...);

/* Give all of them back, the youngest first. */
void module_types_stop(void);

#endif
