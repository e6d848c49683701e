/* lexer: characters to tokens.
 *
 * The whole source is turned into one array of tokens before any is parsed: whoever needs to look ahead (soft
 * keywords, messages for syntax errors) just does. Literals stay text. The array ends with NEWLINE, the
 * outstanding DEDENTs, and END. */
#ifndef OURO_LEXER_LEXER_H
#define OURO_LEXER_LEXER_H

#include "lexer/source.h"

typedef enum __attribute__((packed)) TokenKind {
#define TOKEN(name, text) TOKEN_##name,
#define KEYWORD(name, text) TOKEN_##name,
#define SYMBOL(name, text) TOKEN_##name,
#include "lexer/tokens.def"
    TOKEN_KIND_COUNT
} TokenKind;

extern const char *const token_texts[TOKEN_KIND_COUNT];

typedef struct Token {
    TokenKind kind;
    uint8_t level;  /* brackets open around it; a closing bracket counts as outside */
    uint32_t start; /* its text: an offset in Source.text */
    uint32_t length;
    uint32_t line; /* as in AST nodes: lines from 1, columns in bytes from 0 */
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
} Token;

typedef struct TokenList {
    Token *items;
    uint32_t count;
    bool error_can_wait;        /* after a failure: an error that the parser finds in the tokens before it is better */
    bool ended_in_bracket;      /* the source ended within brackets, the innermost of which is token `open_bracket` */
    bool ended_in_string;       /* the error is a triple-quoted string without an end */
    bool ended_in_continuation; /* the last line ends in a backslash */
    uint32_t open_bracket;
} TokenList;

/* Tokenise a source. False with *error filled in; the tokens before the error are there, with END after them.
 * A source that ends within brackets is not an error here: the parser finds it out, or finds a better one
 * before. */
MUST_USE bool lexer_run(Arena *arena, const Source *source, TokenList *tokens, SourceError *error);

#endif
