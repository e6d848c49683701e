/* diagnose_statement: find the error in a statement of one line, or in the header of a compound
 * statement.
 *
 * The grammar says only that it cannot go on at some token. CPython's parser then runs again with
 * rules that match wrong programs on purpose, and the first of them that matches words the error.
 * This file does the same for the one line that failed, top down: by its first word it knows what
 * the statement should be, and follows it token by token.
 *
 * The order of the attempts is the specification: it decides which error is found, and is CPython's.
 * What none of them recognises is "invalid syntax" at the token where the grammar gave up. */
#include "parser/diagnose_private.h"

/* ---- headers ---- */

static bool is_newline(Diagnosis *diagnosis, uint32_t at)
{
    return diagnose_kind_at(diagnosis, at) == TOKEN_NEWLINE;
}

static void diagnose_simple_statements(Diagnosis *diagnosis, uint32_t at);

/* After the colon: a block, or statements on the same line. */
static void diagnose_block(Diagnosis *diagnosis, uint32_t colon, uint32_t keyword, const char *header)
{
    if (!is_newline(diagnosis, colon + 1)) {
        diagnose_simple_statements(diagnosis, colon + 1);
        return;
    }
    if (diagnose_kind_at(diagnosis, colon + 2) == TOKEN_INDENT || diagnosis->raised || diagnosis->is_quiet)
        return;
    const Parser *parser = diagnosis->parser;
    diagnosis->raised = true;
    parser_fail_last(
        diagnosis->parser, SOURCE_INDENTATION_ERROR, colon + 2,
        arena_printf(parser->arena, "expected an indented block after %s on line %u", header, parser->tokens.items[keyword].line));
}

/* A colon and a block; without the colon an error only at the end of the line. */
static void diagnose_colon(Diagnosis *diagnosis, uint32_t at, uint32_t keyword, const char *header)
{
    if (diagnosis->raised)
        return;
    if (is_newline(diagnosis, at))
        diagnose_raise_last(diagnosis, "expected ':'");
    else if (diagnose_kind_at(diagnosis, at) == TOKEN_COLON)
        diagnose_block(diagnosis, at, keyword, header);
}

/* Where nothing but a colon may follow, anything else is an error. */
static void diagnose_forced_colon(Diagnosis *diagnosis, uint32_t at, uint32_t keyword, const char *header)
{
    if (diagnosis->raised)
        return;
    if (diagnose_kind_at(diagnosis, at) == TOKEN_COLON)
        diagnose_block(diagnosis, at, keyword, header);
    else
        diagnose_raise_at(diagnosis, at, at, "expected ':'");
}

static void diagnose_condition(Diagnosis *diagnosis, uint32_t keyword, const char *header)
{
    Match test;
    if (match_named_expression(diagnosis, keyword + 1, &test))
        diagnose_colon(diagnosis, test.end, keyword, header);
}

static void diagnose_for(Diagnosis *diagnosis, uint32_t keyword)
{
    Match part;
    if (match_star_targets(diagnosis, keyword + 1, &part) && diagnose_kind_at(diagnosis, part.end) == TOKEN_IN) {
        if (match_star_expressions(diagnosis, part.end + 1, &part))
            diagnose_colon(diagnosis, part.end, keyword, "'for' statement");
        return;
    }
    if (!diagnosis->raised && match_star_expressions(diagnosis, keyword + 1, &part))
        diagnose_raise_invalid_target(diagnosis, &part, TARGET_FOR);
}

static bool ends_item(Diagnosis *diagnosis, uint32_t at)
{
    TokenKind kind = diagnose_kind_at(diagnosis, at);
    return kind == TOKEN_COMMA || kind == TOKEN_RPAREN || kind == TOKEN_COLON;
}

/* Items of a with statement, with or without brackets around. */
static bool match_with_items(Diagnosis *diagnosis, uint32_t at, uint32_t *end)
{
    Match part;
    for (*end = at; match_expression(diagnosis, *end, &part); ++*end) {
        *end = part.end;
        if (diagnose_kind_at(diagnosis, *end) == TOKEN_AS) {
            bool is_target = match_target(diagnosis, *end + 1, &part);
            if (!is_target || (!ends_item(diagnosis, part.end) && !is_newline(diagnosis, part.end))) {
                if (!diagnosis->raised && match_expression(diagnosis, *end + 1, &part) && ends_item(diagnosis, part.end))
                    diagnose_raise_invalid_target(diagnosis, &part, TARGET_ASSIGN);
                return false;
            }
            *end = part.end;
        }
        if (diagnose_kind_at(diagnosis, *end) != TOKEN_COMMA)
            return !diagnosis->raised;
    }
    return *end > at && !diagnosis->raised && diagnose_kind_at(diagnosis, *end) == TOKEN_RPAREN;
}

static void diagnose_with(Diagnosis *diagnosis, uint32_t keyword)
{
    uint32_t end;
    if (diagnose_kind_at(diagnosis, keyword + 1) == TOKEN_LPAREN && match_with_items(diagnosis, keyword + 2, &end) &&
        diagnose_kind_at(diagnosis, end) == TOKEN_RPAREN &&
        (diagnose_kind_at(diagnosis, end + 1) == TOKEN_COLON || is_newline(diagnosis, end + 1))) {
        diagnose_colon(diagnosis, end + 1, keyword, "'with' statement");
        return;
    }
    if (!diagnosis->raised && match_with_items(diagnosis, keyword + 1, &end))
        diagnose_colon(diagnosis, end, keyword, "'with' statement");
}

static void diagnose_except(Diagnosis *diagnosis, uint32_t keyword)
{
    Match type;
    Match more;
    bool is_star = diagnose_kind_at(diagnosis, keyword + 1) == TOKEN_STAR;
    uint32_t at = keyword + (is_star ? 2 : 1);
    const char *header = is_star ? "'except*' statement" : "'except' statement";
    if (is_star && (is_newline(diagnosis, at) || diagnose_kind_at(diagnosis, at) == TOKEN_COLON)) {
        diagnose_raise_last(diagnosis, "expected one or more exception types");
        return;
    }
    if (!match_expression(diagnosis, at, &type)) {
        diagnose_colon(diagnosis, at, keyword, header);
        return;
    }
    uint32_t end = type.end;
    bool is_list = diagnose_kind_at(diagnosis, end) == TOKEN_COMMA && match_star_expressions(diagnosis, end + 1, &more);
    if (is_list)
        end = more.end;
    if (diagnose_kind_at(diagnosis, end) == TOKEN_AS && diagnose_kind_at(diagnosis, end + 1) == TOKEN_NAME)
        end += 2;
    if (is_list && diagnose_kind_at(diagnosis, end) == TOKEN_COLON)
        diagnose_raise_from(diagnosis, type.first, "multiple exception types must be parenthesized");
    else if (!is_list)
        diagnose_colon(diagnosis, end, keyword, header);
}

static void diagnose_function(Diagnosis *diagnosis, uint32_t keyword, uint32_t def)
{
    uint32_t end;
    Match returns;
    if (diagnose_kind_at(diagnosis, def + 1) != TOKEN_NAME)
        return;
    if (diagnose_kind_at(diagnosis, def + 2) != TOKEN_LPAREN) {
        diagnose_raise_at(diagnosis, def + 2, def + 2, "expected '('");
        return;
    }
    if (!match_parameters(diagnosis, def + 3, TOKEN_RPAREN, &end) || diagnose_kind_at(diagnosis, end) != TOKEN_RPAREN)
        return;
    end++;
    if (diagnose_kind_at(diagnosis, end) == TOKEN_ARROW && match_expression(diagnosis, end + 1, &returns))
        end = returns.end;
    diagnose_forced_colon(diagnosis, end, keyword, "function definition");
}

static void diagnose_class(Diagnosis *diagnosis, uint32_t keyword)
{
    uint32_t end = keyword + 2;
    if (diagnose_kind_at(diagnosis, keyword + 1) != TOKEN_NAME)
        return;
    if (diagnose_kind_at(diagnosis, end) == TOKEN_LPAREN) {
        if (!match_arguments(diagnosis, end + 1, &end))
            end = keyword + 3;
        if (diagnosis->raised || diagnose_kind_at(diagnosis, end) != TOKEN_RPAREN)
            return;
        end++;
    }
    diagnose_colon(diagnosis, end, keyword, "class definition");
}

/* ---- match ---- */

static void diagnose_match(Diagnosis *diagnosis, uint32_t keyword)
{
    Match subject;
    if (!match_star_named(diagnosis, keyword + 1, &subject))
        return;
    while (diagnose_kind_at(diagnosis, subject.end) == TOKEN_COMMA) {
        subject.end++;
        if (!match_star_named(diagnosis, subject.end, &subject))
            break;
    }
    diagnose_colon(diagnosis, subject.end, keyword, "'match' statement");
}

/* Patterns are not matched again: all that is looked for is a bad name after `as`, and the end of the
 * header. */
static void diagnose_case(Diagnosis *diagnosis, uint32_t keyword)
{
    uint32_t at = keyword + 1;
    const Token *tokens = diagnosis->parser->tokens.items;
    for (; tokens[at].level > tokens[keyword].level || (tokens[at].kind != TOKEN_COLON && tokens[at].kind != TOKEN_NEWLINE); at++) {
        Match target;
        if (tokens[at].kind == TOKEN_END || tokens[at].kind == TOKEN_IF)
            break;
        if (tokens[at].kind != TOKEN_AS || at > diagnosis->parser->failed_token)
            continue;
        if (diagnose_kind_at(diagnosis, at + 1) == TOKEN_NAME)
            continue;
        if (match_expression(diagnosis, at + 1, &target))
            diagnose_raise_at(diagnosis, target.first, target.last, "invalid pattern target");
    }
    if (diagnosis->parser->failed_token < at && token_kind(diagnosis->parser, at) != TOKEN_IF)
        return;
    if (diagnose_kind_at(diagnosis, at) == TOKEN_IF) {
        Match guard;
        if (diagnosis->parser->failed_token < at || !match_named_expression(diagnosis, at + 1, &guard))
            return;
        at = guard.end;
    }
    diagnose_colon(diagnosis, at, keyword, "'case' statement");
}

/* ---- simple statements ---- */

static bool is_augmented(TokenKind kind)
{
    return kind >= TOKEN_PLUS_EQUAL && kind <= TOKEN_DOUBLE_STAR_EQUAL;
}

static bool match_value(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    return match_yield(diagnosis, at, match) || (!diagnosis->raised && match_star_expressions(diagnosis, at, match));
}

/* target: annotation = value */
static bool match_annotated(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match target;
    uint32_t colon = at + 1;
    if (diagnose_kind_at(diagnosis, at) != TOKEN_NAME || diagnose_kind_at(diagnosis, colon) != TOKEN_COLON) {
        if (!match_target(diagnosis, at, &target) || target.kind == NODE_Tuple || target.kind == NODE_List ||
            (target.kind == NODE_Name && target.end == at + 1))
            return false;
        colon = target.end;
    }
    if (diagnose_kind_at(diagnosis, colon) != TOKEN_COLON || !match_expression(diagnosis, colon + 1, match))
        return false;
    Match value;
    if (diagnose_kind_at(diagnosis, match->end) == TOKEN_EQUAL && match_value(diagnosis, match->end + 1, &value))
        match->end = value.end;
    return !diagnosis->raised;
}

/* target = target = … value; *chain_end is after the last `=` of a target that is one. */
static bool match_assignment(Diagnosis *diagnosis, uint32_t at, Match *match, uint32_t *chain_end)
{
    Match target;
    *chain_end = at;
    while (match_star_targets(diagnosis, *chain_end, &target) && diagnose_kind_at(diagnosis, target.end) == TOKEN_EQUAL)
        *chain_end = target.end + 1;
    if (diagnosis->raised || *chain_end == at)
        return false;
    return match_value(diagnosis, *chain_end, match) && diagnose_kind_at(diagnosis, match->end) != TOKEN_EQUAL;
}

static bool match_augmented(Diagnosis *diagnosis, uint32_t at, Match *match)
{
    Match target;
    return match_target(diagnosis, at, &target) && target.kind != NODE_Tuple && target.kind != NODE_List &&
           is_augmented(diagnose_kind_at(diagnosis, target.end)) && match_value(diagnosis, target.end + 1, match);
}

/* What is annotated cannot be. */
static void raise_annotated(Diagnosis *diagnosis, uint32_t at)
{
    Match target;
    Match part;
    TokenKind kind = diagnose_kind_at(diagnosis, at);
    if ((kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET) && match_primary(diagnosis, at, &target) &&
        (target.kind == NODE_List || target.kind == NODE_Tuple) && diagnose_kind_at(diagnosis, target.end) == TOKEN_COLON &&
        match_expression(diagnosis, target.end + 1, &part)) {
        diagnose_raise_named(diagnosis, target.first, target.last, "only single target (not %s) can be annotated",
                             target.kind == NODE_List ? "list" : "tuple");
        return;
    }
    if (match_star_named(diagnosis, at, &target) && diagnose_kind_at(diagnosis, target.end) == TOKEN_COMMA) {
        uint32_t end = target.end + 1;
        while (match_star_named(diagnosis, end, &part)) /* CPython does not mind missing commas here */
            end = part.end + (diagnose_kind_at(diagnosis, part.end) == TOKEN_COMMA ? 1 : 0);
        if (diagnose_kind_at(diagnosis, end) == TOKEN_COLON && match_expression(diagnosis, end + 1, &part))
            diagnose_raise_at(diagnosis, target.first, target.last, "only single target (not tuple) can be annotated");
    }
    if (!diagnosis->raised && match_expression(diagnosis, at, &target) && diagnose_kind_at(diagnosis, target.end) == TOKEN_COLON &&
        match_expression(diagnosis, target.end + 1, &part))
        diagnose_raise_at(diagnosis, target.first, target.last, "illegal target for annotation");
}

static void raise_assignment(Diagnosis *diagnosis, uint32_t at, uint32_t chain_end)
{
    Match target;
    Match value;
    raise_annotated(diagnosis, at);
    if (match_star_expressions(diagnosis, chain_end, &target) && diagnose_kind_at(diagnosis, target.end) == TOKEN_EQUAL)
        diagnose_raise_invalid_target(diagnosis, &target, TARGET_ASSIGN);
    if (match_yield(diagnosis, chain_end, &target) && diagnose_kind_at(diagnosis, target.end) == TOKEN_EQUAL)
        diagnose_raise_at(diagnosis, target.first, target.last, "assignment to yield expression not possible");
    if (match_star_expressions(diagnosis, at, &target) && is_augmented(diagnose_kind_at(diagnosis, target.end)) &&
        match_value(diagnosis, target.end + 1, &value))
        diagnose_raise_named(diagnosis, target.first, target.last, "'%s' is an illegal expression for augmented assignment",
                             diagnose_match_name(&target));
}

static uint32_t diagnose_expression_statement(Diagnosis *diagnosis, uint32_t at)
{
    Match match;
    uint32_t chain_end = at;
    if (match_annotated(diagnosis, at, &match))
        return match.end;
    if (!diagnosis->raised && match_assignment(diagnosis, at, &match, &chain_end))
        return match.end;
    if (!diagnosis->raised && match_augmented(diagnosis, at, &match))
        return match.end;
    if (!diagnosis->raised)
        raise_assignment(diagnosis, at, chain_end);
    return match_star_expressions(diagnosis, at, &match) ? match.end : at;
}

static uint32_t diagnose_import_from(Diagnosis *diagnosis, uint32_t at)
{
    while (diagnose_kind_at(diagnosis, at) != TOKEN_IMPORT && !is_newline(diagnosis, at) && diagnose_kind_at(diagnosis, at) != TOKEN_END)
        at++;
    at++;
    while (diagnose_kind_at(diagnosis, at) == TOKEN_NAME) {
        at++;
        if (diagnose_kind_at(diagnosis, at) == TOKEN_AS && diagnose_kind_at(diagnosis, at + 1) == TOKEN_NAME)
            at += 2;
        if (diagnose_kind_at(diagnosis, at) != TOKEN_COMMA)
            return at;
        if (is_newline(diagnosis, ++at))
            diagnose_raise_last(diagnosis, "trailing comma not allowed without surrounding parentheses");
    }
    return at;
}

/* One or two expressions with a token between them. */
static uint32_t diagnose_operands(Diagnosis *diagnosis, uint32_t at, TokenKind between)
{
    Match operand;
    if (!match_expression(diagnosis, at, &operand))
        return at;
    at = operand.end;
    if (diagnose_kind_at(diagnosis, at) == between && match_expression(diagnosis, at + 1, &operand))
        return operand.end;
    return at;
}

static uint32_t diagnose_delete(Diagnosis *diagnosis, uint32_t at)
{
    Match targets;
    if (match_star_targets(diagnosis, at, &targets) &&
        (is_newline(diagnosis, targets.end) || diagnose_kind_at(diagnosis, targets.end) == TOKEN_SEMICOLON))
        return targets.end;
    if (!diagnosis->raised && match_star_expressions(diagnosis, at, &targets))
        diagnose_raise_invalid_target(diagnosis, &targets, TARGET_DELETE);
    return at;
}

/* One simple statement; where it ends. */
static uint32_t diagnose_simple(Diagnosis *diagnosis, uint32_t at)
{
    Match match;
    switch (diagnose_kind_at(diagnosis, at)) {
    case TOKEN_RETURN: return match_star_expressions(diagnosis, at + 1, &match) ? match.end : at + 1;
    case TOKEN_RAISE: return diagnose_operands(diagnosis, at + 1, TOKEN_FROM);
    case TOKEN_ASSERT: return diagnose_operands(diagnosis, at + 1, TOKEN_COMMA);
    case TOKEN_DEL: return diagnose_delete(diagnosis, at + 1);
    case TOKEN_FROM: return diagnose_import_from(diagnosis, at + 1);
    case TOKEN_PASS:
    case TOKEN_BREAK:
    case TOKEN_CONTINUE: return at + 1;
    case TOKEN_YIELD: diagnose_expression_statement(diagnosis, at); return match_yield(diagnosis, at, &match) ? match.end : at;
    default: return diagnose_expression_statement(diagnosis, at);
    }
}

static void diagnose_simple_statements(Diagnosis *diagnosis, uint32_t at)
{
    for (;;) {
        uint32_t end = diagnose_simple(diagnosis, at);
        if (diagnosis->raised || end == at || diagnose_kind_at(diagnosis, end) != TOKEN_SEMICOLON)
            return;
        at = end + 1;
    }
}

void diagnose_line(Diagnosis *diagnosis, uint32_t at)
{
    Match match;
    uint32_t keyword = diagnose_kind_at(diagnosis, at) == TOKEN_ASYNC ? at + 1 : at;
    switch (diagnose_kind_at(diagnosis, keyword)) {
    case TOKEN_IF: diagnose_condition(diagnosis, at, "'if' statement"); break;
    case TOKEN_ELIF: diagnose_condition(diagnosis, at, "'elif' statement"); break;
    case TOKEN_WHILE: diagnose_condition(diagnosis, at, "'while' statement"); break;
    case TOKEN_ELSE: diagnose_forced_colon(diagnosis, at + 1, at, "'else' statement"); break;
    case TOKEN_TRY: diagnose_forced_colon(diagnosis, at + 1, at, "'try' statement"); break;
    case TOKEN_FINALLY: diagnose_forced_colon(diagnosis, at + 1, at, "'finally' statement"); break;
    case TOKEN_FOR: diagnose_for(diagnosis, keyword); break;
    case TOKEN_WITH: diagnose_with(diagnosis, keyword); break;
    case TOKEN_EXCEPT: diagnose_except(diagnosis, at); break;
    case TOKEN_DEF: diagnose_function(diagnosis, keyword, keyword); break;
    case TOKEN_CLASS: diagnose_class(diagnosis, at); break;
    case TOKEN_MATCH: diagnose_match(diagnosis, at); break;
    case TOKEN_CASE: diagnose_case(diagnosis, at); break;
    case TOKEN_AT: match_named_expression(diagnosis, at + 1, &match); break;
    default:
        if (diagnose_is_word_at(diagnosis, at, "match"))
            diagnose_match(diagnosis, at);
        if (!diagnosis->raised)
            diagnose_simple_statements(diagnosis, at);
    }
}
