/* cell: a box for a variable that an inner function shares with the function around it. */
#ifndef OURO_RUNTIME_CONTAINERS_CELL_H
#define OURO_RUNTIME_CONTAINERS_CELL_H

#include "runtime/classes/type.h"

typedef struct CellObject {
    GC_HEAD(unused);
    Ref value; /* NULL: unbound */
} CellObject;

extern TypeObject cell_type;

/* A cell holding value, which may be NULL. NULL with MemoryError. */
MUST_USE Ref cell_new(View value);

/* Put value (may be NULL) into the cell. */
static inline void cell_set(View cell, View value)
{
    replace_take(&((CellObject *)cell)->value, retain_maybe(value));
}

#endif
