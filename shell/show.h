/* show: -X show=…: what lexer, parser, scope pass and compiler make of a program. */
#ifndef OURO_SHELL_SHOW_H
#define OURO_SHELL_SHOW_H

#include <stdbool.h>

#include "parser/parser.h"
#include "vm/code.h"

enum ShowBits { SHOW_TOKENS = 1, SHOW_TREE = 2, SHOW_SCOPES = 4, SHOW_CODE = 8, SHOW_RUN = 16 };

/* Add the views that the words between commas name (tokens, tree, scopes, code), and SHOW_RUN for `run`, to
 * *views. False, with the reason on stderr, if one is unknown or no view is named. */
MUST_USE bool show_parse(const char *words, unsigned *views);

/* Write the views of this text, in the order of its way, on stdout; not the code if the program is to run.
 * False with an exception: SyntaxError (what could be seen before it is written), MemoryError, or OSError if
 * stdout takes no more. */
MUST_USE bool show_text(unsigned views, const char *bytes, size_t length, View filename, ParseMode mode);

/* Write this code, if SHOW_CODE is among the views: with SHOW_RUN in the quick forms that it has taken.
 * False with MemoryError or OSError. */
MUST_USE bool show_compiled(unsigned views, CodeView code);

#endif
