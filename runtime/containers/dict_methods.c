/* dict_methods: the type dict: its operators and methods. The hash table is in dict.c, views and iterators in
 * dict_views.c.
 *
 * Callbacks:  hashing and comparing keys, comparing values and repr run Python code, which may change the
 *             dict. So key and value are held while they are shown or compared, and the walk goes on by
 *             position (dict_next_peek), which is in bounds whatever the dict looks like by then.
 * __missing__ is looked for in subclasses only: d[key] of a plain dict that fails is a KeyError at once. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/shared_keys.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/dict_private.h"
#include "runtime/containers/dict_views.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

static DictView dict_of(View self)
{
    return (DictView)self;
}

static Ref dict_new_native(View type, View *args UNUSED)
{
    if (type == AS_OBJECT(&dict_type))
        return dict_new();
    Ref self = type_allocate((TypeObject *)type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref update_method(View self, View *args)
{
    if (args[0] && !dict_update(dict_of(self), args[0]))
        return NULL;
    if (args[1] && !dict_merge(dict_of(self), args[1], true))
        return NULL;
    return none_new();
}

static Ref dict_repr(View self)
{
    if (dict_of(self)->used == 0)
        return str_from_text("{}");
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("{...}") : NULL;
    StrBuilder text;
    strbuilder_start(&text);
    strbuilder_add_character(&text, '{');
    View key, value;
    size_t position = 0;
    for (bool first = true; dict_next_peek(dict_of(self), &position, &key, &value); first = false) {
        if (!first)
            strbuilder_add_text(&text, ", ");
        retain(key);
        retain(value);
        Ref shown_key = object_repr(key), shown_value = shown_key ? object_repr(value) : NULL;
        release(key);
        release(value);
        if (!shown_value) {
            release_maybe(shown_key);
            strbuilder_abandon(&text);
            object_repr_leave(self);
            return NULL;
        }
        strbuilder_add_str(&text, shown_key);
        strbuilder_add_text(&text, ": ");
        strbuilder_add_str(&text, shown_value);
        release(shown_key);
        release(shown_value);
    }
    strbuilder_add_character(&text, '}');
    object_repr_leave(self);
    return strbuilder_finish(&text);
}

/* 1, 0 or -1. Every key of a is in b with an equal value. */
static int is_within(DictView a, DictView b)
{
    View key, value;
    size_t position = 0;
    while (dict_next_peek(a, &position, &key, &value)) {
        retain(key);
        retain(value);
        Ref other = check_interrupt() ? dict_get(b, key) : NULL;
        int equal = other ? object_equal(value, other) : error_is_set() ? -1 : 0;
        release_maybe(other);
        release(key);
        release(value);
        if (equal <= 0)
            return equal;
    }
    return 1;
}

static Ref dict_compare(View left, View right, Comparison comparison)
{
    if (!is_dict(left) || !is_dict(right) || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    int equal = dict_of(left)->used == dict_of(right)->used ? is_within(dict_of(left), dict_of(right)) : 0;
    return equal < 0 ? NULL : bool_new((equal != 0) == (comparison == COMPARE_EQ));
}

static Index dict_length(View self)
{
    return dict_of(self)->used;
}

static Ref dict_get_item(View self, View key)
{
    Ref value = dict_get(dict_of(self), key);
    if (value || error_is_set())
        return value;
    if (self->type != TYPE_DICT) {
        Ref method = object_special_method(self, name(__missing__));
        if (method) {
            value = call_1(method, key);
            release(method);
            return value;
        }
        if (error_is_set())
            return NULL;
    }
    return raise_value(KeyError, key);
}

static bool dict_set_item(View self, View key, View value)
{
    if (value)
        return dict_set(dict_of(self), key, value);
    int deleted = dict_delete(dict_of(self), key);
    if (deleted == 0)
        raise_value(KeyError, key);
    return deleted > 0;
}

static int dict_contains_slot(View self, View key)
{
    return dict_contains(dict_of(self), key);
}

static Ref dict_or(View left, View right)
{
    if (!is_dict(left) || !is_dict(right))
        return retain(NOT_IMPLEMENTED);
    Ref copy = dict_copy(dict_of(left));
    if (copy && !dict_update(dict_of(copy), right))
        clear_place(&copy);
    return copy;
}

static Ref dict_inplace_or(View self, View other)
{
    return dict_update(dict_of(self), other) ? retain(self) : NULL;
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref get_method(View self, View *args)
{
    Ref value = dict_get(dict_of(self), args[0]);
    if (value || error_is_set())
        return value;
    return retain(args[1] ? args[1] : NONE);
}

static Ref setdefault_method(View self, View *args)
{
    return dict_set_default(dict_of(self), args[0], args[1] ? args[1] : NONE);
}

static Ref pop_method(View self, View *args)
{
    Ref value = dict_pop(dict_of(self), args[0]);
    if (value || error_is_set())
        return value;
    return args[1] ? retain(args[1]) : raise_value(KeyError, args[0]);
}

/* The places that CPython gives the keys which the instances of a class share: popitem() gives a dict just as many of its own. */
enum { LOG2_SHARED_KEYS = 6 };

static bool leave_shared_keys(DictView dict)
{
    TypeObject *shared = dict->shared_class ? types[dict->shared_class] : NULL;
    if (!shared || !dict->used || !(layout_of(shared).flags & LAYOUT_MANAGED_DICT) || dict->log2_size >= LOG2_SHARED_KEYS)
        return true;
    return dict_rebuild(dict, LOG2_SHARED_KEYS, dict->hashes != NULL);
}

static Ref popitem_method(View self, View *args UNUSED)
{
    Ref pair[2];
    if (!leave_shared_keys(dict_of(self)))
        return NULL;
    if (!dict_pop_last(dict_of(self), &pair[0], &pair[1])) {
        Ref message = str_from_text("popitem(): dictionary is empty");
        if (message)
            raise_value(KeyError, message);
        release_maybe(message);
        return NULL;
    }
    return tuple_from_array_take(pair, 2);
}

static Ref clear_method(View self, View *args UNUSED)
{
    dict_clear(dict_of(self));
    return none_new();
}

static Ref copy_method(View self, View *args UNUSED)
{
    return dict_copy(dict_of(self));
}
static Ref keys_method(View self, View *args UNUSED)
{
    return dict_view_new(&dict_keys_type, self);
}
static Ref values_method(View self, View *args UNUSED)
{
    return dict_view_new(&dict_values_type, self);
}
static Ref items_method(View self, View *args UNUSED)
{
    return dict_view_new(&dict_items_type, self);
}
static Ref reversed_method(View self, View *args UNUSED)
{
    return dict_reversed_new(self);
}

/* The dict for the keys of an iterable. As in CPython, it has room for them at once if that is a dict or a
 * set. */
static Ref new_for_keys(View class, View iterable)
{
    if (class == AS_OBJECT(&dict_type) && iterable->type == TYPE_DICT)
        return dict_new_with_room(dict_of(iterable)->used, dict_of(iterable)->hashes ? DICT_KEYS_ANY : DICT_KEYS_STR);
    if (class == AS_OBJECT(&dict_type) && (iterable->type == TYPE_SET || iterable->type == TYPE_FROZENSET))
        return dict_new_with_room(((SetView)iterable)->used, DICT_KEYS_ANY);
    return call_0(class);
}

static Ref fromkeys_method(View class, View *args)
{
    Ref dict = new_for_keys(class, args[0]), iterator = dict ? object_iterate(args[0]) : NULL, key;
    View value = args[1] ? args[1] : NONE;
    bool done = iterator != NULL;
    while (done && (key = object_next(iterator))) {
        done = dict->type == TYPE_DICT ? dict_set(dict_of(dict), key, value) : object_set_item(dict, key, value);
        release(key);
    }
    release_maybe(iterator);
    if (!done || error_is_set())
        clear_place(&dict);
    return dict;
}

/* CPython's figures: head and, unless empty, the keys object. */
static Ref sizeof_method(View self, View *args UNUSED)
{
    DictView dict = dict_of(self);
    TypeObject *shared = dict->shared_class ? types[dict->shared_class] : NULL;
    if (shared && layout_of(shared).flags & LAYOUT_MANAGED_DICT) /* the keys are counted with the class: a pointer for each value */
        return int_new(layout_basic_size(self) + 8 * (int64_t)shared_keys_room(shared, dict->used));
    if (!dict->entries)
        return int_new(layout_basic_size(self));
    return int_new(layout_basic_size(self) + (int64_t)layout_dict_keys_size(dict->log2_size, dict->hashes != NULL));
}

static Ref get_item_method(View self, View *args)
{
    return dict_get_item(self, args[0]);
}

static Ref contains_method(View self, View *args)
{
    int found = dict_contains_slot(self, args[0]);
    return found < 0 ? NULL : bool_new(found);
}

static const NativeFunction dict_constructor = {"dict(*args, **kwargs)", dict_new_native, NULL};
static const NativeFunction dict_initialiser = {"dict(iterable=(), /, **kwargs)", update_method, NULL};
static const NativeFunction dict_methods[] = {
    {"clear()", clear_method, "Remove all items from D."},
    {"copy()", copy_method, "A shallow copy of D."},
    {"get(key, default=None, /)", get_method, "Return the value for key if key is in the dictionary, else default."},
    {"items()", items_method, "A set-like object providing a view on D's items."},
    {"keys()", keys_method, "A set-like object providing a view on D's keys."},
    {"pop(key, default=None, /)", pop_method, "Remove specified key and return the corresponding value."},
    {"popitem()", popitem_method, "Remove and return a (key, value) pair as a 2-tuple."},
    {"setdefault(key, default=None, /)", setdefault_method, "Insert key with a value of default if key is not in the dictionary."},
    {"update(other=(), /, **kwargs)", update_method, "Update D from mapping/iterable and keywords."},
    {"values()", values_method, "An object providing a view on D's values."},
    {"__contains__(key, /)", contains_method, "Is the key in the dictionary?"},
    {"__getitem__(key, /)", get_item_method, "What self[key] gives."},
    {"__reversed__()", reversed_method, "Return a reverse iterator over the dict keys."},
    {"__sizeof__()", sizeof_method, "Size of D in memory, in bytes."},
    {NULL, NULL, NULL},
};
static const NativeFunction dict_class_methods[] = {
    GENERIC_CLASS_GETITEM,
    {"fromkeys(iterable, value=None, /)", fromkeys_method, "Create a new dictionary with keys from iterable and values set to value."},
    {NULL, NULL, NULL},
};

TypeObject dict_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_DICT,
    .name = "dict",
    .doc = "A mapping of keys to values, in the order in which they were put in:\ndict(), dict(mapping), dict(pairs), each with name=value "
           "arguments besides.",
    .size = sizeof(DictObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_DICT | TYPE_FLAG_MAPPING,
    .new_native = &dict_constructor,
    .init_native = &dict_initialiser,
    .finish = dict_finish,
    .traverse = dict_traverse,
    .clear = dict_finish,
    .repr = dict_repr,
    .compare = dict_compare,
    .iterate = dict_iterate,
    .length = dict_length,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains_slot,
    .binary = {[BINARY_OR] = dict_or},
    .inplace = {[BINARY_OR] = dict_inplace_or},
    .methods = dict_methods,
    .class_methods = dict_class_methods,
};
