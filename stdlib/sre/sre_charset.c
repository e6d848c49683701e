/* sre_charset: which characters a set has, and the tables that answer for those below 256.
 *
 * A set is a row of codes that are tried one after the other until one takes the character:
 *
 *     NEGATE?  ( LITERAL c | RANGE from to | RANGE_UNI_IGNORE from to | CATEGORY k | CHARSET 8 words | BIGCHARSET … )*  FAILURE
 *
 * Walking it for each character of a text is what makes a matcher slow. So when a pattern is made, each set
 * gets one bit in a table of 256 bytes; eight sets share a table. What depends on the locale has no table. */
#include <ctype.h>
#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/text/character.h"
#include "stdlib/sre/sre.h"

/* The one character that stands for the case mapping of another: the first, if there are more. */
static Character mapped(Character character, CaseMapping mapping)
{
    Character out[3];
    if (character > 0x10FFFF)
        return character;
    return character_map(character, mapping, out) > 0 ? out[0] : character;
}

Character sre_upper_unicode(Character character)
{
    return mapped(character, CASE_UPPER);
}

Character sre_lower_locale(Character character)
{
    return character < 256 ? (Character)tolower((int)character) : character;
}

Character sre_upper_locale(Character character)
{
    return character < 256 ? (Character)toupper((int)character) : character;
}

bool sre_same_in_locale(Code literal, Character character)
{
    return literal == character || sre_lower_locale(character) == literal || sre_upper_locale(character) == literal;
}

static bool is_ascii_word(Character character)
{
    return character < 128 && (character == '_' || isalnum((int)character));
}

static bool is_ascii_space(Character character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

static bool is_in_category(Code category, Character character)
{
    switch ((SreCategory)category) {
    case SRE_CATEGORY_DIGIT: return character - '0' < 10;
    case SRE_CATEGORY_NOT_DIGIT: return character - '0' >= 10;
    case SRE_CATEGORY_SPACE: return is_ascii_space(character);
    case SRE_CATEGORY_NOT_SPACE: return !is_ascii_space(character);
    case SRE_CATEGORY_WORD: return is_ascii_word(character);
    case SRE_CATEGORY_NOT_WORD: return !is_ascii_word(character);
    case SRE_CATEGORY_LINEBREAK: return character == '\n';
    case SRE_CATEGORY_NOT_LINEBREAK: return character != '\n';
    case SRE_CATEGORY_LOC_WORD: return character == '_' || (character < 256 && isalnum((int)character));
    case SRE_CATEGORY_LOC_NOT_WORD: return !(character == '_' || (character < 256 && isalnum((int)character)));
    case SRE_CATEGORY_UNI_DIGIT: return character_is(character, CHARACTER_DECIMAL);
    case SRE_CATEGORY_UNI_NOT_DIGIT: return !character_is(character, CHARACTER_DECIMAL);
    case SRE_CATEGORY_UNI_SPACE: return character_is(character, CHARACTER_SPACE);
    case SRE_CATEGORY_UNI_NOT_SPACE: return !character_is(character, CHARACTER_SPACE);
    case SRE_CATEGORY_UNI_WORD: return character == '_' || character_is(character, CHARACTER_ALPHANUMERIC);
    case SRE_CATEGORY_UNI_NOT_WORD: return !(character == '_' || character_is(character, CHARACTER_ALPHANUMERIC));
    case SRE_CATEGORY_UNI_LINEBREAK: return character_is_line_break(character);
    case SRE_CATEGORY_UNI_NOT_LINEBREAK: return !character_is_line_break(character);
    default: return false;
    }
}

/* What was found out about the first 256 characters: bit i for the category i, and the lower case. */
static uint32_t known_categories[256];
static Character known_lower[256];

void sre_characters_start(void)
{
    for (Character character = 0; character < 256; character++) {
        uint32_t bits = 0;
        for (Code category = 0; category < SRE_CATEGORY_COUNT; category++)
            bits |= (uint32_t)is_in_category(category, character) << category;
        known_categories[character] = bits;
        known_lower[character] = mapped(character, CASE_LOWER);
    }
}

bool sre_category(Code category, Character character)
{
    if (character < 256 && category != SRE_CATEGORY_LOC_WORD && category != SRE_CATEGORY_LOC_NOT_WORD)
        return (known_categories[character] >> category & 1) != 0;
    return is_in_category(category, character);
}

Character sre_lower_unicode(Character character)
{
    return character < 256 ? known_lower[character] : mapped(character, CASE_LOWER);
}

static bool has_bit(const Code *bits, Character character)
{
    return (bits[character >> 5] >> (character & 31) & 1) != 0;
}

/* BIGCHARSET: a count of blocks, 256 bytes that number the block for each upper byte, the blocks. */
static bool in_big_charset(const Code *set, Character character)
{
    if (character > 0xFFFF)
        return false;
    unsigned block = ((const unsigned char *)(set + 1))[character >> 8];
    return has_bit(set + 1 + 64 + (size_t)block * 8, character & 0xFF);
}

static bool in_range_by_case(const Code *range, Character character)
{
    if (range[0] <= character && character <= range[1])
        return true;
    Character upper = sre_upper_unicode(character);
    return range[0] <= upper && upper <= range[1];
}

bool sre_in_set(const Code *set, Character character)
{
    bool found = true;
    for (;;) {
        Code op = *set++;
        switch (op) {
        case SRE_NEGATE: found = !found; break;
        case SRE_LITERAL:
            if (character == *set++)
                return found;
            break;
        case SRE_CATEGORY:
            if (sre_category(*set++, character))
                return found;
            break;
        case SRE_RANGE:
            if (set[0] <= character && character <= set[1])
                return found;
            set += 2;
            break;
        case SRE_RANGE_UNI_IGNORE:
            if (in_range_by_case(set, character))
                return found;
            set += 2;
            break;
        case SRE_CHARSET:
            if (character < 256 && has_bit(set, character))
                return found;
            set += 8;
            break;
        case SRE_BIGCHARSET:
            if (in_big_charset(set, character))
                return found;
            set += 1 + 64 + (size_t)*set * 8;
            break;
        default: return !found; /* FAILURE: the end */
        }
    }
}

bool sre_takes(const Code *in, Character character)
{
    const Code *set = in + 2;
    switch (sre_op(*in)) {
    case SRE_IN_IGNORE: return sre_in_set(set, sre_lower_ascii(character));
    case SRE_IN_UNI_IGNORE: return sre_in_set(set, sre_lower_unicode(character));
    case SRE_IN_LOC_IGNORE: {
        Character lower = sre_lower_locale(character), upper = sre_upper_locale(character);
        return sre_in_set(set, lower) || (upper != lower && sre_in_set(set, upper));
    }
    default: return sre_in_set(set, character);
    }
}

/* --- tables --------------------------------------------------------------------------------------------- */

static bool depends_on_locale(const Code *set)
{
    for (;;) {
        switch (*set++) {
        case SRE_NEGATE: break;
        case SRE_LITERAL: set++; break;
        case SRE_CATEGORY:
            if (*set == SRE_CATEGORY_LOC_WORD || *set == SRE_CATEGORY_LOC_NOT_WORD)
                return true;
            set++;
            break;
        case SRE_RANGE:
        case SRE_RANGE_UNI_IGNORE: set += 2; break;
        case SRE_CHARSET: set += 8; break;
        case SRE_BIGCHARSET: set += 1 + 64 + (size_t)*set * 8; break;
        default: return false;
        }
    }
}

/* The place of the next instruction, going into those that hold others. */
static const Code *next_instruction(const Code *at)
{
    switch (sre_op(*at)) {
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_LOC_IGNORE:
    case SRE_IN_UNI_IGNORE:
    case SRE_INFO: return at + 1 + at[1];
    case SRE_REPEAT:
    case SRE_REPEAT_ONE:
    case SRE_MIN_REPEAT_ONE:
    case SRE_POSSESSIVE_REPEAT:
    case SRE_POSSESSIVE_REPEAT_ONE: return at + 4;
    case SRE_ASSERT:
    case SRE_ASSERT_NOT:
    case SRE_GROUPREF_EXISTS: return at + 3;
    case SRE_FAILURE:
    case SRE_SUCCESS:
    case SRE_ANY:
    case SRE_ANY_ALL:
    case SRE_MAX_UNTIL:
    case SRE_MIN_UNTIL: return at + 1;
    default: return at + 2;
    }
}

/* Where the set of the instruction stands, if it has one that a table can answer for; else NULL. */
static const Code *set_of(const Code *at)
{
    const Code *set = NULL;
    SreOp op = sre_op(*at);
    if (op == SRE_IN || op == SRE_IN_IGNORE || op == SRE_IN_UNI_IGNORE)
        set = at + 2;
    else if (op == SRE_INFO && (at[2] & SRE_INFO_CHARSET) != 0 && (at[2] & SRE_INFO_PREFIX) == 0)
        set = at + 5;
    return set && !depends_on_locale(set) ? set : NULL;
}

/* After BRANCH, and after each of its ways, stands the length of the next way, which is no instruction: it
 * is stepped over. `stop` is where the walk ends. */
static size_t walk(PatternObject *pattern, const Code *at, const Code *stop, size_t number);

static size_t walk_branch(PatternObject *pattern, const Code **place, size_t number)
{
    const Code *way = *place + 1;
    for (; *way; way += *way)
        number = walk(pattern, way + 1, way + *way, number);
    *place = way + 1;
    return number;
}

static void fill_table(PatternObject *pattern, Code *at, const Code *set, size_t number)
{
    unsigned char *table = pattern->tables + number / 8 * 256, bit = (unsigned char)(1u << number % 8);
    bool is_info = sre_op(*at) == SRE_INFO;
    for (Character character = 0; character < 256; character++)
        if (is_info ? sre_in_set(set, character) : sre_takes(at, character))
            table[character] |= bit;
    *at |= (Code)(number + 1) << 8;
}

/* Number the sets from `number` on, and fill their tables once there are any. Returns the next number.
 * Recursive in the nesting of branches; the validation saw to it that this is not too deep. */
static size_t walk(PatternObject *pattern, const Code *at, const Code *stop, size_t number)
{
    enum { TABLES_MOST = 0xFFFFFF };
    while (at < stop) {
        const Code *set = number < TABLES_MOST ? set_of(at) : NULL;
        if (set && pattern->tables)
            fill_table(pattern, (Code *)(uintptr_t)at, set, number);
        number += set != NULL;
        if (sre_op(*at) == SRE_BRANCH)
            number = walk_branch(pattern, &at, number);
        else
            at = next_instruction(at);
    }
    return number;
}

bool sre_make_tables(PatternObject *pattern)
{
    const Code *stop = pattern->codes + pattern->code_count;
    size_t count = walk(pattern, pattern->codes, stop, 0);
    if (!count)
        return true;
    pattern->tables = heap_allocate_zeroed((count + 7) / 8 * 256);
    if (!pattern->tables)
        return raise_memory_error() != NULL;
    pattern->table_count = count;
    walk(pattern, pattern->codes, stop, 0);
    return true;
}
