/* list: Python's list, a growable array of references. See list.c for the growth rule. */
#ifndef OURO_RUNTIME_CONTAINERS_LIST_H
#define OURO_RUNTIME_CONTAINERS_LIST_H

#include "runtime/classes/type.h"

typedef struct ListObject {
    GC_HEAD(was_cleared); /* while it is sorted: it had items meanwhile, and lost them */
    Ref *items;
    size_t used, capacity;
} ListObject;

typedef ListObject *ListView;

/* The items of a list whose last one was popped. NULL would do, but for the room that it is given next:
 * CPython's list still has its block then, reallocated to nothing, and grows by the rule; a list that never
 * had any, or was cleared, gets just what it needs. */
extern Ref list_emptied[1];

extern TypeObject list_type, list_iterator_type, list_reverse_iterator_type;

static inline bool is_list(View object)
{
    return object->type == TYPE_LIST || is_kind(object, TYPE_FLAG_LIST);
}

/* A tracked list of `used` items, all NULL, to be filled at once; capacity is exactly `used`. NULL with
 * MemoryError. */
MUST_USE Ref list_new(size_t used);
/* An empty list with room for so many. */
MUST_USE Ref list_new_reserved(size_t capacity);
/* How many places str.split and bytes.split begin with, as CPython. */
enum { SPLIT_RESERVED = 12 };
MUST_USE Ref list_from_array(View *items, size_t count);     /* takes its own references */
MUST_USE Ref list_from_array_take(Ref *items, size_t count); /* consumes the references, also on failure */
MUST_USE bool list_append(ListView list, View item);
MUST_USE bool list_append_growing_take(ListView list, Ref item); /* where there is no room */
static inline MUST_USE bool list_append_take(ListView list, Ref item)
{
    if (UNLIKELY(list->used == list->capacity))
        return list_append_growing_take(list, item);
    list->items[list->used++] = item;
    return true;
}
MUST_USE bool list_insert(ListView list, Index index, View item);
MUST_USE bool list_extend(ListView list, View iterable);
MUST_USE Ref list_slice(ListView list, size_t start, size_t stop);
MUST_USE Ref list_concat(ListView left, ListView right);
MUST_USE Ref list_repeat(ListView list, size_t times); /* a new list */
MUST_USE Ref list_pop(ListView list, Index index);
MUST_USE bool list_sort(ListView list, View key, bool reverse); /* listsort.c: stable, CPython's guarantees */
MUST_USE bool list_reverse(ListView list);
MUST_USE Ref list_from_iterable(View iterable);
/* The same, where a TypeError of iter(iterable) is told in words of the caller's (CPython's PySequence_Fast). */
MUST_USE Ref list_from_sequence(View iterable, const char *not_iterable);
MUST_USE Ref list_to_tuple(ListView list);
/* The item at index, borrowed: valid until the list next changes. The index must be in range. */
static inline View list_item_peek(ListView list, size_t index)
{
    return list->items[index];
}
void list_clear(ListView list);
/* list_clear, inlined: the list is empty before the first item is released. */
static inline ALWAYS_INLINE void list_drop_items(ListView list)
{
    Ref *items = list->items;
    size_t used = list->used, capacity = list->capacity;
    list->items = NULL;
    if (!capacity)
        return;
    list->used = list->capacity = 0;
    list->was_cleared = 1;
    for (; used > PREFETCH_AHEAD; used--) { /* from the end, as CPython */
        object_prefetch(items[used - 1 - PREFETCH_AHEAD]);
        release_maybe(items[used - 1]);
    }
    for (; used > 0; used--)
        release_maybe(items[used - 1]);
    heap_free(items, capacity * sizeof *items);
}
/* Change the number of items: new places must be filled at once, dropped ones must have been released. Grows
 * by CPython's rule; shrinking never fails. */
MUST_USE bool list_resize(ListView list, size_t used);
/* list.append, which the evaluation loop knows again and has a short way for. */
MUST_USE Ref list_append_native(View self, View *args);
/* The type's slots that are in list.c. */
void list_finish(View self);
void list_traverse(View self, Visitor visit, void *context);
MUST_USE Ref list_iterate(View list); /* a ListIterator */

/* What iter(list) gives; the evaluation loop steps it inline. */
typedef struct ListIterator {
    GC_HEAD(unused);
    ListView list; /* owned; NULL when exhausted */
    size_t index;
} ListIterator;

#endif
