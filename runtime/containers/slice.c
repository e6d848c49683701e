/* slice: slice objects, and what their numbers mean for a sequence of a given length.
 *
 *     0   1   2   3   4         bounds lie between the items; negative ones count from the end
 *     │ a │ b │ c │ d │         [1:3] is b c;  [::-1] begins at 3 and goes on to before 0, called -1
 *    -4  -3  -2  -1
 *
 * Two steps: slice_unpack makes C numbers of start, stop and step, which may run __index__; slice_adjust fits
 * them into a length. A sequence that can change takes its length in between, as CPython does.
 * slice_plain is the short way for step 1 and plain ints: `[a:b]` then needs no slice object. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static SliceObject *slice_of(View self)
{
    return (SliceObject *)self;
}

Ref slice_new(View start, View stop, View step)
{
    SliceObject *slice = gc_new(TYPE_SLICE, sizeof *slice);
    if (!slice)
        return NULL;
    slice->start = retain(start ? start : NONE);
    slice->stop = retain(stop ? stop : NONE);
    slice->step = retain(step ? step : NONE);
    gc_track(AS_OBJECT(slice));
    return AS_OBJECT(slice);
}

static bool slice_number(View value, Index *number)
{
    if (is_int(value) || type_of_peek(value)->as_index)
        return object_as_index_clamped(value, number);
    raise_error(TypeError, "slice indices must be integers or None or have an __index__ method");
    return false;
}

/* From the end if negative, and into [low, high]. */
static Index clamp(Index number, Index length, Index low, Index high)
{
    if (number < 0)
        number = number < -length ? low : number + length;
    return number < low ? low : number > high ? high : number;
}

bool slice_unpack(View self, Index *start, Index *stop, Index *step)
{
    SliceObject *slice = (SliceObject *)self;
    *step = 1;
    if (slice->step != NONE && !slice_number(slice->step, step))
        return false;
    if (*step == 0) {
        raise_error(ValueError, "slice step cannot be zero");
        return false;
    }
    if (*step < -PTRDIFF_MAX)
        *step = -PTRDIFF_MAX;
    *start = *step < 0 ? PTRDIFF_MAX : 0;
    *stop = *step < 0 ? -PTRDIFF_MAX - 1 : PTRDIFF_MAX;
    return (slice->start == NONE || slice_number(slice->start, start)) && (slice->stop == NONE || slice_number(slice->stop, stop));
}

size_t slice_adjust(size_t size, Index *start, Index *stop, Index step)
{
    bool backward = step < 0;
    Index length = (Index)size, low = backward ? -1 : 0, high = backward ? length - 1 : length;
    *start = clamp(*start, length, low, high);
    *stop = clamp(*stop, length, low, high);
    if (backward)
        return *stop < *start ? (size_t)((*start - *stop - 1) / -step + 1) : 0;
    return *start < *stop ? (size_t)((*stop - *start - 1) / step + 1) : 0;
}

bool slice_resolve(View slice, size_t length, Index *start, Index *stop, Index *step, size_t *count)
{
    if (!slice_unpack(slice, start, stop, step))
        return false;
    *count = slice_adjust(length, start, stop, *step);
    return true;
}

/* A plain bound, from the end if negative, and into [0, length]; `otherwise` if it is None. -1 if it is
 * something else. */
static inline ALWAYS_INLINE Index plain_bound(View bound, Index length, Index otherwise)
{
    if (bound == NONE)
        return otherwise;
    if (bound->type != TYPE_INT)
        return -1;
    return clamp(((IntObject *)bound)->value, length, 0, length);
}

bool slice_plain(View start, View stop, size_t length, size_t *from, size_t *to)
{
    Index first = plain_bound(start, (Index)length, 0), end = plain_bound(stop, (Index)length, (Index)length);
    if (first < 0 || end < 0)
        return false;
    *from = (size_t)first;
    *to = (size_t)(end < first ? first : end);
    return true;
}

/* --- the same for lengths of any size ------------------------------------------------------------------- */

/* A bound as an exact int, NULL with an exception. */
static Ref long_number(View bound)
{
    if (is_int(bound) || type_of_peek(bound)->as_index)
        return object_index(bound);
    return raise_error(TypeError, "slice indices must be integers or None or have an __index__ method");
}

/* A bound, from the end if negative, and into [low, high]; `otherwise` if it is None. */
static Ref long_bound(View bound, View length, View low, View high, View otherwise)
{
    if (bound == NONE)
        return retain(otherwise);
    Ref number = long_number(bound);
    if (number && int_sign(number) < 0)
        replace_take(&number, int_add(number, length));
    if (number && int_compare(number, low) < 0)
        replace_take(&number, retain(low));
    else if (number && int_compare(number, high) > 0)
        replace_take(&number, retain(high));
    return number;
}

bool slice_resolve_long(View self, View length, Ref numbers[3])
{
    SliceObject *slice = slice_of(self);
    Ref one = int_new(1), step = slice->step == NONE ? retain_maybe(one) : long_number(slice->step), start = NULL, stop = NULL;
    if (step && int_sign(step) == 0) {
        raise_error(ValueError, "slice step cannot be zero");
        clear_place(&step);
    }
    bool backward = step && int_sign(step) < 0;
    Ref low = backward ? int_new(-1) : int_new(0), high = backward ? int_subtract(length, one) : retain(length);
    if (one && step && low && high)
        start = long_bound(slice->start, length, low, high, backward ? high : low);
    if (start)
        stop = long_bound(slice->stop, length, low, high, backward ? low : high);
    release_maybe(one);
    release_maybe(low);
    release_maybe(high);
    if (!stop) {
        release_maybe(start);
        release_maybe(step);
        return false;
    }
    numbers[0] = start;
    numbers[1] = stop;
    numbers[2] = step;
    return true;
}

static Ref slice_new_native(View type UNUSED, View *args)
{
    return args[1] ? slice_new(args[0], args[1], args[2]) : slice_new(NULL, args[0], NULL);
}

static Ref get_start(View self)
{
    return retain(slice_of(self)->start);
}
static Ref get_stop(View self)
{
    return retain(slice_of(self)->stop);
}
static Ref get_step(View self)
{
    return retain(slice_of(self)->step);
}

static Ref indices_method(View self, View *args)
{
    Ref length = object_index(args[0]), numbers[3], result = NULL;
    if (length && int_sign(length) < 0)
        raise_error(ValueError, "length should not be negative");
    else if (length && slice_resolve_long(self, length, numbers))
        result = tuple_from_array_take(numbers, 3);
    release_maybe(length);
    return result;
}

static Ref slice_repr(View self)
{
    return str_format("slice(%R, %R, %R)", slice_of(self)->start, slice_of(self)->stop, slice_of(self)->step);
}

static Ref slice_compare(View left, View right, Comparison comparison)
{
    if (left->type != TYPE_SLICE || right->type != TYPE_SLICE)
        return retain(NOT_IMPLEMENTED);
    Ref a = tuple_from_array(&slice_of(left)->start, 3), b = a ? tuple_from_array(&slice_of(right)->start, 3) : NULL;
    Ref result = b ? object_compare(a, b, comparison) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

static void slice_finish(View self)
{
    clear_place(&slice_of(self)->start);
    clear_place(&slice_of(self)->stop);
    clear_place(&slice_of(self)->step);
}

static void slice_traverse(View self, Visitor visit, void *context)
{
    VISIT(slice_of(self)->start);
    VISIT(slice_of(self)->stop);
    VISIT(slice_of(self)->step);
}

static const NativeFunction slice_constructor = {"slice(start, stop=None, step=None, /)", slice_new_native, NULL};
static Ref reduce_method(View self, View *args UNUSED)
{
    SliceObject *slice = slice_of(self);
    Ref numbers = tuple_pack(3, slice->start, slice->stop, slice->step);
    Ref result = numbers ? tuple_pack(2, AS_OBJECT(&slice_type), numbers) : NULL;
    release_maybe(numbers);
    return result;
}

static const NativeFunction slice_methods[] = {
    {"__reduce__()", reduce_method, "Return state information for pickling."},
    {"indices(length, /)", indices_method, "S.indices(len) -> (start, stop, stride)"},
    {NULL, NULL, NULL},
};
static const NativeProperty slice_properties[] = {
    {"start", get_start, descriptor_refuse_write, NULL},
    {"stop", get_stop, descriptor_refuse_write, NULL},
    {"step", get_step, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject slice_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_SLICE,
    .name = "slice",
    .doc = "slice(stop), slice(start, stop[, step]): what stands between the brackets in a[start:stop:step].",
    .size = sizeof(SliceObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &slice_constructor,
    .finish = slice_finish,
    .traverse = slice_traverse,
    .repr = slice_repr,
    .compare = slice_compare,
    .methods = slice_methods,
    .properties = slice_properties,
};
