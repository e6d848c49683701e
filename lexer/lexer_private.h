/* lexer_private: the lexer's state, shared by lexer.re and the scanners in C beside it. */
#ifndef OURO_LEXER_LEXER_PRIVATE_H
#define OURO_LEXER_LEXER_PRIVATE_H

#include "lexer/lexer.h"

enum { LEXER_MAX_LEVEL = 200, LEXER_MAX_INDENT = 100 };

typedef struct Indentation {
    uint32_t width;     /* tabs to multiples of 8 */
    uint32_t alternate; /* tabs as one column: both must agree on which line is deeper, or TabError */
} Indentation;

typedef struct Lexer {
    Arena *arena;
    const Source *source;
    SourceError *error;
    TokenList *tokens;
    uint32_t capacity;
    const char *cursor;
    const char *end;
    const char *line_start;
    uint32_t line;
    uint32_t level;
    uint32_t brackets[LEXER_MAX_LEVEL]; /* tokens of the open brackets */
    uint32_t indent;
    Indentation indents[LEXER_MAX_INDENT];
} Lexer;

/* The column of a place in the current line. */
uint32_t lexer_column(const Lexer *lexer, const char *place);

/* Fail at the last character before `place`, as CPython's tokenizer does. Always false. */
bool lexer_fail(Lexer *lexer, const char *place, const char *message);

/* Warn of what stands there. */
void lexer_warn(Lexer *lexer, const char *place, const char *message);

/* Scan a number at the cursor, which is at a digit or at a dot before one; *kind and the cursor are set. */
bool lexer_scan_number(Lexer *lexer, TokenKind *kind);

/* Move the cursor, which is after the opening quotes, behind the closing ones. */
bool lexer_scan_string(Lexer *lexer, const char *start, char quote, bool is_triple);

/* Check that an identifier with characters beyond ASCII is one. */
bool lexer_check_identifier(Lexer *lexer, const char *start, const char *end);

/* A character that begins no token: sets the cursor, or fails. */
bool lexer_stray_character(Lexer *lexer);

#endif
