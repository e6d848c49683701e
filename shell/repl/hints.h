/* hints: one sentence below an error, for the mistakes that beginners make most (hints.def). */
#ifndef OURO_SHELL_REPL_HINTS_H
#define OURO_SHELL_REPL_HINTS_H

#include "runtime/life/object.h"

/* Write the hint for the exception, if there is one, on stderr. No exception is set by it. */
void hints_tell(View exception);

#endif
