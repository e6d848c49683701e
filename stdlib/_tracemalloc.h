/* _tracemalloc: which line of the program allocated which block. */
#ifndef OURO_STDLIB_TRACEMALLOC_H
#define OURO_STDLIB_TRACEMALLOC_H

#include <stdbool.h>

/* Begin to trace, remembering at most `frames` frames (1 to 65535) for each block. False if there is no memory for it. */
bool tracemalloc_start(int frames);

/* Stop, and forget all traces. */
void tracemalloc_stop(void);

#endif
