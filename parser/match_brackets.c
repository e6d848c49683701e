/* match_brackets: find the error in what stands in brackets: groups, displays, comprehensions, subscripts,
 * calls. See match_expression.c for how it is done. */
#include "parser/diagnose_private.h"

static bool match_value_argument(Diagnosis *diagnosis, uint32_t at, Match *match);

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
    for (; diagnose_kind_at(diagnosis, end) == TOKEN_STRING; end++)
        if (is_fstring(diagnosis, end))
            kind = NODE_JoinedStr;
    matched(match, at, end, kind);
    match->constant = CONSTANT_STRING;
    return true;
}

/* '*' expression, as in a call */
static bool match_starred(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) != TOKEN_STAR || !match_expression(diagnosis, at + 1, match))
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
        if (diagnose_kind_at(diagnosis, at) != TOKEN_COMMA)
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
        if (diagnose_kind_at(diagnosis, element.end) != TOKEN_COMMA)
            return false;
        at = element.end + 1;
        if (match_elements(diagnosis, at, &element, &count))
            at = element.end;
    }
    RETURN_IF_RAISED(diagnosis);
    return diagnose_kind_at(diagnosis, at) == TOKEN_RPAREN && matched(match, open, at + 1, NODE_Tuple);
}

static bool match_group(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match inner;
    bool found = match_yield(diagnosis, open + 1, &inner) || match_named_expression(diagnosis, open + 1, &inner);
    RETURN_IF_RAISED(diagnosis);
    if (found && diagnose_kind_at(diagnosis, inner.end) == TOKEN_RPAREN) {
        *match = inner;
        match->end++;
        return true;
    }
    if (match_starred(diagnosis, open + 1, &inner) && diagnose_kind_at(diagnosis, inner.end) == TOKEN_RPAREN)
        return diagnose_raise_at(diagnosis, inner.first, inner.last, "cannot use starred expression here");
    if (diagnose_kind_at(diagnosis, open + 1) == TOKEN_DOUBLE_STAR && match_expression(diagnosis, open + 2, &inner) &&
        diagnose_kind_at(diagnosis, inner.end) == TOKEN_RPAREN)
        return diagnose_raise_at(diagnosis, open + 1, open + 1, "cannot use double starred expression here");
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
        return diagnose_raise_at(diagnosis, first.first, first.last, "iterable unpacking cannot be used in comprehension");
    if (diagnose_kind_at(diagnosis, open) == TOKEN_LPAREN || !match_star_named(diagnosis, open + 1, &first) ||
        diagnose_kind_at(diagnosis, first.end) != TOKEN_COMMA)
        return false;
    const char *message = "did you forget parentheses around the comprehension target?";
    if (match_elements(diagnosis, first.end + 1, &rest, &count) && match_generators(diagnosis, rest.end, &generators))
        return diagnose_raise_at(diagnosis, first.first, rest.last, message);
    if (match_generators(diagnosis, first.end + 1, &generators))
        return diagnose_raise_at(diagnosis, first.first, first.end, message);
    return false;
}

/* Element and generators between brackets. */
static bool match_comprehension(Diagnosis *diagnosis, uint32_t open, TokenKind close, NodeKind kind, Match *match)
{
    Match part;
    bool has_element = kind == NODE_GeneratorExp ? match_value_argument(diagnosis, open + 1, &part)
                                                 : match_named_expression(diagnosis, open + 1, &part);
    if (has_element && match_generators(diagnosis, part.end, &part) && diagnose_kind_at(diagnosis, part.end) == close)
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
    if (diagnose_kind_at(diagnosis, at) == TOKEN_RBRACKET)
        return matched(match, open, at + 1, NODE_List);
    return match_comprehension(diagnosis, open, TOKEN_RBRACKET, NODE_ListComp, match);
}

/* key: value, or **mapping */
static bool match_pair(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) == TOKEN_DOUBLE_STAR)
        return match_bitwise(diagnosis, at + 1, match);
    return match_expression(diagnosis, at, match) && diagnose_kind_at(diagnosis, match->end) == TOKEN_COLON &&
           match_expression(diagnosis, match->end + 1, match);
}

/* The value of a dict's item is a starred expression, or missing; `colon` stands before it. */
static bool raise_value(Diagnosis *diagnosis, uint32_t colon)
{
    Match value;
    TokenKind next = diagnose_kind_at(diagnosis, colon + 1);
    bool was_quiet = diagnosis->is_quiet;
    bool is_starred = next == TOKEN_STAR && match_bitwise(diagnosis, colon + 2, &value);
    RETURN_IF_RAISED(diagnosis);
    diagnosis->is_quiet = false;
    if (is_starred)
        diagnose_raise_from(diagnosis, colon + 1, "cannot use a starred expression in a dictionary value");
    else if (next == TOKEN_RBRACE || next == TOKEN_COMMA)
        diagnose_raise_at(diagnosis, colon, colon, "expression expected after dictionary key and ':'");
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
    while (match_pair(diagnosis, at, &part) && diagnose_kind_at(diagnosis, part.end) == TOKEN_COMMA)
        at = part.end + 1;
    RETURN_IF_RAISED(diagnosis);
    if (!match_expression(diagnosis, at, &part))
        return false;
    if (diagnose_kind_at(diagnosis, part.end) == TOKEN_COLON)
        return raise_value(diagnosis, part.end);
    return at > open + 1 && raise_key_without_colon(diagnosis, &part);
}

static bool match_dict(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match pair;
    uint32_t at = open + 1;
    while (match_pair(diagnosis, at, &pair)) {
        at = pair.end;
        if (diagnose_kind_at(diagnosis, at) != TOKEN_COMMA)
            break;
        at++;
    }
    RETURN_IF_RAISED(diagnosis);
    if (diagnose_kind_at(diagnosis, at) == TOKEN_RBRACE)
        return matched(match, open, at + 1, NODE_Dict);
    return raise_pairs(diagnosis, open);
}

static bool match_dict_comprehension(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match part;
    bool is_unpacking = diagnose_kind_at(diagnosis, open + 1) == TOKEN_DOUBLE_STAR;
    if (!match_pair(diagnosis, open + 1, &part) || !match_generators(diagnosis, part.end, &part) ||
        diagnose_kind_at(diagnosis, part.end) != TOKEN_RBRACE)
        return false;
    if (is_unpacking)
        return diagnose_raise_at(diagnosis, open + 1, open + 1, "dict unpacking cannot be used in dict comprehension");
    return matched(match, open, part.end + 1, NODE_DictComp);
}

static bool match_braces(Diagnosis *diagnosis, uint32_t open, Match *match)
{
    Match elements;
    uint32_t count;
    if (match_dict(diagnosis, open, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    if (match_elements(diagnosis, open + 1, &elements, &count) && diagnose_kind_at(diagnosis, elements.end) == TOKEN_RBRACE)
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

bool match_atom(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (stack_is_low()) /* too deep to find out more than that something is wrong */
        return false;
    switch (diagnose_kind_at(diagnosis, at)) {
    case TOKEN_NAME: return matched(match, at, at + 1, NODE_Name);
    case TOKEN_TRUE: return match_constant(at, match, CONSTANT_TRUE);
    case TOKEN_FALSE: return match_constant(at, match, CONSTANT_FALSE);
    case TOKEN_NONE: return match_constant(at, match, CONSTANT_NONE);
    case TOKEN_ELLIPSIS: return match_constant(at, match, CONSTANT_ELLIPSIS);
    case TOKEN_INT:
    case TOKEN_FLOAT:
    case TOKEN_IMAGINARY: return match_constant(at, match, CONSTANT_INT);
    case TOKEN_STRING: return match_strings(diagnosis, at, match);
    case TOKEN_LPAREN: return match_round_brackets(diagnosis, at, match);
    case TOKEN_LBRACKET: return match_list(diagnosis, at, match);
    case TOKEN_LBRACE: return match_braces(diagnosis, at, match);
    default: return false;
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
    while (diagnose_kind_at(diagnosis, at) == TOKEN_COLON && colons < 2) {
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
        if (diagnose_kind_at(diagnosis, *end) != TOKEN_COMMA)
            return true;
        if (diagnose_kind_at(diagnosis, *end + 1) == TOKEN_RBRACKET) {
            ++*end;
            return true;
        }
    }
}

bool match_assignment_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) != TOKEN_NAME || diagnose_kind_at(diagnosis, at + 1) != TOKEN_COLON_EQUAL ||
        !match_expression(diagnosis, at + 2, match))
        return false;
    return matched(match, at, match->end, NODE_NamedExpr);
}

/* expression, or name := expression */
static bool match_value_argument(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (match_assignment_expression(diagnosis, at, match))
        return true;
    return !diagnosis->raised && match_expression(diagnosis, at, match) && diagnose_kind_at(diagnosis, match->end) != TOKEN_COLON_EQUAL;
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
    TokenKind kind = diagnose_kind_at(diagnosis, at);
    if ((kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE) && diagnose_kind_at(diagnosis, at + 1) == TOKEN_EQUAL)
        return diagnose_raise_named(diagnosis, at, at + 1, "cannot assign to %s", token_texts[kind]);
    if (kind == TOKEN_NAME && diagnose_kind_at(diagnosis, at + 1) == TOKEN_EQUAL) {
        if (match_expression(diagnosis, at + 2, &part) && match_generators(diagnosis, part.end, &part))
            return diagnose_raise_at(diagnosis, at, at + 1, message);
        return false;
    }
    if (match_expression(diagnosis, at, &part) && diagnose_kind_at(diagnosis, part.end) == TOKEN_EQUAL)
        return diagnose_raise_at(diagnosis, part.first, part.end, "expression cannot contain assignment, perhaps you meant \"==\"?");
    return false;
}

/* One argument; positional ones only before keywords. */
static bool match_argument(Diagnosis *diagnosis, uint32_t at, Arguments *arguments, Match *match)
{
    if (match_starred(diagnosis, at, match))
        return !arguments->has_unpacking;
    RETURN_IF_RAISED(diagnosis);
    if (!arguments->has_keyword && !arguments->has_unpacking) {
        if (match_value_argument(diagnosis, at, match) && diagnose_kind_at(diagnosis, match->end) != TOKEN_EQUAL) {
            arguments->last_value = *match;
            return true;
        }
        RETURN_IF_RAISED(diagnosis);
    }
    raise_keyword(diagnosis, at);
    RETURN_IF_RAISED(diagnosis);
    if (diagnose_kind_at(diagnosis, at) == TOKEN_NAME && diagnose_kind_at(diagnosis, at + 1) == TOKEN_EQUAL &&
        match_expression(diagnosis, at + 2, match)) {
        arguments->has_keyword = true;
        return matched(match, at, match->end, NODE_keyword);
    }
    RETURN_IF_RAISED(diagnosis);
    if (diagnose_kind_at(diagnosis, at) == TOKEN_DOUBLE_STAR && match_expression(diagnosis, at + 1, match)) {
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
        if (diagnose_kind_at(diagnosis, argument.end) != TOKEN_COMMA)
            return true;
        at = argument.end + 1;
    }
    return arguments->count && !diagnosis->raised;
}

static bool raise_generator(Diagnosis *diagnosis, uint32_t first, uint32_t last)
{
    return diagnose_raise_at(diagnosis, first, last, "Generator expression must be parenthesized");
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
    if (found && diagnose_kind_at(diagnosis, arguments.end) == TOKEN_COMMA && diagnose_kind_at(diagnosis, arguments.end + 1) == TOKEN_STAR)
        return diagnose_raise_at(diagnosis, arguments.first, arguments.last,
                                 "iterable argument unpacking follows keyword argument unpacking");
    if (match_expression(diagnosis, at, &part) && match_generators(diagnosis, part.end, &generators) &&
        diagnose_kind_at(diagnosis, generators.end) == TOKEN_COMMA)
        return raise_generator(diagnosis, part.first, generators.last);
    RETURN_IF_RAISED(diagnosis);
    if (diagnose_kind_at(diagnosis, at) == TOKEN_NAME && diagnose_kind_at(diagnosis, at + 1) == TOKEN_EQUAL &&
        match_expression(diagnosis, at + 2, &part) && match_generators(diagnosis, part.end, &generators))
        return diagnose_raise_at(diagnosis, at, at + 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    RETURN_IF_RAISED(diagnosis);
    if (!found)
        return false;
    if (match_generators(diagnosis, arguments.end, &generators) && arguments.count > 1)
        return raise_generator(diagnosis, arguments.last_value.first, generators.last);
    if (diagnosis->raised || diagnose_kind_at(diagnosis, arguments.end) != TOKEN_COMMA)
        return false;
    if (match_expression(diagnosis, arguments.end + 1, &part) && match_generators(diagnosis, part.end, &generators))
        return raise_generator(diagnosis, part.first, generators.last);
    if (match_args(diagnosis, arguments.end + 1, &rest))
        return diagnose_raise_last(diagnosis, arguments.has_unpacking ? "positional argument follows keyword argument unpacking"
                                                                      : "positional argument follows keyword argument");
    return false;
}

bool match_arguments(Diagnosis *diagnosis, uint32_t at, uint32_t *end)
{
    Arguments arguments;
    *end = at;
    if (match_args(diagnosis, at, &arguments)) {
        *end = arguments.end;
        if (diagnose_kind_at(diagnosis, *end) == TOKEN_COMMA)
            ++*end;
        if (diagnose_kind_at(diagnosis, *end) == TOKEN_RPAREN)
            return true;
    }
    RETURN_IF_RAISED(diagnosis);
    return raise_arguments(diagnosis, at);
}

/* The call whose bracket is at `open`; its end. */
static bool match_call(Diagnosis *diagnosis, uint32_t open, uint32_t *end)
{
    Match generator = {0};
    if (match_comprehension(diagnosis, open, TOKEN_RPAREN, NODE_GeneratorExp, &generator)) {
        *end = generator.end;
        return true;
    }
    RETURN_IF_RAISED(diagnosis);
    if (!match_arguments(diagnosis, open + 1, end))
        *end = open + 1;
    RETURN_IF_RAISED(diagnosis);
    if (diagnose_kind_at(diagnosis, *end) != TOKEN_RPAREN)
        return false;
    ++*end;
    return true;
}

static bool match_trailer(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t end;
    switch (diagnose_kind_at(diagnosis, match->end)) {
    case TOKEN_DOT: return diagnose_kind_at(diagnosis, match->end + 1) == TOKEN_NAME && matched(match, at, match->end + 2, NODE_Attribute);
    case TOKEN_LPAREN: return match_call(diagnosis, match->end, &end) && matched(match, at, end, NODE_Call);
    case TOKEN_LBRACKET:
        return match_slices(diagnosis, match->end + 1, &end) && diagnose_kind_at(diagnosis, end) == TOKEN_RBRACKET &&
               matched(match, at, end + 1, NODE_Subscript);
    default: return false;
    }
}

bool match_primary(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (stack_is_low())
        return false;
    if (!match_atom(diagnosis, at, match))
        return false;
    while (match_trailer(diagnosis, at, match))
        ;
    return !diagnosis->raised;
}
