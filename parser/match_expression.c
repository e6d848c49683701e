/* match_expression: find the error in an expression.
 *
 * Here the expressions of Python are matched a second time, top down, over the tokens of the one line that
 * bison refused. Each rule knows in which ways it is commonly got wrong, and raises the error that CPython
 * words for that; which is found first depends on the order in which alternatives are tried, so the order is
 * CPython's. Nothing is built. A match is remembered for each rule and token, so the time is linear; the
 * depth is bounded, and what is too deep stays "invalid syntax". */
#include <string.h>

#include "parser/diagnose_private.h"

enum { MAX_DEPTH = 800 };

/* ---- operators ---- */

static bool match_await(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) != TOKEN_AWAIT)
        return match_primary(diagnosis, at, match);
    return match_primary(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Await);
}

static bool match_factor(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t start = at;
    while (diagnose_kind_at(diagnosis, at) == TOKEN_PLUS || diagnose_kind_at(diagnosis, at) == TOKEN_MINUS ||
           diagnose_kind_at(diagnosis, at) == TOKEN_TILDE)
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
    case TOKEN_DOUBLE_STAR: return true;
    default: return false;
    }
}

/* For errors the precedence of the binary operators does not matter. */
static bool scan_bitwise(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match operand;
    if (!match_factor(diagnosis, at, match))
        return false;
    while (is_binary_operator(diagnose_kind_at(diagnosis, match->end)) && match_factor(diagnosis, match->end + 1, &operand))
        matched(match, at, operand.end, NODE_BinOp);
    return !diagnosis->raised;
}

static uint32_t comparison_length(Diagnosis *diagnosis, uint32_t at)
{
    switch (diagnose_kind_at(diagnosis, at)) {
    case TOKEN_EQUAL_EQUAL:
    case TOKEN_NOT_EQUAL:
    case TOKEN_LESS:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER:
    case TOKEN_GREATER_EQUAL:
    case TOKEN_IN: return 1;
    case TOKEN_IS: return diagnose_kind_at(diagnosis, at + 1) == TOKEN_NOT ? 2 : 1;
    case TOKEN_NOT: return diagnose_kind_at(diagnosis, at + 1) == TOKEN_IN ? 2 : 0;
    default: return 0;
    }
}

static bool match_comparison(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match operand;
    uint32_t length;
    uint32_t start = at;
    while (diagnose_kind_at(diagnosis, at) == TOKEN_NOT)
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
        TokenKind kind = diagnose_kind_at(diagnosis, match->end);
        if ((kind != TOKEN_AND && kind != TOKEN_OR) || !match_comparison(diagnosis, match->end + 1, &operand))
            return !diagnosis->raised;
        matched(match, at, operand.end, NODE_BoolOp);
    }
}

/* ---- expressions ---- */

static bool match_lambda(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    uint32_t end;
    if (diagnose_kind_at(diagnosis, at) != TOKEN_LAMBDA || !match_parameters(diagnosis, at + 1, TOKEN_COLON, &end))
        return false;
    return diagnose_kind_at(diagnosis, end) == TOKEN_COLON && match_expression(diagnosis, end + 1, match) &&
           matched(match, at, match->end, NODE_Lambda);
}

static bool match_disjunction(Diagnosis *diagnosis, uint32_t at, Match *match);

static bool match_plain(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match test;
    Match otherwise;
    if (!match_disjunction(diagnosis, at, match))
        return !diagnosis->raised && match_lambda(diagnosis, at, match);
    if (diagnose_kind_at(diagnosis, match->end) == TOKEN_IF && match_disjunction(diagnosis, match->end + 1, &test) &&
        diagnose_kind_at(diagnosis, test.end) == TOKEN_ELSE && match_expression(diagnosis, test.end + 1, &otherwise))
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
    return diagnose_is_word_at(diagnosis, at, "print") || diagnose_is_word_at(diagnosis, at, "exec");
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
    bool is_prefixed = diagnose_kind_at(diagnosis, at) == TOKEN_NAME && diagnose_kind_at(diagnosis, at + 1) == TOKEN_STRING;
    if (!match_disjunction(diagnosis, at, &left))
        return false;
    if (!is_prefixed && !is_soft_keyword(diagnosis, at) && match_without_invalid(diagnosis, left.end, &right)) {
        bool is_legacy = left.kind == NODE_Name && is_legacy_word(diagnosis, left.first);
        if (!is_legacy && diagnosis->parser->tokens.items[right.end - 1].level)
            return diagnose_raise_at(diagnosis, left.first, right.last, "invalid syntax. Perhaps you forgot a comma?");
    }
    if (diagnose_kind_at(diagnosis, left.end) == TOKEN_IF && match_disjunction(diagnosis, left.end + 1, &right)) {
        TokenKind next = diagnose_kind_at(diagnosis, right.end);
        if (next != TOKEN_ELSE && next != TOKEN_COLON)
            return diagnose_raise_at(diagnosis, left.first, right.last, "expected 'else' after 'if' expression");
    }
    return false;
}

/* print x */
static bool raise_legacy(Diagnosis *diagnosis, uint32_t at)
{
    Match value;
    if (diagnose_kind_at(diagnosis, at) != TOKEN_NAME || diagnose_kind_at(diagnosis, at + 1) == TOKEN_LPAREN ||
        !match_star_expressions(diagnosis, at + 1, &value) || !is_legacy_word(diagnosis, at))
        return false;
    return diagnose_raise_at(diagnosis, at, value.last,
                             diagnose_is_word_at(diagnosis, at, "print")
                                 ? "Missing parentheses in call to 'print'. Did you mean print(...)?"
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

/* Displays and constants before a `=` are not taken for the left side of a comparison. */
static bool is_never_compared(const Match *atom)
{
    return atom->kind == NODE_List || atom->kind == NODE_Tuple || atom->kind == NODE_GeneratorExp ||
           (atom->kind == NODE_Constant && atom->constant <= CONSTANT_FALSE);
}

/* `=` where `==` or `:=` belongs. */
static bool raise_equal(Diagnosis *diagnosis, uint32_t at)
{
    Match atom;
    Match left;
    Match right;
    if (match_expression(diagnosis, at, &left) && diagnose_kind_at(diagnosis, left.end) == TOKEN_COLON_EQUAL &&
        match_expression(diagnosis, left.end + 1, &right))
        return diagnose_raise_named(diagnosis, left.first, left.last, "cannot use assignment expressions with %s",
                                    diagnose_match_name(&left));
    RETURN_IF_RAISED(diagnosis);
    if (!match_atom(diagnosis, at, &atom) ? diagnosis->raised : is_never_compared(&atom))
        return false;
    if (!match_bitwise(diagnosis, at, &left) || diagnose_kind_at(diagnosis, left.end) != TOKEN_EQUAL ||
        !match_bitwise(diagnosis, left.end + 1, &right))
        return false;
    TokenKind next = diagnose_kind_at(diagnosis, right.end);
    if (next == TOKEN_EQUAL || next == TOKEN_COLON_EQUAL)
        return false;
    if (diagnose_kind_at(diagnosis, at) == TOKEN_NAME && left.end == at + 1)
        return diagnose_raise_at(diagnosis, at, right.last, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return diagnose_raise_named(diagnosis, left.first, left.last, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                                diagnose_match_name(&left));
}

static bool scan_named(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (match_assignment_expression(diagnosis, at, match))
        return true;
    RETURN_IF_RAISED(diagnosis);
    if (!diagnosis->is_quiet)
        raise_equal(diagnosis, at);
    RETURN_IF_RAISED(diagnosis);
    return match_expression(diagnosis, at, match) && diagnose_kind_at(diagnosis, match->end) != TOKEN_COLON_EQUAL;
}

bool match_star_named(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) == TOKEN_STAR)
        return match_bitwise(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Starred);
    return match_named_expression(diagnosis, at, match);
}

bool match_star_expression(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    if (diagnose_kind_at(diagnosis, at) == TOKEN_STAR)
        return match_bitwise(diagnosis, at + 1, match) && matched(match, at, match->end, NODE_Starred);
    return match_expression(diagnosis, at, match);
}

bool match_star_expressions(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match element;
    if (!match_star_expression(diagnosis, at, match))
        return false;
    while (diagnose_kind_at(diagnosis, match->end) == TOKEN_COMMA) {
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
    if (diagnose_kind_at(diagnosis, at) != TOKEN_YIELD)
        return false;
    if (diagnose_kind_at(diagnosis, at + 1) == TOKEN_FROM && match_expression(diagnosis, at + 2, &value))
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
        uint32_t star = diagnose_kind_at(diagnosis, at) == TOKEN_STAR ? 1 : 0;
        if (!match_target(diagnosis, at + star, &target))
            break;
        count++;
        matched(match, start, target.end, count > 1 || star ? NODE_Tuple : target.kind);
        if (diagnose_kind_at(diagnosis, match->end) != TOKEN_COMMA)
            break;
        matched(match, start, match->end + 1, NODE_Tuple);
    }
    return count && !diagnosis->raised;
}

/* for … in … if … */
static bool match_generator(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match part;
    uint32_t keyword = diagnose_kind_at(diagnosis, at) == TOKEN_ASYNC ? at + 1 : at;
    if (diagnose_kind_at(diagnosis, keyword) != TOKEN_FOR)
        return false;
    if (!match_star_targets(diagnosis, keyword + 1, &part) || diagnose_kind_at(diagnosis, part.end) != TOKEN_IN) {
        RETURN_IF_RAISED(diagnosis);
        if (match_star_expressions(diagnosis, keyword + 1, &part) && !is_target_kind(part.kind) && part.kind != NODE_Compare)
            return diagnose_raise_named(diagnosis, part.first, part.last, "cannot assign to %s", diagnose_match_name(&part));
        return false;
    }
    if (!match_disjunction(diagnosis, part.end + 1, &part))
        return false;
    while (diagnose_kind_at(diagnosis, part.end) == TOKEN_IF) {
        Match condition;
        if (!match_disjunction(diagnosis, part.end + 1, &condition))
            break;
        part = condition;
    }
    return !diagnosis->raised && matched(match, at, part.end, NODE_comprehension);
}

bool match_generators(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match generator = {0};
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

static bool match_disjunction(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_DISJUNCTION, scan_disjunction, at, match);
}

bool match_bitwise(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return remember(diagnosis, RULE_BITWISE, scan_bitwise, at, match);
}
