/* arena: memory that is given back all at once. See arena.h.
 *
 * Chunks double in size up to ARENA_LARGEST_CHUNK; a request that does not fit gets a chunk of its own
 * size. */
#include "runtime/memory/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST_CHUNK = 16 * 1024, ARENA_LARGEST_CHUNK = 1024 * 1024, ARENA_ALIGNMENT = 8 };

struct ArenaChunk {
    ArenaChunk *older;
    size_t size;
    _Alignas(ARENA_ALIGNMENT) char data[];
};

static void free_chunk(void *chunk, size_t size)
{
    (void)size;
    free(chunk);
}

void *(*arena_chunk_alloc)(size_t size) = malloc;
void (*arena_chunk_free)(void *chunk, size_t size) = free_chunk;

void arena_init(Arena *arena)
{
    *arena = (Arena){0};
}

void arena_destroy(Arena *arena)
{
    ArenaChunk *chunk = arena->chunks;
    while (chunk) {
        ArenaChunk *older = chunk->older;
        arena_chunk_free(chunk, chunk->size);
        chunk = older;
    }
    *arena = (Arena){0};
}

static size_t next_chunk_size(const Arena *arena, size_t needed)
{
    size_t size = arena->reserved < ARENA_FIRST_CHUNK ? ARENA_FIRST_CHUNK : arena->reserved;
    if (size > ARENA_LARGEST_CHUNK)
        size = ARENA_LARGEST_CHUNK;
    return size < needed ? needed : size;
}

static bool add_chunk(Arena *arena, size_t needed)
{
    size_t size = next_chunk_size(arena, needed + sizeof(ArenaChunk));
    ArenaChunk *chunk = arena_chunk_alloc(size);
    if (!chunk)
        return false;
    chunk->older = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->next = chunk->data;
    arena->end = (char *)chunk + size;
    arena->reserved += size;
    return true;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX / 2)
        return NULL;
    size_t rounded = (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (!arena->next || (size_t)(arena->end - arena->next) < rounded)
        if (!add_chunk(arena, rounded))
            return NULL;
    void *block = arena->next;
    arena->next += rounded;
    return memset(block, 0, size);
}

char *arena_copy(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return NULL;
    char *text = arena_alloc(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}
