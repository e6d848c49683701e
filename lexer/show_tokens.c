/* show_tokens: the tokens of a source, a line each, as `ouro -X show=tokens` shows them.
 *
 *     2:4–5      name      x
 *     2:6–8      symbol    +=
 *     3:0–0      dedent
 *
 * The place is line:column–column, or line:column–line:column when a string goes over several lines. Columns
 * count characters from 0, as those of Python's own module tokenize do. What is no text of the source
 * (indent, dedent, the end) has none; the end of a line within a string is drawn. */
#include "lexer/show_tokens.h"

#include <string.h>

#include "lexer/utf8.h"

enum { PLACE_WIDTH = 11, KIND_WIDTH = 10 };

static const char *const kind_words[TOKEN_KIND_COUNT] = {
#define TOKEN(name, text) [TOKEN_##name] = text,
#define KEYWORD(name, text) [TOKEN_##name] = "keyword",
#define SYMBOL(name, text) [TOKEN_##name] = "symbol",
#include "lexer/tokens.def"
};

/* A token's column is in bytes: the text before it on its line tells how many characters that is. */
static uint32_t column_of(const Source *source, uint32_t offset, uint32_t column)
{
    return column <= offset ? utf8_count(source->text + offset - column, column) : column;
}

static void show_place(FILE *out, const Source *source, const Token *token)
{
    char place[64];
    uint32_t from = column_of(source, token->start, token->column), to = column_of(source, token->start + token->length, token->end_column);
    if (token->line == token->end_line)
        snprintf(place, sizeof place, "%u:%u–%u", token->line, from, to);
    else
        snprintf(place, sizeof place, "%u:%u–%u:%u", token->line, from, token->end_line, to);
    int width = (int)utf8_count(place, strlen(place));
    fprintf(out, "%s%*s", place, width < PLACE_WIDTH ? PLACE_WIDTH - width : 1, "");
}

static bool has_text(TokenKind kind)
{
    return kind != TOKEN_NEWLINE && kind != TOKEN_INDENT && kind != TOKEN_DEDENT && kind != TOKEN_END;
}

static void show_text(FILE *out, const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        if (text[i] == '\n')
            fputs("⏎", out);
        else
            putc(text[i], out);
    }
}

void show_tokens(FILE *out, const Source *source, const TokenList *tokens)
{
    for (uint32_t i = 0; i < tokens->count; i++) {
        const Token *token = &tokens->items[i];
        show_place(out, source, token);
        if (has_text(token->kind)) {
            fprintf(out, "%-*s", KIND_WIDTH, kind_words[token->kind]);
            show_text(out, source->text + token->start, token->length);
        } else {
            fputs(kind_words[token->kind], out);
        }
        putc('\n', out);
    }
}
