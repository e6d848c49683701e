/* dict_views: views and iterators of dicts, and lists of what is in one.
 *
 * An iterator remembers how many entries the dict had; when that changes it stops with RuntimeError, since
 * its place means nothing any more. */
#include "runtime/containers/dict_views.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict_view_algebra.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

typedef struct DictIterator {
    GC_HEAD(used);
    DictView dict;  /* owned; NULL when exhausted */
    uint32_t place; /* the next entry; backward: one above it */
    uint32_t left;
    uint32_t filled; /* the dict's, to notice changes that keep the number */
    Ref result;      /* of items: the tuple given last, which is given again if nobody else has it any more */
} DictIterator;

static DictView dict_behind(View self)
{
    return ((DictViewObject *)self)->dict;
}

View dict_view_dict_peek(View view)
{
    return AS_OBJECT(dict_behind(view));
}

/* --- iterators ------------------------------------------------------------------------------------------ */

static Ref iterator_new(TypeObject *type, DictView dict)
{
    DictIterator *iterator = gc_new(type->index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->used = dict->used;
    iterator->left = dict->used;
    iterator->filled = dict->filled;
    iterator->dict = (DictView)retain(AS_OBJECT(dict));
    iterator->place = 0;
    iterator->result = NULL;
    bool gives_pairs = type == &dict_item_iterator_type || type == &dict_reverse_item_iterator_type;
    if (gives_pairs && !(iterator->result = tuple_of_nones(2))) {
        release(AS_OBJECT(iterator));
        return NULL;
    }
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

Ref dict_iterate(View dict)
{
    return iterator_new(&dict_key_iterator_type, (DictView)dict);
}

static Ref backward_iterator_new(TypeObject *type, DictView dict)
{
    Ref iterator = iterator_new(type, dict);
    if (iterator)
        ((DictIterator *)iterator)->place = dict->filled;
    return iterator;
}

Ref dict_reversed_new(View dict)
{
    return backward_iterator_new(&dict_reverse_iterator_type, (DictView)dict);
}

static void exhaust(DictIterator *iterator)
{
    DictView dict = iterator->dict;
    iterator->dict = NULL;
    release(AS_OBJECT(dict));
}

/* The dict, if there is still something to give; NULL: exhausted, or RuntimeError. */
static DictView dict_to_read(DictIterator *iterator)
{
    DictView dict = iterator->dict;
    if (dict && UNLIKELY(iterator->used != dict->used)) {
        iterator->used = UINT32_MAX; /* sticky */
        return raise_error(RuntimeError, "dictionary changed size during iteration");
    }
    return dict;
}

/* The next live entry, or NULL: exhausted, or RuntimeError. */
static DictEntry *next_entry(DictIterator *iterator)
{
    DictView dict = dict_to_read(iterator);
    if (!dict)
        return NULL;
    while (iterator->place < dict->filled && !dict->entries[iterator->place].key)
        iterator->place++;
    if (iterator->place >= dict->filled) {
        exhaust(iterator);
        return NULL;
    }
    if (iterator->left == 0)
        return raise_error(RuntimeError, "dictionary keys changed during iteration");
    iterator->left--;
    return &dict->entries[iterator->place++];
}

static Ref key_of(const DictEntry *entry)
{
    return entry ? retain(entry->key) : NULL;
}

static Ref value_of(const DictEntry *entry)
{
    return entry ? retain(entry->value) : NULL;
}

static Ref pair_of(View self, const DictEntry *entry)
{
    if (!entry)
        return NULL;
    Ref key = retain(entry->key), value = retain(entry->value), pair = tuple_reuse(((DictIterator *)self)->result, 2);
    if (!pair) {
        release(key);
        release(value);
        return NULL;
    }
    replace_take(&((TupleView)pair)->items[0], key);
    replace_take(&((TupleView)pair)->items[1], value);
    return pair;
}

static Ref key_next(View self)
{
    return key_of(next_entry((DictIterator *)self));
}

static Ref value_next(View self)
{
    return value_of(next_entry((DictIterator *)self));
}

static Ref item_next(View self)
{
    return pair_of(self, next_entry((DictIterator *)self));
}

/* The same, from the end. */
static DictEntry *previous_entry(DictIterator *iterator)
{
    DictView dict = dict_to_read(iterator);
    if (!dict)
        return NULL;
    if (iterator->place > dict->filled)
        iterator->place = dict->filled;
    while (iterator->place > 0 && !dict->entries[iterator->place - 1].key)
        iterator->place--;
    if (iterator->place == 0) {
        exhaust(iterator);
        return NULL;
    }
    iterator->left -= iterator->left > 0;
    return &dict->entries[--iterator->place];
}

static Ref reverse_key_next(View self)
{
    return key_of(previous_entry((DictIterator *)self));
}

static Ref reverse_value_next(View self)
{
    return value_of(previous_entry((DictIterator *)self));
}

static Ref reverse_item_next(View self)
{
    return pair_of(self, previous_entry((DictIterator *)self));
}

static Ref iterator_self(View self)
{
    return retain(self);
}
static void iterator_finish(View self)
{
    CLEAR(((DictIterator *)self)->dict);
    clear_place(&((DictIterator *)self)->result);
}
static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((DictIterator *)self)->dict);
    VISIT(((DictIterator *)self)->result);
}

static Ref iterator_hint(View self, View *args UNUSED)
{
    DictIterator *iterator = (DictIterator *)self;
    return int_new(iterator->dict && iterator->used == iterator->dict->used ? (int64_t)iterator->left : 0);
}

/* What is left, in a list; the iterator stays where it is. */
static Ref reduce_iterator(View self, View *args UNUSED)
{
    DictIterator copy = *(DictIterator *)self;
    Ref list = list_new(0), result = copy.result ? tuple_of_nones(2) : NULL;
    Ref (*next)(View) = type_of_peek(self)->next;
    if (copy.dict)
        retain(AS_OBJECT(copy.dict));
    copy.object.refcount = 1;
    copy.result = result;
    for (Ref item; list && (item = next(AS_OBJECT(&copy)));)
        if (!list_append_take((ListView)list, item))
            clear_place(&list);
    if (error_is_set())
        clear_place(&list);
    release_maybe(AS_OBJECT(copy.dict));
    release_maybe(copy.result);
    return iterator_reduce_items_take(list);
}

static const NativeFunction iterator_methods[] = {
    {"__length_hint__()", iterator_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", reduce_iterator, "Return state information for pickling."},
    {NULL, NULL, NULL},
};

#define ITERATOR_SLOTS                                                                                                                  \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(DictIterator), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .iterate = iterator_self, \
    .finish = iterator_finish, .traverse = iterator_traverse, .methods = iterator_methods

TypeObject dict_key_iterator_type = {
    .index = TYPE_DICT_KEY_ITERATOR,
    .name = "dict_keyiterator",
    .next = key_next,
    ITERATOR_SLOTS,
};
TypeObject dict_value_iterator_type = {
    .index = TYPE_DICT_VALUE_ITERATOR,
    .name = "dict_valueiterator",
    .next = value_next,
    ITERATOR_SLOTS,
};
TypeObject dict_item_iterator_type = {
    .index = TYPE_DICT_ITEM_ITERATOR,
    .name = "dict_itemiterator",
    .next = item_next,
    ITERATOR_SLOTS,
};
TypeObject dict_reverse_iterator_type = {
    .name = "dict_reversekeyiterator",
    .next = reverse_key_next,
    ITERATOR_SLOTS,
};
TypeObject dict_reverse_value_iterator_type = {
    .name = "dict_reversevalueiterator",
    .next = reverse_value_next,
    ITERATOR_SLOTS,
};
TypeObject dict_reverse_item_iterator_type = {
    .name = "dict_reverseitemiterator",
    .next = reverse_item_next,
    ITERATOR_SLOTS,
};

/* --- views ---------------------------------------------------------------------------------------------- */

Ref dict_view_new(TypeObject *type, View dict)
{
    DictViewObject *view = gc_new(type->index, sizeof *view);
    if (!view)
        return NULL;
    view->dict = (DictView)retain(dict);
    gc_track(AS_OBJECT(view));
    return AS_OBJECT(view);
}

static Ref keys_iterate(View self)
{
    return iterator_new(&dict_key_iterator_type, dict_behind(self));
}
static Ref values_iterate(View self)
{
    return iterator_new(&dict_value_iterator_type, dict_behind(self));
}
static Ref items_iterate(View self)
{
    return iterator_new(&dict_item_iterator_type, dict_behind(self));
}
static Index view_length(View self)
{
    return dict_behind(self)->used;
}
static int keys_contains(View self, View key)
{
    return dict_contains(dict_behind(self), key);
}

static int items_contains(View self, View pair)
{
    if (!is_tuple(pair) || tuple_length(pair) != 2)
        return 0;
    Ref value = dict_get(dict_behind(self), tuple_item_peek(pair, 0));
    int equal = value ? object_equal(value, tuple_item_peek(pair, 1)) : error_is_set() ? -1 : 0;
    release_maybe(value);
    return equal;
}

static Ref view_repr(View self)
{
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("...") : NULL;
    Ref list = list_from_iterable(self), result = list ? str_format("%T(%R)", self, list) : NULL;
    release_maybe(list);
    object_repr_leave(self);
    return result;
}

static Ref keys_reversed(View self, View *args UNUSED)
{
    return dict_reversed_new(AS_OBJECT(dict_behind(self)));
}

static Ref values_reversed(View self, View *args UNUSED)
{
    return backward_iterator_new(&dict_reverse_value_iterator_type, dict_behind(self));
}

static Ref items_reversed(View self, View *args UNUSED)
{
    return backward_iterator_new(&dict_reverse_item_iterator_type, dict_behind(self));
}

static void view_finish(View self)
{
    CLEAR(((DictViewObject *)self)->dict);
}
static void view_traverse(View self, Visitor visit, void *context)
{
    VISIT(((DictViewObject *)self)->dict);
}

static const NativeFunction keys_methods[] = {
    {"isdisjoint(other, /)", dict_view_isdisjoint, "Return True if the view and the given iterable have a null intersection."},
    {"__reversed__()", keys_reversed, "Return a reverse iterator over the dict keys."},
    {NULL, NULL, NULL},
};
static const NativeFunction items_methods[] = {
    {"isdisjoint(other, /)", dict_view_isdisjoint, "Return True if the view and the given iterable have a null intersection."},
    {"__reversed__()", items_reversed, "Return a reverse iterator over the dict items."},
    {NULL, NULL, NULL},
};
static const NativeFunction values_methods[] = {
    {"__reversed__()", values_reversed, "Return a reverse iterator over the dict values."},
    {NULL, NULL, NULL},
};

/* The dict, for reading only. */
static Ref get_mapping(View self)
{
    return descriptor_mappingproxy_new(AS_OBJECT(dict_behind(self)));
}

static const NativeProperty view_properties[] = {
    {"mapping", get_mapping, descriptor_refuse_write, "dictionary that this view refers to"},
    {NULL, NULL, NULL, NULL},
};

#define VIEW_SLOTS                                                                                                                     \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(DictViewObject), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .length = view_length, \
    .repr = view_repr, .finish = view_finish, .traverse = view_traverse, .properties = view_properties
#define SET_SLOTS                 \
    .compare = dict_view_compare, \
    .binary = {[BINARY_AND] = dict_view_and, [BINARY_OR] = dict_view_or, [BINARY_XOR] = dict_view_xor, [BINARY_SUB] = dict_view_sub}

TypeObject dict_keys_type = {
    .name = "dict_keys", .iterate = keys_iterate, .contains = keys_contains, .methods = keys_methods, VIEW_SLOTS, SET_SLOTS};
TypeObject dict_values_type = {
    .name = "dict_values",
    .iterate = values_iterate,
    .methods = values_methods,
    VIEW_SLOTS,
};
TypeObject dict_items_type = {
    .name = "dict_items", .iterate = items_iterate, .contains = items_contains, .methods = items_methods, VIEW_SLOTS, SET_SLOTS};

/* --- lists of what is in a dict ------------------------------------------------------------------------- */

static Ref list_of(DictView dict, Ref (*choose)(const DictEntry *))
{
    Ref list = list_new(dict->used);
    if (!list)
        return NULL;
    size_t n = 0;
    for (uint32_t i = 0; i < dict->filled; i++) {
        if (!dict->entries[i].key)
            continue;
        Ref item = choose(&dict->entries[i]);
        if (!item) {
            ((ListView)list)->used = n;
            release(list);
            return NULL;
        }
        ((ListView)list)->items[n++] = item;
    }
    return list;
}

static Ref choose_key(const DictEntry *entry)
{
    return retain(entry->key);
}
static Ref choose_value(const DictEntry *entry)
{
    return retain(entry->value);
}
static Ref choose_item(const DictEntry *entry)
{
    return tuple_pack(2, entry->key, entry->value);
}

Ref dict_keys_list(DictView dict)
{
    return list_of(dict, choose_key);
}
Ref dict_values_list(DictView dict)
{
    return list_of(dict, choose_value);
}
Ref dict_items_list(DictView dict)
{
    return list_of(dict, choose_item);
}
