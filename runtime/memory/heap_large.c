/* heap_large: size classes, their free lists, and the addresses that have never been used; see heap_large.h.
 *
 * Invariants:  every address in [REPRODUCIBLE_LARGE, top) has been given to one block of one class, to the
 *              chunk that small ones are cut from, or to a chunk's unused end, and never changes its class.
 * Small ones   (below MAPPED_LEAST) are cut from chunks; the links of their free lists lie in the blocks.
 * Mapped ones  have their pages given back when they are freed; only the address is kept, in a stack outside of the heap. */
#include "runtime/memory/heap_large.h"
#include "runtime/memory/growing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SMALLEST_LOG2 = 9, STEPS_LOG2 = 3, CLASSES = (48 - SMALLEST_LOG2) << STEPS_LOG2, CHUNK = 1 << 20, MAPPED_LEAST = 1 << 18 };

typedef struct FreeLarge {
    struct FreeLarge *next;
} FreeLarge;

typedef struct SizeClass {
    FreeLarge *free;      /* of a small class */
    uintptr_t *addresses; /* of a mapped one: a stack */
    size_t count, capacity;
} SizeClass;

bool heap_is_reproducible;
static SizeClass classes[CLASSES];
static uintptr_t top = REPRODUCIBLE_LARGE, chunk_at, chunk_end;

void heap_make_reproducible(void)
{
    heap_is_reproducible = true;
}

void *heap_map_at(uintptr_t address, size_t size)
{
    void *wanted = (void *)address; /* NOLINT(performance-no-int-to-ptr): the address is what is asked for */
    void *got = mmap(wanted, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (got == MAP_FAILED)
        return NULL;     /* errno says why: EEXIST if somebody has it */
    if (got != wanted) { /* a kernel that does not know the flag takes the address for a wish */
        munmap(got, size);
        errno = EEXIST;
        return NULL;
    }
    return got;
}

/* The class of a size, and the size that its blocks have: with 2^n < size <= 2^(n+1), a multiple of an eighth
 * of 2^n. NULL: no machine has so much. */
static SizeClass *class_of(size_t size, size_t *rounded)
{
    unsigned log2 = 63u - (unsigned)__builtin_clzll(size - 1);
    size_t step = (size_t)1 << (log2 - STEPS_LOG2);
    size_t number = ((size_t)(log2 - SMALLEST_LOG2) << STEPS_LOG2) + (((size - 1) >> (log2 - STEPS_LOG2)) & ((1u << STEPS_LOG2) - 1));
    *rounded = (size + step - 1) / step * step;
    return number < CLASSES ? &classes[number] : NULL;
}

/* `size` bytes at the next address that was never used. An address that somebody has all the same is passed
 * over. */
static void *map_fresh(size_t size)
{
    enum { TRIES = 64 };
    for (int i = 0; i < TRIES; i++) {
        void *memory = heap_map_at(top, size);
        if (memory) {
            top += size;
            return memory;
        }
        if (errno != EEXIST)
            return NULL;
        top += CHUNK;
    }
    return NULL;
}

static void *cut_from_chunk(size_t size)
{
    if (chunk_end - chunk_at < size) {
        void *chunk = map_fresh(CHUNK);
        if (!chunk)
            return NULL;
        chunk_at = (uintptr_t)chunk;
        chunk_end = chunk_at + CHUNK;
    }
    chunk_at += size;
    return (void *)(chunk_at - size); /* NOLINT(performance-no-int-to-ptr) */
}

static void *allocate_mapped(SizeClass *size_class, size_t size)
{
    if (size_class->count == 0)
        return map_fresh(size);
    void *block = heap_map_at(size_class->addresses[size_class->count - 1], size);
    size_class->count -= block != NULL;
    return block;
}

void *heap_large_allocate(size_t size)
{
    size_t rounded;
    SizeClass *size_class = class_of(size, &rounded);
    if (!size_class)
        return NULL;
    if (rounded >= MAPPED_LEAST)
        return allocate_mapped(size_class, rounded);
    FreeLarge *block = size_class->free;
    if (!block)
        return cut_from_chunk(rounded);
    size_class->free = block->next;
    return block;
}

/* If there is no memory to remember the address, it is not used again. */
static void free_mapped(SizeClass *size_class, void *block, size_t size)
{
    munmap(block, size);
    if (!GROWING_ROOM(size_class->addresses, size_class->count, size_class->capacity, 16))
        return;
    size_class->addresses[size_class->count++] = (uintptr_t)block;
}

void heap_large_free(void *block, size_t size)
{
    size_t rounded;
    SizeClass *size_class = class_of(size, &rounded);
    ASSERT(size_class);
    if (rounded >= MAPPED_LEAST) {
        free_mapped(size_class, block, rounded);
        return;
    }
    ((FreeLarge *)block)->next = size_class->free;
    size_class->free = block;
}

void *heap_large_resize(void *block, size_t old_size, size_t new_size)
{
    size_t rounded;
    if (class_of(old_size, &rounded) == class_of(new_size, &rounded))
        return block;
    void *moved = heap_large_allocate(new_size);
    if (!moved)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    heap_large_free(block, old_size);
    return moved;
}
