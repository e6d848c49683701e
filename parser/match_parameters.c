/* match_parameters: find the error in a parameter list. What can be said item by item, build_parameters.c has
 * said already. */
#include "parser/diagnose_private.h"

static bool is_lambda(TokenKind close)
{
    return close == TOKEN_COLON;
}

/* (a, b) where a parameter belongs */
static bool raise_bracketed(Diagnosis *diagnosis, uint32_t open, TokenKind close)
{
    uint32_t at = open + 1;
    while (diagnose_kind_at(diagnosis, at) == TOKEN_NAME) {
        at++;
        if (diagnose_kind_at(diagnosis, at) == TOKEN_COMMA)
            at++;
    }
    if (at == open + 1 || diagnose_kind_at(diagnosis, at) != TOKEN_RPAREN)
        return false;
    return diagnose_raise_at(diagnosis, open, at,
                             is_lambda(close) ? "Lambda expression parameters cannot be parenthesized"
                                              : "Function parameters cannot be parenthesized");
}

/* A name with its annotation and default; `before` is what stands before it: behind a star there is no default. */
static bool match_parameter(Diagnosis *diagnosis, uint32_t at, TokenKind before, TokenKind close, uint32_t *end)
{
    Match part;
    if (diagnose_kind_at(diagnosis, at) != TOKEN_NAME)
        return false;
    *end = at + 1;
    if (!is_lambda(close) && diagnose_kind_at(diagnosis, *end) == TOKEN_COLON) {
        if (!match_star_expression(diagnosis, *end + 1, &part))
            return false;
        *end = part.end;
    }
    if (diagnose_kind_at(diagnosis, *end) != TOKEN_EQUAL)
        return true;
    if (before == TOKEN_STAR)
        return diagnose_raise_at(diagnosis, *end, *end, "var-positional argument cannot have default value");
    if (before == TOKEN_DOUBLE_STAR)
        return diagnose_raise_at(diagnosis, *end, *end, "var-keyword argument cannot have default value");
    if (!match_expression(diagnosis, *end + 1, &part)) {
        TokenKind next = diagnose_kind_at(diagnosis, *end + 1);
        if (next == close || next == TOKEN_COMMA)
            diagnose_raise_at(diagnosis, *end, *end, "expected default value expression");
        return false;
    }
    *end = part.end;
    return true;
}

bool match_parameters(Diagnosis *diagnosis, uint32_t at, TokenKind close, uint32_t *end)
{
    TokenKind last_star = TOKEN_END; /* the last star there was, if any */
    for (*end = at; diagnose_kind_at(diagnosis, *end) != close; ++*end) {
        TokenKind kind = diagnose_kind_at(diagnosis, *end);
        if (last_star == TOKEN_DOUBLE_STAR &&
            (kind == TOKEN_NAME || kind == TOKEN_STAR || kind == TOKEN_DOUBLE_STAR || kind == TOKEN_SLASH))
            return diagnose_raise_at(diagnosis, *end, *end, "arguments cannot follow var-keyword argument");
        if (last_star == TOKEN_STAR && kind == TOKEN_STAR)
            return false;
        if (kind == TOKEN_STAR || kind == TOKEN_DOUBLE_STAR)
            last_star = kind;
        if (kind == TOKEN_LPAREN)
            return raise_bracketed(diagnosis, *end, close);
        if (kind == TOKEN_SLASH) {
            if (diagnose_kind_at(diagnosis, ++*end) == TOKEN_STAR)
                return diagnose_raise_at(diagnosis, *end, *end, "expected comma between / and *");
        } else {
            bool is_starred = kind == TOKEN_STAR || kind == TOKEN_DOUBLE_STAR;
            uint32_t after_star = *end + 1;
            if (is_starred)
                ++*end;
            if (!match_parameter(diagnosis, *end, kind, close, end) && (!is_starred || *end != after_star || diagnosis->raised))
                return false;
        }
        if (diagnose_kind_at(diagnosis, *end) != TOKEN_COMMA)
            break;
    }
    return !diagnosis->raised;
}
