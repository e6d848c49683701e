/* source_carets: the source line of a traceback entry, and the carets under it. */
#ifndef OURO_STDLIB_BUILTINS_SOURCE_CARETS_H
#define OURO_STDLIB_BUILTINS_SOURCE_CARETS_H

#include "runtime/text/strbuilder.h"
#include "vm/code.h"

/* Add "    source line\n" and, where it helps, "    ~~^~~\n". Nothing if the file cannot be read. No exception is set afterwards. */
void source_add_line(StrBuilder *out, View filename, const CodePosition *position);

/* The same for a SyntaxError: offset and end_offset in characters from 1; 0: unknown; beyond the line: its
 * end. */
void source_add_syntax_line(StrBuilder *out, View text, int64_t offset, int64_t end_offset);

/* The text that was typed under this name, if there is one; it lasts until the next statement is run. Set by the interactive
 * interpreter; NULL: nothing is typed. */
extern bool (*source_find_typed)(View filename, const char **text, size_t *length);

/* From now on no source is shown: the modules go, and with them, in CPython, what reads it. */
void source_stop(void);

#endif
