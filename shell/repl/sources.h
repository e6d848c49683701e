/* sources: the texts that were typed, by the name under which they were compiled: for the lines of tracebacks and of
 * linecache. They lie outside of the counted heap. */
#ifndef OURO_SHELL_REPL_SOURCES_H
#define OURO_SHELL_REPL_SOURCES_H

#include "runtime/life/object.h"

/* Keep a copy of the text; the name for it, "<python-input-N>" as in CPython 3.13. NULL with MemoryError. */
MUST_USE Ref sources_add(const char *text, size_t length);
/* From now on tracebacks find the texts; sources_stop: no longer, and they are gone. */
void sources_start(void);
void sources_stop(void);

#endif
