/* unparse: an expression back to text, as `from __future__ import annotations` stores annotations.
 *
 * The text is CPython's: its own spacing and brackets, numbers in decimal, strings as repr shows them. */
#ifndef OURO_PARSER_UNPARSE_H
#define OURO_PARSER_UNPARSE_H

#include "parser/ast.h"

/* The text of an expression (UTF-8, surrogates possible, NUL after it) in the arena, or NULL if there is no
 * memory, or, with *is_too_deep, no stack. */
MUST_USE const char *unparse_expression(Arena *arena, const Node *expression, size_t *length, bool *is_too_deep);

#endif
