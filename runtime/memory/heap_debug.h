/* heap_debug: PYTHONMALLOC: blocks with guards, so that writing past their ends is noticed, and blocks from
 * the system's malloc.
 *
 *     | size | api, 7 x FD | data … | 8 x FD | serial |
 *      p-16    p-8           p        p+size
 *
 * api is 'o' for an object, 'm' for what belongs to one. Fresh data is filled with CD, a freed block, guards
 * and all, with DD: what is read before it was written, or after it was freed, is then easily known. The
 * guards are looked at when a block is freed or resized. */
#ifndef OURO_RUNTIME_MEMORY_HEAP_DEBUG_H
#define OURO_RUNTIME_MEMORY_HEAP_DEBUG_H

#include "runtime/memory/heap.h"

enum {
    DEBUG_BYTE_FRESH = 0xCD,
    DEBUG_BYTE_FREED = 0xDD,
    DEBUG_BYTE_GUARD = 0xFD,
    DEBUG_BEFORE = 16,
    DEBUG_EXTRA = 32 /* bytes that a block is larger than what was asked for */
};

typedef struct HeapMode {
    bool guards;      /* blocks have guards */
    bool from_malloc; /* all blocks are large ones */
} HeapMode;
extern HeapMode heap_mode;

/* Choose by a name as PYTHONMALLOC has it: default, debug, pymalloc, pymalloc_debug, malloc, malloc_debug. To
 * be called before the first allocation. False: unknown. */
bool heap_choose_mode(const char *name);

/* What to ask for so that the guards have room. SIZE_MAX if that is no size. */
size_t heap_debug_whole(size_t size);

/* Fill a fresh block (of heap_debug_whole bytes) and its guards. What the caller of heap_allocate gets. */
void *heap_debug_dress(void *whole, size_t size, BlockUse use);

/* Look whether block is what heap_debug_dress has made, of this size and with its guards; otherwise report it
 * in the name of `function`, and abort. */
void heap_debug_check(const void *block, size_t size, const char *function);

/* The end of a block that was checked: fill it, and return the whole. */
void *heap_debug_undress(void *block, size_t size);

#endif
