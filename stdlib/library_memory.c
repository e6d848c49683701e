/* library_memory: in front of each block stands its size, which the heap wants to know when it is freed. */
#include "stdlib/library_memory.h"

#include <string.h>

#include "runtime/memory/heap.h"

enum { BLOCK_HEAD = 16 };

static const size_t largest = SIZE_MAX / 4;

static void *note_size(unsigned char *block, size_t size)
{
    if (!block)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + BLOCK_HEAD;
}

static size_t size_of_block(const unsigned char *block)
{
    size_t size;
    memcpy(&size, block, sizeof size);
    return size;
}

void *library_allocate(size_t size)
{
    return size > largest ? NULL : note_size(heap_allocate(size + BLOCK_HEAD), size);
}

void *library_allocate_array(size_t count, size_t size)
{
    return library_allocate(heap_array_size(count, size));
}

void *library_allocate_zeroed(size_t count, size_t size)
{
    size_t wanted = heap_array_size(count, size);
    return wanted > largest ? NULL : note_size(heap_allocate_zeroed(wanted + BLOCK_HEAD), wanted);
}

void *library_reallocate(void *address, size_t size)
{
    if (!address)
        return library_allocate(size);
    unsigned char *block = (unsigned char *)address - BLOCK_HEAD;
    return size > largest ? NULL : note_size(heap_resize(block, size_of_block(block) + BLOCK_HEAD, size + BLOCK_HEAD), size);
}

void library_free(void *address)
{
    if (!address)
        return;
    unsigned char *block = (unsigned char *)address - BLOCK_HEAD;
    heap_free(block, size_of_block(block) + BLOCK_HEAD);
}
