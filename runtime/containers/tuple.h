/* tuple: a fixed array of references, inside the object. The empty tuple is shared. aux is the length. */
#ifndef OURO_RUNTIME_CONTAINERS_TUPLE_H
#define OURO_RUNTIME_CONTAINERS_TUPLE_H

#include "runtime/classes/type.h"

typedef struct TupleObject {
    GC_HEAD(length);
    Ref items[];
} TupleObject;

typedef TupleObject *TupleView;

extern TypeObject tuple_type, tuple_iterator_type;
extern TupleObject tuple_empty_object;

static inline bool is_tuple(View object)
{
    return object->type == TYPE_TUPLE || is_kind(object, TYPE_FLAG_TUPLE);
}

static inline size_t tuple_length(View tuple)
{
    return ((TupleView)tuple)->length;
}

static inline View tuple_item_peek(View tuple, size_t index)
{
    return ((TupleView)tuple)->items[index];
}

/* A tuple of `length` items, all NULL, tracked, to be filled at once (or the shared empty one). NULL with
 * MemoryError. */
MUST_USE Ref tuple_new(size_t length);
MUST_USE Ref tuple_from_array(View *items, size_t count);
MUST_USE Ref tuple_from_array_take(Ref *items, size_t count);
MUST_USE Ref tuple_pack(size_t count, ...);      /* of Views */
MUST_USE Ref tuple_from_iterable(View iterable); /* an exact tuple is returned itself */
MUST_USE Ref tuple_slice(View tuple, size_t start, size_t stop);
MUST_USE Ref tuple_concat(View left, View right);
/* `count` times None. NULL with MemoryError. */
MUST_USE Ref tuple_of_nones(size_t count);
/* For iterators that give tuples: the one to give next, owned. It is `kept`, the one given before, with its
 * items, if nobody but the iterator has it any more; else a new one of `count` items, NULL each. NULL with
 * MemoryError. */
MUST_USE Ref tuple_reuse(View kept, size_t count);
/* Called by the collector: a tuple all of whose items are untracked for good is untracked, as in CPython. */
void tuple_untrack_if_possible(View tuple);

typedef struct TupleIterator {
    GC_HEAD(unused);
    TupleView tuple; /* owned; NULL when exhausted */
    size_t index;
} TupleIterator;

/* The type's slots that are in tuple.c. */
size_t tuple_allocated_size(View tuple);
void tuple_finish(View tuple);
void tuple_traverse(View tuple, Visitor visit, void *context);

#endif
