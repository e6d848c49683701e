/* heap_private: arenas and pools, for the heap itself and for what walks over it (heap_walk.c). */
#ifndef OURO_RUNTIME_MEMORY_HEAP_PRIVATE_H
#define OURO_RUNTIME_MEMORY_HEAP_PRIVATE_H

#include "runtime/memory/heap.h"

typedef struct Arena Arena;

/* The first bytes of a pool. */
typedef struct Pool {
    struct Pool *next; /* among the free pools, or the pools of its class */
    Arena *arena;
    uint32_t size_class;  /* size class; 0: free */
    uint32_t fresh;       /* offset of the first block never handed out */
    uint32_t free_blocks; /* counted by heap_trim only */
    uint32_t unused;
} Pool;

struct Arena {
    Arena *next;
    char *memory;         /* HEAP_ARENA_SIZE bytes, aligned to the pool size */
    uint32_t pools_used;  /* pools that serve a class */
    uint32_t pools_fresh; /* pools never used: they come last */
};

enum { POOLS_PER_ARENA = HEAP_ARENA_SIZE / HEAP_POOL_SIZE };

extern Pool *heap_pools[HEAP_CLASS_COUNT + 1]; /* all pools of a class, the one being carved first */
extern Arena *heap_arenas;

/* How many arenas there have been, and the most at a time; and whether the statistics are written before
 * another is made (PYTHONMALLOCSTATS). */
typedef struct ArenaCounts {
    size_t ever, most;
    bool is_reported;
} ArenaCounts;
extern ArenaCounts heap_arena_counts;

/* The free blocks of a class, where they are now: hidden while an instrument listens. */
FreeBlock **heap_list_of(size_t size_class);

/* The pool of a small block. */
static inline Pool *heap_pool_of(const void *block)
{
    return (Pool *)((uintptr_t)block / HEAP_POOL_SIZE * HEAP_POOL_SIZE);
}

/* How many of the pool's blocks have ever been handed out, or put on the list to be. */
static inline uint32_t heap_pool_handed_out(const Pool *pool)
{
    return (pool->fresh - (uint32_t)sizeof(Pool)) / (pool->size_class * HEAP_ALIGNMENT);
}

#endif
