/* lexer: characters to tokens. See lexer.h.
 *
 * re2c makes the machine in scan_token; indentation, which no regular expression can describe, is done by
 * hand at the start of each logical line. The source ends with a NUL, which is in no token, so the machine
 * needs no other check for the end.
 *
 * Errors are worded and placed as CPython's tokenizer does. */
#include "lexer/lexer.h"

#include <string.h>

#include "lexer/lexer_private.h"

const char *const token_texts[TOKEN_KIND_COUNT] = {
#define TOKEN(name, text) text,
#define KEYWORD(name, text) text,
#define SYMBOL(name, text) text,
#include "lexer/tokens.def"
};

uint32_t lexer_column(const Lexer *lexer, const char *place)
{
    uint32_t column = (uint32_t)(place - lexer->line_start);
    return lexer->line_start == lexer->source->text ? column + lexer->source->first_column : column;
}

static SourcePlace place_before(const Lexer *lexer, const char *place)
{
    do
        place--;
    while ((*place & 0xC0) == 0x80);
    int32_t column = (int32_t)lexer_column(lexer, place);
    return (SourcePlace){lexer->line, column, lexer->line, column};
}

bool lexer_fail(Lexer *lexer, const char *place, const char *message)
{
    return source_fail(lexer->source, lexer->error, SOURCE_SYNTAX_ERROR, place_before(lexer, place), message);
}

void lexer_warn(Lexer *lexer, const char *place, const char *message)
{
    (void)source_warn(lexer->arena, lexer->source, false, place_before(lexer, place), message);
}

/* Fail so that a syntax error before this place is the better one: bad indentation, bad continuation. */
static bool fail_later(Lexer *lexer, SourceErrorKind kind, int32_t column, int32_t end_column, const char *message)
{
    SourcePlace where = {lexer->line, column, lexer->line, end_column};
    lexer->tokens->error_can_wait = true;
    return source_fail(lexer->source, lexer->error, kind, where, message);
}

static bool grow_tokens(Lexer *lexer)
{
    uint32_t capacity = lexer->capacity ? lexer->capacity * 2 : lexer->source->length / 6 + 16;
    Token *items = arena_alloc(lexer->arena, capacity * sizeof *items);
    if (!items)
        return source_fail_memory(lexer->error);
    if (lexer->tokens->count)
        memcpy(items, lexer->tokens->items, lexer->tokens->count * sizeof *items);
    lexer->tokens->items = items;
    lexer->capacity = capacity;
    return true;
}

/* Append a token that began at `start` in the given line and ends at the cursor. */
static bool emit(Lexer *lexer, TokenKind kind, const char *start, uint32_t line, uint32_t column)
{
    if (lexer->tokens->count == lexer->capacity && !grow_tokens(lexer))
        return false;
    lexer->tokens->items[lexer->tokens->count++] = (Token){
        .kind = kind,
        .level = (uint8_t)lexer->level,
        .start = (uint32_t)(start - lexer->source->text),
        .length = (uint32_t)(lexer->cursor - start),
        .line = line,
        .column = column,
        .end_line = lexer->line,
        .end_column = lexer_column(lexer, lexer->cursor),
    };
    return true;
}

/* Append a token that lies in the current line. */
static bool emit_here(Lexer *lexer, TokenKind kind, const char *start)
{
    return emit(lexer, kind, start, lexer->line, lexer_column(lexer, start));
}

static void begin_line(Lexer *lexer)
{
    lexer->line++;
    lexer->line_start = lexer->cursor;
}

static bool open_bracket(Lexer *lexer, TokenKind kind, const char *start)
{
    if (lexer->level == LEXER_MAX_LEVEL)
        return lexer_fail(lexer, lexer->cursor, "too many nested parentheses");
    if (!emit_here(lexer, kind, start))
        return false;
    lexer->brackets[lexer->level++] = lexer->tokens->count - 1;
    return true;
}

static bool close_bracket(Lexer *lexer, TokenKind kind, const char *start, char opening)
{
    if (lexer->level == 0)
        return lexer_fail(lexer, lexer->cursor, arena_printf(lexer->arena, "unmatched '%c'", *start));
    const Token *open = &lexer->tokens->items[lexer->brackets[lexer->level - 1]];
    char open_char = lexer->source->text[open->start];
    lexer->level--;
    if (open_char == opening)
        return emit_here(lexer, kind, start);
    const char *message = "closing parenthesis '%c' does not match opening parenthesis '%c'";
    if (open->line == lexer->line)
        return lexer_fail(lexer, lexer->cursor, arena_printf(lexer->arena, message, *start, open_char));
    return lexer_fail(lexer, lexer->cursor,
                      arena_printf(lexer->arena, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u", *start,
                                   open_char, open->line));
}

/* The last line ends in a backslash. */
static bool fail_at_end(Lexer *lexer)
{
    if (lexer->level) {
        const Token *open = &lexer->tokens->items[lexer->brackets[lexer->level - 1]];
        SourcePlace where = {open->line, (int32_t)open->column, open->line, -1};
        return source_fail(lexer->source, lexer->error, SOURCE_SYNTAX_ERROR, where,
                           arena_printf(lexer->arena, "'%c' was never closed", lexer->source->text[open->start]));
    }
    int32_t column = (int32_t)lexer_column(lexer, lexer->cursor) - 1;
    (void)fail_later(lexer, SOURCE_SYNTAX_ERROR, column, NO_COLUMN, "unexpected EOF while parsing");
    lexer->error->has_newline = lexer->error->text != NULL;
    return false;
}

/* After a backslash: the line must end, and another must follow. */
static bool continue_line(Lexer *lexer)
{
    if (*lexer->cursor != '\n') {
        int32_t column = (int32_t)lexer_column(lexer, lexer->cursor);
        return fail_later(lexer, SOURCE_SYNTAX_ERROR, column, -1, "unexpected character after line continuation character");
    }
    lexer->cursor++;
    if (!*lexer->cursor) {
        lexer->tokens->ended_in_continuation = true;
        return fail_at_end(lexer);
    }
    begin_line(lexer);
    return true;
}

/* Measure the white space at the start of a line. A backslash joins lines; the first line's width counts. */
static bool measure_indentation(Lexer *lexer, Indentation *found)
{
    Indentation first = {0};
    *found = (Indentation){0};
    for (;; lexer->cursor++) {
        switch (*lexer->cursor) {
        case ' ':
            found->width++;
            found->alternate++;
            break;
        case '\t':
            found->width = (found->width / 8 + 1) * 8;
            found->alternate++;
            break;
        case '\f':
            *found = (Indentation){0};
            break;
        case '\\':
            if (!first.width)
                first = *found;
            lexer->cursor++;
            if (!continue_line(lexer))
                return false;
            lexer->cursor--;
            break;
        default:
            if (first.width)
                *found = first;
            return true;
        }
    }
}

static bool fail_tabs(Lexer *lexer)
{
    return fail_later(lexer, SOURCE_TAB_ERROR, 0, -1, "inconsistent use of tabs and spaces in indentation");
}

/* The bytes up to and with the newline. */
static int32_t line_width(const Lexer *lexer)
{
    return (int32_t)(strcspn(lexer->line_start, "\n") + 1);
}

static bool indent(Lexer *lexer, Indentation found)
{
    if (lexer->indent + 1 >= LEXER_MAX_INDENT)
        return fail_later(lexer, SOURCE_INDENTATION_ERROR, 0, -1, "too many levels of indentation");
    if (found.alternate <= lexer->indents[lexer->indent].alternate)
        return fail_tabs(lexer);
    lexer->indents[++lexer->indent] = found;
    return emit_here(lexer, TOKEN_INDENT, lexer->cursor);
}

static bool dedent(Lexer *lexer, Indentation found)
{
    uint32_t remaining = lexer->indent;
    while (remaining && found.width < lexer->indents[remaining].width)
        remaining--;
    if (found.width != lexer->indents[remaining].width)
        return fail_later(lexer, SOURCE_INDENTATION_ERROR, line_width(lexer) - 1, NO_COLUMN,
                                "unindent does not match any outer indentation level");
    if (found.alternate != lexer->indents[remaining].alternate)
        return fail_tabs(lexer);
    for (; lexer->indent > remaining; lexer->indent--)
        if (!emit_here(lexer, TOKEN_DEDENT, lexer->cursor))
            return false;
    return true;
}

/* Lines that hold nothing, or a comment, make no tokens. */
static bool skip_blank_line(Lexer *lexer)
{
    const char *place = lexer->cursor;
    if (*place == '#')
        place += strcspn(place, "\n");
    if (*place != '\n')
        return false;
    lexer->cursor = place + 1;
    begin_line(lexer);
    return true;
}

/* At the start of a logical line: INDENT, or DEDENTs, or neither. */
static bool scan_indentation(Lexer *lexer)
{
    Indentation found;
    do {
        if (!measure_indentation(lexer, &found))
            return false;
    } while (skip_blank_line(lexer));
    if (!*lexer->cursor)
        return true;
    const Indentation *current = &lexer->indents[lexer->indent];
    if (found.width > current->width)
        return indent(lexer, found);
    if (found.width < current->width)
        return dedent(lexer, found);
    return found.alternate == current->alternate || fail_tabs(lexer);
}

/* A NEWLINE token begins where the comment before it does. */
static bool end_line(Lexer *lexer, const char *start)
{
    if (lexer->level) {
        begin_line(lexer);
        return true;
    }
    lexer->cursor--;
    if (!emit_here(lexer, TOKEN_NEWLINE, start))
        return false;
    lexer->cursor++;
    begin_line(lexer);
    return scan_indentation(lexer);
}

static bool scan_string(Lexer *lexer, const char *start, char quote, bool is_triple)
{
    uint32_t line = lexer->line;
    uint32_t column = lexer_column(lexer, start);
    return lexer_scan_string(lexer, start, quote, is_triple) && emit(lexer, TOKEN_STRING, start, line, column);
}

static bool scan_number(Lexer *lexer, const char *start)
{
    TokenKind kind;
    lexer->cursor = start;
    return lexer_scan_number(lexer, &kind) && emit_here(lexer, kind, start);
}

/* One token, or one bit of white space. */
static bool scan_token(Lexer *lexer)
{
    const char *start = lexer->cursor;
    const char *marker;
#define IS(kind) return emit_here(lexer, TOKEN_##kind, start)
    /*!re2c
        re2c:define:YYCTYPE = "unsigned char";
        re2c:define:YYCURSOR = "lexer->cursor";
        re2c:define:YYMARKER = "marker";
        re2c:yyfill:enable = 0;

        prefix = [rRuUbBfF] | [rR][bBfF] | [bBfF][rR];

        [ \t\f]+            { return true; }
        ("#" [^\n\x00]*)? "\n" { return end_line(lexer, start); }
        "\\"                { return continue_line(lexer); }

        prefix? ['"]        { return scan_string(lexer, start, lexer->cursor[-1], false); }
        prefix? "'''"    { return scan_string(lexer, start, '\'', true); }
        prefix? "\"\"\""    { return scan_string(lexer, start, '"', true); }
        "."? [0-9]          { return scan_number(lexer, start); }

        "False"             { IS(FALSE); }
        "None"              { IS(NONE); }
        "True"              { IS(TRUE); }
        "and"               { IS(AND); }
        "as"                { IS(AS); }
        "assert"            { IS(ASSERT); }
        "async"             { IS(ASYNC); }
        "await"             { IS(AWAIT); }
        "break"             { IS(BREAK); }
        "class"             { IS(CLASS); }
        "continue"          { IS(CONTINUE); }
        "def"               { IS(DEF); }
        "del"               { IS(DEL); }
        "elif"              { IS(ELIF); }
        "else"              { IS(ELSE); }
        "except"            { IS(EXCEPT); }
        "finally"           { IS(FINALLY); }
        "for"               { IS(FOR); }
        "from"              { IS(FROM); }
        "global"            { IS(GLOBAL); }
        "if"                { IS(IF); }
        "import"            { IS(IMPORT); }
        "in"                { IS(IN); }
        "is"                { IS(IS); }
        "lambda"            { IS(LAMBDA); }
        "nonlocal"          { IS(NONLOCAL); }
        "not"               { IS(NOT); }
        "or"                { IS(OR); }
        "pass"              { IS(PASS); }
        "raise"             { IS(RAISE); }
        "return"            { IS(RETURN); }
        "try"               { IS(TRY); }
        "while"             { IS(WHILE); }
        "with"              { IS(WITH); }
        "yield"             { IS(YIELD); }
        [a-zA-Z_\x80-\xff] [a-zA-Z0-9_\x80-\xff]* {
            return lexer_check_identifier(lexer, start, lexer->cursor) && emit_here(lexer, TOKEN_NAME, start);
        }

        "("                 { return open_bracket(lexer, TOKEN_LPAREN, start); }
        "["                 { return open_bracket(lexer, TOKEN_LBRACKET, start); }
        "{"                 { return open_bracket(lexer, TOKEN_LBRACE, start); }
        ")"                 { return close_bracket(lexer, TOKEN_RPAREN, start, '('); }
        "]"                 { return close_bracket(lexer, TOKEN_RBRACKET, start, '['); }
        "}"                 { return close_bracket(lexer, TOKEN_RBRACE, start, '{'); }
        ":"                 { IS(COLON); }
        ":="                { IS(COLON_EQUAL); }
        ","                 { IS(COMMA); }
        ";"                 { IS(SEMICOLON); }
        "."                 { IS(DOT); }
        "..."               { IS(ELLIPSIS); }
        "->"                { IS(ARROW); }
        "@"                 { IS(AT); }
        "+"                 { IS(PLUS); }
        "-"                 { IS(MINUS); }
        "*"                 { IS(STAR); }
        "**"                { IS(DOUBLE_STAR); }
        "/"                 { IS(SLASH); }
        "//"                { IS(DOUBLE_SLASH); }
        "%"                 { IS(PERCENT); }
        "|"                 { IS(BAR); }
        "&"                 { IS(AMPERSAND); }
        "^"                 { IS(CARET); }
        "~"                 { IS(TILDE); }
        "<<"                { IS(LEFT_SHIFT); }
        ">>"                { IS(RIGHT_SHIFT); }
        "<"                 { IS(LESS); }
        ">"                 { IS(GREATER); }
        "<="                { IS(LESS_EQUAL); }
        ">="                { IS(GREATER_EQUAL); }
        "=="                { IS(EQUAL_EQUAL); }
        "!="                { IS(NOT_EQUAL); }
        "="                 { IS(EQUAL); }
        "+="                { IS(PLUS_EQUAL); }
        "-="                { IS(MINUS_EQUAL); }
        "*="                { IS(STAR_EQUAL); }
        "/="                { IS(SLASH_EQUAL); }
        "//="               { IS(DOUBLE_SLASH_EQUAL); }
        "%="                { IS(PERCENT_EQUAL); }
        "@="                { IS(AT_EQUAL); }
        "&="                { IS(AMPERSAND_EQUAL); }
        "|="                { IS(BAR_EQUAL); }
        "^="                { IS(CARET_EQUAL); }
        "<<="               { IS(LEFT_SHIFT_EQUAL); }
        ">>="               { IS(RIGHT_SHIFT_EQUAL); }
        "**="               { IS(DOUBLE_STAR_EQUAL); }
        "<>"                { IS(STRAY); }
        *                   {
            lexer->cursor = start;
            return lexer_stray_character(lexer) && emit_here(lexer, TOKEN_STRAY, start);
        }
    */
#undef IS
}

/* The DEDENTs that are still due, and END. A source that ends within brackets just ends. There is no line
 * after the last newline. */
static bool finish(Lexer *lexer)
{
    TokenList *tokens = lexer->tokens;
    const char *text = lexer->source->text;
    if (lexer->cursor == lexer->line_start && lexer->cursor > text) {
        lexer->line--;
        for (lexer->line_start--; lexer->line_start > text && lexer->line_start[-1] != '\n';)
            lexer->line_start--;
    }
    if (lexer->level) {
        tokens->ended_in_bracket = true;
        tokens->open_bracket = lexer->brackets[lexer->level - 1];
        return emit_here(lexer, TOKEN_END, lexer->cursor);
    }
    if (lexer->source->is_fstring_expression && !emit_here(lexer, TOKEN_NEWLINE, lexer->cursor))
        return false;
    for (; lexer->indent; lexer->indent--)
        if (!emit_here(lexer, TOKEN_DEDENT, lexer->cursor))
            return false;
    return emit_here(lexer, TOKEN_END, lexer->cursor);
}

bool lexer_run(Arena *arena, const Source *source, TokenList *tokens, SourceError *error)
{
    Lexer lexer = {
        .arena = arena,
        .source = source,
        .error = error,
        .tokens = tokens,
        .cursor = source->text,
        .end = source->text + source->length,
        .line_start = source->text,
        .line = source->first_line,
    };
    *tokens = (TokenList){0};
    bool lexed = scan_indentation(&lexer);
    while (lexed && *lexer.cursor)
        lexed = scan_token(&lexer);
    if (lexed)
        return finish(&lexer);
    SourceError found = *error;
    if (!emit_here(&lexer, TOKEN_END, lexer.cursor))
        return false;
    *error = found;
    return false;
}
