/* diagnose: why the grammar gave up.
 *
 * bison knows only the token at which no rule went on. Here the logical line of that token, or the header
 * before it, is matched again by rules that know the usual mistakes (diagnose_statement.c,
 * match_expression.c); if none applies the message stays "invalid syntax" at that token. */
#include "parser/diagnose_private.h"

#include <string.h>

enum { LONGEST_LINE = 100000 }; /* tokens; a longer line is not examined */

TokenKind diagnose_kind_at(Diagnosis *diagnosis, uint32_t token)
{
    if (token > diagnosis->furthest && token < diagnosis->parser->tokens.count)
        diagnosis->furthest = token;
    TokenKind kind = token_kind(diagnosis->parser, token);
    return kind == TOKEN_WITH_LPAREN ? TOKEN_LPAREN : kind;
}

bool diagnose_is_word_at(Diagnosis *diagnosis, uint32_t token, const char *word)
{
    const Parser *parser = diagnosis->parser;
    size_t length = strlen(word);
    return token < parser->tokens.count && parser->tokens.items[token].length == length &&
           memcmp(token_text(parser, token), word, length) == 0;
}

bool diagnose_raise_at(Diagnosis *diagnosis, uint32_t first, uint32_t last, const char *message)
{
    if (diagnosis->is_quiet || diagnosis->raised)
        return false;
    diagnosis->raised = true;
    return parser_fail(diagnosis->parser, SOURCE_SYNTAX_ERROR, (Location){first, last}, message);
}

bool diagnose_raise_named(Diagnosis *diagnosis, uint32_t first, uint32_t last, const char *format, const char *name)
{
    const char *mark = strstr(format, "%s");
    return diagnose_raise_at(diagnosis, first, last,
                             arena_printf(diagnosis->parser->arena, "%.*s%s%s", (int)(mark - format), format, name, mark + 2));
}

bool diagnose_raise_last(Diagnosis *diagnosis, const char *message)
{
    if (diagnosis->is_quiet || diagnosis->raised)
        return false;
    diagnosis->raised = true;
    return parser_fail_last(diagnosis->parser, SOURCE_SYNTAX_ERROR, diagnosis->furthest, message);
}

bool diagnose_raise_from(Diagnosis *diagnosis, uint32_t first, const char *message)
{
    if (diagnosis->is_quiet || diagnosis->raised)
        return false;
    diagnosis->raised = true;
    const Token *start = &diagnosis->parser->tokens.items[first];
    const Token *end = &diagnosis->parser->tokens.items[diagnosis->furthest];
    SourcePlace place = {start->line, (int32_t)start->column, end->end_line, (int32_t)end->end_column - 1};
    return source_fail(diagnosis->parser->source, diagnosis->parser->error, SOURCE_SYNTAX_ERROR, place, message);
}

/* Do the first and the last token of the tuple or list belong together, as brackets around it? */
static bool is_bracketed(Diagnosis *diagnosis, const Match *target)
{
    size_t depth = 0;
    for (uint32_t at = target->first; at <= target->last; at++) {
        TokenKind kind = diagnose_kind_at(diagnosis, at);
        if (kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET || kind == TOKEN_LBRACE)
            depth++;
        else if (kind == TOKEN_RPAREN || kind == TOKEN_RBRACKET || kind == TOKEN_RBRACE)
            depth--;
        if (depth == 0)
            return at == target->last && at > target->first;
    }
    return false;
}

static bool raise_invalid_element(Diagnosis *diagnosis, const Match *target, TargetUse use)
{
    bool has_brackets = is_bracketed(diagnosis, target);
    uint32_t stop = target->last + !has_brackets;
    Match element;
    for (uint32_t at = target->first + has_brackets; at < stop && match_star_named(diagnosis, at, &element); at = element.end + 1)
        if (diagnose_raise_invalid_target(diagnosis, &element, use))
            return true;
    return diagnosis->raised;
}

bool diagnose_raise_invalid_target(Diagnosis *diagnosis, const Match *target, TargetUse use)
{
    Match inner;
    switch (target->kind) {
    case NODE_Name:
    case NODE_Attribute:
    case NODE_Subscript: return false;
    case NODE_Tuple:
    case NODE_List: return raise_invalid_element(diagnosis, target, use);
    case NODE_Starred:
        return use != TARGET_DELETE && match_bitwise(diagnosis, target->first + 1, &inner) &&
               diagnose_raise_invalid_target(diagnosis, &inner, use);
    case NODE_Compare: /* `a in b` of `for a in b` */
        if (use == TARGET_FOR)
            return match_bitwise(diagnosis, target->first, &inner) && diagnose_kind_at(diagnosis, inner.end) == TOKEN_IN &&
                   diagnose_raise_invalid_target(diagnosis, &inner, use);
        break;
    default: break;
    }
    return diagnose_raise_named(diagnosis, target->first, target->last, use == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                                diagnose_match_name(target));
}

const char *diagnose_match_name(const Match *match)
{
    Node node = {.kind = match->kind}; /* only what build_expression_name looks at */
    if (match->kind == NODE_Constant)
        node.Constant.kind = match->constant;
    return build_expression_name(&node);
}

static bool begins_line(const Parser *parser, uint32_t token)
{
    if (token == 0)
        return true;
    TokenKind before = token_kind(parser, token - 1);
    return before == TOKEN_NEWLINE || before == TOKEN_INDENT || before == TOKEN_DEDENT;
}

static uint32_t line_start(const Parser *parser, uint32_t token)
{
    while (!begins_line(parser, token))
        token--;
    return token;
}

/* The first token of the logical line before the one that begins at `token`, or `token` itself if there is
 * none. */
static uint32_t previous_line(const Parser *parser, uint32_t token)
{
    while (token > 0 && token_kind(parser, token - 1) == TOKEN_DEDENT)
        token--;
    return token > 0 && token_kind(parser, token - 1) == TOKEN_NEWLINE ? line_start(parser, token - 1) : token;
}

/* The line of the same block before the one that begins at `token`: the header if blocks lie between. */
static bool find_sibling(const Parser *parser, uint32_t token, uint32_t *found)
{
    int depth = 0;
    while (token > 0) {
        token--;
        TokenKind kind = token_kind(parser, token);
        if (kind == TOKEN_DEDENT)
            depth++;
        else if (kind == TOKEN_INDENT)
            depth--;
        if (depth < 0)
            return false;
        if (depth == 0 && begins_line(parser, token) && kind != TOKEN_DEDENT && kind != TOKEN_INDENT) {
            *found = token;
            return true;
        }
    }
    return false;
}

/* A try must be followed by one of its clauses. */
static void diagnose_try(Diagnosis *diagnosis, uint32_t at)
{
    uint32_t sibling;
    if (find_sibling(diagnosis->parser, at, &sibling) && token_kind(diagnosis->parser, sibling) == TOKEN_TRY)
        diagnose_raise_last(diagnosis, "expected 'except' or 'finally' block");
}

/* except and except* do not mix. `at` is at an except. */
static void diagnose_mixture(Diagnosis *diagnosis, uint32_t at)
{
    uint32_t sibling;
    const Parser *parser = diagnosis->parser;
    if (!find_sibling(parser, at, &sibling) || token_kind(parser, sibling) != TOKEN_EXCEPT)
        return;
    bool is_star = token_kind(parser, at + 1) == TOKEN_STAR;
    if (is_star != (token_kind(parser, sibling + 1) == TOKEN_STAR))
        diagnose_raise_at(diagnosis, at, is_star ? at + 1 : at, "cannot have both 'except' and 'except*' on the same 'try'");
}

/* The rules for statements, or, for eval(), those for expressions only. */
static void match_line(Diagnosis *diagnosis, uint32_t first)
{
    Match match;
    if (diagnosis->parser->mode == PARSE_EVAL)
        (void)match_star_expressions(diagnosis, first, &match);
    else
        diagnose_line(diagnosis, first);
}

static bool examine(Diagnosis *diagnosis, uint32_t first)
{
    const Parser *parser = diagnosis->parser;
    uint32_t end = first;
    while (token_kind(parser, end) != TOKEN_NEWLINE && token_kind(parser, end) != TOKEN_END)
        end++;
    if (end - first > LONGEST_LINE)
        return false;
    diagnosis->first = first;
    diagnosis->memo_count = end - first + 2;
    diagnosis->memos = diagnose_memos(parser->arena, diagnosis->memo_count);
    if (!diagnosis->memos) {
        diagnosis->raised = true;
        return parser_fail_memory(diagnosis->parser);
    }
    diagnosis->is_quiet = true; /* the first pass */
    match_line(diagnosis, first);
    diagnosis->is_quiet = false;
    match_line(diagnosis, first);
    return diagnosis->raised;
}

static void raise_generic(Parser *parser)
{
    Location place = {parser->failed_token, parser->failed_token};
    switch (token_kind(parser, parser->failed_token)) {
    case TOKEN_INDENT: parser_fail_last(parser, SOURCE_INDENTATION_ERROR, parser->failed_token, "unexpected indent"); break;
    case TOKEN_DEDENT: parser_fail_last(parser, SOURCE_INDENTATION_ERROR, parser->failed_token, "unexpected unindent"); break;
    default: parser_fail(parser, SOURCE_SYNTAX_ERROR, place, "invalid syntax");
    }
}

/* A bracket that was never closed is the better explanation if the error lies in a later line, or at the
 * end. */
void diagnose_balance(Parser *parser, uint32_t token)
{
    const TokenList *tokens = &parser->tokens;
    if (!tokens->ended_in_bracket || parser->error->kind == SOURCE_MEMORY_ERROR || parser->error->kind == SOURCE_RECURSION_ERROR)
        return;
    const Token *open = &tokens->items[tokens->open_bracket];
    if (tokens->items[token].kind != TOKEN_END && tokens->items[token].line <= open->line)
        return;
    SourcePlace place = {open->line, (int32_t)open->column, open->line, -1};
    const char *message = arena_printf(parser->arena, "%s'%c' was never closed", parser->source->is_fstring_expression ? "f-string: " : "",
                                       parser->source->text[open->start]);
    source_fail(parser->source, parser->error, SOURCE_SYNTAX_ERROR, place, message);
    const SourceError *error = parser->error; /* CPython shows the newline of the last line only */
    parser->error->has_newline = error->text && error->text + error->text_length + 1 >= parser->source->text + parser->source->length;
}

void diagnose_syntax(Parser *parser)
{
    if (parser->suspect && parser->suspect < parser->failed_token)
        parser->failed_token = parser->suspect;
    uint32_t failed = parser->failed_token;
    Diagnosis diagnosis = {.parser = parser, .furthest = failed};
    TokenKind kind = token_kind(parser, failed);
    if (kind != TOKEN_INDENT) {
        uint32_t first = line_start(parser, failed);
        if (begins_line(parser, failed)) {
            uint32_t previous = previous_line(parser, failed);
            if (previous < failed && !examine(&diagnosis, previous))
                diagnose_try(&diagnosis, failed);
        } else {
            if (token_kind(parser, first) == TOKEN_EXCEPT)
                diagnose_mixture(&diagnosis, first);
            if (!diagnosis.raised)
                examine(&diagnosis, first);
        }
    }
    if (!diagnosis.raised)
        raise_generic(parser);
    diagnose_balance(parser, diagnosis.furthest);
}
