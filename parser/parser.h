/* parser: source text to AST.
 *
 *     Arena arena; SourceError error;
 *     arena_init(&arena);
 *     Node *module = parser_parse(&arena, bytes, length, "<string>", PARSE_FILE, &error);
 *     if (!module) ... error says what, and where
 *     arena_destroy(&arena);       (tree, names and messages die here) */
#ifndef OURO_PARSER_PARSER_H
#define OURO_PARSER_PARSER_H

#include "parser/ast.h"
#include "runtime/errors/source_error.h"

typedef enum ParseMode {
    PARSE_FILE,        /* a Module: exec */
    PARSE_SCRIPT,      /* the same, of the main script: errors at its very end have no column, as in CPython, which reads it line by line */
    PARSE_INTERACTIVE, /* an Interactive, one statement as it is typed, perhaps of several lines */
    PARSE_SINGLE,      /* the same, all at once: compile(…, 'single') */
    PARSE_EVAL         /* an Expression: eval */
} ParseMode;

/* The tree of a source text, or NULL with *error filled in. The bytes are decoded as a coding cookie or BOM
 * says, else as UTF-8.
 *
 * PARSE_INTERACTIVE takes the lines typed so far: error->kind is SOURCE_INCOMPLETE when more lines could
 * complete the statement (a compound statement is complete when an empty line follows). */
MUST_USE Node *parser_parse(Arena *arena, const char *bytes, size_t length, const char *filename, ParseMode mode, SourceError *error);

enum ParseFlags {
    PARSE_IGNORES_COOKIE = 1 << 0,    /* the bytes are UTF-8, whatever a cookie says: of texts that were strs */
    PARSE_IMPLIES_NO_DEDENT = 1 << 1, /* PARSE_SINGLE: the end of the text does not end an indented block, a newline does */
    PARSE_ALLOWS_INCOMPLETE = 1 << 2, /* where the text ended too early, the error is "incomplete input" */
    PARSE_BARRY = 1 << 3              /* `<>` for `!=` */
};

/* parser_parse with flags. */
MUST_USE Node *parser_parse_with(Arena *arena, const char *bytes, size_t length, const char *filename, ParseMode mode, int flags,
                                 SourceError *error);

/* Line number `line` (from 1) of a text, without its newline; *length is its length in bytes. NULL if there
 * is no such line. */
const char *parser_source_line(const char *bytes, size_t length, uint32_t line, size_t *line_length);

#endif
