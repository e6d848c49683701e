/* source_error: what is wrong with a source text, and where: lexer, parser, scopes and compiler report in
 * this form, and whoever called them makes the exception of it. */
#ifndef OURO_RUNTIME_ERRORS_SOURCE_ERROR_H
#define OURO_RUNTIME_ERRORS_SOURCE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum SourceErrorKind {
    SOURCE_OK,
    SOURCE_SYNTAX_ERROR,      /* SyntaxError */
    SOURCE_INDENTATION_ERROR, /* IndentationError */
    SOURCE_TAB_ERROR,         /* TabError */
    SOURCE_MEMORY_ERROR,      /* MemoryError; message may be NULL */
    SOURCE_RECURSION_ERROR,   /* RecursionError: the tree is too deep */
    SOURCE_INCOMPLETE         /* no error yet: interactive text that wants more lines */
} SourceErrorKind;

/* Message and text live in the arena of the parse (or are constant). Lines count from 1. Columns are
 * CPython's `offset` and `end_offset`: characters, from 1, with -1 as the end when only a point is known, and
 * 0 for "no place in the line". */
enum { SOURCE_NONE = INT32_MIN }; /* as a column: CPython's attribute is None */

typedef struct SourceError {
    SourceErrorKind kind;
    const char *message;
    int32_t line;
    int32_t column;
    int32_t end_line;
    int32_t end_column;
    const char *text; /* the line, without its newline, not NUL-terminated; NULL when unknown */
    size_t text_length;
    bool is_too_long;                     /* a limit was met: the line is so long that nobody wants to see it */
    bool has_newline;                     /* CPython's `text` ends with a newline here */
    const struct SourceWarning *warnings; /* what lexer and parser found odd, error or not */
} SourceError;

/* What is no error, but odd. It lives in the arena of the parse. */
typedef struct SourceWarning {
    struct SourceWarning *next;
    SourceError error;   /* what it is if the warning is made an exception */
    bool is_deprecation; /* a DeprecationWarning; otherwise a SyntaxWarning */
} SourceWarning;

/* The tree is deeper than the stack, or than AST_MAX_DEPTH. */
#define SOURCE_TOO_DEEP ((SourceError){.kind = SOURCE_RECURSION_ERROR, .message = "maximum recursion depth exceeded during compilation"})

#endif
