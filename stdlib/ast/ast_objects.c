/* ast_objects: a parser's tree as node objects.
 *
 *     Node (kind, fields by ast.def) ─ the class of that name, its fields by asdl.def ─► object with attributes
 *
 * Nothing here knows kinds one by one, but for constants, whose values the parser left as text. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/ast/ast.h"
#include "stdlib/ast/ast_private.h"
#include "vm/compile/compile.h"

/* CPython counts these calls apart from others, three for each that the recursion limit allows. */
enum { CALLS_A_FRAME = 3 };

typedef struct Converter {
    Arena *arena;
    SourceError *error;
    int64_t depth, deepest;
} Converter;

static Ref node_object(Converter *converter, const Node *node);

static Ref node_or_none(Converter *converter, const Node *node)
{
    return node ? node_object(converter, node) : none_new();
}

static Ref nodes_list(Converter *converter, const NodeList *nodes)
{
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < nodes->count; i++) {
        Ref item = node_or_none(converter, nodes->items[i]);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

static Ref name_object(const Name *name)
{
    return name ? str_intern_bytes(name->text, name->length) : none_new();
}

static Ref names_list(const NameList *names)
{
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < names->count; i++) {
        Ref item = name_object(names->items[i]);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

static Ref comparisons_list(const CmpOpList *ops)
{
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < ops->count; i++)
        if (!list_append((ListView)list, ast_classes.instance[AST_Eq + (int)ops->items[i]]))
            clear_place(&list);
    return list;
}

static Ref constant_value(Converter *converter, const Node *node)
{
    Ref value = compile_literal(converter->arena, node);
    if (!value)
        compile_literal_failed(converter->arena, node, converter->error);
    return value;
}

static Ref singleton(ConstantKind kind)
{
    return kind == CONSTANT_NONE ? none_new() : bool_new(kind == CONSTANT_TRUE);
}

/* What the parser keeps in another form, or not at all. */
static Ref hidden_value(Converter *converter, const Node *node, const AstField *field)
{
    if (field->holds == AST_FIELD_CONSTANT)
        return constant_value(converter, node);
    if (node->kind == NODE_Constant && node->Constant.has_u_prefix) /* kind */
        return str_from_text("u");
    return field->quantifier == '*' ? list_new(0) : none_new();
}

static Ref field_value(Converter *converter, const Node *node, const AstField *field)
{
    const void *place = (const char *)node + field->offset;
    if (node->kind == NODE_Constant)
        return hidden_value(converter, node, field);
    switch (field->form) {
    case FIELD_CHILD: return node_or_none(converter, *(Node *const *)place);
    case FIELD_CHILDREN: return nodes_list(converter, place);
    case FIELD_NAME: return name_object(*(const Name *const *)place);
    case FIELD_NAMES: return names_list(place);
    case FIELD_OPERATOR: return retain(ast_classes.instance[AST_Add + (int)*(const Operator *)place]);
    case FIELD_BOOL_OPERATOR: return retain(ast_classes.instance[AST_And + (int)*(const BoolOperator *)place]);
    case FIELD_UNARY_OPERATOR: return retain(ast_classes.instance[AST_Invert + (int)*(const UnaryOperator *)place]);
    case FIELD_COMPARISONS: return comparisons_list(place);
    case FIELD_CONTEXT: return retain(ast_classes.instance[AST_Load + (int)*(const ExprContext *)place]);
    case FIELD_NUMBER: return int_new(*(const int *)place);
    case FIELD_SINGLETON: return singleton(*(const ConstantKind *)place);
    default: return hidden_value(converter, node, field);
    }
}

static bool set_take(View object, View name, Ref value)
{
    bool done = value && object_set_attribute(object, name, value);
    release_maybe(value);
    return done;
}

static bool set_place(View object, const Node *node)
{
    const uint32_t places[AST_PLACE_NAMES] = {node->line, node->column, node->end_line, node->end_column};
    for (int i = 0; i < AST_PLACE_NAMES; i++)
        if (!set_take(object, ast_classes.place_names[i], int_new(places[i])))
            return false;
    return true;
}

static bool set_fields(Converter *converter, View object, const Node *node, AstClass which)
{
    for (uint32_t i = 0; i < ast_classes.field_count[which]; i++)
        if (!set_take(object, ast_classes.fields[which][i].name, field_value(converter, node, &ast_classes.fields[which][i])))
            return false;
    return ast_rows[ast_rows[which].sum].place == NO_PLACE || set_place(object, node);
}

static Ref node_object(Converter *converter, const Node *node)
{
    AstClass which = ast_classes.class_of_node[node->kind];
    if (stack_is_low() || ++converter->depth > converter->deepest)
        return raise_error(RecursionError, "maximum recursion depth exceeded during ast construction");
    Ref object = instance_new((TypeObject *)ast_classes.types[which]);
    if (!object)
        return NULL;
    gc_track(object);
    if (!set_fields(converter, object, node, which))
        clear_place(&object);
    converter->depth--;
    return object;
}

Ref ast_from_tree(Arena *arena, const Node *root, SourceError *error)
{
    Converter converter = {.arena = arena,
                           .error = error,
                           .depth = (int64_t)thread.recursion_depth * CALLS_A_FRAME,
                           .deepest = (int64_t)thread.recursion_limit * CALLS_A_FRAME};
    return ast_classes_ready() ? node_object(&converter, root) : NULL;
}
