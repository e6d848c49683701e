/* set_algebra: sets from sets. Each function takes any iterable as the other operand unless that is a
 * SetView, and holds the sets that it walks; callers hold the operands. The items are in CPython's order. */
#ifndef OURO_RUNTIME_CONTAINERS_SET_ALGEBRA_H
#define OURO_RUNTIME_CONTAINERS_SET_ALGEBRA_H

#include "runtime/containers/set.h"

/* New sets, owned by the caller: set or frozenset, as self is or derives from. NULL with an exception. */
MUST_USE Ref set_copy(SetView self);
MUST_USE Ref set_union(SetView self, View other);
MUST_USE Ref set_intersection(SetView self, View other);
MUST_USE Ref set_difference(SetView self, View other);
MUST_USE Ref set_symmetric_difference(SetView self, View other);

/* The same in place (set_update is the union). False with an exception; self may then have changed in
 * part. */
MUST_USE bool set_intersection_update(SetView self, View other);
MUST_USE bool set_difference_update(SetView self, View other);
MUST_USE bool set_symmetric_difference_update(SetView self, View other);

/* 1 or 0; -1 with an exception. */
MUST_USE int set_is_subset(SetView self, SetView other);
MUST_USE int set_is_superset(SetView self, View other);
MUST_USE int set_is_disjoint(SetView self, View other);

#endif
