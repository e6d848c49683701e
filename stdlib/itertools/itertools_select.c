/* itertools_select: compress, dropwhile, takewhile, filterfalse and islice: iterators that leave out some of
 * the items.
 *
 * A predicate or a selector is asked for the truth of its answer. An item that is left out is released at
 * once. A source that has ended is asked again at the next call, as in CPython; but takewhile remembers that
 * its predicate was false, and islice that it came to its stop.
 * islice has a layout of its own: it counts what it has drawn, and lets go of the source at the stop.
 * Callbacks:  source, predicate and truth run Python code; the item in hand is owned meanwhile. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/itertools/itertools.h"

/* --- compress: `other` is the iterator of selectors ----------------------------------------------------- */

static Ref compress_new(View type, View *args)
{
    Ref source = object_iterate(args[0]), selectors = source ? object_iterate(args[1]) : NULL;
    if (selectors)
        return itertool_new_take(type, source, NULL, selectors, 0);
    release_maybe(source);
    return NULL;
}

static Ref compress_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *compress = itertool_of(self);
    Ref item;
    while (compress->source && (item = object_next(compress->source))) {
        Ref selector = object_next(compress->other);
        int truth = selector ? object_truth(selector) : -1;
        release_maybe(selector);
        if (truth > 0)
            return item;
        release(item);
        if (truth < 0)
            break;
    }
    return NULL;
}

static Ref compress_reduce(View self, View *args UNUSED)
{
    return itertool_reduce_take(self,
                                tuple_pack(2, itertool_or_none(itertool_of(self)->source), itertool_or_none(itertool_of(self)->other)));
}

static const NativeFunction compress_constructor = {"compress(data, selectors)", compress_new, NULL};
static const NativeFunction compress_methods[] = {
    {"__reduce__()", compress_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject compress_type = {
    .name = "itertools.compress",
    .doc = "(data, selectors)\n--\n\nThe items of data whose selector is true.",
    .new_native = &compress_constructor,
    .next = compress_next,
    .methods = compress_methods,
    ITERTOOL_SLOTS,
};

/* --- dropwhile, takewhile, filterfalse ------------------------------------------------------------------ */

static Ref predicate_new(View type, View *args)
{
    Ref source = object_iterate(args[1]);
    return source ? itertool_new_take(type, source, retain(args[0]), NULL, 0) : NULL;
}

/* What the predicate says of the item: 1, 0 or -1. */
static int ask(View function, View item)
{
    Ref answer = call_1(function, item);
    int truth = answer ? object_truth(answer) : -1;
    release_maybe(answer);
    return truth;
}

/* flag: the first item that is not dropped has been seen. */
static Ref dropwhile_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *dropwhile = itertool_of(self);
    Ref item;
    while (dropwhile->source && (item = object_next(dropwhile->source))) {
        int truth = dropwhile->flag ? 0 : ask(dropwhile->function, item);
        if (truth == 0) {
            dropwhile->flag = 1;
            return item;
        }
        release(item);
        if (truth < 0)
            break;
    }
    return NULL;
}

/* flag: the first item that is not taken has been seen. */
static Ref takewhile_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *takewhile = itertool_of(self);
    Ref item = takewhile->flag || !takewhile->source ? NULL : object_next(takewhile->source);
    if (!item)
        return NULL;
    int truth = ask(takewhile->function, item);
    if (truth > 0)
        return item;
    release(item);
    if (truth == 0)
        takewhile->flag = 1;
    return NULL;
}

static Ref filterfalse_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Itertool *filter = itertool_of(self);
    bool by_truth = filter->function == NONE || filter->function == AS_OBJECT(&bool_type);
    Ref item;
    while (filter->source && (item = object_next(filter->source))) {
        int truth = by_truth ? object_truth(item) : ask(filter->function, item);
        if (truth == 0)
            return item;
        release(item);
        if (truth < 0)
            break;
    }
    return NULL;
}

/* dropwhile and takewhile: the state is the flag. */
static Ref flag_reduce(View self, View *args)
{
    Ref made_of = itertool_reduce_function(self, args), arguments = made_of ? retain(tuple_item_peek(made_of, 1)) : NULL;
    release_maybe(made_of);
    return itertool_reduce_state_take(self, arguments, int_new(itertool_of(self)->flag));
}

static Ref flag_setstate(View self, View *args)
{
    int truth = object_truth(args[0]);
    if (truth < 0)
        return NULL;
    itertool_of(self)->flag = truth > 0;
    return none_new();
}

static const NativeFunction dropwhile_constructor = {"dropwhile(predicate, iterable, /)", predicate_new, NULL};
static const NativeFunction takewhile_constructor = {"takewhile(predicate, iterable, /)", predicate_new, NULL};
static const NativeFunction filterfalse_constructor = {"filterfalse(function, iterable, /)", predicate_new, NULL};
static const NativeFunction dropwhile_methods[] = {
    {"__reduce__()", flag_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", flag_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject dropwhile_type = {
    .name = "itertools.dropwhile",
    .doc = "(predicate, iterable, /)\n--\n\nThe items from the first on for which the predicate is false.",
    .new_native = &dropwhile_constructor,
    .next = dropwhile_next,
    .methods = dropwhile_methods,
    ITERTOOL_SLOTS,
};
static const NativeFunction takewhile_methods[] = {
    {"__reduce__()", flag_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", flag_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject takewhile_type = {
    .name = "itertools.takewhile",
    .doc = "(predicate, iterable, /)\n--\n\nThe items before the first for which the predicate is false.",
    .new_native = &takewhile_constructor,
    .next = takewhile_next,
    .methods = takewhile_methods,
    ITERTOOL_SLOTS,
};
static const NativeFunction filterfalse_methods[] = {
    {"__reduce__()", itertool_reduce_function, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject filterfalse_type = {
    .name = "itertools.filterfalse",
    .doc = "(function, iterable, /)\n--\n\nThe items for which the function, or with None the item itself, is false.",
    .new_native = &filterfalse_constructor,
    .next = filterfalse_next,
    .methods = filterfalse_methods,
    ITERTOOL_SLOTS,
};

/* --- islice --------------------------------------------------------------------------------------------- */

typedef struct Slice {
    GC_HEAD(unused);
    Ref source; /* NULL at the end */
    Index seen; /* items drawn from the source */
    Index next; /* the place of the next item to give */
    Index stop; /* or -1 */
    Index step;
} Slice;

/* A whole number or None (`otherwise`); -1 for what is neither. */
static bool read_place(View argument, Index otherwise, Index *place)
{
    if (!argument || argument == NONE) {
        *place = otherwise;
        return true;
    }
    *place = -1;
    if (object_as_index(argument, place))
        return *place != -1;
    error_clear();
    *place = -1;
    return false;
}

static Ref islice_new(View type, View *args)
{
    static const char message[] = "%s islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    Index start = 0, stop, step;
    bool has_start = args[2] != NULL;
    bool start_fits = !has_start || read_place(args[1], 0, &start);
    if (!read_place(has_start ? args[2] : args[1], -1, &stop))
        return raise_error(ValueError, message, "Stop argument for");
    if (!start_fits || start < 0 || stop < -1)
        return raise_error(ValueError, message, "Indices for");
    if (!read_place(args[3], 1, &step) || step < 1)
        return raise_error(ValueError, "Step for islice() must be a positive integer or None.");
    Ref source = object_iterate(args[0]);
    Slice *slice = source ? (Slice *)type_allocate((TypeObject *)type, 0) : NULL;
    if (!slice) {
        release_maybe(source);
        return NULL;
    }
    slice->source = source;
    slice->next = start;
    slice->stop = stop;
    slice->step = step;
    gc_track(AS_OBJECT(slice));
    return AS_OBJECT(slice);
}

/* The item at the place `next`; the source is held by the caller. */
static Ref islice_draw(Slice *slice, View source)
{
    while (slice->seen < slice->next) {
        Ref skipped = object_next(source);
        if (!skipped)
            return NULL;
        release(skipped);
        slice->seen++;
    }
    if (slice->stop != -1 && slice->seen >= slice->stop)
        return NULL;
    Ref item = object_next(source);
    if (!item)
        return NULL;
    slice->seen++;
    if (__builtin_add_overflow(slice->next, slice->step, &slice->next) || (slice->stop != -1 && slice->next > slice->stop))
        slice->next = slice->stop == -1 ? PTRDIFF_MAX : slice->stop;
    return item;
}

static Ref islice_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Slice *slice = (Slice *)self;
    if (!slice->source)
        return NULL;
    Ref source = retain(slice->source), item = islice_draw(slice, source);
    release(source);
    if (!item)
        clear_place(&slice->source);
    return item;
}

static void islice_finish(View self)
{
    clear_place(&((Slice *)self)->source);
}
static void islice_traverse(View self, Visitor visit, void *context)
{
    VISIT(((Slice *)self)->source);
}

/* A slice that has come to its end is one of nothing. */
static Ref islice_reduce_ended(View self)
{
    Ref nothing = list_new(0), iterator = nothing ? object_iterate(nothing) : NULL, zero = int_new(0);
    Ref arguments = iterator && zero ? tuple_pack(2, iterator, zero) : NULL;
    release_maybe(nothing);
    release_maybe(iterator);
    return itertool_reduce_state_take(self, arguments, zero);
}

static Ref islice_reduce(View self, View *args UNUSED)
{
    const Slice *slice = (const Slice *)self;
    if (!slice->source)
        return islice_reduce_ended(self);
    Ref next = int_new(slice->next), stop = slice->stop == -1 ? none_new() : int_new(slice->stop), step = int_new(slice->step);
    Ref arguments = next && stop && step ? tuple_pack(4, slice->source, next, stop, step) : NULL;
    release_maybe(next);
    release_maybe(stop);
    release_maybe(step);
    return itertool_reduce_state_take(self, arguments, int_new(slice->seen));
}

static Ref islice_setstate(View self, View *args)
{
    return itertool_read_place(args[0], &((Slice *)self)->seen) ? none_new() : NULL;
}

static const NativeFunction islice_constructor = {"islice(iterable, start, stop=None, step=None, /)", islice_new, NULL};
static const NativeFunction islice_methods[] = {
    {"__reduce__()", islice_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", islice_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject islice_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools.islice",
    .doc = "The items from start to stop, step apart, as a slice would have them.",
    .size = sizeof(Slice),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &islice_constructor,
    .iterate = itertool_self,
    .next = islice_next,
    .methods = islice_methods,
    .finish = islice_finish,
    .traverse = islice_traverse,
    .clear = islice_finish,
};
