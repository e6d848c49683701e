/* operator_getters: callables that fetch from their argument what they were made for: items, attributes, the
 * result of a method.
 *
 * All three have one layout. Asking for an item or attribute runs Python code, which may drop the getter:
 * what it works with is retained meanwhile. */
#include "stdlib/collections/operator_getters.h"

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "vm/import/import.h"

typedef struct Getter {
    GC_HEAD(unused);
    Ref wanted;   /* a tuple: the items; the names, as given; the method's name and its positional arguments */
    Ref paths;    /* attrgetter: a tuple with a tuple of names for each: 'a.b' → ('a', 'b') */
    Ref keywords; /* methodcaller: a dict, or NULL */
} Getter;

static Getter *getter_of(View self)
{
    return (Getter *)self;
}

/* Consumes all three, also on failure; NULL with an exception already set if `wanted` is NULL. */
static Ref getter_new_take(TypeObject *type, Ref wanted, Ref paths, Ref keywords)
{
    Getter *getter = wanted ? (Getter *)type_allocate(type, 0) : NULL;
    if (!getter) {
        release_maybe(wanted);
        release_maybe(paths);
        release_maybe(keywords);
        return NULL;
    }
    getter->wanted = wanted;
    getter->paths = paths;
    getter->keywords = keywords;
    gc_track(AS_OBJECT(getter));
    return AS_OBJECT(getter);
}

static void getter_finish(View self)
{
    clear_place(&getter_of(self)->wanted);
    clear_place(&getter_of(self)->paths);
    clear_place(&getter_of(self)->keywords);
}

static void getter_traverse(View self, Visitor visit, void *context)
{
    VISIT(getter_of(self)->wanted);
    VISIT(getter_of(self)->paths);
    VISIT(getter_of(self)->keywords);
}

static bool has_no_keywords(const char *name, View kwargs)
{
    if (!kwargs || ((DictView)kwargs)->used == 0)
        return true;
    raise_error(TypeError, "%s() takes no keyword arguments", name);
    return false;
}

/* At the construction: at least one. */
static bool has_arguments(const char *name, View args, View kwargs)
{
    if (!has_no_keywords(name, kwargs))
        return false;
    if (tuple_length(args) == 0)
        raise_error(TypeError, "%s expected 1 argument, got 0", name);
    return tuple_length(args) > 0;
}

/* At a call: exactly one. */
static bool has_one_argument(const char *name, size_t count, View keyword_names)
{
    if (keyword_names && tuple_length(keyword_names)) {
        raise_error(TypeError, "%s() takes no keyword arguments", name);
        return false;
    }
    if (count != 1)
        raise_error(TypeError, "%s expected 1 argument, got %zu", name, count);
    return count == 1;
}

/* One result by itself, several as a tuple. */
static Ref each(View self, View object, Ref (*fetch)(View object, View what), View wanted)
{
    size_t count = tuple_length(wanted);
    retain(self);
    retain(wanted);
    Ref result = count == 1 ? fetch(object, tuple_item_peek(wanted, 0)) : tuple_new(count);
    for (size_t i = 0; count > 1 && result && i < count; i++) {
        Ref part = fetch(object, tuple_item_peek(wanted, i));
        if (part)
            ((TupleView)result)->items[i] = part;
        else
            clear_place(&result);
    }
    release(wanted);
    release(self);
    return result;
}

/* "operator.itemgetter(1, 'a')" */
static Ref getter_repr(View self)
{
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_format("%T(...)", self) : NULL;
    Ref wanted = retain(getter_of(self)->wanted), result = NULL;
    if (tuple_length(wanted) == 1)
        result = str_format("%T(%R)", self, tuple_item_peek(wanted, 0));
    else
        result = str_format("%T%R", self, wanted);
    release(wanted);
    object_repr_leave(self);
    return result;
}

static Ref getter_reduce(View self, View *args UNUSED)
{
    return tuple_pack(2, AS_OBJECT(type_of_peek(self)), getter_of(self)->wanted);
}

static const NativeFunction getter_methods[] = {
    {"__reduce__()", getter_reduce, "What copy and pickle make it from again."},
    {NULL, NULL, NULL},
};

#define GETTER(full_name, words, maker, caller, shower, table)                                                                            \
    {                                                                                                                                     \
        .object = STATIC_HEAD(TYPE_TYPE), .name = (full_name), .doc = (words), .size = sizeof(Getter), .flags = TYPE_FLAG_GC,             \
        .new = (maker), .call = (caller), .finish = getter_finish, .traverse = getter_traverse, .clear = getter_finish, .repr = (shower), \
        .methods = (table)                                                                                                                \
    }

/* --- itemgetter ----------------------------------------------------------------------------------------- */

static Ref itemgetter_new(TypeObject *type, View args, View kwargs)
{
    return has_arguments("itemgetter", args, kwargs) ? getter_new_take(type, retain(args), NULL, NULL) : NULL;
}

static Ref itemgetter_call(View self, View *args, size_t count, View keyword_names)
{
    if (!has_one_argument("itemgetter", count, keyword_names))
        return NULL;
    return each(self, args[0], object_get_item, getter_of(self)->wanted);
}

TypeObject itemgetter_type = GETTER("operator.itemgetter", "itemgetter(2)(r) is r[2], itemgetter(2, 5)(r) is (r[2], r[5]).", itemgetter_new,
                                    itemgetter_call, getter_repr, getter_methods);

/* --- attrgetter ----------------------------------------------------------------------------------------- */

/* The parts between dots, interned. */
static Ref split_name(View name)
{
    StrView text = str_view(name);
    Ref list = list_new(0);
    size_t start = 0;
    for (size_t i = 0; list && i <= text->length; i++) {
        if (i < text->length && str_at(text, i) != '.')
            continue;
        Ref part = str_slice(AS_OBJECT(text), start, i);
        if (part && !str_intern(&part))
            clear_place(&part);
        if (!part || !list_append_take((ListView)list, part))
            clear_place(&list);
        start = i + 1;
    }
    Ref parts = list ? list_to_tuple((ListView)list) : NULL;
    release_maybe(list);
    return parts;
}

static Ref attrgetter_new(TypeObject *type, View args, View kwargs)
{
    if (!has_arguments("attrgetter", args, kwargs))
        return NULL;
    Ref paths = tuple_new(tuple_length(args));
    for (size_t i = 0; paths && i < tuple_length(args); i++) {
        View name = tuple_item_peek(args, i);
        Ref path = is_str(name) ? split_name(name) : raise_error(TypeError, "attribute name must be a string");
        if (path)
            ((TupleView)paths)->items[i] = path;
        else
            clear_place(&paths);
    }
    return paths ? getter_new_take(type, retain(args), paths, NULL) : NULL;
}

static Ref follow_path(View object, View path)
{
    Ref result = retain(object);
    for (size_t i = 0; result && i < tuple_length(path); i++)
        replace_take(&result, object_get_attribute(result, tuple_item_peek(path, i)));
    return result;
}

static Ref attrgetter_call(View self, View *args, size_t count, View keyword_names)
{
    if (!has_one_argument("attrgetter", count, keyword_names))
        return NULL;
    return each(self, args[0], follow_path, getter_of(self)->paths);
}

TypeObject attrgetter_type = GETTER("operator.attrgetter", "attrgetter('a')(r) is r.a, attrgetter('a', 'b.c')(r) is (r.a, r.b.c).",
                                    attrgetter_new, attrgetter_call, getter_repr, getter_methods);

/* --- methodcaller --------------------------------------------------------------------------------------- */

static Ref methodcaller_new(TypeObject *type, View args, View kwargs)
{
    if (tuple_length(args) == 0)
        return raise_error(TypeError, "methodcaller needs at least one argument, the method name");
    if (!is_str(tuple_item_peek(args, 0)))
        return raise_error(TypeError, "method name must be a string");
    Ref keywords = kwargs && ((DictView)kwargs)->used ? dict_copy((DictView)kwargs) : NULL;
    return error_is_set() ? NULL : getter_new_take(type, retain(args), NULL, keywords);
}

static Ref methodcaller_call(View self, View *args, size_t count, View keyword_names)
{
    if (!has_one_argument("methodcaller", count, keyword_names))
        return NULL;
    Getter *getter = getter_of(self);
    Ref wanted = retain(getter->wanted), keywords = retain_maybe(getter->keywords);
    Ref method = object_get_attribute(args[0], tuple_item_peek(wanted, 0));
    Ref rest = method ? tuple_slice(wanted, 1, tuple_length(wanted)) : NULL, result = rest ? call_tuple(method, rest, keywords) : NULL;
    release_maybe(rest);
    release_maybe(method);
    release_maybe(keywords);
    release(wanted);
    return result;
}

static bool add_keywords(StrBuilder *text, DictView keywords)
{
    View key, value;
    size_t position = 0;
    while (keywords && dict_next_peek(keywords, &position, &key, &value)) {
        Ref shown = str_format(", %U=%R", key, value);
        if (!shown)
            return false;
        strbuilder_add_str(text, shown);
        release(shown);
    }
    return true;
}

static bool add_values(StrBuilder *text, View values)
{
    for (size_t i = 0; i < tuple_length(values); i++) {
        Ref shown = object_repr(tuple_item_peek(values, i));
        if (!shown)
            return false;
        strbuilder_add_text(text, i ? ", " : "");
        strbuilder_add_str(text, shown);
        release(shown);
    }
    return true;
}

static Ref methodcaller_repr(View self)
{
    int entered = object_repr_enter(self);
    if (entered)
        return entered > 0 ? str_format("%T(...)", self) : NULL;
    Ref wanted = retain(getter_of(self)->wanted), keywords = retain_maybe(getter_of(self)->keywords), inside = NULL;
    StrBuilder text;
    strbuilder_start(&text);
    if (add_values(&text, wanted) && add_keywords(&text, (DictView)keywords))
        inside = strbuilder_finish(&text);
    else
        strbuilder_abandon(&text);
    Ref result = inside ? str_format("%T(%U)", self, inside) : NULL;
    release_maybe(inside);
    release_maybe(keywords);
    release(wanted);
    object_repr_leave(self);
    return result;
}

/* With keywords: functools.partial(methodcaller, name, **keywords), called with the positional arguments. */
static Ref reduce_with_keywords(View self)
{
    Getter *getter = getter_of(self);
    Ref functools = import_by_name("functools"), partial = functools ? object_get_attribute_text(functools, "partial") : NULL;
    Ref args = partial ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), tuple_item_peek(getter->wanted, 0)) : NULL;
    Ref maker = args ? call_tuple(partial, args, getter->keywords) : NULL;
    Ref rest = maker ? tuple_slice(getter->wanted, 1, tuple_length(getter->wanted)) : NULL;
    Ref result = rest ? tuple_pack(2, maker, rest) : NULL, parts[] = {functools, partial, args, maker, rest};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        release_maybe(parts[i]);
    return result;
}

static Ref methodcaller_reduce(View self, View *args)
{
    return getter_of(self)->keywords ? reduce_with_keywords(self) : getter_reduce(self, args);
}

static const NativeFunction methodcaller_methods[] = {
    {"__reduce__()", methodcaller_reduce, "What copy and pickle make it from again."},
    {NULL, NULL, NULL},
};

TypeObject methodcaller_type = GETTER("operator.methodcaller", "methodcaller('name', 1, x=2)(r) is r.name(1, x=2).", methodcaller_new,
                                      methodcaller_call, methodcaller_repr, methodcaller_methods);
