/* unparse_private: the text under construction, shared by unparse.c (expressions) and unparse_constant.c
 * (numbers and strings). */
#ifndef OURO_PARSER_UNPARSE_PRIVATE_H
#define OURO_PARSER_UNPARSE_PRIVATE_H

#include "parser/unparse.h"

typedef struct Writer {
    Arena *arena;
    char *text;
    size_t length;
    size_t capacity;
    bool failed; /* out of memory, or too deep; what is written after that is dropped */
    bool is_too_deep;
} Writer;

void unparse_bytes(Writer *writer, const char *text, size_t length);
void unparse_text(Writer *writer, const char *text);
void unparse_constant(Writer *writer, const ConstantFields *constant);
void unparse_repr(Writer *writer, const char *text, size_t length, bool is_bytes);

#endif
