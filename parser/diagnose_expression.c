/* diagnose_expression: find the error in an expression.
 *
 * Here the expressions of Python are matched a second time, top down, over the tokens of the one line that bison refused. Each rule knows in
 * which ways it is commonly got wrong, and raises the error that CPython words for that; which is found first depends on the
 * order in which alternatives are tried, so the order is CPython's. Nothing is built. A match is remembered for each rule and token,
 * so the time is linear; the depth is bounded, and what is too deep stays "invalid syntax". */
#include <string.h>

#include "parser/diagnose_private.h"

enum { MAX_DEPTH = 800 };

#define RETURN_IF_RAISED(diagnosis) \
    do {                            \
        if ((diagnosis)->raised)    \
            return false;           \
    } while (0)

static bool match_without_invalid(Diagnosis *diagnosis, uint32_t at, Match *match);
static bool match_generators(Diagnosis *diagnosis, uint32_t at, Match *match);
static bool match_value_argument(Diagnosis *diagnosis, uint32_t at, Match *match);

static bool matched(Match *match, uint32_t first, uint32_t end, NodeKind kind)
{
    *match = (Match){.end = end, .first = first, .last = end - 1, .kind = kind};
    return true;
}

/* ---- atoms ---- */

static bool match_constant(uint32_t at, Match *match, ConstantKind constant)
{
    matched(match, at, at + 1, NODE_Constant);
    match->constant = constant;
    return true;
}

static bool is_fstring(const Diagnosis *diagnosis, uint32_t token)
{
    const char *text = token_text(diagnosis->parser, token);
    for (; *text != '\'' && *text != '"'; text++)
        if (*text == 'f' || *text == 'F')
            return true;
    return false;
}

static bool match_strings(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    NodeKind kind = NODE_Constant;
    uint32_t end = at;
    for (; kind_at(diagnosis, end) == TOKEN_STRING; end++)
        if (is_fstring(diagnosis, end))
            kind = NODE_JoinedStr;
    matched(match, at, end, kind);
    match->constant = CONSTANT_STRING;
    return true;
}

/* '*' expression, as in a call */
static bool match_starred(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) != TOKEN_STAR || !match_expression(diagnosis, at + 1, match))
        return false;
    return matched(match, at, match->end, NODE_Starred);
}

/* An element, or several with commas between and perhaps after; *count says how many. */
static bool match_elements(Diagnosis *diagnosis, uint32_t at, Match *match, uint32_t *count)
{
    Match element;
    *count = 0;
    while (match_star_named(diagnosis, at, &element)) {
        if (!(*count)++)
            match->first = element.first;
        at = element.end;
        match->end = at;
        match->last = element.last;
        if (kind_at(diagnosis, at) != TOKEN_COMMA)
            return true;
        match->end = ++at;
    }
    return *count && !diagnosis->raised;
}

static bool match_tuple(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match element;
    uint32_t count;
    uint32_t at = open + 1;
    if (match_star_named(diagnosis, at, &element)) {
        if (kind_at(diagnosis, element.end) != TOKEN_COMMA)
            return false;
        at = element.end + 1;
        if (match_elements(diagnosis, at, &element, &count))
            at = element.end;
    }
    RETURN_IF_RAISED(diagnosis);
    return kind_at(diagnosis, at) == TOKEN_RPAREN && matched(match, open, at + 1, NODE_Tuple);
}

static bool match_group(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match inner;
    bool found = match_yield(diagnosis, open + 1, &inner) || match_named_expression(diagnosis, open + 1, &inner);
    RETURN_IF_RAISED(diagnosis);
    if (found && kind_at(diagnosis, inner.end) == TOKEN_RPAREN) {
        *match = inner;
        match->end++;
        return true;
    }
    if (match_starred(diagnosis, open + 1, &inner) && kind_at(diagnosis, inner.end) == TOKEN_RPAREN)
        return raise_at(diagnosis, inner.first, inner.last, "cannot use starred expression here");
    if (kind_at(diagnosis, open + 1) == TOKEN_DOUBLE_STAR && match_expression(diagnosis, open + 2, &inner) &&
        kind_at(diagnosis, inner.end) == TOKEN_RPAREN)
        return raise_at(diagnosis, open + 1, open + 1, "cannot use double starred expression here");
    return false;
}

/* In brackets: what is wrong with a comprehension. */
static bool raise_comprehension(Diagnosis *diagnosis, uint32_t open)
{
    Match first;
    Match rest;
    Match generators;
    uint32_t count;
    RETURN_IF_RAISED(diagnosis);
    if (match_starred(diagnosis, open + 1, &first) && match_generators(diagnosis, first.end, &generators))
        return raise_at(diagnosis, first.first, first.last, "iterable unpacking cannot be used in comprehension");
    if (kind_at(diagnosis, open) == TOKEN_LPAREN || !match_star_named(diagnosis, open + 1, &first) ||
        kind_at(diagnosis, first.end) != TOKEN_COMMA)
        return false;
    const char *message = "did you forget parentheses around the comprehension target?";
    if (match_elements(diagnosis, first.end + 1, &rest, &count) && match_generators(diagnosis, rest.end, &generators))
        return raise_at(diagnosis, first.first, rest.last, message);
    if (match_generators(diagnosis, first.end + 1, &generators))
        return raise_at(diagnosis, first.first, first.end, message);
    return false;
}

/* Element and generators between brackets. */
static bool match_comprehension(Diagnosis *diagnosis, uint32_t open, TokenKind close, NodeKind kind, Match *match)
{
    Match part;
    bool has_element = kind == NODE_GeneratorExp ? match_value_argument(diagnosis, open + 1, &part)
                                                 : match_named_expression(diagnosis, open + 1, &part);
    if (has_element && match_generators(diagnosis, part.end, &part) &&
        kind_at(diagnosis, part.end) == close)
        return matched(match, open, part.end + 1, kind);
    return raise_comprehension(diagnosis, open);
}

static bool match_list(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match elements;
    uint32_t count;
    uint32_t at = open + 1;
    if (match_elements(diagnosis, at, &elements, &count))
        at = elements.end;
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, at) == TOKEN_RBRACKET)
        return matched(match, open, at + 1, NODE_List);
    return match_comprehension(diagnosis, open, TOKEN_RBRACKET, NODE_ListComp, match);
}

/* key: value, or **mapping */
static bool match_pair(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) == TOKEN_DOUBLE_STAR)
        return match_bitwise(diagnosis, at + 1, match);
    return match_expression(diagnosis, at, match) && kind_at(diagnosis, match->end) == TOKEN_COLON &&
           match_expression(diagnosis, match->end + 1, match);
}

/* The value of a dict's item is a starred expression, or missing; `colon` stands before it. */
static bool raise_value(Diagnosis *diagnosis, uint32_t colon)
{
    Match value;
    TokenKind next = kind_at(diagnosis, colon + 1);
    bool was_quiet = diagnosis->is_quiet;
    bool is_starred = next == TOKEN_STAR && match_bitwise(diagnosis, colon + 2, &value);
    RETURN_IF_RAISED(diagnosis);
    diagnosis->is_quiet = false;
    if (is_starred)
        raise_from(diagnosis, colon + 1, "cannot use a starred expression in a dictionary value");
    else if (next == TOKEN_RBRACE || next == TOKEN_COMMA)
        raise_at(diagnosis, colon, colon, "expression expected after dictionary key and ':'");
    diagnosis->is_quiet = was_quiet;
    return false;
}

static bool raise_key_without_colon(Diagnosis *diagnosis, const Match *key)
{
    const Token *last = &diagnosis->parser->tokens.items[key->last];
    const Token *first = &diagnosis->parser->tokens.items[key->first];
    SourcePlace place = {first->line, (int32_t)last->end_column - 1, last->end_line, -1};
    source_fail(diagnosis->parser->source, diagnosis->parser->error, SOURCE_SYNTAX_ERROR, place, "':' expected after dictionary key");
    diagnosis->raised = true;
    return false;
}

/* CPython looks for this even where it is quiet, in its first pass. */
static bool raise_pairs(Diagnosis *diagnosis, uint32_t open)
{
    Match part;
    uint32_t at = open + 1;
    RETURN_IF_RAISED(diagnosis);
    while (match_pair(diagnosis, at, &part) && kind_at(diagnosis, part.end) == TOKEN_COMMA)
        at = part.end + 1;
    RETURN_IF_RAISED(diagnosis);
    if (!match_expression(diagnosis, at, &part))
        return false;
    if (kind_at(diagnosis, part.end) == TOKEN_COLON)
        return raise_value(diagnosis, part.end);
    return at > open + 1 && raise_key_without_colon(diagnosis, &part);
}

static bool match_dict(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match pair;
    uint32_t at = open + 1;
    while (match_pair(diagnosis, at, &pair)) {
        at = pair.end;
        if (kind_at(diagnosis, at) != TOKEN_COMMA)
            break;
        at++;
    }
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, at) == TOKEN_RBRACE)
        return matched(match, open, at + 1, NODE_Dict);
    return raise_pairs(diagnosis, open);
}

static bool match_dict_comprehension(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match part;
    bool is_unpacking = kind_at(diagnosis, open + 1) == TOKEN_DOUBLE_STAR;
    if (!match_pair(diagnosis, open + 1, &part) || !match_generators(diagnosis, part.end, &part) ||
        kind_at(diagnosis, part.end) != TOKEN_RBRACE)
        return false;
    if (is_unpacking)
        return raise_at(diagnosis, open + 1, open + 1, "dict unpacking cannot be used in dict comprehension");
    return matched(match, open, part.end + 1, NODE_DictComp);
}

static bool match_braces(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match elements;
    uint32_t count;
    if (match_dict(diagnosis, open, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    if (match_elements(diagnosis, open + 1, &elements, &count) && kind_at(diagnosis, elements.end) == TOKEN_RBRACE)
        return matched(match, open, elements.end + 1, NODE_Set);
    RETURN_IF_RAISED(diagnosis);
    if (match_dict_comprehension(diagnosis, open, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    return match_comprehension(diagnosis, open, TOKEN_RBRACE, NODE_SetComp, match);
}

static bool match_round_brackets(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    if (match_tuple(diagnosis, open, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    if (match_group(diagnosis, open, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    return match_comprehension(diagnosis, open, TOKEN_RPAREN, NODE_GeneratorExp, match);
}

static bool match_atom(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    switch (kind_at(diagnosis, at)) {
    case TOKEN_NAME:
        return matched(match, at, at + 1, NODE_Name);
    case TOKEN_TRUE:
        return match_constant(at, match, CONSTANT_TRUE);
    case TOKEN_FALSE:
        return match_constant(at, match, CONSTANT_FALSE);
    case TOKEN_NONE:
        return match_constant(at, match, CONSTANT_NONE);
    case TOKEN_ELLIPSIS:
        return match_constant(at, match, CONSTANT_ELLIPSIS);
    case TOKEN_INT:
    case TOKEN_FLOAT:
    case TOKEN_IMAGINARY:
        return match_constant(at, match, CONSTANT_INT);
    case TOKEN_STRING:
        return match_strings(diagnosis, at, match);
    case TOKEN_LPAREN:
        return match_round_brackets(diagnosis, at, match);
    case TOKEN_LBRACKET:
        return match_list(diagnosis, at, match);
    case TOKEN_LBRACE:
        return match_braces(diagnosis, at, match);
    default:
        return false;
    }
}

/* ---- subscripts and calls ---- */

static bool match_slice(Diagnosis *diagnosis, uint32_t at, uint32_t *end)
{
    Match part;
    uint32_t colons = 0;
    uint32_t start = at;
    if (match_expression(diagnosis, at, &part))
        at = part.end;
    RETURN_IF_RAISED(diagnosis);
    while (kind_at(diagnosis, at) == TOKEN_COLON && colons < 2) {
        colons++;
        at++;
        if (match_expression(diagnosis, at, &part))
            at = part.end;
        RETURN_IF_RAISED(diagnosis);
    }
    if (!colons && !match_named_expression(diagnosis, start, &part))
        return false;
    *end = colons ? at : part.end;
    return true;
}

static bool match_slices(Diagnosis *diagnosis, uint32_t at, uint32_t *end)
{
    Match starred;
    for (*end = at;; at = *end + 1) {
        if (match_starred(diagnosis, at, &starred))
            *end = starred.end;
        else if (diagnosis->raised || !match_slice(diagnosis, at, end))
            return *end > at && !diagnosis->raised;
        if (kind_at(diagnosis, *end) != TOKEN_COMMA)
            return true;
        if (kind_at(diagnosis, *end + 1) == TOKEN_RBRACKET) {
            ++*end;
            return true;
        }
    }
}

static bool match_assignment_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) != TOKEN_NAME || kind_at(diagnosis, at + 1) != TOKEN_COLON_EQUAL ||
        !match_expression(diagnosis, at + 2, match))
        return false;
    return matched(match, at, match->end, NODE_NamedExpr);
}

/* expression, or name := expression */
static bool match_value_argument(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (match_assignment_expression(diagnosis, at, match))
        return true;
    return !diagnosis->raised && match_expression(diagnosis, at, match) && kind_at(diagnosis, match->end) != TOKEN_COLON_EQUAL;
}

typedef struct Arguments {
    uint32_t end;
    uint32_t first;
    uint32_t last;
    uint32_t count;
    bool has_keyword;
    bool has_unpacking;
    Match last_value; /* the last positional argument */
} Arguments;

static bool raise_keyword(Diagnosis *diagnosis, uint32_t at)
{
    static const char *const message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
    Match part;
    TokenKind kind = kind_at(diagnosis, at);
    bool has_equal = kind_at(diagnosis, at + 1) == TOKEN_EQUAL;
    if (has_equal && (kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE))
        return raise_named(diagnosis, at, at + 1, "cannot assign to %s", token_texts[kind]);
    if (has_equal && kind == TOKEN_NAME) {
        if (match_expression(diagnosis, at + 2, &part) && match_generators(diagnosis, part.end, &part))
            return raise_at(diagnosis, at, at + 1, message);
        return false;
    }
    if (match_expression(diagnosis, at, &part) && kind_at(diagnosis, part.end) == TOKEN_EQUAL)
        return raise_at(diagnosis, part.first, part.end, "expression cannot contain assignment, perhaps you meant \"==\"?");
    return false;
}

/* One argument; positional ones only before keywords. */
static bool match_argument(Diagnosis *diagnosis, uint32_t at, Arguments *arguments, Match *match)
{
    if (match_starred(diagnosis, at, match))
        return !arguments->has_unpacking;
    RETURN_IF_RAISED(diagnosis);
    if (!arguments->has_keyword && !arguments->has_unpacking) {
        if (match_value_argument(diagnosis, at, match) && kind_at(diagnosis, match->end) != TOKEN_EQUAL) {
            arguments->last_value = *match;
            return true;
        }
        RETURN_IF_RAISED(diagnosis);
    }
    raise_keyword(diagnosis, at);
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, at) == TOKEN_NAME && kind_at(diagnosis, at + 1) == TOKEN_EQUAL &&
        match_expression(diagnosis, at + 2, match)) {
        arguments->has_keyword = true;
        return matched(match, at, match->end, NODE_keyword);
    }
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, at) == TOKEN_DOUBLE_STAR && match_expression(diagnosis, at + 1, match)) {
        arguments->has_unpacking = true;
        return matched(match, at, match->end, NODE_keyword);
    }
    return false;
}

/* Arguments without a comma after the last. */
static bool match_args(Diagnosis *diagnosis, uint32_t at, Arguments *arguments)
{
    Match argument;
    *arguments = (Arguments){.first = at};
    while (match_argument(diagnosis, at, arguments, &argument)) {
        arguments->count++;
        arguments->end = argument.end;
        arguments->last = argument.last;
        if (kind_at(diagnosis, argument.end) != TOKEN_COMMA)
            return true;
        at = argument.end + 1;
    }
    return arguments->count && !diagnosis->raised;
}

static bool raise_generator(Diagnosis *diagnosis, uint32_t first, uint32_t last)
{
    return raise_at(diagnosis, first, last, "Generator expression must be parenthesized");
}

/* What is wrong with the arguments that begin at a token. */
static bool raise_arguments(Diagnosis *diagnosis, uint32_t at)
{
    Arguments arguments;
    Arguments rest;
    Match part;
    Match generators;
    bool found = match_args(diagnosis, at, &arguments);
    RETURN_IF_RAISED(diagnosis);
    if (found && kind_at(diagnosis, arguments.end) == TOKEN_COMMA && kind_at(diagnosis, arguments.end + 1) == TOKEN_STAR)
        return raise_at(diagnosis, arguments.first, arguments.last,
                        "iterable argument unpacking follows keyword argument unpacking");
    if (match_expression(diagnosis, at, &part) && match_generators(diagnosis, part.end, &generators) &&
        kind_at(diagnosis, generators.end) == TOKEN_COMMA)
        return raise_generator(diagnosis, part.first, generators.last);
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, at) == TOKEN_NAME && kind_at(diagnosis, at + 1) == TOKEN_EQUAL &&
        match_expression(diagnosis, at + 2, &part) && match_generators(diagnosis, part.end, &generators))
        return raise_at(diagnosis, at, at + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    RETURN_IF_RAISED(diagnosis);
    if (!found)
        return false;
    if (match_generators(diagnosis, arguments.end, &generators) && arguments.count > 1)
        return raise_generator(diagnosis, arguments.last_value.first, generators.last);
    if (diagnosis->raised || kind_at(diagnosis, arguments.end) != TOKEN_COMMA)
        return false;
    if (match_expression(diagnosis, arguments.end + 1, &part) && match_generators(diagnosis, part.end, &generators))
        return raise_generator(diagnosis, part.first, generators.last);
    if (match_args(diagnosis, arguments.end + 1, &rest))
        return raise_last(diagnosis, arguments.has_unpacking ? "positional argument follows keyword argument unpacking"
                                                             : "positional argument follows keyword argument");
    return false;
}

bool match_arguments(Diagnosis *diagnosis, uint32_t at, uint32_t *end)
{
    Arguments arguments;
    *end = at;
    if (match_args(diagnosis, at, &arguments)) {
        *end = arguments.end;
        if (kind_at(diagnosis, *end) == TOKEN_COMMA)
            ++*end;
        if (kind_at(diagnosis, *end) == TOKEN_RPAREN)
            return true;
    }
    RETURN_IF_RAISED(diagnosis);
    return raise_arguments(diagnosis, at);
}

/* The call whose bracket is at `open`; its end. */
static bool match_call(Diagnosis *diagnosis, uint32_t open, uint32_t *end)
{
    Match generator;
    if (match_comprehension(diagnosis, open, TOKEN_RPAREN, NODE_GeneratorExp, &generator)) {
        *end = generator.end;
        return true;
    }
    RETURN_IF_RAISED(diagnosis);
    if (!match_arguments(diagnosis, open + 1, end))
        *end = open + 1;
    RETURN_IF_RAISED(diagnosis);
    if (kind_at(diagnosis, *end) != TOKEN_RPAREN)
        return false;
    ++*end;
    return true;
}

static bool match_trailer(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t end;
    switch (kind_at(diagnosis, match->end)) {
    case TOKEN_DOT:
        return kind_at(diagnosis, match->end + 1) == TOKEN_NAME && matched(match, at, match->end + 2, NODE_Attribute);
    case TOKEN_LPAREN:
        return match_call(diagnosis, match->end, &end) && matched(match, at, end, NODE_Call);
    case TOKEN_LBRACKET:
        return match_slices(diagnosis, match->end + 1, &end) && kind_at(diagnosis, end) == TOKEN_RBRACKET &&
               matched(match, at, end + 1, NODE_Subscript);
    default:
        return false;
    }
}

bool match_primary(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (!match_atom(diagnosis, at, match))
        return false;
    while (match_trailer(diagnosis, at, match))
        ;
    return !diagnosis->raised;
}

/* ---- operators ---- */

static bool match_await(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) != TOKEN_AWAIT)
        return match_primary(diagnosis, at, match);
    return match_primary(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Await);
}

static bool match_factor(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t start = at;
    while (kind_at(diagnosis, at) == TOKEN_PLUS || kind_at(diagnosis, at) == TOKEN_MINUS || kind_at(diagnosis, at) == TOKEN_TILDE)
        at++;
    if (!match_await(diagnosis, at, match))
        return false;
    if (at > start)
        matched(match, start, match->end, NODE_UnaryOp);
    return true;
}

static bool is_binary_operator(TokenKind kind)
{
    switch (kind) {
    case TOKEN_BAR:
    case TOKEN_CARET:
    case TOKEN_AMPERSAND:
    case TOKEN_LEFT_SHIFT:
    case TOKEN_RIGHT_SHIFT:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_STAR:
    case TOKEN_SLASH:
    case TOKEN_DOUBLE_SLASH:
    case TOKEN_PERCENT:
    case TOKEN_AT:
    case TOKEN_DOUBLE_STAR:
        return true;
    default:
        return false;
    }
}

/* For errors the precedence of the binary operators does not matter. */
static bool scan_bitwise(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match operand;
    if (!match_factor(diagnosis, at, match))
        return false;
    while (is_binary_operator(kind_at(diagnosis, match->end)) && match_factor(diagnosis, match->end + 1, &operand))
        matched(match, at, operand.end, NODE_BinOp);
    return !diagnosis->raised;
}

static uint32_t comparison_length(Diagnosis *diagnosis, uint32_t at)
{
    switch (kind_at(diagnosis, at)) {
    case TOKEN_EQUAL_EQUAL:
    case TOKEN_NOT_EQUAL:
    case TOKEN_LESS:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER:
    case TOKEN_GREATER_EQUAL:
    case TOKEN_IN:
        return 1;
    case TOKEN_IS:
        return kind_at(diagnosis, at + 1) == TOKEN_NOT ? 2 : 1;
    case TOKEN_NOT:
        return kind_at(diagnosis, at + 1) == TOKEN_IN ? 2 : 0;
    default:
        return 0;
    }
}

static bool match_comparison(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match operand;
    uint32_t length;
    uint32_t start = at;
    while (kind_at(diagnosis, at) == TOKEN_NOT)
        at++;
    if (!match_bitwise(diagnosis, at, match))
        return false;
    while ((length = comparison_length(diagnosis, match->end)) && match_bitwise(diagnosis, match->end + length, &operand))
        matched(match, at, operand.end, NODE_Compare);
    if (at > start)
        matched(match, start, match->end, NODE_UnaryOp);
    return !diagnosis->raised;
}

static bool scan_disjunction(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match operand;
    if (!match_comparison(diagnosis, at, match))
        return false;
    for (;;) {
        TokenKind kind = kind_at(diagnosis, match->end);
        if ((kind != TOKEN_AND && kind != TOKEN_OR) || !match_comparison(diagnosis, match->end + 1, &operand))
            return !diagnosis->raised;
        matched(match, at, operand.end, NODE_BoolOp);
    }
}

/* ---- expressions ---- */

static bool match_lambda(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t end;
    if (kind_at(diagnosis, at) != TOKEN_LAMBDA || !match_parameters(diagnosis, at + 1, TOKEN_COLON, &end))
        return false;
    return kind_at(diagnosis, end) == TOKEN_COLON && match_expression(diagnosis, end + 1, match) &&
           matched(match, at, match->end, NODE_Lambda);
}

static bool match_plain(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match test;
    Match otherwise;
    if (!match_disjunction(diagnosis, at, match))
        return !diagnosis->raised && match_lambda(diagnosis, at, match);
    if (kind_at(diagnosis, match->end) == TOKEN_IF && match_disjunction(diagnosis, match->end + 1, &test) &&
        kind_at(diagnosis, test.end) == TOKEN_ELSE && match_expression(diagnosis, test.end + 1, &otherwise))
        return matched(match, at, otherwise.end, NODE_IfExp);
    return !diagnosis->raised;
}

static bool match_without_invalid(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    bool was_quiet = diagnosis->is_quiet;
    diagnosis->is_quiet = true;
    bool found = match_plain(diagnosis, at, match);
    diagnosis->is_quiet = was_quiet;
    return found;
}

static bool is_legacy_word(Diagnosis *diagnosis, uint32_t at)
{
    return is_word_at(diagnosis, at, "print") || is_word_at(diagnosis, at, "exec");
}

/* A soft keyword; or a beginning of one, as CPython 3.11 has it. */
static bool is_soft_keyword(const Diagnosis *diagnosis, uint32_t at)
{
    const Token *token = &diagnosis->parser->tokens.items[at];
    const char *text = token_text(diagnosis->parser, at);
    return token->kind == TOKEN_NAME && (strncmp("match", text, token->length) == 0 || strncmp("case", text, token->length) == 0 ||
                                         strncmp("_", text, token->length) == 0);
}

/* Two expressions without anything between, or an `if` without `else`. */
static bool raise_expression(Diagnosis *diagnosis, uint32_t at)
{
    Match left;
    Match right;
    bool is_prefixed = kind_at(diagnosis, at) == TOKEN_NAME && kind_at(diagnosis, at + 1) == TOKEN_STRING;
    if (!match_disjunction(diagnosis, at, &left))
        return false;
    if (!is_prefixed && !is_soft_keyword(diagnosis, at) && match_without_invalid(diagnosis, left.end, &right)) {
        bool is_legacy = left.kind == NODE_Name && is_legacy_word(diagnosis, left.first);
        if (!is_legacy && diagnosis->parser->tokens.items[right.end - 1].level)
            return raise_at(diagnosis, left.first, right.last, "invalid syntax. Perhaps you forgot a comma?");
    }
    if (kind_at(diagnosis, left.end) == TOKEN_IF && match_disjunction(diagnosis, left.end + 1, &right)) {
        TokenKind next = kind_at(diagnosis, right.end);
        if (next != TOKEN_ELSE && next != TOKEN_COLON)
            return raise_at(diagnosis, left.first, right.last, "expected 'else' after 'if' expression");
    }
    return false;
}

/* print x */
static bool raise_legacy(Diagnosis *diagnosis, uint32_t at)
{
    Match value;
    if (kind_at(diagnosis, at) != TOKEN_NAME || kind_at(diagnosis, at + 1) == TOKEN_LPAREN ||
        !match_star_expressions(diagnosis, at + 1, &value) || !is_legacy_word(diagnosis, at))
        return false;
    return raise_at(diagnosis, at, value.last,
                    is_word_at(diagnosis, at, "print") ? "Missing parentheses in call to 'print'. Did you mean print(...)?"
                                                       : "Missing parentheses in call to 'exec'. Did you mean exec(...)?");
}

static bool scan_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (!diagnosis->is_quiet) {
        raise_expression(diagnosis, at);
        RETURN_IF_RAISED(diagnosis);
        raise_legacy(diagnosis, at);
        RETURN_IF_RAISED(diagnosis);
    }
    return match_plain(diagnosis, at, match);
}

/* `=` where `==` or `:=` belongs. */
static bool raise_equal(Diagnosis *diagnosis, uint32_t at)
{
    Match left;
    Match right;
    if (match_expression(diagnosis, at, &left) && kind_at(diagnosis, left.end) == TOKEN_COLON_EQUAL &&
        match_expression(diagnosis, left.end + 1, &right))
        return raise_named(diagnosis, left.first, left.last, "cannot use assignment expressions with %s", match_name(&left));
    RETURN_IF_RAISED(diagnosis);
    if (!match_bitwise(diagnosis, at, &left) || kind_at(diagnosis, left.end) != TOKEN_EQUAL ||
        !match_bitwise(diagnosis, left.end + 1, &right))
        return false;
    TokenKind next = kind_at(diagnosis, right.end);
    if (next == TOKEN_EQUAL || next == TOKEN_COLON_EQUAL)
        return false;
    if (kind_at(diagnosis, at) == TOKEN_NAME && left.end == at + 1)
        return raise_at(diagnosis, at, right.last, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    bool begins_with_constant = kind_at(diagnosis, at) == TOKEN_TRUE || kind_at(diagnosis, at) == TOKEN_NONE ||
                                kind_at(diagnosis, at) == TOKEN_FALSE;
    if (left.kind == NODE_List || left.kind == NODE_Tuple || left.kind == NODE_GeneratorExp || begins_with_constant)
        return false;
    return raise_named(diagnosis, left.first, left.last, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                       match_name(&left));
}

static bool scan_named(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (match_assignment_expression(diagnosis, at, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    if (!diagnosis->is_quiet)
        raise_equal(diagnosis, at);
    RETURN_IF_RAISED(diagnosis);
    return match_expression(diagnosis, at, match) && kind_at(diagnosis, match->end) != TOKEN_COLON_EQUAL;
}

bool match_star_named(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) == TOKEN_STAR)
        return match_bitwise(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Starred);
    return match_named_expression(diagnosis, at, match);
}

bool match_star_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (kind_at(diagnosis, at) == TOKEN_STAR)
        return match_bitwise(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Starred);
    return match_expression(diagnosis, at, match);
}

bool match_star_expressions(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match element;
    if (!match_star_expression(diagnosis, at, match))
        return false;
    while (kind_at(diagnosis, match->end) == TOKEN_COMMA) {
        matched(match, at, match->end + 1, NODE_Tuple);
        if (!match_star_expression(diagnosis, match->end, &element))
            break;
        matched(match, at, element.end, NODE_Tuple);
    }
    return !diagnosis->raised;
}

bool match_yield(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match value;
    if (kind_at(diagnosis, at) != TOKEN_YIELD)
        return false;
    if (kind_at(diagnosis, at + 1) == TOKEN_FROM && match_expression(diagnosis, at + 2, &value))
        return matched(match, at, value.end, NODE_YieldFrom);
    RETURN_IF_RAISED(diagnosis);
    if (match_star_expressions(diagnosis, at + 1, &value))
        return matched(match, at, value.end, NODE_Yield);
    return !diagnosis->raised && matched(match, at, at + 1, NODE_Yield);
}

/* ---- targets and generators ---- */

static bool is_target_kind(NodeKind kind)
{
    return kind == NODE_Name || kind == NODE_Attribute || kind == NODE_Subscript || kind == NODE_Tuple || kind == NODE_List;
}

bool match_target(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return match_primary(diagnosis, at, match) && is_target_kind(match->kind);
}

bool match_star_targets(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match target;
    uint32_t count = 0;
    uint32_t start = at;
    for (;; at = match->end) {
        uint32_t star = kind_at(diagnosis, at) == TOKEN_STAR ? 1 : 0;
        if (!match_target(diagnosis, at + star, &target))
            break;
        count++;
        matched(match, start, target.end, count > 1 || star ? NODE_Tuple : target.kind);
        if (kind_at(diagnosis, match->end) != TOKEN_COMMA)
            break;
        matched(match, start, match->end + 1, NODE_Tuple);
    }
    return count && !diagnosis->raised;
}

/* for … in … if … */
static bool match_generator(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match part;
    uint32_t keyword = kind_at(diagnosis, at) == TOKEN_ASYNC ? at + 1 : at;
    if (kind_at(diagnosis, keyword) != TOKEN_FOR)
        return false;
    if (!match_star_targets(diagnosis, keyword + 1, &part) || kind_at(diagnosis, part.end) != TOKEN_IN) {
        RETURN_IF_RAISED(diagnosis);
        if (match_star_expressions(diagnosis, keyword + 1, &part) && !is_target_kind(part.kind) && part.kind != NODE_Compare)
            return raise_named(diagnosis, part.first, part.last, "cannot assign to %s", match_name(&part));
        return false;
    }
    if (!match_disjunction(diagnosis, part.end + 1, &part))
        return false;
    while (kind_at(diagnosis, part.end) == TOKEN_IF) {
        Match condition;
        if (!match_disjunction(diagnosis, part.end + 1, &condition))
            break;
        part = condition;
    }
    return !diagnosis->raised && matched(match, at, part.end, NODE_comprehension);
}

static bool match_generators(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match generator;
    if (!match_generator(diagnosis, at, match))
        return false;
    while (match_generator(diagnosis, match->end, &generator))
        matched(match, at, generator.end, NODE_comprehension);
    return !diagnosis->raised;
}

/* ---- memory ---- */

typedef bool Rule(Diagnosis *diagnosis, uint32_t at, Match *match);

typedef enum RuleName { RULE_NAMED, RULE_EXPRESSION, RULE_DISJUNCTION, RULE_BITWISE, RULE_COUNT } RuleName;

struct Memo {
    enum { UNKNOWN, FOUND, NOT_FOUND } states[2][RULE_COUNT]; /* not quiet, quiet */
    Match matches[2][RULE_COUNT];
};

Memo *diagnose_memos(Arena *arena, uint32_t count)
{
    return arena_alloc(arena, count * sizeof(Memo));
}

/* Apply a rule once for each token and mode. */
static bool remember(Diagnosis *diagnosis, RuleName name, Rule *rule, uint32_t at, Match *match)
{
    RETURN_IF_RAISED(diagnosis);
    uint32_t index = at - diagnosis->first;
    if (index >= diagnosis->memo_count || diagnosis->depth >= MAX_DEPTH)
        return false;
    Memo *memo = &diagnosis->memos[index];
    bool quiet = diagnosis->is_quiet;
    if (memo->states[quiet][name] == UNKNOWN) {
        diagnosis->depth++;
        bool found = rule(diagnosis, at, &memo->matches[quiet][name]);
        diagnosis->depth--;
        memo->states[quiet][name] = found ? FOUND : NOT_FOUND;
    }
    *match = memo->matches[quiet][name];
    return memo->states[quiet][name] == FOUND;
}

bool match_named_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_NAMED, scan_named, at, match);
}

bool match_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_EXPRESSION, scan_expression, at, match);
}

bool match_disjunction(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_DISJUNCTION, scan_disjunction, at, match);
}

bool match_bitwise(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_BITWISE, scan_bitwise, at, match);
}
