/* deque: a double-ended queue: items come and go at both ends at constant cost, and never move meanwhile.
 *
 *      left_block                                      right_block
 *      [ . . . . a b c d ] ⇄ [ e f g h i j k l ] ⇄ [ m n o . . . . . ]
 *                ↑ left                                  ↑ right
 *
 * Invariants:  the items stand from `left` in left_block to `right` in right_block, `length` of them, no
 *              place in between empty. An empty deque has at most one block, left is right + 1 there, and
 *              neither beyond its edges.
 * Callbacks:   releasing an item may run anything, so items are taken out before they are released. Whoever
 *              walks along the items compares `state` after each call.
 * Elsewhere:   methods and operators in deque_methods.c, iterators in deque_iterator.c. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/collections/_collections.h"

static DequeView deque_of(View self)
{
    return (DequeView)self;
}

/* --- blocks --------------------------------------------------------------------------------------------- */

static DequeBlock *block_new(void)
{
    DequeBlock *block = heap_allocate(sizeof *block);
    if (!block)
        return raise_memory_error();
    block->left = block->right = NULL;
    return block;
}

static void block_free(DequeBlock *block)
{
    heap_free(block, sizeof *block);
}

static void settle_in_the_middle(DequeView deque)
{
    deque->left = DEQUE_CENTRE + 1;
    deque->right = DEQUE_CENTRE;
}

static bool make_room_right(DequeView deque)
{
    if (deque->right_block && deque->right < DEQUE_BLOCK - 1)
        return true;
    DequeBlock *block = block_new();
    if (!block)
        return false;
    if (!deque->right_block) {
        deque->left_block = deque->right_block = block;
        return true;
    }
    block->left = deque->right_block;
    deque->right_block->right = block;
    deque->right_block = block;
    deque->right = -1;
    return true;
}

static bool make_room_left(DequeView deque)
{
    if (deque->left_block && deque->left > 0)
        return true;
    DequeBlock *block = block_new();
    if (!block)
        return false;
    if (!deque->left_block) {
        deque->left_block = deque->right_block = block;
        return true;
    }
    block->right = deque->left_block;
    deque->left_block->left = block;
    deque->left_block = block;
    deque->left = DEQUE_BLOCK;
    return true;
}

static void drop_right_block_if_unused(DequeView deque)
{
    if (deque->right >= 0)
        return;
    if (deque->length == 0) {
        settle_in_the_middle(deque);
    } else {
        DequeBlock *block = deque->right_block;
        deque->right_block = block->left;
        ASSERT(deque->right_block); /* it has the items */
        deque->right_block->right = NULL;
        deque->right = DEQUE_BLOCK - 1;
        block_free(block);
    }
}

static void drop_left_block_if_unused(DequeView deque)
{
    if (deque->left < DEQUE_BLOCK)
        return;
    if (deque->length == 0) {
        settle_in_the_middle(deque);
    } else {
        DequeBlock *block = deque->left_block;
        deque->left_block = block->right;
        ASSERT(deque->left_block);
        deque->left_block->left = NULL;
        deque->left = 0;
        block_free(block);
    }
}

/* --- the ends ------------------------------------------------------------------------------------------- */

Ref deque_take_last(DequeView deque)
{
    Ref item = deque->right_block->items[deque->right--];
    deque->length--;
    deque->state++;
    drop_right_block_if_unused(deque);
    return item;
}

Ref deque_take_first(DequeView deque)
{
    Ref item = deque->left_block->items[deque->left++];
    deque->length--;
    deque->state++;
    drop_left_block_if_unused(deque);
    return item;
}

static bool is_too_long(DequeView deque)
{
    return deque->most >= 0 && deque->length > (size_t)deque->most;
}

bool deque_append_take(DequeView deque, Ref item)
{
    if (!make_room_right(deque)) {
        release(item);
        return false;
    }
    deque->right_block->items[++deque->right] = item;
    deque->length++;
    if (is_too_long(deque))
        release(deque_take_first(deque));
    else
        deque->state++;
    return true;
}

bool deque_append_left_take(DequeView deque, Ref item)
{
    if (!make_room_left(deque)) {
        release(item);
        return false;
    }
    deque->left_block->items[--deque->left] = item;
    deque->length++;
    if (is_too_long(deque))
        release(deque_take_last(deque));
    else
        deque->state++;
    return true;
}

bool deque_rotate(DequeView deque, Index n)
{
    Index length = (Index)deque->length, half = length / 2;
    if (length <= 1)
        return true;
    if (n > half || n < -half) {
        n %= length;
        n = n > half ? n - length : n < -half ? n + length : n;
    }
    deque->state++;
    for (; n > 0; n--) {
        if (!make_room_left(deque)) /* before anything is taken out: nothing gets lost */
            return false;
        deque->left_block->items[--deque->left] = deque->right_block->items[deque->right--];
        drop_right_block_if_unused(deque);
    }
    for (; n < 0; n++) {
        if (!make_room_right(deque))
            return false;
        deque->right_block->items[++deque->right] = deque->left_block->items[deque->left++];
        drop_left_block_if_unused(deque);
    }
    return true;
}

/* --- any place ------------------------------------------------------------------------------------------ */

/* The place of an item; from the nearer end. */
static Ref *place_of(DequeView deque, size_t index)
{
    size_t at = index + (size_t)deque->left, block_number = at / DEQUE_BLOCK;
    DequeBlock *block;
    if (index < deque->length / 2) {
        block = deque->left_block;
        while (block_number-- > 0)
            block = block->right;
    } else {
        block = deque->right_block;
        for (size_t n = ((size_t)deque->left + deque->length - 1) / DEQUE_BLOCK; n > block_number; n--)
            block = block->left;
    }
    return &block->items[at % DEQUE_BLOCK];
}

View deque_item_peek(DequeView deque, size_t index)
{
    return *place_of(deque, index);
}

bool deque_delete_at(DequeView deque, size_t index)
{
    if (!deque_rotate(deque, -(Index)index))
        return false;
    Ref item = deque_take_first(deque);
    bool done = deque_rotate(deque, (Index)index);
    release(item);
    return done;
}

static bool read_index(DequeView deque, View key, Index *index)
{
    if (!type_of_peek(key)->as_index && !is_int(key)) {
        raise_error(TypeError, "sequence index must be integer, not '%T'", key);
        return false;
    }
    if (!object_as_index(key, index))
        return false;
    if (*index < 0)
        *index += (Index)deque->length;
    if (*index >= 0 && *index < (Index)deque->length)
        return true;
    raise_error(IndexError, "deque index out of range");
    return false;
}

static Ref deque_get_item(View self, View key)
{
    Index index;
    return read_index(deque_of(self), key, &index) ? retain(*place_of(deque_of(self), (size_t)index)) : NULL;
}

static bool deque_set_item(View self, View key, View value)
{
    Index index;
    if (!read_index(deque_of(self), key, &index))
        return false;
    if (!value)
        return deque_delete_at(deque_of(self), (size_t)index);
    replace_take(place_of(deque_of(self), (size_t)index), retain(value));
    return true;
}

static Index deque_length(View self)
{
    return (Index)deque_of(self)->length;
}

/* --- whole deques --------------------------------------------------------------------------------------- */

/* The items leave before the first of them is released. */
void deque_clear(DequeView deque)
{
    DequeBlock *block = deque->left_block;
    size_t length = deque->length;
    Index at = deque->left;
    deque->left_block = deque->right_block = NULL;
    deque->length = 0;
    deque->state++;
    settle_in_the_middle(deque);
    while (block) {
        for (; at < DEQUE_BLOCK && length > 0; length--)
            release(block->items[at++]);
        DequeBlock *next = block->right;
        block_free(block);
        block = next;
        at = 0;
    }
}

bool deque_extend(DequeView deque, View iterable)
{
    Ref iterator = object_iterate(iterable), item;
    if (iterator && deque->length == 0) { /* fill the block from its beginning */
        deque->left = 1;
        deque->right = 0;
    }
    while (iterator && (item = object_next(iterator))) {
        if (!deque_append_take(deque, item)) {
            release(iterator);
            return false;
        }
    }
    release_maybe(iterator);
    return iterator && !error_is_set();
}

Ref deque_new(TypeObject *type)
{
    DequeView deque = (DequeView)type_allocate(type, 0);
    if (!deque)
        return NULL;
    settle_in_the_middle(deque);
    deque->most = -1;
    gc_track(AS_OBJECT(deque));
    return AS_OBJECT(deque);
}

static Ref deque_new_native(View type, View *args UNUSED)
{
    return deque_new((TypeObject *)type);
}

static bool read_most(View maxlen, Index *most)
{
    *most = -1;
    if (!maxlen || maxlen == NONE)
        return true;
    if (!is_int(maxlen)) {
        raise_error(TypeError, "an integer is required");
        return false;
    }
    if (!object_as_ssize(maxlen, most))
        return false;
    if (*most >= 0)
        return true;
    raise_error(ValueError, "maxlen must be non-negative");
    return false;
}

static Ref deque_init(View self, View *args)
{
    if (!read_most(args[1], &deque_of(self)->most))
        return NULL;
    if (deque_of(self)->length > 0)
        deque_clear(deque_of(self));
    return !args[0] || deque_extend(deque_of(self), args[0]) ? none_new() : NULL;
}

static void deque_finish(View self)
{
    deque_clear(deque_of(self));
}

static void deque_traverse(View self, Visitor visit, void *context)
{
    DequeView deque = deque_of(self);
    size_t length = deque->length;
    Index at = deque->left;
    for (DequeBlock *block = deque->left_block; length > 0; block = block->right, at = 0)
        for (; at < DEQUE_BLOCK && length > 0; length--)
            visit(block->items[at++], context);
}

static Ref deque_maxlen(View self)
{
    return deque_of(self)->most < 0 ? none_new() : int_new(deque_of(self)->most);
}

static const NativeFunction deque_constructor = {"deque(*args, **kwargs)", deque_new_native, NULL};
static const NativeFunction deque_initialiser = {"deque(iterable=(), maxlen=None)", deque_init, NULL};
static const NativeProperty deque_properties[] = {
    {"maxlen", deque_maxlen, NULL, "maximum size of a deque or None if unbounded"},
    {NULL, NULL, NULL, NULL},
};

TypeObject deque_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "collections.deque",
    .doc = "A list-like sequence that is fast at both of its ends.",
    .size = sizeof(DequeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS | TYPE_FLAG_SEQUENCE,
    .new_native = &deque_constructor,
    .init_native = &deque_initialiser,
    .finish = deque_finish,
    .traverse = deque_traverse,
    .clear = deque_finish,
    .repr = deque_repr,
    .compare = deque_compare,
    .hash = slot_hash_not_implemented,
    .iterate = deque_iterate,
    .length = deque_length,
    .get_item = deque_get_item,
    .is_indexed_only = true,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .binary = {[BINARY_ADD] = deque_concat, [BINARY_MULT] = deque_repeat},
    .inplace = {[BINARY_ADD] = deque_inplace_concat, [BINARY_MULT] = deque_inplace_repeat},
    .methods = deque_methods,
    .properties = deque_properties,
    .class_methods = generic_class_methods,
};
