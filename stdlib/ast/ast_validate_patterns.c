/* ast_validate_patterns: the rules for patterns. See ast_validate.c. */
#include "runtime/errors/errors.h"
#include "stdlib/ast/ast_private.h"

static bool is_number(const Node *node, bool may_be_real, bool may_be_imaginary)
{
    if (node->kind != NODE_Constant)
        return false;
    switch (node->Constant.kind) {
    case CONSTANT_INT:
    case CONSTANT_FLOAT: return may_be_real;
    case CONSTANT_IMAGINARY: return may_be_imaginary;
    default: return false;
    }
}

static bool is_negative(const Node *node, bool may_be_imaginary)
{
    return node->kind == NODE_UnaryOp && node->UnaryOp.op == USub && is_number(node->UnaryOp.operand, true, may_be_imaginary);
}

/* 1 + 2j, -1 - 2j */
static bool is_complex_sum(const Node *node)
{
    return node->kind == NODE_BinOp && (node->BinOp.op == Add || node->BinOp.op == Sub) &&
           (is_negative(node->BinOp.left, false) || is_number(node->BinOp.left, true, false)) && is_number(node->BinOp.right, false, true);
}

static bool is_singleton(ConstantKind kind)
{
    return kind <= CONSTANT_FALSE;
}

/* What a subject is compared with. */
static bool validate_value(Node *node)
{
    if (!validate_expression(node, Load))
        return false;
    switch ((int)node->kind) {
    case NODE_Constant:
        if (is_number(node, true, true) || node->Constant.kind == CONSTANT_STRING || node->Constant.kind == CONSTANT_BYTES)
            return true;
        return validate_fail("unexpected constant inside of a literal pattern");
    case NODE_Attribute:
    case NODE_JoinedStr: return true; /* the compiler has its say about f-strings */
    default: break;
    }
    return is_negative(node, true) || is_complex_sum(node) || validate_fail("patterns may only match literals and attribute lookups");
}

static bool validate_capture(const Name *name)
{
    if (strcmp(name->text, "_") == 0)
        return validate_fail("can't capture name '_' in patterns");
    return validate_name(name);
}

static bool validate_patterns(const NodeList *patterns, bool may_be_star)
{
    for (uint32_t i = 0; i < patterns->count; i++)
        if (!validate_pattern(patterns->items[i], may_be_star))
            return false;
    return true;
}

static bool validate_key(Node *key)
{
    if (!key)
        return validate_fail("None disallowed in expression list");
    if (key->kind == NODE_Constant && is_singleton(key->Constant.kind))
        return true;
    return validate_value(key);
}

static bool validate_mapping(const MatchMappingFields *mapping)
{
    if (mapping->keys.count != mapping->patterns.count)
        return validate_fail("MatchMapping doesn't have the same number of keys as patterns");
    if (mapping->rest && !validate_capture(mapping->rest))
        return false;
    for (uint32_t i = 0; i < mapping->keys.count; i++)
        if (!validate_key(mapping->keys.items[i]))
            return false;
    return validate_patterns(&mapping->patterns, false);
}

static bool validate_class_pattern(const MatchClassFields *pattern)
{
    if (pattern->kwd_attrs.count != pattern->kwd_patterns.count)
        return validate_fail("MatchClass doesn't have the same number of keyword attributes as patterns");
    if (!validate_expression(pattern->cls, Load))
        return false;
    const Node *part = pattern->cls;
    while (part->kind == NODE_Attribute)
        part = part->Attribute.value;
    if (part->kind != NODE_Name)
        return validate_fail("MatchClass cls field can only contain Name or Attribute nodes.");
    for (uint32_t i = 0; i < pattern->kwd_attrs.count; i++)
        if (!validate_name(pattern->kwd_attrs.items[i]))
            return false;
    return validate_patterns(&pattern->patterns, false) && validate_patterns(&pattern->kwd_patterns, false);
}

static bool validate_as(const MatchAsFields *pattern)
{
    if (pattern->name && !validate_capture(pattern->name))
        return false;
    if (pattern->pattern && !pattern->name)
        return validate_fail("MatchAs must specify a target name if a pattern is given");
    return !pattern->pattern || validate_pattern(pattern->pattern, false);
}

static bool validate_star(const MatchStarFields *pattern, bool may_be_star)
{
    if (!may_be_star)
        return validate_fail("can't use MatchStar here");
    return !pattern->name || validate_capture(pattern->name);
}

bool validate_pattern(Node *pattern, bool may_be_star)
{
    if (!pattern)
        return validate_fail("None disallowed in pattern list");
    if (stack_is_low()) {
        raise_error(RecursionError, "maximum recursion depth exceeded during compilation");
        return false;
    }
    if (!validate_place(pattern))
        return false;
    switch ((int)pattern->kind) {
    case NODE_MatchValue: return validate_value(pattern->MatchValue.value);
    case NODE_MatchSingleton:
        return is_singleton(pattern->MatchSingleton.value) || validate_fail("MatchSingleton can only contain True, False and None");
    case NODE_MatchSequence: return validate_patterns(&pattern->MatchSequence.patterns, true);
    case NODE_MatchMapping: return validate_mapping(&pattern->MatchMapping);
    case NODE_MatchClass: return validate_class_pattern(&pattern->MatchClass);
    case NODE_MatchStar: return validate_star(&pattern->MatchStar, may_be_star);
    case NODE_MatchAs: return validate_as(&pattern->MatchAs);
    default:
        return (pattern->MatchOr.patterns.count >= 2 || validate_fail("MatchOr requires at least 2 patterns")) &&
               validate_patterns(&pattern->MatchOr.patterns, false);
    }
}
