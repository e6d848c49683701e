/* object_reduce: how an object says what it takes to make an equal one, for copy and pickle. */
#ifndef OURO_RUNTIME_CLASSES_OBJECT_REDUCE_H
#define OURO_RUNTIME_CLASSES_OBJECT_REDUCE_H

#include "runtime/classes/type.h"

/* object.__reduce__(), object.__reduce_ex__(protocol), object.__getstate__(). */
Ref object_reduce_method(View self, View *args);
Ref object_reduce_ex_method(View self, View *args);
Ref object_getstate_method(View self, View *args);

/* What the object's __getstate__ says, which for most is its attributes and slots, or None. NULL with an
 * exception. */
MUST_USE Ref object_state(View self);

/* Is the object made by __new__ without arguments, and is all that is to be known of it what object.__reduce_ex__(2) says, as long as the
 * instance has no such attribute? */
bool object_reduce_is_plain(View self);
/* Then: its state and the iterators over its items and pairs (or None): owned, also if it fails. False with an exception. */
MUST_USE bool object_reduce_plain(View self, Ref *state, Ref *items, Ref *pairs);

/* (getattr, (holder, name)): how what is found as an attribute is found again. `name` is consumed, NULL fails. */
MUST_USE Ref reduce_to_attribute_take(View holder, Ref name);

/* (class, (argument,), object_state): the common answer of a container that is made from one thing.
 * `argument` is consumed, NULL fails. */
MUST_USE Ref reduce_with_argument_take(View self, Ref argument);

#endif
