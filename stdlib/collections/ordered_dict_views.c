/* ordered_dict_views: the iterators over an OrderedDict, and its keys(), values() and items(). An iterator
 * remembers the key that comes next, and finds its node again at each step: so nothing dangles, whatever
 * happens to the dict between two steps. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict_views.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "stdlib/collections/ordered_dict.h"

typedef struct OrderedIterator {
    GC_HEAD(what);
    bool is_reversed;
    OrderedDict *ordered; /* owned; NULL when exhausted */
    Ref next_key;         /* owned; NULL: there is none */
    Index used;           /* the dict's length, -1 once it was found changed */
    size_t state;         /* the dict's */
    Ref result;           /* of items: the tuple given last, which is given again if nobody else has it any more */
} OrderedIterator;

static OrderedIterator *iterator_of(View self)
{
    return (OrderedIterator *)self;
}

Ref ordered_iterator_new(OrderedDict *ordered, OrderedWhat what, bool is_reversed)
{
    OrderedIterator *iterator = gc_new(ordered_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    const OrderNode *start = is_reversed ? ordered->last : ordered->first;
    iterator->what = what;
    iterator->is_reversed = is_reversed;
    iterator->ordered = (OrderedDict *)retain(AS_OBJECT(ordered));
    iterator->next_key = start ? retain(start->key) : NULL;
    iterator->used = ordered->dict.used;
    iterator->state = ordered->state;
    iterator->result = NULL;
    if (what == ORDERED_ITEMS && !(iterator->result = tuple_of_nones(2))) {
        release(AS_OBJECT(iterator));
        return NULL;
    }
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

Ref ordered_iterate(View ordered)
{
    return ordered_iterator_new((OrderedDict *)ordered, ORDERED_KEYS, false);
}

static void exhaust(OrderedIterator *iterator)
{
    CLEAR(iterator->ordered);
}

/* The next key, owned. NULL: exhausted, or with an exception. */
static Ref next_key(OrderedIterator *iterator)
{
    OrderedDict *ordered = iterator->ordered;
    if (!ordered)
        return NULL;
    if (!iterator->next_key) {
        exhaust(iterator);
        return NULL;
    }
    if (ordered->state != iterator->state) {
        exhaust(iterator);
        return raise_error(RuntimeError, "OrderedDict mutated during iteration");
    }
    if ((Index)ordered->dict.used != iterator->used) {
        iterator->used = -1; /* sticky */
        return raise_error(RuntimeError, "OrderedDict changed size during iteration");
    }
    Ref key = iterator->next_key;
    const OrderNode *node = ordered_find(ordered, key);
    if (!node) {
        if (!error_is_set())
            raise_value(KeyError, key);
        clear_place(&iterator->next_key);
        return NULL;
    }
    node = iterator->is_reversed ? node->previous : node->next;
    iterator->next_key = node ? retain(node->key) : NULL;
    return key;
}

static Ref iterator_next(View self)
{
    OrderedIterator *iterator = iterator_of(self);
    Ref dict = retain_maybe(AS_OBJECT(iterator->ordered)), key = next_key(iterator), value = NULL, result = NULL;
    if (!key || iterator->what == ORDERED_KEYS) {
        release_maybe(dict);
        return key;
    }
    value = dict_get((DictView)dict, key);
    if (!value && !error_is_set())
        raise_value(KeyError, key);
    if (value && iterator->what == ORDERED_VALUES) {
        result = retain(value);
    } else if (value && (result = tuple_reuse(iterator->result, 2))) {
        replace_take(&((TupleView)result)->items[0], retain(key));
        replace_take(&((TupleView)result)->items[1], retain(value));
    }
    release_maybe(value);
    release(key);
    release(dict);
    return result;
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static void iterator_finish(View self)
{
    exhaust(iterator_of(self));
    clear_place(&iterator_of(self)->next_key);
    clear_place(&iterator_of(self)->result);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->ordered);
    VISIT(iterator_of(self)->next_key);
    VISIT(iterator_of(self)->result);
}

/* What is left, in a list: a copy of the iterator is drawn empty. */
static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    const OrderedIterator *iterator = iterator_of(self);
    OrderedIterator *copy = gc_new(ordered_iterator_type.index, sizeof *copy);
    if (!copy)
        return NULL;
    copy->what = iterator->what;
    copy->is_reversed = iterator->is_reversed;
    copy->ordered = (OrderedDict *)retain_maybe(AS_OBJECT(iterator->ordered));
    copy->next_key = retain_maybe(iterator->next_key);
    copy->used = iterator->used;
    copy->state = iterator->state;
    copy->result = retain_maybe(iterator->result);
    gc_track(AS_OBJECT(copy));
    Ref list = list_from_iterable(AS_OBJECT(copy));
    release(AS_OBJECT(copy));
    return iterator_reduce_items_take(list);
}

static const NativeFunction iterator_methods[] = {
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling"},
    {NULL, NULL, NULL},
};
TypeObject ordered_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "odict_iterator",
    .size = sizeof(OrderedIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .methods = iterator_methods,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .clear = iterator_finish,
};

/* --- views: a dict's, but for the order ----------------------------------------------------------------- */

static OrderedWhat what_of(View view)
{
    TypeObject *type = type_of_peek(view);
    return type == &ordered_keys_type ? ORDERED_KEYS : type == &ordered_values_type ? ORDERED_VALUES : ORDERED_ITEMS;
}

static Ref view_iterate(View view)
{
    return ordered_iterator_new((OrderedDict *)dict_view_dict_peek(view), what_of(view), false);
}

static Ref view_reversed(View view, View *args UNUSED)
{
    return ordered_iterator_new((OrderedDict *)dict_view_dict_peek(view), what_of(view), true);
}

static const NativeFunction view_methods[] = {
    {"__reversed__()", view_reversed, NULL},
    {NULL, NULL, NULL},
};

#define VIEW(full_name, of)                                                                                  \
    {                                                                                                        \
        .object = STATIC_HEAD(TYPE_TYPE), .name = (full_name), .base = (of), .size = sizeof(DictViewObject), \
        .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .iterate = view_iterate, .methods = view_methods           \
    }

TypeObject ordered_keys_type = VIEW("odict_keys", &dict_keys_type);
TypeObject ordered_values_type = VIEW("odict_values", &dict_values_type);
TypeObject ordered_items_type = VIEW("odict_items", &dict_items_type);
