/* parser: runs lexer and grammar over a source text. See parser.h.
 *
 * The whole text is tokenised first; then the tokens are pushed into bison's parser one by one,
 * which makes it easy to retag words like `match` beforehand (softwords.c) and to look at the array
 * again after an error.
 *
 * Which error wins is the hard part. The lexer's, if it has one, even when it comes later in the
 * text, since CPython reads on to the end before it reports; but not before an unexpected
 * indentation, and not if it is only a bracket that was never closed. At the prompt there is a third
 * answer: the text is not finished. */
#include "parser/parser.h"

#include <string.h>

#include "grammar.h"
#include "parser/parser_private.h"

static const int grammar_tokens[TOKEN_KIND_COUNT] = {
#define TOKEN(name, text) [TOKEN_##name] = T_##name,
#define KEYWORD(name, text) [TOKEN_##name] = T_##name,
#define SYMBOL(name, text) [TOKEN_##name] = T_##name,
#include "lexer/tokens.def"
};

/* bison's state, apart from its stack, comes from here; the size stands before it. */
void *parser_grammar_malloc(size_t size);
void parser_grammar_free(void *block);

void *parser_grammar_malloc(size_t size)
{
    size_t *block = arena_chunk_alloc(size + 16);
    if (!block)
        return NULL;
    *block = size + 16;
    return (char *)block + 16;
}

void parser_grammar_free(void *block)
{
    if (!block)
        return;
    void *start = (char *)block - 16;
    arena_chunk_free(start, *(size_t *)start);
}

/* Push tokens into the grammar, up to `count`: yypush_parse's status. */
static int run_grammar(Parser *parser, int start, uint32_t count)
{
    yypstate *state = yypstate_new();
    if (!state) {
        parser_fail_memory(parser);
        return 2;
    }
    YYSTYPE value = {0};
    Location location = {0, 0};
    int status = yypush_parse(state, start, &value, &location, parser);
    for (uint32_t i = 0; status == YYPUSH_MORE && i < count; i++) {
        location = (Location){i, i};
        parser->failed_token = i;
        status = yypush_parse(state, grammar_tokens[parser->tokens.items[i].kind], &value, &location, parser);
    }
    yypstate_delete(state);
    return status;
}

/* `<>` is the sign, under PEP 401. */
static void retag_inequality(Parser *parser)
{
    for (uint32_t i = 0; i < parser->tokens.count; i++) {
        Token *token = &parser->tokens.items[i];
        if (token->kind == TOKEN_STRAY && token->length == 2)
            token->kind = TOKEN_NOT_EQUAL;
        else if (token->kind == TOKEN_NOT_EQUAL)
            token->kind = TOKEN_STRAY;
    }
}

/* Tokenise and parse. An error of the lexer wins over one of the parser, even if it comes later, except where
 * it can wait; but an unexpected indentation before it is reported, as in CPython. */
static bool parse_text(Parser *parser, int start)
{
    bool lexed = lexer_run(parser->arena, parser->source, &parser->tokens, parser->error);
    SourceError lexer_error = *parser->error;
    if (lexer_error.kind == SOURCE_MEMORY_ERROR)
        return false;
    if (parser->mode != PARSE_EVAL) /* statements only */
        softwords_retag(parser);
    if (parser->flags & PARSE_BARRY)
        retag_inequality(parser);
    int status = run_grammar(parser, start, parser->tokens.count - (lexed ? 0 : 1));
    if (status == 0)
        return true;
    if (status == YYPUSH_MORE) {
        *parser->error = lexer_error;
        return false;
    }
    parser->is_parsers_error = true;
    if (parser->gave_up)
        diagnose_syntax(parser);
    else
        diagnose_balance(parser, parser->failed_token);
    bool is_indentation = parser->gave_up && token_kind(parser, parser->failed_token) == TOKEN_INDENT;
    if (!lexed && !parser->tokens.error_can_wait && !is_indentation && parser->error->kind != SOURCE_MEMORY_ERROR) {
        parser->gave_up = false;
        *parser->error = lexer_error;
        parser->is_parsers_error = false;
    }
    return false;
}

static int start_token(ParseMode mode)
{
    return mode == PARSE_EVAL ? T_START_EVAL : T_START_FILE;
}

/* Whether the last line is blank, which ends a compound statement at the prompt. */
static bool ends_in_blank_line(const Source *source)
{
    const char *end = source->text + source->length;
    if (end == source->text)
        return true;
    for (end--; end > source->text && end[-1] != '\n'; end--)
        if (end[-1] != ' ' && end[-1] != '\t' && end[-1] != '\f')
            return false;
    return end > source->text;
}

static bool is_compound(const Node *statement)
{
    switch (statement->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef:
    case NODE_ClassDef:
    case NODE_For:
    case NODE_AsyncFor:
    case NODE_While:
    case NODE_If:
    case NODE_With:
    case NODE_AsyncWith:
    case NODE_Match:
    case NODE_Try:
    case NODE_TryStar: return true;
    default: return false;
    }
}

/* Whether an error means only that the text is not finished: it is at the end, and no blank line says that
 * this is meant. */
static bool wants_more(const Parser *parser)
{
    const TokenList *tokens = &parser->tokens;
    if (!parser->gave_up)
        return tokens->ended_in_string || tokens->ended_in_continuation;
    for (uint32_t i = parser->failed_token; i < tokens->count; i++) {
        TokenKind kind = tokens->items[i].kind;
        if (kind != TOKEN_END && kind != TOKEN_DEDENT)
            return false;
    }
    return tokens->ended_in_bracket || !ends_in_blank_line(parser->source);
}

static bool begins_compound(TokenKind kind)
{
    switch (kind) {
    case TOKEN_IF:
    case TOKEN_WHILE:
    case TOKEN_FOR:
    case TOKEN_TRY:
    case TOKEN_WITH:
    case TOKEN_DEF:
    case TOKEN_CLASS:
    case TOKEN_ASYNC: return true;
    default: return false;
    }
}

static bool continues_compound(TokenKind kind)
{
    return kind == TOKEN_ELIF || kind == TOKEN_ELSE || kind == TOKEN_EXCEPT || kind == TOKEN_FINALLY;
}

/* The token that begins another statement, where the first one, a compound one, should have gone on or ended
 * with a blank line; 0: there is none. */
static uint32_t second_statement(const TokenList *tokens)
{
    bool is_decorated = tokens->count && tokens->items[0].kind == TOKEN_AT,
         is_compound = tokens->count && begins_compound(tokens->items[0].kind);
    int depth = 0;
    bool at_start = false;
    for (uint32_t i = 0; i < tokens->count && (is_decorated || is_compound); i++) {
        TokenKind kind = tokens->items[i].kind;
        if (kind == TOKEN_INDENT || kind == TOKEN_DEDENT) {
            depth += kind == TOKEN_INDENT ? 1 : -1;
            continue;
        }
        if (at_start && depth == 0 && kind != TOKEN_END) {
            if (is_decorated && (kind == TOKEN_AT || begins_compound(kind))) {
                is_decorated = kind == TOKEN_AT;
                is_compound = !is_decorated;
            } else if (!continues_compound(kind))
                return i;
        }
        at_start = kind == TOKEN_NEWLINE;
    }
    return 0;
}

static bool fail_second_statement(Parser *parser)
{
    uint32_t second = second_statement(&parser->tokens);
    if (!second || (parser->gave_up && parser->failed_token <= second))
        return false;
    *parser->error = (SourceError){0};
    parser->gave_up = false;
    parser->failed_token = second;
    parser->is_parsers_error = true;
    parser_fail(parser, SOURCE_SYNTAX_ERROR, (Location){second, second}, "invalid syntax");
    return true;
}

/* The number of the last line, and where it begins; 0 of an empty text. */
static uint32_t last_line(const Parser *parser, const char **line)
{
    const Source *source = parser->source;
    const char *end = source->text + source->length;
    uint32_t number = source->length > 0;
    *line = source->text;
    for (const char *at = source->text; at + 1 < end; at++)
        if (*at == '\n') {
            number++;
            *line = at + 1;
        }
    return number;
}

/* A single statement that is not there, or not complete, at the end of the text. */
static Node *fail_at_the_end(Parser *parser)
{
    parser->ended_early = true;
    const Source *source = parser->source;
    const char *line;
    uint32_t number = last_line(parser, &line);
    size_t length = strcspn(line, "\n");
    bool is_indented = parser->lacks_newline && strspn(line, " \t") == length && length > 0;
    SourcePlace place = {number, is_indented ? (int32_t)length - 1 : -1, number, is_indented ? NO_COLUMN : -1};
    source_fail(source, parser->error, is_indented ? SOURCE_INDENTATION_ERROR : SOURCE_SYNTAX_ERROR, place,
                is_indented ? "unexpected indent" : "invalid syntax");
    if (!parser->error->text)
        parser->error->text = "";
    parser->error->has_newline = source->length && !parser->lacks_newline;
    return NULL;
}

/* Does a compound statement end on its own line, without a newline? What is indented ends it. */
static bool ends_openly(const Parser *parser)
{
    const TokenList *tokens = &parser->tokens;
    const Token *last = tokens->count >= 2 ? &tokens->items[tokens->count - 2] : NULL;
    const char *line;
    while (parser->flags & PARSE_IMPLIES_NO_DEDENT && last && last > tokens->items && last->kind == TOKEN_DEDENT)
        last--;
    return parser->lacks_newline && last && last->kind == TOKEN_NEWLINE && last->line == last_line(parser, &line);
}

static uint32_t first_newline(const TokenList *tokens)
{
    uint32_t at = 0;
    while (at < tokens->count && tokens->items[at].kind != TOKEN_NEWLINE)
        at++;
    return at;
}

/* Where the first statement ends. */
static void fail_multiple(Parser *parser, uint32_t newline)
{
    const Token *token = &parser->tokens.items[newline < parser->tokens.count ? newline : 0];
    SourcePlace place = {token->line, (int32_t)token->column, token->line, (int32_t)token->column};
    source_fail(parser->source, parser->error, SOURCE_SYNTAX_ERROR, place, "multiple statements found while compiling a single statement");
    parser->error->has_newline = true;
}

/* After a simple statement, in its own line, there is something else, which is not even looked at. */
static bool fail_more_statements(Parser *parser, bool is_parsed)
{
    const TokenList *tokens = &parser->tokens;
    uint32_t newline = first_newline(tokens), next = newline + 1;
    if (newline == 0 || newline >= tokens->count || tokens->items[0].kind == TOKEN_AT || begins_compound(tokens->items[0].kind) ||
        tokens->items[newline - 1].kind == TOKEN_COLON || is_parsed || (parser->is_parsers_error && parser->failed_token <= newline))
        return false;
    while (next < tokens->count && (tokens->items[next].kind == TOKEN_NEWLINE || tokens->items[next].kind == TOKEN_END))
        next++;
    if (next >= tokens->count)
        return false;
    parser->gave_up = false;
    fail_multiple(parser, newline);
    return true;
}

/* CPython takes spaces at the end of a single statement, without a newline, for a line: one that is indented wrongly. */
static bool fail_spaces_at_end(Parser *parser)
{
    const char *line;
    uint32_t number = last_line(parser, &line);
    size_t length = strcspn(line, "\n");
    if (!parser->lacks_newline || !length || strspn(line, " \t") != length)
        return false;
    bool fits = false;
    uint32_t deepest = 0, at = parser->tokens.count - 1, closed = 0; /* of the blocks that are open there, from the end */
    for (; at > 0; at--) {
        const Token *token = &parser->tokens.items[at];
        if (token->kind == TOKEN_DEDENT && parser->tokens.items[at + 1].kind != TOKEN_DEDENT &&
            parser->tokens.items[at + 1].kind != TOKEN_END)
            closed++;
        if (token->kind != TOKEN_INDENT || (closed && closed--))
            continue;
        deepest = deepest ? deepest : token->end_column;
        fits |= token->end_column == length;
    }
    parser->ended_early = fits || length > deepest;
    SourcePlace place = {number, fits ? -1 : (int32_t)length - 1, number, fits ? -1 : NO_COLUMN};
    source_fail(parser->source, parser->error, fits ? SOURCE_SYNTAX_ERROR : SOURCE_INDENTATION_ERROR, place,
                fits               ? "invalid syntax"
                : length > deepest ? "unexpected indent"
                                   : "unindent does not match any outer indentation level");
    return true;
}

static bool stands_before(const Node *node, const Token *token)
{
    return node->line < token->line || (node->line == token->line && node->column < token->column);
}

/* At the prompt there is one statement; a compound one ends with a blank line. */
static Node *finish_interactive(Parser *parser)
{
    NodeList body = parser->root->Module.body;
    bool is_compound_one = body.count && is_compound(body.items[0]);
    if (parser->mode == PARSE_SINGLE && (body.count == 0 || (is_compound_one && ends_openly(parser))))
        return fail_at_the_end(parser);
    if (parser->mode == PARSE_SINGLE && is_compound_one && fail_spaces_at_end(parser))
        return NULL;
    if (parser->mode == PARSE_INTERACTIVE && is_compound_one && !ends_in_blank_line(parser->source)) {
        *parser->error = (SourceError){.kind = SOURCE_INCOMPLETE, .message = "incomplete input"};
        return NULL;
    }
    uint32_t newline = first_newline(&parser->tokens);
    if (body.count > 1 &&
        (is_compound_one || !stands_before(body.items[body.count - 1], &parser->tokens.items[newline]))) { /* not a = 1; b = 2 */
        fail_multiple(parser, newline);
        return NULL;
    }
    parser->root->kind = NODE_Interactive; /* Module and Interactive have the same fields */
    return parser->root;
}

/* Did reading come to the very end of the text before it failed? CPython reads a last line without a newline, where it adds none,
 * as the end. */
static bool failed_at_the_end(const Parser *parser)
{
    const TokenList *tokens = &parser->tokens;
    const char *line;
    uint32_t last = last_line(parser, &line), at = parser->failed_token;
    bool is_open = parser->lacks_newline && parser->mode != PARSE_FILE;
    if (!parser->is_parsers_error) {
        bool is_string = parser->error->message && strncmp(parser->error->message, "unterminated", 12) == 0;
        const Source *source = parser->source;
        bool is_continued = source->length >= 2 && source->text[source->length - 2] == '\\';
        return tokens->ended_in_string || tokens->ended_in_continuation ||
               (is_string && (is_open || is_continued) && (uint32_t)parser->error->line == last);
    }
    const Token *token = &tokens->items[at], *end = &tokens->items[tokens->count];
    if (is_open && token < end && token->line == last && token->start + token->length + 1 >= parser->source->length &&
        token->kind != TOKEN_INDENT)
        return true;
    for (; token < end; token++)
        if (token->kind != TOKEN_END && token->kind != TOKEN_DEDENT)
            return false;
    return true;
}

/* "incomplete input" instead of what was found. CPython has the place where reading stopped. */
static void fail_incomplete(Parser *parser)
{
    const char *line;
    uint32_t number = last_line(parser, &line);
    int32_t column = (int32_t)strcspn(line, "\n") + !parser->lacks_newline - 1;
    source_fail(parser->source, parser->error, SOURCE_SYNTAX_ERROR, (SourcePlace){number, number ? column : -1, number, NO_COLUMN},
                "incomplete input");
    if (!parser->error->text)
        parser->error->text = "";
    parser->error->has_newline = parser->source->length && !parser->lacks_newline;
}

static bool is_blank(const Source *source)
{
    return strspn(source->text, " \t\n\f") == source->length;
}

/* The text ends behind a backslash, and CPython adds no newline to it. */
static Node *fail_continuation(Parser *parser)
{
    const char *line;
    uint32_t number = last_line(parser, &line);
    SourcePlace place = {number, (int32_t)strcspn(line, "\n") - 1, number, -1};
    source_fail(parser->source, parser->error, SOURCE_SYNTAX_ERROR, place, "unexpected character after line continuation character");
    return NULL;
}

static Node *parse_file(Arena *arena, const char *bytes, size_t length, const char *filename, ParseMode mode, int flags, SourceError *error,
                        SourceWarning **warnings)
{
    Source source;
    Parser parser = {.arena = arena, .source = &source, .filename = filename, .error = error, .mode = mode, .flags = flags};
    *error = (SourceError){0};
    if (!source_decode(arena, bytes, length, filename, flags & PARSE_IGNORES_COOKIE ? COOKIE_IGNORED : COOKIE_OBEYED, &source, error))
        return NULL;
    source.warnings = warnings;
    parser.lacks_newline = length && bytes[length - 1] != '\n' && bytes[length - 1] != '\r';
    parser.names = names_new(arena);
    if (!parser.names) {
        parser_fail_memory(&parser);
        return NULL;
    }
    bool is_parsed = parse_text(&parser, start_token(mode)), allows = (flags & PARSE_ALLOWS_INCOMPLETE) != 0;
    bool is_one = mode == PARSE_INTERACTIVE || mode == PARSE_SINGLE;
    bool is_incomplete = allows && !is_parsed && error->kind != SOURCE_MEMORY_ERROR && failed_at_the_end(&parser);
    if (mode == PARSE_SINGLE && error->kind != SOURCE_MEMORY_ERROR && fail_more_statements(&parser, is_parsed))
        return NULL;
    if (mode == PARSE_EVAL && !is_parsed && !is_incomplete && parser.lacks_newline + (length == 0) && is_blank(&source))
        return fail_at_the_end(&parser);
    if (!is_parsed && parser.tokens.ended_in_continuation && parser.lacks_newline && (mode == PARSE_SINGLE || mode == PARSE_EVAL))
        return fail_continuation(&parser);
    if (!is_incomplete && is_one && error->kind != SOURCE_MEMORY_ERROR && fail_second_statement(&parser)) {
        if (allows && parser.lacks_newline && failed_at_the_end(&parser))
            fail_incomplete(&parser);
        return NULL;
    }
    if (is_parsed && !is_one)
        return parser.root;
    Node *root = is_parsed ? finish_interactive(&parser) : NULL;
    if (is_incomplete || (allows && is_parsed && !root && parser.ended_early))
        fail_incomplete(&parser);
    else if (!is_parsed && mode == PARSE_INTERACTIVE && error->kind != SOURCE_MEMORY_ERROR && wants_more(&parser))
        error->kind = SOURCE_INCOMPLETE;
    return root;
}

Node *parser_parse_with(Arena *arena, const char *bytes, size_t length, const char *filename, ParseMode mode, int flags, SourceError *error)
{
    SourceWarning *warnings = NULL;
    Node *root = parse_file(arena, bytes, length, filename, mode, flags, error, &warnings);
    error->warnings = warnings;
    return root;
}

Node *parser_parse(Arena *arena, const char *bytes, size_t length, const char *filename, ParseMode mode, SourceError *error)
{
    return parser_parse_with(arena, bytes, length, filename, mode, 0, error);
}

Node *parser_fstring_expression(Parser *outer, const Source *source)
{
    if (stack_is_low()) {
        *outer->error = SOURCE_TOO_DEEP;
        return NULL;
    }
    Parser parser = {.arena = outer->arena, .source = source, .filename = outer->filename, .names = outer->names, .error = outer->error};
    return parse_text(&parser, T_START_FSTRING) ? parser.root : NULL;
}

const char *parser_source_line(const char *bytes, size_t length, uint32_t line, size_t *line_length)
{
    Source source = {.text = bytes, .length = (uint32_t)length, .first_line = 1};
    return source_find_line(&source, line, line_length);
}
