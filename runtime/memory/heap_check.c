/* heap_check: the invariants of arenas, pools and free lists, looked at one by one.
 *
 * A heap is damaged by code that writes beyond a block, frees a block twice, or frees it with another size
 * than it asked for. The damage shows much later, when the block is handed out again. This looks for it
 * at once:
 *
 *   pool        lies in an arena that the heap knows, at a multiple of its size; its class is one there is;
 *               `fresh` is at a block's beginning and not beyond the pool
 *   arena       counts as many pools in use as there are with a class
 *   free list   each block lies in a pool of that class, at a block's beginning, below `fresh`; and the list
 *               is not longer than the blocks that were handed out, so it has no ring: a block that is
 *               freed twice makes one
 *
 * Debug builds call it after each collection, the unit tests on heaps that they damaged. Under
 * AddressSanitizer there are no pools, and nothing to look at. */
#include "runtime/memory/heap_check.h"

#include "runtime/memory/heap_private.h"

static const Arena *arena_of(const void *address)
{
    uintptr_t at = (uintptr_t)address;
    for (const Arena *arena = heap_arenas; arena; arena = arena->next)
        if (at >= (uintptr_t)arena->memory && at < (uintptr_t)arena->memory + HEAP_ARENA_SIZE)
            return arena;
    return NULL;
}

static size_t count_arenas(void)
{
    size_t count = 0;
    for (const Arena *arena = heap_arenas; arena; arena = arena->next)
        count++;
    return count;
}

/* Is this the beginning of a pool of ours? Before anything in it is believed. */
static bool is_pool(const Pool *pool)
{
    return (uintptr_t)pool % HEAP_POOL_SIZE == 0 && arena_of(pool) && arena_of(pool) == pool->arena;
}

static const char *check_pool(const Pool *pool, size_t size_class)
{
    if (!is_pool(pool))
        return "a pool lies in no arena";
    if (pool->size_class != size_class)
        return "a pool is among those of another size class";
    size_t handed_out = pool->fresh - sizeof(Pool);
    if (pool->fresh < sizeof(Pool) || pool->fresh > HEAP_POOL_SIZE || handed_out % (size_class * HEAP_ALIGNMENT) != 0)
        return "a pool's `fresh` is not where a block begins";
    return NULL;
}

/* The pools of a class, of which *handed_out becomes the number of blocks; *pools is raised by their
 * number. */
static const char *check_pools(size_t size_class, size_t most, size_t *handed_out, size_t *pools)
{
    *handed_out = 0;
    for (const Pool *pool = heap_pools[size_class]; pool; pool = pool->next) {
        const char *damage = check_pool(pool, size_class);
        if (damage)
            return damage;
        if (++*pools > most)
            return "the pools of a size class form a ring";
        *handed_out += heap_pool_handed_out(pool);
    }
    return NULL;
}

static const char *check_free_list(size_t size_class, size_t handed_out)
{
    size_t count = 0;
    for (const FreeBlock *block = *heap_list_of(size_class); block; block = block->next) {
        const Pool *pool = heap_pool_of(block);
        if (!is_pool(pool) || pool->size_class != size_class)
            return "a free list holds a block of another size class, or none of the heap's";
        size_t offset = (uintptr_t)block - (uintptr_t)pool;
        if (offset < sizeof(Pool) || (offset - sizeof(Pool)) % (size_class * HEAP_ALIGNMENT) != 0 || offset >= pool->fresh)
            return "a free list holds an address where no block begins";
        if (++count > handed_out)
            return "a free list forms a ring: a block was freed twice";
    }
    return NULL;
}

static const char *check_arena(const Arena *arena)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < POOLS_PER_ARENA - arena->pools_fresh; i++) {
        const Pool *pool = (const Pool *)(const void *)(arena->memory + (size_t)i * HEAP_POOL_SIZE);
        used += pool->size_class != 0;
    }
    return used == arena->pools_used ? NULL : "an arena miscounts its pools";
}

const char *heap_check(void)
{
    size_t most = count_arenas() * POOLS_PER_ARENA, pools = 0, handed_out;
    const char *damage = NULL;
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT && !damage; size_class++) {
        damage = check_pools(size_class, most, &handed_out, &pools);
        if (!damage)
            damage = check_free_list(size_class, handed_out);
    }
    for (const Arena *arena = heap_arenas; arena && !damage; arena = arena->next)
        damage = check_arena(arena);
    return damage;
}
