/* _tracemalloc: which line of the program allocated which block. */
#ifndef OURO_STDLIB_MEMORY__TRACEMALLOC_H
#define OURO_STDLIB_MEMORY__TRACEMALLOC_H

#include "runtime/life/object.h"

enum { TRACEMALLOC_FRAMES_MOST = 65535 };

/* Begin to trace, remembering at most `frames` frames (1 to 65535) for each block. False if there is no
 * memory for it. */
bool tracemalloc_start(int frames);

/* From now on sizes are those of Ouro's own blocks, not of the blocks that CPython would have. */
void tracemalloc_count_real_sizes(void);

/* Stop, and forget all traces. */
void tracemalloc_stop(void);
bool tracemalloc_is_on(void);

/* Note a block of somebody else's memory, in a domain that is not 0, as allocated now; forget it; where it was allocated (a tuple of
 * (filename, lineno), or None; NULL with MemoryError). False if nothing is traced, or there is no memory for it. */
MUST_USE bool tracemalloc_track(uint32_t domain, uintptr_t address, size_t size);
MUST_USE bool tracemalloc_untrack(uint32_t domain, uintptr_t address);
MUST_USE Ref tracemalloc_traceback_of(uint32_t domain, uintptr_t address);

/* Write on stderr where the block was allocated, if it was traced; false if nothing is traced. Allocates
 * nothing: for fatal errors. */
bool tracemalloc_write_origin(const void *block);

#endif
