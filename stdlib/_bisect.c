/* _bisect: searching a sorted sequence by halving.
 *
 * Invariant:  what lies before `low` is less than x (or not greater, from the right), what lies from `high`
 *             on is not. Whether the sequence is sorted is not checked: if not, the place is some place.
 * Callbacks:  any comparison or key may run Python code; the sequence is asked anew for each item, so one
 *             that shrinks meanwhile is an IndexError, as in CPython. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"

typedef enum Side { LEFT, RIGHT } Side;

/* The item at index, or its key. */
static Ref probe(View sequence, Index index, View key)
{
    Ref place = int_new(index), item = place ? object_get_item(sequence, place) : NULL;
    release_maybe(place);
    if (!item || !key)
        return item;
    Ref result = call_1(key, item);
    release(item);
    return result;
}

/* Where x belongs among the items from low to high: before or behind those equal to it. -1 with an
 * exception. */
static Index find_place(View sequence, View x, Index low, Index high, View key, Side side)
{
    while (low < high) {
        Index middle = low + (high - low) / 2;
        Ref item = probe(sequence, middle, key);
        if (!item)
            return -1;
        int before = side == LEFT ? object_compare_truth(item, x, COMPARE_LT) : object_compare_truth(x, item, COMPARE_LT);
        release(item);
        if (before < 0)
            return -1;
        if ((side == LEFT) == (before > 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The arguments a, x, lo, hi, key; `wanted` is what is compared with items (or their keys). */
static Index search(View *args, View wanted, Side side)
{
    Index low = 0, high = -1;
    View key = args[4] && args[4] != NONE ? args[4] : NULL;
    if ((args[2] && !object_as_ssize(args[2], &low)) || (args[3] && args[3] != NONE && !object_as_ssize(args[3], &high)))
        return -1;
    if (low < 0) {
        raise_error(ValueError, "lo must be non-negative");
        return -1;
    }
    if (high == -1 && (high = object_length(args[0])) < 0)
        return -1;
    return find_place(args[0], wanted, low, high, key, side);
}

static Ref bisect(View *args, Side side)
{
    Index place = search(args, args[1], side);
    return place < 0 ? NULL : int_new(place);
}

static Ref insort(View *args, Side side)
{
    Ref wanted = args[4] && args[4] != NONE ? call_1(args[4], args[1]) : retain(args[1]);
    Index place = wanted ? search(args, wanted, side) : -1;
    release_maybe(wanted);
    if (place < 0)
        return NULL;
    if (args[0]->type == TYPE_LIST)
        return list_insert((ListView)args[0], place, args[1]) ? none_new() : NULL;
    Ref name = str_intern_text("insert"), index = name ? int_new(place) : NULL;
    Ref result = index ? call_method_2(args[0], name, index, args[1]) : NULL;
    release_maybe(name);
    release_maybe(index);
    if (!result)
        return NULL;
    release(result);
    return none_new();
}

static Ref bisect_left(View self UNUSED, View *args)
{
    return bisect(args, LEFT);
}

static Ref bisect_right(View self UNUSED, View *args)
{
    return bisect(args, RIGHT);
}

static Ref insort_left(View self UNUSED, View *args)
{
    return insort(args, LEFT);
}

static Ref insort_right(View self UNUSED, View *args)
{
    return insort(args, RIGHT);
}

static const NativeFunction functions[] = {
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect_left,
     "Return the index where to insert item x in list a, before those equal to it."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect_right,
     "Return the index where to insert item x in list a, behind those equal to it."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", insort_left,
     "Insert item x in list a, and keep it sorted, before those equal to it."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", insort_right,
     "Insert item x in list a, and keep it sorted, behind those equal to it."},
    {NULL, NULL, NULL},
};

const NativeModule _bisect_module = {.name = "_bisect", .doc = "Bisection algorithms.", .functions = functions};
