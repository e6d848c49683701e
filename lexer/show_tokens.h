/* show_tokens: the tokens of a source, for people to read. */
#ifndef OURO_LEXER_SHOW_TOKENS_H
#define OURO_LEXER_SHOW_TOKENS_H

#include <stdio.h>

#include "lexer/lexer.h"

/* Write a line for each token: its place, its kind and its text. An error of `out` is left for the caller to
 * ask (ferror). */
void show_tokens(FILE *out, const Source *source, const TokenList *tokens);

#endif
