/* character_names: from a character to its name and back.
 *
 *     code ─ character_runs ─► number of the name ─ groups, packed ─► numbers of words ─► text
 *     text ─ binary search in character_names_sorted, which unpacks the names it looks at ─► number ─► code
 *
 * Names of ideographs (CJK UNIFIED IDEOGRAPH-4E00) and Hangul syllables are not in the tables: they are made
 * of the code. As in CPython 3.11 the ideographs of Tangut have none.
 *
 * Invariants: a name is at most CHARACTER_NAME_MOST bytes, and ASCII in upper case. */
#include "runtime/text/character_names.h"

#include <stdio.h>
#include <string.h>

#include "runtime/text/character_names_private.h"

/* --- names made by rule --------------------------------------------------------------------------------- */

typedef struct Range {
    uint32_t first, last;
} Range;

/* The CJK unified ideographs of Unicode 14. */
static const Range ideographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B738},
                                   {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
static const char ideograph_prefix[] = "CJK UNIFIED IDEOGRAPH-", hangul_prefix[] = "HANGUL SYLLABLE ";

static bool is_ideograph(uint32_t character)
{
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
        if (character >= ideographs[i].first && character <= ideographs[i].last)
            return true;
    return false;
}

/* A syllable is a leading consonant, a vowel, and mostly a trailing consonant. */
enum { HANGUL_FIRST = 0xAC00, HANGUL_LEADS = 19, HANGUL_VOWELS = 21, HANGUL_TRAILS = 28, HANGUL_COUNT = 11172 };
static const char *const leads[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
static const char *const vowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                     "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const trails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D",  "L", "LG", "LM", "LB", "LS", "LT",
                                     "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};

/* Which of the parts the text begins with, the longest one; *length becomes its length. -1: none. */
static int longest_part(const char *const parts[], int count, const char *text, size_t room, size_t *length)
{
    int found = -1;
    for (int i = 0; i < count; i++) {
        size_t size = strlen(parts[i]);
        if (size <= room && memcmp(parts[i], text, size) == 0 && (found < 0 || size > *length)) {
            found = i;
            *length = size;
        }
    }
    return found;
}

static bool hangul_by_name(const char *name, size_t length, uint32_t *character)
{
    size_t lead_length = 0, vowel_length = 0, trail_length = 0;
    int lead = longest_part(leads, HANGUL_LEADS, name, length, &lead_length);
    if (lead < 0)
        return false;
    int vowel = longest_part(vowels, HANGUL_VOWELS, name + lead_length, length - lead_length, &vowel_length);
    if (vowel < 0)
        return false;
    size_t at = lead_length + vowel_length;
    int trail = longest_part(trails, HANGUL_TRAILS, name + at, length - at, &trail_length);
    *character = (uint32_t)(HANGUL_FIRST + (lead * HANGUL_VOWELS + vowel) * HANGUL_TRAILS + trail);
    return at + trail_length == length;
}

static bool ideograph_by_name(const char *digits, size_t length, uint32_t *character)
{
    if (length != 4 && length != 5)
        return false;
    uint32_t code = 0;
    for (size_t i = 0; i < length; i++) {
        bool is_digit = digits[i] >= '0' && digits[i] <= '9', is_letter = digits[i] >= 'A' && digits[i] <= 'F';
        if (!is_digit && !is_letter)
            return false;
        code = code * 16 + (uint32_t)(is_digit ? digits[i] - '0' : digits[i] - 'A' + 10);
    }
    *character = code;
    return is_ideograph(code);
}

/* --- names in the tables -------------------------------------------------------------------------------- */

static size_t add_word(unsigned number, char *name, size_t length)
{
    unsigned word = number - 2, at = word / 16 * 16;
    size_t place = character_word_places[word / 16], size = character_word_lengths[word];
    for (; at < word; at++)
        place += character_word_lengths[at];
    if (length && name[length - 1] != '-' && name[length - 1] != ' ')
        name[length++] = ' ';
    memcpy(name + length, character_words + place, size);
    return length + size;
}

/* The name with this number, of this character. */
static size_t unpack(size_t index, uint32_t character, char name[CHARACTER_NAME_MOST])
{
    const uint8_t *at = character_names_packed + character_name_groups[index / 16];
    for (size_t i = index / 16 * 16; i < index; at++)
        if (*at == 0)
            i++;
        else if (*at >= character_words_short)
            at++;
    size_t length = 0;
    for (; *at; at++) {
        unsigned number = *at;
        if (number >= character_words_short)
            number = character_words_short + (number - character_words_short) * 256 + *++at;
        if (number == 1)
            length += (size_t)sprintf(name + length, "%04X", (unsigned)character);
        else
            length = add_word(number, name, length);
    }
    return length;
}

/* The last run that begins at or below `key`, by the member that is asked for. */
static const CharacterRun *find_run(uint32_t key, bool is_by_code)
{
    size_t low = 0, high = character_run_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        uint32_t here = is_by_code ? character_runs[middle].code : character_runs[middle].index;
        if (here <= key)
            low = middle;
        else
            high = middle;
    }
    return &character_runs[low];
}

/* The number of the character's name. False if it has none in the tables. */
static bool find_index(uint32_t character, size_t *index)
{
    const CharacterRun *run = find_run(character, true), *last = character_runs + character_run_count - 1;
    if (character < run->code)
        return false;
    *index = run->index + (character - run->code);
    return *index < (run == last ? character_name_count : run[1].index);
}

static uint32_t character_of_index(size_t index)
{
    const CharacterRun *run = find_run((uint32_t)index, false);
    return run->code + (uint32_t)index - run->index;
}

size_t character_name(uint32_t character, char name[CHARACTER_NAME_MOST])
{
    size_t index;
    if (character >= HANGUL_FIRST && character < HANGUL_FIRST + HANGUL_COUNT) {
        unsigned place = character - HANGUL_FIRST;
        return (size_t)sprintf(name, "%s%s%s%s", hangul_prefix, leads[place / (HANGUL_VOWELS * HANGUL_TRAILS)],
                               vowels[place / HANGUL_TRAILS % HANGUL_VOWELS], trails[place % HANGUL_TRAILS]);
    }
    if (is_ideograph(character))
        return (size_t)sprintf(name, "%s%04X", ideograph_prefix, (unsigned)character);
    return find_index(character, &index) ? unpack(index, character, name) : 0;
}

/* --- looking up ----------------------------------------------------------------------------------------- */

static int compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static bool find_name(const char *name, size_t length, uint32_t *character)
{
    char here[CHARACTER_NAME_MOST];
    size_t low = 0, high = character_name_count;
    while (low < high) {
        size_t middle = (low + high) / 2, index = character_names_sorted[middle];
        uint32_t code = character_of_index(index);
        int order = compare(name, length, here, unpack(index, code, here));
        if (order == 0) {
            *character = code;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static const CharacterAlias *find_alias(const char *name, size_t length)
{
    size_t low = 0, high = character_alias_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const CharacterAlias *alias = &character_alias_places[middle];
        int order = compare(name, length, character_aliases + alias->name, alias->length);
        if (order == 0)
            return alias;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void to_upper(const char *name, size_t length, char upper[CHARACTER_NAME_MOST])
{
    for (size_t i = 0; i < length; i++)
        upper[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 'a' + 'A' : name[i]);
}

static bool begins_with(const char *name, size_t length, const char *prefix)
{
    return length >= strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

bool character_by_name(const char *name, size_t length, uint32_t *character)
{
    char upper[CHARACTER_NAME_MOST];
    if (length == 0 || length > CHARACTER_NAME_MOST)
        return false;
    if (begins_with(name, length, hangul_prefix))
        return hangul_by_name(name + strlen(hangul_prefix), length - strlen(hangul_prefix), character);
    if (begins_with(name, length, ideograph_prefix))
        return ideograph_by_name(name + strlen(ideograph_prefix), length - strlen(ideograph_prefix), character);
    to_upper(name, length, upper);
    if (find_name(upper, length, character))
        return true;
    const CharacterAlias *alias = find_alias(upper, length);
    if (!alias || alias->count != 1)
        return false;
    *character = character_alias_codes[alias->first];
    return true;
}

size_t character_sequence_by_name(const char *name, size_t length, uint32_t sequence[CHARACTER_SEQUENCE_MOST])
{
    char upper[CHARACTER_NAME_MOST];
    if (length == 0 || length > CHARACTER_NAME_MOST)
        return 0;
    to_upper(name, length, upper);
    const CharacterAlias *alias = find_alias(upper, length);
    if (!alias || alias->count < 2)
        return 0;
    memcpy(sequence, character_alias_codes + alias->first, alias->count * sizeof *sequence);
    return alias->count;
}
