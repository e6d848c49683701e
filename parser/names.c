/* names: the identifiers of one source text, interned. See names.h.
 *
 * An open-addressed table of pointers, at most half full; outgrown tables stay in the arena until it dies. */
#include "parser/names.h"

#include <stdbool.h>
#include <string.h>

enum { NAMES_SMALLEST = 64 };

struct NameTable {
    Arena *arena;
    uint32_t used;
    uint32_t mask;
    const Name **slots;
};

NameTable *names_new(Arena *arena)
{
    NameTable *table = arena_alloc(arena, sizeof *table);
    if (!table)
        return NULL;
    table->arena = arena;
    table->mask = NAMES_SMALLEST - 1;
    table->slots = arena_alloc(arena, NAMES_SMALLEST * sizeof *table->slots);
    return table->slots ? table : NULL;
}

/* FNV-1a */
static uint32_t hash_text(const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

/* The slot that holds the text, or the empty one where it belongs. */
static const Name **find_slot(const NameTable *table, uint32_t hash, const char *text, size_t length)
{
    uint32_t place = hash & table->mask;
    for (;; place = (place + 1) & table->mask) {
        const Name *name = table->slots[place];
        if (!name || (name->hash == hash && name->length == length && memcmp(name->text, text, length) == 0))
            return &table->slots[place];
    }
}

static bool grow(NameTable *table)
{
    const Name **old = table->slots;
    uint32_t old_mask = table->mask;
    uint32_t size = (old_mask + 1) * 2;
    const Name **slots = arena_alloc(table->arena, size * sizeof *slots);
    if (!slots)
        return false;
    table->slots = slots;
    table->mask = size - 1;
    for (uint32_t i = 0; i <= old_mask; i++)
        if (old[i])
            *find_slot(table, old[i]->hash, old[i]->text, old[i]->length) = old[i];
    return true;
}

const Name *names_intern(NameTable *table, const char *text, size_t length)
{
    uint32_t hash = hash_text(text, length);
    const Name **slot = find_slot(table, hash, text, length), *known = *slot;
    if (known)
        return known;
    Name *name = arena_alloc(table->arena, sizeof *name + length + 1);
    if (!name)
        return NULL;
    name->length = (uint32_t)length;
    name->hash = hash;
    memcpy(name->text, text, length);
    if ((table->used + 1) * 2 > table->mask + 1) {
        if (!grow(table))
            return NULL;
        slot = find_slot(table, hash, text, length);
    }
    table->used++;
    *slot = name;
    return name;
}

const Name *names_get(NameTable *table, const char *text, size_t length)
{
    return *find_slot(table, hash_text(text, length), text, length);
}
