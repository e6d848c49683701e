/* list_sort: list.sort: stable, and quick where the list is in order already.
 *
 *     list ──► key function ──► pairs (rank, place) ──► sorted ──► the items, put where their places say
 *
 * Ranks:    what is sorted is not the list's items but pairs of a rank and a place. The rank is a number,
 *           made of the key beforehand, whose order agrees with that of the keys: of an int or a float it
 *           says all, of a str the first bytes, of a tuple what one of its items says. Comparing two numbers
 *           that lie side by side in memory takes no search for a method and follows no pointer. Where equal
 *           ranks do not say all, those keys themselves are compared. Other and mixed types have no ranks.
 * Dealing:  many ranks are not compared at all, but dealt out by their bytes, from the last to the first
 *           (radix sort: Knuth, The Art of Computer Programming, vol. 3, 5.2.5), unless they are in order.
 * Runs:     all else is cut into runs that are in order already (descending ones are reversed; short ones are
 *           lengthened by binary insertion), and neighbouring runs of similar length are merged. So a sorted
 *           list takes n - 1 comparisons and any list about n log2 n. Equal items keep their order. (Natural
 *           merge sort: Knuth, 5.2.4; the lengthened runs: T. Peters, listsort.txt, 2002. His galloping,
 *           a search by doubling steps where one run wins many times, is not here: ranks compare cheaply.)
 *
 * Failure:   keys and values stay where they are until the order is known, so a comparison that fails leaves
 *            the list as it was.
 * Callbacks: a comparison or the key function may look at or change the list. While it is sorted the list is
 *            empty: its items are taken out. If it is filled meanwhile, that is a ValueError.
 * Ctrl-C:    whatever goes through all items looks at thread.interrupted; the list is then as it was. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { SHORT_RUN = 24, RUNS_MOST = 96, DEALT_LEAST = 600 };

typedef struct Item {
    uint64_t rank;
    size_t place; /* of the key, before the sort */
} Item;

typedef struct Sorter {
    Item *items, *spare; /* spare: room for all of them */
    Ref *keys;           /* in their old order */
    size_t count;
} Sorter;

/* 1, 0, or -1 on failure. The functions of the sort are inlined for each of the comparisons below, so that
 * comparing two ranks costs no call. */
typedef int (*Less)(const Sorter *sorter, const Item *left, const Item *right);

/* --- ranks ---------------------------------------------------------------------------------------------- */

/* Items of one place in all keys: the keys themselves, or, if these are tuples, their first items, their
 * second ones … */
typedef struct Column {
    bool in_tuples;
    size_t place;
    uint32_t type;        /* that all its items have: int, float or str */
    size_t skipped;       /* how many characters all strs begin with */
    bool is_exact;        /* equal measures mean equal items */
    uint64_t least, most; /* measure */
} Column;

enum { MEASURED_BYTES = 7, LONGER = MEASURED_BYTES + 1 };

static inline View column_item(const Column *column, View key)
{
    return column->in_tuples ? tuple_item_peek(key, column->place) : key;
}

/* The bits of a positive double are ordered as the numbers are, those of a negative one the other way
 * round. */
static uint64_t measure_float(double value)
{
    uint64_t bits;
    value += 0.0; /* -0.0 becomes 0.0 */
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((uint64_t)((int64_t)bits >> 63) | (uint64_t)1 << 63);
}

/* The seven bytes behind what all strs begin with, and below them how many there are; eight stands for
 * more. */
static uint64_t measure_text(StrView text, size_t skipped)
{
    size_t length = text->length - skipped;
    uint64_t measure = 0;
    for (size_t i = 0; i < MEASURED_BYTES; i++)
        measure = measure << 8 | (i < length ? text->data[skipped + i] : 0);
    return measure << 8 | (length < LONGER ? length : LONGER);
}

/* A number that is less for the lesser item. */
static inline uint64_t measure(const Column *column, View key)
{
    View item = column_item(column, key);
    switch (column->type) {
    case TYPE_INT: return (uint64_t)((IntObject *)item)->value ^ (uint64_t)1 << 63;
    case TYPE_FLOAT: return measure_float(((FloatObject *)item)->value);
    default: return measure_text((StrView)item, column->skipped);
    }
}

/* Can the item be measured? And how far do the strs so far agree? */
static bool look_at(Column *column, View key, View first)
{
    View item = column_item(column, key);
    if (item->type != column->type)
        return false;
    if (column->type == TYPE_INT)
        return true;
    if (column->type == TYPE_FLOAT) /* nothing is less than nan, nor greater */
        return ((FloatObject *)item)->value == ((FloatObject *)item)->value;
    if (column->type != TYPE_STR || ((StrView)item)->kind != STR_1)
        return false;
    size_t same = 0, most = column->skipped < str_length(item) ? column->skipped : str_length(item);
    while (same < most && ((StrView)item)->data[same] == ((StrView)first)->data[same])
        same++;
    column->skipped = same;
    return true;
}

/* Measure one item; the measure waits in the spare room. */
static inline void note(Column *column, Item *noted, View key)
{
    uint64_t number = measure(column, key);
    noted->rank = number;
    column->least = number < column->least ? number : column->least;
    column->most = number > column->most ? number : column->most;
    if (column->type == TYPE_STR && (number & 0xFF) == LONGER)
        column->is_exact = false;
}

/* Measure all items of the column. False if that cannot be done. */
static bool survey(Sorter *sorter, Column *column)
{
    View first = column_item(column, sorter->keys[0]);
    bool is_text = first->type == TYPE_STR;
    column->type = first->type;
    column->skipped = is_text ? str_length(first) : 0;
    column->least = UINT64_MAX;
    column->most = 0;
    column->is_exact = true;
    for (size_t i = 0; i < sorter->count; i++) {
        View key = sorter->keys[sorter->items[i].place];
        if (i + PREFETCH_AHEAD < sorter->count)
            object_prefetch(sorter->keys[sorter->items[i + PREFETCH_AHEAD].place]);
        if (!look_at(column, key, first) || thread.interrupted)
            return false;
        if (!is_text)
            note(column, &sorter->spare[i], key);
    }
    for (size_t i = 0; is_text && i < sorter->count && !thread.interrupted;
         i++) /* now it is known how many characters they have in common */
        note(column, &sorter->spare[i], sorter->keys[sorter->items[i].place]);
    return true;
}

/* Add the column to the ranks, of which `room` bits are not used yet: as much of it as fits. Returns the room
 * that is left. */
static unsigned add_column(Sorter *sorter, Column *column, unsigned room)
{
    uint64_t range = column->most - column->least;
    unsigned width = range ? 64 - (unsigned)__builtin_clzl(range) : 0, used = width < room ? width : room, dropped = width - used;
    if (dropped)
        column->is_exact = false;
    for (size_t i = 0; used && i < sorter->count; i++) {
        uint64_t number = (sorter->spare[i].rank - column->least) >> dropped, before = used < 64 ? sorter->items[i].rank << used : 0;
        sorter->items[i].rank = before | number;
    }
    return room - used;
}

/* How many items each of the tuples has, at least; *is_exact: none has more. */
static size_t shortest_tuple(const Sorter *sorter, bool *is_exact)
{
    size_t shortest = tuple_length(sorter->keys[0]);
    *is_exact = true;
    for (size_t i = 1; i < sorter->count; i++) {
        size_t length = tuple_length(sorter->keys[i]);
        if (length != shortest)
            *is_exact = false;
        shortest = length < shortest ? length : shortest;
    }
    return shortest;
}

typedef enum Ranking { RANK_SAYS_ALL, RANK_SAYS_SOME, RANK_SAYS_NOTHING } Ranking;

/* Give every key, all of this type, its rank. Tuples: column by column, as long as there is room. */
static Ranking rank_keys(Sorter *sorter, uint32_t type)
{
    bool is_exact = true, in_tuples = type == TYPE_TUPLE;
    size_t columns = in_tuples ? shortest_tuple(sorter, &is_exact) : 1;
    unsigned room = 64;
    for (size_t i = 0; i < sorter->count; i++)
        sorter->items[i].rank = 0;
    for (size_t place = 0; place < columns; place++) {
        Column column = {.in_tuples = in_tuples, .place = place};
        if (!survey(sorter, &column))
            return place ? RANK_SAYS_SOME : RANK_SAYS_NOTHING;
        room = add_column(sorter, &column, room);
        if (!column.is_exact)
            return RANK_SAYS_SOME;
    }
    return is_exact ? RANK_SAYS_ALL : RANK_SAYS_SOME;
}

/* --- comparing ------------------------------------------------------------------------------------------ */

static int less_rank(const Sorter *sorter UNUSED, const Item *left, const Item *right)
{
    return left->rank < right->rank;
}

static int less_text(const Sorter *sorter, const Item *left, const Item *right)
{
    return check_interrupt() ? str_compare(sorter->keys[left->place], sorter->keys[right->place]) < 0 : -1;
}

static int less_any(const Sorter *sorter, const Item *left, const Item *right)
{
    return check_interrupt() ? object_compare_truth(sorter->keys[left->place], sorter->keys[right->place], COMPARE_LT) : -1;
}

/* Tuples: the first items that differ decide. Of common types most often, at the first place. */
static int compare_tuples(View left, View right)
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

static int less_tuple(const Sorter *sorter, const Item *left, const Item *right)
{
    return check_interrupt() ? compare_tuples(sorter->keys[left->place], sorter->keys[right->place]) : -1;
}

/* --- merging -------------------------------------------------------------------------------------------- */

static void reverse_items(Item *start, Item *stop)
{
    for (; start + 1 < stop; start++) {
        Item item = *start;
        *start = *--stop;
        *stop = item;
    }
}

/* Insert the items from `sorted` on into the sorted range before them, by binary search. */
static inline ALWAYS_INLINE bool insert_binary(const Sorter *sorter, Item *start, Item *sorted, Item *stop, Less less)
{
    for (; sorted < stop; sorted++) {
        Item pivot = *sorted, *low = start;
        for (size_t count = (size_t)(sorted - start); count > 0;) {
            size_t half = count / 2;
            int is_less = less(sorter, &pivot, &low[half]);
            if (is_less < 0)
                return false;
            low += is_less ? 0 : half + 1;
            count = is_less ? half : count - half - 1;
        }
        for (Item *place = sorted; place > low; place--)
            *place = place[-1];
        *low = pivot;
    }
    return true;
}

/* How far the run at `start` goes; a strictly descending one is reversed. NULL on failure. */
static inline ALWAYS_INLINE Item *find_run(const Sorter *sorter, Item *start, Item *stop, Less less)
{
    Item *end = start + 1;
    if (end == stop)
        return end;
    int descending = less(sorter, end, end - 1);
    if (descending < 0)
        return NULL;
    for (end++; end < stop; end++) {
        int is_less = less(sorter, end, end - 1);
        if (is_less < 0)
            return NULL;
        if (is_less != descending)
            break;
    }
    if (descending)
        reverse_items(start, end);
    return end;
}

/* Merge [start, middle) and [middle, stop): the left run moves to the spare room and comes back in order. */
static inline ALWAYS_INLINE bool merge(const Sorter *sorter, Item *start, Item *middle, Item *stop, Less less)
{
    for (; start < middle; start++) { /* what is in place already need not move */
        int is_less = less(sorter, middle, start);
        if (is_less < 0)
            return false;
        if (is_less)
            break;
    }
    size_t count = (size_t)(middle - start);
    memcpy(sorter->spare, start, count * sizeof(Item));
    const Item *left = sorter->spare, *left_end = left + count, *right = middle;
    while (left < left_end && right < stop) {
        int is_less = less(sorter, right, left);
        if (is_less < 0)
            return false;
        *start++ = is_less ? *right++ : *left++;
    }
    memcpy(start, left, (size_t)(left_end - left) * sizeof(Item));
    return true;
}

/* `bounds` holds the starts of the runs and the end; merge neighbours until the lengths fall by half from
 * left to right. */
static inline ALWAYS_INLINE bool merge_some(const Sorter *sorter, Item **bounds, size_t *runs, bool all, Less less)
{
    while (*runs > 1) {
        size_t n = *runs;
        ptrdiff_t last = bounds[n] - bounds[n - 1], before = bounds[n - 1] - bounds[n - 2];
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

static inline ALWAYS_INLINE bool sort_items(const Sorter *sorter, Item *start, Item *stop, Less less)
{
    Item *bounds[RUNS_MOST + 2] = {NULL};
    size_t runs = 0;
    while (start < stop) {
        Item *end = find_run(sorter, start, stop, less);
        if (!end)
            return false;
        Item *wanted = stop - start > SHORT_RUN ? start + SHORT_RUN : stop;
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

static bool sort_ranks(const Sorter *sorter, Item *start, Item *stop)
{
    return sort_items(sorter, start, stop, less_rank);
}
static bool sort_texts(const Sorter *sorter, Item *start, Item *stop)
{
    return sort_items(sorter, start, stop, less_text);
}
static bool sort_tuples(const Sorter *sorter, Item *start, Item *stop)
{
    return sort_items(sorter, start, stop, less_tuple);
}
static bool sort_others(const Sorter *sorter, Item *start, Item *stop)
{
    return sort_items(sorter, start, stop, less_any);
}

/* --- the sort ------------------------------------------------------------------------------------------- */

static bool is_in_order(const Sorter *sorter)
{
    for (size_t i = 1; i < sorter->count; i++)
        if (sorter->items[i].rank < sorter->items[i - 1].rank)
            return false;
    return true;
}

/* Where a loop over `count` items that has come to `i` looks for Ctrl-C again. */
static size_t end_of_stretch(size_t i, size_t count)
{
    enum { STRETCH = 8192 };
    return count - i > STRETCH ? i + STRETCH : count;
}

/* Many ranks need not be compared with each other at all: deal the items out on 256 heaps by the last eight
 * bits, take up the heaps in order, and again by the bits before (radix sort: stable, and linear in the
 * number of items). */
static bool deal_out(Sorter *sorter)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        size_t places[256] = {0}, next = 0;
        for (size_t i = 0; i < sorter->count; i++)
            places[sorter->items[i].rank >> shift & 0xFF]++;
        if (places[sorter->items[0].rank >> shift & 0xFF] == sorter->count)
            continue; /* all on one heap */
        for (size_t digit = 0; digit < COUNT_OF(places); digit++) {
            size_t size = places[digit];
            places[digit] = next;
            next += size;
        }
        for (size_t i = 0; i < sorter->count;) {
            if (!check_interrupt())
                return false;
            for (size_t stop = end_of_stretch(i, sorter->count); i < stop; i++)
                sorter->spare[places[sorter->items[i].rank >> shift & 0xFF]++] = sorter->items[i];
        }
        Item *dealt = sorter->spare;
        sorter->spare = sorter->items;
        sorter->items = dealt;
    }
    return true;
}

static bool sort_by_rank(Sorter *sorter)
{
    if (sorter->count < DEALT_LEAST)
        return sort_ranks(sorter, sorter->items, sorter->items + sorter->count);
    return is_in_order(sorter) || deal_out(sorter);
}

/* Items of equal rank stand side by side now: put them in order by what they are. */
static bool sort_ties(Sorter *sorter, bool (*sort)(const Sorter *, Item *, Item *))
{
    Item *stop = sorter->items + sorter->count, *next;
    for (Item *start = sorter->items; start < stop; start = next) {
        for (next = start + 1; next < stop && next->rank == start->rank;)
            next++;
        if (next - start > 1 && !sort(sorter, start, next))
            return false;
    }
    return true;
}

/* The type of all keys, or 0 if they differ. */
static uint32_t common_type(const Sorter *sorter)
{
    for (size_t i = 1; i < sorter->count; i++)
        if (sorter->keys[i]->type != sorter->keys[0]->type)
            return 0;
    return sorter->keys[0]->type;
}

static bool sort_by_type(Sorter *sorter)
{
    uint32_t type = common_type(sorter);
    Ranking ranking = type == TYPE_INT || type == TYPE_FLOAT || type == TYPE_STR || type == TYPE_TUPLE ? rank_keys(sorter, type)
                                                                                                       : RANK_SAYS_NOTHING;
    if (type != TYPE_TUPLE && ranking == RANK_SAYS_NOTHING)
        return sort_others(sorter, sorter->items, sorter->items + sorter->count);
    return sort_by_rank(sorter) && (ranking == RANK_SAYS_ALL || sort_ties(sorter, type == TYPE_TUPLE ? sort_tuples : sort_texts));
}

/* --- lists ---------------------------------------------------------------------------------------------- */

/* The keys of all values: owned references in a block of `count`. */
static Ref *compute_keys(Ref *values, size_t count, View function)
{
    Ref *keys = heap_allocate(count * sizeof *keys);
    if (!keys)
        return raise_memory_error();
    for (size_t i = 0; i < count; i++) {
        keys[i] = check_interrupt() ? call_1(function, values[i]) : NULL;
        if (keys[i])
            continue;
        while (i-- > 0)
            release(keys[i]);
        heap_free(keys, count * sizeof *keys);
        return NULL;
    }
    return keys;
}

/* Put what the array holds in the order that was found. Interrupted, it leaves the array as it was. */
static bool arrange(Ref *array, const Sorter *sorter, bool reverse)
{
    Ref *old = (Ref *)(void *)sorter->spare;
    memcpy(old, array, sorter->count * sizeof *old);
    for (size_t i = 0; i < sorter->count;) {
        if (!check_interrupt()) {
            memcpy(array, old, sorter->count * sizeof *old);
            return false;
        }
        for (size_t stop = end_of_stretch(i, sorter->count); i < stop; i++)
            array[reverse ? sorter->count - 1 - i : i] = old[sorter->items[i].place];
    }
    return true;
}

/* Sort keys and values by the keys; the values may be the keys. */
static bool sort_arrays(Ref *keys, Ref *values, size_t count, bool reverse)
{
    size_t size = heap_array_size(count, 2 * sizeof(Item));
    Item *items = heap_allocate(size);
    if (!items) {
        raise_memory_error();
        return false;
    }
    Sorter sorter = {.items = items, .spare = items + count, .keys = keys, .count = count};
    for (size_t i = 0; i < count; i++)
        items[i].place = reverse ? count - 1 - i : i; /* from the end, and back in the end: equal items keep their order */
    bool done = sort_by_type(&sorter) && arrange(values, &sorter, reverse) && (keys == values || arrange(keys, &sorter, reverse));
    heap_free(items, size);
    return done;
}

static bool sort_array(Ref *values, size_t count, View function, bool reverse)
{
    Ref *keys = function ? compute_keys(values, count, function) : values;
    if (!keys)
        return false;
    bool done = sort_arrays(keys, values, count, reverse);
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
    list->was_cleared = 0;
    retain(AS_OBJECT(list));
    bool done = taken.used == 0 || sort_array(taken.items, taken.used, key, reverse);
    ListObject meanwhile = *list;
    list->items = taken.items;
    list->used = taken.used;
    list->capacity = taken.capacity;
    if (meanwhile.items || meanwhile.was_cleared) {
        for (size_t i = meanwhile.used; i-- > 0;)
            release(meanwhile.items[i]);
        if (meanwhile.capacity)
            heap_free(meanwhile.items, meanwhile.capacity * sizeof(Ref));
        if (done)
            raise_error(ValueError, "list modified during sort");
        done = false;
    }
    release(AS_OBJECT(list));
    return done;
}
