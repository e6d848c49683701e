/* builtins_iterables: the built-in functions that work on iterables: iter, next, all, any, sum, min, max,
 * sorted.
 *
 * sum adds in C while total and items are machine ints or floats, and goes over to the operator + where that
 * ends: at another type, or at an overflow. The result is that of adding one by one.
 * Callbacks:  drawing items, truth, keys, comparing and adding run Python code; what is in hand is owned. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/iterators.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/builtins.h"
#include "vm/run/generator.h"

static Ref builtin_iter(View self UNUSED, View *args)
{
    if (!args[1])
        return object_iterate(args[0]);
    if (!object_is_callable(args[0]))
        return raise_error(TypeError, "iter(v, w): v must be callable");
    return iterator_of_callable_new(args[0], args[1]);
}

static Ref builtin_next(View self UNUSED, View *args)
{
    TypeObject *type = type_of_peek(args[0]);
    if (!type->next)
        return raise_error(TypeError, "'%T' object is not an iterator", args[0]);
    Ref item = type->next(args[0]);
    if (item)
        return item;
    if (args[1]) {
        if (error_is_set() && !error_clear_if(StopIteration))
            return NULL;
        return retain(args[1]);
    }
    return error_is_set() ? NULL : raise_value(StopIteration, NULL);
}

static Ref builtin_aiter(View self UNUSED, View *args)
{
    UnarySlot iterate = type_of_peek(args[0])->async_iterate;
    if (!iterate)
        return raise_error(TypeError, "'%T' object is not an async iterable", args[0]);
    Ref iterator = iterate(args[0]);
    if (iterator && !type_of_peek(iterator)->async_next) {
        raise_error(TypeError, "aiter() returned not an async iterator of type '%T'", iterator);
        clear_place(&iterator);
    }
    return iterator;
}

static Ref builtin_anext(View self UNUSED, View *args)
{
    UnarySlot next = type_of_peek(args[0])->async_next;
    if (!next)
        return raise_error(TypeError, "'%T' object is not an async iterator", args[0]);
    Ref step = next(args[0]);
    if (!step || !args[1])
        return step;
    Ref result = anext_awaitable_new(step, args[1]);
    release(step);
    return result;
}

/* all and any: stop at the first item whose truth is `deciding`. */
static Ref decide(View iterable, bool deciding)
{
    Ref iterator = object_iterate(iterable), item;
    if (!iterator)
        return NULL;
    int truth = !deciding;
    while (truth != (int)deciding && (item = object_next(iterator))) {
        truth = object_truth(item);
        release(item);
        if (truth < 0)
            break;
    }
    release(iterator);
    return error_is_set() ? NULL : bool_new(truth);
}

static Ref builtin_all(View self UNUSED, View *args)
{
    return decide(args[0], false);
}
static Ref builtin_any(View self UNUSED, View *args)
{
    return decide(args[0], true);
}

static bool check_sum_start(View start)
{
    if (is_str(start))
        raise_error(TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    else if (start->type == TYPE_BYTES)
        raise_error(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    else if (start->type == TYPE_BYTEARRAY)
        raise_error(TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    return !error_is_set();
}

/* While total and items are machine ints or floats, add in C. Returns the item at which that ended (NULL: the
 * end), with *total up to date. */
static Ref sum_numbers(View iterator, Ref *total)
{
    Ref item = NULL;
    if ((*total)->type == TYPE_INT) {
        int64_t sum = ((IntObject *)*total)->value, next;
        while ((item = object_next(iterator)) && item->type == TYPE_INT &&
               !__builtin_add_overflow(sum, ((IntObject *)item)->value, &next)) {
            sum = next;
            release(item);
        }
        Ref number = int_new(sum);
        if (number)
            replace_take(total, number);
        else
            clear_place(&item);
    } else if ((*total)->type == TYPE_FLOAT) {
        double sum = float_value(*total);
        while ((item = object_next(iterator)) && item->type == TYPE_FLOAT) {
            sum += float_value(item);
            release(item);
        }
        Ref number = float_new(sum);
        if (number)
            replace_take(total, number);
        else
            clear_place(&item);
    } else {
        item = object_next(iterator);
    }
    return item;
}

static Ref builtin_sum(View self UNUSED, View *args)
{
    Ref total = args[1] ? retain(args[1]) : int_new(0);
    if (!total || !check_sum_start(total)) {
        release_maybe(total);
        return NULL;
    }
    Ref iterator = object_iterate(args[0]), item;
    while (iterator && total && (item = sum_numbers(iterator, &total))) {
        Ref next = object_binary(total, item, BINARY_ADD);
        release(item);
        release(total);
        total = next;
    }
    release_maybe(iterator);
    if (error_is_set())
        clear_place(&total);
    return total;
}

/* --- min and max ---------------------------------------------------------------------------------------- */

typedef struct Best {
    Ref item, key; /* key is NULL without a key function */
} Best;

static void best_clear(Best *best)
{
    clear_place(&best->item);
    clear_place(&best->key);
}

/* Is the candidate better? Consumes it either way. False on failure. */
static bool consider(Best *best, Ref item, View function, Comparison comparison)
{
    Ref key = function ? call_1(function, item) : NULL;
    if (function && !key) {
        release(item);
        return false;
    }
    int better = 1;
    if (best->item)
        better = object_compare_truth(function ? key : item, function ? best->key : best->item, comparison);
    if (better > 0) {
        replace_take(&best->item, item);
        replace_take(&best->key, key);
    } else {
        release(item);
        release_maybe(key);
    }
    return better >= 0;
}

static Ref choose(const char *name, View *args, Comparison comparison)
{
    View values = args[0], function = args[1] && args[1] != NONE ? args[1] : NULL, otherwise = args[2];
    size_t count = tuple_length(values);
    if (count == 0)
        return raise_error(TypeError, "%s expected at least 1 argument, got 0", name);
    if (count > 1 && otherwise)
        return raise_error(TypeError, "Cannot specify a default for %s() with multiple positional arguments", name);
    Ref iterator = object_iterate(count == 1 ? tuple_item_peek(values, 0) : values), item;
    if (!iterator)
        return NULL;
    Best best = {NULL, NULL};
    bool done = true;
    while (done && (item = object_next(iterator)))
        done = consider(&best, item, function, comparison);
    release(iterator);
    if (!done || error_is_set()) {
        best_clear(&best);
        return NULL;
    }
    Ref result = retain_maybe(best.item);
    best_clear(&best);
    if (result)
        return result;
    return otherwise ? retain(otherwise) : raise_error(ValueError, "%s() arg is an empty sequence", name);
}

static Ref builtin_min(View self UNUSED, View *args)
{
    return choose("min", args, COMPARE_LT);
}
static Ref builtin_max(View self UNUSED, View *args)
{
    return choose("max", args, COMPARE_GT);
}

static Ref builtin_sorted(View self UNUSED, View *args)
{
    if (tuple_length(args[0]) != 1)
        return raise_error(TypeError, "sorted expected 1 argument, got %zu", tuple_length(args[0]));
    View key = args[1] && args[1] != NONE ? args[1] : NULL;
    Ref list = list_from_iterable(tuple_item_peek(args[0], 0));
    View unknown = NULL, value;
    size_t place = 0;
    int reverse = !list ? -1 : args[2] ? object_int_truth(args[2]) : 0;
    if (list && args[3] && dict_next_peek((DictView)args[3], &place, &unknown, &value))
        raise_error(TypeError, "'%U' is an invalid keyword argument for sort()", unknown);
    if (list && (unknown || reverse < 0 || !list_sort((ListView)list, key, reverse)))
        clear_place(&list);
    return list;
}

const NativeFunction builtins_iterables_functions[] = {
    {"aiter(async_iterable, /)", builtin_aiter, "Return an AsyncIterator for an AsyncIterable object."},
    {"anext(async_iterator, default=None, /)", builtin_anext, "Return the awaitable that gives the next item of the async iterator."},
    {"all(iterable, /)", builtin_all, "Return True if bool(x) is True for all values x in the iterable."},
    {"any(iterable, /)", builtin_any, "Return True if bool(x) is True for any x in the iterable."},
    {"iter(object, sentinel=None, /)", builtin_iter, "Get an iterator from an object."},
    {"max(*args, key=None, default=None)", builtin_max,
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The biggest item of an iterable, or of two and more arguments. key is asked of each\nwhat it is compared by; default is the answer "
     "for an iterable without items."},
    {"min(*args, key=None, default=None)", builtin_min,
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\n"
     "The smallest item of an iterable, or of two and more arguments. key is asked of each\nwhat it is compared by; default is the answer "
     "for an iterable without items."},
    {"next(iterator, default=None, /)", builtin_next, "Return the next item from the iterator."},
    {"sorted(*iterable, key=None, reverse=False, **others)", builtin_sorted,
     "(iterable, /, *, key=None, reverse=False)\n--\n\n"
     "A new list of all items of the iterable, in ascending order.\n\n"
     "key: a function that gives what an item is ordered by; reverse: in descending order. Equal items stay in their order."},
    {"sum(iterable, /, start=0)", builtin_sum, "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
    {NULL, NULL, NULL},
};
