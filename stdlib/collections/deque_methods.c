/* deque_methods: the methods and operators of deque.
 *
 * Whatever compares items runs Python code that may change the deque: the walk asks `state` after each
 * comparison, before it touches a block again. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/sequence.h"
#include "runtime/text/str.h"
#include "stdlib/collections/_collections.h"

static DequeView deque_of(View self)
{
    return (DequeView)self;
}

/* --- searching ------------------------------------------------------------------------------------------ */

typedef struct Walk {
    DequeBlock *block;
    Index place;
} Walk;

static Walk walk_from(DequeView deque, size_t index)
{
    size_t at = (size_t)deque->left + index;
    Walk walk = {deque->left_block, (Index)(at % DEQUE_BLOCK)};
    for (; at >= DEQUE_BLOCK; at -= DEQUE_BLOCK)
        walk.block = walk.block->right;
    return walk;
}

static View walk_next(Walk *walk)
{
    if (walk->place == DEQUE_BLOCK) {
        walk->block = walk->block->right;
        walk->place = 0;
    }
    return walk->block->items[walk->place++];
}

enum { ABSENT = -1, FAILED = -2 };

/* The first place from start to stop whose item equals. FAILED with an exception, of kind `changed` if the
 * deque changed meanwhile. `count`, if not NULL, counts all of them instead. */
static Index search(DequeView deque, View item, size_t start, size_t stop, ExceptionKind changed, int64_t *count)
{
    if (start >= stop)
        return ABSENT;
    size_t state = deque->state;
    Walk walk = walk_from(deque, start);
    for (size_t i = start; i < stop; i++) {
        Ref other = retain(walk_next(&walk));
        int equal = check_interrupt() ? object_equal(other, item) : -1;
        release(other);
        if (equal < 0)
            return FAILED;
        if (state != deque->state) {
            raise_error(changed, "deque mutated during iteration");
            return FAILED;
        }
        if (equal && !count)
            return (Index)i;
        if (equal)
            ++*count;
    }
    return ABSENT;
}

int deque_contains(View self, View item)
{
    Index found = search(deque_of(self), item, 0, deque_of(self)->length, RuntimeError, NULL);
    return found == FAILED ? -1 : found != ABSENT;
}

static Ref count_method(View self, View *args)
{
    int64_t count = 0;
    return search(deque_of(self), args[0], 0, deque_of(self)->length, RuntimeError, &count) == FAILED ? NULL : int_new(count);
}

/* A bound of index(): from the end if negative, clamped. */
static bool read_bound(View value, size_t length, size_t *bound)
{
    Index number;
    if (!value)
        return true;
    if (!is_int(value) && !type_of_peek(value)->as_index) {
        raise_error(TypeError, "slice indices must be integers or have an __index__ method");
        return false;
    }
    if (!object_as_index_clamped(value, &number))
        return false;
    if (number < 0)
        number = number + (Index)length < 0 ? 0 : number + (Index)length;
    *bound = (size_t)number < length ? (size_t)number : length;
    return true;
}

static Ref index_method(View self, View *args)
{
    DequeView deque = deque_of(self);
    size_t start = 0, stop = deque->length;
    if (!read_bound(args[1], deque->length, &start) || !read_bound(args[2], deque->length, &stop))
        return NULL;
    if (stop > deque->length) /* a bound's __index__ may have changed it */
        stop = deque->length;
    Index found = search(deque, args[0], start, stop, RuntimeError, NULL);
    if (found == ABSENT)
        return raise_error(ValueError, "%R is not in deque", args[0]);
    return found == FAILED ? NULL : int_new(found);
}

static Ref remove_method(View self, View *args)
{
    DequeView deque = deque_of(self);
    Index found = search(deque, args[0], 0, deque->length, IndexError, NULL);
    if (found == ABSENT)
        return raise_error(ValueError, "%R is not in deque", args[0]);
    return found != FAILED && deque_delete_at(deque, (size_t)found) ? none_new() : NULL;
}

/* --- coming and going ----------------------------------------------------------------------------------- */

static Ref append_method(View self, View *args)
{
    return deque_append_take(deque_of(self), retain(args[0])) ? none_new() : NULL;
}
static Ref append_left_method(View self, View *args)
{
    return deque_append_left_take(deque_of(self), retain(args[0])) ? none_new() : NULL;
}

static Ref pop_method(View self, View *args UNUSED)
{
    return deque_of(self)->length ? deque_take_last(deque_of(self)) : raise_error(IndexError, "pop from an empty deque");
}

static Ref pop_left_method(View self, View *args UNUSED)
{
    return deque_of(self)->length ? deque_take_first(deque_of(self)) : raise_error(IndexError, "pop from an empty deque");
}

/* What to take the items from: of itself a deque takes those that it has now. */
static Ref source_of(View self, View iterable)
{
    return self == iterable ? list_from_iterable(iterable) : retain(iterable);
}

static bool extend_from(View self, View iterable)
{
    Ref source = source_of(self, iterable);
    bool done = source && deque_extend(deque_of(self), source);
    release_maybe(source);
    return done;
}

static Ref extend_method(View self, View *args)
{
    return extend_from(self, args[0]) ? none_new() : NULL;
}

static Ref extend_left_method(View self, View *args)
{
    Ref source = source_of(self, args[0]), iterator = source ? object_iterate(source) : NULL, item;
    release_maybe(source);
    bool done = iterator != NULL;
    if (done && deque_of(self)->length == 0) { /* fill the block from its end */
        deque_of(self)->left = DEQUE_BLOCK - 1;
        deque_of(self)->right = DEQUE_BLOCK - 2;
    }
    while (done && (item = object_next(iterator)))
        done = deque_append_left_take(deque_of(self), item);
    release_maybe(iterator);
    return done && !error_is_set() ? none_new() : NULL;
}

static Ref insert_method(View self, View *args)
{
    DequeView deque = deque_of(self);
    Index index;
    if (!object_as_ssize(args[0], &index))
        return NULL;
    Index length = (Index)deque->length;
    if (deque->most >= 0 && length >= deque->most)
        return raise_error(IndexError, "deque already at its maximum size");
    Ref item = retain(args[1]);
    bool done;
    if (index >= length) {
        done = deque_append_take(deque, item);
    } else if (index <= -length || index == 0) {
        done = deque_append_left_take(deque, item);
    } else if (!deque_rotate(deque, -index)) {
        release(item);
        done = false;
    } else {
        done = (index < 0 ? deque_append_take : deque_append_left_take)(deque, item) && deque_rotate(deque, index);
    }
    return done ? none_new() : NULL;
}

static Ref clear_method(View self, View *args UNUSED)
{
    if (deque_of(self)->length)
        deque_clear(deque_of(self));
    return none_new();
}

static Ref rotate_method(View self, View *args)
{
    Index n = 1;
    if (args[0] && !object_as_ssize(args[0], &n))
        return NULL;
    return deque_rotate(deque_of(self), n) ? none_new() : NULL;
}

static Ref reverse_method(View self, View *args UNUSED)
{
    DequeView deque = deque_of(self);
    DequeBlock *left = deque->left_block, *right = deque->right_block;
    Index l = deque->left, r = deque->right;
    for (size_t n = deque->length / 2; n > 0; n--) {
        Ref item = left->items[l];
        left->items[l] = right->items[r];
        right->items[r] = item;
        if (++l == DEQUE_BLOCK) {
            left = left->right;
            l = 0;
        }
        if (--r < 0) {
            right = right->left;
            r = DEQUE_BLOCK - 1;
        }
    }
    return none_new();
}

/* --- copies and operators ------------------------------------------------------------------------------- */

static Ref deque_copy(View self)
{
    DequeView old = deque_of(self);
    if (type_of_peek(self) == &deque_type) {
        Ref copy = deque_new(&deque_type);
        if (!copy)
            return NULL;
        deque_of(copy)->most = old->most;
        bool done = old->length == 1 ? deque_append_take(deque_of(copy), retain(deque_item_peek(old, 0)))
                                     : deque_extend(deque_of(copy), self);
        if (!done)
            clear_place(&copy);
        return copy;
    }
    Ref most = old->most < 0 ? NULL : int_new(old->most), result = NULL;
    if (old->most < 0)
        result = call_1(AS_OBJECT(type_of_peek(self)), self);
    else if (most)
        result = call_2(AS_OBJECT(type_of_peek(self)), self, most);
    release_maybe(most);
    if (result && !is_deque(result)) {
        raise_error(TypeError, "%T() must return a deque, not %T", self, result);
        clear_place(&result);
    }
    return result;
}

static Ref copy_method(View self, View *args UNUSED)
{
    return deque_copy(self);
}

Ref deque_concat(View left, View right)
{
    if (!is_deque(left))
        return retain(NOT_IMPLEMENTED);
    if (!is_deque(right))
        return sequence_add_other(left, right, deque_concat, "can only concatenate deque (not \"%T\") to deque");
    Ref sum = deque_copy(left);
    if (sum && !extend_from(sum, right))
        clear_place(&sum);
    return sum;
}

Ref deque_inplace_concat(View self, View other)
{
    return extend_from(self, other) ? retain(self) : NULL;
}

/* How many times a deque of that length need be repeated, if no more than `most` items (negative: any number)
 * can stay. */
static Index times_needed(size_t length, Index times, Index most)
{
    Index enough = most / (Index)length + (most % (Index)length != 0);
    return most >= 0 && times > enough ? enough : times;
}

/* Make it `times` as long. */
static bool multiply(DequeView deque, Index times)
{
    size_t length = deque->length, total;
    if (length == 0 || times == 1)
        return true;
    if (times <= 0) {
        deque_clear(deque);
        return true;
    }
    times = times_needed(length, times, deque->most);
    if (__builtin_mul_overflow(length, (size_t)times, &total) || total > PTRDIFF_MAX / sizeof(Ref)) {
        raise_memory_error();
        return false;
    }
    Ref items = list_from_iterable(AS_OBJECT(deque));
    bool done = items != NULL;
    for (Index n = 1; done && n < times; n++)
        for (size_t i = 0; done && i < ((ListView)items)->used; i++)
            done = check_interrupt() && deque_append_take(deque, retain(list_item_peek((ListView)items, i)));
    release_maybe(items);
    return done;
}

Ref deque_inplace_repeat(View self, View count)
{
    Index times;
    Ref other;
    if (!sequence_repeat_count(count, deque_repeat, self, count, &times, &other))
        return other;
    return multiply(deque_of(self), times) ? retain(self) : NULL;
}

Ref deque_repeat(View left, View right)
{
    View self = is_deque(left) ? left : right, count = self == left ? right : left;
    Index times;
    Ref other;
    if (!sequence_repeat_count(count, deque_repeat, left, right, &times, &other))
        return other;
    Ref product = deque_copy(self);
    if (product && !multiply(deque_of(product), times))
        clear_place(&product);
    return product;
}

/* Who is first is decided when the items are equal as far as they go. x and y: the items where the walk
 * ended, NULL past the end. */
static bool ends_compare(View x, View y, Comparison comparison)
{
    switch (comparison) {
    case COMPARE_LT: return y != NULL;
    case COMPARE_LE: return x == NULL;
    case COMPARE_EQ: return x == y;
    case COMPARE_NE: return x != y;
    case COMPARE_GT: return x != NULL;
    default: return y == NULL;
    }
}

Ref deque_compare(View left, View right, Comparison comparison)
{
    if (!is_deque(left) || !is_deque(right))
        return retain(NOT_IMPLEMENTED);
    if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
        if (left == right || deque_of(left)->length != deque_of(right)->length)
            return bool_new((left == right) == (comparison == COMPARE_EQ));
    Ref first = object_iterate(left), second = first ? object_iterate(right) : NULL, x = NULL, y = NULL, result = NULL;
    while (second) {
        x = object_next(first);
        y = x || !error_is_set() ? object_next(second) : NULL;
        if (error_is_set())
            break;
        if (!x || !y) {
            result = bool_new(ends_compare(x, y, comparison));
            break;
        }
        int equal = object_equal(x, y);
        if (equal < 0)
            break;
        if (equal == 0) {
            int truth = object_compare_truth(x, y, comparison);
            result = truth < 0 ? NULL : bool_new(truth);
            break;
        }
        clear_place(&x);
        clear_place(&y);
    }
    release_maybe(x);
    release_maybe(y);
    release_maybe(first);
    release_maybe(second);
    return result;
}

/* --- showing -------------------------------------------------------------------------------------------- */

Ref deque_repr(View self)
{
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("[...]") : NULL;
    Ref items = list_from_iterable(self), result = NULL;
    View name = type_of_peek(self)->name_object;
    if (items && deque_of(self)->most >= 0)
        result = str_format("%U(%R, maxlen=%zd)", name, items, deque_of(self)->most);
    else if (items)
        result = str_format("%U(%R)", name, items);
    release_maybe(items);
    object_repr_leave(self);
    return result;
}

static Ref reversed_method(View self, View *args UNUSED)
{
    return deque_iterate_reversed(self);
}

/* CPython's figures: a head that remembers up to 16 spare blocks, and the blocks that the items reach
 * over. */
static Ref sizeof_method(View self, View *args UNUSED)
{
    enum { BLOCK = 528 };
    DequeView deque = deque_of(self);
    return int_new(layout_basic_size(self) + (int64_t)(((size_t)deque->left + deque->length + DEQUE_BLOCK - 1) / DEQUE_BLOCK) * BLOCK);
}

/* What __getstate__ says of the attributes, None without one. */
static Ref state_of(View self)
{
    Ref method = object_get_attribute_text(self, "__getstate__");
    if (!method)
        return error_clear_if(AttributeError) ? none_new() : NULL;
    Ref state = call_0(method);
    release(method);
    return state;
}

static Ref reduce_method(View self, View *args UNUSED)
{
    Ref state = state_of(self), iterator = state ? object_iterate(self) : NULL, made_with = NULL, result = NULL;
    if (iterator && deque_of(self)->most < 0) {
        made_with = tuple_new(0);
    } else if (iterator) {
        Ref most = int_new(deque_of(self)->most);
        made_with = most ? tuple_pack(2, AS_OBJECT(&tuple_empty_object), most) : NULL;
        release_maybe(most);
    }
    if (made_with)
        result = tuple_pack(4, AS_OBJECT(type_of_peek(self)), made_with, state, iterator);
    release_maybe(state);
    release_maybe(iterator);
    release_maybe(made_with);
    return result;
}

const NativeFunction deque_methods[] = {
    {"append(object, /)", append_method, "Add an element to the right side of the deque."},
    {"appendleft(object, /)", append_left_method, "Add an element to the left side of the deque."},
    {"clear()", clear_method, "Remove all elements from the deque."},
    {"copy()", copy_method, "Return a shallow copy of a deque."},
    {"count(value, /)", count_method, "Return number of occurrences of value."},
    {"extend(iterable, /)", extend_method, "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(iterable, /)", extend_left_method, "Extend the left side of the deque with elements from the iterable."},
    {"index(value, start=0, stop=9223372036854775807, /)", index_method, "Return first index of value."},
    {"insert(index, object, /)", insert_method, "Insert object before index."},
    {"pop()", pop_method, "Remove and return the rightmost element."},
    {"popleft()", pop_left_method, "Remove and return the leftmost element."},
    {"remove(value, /)", remove_method, "Remove first occurrence of value."},
    {"reverse()", reverse_method, "Reverse *IN PLACE*."},
    {"rotate(n=1, /)", rotate_method, "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
    {"__copy__()", copy_method, "Return a shallow copy of a deque."},
    {"__reduce__()", reduce_method, "Return state information for pickling."},
    {"__reversed__()", reversed_method, "Return a reverse iterator over the deque."},
    {"__sizeof__()", sizeof_method, "Size of the deque in memory, in bytes."},
    {NULL, NULL, NULL},
};
