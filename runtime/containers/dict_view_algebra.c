/* dict_view_algebra: keys and items of dicts as sets: a & b, a | b, a - b, a ^ b, a < b, isdisjoint.
 *
 * As in runtime/containers/set_algebra.c, what is walked and what is asked is CPython's choice
 * (Objects/dictobject.c), since the order of the result follows from it. One operand is a view, on either
 * side; the other is any iterable. */
#include "runtime/containers/dict_view_algebra.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set.h"
#include "runtime/containers/set_algebra.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"

static bool is_set_like_view(View object)
{
    return is_instance(object, &dict_keys_type) || is_instance(object, &dict_items_type);
}

static bool is_set_like(View object)
{
    return is_any_set(object) || is_set_like_view(object);
}

/* Is everything in a also in b? */
static int all_within(View a, View b)
{
    Ref iterator = object_iterate(a), item;
    if (!iterator)
        return -1;
    int within = 1;
    while (within == 1 && (item = object_next(iterator))) {
        within = object_contains(b, item);
        release(item);
    }
    release(iterator);
    return error_is_set() ? -1 : within;
}

Ref dict_view_compare(View left, View right, Comparison comparison)
{
    if (!is_set_like(left) || !is_set_like(right))
        return retain(NOT_IMPLEMENTED);
    Index a = object_length(left), b = object_length(right);
    if (a < 0 || b < 0)
        return NULL;
    int result = 0;
    switch (comparison) {
    case COMPARE_EQ:
    case COMPARE_NE:
        result = a == b ? all_within(left, right) : 0;
        if (comparison == COMPARE_NE && result >= 0)
            result = !result;
        break;
    case COMPARE_LT: result = a < b ? all_within(left, right) : 0; break;
    case COMPARE_LE: result = a <= b ? all_within(left, right) : 0; break;
    case COMPARE_GT: result = a > b ? all_within(right, left) : 0; break;
    case COMPARE_GE: result = a >= b ? all_within(right, left) : 0; break;
    }
    return result < 0 ? NULL : bool_new(result);
}

/* --- operators ------------------------------------------------------------------------------------------ */

/* A new set of what is in the left operand; of a dict's keys from the dict itself, whose number of keys is
 * known. */
static Ref to_set(View left)
{
    View dict = left->type == dict_keys_type.index ? dict_view_dict_peek(left) : NULL;
    return set_new(dict && dict->type == TYPE_DICT ? dict : left);
}

static Ref updated_set(View left, View right, bool (*update)(SetView self, View other))
{
    Ref result = to_set(left);
    if (result && !update((SetView)result, right))
        clear_place(&result);
    return result;
}

Ref dict_view_or(View left, View right)
{
    return updated_set(left, right, set_update);
}
Ref dict_view_sub(View left, View right)
{
    return updated_set(left, right, set_difference_update);
}

/* The items of the iterable that the view has too. */
static Ref common_items(View view, View iterable)
{
    Ref result = set_new(NULL), iterator = result ? object_iterate(iterable) : NULL, item;
    bool done = iterator != NULL;
    while (done && (item = object_next(iterator))) {
        int found = object_contains(view, item);
        done = found == 0 || (found > 0 && set_add((SetView)result, item));
        release(item);
    }
    release_maybe(iterator);
    if (!done || error_is_set())
        clear_place(&result);
    return result;
}

Ref dict_view_and(View left, View right)
{
    View view = is_set_like_view(left) ? left : right, other = is_set_like_view(left) ? right : left;
    Index length = object_length(view);
    if (other->type == TYPE_SET && length <= (Index)((SetView)other)->used)
        return set_intersection((SetView)other, view);
    return is_set_like_view(other) && object_length(other) > length ? common_items(other, view) : common_items(view, other);
}

/* One item of the right dict: if the copy of the left one has the same, neither counts; else it belongs to
 * the result. */
static bool cancel_or_add(DictView copy, SetView result, View pair)
{
    View key = tuple_item_peek(pair, 0);
    Ref value = dict_get(copy, key);
    int same = value ? object_equal(value, tuple_item_peek(pair, 1)) : error_is_set() ? -1 : 0;
    release_maybe(value);
    return same > 0 ? dict_delete(copy, key) >= 0 : same == 0 && set_add(result, pair);
}

static Ref xor_of_items(View left, View right)
{
    Ref copy = dict_copy((DictView)dict_view_dict_peek(left)), result = copy ? set_new(NULL) : NULL,
        iterator = result ? object_iterate(right) : NULL, pair;
    bool done = iterator != NULL;
    while (done && (pair = object_next(iterator))) {
        done = cancel_or_add((DictView)copy, (SetView)result, pair);
        release(pair);
    }
    release_maybe(iterator);
    Ref rest = done && !error_is_set() ? dict_view_new(&dict_items_type, copy) : NULL;
    if (!rest || !set_update((SetView)result, rest))
        clear_place(&result);
    release_maybe(rest);
    release_maybe(copy);
    return result;
}

Ref dict_view_xor(View left, View right)
{
    if (left->type == dict_items_type.index && right->type == dict_items_type.index)
        return xor_of_items(left, right);
    return updated_set(left, right, set_symmetric_difference_update);
}

Ref dict_view_isdisjoint(View self, View *args)
{
    View asked = self, walked = args[0];
    if (walked == self)
        return bool_new(object_length(self) == 0);
    bool may_swap = walked->type == TYPE_SET || walked->type == TYPE_FROZENSET || is_set_like_view(walked);
    if (may_swap && object_length(walked) > object_length(self)) {
        asked = walked;
        walked = self;
    }
    Ref iterator = object_iterate(walked), item;
    if (!iterator)
        return NULL;
    int found = 0;
    while (found == 0 && (item = object_next(iterator))) {
        found = object_contains(asked, item);
        release(item);
    }
    release(iterator);
    return error_is_set() ? NULL : bool_new(!found);
}
