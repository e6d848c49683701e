/* set and frozenset: open addressing with CPython's probing, so that sets of numbers print in the same
 * order. */
#ifndef OURO_RUNTIME_CONTAINERS_SET_H
#define OURO_RUNTIME_CONTAINERS_SET_H

#include "runtime/classes/type.h"

typedef struct SetEntry {
    Ref key; /* NULL: free; the dummy sentinel: deleted */
    Hash hash;
} SetEntry;

typedef struct SetObject {
    GC_HEAD(unused);
    size_t used, filled, mask;
    SetEntry *table; /* `small` or a heap block */
    Hash hash;       /* of a frozenset, -1: not computed */
    size_t finger;   /* where pop() looks first */
    SetEntry small[8];
} SetObject;

typedef SetObject *SetView;

extern TypeObject set_type, frozenset_type, set_iterator_type;

static inline bool is_any_set(View object)
{
    return is_kind(object, TYPE_FLAG_SET | TYPE_FLAG_FROZENSET);
}

MUST_USE Ref set_new(View iterable_or_null);
MUST_USE Ref frozenset_new(View iterable_or_null);
MUST_USE bool set_add(SetView set, View key);
MUST_USE int set_contains(SetView set, View key);
/* The equal item that the set has, borrowed: valid until the set next changes. NULL without an exception:
 * there is none; NULL with one: hashing or comparing failed. */
View set_get_peek(SetView set, View key);
MUST_USE int set_discard(SetView set, View key); /* 1: removed, 0: absent, -1: failed */
MUST_USE bool set_update(SetView set, View iterable);
bool set_next_peek(SetView set, size_t *position, View *key);

#endif
