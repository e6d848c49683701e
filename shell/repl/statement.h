/* statement: what was typed, from a text to its run. */
#ifndef OURO_SHELL_REPL_STATEMENT_H
#define OURO_SHELL_REPL_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/life/object.h"

typedef struct Place {
    View filename, namespace;
} Place;

/* The text that is typed line by line, in a block of its own. */
typedef struct Typed {
    char *text;
    size_t length, capacity;
} Typed;

/* Add a line and its newline. False without memory. */
MUST_USE bool typed_add(Typed *typed, const char *line, size_t length);

/* As long as a line at a time is read: compile and run the text if it is whole. True: more lines are wanted. An exception may be set. */
bool statement_try(const Typed *typed, Place place);
/* No more lines come: a block ends as it would with a blank line; what lacks something says so, as the end of a file would. */
void statement_end(Typed *typed, Place place);

/* As long as a text is edited: does it want more lines, when its last line is ended? */
bool statement_wants_more(const char *text, size_t length);
/* Run a whole text, which may be several statements; only of the last line's are values shown. An exception may be set. */
void statement_run(const char *text, size_t length, Place place);

#endif
