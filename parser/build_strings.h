/* build_strings: adjacent string literals become one Constant or JoinedStr. What build_strings.c and
 * fstrings.c share. */
#ifndef OURO_PARSER_BUILD_STRINGS_H
#define OURO_PARSER_BUILD_STRINGS_H

#include "parser/parser_private.h"

/* One literal of the row: its prefix, and what is between its quotes. */
typedef struct Literal {
    uint32_t token;
    const char *body;
    const char *end;
    bool is_raw;
    bool is_bytes;
    bool is_fstring;
    bool has_warned; /* of an escape that is none */
} Literal;

/* The text collected so far, and, for f-strings, the values before it. */
typedef struct StringBuilder {
    Parser *parser;
    Location location; /* of the whole row, which all nodes get */
    bool has_u_prefix;
    char *text;
    size_t length;
    size_t capacity;
    NodeList values;
} StringBuilder;

MUST_USE bool build_string_add(StringBuilder *builder, const char *text, size_t length);

/* Make the collected text, if there is any, a Constant among the values. */
MUST_USE bool build_string_flush(StringBuilder *builder);

/* Append text with its escapes decoded. */
MUST_USE bool build_string_decode(StringBuilder *builder, Literal *literal, const char *text, const char *end);

/* Warn, once for a literal, of what begins with a backslash and is no escape; `escape` is behind the backslash. */
void build_string_warn_of_escape(StringBuilder *builder, Literal *literal, const char *escape, int length, const char *what);

/* Fail at the token after the row of strings, where CPython reports what is wrong with them. Always false. */
bool build_string_fail(StringBuilder *builder, const char *message);

/* Append the text and the expressions of an f-string. */
MUST_USE bool fstring_parse(StringBuilder *builder, Literal *literal);

#endif
