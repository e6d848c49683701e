/* iterators: iterators that belong to no container: over __getitem__, over a callable, enumerate, zip, map,
 * filter, reversed.
 *
 * All have one layout: two references, a number, and the tuple that was given last.
 * Reuse:      enumerate and zip give a new tuple each time, but if the caller has dropped the last one, its
 *             block is filled again (CPython does so, too). The count tells: 1 is the iterator's own.
 * Callbacks:  the next item comes from Python code, which may ask this very iterator or exhaust it: fields
 *             are looked at anew after each call.
 * The end:    an iterator over __getitem__ or a callable lets go of that at the end, and stays there. */
#include "runtime/containers/iterators.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"

/* One layout for all: two references and a number. */
typedef struct Iterator {
    GC_HEAD(flag);
    Ref first, second;
    Ref result; /* enumerate and zip: the tuple given last. If nobody else has it by the next time, it is filled anew, as in CPython */
    int64_t number;
} Iterator;

static Iterator *iterator_of(View self)
{
    return (Iterator *)self;
}
static Ref iterator_self(View self)
{
    return retain(self);
}

static void iterator_finish(View self)
{
    clear_place(&iterator_of(self)->first);
    clear_place(&iterator_of(self)->second);
    clear_place(&iterator_of(self)->result);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->first);
    VISIT(iterator_of(self)->second);
    VISIT(iterator_of(self)->result);
}

/* Consumes the references, also on failure. */
static Ref iterator_new_take(TypeObject *type, Ref first, Ref second, int64_t number)
{
    Iterator *iterator = (Iterator *)type_allocate(type, 0);
    if (!iterator) {
        release_maybe(first);
        release_maybe(second);
        return NULL;
    }
    iterator->first = first;
    iterator->second = second;
    iterator->number = number;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

#define ITERATOR_SLOTS_BUT_FINISH .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(Iterator), .iterate = iterator_self
#define ITERATOR_SLOTS_BUT_TRAVERSE ITERATOR_SLOTS_BUT_FINISH, .finish = iterator_finish, .clear = iterator_finish
#define ITERATOR_SLOTS ITERATOR_SLOTS_BUT_TRAVERSE, .traverse = iterator_traverse

/* --- over __getitem__ ----------------------------------------------------------------------------------- */

Ref iterator_of_sequence_new(View sequence)
{
    return iterator_new_take(&sequence_iterator_type, retain(sequence), NULL, 0);
}

static Ref sequence_next(View self)
{
    Iterator *iterator = iterator_of(self);
    if (!iterator->first)
        return NULL;
    if (iterator->number == INT64_MAX)
        return raise_error(OverflowError, "iter index too large");
    Ref index = int_new(iterator->number), item = index ? object_get_item(iterator->first, index) : NULL;
    release_maybe(index);
    if (item) {
        iterator->number++;
        return item;
    }
    if (error_clear_if(IndexError) || error_clear_if(StopIteration))
        clear_place(&iterator->first);
    return NULL;
}

static Ref sequence_hint(View self, View *args UNUSED)
{
    const Iterator *iterator = iterator_of(self);
    if (!iterator->first)
        return int_new(0);
    if (!type_of_peek(iterator->first)->length)
        return retain(NOT_IMPLEMENTED);
    Ref held = retain(iterator->first);
    Index length = object_length(held);
    release(held);
    return length < 0 ? NULL : int_new(length > iterator->number ? length - iterator->number : 0);
}

static Ref sequence_reduce(View self, View *args UNUSED)
{
    Ref empty = tuple_new(0);
    Ref result = empty ? iterator_reduce("iter", iterator_of(self)->first, iterator_of(self)->number, empty) : NULL;
    release_maybe(empty);
    return result;
}

static Ref sequence_setstate(View self, View *args)
{
    int64_t index;
    if (!iterator_state_index(args[0], 0, INT64_MAX, &index))
        return NULL;
    if (iterator_of(self)->first)
        iterator_of(self)->number = index;
    return none_new();
}

static const NativeFunction sequence_methods[] = {
    {"__length_hint__()", sequence_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", sequence_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", sequence_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject sequence_iterator_type = {
    .name = "iterator",
    .methods = sequence_methods,
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .next = sequence_next,
    ITERATOR_SLOTS,
};

/* --- reversed ------------------------------------------------------------------------------------------- */

/* reversed(sequence) for objects without __reversed__. */
static Ref iterator_reversed_new(View sequence)
{
    Index length = object_length(sequence);
    return length < 0 ? NULL : iterator_new_take(&reversed_type, retain(sequence), NULL, length - 1);
}

static Ref reversed_new_native(View type UNUSED, View *args)
{
    Ref method = object_special_method(args[0], name(__reversed__));
    if (method == NONE) {
        release(method);
        return raise_error(TypeError, "'%T' object is not reversible", args[0]);
    }
    if (method) {
        Ref result = call_0(method);
        release(method);
        return result;
    }
    if (error_is_set())
        return NULL;
    if (!type_of_peek(args[0])->get_item || is_kind(args[0], TYPE_FLAG_DICT))
        return raise_error(TypeError, "'%T' object is not reversible", args[0]);
    return iterator_reversed_new(args[0]);
}

static Ref reversed_next(View self)
{
    Iterator *iterator = iterator_of(self);
    if (!iterator->first)
        return NULL;
    if (iterator->number >= 0) {
        Ref index = int_new(iterator->number), item = index ? object_get_item(iterator->first, index) : NULL;
        release_maybe(index);
        if (item) {
            iterator->number--;
            return item;
        }
        if (!error_clear_if(IndexError) && !error_clear_if(StopIteration))
            return NULL;
    }
    clear_place(&iterator->first);
    return NULL;
}

static Ref reversed_hint(View self, View *args UNUSED)
{
    const Iterator *iterator = iterator_of(self);
    if (!iterator->first)
        return int_new(0);
    Ref held = retain(iterator->first);
    Index length = object_length(held); /* it may have become shorter */
    release(held);
    return length < 0 ? NULL : int_new(length <= iterator->number ? 0 : iterator->number + 1);
}

static Ref reversed_reduce(View self, View *args UNUSED)
{
    const Iterator *iterator = iterator_of(self);
    Ref class = AS_OBJECT(type_of_peek(self)), held = iterator->first ? retain(iterator->first) : tuple_new(0);
    bool has_ended = !iterator->first;
    Ref arguments = held ? tuple_pack(1, held) : NULL, number = arguments ? int_new(iterator->number) : NULL;
    Ref result = !number ? NULL : has_ended ? tuple_pack(2, class, arguments) : tuple_pack(3, class, arguments, number);
    release_maybe(held);
    release_maybe(arguments);
    release_maybe(number);
    return result;
}

static Ref reversed_setstate(View self, View *args)
{
    int64_t index;
    Ref held = retain_maybe(iterator_of(self)->first);
    Index length = held ? object_length(held) : 0;
    release_maybe(held);
    if (length < 0 || !iterator_state_index(args[0], -1, length - 1, &index))
        return NULL;
    if (iterator_of(self)->first)
        iterator_of(self)->number = index;
    return none_new();
}

static const NativeFunction reversed_constructor = {"reversed(sequence, /)", reversed_new_native, NULL};
static const NativeFunction reversed_methods[] = {
    {"__length_hint__()", reversed_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reversed_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", reversed_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject reversed_type = {
    .name = "reversed",
    .doc = "(sequence, /)\n--\n\nAn iterator over the items from the last to the first.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &reversed_constructor,
    .next = reversed_next,
    .methods = reversed_methods,
    ITERATOR_SLOTS,
};

/* --- iter(callable, sentinel) --------------------------------------------------------------------------- */

Ref iterator_of_callable_new(View callable, View sentinel)
{
    return iterator_new_take(&callable_iterator_type, retain(callable), retain(sentinel), 0);
}

static Ref callable_next(View self)
{
    Iterator *iterator = iterator_of(self);
    if (!iterator->first)
        return NULL;
    Ref callable = retain(iterator->first), value = call_0(callable);
    release(callable);
    if (!value) {
        if (error_clear_if(StopIteration))
            iterator_finish(self);
        return NULL;
    }
    int equal = iterator->second ? object_equal(iterator->second, value) : 1;
    if (equal == 0)
        return value;
    release(value);
    if (equal > 0)
        iterator_finish(self);
    return NULL;
}

/* (iter, (callable, sentinel)), and behind the end (iter, ((),)). */
static Ref callable_reduce(View self, View *args UNUSED)
{
    const Iterator *iterator = iterator_of(self);
    Ref empty = tuple_new(0);
    Ref parts = !empty            ? NULL
                : iterator->first ? tuple_pack(2, iterator->first, iterator->second ? iterator->second : NONE)
                                  : tuple_pack(1, empty);
    Ref result = parts ? iterator_reduce("iter", NULL, 0, empty) : NULL;
    if (result)
        replace_take(&((TupleView)result)->items[1], retain(parts));
    release_maybe(empty);
    release_maybe(parts);
    return result;
}

static const NativeFunction callable_methods[] = {
    {"__reduce__()", callable_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};

TypeObject callable_iterator_type = {.name = "callable_iterator",
                                     .methods = callable_methods,
                                     .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
                                     .next = callable_next,
                                     ITERATOR_SLOTS};

/* An iterator that gives tuples has one ready from the start. */
static Ref with_result(Ref iterator, size_t count)
{
    if (iterator && !(iterator_of(iterator)->result = tuple_of_nones(count)))
        clear_place(&iterator);
    return iterator;
}

/* --- enumerate ------------------------------------------------------------------------------------------ */

static Ref enumerate_new_native(View type, View *args)
{
    if (!args[0])
        return raise_error(TypeError, "enumerate() missing required argument 'iterable'");
    Ref start = args[1] ? object_index(args[1]) : int_new(0);
    Ref iterator = start ? object_iterate(args[0]) : NULL;
    if (!iterator) {
        release_maybe(start);
        return NULL;
    }
    int64_t number;
    if (int_to_int64(start, &number))
        clear_place(&start);
    else
        number = 0;
    return with_result(iterator_new_take((TypeObject *)type, iterator, start, number), 2);
}

/* The number for the next item: counted in a word, beyond that as an int object in `second`. */
static Ref next_number(Iterator *iterator)
{
    if (!iterator->second && iterator->number < INT64_MAX)
        return int_new(iterator->number++);
    Ref one = int_new(1), present = iterator->second ? retain(iterator->second) : int_new(iterator->number);
    Ref following = one && present ? int_add(present, one) : NULL;
    release_maybe(one);
    if (following)
        replace_take(&iterator->second, following);
    else
        clear_place(&present);
    return present;
}

static Ref enumerate_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Iterator *iterator = iterator_of(self);
    Ref source = retain(iterator->first), item = object_next(source);
    release(source);
    Ref number = item ? next_number(iterator) : NULL, pair = number ? tuple_reuse(iterator->result, 2) : NULL;
    if (!pair) {
        release_maybe(item);
        release_maybe(number);
        return NULL;
    }
    replace_take(&((TupleView)pair)->items[0], number);
    replace_take(&((TupleView)pair)->items[1], item);
    return pair;
}

static Ref enumerate_reduce(View self, View *args UNUSED)
{
    const Iterator *iterator = iterator_of(self);
    Ref number = iterator->second ? retain(iterator->second) : int_new(iterator->number);
    Ref arguments = number ? tuple_pack(2, iterator->first, number) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(number);
    release_maybe(arguments);
    return result;
}

static const NativeFunction enumerate_methods[] = {
    {"__reduce__()", enumerate_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction enumerate_constructor = {"enumerate(iterable=None, start=0)", enumerate_new_native, NULL};
TypeObject enumerate_type = {
    .index = TYPE_ENUMERATE,
    .name = "enumerate",
    .doc = "(iterable, start=0)\n--\n\nAn iterator over pairs: a number, counted from start, and an item.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &enumerate_constructor,
    .methods = enumerate_methods,
    .class_methods = generic_class_methods,
    .next = enumerate_next,
    ITERATOR_SLOTS,
};

/* --- zip: first is the tuple of iterators, flag says strict --------------------------------------------- */

/* The iterators of the arguments from the first on, as a tuple. */
static Ref iterators_of(View iterables, size_t first)
{
    size_t count = tuple_length(iterables) - first;
    Ref tuple = tuple_new(count);
    for (size_t i = 0; tuple && i < count; i++) {
        Ref iterator = object_iterate(tuple_item_peek(iterables, first + i));
        ((TupleView)tuple)->items[i] = iterator;
        if (!iterator)
            clear_place(&tuple);
    }
    return tuple;
}

static Ref zip_new_native(View type, View *args)
{
    int strict = args[1] ? object_truth(args[1]) : 0;
    Ref iterators = strict < 0 ? NULL : iterators_of(args[0], 0);
    size_t count = iterators ? tuple_length(iterators) : 0;
    return iterators ? with_result(iterator_new_take((TypeObject *)type, iterators, NULL, strict), count) : NULL;
}

static const char *plural(size_t count)
{
    return count == 1 ? " " : "s 1-";
}

/* Iterator number i ended first: with strict, the others must have ended as well. */
static Ref zip_ended(Iterator *zip, size_t i)
{
    if (error_is_set() || !zip->number)
        return NULL;
    if (i > 0)
        return raise_error(ValueError, "zip() argument %zu is shorter than argument%s%zu", i + 1, plural(i), i);
    for (size_t n = 1; n < tuple_length(zip->first); n++) {
        Ref item = object_next(tuple_item_peek(zip->first, n));
        if (item) {
            release(item);
            return raise_error(ValueError, "zip() argument %zu is longer than argument%s%zu", n + 1, plural(n), n);
        }
        if (error_is_set())
            return NULL;
    }
    return NULL;
}

static Ref zip_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Iterator *zip = iterator_of(self);
    size_t count = tuple_length(zip->first);
    if (count == 0)
        return NULL;
    Ref iterators = retain(zip->first), tuple = tuple_reuse(zip->result, count);
    for (size_t i = 0; tuple && i < count; i++) {
        Ref item = object_next(tuple_item_peek(iterators, i));
        if (!item) {
            clear_place(&tuple);
            zip_ended(zip, i);
            break;
        }
        replace_take(&((TupleView)tuple)->items[i], item);
    }
    release(iterators);
    return tuple;
}

static Ref zip_reduce(View self, View *args UNUSED)
{
    const Iterator *zip = iterator_of(self);
    View class = AS_OBJECT(type_of_peek(self));
    return zip->number ? tuple_pack(3, class, zip->first, TRUE) : tuple_pack(2, class, zip->first);
}

static Ref zip_setstate(View self, View *args)
{
    int strict = object_truth(args[0]);
    if (strict < 0)
        return NULL;
    iterator_of(self)->number = strict;
    return none_new();
}

static const NativeFunction zip_methods[] = {
    {"__reduce__()", zip_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", zip_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction zip_constructor = {"zip(*iterables, strict=False)", zip_new_native, NULL};
TypeObject zip_type = {
    .index = TYPE_ZIP,
    .name = "zip",
    .doc = "zip(*iterables, strict=False): an iterator over tuples of one item from each.\nIt ends with the shortest; with strict, unequal "
           "lengths are a ValueError.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &zip_constructor,
    .methods = zip_methods,
    .next = zip_next,
    ITERATOR_SLOTS,
};

/* --- map and filter: first is the function -------------------------------------------------------------- */

static Ref map_new_native(View type, View *args)
{
    if (tuple_length(args[0]) < 2)
        return raise_error(TypeError, "map() must have at least two arguments.");
    Ref iterators = iterators_of(args[0], 1);
    return iterators ? iterator_new_take((TypeObject *)type, retain(tuple_item_peek(args[0], 0)), iterators, 0) : NULL;
}

static Ref map_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    enum { SMALL = 8 };
    Iterator *map = iterator_of(self);
    if (!map->second)
        return NULL;
    Ref function = retain(map->first), iterators = retain(map->second), result = NULL;
    size_t count = tuple_length(iterators), got = 0;
    Ref small[SMALL], *items = count > SMALL ? heap_allocate(count * sizeof *items) : small;
    if (!items)
        raise_memory_error();
    while (items && got < count && (items[got] = object_next(tuple_item_peek(iterators, got))))
        got++;
    if (items && got == count)
        result = call_vector(function, items, count, NULL);
    for (size_t i = got; items && i-- > 0;)
        release(items[i]);
    if (items && items != small)
        heap_free(items, count * sizeof *items);
    release(function);
    release(iterators);
    return result;
}

/* Of map and filter: the function last, as in CPython. */
static void applying_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->second);
    VISIT(iterator_of(self)->first);
}

static Ref map_reduce(View self, View *args UNUSED)
{
    const Iterator *map = iterator_of(self);
    size_t count = map->second ? tuple_length(map->second) : 0;
    Ref arguments = tuple_new(count + 1);
    for (size_t i = 0; arguments && i <= count; i++)
        ((TupleView)arguments)->items[i] = retain(i ? tuple_item_peek(map->second, i - 1) : map->first ? map->first : NONE);
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(arguments);
    return result;
}

static const NativeFunction map_methods[] = {
    {"__reduce__()", map_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction map_constructor = {"map(*iterables)", map_new_native, NULL};
/* The iterators before the function: whoever watches them die sees CPython's order. */
static void map_finish(View self)
{
    clear_place(&iterator_of(self)->second);
    clear_place(&iterator_of(self)->first);
}

TypeObject map_type = {
    .name = "map",
    .doc = "map(function, *iterables): an iterator over what the function makes of the items, one from each iterable.\nIt ends with the "
           "shortest.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &map_constructor,
    .methods = map_methods,
    .next = map_next,
    .traverse = applying_traverse,
    ITERATOR_SLOTS_BUT_FINISH,
    .finish = map_finish,
    .clear = map_finish,
};

static Ref filter_new_native(View type, View *args)
{
    Ref iterator = object_iterate(args[1]);
    return iterator ? iterator_new_take((TypeObject *)type, retain(args[0]), iterator, 0) : NULL;
}

static Ref filter_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Iterator *filter = iterator_of(self);
    Ref function = retain_maybe(filter->first), iterator = retain_maybe(filter->second), item = NULL;
    while (iterator && (item = object_next(iterator))) {
        int truth;
        if (function == NONE || function == AS_OBJECT(&bool_type)) {
            truth = object_truth(item);
        } else {
            Ref answer = call_1(function, item);
            truth = answer ? object_truth(answer) : -1;
            release_maybe(answer);
        }
        if (truth > 0)
            break;
        release(item);
        item = NULL;
        if (truth < 0)
            break;
    }
    release_maybe(function);
    release_maybe(iterator);
    return item;
}

static Ref filter_reduce(View self, View *args UNUSED)
{
    const Iterator *filter = iterator_of(self);
    Ref arguments = tuple_pack(2, filter->first ? filter->first : NONE, filter->second ? filter->second : NONE);
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(arguments);
    return result;
}

static const NativeFunction filter_methods[] = {
    {"__reduce__()", filter_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction filter_constructor = {"filter(function, iterable, /)", filter_new_native, NULL};
TypeObject filter_type = {
    .name = "filter",
    .doc = "filter(function, iterable): an iterator over the items for which the function returns something true; with None, over the true "
           "ones.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &filter_constructor,
    .methods = filter_methods,
    .next = filter_next,
    .traverse = applying_traverse,
    ITERATOR_SLOTS_BUT_TRAVERSE,
};
