/* itertools_endless: count, repeat, cycle and accumulate: iterators that go on from what they have got.
 *
 *     count       counts a machine word while it can; beyond, or with another step, it adds objects
 *     repeat      holds one object; a number below zero means for ever
 *     cycle       keeps each item of its source in a list, and goes round in that when the source has ended
 *     accumulate  holds the total, which is also what it gave last
 *
 * Callbacks:  adding, the function and the source run Python code; what is in hand is held meanwhile. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/itertools/itertools.h"

/* --- count: `number` while it counts words by one; else `other` is the next value and `function` the step
 * --- */

static bool is_number(View object)
{
    const TypeObject *type = type_of_peek(object);
    return is_int(object) || type->as_index || type->as_int || type->as_float || is_kind(object, TYPE_FLAG_COMPLEX);
}

static bool is_one(View step)
{
    View value = int_view(step);
    int64_t number;
    return value && int_to_int64(value, &number) && number == 1;
}

static Ref count_new(View type, View *args)
{
    View start = args[0], step = args[1];
    if ((start && !is_number(start)) || (step && !is_number(step)))
        return raise_error(TypeError, "a number is required");
    int64_t number = 0;
    View value = start ? int_view(start) : NULL;
    if ((!step || is_one(step)) && (!start || (value && int_to_int64(value, &number) && number != INT64_MAX)))
        return itertool_new_take(type, NULL, NULL, NULL, number);
    Ref own_step = step ? retain(step) : int_new(1), own_start = start ? retain(start) : int_new(0);
    if (own_step && own_start)
        return itertool_new_take(type, NULL, own_step, own_start, 0);
    release_maybe(own_step);
    release_maybe(own_start);
    return NULL;
}

/* The number has reached the end of the words: go on with objects. */
static bool count_with_objects(Itertool *count)
{
    Ref value = int_new(count->number), step = int_new(1);
    if (!value || !step) {
        release_maybe(value);
        release_maybe(step);
        return false;
    }
    count->other = value;
    count->function = step;
    return true;
}

static Ref count_next(View self)
{
    Itertool *count = itertool_of(self);
    if (LIKELY(!count->other)) {
        if (LIKELY(count->number < INT64_MAX)) {
            Ref result = int_new(count->number);
            count->number += result != NULL;
            return result;
        }
        if (!count_with_objects(count))
            return NULL;
    }
    Ref value = retain(count->other), step = retain(count->function);
    Ref following = object_binary(value, step, BINARY_ADD);
    release(step);
    if (following)
        replace_take(&count->other, following);
    else
        clear_place(&value);
    return value;
}

static Ref count_repr(View self)
{
    const Itertool *count = itertool_of(self);
    View name = type_of_peek(self)->name_object;
    if (!count->other)
        return str_format("%U(%zd)", name, count->number);
    if (is_one(count->function))
        return str_format("%U(%R)", name, count->other);
    return str_format("%U(%R, %R)", name, count->other, count->function);
}

static Ref count_reduce(View self, View *args UNUSED)
{
    const Itertool *count = itertool_of(self);
    Ref number = count->other ? NULL : int_new(count->number);
    Ref made_with = count->other ? tuple_pack(2, count->other, count->function) : number ? tuple_pack(1, number) : NULL;
    Ref result = made_with ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), made_with) : NULL;
    release_maybe(number);
    release_maybe(made_with);
    return result;
}

static const NativeFunction count_constructor = {"count(start=0, step=1)", count_new, NULL};
static const NativeFunction count_methods[] = {
    {"__reduce__()", count_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject count_type = {
    .name = "itertools.count",
    .doc = "(start=0, step=1)\n--\n\nNumbers from start on, step apart: start, start + step, start + 2 * step …",
    .new_native = &count_constructor,
    .next = count_next,
    .repr = count_repr,
    .methods = count_methods,
    ITERTOOL_SLOTS,
};

/* --- repeat: `other` is the object, `number` how often it is still to come (-1: for ever) --------------- */

static Ref repeat_new(View type, View *args)
{
    Index times = -1;
    if (args[1]) {
        if (!object_as_ssize(args[1], &times))
            return NULL;
        if (times < 0)
            times = 0;
    }
    return itertool_new_take(type, NULL, NULL, retain(args[0]), times);
}

static Ref repeat_next(View self)
{
    Itertool *repeat = itertool_of(self);
    if (repeat->number == 0)
        return NULL;
    if (repeat->number > 0)
        repeat->number--;
    return retain_maybe(repeat->other);
}

static Ref repeat_repr(View self)
{
    const Itertool *repeat = itertool_of(self);
    View name = type_of_peek(self)->name_object;
    return repeat->number < 0 ? str_format("%U(%R)", name, repeat->other) : str_format("%U(%R, %zd)", name, repeat->other, repeat->number);
}

static Ref repeat_hint(View self, View *args UNUSED)
{
    Index number = itertool_of(self)->number;
    return number < 0 ? raise_error(TypeError, "len() of unsized object") : int_new(number);
}

static Ref repeat_reduce(View self, View *args UNUSED)
{
    const Itertool *repeat = itertool_of(self);
    Ref times = repeat->number < 0 ? NULL : int_new(repeat->number);
    Ref made_with = repeat->number < 0 ? tuple_pack(1, repeat->other) : times ? tuple_pack(2, repeat->other, times) : NULL;
    Ref result = made_with ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), made_with) : NULL;
    release_maybe(times);
    release_maybe(made_with);
    return result;
}

static const NativeFunction repeat_constructor = {"repeat(object, times=None)", repeat_new, NULL};
static const NativeFunction repeat_methods[] = {
    {"__length_hint__()", repeat_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", repeat_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject repeat_type = {
    .name = "itertools.repeat",
    .doc = "The same object again and again, for ever or so many times.",
    .new_native = &repeat_constructor,
    .next = repeat_next,
    .repr = repeat_repr,
    .methods = repeat_methods,
    ITERTOOL_SLOTS,
};

/* --- cycle: `other` is the list of what came from the source, `number` the next place in it; flag: it has all,
 * though the source goes on --- */

static Ref cycle_new(View type, View *args)
{
    Ref source = object_iterate(args[0]), saved = source ? list_new(0) : NULL;
    if (saved)
        return itertool_new_take(type, source, NULL, saved, 0);
    release_maybe(source);
    return NULL;
}

static Ref cycle_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *cycle = itertool_of(self);
    ListView saved = (ListView)cycle->other;
    if (!saved)
        return NULL;
    if (cycle->source) {
        Ref item = itertool_next_of(cycle->source);
        if (item && !cycle->flag && !list_append(saved, item))
            clear_place(&item);
        if (item || error_is_set())
            return item;
        clear_place(&cycle->source);
    }
    if (saved->used == 0)
        return NULL;
    if ((size_t)cycle->number >= saved->used) /* who set the state may have shortened the list */
        cycle->number = 0;
    Ref item = retain(list_item_peek(saved, (size_t)cycle->number++));
    if ((size_t)cycle->number >= saved->used)
        cycle->number = 0;
    return item;
}

/* Where the source has ended: an iterator of what was saved, from the present place on. */
static Ref cycle_rest(const Itertool *cycle)
{
    Ref iterator = object_iterate(cycle->other);
    if (!iterator || cycle->number == 0)
        return iterator;
    Ref place = int_new(cycle->number), done = place ? itertool_set_state(iterator, place) : NULL;
    release_maybe(place);
    if (!done)
        clear_place(&iterator);
    release_maybe(done);
    return iterator;
}

/* The state: what was saved, and whether that is known to be all. */
static Ref cycle_reduce(View self, View *args UNUSED)
{
    const Itertool *cycle = itertool_of(self);
    View saved = itertool_or_none(cycle->other);
    Ref source = cycle->source || !cycle->other ? retain(itertool_or_none(cycle->source)) : cycle_rest(cycle);
    Ref arguments = source ? tuple_pack(1, source) : NULL;
    Ref state = tuple_pack(2, saved, cycle->source ? FALSE : TRUE);
    release_maybe(source);
    return itertool_reduce_state_take(self, arguments, state);
}

static Ref cycle_setstate(View self, View *args)
{
    if (!itertool_check_state(args[0], 2, 2))
        return NULL;
    View saved = tuple_item_peek(args[0], 0), is_all = tuple_item_peek(args[0], 1);
    int64_t truth;
    if (!is_kind(saved, TYPE_FLAG_LIST))
        return raise_error(TypeError, "argument 1 must be list, not %K", saved);
    if (!object_as_int64(is_all, &truth))
        return NULL;
    Itertool *cycle = itertool_of(self);
    cycle->flag = truth != 0;
    cycle->number = 0;
    replace_take(&cycle->other, retain(saved));
    return none_new();
}

static const NativeFunction cycle_constructor = {"cycle(iterable, /)", cycle_new, NULL};
static const NativeFunction cycle_methods[] = {
    {"__reduce__()", cycle_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", cycle_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject cycle_type = {
    .name = "itertools.cycle",
    .doc = "(iterable, /)\n--\n\nThe items of an iterable, and then again the same items, for ever.",
    .new_native = &cycle_constructor,
    .next = cycle_next,
    .methods = cycle_methods,
    ITERTOOL_SLOTS,
};

/* --- accumulate: `other` is the total so far; flag: it is the initial value, not shown yet -------------- */

static Ref accumulate_new(View type, View *args)
{
    Ref source = object_iterate(args[0]);
    if (!source)
        return NULL;
    View function = args[1] && args[1] != NONE ? args[1] : NULL, initial = args[2] && args[2] != NONE ? args[2] : NULL;
    Ref made = itertool_new_take(type, source, retain_maybe(function), retain_maybe(initial), 0);
    if (made)
        itertool_of(made)->flag = initial != NULL;
    return made;
}

static Ref accumulate_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *accumulate = itertool_of(self);
    if (accumulate->flag) {
        accumulate->flag = 0;
        return retain(accumulate->other);
    }
    Ref item = accumulate->source ? object_next(accumulate->source) : NULL;
    if (!item)
        return NULL;
    Ref total = retain_maybe(accumulate->other), sum = item;
    if (total) {
        sum = accumulate->function ? call_2(accumulate->function, total, item) : object_binary(total, item, BINARY_ADD);
        release(total);
        release(item);
    }
    if (sum)
        replace_take(&accumulate->other, retain(sum));
    return sum;
}

/* An iterator of the total, and behind it the source. */
static Ref accumulate_rest(const Itertool *accumulate)
{
    Ref first = tuple_pack(1, accumulate->other), rest = NULL;
    if (first)
        rest = call_2(AS_OBJECT(&chain_type), first, itertool_or_none(accumulate->source));
    release_maybe(first);
    return rest;
}

/* A total of None is no state for a copy, which leaves out None: that one is made anew, without the first. */
static Ref accumulate_reduce_none_take(View self, Ref rest)
{
    View function = itertool_or_none(itertool_of(self)->function);
    Ref anew = rest ? call_2(AS_OBJECT(type_of_peek(self)), rest, function) : NULL, one = int_new(1);
    Ref arguments = anew && one ? tuple_pack(3, anew, one, NONE) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(&islice_type), arguments) : NULL;
    release_maybe(rest);
    release_maybe(anew);
    release_maybe(one);
    release_maybe(arguments);
    return result;
}

static Ref accumulate_reduce(View self, View *args UNUSED)
{
    const Itertool *accumulate = itertool_of(self);
    if (accumulate->other == NONE && !accumulate->flag)
        return accumulate_reduce_none_take(self, accumulate_rest(accumulate));
    Ref source = accumulate->flag ? accumulate_rest(accumulate) : retain(itertool_or_none(accumulate->source));
    Ref arguments = source ? tuple_pack(2, source, itertool_or_none(accumulate->function)) : NULL;
    release_maybe(source);
    return itertool_reduce_state_take(self, arguments, retain(accumulate->flag ? NONE : itertool_or_none(accumulate->other)));
}

static Ref accumulate_setstate(View self, View *args)
{
    if (!itertool_of(self)->flag) /* the initial value, not shown yet, is the next total in any case */
        replace_take(&itertool_of(self)->other, retain(args[0]));
    return none_new();
}

static const NativeFunction accumulate_constructor = {"accumulate(iterable, func=None, *, initial=None)", accumulate_new, NULL};
static const NativeFunction accumulate_methods[] = {
    {"__reduce__()", accumulate_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", accumulate_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject accumulate_type = {
    .name = "itertools.accumulate",
    .doc = "(iterable, func=None, *, initial=None)\n--\n\nRunning totals, or what a function of two arguments makes instead of a sum.",
    .new_native = &accumulate_constructor,
    .next = accumulate_next,
    .methods = accumulate_methods,
    ITERTOOL_SLOTS,
};
