/* defaultdict: a dict that makes the value of a missing key by calling its default_factory.
 *
 * The layout is a dict's with one more field, the factory, which this type owns.
 * Only d[key] makes values: get() and `in` do not. For an instance of a subclass __missing__ is called;
 * for a plain defaultdict it need not be looked up.
 * Callbacks:  the factory may run anything, also replace itself: it is held while it runs. Its value is
 *             stored by d[key] = value, whatever the dict looks like by then. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "stdlib/collections/_collections.h"

typedef struct DefaultDict {
    DictObject dict;
    Ref factory; /* None, NULL or a callable */
} DefaultDict;

static DefaultDict *defaultdict_of(View self)
{
    return (DefaultDict *)self;
}

static bool defaultdict_init(View self, View args, View kwargs)
{
    size_t count = tuple_length(args);
    View factory = count ? tuple_item_peek(args, 0) : NULL;
    if (factory && factory != NONE && !object_is_callable(factory)) {
        raise_error(TypeError, "first argument must be callable or None");
        return false;
    }
    Ref rest = count ? tuple_slice(args, 1, count) : tuple_new(0);
    if (!rest)
        return false;
    replace_take(&defaultdict_of(self)->factory, retain_maybe(factory));
    bool done = dict_type.init(self, rest, kwargs);
    release(rest);
    return done;
}

static Ref make_missing(View self, View key)
{
    View factory = defaultdict_of(self)->factory;
    if (!factory || factory == NONE)
        return raise_value(KeyError, key);
    retain(factory);
    Ref value = call_0(factory);
    release(factory);
    if (value && !object_set_item(self, key, value))
        clear_place(&value);
    return value;
}

static Ref missing_method(View self, View *args)
{
    return make_missing(self, args[0]);
}

/* A plain defaultdict need not look for the method __missing__. */
static Ref defaultdict_get_item(View self, View key)
{
    if (self->type != defaultdict_type.index)
        return dict_type.get_item(self, key);
    Ref value = dict_get((DictView)self, key);
    return value || error_is_set() ? value : make_missing(self, key);
}

/* Another of the same class with the same factory, and the entries of `entries`. */
static Ref another_with(View self, View entries)
{
    View factory = defaultdict_of(self)->factory;
    Ref held = retain(factory ? factory : NONE), result = call_2(AS_OBJECT(type_of_peek(self)), held, entries);
    release(held);
    return result;
}

static Ref copy_method(View self, View *args UNUSED)
{
    return another_with(self, self);
}

static Ref defaultdict_or(View left, View right)
{
    bool is_left = is_instance(left, &defaultdict_type);
    if (!is_dict(is_left ? right : left))
        return retain(NOT_IMPLEMENTED);
    Ref result = another_with(is_left ? left : right, left);
    if (result && is_dict(result) && !dict_update((DictView)result, right))
        clear_place(&result);
    return result;
}

static Ref reduce_method(View self, View *args UNUSED)
{
    View factory = defaultdict_of(self)->factory;
    Ref made_with = factory && factory != NONE ? tuple_pack(1, factory) : tuple_new(0), result = NULL;
    Ref method = made_with ? object_get_attribute_text(self, "items") : NULL, items = method ? call_0(method) : NULL;
    Ref iterator = items ? object_iterate(items) : NULL;
    if (iterator)
        result = tuple_pack(5, AS_OBJECT(type_of_peek(self)), made_with, NONE, NONE, iterator);
    release_maybe(made_with);
    release_maybe(method);
    release_maybe(items);
    release_maybe(iterator);
    return result;
}

/* The factory may refer back to this dict. */
static Ref factory_repr(View factory)
{
    if (!factory)
        return str_from_text("None");
    int shown = object_repr_enter(factory);
    if (shown)
        return shown > 0 ? str_from_text("...") : NULL;
    retain(factory);
    Ref result = object_repr(factory);
    object_repr_leave(factory);
    release(factory);
    return result;
}

static Ref defaultdict_repr(View self)
{
    Ref entries = dict_type.repr(self), factory = entries ? factory_repr(defaultdict_of(self)->factory) : NULL;
    Ref result = factory ? str_format("%U(%U, %U)", type_of_peek(self)->name_object, factory, entries) : NULL;
    release_maybe(entries);
    release_maybe(factory);
    return result;
}

static Ref get_factory(View self)
{
    View factory = defaultdict_of(self)->factory;
    return retain(factory ? factory : NONE);
}

static bool set_factory(View self, View value)
{
    replace_take(&defaultdict_of(self)->factory, retain_maybe(value));
    return true;
}

static void defaultdict_finish(View self)
{
    clear_place(&defaultdict_of(self)->factory);
    dict_finish(self);
}

static void defaultdict_traverse(View self, Visitor visit, void *context)
{
    VISIT(defaultdict_of(self)->factory);
    dict_traverse(self, visit, context);
}

static const NativeFunction methods[] = {
    {"copy()", copy_method, "D.copy() -> a shallow copy of D."},
    {"__copy__()", copy_method, "D.copy() -> a shallow copy of D."},
    {"__missing__(key, /)", missing_method,
     "Store what default_factory makes as the value of the missing key, and return it. Without a factory, raise KeyError."},
    {"__reduce__()", reduce_method, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"default_factory", get_factory, set_factory, "Factory for default value called by __missing__()."},
    {NULL, NULL, NULL, NULL},
};

TypeObject defaultdict_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "collections.defaultdict",
    .doc = "A dict that makes the values of missing keys by calling its default_factory.",
    .base = &dict_type,
    .size = sizeof(DefaultDict),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .init = defaultdict_init,
    .finish = defaultdict_finish,
    .traverse = defaultdict_traverse,
    .clear = defaultdict_finish,
    .repr = defaultdict_repr,
    .get_item = defaultdict_get_item,
    .binary = {[BINARY_OR] = defaultdict_or},
    .methods = methods,
    .properties = properties,
    .class_methods = generic_class_methods,
};
