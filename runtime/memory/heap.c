/* heap: arenas, pools and free lists; see heap.h for the picture.
 *
 * Invariants:  a pool serves one size class from the moment it is taken until heap_trim finds all its blocks
 *              free. Blocks beyond a pool's `fresh` offset have never been handed out and are on no list.
 * Trimming:    walks every free list once and counts per pool; where the count equals the blocks handed out,
 *              the pool is free. */
#include "runtime/memory/heap_debug.h"
#include "runtime/memory/heap_private.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "runtime/memory/heap_large.h"

enum { CARVE_BYTES = 1024 };

Heap heap;
static FreeBlock *hidden_free[HEAP_CLASS_COUNT + 1]; /* the lists while an instrument listens */
Pool *heap_pools[HEAP_CLASS_COUNT + 1];              /* all pools of a class, the one being carved first */
static Pool *free_pools;
Arena *heap_arenas;
static size_t arena_count;
ArenaCounts heap_arena_counts;
static size_t large_blocks, large_bytes;

FreeBlock **heap_list_of(size_t size_class)
{
    return heap.listening ? &hidden_free[size_class] : &heap.free[size_class];
}

/* A pool finds its head by rounding the address of a block down, so arenas begin at a multiple of a pool's
 * size. The system promises a multiple of 4 KiB only: more is mapped, and what is too much given back. */
static char *map_aligned(size_t size, size_t alignment)
{
    char *memory = mmap(NULL, size + alignment, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    size_t before = (alignment - (uintptr_t)memory % alignment) % alignment;
    if (before)
        munmap(memory, before);
    munmap(memory + before + size, alignment - before);
    return memory + before;
}

/* A pool that is taken will be used soon: have its pages made at once, and those of the next few pools, not one by one as
 * they are touched; in a heap of several arenas, those of the rest of the arena. An old kernel that cannot do so leaves them for later. */
static void populate(size_t number, Pool *pool)
{
    enum { SMALL_HEAP = 4, POOLS_AT_ONCE = 4 };
    size_t at_once = arena_count >= SMALL_HEAP ? POOLS_PER_ARENA : POOLS_AT_ONCE;
    if (number % at_once == 0)
        (void)madvise(pool, at_once * HEAP_POOL_SIZE, MADV_POPULATE_WRITE);
}

/* -X reproducible: the lowest place for an arena that is not taken. */
static uintptr_t next_arena = REPRODUCIBLE_ARENAS;

static char *map_reproducible(void)
{
    for (uintptr_t at = next_arena; at < REPRODUCIBLE_LARGE; at += HEAP_ARENA_SIZE) {
        char *memory = heap_map_at(at, HEAP_ARENA_SIZE);
        if (!memory && errno != EEXIST)
            return NULL;
        if (memory) {
            next_arena = at + HEAP_ARENA_SIZE;
            return memory;
        }
    }
    return NULL;
}

static Arena *arena_new(void)
{
    if (heap_arena_counts.is_reported)
        heap_write_statistics();
    Arena *arena = malloc(sizeof *arena);
    if (!arena)
        return NULL;
    arena->memory = heap_is_reproducible ? map_reproducible() : map_aligned(HEAP_ARENA_SIZE, HEAP_POOL_SIZE);
    if (!arena->memory) {
        free(arena);
        return NULL;
    }
    arena->pools_used = 0;
    arena->pools_fresh = POOLS_PER_ARENA;
    arena->next = heap_arenas;
    heap_arenas = arena;
    heap_arena_counts.ever++;
    if (++arena_count > heap_arena_counts.most)
        heap_arena_counts.most = arena_count;
    return arena;
}

/* A pool that another class gave back, or a fresh one of the newest arena, or of a new one. */
static Pool *pool_new(size_t size_class)
{
    Pool *pool = free_pools;
    if (pool) {
        free_pools = pool->next;
    } else {
        Arena *arena = heap_arenas && heap_arenas->pools_fresh ? heap_arenas : arena_new();
        if (!arena)
            return NULL;
        size_t number = POOLS_PER_ARENA - arena->pools_fresh--;
        pool = (Pool *)(void *)(arena->memory + number * HEAP_POOL_SIZE);
        populate(number, pool);
        pool->arena = arena;
    }
    ASSERT(pool->arena->pools_used < POOLS_PER_ARENA);
    pool->arena->pools_used++;
    pool->size_class = (uint32_t)size_class;
    pool->fresh = sizeof(Pool);
    pool->next = heap_pools[size_class];
    heap_pools[size_class] = pool;
    return pool;
}

/* Put a few fresh blocks on the class's list: few, so that a small program touches little memory. */
static bool carve(size_t size_class)
{
    uint32_t size = (uint32_t)size_class * HEAP_ALIGNMENT;
    Pool *pool = heap_pools[size_class];
    if (!pool || pool->fresh + size > HEAP_POOL_SIZE)
        pool = pool_new(size_class);
    if (!pool)
        return false;
    uint32_t count = CARVE_BYTES / size + 1, room = (HEAP_POOL_SIZE - pool->fresh) / size;
    if (count > room)
        count = room;
    FreeBlock **list = heap_list_of(size_class);
    char *first = (char *)pool + pool->fresh;
    for (uint32_t i = count; i-- > 0;) {
        FreeBlock *block = (FreeBlock *)(void *)(first + (size_t)i * size);
        block->next = *list;
        *list = block;
    }
    pool->fresh += count * size;
    ASSERT(pool->fresh <= HEAP_POOL_SIZE);
    return true;
}

/* The same for what malloc has got of the system: it asks for more than a block at once, and hands that out next. */
static void populate_of_malloc(const void *first)
{
    enum { PAGE = 4096, MOST = 1 << 20 };
    static uintptr_t populated;
    uintptr_t end = (uintptr_t)sbrk(0), start = populated ? populated : (uintptr_t)first / PAGE * PAGE;
    if (end == populated)
        return;
    populated = end;
    if (end > start && end - start <= MOST)
        (void)madvise((void *)start, end - start, MADV_POPULATE_WRITE); /* NOLINT(performance-no-int-to-ptr): an end of the data segment */
}

static void *allocate_large(size_t size)
{
    if (size > (size_t)PTRDIFF_MAX)
        return NULL;
    void *block = UNLIKELY(heap_is_reproducible) ? heap_large_allocate(size) : malloc(size);
    if (block) {
        populate_of_malloc(block);
        large_blocks++;
        large_bytes += size;
    }
    return block;
}

static void *allocate_small(size_t size)
{
    size_t size_class = heap_class_of(size);
    FreeBlock **list = heap_list_of(size_class);
    if (!*list && !carve(size_class))
        return NULL;
    FreeBlock *block = *list;
    ASSERT(block);
    *list = block->next;
    return block;
}

static bool is_large(size_t size)
{
    return HEAP_ALWAYS_LARGE || size > HEAP_SMALL_LIMIT || heap_mode.from_malloc;
}

static void *allocate_now(size_t size)
{
    return is_large(size) ? allocate_large(size) : allocate_small(size);
}

/* allocate_now, once more after everything unused was given back. */
static void *allocate_or_trim(size_t size)
{
    void *block = allocate_now(size);
    if (UNLIKELY(!block)) {
        heap_trim();
        block = allocate_now(size);
    }
    return block;
}

/* The same with guards, while these are wanted. */
static void *allocate_guarded(size_t size, BlockUse use)
{
    if (LIKELY(!heap_mode.guards))
        return allocate_or_trim(size);
    void *whole = allocate_or_trim(heap_debug_whole(size));
    return whole ? heap_debug_dress(whole, size, use) : NULL;
}

/* A free small block while heap_sole_observer alone listens, which hears of it; NULL, with nothing done, if
 * there is more to it. */
static inline ALWAYS_INLINE void *allocate_heard(size_t size, BlockUse use)
{
    if (UNLIKELY(!heap_sole_observer || size > HEAP_SMALL_LIMIT))
        return NULL;
    FreeBlock **list = &hidden_free[heap_class_of(size)], *block = *list;
    if (LIKELY(block != NULL)) {
        *list = block->next;
        heap_sole_observer->allocated(block, size, use);
    }
    return block;
}

static void *allocate_any(size_t size, BlockUse use)
{
    if (UNLIKELY(heap.listening) && !heap_instruments_allow())
        return NULL;
    void *block = allocate_guarded(size, use);
    if (UNLIKELY(heap.listening) && block)
        heap_instruments_allocated(block, size, use);
    return block;
}

void *heap_allocate_slow(size_t size, BlockUse use)
{
    void *block = allocate_heard(size, use);
    return LIKELY(block != NULL) ? block : allocate_any(size, use);
}

static void free_now(void *block, size_t size)
{
    if (is_large(size)) {
        ASSERT(large_blocks > 0 && large_bytes >= size);
        large_blocks--;
        large_bytes -= size;
        if (UNLIKELY(heap_is_reproducible))
            heap_large_free(block, size);
        else
            free(block);
        return;
    }
    FreeBlock **list = heap_list_of(heap_class_of(size));
    ((FreeBlock *)block)->next = *list;
    *list = block;
}

/* A block that was checked. */
static void free_guarded(void *block, size_t size)
{
    if (UNLIKELY(heap_mode.guards))
        free_now(heap_debug_undress(block, size), heap_debug_whole(size));
    else
        free_now(block, size);
}

void heap_free_slow(void *block, size_t size)
{
    if (LIKELY(heap_sole_observer && size <= HEAP_SMALL_LIMIT)) {
        heap_sole_observer->freeing(block, size);
        FreeBlock **list = &hidden_free[heap_class_of(size)];
        ((FreeBlock *)block)->next = *list;
        *list = block;
        return;
    }
    if (UNLIKELY(heap_mode.guards))
        heap_debug_check(block, size, "_PyMem_DebugRawFree");
    if (UNLIKELY(heap.listening))
        heap_instruments_freeing(block, size);
    free_guarded(block, size);
}

void *heap_allocate_zeroed(size_t size)
{
    void *block = heap_allocate(size);
    if (block)
        memset(block, 0, size);
    return block;
}

/* A large block that stays large: realloc may grow it where it is. */
static void *resize_large(void *block, size_t old_size, size_t new_size)
{
    void *moved = UNLIKELY(heap_is_reproducible) ? heap_large_resize(block, old_size, new_size) : realloc(block, new_size);
    if (moved)
        large_bytes += new_size - old_size;
    return moved;
}

/* Change the size without telling anybody. A small block stays where it is as long as its class will do. */
static void *resize_now(void *block, size_t old_size, size_t new_size)
{
    if (is_large(old_size) && is_large(new_size))
        return resize_large(block, old_size, new_size);
    if (!is_large(old_size) && !is_large(new_size) && heap_class_of(old_size) == heap_class_of(new_size))
        return block;
    void *moved = allocate_or_trim(new_size);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    free_now(block, old_size);
    return moved;
}

/* A block with guards always moves: who still has the old address will notice. */
static void *resize_guarded(void *block, size_t old_size, size_t new_size)
{
    void *moved = allocate_guarded(new_size, BLOCK_RAW);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    free_guarded(block, old_size);
    return moved;
}

/* The block takes the same way as when nobody listens: being watched must not change where things lie. To
 * instruments the old block is gone before the new one is there, so that a peak does not count both. */
static void *resize_heard(void *block, size_t old_size, size_t new_size, BlockUse use)
{
    if (!heap_instruments_allow())
        return NULL;
    if (heap_mode.guards)
        heap_debug_check(block, old_size, "_PyMem_DebugRawRealloc");
    heap_instruments_freeing(block, old_size);
    void *moved = heap_mode.guards ? resize_guarded(block, old_size, new_size) : resize_now(block, old_size, new_size);
    heap_instruments_allocated(moved ? moved : block, moved ? new_size : old_size, use);
    return moved;
}

void *heap_resize(void *block, size_t old_size, size_t new_size)
{
    if (!block)
        return heap_allocate(new_size);
    if (new_size > (size_t)PTRDIFF_MAX)
        return NULL;
    return heap.listening ? resize_heard(block, old_size, new_size, BLOCK_RAW) : resize_now(block, old_size, new_size);
}

void *heap_resize_object(void *block, size_t old_size, size_t new_size)
{
    if (new_size > (size_t)PTRDIFF_MAX)
        return NULL;
    return heap.listening ? resize_heard(block, old_size, new_size, BLOCK_OBJECT) : resize_now(block, old_size, new_size);
}

/* The inlined paths in heap.h look at heap.free alone. While it is empty they call the slow functions, which
 * know where the true lists are: so nobody who allocates has to ask whether somebody listens. */
void heap_set_listening(bool listening)
{
    if (heap.listening == listening)
        return;
    heap.listening = listening;
    FreeBlock **from = listening ? heap.free : hidden_free, **to = listening ? hidden_free : heap.free;
    memcpy(to, from, sizeof heap.free);
    memset(from, 0, sizeof heap.free);
}

/* --- giving back ---------------------------------------------------------------------------------------- */

static void count_free_blocks(size_t size_class)
{
    for (Pool *pool = heap_pools[size_class]; pool; pool = pool->next)
        pool->free_blocks = 0;
    for (FreeBlock *block = *heap_list_of(size_class); block; block = block->next)
        heap_pool_of(block)->free_blocks++;
}

/* Take the blocks of pools that are wholly free off the list, then the pools off the class. */
static void retire_free_pools(size_t size_class)
{
    FreeBlock **link = heap_list_of(size_class);
    while (*link) {
        Pool *pool = heap_pool_of(*link);
        if (pool->free_blocks == heap_pool_handed_out(pool))
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
    Pool **place = &heap_pools[size_class];
    while (*place) {
        Pool *pool = *place;
        if (pool->free_blocks != heap_pool_handed_out(pool)) {
            place = &pool->next;
            continue;
        }
        *place = pool->next;
        ASSERT(pool->arena->pools_used > 0);
        pool->size_class = 0;
        pool->arena->pools_used--;
        pool->next = free_pools;
        free_pools = pool;
    }
}

static void drop_pools_of_unused_arenas(void)
{
    Pool **place = &free_pools;
    while (*place) {
        if ((*place)->arena->pools_used == 0)
            *place = (*place)->next;
        else
            place = &(*place)->next;
    }
}

/* The only place that counts. It takes time in proportion to the free blocks, and is called when memory ran
 * out, and by a full gc.collect(). */
void heap_trim(void)
{
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++) {
        count_free_blocks(size_class);
        retire_free_pools(size_class);
    }
    drop_pools_of_unused_arenas();
    Arena **place = &heap_arenas;
    while (*place) {
        Arena *arena = *place;
        if (arena->pools_used) {
            place = &arena->next;
            continue;
        }
        *place = arena->next;
        munmap(arena->memory, HEAP_ARENA_SIZE);
        if (heap_is_reproducible && (uintptr_t)arena->memory < next_arena)
            next_arena = (uintptr_t)arena->memory;
        free(arena);
        arena_count--;
    }
}

HeapStatistics heap_statistics(void)
{
    HeapStatistics statistics = {
        .blocks = large_blocks, .bytes = large_bytes, .large_blocks = large_blocks, .large_bytes = large_bytes, .arenas = arena_count};
    for (size_t size_class = 1; size_class <= HEAP_CLASS_COUNT; size_class++) {
        size_t blocks = 0;
        for (Pool *pool = heap_pools[size_class]; pool; pool = pool->next) {
            blocks += heap_pool_handed_out(pool);
            statistics.pools++;
        }
        for (FreeBlock *block = *heap_list_of(size_class); block; block = block->next)
            blocks--;
        statistics.blocks += blocks;
        statistics.bytes += blocks * size_class * HEAP_ALIGNMENT;
    }
    return statistics;
}

size_t heap_live_blocks(void)
{
    return heap_statistics().blocks;
}
