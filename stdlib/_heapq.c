/* _heapq: a list as a binary heap, the smallest item first: item i is not larger than its children, items
 * 2i+1 and 2i+2.
 *
 * Callbacks: any comparison may change the list. Items are held while they are compared; a list whose length
 * changed is a RuntimeError, as in CPython. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "vm/module.h"

/* Which of two items belongs further up. A maximum heap asks the other way round. */
typedef enum HeapOrder { SMALLEST_FIRST, LARGEST_FIRST } HeapOrder;

static ListView list_argument(View argument, const char *label)
{
    return is_list(argument) ? (ListView)argument : raise_error(TypeError, "%s must be list, not %T", label, argument);
}

/* Does the item at `a` come before the one at `b`? 1, 0, or -1 with an exception. */
static int precedes(ListView list, size_t a, size_t b, HeapOrder order)
{
    size_t used = list->used;
    Ref left = retain(list_item_peek(list, a)), right = retain(list_item_peek(list, b));
    int result = order == SMALLEST_FIRST ? object_compare_truth(left, right, COMPARE_LT) : object_compare_truth(right, left, COMPARE_LT);
    release(left);
    release(right);
    if (result >= 0 && list->used != used) {
        raise_error(RuntimeError, "list changed size during iteration");
        return -1;
    }
    return result;
}

static void swap(ListView list, size_t a, size_t b)
{
    Ref item = list->items[a];
    list->items[a] = list->items[b];
    list->items[b] = item;
}

/* Move the item at `place` up towards `start` as long as it precedes its parent. */
static bool sift_up(ListView list, size_t start, size_t place, HeapOrder order)
{
    while (place > start) {
        size_t parent = (place - 1) / 2;
        int before = precedes(list, place, parent, order);
        if (before <= 0)
            return before == 0;
        swap(list, place, parent);
        place = parent;
    }
    return true;
}

/* Move the item at `place` all the way down, the better child always up, then up again to where it belongs:
 * an item from the end of the heap mostly belongs near the end, and this way each level costs one comparison
 * instead of two. */
static bool sift_down(ListView list, size_t place, HeapOrder order)
{
    size_t start = place, used = list->used;
    while (place < used / 2) {
        size_t child = 2 * place + 1;
        if (child + 1 < used) {
            int left_first = precedes(list, child, child + 1, order);
            if (left_first < 0)
                return false;
            child += left_first == 0;
        }
        swap(list, place, child);
        place = child;
    }
    return sift_up(list, start, place, order);
}

static Ref pop(View target, HeapOrder order, const char *label)
{
    ListView list = list_argument(target, label);
    if (!list)
        return NULL;
    if (list->used == 0)
        return raise_error(IndexError, "index out of range");
    Ref last = list_pop(list, -1);
    if (!last || list->used == 0)
        return last;
    Ref first = list->items[0];
    list->items[0] = last;
    if (sift_down(list, 0, order))
        return first;
    release(first);
    return NULL;
}

static Ref replace(View target, View item, HeapOrder order, const char *label)
{
    ListView list = list_argument(target, label);
    if (!list)
        return NULL;
    if (list->used == 0)
        return raise_error(IndexError, "index out of range");
    Ref first = list->items[0];
    list->items[0] = retain(item);
    if (sift_down(list, 0, order))
        return first;
    release(first);
    return NULL;
}

/* From the last parent back to the root, each subtree becomes a heap. */
static Ref make_heap(View target, HeapOrder order, const char *label)
{
    ListView list = list_argument(target, label);
    if (!list)
        return NULL;
    for (size_t place = list->used / 2; place-- > 0;)
        if (!check_interrupt() || !sift_down(list, place, order))
            return NULL;
    return none_new();
}

static Ref heapq_heappush(View self UNUSED, View *args)
{
    ListView list = list_argument(args[0], "heappush() argument 1");
    return list && list_append(list, args[1]) && sift_up(list, 0, list->used - 1, SMALLEST_FIRST) ? none_new() : NULL;
}

static Ref heapq_heappop(View self UNUSED, View *args)
{
    return pop(args[0], SMALLEST_FIRST, "heappop() argument");
}

static Ref heapq_heapreplace(View self UNUSED, View *args)
{
    return replace(args[0], args[1], SMALLEST_FIRST, "heapreplace() argument 1");
}

static Ref heapq_heappushpop(View self UNUSED, View *args)
{
    ListView list = list_argument(args[0], "heappushpop() argument 1");
    if (!list)
        return NULL;
    if (list->used == 0)
        return retain(args[1]);
    Ref first = retain(list_item_peek(list, 0));
    int is_smaller = object_compare_truth(first, args[1], COMPARE_LT);
    release(first);
    if (is_smaller <= 0)
        return is_smaller < 0 ? NULL : retain(args[1]);
    return replace(args[0], args[1], SMALLEST_FIRST, "heappushpop() argument 1");
}

static Ref heapq_heapify(View self UNUSED, View *args)
{
    return make_heap(args[0], SMALLEST_FIRST, "heapify() argument");
}

static Ref heapq_heappop_max(View self UNUSED, View *args)
{
    return pop(args[0], LARGEST_FIRST, "_heappop_max() argument");
}

static Ref heapq_heapreplace_max(View self UNUSED, View *args)
{
    return replace(args[0], args[1], LARGEST_FIRST, "_heapreplace_max() argument 1");
}

static Ref heapq_heapify_max(View self UNUSED, View *args)
{
    return make_heap(args[0], LARGEST_FIRST, "_heapify_max() argument");
}

static const NativeFunction functions[] = {
    {"_heapify_max(heap, /)", heapq_heapify_max, "Maxheap variant of heapify."},
    {"_heappop_max(heap, /)", heapq_heappop_max, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", heapq_heapreplace_max, "Maxheap variant of heapreplace."},
    {"heapify(heap, /)", heapq_heapify, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"heappop(heap, /)", heapq_heappop, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heappush(heap, item, /)", heapq_heappush, "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop(heap, item, /)", heapq_heappushpop, "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heapreplace(heap, item, /)", heapq_heapreplace, "Pop and return the current smallest value, and add the new item."},
    {NULL, NULL, NULL},
};

const NativeModule _heapq_module = {.name = "_heapq", .doc = "Heap queue algorithm (a.k.a. priority queue).", .functions = functions};
