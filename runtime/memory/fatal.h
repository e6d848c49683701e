/* fatal: what no program can go on after: a damaged heap. */
#ifndef OURO_RUNTIME_MEMORY_FATAL_H
#define OURO_RUNTIME_MEMORY_FATAL_H

#include "runtime/life/object.h"

/* Say on stderr which function found what, where the program is, and abort. */
_Noreturn void fatal_error(const char *function, const char *message);

/* Who writes the Python frames on stderr; it must not allocate. The VM's, set at the start. */
extern void (*fatal_show_frames)(void);

/* Write a str on stderr, the first 500 characters of it. What is not ASCII is written as an escape: no
 * encoding can fail. */
void fatal_write_text(View text);

#endif
