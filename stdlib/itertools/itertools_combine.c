/* itertools_combine: chain, starmap, pairwise and zip_longest: iterators that join or regroup items.
 *
 * All draw their items one by one, when they are asked: nothing is collected beforehand.
 * Callbacks:  drawing an item runs Python code, which may ask this very iterator for its next. So what is
 *             replaced meanwhile (the iterator in hand, the previous item) is held, and looked at anew.
 * Reuse:      zip_longest fills the tuple that it gave last once more, if its caller dropped it
 *             (tuple_reuse), as in CPython.
 * Depth:      iterators within iterators recurse in C, so each looks at the stack first. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "stdlib/itertools/itertools.h"

/* --- chain: `source` gives the iterables, `other` is the iterator of the present one -------------------- */

static Ref chain_new(View type, View *args)
{
    Ref source = object_iterate(args[0]);
    return source ? itertool_new_take(type, source, NULL, NULL, 0) : NULL;
}

/* Begin the next iterable. False at the end, or with an exception. */
static bool chain_advance(Itertool *chain)
{
    Ref iterable = chain->source ? itertool_next_of(chain->source) : NULL, iterator = iterable ? object_iterate(iterable) : NULL;
    release_maybe(iterable);
    if (iterator)
        replace_take(&chain->other, iterator);
    else
        clear_place(&chain->source);
    return iterator != NULL;
}

static Ref chain_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *chain = itertool_of(self);
    while (chain->source) {
        if (!chain->other && !chain_advance(chain))
            return NULL;
        Ref item = chain->other ? itertool_next_of(chain->other) : NULL;
        if (item || error_is_set())
            return item;
        clear_place(&chain->other);
    }
    return NULL;
}

static Ref chain_reduce(View self, View *args UNUSED)
{
    const Itertool *chain = itertool_of(self);
    if (!chain->source)
        return itertool_reduce_take(self, tuple_new(0));
    Ref state = chain->other ? tuple_pack(2, chain->source, chain->other) : tuple_pack(1, chain->source);
    return itertool_reduce_state_take(self, tuple_new(0), state);
}

static Ref chain_setstate(View self, View *args)
{
    if (!itertool_check_state(args[0], 1, 2))
        return NULL;
    View source = tuple_item_peek(args[0], 0), present = tuple_length(args[0]) == 2 ? tuple_item_peek(args[0], 1) : NULL;
    if (!itertool_is_iterator(source) || (present && !itertool_is_iterator(present)))
        return raise_error(TypeError, "Arguments must be iterators.");
    replace_take(&itertool_of(self)->source, retain(source));
    replace_take(&itertool_of(self)->other, retain_maybe(present));
    return none_new();
}

static const NativeFunction chain_constructor = {"chain(*iterables)", chain_new, NULL};
static const NativeFunction chain_class_methods[] = {
    {"from_iterable(iterable, /)", chain_new, "Alternative chain() constructor taking a single iterable argument that evaluates lazily."},
    GENERIC_CLASS_GETITEM,
    {NULL, NULL, NULL},
};
static const NativeFunction chain_methods[] = {
    {"__reduce__()", chain_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", chain_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject chain_type = {
    .name = "itertools.chain",
    .doc = "The items of the first iterable, then those of the second, and so on.",
    .new_native = &chain_constructor,
    .next = chain_next,
    .methods = chain_methods,
    .class_methods = chain_class_methods,
    ITERTOOL_SLOTS,
};

/* --- starmap -------------------------------------------------------------------------------------------- */

static Ref starmap_new(View type, View *args)
{
    Ref source = object_iterate(args[1]);
    return source ? itertool_new_take(type, source, retain(args[0]), NULL, 0) : NULL;
}

static Ref starmap_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *starmap = itertool_of(self);
    Ref item = starmap->source ? object_next(starmap->source) : NULL;
    if (!item)
        return NULL;
    Ref arguments = tuple_from_iterable(item), result = arguments ? call_tuple(starmap->function, arguments, NULL) : NULL;
    release(item);
    release_maybe(arguments);
    return result;
}

static const NativeFunction starmap_constructor = {"starmap(function, iterable, /)", starmap_new, NULL};
static const NativeFunction starmap_methods[] = {
    {"__reduce__()", itertool_reduce_function, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject starmap_type = {
    .name = "itertools.starmap",
    .doc = "(function, iterable, /)\n--\n\nThe results of calling the function with the items, each a sequence of arguments.",
    .new_native = &starmap_constructor,
    .next = starmap_next,
    .methods = starmap_methods,
    ITERTOOL_SLOTS,
};

/* --- pairwise: `other` is the previous item ------------------------------------------------------------- */

static Ref pairwise_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *pairwise = itertool_of(self);
    if (!pairwise->source)
        return NULL;
    if (!pairwise->other) {
        Ref first = itertool_next_of(pairwise->source);
        if (!first) {
            clear_place(&pairwise->source);
            return NULL;
        }
        replace_take(&pairwise->other, first);
    }
    Ref old = retain(pairwise->other), item = pairwise->source ? itertool_next_of(pairwise->source) : NULL, pair = NULL;
    if (item) {
        pair = tuple_pack(2, old, item);
        replace_take(&pairwise->other, item);
    } else {
        clear_place(&pairwise->source);
        clear_place(&pairwise->other);
    }
    release(old);
    return pair;
}

static const NativeFunction pairwise_constructor = {"pairwise(iterable, /)", chain_new, NULL};
TypeObject pairwise_type = {
    .name = "itertools.pairwise",
    .doc = "(iterable, /)\n--\n\nEach item with the one that follows it.",
    .new_native = &pairwise_constructor,
    .next = pairwise_next,
    ITERTOOL_SLOTS,
};

/* --- zip_longest: `source` is the tuple of iterators, None for one that has ended; `other` what fills the
 * gaps; `number` how many go on; `function` the tuple given last --------- */

static bool read_fill(View keywords, View *fill)
{
    *fill = NONE;
    if (!keywords || ((DictView)keywords)->used == 0)
        return true;
    *fill = ((DictView)keywords)->used == 1 ? dict_get_text_peek((DictView)keywords, "fillvalue") : NULL;
    if (!*fill)
        raise_error(TypeError, "zip_longest() got an unexpected keyword argument");
    return *fill != NULL;
}

static Ref zip_longest_new(View type, View *args)
{
    View fill;
    if (!read_fill(args[1], &fill))
        return NULL;
    size_t count = tuple_length(args[0]);
    Ref iterators = tuple_new(count);
    for (size_t i = 0; iterators && i < count; i++) {
        Ref iterator = object_iterate(tuple_item_peek(args[0], i));
        if (iterator)
            ((TupleView)iterators)->items[i] = iterator;
        else
            clear_place(&iterators);
    }
    Ref result = iterators ? tuple_of_nones(count) : NULL;
    if (!result) {
        release_maybe(iterators);
        return NULL;
    }
    return itertool_new_take(type, iterators, result, retain(fill), (Index)count);
}

/* The item for place i. NULL when the last iterator ended, or with an exception. */
static Ref zip_longest_item(Itertool *zip, TupleView iterators, size_t i)
{
    if (iterators->items[i] != NONE) {
        Ref item = itertool_next_of(iterators->items[i]);
        if (item)
            return item;
        if (error_is_set() || iterators->items[i] == NONE || --zip->number <= 0) {
            zip->number = 0;
            return NULL;
        }
        replace_take(&iterators->items[i], none_new());
    }
    return retain(zip->other);
}

static Ref zip_longest_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *zip = itertool_of(self);
    if (zip->number == 0 || !zip->source)
        return NULL;
    Ref iterators = retain(zip->source);
    size_t count = tuple_length(iterators);
    Ref tuple = tuple_reuse(zip->function, count);
    for (size_t i = 0; tuple && i < count; i++) {
        Ref item = zip_longest_item(zip, (TupleView)iterators, i);
        if (item)
            replace_take(&((TupleView)tuple)->items[i], item);
        else
            clear_place(&tuple);
    }
    release(iterators);
    return tuple;
}

static Ref zip_longest_reduce(View self, View *args UNUSED)
{
    const Itertool *zip = itertool_of(self);
    size_t count = zip->source ? tuple_length(zip->source) : 0;
    Ref iterables = tuple_new(count);
    for (size_t i = 0; iterables && i < count; i++) {
        View iterator = tuple_item_peek(zip->source, i);
        ((TupleView)iterables)->items[i] = iterator == NONE ? tuple_new(0) : retain(iterator);
    }
    return itertool_reduce_state_take(self, iterables, retain(itertool_or_none(zip->other)));
}

static Ref zip_longest_setstate(View self, View *args)
{
    replace_take(&itertool_of(self)->other, retain(args[0]));
    return none_new();
}

static const NativeFunction zip_longest_constructor = {"zip_longest(*iterables, **fillvalue)", zip_longest_new, NULL};
static const NativeFunction zip_longest_methods[] = {
    {"__reduce__()", zip_longest_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", zip_longest_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject zip_longest_type = {
    .name = "itertools.zip_longest",
    .doc = "Tuples of the items side by side, as long as the longest iterable; fillvalue stands for what is missing.",
    .new_native = &zip_longest_constructor,
    .next = zip_longest_next,
    .methods = zip_longest_methods,
    ITERTOOL_SLOTS};
