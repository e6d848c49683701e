/* build_targets: an expression that turns out to be assigned to, bound or deleted.
 *
 * The grammar parses targets as expressions. Here their context becomes Store or Del, or the error says what
 * cannot be a target. */
#include "parser/parser_private.h"

#define MAKE(kind, location, ...) build_node(parser, NODE_##kind, location, &(kind##Fields){__VA_ARGS__})

static const char *constant_name(const Node *node)
{
    switch (node->Constant.kind) {
    case CONSTANT_NONE: return "None";
    case CONSTANT_TRUE: return "True";
    case CONSTANT_FALSE: return "False";
    case CONSTANT_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

const char *build_expression_name(const Node *node)
{
    switch (node->kind) {
    case NODE_Attribute: return "attribute";
    case NODE_Subscript: return "subscript";
    case NODE_Starred: return "starred";
    case NODE_Name: return "name";
    case NODE_List: return "list";
    case NODE_Tuple: return "tuple";
    case NODE_Lambda: return "lambda";
    case NODE_Call: return "function call";
    case NODE_GeneratorExp: return "generator expression";
    case NODE_Yield:
    case NODE_YieldFrom: return "yield expression";
    case NODE_Await: return "await expression";
    case NODE_ListComp: return "list comprehension";
    case NODE_SetComp: return "set comprehension";
    case NODE_DictComp: return "dict comprehension";
    case NODE_Dict: return "dict literal";
    case NODE_Set: return "set display";
    case NODE_JoinedStr:
    case NODE_FormattedValue: return "f-string expression";
    case NODE_Constant: return constant_name(node);
    case NODE_Compare: return "comparison";
    case NODE_IfExp: return "conditional expression";
    case NODE_NamedExpr: return "named expression";
    default: return "expression";
    }
}

/* The part of a target that cannot be one, or NULL; the others get their context. Nesting is bounded by the
 * brackets. */
static const Node *find_invalid(Node *target, TargetUse use, ExprContext context)
{
    NodeList elements = {0};
    switch (target->kind) {
    case NODE_Name: target->Name.ctx = context; return NULL;
    case NODE_Attribute: target->Attribute.ctx = context; return NULL;
    case NODE_Subscript: target->Subscript.ctx = context; return NULL;
    case NODE_Starred:
        target->Starred.ctx = context;
        return use == TARGET_DELETE ? target : find_invalid(target->Starred.value, use, context);
    case NODE_List:
        target->List.ctx = context;
        elements = target->List.elts;
        break;
    case NODE_Tuple:
        target->Tuple.ctx = context;
        elements = target->Tuple.elts;
        break;
    default: return target;
    }
    for (uint32_t i = 0; i < elements.count; i++) {
        const Node *invalid = find_invalid(elements.items[i], use, context);
        if (invalid)
            return invalid;
    }
    return NULL;
}

/* find_invalid goes as deep as the target. */
static bool has_room(Parser *parser, const Node *target)
{
    enum { FRAME = 256 };
    if (stack_has((size_t)target->depth * FRAME))
        return true;
    *parser->error = SOURCE_TOO_DEEP;
    return false;
}

bool target_check(Parser *parser, Node *target, TargetUse use)
{
    if (!has_room(parser, target))
        return false;
    const Node *invalid = find_invalid(target, use, use == TARGET_DELETE ? Del : Store);
    if (!invalid)
        return true;
    return parser_fail_node(parser, invalid, "cannot %s %s", use == TARGET_DELETE ? "delete" : "assign to", build_expression_name(invalid));
}

/* What CPython's grammar calls bitwise_or: it may stand beside `==`. */
static bool is_operand(const Node *node)
{
    if (node->is_bracketed)
        return true;
    switch (node->kind) {
    case NODE_Compare:
    case NODE_BoolOp:
    case NODE_IfExp:
    case NODE_Lambda:
    case NODE_Starred:
    case NODE_Yield:
    case NODE_YieldFrom: return false;
    case NODE_UnaryOp: return node->UnaryOp.op != Not;
    default: return true;
    }
}

/* The operand that a value begins with, or NULL: `b` of `b < c`. */
static const Node *leading_operand(const Node *value)
{
    while (!is_operand(value)) {
        if (value->kind == NODE_Compare)
            value = value->Compare.left;
        else if (value->kind == NODE_BoolOp)
            value = value->BoolOp.values.items[0];
        else if (value->kind == NODE_IfExp)
            value = value->IfExp.body;
        else
            return NULL;
    }
    return value->kind == NODE_Tuple && !value->is_bracketed ? value->Tuple.elts.items[0] : value;
}

static bool is_constant(const Node *node)
{
    return node->kind == NODE_Constant && node->Constant.kind <= CONSTANT_FALSE;
}

/* `target = value` may have been meant as a comparison: the first of the chain, or the last part of an open
 * tuple. */
static bool fail_comparison(Parser *parser, NodeList chain, Location location)
{
    const Node *target = chain.items[0];
    const Node *operand = leading_operand(chain.items[1]);
    bool is_open_tuple = target->kind == NODE_Tuple && token_kind(parser, location.first) != TOKEN_LPAREN;
    if (is_open_tuple)
        target = target->Tuple.elts.items[target->Tuple.elts.count - 1];
    if (!operand || !is_operand(target) || (chain.count > 2 && operand == chain.items[1]))
        return false;
    if (target->kind == NODE_Name && !target->is_bracketed) {
        parser_fail_between(parser, target, operand, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        return true;
    }
    if (target->kind == NODE_List || target->kind == NODE_Tuple || target->kind == NODE_GeneratorExp || is_constant(target))
        return false;
    parser_fail_node(parser, target, "cannot assign to %s here. Maybe you meant '==' instead of '='?", build_expression_name(target));
    return true;
}

static bool check_assigned(Parser *parser, Location location, NodeList chain, Node *target)
{
    if ((target->kind == NODE_Yield || target->kind == NODE_YieldFrom) && !target->is_bracketed)
        return parser_fail_node(parser, target, "assignment to yield expression not possible");
    if (!has_room(parser, target))
        return false;
    const Node *invalid = find_invalid(target, TARGET_ASSIGN, Store);
    if (!invalid)
        return true;
    if (fail_comparison(parser, chain, location))
        return false;
    return parser_fail_node(parser, invalid, "cannot assign to %s", build_expression_name(invalid));
}

Node *build_assign(Parser *parser, Location location, NodeList chain)
{
    Node *value = chain.items[chain.count - 1];
    for (uint32_t i = 0; i + 1 < chain.count; i++)
        if (!check_assigned(parser, location, chain, chain.items[i]))
            return NULL;
    NodeList targets = {chain.count - 1, chain.items};
    return MAKE(Assign, location, targets, value);
}

static bool is_single_target(const Node *node)
{
    return node->kind == NODE_Name || node->kind == NODE_Attribute || node->kind == NODE_Subscript;
}

Node *build_augmented(Parser *parser, Location location, Augmented augmented, Node *value)
{
    Node *target = augmented.target;
    if (!is_single_target(target)) {
        parser_fail_node(parser, target, "'%s' is an illegal expression for augmented assignment", build_expression_name(target));
        return NULL;
    }
    return target_check(parser, target, TARGET_ASSIGN) ? MAKE(AugAssign, location, target, augmented.op, value) : NULL;
}

/* `location` ends with the colon. */
static bool fail_annotated(Parser *parser, Location location, const Node *target)
{
    if (target->kind == NODE_List)
        return parser_fail_node(parser, target, "only single target (not list) can be annotated");
    if (target->kind != NODE_Tuple)
        return parser_fail_node(parser, target, "illegal target for annotation");
    bool is_bracketed = token_kind(parser, location.first) == TOKEN_LPAREN && token_kind(parser, location.last - 1) == TOKEN_RPAREN;
    const Node *place = is_bracketed ? target : target->Tuple.elts.items[0];
    return parser_fail_node(parser, place, "only single target (not tuple) can be annotated");
}

Node *build_annotated(Parser *parser, Location location, Location head, Node *target, Node *annotation, Node *value)
{
    if (!is_single_target(target)) {
        fail_annotated(parser, head, target);
        return NULL;
    }
    if (!target_check(parser, target, TARGET_ASSIGN))
        return NULL;
    int simple = target->kind == NODE_Name && !target->is_bracketed;
    return MAKE(AnnAssign, location, target, annotation, value, simple);
}

Node *build_named(Parser *parser, Location location, Node *target, Node *value)
{
    if (target->kind != NODE_Name || target->is_bracketed) {
        parser_fail_node(parser, target, "cannot use assignment expressions with %s", build_expression_name(target));
        return NULL;
    }
    return target_check(parser, target, TARGET_ASSIGN) ? MAKE(NamedExpr, location, target, value) : NULL;
}

/* Among arguments CPython finds no better words than "invalid syntax". */
Node *build_named_argument(Parser *parser, Location location, Location head, Node *target, Node *value)
{
    if (target->kind == NODE_Name && !target->is_bracketed)
        return build_named(parser, location, target, value);
    parser_give_up(parser, head.last);
    return NULL;
}

static void suspect(Parser *parser, Location sign)
{
    if (!parser->suspect)
        parser->suspect = sign.first;
}

void build_suspect_target(Parser *parser, const Node *target, Location sign)
{
    if (!is_single_target(target))
        suspect(parser, sign);
}

void build_suspect_assigned(Parser *parser, const Node *target, Location sign)
{
    if (!is_single_target(target) && target->kind != NODE_Tuple && target->kind != NODE_List && target->kind != NODE_Starred)
        suspect(parser, sign);
}

/* A keyword argument, and the target of `:=`, is just a name. */
void build_suspect_keyword(Parser *parser, Location target, Location sign)
{
    if (token_kind(parser, target.first) != TOKEN_NAME || target.first != target.last)
        suspect(parser, sign);
}
