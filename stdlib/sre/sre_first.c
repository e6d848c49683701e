/* sre_first: with which characters may a match begin?
 *
 * re/_compiler.py answers it (in INFO) only where the pattern begins with a literal or a set. Here the codes
 * are walked a bit further: through anchors, optional parts and the ways of a branch, so that a search can
 * step over most places of a text without starting the matcher.
 * Invariant:  the table has at least all characters below 256 that can begin a match; from 256 on all may. */
#include <string.h>

#include "runtime/errors/errors.h"
#include "stdlib/sre/sre.h"

enum { TABLE_SIZE = 256, DEPTH_MOST = 50 };

/* What begins here takes a character; may be empty; or cannot be told. */
typedef enum First { FIRST_TAKEN, FIRST_EMPTY, FIRST_UNKNOWN } First;

static First walk(const PatternObject *pattern, const Code *at, const Code *stop, unsigned char *table, int depth);

/* Does the instruction, one that takes a single character, take this one? */
static bool unit_takes(const Code *unit, Character character)
{
    switch (sre_op(*unit)) {
    case SRE_ANY: return character != '\n';
    case SRE_ANY_ALL: return true;
    case SRE_LITERAL: return character == unit[1];
    case SRE_NOT_LITERAL: return character != unit[1];
    case SRE_LITERAL_IGNORE: return sre_lower_ascii(character) == unit[1];
    case SRE_NOT_LITERAL_IGNORE: return sre_lower_ascii(character) != unit[1];
    case SRE_LITERAL_UNI_IGNORE: return sre_lower_unicode(character) == unit[1];
    case SRE_NOT_LITERAL_UNI_IGNORE: return sre_lower_unicode(character) != unit[1];
    case SRE_CATEGORY: return sre_category(unit[1], character);
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_UNI_IGNORE: return sre_takes(unit, character);
    default: return true; /* by locale */
    }
}

static void add_unit(const PatternObject *pattern, const Code *unit, unsigned char *table)
{
    size_t number = *unit >> 8; /* of the table that a set has already */
    const unsigned char *known = number ? pattern->tables + (number - 1) / 8 * TABLE_SIZE : NULL;
    for (size_t i = 0; known && i < TABLE_SIZE; i++)
        table[i] = table[i] | (known[i] >> (number - 1) % 8 & 1);
    if (known)
        return;
    if (*unit == SRE_LITERAL) {
        if (unit[1] < TABLE_SIZE)
            table[unit[1]] = 1;
        return;
    }
    for (Character character = 0; character < TABLE_SIZE; character++)
        if (!table[character] && unit_takes(unit, character))
            table[character] = 1;
}

static First walk_branch(const PatternObject *pattern, const Code **place, unsigned char *table, int depth)
{
    First result = FIRST_TAKEN;
    const Code *way = *place + 1;
    for (; *way; way += *way) {
        First first = walk(pattern, way + 1, way + *way - 2, table, depth);
        if (first == FIRST_UNKNOWN)
            return first;
        if (first == FIRST_EMPTY)
            result = first;
    }
    *place = way + 1;
    return result;
}

/* One instruction; *place is what follows it. */
static First step(const PatternObject *pattern, const Code **place, unsigned char *table, int depth)
{
    const Code *at = *place;
    First first;
    switch (sre_op(*at)) {
    case SRE_MARK:
    case SRE_AT: *place += 2; return FIRST_EMPTY;
    case SRE_INFO:
    case SRE_ASSERT:
    case SRE_ASSERT_NOT: *place += 1 + at[1]; return FIRST_EMPTY;
    case SRE_REPEAT_ONE:
    case SRE_MIN_REPEAT_ONE:
    case SRE_POSSESSIVE_REPEAT_ONE:
        add_unit(pattern, at + 4, table);
        *place += 1 + at[1];
        return at[2] ? FIRST_TAKEN : FIRST_EMPTY;
    case SRE_REPEAT:
    case SRE_POSSESSIVE_REPEAT:
        first = walk(pattern, at + 4, at + 1 + at[1], table, depth);
        *place += 1 + at[1] + 1;
        return first == FIRST_TAKEN && !at[2] ? FIRST_EMPTY : first;
    case SRE_ATOMIC_GROUP:
        first = walk(pattern, at + 2, at + at[1], table, depth);
        *place += 1 + at[1];
        return first;
    case SRE_BRANCH: return walk_branch(pattern, place, table, depth);
    case SRE_LITERAL:
    case SRE_LITERAL_IGNORE:
    case SRE_LITERAL_LOC_IGNORE:
    case SRE_LITERAL_UNI_IGNORE:
    case SRE_NOT_LITERAL:
    case SRE_NOT_LITERAL_IGNORE:
    case SRE_NOT_LITERAL_LOC_IGNORE:
    case SRE_NOT_LITERAL_UNI_IGNORE:
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_LOC_IGNORE:
    case SRE_IN_UNI_IGNORE:
    case SRE_CATEGORY:
    case SRE_ANY: add_unit(pattern, at, table); return FIRST_TAKEN;
    case SRE_FAILURE: return FIRST_TAKEN;
    default: return FIRST_UNKNOWN;
    }
}

static First walk(const PatternObject *pattern, const Code *at, const Code *stop, unsigned char *table, int depth)
{
    if (depth > DEPTH_MOST)
        return FIRST_UNKNOWN;
    while (at < stop) {
        First first = step(pattern, &at, table, depth + 1);
        if (first != FIRST_EMPTY)
            return first;
    }
    return FIRST_EMPTY;
}

bool sre_make_first(PatternObject *pattern)
{
    const Code *codes = pattern->codes;
    unsigned char table[TABLE_SIZE] = {0};
    if (sre_op(*codes) == SRE_INFO && codes[2] & (SRE_INFO_PREFIX | SRE_INFO_CHARSET))
        return true;
    if (walk(pattern, codes, codes + pattern->code_count - 1, table, 0) != FIRST_TAKEN || !memchr(table, 0, sizeof table))
        return true;
    pattern->first = heap_allocate(TABLE_SIZE);
    if (!pattern->first)
        return raise_memory_error() != NULL;
    memcpy(pattern->first, table, sizeof table);
    return true;
}
