/* generic_alias: what `list[int]` is: a class with the types that its user has in mind; and the union `int |
 * str`. */
#ifndef OURO_RUNTIME_CLASSES_GENERIC_ALIAS_H
#define OURO_RUNTIME_CLASSES_GENERIC_ALIAS_H

#include "runtime/classes/type.h"

extern TypeObject generic_alias_type, generic_alias_iterator_type, union_type;

/* origin[args]; args that are not a tuple become one. NULL with MemoryError. */
MUST_USE Ref generic_alias_new(View origin, View args);

/* For the tables of generic types: the class method __class_getitem__. */
Ref generic_alias_class_getitem(View class, View *args);
#define GENERIC_CLASS_GETITEM                                                    \
    {                                                                            \
        "__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585" \
    }
extern const NativeFunction generic_class_methods[]; /* a table with nothing else */

static inline bool is_generic_alias(View object)
{
    return is_instance(object, &generic_alias_type);
}

/* left | right as a union of types. A retained NOT_IMPLEMENTED if one of them is no type. */
Ref union_or(View left, View right);

/* The type variables in a tuple of arguments, each once: a tuple. */
MUST_USE Ref type_parameters_of(View args);

/* The arguments of `self` with items put in place of its type variables: a tuple. NULL with TypeError if
 * their number is wrong. */
MUST_USE Ref type_arguments_substituted(View self, View args, View parameters, View item);

/* How an argument is shown: int, mypackage.Class, ..., or its repr. */
MUST_USE Ref type_argument_repr(View argument);

#endif
