/* range: the type range and its iterators. Bounds may be ints of any size; iterating over 64-bit ones needs
 * no big arithmetic.
 *
 * A range keeps start, stop, step and its length, all exact ints: so len(), indexing, `in` and index() of an
 * int are arithmetic, whatever the length. (For other objects `in` compares with each number.) A slice of a
 * range is a range. Two ranges are equal, and hash equal, when they give the same numbers.
 * Nothing in it changes, and it holds only ints: the collector need not know it. */
#include "runtime/containers/range.h"
#include "runtime/containers/iterator_state.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static RangeObject *range_of(View self)
{
    return (RangeObject *)self;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* max(0, ceil((stop - start) / step)) for step > 0, mirrored otherwise. */
static Ref compute_length(View start, View stop, View step)
{
    int sign = int_sign(step);
    View low = sign > 0 ? start : stop, high = sign > 0 ? stop : start;
    if (int_compare(low, high) >= 0)
        return int_new(0);
    Ref one = int_new(1), size = sign > 0 ? retain(step) : int_negative(step), span = size ? int_subtract(high, low) : NULL;
    Ref reduced = span ? int_subtract(span, one) : NULL, quotient = reduced ? int_floor_divide(reduced, size) : NULL;
    Ref length = quotient ? int_add(quotient, one) : NULL;
    release_maybe(one);
    release_maybe(size);
    release_maybe(span);
    release_maybe(reduced);
    release_maybe(quotient);
    return length;
}

/* Consumes the three. */
static Ref range_make_take(Ref start, Ref stop, Ref step)
{
    Ref length = start && stop && step ? compute_length(start, stop, step) : NULL;
    RangeObject *range = length ? object_new_raw(TYPE_RANGE, sizeof *range) : NULL;
    if (!range) {
        release_maybe(start);
        release_maybe(stop);
        release_maybe(step);
        release_maybe(length);
        return NULL;
    }
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = length;
    return AS_OBJECT(range);
}

static Ref range_new_native(View type UNUSED, View *args)
{
    Ref start, stop, step;
    if (!args[1]) {
        start = int_new(0);
        stop = object_index(args[0]);
    } else {
        start = object_index(args[0]);
        stop = start ? object_index(args[1]) : NULL;
    }
    step = !stop ? NULL : args[2] ? object_index(args[2]) : int_new(1);
    if (step && int_sign(step) == 0) {
        raise_error(ValueError, "range() arg 3 must not be zero");
        clear_place(&step);
    }
    return range_make_take(start, stop, step);
}

static void range_finish(View self)
{
    release(range_of(self)->start);
    release(range_of(self)->stop);
    release(range_of(self)->step);
    release(range_of(self)->length);
}

/* --- asking --------------------------------------------------------------------------------------------- */

static Ref range_repr(View self)
{
    RangeObject *range = range_of(self);
    int64_t step;
    if (int_to_int64(range->step, &step) && step == 1)
        return str_format("range(%R, %R)", range->start, range->stop);
    return str_format("range(%R, %R, %R)", range->start, range->stop, range->step);
}

static Index range_length(View self)
{
    int64_t length;
    if (int_to_int64(range_of(self)->length, &length))
        return length;
    int_raise_too_large("ssize_t");
    return -1;
}

static int range_truth(View self)
{
    return int_sign(range_of(self)->length) != 0;
}

/* start + index * step */
static Ref item_at(RangeObject *range, View index)
{
    Ref product = int_multiply(index, range->step), item = product ? int_add(range->start, product) : NULL;
    release_maybe(product);
    return item;
}

static Ref get_slice(RangeObject *range, View slice)
{
    Ref numbers[3];
    if (!slice_resolve_long(slice, range->length, numbers))
        return NULL;
    Ref new_step = int_multiply(range->step, numbers[2]);
    Ref new_start = new_step ? item_at(range, numbers[0]) : NULL, new_stop = new_start ? item_at(range, numbers[1]) : NULL;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        release(numbers[i]);
    return range_make_take(new_start, new_stop, new_step);
}

static Ref range_get_item(View self, View key)
{
    if (key->type == TYPE_SLICE)
        return get_slice(range_of(self), key);
    if (!is_int(key) && !type_of_peek(key)->as_index)
        return raise_error(TypeError, "range indices must be integers or slices, not %T", key);
    RangeObject *range = range_of(self);
    Ref index = object_index(key);
    if (index && int_sign(index) < 0) {
        Ref from_end = int_add(index, range->length);
        release(index);
        index = from_end;
    }
    Ref item = NULL;
    if (index && (int_sign(index) < 0 || int_compare(index, range->length) >= 0))
        raise_error(IndexError, "range object index out of range");
    else if (index)
        item = item_at(range, index);
    release_maybe(index);
    return item;
}

/* The index of an int in the range, or NULL: not in it, or failed. */
static Ref index_of_int(RangeObject *range, View value)
{
    bool up = int_sign(range->step) > 0;
    bool inside = up ? int_compare(range->start, value) <= 0 && int_compare(value, range->stop) < 0
                     : int_compare(range->stop, value) < 0 && int_compare(value, range->start) <= 0;
    if (!inside)
        return NULL;
    Ref distance = int_subtract(value, range->start), rest = distance ? int_modulo(distance, range->step) : NULL, index = NULL;
    if (rest && int_sign(rest) == 0)
        index = int_floor_divide(distance, range->step);
    release_maybe(distance);
    release_maybe(rest);
    return index;
}

static int search(View self, View item)
{
    Ref iterator = object_iterate(self), next;
    if (!iterator)
        return -1;
    int found = 0;
    while (found == 0 && (next = object_next(iterator))) {
        found = object_equal(next, item);
        release(next);
    }
    release(iterator);
    return error_is_set() ? -1 : found;
}

static int range_contains(View self, View item)
{
    if (item->type != TYPE_INT && item->type != TYPE_BIGINT && item->type != TYPE_BOOL)
        return search(self, item);
    Ref index = index_of_int(range_of(self), item);
    bool found = index != NULL;
    release_maybe(index);
    return error_is_set() ? -1 : found;
}

/* Two ranges are equal when they give the same numbers. */
static Ref range_compare(View left, View right, Comparison comparison)
{
    if (left->type != TYPE_RANGE || right->type != TYPE_RANGE || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    RangeObject *a = range_of(left), *b = range_of(right);
    bool equal = int_compare(a->length, b->length) == 0;
    int64_t length;
    bool is_short = int_to_int64(a->length, &length) && length <= 1;
    if (equal && int_sign(a->length))
        equal = int_compare(a->start, b->start) == 0 && (is_short || int_compare(a->step, b->step) == 0);
    return bool_new(equal == (comparison == COMPARE_EQ));
}

static Hash range_hash(View self)
{
    RangeObject *range = range_of(self);
    int64_t length = 2;
    (void)int_to_int64(range->length, &length);
    Ref tuple = tuple_pack(3, range->length, length == 0 ? NONE : range->start, length <= 1 ? NONE : range->step);
    Hash hash = tuple ? object_hash(tuple) : -1;
    release_maybe(tuple);
    return hash;
}

static Ref count_method(View self, View *args)
{
    if (args[0]->type == TYPE_INT || args[0]->type == TYPE_BOOL || args[0]->type == TYPE_BIGINT) {
        int found = range_contains(self, args[0]);
        return found < 0 ? NULL : int_new(found);
    }
    Ref iterator = object_iterate(self), next;
    int64_t count = 0;
    while (iterator && (next = object_next(iterator))) {
        int equal = object_equal(next, args[0]);
        release(next);
        if (equal < 0)
            break;
        count += equal;
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : int_new(count);
}

static Ref index_method(View self, View *args)
{
    if (is_int(args[0])) {
        Ref index = index_of_int(range_of(self), int_view(args[0]));
        return index || error_is_set() ? index : raise_error(ValueError, "%R is not in range", args[0]);
    }
    Ref iterator = object_iterate(self), next;
    int64_t place = 0;
    while (iterator && (next = object_next(iterator))) {
        int equal = object_equal(next, args[0]);
        release(next);
        if (equal) {
            release(iterator);
            return equal < 0 ? NULL : int_new(place);
        }
        place++;
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : raise_error(ValueError, "sequence.index(x): x not in sequence");
}

static Ref get_start(View self)
{
    return retain(range_of(self)->start);
}
static Ref get_stop(View self)
{
    return retain(range_of(self)->stop);
}
static Ref get_step(View self)
{
    return retain(range_of(self)->step);
}
/* --- iterators ------------------------------------------------------------------------------------------ */

typedef struct LongRangeIterator {
    Object object;
    Ref next, step, remaining, length;
} LongRangeIterator;

static Ref iterator_from(View start, View step, View length)
{
    int64_t first, by, count, last;
    bool fits = int_to_int64(start, &first) && int_to_int64(step, &by) && int_to_int64(length, &count);
    fits = fits && !__builtin_mul_overflow(by, count, &last) && !__builtin_add_overflow(first, last, &last);
    if (fits) {
        RangeIterator *iterator = object_new_raw(TYPE_RANGE_ITERATOR, sizeof *iterator);
        if (!iterator)
            return NULL;
        iterator->next = first;
        iterator->step = by;
        iterator->remaining = iterator->length = (uint64_t)count;
        return AS_OBJECT(iterator);
    }
    LongRangeIterator *iterator = object_new_raw(long_range_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->next = retain(start);
    iterator->step = retain(step);
    iterator->remaining = retain(length);
    iterator->length = retain(length);
    return AS_OBJECT(iterator);
}

static Ref range_iterate(View self)
{
    RangeObject *range = range_of(self);
    return iterator_from(range->start, range->step, range->length);
}

static Ref reversed_method(View self, View *args UNUSED)
{
    RangeObject *range = range_of(self);
    Ref one = int_new(1), last_index = one ? int_subtract(range->length, one) : NULL, last = last_index ? item_at(range, last_index) : NULL;
    Ref step = last ? int_negative(range->step) : NULL, iterator = step ? iterator_from(last, step, range->length) : NULL;
    release_maybe(one);
    release_maybe(last_index);
    release_maybe(last);
    release_maybe(step);
    return iterator;
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static Ref iterator_next(View self)
{
    RangeIterator *iterator = (RangeIterator *)self;
    if (iterator->remaining == 0)
        return NULL;
    Ref value = int_new(iterator->next);
    if (value) {
        iterator->remaining--;
        iterator->next = (int64_t)((uint64_t)iterator->next + (uint64_t)iterator->step);
    }
    return value;
}

static Ref iterator_hint(View self, View *args UNUSED)
{
    return int_from_uint64(((RangeIterator *)self)->remaining);
}

static Ref long_next(View self)
{
    LongRangeIterator *iterator = (LongRangeIterator *)self;
    if (int_sign(iterator->remaining) == 0)
        return NULL;
    Ref one = int_new(1), remaining = one ? int_subtract(iterator->remaining, one) : NULL,
        next = remaining ? int_add(iterator->next, iterator->step) : NULL;
    release_maybe(one);
    if (!next) {
        release_maybe(remaining);
        return NULL;
    }
    Ref value = iterator->next;
    iterator->next = next;
    replace_take(&iterator->remaining, remaining);
    return value;
}

static void long_finish(View self)
{
    release(((LongRangeIterator *)self)->next);
    release(((LongRangeIterator *)self)->step);
    release(((LongRangeIterator *)self)->remaining);
    release(((LongRangeIterator *)self)->length);
}

static Ref long_hint(View self, View *args UNUSED)
{
    return retain(((LongRangeIterator *)self)->remaining);
}

/* (iter, (range(start, stop, step),), index), of what stands at the index now. Consumes the numbers, some of
 * which may be NULL. */
static Ref reduce_range_take(Ref next, Ref step, Ref length, Ref index)
{
    Ref passed = next && step && length && index ? int_multiply(step, index) : NULL, start = passed ? int_subtract(next, passed) : NULL;
    Ref all = start ? int_multiply(step, length) : NULL, stop = all ? int_add(start, all) : NULL, range = NULL, result = NULL;
    if (stop)
        range = call_3(AS_OBJECT(&range_type), start, stop, step);
    result = range ? iterator_reduce("iter", range, 0, range) : NULL;
    if (result) /* the index may be a large one */
        replace_take(&((TupleView)result)->items[2], retain(index));
    Ref parts[] = {next, step, length, index, passed, start, all, stop, range};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    return result;
}

static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    RangeIterator *iterator = (RangeIterator *)self;
    return reduce_range_take(int_new(iterator->next), int_new(iterator->step), int_from_uint64(iterator->length),
                             int_from_uint64(iterator->length - iterator->remaining));
}

static Ref long_reduce_method(View self, View *args UNUSED)
{
    LongRangeIterator *iterator = (LongRangeIterator *)self;
    return reduce_range_take(retain(iterator->next), retain(iterator->step), retain(iterator->length),
                             int_subtract(iterator->length, iterator->remaining));
}

static Ref iterator_setstate(View self, View *args)
{
    RangeIterator *iterator = (RangeIterator *)self;
    int64_t index;
    if (!iterator_state_index(args[0], 0, (int64_t)iterator->length, &index))
        return NULL;
    uint64_t moved = (uint64_t)index - (iterator->length - iterator->remaining);
    iterator->next = (int64_t)((uint64_t)iterator->next + moved * (uint64_t)iterator->step);
    iterator->remaining = iterator->length - (uint64_t)index;
    return none_new();
}

static Ref long_setstate(View self, View *args)
{
    LongRangeIterator *iterator = (LongRangeIterator *)self;
    if (!is_int(args[0]))
        return raise_error(TypeError, "state must be an int, not %T", args[0]);
    Ref given = int_view(args[0]);
    Ref zero = int_new(0), index = retain(int_sign(given) < 0 ? zero : int_compare(given, iterator->length) > 0 ? iterator->length : given);
    Ref passed = int_subtract(iterator->length, iterator->remaining), moved = passed ? int_subtract(index, passed) : NULL;
    Ref step = moved ? int_multiply(moved, iterator->step) : NULL, next = step ? int_add(iterator->next, step) : NULL;
    Ref remaining = next ? int_subtract(iterator->length, index) : NULL;
    if (remaining) {
        replace_take(&iterator->next, retain(next));
        replace_take(&iterator->remaining, retain(remaining));
    }
    bool done = remaining != NULL;
    Ref parts[] = {zero, index, passed, moved, step, next, remaining};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    return done ? none_new() : NULL;
}

static const NativeFunction iterator_methods[] = {
    {"__length_hint__()", iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction long_methods[] = {
    {"__length_hint__()", long_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", long_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", long_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject range_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_RANGE_ITERATOR,
    .name = "range_iterator",
    .size = sizeof(RangeIterator),
    .flags = TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .methods = iterator_methods,
};
TypeObject long_range_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "longrange_iterator",
    .size = sizeof(LongRangeIterator),
    .flags = TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = long_next,
    .finish = long_finish,
    .methods = long_methods,
};

static const NativeFunction range_constructor = {"range(start, stop=None, step=1, /)", range_new_native, NULL};
static Ref reduce_method(View self, View *args UNUSED)
{
    RangeObject *range = range_of(self);
    Ref numbers = tuple_pack(3, range->start, range->stop, range->step);
    Ref result = numbers ? tuple_pack(2, AS_OBJECT(&range_type), numbers) : NULL;
    release_maybe(numbers);
    return result;
}

static const NativeFunction range_methods[] = {
    {"__reduce__()", reduce_method, NULL},
    {"count(value, /)", count_method, "Return number of occurrences of value."},
    {"index(value, /)", index_method, "Return index of value. Raise ValueError if the value is not present."},
    {"__reversed__()", reversed_method, "Return a reverse iterator."},
    {NULL, NULL, NULL},
};
static const NativeProperty range_properties[] = {
    {"start", get_start, descriptor_refuse_write, NULL},
    {"stop", get_stop, descriptor_refuse_write, NULL},
    {"step", get_step, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject range_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_RANGE,
    .name = "range",
    .doc = "range(stop), range(start, stop[, step]): the numbers start, start + step, … before stop.\nIt counts from 0 by 1 unless told "
           "otherwise, and holds none of the numbers.",
    .size = sizeof(RangeObject),
    .flags = TYPE_FLAG_SEQUENCE,
    .new_native = &range_constructor,
    .finish = range_finish,
    .repr = range_repr,
    .hash = range_hash,
    .compare = range_compare,
    .truth = range_truth,
    .length = range_length,
    .get_item = range_get_item,
    .contains = range_contains,
    .iterate = range_iterate,
    .methods = range_methods,
    .properties = range_properties,
};
