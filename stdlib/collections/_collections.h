/* _collections: the types of the module _collections, and the deque's inside for the files that share it. */
#ifndef OURO_STDLIB_COLLECTIONS__COLLECTIONS_H
#define OURO_STDLIB_COLLECTIONS__COLLECTIONS_H

#include "runtime/classes/type.h"

extern TypeObject deque_type, deque_iterator_type, deque_reverse_iterator_type, defaultdict_type, tuplegetter_type;

/* --- deque: a chain of blocks, used from the middle outwards -------------------------------------------- */

enum { DEQUE_BLOCK = 64, DEQUE_CENTRE = (DEQUE_BLOCK - 1) / 2 };

typedef struct DequeBlock {
    struct DequeBlock *left, *right;
    Ref items[DEQUE_BLOCK];
} DequeBlock;

typedef struct DequeObject {
    GC_HEAD(unused);
    DequeBlock *left_block, *right_block; /* NULL while nothing was ever stored */
    Index left, right;                    /* places of the first and last item in their blocks; when empty, left == right + 1 */
    size_t length;
    size_t state; /* counts the changes that an iterator must not overlook */
    Index most;   /* maxlen, or -1 */
} DequeObject;

typedef DequeObject *DequeView;

static inline bool is_deque(View object)
{
    return is_instance(object, &deque_type);
}

MUST_USE bool deque_append_take(DequeView deque, Ref item);
MUST_USE bool deque_append_left_take(DequeView deque, Ref item);
/* The deque must not be empty. */
Ref deque_take_last(DequeView deque);
Ref deque_take_first(DequeView deque);
void deque_clear(DequeView deque);
/* Move the last n items to the front, or the first -n to the end. */
MUST_USE bool deque_rotate(DequeView deque, Index n);
/* Append all items. */
MUST_USE bool deque_extend(DequeView deque, View iterable);
/* An empty deque of exactly this type. */
MUST_USE Ref deque_new(TypeObject *type);
/* The item at a place in range, borrowed. */
View deque_item_peek(DequeView deque, size_t index);
MUST_USE bool deque_delete_at(DequeView deque, size_t index);

/* deque_iterator.c */
MUST_USE Ref deque_iterate(View deque);
MUST_USE Ref deque_iterate_reversed(View deque);

/* deque_methods.c: the method table and the slots of the type. */
extern const NativeFunction deque_methods[];
Ref deque_repr(View deque);
Ref deque_compare(View left, View right, Comparison comparison);
Ref deque_concat(View left, View right);
Ref deque_repeat(View left, View right);
Ref deque_inplace_concat(View self, View other);
Ref deque_inplace_repeat(View self, View count);
int deque_contains(View self, View item);

#endif
