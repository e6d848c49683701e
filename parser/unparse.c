/* unparse: an expression back to text. See unparse.h.
 *
 * Each expression is written for a context's precedence; it puts itself in brackets if it binds less tightly.
 * The recursion is bounded by AST_MAX_DEPTH. */
#include "parser/unparse.h"

#include <string.h>

#include "parser/unparse_private.h"
#include "runtime/memory/stack.h"

typedef enum Precedence {
    PRECEDENCE_TUPLE,
    PRECEDENCE_TEST, /* conditional expression, lambda */
    PRECEDENCE_OR,
    PRECEDENCE_AND,
    PRECEDENCE_NOT,
    PRECEDENCE_COMPARISON,
    PRECEDENCE_BIT_OR,
    PRECEDENCE_BIT_XOR,
    PRECEDENCE_BIT_AND,
    PRECEDENCE_SHIFT,
    PRECEDENCE_SUM,
    PRECEDENCE_TERM,
    PRECEDENCE_FACTOR,
    PRECEDENCE_POWER,
    PRECEDENCE_AWAIT,
    PRECEDENCE_ATOM
} Precedence;

static void write_node(Writer *writer, const Node *node, Precedence context);

/* ---- the text ---- */

void unparse_bytes(Writer *writer, const char *text, size_t length)
{
    if (writer->failed)
        return;
    if (writer->capacity - writer->length < length + 1) {
        size_t capacity = (writer->capacity + length) * 2 + 64;
        char *larger = arena_alloc(writer->arena, capacity);
        if (!larger) {
            writer->failed = true;
            return;
        }
        if (writer->length)
            memcpy(larger, writer->text, writer->length);
        writer->text = larger;
        writer->capacity = capacity;
    }
    memcpy(writer->text + writer->length, text, length);
    writer->length += length;
    writer->text[writer->length] = 0;
}

void unparse_text(Writer *writer, const char *text)
{
    unparse_bytes(writer, text, strlen(text));
}

static void write_name(Writer *writer, const Name *name)
{
    unparse_bytes(writer, name->text, name->length);
}

static void open_if(Writer *writer, bool condition)
{
    if (condition)
        unparse_text(writer, "(");
}

static void close_if(Writer *writer, bool condition)
{
    if (condition)
        unparse_text(writer, ")");
}

static void write_list(Writer *writer, NodeList list, Precedence context)
{
    for (uint32_t i = 0; i < list.count; i++) {
        unparse_text(writer, i ? ", " : "");
        write_node(writer, list.items[i], context);
    }
}

/* ---- operators ---- */

typedef struct BinaryOperator {
    const char *text;
    Precedence precedence;
} BinaryOperator;

static const BinaryOperator binary_operators[] = {
    [Add] = {" + ", PRECEDENCE_SUM},        [Sub] = {" - ", PRECEDENCE_SUM},        [Mult] = {" * ", PRECEDENCE_TERM},
    [MatMult] = {" @ ", PRECEDENCE_TERM},   [Div] = {" / ", PRECEDENCE_TERM},       [Mod] = {" % ", PRECEDENCE_TERM},
    [Pow] = {" ** ", PRECEDENCE_POWER},     [LShift] = {" << ", PRECEDENCE_SHIFT},  [RShift] = {" >> ", PRECEDENCE_SHIFT},
    [BitOr] = {" | ", PRECEDENCE_BIT_OR},   [BitXor] = {" ^ ", PRECEDENCE_BIT_XOR}, [BitAnd] = {" & ", PRECEDENCE_BIT_AND},
    [FloorDiv] = {" // ", PRECEDENCE_TERM},
};

static void write_binary(Writer *writer, const BinOpFields *node, Precedence context)
{
    BinaryOperator operator= binary_operators[node->op];
    bool is_power = node->op == Pow; /* the only one that associates to the right */
    open_if(writer, context > operator.precedence);
    write_node(writer, node->left, operator.precedence + is_power);
    unparse_text(writer, operator.text);
    write_node(writer, node->right, operator.precedence + !is_power);
    close_if(writer, context > operator.precedence);
}

static void write_unary(Writer *writer, const UnaryOpFields *node, Precedence context)
{
    static const char *const texts[] = {[Invert] = "~", [Not] = "not ", [UAdd] = "+", [USub] = "-"};
    Precedence precedence = node->op == Not ? PRECEDENCE_NOT : PRECEDENCE_FACTOR;
    open_if(writer, context > precedence);
    unparse_text(writer, texts[node->op]);
    write_node(writer, node->operand, precedence);
    close_if(writer, context > precedence);
}

static void write_bool(Writer *writer, const BoolOpFields *node, Precedence context)
{
    Precedence precedence = node->op == And ? PRECEDENCE_AND : PRECEDENCE_OR;
    open_if(writer, context > precedence);
    for (uint32_t i = 0; i < node->values.count; i++) {
        unparse_text(writer, i == 0 ? "" : node->op == And ? " and " : " or ");
        write_node(writer, node->values.items[i], precedence + 1);
    }
    close_if(writer, context > precedence);
}

static void write_compare(Writer *writer, const CompareFields *node, Precedence context)
{
    static const char *const texts[] = {[Eq] = " == ",  [NotEq] = " != ", [Lt] = " < ",         [LtE] = " <= ", [Gt] = " > ",
                                        [GtE] = " >= ", [Is] = " is ",    [IsNot] = " is not ", [In] = " in ",  [NotIn] = " not in "};
    open_if(writer, context > PRECEDENCE_COMPARISON);
    write_node(writer, node->left, PRECEDENCE_COMPARISON + 1);
    for (uint32_t i = 0; i < node->ops.count; i++) {
        unparse_text(writer, texts[node->ops.items[i]]);
        write_node(writer, node->comparators.items[i], PRECEDENCE_COMPARISON + 1);
    }
    close_if(writer, context > PRECEDENCE_COMPARISON);
}

static void write_conditional(Writer *writer, const IfExpFields *node, Precedence context)
{
    open_if(writer, context > PRECEDENCE_TEST);
    write_node(writer, node->body, PRECEDENCE_TEST + 1);
    unparse_text(writer, " if ");
    write_node(writer, node->test, PRECEDENCE_TEST + 1);
    unparse_text(writer, " else ");
    write_node(writer, node->orelse, PRECEDENCE_TEST);
    close_if(writer, context > PRECEDENCE_TEST);
}

/* ---- lambda ---- */

/* A parameter after those already written, with a comma before it. */
static void write_parameter(Writer *writer, bool *is_first, const char *stars, const Node *arg, const Node *value)
{
    unparse_text(writer, *is_first ? "" : ", ");
    *is_first = false;
    unparse_text(writer, stars);
    if (arg)
        write_name(writer, arg->arg.arg);
    if (value) {
        unparse_text(writer, "=");
        write_node(writer, value, PRECEDENCE_TEST);
    }
}

/* The default of positional parameter i of all: defaults belong to the last ones. */
static const Node *default_of(const argumentsFields *fields, uint32_t i)
{
    uint32_t count = fields->posonlyargs.count + fields->args.count;
    uint32_t first = count - fields->defaults.count;
    return i >= first ? fields->defaults.items[i - first] : NULL;
}

static void write_parameters(Writer *writer, const argumentsFields *fields)
{
    bool is_first = true;
    for (uint32_t i = 0; i < fields->posonlyargs.count; i++)
        write_parameter(writer, &is_first, "", fields->posonlyargs.items[i], default_of(fields, i));
    if (fields->posonlyargs.count)
        write_parameter(writer, &is_first, "/", NULL, NULL);
    for (uint32_t i = 0; i < fields->args.count; i++)
        write_parameter(writer, &is_first, "", fields->args.items[i], default_of(fields, fields->posonlyargs.count + i));
    if (fields->vararg || fields->kwonlyargs.count)
        write_parameter(writer, &is_first, "*", fields->vararg, NULL);
    for (uint32_t i = 0; i < fields->kwonlyargs.count; i++)
        write_parameter(writer, &is_first, "", fields->kwonlyargs.items[i], fields->kw_defaults.items[i]);
    if (fields->kwarg)
        write_parameter(writer, &is_first, "**", fields->kwarg, NULL);
}

static void write_lambda(Writer *writer, const LambdaFields *node, Precedence context)
{
    const argumentsFields *fields = &node->args->arguments;
    open_if(writer, context > PRECEDENCE_TEST);
    unparse_text(writer, fields->posonlyargs.count + fields->args.count ? "lambda " : "lambda"); /* as CPython writes it: 'lambda*, a: a' */
    write_parameters(writer, fields);
    unparse_text(writer, ": ");
    write_node(writer, node->body, PRECEDENCE_TEST);
    close_if(writer, context > PRECEDENCE_TEST);
}

/* ---- displays and comprehensions ---- */

static void write_dict(Writer *writer, const DictFields *node)
{
    unparse_text(writer, "{");
    for (uint32_t i = 0; i < node->values.count; i++) {
        unparse_text(writer, i ? ", " : "");
        if (node->keys.items[i]) {
            write_node(writer, node->keys.items[i], PRECEDENCE_TEST);
            unparse_text(writer, ": ");
            write_node(writer, node->values.items[i], PRECEDENCE_TEST);
        } else {
            unparse_text(writer, "**");
            write_node(writer, node->values.items[i], PRECEDENCE_BIT_OR);
        }
    }
    unparse_text(writer, "}");
}

static void write_tuple(Writer *writer, NodeList elements, Precedence context)
{
    bool has_brackets = context > PRECEDENCE_TUPLE || !elements.count;
    open_if(writer, has_brackets);
    write_list(writer, elements, PRECEDENCE_TEST);
    unparse_text(writer, elements.count == 1 ? "," : "");
    close_if(writer, has_brackets);
}

static void write_generators(Writer *writer, NodeList generators)
{
    for (uint32_t i = 0; i < generators.count; i++) {
        const comprehensionFields *generator = &generators.items[i]->comprehension;
        unparse_text(writer, generator->is_async ? " async for " : " for ");
        write_node(writer, generator->target, PRECEDENCE_TUPLE);
        unparse_text(writer, " in ");
        write_node(writer, generator->iter, PRECEDENCE_TEST + 1);
        for (uint32_t j = 0; j < generator->ifs.count; j++) {
            unparse_text(writer, " if ");
            write_node(writer, generator->ifs.items[j], PRECEDENCE_TEST + 1);
        }
    }
}

/* ListComp, SetComp and GeneratorExp have the same fields. */
static void write_comprehension(Writer *writer, const Node *node, const char *open, const char *close)
{
    unparse_text(writer, open);
    write_node(writer, node->ListComp.elt, PRECEDENCE_TEST);
    write_generators(writer, node->ListComp.generators);
    unparse_text(writer, close);
}

static void write_dict_comprehension(Writer *writer, const DictCompFields *node)
{
    unparse_text(writer, "{");
    write_node(writer, node->key, PRECEDENCE_TEST);
    unparse_text(writer, ": ");
    write_node(writer, node->value, PRECEDENCE_TEST);
    write_generators(writer, node->generators);
    unparse_text(writer, "}");
}

/* ---- calls, attributes, subscripts ---- */

static void write_call(Writer *writer, const CallFields *node)
{
    write_node(writer, node->func, PRECEDENCE_ATOM);
    if (node->args.count == 1 && !node->keywords.count && node->args.items[0]->kind == NODE_GeneratorExp) {
        write_node(writer, node->args.items[0], PRECEDENCE_TEST); /* brings its brackets along */
        return;
    }
    unparse_text(writer, "(");
    write_list(writer, node->args, PRECEDENCE_TEST);
    for (uint32_t i = 0; i < node->keywords.count; i++) {
        const keywordFields *keyword = &node->keywords.items[i]->keyword;
        unparse_text(writer, i || node->args.count ? ", " : "");
        if (keyword->arg)
            write_name(writer, keyword->arg);
        unparse_text(writer, keyword->arg ? "=" : "**");
        write_node(writer, keyword->value, PRECEDENCE_TEST);
    }
    unparse_text(writer, ")");
}

static void write_attribute(Writer *writer, const AttributeFields *node)
{
    bool is_int = node->value->kind == NODE_Constant && node->value->Constant.kind == CONSTANT_INT;
    write_node(writer, node->value, PRECEDENCE_ATOM);
    unparse_text(writer, is_int ? " ." : ".");
    write_name(writer, node->attr);
}

static void write_slice(Writer *writer, const SliceFields *node)
{
    if (node->lower)
        write_node(writer, node->lower, PRECEDENCE_TEST);
    unparse_text(writer, ":");
    if (node->upper)
        write_node(writer, node->upper, PRECEDENCE_TEST);
    if (node->step) {
        unparse_text(writer, ":");
        write_node(writer, node->step, PRECEDENCE_TEST);
    }
}

static void write_named(Writer *writer, const NamedExprFields *node, Precedence context)
{
    open_if(writer, context > PRECEDENCE_TUPLE);
    write_node(writer, node->target, PRECEDENCE_ATOM);
    unparse_text(writer, " := ");
    write_node(writer, node->value, PRECEDENCE_ATOM);
    close_if(writer, context > PRECEDENCE_TUPLE);
}

static void write_yield(Writer *writer, const char *open, const Node *value)
{
    unparse_text(writer, open);
    if (value) {
        unparse_text(writer, " ");
        write_node(writer, value, PRECEDENCE_TEST);
    }
    unparse_text(writer, ")");
}

/* ---- f-strings ---- */

static void write_fstring_part(Writer *writer, const Node *node);

/* The literal parts have their braces doubled. */
static void write_fstring_text(Writer *writer, const ConstantFields *constant)
{
    for (size_t i = 0; i < constant->length; i++) {
        unparse_bytes(writer, constant->text + i, 1);
        if (constant->text[i] == '{' || constant->text[i] == '}')
            unparse_bytes(writer, constant->text + i, 1);
    }
}

static void write_field(Writer *writer, const FormattedValueFields *node)
{
    Writer inner = {.arena = writer->arena};
    write_node(&inner, node->value, PRECEDENCE_TEST + 1);
    writer->failed |= inner.failed;
    if (writer->failed)
        return;
    unparse_text(writer, inner.text[0] == '{' ? "{ " : "{");
    unparse_bytes(writer, inner.text, inner.length);
    if (node->conversion > 0) {
        char conversion[] = {'!', (char)node->conversion};
        unparse_bytes(writer, conversion, 2);
    }
    if (node->format_spec) {
        unparse_text(writer, ":");
        write_fstring_part(writer, node->format_spec);
    }
    unparse_text(writer, "}");
}

static void write_fstring_part(Writer *writer, const Node *node)
{
    if (node->kind == NODE_Constant)
        write_fstring_text(writer, &node->Constant);
    else if (node->kind == NODE_FormattedValue)
        write_field(writer, &node->FormattedValue);
    else
        for (uint32_t i = 0; i < node->JoinedStr.values.count; i++)
            write_fstring_part(writer, node->JoinedStr.values.items[i]);
}

/* f, and the repr of what is between the quotes. */
static void write_fstring(Writer *writer, const Node *node)
{
    Writer inner = {.arena = writer->arena};
    unparse_bytes(&inner, "", 0);
    write_fstring_part(&inner, node);
    writer->failed |= inner.failed;
    if (writer->failed)
        return;
    unparse_text(writer, "f");
    unparse_repr(writer, inner.text, inner.length, false);
}

/* ---- all of them ---- */

static void write_display(Writer *writer, NodeList elements, const char *open, const char *close)
{
    unparse_text(writer, open);
    write_list(writer, elements, PRECEDENCE_TEST);
    unparse_text(writer, close);
}

static void write_await(Writer *writer, const Node *value, Precedence context)
{
    open_if(writer, context > PRECEDENCE_AWAIT);
    unparse_text(writer, "await ");
    write_node(writer, value, PRECEDENCE_ATOM);
    close_if(writer, context > PRECEDENCE_AWAIT);
}

static void write_subscript(Writer *writer, const SubscriptFields *node)
{
    write_node(writer, node->value, PRECEDENCE_ATOM);
    unparse_text(writer, "[");
    write_node(writer, node->slice, PRECEDENCE_TUPLE);
    unparse_text(writer, "]");
}

static void write_node(Writer *writer, const Node *node, Precedence context)
{
    if (stack_is_low())
        writer->failed = writer->is_too_deep = true;
    if (writer->failed)
        return;
    switch (node->kind) {
    case NODE_BoolOp: write_bool(writer, &node->BoolOp, context); break;
    case NODE_NamedExpr: write_named(writer, &node->NamedExpr, context); break;
    case NODE_BinOp: write_binary(writer, &node->BinOp, context); break;
    case NODE_UnaryOp: write_unary(writer, &node->UnaryOp, context); break;
    case NODE_Lambda: write_lambda(writer, &node->Lambda, context); break;
    case NODE_IfExp: write_conditional(writer, &node->IfExp, context); break;
    case NODE_Dict: write_dict(writer, &node->Dict); break;
    case NODE_Set: write_display(writer, node->Set.elts, "{", "}"); break;
    case NODE_ListComp: write_comprehension(writer, node, "[", "]"); break;
    case NODE_SetComp: write_comprehension(writer, node, "{", "}"); break;
    case NODE_GeneratorExp: write_comprehension(writer, node, "(", ")"); break;
    case NODE_DictComp: write_dict_comprehension(writer, &node->DictComp); break;
    case NODE_Await: write_await(writer, node->Await.value, context); break;
    case NODE_Yield: write_yield(writer, "(yield", node->Yield.value); break;
    case NODE_YieldFrom: write_yield(writer, "(yield from", node->YieldFrom.value); break;
    case NODE_Compare: write_compare(writer, &node->Compare, context); break;
    case NODE_Call: write_call(writer, &node->Call); break;
    case NODE_JoinedStr:
    case NODE_FormattedValue: write_fstring(writer, node); break;
    case NODE_Constant: unparse_constant(writer, &node->Constant); break;
    case NODE_Attribute: write_attribute(writer, &node->Attribute); break;
    case NODE_Subscript: write_subscript(writer, &node->Subscript); break;
    case NODE_Starred:
        unparse_text(writer, "*");
        write_node(writer, node->Starred.value, PRECEDENCE_BIT_OR);
        break;
    case NODE_Name: write_name(writer, node->Name.id); break;
    case NODE_List: write_display(writer, node->List.elts, "[", "]"); break;
    case NODE_Tuple: write_tuple(writer, node->Tuple.elts, context); break;
    case NODE_Slice: write_slice(writer, &node->Slice); break;
    default: /* no other kind is an expression */ break;
    }
}

const char *unparse_expression(Arena *arena, const Node *expression, size_t *length, bool *is_too_deep)
{
    Writer writer = {.arena = arena};
    unparse_bytes(&writer, "", 0);
    write_node(&writer, expression, PRECEDENCE_TEST);
    *length = writer.length;
    *is_too_deep = writer.is_too_deep;
    return writer.failed ? NULL : writer.text;
}
