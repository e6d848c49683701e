/* _contextvars: context variables for C code that keeps something in one. */
#ifndef OURO_STDLIB_CONTEXTVARS_H
#define OURO_STDLIB_CONTEXTVARS_H

#include "runtime/life/object.h"

/* Grows whenever a variable may have got another value in the running thread: set, reset, or another context entered or left. Who
 * remembers a value compares it (and the thread). */
extern uint64_t contextvars_changes;

/* A ContextVar; the module _contextvars must have been imported. NULL with MemoryError. */
MUST_USE Ref contextvars_variable_new(const char *name);
/* Its value in the current context. NULL without an exception: it has none. */
MUST_USE Ref contextvars_get(View variable);
/* Give it a value in the current context. False with MemoryError. */
MUST_USE bool contextvars_set(View variable, View value);

#endif
