/* compile: source text or AST to a code object. */
#ifndef OURO_VM_COMPILE_H
#define OURO_VM_COMPILE_H

#include "parser/parser.h"
#include "vm/code.h"

/* Compile a text; the code object, or NULL with SyntaxError (or MemoryError …) set. With PARSE_INTERACTIVE, *incomplete (if given) becomes true, without an
 * exception, when more lines are needed. */
MUST_USE Ref compile_source(const char *bytes, size_t length, View filename, ParseMode mode, bool *incomplete);

/* Set the Python exception for a SourceError. */
void raise_source_error(const SourceError *error, View filename);

#endif
