/* heap_large: large blocks at the same addresses in every run, for -X reproducible. Without the option they
 * are malloc's, which lays them where the system, libc and whoever else allocates (an instrument, a library)
 * happen to leave room.
 *
 * Addresses grow upward from one that nothing else uses. Sizes are rounded up to one of eight steps between a
 * power of two and the next; what is freed goes on its size's list, and the last one in is the first one out.
 * So the address of a block depends on the program's own large blocks alone. */
#ifndef OURO_RUNTIME_MEMORY_HEAP_LARGE_H
#define OURO_RUNTIME_MEMORY_HEAP_LARGE_H

#include "runtime/memory/basics.h"

/* Where arenas (heap.c) and large blocks begin: below what the system gives to others on any 64-bit machine,
 * above the program. */
#define REPRODUCIBLE_ARENAS ((uintptr_t)0x1000000000)
#define REPRODUCIBLE_LARGE ((uintptr_t)0x2000000000)

/* Is the heap to lie at fixed addresses? Set once, before the first block is allocated
 * (heap_make_reproducible). */
extern bool heap_is_reproducible;
void heap_make_reproducible(void);

/* A block of at least `size` bytes, more than HEAP_SMALL_LIMIT. NULL if there is no memory. */
MUST_USE void *heap_large_allocate(size_t size);
void heap_large_free(void *block, size_t size);
/* As realloc does, between two large sizes. */
MUST_USE void *heap_large_resize(void *block, size_t old_size, size_t new_size);

/* Map memory at exactly this address, which nobody has. NULL with errno if somebody has it (EEXIST), or there
 * is no memory. */
MUST_USE void *heap_map_at(uintptr_t address, size_t size);

#endif
