/* heap: the private heap on which every Python object lives.
 *
 *   arena   1 MiB from the operating system, given back when all its pools are free
 *   pool    16 KiB of an arena, cut into blocks of one size class
 *   block   what an allocation gets: 16, 32, 48 … 512 bytes
 *
 * A request above 512 bytes is large: it comes from malloc, but is counted by this heap as a block all the same.
 *
 * The free blocks of a size class form one last-in-first-out list, linked through the blocks themselves: allocating is a pop, freeing a
 * push. Nobody counts per pool at that moment; heap_trim does it in bulk, later, and returns what is wholly free.
 *
 * Freeing needs the size that was asked for, so a block carries no header.
 *
 * Every allocation can be refused (a limit, -X failalloc) and recorded (tracemalloc, -X showheap): while anything listens, `listening`
 * is set and both operations go through the slow functions. When nothing listens they are the few instructions below. */
#ifndef OURO_RUNTIME_HEAP_H
#define OURO_RUNTIME_HEAP_H

#include <string.h>

#include "runtime/object.h"

enum {
    HEAP_ALIGNMENT = 16,
    HEAP_SMALL_LIMIT = 512,
    HEAP_CLASS_COUNT = HEAP_SMALL_LIMIT / HEAP_ALIGNMENT,
    HEAP_POOL_SIZE = 16 * 1024,
    HEAP_ARENA_SIZE = 1024 * 1024
};

typedef struct FreeBlock {
    struct FreeBlock *next;
} FreeBlock;

typedef struct Heap {
    FreeBlock *free[HEAP_CLASS_COUNT + 1]; /* by size class; index 0 unused */
    bool listening;                        /* an instrument wants to see, or refuse, every allocation */
} Heap;

extern Heap heap;

MUST_USE void *heap_allocate_slow(size_t size);
void heap_free_slow(void *block, size_t size);

static inline size_t heap_class_of(size_t size)
{
    return (size + HEAP_ALIGNMENT - 1) / HEAP_ALIGNMENT;
}

/* A block of at least `size` (> 0) bytes, aligned to 16. NULL if refused or if memory ran out, after a collection was tried; no
 * exception is set (see raise_memory_error). The caller frees it with the same size. */
static inline MUST_USE void *heap_allocate(size_t size)
{
    if (LIKELY(size <= HEAP_SMALL_LIMIT)) {
        FreeBlock **list = &heap.free[heap_class_of(size)];
        FreeBlock *block = *list;
        if (LIKELY(block != NULL)) { /* the lists are kept empty while anything listens */
            *list = block->next;
            return block;
        }
    }
    return heap_allocate_slow(size);
}

/* Give a block back. `size` is what was asked for. */
static inline void heap_free(void *block, size_t size)
{
    if (LIKELY(size <= HEAP_SMALL_LIMIT) && LIKELY(!heap.listening)) {
        FreeBlock **list = &heap.free[heap_class_of(size)];
        ((FreeBlock *)block)->next = *list;
        *list = (FreeBlock *)block;
        return;
    }
    heap_free_slow(block, size);
}

/* heap_allocate, but filled with zeros. */
MUST_USE void *heap_allocate_zeroed(size_t size);

/* Change a block's size as realloc does; `block` may be NULL with old_size 0. NULL if there is no memory: the old block stays valid. */
MUST_USE void *heap_resize(void *block, size_t old_size, size_t new_size);

/* count * size, or SIZE_MAX (which no allocation satisfies) if that overflows. */
static inline size_t heap_array_size(size_t count, size_t size)
{
    size_t total;
    return __builtin_mul_overflow(count, size, &total) || total > (size_t)PTRDIFF_MAX ? SIZE_MAX : total;
}

/* Return wholly free pools to their arenas and wholly free arenas to the system. */
void heap_trim(void);

/* How many blocks are allocated now, and how many bytes were asked for by large ones. */
size_t heap_live_blocks(void);

typedef struct HeapStatistics {
    size_t blocks, bytes;            /* allocated now */
    size_t arenas, pools;            /* held from the system */
    size_t peak_blocks, peak_bytes;  /* the most that ever were; counted only while something listens */
} HeapStatistics;
HeapStatistics heap_statistics(void);

/* --- instruments ------------------------------------------------------------------------------------------------ */

/* Called for each allocation and free while installed. NULL removes. Must not allocate on this heap. */
typedef void (*HeapObserver)(void *block, size_t size);
void heap_observe(HeapObserver on_allocate, HeapObserver on_free);

/* Fail the nth allocation from now (1 is the next); with `ever_after`, all that follow too. 0 stops failing. */
void heap_fail_at(uint64_t n, bool ever_after);

/* Count live and peak blocks from now on, exactly (-X showheap). */
void heap_count_peaks(void);

/* Installed by the collector: called once when memory runs out, before the second try. */
extern void (*heap_collect_for_memory)(void);

#endif
