/* memory_error: the MemoryError that can be raised when there is no memory. */
#ifndef OURO_RUNTIME_ERRORS_MEMORY_ERROR_H
#define OURO_RUNTIME_ERRORS_MEMORY_ERROR_H

#include "runtime/life/object.h"

/* Make the one that is kept aside. False if there is no memory for it; at the start, and only then, memory
 * may not be lacking. */
MUST_USE bool memory_error_reserve(void);

/* Let it go: from now on raise_memory_error raises nothing. */
void memory_error_drop(void);

/* Set a MemoryError: the one kept aside or, while that is on its way or somebody has it, a new one; without
 * memory for that, the same one once more. Always returns NULL. */
void *raise_memory_error(void);

#endif
