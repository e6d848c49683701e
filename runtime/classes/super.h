/* super: super(), with and without arguments. */
#ifndef OURO_RUNTIME_CLASSES_SUPER_H
#define OURO_RUNTIME_CLASSES_SUPER_H

#include "runtime/classes/type.h"

typedef struct SuperObject {
    GC_HEAD(unused);
    Ref class, bound, start; /* start: the class in whose mro to look */
} SuperObject;

/* super() in the running function: a new object. NULL with an exception. */
MUST_USE Ref super_of_caller(void);

extern TypeObject super_type;

/* The first `name` behind `class` in start's mro; borrowed, NULL without an exception. */
View super_lookup_peek(TypeObject *class, TypeObject *start, View name);

#endif
