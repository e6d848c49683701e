/* set_methods: the types set and frozenset: operators, methods, iterator.
 *
 * The operators (a | b) want sets on both sides; the methods (a.union(b)) take any iterable. Those that have
 * several arguments go through them from the left.
 *
 * frozenset:  its hash mixes the hashes of its items so that their order does not matter (CPython's formula,
 *             so that sets of frozensets print in the same order), and is kept. A frozenset is its own copy.
 * Looking up: a set is unhashable, but `{1} in s` finds frozenset({1}): see hashable_form.
 * Callbacks:  hashing and comparing items may run Python code. set.c copes with a table that changes; the
 *             iterator remembers how many items there were, and raises RuntimeError when that is another. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/set_algebra.h"
#include "runtime/containers/set_private.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static SetView set_of(View self)
{
    return (SetView)self;
}

static Ref set_new_native(View type, View *args UNUSED)
{
    return set_make((TypeObject *)type, NULL);
}

static Ref set_init_native(View self, View *args)
{
    set_clear(set_of(self));
    return !args[0] || set_update(set_of(self), args[0]) ? none_new() : NULL;
}

static Ref frozenset_new_native(View type, View *args)
{
    if (type == AS_OBJECT(&frozenset_type) && args[0] && args[0]->type == TYPE_FROZENSET)
        return retain(args[0]);
    return set_make((TypeObject *)type, args[0]);
}

static Ref set_repr(View self)
{
    const char *name = type_name_peek(type_of_peek(self));
    if (set_of(self)->used == 0)
        return str_format("%s()", name);
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_format("%s(...)", name) : NULL;
    Ref list = list_from_iterable(self), text = list ? object_repr(list) : NULL,
        inner = text ? str_slice(text, 1, str_length(text) - 1) : NULL;
    Ref result = !inner ? NULL : self->type == TYPE_SET ? str_format("{%U}", inner) : str_format("%s({%U})", name, inner);
    release_maybe(list);
    release_maybe(text);
    release_maybe(inner);
    object_repr_leave(self);
    return result;
}

/* CPython's: independent of the order of the items. */
static Hash frozenset_hash(View self)
{
    SetView set = set_of(self);
    if (set->hash != -1)
        return set->hash;
    uint64_t mixed = 0;
    View key;
    Hash hash;
    size_t position = 0;
    while (set_next_entry(set, &position, &key, &hash))
        mixed ^= (((uint64_t)hash ^ 89869747u) ^ ((uint64_t)hash << 16)) * 3644798167u;
    mixed ^= (set->used + 1) * 1927868237u;
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed * 69069u + 907133923u;
    set->hash = mixed == UINT64_MAX ? 590923713 : (Hash)mixed;
    return set->hash;
}

/* Two frozensets whose hashes are known may be seen to differ at once. */
static int is_equal(SetView a, SetView b)
{
    if (a->used != b->used || (a->hash != -1 && b->hash != -1 && a->hash != b->hash))
        return 0;
    return set_is_subset(a, b);
}

static Ref set_compare(View left, View right, Comparison comparison)
{
    if (!is_any_set(left) || !is_any_set(right))
        return retain(NOT_IMPLEMENTED);
    SetView a = set_of(left), b = set_of(right);
    int result = 0;
    switch (comparison) {
    case COMPARE_EQ:
    case COMPARE_NE:
        result = is_equal(a, b);
        if (comparison == COMPARE_NE && result >= 0)
            result = !result;
        break;
    case COMPARE_LT: result = a->used < b->used ? set_is_subset(a, b) : 0; break;
    case COMPARE_LE: result = set_is_subset(a, b); break;
    case COMPARE_GT: result = a->used > b->used ? set_is_subset(b, a) : 0; break;
    case COMPARE_GE: result = set_is_subset(b, a); break;
    }
    return result < 0 ? NULL : bool_new(result);
}

static Index set_length(View self)
{
    return (Index)set_of(self)->used;
}

/* A set is unhashable, but may be looked for among frozensets. */
static Ref hashable_form(View item)
{
    if (is_kind(item, TYPE_FLAG_SET) && error_clear_if(TypeError))
        return frozenset_new(item);
    return NULL;
}

static int set_contains_slot(View self, View item)
{
    int found = set_contains(set_of(self), item);
    if (found >= 0)
        return found;
    Ref form = hashable_form(item);
    if (!form)
        return -1;
    found = set_contains(set_of(self), form);
    release(form);
    return found;
}

/* --- the four operators --------------------------------------------------------------------------------- */

typedef Ref (*Operation)(SetView self, View other);
typedef bool (*Update)(SetView self, View other);

static Ref operator_slot(View left, View right, Operation operation)
{
    return is_any_set(left) && is_any_set(right) ? operation(set_of(left), right) : retain(NOT_IMPLEMENTED);
}

static Ref set_or(View left, View right)
{
    return operator_slot(left, right, set_union);
}
static Ref set_and(View left, View right)
{
    return operator_slot(left, right, set_intersection);
}
static Ref set_sub(View left, View right)
{
    return operator_slot(left, right, set_difference);
}
static Ref set_xor(View left, View right)
{
    return operator_slot(left, right, set_symmetric_difference);
}

static Ref inplace_slot(View self, View other, Update update)
{
    if (!is_any_set(other))
        return retain(NOT_IMPLEMENTED);
    return update(set_of(self), other) ? retain(self) : NULL;
}

static Ref set_inplace_or(View self, View other)
{
    return inplace_slot(self, other, set_update);
}
static Ref set_inplace_and(View self, View other)
{
    return inplace_slot(self, other, set_intersection_update);
}
static Ref set_inplace_sub(View self, View other)
{
    return inplace_slot(self, other, set_difference_update);
}
static Ref set_inplace_xor(View self, View other)
{
    return inplace_slot(self, other, set_symmetric_difference_update);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref copy_method(View self, View *args UNUSED)
{
    return self->type == TYPE_FROZENSET ? retain(self) : set_copy(set_of(self));
}

static Ref union_method(View self, View *args)
{
    Ref result = set_copy(set_of(self));
    for (size_t i = 0; result && i < tuple_length(args[0]); i++) {
        View other = tuple_item_peek(args[0], i);
        if (other != self && !set_update(set_of(result), other))
            clear_place(&result);
    }
    return result;
}

static Ref intersection_of_all(SetView self, View others)
{
    if (tuple_length(others) == 0)
        return set_copy(self);
    Ref result = retain(AS_OBJECT(self));
    for (size_t i = 0; result && i < tuple_length(others); i++) {
        Ref next = set_intersection(set_of(result), tuple_item_peek(others, i));
        release(result);
        result = next;
    }
    return result;
}

static Ref intersection_method(View self, View *args)
{
    return intersection_of_all(set_of(self), args[0]);
}

static Ref difference_method(View self, View *args)
{
    if (tuple_length(args[0]) == 0)
        return set_copy(set_of(self));
    Ref result = set_difference(set_of(self), tuple_item_peek(args[0], 0));
    for (size_t i = 1; result && i < tuple_length(args[0]); i++)
        if (!set_difference_update(set_of(result), tuple_item_peek(args[0], i)))
            clear_place(&result);
    return result;
}

static Ref symmetric_difference_method(View self, View *args)
{
    return set_symmetric_difference(set_of(self), args[0]);
}

static Ref update_all(View self, View others, Update update)
{
    for (size_t i = 0; i < tuple_length(others); i++)
        if (!update(set_of(self), tuple_item_peek(others, i)))
            return NULL;
    return none_new();
}

static Ref update_method(View self, View *args)
{
    return update_all(self, args[0], set_update);
}

static Ref intersection_update_method(View self, View *args)
{
    Ref result = intersection_of_all(set_of(self), args[0]);
    if (!result)
        return NULL;
    set_swap(set_of(self), set_of(result));
    release(result);
    return none_new();
}

static Ref difference_update_method(View self, View *args)
{
    return update_all(self, args[0], set_difference_update);
}
static Ref symmetric_difference_update_method(View self, View *args)
{
    return set_symmetric_difference_update(set_of(self), args[0]) ? none_new() : NULL;
}
static Ref add_method(View self, View *args)
{
    return set_add(set_of(self), args[0]) ? none_new() : NULL;
}

static int discard(View self, View item)
{
    int found = set_discard(set_of(self), item);
    if (found >= 0)
        return found;
    Ref form = hashable_form(item);
    if (!form)
        return -1;
    found = set_discard(set_of(self), form);
    release(form);
    return found;
}

static Ref discard_method(View self, View *args)
{
    return discard(self, args[0]) >= 0 ? none_new() : NULL;
}

static Ref remove_method(View self, View *args)
{
    int found = discard(self, args[0]);
    return found > 0 ? none_new() : found < 0 ? NULL : raise_value(KeyError, args[0]);
}

static Ref pop_method(View self, View *args UNUSED)
{
    Ref item = set_pop(set_of(self));
    if (item)
        return item;
    Ref message = str_from_text("pop from an empty set");
    if (message)
        raise_value(KeyError, message);
    release_maybe(message);
    return NULL;
}

static Ref clear_method(View self, View *args UNUSED)
{
    set_clear(set_of(self));
    return none_new();
}

static Ref answer_new(int answer)
{
    return answer < 0 ? NULL : bool_new(answer);
}

static Ref issubset_method(View self, View *args)
{
    Ref other = is_any_set(args[0]) ? retain(args[0]) : set_new(args[0]);
    if (!other)
        return NULL;
    int answer = set_is_subset(set_of(self), set_of(other));
    release(other);
    return answer_new(answer);
}

static Ref issuperset_method(View self, View *args)
{
    return answer_new(set_is_superset(set_of(self), args[0]));
}
static Ref isdisjoint_method(View self, View *args)
{
    return answer_new(set_is_disjoint(set_of(self), args[0]));
}

static Ref sizeof_method(View self, View *args UNUSED)
{
    SetView set = set_of(self);
    return int_new(layout_basic_size(self) + (set->table == set->small ? 0 : 16 * (int64_t)(set->mask + 1)));
}

/* --- iterator ------------------------------------------------------------------------------------------- */

typedef struct SetIterator {
    GC_HEAD(unused);
    SetView set;
    size_t position, used;
} SetIterator;

static Ref set_iterate(View self)
{
    SetIterator *iterator = gc_new(set_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->set = (SetView)retain(self);
    iterator->position = 0;
    iterator->used = set_of(self)->used;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_next(View self)
{
    SetIterator *iterator = (SetIterator *)self;
    SetView set = iterator->set;
    if (!set)
        return NULL;
    if (iterator->used != set->used) {
        iterator->used = SIZE_MAX;
        return raise_error(RuntimeError, "Set changed size during iteration");
    }
    View key;
    if (set_next_peek(set, &iterator->position, &key))
        return retain(key);
    iterator->set = NULL;
    release(AS_OBJECT(set));
    return NULL;
}

static Ref iterator_self(View self)
{
    return retain(self);
}
static void iterator_finish(View self)
{
    CLEAR(((SetIterator *)self)->set);
}
static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((SetIterator *)self)->set);
}

static Ref iterator_hint(View self, View *args UNUSED)
{
    SetIterator copy = *(SetIterator *)self;
    size_t count = 0;
    View key;
    while (copy.set && copy.used == copy.set->used && set_next_peek(copy.set, &copy.position, &key))
        count++;
    return int_new((int64_t)count);
}

/* What is left, in a list; the iterator stays where it is. */
static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    const SetIterator *iterator = (SetIterator *)self;
    Ref list = list_new(0);
    size_t position = iterator->position;
    View key;
    if (iterator->set && iterator->used != iterator->set->used) {
        release_maybe(list);
        return raise_error(RuntimeError, "Set changed size during iteration");
    }
    while (list && iterator->set && set_next_peek(iterator->set, &position, &key))
        if (!list_append((ListView)list, key))
            clear_place(&list);
    return iterator_reduce_items_take(list);
}

static const NativeFunction set_iterator_methods[] = {
    {"__length_hint__()", iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling."},
    {NULL, NULL, NULL},
};

TypeObject set_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "set_iterator",
    .methods = set_iterator_methods,
    .size = sizeof(SetIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
};

static Ref reduce_method(View self, View *args UNUSED)
{
    return reduce_with_argument_take(self, list_from_iterable(self));
}

static Ref contains_method(View self, View *args)
{
    return answer_new(set_contains_slot(self, args[0]));
}

#define SHARED_METHODS                                                                                                                \
    {"copy()", copy_method, "Return a shallow copy of a set."},                                                                       \
        {"difference(*others)", difference_method, "Return the difference of two or more sets as a new set."},                        \
        {"intersection(*others)", intersection_method, "Return the intersection of two sets as a new set."},                          \
        {"isdisjoint(other, /)", isdisjoint_method, "Return True if two sets have a null intersection."},                             \
        {"issubset(other, /)", issubset_method, "Report whether another set contains this set."},                                     \
        {"issuperset(other, /)", issuperset_method, "Report whether this set contains another set."},                                 \
        {"symmetric_difference(other, /)", symmetric_difference_method, "Return the symmetric difference of two sets as a new set."}, \
        {"union(*others)", union_method, "Return the union of sets as a new set."},                                                   \
        {"__contains__(object, /)", contains_method, "Is it an element?"},                                                            \
        {"__reduce__()", reduce_method, "Return state information for pickling."},                                                    \
    {                                                                                                                                 \
        "__sizeof__()", sizeof_method, "Size of the set in memory, in bytes."                                                         \
    }

static const NativeFunction set_methods[] = {
    SHARED_METHODS,
    {"add(object, /)", add_method, "Add an element to a set."},
    {"clear()", clear_method, "Remove all elements from this set."},
    {"difference_update(*others)", difference_update_method, "Remove all elements of another set from this set."},
    {"discard(object, /)", discard_method, "Remove an element from a set if it is a member."},
    {"intersection_update(*others)", intersection_update_method, "Update a set with the intersection of itself and another."},
    {"pop()", pop_method, "Remove and return an arbitrary set element."},
    {"remove(object, /)", remove_method, "Remove an element from a set; it must be a member."},
    {"symmetric_difference_update(other, /)", symmetric_difference_update_method,
     "Update a set with the symmetric difference of itself and another."},
    {"update(*others)", update_method, "Update a set with the union of itself and others."},
    {NULL, NULL, NULL},
};
static const NativeFunction frozenset_methods[] = {
    SHARED_METHODS,
    {NULL, NULL, NULL},
};
static const NativeFunction set_constructor = {"set(*args, **kwargs)", set_new_native, NULL};
static const NativeFunction set_initialiser = {"set(iterable=(), /)", set_init_native, NULL};
static const NativeFunction frozenset_constructor = {"frozenset(iterable=(), /)", frozenset_new_native, NULL};

#define SHARED_SLOTS                                                                                                                  \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(SetObject), .finish = set_finish, .traverse = set_traverse, .clear = set_finish, \
    .repr = set_repr, .compare = set_compare, .iterate = set_iterate, .length = set_length, .contains = set_contains_slot,            \
    .binary = {[BINARY_OR] = set_or, [BINARY_AND] = set_and, [BINARY_SUB] = set_sub, [BINARY_XOR] = set_xor}

TypeObject set_type = {
    SHARED_SLOTS,
    .index = TYPE_SET,
    .name = "set",
    .doc = "A mutable set of different, hashable elements: set(), set(iterable).",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_SET | TYPE_FLAG_WEAKREFS | TYPE_FLAG_TRASHCAN,
    .new_native = &set_constructor,
    .init_native = &set_initialiser,
    .methods = set_methods,
    .class_methods = generic_class_methods,
    .inplace = {
        [BINARY_OR] = set_inplace_or, [BINARY_AND] = set_inplace_and, [BINARY_SUB] = set_inplace_sub, [BINARY_XOR] = set_inplace_xor}};

TypeObject frozenset_type = {
    SHARED_SLOTS,
    .index = TYPE_FROZENSET,
    .name = "frozenset",
    .doc = "An immutable set of different, hashable elements; it is hashable itself: frozenset(), frozenset(iterable).",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_FROZENSET | TYPE_FLAG_WEAKREFS | TYPE_FLAG_TRASHCAN,
    .new_native = &frozenset_constructor,
    .hash = frozenset_hash,
    .methods = frozenset_methods,
    .class_methods = generic_class_methods};
