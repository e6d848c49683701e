/* ast_node: ast.AST, from which all nodes descend: made by position and keyword, pickled by what they hold.
 *
 * A node has no fields of C: everything is an attribute, and every program may set any to anything, or delete it. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/ast/ast.h"
#include "stdlib/ast/ast_private.h"

bool is_ast_node(View object)
{
    return ast_node_type.dict && is_instance(object, &ast_node_type);
}

static Ref node_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref node = type_allocate(type, 0);
    if (node)
        gc_track(node);
    return node;
}

/* The class's _fields, or NULL without an exception where somebody deleted them. */
static Ref find_fields(View self)
{
    Ref key = str_intern_text("_fields");
    Ref fields = key ? object_get_attribute_maybe(AS_OBJECT(type_of_peek(self)), key) : NULL;
    release_maybe(key);
    return fields;
}

static bool set_positional(View self, View fields, Index field_count, View args)
{
    Index count = (Index)tuple_length(args);
    if (field_count < count) {
        raise_error(TypeError, "%.400U constructor takes at most %zd positional argument%s", type_of_peek(self)->name_object, field_count,
                    field_count == 1 ? "" : "s");
        return false;
    }
    for (Index i = 0; i < count; i++) {
        Ref index = int_new(i), key = index ? object_get_item(fields, index) : NULL;
        bool done = key && object_set_attribute(self, key, tuple_item_peek(args, (size_t)i));
        release_maybe(index);
        release_maybe(key);
        if (!done)
            return false;
    }
    return true;
}

/* Was the field given by position, too? 1, 0, or -1. */
static int is_given(View fields, Index positional, View key)
{
    for (Index i = 0; i < positional; i++) {
        Ref index = int_new(i), field = index ? object_get_item(fields, index) : NULL;
        int equal = field ? object_equal(field, key) : -1;
        release_maybe(index);
        release_maybe(field);
        if (equal)
            return equal;
    }
    return 0;
}

static bool set_keywords(View self, View fields, Index positional, DictView kwargs)
{
    View key, value;
    size_t at = 0;
    while (dict_next_peek(kwargs, &at, &key, &value)) {
        int twice = is_given(fields, positional, key);
        if (twice > 0)
            raise_error(TypeError, "%.400U got multiple values for argument '%U'", type_of_peek(self)->name_object, key);
        if (twice || !object_set_attribute(self, key, value))
            return false;
    }
    return true;
}

static bool node_init(View self, View args, View kwargs)
{
    Ref fields = find_fields(self);
    if (!fields && error_is_set())
        return false;
    Index count = fields ? object_length(fields) : 0;
    bool done = count >= 0 && set_positional(self, fields, count, args) &&
                (!kwargs || set_keywords(self, fields, (Index)tuple_length(args), (DictView)kwargs));
    release_maybe(fields);
    return done;
}

/* (class, (), what it holds) */
static Ref node_reduce(View self, View *args UNUSED)
{
    Ref space = object_get_attribute_maybe(self, name(__dict__));
    if (!space && error_is_set())
        return NULL;
    View which = AS_OBJECT(type_of_peek(self)), empty = AS_OBJECT(&tuple_empty_object);
    Ref result = space ? tuple_pack(3, which, empty, space) : tuple_pack(2, which, empty);
    release_maybe(space);
    return result;
}

static void node_finish(View self UNUSED)
{
}

static void node_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction node_methods[] = {{"__reduce__()", node_reduce, NULL}, {NULL, NULL, NULL}};

TypeObject ast_node_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "ast.AST",
    .size = sizeof(GcObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT,
    .new = node_new,
    .init = node_init,
    .finish = node_finish,
    .traverse = node_traverse,
    .clear = node_finish,
    .methods = node_methods,
};
