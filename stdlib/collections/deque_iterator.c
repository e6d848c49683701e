/* deque_iterator: iterators over a deque, forwards and backwards; they notice when the deque changes.
 *
 * An iterator knows the block and the place of the next item. Such a pointer is good only while the deque's
 * blocks stay: `state` counts the changes, and is compared before the block is touched. When it is another,
 * that is a RuntimeError, from then on at each step. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/collections/_collections.h"

typedef struct DequeIterator {
    GC_HEAD(unused);
    DequeView deque;   /* owned */
    DequeBlock *block; /* of the next item; valid while the deque's state is `state` */
    Index place;
    size_t state, left; /* left: items to come */
} DequeIterator;

static DequeIterator *iterator_of(View self)
{
    return (DequeIterator *)self;
}
static Ref iterator_self(View self)
{
    return retain(self);
}

static Ref iterator_new(TypeObject *type, View object)
{
    DequeView deque = (DequeView)object;
    DequeIterator *iterator = (DequeIterator *)type_allocate(type, 0);
    if (!iterator)
        return NULL;
    bool forwards = type == &deque_iterator_type;
    iterator->deque = (DequeView)retain(object);
    iterator->block = forwards ? deque->left_block : deque->right_block;
    iterator->place = forwards ? deque->left : deque->right;
    iterator->state = deque->state;
    iterator->left = deque->length;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

Ref deque_iterate(View deque)
{
    return iterator_new(&deque_iterator_type, deque);
}
Ref deque_iterate_reversed(View deque)
{
    return iterator_new(&deque_reverse_iterator_type, deque);
}

/* Is there a next item? False with RuntimeError if the deque changed. */
static bool has_next(DequeIterator *iterator)
{
    if (!iterator->deque)
        return false;
    if (iterator->deque->state != iterator->state) {
        iterator->left = 0;
        raise_error(RuntimeError, "deque mutated during iteration");
        return false;
    }
    return iterator->left > 0;
}

static Ref next_forwards(View self)
{
    DequeIterator *iterator = iterator_of(self);
    if (!has_next(iterator))
        return NULL;
    if (iterator->place == DEQUE_BLOCK) {
        iterator->block = iterator->block->right;
        iterator->place = 0;
    }
    iterator->left--;
    return retain(iterator->block->items[iterator->place++]);
}

static Ref next_backwards(View self)
{
    DequeIterator *iterator = iterator_of(self);
    if (!has_next(iterator))
        return NULL;
    if (iterator->place < 0) {
        iterator->block = iterator->block->left;
        iterator->place = DEQUE_BLOCK - 1;
    }
    iterator->left--;
    return retain(iterator->block->items[iterator->place--]);
}

/* _deque_iterator(deque, index): for unpickling: begins at that item. */
static Ref make(View type, View *args)
{
    Index skip = 0;
    if (!is_deque(args[0]))
        return raise_error(TypeError, "argument 1 must be collections.deque, not %K", args[0]);
    if (args[1] && !object_as_ssize(args[1], &skip))
        return NULL;
    Ref iterator = iterator_new((TypeObject *)type, args[0]), item;
    for (; iterator && skip > 0; skip--) {
        item = type_of_peek(iterator)->next(iterator);
        if (!item)
            break;
        release(item);
    }
    if (error_is_set())
        clear_place(&iterator);
    return iterator;
}

static Ref length_hint(View self, View *args UNUSED)
{
    return int_new((int64_t)iterator_of(self)->left);
}

static Ref reduce(View self, View *args UNUSED)
{
    DequeIterator *iterator = iterator_of(self);
    size_t length = iterator->deque ? iterator->deque->length : 0;
    Ref index = int_new((int64_t)length - (int64_t)iterator->left);
    Ref parts = index && iterator->deque ? tuple_pack(2, AS_OBJECT(iterator->deque), index) : NULL;
    Ref result = parts ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), parts) : NULL;
    release_maybe(index);
    release_maybe(parts);
    return result;
}

static void iterator_finish(View self)
{
    Ref deque = AS_OBJECT(iterator_of(self)->deque);
    iterator_of(self)->deque = NULL;
    release_maybe(deque);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->deque);
}

static const NativeFunction constructor = {"_deque_iterator(deque, index=0, /)", make, NULL};
static const NativeFunction reverse_constructor = {"_deque_reverse_iterator(deque, index=0, /)", make, NULL};
static const NativeFunction methods[] = {
    {"__length_hint__()", length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};

#define ITERATOR_SLOTS                                                                                                \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(DequeIterator), .flags = TYPE_FLAG_GC, .iterate = iterator_self, \
    .finish = iterator_finish, .traverse = iterator_traverse, .clear = iterator_finish, .methods = methods

TypeObject deque_iterator_type = {
    .name = "_collections._deque_iterator", .new_native = &constructor, .next = next_forwards, ITERATOR_SLOTS};
TypeObject deque_reverse_iterator_type = {
    .name = "_collections._deque_reverse_iterator", .new_native = &reverse_constructor, .next = next_backwards, ITERATOR_SLOTS};
