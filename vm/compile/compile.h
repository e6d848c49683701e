/* compile: source text or AST to a code object. */
#ifndef OURO_VM_COMPILE_COMPILE_H
#define OURO_VM_COMPILE_COMPILE_H

#include "parser/parser.h"
#include "vm/code.h"

/* Compile a text; the code object, or NULL with SyntaxError (or MemoryError …) set. With PARSE_INTERACTIVE,
 * *incomplete (if given) becomes true, without an exception, when more lines are needed. *literals, if given,
 * becomes a list of the literals in the text, or NULL if there are none, or on failure: who runs a text
 * directly (a script, -c, exec(text), a statement of the REPL) owns it and keeps it until the code has run,
 * as CPython keeps the syntax tree, which refers to each once. sys.getrefcount shows it. */
MUST_USE Ref compile_source(const char *bytes, size_t length, View filename, ParseMode mode, bool *incomplete, Ref *literals);

/* How much is left out: 1 (-O): assert, and __debug__ is False; 2 (-OO): docstrings, too. */
extern int compile_optimize;
/* The next compile_source goes by this level instead. */
void compile_optimize_once(int level);

#endif
