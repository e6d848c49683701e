/* _memory_profiler: the heap's bytes while they are counted; used by what measures lines
 * (_memory_profiler_lines.c) and what samples (_memory_profiler.c). */
#ifndef OURO_STDLIB_MEMORY__MEMORY_PROFILER_H
#define OURO_STDLIB_MEMORY__MEMORY_PROFILER_H

#include "runtime/classes/type.h"

/* Begin to count every allocation and free; as many times as asked, until as many times taken back. False
 * with RuntimeError if too many listen to the heap. */
MUST_USE bool memory_profiler_count_start(void);
void memory_profiler_count_stop(void);

/* The bytes in live blocks, as heap_statistics() says, and the most that there were since
 * heap_count_forget_peak(). Valid while counting. */
typedef struct HeapCount {
    size_t now, peak;
} HeapCount;
extern HeapCount memory_profiler_count;

extern TypeObject lines_type;

#endif
