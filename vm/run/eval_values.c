/* eval_values: operators on the most common types without a detour, displays, unpacking.
 *
 * An operator goes down a ladder, and most steps are left at the first rungs:
 *
 *     quick form (handlers/operators.h)     two ints, two floats, in registers of known kinds
 *     word_operation                        two ints, when no free block was at hand
 *     the left operand's slot               built-in types among themselves: no Python code can be concerned
 *     object_binary (runtime/calls)         both slots, a derived class's first; then TypeError
 *
 * Displays: the items lie in consecutive temporaries, which the container takes over or which are
 * released here, from the last to the first, also on failure.
 *
 * Unpacking writes its registers in reverse: the first item goes to the last place. The targets are
 * stored to from the left, and each takes the topmost temporary, so that the stack of temporaries
 * shrinks as it should. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/eval_helpers.h"

/* The quick forms come here whenever no free block is at hand, which is always while an instrument listens to
 * the heap: what they do most, done at once. UNBOUND if it is something else. */
static inline ALWAYS_INLINE Ref word_operation(int64_t left, int64_t right, unsigned operator)
{
    int64_t value;
    switch (operator) {
    case BINARY_ADD: return __builtin_add_overflow(left, right, &value) ? UNBOUND : int_new(value);
    case BINARY_SUB: return __builtin_sub_overflow(left, right, &value) ? UNBOUND : int_new(value);
    case BINARY_MULT: return __builtin_mul_overflow(left, right, &value) ? UNBOUND : int_new(value);
    case BINARY_AND: return int_new(left & right);
    case BINARY_MOD: return left >= 0 && right > 0 ? int_new(left % right) : UNBOUND;
    default: return UNBOUND;
    }
}

/* Numbers, texts, bytes, lists and tuples: their operators run no Python code as long as both operands are of
 * these very types. */
static inline ALWAYS_INLINE bool is_plain_operand(uint32_t type)
{
    return type <= TYPE_BYTES || type == TYPE_LIST || type == TYPE_TUPLE;
}

Ref eval_binary_operation(View left, View right, unsigned operator)
{
    if (left->type == TYPE_INT && right->type == TYPE_INT) {
        Ref result = word_operation(((const IntObject *)left)->value, ((const IntObject *)right)->value, operator);
        if (result != UNBOUND)
            return result;
    }
    if (is_plain_operand(left->type) &&
        (right->type == left->type || right->type == TYPE_INT)) { /* the left operand's class is asked first */
        BinarySlot slot = type_of_peek(left)->binary[operator];
        if (slot) {
            Ref result = slot(left, right);
            if (result != NOT_IMPLEMENTED)
                return result;
            release(result);
        }
    }
    return object_binary(left, right, (BinaryOperator) operator);
}

Ref eval_compare_operation(View left, View right, unsigned comparison)
{
    int known = object_compare_numbers_or_text(left, right, (Comparison)comparison);
    return known >= 0 ? bool_new(known != 0) : object_compare(left, right, (Comparison)comparison);
}

int eval_compare_truth(View left, View right, unsigned comparison)
{
    return object_compare_truth(left, right, (Comparison)comparison);
}

/* x[a:b] of a built-in sequence needs no slice object, which would be made only to be taken apart
 * again. Bounds that are anything but None or small ints are for the general way, which calls
 * __index__. */
Ref eval_get_slice(View object, View start, View stop)
{
    size_t from, to;
    switch (object->type) {
    case TYPE_LIST:
        return slice_plain(start, stop, ((ListView)object)->used, &from, &to) ? list_slice((ListView)object, from, to) : UNBOUND;
    case TYPE_TUPLE: return slice_plain(start, stop, tuple_length(object), &from, &to) ? tuple_slice(object, from, to) : UNBOUND;
    case TYPE_STR: return slice_plain(start, stop, ((StrView)object)->length, &from, &to) ? str_slice(object, from, to) : UNBOUND;
    default: return UNBOUND;
    }
}

/* --- displays ------------------------------------------------------------------------------------------- */

/* Adding hashes the items, and compares those that may be equal: both may run Python code. The items
 * are still held by their temporaries then. */
Ref eval_build_set_take(Ref *items, size_t count)
{
    Ref set = set_new(NULL);
    bool done = set != NULL;
    for (size_t n = 0; done && n < count; n++)
        done = set_add((SetView)set, items[n]);
    release_arguments(items, count);
    if (!done)
        clear_place(&set);
    return set;
}

static bool all_are_strs(Ref *items, size_t pairs)
{
    for (size_t n = 0; n < pairs; n++)
        if (items[2 * n]->type != TYPE_STR)
            return false;
    return true;
}

/* Keys that are all strs get the smaller table, as in CPython (dict.h). The first of equal keys
 * stays, with the last one's value. */
Ref eval_build_dict_take(Ref *items, size_t pairs)
{
    Ref dict = dict_new_sized(pairs, all_are_strs(items, pairs) ? DICT_KEYS_STR : DICT_KEYS_ANY);
    bool done = dict != NULL;
    for (size_t n = 0; done && n < pairs; n++)
        done = dict_set((DictView)dict, items[2 * n], items[2 * n + 1]);
    release_arguments(items, 2 * pairs);
    if (!done)
        clear_place(&dict);
    return dict;
}

/* Asked before iterating: an object without __iter__ gets the message of the star, but a TypeError
 * that its __iter__ raises is its own and goes through. */
bool eval_extend_by_star(ListView list, View iterable, bool is_display)
{
    TypeObject *type = type_of_peek(iterable);
    if (!type->iterate && !type->get_item) {
        if (is_display)
            raise_error(TypeError, "Value after * must be an iterable, not %T", iterable);
        else
            raise_error(TypeError, "Value after * must be an iterable, not %T", iterable);
        return false;
    }
    return list_extend(list, iterable);
}

bool eval_update_by_stars(DictView dict, View mapping)
{
    if (!is_dict(mapping) && !type_lookup_peek(type_of_peek(mapping), name(keys))) {
        raise_error(TypeError, "'%T' object is not a mapping", mapping);
        return false;
    }
    return dict_update(dict, mapping);
}

Ref eval_callable_label(View callable)
{
    Ref name = object_get_attribute_maybe(callable, name(__qualname__));
    if (name && is_str(name)) {
        Ref module = object_get_attribute_maybe(callable, name(__module__)), result;
        if (module && is_str(module) && !str_equal_text(AS_OBJECT(str_view(module)), "builtins") &&
            !str_equal_text(AS_OBJECT(str_view(module)), "__main__"))
            result = str_format("%U.%U()", module, name);
        else if (module && is_str(module) && str_equal_text(AS_OBJECT(str_view(module)), "__main__"))
            result = str_format("__main__.%U()", name);
        else
            result = str_format("%U()", name);
        release_maybe(module);
        release(name);
        return result;
    }
    release_maybe(name);
    return error_is_set() ? NULL : object_str(callable);
}

static bool raise_multiple(View key, View callable)
{
    Ref label = eval_callable_label(callable);
    if (label)
        raise_error(TypeError, "%U got multiple values for keyword argument '%S'", label, key);
    release_maybe(label);
    return false;
}

/* Each key that keys() gives is looked up and set at once: a mapping may tell of one twice. */
static bool merge_mapping(DictView dict, View mapping, View callable)
{
    Ref keys = dict_keys_of_mapping(mapping), iterator = keys ? object_iterate(keys) : NULL, key = NULL;
    bool done = iterator != NULL;
    while (done && (key = object_next(iterator))) {
        int present = dict_contains(dict, key);
        Ref value = present == 0 ? object_get_item(mapping, key) : NULL;
        done = present > 0 ? raise_multiple(key, callable) : value && dict_set(dict, key, value);
        release_maybe(value);
        release(key);
    }
    release_maybe(keys);
    release_maybe(iterator);
    return done && !error_is_set();
}

/* Each key is checked against those that the call has already. A dict is copied first: comparing keys may run Python code that
 * changes it. */
bool eval_merge_keywords(DictView dict, View mapping, View callable)
{
    if (!is_dict(mapping) && !type_lookup_peek(type_of_peek(mapping), name(keys))) {
        Ref label = eval_callable_label(callable);
        if (label)
            raise_error(TypeError, "%U argument after ** must be a mapping, not %T", label, mapping);
        release_maybe(label);
        return false;
    }
    if (!is_dict(mapping))
        return merge_mapping(dict, mapping, callable);
    Ref plain = dict_new();
    bool done = plain && dict_update((DictView)plain, mapping);
    View key, value;
    size_t position = 0;
    while (done && dict_next_peek((DictView)plain, &position, &key, &value)) {
        int present = dict_contains(dict, key);
        if (present > 0)
            raise_multiple(key, callable);
        done = present == 0 && dict_set(dict, key, value);
    }
    release_maybe(plain);
    return done;
}

/* --- unpacking ------------------------------------------------------------------------------------------ */

static bool raise_not_iterable(View value)
{
    TypeObject *type = type_of_peek(value);
    if (type->iterate || type->get_item)
        return false;
    raise_error(TypeError, "cannot unpack non-iterable %T object", value);
    return true;
}

/* The count is known beforehand, so nothing is taken if it does not fit. */
static bool unpack_array(View *items, size_t length, Ref *places, size_t count)
{
    if (length < count) {
        raise_error(ValueError, "not enough values to unpack (expected %zu, got %zu)", count, length);
        return false;
    }
    if (length > count) {
        raise_error(ValueError, "too many values to unpack (expected %zu)", count);
        return false;
    }
    for (size_t n = 0; n < count; n++)
        places[count - 1 - n] = retain(items[n]);
    return true;
}

/* From an iterator the items come one by one, and only the one too many tells that there are too
 * many: it has been taken from the iterator, as CPython does too. What was stored is released again,
 * the last first. */
bool eval_unpack(View value, Ref *places, size_t count)
{
    if (value->type == TYPE_TUPLE)
        return unpack_array(((TupleView)value)->items, tuple_length(value), places, count);
    if (value->type == TYPE_LIST)
        return unpack_array(((ListView)value)->items, ((ListView)value)->used, places, count);
    if (raise_not_iterable(value))
        return false;
    Ref iterator = object_iterate(value), item = NULL;
    if (!iterator)
        return false;
    size_t n = 0;
    while (n < count && (item = object_next(iterator)))
        places[count - 1 - n++] = item;
    if (n < count) {
        if (!error_is_set())
            raise_error(ValueError, "not enough values to unpack (expected %zu, got %zu)", count, n);
    } else {
        item = object_next(iterator);
        if (item)
            raise_error(ValueError, "too many values to unpack (expected %zu)", count);
        release_maybe(item);
    }
    release(iterator);
    if (!error_is_set())
        return true;
    while (n-- > 0)
        release(places[count - 1 - n]);
    return false;
}

/* The items behind the star, and those after it, from what is left of the iterator. The list keeps the room
 * that it had for them, as CPython's. */
static bool unpack_rest(View iterator, Ref *places, size_t before, size_t after)
{
    Ref rest = list_from_iterable(iterator);
    if (!rest)
        return false;
    ListView list = (ListView)rest;
    if (list->used < after) {
        raise_error(ValueError, "not enough values to unpack (expected at least %zu, got %zu)", before + after, before + list->used);
        release(rest);
        return false;
    }
    list->used -= after;
    for (size_t n = 0; n < after; n++)
        places[after - 1 - n] = list->items[list->used + n];
    places[after] = rest;
    return true;
}

bool eval_unpack_star(View value, Ref *places, size_t before, size_t after)
{
    if (raise_not_iterable(value))
        return false;
    Ref iterator = object_iterate(value), item = NULL;
    if (!iterator)
        return false;
    size_t n = 0, total = before + after + 1;
    while (n < before && (item = object_next(iterator)))
        places[total - 1 - n++] = item;
    if (n < before && !error_is_set())
        raise_error(ValueError, "not enough values to unpack (expected at least %zu, got %zu)", before + after, n);
    bool done = n == before && unpack_rest(iterator, places, before, after);
    release(iterator);
    while (!done && n-- > 0)
        release(places[total - 1 - n]);
    return done;
}
