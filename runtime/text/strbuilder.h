/* strbuilder: builds a str piece by piece, widening when a wider character comes. */
#ifndef OURO_RUNTIME_TEXT_STRBUILDER_H
#define OURO_RUNTIME_TEXT_STRBUILDER_H

#include "runtime/text/str.h"

typedef struct StrBuilder {
    unsigned char *data;     /* a heap block, or the small buffer */
    size_t length, capacity; /* in characters; capacity for the present kind */
    StrKind kind;
    Character widest;
    Ref whole;   /* a str added first, as long as nothing else is: the result may be this very object, as in CPython */
    bool failed; /* memory ran out: all later calls do nothing, finish raises */
    unsigned char small[128];
} StrBuilder;

void strbuilder_start(StrBuilder *builder);
void strbuilder_add_character(StrBuilder *builder, Character character);
void strbuilder_add_characters(StrBuilder *builder, const Character *characters, size_t count);
void strbuilder_add_text(StrBuilder *builder, const char *ascii);
void strbuilder_add_bytes(StrBuilder *builder, const char *ascii, size_t length);
void strbuilder_add_str(StrBuilder *builder, View text);
void strbuilder_add_slice(StrBuilder *builder, View text, size_t start, size_t stop);
void strbuilder_add_repeated(StrBuilder *builder, Character character, size_t count);
/* How many characters there are by now. */
static inline size_t strbuilder_length(const StrBuilder *builder)
{
    return builder->whole ? str_length(builder->whole) : builder->length;
}

/* The str. Frees the builder. NULL with MemoryError. */
MUST_USE Ref strbuilder_finish(StrBuilder *builder);
/* Free the builder without a result. */
void strbuilder_abandon(StrBuilder *builder);

#endif
