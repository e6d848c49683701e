/* tuple: a fixed array of references; the type's methods are in tuple_methods.c.
 *
 * Invariants:  length never changes; items are owned, NULL only while the maker fills them.
 * The empty tuple is one shared static object. */
#include "runtime/tuple.h"

#include <stdarg.h>

#include "runtime/errors.h"
#include "runtime/list.h"
#include "runtime/operations.h"

TupleObject empty_tuple = {.object = {SHARED_COUNT, TYPE_TUPLE}};

Ref tuple_new(size_t length)
{
    if (length == 0)
        return retain(AS_OBJECT(&empty_tuple));
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

Ref tuple_from_array(View *items, size_t count)
{
    Ref tuple = tuple_new(count);
    for (size_t i = 0; tuple && i < count; i++)
        ((TupleView)tuple)->items[i] = retain(items[i]);
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

Ref tuple_from_iterable(View iterable)
{
    if (iterable->type == TYPE_TUPLE)
        return retain(iterable);
    if (iterable->type == TYPE_LIST)
        return list_to_tuple((ListView)iterable);
    Ref list = list_from_iterable(iterable);
    Ref tuple = list ? list_to_tuple((ListView)list) : NULL;
    release_maybe(list);
    return tuple;
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
    Ref result = tuple_new(a + b);
    for (size_t i = 0; result && i < a + b; i++)
        ((TupleView)result)->items[i] = retain(i < a ? tuple_item_peek(left, i) : tuple_item_peek(right, i - a));
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
