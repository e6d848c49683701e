/* completion: what Tab offers: names, attributes, keys of dicts, modules, names after `from x import`, keywords, and
 * in other strings names of files.
 *
 * Objects are looked up attribute by attribute; nothing is called, and no property of Python code runs. Whatever goes
 * wrong on the way only means that there is nothing to offer. */
#ifndef OURO_SHELL_REPL_COMPLETION_H
#define OURO_SHELL_REPL_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/containers/dict.h"

typedef struct Completions {
    char **items; /* UTF-8, in order, each once: what could stand from byte `from` of the text to the cursor */
    size_t count, capacity;
    size_t from;
    size_t shown_from; /* where in each item begins what is worth listing */
} Completions;

/* The namespace of what is typed; NULL: no more. Borrowed. */
void completion_start(DictView names);
/* Is there something before the cursor to complete? Else Tab is a blank. */
bool completion_has_word(const char *text, size_t cursor);
/* What fits the text before the cursor. No exception is set by it. */
Completions completion_find(const char *text, size_t cursor);
void completion_free(Completions *found);

#endif
