/* show_tree: the tree that the parser made, as `ouro -X show=tree` draws it.
 *
 *          Module
 *       1  └─ body: Assign
 *          ├─ targets: Name total (Store)
 *          └─ value: BinOp +
 *             ├─ left: Name a
 *             └─ right: Constant 1
 *
 * Kinds and fields are those of Python's own module ast. In the margin is the line, where it changes. After a
 * kind come its names and values; below it, with their fields, its children. A field that is a list of
 * several has its items numbered, as one would write them: body[0], body[1].
 *
 * Nothing here knows the kinds of nodes one by one: the table of fields is ast_fields. */
#include "parser/show_tree.h"

#include <stddef.h>
#include <string.h>

#include "parser/unparse_private.h"
#include "runtime/memory/stack.h"

static const void *field_at(const Node *node, const NodeField *field)
{
    return (const char *)node + field->offset;
}

/* --- a node's own line ---------------------------------------------------------------------------------- */

typedef struct Drawing {
    FILE *out;
    Arena *arena;
    uint32_t line;                   /* that the margin showed last */
    uint32_t depth;                  /* of the node at hand */
    bool is_last[AST_MAX_DEPTH + 2]; /* at each depth: does no brother follow? */
    bool failed;
} Drawing;

static const char *const operator_signs[] = {"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"};
static const char *const unary_signs[] = {"~", "not", "+", "-"};
static const char *const comparison_signs[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"};
static const char *const singletons[] = {"None", "True", "False", "..."};

/* Numbers as they are written in the source, texts as repr shows them. */
static void show_constant(Drawing *drawing, const ConstantFields *constant)
{
    if (constant->kind == CONSTANT_INT || constant->kind == CONSTANT_FLOAT || constant->kind == CONSTANT_IMAGINARY) {
        fprintf(drawing->out, " %.*s", (int)constant->length, constant->text);
        return;
    }
    Writer writer = {.arena = drawing->arena};
    unparse_constant(&writer, constant);
    drawing->failed |= writer.failed;
    putc(' ', drawing->out);
    fwrite(writer.text, 1, writer.failed ? 0 : writer.length, drawing->out);
}

static void show_names(FILE *out, const NameList *names)
{
    for (uint32_t i = 0; i < names->count; i++)
        fprintf(out, "%s%s", i ? ", " : " ", names->items[i]->text);
}

static void show_comparisons(FILE *out, const CmpOpList *ops)
{
    for (uint32_t i = 0; i < ops->count; i++)
        fprintf(out, "%s%s", i ? ", " : " ", comparison_signs[ops->items[i]]);
}

/* Numbers are level, simple, is_async, which mean something if they are not 0, and conversion, a character or
 * -1. */
static void show_number(FILE *out, const NodeField *field, int number)
{
    if (strcmp(field->name, "conversion") == 0) {
        if (number >= 0)
            fprintf(out, " conversion=!%c", number);
    } else if (number) {
        fprintf(out, " %s=%d", field->name, number);
    }
}

/* A name that comes first is the node's own: `Name x`. Others say which they are: `Attribute attr=x`. */
static void show_value(Drawing *drawing, const Node *node, const NodeField *field)
{
    const void *place = field_at(node, field);
    FILE *out = drawing->out;
    switch (field->form) {
    case FIELD_NAME: {
        const Name *name = *(const Name *const *)place;
        if (name && field == ast_fields[node->kind])
            fprintf(out, " %s", name->text);
        else if (name)
            fprintf(out, " %s=%s", field->name, name->text);
        break;
    }
    case FIELD_NAMES: show_names(out, place); break;
    case FIELD_OPERATOR: fprintf(out, " %s", operator_signs[*(const Operator *)place]); break;
    case FIELD_BOOL_OPERATOR: fputs(*(const BoolOperator *)place == And ? " and" : " or", out); break;
    case FIELD_UNARY_OPERATOR: fprintf(out, " %s", unary_signs[*(const UnaryOperator *)place]); break;
    case FIELD_COMPARISONS: show_comparisons(out, place); break;
    case FIELD_CONTEXT:
        if (*(const ExprContext *)place != Load)
            fprintf(out, " (%s)", ast_expr_context_names[*(const ExprContext *)place]);
        break;
    case FIELD_NUMBER: show_number(out, field, *(const int *)place); break;
    case FIELD_SINGLETON: fprintf(out, " %s", singletons[*(const ConstantKind *)place]); break;
    default: break;
    }
}

/* The margin, and the lines from the ancestors that have more children to come. */
static void show_margin(Drawing *drawing, uint32_t line)
{
    if (line && line != drawing->line) {
        fprintf(drawing->out, "%5u  ", line);
        drawing->line = line;
    } else {
        fputs("       ", drawing->out);
    }
    for (uint32_t i = 1; i <= drawing->depth; i++) {
        bool is_own = i == drawing->depth;
        fputs(drawing->is_last[i] ? (is_own ? "└─ " : "   ") : (is_own ? "├─ " : "│  "), drawing->out);
    }
}

static void show_label(FILE *out, const char *field, uint32_t index, uint32_t count)
{
    if (count > 1)
        fprintf(out, "%s[%u]: ", field, index);
    else if (field)
        fprintf(out, "%s: ", field);
}

static void show_line(Drawing *drawing, const Node *node)
{
    fputs(ast_kind_names[node->kind], drawing->out);
    if (node->kind == NODE_Constant) {
        show_constant(drawing, &node->Constant);
        return;
    }
    for (const NodeField *field = ast_fields[node->kind]; field->form != FIELD_END; field++)
        show_value(drawing, node, field);
}

/* --- its children --------------------------------------------------------------------------------------- */

/* An item is missing where `**other` stands among the keys of a dict, and where a keyword-only parameter has
 * no default. */
static const char *missing_item(const Node *parent)
{
    return parent->kind == NODE_Dict ? "(none: **)" : "(none)";
}

static void show_node(Drawing *drawing, const Node *node);

static void show_child(Drawing *drawing, const Node *parent, const Node *child, const NodeField *field, uint32_t index, uint32_t count)
{
    show_margin(drawing, child ? child->line : 0);
    show_label(drawing->out, field->name, index, count);
    if (child)
        show_node(drawing, child);
    else
        fprintf(drawing->out, "%s\n", missing_item(parent));
}

/* How many lines the field will take. */
static uint32_t child_count(const Node *node, const NodeField *field)
{
    const void *place = field_at(node, field);
    return field->form == FIELD_CHILDREN ? ((const NodeList *)place)->count
           : field->form == FIELD_CHILD  ? *(Node *const *)place != NULL
                                         : 0;
}

static void show_children(Drawing *drawing, const Node *node)
{
    uint32_t left = 0;
    for (const NodeField *field = ast_fields[node->kind]; field->form != FIELD_END; field++)
        left += child_count(node, field);
    drawing->depth++;
    for (const NodeField *field = ast_fields[node->kind]; left; field++) {
        uint32_t count = child_count(node, field);
        const void *place = field_at(node, field);
        Node *const *items = field->form == FIELD_CHILDREN ? ((const NodeList *)place)->items : place;
        for (uint32_t i = 0; i < count; i++) {
            drawing->is_last[drawing->depth] = --left == 0;
            show_child(drawing, node, items[i], field, i, count);
        }
    }
    drawing->depth--;
}

/* The tree is no deeper than AST_MAX_DEPTH; the stack may be smaller than that. */
static void show_node(Drawing *drawing, const Node *node)
{
    show_line(drawing, node);
    putc('\n', drawing->out);
    if (stack_is_low() || drawing->depth > AST_MAX_DEPTH)
        drawing->failed = true;
    if (!drawing->failed)
        show_children(drawing, node);
}

bool show_tree(FILE *out, Arena *arena, const Node *root)
{
    Drawing *drawing = arena_alloc(arena, sizeof *drawing);
    if (!drawing)
        return false;
    drawing->out = out;
    drawing->arena = arena;
    show_margin(drawing, 0);
    show_node(drawing, root);
    return !drawing->failed;
}
