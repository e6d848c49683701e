/* list_methods: the type list: its operators, methods and iterators. The array itself is in list.c.
 *
 * Callbacks:  comparing, repr, iterating over another object and releasing an item may run Python code that
 *             changes this very list. So a search looks at `used` and `items` anew after each comparison and
 *             holds the item that it compares; indices are converted first and resolved against the length
 *             of that moment; and what a deletion or an assignment takes out is released last, when the list
 *             is whole again.
 * Iterators:  they hold the list and an index, and have no way to notice a change: items that are inserted or
 *             removed before the index are seen twice or not at all, as in CPython. An iterator that has met
 *             the end lets go of the list, and stays at its end. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

static ListView list_of(View self)
{
    return (ListView)self;
}

static Ref list_new_native(View type, View *args UNUSED)
{
    if (type == AS_OBJECT(&list_type))
        return list_new(0);
    Ref self = type_allocate((TypeObject *)type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref list_init_native(View self, View *args)
{
    list_clear(list_of(self));
    return !args[0] || list_extend(list_of(self), args[0]) ? none_new() : NULL;
}

/* --- text, comparison ----------------------------------------------------------------------------------- */

static Ref list_repr(View self)
{
    if (list_of(self)->used == 0)
        return str_from_text("[]");
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("[...]") : NULL;
    StrBuilder text;
    strbuilder_start(&text);
    strbuilder_add_character(&text, '[');
    for (size_t i = 0; i < list_of(self)->used; i++) {
        if (i)
            strbuilder_add_text(&text, ", ");
        Ref item = retain(list_of(self)->items[i]), shown_item = object_repr(item);
        release(item);
        if (!shown_item) {
            strbuilder_abandon(&text);
            object_repr_leave(self);
            return NULL;
        }
        strbuilder_add_str(&text, shown_item);
        release(shown_item);
    }
    strbuilder_add_character(&text, ']');
    object_repr_leave(self);
    return strbuilder_finish(&text);
}

/* The first place where the lists differ, in *place; -1 on failure, else whether there is one. */
static int first_difference(ListView a, ListView b, size_t *place)
{
    for (size_t i = 0; i < a->used && i < b->used; i++) {
        if (a->items[i] == b->items[i])
            continue;
        Ref left = retain(a->items[i]), right = retain(b->items[i]);
        int equal = check_interrupt() ? object_equal(left, right) : -1;
        release(left);
        release(right);
        if (equal <= 0) {
            *place = i;
            return equal < 0 ? -1 : 1;
        }
    }
    return 0;
}

static bool numbers_compare(size_t a, size_t b, Comparison comparison)
{
    switch (comparison) {
    case COMPARE_LT: return a < b;
    case COMPARE_LE: return a <= b;
    case COMPARE_EQ: return a == b;
    case COMPARE_NE: return a != b;
    case COMPARE_GT: return a > b;
    default: return a >= b;
    }
}

static Ref list_compare(View left, View right, Comparison comparison)
{
    if (!is_list(left) || !is_list(right))
        return retain(NOT_IMPLEMENTED);
    ListView a = list_of(left), b = list_of(right);
    if (a->used != b->used && (comparison == COMPARE_EQ || comparison == COMPARE_NE))
        return bool_new(comparison == COMPARE_NE);
    size_t place = 0;
    int differs = first_difference(a, b, &place);
    if (differs < 0)
        return NULL;
    if (!differs || place >= a->used || place >= b->used)
        return bool_new(numbers_compare(a->used, b->used, comparison));
    if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
        return bool_new(comparison == COMPARE_NE);
    return object_compare(a->items[place], b->items[place], comparison);
}

/* --- items and slices ----------------------------------------------------------------------------------- */

static Index list_length(View self)
{
    return (Index)list_of(self)->used;
}

/* An index from Python, counted from the end if negative. False with an exception. */
static bool resolve_index(ListView list, View key, Index *index, const char *message)
{
    if (!object_as_index(key, index))
        return false;
    if (*index < 0)
        *index += (Index)list->used;
    if (*index >= 0 && *index < (Index)list->used)
        return true;
    raise_error(IndexError, "%s", message);
    return false;
}

static Ref get_slice(ListView list, View slice)
{
    Index start, stop, step;
    if (!slice_unpack(slice, &start, &stop, &step))
        return NULL;
    size_t count = slice_adjust(list->used, &start, &stop, step);
    if (step == 1)
        return list_slice(list, (size_t)start, (size_t)start + count);
    Ref result = list_new(count);
    for (size_t i = 0; result && i < count;) {
        for (size_t end = stretch_end(i, count); i < end; i++)
            list_of(result)->items[i] = retain(list->items[start + (Index)i * step]);
        if (i < count && !check_interrupt()) {
            list_of(result)->used = i;
            clear_place(&result);
        }
    }
    return result;
}

static bool is_index(View key)
{
    return is_int(key) || type_of_peek(key)->as_index;
}

static Ref list_get_item(View self, View key)
{
    Index index;
    if (key->type == TYPE_SLICE)
        return get_slice(list_of(self), key);
    if (!is_index(key))
        return raise_error(TypeError, "list indices must be integers or slices, not %T", key);
    if (!resolve_index(list_of(self), key, &index, "list index out of range"))
        return NULL;
    return retain(list_of(self)->items[index]);
}

/* list[start:stop] = items, a list that is emptied (NULL: none); the old ones are released when the list is
 * whole again. */
static bool replace_range(ListView list, size_t start, size_t stop, ListView items)
{
    size_t removed_count = stop - start, used = list->used, count = items ? items->used : 0;
    if (used - removed_count + count == 0) {
        list_clear(list);
        return true;
    }
    Ref *removed = removed_count ? heap_allocate(removed_count * sizeof(Ref)) : NULL;
    if (removed_count && !removed) {
        raise_memory_error();
        return false;
    }
    if (removed)
        memcpy(removed, list->items + start, removed_count * sizeof(Ref));
    if (count < removed_count) {
        memmove(list->items + start + count, list->items + stop, (used - stop) * sizeof(Ref));
        if (!list_resize(list, used - removed_count + count))
            return false; /* shrinking never fails */
    } else if (count > removed_count) {
        if (!list_resize(list, used - removed_count + count)) {
            if (removed)
                heap_free(removed, removed_count * sizeof(Ref));
            return false;
        }
        memmove(list->items + start + count, list->items + stop, (used - stop) * sizeof(Ref));
    }
    if (count) {
        memcpy(list->items + start, items->items, count * sizeof(Ref));
        items->used = 0;
    }
    for (size_t i = removed_count; i-- > 0;)
        release(removed[i]);
    if (removed)
        heap_free(removed, removed_count * sizeof(Ref));
    return true;
}

/* Take out the item at a place, and let go of it last. */
static bool delete_item(ListView list, size_t place)
{
    if (list->used == 1) {
        list_clear(list);
        return true;
    }
    Ref old = list->items[place];
    memmove(&list->items[place], &list->items[place + 1], (list->used - place - 1) * sizeof(Ref));
    bool done = list_resize(list, list->used - 1);
    release(old);
    return done;
}

static bool delete_stepped(ListView list, Index start, Index step, size_t count)
{
    if (step < 0) {
        start += (Index)(count - 1) * step;
        step = -step;
    }
    Ref removed = list_new(count);
    if (!removed)
        return false;
    size_t to = (size_t)start, next = (size_t)start, taken = 0;
    for (size_t from = (size_t)start; from < list->used; from++) {
        if (from == next && taken < count) {
            list_of(removed)->items[taken++] = list->items[from];
            next += (size_t)step;
        } else {
            list->items[to++] = list->items[from];
        }
    }
    bool done = list_resize(list, to);
    for (size_t i = 0; i < count; i++) /* in their order; a list that dies would begin with the last */
        clear_place(&list_of(removed)->items[i]);
    list_of(removed)->used = 0;
    release(removed);
    return done;
}

/* list[start:stop:step] = items, which stand in a list of their own: the old ones change places with them, so
 * that they die with that. */
static bool replace_stepped(ListView list, Index start, Index step, size_t count, ListView items)
{
    if (items->used != count) {
        raise_error(ValueError, "attempt to assign sequence of size %zu to extended slice of size %zu", items->used, count);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        Ref *place = &list->items[start + (Index)i * step], old = *place;
        *place = items->items[i];
        items->items[i] = old;
    }
    return true;
}

static bool delete_slice(ListView list, Index start, Index stop, Index step)
{
    size_t count = slice_adjust(list->used, &start, &stop, step);
    if (step == 1)
        return replace_range(list, (size_t)start, (size_t)start + count, NULL);
    return count == 0 || delete_stepped(list, start, step, count);
}

static bool set_slice(ListView list, View slice, View value)
{
    Index start, stop, step;
    if (!slice_unpack(slice, &start, &stop, &step))
        return false;
    if (!value)
        return delete_slice(list, start, stop, step);
    if (step == 1) /* the length at this point is what negative bounds count from, whatever iterating does */
        stop = start + (Index)slice_adjust(list->used, &start, &stop, step);
    /* a copy: value may be this list */
    Ref items = list_from_sequence(value, step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
    if (!items)
        return false;
    size_t count = slice_adjust(list->used, &start, &stop, step);
    bool done = step == 1 ? replace_range(list, (size_t)start, (size_t)start + count, list_of(items))
                          : replace_stepped(list, start, step, count, list_of(items));
    release(items);
    return done;
}

static bool list_set_item(View self, View key, View value)
{
    ListView list = list_of(self);
    Index index;
    if (key->type == TYPE_SLICE)
        return set_slice(list, key, value);
    if (!is_index(key)) {
        raise_error(TypeError, "list indices must be integers or slices, not %T", key);
        return false;
    }
    if (!resolve_index(list, key, &index, "list assignment index out of range"))
        return false;
    if (value) {
        replace_take(&list->items[index], retain(value));
        return true;
    }
    return delete_item(list, (size_t)index);
}

/* Where the item is, from start up to stop (looked at afresh each time); -1: nowhere, -2: failed. */
static Index find_item(ListView list, View item, size_t start, size_t stop)
{
    for (size_t i = start; i < stop && i < list->used; i++) {
        Ref held = retain(list->items[i]);
        int equal = check_interrupt() ? object_equal(held, item) : -1;
        release(held);
        if (equal)
            return equal < 0 ? -2 : (Index)i;
    }
    return -1;
}

static int list_contains(View self, View item)
{
    Index place = find_item(list_of(self), item, 0, SIZE_MAX);
    return place == -2 ? -1 : place >= 0;
}

/* --- operators ------------------------------------------------------------------------------------------ */

static Ref concat_operator(View left, View right)
{
    return is_list(left) && is_list(right) ? list_concat(list_of(left), list_of(right)) : retain(NOT_IMPLEMENTED);
}

static Ref list_inplace_concat(View self, View other)
{
    return list_extend(list_of(self), other) ? retain(self) : NULL;
}

/* How often to repeat; -1 with an exception. */
static Index repetitions(View count)
{
    Index times;
    if (!is_index(count)) {
        raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", count);
        return -1;
    }
    if (!object_as_index_overflow(count, &times))
        return -1;
    return times < 0 ? 0 : times;
}

static Ref repeat_operator(View left, View right)
{
    if (left->type == TYPE_LIST && right->type == TYPE_INT) {
        int64_t times = ((IntObject *)right)->value;
        return list_repeat(list_of(left), times < 0 ? 0 : (size_t)times);
    }
    View self = is_list(left) ? left : right, count = is_list(left) ? right : left;
    if (is_list(count))
        return raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", count);
    Index times = repetitions(count);
    return times < 0 ? NULL : list_repeat(list_of(self), (size_t)times);
}

static Ref list_inplace_repeat(View self, View count)
{
    if (!is_index(count))
        return retain(NOT_IMPLEMENTED);
    Index times = repetitions(count);
    if (times < 0)
        return NULL;
    ListView list = list_of(self);
    size_t used = list->used, total;
    if (used == 0 || times == 1)
        return retain(self);
    if (times == 0) {
        list_clear(list);
        return retain(self);
    }
    if (__builtin_mul_overflow(used, (size_t)times, &total) || total > PTRDIFF_MAX / sizeof(Ref))
        return raise_memory_error();
    if (!list_resize(list, total))
        return NULL;
    for (size_t i = used; i < total; i++)
        list->items[i] = retain(list->items[i - used]);
    return retain(self);
}

/* --- methods -------------------------------------------------------------------------------------------- */

Ref list_append_native(View self, View *args)
{
    return list_append(list_of(self), args[0]) ? none_new() : NULL;
}
static Ref extend_method(View self, View *args)
{
    return list_extend(list_of(self), args[0]) ? none_new() : NULL;
}

static Ref insert_method(View self, View *args)
{
    Index index;
    if (!object_as_index_clamped(args[0], &index))
        return NULL;
    return list_insert(list_of(self), index < -PTRDIFF_MAX / 2 ? -PTRDIFF_MAX / 2 : index, args[1]) ? none_new() : NULL;
}

static Ref pop_method(View self, View *args)
{
    Index index = -1;
    if (args[0] && !object_as_ssize(args[0], &index))
        return NULL;
    return list_pop(list_of(self), index);
}

static Ref remove_method(View self, View *args)
{
    ListView list = list_of(self);
    Index place = find_item(list, args[0], 0, SIZE_MAX);
    if (place == -1)
        return raise_error(ValueError, "list.remove(x): x not in list");
    if (place < 0 || (size_t)place >= list->used)
        return place == -2 ? NULL : none_new();
    return delete_item(list, (size_t)place) ? none_new() : NULL;
}

static Ref index_method(View self, View *args)
{
    ListView list = list_of(self);
    Index start = 0, stop = PTRDIFF_MAX;
    if ((args[1] && !object_as_slice_index(args[1], &start)) || (args[2] && !object_as_slice_index(args[2], &stop)))
        return NULL;
    Index used = (Index)list->used;
    start = start < 0 ? start + used < 0 ? 0 : start + used : start;
    stop = stop < 0 ? stop + used < 0 ? 0 : stop + used : stop;
    Index place = find_item(list, args[0], (size_t)start, (size_t)stop);
    if (place == -1)
        return raise_error(ValueError, "%R is not in list", args[0]);
    return place < 0 ? NULL : int_new(place);
}

static Ref count_method(View self, View *args)
{
    int64_t count = 0;
    for (Index place = -1; (place = find_item(list_of(self), args[0], (size_t)(place + 1), SIZE_MAX)) != -1; count++)
        if (place == -2)
            return NULL;
    return int_new(count);
}

static Ref clear_method(View self, View *args UNUSED)
{
    list_clear(list_of(self));
    return none_new();
}

static Ref copy_method(View self, View *args UNUSED)
{
    return list_slice(list_of(self), 0, list_of(self)->used);
}
static Ref reverse_method(View self, View *args UNUSED)
{
    return list_reverse(list_of(self)) ? none_new() : NULL;
}

static Ref sort_method(View self, View *args)
{
    int reverse = args[1] ? object_int_truth(args[1]) : 0;
    if (reverse < 0)
        return NULL;
    return list_sort(list_of(self), args[0] && args[0] != NONE ? args[0] : NULL, reverse) ? none_new() : NULL;
}

/* CPython's figure: 56 bytes with the collector's head, and eight for each place. */
static Ref sizeof_method(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + 8 * (int64_t)list_of(self)->capacity);
}

/* --- iterators ------------------------------------------------------------------------------------------ */

static Ref iterator_next(View self)
{
    ListIterator *iterator = (ListIterator *)self;
    ListView list = iterator->list;
    if (!list)
        return NULL;
    if (iterator->index < list->used)
        return retain(list->items[iterator->index++]);
    iterator->list = NULL;
    release(AS_OBJECT(list));
    return NULL;
}

static Ref reverse_iterator_next(View self)
{
    ListIterator *iterator = (ListIterator *)self; /* index: one above the next item */
    ListView list = iterator->list;
    if (!list)
        return NULL;
    if (iterator->index > 0 && iterator->index <= list->used)
        return retain(list->items[--iterator->index]);
    iterator->list = NULL;
    release(AS_OBJECT(list));
    return NULL;
}

static Ref reversed_method(View self, View *args UNUSED)
{
    ListIterator *iterator = gc_new(list_reverse_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->list = (ListView)retain(self);
    iterator->index = list_of(self)->used;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_self(View self)
{
    return retain(self);
}
static void iterator_finish(View self)
{
    CLEAR(((ListIterator *)self)->list);
}
static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((ListIterator *)self)->list);
}

static Ref iterator_hint(View self, View *args UNUSED)
{
    ListIterator *iterator = (ListIterator *)self;
    return int_new(iterator->list && iterator->index < iterator->list->used ? (int64_t)(iterator->list->used - iterator->index) : 0);
}

static Ref reverse_iterator_hint(View self, View *args UNUSED)
{
    ListIterator *iterator = (ListIterator *)self;
    return int_new(iterator->list && iterator->index <= iterator->list->used ? (int64_t)iterator->index : 0);
}

static Ref reduce_iterator(const char *builtin, const ListIterator *iterator, int64_t index)
{
    Ref empty = list_new(0);
    bool is_backward = builtin[0] == 'r';
    Ref result = empty ? iterator_reduce(iterator->list || !is_backward ? builtin : "iter", AS_OBJECT(iterator->list), index, empty) : NULL;
    release_maybe(empty);
    return result;
}

static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    return reduce_iterator("iter", (ListIterator *)self, (int64_t)((ListIterator *)self)->index);
}

static Ref reverse_iterator_reduce_method(View self, View *args UNUSED)
{
    return reduce_iterator("reversed", (ListIterator *)self, (int64_t)((ListIterator *)self)->index - 1);
}

static Ref iterator_setstate(View self, View *args)
{
    int64_t index;
    ListIterator *iterator = (ListIterator *)self;
    if (!iterator_state_index(args[0], 0, iterator->list ? (int64_t)iterator->list->used : 0, &index))
        return NULL;
    iterator->index = (size_t)index;
    return none_new();
}

static Ref reverse_iterator_setstate(View self, View *args)
{
    int64_t index;
    ListIterator *iterator = (ListIterator *)self;
    if (!iterator_state_index(args[0], -1, iterator->list ? (int64_t)iterator->list->used - 1 : -1, &index))
        return NULL;
    iterator->index = (size_t)(index + 1);
    return none_new();
}

static const NativeFunction iterator_methods[] = {
    {"__length_hint__()", iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction reverse_iterator_methods[] = {
    {"__length_hint__()", reverse_iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reverse_iterator_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", reverse_iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject list_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_LIST_ITERATOR,
    .name = "list_iterator",
    .size = sizeof(ListIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .methods = iterator_methods,
};

TypeObject list_reverse_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "list_reverseiterator",
    .size = sizeof(ListIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = reverse_iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .methods = reverse_iterator_methods,
};

static Ref get_item_method(View self, View *args)
{
    return list_get_item(self, args[0]);
}

static const NativeFunction list_constructor = {"list(*args, **kwargs)", list_new_native, NULL};
static const NativeFunction list_initialiser = {"list(iterable=(), /)", list_init_native, NULL};
static const NativeFunction list_methods[] = {
    {"append(object, /)", list_append_native, "Append object to the end of the list."},
    {"clear()", clear_method, "Remove all items from list."},
    {"copy()", copy_method, "Return a shallow copy of the list."},
    {"count(value, /)", count_method, "Return number of occurrences of value."},
    {"extend(iterable, /)", extend_method, "Extend list by appending elements from the iterable."},
    {"index(value, start=0, stop=9223372036854775807, /)", index_method, "Return first index of value."},
    {"insert(index, object, /)", insert_method, "Insert object before index."},
    {"pop(index=-1, /)", pop_method, "Remove and return item at index (default last)."},
    {"remove(value, /)", remove_method, "Remove first occurrence of value."},
    {"reverse()", reverse_method, "Reverse *IN PLACE*."},
    {"sort(*, key=None, reverse=False)", sort_method, "Sort the list in ascending order and return None."},
    {"__getitem__(key, /)", get_item_method, "What self[key] gives."},
    {"__reversed__()", reversed_method, "Return a reverse iterator over the list."},
    {"__sizeof__()", sizeof_method, "Return the size of the list in memory, in bytes."},
    {NULL, NULL, NULL},
};

TypeObject list_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_LIST,
    .name = "list",
    .size = sizeof(ListObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_LIST | TYPE_FLAG_SEQUENCE,
    .new_native = &list_constructor,
    .init_native = &list_initialiser,
    .finish = list_finish,
    .traverse = list_traverse,
    .clear = list_finish,
    .repr = list_repr,
    .compare = list_compare,
    .iterate = list_iterate,
    .length = list_length,
    .get_item = list_get_item,
    .set_item = list_set_item,
    .contains = list_contains,
    .binary = {[BINARY_ADD] = concat_operator, [BINARY_MULT] = repeat_operator},
    .inplace = {[BINARY_ADD] = list_inplace_concat, [BINARY_MULT] = list_inplace_repeat},
    .methods = list_methods,
    .class_methods = generic_class_methods,
    .doc = "(iterable=(), /)\n--\n\nBuilt-in mutable sequence.",
};
