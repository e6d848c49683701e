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

/* Write on stderr where the block was allocated, if it was traced; false if nothing is traced. Allocates
 * nothing: for fatal errors. */
bool tracemalloc_write_origin(const void *block);

#endif
