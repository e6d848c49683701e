/* commands: what begins with a colon: `:why NAME`, `:memory` … and the keys that do the same. Nothing of it disturbs counts,
 * ids or blocks, but `:collect`. */
#ifndef OURO_SHELL_REPL_COMMANDS_H
#define OURO_SHELL_REPL_COMMANDS_H

#include <stdbool.h>

#include "runtime/containers/dict.h"

/* The namespace of what is typed; NULL: no more. Borrowed. */
void commands_start(DictView names);
/* Obey the text, if it is a command. False: it is none. */
bool commands_obey(const char *text);
/* F4 … F8: for the name under the cursor. */
void commands_key(int number, const char *word);

/* Around a statement: with `:memory`, the line below it. */
void commands_before_statement(void);
void commands_after_statement(void);
/* `:hints on`. */
bool commands_hints_are_on(void);

#endif
