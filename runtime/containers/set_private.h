/* set_private: what set.c shares with set_algebra.c and set_methods.c. */
#ifndef OURO_RUNTIME_CONTAINERS_SET_PRIVATE_H
#define OURO_RUNTIME_CONTAINERS_SET_PRIVATE_H

#include "runtime/containers/set.h"

/* A new set of the type (set, frozenset or a subclass), filled from iterable, which may be NULL. */
MUST_USE Ref set_make(TypeObject *type, View iterable);
MUST_USE bool set_add_hashed(SetView set, View key, Hash hash);
/* set_contains and set_discard for a key whose hash is known. */
MUST_USE int set_contains_hashed(SetView set, View key, Hash hash);
MUST_USE int set_discard_hashed(SetView set, View key, Hash hash);
/* After many were discarded: if more than a quarter of the table are dummies, do without them. */
MUST_USE bool set_sweep(SetView set);
/* Exchange what two sets hold. */
void set_swap(SetView a, SetView b);
bool set_next_entry(SetView set, size_t *position, View *key, Hash *hash);
/* Remove any item and return it, owned; NULL if the set is empty. */
MUST_USE Ref set_pop(SetView set);
void set_clear(SetView set);
void set_finish(View self);
void set_traverse(View self, Visitor visit, void *context);

#endif
