/* print_exception: exceptions as CPython 3.11 prints them: traceback with carets, causes and contexts, notes, suggestions. */
#ifndef OURO_STDLIB_PRINT_EXCEPTION_H
#define OURO_STDLIB_PRINT_EXCEPTION_H

#include "runtime/object.h"

/* Print the exception on sys.stderr. Never fails: what cannot be shown is left out. */
void print_exception(View exception);

/* What error_write_unraisable reports: "Exception ignored in: …" and the traceback. */
void print_unraisable(const char *where, View object, View exception);

#endif
