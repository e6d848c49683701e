/* parser_errors: syntax errors of the parser, at ranges of tokens or nodes.
 *
 * Only the first error of a parse is kept. A grammar action that fails returns NULL or false, and
 * bison stops; nothing is freed on the way, because everything lies in the arena. `gave_up` means
 * that the grammar could not go on and has no words for it: then diagnose.c looks for better ones. */
#include <stdarg.h>
#include <stdio.h>

#include "parser/parser_private.h"

static bool fail_at(Parser *parser, SourceErrorKind kind, SourcePlace place, const char *message)
{
    if (message && parser->source->is_fstring_expression)
        message = arena_printf(parser->arena, "f-string: %s", message);
    source_fail(parser->source, parser->error, kind, place, message);
    const char *end = parser->error->text ? parser->error->text + parser->error->text_length : NULL;
    const char *text_end = parser->source->text + parser->source->length;
    bool is_last_line = end == text_end || (parser->lacks_newline && end && end + 1 == text_end);
    parser->error->has_newline = end &&
                                 (!is_last_line || (parser->mode != PARSE_EVAL &&
                                                    parser->mode != PARSE_SINGLE)); /* CPython adds the last one to what it executes */
    return false;
}

/* INDENT, DEDENT and END have no text, and for CPython no column. */
static bool has_column(const Token *token)
{
    return token->kind != TOKEN_INDENT && token->kind != TOKEN_DEDENT && token->kind != TOKEN_END;
}

bool parser_fail(Parser *parser, SourceErrorKind kind, Location location, const char *message)
{
    const Token *first = &parser->tokens.items[location.first];
    const Token *last = &parser->tokens.items[location.last];
    SourcePlace place = {first->line, has_column(first) ? (int32_t)first->column : -1, last->end_line,
                         has_column(last) ? (int32_t)last->end_column : -1};
    return fail_at(parser, kind, place, message);
}

bool parser_fail_last(Parser *parser, SourceErrorKind kind, uint32_t token, const char *message)
{
    const Token *last = &parser->tokens.items[token];
    if (has_column(last))
        return parser_fail(parser, kind, (Location){token, token}, message);
    uint32_t behind = token;
    while (behind < parser->tokens.count && parser->tokens.items[behind].kind == TOKEN_DEDENT)
        behind++;
    bool is_nowhere = (parser->mode == PARSE_SCRIPT || parser->mode == PARSE_EVAL) && behind < parser->tokens.count &&
                      parser->tokens.items[behind].kind == TOKEN_END;
    SourcePlace place = {last->line, is_nowhere ? NO_COLUMN : (int32_t)last->column - 1, last->line, NO_COLUMN};
    return fail_at(parser, kind, place, message);
}

bool parser_fail_between(Parser *parser, const Node *first, const Node *last, const char *message)
{
    SourcePlace place = {first->line, (int32_t)first->column, last->end_line, (int32_t)last->end_column};
    return fail_at(parser, SOURCE_SYNTAX_ERROR, place, message);
}

bool parser_fail_node(Parser *parser, const Node *node, const char *format, ...)
{
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if ((size_t)length >= sizeof message)
        length = sizeof message - 1;
    return parser_fail_between(parser, node, node, arena_copy(parser->arena, message, (size_t)length));
}

bool parser_give_up(Parser *parser, uint32_t token)
{
    parser->failed_token = token;
    parser->gave_up = true;
    return false;
}

bool parser_fail_memory(Parser *parser)
{
    return source_fail_memory(parser->error);
}
