/* print_exception: exceptions as CPython 3.11 prints them: traceback with carets, causes and contexts, notes,
 * suggestions. */
#ifndef OURO_STDLIB_BUILTINS_PRINT_EXCEPTION_H
#define OURO_STDLIB_BUILTINS_PRINT_EXCEPTION_H

#include "runtime/text/strbuilder.h"

/* Print the exception on sys.stderr. Never fails: what cannot be shown is left out. */
void print_exception(View exception);

/* Add "Traceback (most recent call last):" and its entries. No exception is set afterwards. */
void print_traceback_text(StrBuilder *out, View traceback);

/* The text with colours, owned, if it is to have any. Set by the interactive interpreter; NULL: none has. */
extern Ref (*print_paint_error)(View text);

/* Write on sys.stderr, after what waits on sys.stdout. False with an exception; true without stderr, too. */
MUST_USE bool print_to_stderr(View text);

#endif
