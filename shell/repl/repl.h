/* repl: the interactive interpreter. */
#ifndef OURO_SHELL_REPL_REPL_H
#define OURO_SHELL_REPL_REPL_H

#include <stdbool.h>

/* Read, run, print until the end of input. True when it ended by that; false with an exception set
 * (SystemExit). */
bool repl_run(bool is_quiet, const char *startup);

#endif
