/* build_patterns: the nodes of case patterns.
 *
 * A pattern looks like an expression and is none: `case Point(x=0, y=y)` calls nothing, and a name
 * binds. What the grammar accepts more widely than Python is refused here: a star alone, `_` as a
 * name to bind, positional patterns behind keyword ones. */
#include "parser/parser_private.h"

#define MAKE(kind, location, ...) build_node(parser, NODE_##kind, location, &(kind##Fields){__VA_ARGS__})

const Name *pattern_name(const Name *name)
{
    return name->length == 1 && name->text[0] == '_' ? NULL : name;
}

/* A star makes sense only in a sequence. */
Node *pattern_alone(Parser *parser, Location location, Node *pattern)
{
    if (pattern->kind != NODE_MatchStar)
        return pattern;
    parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){location.last + 1, location.last + 1}, "invalid syntax");
    return NULL;
}

/* Neither is it a subject, without a comma. */
Node *subject_alone(Parser *parser, Location location, Node *subject)
{
    if (subject->kind != NODE_Starred)
        return subject;
    parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){location.last + 1, location.last + 1}, "invalid syntax");
    return NULL;
}

Node *pattern_literal(Parser *parser, Location location, Node *literal)
{
    if (literal->kind == NODE_JoinedStr) {
        parser_fail_node(parser, literal, "patterns may only match literals and attribute lookups");
        return NULL;
    }
    if (literal->kind == NODE_Constant && literal->Constant.kind <= CONSTANT_FALSE)
        return MAKE(MatchSingleton, location, literal->Constant.kind);
    return MAKE(MatchValue, location, literal);
}

Node *pattern_as(Parser *parser, Location location, Location name_location, Node *pattern, const Name *name)
{
    if (pattern_name(name))
        return MAKE(MatchAs, location, pattern, name);
    parser_fail(parser, SOURCE_SYNTAX_ERROR, name_location, "cannot use '_' as a target");
    return NULL;
}

/* Positional patterns stand behind a keyword. CPython says so as soon as it has read them, up to the next keyword or the end. */
static bool fail_misplaced(Parser *parser, const NodeList *arguments)
{
    bool has_keyword = false;
    Node *first = NULL, *last = NULL;
    for (uint32_t i = 0; i < arguments->count; i++) {
        Node *argument = arguments->items[i];
        if (argument->kind == NODE_keyword && first)
            break;
        if (argument->kind == NODE_keyword) {
            has_keyword = true;
        } else if (has_keyword) {
            first = first ? first : argument;
            last = argument;
        }
    }
    if (first)
        parser_fail_between(parser, first, last, "positional patterns follow keyword patterns");
    return first != NULL;
}

bool pattern_argument_append(Parser *parser, NodeList *arguments, Node *argument)
{
    bool ends_run = argument && argument->kind == NODE_keyword && arguments->count &&
                    arguments->items[arguments->count - 1]->kind != NODE_keyword;
    return (!ends_run || !fail_misplaced(parser, arguments)) && build_list_append(parser, arguments, argument);
}

Node *pattern_class(Parser *parser, Location location, Node *cls, NodeList arguments)
{
    MatchClassFields fields = {.cls = cls};
    if (fail_misplaced(parser, &arguments))
        return NULL;
    for (uint32_t i = 0; i < arguments.count; i++) {
        Node *argument = arguments.items[i];
        if (argument->kind == NODE_keyword) {
            if (!build_names_append(parser, &fields.kwd_attrs, argument->keyword.arg) ||
                !build_list_append(parser, &fields.kwd_patterns, argument->keyword.value))
                return NULL;
        } else if (!build_list_append(parser, &fields.patterns, argument)) {
            return NULL;
        }
    }
    return build_node(parser, NODE_MatchClass, location, &fields);
}

/* `**rest` is a name rather than a pattern, and is not `_`. */
Node *pattern_mapping(Parser *parser, Location location, DictFields items)
{
    MatchMappingFields fields = {0};
    for (uint32_t i = 0; i < items.values.count; i++) {
        if (!items.keys.items[i] && !pattern_name(items.values.items[i]->MatchAs.name)) {
            parser_fail_node(parser, items.values.items[i], "invalid syntax");
            return NULL;
        }
        if (!items.keys.items[i])
            fields.rest = items.values.items[i]->MatchAs.name;
        else if (!build_list_append(parser, &fields.keys, items.keys.items[i]) ||
                 !build_list_append(parser, &fields.patterns, items.values.items[i]))
            return NULL;
    }
    return build_node(parser, NODE_MatchMapping, location, &fields);
}

static bool is_imaginary(const Node *number)
{
    return number->kind == NODE_Constant && number->Constant.kind == CONSTANT_IMAGINARY;
}

Node *pattern_complex(Parser *parser, Location location, Node *real, Operator op, Node *imaginary)
{
    const Node *magnitude = real->kind == NODE_UnaryOp ? real->UnaryOp.operand : real;
    if (is_imaginary(magnitude)) {
        parser_fail_node(parser, magnitude, "real number required in complex literal");
        return NULL;
    }
    if (!is_imaginary(imaginary)) {
        parser_fail_node(parser, imaginary, "imaginary number required in complex literal");
        return NULL;
    }
    return MAKE(BinOp, location, real, op, imaginary);
}
