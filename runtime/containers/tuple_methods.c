/* tuple_methods: the type tuple: its operators, methods and iterator.
 *
 * A tuple never changes once it is made: loops need not look at its length again, and its items are held by
 * it while the caller holds the tuple. So comparing items, which may run Python code, needs no care here.
 * The hash is CPython's mixing of the items' hashes (xxHash), so that sets of tuples print in the same order.
 * It is computed anew each time, as in CPython 3.11. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

static TupleView tuple_of(View self)
{
    return (TupleView)self;
}

static Ref tuple_new_native(View type, View *args)
{
    Ref exact = args[0] ? tuple_from_iterable(args[0]) : tuple_new(0);
    if (!exact || type == AS_OBJECT(&tuple_type))
        return exact;
    size_t length = tuple_length(exact);
    Ref self = type_allocate((TypeObject *)type, length);
    for (size_t i = 0; self && i < length; i++)
        tuple_of(self)->items[i] = retain(tuple_item_peek(exact, i));
    if (self)
        gc_track(self);
    release(exact);
    return self;
}

static Ref tuple_repr(View self)
{
    size_t length = tuple_length(self);
    if (length == 0)
        return str_from_text("()");
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("(...)") : NULL;
    StrBuilder text;
    strbuilder_start(&text);
    strbuilder_add_character(&text, '(');
    for (size_t i = 0; i < length; i++) {
        if (i)
            strbuilder_add_text(&text, ", ");
        Ref item = object_repr(tuple_item_peek(self, i));
        if (!item) {
            strbuilder_abandon(&text);
            object_repr_leave(self);
            return NULL;
        }
        strbuilder_add_str(&text, item);
        release(item);
    }
    strbuilder_add_text(&text, length == 1 ? ",)" : ")");
    object_repr_leave(self);
    return strbuilder_finish(&text);
}

/* CPython's: xxHash's mixing of the items' hashes, so that sets of tuples print in the same order. (Collet,
 * xxHash, 2012.) */
static Hash tuple_hash(View self)
{
    const uint64_t prime_1 = 11400714785074694791u, prime_2 = 14029467366897019727u, prime_5 = 2870177450012600261u;
    enum { STRETCH = 4096 };
    uint64_t sum = prime_5;
    size_t length = tuple_length(self);
    for (size_t i = 0; i < length; i++) {
        Hash lane = LIKELY(i % STRETCH) || check_interrupt() ? object_hash(tuple_item_peek(self, i)) : -1;
        if (lane == -1)
            return -1;
        sum += (uint64_t)lane * prime_2;
        sum = sum << 31 | sum >> 33;
        sum *= prime_1;
    }
    sum += length ^ (prime_5 ^ 3527539u);
    return sum == UINT64_MAX ? 1546275796 : (Hash)sum;
}

static Ref tuple_compare(View left, View right, Comparison comparison)
{
    if (!is_tuple(left) || !is_tuple(right))
        return retain(NOT_IMPLEMENTED);
    size_t a = tuple_length(left), b = tuple_length(right), i = 0;
    for (; i < a && i < b; i++) {
        int equal = check_interrupt() ? object_equal(tuple_item_peek(left, i), tuple_item_peek(right, i)) : -1;
        if (equal < 0)
            return NULL;
        if (!equal)
            break;
    }
    if (i < a && i < b) {
        if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
            return bool_new(comparison == COMPARE_NE);
        return object_compare(tuple_item_peek(left, i), tuple_item_peek(right, i), comparison);
    }
    return order_result((a > b) - (a < b), comparison);
}

static Index tuple_length_slot(View self)
{
    return (Index)tuple_length(self);
}

static Ref get_slice(View self, View slice)
{
    Index start, stop, step;
    size_t count;
    if (!slice_resolve(slice, tuple_length(self), &start, &stop, &step, &count))
        return NULL;
    if (step == 1)
        return tuple_slice(self, (size_t)start, (size_t)start + count);
    Ref result = tuple_new(count);
    for (size_t i = 0; result && i < count;) {
        for (size_t end = stretch_end(i, count); i < end; i++)
            tuple_of(result)->items[i] = retain(tuple_item_peek(self, (size_t)(start + (Index)i * step)));
        if (i < count && !check_interrupt())
            clear_place(&result);
    }
    return result;
}

static Ref tuple_get_item(View self, View key)
{
    Index index, length = (Index)tuple_length(self);
    if (key->type == TYPE_SLICE)
        return get_slice(self, key);
    if (!is_int(key) && !type_of_peek(key)->as_index)
        return raise_error(TypeError, "tuple indices must be integers or slices, not %T", key);
    if (!object_as_index(key, &index))
        return NULL;
    if (index < 0)
        index += length;
    if (index < 0 || index >= length)
        return raise_error(IndexError, "tuple index out of range");
    return retain(tuple_item_peek(self, (size_t)index));
}

static int tuple_contains(View self, View item)
{
    for (size_t i = 0; i < tuple_length(self); i++) {
        int equal = check_interrupt() ? object_equal(tuple_item_peek(self, i), item) : -1;
        if (equal)
            return equal;
    }
    return 0;
}

static Ref tuple_concat_slot(View left, View right)
{
    if (!is_tuple(left))
        return retain(NOT_IMPLEMENTED);
    if (!is_tuple(right))
        return retain(NOT_IMPLEMENTED);
    return tuple_concat(left, right);
}

static Ref tuple_repeat(View left, View right)
{
    View self = is_tuple(left) ? left : right, count = is_tuple(left) ? right : left;
    Index times;
    if (is_tuple(count) || (!is_int(count) && !type_of_peek(count)->as_index))
        return raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", count);
    if (!object_as_index_overflow(count, &times))
        return NULL;
    size_t length = tuple_length(self), total;
    if (times == 1 && self->type == TYPE_TUPLE)
        return retain(self);
    if (times <= 0 || length == 0)
        return tuple_new(0);
    if (__builtin_mul_overflow(length, (size_t)times, &total))
        return raise_memory_error();
    Ref result = tuple_new(total);
    for (size_t i = 0, from = 0; result && i < total;) {
        for (size_t end = stretch_end(i, total); i < end; i++) {
            tuple_of(result)->items[i] = retain(tuple_item_peek(self, from));
            from = from + 1 == length ? 0 : from + 1;
        }
        if (i < total && !check_interrupt())
            clear_place(&result);
    }
    return result;
}

static Ref count_method(View self, View *args)
{
    int64_t count = 0;
    for (size_t i = 0; i < tuple_length(self); i++) {
        int equal = check_interrupt() ? object_equal(tuple_item_peek(self, i), args[0]) : -1;
        if (equal < 0)
            return NULL;
        count += equal;
    }
    return int_new(count);
}

static Ref index_method(View self, View *args)
{
    Index start = 0, stop = PTRDIFF_MAX, length = (Index)tuple_length(self);
    if ((args[1] && !object_as_slice_index(args[1], &start)) || (args[2] && !object_as_slice_index(args[2], &stop)))
        return NULL;
    start = start < 0 ? start + length < 0 ? 0 : start + length : start;
    stop = stop < 0 ? stop + length : stop;
    for (Index i = start; i < stop && i < length; i++) {
        int equal = check_interrupt() ? object_equal(tuple_item_peek(self, (size_t)i), args[0]) : -1;
        if (equal)
            return equal < 0 ? NULL : int_new(i);
    }
    return raise_error(ValueError, "tuple.index(x): x not in tuple");
}

static Ref getnewargs_method(View self, View *args UNUSED)
{
    Ref exact = tuple_from_array(tuple_of(self)->items, tuple_length(self));
    Ref result = exact ? tuple_pack(1, exact) : NULL;
    release_maybe(exact);
    return result;
}

static Ref tuple_iterate(View self)
{
    TupleIterator *iterator = gc_new(TYPE_TUPLE_ITERATOR, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->tuple = (TupleView)retain(self);
    iterator->index = 0;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_next(View self)
{
    TupleIterator *iterator = (TupleIterator *)self;
    TupleView tuple = iterator->tuple;
    if (!tuple)
        return NULL;
    if (iterator->index < tuple->length)
        return retain(tuple->items[iterator->index++]);
    iterator->tuple = NULL;
    release(AS_OBJECT(tuple));
    return NULL;
}

static Ref iterator_self(View self)
{
    return retain(self);
}
static void iterator_finish(View self)
{
    CLEAR(((TupleIterator *)self)->tuple);
}
static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((TupleIterator *)self)->tuple);
}

static Ref iterator_hint(View self, View *args UNUSED)
{
    TupleIterator *iterator = (TupleIterator *)self;
    return int_new(iterator->tuple ? (int64_t)(iterator->tuple->length - iterator->index) : 0);
}

static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    TupleIterator *iterator = (TupleIterator *)self;
    Ref empty = tuple_new(0);
    Ref result = empty ? iterator_reduce("iter", AS_OBJECT(iterator->tuple), (int64_t)iterator->index, empty) : NULL;
    release_maybe(empty);
    return result;
}

static Ref iterator_setstate(View self, View *args)
{
    int64_t index;
    TupleIterator *iterator = (TupleIterator *)self;
    if (!iterator_state_index(args[0], 0, iterator->tuple ? (int64_t)iterator->tuple->length : 0, &index))
        return NULL;
    iterator->index = (size_t)index;
    return none_new();
}

static const NativeFunction iterator_methods[] = {
    {"__length_hint__()", iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject tuple_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_TUPLE_ITERATOR,
    .name = "tuple_iterator",
    .size = sizeof(TupleIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .methods = iterator_methods,
};

static const NativeFunction tuple_constructor = {"tuple(iterable=(), /)", tuple_new_native, NULL};
static const NativeFunction tuple_methods[] = {
    {"count(value, /)", count_method, "Return number of occurrences of value."},
    {"index(value, start=0, stop=9223372036854775807, /)", index_method, "Return first index of value."},
    {"__getnewargs__()", getnewargs_method, NULL},
    {NULL, NULL, NULL},
};

TypeObject tuple_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_TUPLE,
    .name = "tuple",
    .size = sizeof(TupleObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_TUPLE | TYPE_FLAG_VARIABLE | TYPE_FLAG_SEQUENCE,
    .allocated_size = tuple_allocated_size,
    .new_native = &tuple_constructor,
    .finish = tuple_finish,
    .traverse = tuple_traverse,
    .repr = tuple_repr,
    .hash = tuple_hash,
    .compare = tuple_compare,
    .iterate = tuple_iterate,
    .length = tuple_length_slot,
    .get_item = tuple_get_item,
    .contains = tuple_contains,
    .binary = {[BINARY_ADD] = tuple_concat_slot, [BINARY_MULT] = tuple_repeat},
    .methods = tuple_methods,
    .class_methods = generic_class_methods,
    .doc = "(iterable=(), /)\n--\n\nBuilt-in immutable sequence.",
};
