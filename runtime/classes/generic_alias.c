/* generic_alias: types.GenericAlias: `list[int]`, a class together with the types that its user has in mind
 * (PEP 585).
 *
 * It behaves as its class does: it can be called, and an attribute it has not is that of the class. It is no
 * class, though: isinstance(x, list[int]) is refused. Iterating gives one item, the same alias with a star:
 * what `*tuple[int, ...]` stands for.
 *
 * Invariants:  args is an exact tuple; parameters, the type variables among them, is NULL until somebody
 *              asks. */
#include "runtime/classes/generic_alias.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

typedef struct GenericAlias {
    GC_HEAD(is_starred);
    Ref origin, args, parameters;
} GenericAlias;

static GenericAlias *alias_of(View self)
{
    return (GenericAlias *)self;
}

/* --- making --------------------------------------------------------------------------------------------- */

static Ref make(TypeObject *type, View origin, View args)
{
    Ref tuple = is_tuple(args) ? retain(args) : tuple_pack(1, args);
    GenericAlias *alias = tuple ? (GenericAlias *)type_allocate(type, 0) : NULL;
    if (!alias) {
        release_maybe(tuple);
        return NULL;
    }
    alias->origin = retain(origin);
    alias->args = tuple;
    gc_track(AS_OBJECT(alias));
    return AS_OBJECT(alias);
}

Ref generic_alias_new(View origin, View args)
{
    return make(&generic_alias_type, origin, args);
}

Ref generic_alias_class_getitem(View class, View *args)
{
    return generic_alias_new(class, args[0]);
}

const NativeFunction generic_class_methods[] = {
    GENERIC_CLASS_GETITEM,
    {NULL, NULL, NULL},
};

static Ref alias_new(TypeObject *type, View args, View kwargs)
{
    if (kwargs && ((DictView)kwargs)->used)
        return raise_error(TypeError, "GenericAlias() takes no keyword arguments");
    if (tuple_length(args) != 2)
        return raise_error(TypeError, "GenericAlias expected 2 arguments, got %zu", tuple_length(args));
    return make(type, tuple_item_peek(args, 0), tuple_item_peek(args, 1));
}

static bool alias_init(View self UNUSED, View args UNUSED, View kwargs UNUSED)
{
    return true;
}

/* --- as the class --------------------------------------------------------------------------------------- */

/* What an alias answers for itself. */
static const char *const own_attributes[] = {
    "__class__",       "__origin__",    "__args__",   "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__",     "__deepcopy__"};

static Ref alias_get_attribute(View self, View name)
{
    for (size_t i = 0; i < COUNT_OF(own_attributes); i++)
        if (str_equal_text(name, own_attributes[i]))
            return instance_generic_get_attribute(self, name);
    return object_get_attribute(alias_of(self)->origin, name);
}

/* Note in the new object which alias made it, if it can be noted. */
static bool note_class(View object, View alias)
{
    Ref name = str_intern_text("__orig_class__");
    bool done = name && object_set_attribute(object, name, alias);
    release_maybe(name);
    return done || error_clear_if(AttributeError) || error_clear_if(TypeError);
}

static Ref alias_call(View self, View *args, size_t positional, View keyword_names)
{
    Ref held = retain(self), result = call_vector(alias_of(self)->origin, args, positional, keyword_names);
    if (result && !note_class(result, self))
        clear_place(&result);
    release(held);
    return result;
}

static Ref alias_mro_entries(View self, View *args UNUSED)
{
    return tuple_pack(1, alias_of(self)->origin);
}

static Ref alias_instancecheck(View self UNUSED, View *args UNUSED)
{
    return raise_error(TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

static Ref alias_subclasscheck(View self UNUSED, View *args UNUSED)
{
    return raise_error(TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

static Ref alias_dir(View self, View *args UNUSED)
{
    Ref list = object_dir(alias_of(self)->origin);
    for (size_t i = 0; list && i < COUNT_OF(own_attributes); i++) {
        Ref name = str_intern_text(own_attributes[i]);
        int present = name ? object_contains(list, name) : -1;
        if (present < 0 || (!present && !list_append((ListView)list, name)))
            clear_place(&list);
        release_maybe(name);
    }
    return list;
}

/* --- as a value ----------------------------------------------------------------------------------------- */

static bool show_arguments(StrBuilder *text, View args)
{
    for (size_t i = 0; i < tuple_length(args); i++) {
        Ref shown = type_argument_repr(tuple_item_peek(args, i));
        if (!shown)
            return false;
        if (i)
            strbuilder_add_text(text, ", ");
        strbuilder_add_str(text, shown);
        release(shown);
    }
    if (tuple_length(args) == 0)
        strbuilder_add_text(text, "()");
    return true;
}

static Ref alias_repr(View self)
{
    GenericAlias *alias = alias_of(self);
    if (!error_enter_recursion(" while getting the repr of an object"))
        return NULL;
    Ref origin = type_argument_repr(alias->origin), result = NULL;
    StrBuilder text;
    strbuilder_start(&text);
    if (origin) {
        if (alias->is_starred)
            strbuilder_add_character(&text, '*');
        strbuilder_add_str(&text, origin);
        strbuilder_add_character(&text, '[');
    }
    if (origin && show_arguments(&text, alias->args)) {
        strbuilder_add_character(&text, ']');
        result = strbuilder_finish(&text);
    } else {
        strbuilder_abandon(&text);
    }
    release_maybe(origin);
    leave_recursion();
    return result;
}

static Hash alias_hash(View self)
{
    Hash origin = object_hash(alias_of(self)->origin), args = origin == -1 ? -1 : object_hash(alias_of(self)->args);
    if (args == -1)
        return -1;
    Hash hash = origin ^ args;
    return hash == -1 ? -2 : hash;
}

static Ref alias_compare(View left, View right, Comparison comparison)
{
    if (!is_generic_alias(left) || !is_generic_alias(right) || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    GenericAlias *a = alias_of(left), *b = alias_of(right);
    int same = a->is_starred == b->is_starred ? object_equal(a->origin, b->origin) : 0;
    if (same > 0)
        same = object_equal(a->args, b->args);
    return same < 0 ? NULL : bool_new((same != 0) == (comparison == COMPARE_EQ));
}

static View parameters_peek(GenericAlias *alias)
{
    if (!alias->parameters)
        alias->parameters = type_parameters_of(alias->args);
    return alias->parameters;
}

static Ref alias_get_item(View self, View item)
{
    GenericAlias *alias = alias_of(self);
    View parameters = parameters_peek(alias);
    Ref args = parameters ? type_arguments_substituted(self, alias->args, parameters, item) : NULL;
    Ref result = args ? generic_alias_new(alias->origin, args) : NULL;
    if (result)
        alias_of(result)->is_starred = alias->is_starred;
    release_maybe(args);
    return result;
}

/* --- with a star ---------------------------------------------------------------------------------------- */

typedef struct AliasIterator {
    GC_HEAD(unused);
    Ref alias; /* NULL when exhausted */
} AliasIterator;

static Ref alias_iterate(View self)
{
    AliasIterator *iterator = (AliasIterator *)type_allocate(&generic_alias_iterator_type, 0);
    if (!iterator)
        return NULL;
    iterator->alias = retain(self);
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref alias_iterator_self(View self)
{
    return retain(self);
}

static Ref alias_iterator_next(View self)
{
    AliasIterator *iterator = (AliasIterator *)self;
    if (!iterator->alias)
        return NULL;
    GenericAlias *alias = alias_of(iterator->alias);
    Ref starred = generic_alias_new(alias->origin, alias->args);
    if (!starred)
        return NULL;
    alias_of(starred)->is_starred = true;
    clear_place(&iterator->alias);
    return starred;
}

static void alias_iterator_finish(View self)
{
    clear_place(&((AliasIterator *)self)->alias);
}

static void alias_iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((AliasIterator *)self)->alias);
}

/* --- pickling and copying ------------------------------------------------------------------------------- */

/* An alias with a star is made again by what made it: the __next__ of an iterator over the plain one. */
static Ref reduce_starred(GenericAlias *alias)
{
    Ref plain = generic_alias_new(alias->origin, alias->args), iterator = plain ? alias_iterate(plain) : NULL;
    Ref next = iterator ? object_get_attribute(iterator, name(__next__)) : NULL, none = next ? tuple_new(0) : NULL;
    Ref result = none ? tuple_pack(2, next, none) : NULL;
    release_maybe(plain);
    release_maybe(iterator);
    release_maybe(next);
    release_maybe(none);
    return result;
}

static Ref alias_reduce(View self, View *args UNUSED)
{
    GenericAlias *alias = alias_of(self);
    if (alias->is_starred)
        return reduce_starred(alias);
    Ref arguments = tuple_pack(2, alias->origin, alias->args);
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(&generic_alias_type), arguments) : NULL;
    release_maybe(arguments);
    return result;
}

/* --- the types ------------------------------------------------------------------------------------------ */

static Ref alias_origin(View self)
{
    return retain(alias_of(self)->origin);
}

static Ref alias_args(View self)
{
    return retain(alias_of(self)->args);
}

static Ref alias_unpacked(View self)
{
    return bool_new(alias_of(self)->is_starred);
}

static Ref alias_parameters(View self)
{
    return retain_maybe(parameters_peek(alias_of(self)));
}

static Ref alias_unpacked_tuple_args(View self)
{
    GenericAlias *alias = alias_of(self);
    return retain(alias->is_starred && alias->origin == AS_OBJECT(&tuple_type) ? alias->args : NONE);
}

static void alias_finish(View self)
{
    clear_place(&alias_of(self)->origin);
    clear_place(&alias_of(self)->args);
    clear_place(&alias_of(self)->parameters);
}

static void alias_traverse(View self, Visitor visit, void *context)
{
    VISIT(alias_of(self)->origin);
    VISIT(alias_of(self)->args);
    VISIT(alias_of(self)->parameters);
}

/* No clear: a cycle goes through a class or a list, which has one, and an alias is whole as long as it
 * lives. */

static const NativeFunction alias_methods[] = {
    {"__mro_entries__(bases, /)", alias_mro_entries, NULL},
    {"__instancecheck__(instance, /)", alias_instancecheck, NULL},
    {"__subclasscheck__(subclass, /)", alias_subclasscheck, NULL},
    {"__reduce__()", alias_reduce, "Return state information for pickling."},
    {"__dir__()", alias_dir, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty alias_properties[] = {
    {"__origin__", alias_origin, descriptor_refuse_write, NULL},
    {"__args__", alias_args, descriptor_refuse_write, NULL},
    {"__unpacked__", alias_unpacked, descriptor_refuse_write, NULL},
    {"__parameters__", alias_parameters, NULL, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", alias_unpacked_tuple_args, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject generic_alias_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "types.GenericAlias",
    .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    .size = sizeof(GenericAlias),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS,
    .new = alias_new,
    .init = alias_init,
    .call = alias_call,
    .repr = alias_repr,
    .hash = alias_hash,
    .compare = alias_compare,
    .get_attribute = alias_get_attribute,
    .get_item = alias_get_item,
    .iterate = alias_iterate,
    .binary = {[BINARY_OR] = union_or},
    .finish = alias_finish,
    .traverse = alias_traverse,
    .methods = alias_methods,
    .properties = alias_properties};

TypeObject generic_alias_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "generic_alias_iterator",
    .size = sizeof(AliasIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = alias_iterator_self,
    .next = alias_iterator_next,
    .finish = alias_iterator_finish,
    .traverse = alias_iterator_traverse,
    .clear = alias_iterator_finish,
};
