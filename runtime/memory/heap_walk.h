/* heap_walk: a picture of the heap's arenas, pools and blocks at one moment, for what shows it. It lies
 * outside of the heap, and the heap is not changed. */
#ifndef OURO_RUNTIME_MEMORY_HEAP_WALK_H
#define OURO_RUNTIME_MEMORY_HEAP_WALK_H

#include "runtime/memory/heap.h"

enum { HEAP_POOLS_PER_ARENA = HEAP_ARENA_SIZE / HEAP_POOL_SIZE, HEAP_BITMAP_BYTES = HEAP_POOL_SIZE / HEAP_ALIGNMENT / 8 };

typedef struct PoolPicture {
    uintptr_t address;
    uint32_t block_size;                   /* 0: the pool is free */
    uint32_t capacity;                     /* blocks that fit */
    uint32_t used;                         /* blocks in use */
    uint32_t first;                        /* where the first block begins in the pool */
    unsigned char free[HEAP_BITMAP_BYTES]; /* bit i: block i is free */
} PoolPicture;

typedef struct ArenaPicture {
    uintptr_t address;
    PoolPicture pools[HEAP_POOLS_PER_ARENA];
} ArenaPicture;

typedef struct HeapPicture {
    ArenaPicture *arenas; /* by address */
    size_t arena_count;
    size_t large_blocks, large_bytes;
} HeapPicture;

/* Take the picture; false if there is no memory. heap_picture_free frees it in any case. */
MUST_USE bool heap_picture_take(HeapPicture *picture);
void heap_picture_free(HeapPicture *picture);

static inline bool pool_block_is_free(const PoolPicture *pool, size_t number)
{
    return (pool->free[number / 8] >> number % 8 & 1) != 0;
}

#endif
