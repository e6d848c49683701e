/* arena: memory that is given back all at once.
 *
 * A bump allocator over chunks: what the front end builds (tokens, names, the tree, scopes) lives exactly as
 * long as one compilation. Nothing is freed alone. Any allocation may return NULL; the arena stays usable and
 * is destroyed as ever. */
#ifndef OURO_RUNTIME_MEMORY_ARENA_H
#define OURO_RUNTIME_MEMORY_ARENA_H

#include <stddef.h>

#ifndef MUST_USE
#define MUST_USE __attribute__((warn_unused_result))
#endif

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunks; /* newest first */
    char *next;         /* the free rest of the newest chunk */
    char *end;
    size_t reserved; /* bytes in all chunks */
} Arena;

/* All chunks come and go through these two: fault injection and accounting replace them. Default: malloc and
 * free. */
extern void *(*arena_chunk_alloc)(size_t size);
extern void (*arena_chunk_free)(void *chunk, size_t size);

void arena_init(Arena *arena);
void arena_destroy(Arena *arena);

/* Zeroed memory, aligned for pointers and 64-bit numbers, or NULL. */
MUST_USE void *arena_alloc(Arena *arena, size_t size);

/* A copy of length bytes and a NUL after them, or NULL. */
MUST_USE char *arena_copy(Arena *arena, const char *text, size_t length);

/* Printed text, or NULL. */
MUST_USE char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
