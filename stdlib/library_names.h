/* library_names: which names belong to modules of the standard library, whether Ouro has them or not. */
#ifndef OURO_STDLIB_LIBRARY_NAMES_H
#define OURO_STDLIB_LIBRARY_NAMES_H

#include "runtime/object.h"

/* Is it the name of a module at the top of CPython's library? */
bool is_library_name(const char *name);

/* A new frozenset of all of them. NULL with MemoryError. */
MUST_USE Ref library_names(void);

#endif
