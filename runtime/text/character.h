/* character: what Unicode says of a character, as CPython's str methods ask it. ASCII is answered from a
 * table, the rest by utf8proc and the tables of what it does not know. */
#ifndef OURO_RUNTIME_TEXT_CHARACTER_H
#define OURO_RUNTIME_TEXT_CHARACTER_H

#include "runtime/text/str.h"

enum {
    CHARACTER_ALPHA = 1 << 0,
    CHARACTER_DECIMAL = 1 << 1,
    CHARACTER_DIGIT = 1 << 2,
    CHARACTER_NUMERIC = 1 << 3,
    CHARACTER_LOWER = 1 << 4,
    CHARACTER_UPPER = 1 << 5,
    CHARACTER_TITLE = 1 << 6,
    CHARACTER_SPACE = 1 << 7,
    CHARACTER_PRINTABLE = 1 << 8,
    CHARACTER_NAME_START = 1 << 9, /* XID_Start and the underscore */
    CHARACTER_NAME_PART = 1 << 10, /* XID_Continue */
    CHARACTER_CASED = 1 << 11,
    CHARACTER_CASE_IGNORABLE = 1 << 12,
    CHARACTER_ALPHANUMERIC = CHARACTER_ALPHA | CHARACTER_DECIMAL | CHARACTER_DIGIT | CHARACTER_NUMERIC
};

extern const uint16_t character_ascii[128];

/* The flags above, those in `wanted` at least. */
unsigned character_flags_slow(Character character, unsigned wanted);

static inline bool character_is(Character character, unsigned wanted)
{
    return ((character < 128 ? character_ascii[character] : character_flags_slow(character, wanted)) & wanted) != 0;
}

bool character_is_line_break(Character character);
typedef enum CaseMapping { CASE_LOWER, CASE_UPPER, CASE_TITLE, CASE_FOLD } CaseMapping;

/* Full case mapping without context: writes one to three characters, returns how many. */
int character_map(Character character, CaseMapping mapping, Character *out);

/* A str as text for reading a number: decimal digits of all scripts as ASCII ones, spaces as ' ', what is no
 * ASCII as '?'. As str_utf8: release *owned with str_utf8_free (which takes NULL). NULL with MemoryError. */
MUST_USE const char *character_number_text(StrView text, size_t *length, char **owned);

#endif
