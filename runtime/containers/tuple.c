/* tuple: a fixed array of references; the type's methods are in tuple_methods.c.
 *
 * Invariants:  length never changes (but for tuple_from_iterable's own, unfinished one); items are owned,
 *              NULL only while the maker fills them.
 * The empty tuple is one shared static object. */
#include "runtime/containers/tuple.h"

#include <stdarg.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"

TupleObject tuple_empty_object = {.object = {SHARED_COUNT, TYPE_TUPLE}};

Ref tuple_new(size_t length)
{
    if (length == 0)
        return retain(AS_OBJECT(&tuple_empty_object));
    if (length > UINT32_MAX)
        return raise_memory_error();
    TupleObject *tuple = gc_new_builtin(TYPE_TUPLE, sizeof *tuple + length * sizeof(Ref));
    if (!tuple)
        return NULL;
    tuple->length = (uint32_t)length;
    memset(tuple->items, 0, length * sizeof(Ref));
    gc_track(AS_OBJECT(tuple));
    return AS_OBJECT(tuple);
}

/* Into places of a new tuple that are still NULL. False with KeyboardInterrupt in the midst of many. */
static inline ALWAYS_INLINE MUST_USE bool fill(Ref *places, View *items, size_t count)
{
    for (size_t i = 0; i < count;) {
        for (size_t end = stretch_end(i, count); i < end; i++)
            places[i] = retain(items[i]);
        if (UNLIKELY(i < count) && !check_interrupt())
            return false;
    }
    return true;
}

Ref tuple_from_array(View *items, size_t count)
{
    Ref tuple = tuple_new(count);
    if (tuple && !fill(((TupleView)tuple)->items, items, count))
        clear_place(&tuple);
    return tuple;
}

Ref tuple_from_array_take(Ref *items, size_t count)
{
    if (UNLIKELY(count == 0 || count > UINT32_MAX))
        return tuple_new(count);
    TupleObject *tuple = gc_new_builtin(TYPE_TUPLE, sizeof *tuple + count * sizeof(Ref));
    if (UNLIKELY(!tuple)) {
        while (count-- > 0)
            release(items[count]);
        return NULL;
    }
    tuple->length = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        tuple->items[i] = items[i];
    gc_track(AS_OBJECT(tuple));
    return AS_OBJECT(tuple);
}

Ref tuple_pack(size_t count, ...)
{
    va_list arguments;
    va_start(arguments, count);
    Ref tuple = tuple_new(count);
    for (size_t i = 0; i < count; i++) {
        View item = va_arg(arguments, View);
        if (tuple)
            ((TupleView)tuple)->items[i] = retain(item);
    }
    va_end(arguments);
    return tuple;
}

/* The tuple, of which nobody else must have got hold, with `length` places; new ones hold None. Consumes it,
 * also on failure. */
static Ref resize_take(Ref tuple, size_t length)
{
    TupleObject *old = (TupleObject *)tuple;
    size_t count = old->length;
    if (length == count)
        return tuple;
    if (count == 0 || length == 0 || length > UINT32_MAX) {
        release(tuple);
        return tuple_of_nones(length);
    }
    if (tuple->refcount != 1) {
        release(tuple);
        return raise_error(SystemError, "bad argument to internal function");
    }
    gc_untrack(tuple); /* it moves; and no finalizer may find it now */
    while (count > length)
        release(old->items[--count]);
    size_t old_size = sizeof *old + old->length * sizeof(Ref);
    TupleObject *moved = heap_resize_object(old, old_size, sizeof *old + length * sizeof(Ref));
    if (!moved) {
        for (size_t i = count; i < old->length; i++)
            old->items[i] = none_new();
        release(tuple);
        return raise_memory_error();
    }
    for (; count < length; count++)
        moved->items[count] = none_new();
    moved->length = (uint32_t)length;
    gc_track(AS_OBJECT(moved));
    return AS_OBJECT(moved);
}

/* The items are put straight into a tuple that grows, as in CPython (PySequence_Tuple), where
 * gc.get_referrers() finds it. */
static Ref collect_items(View iterable)
{
    Ref iterator = object_iterate(iterable), item;
    Index hint = iterator ? object_length_hint(iterable, 10) : -1;
    Ref tuple = hint >= 0 ? tuple_of_nones((size_t)hint) : NULL;
    size_t count = 0;
    while (tuple && (item = object_next(iterator))) {
        size_t length = tuple_length(tuple);
        if (count == length && !(tuple = resize_take(tuple, length + 10 + (length + 10) / 4))) {
            release(item);
            break;
        }
        replace_take(&((TupleView)tuple)->items[count++], item);
    }
    release_maybe(iterator);
    if (tuple && error_is_set())
        clear_place(&tuple);
    return tuple ? resize_take(tuple, count) : NULL;
}

Ref tuple_from_iterable(View iterable)
{
    if (iterable->type == TYPE_TUPLE)
        return retain(iterable);
    if (iterable->type == TYPE_LIST)
        return list_to_tuple((ListView)iterable);
    return collect_items(iterable);
}

Ref tuple_of_nones(size_t count)
{
    Ref tuple = tuple_new(count);
    for (size_t i = 0; tuple && i < count; i++)
        ((TupleView)tuple)->items[i] = none_new();
    return tuple;
}

Ref tuple_reuse(View kept, size_t count)
{
    if (!kept || kept->refcount != 1)
        return tuple_new(count);
    if (!gc_is_tracked(kept)) /* the collector may have found it harmless, with what it held then */
        gc_track(kept);
    return retain(kept);
}

Ref tuple_slice(View tuple, size_t start, size_t stop)
{
    if (tuple->type == TYPE_TUPLE && start == 0 && stop == tuple_length(tuple))
        return retain(tuple);
    return tuple_from_array(((TupleView)tuple)->items + start, stop - start);
}

Ref tuple_concat(View left, View right)
{
    size_t a = tuple_length(left), b = tuple_length(right);
    if (b == 0 && left->type == TYPE_TUPLE)
        return retain(left);
    if (a == 0 && right->type == TYPE_TUPLE)
        return retain(right);
    Ref result = tuple_new(a + b), *places = result ? ((TupleView)result)->items : NULL;
    if (result && (!fill(places, ((TupleView)left)->items, a) || !fill(places + a, ((TupleView)right)->items, b)))
        clear_place(&result);
    return result;
}

/* Can the item ever be part of a cycle? Not an int or str; not a tuple that is itself untracked. */
static bool may_be_tracked(View item)
{
    if (!object_is_gc(item))
        return false;
    return item->type != TYPE_TUPLE || gc_is_tracked(item);
}

void tuple_untrack_if_possible(View tuple)
{
    for (size_t i = 0; i < tuple_length(tuple); i++) {
        View item = tuple_item_peek(tuple, i);
        if (!item || may_be_tracked(item))
            return;
    }
    gc_untrack(tuple);
}

size_t tuple_allocated_size(View tuple)
{
    return sizeof(TupleObject) + tuple_length(tuple) * sizeof(Ref);
}

void tuple_finish(View tuple)
{
    for (size_t i = tuple_length(tuple); i-- > 0;) /* from the end, as CPython */
        release_maybe(((TupleView)tuple)->items[i]);
}

void tuple_traverse(View tuple, Visitor visit, void *context)
{
    for (size_t i = tuple_length(tuple); i-- > 0;) /* from the end, as CPython: gc.get_referents shows the order */
        VISIT(tuple_item_peek(tuple, i));
}
