/* heap_walk: pools are copied with all their blocks in use; then the free lists are walked, and those beyond
 * `fresh`, which no list has, are free as well. */
#include "runtime/memory/heap_walk.h"

#include <stdlib.h>

#include "runtime/memory/heap_private.h"

static int compare_arenas(const void *a, const void *b)
{
    uintptr_t left = ((const ArenaPicture *)a)->address, right = ((const ArenaPicture *)b)->address;
    return left < right ? -1 : left > right;
}

static void mark_free(PoolPicture *pool, size_t number)
{
    if (pool_block_is_free(pool, number))
        return;
    pool->free[number / 8] |= (unsigned char)(1u << number % 8);
    pool->used--;
}

static void copy_pool(PoolPicture *copy, const Pool *pool)
{
    copy->block_size = pool->size_class * HEAP_ALIGNMENT;
    copy->first = sizeof(Pool);
    copy->capacity = (uint32_t)(HEAP_POOL_SIZE - sizeof(Pool)) / copy->block_size;
    copy->used = copy->capacity;
    for (size_t i = heap_pool_handed_out(pool); i < copy->capacity; i++)
        mark_free(copy, i);
}

/* The pool of a block, and the block's number in it; NULL if no pool has it: it is a large one. */
static PoolPicture *heap_picture_find(const HeapPicture *picture, const void *block, size_t *number)
{
    uintptr_t address = (uintptr_t)block;
    size_t low = 0, high = picture->arena_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (picture->arenas[middle].address + HEAP_ARENA_SIZE <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == picture->arena_count || address < picture->arenas[low].address)
        return NULL;
    PoolPicture *pool = &picture->arenas[low].pools[(address - picture->arenas[low].address) / HEAP_POOL_SIZE];
    if (!pool->block_size)
        return NULL;
    *number = (address - pool->address - pool->first) / pool->block_size;
    return pool;
}

static void copy_arenas(HeapPicture *picture)
{
    for (const Arena *arena = heap_arenas; arena; arena = arena->next) {
        ArenaPicture *copy = &picture->arenas[picture->arena_count++];
        *copy = (ArenaPicture){.address = (uintptr_t)arena->memory};
        for (size_t i = 0; i < HEAP_POOLS_PER_ARENA; i++)
            copy->pools[i].address = copy->address + i * HEAP_POOL_SIZE;
    }
    if (picture->arena_count)
        qsort(picture->arenas, picture->arena_count, sizeof *picture->arenas, compare_arenas);
}

/* The copy of a pool: its arena is known, but its class perhaps not yet. */
static PoolPicture *copy_of(const HeapPicture *picture, const Pool *pool)
{
    for (size_t i = 0; i < picture->arena_count; i++)
        if (picture->arenas[i].address == (uintptr_t)pool->arena->memory)
            return &picture->arenas[i].pools[((uintptr_t)pool - picture->arenas[i].address) / HEAP_POOL_SIZE];
    return NULL;
}

bool heap_picture_take(HeapPicture *picture)
{
    HeapStatistics statistics = heap_statistics();
    *picture = (HeapPicture){.large_blocks = statistics.large_blocks, .large_bytes = statistics.large_bytes};
    picture->arenas = malloc((statistics.arenas + 1) * sizeof *picture->arenas);
    if (!picture->arenas)
        return false;
    copy_arenas(picture);
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++)
        for (const Pool *pool = heap_pools[size_class]; pool; pool = pool->next)
            copy_pool(copy_of(picture, pool), pool);
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++)
        for (const FreeBlock *block = *heap_list_of(size_class); block; block = block->next) {
            size_t number = 0;
            PoolPicture *pool = heap_picture_find(picture, block, &number);
            mark_free(pool, number);
        }
    return true;
}

void heap_picture_free(HeapPicture *picture)
{
    free(picture->arenas);
    picture->arenas = NULL;
}
