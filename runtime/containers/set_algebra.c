/* set_algebra: intersection, difference and symmetric difference of sets, as new sets and in place.
 *
 * Which of two sets is walked, and whether a result begins empty or as a copy, decide in what order it is
 * printed and whose __hash__ and __eq__ are called. So both are CPython's choices (set_intersection,
 * set_difference and so on in Objects/setobject.c). Items of sets come with their hashes: only those of other
 * iterables are asked for theirs.
 *
 * Comparing items may run Python code: the set that is walked and the item at hand are held meanwhile. */
#include "runtime/containers/set_algebra.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set_private.h"
#include "runtime/errors/errors.h"

/* --- walking -------------------------------------------------------------------------------------------- */

typedef enum Step { GO_ON, STOP, FAIL } Step; /* of a whole walk: it came to its end, was stopped, or failed with an exception */

/* What is done with each item: target is the set that may change, against what the item is looked up in. */
typedef Step (*ForItem)(SetView target, View against, View item, Hash hash);

static Step walk_set(SetView walked, ForItem act, SetView target, View against)
{
    View key;
    Hash hash;
    size_t position = 0;
    Step step = GO_ON;
    retain(AS_OBJECT(walked));
    while (step == GO_ON && set_next_entry(walked, &position, &key, &hash)) {
        Ref item = retain(key);
        step = check_interrupt() ? act(target, against, item, hash) : FAIL;
        release(item);
    }
    release(AS_OBJECT(walked));
    return step;
}

static Step walk_iterable(View iterable, ForItem act, SetView target, View against)
{
    Ref iterator = object_iterate(iterable), item;
    if (!iterator)
        return FAIL;
    Step step = GO_ON;
    while (step == GO_ON && (item = object_next(iterator))) {
        Hash hash = object_hash(item);
        step = hash == -1 ? FAIL : act(target, against, item, hash);
        release(item);
    }
    release(iterator);
    return step == GO_ON && error_is_set() ? FAIL : step;
}

static Step step_of(bool done)
{
    return done ? GO_ON : FAIL;
}

static Step keep_if_in_set(SetView target, View against, View item, Hash hash)
{
    int found = set_contains_hashed((SetView)against, item, hash);
    return step_of(found == 0 || (found > 0 && set_add_hashed(target, item, hash)));
}

/* The same, and stop when there can be no more. */
static Step keep_until_all(SetView target, View against, View item, Hash hash)
{
    Step step = keep_if_in_set(target, against, item, hash);
    return step == GO_ON && target->used && target->used >= ((SetView)against)->used ? STOP : step;
}

static Step keep_unless_in_set(SetView target, View against, View item, Hash hash)
{
    int found = set_contains_hashed((SetView)against, item, hash);
    return step_of(found > 0 || (found == 0 && set_add_hashed(target, item, hash)));
}

static Step keep_unless_in_dict(SetView target, View against, View item, Hash hash)
{
    int found = dict_contains_hashed((DictView)against, item, hash);
    return step_of(found > 0 || (found == 0 && set_add_hashed(target, item, hash)));
}

static Step discard(SetView target, View against UNUSED, View item, Hash hash)
{
    return step_of(set_discard_hashed(target, item, hash) >= 0);
}

static Step toggle(SetView target, View against UNUSED, View item, Hash hash)
{
    int found = set_discard_hashed(target, item, hash);
    return step_of(found > 0 || (found == 0 && set_add_hashed(target, item, hash)));
}

/* --- new sets ------------------------------------------------------------------------------------------- */

static TypeObject *result_type(SetView self)
{
    return is_kind(AS_OBJECT(self), TYPE_FLAG_FROZENSET) ? &frozenset_type : &set_type;
}

Ref set_copy(SetView self)
{
    return set_make(result_type(self), AS_OBJECT(self));
}

/* The keys of a dict that may change meanwhile: that is not looked for, as in CPython. */
static Step walk_dict(DictView dict, ForItem act, SetView target)
{
    View key, value;
    size_t position = 0;
    Step step = GO_ON;
    retain(AS_OBJECT(dict));
    while (step == GO_ON && dict_next_peek(dict, &position, &key, &value)) {
        Ref item = retain(key);
        Hash hash = check_interrupt() ? object_hash(item) : -1;
        step = hash == -1 ? FAIL : act(target, NULL, item, hash);
        release(item);
    }
    release(AS_OBJECT(dict));
    return step;
}

/* The result, or NULL if the walk that filled it failed. */
static Ref result_take(Ref result, Step step)
{
    if (step != FAIL)
        return result;
    release(result);
    return NULL;
}

Ref set_union(SetView self, View other)
{
    Ref result = set_copy(self);
    return result ? result_take(result, step_of(other == AS_OBJECT(self) || set_update((SetView)result, other))) : NULL;
}

Ref set_intersection(SetView self, View other)
{
    if (other == AS_OBJECT(self))
        return set_copy(self);
    Ref result = set_make(result_type(self), NULL);
    if (!result)
        return NULL;
    if (!is_any_set(other))
        return result_take(result, walk_iterable(other, keep_until_all, (SetView)result, AS_OBJECT(self)));
    SetView walked = (SetView)other, asked = self;
    if (walked->used > asked->used) { /* walk the smaller one */
        walked = self;
        asked = (SetView)other;
    }
    return result_take(result, walk_set(walked, keep_if_in_set, (SetView)result, AS_OBJECT(asked)));
}

static Ref copy_and_discard(SetView self, View other)
{
    Ref result = set_copy(self);
    return result ? result_take(result, step_of(set_difference_update((SetView)result, other))) : NULL;
}

Ref set_difference(SetView self, View other)
{
    bool is_dict = other->type == TYPE_DICT;
    if (!is_dict && !is_any_set(other))
        return copy_and_discard(self, other);
    size_t length = is_dict ? ((DictView)other)->used : ((SetView)other)->used;
    if (self->used / 4 > length)
        return copy_and_discard(self, other);
    Ref result = set_make(result_type(self), NULL);
    return result ? result_take(result, walk_set(self, is_dict ? keep_unless_in_dict : keep_unless_in_set, (SetView)result, other)) : NULL;
}

Ref set_symmetric_difference(SetView self, View other)
{
    Ref result = set_make(result_type(self), other);
    return result ? result_take(result, walk_set(self, toggle, (SetView)result, NULL)) : NULL;
}

/* --- in place ------------------------------------------------------------------------------------------- */

bool set_intersection_update(SetView self, View other)
{
    Ref result = set_intersection(self, other);
    if (!result)
        return false;
    set_swap(self, (SetView)result);
    release(result);
    return true;
}

/* A much larger set is first cut down to what it shares with self, so that the shorter of both is walked. */
static bool discard_set(SetView self, SetView other)
{
    Ref shared = other->used / 8 > self->used ? set_intersection(self, AS_OBJECT(other)) : retain(AS_OBJECT(other));
    bool done = shared && walk_set((SetView)shared, discard, self, NULL) != FAIL;
    release_maybe(shared);
    return done;
}

bool set_difference_update(SetView self, View other)
{
    if (other == AS_OBJECT(self)) {
        set_clear(self);
        return true;
    }
    bool done = is_any_set(other) ? discard_set(self, (SetView)other) : walk_iterable(other, discard, self, NULL) != FAIL;
    return done && set_sweep(self);
}

bool set_symmetric_difference_update(SetView self, View other)
{
    if (other == AS_OBJECT(self)) {
        set_clear(self);
        return true;
    }
    if (other->type == TYPE_DICT)
        return walk_dict((DictView)other, toggle, self) != FAIL;
    Ref walked = is_any_set(other) ? retain(other) : set_make(result_type(self), other);
    bool done = walked && walk_set((SetView)walked, toggle, self, NULL) != FAIL;
    release_maybe(walked);
    return done;
}

/* --- questions ------------------------------------------------------------------------------------------ */

static Step stop_if_in_set(SetView target UNUSED, View against, View item, Hash hash)
{
    int found = set_contains_hashed((SetView)against, item, hash);
    return found < 0 ? FAIL : found ? STOP : GO_ON;
}

static Step stop_unless_in_set(SetView target UNUSED, View against, View item, Hash hash)
{
    int found = set_contains_hashed((SetView)against, item, hash);
    return found < 0 ? FAIL : found ? GO_ON : STOP;
}

static int answer(Step step)
{
    return step == FAIL ? -1 : step == GO_ON;
}

int set_is_subset(SetView self, SetView other)
{
    return self->used > other->used ? 0 : answer(walk_set(self, stop_unless_in_set, NULL, AS_OBJECT(other)));
}

int set_is_superset(SetView self, View other)
{
    return is_any_set(other) ? set_is_subset((SetView)other, self)
                             : answer(walk_iterable(other, stop_unless_in_set, NULL, AS_OBJECT(self)));
}

int set_is_disjoint(SetView self, View other)
{
    if (other == AS_OBJECT(self))
        return self->used == 0;
    if (other->type != TYPE_SET && other->type != TYPE_FROZENSET)
        return answer(walk_iterable(other, stop_if_in_set, NULL, AS_OBJECT(self)));
    SetView set = (SetView)other;
    return set->used > self->used ? answer(walk_set(self, stop_if_in_set, NULL, other))
                                  : answer(walk_set(set, stop_if_in_set, NULL, AS_OBJECT(self)));
}
