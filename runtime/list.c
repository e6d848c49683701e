/* list: Python's list, a growable array of references; the type's methods are in list_methods.c.
 *
 * Invariants:  0 <= used <= capacity;  items[0..used) are owned and never NULL (but for list_new's maker, who fills them at once).
 * Growth:      CPython's rule, about one eighth more, so that lessons on amortised growth come out the same.
 * Callbacks:   any comparison may run Python code that changes this very list. Loops therefore re-read
 *              `used` and `items` after each call, and hold a reference to the item at hand.
 * Elsewhere:   sorting is in listsort.c. */
#include "runtime/list.h"

#include "runtime/errors.h"
#include "runtime/operations.h"
#include "runtime/tuple.h"

Ref list_new(size_t used)
{
    Ref *items = NULL;
    if (used && !(items = heap_allocate_zeroed(heap_array_size(used, sizeof *items))))
        return raise_memory_error();
    ListObject *list = gc_new_builtin(TYPE_LIST, sizeof *list);
    if (!list) {
        if (items)
            heap_free(items, used * sizeof *items);
        return NULL;
    }
    list->items = items;
    list->used = list->capacity = used;
    gc_track(AS_OBJECT(list));
    return AS_OBJECT(list);
}

Ref list_new_reserved(size_t capacity)
{
    Ref list = list_new(capacity);
    if (list)
        ((ListView)list)->used = 0;
    return list;
}

bool list_resize(ListView list, size_t used)
{
    if (used <= list->capacity && used >= list->capacity / 2) {
        list->used = used;
        return true;
    }
    size_t capacity = (used + (used >> 3) + 6) & ~(size_t)3;
    if (used > list->used && used - list->used > capacity - used)
        capacity = (used + 3) & ~(size_t)3;
    if (used == 0)
        capacity = 0;
    if (capacity == 0) {
        if (list->items)
            heap_free(list->items, list->capacity * sizeof *list->items);
        list->items = NULL;
    } else {
        Ref *items = heap_resize(list->items, list->capacity * sizeof *items, heap_array_size(capacity, sizeof *items));
        if (!items) {
            if (used <= list->capacity) { /* shrinking needs no memory */
                list->used = used;
                return true;
            }
            raise_memory_error();
            return false;
        }
        list->items = items;
    }
    list->capacity = capacity;
    list->used = used;
    return true;
}

Ref list_from_array(View *items, size_t count)
{
    Ref list = list_new(count);
    for (size_t i = 0; list && i < count; i++)
        ((ListView)list)->items[i] = retain(items[i]);
    return list;
}

Ref list_from_array_take(Ref *items, size_t count)
{
    Ref *own = count ? heap_allocate(count * sizeof *own) : NULL;
    ListObject *list = own || !count ? gc_new_builtin(TYPE_LIST, sizeof *list) : raise_memory_error();
    if (UNLIKELY(!list)) {
        if (own)
            heap_free(own, count * sizeof *own);
        while (count-- > 0)
            release(items[count]);
        return NULL;
    }
    ASSERT(own || !count);
    for (size_t i = 0; i < count; i++)
        own[i] = items[i];
    list->items = own;
    list->used = list->capacity = count;
    gc_track(AS_OBJECT(list));
    return AS_OBJECT(list);
}

bool list_append_take(ListView list, Ref item)
{
    size_t used = list->used;
    if (UNLIKELY(used == list->capacity)) {
        if (!list_resize(list, used + 1)) {
            release(item);
            return false;
        }
    } else {
        list->used = used + 1;
    }
    list->items[used] = item;
    return true;
}

bool list_append(ListView list, View item)
{
    return list_append_take(list, retain(item));
}

bool list_insert(ListView list, Index index, View item)
{
    Index used = (Index)list->used;
    if (index < 0)
        index = index + used < 0 ? 0 : index + used;
    if (index > used)
        index = used;
    if (!list_resize(list, list->used + 1))
        return false;
    memmove(&list->items[index + 1], &list->items[index], (size_t)(used - index) * sizeof(Ref));
    list->items[index] = retain(item);
    return true;
}

/* Room for the first items of a list without any: just so many, made even, as CPython does. */
static bool reserve_exactly(ListView list, size_t count)
{
    size_t capacity = count + (count & 1);
    list->items = heap_allocate(heap_array_size(capacity, sizeof *list->items));
    if (!list->items) {
        raise_memory_error();
        return false;
    }
    list->capacity = capacity;
    return true;
}

static bool extend_by_array(ListView list, View *items, size_t count)
{
    size_t used = list->used;
    if (count == 0)
        return true;
    if (!list->items ? !reserve_exactly(list, count) : !list_resize(list, used + count))
        return false;
    list->used = used + count;
    for (size_t i = 0; i < count; i++) {
        if (i + PREFETCH_AHEAD < count)
            object_prefetch(items[i + PREFETCH_AHEAD]);
        list->items[used + i] = retain(items[i]);
    }
    return true;
}

bool list_extend(ListView list, View iterable)
{
    if (iterable == AS_OBJECT(list)) { /* its own items may move while they are copied */
        size_t count = list->used;
        if (!list_resize(list, count * 2))
            return false;
        for (size_t i = 0; i < count; i++)
            list->items[count + i] = retain(list->items[i]);
        return true;
    }
    if (iterable->type == TYPE_LIST)
        return extend_by_array(list, ((ListView)iterable)->items, ((ListView)iterable)->used);
    if (iterable->type == TYPE_TUPLE)
        return extend_by_array(list, ((TupleView)iterable)->items, tuple_length(iterable));
    Ref iterator = object_iterate(iterable);
    if (!iterator)
        return false;
    Index hint = object_length_hint(iterable, 8);
    if (hint > 0 && !list->items && !reserve_exactly(list, (size_t)hint)) /* room for all at once, as CPython; the hint may be wrong */
        error_clear();
    bool done = hint >= 0;
    Ref item;
    while (done && (item = object_next(iterator)))
        done = list_append_take(list, item);
    release(iterator);
    done = done && !error_is_set();
    if (done && list->used < list->capacity)
        done = list_resize(list, list->used);
    return done;
}

Ref list_from_iterable(View iterable)
{
    Ref list = list_new(0);
    if (list && !list_extend((ListView)list, iterable))
        clear_place(&list);
    return list;
}

Ref list_slice(ListView list, size_t start, size_t stop)
{
    return list_from_array(list->items + start, stop - start);
}

Ref list_pop(ListView list, Index index)
{
    if (list->used == 0)
        return raise_error(IndexError, "pop from empty list");
    if (index < 0)
        index += (Index)list->used;
    if (index < 0 || index >= (Index)list->used)
        return raise_error(IndexError, "pop index out of range");
    Ref item = list->items[index];
    memmove(&list->items[index], &list->items[index + 1], (list->used - (size_t)index - 1) * sizeof(Ref));
    if (!list_resize(list, list->used - 1))
        return NULL; /* cannot happen: shrinking never fails */
    return item;
}

bool list_reverse(ListView list)
{
    for (size_t i = 0, j = list->used; j > i + 1; i++, j--) {
        Ref item = list->items[i];
        list->items[i] = list->items[j - 1];
        list->items[j - 1] = item;
    }
    return true;
}

Ref list_to_tuple(ListView list)
{
    return tuple_from_array(list->items, list->used);
}

void list_clear(ListView list)
{
    Ref *items = list->items;
    size_t used = list->used, capacity = list->capacity;
    list->items = NULL;
    list->used = list->capacity = 0;
    while (used-- > 0) { /* from the end, as CPython */
        if (used >= PREFETCH_AHEAD)
            object_prefetch(items[used - PREFETCH_AHEAD]);
        release_maybe(items[used]);
    }
    if (items)
        heap_free(items, capacity * sizeof *items);
}

Ref list_iterate(View list)
{
    ListIterator *iterator = gc_new_builtin(TYPE_LIST_ITERATOR, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->list = (ListView)retain(list);
    iterator->index = 0;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

void list_finish(View self)
{
    list_clear((ListView)self);
}

void list_traverse(View self, Visitor visit, void *context)
{
    ListView list = (ListView)self;
    for (size_t i = list->used; i-- > 0;) /* from the end, as CPython: gc.get_referents shows the order */
        VISIT(list->items[i]);
}
