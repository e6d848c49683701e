/* runtime: brings the runtime up, and takes it down again leaving nothing. */
#ifndef OURO_RUNTIME_RUNTIME_H
#define OURO_RUNTIME_RUNTIME_H

#include "runtime/life/object.h"

/* Set up heap, collector, types, exceptions and names. False (with a message on stderr) if memory ran out. */
MUST_USE bool runtime_start(void);

/* Collect, then release all that runtime_start made. */
void runtime_stop(void);

/* Forget all parsed signatures (native_signature.c). */
void signatures_stop(void);

#endif
