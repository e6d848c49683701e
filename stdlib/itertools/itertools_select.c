/* itertools_select: compress, dropwhile, takewhile, filterfalse and islice: iterators that leave out some of
 * the items.
 *
 * A predicate or a selector is asked for the truth of its answer. An item that is left out is released at
 * once. A source that has ended is asked again at the next call, as in CPython; but takewhile remembers that
 * its predicate was false, and islice that it came to its stop.
 * islice has a layout of its own: it counts what it has drawn, and lets go of the source at the stop.
 * Callbacks:  source, predicate and truth run Python code; the item in hand is owned meanwhile. */
#include "runtime/calls/object_operations.h"
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

static const NativeFunction compress_constructor = {"compress(data, selectors)", compress_new, NULL};
TypeObject compress_type = {
    .name = "itertools.compress",
    .doc = "The items of data whose selector is true.",
    .new_native = &compress_constructor,
    .next = compress_next,
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

static const NativeFunction dropwhile_constructor = {"dropwhile(predicate, iterable, /)", predicate_new, NULL};
static const NativeFunction takewhile_constructor = {"takewhile(predicate, iterable, /)", predicate_new, NULL};
static const NativeFunction filterfalse_constructor = {"filterfalse(function, iterable, /)", predicate_new, NULL};
TypeObject dropwhile_type = {
    .name = "itertools.dropwhile",
    .doc = "The items from the first on for which the predicate is false.",
    .new_native = &dropwhile_constructor,
    .next = dropwhile_next,
    ITERTOOL_SLOTS,
};
TypeObject takewhile_type = {
    .name = "itertools.takewhile",
    .doc = "The items before the first for which the predicate is false.",
    .new_native = &takewhile_constructor,
    .next = takewhile_next,
    ITERTOOL_SLOTS,
};
TypeObject filterfalse_type = {
    .name = "itertools.filterfalse",
    .doc = "The items for which the function, or with None the item itself, is false.",
    .new_native = &filterfalse_constructor,
    .next = filterfalse_next,
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

static const NativeFunction islice_constructor = {"islice(iterable, start, stop=None, step=None, /)", islice_new, NULL};
TypeObject islice_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools.islice",
    .doc = "The items from start to stop, step apart, as a slice would have them.",
    .size = sizeof(Slice),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &islice_constructor,
    .iterate = itertool_self,
    .next = islice_next,
    .finish = islice_finish,
    .traverse = islice_traverse,
    .clear = islice_finish,
};
