/* pickle_stack: what an unpickler has made: the stack, the marks in it, and the memo. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- the stack ------------------------------------------------------------------------------------------ */

static bool stack_grow(UnpicklerObject *unpickler)
{
    enum { STACK_FIRST = 16 };
    size_t capacity = unpickler->capacity ? unpickler->capacity * 2 : STACK_FIRST, unit = sizeof *unpickler->stack;
    size_t size = heap_array_size(capacity, unit);
    Ref *grown = unpickler->stack ? heap_resize(unpickler->stack, unpickler->capacity * unit, size) : heap_allocate(size);
    if (!grown)
        return raise_memory_error() != NULL;
    unpickler->stack = grown;
    unpickler->capacity = capacity;
    return true;
}

bool pickle_push_growing_take(UnpicklerObject *unpickler, Ref value)
{
    if (!value)
        return false;
    if (UNLIKELY(unpickler->used == unpickler->capacity) && !stack_grow(unpickler)) {
        release(value);
        return false;
    }
    unpickler->stack[unpickler->used++] = value;
    return true;
}

bool pickle_raise_underflow(UnpicklerObject *unpickler)
{
    raise_unpickling(unpickler->marks_used ? "unexpected MARK found" : "unpickling stack underflow");
    return false;
}

Ref pickle_pop(UnpicklerObject *unpickler)
{
    if (UNLIKELY(unpickler->used <= unpickler->fence)) {
        pickle_raise_underflow(unpickler);
        return NULL;
    }
    return unpickler->stack[--unpickler->used];
}

View pickle_top_peek(UnpicklerObject *unpickler)
{
    if (UNLIKELY(unpickler->used <= unpickler->fence)) {
        pickle_raise_underflow(unpickler);
        return NULL;
    }
    return unpickler->stack[unpickler->used - 1];
}

void pickle_drop(UnpicklerObject *unpickler, size_t start)
{
    while (unpickler->used > start)
        release(unpickler->stack[--unpickler->used]);
}

Ref pickle_pop_tuple(UnpicklerObject *unpickler, size_t start)
{
    if (start < unpickler->fence || start > unpickler->used) {
        pickle_raise_underflow(unpickler);
        return NULL;
    }
    size_t count = unpickler->used - start;
    Ref tuple = tuple_new(count);
    if (!tuple)
        return NULL;
    if (count) {
        memcpy(((TupleView)tuple)->items, unpickler->stack + start, count * sizeof(Ref));
        unpickler->used = start;
    }
    return tuple;
}

Ref pickle_pop_list(UnpicklerObject *unpickler, size_t start)
{
    size_t count = unpickler->used - start;
    Ref list = list_new(count);
    if (!list)
        return NULL;
    if (count) {
        memcpy(((ListView)list)->items, unpickler->stack + start, count * sizeof(Ref));
        unpickler->used = start;
    }
    return list;
}

/* --- marks ---------------------------------------------------------------------------------------------- */

bool pickle_set_mark(UnpicklerObject *unpickler)
{
    enum { MARKS_FIRST = 20 };
    if (unpickler->marks_used == unpickler->marks_capacity) {
        size_t capacity = unpickler->marks_capacity * 2 + MARKS_FIRST, unit = sizeof *unpickler->marks;
        size_t size = heap_array_size(capacity, unit);
        size_t *grown = unpickler->marks ? heap_resize(unpickler->marks, unpickler->marks_capacity * unit, size) : heap_allocate(size);
        if (!grown)
            return raise_memory_error() != NULL;
        unpickler->marks = grown;
        unpickler->marks_capacity = capacity;
    }
    unpickler->fence = unpickler->marks[unpickler->marks_used++] = unpickler->used;
    return true;
}

Index pickle_take_mark(UnpicklerObject *unpickler)
{
    if (!unpickler->marks_used) {
        raise_unpickling("could not find MARK");
        return -1;
    }
    size_t mark = unpickler->marks[--unpickler->marks_used];
    unpickler->fence = unpickler->marks_used ? unpickler->marks[unpickler->marks_used - 1] : 0;
    return (Index)mark;
}

/* --- the memo ------------------------------------------------------------------------------------------- */

/* Numbers of a pickle that was made by a pickler follow each other; others, however large, cost no more than a place in a dict. */
static bool put_far(UnpicklerObject *unpickler, size_t number, View value)
{
    if (!unpickler->memo_far && !(unpickler->memo_far = dict_new()))
        return false;
    Ref key = int_from_uint64(number);
    bool done = key && dict_set((DictView)unpickler->memo_far, key, value);
    release_maybe(key);
    return done;
}

static bool memo_grow(UnpicklerObject *unpickler, size_t number)
{
    enum { MEMO_FIRST = 32 };
    size_t size = number < MEMO_FIRST / 2 ? MEMO_FIRST : number * 2, unit = sizeof *unpickler->memo, old = unpickler->memo_size;
    Ref *grown = unpickler->memo ? heap_resize(unpickler->memo, old * unit, heap_array_size(size, unit))
                                 : heap_allocate(heap_array_size(size, unit));
    if (!grown)
        return raise_memory_error() != NULL;
    memset(grown + old, 0, (size - old) * unit);
    unpickler->memo = grown;
    unpickler->memo_size = size;
    return true;
}

bool pickle_memo_put(UnpicklerObject *unpickler, size_t number, View value)
{
    enum { NEAR = 1 << 16 };
    if (UNLIKELY(number >= unpickler->memo_size)) {
        if (number > NEAR && number / 4 > unpickler->memo_size)
            return put_far(unpickler, number, value);
        if (!memo_grow(unpickler, number))
            return false;
    }
    unpickler->memo_used += !unpickler->memo[number];
    replace_take(&unpickler->memo[number], retain(value));
    return true;
}

Ref pickle_memo_get(UnpicklerObject *unpickler, size_t number)
{
    Ref found = NULL;
    if (LIKELY(number < unpickler->memo_size))
        found = retain_maybe(unpickler->memo[number]);
    if (UNLIKELY(!found) && unpickler->memo_far) {
        Ref key = int_from_uint64(number);
        found = key ? dict_get((DictView)unpickler->memo_far, key) : NULL;
        release_maybe(key);
    }
    if (UNLIKELY(!found) && !error_is_set())
        raise_unpickling("Memo value not found at index %zu", number);
    return found;
}

void pickle_memo_drop(UnpicklerObject *unpickler)
{
    Ref *memo = unpickler->memo;
    size_t size = unpickler->memo_size;
    unpickler->memo = NULL;
    unpickler->memo_size = unpickler->memo_used = 0;
    clear_place(&unpickler->memo_far);
    for (size_t i = 0; i < size; i++)
        release_maybe(memo[i]);
    if (memo)
        heap_free(memo, size * sizeof *memo);
}

Ref pickle_memo_to_dict(UnpicklerObject *unpickler)
{
    Ref dict = unpickler->memo_far ? dict_copy((DictView)unpickler->memo_far) : dict_new();
    for (size_t i = 0; dict && i < unpickler->memo_size; i++) {
        if (!unpickler->memo[i])
            continue;
        Ref key = int_from_uint64(i);
        if (!key || !dict_set((DictView)dict, key, unpickler->memo[i]))
            clear_place(&dict);
        release_maybe(key);
    }
    return dict;
}

bool pickle_memo_from(UnpicklerObject *unpickler, View source)
{
    size_t position = 0;
    View key, value;
    while (dict_next_peek((DictView)source, &position, &key, &value)) {
        Index number;
        if (!is_int(key))
            return raise_error(TypeError, "memo key must be integers") != NULL;
        if (!object_as_ssize(int_view(key), &number))
            return false;
        if (number < 0)
            return raise_error(ValueError, "memo key must be positive integers.") != NULL;
        if (!pickle_memo_put(unpickler, (size_t)number, value))
            return false;
    }
    return true;
}
