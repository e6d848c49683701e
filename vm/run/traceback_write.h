/* traceback_write: running frames as text for a descriptor, from anywhere, also from a handler of signals. */
#ifndef OURO_VM_RUN_TRACEBACK_WRITE_H
#define OURO_VM_RUN_TRACEBACK_WRITE_H

#include "vm/run/threads.h"

/* The frames of the calling thread, the youngest first, under "Stack (most recent call first):". It allocates
 * nothing and calls nothing but write(2). */
void traceback_write(int descriptor);

/* The frames of all threads, the youngest thread first; the one that calls is called the current one, unless
 * `is_outside`: the caller only happens to be there. */
void traceback_write_all(int descriptor, bool is_outside);

/* Text for the descriptor. */
void traceback_write_text(int descriptor, const char *text);

#endif
