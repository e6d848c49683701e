/* names: the identifiers of one source text, interned: equal names are one pointer.
 *
 * Names and their table live in the arena of the parse. Identifiers that are not ASCII are NFKC-normalised
 * before they come here. */
#ifndef OURO_PARSER_NAMES_H
#define OURO_PARSER_NAMES_H

#include <stdint.h>

#include "runtime/memory/arena.h"

typedef struct Name {
    uint32_t length;
    uint32_t hash;
    char text[]; /* UTF-8, with a NUL after it */
} Name;

typedef struct NameList {
    uint32_t count;
    const Name **items;
} NameList;

typedef struct NameTable NameTable;

/* An empty table in the arena, or NULL if there is no memory. */
MUST_USE NameTable *names_new(Arena *arena);

/* The one Name with this text, or NULL if there is no memory. */
MUST_USE const Name *names_intern(NameTable *table, const char *text, size_t length);
/* The same if it is there already, or NULL. */
const Name *names_get(NameTable *table, const char *text, size_t length);

#endif
