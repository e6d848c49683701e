/* functools.partial: a callable with some of its arguments already given.
 *
 * Invariants:  args is an exact tuple, keywords an exact dict; neither is NULL before the collector clears
 *              them. partial(partial(f, 1), 2) is partial(f, 1, 2).
 * Callbacks:   __setstate__ can replace all parts during a call, and the keywords are a dict that anybody may
 *              change: a call holds what it uses. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/collections/_functools.h"

typedef struct PartialObject {
    GC_HEAD(unused);
    Ref function, args, keywords;
} PartialObject;

static PartialObject *partial_of(View self)
{
    return (PartialObject *)self;
}

static Ref partial_call(View self, View *args, size_t positional, View keyword_names);

/* --- making --------------------------------------------------------------------------------------------- */

static Ref merged_keywords(View first, View second)
{
    Ref merged = first ? dict_copy((DictView)first) : dict_new();
    if (merged && second && !dict_merge((DictView)merged, second, true))
        clear_place(&merged);
    return merged;
}

/* A partial with attributes of its own is not merged into another: they would be lost to who looks at
 * `func`. */
static bool has_attributes(View self)
{
    TypeObject *type = type_of_peek(self);
    return !type->first_shape || *instance_shape_place(self, type) != type->first_shape->id;
}

static Ref partial_new(TypeObject *type, View args, View kwargs)
{
    if (tuple_length(args) < 1)
        return raise_error(TypeError, "type 'partial' takes at least one argument");
    View function = tuple_item_peek(args, 0);
    PartialObject *inner = type_of_peek(function)->call == partial_call && !has_attributes(function) ? partial_of(function) : NULL;
    if (!object_is_callable(function))
        return raise_error(TypeError, "the first argument must be callable");
    PartialObject *partial = (PartialObject *)type_allocate(type, 0);
    if (!partial)
        return NULL;
    Ref own = tuple_slice(args, 1, tuple_length(args));
    partial->function = retain(inner ? inner->function : function);
    partial->args = own && inner ? tuple_concat(inner->args, own) : retain_maybe(own);
    partial->keywords = merged_keywords(inner ? inner->keywords : NULL, kwargs);
    release_maybe(own);
    gc_track(AS_OBJECT(partial));
    if (partial->args && partial->keywords)
        return AS_OBJECT(partial);
    release(AS_OBJECT(partial));
    return NULL;
}

/* --- calling -------------------------------------------------------------------------------------------- */

/* The keywords of one call: those of the partial, overridden in place and followed by those given. Names and
 * values are held. */
typedef struct Keywords {
    Ref *names, *values; /* places for all */
    size_t used;
} Keywords;

/* Nothing here runs Python code, so the dict stays as it is. */
static bool add_keywords(Keywords *keywords, DictView own, View *given, View keyword_names)
{
    View key, value;
    size_t position = 0, count = keyword_names ? tuple_length(keyword_names) : 0;
    while (dict_next_peek(own, &position, &key, &value)) {
        if (!is_str(key)) {
            raise_error(TypeError, "keywords must be strings");
            return false;
        }
        keywords->names[keywords->used] = retain(AS_OBJECT(str_view(key)));
        keywords->values[keywords->used++] = retain(value);
    }
    size_t place, own_count = keywords->used;
    for (size_t i = 0; i < count; i++) {
        View name = tuple_item_peek(keyword_names, i);
        for (place = 0; place < own_count && !str_equal(keywords->names[place], name);)
            place++;
        if (place < own_count) {
            replace_take(&keywords->values[place], retain(given[i]));
        } else {
            keywords->names[keywords->used] = retain(name);
            keywords->values[keywords->used++] = retain(given[i]);
        }
    }
    return true;
}

/* The common call: no keywords in the partial, so that those of the call can stay as they are. */
static Ref call_positional(View function, View own, View *args, size_t positional, View keyword_names)
{
    enum { SMALL = 8 };
    size_t first = tuple_length(own), given = positional + (keyword_names ? tuple_length(keyword_names) : 0);
    View small[SMALL], *all = first + given > SMALL ? heap_allocate(heap_array_size(first + given, sizeof *all)) : small;
    if (!all)
        return raise_memory_error();
    memcpy(all, ((TupleView)own)->items, first * sizeof *all);
    if (given)
        memcpy(all + first, args, given * sizeof *all);
    Ref result = call_vector(function, all, first + positional, keyword_names);
    if (all != small)
        heap_free(all, (first + given) * sizeof *all);
    return result;
}

static Ref call_with_keywords(View function, View own, DictView own_keywords, View *args, size_t positional, View keyword_names)
{
    size_t first = tuple_length(own), room = own_keywords->used + (keyword_names ? tuple_length(keyword_names) : 0);
    size_t size = heap_array_size(first + positional + 2 * room, sizeof(View));
    View *all = heap_allocate(size);
    if (!all)
        return raise_memory_error();
    memcpy(all, ((TupleView)own)->items, first * sizeof(View));
    if (positional)
        memcpy(all + first, args, positional * sizeof(View));
    Keywords keywords = {.values = all + first + positional, .names = all + first + positional + room};
    Ref names = NULL, result = NULL;
    if (add_keywords(&keywords, own_keywords, args + positional, keyword_names) &&
        (names = tuple_from_array(keywords.names, keywords.used)))
        result = call_vector(function, all, first + positional, names);
    release_maybe(names);
    for (size_t i = 0; i < keywords.used; i++) {
        release(keywords.names[i]);
        release(keywords.values[i]);
    }
    heap_free(all, size);
    return result;
}

static Ref partial_call(View self, View *args, size_t positional, View keyword_names)
{
    PartialObject *partial = partial_of(self);
    if (!partial->keywords)
        return raise_error(SystemError, "partial object was cleared");
    bool is_nested = type_of_peek(partial->function)->call ==
                     partial_call; /* maybe in itself; otherwise a partial does not count as a level of its own */
    if (is_nested && !error_enter_recursion(" while calling a Python object"))
        return NULL;
    Ref function = retain(partial->function), own = retain(partial->args), keywords = retain(partial->keywords), result;
    if (((DictView)keywords)->used == 0)
        result = call_positional(function, own, args, positional, keyword_names);
    else
        result = call_with_keywords(function, own, (DictView)keywords, args, positional, keyword_names);
    if (is_nested)
        leave_recursion();
    release(function);
    release(own);
    release(keywords);
    return result;
}

/* --- showing -------------------------------------------------------------------------------------------- */

/* Add ", prefix" and the repr of the value. False if showing failed. */
static bool add_shown(StrBuilder *text, View key, View value)
{
    strbuilder_add_text(text, ", ");
    if (key) {
        Ref shown = object_str(key);
        if (!shown)
            return false;
        strbuilder_add_str(text, shown);
        strbuilder_add_character(text, '=');
        release(shown);
    }
    Ref shown = object_repr(value);
    if (!shown)
        return false;
    strbuilder_add_str(text, shown);
    release(shown);
    return true;
}

static bool add_arguments(StrBuilder *text, View args, DictView keywords)
{
    for (size_t i = 0; i < tuple_length(args); i++)
        if (!add_shown(text, NULL, tuple_item_peek(args, i)))
            return false;
    View key, value;
    size_t position = 0;
    while (dict_next_peek(keywords, &position, &key, &value)) {
        retain(key);
        retain(value);
        bool done = add_shown(text, key, value);
        release(key);
        release(value);
        if (!done)
            return false;
    }
    return true;
}

static Ref partial_repr(View self)
{
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_from_text("...") : NULL;
    PartialObject *partial = partial_of(self);
    Ref args = retain(partial->args), keywords = retain(partial->keywords), function = retain(partial->function), tail = NULL,
        result = NULL;
    StrBuilder text;
    strbuilder_start(&text);
    if (add_arguments(&text, args, (DictView)keywords))
        tail = strbuilder_finish(&text);
    else
        strbuilder_abandon(&text);
    if (tail)
        result = str_format("%T(%R%U)", self, function, tail);
    release_maybe(tail);
    release(args);
    release(keywords);
    release(function);
    object_repr_leave(self);
    return result;
}

/* --- pickling and copying ------------------------------------------------------------------------------- */

static Ref partial_reduce(View self, View *args UNUSED)
{
    PartialObject *partial = partial_of(self);
    View dict = instance_dict_peek(self, type_of_peek(self));
    if (!dict)
        return NULL;
    Ref made_with = tuple_pack(1, partial->function);
    Ref state = made_with ? tuple_pack(4, partial->function, partial->args, partial->keywords, ((DictView)dict)->used ? dict : NONE) : NULL;
    Ref result = state ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), made_with, state) : NULL;
    release_maybe(made_with);
    release_maybe(state);
    return result;
}

/* The state's dict as an exact dict of our own. */
static Ref exact_keywords(View keywords)
{
    if (keywords == NONE)
        return dict_new();
    return keywords->type == TYPE_DICT ? retain(keywords) : dict_copy((DictView)keywords);
}

static Ref partial_setstate(View self, View *args)
{
    View state = args[0];
    PartialObject *partial = partial_of(self);
    if (!is_tuple(state) || tuple_length(state) != 4 || !object_is_callable(tuple_item_peek(state, 0)) ||
        !is_tuple(tuple_item_peek(state, 1)) || (tuple_item_peek(state, 2) != NONE && !is_dict(tuple_item_peek(state, 2))))
        return raise_error(TypeError, "invalid partial state");
    View own_args = tuple_item_peek(state, 1), dict = tuple_item_peek(state, 3);
    Ref function = retain(tuple_item_peek(state, 0)), keywords = exact_keywords(tuple_item_peek(state, 2));
    Ref exact_args = keywords ? own_args->type == TYPE_TUPLE ? retain(own_args) : tuple_slice(own_args, 0, tuple_length(own_args)) : NULL;
    Ref empty = exact_args && dict == NONE ? dict_new() : NULL;
    if (!exact_args || (dict == NONE && !empty) || !instance_set_dict(self, type_of_peek(self), empty ? empty : dict)) {
        release(function);
        release_maybe(keywords);
        release_maybe(exact_args);
        release_maybe(empty);
        return NULL;
    }
    release_maybe(empty);
    replace_take(&partial->function, function);
    replace_take(&partial->args, exact_args);
    replace_take(&partial->keywords, keywords);
    return none_new();
}

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref partial_function(View self)
{
    return retain(partial_of(self)->function);
}
static Ref partial_args(View self)
{
    return retain(partial_of(self)->args);
}
static Ref partial_keywords(View self)
{
    return retain(partial_of(self)->keywords);
}

static bool is_readonly(View self UNUSED, View value UNUSED)
{
    raise_error(AttributeError, "readonly attribute");
    return false;
}

static void partial_finish(View self)
{
    clear_place(&partial_of(self)->function);
    clear_place(&partial_of(self)->args);
    clear_place(&partial_of(self)->keywords);
}

static void partial_traverse(View self, Visitor visit, void *context)
{
    VISIT(partial_of(self)->function);
    VISIT(partial_of(self)->args);
    VISIT(partial_of(self)->keywords);
}

/* Break cycles, and stay usable: what a finalizer may still call is a partial of None. */
static void partial_clear(View self)
{
    replace_take(&partial_of(self)->function, none_new());
    replace_take(&partial_of(self)->args, retain(AS_OBJECT(&tuple_empty_object)));
    dict_clear((DictView)partial_of(self)->keywords);
}

static const NativeFunction partial_methods[] = {
    {"__reduce__()", partial_reduce, NULL},
    {"__setstate__(state, /)", partial_setstate, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty partial_properties[] = {
    {"func", partial_function, is_readonly, "function object to use in future partial calls"},
    {"args", partial_args, is_readonly, "tuple of arguments to future partial calls"},
    {"keywords", partial_keywords, is_readonly, "dictionary of keyword arguments to future partial calls"},
    {NULL, NULL, NULL, NULL},
};

TypeObject partial_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "functools.partial",
    .doc = "A new function in which some arguments of the given one are already fixed.",
    .size = sizeof(PartialObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS | TYPE_FLAG_HAS_DICT | TYPE_FLAG_DICT_LAST,
    .new = partial_new,
    .call = partial_call,
    .repr = partial_repr,
    .finish = partial_finish,
    .traverse = partial_traverse,
    .clear = partial_clear,
    .methods = partial_methods,
    .properties = partial_properties,
    .class_methods = generic_class_methods,
};
