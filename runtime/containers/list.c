/* list: Python's list, a growable array of references; the type's methods are in list_methods.c.
 *
 *     items ──► │ a │ b │ c │ · │      used 3, capacity 4; what lies from `used` on is not initialised
 *
 * Invariants:  0 <= used <= capacity;  without capacity there is no block of items (`items` is list_emptied);
 *              items[0..used) are owned and never NULL, but for list_new's maker, who fills them at once.
 * Growth:      CPython's rule, about one eighth more: capacities 4, 8, 16, 24, 32, 40, 52, 64, 76 … Because
 *              each block is larger than the last by a constant factor, the moves of all blocks add up to a
 *              constant number for each append (amortised growth), and little room is wasted. Below half of
 *              its capacity a list shrinks.
 * Callbacks:   any comparison may run Python code that changes this very list. Loops therefore re-read
 *              `used` and `items` after each call, and hold a reference to the item at hand.
 * Elsewhere:   sorting is in list_sort.c. */
#include "runtime/containers/list.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"

Ref list_emptied[1];

/* A block for so many items, which may be too many for any. NULL if there is no memory. */
static inline ALWAYS_INLINE Ref *items_new(size_t count)
{
    if (LIKELY(count <= HEAP_SMALL_LIMIT / sizeof(Ref)))
        return heap_allocate(count * sizeof(Ref));
    return heap_allocate(heap_array_size(count, sizeof(Ref)));
}

/* A list of `used` items that the caller sets at once, before the collector may look. NULL with
 * MemoryError. */
static inline ALWAYS_INLINE ListObject *list_unfilled(size_t used)
{
    Ref *items = NULL;
    if (used && UNLIKELY(!(items = items_new(used))))
        return raise_memory_error();
    ListObject *list = gc_new_builtin(TYPE_LIST, sizeof *list);
    if (UNLIKELY(!list)) {
        if (items)
            heap_free(items, used * sizeof *items);
        return NULL;
    }
    list->items = items;
    list->used = list->capacity = used;
    gc_track(AS_OBJECT(list));
    return list;
}

Ref list_new(size_t used)
{
    ListObject *list = list_unfilled(used);
    if (list && used)
        memset(list->items, 0, used * sizeof *list->items);
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
        if (list->capacity)
            heap_free(list->items, list->capacity * sizeof *list->items);
        list->items = list_emptied;
    } else {
        Ref *items = list->capacity ? heap_resize(list->items, list->capacity * sizeof *items, heap_array_size(capacity, sizeof *items))
                                    : items_new(capacity);
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

/* Copy references, and count them. */
static inline ALWAYS_INLINE void retain_stretch(Ref *to, View *items, size_t count)
{
    ASSERT(to || count == 0);
    size_t i = 0;
    for (; i + PREFETCH_AHEAD < count; i++) {
        object_prefetch(items[i + PREFETCH_AHEAD]);
        to[i] = retain(items[i]);
    }
    for (; i < count; i++)
        to[i] = retain(items[i]);
}

static NOINLINE bool retain_stretches(Ref *to, View *items, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        end = stretch_end(i, count);
        retain_stretch(to + i, items + i, end - i);
        if (UNLIKELY(thread.interrupted)) {
            while (end-- > 0)
                release(items[end]);
            return false;
        }
    }
    return true;
}

/* Copy references, and count them. False when Ctrl-C was pressed in the midst of many: then none is taken,
 * and nothing raised yet, since raising may wake the collector, which must not see the list as it is. */
static inline ALWAYS_INLINE MUST_USE bool retain_all(Ref *to, View *items, size_t count)
{
    if (UNLIKELY(count > STRETCH_LENGTH))
        return retain_stretches(to, items, count);
    retain_stretch(to, items, count);
    return true;
}

/* Ctrl-C was pressed when so many of a list's items were filled. */
static NOINLINE Ref interrupted_take(ListObject *list, size_t filled)
{
    list->used = filled;
    raise_interrupt();
    release(AS_OBJECT(list));
    return NULL;
}

Ref list_from_array(View *items, size_t count)
{
    ListObject *list = list_unfilled(count);
    if (LIKELY(list != NULL) && UNLIKELY(!retain_all(list->items, items, count)))
        return interrupted_take(list, 0);
    return AS_OBJECT(list);
}

Ref list_from_array_take(Ref *items, size_t count)
{
    ListObject *list = list_unfilled(count);
    if (UNLIKELY(!list)) {
        while (count-- > 0)
            release(items[count]);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        list->items[i] = items[i];
    return AS_OBJECT(list);
}

bool list_append_growing_take(ListView list, Ref item)
{
    size_t used = list->used;
    if (!list_resize(list, used + 1)) {
        release(item);
        return false;
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
    list->items = items_new(capacity);
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
    if (LIKELY(retain_all(list->items + used, items, count)))
        return true;
    list->used = used;
    return raise_interrupt();
}

/* Room for as many more as an iterable says it has, which need not be true. */
static bool reserve_more(ListView list, size_t hint)
{
    size_t used = list->used;
    if (used > PTRDIFF_MAX - hint)
        return true;
    if (!list->items)
        return !hint || reserve_exactly(list, hint);
    bool done = list_resize(list, used + hint);
    list->used = used;
    return done;
}

bool list_extend(ListView list, View iterable)
{
    if (iterable == AS_OBJECT(list)) { /* its own items may move while they are copied */
        size_t count = list->used;
        if (!list_resize(list, count * 2))
            return false;
        if (retain_all(list->items + count, list->items, count))
            return true;
        list->used = count;
        return raise_interrupt();
    }
    if (iterable->type == TYPE_LIST)
        return extend_by_array(list, ((ListView)iterable)->items, ((ListView)iterable)->used);
    if (iterable->type == TYPE_TUPLE)
        return extend_by_array(list, ((TupleView)iterable)->items, tuple_length(iterable));
    Ref iterator = object_iterate(iterable);
    if (!iterator)
        return false;
    Index hint = object_length_hint(iterable, 8);
    bool done = hint >= 0 && reserve_more(list, (size_t)hint);
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

Ref list_from_sequence(View iterable, const char *not_iterable)
{
    if (iterable->type == TYPE_LIST || iterable->type == TYPE_TUPLE)
        return list_from_iterable(iterable);
    Ref iterator = object_iterate(iterable), list = iterator ? list_from_iterable(iterator) : NULL;
    if (!iterator && error_clear_if(TypeError))
        raise_error(TypeError, "%s", not_iterable);
    release_maybe(iterator);
    return list;
}

Ref list_slice(ListView list, size_t start, size_t stop)
{
    return list_from_array(list->items + start, stop - start);
}

Ref list_concat(ListView left, ListView right)
{
    size_t first = left->used, second = right->used;
    ListObject *list = list_unfilled(first + second);
    if (UNLIKELY(!list))
        return NULL;
    if (UNLIKELY(!retain_all(list->items, left->items, first)))
        return interrupted_take(list, 0);
    if (UNLIKELY(!retain_all(list->items + first, right->items, second)))
        return interrupted_take(list, first);
    return AS_OBJECT(list);
}

static inline void fill(Ref *places, View item, size_t count)
{
    object_retain_many(item, count);
    for (size_t i = 0; i < count; i++)
        places[i] = item;
}

/* So many rows of the same items. False as retain_all. */
static bool fill_rows(Ref *places, View *items, size_t used, size_t rows)
{
    if (rows == 1)
        return retain_all(places, items, used);
    for (size_t i = 0; i < used; i++)
        object_retain_many(items[i], rows);
    memcpy(places, items, used * sizeof *places);
    for (size_t filled = used, total = used * rows; filled < total; filled++)
        places[filled] = places[filled - used];
    return true;
}

Ref list_repeat(ListView list, size_t times)
{
    size_t used = list->used, total;
    if (__builtin_mul_overflow(used, times, &total))
        return raise_memory_error();
    ListObject *result = list_unfilled(total);
    if (UNLIKELY(!result) || total == 0)
        return AS_OBJECT(result);
    if (used == 1 && LIKELY(times <= STRETCH_LENGTH)) { /* [x] * n, which programs write most */
        fill(result->items, list->items[0], times);
        return AS_OBJECT(result);
    }
    size_t at_once = used < STRETCH_LENGTH ? STRETCH_LENGTH / used : 1, filled = 0;
    for (size_t rows; times; times -= rows, filled += rows * used) {
        rows = times < at_once ? times : at_once;
        if (UNLIKELY(filled && thread.interrupted) || !fill_rows(result->items + filled, list->items, used, rows))
            return interrupted_take(result, filled);
    }
    return AS_OBJECT(result);
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
    list_drop_items(list);
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
