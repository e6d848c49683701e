/* listsort: list.sort: stable, adaptive merge sort.
 *
 * The list is cut into runs that are in order already (descending ones are reversed; short ones are lengthened by binary insertion); runs of
 * similar length are merged. So a sorted list takes n - 1 comparisons and any list about n log2 n, and equal items keep their order.
 * (Natural merge sort: Knuth, The Art of Computer Programming, vol. 3, 5.2.4; the lengthened runs: T. Peters, listsort.txt, 2002.)
 *
 * What is sorted is not the keys, which lie scattered in memory, but an array of small items: the number of the key, and a *prefix* of it, 64 bits that
 * order as the keys do as far as they go: an int or a float as a whole, the first eight characters of a str, the same of a tuple's first item. Only
 * where the prefixes are equal need the keys themselves be compared. Keys of other or of several types have the prefix 0.
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

typedef struct Item {
    uint64_t prefix;
    size_t number; /* of the key, and of the value */
} Item;

typedef struct Sorter {
    View *keys;
    Item *items;
    Item *spare; /* room for half of the items */
} Sorter;

/* Does left come before right? 1, 0, or -1 on failure. The functions of the sort are inlined for each of the comparisons below; NULL: the prefix is all. */
typedef int (*Less)(View left, View right);

/* --- comparing ------------------------------------------------------------------------------------------------------------------ */

static int less_any(View left, View right)
{
    return object_compare_truth(left, right, COMPARE_LT);
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
                return ((IntObject *)a)->value < ((IntObject *)b)->value;
            continue;
        }
        int equal = object_equal(a, b);
        if (equal != 1)
            return equal < 0 ? -1 : object_compare_truth(a, b, COMPARE_LT);
    }
    return tuple_length(left) < tuple_length(right);
}

static inline ALWAYS_INLINE int is_before(const Sorter *sorter, Item left, Item right, Less less)
{
    if (left.prefix != right.prefix)
        return left.prefix < right.prefix;
    return less ? less(sorter->keys[left.number], sorter->keys[right.number]) : 0;
}

/* --- prefixes ------------------------------------------------------------------------------------------------------------------- */

static uint64_t prefix_of_int(View key)
{
    return (uint64_t)((IntObject *)key)->value ^ (uint64_t)1 << 63; /* negative numbers first */
}

/* The bits of a positive double order as the number does; of a negative one the other way round. */
static bool prefix_of_float(View key, uint64_t *prefix)
{
    double value = ((FloatObject *)key)->value + 0.0; /* -0.0 is 0.0 */
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    *prefix = bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
    return value == value; /* nan has no order */
}

static bool prefix_of_str(View key, uint64_t *prefix)
{
    StrView text = (StrView)key;
    *prefix = 0;
    for (size_t i = 0; i < sizeof *prefix; i++)
        *prefix = *prefix << 8 | (i < text->length ? text->data[i] : 0u);
    return text->kind == STR_1;
}

/* False if keys of this type have none. */
static bool prefix_of(View key, uint64_t *prefix)
{
    switch (key->type) {
    case TYPE_INT: *prefix = prefix_of_int(key); return true;
    case TYPE_FLOAT: return prefix_of_float(key, prefix);
    case TYPE_STR: return prefix_of_str(key, prefix);
    default: return false;
    }
}

/* The type of all keys, or 0 if they differ. */
static uint32_t common_type(View *keys, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (keys[i]->type != keys[0]->type)
            return 0;
    return keys[0]->type;
}

/* What the prefix of a key is taken from: a tuple's first item. NULL if there is none, or of another type than with the first key. */
static View leading_peek(View *keys, size_t number, bool are_tuples)
{
    if (!are_tuples)
        return keys[number];
    if (tuple_length(keys[0]) == 0 || tuple_length(keys[number]) == 0)
        return NULL;
    View leading = tuple_item_peek(keys[number], 0);
    return leading->type == tuple_item_peek(keys[0], 0)->type ? leading : NULL;
}

/* Give all items their prefixes; if one key has none, then none. */
static bool fill_prefixes(Sorter *sorter, size_t count, bool are_tuples)
{
    for (size_t i = 0; i < count; i++) {
        View leading = leading_peek(sorter->keys, sorter->items[i].number, are_tuples);
        if (leading && prefix_of(leading, &sorter->items[i].prefix))
            continue;
        for (size_t n = 0; n < count; n++)
            sorter->items[n].prefix = 0;
        return false;
    }
    return true;
}

/* --- runs ----------------------------------------------------------------------------------------------------------------------- */

static void reverse_range(Item *items, size_t start, size_t stop)
{
    for (; start + 1 < stop; start++, stop--) {
        Item item = items[start];
        items[start] = items[stop - 1];
        items[stop - 1] = item;
    }
}

/* Insert the items from `sorted` on into the sorted range before them, by binary search. */
static inline ALWAYS_INLINE bool insert_binary(Sorter *sorter, size_t start, size_t sorted, size_t stop, Less less)
{
    Item *items = sorter->items;
    for (; sorted < stop; sorted++) {
        Item pivot = items[sorted];
        size_t low = start, high = sorted;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int before = is_before(sorter, pivot, items[middle], less);
            if (before < 0)
                return false;
            if (before)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(&items[low + 1], &items[low], (sorted - low) * sizeof *items);
        items[low] = pivot;
    }
    return true;
}

/* How far the run at `start` goes; a strictly descending one is reversed. 0 on failure. */
static inline ALWAYS_INLINE size_t find_run(Sorter *sorter, size_t start, size_t stop, Less less)
{
    size_t end = start + 1;
    if (end == stop)
        return end;
    int descending = is_before(sorter, sorter->items[end], sorter->items[end - 1], less);
    if (descending < 0)
        return 0;
    for (end++; end < stop; end++) {
        int before = is_before(sorter, sorter->items[end], sorter->items[end - 1], less);
        if (before < 0)
            return 0;
        if (before != descending)
            break;
    }
    if (descending)
        reverse_range(sorter->items, start, end);
    return end;
}

/* --- merging -------------------------------------------------------------------------------------------------------------------- */

/* Merge [start, middle) and [middle, stop) from the left: the left run, the shorter, moves to the spare room and comes back in order. At every moment
 * each item is somewhere: after a failure the rest is put back. */
static inline ALWAYS_INLINE bool merge_forward(Sorter *sorter, size_t start, size_t middle, size_t stop, Less less)
{
    Item *items = sorter->items, *spare = sorter->spare;
    size_t count = middle - start, left = 0, right = middle, to = start;
    memcpy(spare, &items[start], count * sizeof *items);
    int before = 0;
    while (left < count && right < stop) {
        before = is_before(sorter, items[right], spare[left], less);
        if (before < 0)
            break;
        items[to++] = before ? items[right++] : spare[left++];
    }
    memcpy(&items[to], &spare[left], (count - left) * sizeof *items);
    return before >= 0;
}

/* The same from the right, where the right run is the shorter. */
static inline ALWAYS_INLINE bool merge_backward(Sorter *sorter, size_t start, size_t middle, size_t stop, Less less)
{
    Item *items = sorter->items, *spare = sorter->spare;
    size_t left = middle, right = stop - middle, to = stop;
    memcpy(spare, &items[middle], right * sizeof *items);
    int before = 0;
    while (left > start && right > 0) {
        before = is_before(sorter, spare[right - 1], items[left - 1], less);
        if (before < 0)
            break;
        items[--to] = before ? items[--left] : spare[--right];
    }
    memcpy(&items[to - right], spare, right * sizeof *items);
    return before >= 0;
}

static inline ALWAYS_INLINE bool merge(Sorter *sorter, size_t start, size_t middle, size_t stop, Less less)
{
    while (start < middle) { /* what is in place already need not move */
        int before = is_before(sorter, sorter->items[middle], sorter->items[start], less);
        if (before < 0)
            return false;
        if (before)
            break;
        start++;
    }
    return middle - start <= stop - middle ? merge_forward(sorter, start, middle, stop, less)
                                           : merge_backward(sorter, start, middle, stop, less);
}

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

/* --- the sort ------------------------------------------------------------------------------------------------------------------------ */

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

static bool sort_numbers(Sorter *sorter, size_t count)
{
    return sort_items(sorter, count, NULL);
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
    uint32_t type = common_type(sorter->keys, count);
    bool have_prefixes = type && fill_prefixes(sorter, count, type == TYPE_TUPLE);
    if (have_prefixes && (type == TYPE_INT || type == TYPE_FLOAT))
        return sort_numbers(sorter, count);
    return type == TYPE_STR ? sort_strs(sorter, count) : type == TYPE_TUPLE ? sort_tuples(sorter, count) : sort_others(sorter, count);
}

/* Put the values into the order of the items, which are used up. */
static void arrange(Ref *values, Item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        items[i].prefix = (uint64_t)(uintptr_t)values[items[i].number];
    for (size_t i = 0; i < count; i++)
        values[i] = (Ref)(uintptr_t)items[i].prefix;
}

/* Sort the values by the keys, which may be the same array. Where a comparison fails they are left in some order. */
static bool sort_values(Ref *values, View *keys, size_t count, bool reverse)
{
    size_t size = heap_array_size(count + count / 2 + 1, sizeof(Item));
    Item *items = heap_allocate(size);
    if (!items) {
        raise_memory_error();
        return false;
    }
    Sorter sorter = {.keys = keys, .items = items, .spare = items + count};
    for (size_t i = 0; i < count; i++)
        items[i] = (Item){0, i};
    if (reverse) /* twice: equal items keep their order */
        reverse_range(items, 0, count);
    bool done = sort_by_type(&sorter, count);
    if (reverse)
        reverse_range(items, 0, count);
    arrange(values, items, count);
    heap_free(items, size);
    return done;
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
    if (!function)
        return sort_values(values, values, count, reverse);
    Ref *keys = compute_keys(values, count, function);
    if (!keys)
        return false;
    bool done = sort_values(values, keys, count, reverse);
    for (size_t i = 0; i < count; i++)
        release(keys[i]);
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
