/* names: the strings that C code needs as objects: `name(append)` is the interned str 'append'. The table is
 * names.def; names_start makes them, names_stop releases. */
#ifndef OURO_RUNTIME_NAMES_H
#define OURO_RUNTIME_NAMES_H

#include "runtime/life/object.h"

typedef enum NameIndex {
#define NAME(identifier) NAME_##identifier,
#include "runtime/names.def"
#undef NAME
    NAME_COUNT
} NameIndex;

extern Ref name_objects[NAME_COUNT];

#define name(identifier) (name_objects[NAME_##identifier])

MUST_USE bool names_start(void);
void names_stop(void);

#endif
