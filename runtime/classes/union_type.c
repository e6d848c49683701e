/* union_type: types.UnionType: `int | str`, what may be either (PEP 604).
 *
 * Invariants:  args is an exact tuple of two or more types, none of them a union, none twice; None stands in
 *              it as NoneType. parameters, the type variables among them, is NULL until somebody asks. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/singletons.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

typedef struct UnionObject {
    GC_HEAD(unused);
    Ref args, parameters;
} UnionObject;

static UnionObject *union_of(View self)
{
    return (UnionObject *)self;
}

static bool is_union(View object)
{
    return type_of_peek(object) == &union_type;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* Aliases are the same if they are equal, all else if it is identical. 1, 0 or -1. */
static int is_same(View a, View b)
{
    return a == b ? 1 : is_generic_alias(a) && is_generic_alias(b) ? object_equal(a, b) : 0;
}

static bool add(ListView members, View type)
{
    if (is_union(type)) {
        View args = union_of(type)->args;
        for (size_t i = 0; i < tuple_length(args); i++)
            if (!add(members, tuple_item_peek(args, i)))
                return false;
        return true;
    }
    if (type == NONE)
        type = AS_OBJECT(&none_type);
    for (size_t i = 0; i < members->used; i++) {
        int same = is_same(list_item_peek(members, i), type);
        if (same)
            return same > 0;
    }
    return list_append(members, type);
}

/* Consumes the list. What has one member is that member. */
static Ref union_of_members_take(Ref members)
{
    if (((ListView)members)->used == 1) {
        Ref only = retain(list_item_peek((ListView)members, 0));
        release(members);
        return only;
    }
    Ref args = list_to_tuple((ListView)members);
    release(members);
    UnionObject *result = args ? (UnionObject *)type_allocate(&union_type, 0) : NULL;
    if (!result) {
        release_maybe(args);
        return NULL;
    }
    result->args = args;
    gc_track(AS_OBJECT(result));
    return AS_OBJECT(result);
}

static bool is_unionable(View object)
{
    return object == NONE || is_type(object) || is_generic_alias(object) || is_union(object);
}

Ref union_or(View left, View right)
{
    if (!is_unionable(left) || !is_unionable(right))
        return retain(NOT_IMPLEMENTED);
    Ref members = list_new(0);
    if (!members)
        return NULL;
    if (add((ListView)members, left) && add((ListView)members, right))
        return union_of_members_take(members);
    release(members);
    return NULL;
}

/* --- as a value ----------------------------------------------------------------------------------------- */

static Ref union_repr(View self)
{
    View args = union_of(self)->args;
    StrBuilder text;
    strbuilder_start(&text);
    for (size_t i = 0; i < tuple_length(args); i++) {
        View member = tuple_item_peek(args, i);
        Ref shown = member == AS_OBJECT(&none_type) ? str_from_text("None") : type_argument_repr(member);
        if (!shown) {
            strbuilder_abandon(&text);
            return NULL;
        }
        if (i)
            strbuilder_add_text(&text, " | ");
        strbuilder_add_str(&text, shown);
        release(shown);
    }
    return strbuilder_finish(&text);
}

/* The order of the members does not matter, so that of a frozenset of them. */
static Hash union_hash(View self)
{
    Ref set = frozenset_new(union_of(self)->args);
    Hash hash = set ? object_hash(set) : -1;
    release_maybe(set);
    return hash;
}

static Ref union_compare(View left, View right, Comparison comparison)
{
    if (!is_union(left) || !is_union(right) || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    Ref a = set_new(union_of(left)->args), b = a ? set_new(union_of(right)->args) : NULL;
    Ref result = b ? object_compare(a, b, comparison) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

static View parameters_peek(UnionObject *self)
{
    if (!self->parameters)
        self->parameters = type_parameters_of(self->args);
    return self->parameters;
}

/* (list[T] | None)[int]: substitute, then join with | again, as the new members may be anything that knows
 * it. */
static Ref union_get_item(View self, View item)
{
    UnionObject *own = union_of(self);
    View parameters = parameters_peek(own);
    Ref args = parameters ? type_arguments_substituted(self, own->args, parameters, item) : NULL;
    if (!args)
        return NULL;
    Ref result = retain(tuple_item_peek(args, 0));
    for (size_t i = 1; result && i < tuple_length(args); i++) {
        Ref joined = object_binary(result, tuple_item_peek(args, i), BINARY_OR);
        release(result);
        result = joined;
    }
    release(args);
    return result;
}

/* --- isinstance and issubclass -------------------------------------------------------------------------- */

static Ref ask_each(View self, View argument, int (*ask)(View, View))
{
    View args = union_of(self)->args;
    for (size_t i = 0; i < tuple_length(args); i++) {
        int answer = ask(argument, tuple_item_peek(args, i));
        if (answer)
            return answer < 0 ? NULL : bool_new(true);
    }
    return bool_new(false);
}

static Ref union_instancecheck(View self, View *args)
{
    return ask_each(self, args[0], object_is_instance);
}

static Ref union_subclasscheck(View self, View *args)
{
    if (!is_type(args[0]))
        return raise_error(TypeError, "issubclass() arg 1 must be a class");
    return ask_each(self, args[0], object_is_subclass);
}

/* --- the type ------------------------------------------------------------------------------------------- */

/* Where it was defined is a question to the type. */
static Ref union_get_attribute(View self, View name)
{
    if (name == name(__module__))
        return object_get_attribute(AS_OBJECT(&union_type), name);
    return instance_generic_get_attribute(self, name);
}

static Ref union_args(View self)
{
    return retain(union_of(self)->args);
}

static Ref union_parameters(View self)
{
    return retain_maybe(parameters_peek(union_of(self)));
}

static void union_finish(View self)
{
    clear_place(&union_of(self)->args);
    clear_place(&union_of(self)->parameters);
}

static void union_traverse(View self, Visitor visit, void *context)
{
    VISIT(union_of(self)->args);
    VISIT(union_of(self)->parameters);
}

static const NativeFunction union_methods[] = {
    {"__instancecheck__(instance, /)", union_instancecheck, NULL},
    {"__subclasscheck__(subclass, /)", union_subclasscheck, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty union_properties[] = {
    {"__args__", union_args, descriptor_refuse_write, NULL},
    {"__parameters__", union_parameters, NULL, "Type variables in the types.UnionType."},
    {NULL, NULL, NULL, NULL},
};

TypeObject union_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "types.UnionType",
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
    .size = sizeof(UnionObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .repr = union_repr,
    .hash = union_hash,
    .compare = union_compare,
    .get_attribute = union_get_attribute,
    .get_item = union_get_item,
    .binary = {[BINARY_OR] = union_or},
    .finish = union_finish,
    .traverse = union_traverse,
    .methods = union_methods,
    .properties = union_properties,
};
