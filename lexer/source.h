/* source: a source text made ready for the lexer, and errors with a place in it.
 *
 * Whatever came in (BOM, coding cookie, CRLF, no newline at the end), a Source is valid UTF-8 without NUL,
 * its lines end in '\n', and a NUL stands after the last byte. An expression within an f-string is a Source
 * of its own, "(expression)", which knows where in the file it stands. */
#ifndef OURO_LEXER_SOURCE_H
#define OURO_LEXER_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/errors/source_error.h"
#include "runtime/memory/arena.h"

typedef struct Source {
    const char *text;
    uint32_t length;
    uint32_t first_line;   /* the number of the first line: 1, except in an f-string */
    uint32_t first_column; /* the column of its first byte: 0, except in an f-string */
    bool is_fstring_expression;
    /* a list in the order of the text, for a file and the expressions in its f-strings together; NULL: nobody
     * wants to know */
    SourceWarning **warnings;
} Source;

/* Decode bytes into *source. False with *error filled in. */
typedef enum SourceCookie { COOKIE_OBEYED, COOKIE_IGNORED } SourceCookie;
MUST_USE bool source_decode(Arena *arena, const char *bytes, size_t length, const char *filename, SourceCookie cookie, Source *source,
                            SourceError *error);

/* Columns of a SourcePlace are bytes from 0 in the file's line; NO_COLUMN means that CPython has none to
 * tell. */
enum { NO_COLUMN = -2 };

typedef struct SourcePlace {
    uint32_t line;
    int32_t column;
    uint32_t end_line;
    int32_t end_column;
} SourcePlace;

/* Fill in *error. The message is kept, not copied. Always returns false. */
bool source_fail(const Source *source, SourceError *error, SourceErrorKind kind, SourcePlace place, const char *message);
bool source_fail_memory(SourceError *error);

/* Note a warning (in the arena; the message is kept, not copied), and return it. NULL without memory: it is
 * lost, the parse will fail for itself. */
SourceWarning *source_warn(Arena *arena, const Source *source, bool is_deprecation, SourcePlace place, const char *message);

/* The text of a line (numbered as in the file), without its newline. NULL if there is none. */
const char *source_find_line(const Source *source, uint32_t line, size_t *length);

#endif
