/* session: the interpreter from its first object to its last: the runtime, the VM and the modules, started
 * and stopped in order. */
#ifndef OURO_SHELL_SESSION_H
#define OURO_SHELL_SESSION_H

#include "vm/import/import.h"

/* Start everything that a program needs. False (an exception may be set) if memory ran out; session_stop is
 * called all the same. */
MUST_USE bool session_start(void);

/* Take everything down again. While somebody counts (heap.listening), and under AddressSanitizer, not a block
 * is left. */
void session_stop(void);

/* The embedded module of this name, if there is one. */
bool session_find_embedded(const char *name, EmbeddedSource *result);

#endif
