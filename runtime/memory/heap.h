/* heap: the private heap on which every Python object lives.
 *
 *   arena   1 MiB from the operating system, given back when all its pools are free
 *   pool    16 KiB of an arena, cut into blocks of one size class
 *   block   what an allocation gets: 16, 32, 48 … 512 bytes
 *
 * A request above 512 bytes is large: it comes from malloc (with -X reproducible from heap_large.c), but is
 * counted by this heap as a block all the same.
 *
 * The free blocks of a size class form one last-in-first-out list, linked through the blocks themselves:
 * allocating is a pop, freeing a push. Nothing is counted per pool at that moment. heap_trim does it in bulk,
 * by a gc.collect(2) or when memory ran out, and returns what is wholly free.
 *
 * Freeing needs the size that was asked for, so a block carries no header.
 *
 * Every allocation can be refused (a limit, -X failalloc) and recorded (tracemalloc, -X showheap): while
 * anything listens, `listening` is set and both operations go through the slow functions. When nothing
 * listens they are the few instructions below. */
#ifndef OURO_RUNTIME_MEMORY_HEAP_H
#define OURO_RUNTIME_MEMORY_HEAP_H

#include <string.h>

#include "runtime/memory/basics.h"

enum {
    HEAP_ALIGNMENT = 16,
    HEAP_SMALL_LIMIT = 512,
    HEAP_CLASS_COUNT = HEAP_SMALL_LIMIT / HEAP_ALIGNMENT,
    HEAP_POOL_SIZE = 16 * 1024,
    HEAP_ARENA_SIZE = 1024 * 1024
};

/* Built with AddressSanitizer every block comes from malloc, so that a use after free is seen at once. */
#ifndef HEAP_ALWAYS_LARGE
#if defined(__SANITIZE_ADDRESS__)
#define HEAP_ALWAYS_LARGE true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAP_ALWAYS_LARGE true
#endif
#endif
#endif
#ifndef HEAP_ALWAYS_LARGE
#define HEAP_ALWAYS_LARGE false
#endif

typedef struct FreeBlock {
    struct FreeBlock *next;
} FreeBlock;

typedef struct Heap {
    FreeBlock *free[HEAP_CLASS_COUNT + 1]; /* by size class; index 0 unused */
    bool listening;                        /* an instrument wants to see, or refuse, every allocation */
} Heap;

extern Heap heap;

/* What a block is for: instruments count objects and their auxiliary blocks (a list's items, a dict's table)
 * apart. */
typedef enum BlockUse { BLOCK_RAW, BLOCK_OBJECT } BlockUse;

MUST_USE void *heap_allocate_slow(size_t size, BlockUse use);
void heap_free_slow(void *block, size_t size);

static inline size_t heap_class_of(size_t size)
{
    return (size + HEAP_ALIGNMENT - 1) / HEAP_ALIGNMENT;
}

static inline MUST_USE void *heap_allocate_for(size_t size, BlockUse use)
{
    if (LIKELY(size <= HEAP_SMALL_LIMIT)) {
        FreeBlock **list = &heap.free[heap_class_of(size)];
        FreeBlock *block = *list;
        if (LIKELY(block != NULL)) { /* the lists are kept empty while anything listens */
            *list = block->next;
            return block;
        }
    }
    return heap_allocate_slow(size, use);
}

/* A block of at least `size` (> 0) bytes, aligned to 16, for something that belongs to an object. NULL if
 * refused or if memory ran out; no exception is set (see raise_memory_error). The caller frees it with the
 * same size. */
static inline MUST_USE void *heap_allocate(size_t size)
{
    return heap_allocate_for(size, BLOCK_RAW);
}

/* The same, for an object. */
static inline MUST_USE void *heap_allocate_object(size_t size)
{
    return heap_allocate_for(size, BLOCK_OBJECT);
}

/* Give a block back. `size` is what was asked for. */
static inline void heap_free(void *block, size_t size)
{
    if (!HEAP_ALWAYS_LARGE && LIKELY(size <= HEAP_SMALL_LIMIT) && LIKELY(!heap.listening)) {
        FreeBlock **list = &heap.free[heap_class_of(size)];
        ((FreeBlock *)block)->next = *list;
        *list = (FreeBlock *)block;
        return;
    }
    heap_free_slow(block, size);
}

/* The block, which is the one allocated last and no object, is of a size of Ouro's own: CPython would have
 * asked for `size` bytes (0: for none) in its place. Those who tell of memory in CPython's terms
 * (tracemalloc) want to know. */
void heap_account_slow(void *block, size_t size);
static inline void heap_account(void *block, size_t size)
{
    if (UNLIKELY(heap.listening))
        heap_account_slow(block, size);
}

/* heap_allocate, but filled with zeros. */
MUST_USE void *heap_allocate_zeroed(size_t size);

/* Change a block's size as realloc does; `block` may be NULL with old_size 0. NULL if there is no memory: the
 * old block stays valid. */
MUST_USE void *heap_resize(void *block, size_t old_size, size_t new_size);
/* The same, for an object that nobody else refers to. */
MUST_USE void *heap_resize_object(void *block, size_t old_size, size_t new_size);

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
    size_t blocks, bytes;             /* allocated now */
    size_t large_blocks, large_bytes; /* of these, those that no pool has */
    size_t arenas, pools;             /* held from the system */
    size_t peak_blocks, peak_bytes;   /* the most that ever were; counted only while something listens */
} HeapStatistics;
HeapStatistics heap_statistics(void);

/* --- instruments (heap_instruments.c) ------------------------------------------------------------------- */

/* Who wants to hear of every block: told after it was allocated and before it is freed. A block that is
 * resized is freed and allocated, though it may stay where it is. Neither function may allocate on this
 * heap. */
typedef struct HeapObserver {
    void (*allocated)(void *block, size_t size, BlockUse use);
    void (*freeing)(void *block, size_t size);
    void (*accounted)(void *block, size_t size); /* see heap_account; may be NULL */
} HeapObserver;

/* Add an observer; false if there are HEAP_OBSERVERS_MOST already. The pointer identifies it, and what it
 * points to stays the caller's. */
enum { HEAP_OBSERVERS_MOST = 8 };
MUST_USE bool heap_observe(const HeapObserver *observer);
void heap_unobserve(const HeapObserver *observer);

/* Fail the nth allocation from now (1 is the next); with `ever_after`, all that follow too. 0 stops
 * failing. */
void heap_fail_at(uint64_t n, bool ever_after);
/* Fail `count` of them from the first one on (1 is the next); UINT64_MAX: ever after. */
void heap_fail_some(uint64_t first, uint64_t count);

/* From now on keep a register of all blocks, so that heap_report can say what lives and what the most was (-X
 * showheap). False if there is no memory for it. */
bool heap_keep_register(void);

/* Write the line "heap: N objects, N references, N blocks live; at most N objects, N blocks" on stderr, and
 * what is left by type. */
void heap_report(void);

/* With a register: from now on heap_write_references writes the line "[N refs, M blocks]" on stderr (-X
 * showrefcount): the sum of the counts of all objects of the heap. */
void heap_report_references(void);
void heap_write_references(void);

/* Write on stderr how the pools are used, as CPython's sys._debugmallocstats, and what lies outside of them.
 * With `heap_report_arenas` also whenever an arena is to be made (PYTHONMALLOCSTATS). */
void heap_write_statistics(void);
void heap_report_arenas(void);
bool heap_arenas_are_reported(void);

/* For heap.c: the observer who alone listens, while blocks come from pools without guards and none is
 * refused: this case has to be fast (tracemalloc). Else NULL. */
extern const HeapObserver *heap_sole_observer;

/* For heap.c: may this allocation go on? And what instruments record. */
bool heap_instruments_allow(void);
void heap_instruments_allocated(void *block, size_t size, BlockUse use);
void heap_instruments_freeing(void *block, size_t size);

/* Whether anybody listens may have changed. */
void heap_update_listening(void);

/* For heap_instruments.c: hide the free lists from the inlined paths, or show them again. */
void heap_set_listening(bool listening);

#endif
