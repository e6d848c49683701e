/* completion_private: for the files that find what Tab offers. */
#ifndef OURO_SHELL_REPL_COMPLETION_PRIVATE_H
#define OURO_SHELL_REPL_COMPLETION_PRIVATE_H

#include "runtime/life/object.h"
#include "shell/repl/completion.h"

/* A piece of the text that is being completed: not ended by a zero. */
typedef struct Word {
    const char *text;
    size_t length;
} Word;

/* Clear the exception, but remember Ctrl-C, which ends the editing. */
void completion_drop_error(void);

/* Offer base + name + ending, if the name begins with what `typed` has. */
void completion_offer(Completions *found, Word base, Word typed, const char *name, const char *ending);
/* The same for a str; others are passed over. */
void completion_offer_str(Completions *found, Word base, Word typed, View name, const char *ending);
/* Offer the names that dir(object) has; `base` is what stands before them. Those that begin with _ only if `typed` does. */
void completion_offer_attributes(Completions *found, Word base, Word typed, View object, bool shows_calls);

/* completion_modules.c: the statement up to the cursor is an import, and what is to come a module or a name of one: offer it. False: it
 * is not. */
bool completion_offer_imports(Completions *found, Word statement);
/* completion_files.c: names of files, of which the string so far is the beginning. `quote` ends the string. */
void completion_offer_files(Completions *found, Word typed, char quote);

#endif
