/* listsort: list.sort: stable, adaptive merge sort.
 *
 * The list is cut into runs that are in order already (descending ones are reversed; short ones are lengthened by binary insertion); runs of
 * similar length are merged. So a sorted list takes n - 1 comparisons and any list about n log2 n, and equal items keep their order.
 * (Natural merge sort: Knuth, The Art of Computer Programming, vol. 3, 5.2.4; the lengthened runs: T. Peters, listsort.txt, 2002.)
 *
 * Callbacks: a comparison or the key function may look at or change the list. While it is sorted the list is empty: its items are taken out. If
 * somebody filled it meanwhile, that is a ValueError. */
#include "runtime/errors.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

enum { SHORT_RUN = 24, RUNS_MOST = 96 };

/* Keys and, if a key function was given, the values that move along. */
typedef struct Sorter {
    Ref *keys, *values;             /* values: NULL without a key function */
    Ref *spare_keys, *spare_values; /* room for half of the items */
} Sorter;

/* 1, 0, or -1 on failure. The functions of the sort are inlined for each of the comparisons below, so that comparing two ints costs no call. */
typedef int (*Less)(View left, View right);

/* --- comparing ------------------------------------------------------------------------------------------------------------------ */

static int less_any(View left, View right)
{
    return object_compare_truth(left, right, COMPARE_LT);
}
static int less_int(View left, View right)
{
    return ((IntObject *)left)->value < ((IntObject *)right)->value;
}
static int less_float(View left, View right)
{
    return ((FloatObject *)left)->value < ((FloatObject *)right)->value;
}
static int less_str(View left, View right)
{
    return str_compare(left, right) < 0;
}

/* Tuples: the first items that differ decide. Of common types most often, at the first place. */
static int less_tuple(View left, View right)
{
    size_t count = tuple_length(left) < tuple_length(right) ? tuple_length(left) : tuple_length(right);
    for (size_t i = 0; i < count; i++) {
        View a = tuple_item_peek(left, i), b = tuple_item_peek(right, i);
        if (a == b)
            continue;
        if (a->type == TYPE_INT && b->type == TYPE_INT) {
            if (((IntObject *)a)->value != ((IntObject *)b)->value)
                return less_int(a, b);
            continue;
        }
        int equal = object_equal(a, b);
        if (equal != 1)
            return equal < 0 ? -1 : object_compare_truth(a, b, COMPARE_LT);
    }
    return tuple_length(left) < tuple_length(right);
}

/* The type of all keys, or 0 if they differ. */
static uint32_t common_type(Ref *keys, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (keys[i]->type != keys[0]->type)
            return 0;
    return keys[0]->type;
}

/* --- moving keys and values together ---------------------------------------------------------------------------------------------- */

static void reverse_range(Sorter *sorter, size_t start, size_t stop)
{
    for (; start + 1 < stop; start++, stop--) {
        Ref key = sorter->keys[start];
        sorter->keys[start] = sorter->keys[stop - 1];
        sorter->keys[stop - 1] = key;
        if (sorter->values) {
            Ref value = sorter->values[start];
            sorter->values[start] = sorter->values[stop - 1];
            sorter->values[stop - 1] = value;
        }
    }
}

/* Insert the items from `sorted` on into the sorted range before them, by binary search. */
static inline ALWAYS_INLINE bool insert_binary(Sorter *sorter, size_t start, size_t sorted, size_t stop, Less less)
{
    for (; sorted < stop; sorted++) {
        Ref pivot = sorter->keys[sorted], value = sorter->values ? sorter->values[sorted] : NULL;
        size_t low = start, high = sorted;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int is_less = less(pivot, sorter->keys[middle]);
            if (is_less < 0)
                return false;
            if (is_less)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(&sorter->keys[low + 1], &sorter->keys[low], (sorted - low) * sizeof(Ref));
        sorter->keys[low] = pivot;
        if (sorter->values) {
            memmove(&sorter->values[low + 1], &sorter->values[low], (sorted - low) * sizeof(Ref));
            sorter->values[low] = value;
        }
    }
    return true;
}

/* How far the run at `start` goes; a strictly descending one is reversed. 0 on failure. */
static inline ALWAYS_INLINE size_t find_run(Sorter *sorter, size_t start, size_t stop, Less less)
{
    size_t end = start + 1;
    if (end == stop)
        return end;
    int descending = less(sorter->keys[end], sorter->keys[end - 1]);
    if (descending < 0)
        return 0;
    for (end++; end < stop; end++) {
        int is_less = less(sorter->keys[end], sorter->keys[end - 1]);
        if (is_less < 0)
            return 0;
        if (is_less != descending)
            break;
    }
    if (descending)
        reverse_range(sorter, start, end);
    return end;
}

/* Merge [start, middle) and [middle, stop): the left run moves to the spare room and comes back in order. At every moment each item is somewhere: after a failure the rest is put back. */
static inline ALWAYS_INLINE bool merge(Sorter *sorter, size_t start, size_t middle, size_t stop, Less less)
{
    /* what is in place already at both ends need not move */
    while (start < middle) {
        int is_less = less(sorter->keys[middle], sorter->keys[start]);
        if (is_less < 0)
            return false;
        if (is_less)
            break;
        start++;
    }
    size_t count = middle - start, left = 0, right = middle, to = start;
    memcpy(sorter->spare_keys, &sorter->keys[start], count * sizeof(Ref));
    if (sorter->values)
        memcpy(sorter->spare_values, &sorter->values[start], count * sizeof(Ref));
    bool done = true;
    while (done && left < count && right < stop) {
        int is_less = less(sorter->keys[right], sorter->spare_keys[left]);
        done = is_less >= 0;
        if (!done)
            break;
        if (is_less) {
            if (sorter->values)
                sorter->values[to] = sorter->values[right];
            sorter->keys[to++] = sorter->keys[right++];
        } else {
            if (sorter->values)
                sorter->values[to] = sorter->spare_values[left];
            sorter->keys[to++] = sorter->spare_keys[left++];
        }
    }
    memcpy(&sorter->keys[to], &sorter->spare_keys[left], (count - left) * sizeof(Ref));
    if (sorter->values)
        memcpy(&sorter->values[to], &sorter->spare_values[left], (count - left) * sizeof(Ref));
    return done;
}

/* --- the sort ------------------------------------------------------------------------------------------------------------------------ */

/* `bounds` holds the starts of the runs and the end; merge neighbours until the lengths fall by half from left to right. */
static inline ALWAYS_INLINE bool merge_some(Sorter *sorter, size_t *bounds, size_t *runs, bool all, Less less)
{
    while (*runs > 1) {
        size_t n = *runs, last = bounds[n] - bounds[n - 1], before = bounds[n - 1] - bounds[n - 2];
        if (!all && before > 2 * last)
            return true;
        size_t at = n - 2;
        if (n > 2 && bounds[n - 2] - bounds[n - 3] < last)
            at = n - 3;
        if (!merge(sorter, bounds[at], bounds[at + 1], bounds[at + 2], less))
            return false;
        memmove(&bounds[at + 1], &bounds[at + 2], (n - at - 1) * sizeof *bounds);
        *runs = n - 1;
    }
    return true;
}

static inline ALWAYS_INLINE bool sort_items(Sorter *sorter, size_t count, Less less)
{
    size_t bounds[RUNS_MOST + 2] = {0}, runs = 0, start = 0;
    while (start < count) {
        size_t end = find_run(sorter, start, count, less);
        if (!end)
            return false;
        size_t wanted = start + SHORT_RUN < count ? start + SHORT_RUN : count;
        if (end < wanted) {
            if (!insert_binary(sorter, start, end, wanted, less))
                return false;
            end = wanted;
        }
        bounds[runs++] = start;
        bounds[runs] = start = end;
        if (!merge_some(sorter, bounds, &runs, runs >= RUNS_MOST, less))
            return false;
    }
    return merge_some(sorter, bounds, &runs, true, less);
}

static bool sort_ints(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, less_int);
}
static bool sort_floats(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, less_float);
}
static bool sort_strs(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, less_str);
}
static bool sort_tuples(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, less_tuple);
}
static bool sort_others(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, less_any);
}

/* Keys of one common type need no search for the right comparison. */
static bool sort_by_type(Sorter *sorter, size_t count)
{
    switch (common_type(sorter->keys, count)) {
    case TYPE_INT: return sort_ints(sorter, count);
    case TYPE_FLOAT: return sort_floats(sorter, count);
    case TYPE_STR: return sort_strs(sorter, count);
    case TYPE_TUPLE: return sort_tuples(sorter, count);
    default: return sort_others(sorter, count);
    }
}

/* The keys of all values: owned references in a block of `count`. */
static Ref *compute_keys(Ref *values, size_t count, View function)
{
    Ref *keys = heap_allocate(count * sizeof *keys);
    if (!keys)
        return raise_memory_error();
    for (size_t i = 0; i < count; i++) {
        keys[i] = call_1(function, values[i]);
        if (keys[i])
            continue;
        while (i-- > 0)
            release(keys[i]);
        heap_free(keys, count * sizeof *keys);
        return NULL;
    }
    return keys;
}

static bool sort_array(Ref *values, size_t count, View function, bool reverse)
{
    Ref *keys = function ? compute_keys(values, count, function) : values;
    if (!keys)
        return false;
    size_t spare_size = count * sizeof(Ref) * (function ? 2 : 1);
    Ref *spare = heap_allocate(spare_size);
    bool done = spare != NULL;
    if (done) {
        Sorter sorter = {.keys = keys, .values = function ? values : NULL, .spare_keys = spare, .spare_values = spare + count};
        if (reverse) /* twice: equal items keep their order */
            reverse_range(&sorter, 0, count);
        done = sort_by_type(&sorter, count);
        if (reverse)
            reverse_range(&sorter, 0, count);
        heap_free(spare, spare_size);
    } else {
        raise_memory_error();
    }
    for (size_t i = 0; function && i < count; i++)
        release(keys[i]);
    if (function)
        heap_free(keys, count * sizeof *keys);
    return done;
}

bool list_sort(ListView list, View key, bool reverse)
{
    if (list->used < 2 && !key)
        return true;
    ListObject taken = *list;
    list->items = NULL;
    list->used = list->capacity = 0;
    retain(AS_OBJECT(list));
    bool done = taken.used == 0 || sort_array(taken.items, taken.used, key, reverse);
    ListObject meanwhile = *list;
    list->items = taken.items;
    list->used = taken.used;
    list->capacity = taken.capacity;
    if (meanwhile.items) {
        for (size_t i = meanwhile.used; i-- > 0;)
            release(meanwhile.items[i]);
        heap_free(meanwhile.items, meanwhile.capacity * sizeof(Ref));
        if (done)
            raise_error(ValueError, "list modified during sort");
        done = false;
    }
    release(AS_OBJECT(list));
    return done;
}
