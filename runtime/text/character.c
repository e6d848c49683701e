/* character: Unicode's properties and case mappings, as CPython's str methods use them.
 *
 * utf8proc knows the categories, the simple case mappings and the full case folding. Full upper and title
 * case ("ß" to "SS"), digits that are not decimal and the fine print of names are in character_tables.h. */
#include "runtime/text/character.h"

#include <utf8proc.h>

#include "runtime/errors/errors.h"
#include "runtime/text/character_tables.h"
#include "runtime/text/str_private.h"

/* The flags of character.h: letters are alphabetic, cased, parts of names, and so on. */
const uint16_t character_ascii[128] = {
    0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0080, 0x0080, 0x0080, 0x0080, 0x0080, 0x0000, 0x0000,
    0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x0080, 0x0080, 0x0080, 0x0080,
    0x0180, 0x0100, 0x0100, 0x0100, 0x0100, 0x0100, 0x0100, 0x1100, 0x0100, 0x0100, 0x0100, 0x0100, 0x0100, 0x0100, 0x1100, 0x0100,
    0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x050E, 0x1100, 0x0100, 0x0100, 0x0100, 0x0100, 0x0100,
    0x0100, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21,
    0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0F21, 0x0100, 0x0100, 0x0100, 0x1100, 0x0700,
    0x1100, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11,
    0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0F11, 0x0100, 0x0100, 0x0100, 0x0100, 0x0000,
};

static bool in_ranges(Character c, const CharacterRange *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < ranges[middle].first)
            high = middle;
        else if (c > ranges[middle].last)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

#define IN(c, ranges) in_ranges(c, ranges, COUNT_OF(ranges))

static utf8proc_category_t category_of(Character c)
{
    if (c >= 0xCF3 && IN(c, since_unicode_15))
        return UTF8PROC_CATEGORY_CN;
    return utf8proc_category((utf8proc_int32_t)c);
}

static bool is_letter(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* --- properties ----------------------------------------------------------------------------------------- */

static unsigned number_flags(Character c, utf8proc_category_t category)
{
    switch (category) {
    case UTF8PROC_CATEGORY_ND: return CHARACTER_DECIMAL | CHARACTER_DIGIT | CHARACTER_NUMERIC;
    case UTF8PROC_CATEGORY_NO: return CHARACTER_NUMERIC | (IN(c, other_digits) ? CHARACTER_DIGIT : 0);
    case UTF8PROC_CATEGORY_NL: return CHARACTER_NUMERIC;
    default: return IN(c, numeric_letters) ? CHARACTER_NUMERIC : 0;
    }
}

static unsigned case_flags(Character c, utf8proc_category_t category)
{
    bool only_since_unicode_15 = c == 0x10FC || (c >= 0xA7F2 && c <= 0xA7F4) || c == 0xAB69;
    bool lower = utf8proc_islower((utf8proc_int32_t)c) && !only_since_unicode_15 && category != UTF8PROC_CATEGORY_CN;
    unsigned flags = lower ? CHARACTER_LOWER : 0;
    if (utf8proc_isupper((utf8proc_int32_t)c))
        flags |= CHARACTER_UPPER;
    if (category == UTF8PROC_CATEGORY_LT)
        flags |= CHARACTER_TITLE;
    return flags ? flags | CHARACTER_CASED : 0;
}

static unsigned name_flags(Character c, utf8proc_category_t category)
{
    bool letter = is_letter(category) || category == UTF8PROC_CATEGORY_NL;
    bool starts = letter ? !IN(c, letters_not_in_names) : IN(c, other_name_starts);
    bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ND ||
                category == UTF8PROC_CATEGORY_PC;
    bool part = letter ? !IN(c, letters_never_in_names) : starts || mark || IN(c, other_name_parts);
    return (starts ? CHARACTER_NAME_START : 0) | (part ? CHARACTER_NAME_PART : 0);
}

static bool is_printable(utf8proc_category_t category)
{
    switch (category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS: return false;
    default: return true;
    }
}

static bool is_space(Character c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static bool is_case_ignorable(Character c, utf8proc_category_t category)
{
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_SK || IN(c, other_case_ignorable);
}

unsigned character_flags_slow(Character c, unsigned wanted)
{
    if (wanted == CHARACTER_SPACE)
        return is_space(c) ? CHARACTER_SPACE : 0;
    utf8proc_category_t category = category_of(c);
    unsigned flags = (is_letter(category) ? CHARACTER_ALPHA : 0) | (is_space(c) ? CHARACTER_SPACE : 0) |
                     (is_printable(category) ? CHARACTER_PRINTABLE : 0);
    if (wanted & (CHARACTER_DECIMAL | CHARACTER_DIGIT | CHARACTER_NUMERIC))
        flags |= number_flags(c, category);
    if (wanted & (CHARACTER_LOWER | CHARACTER_UPPER | CHARACTER_TITLE | CHARACTER_CASED))
        flags |= case_flags(c, category);
    if (wanted & (CHARACTER_NAME_START | CHARACTER_NAME_PART))
        flags |= name_flags(c, category);
    if (wanted & CHARACTER_CASE_IGNORABLE)
        flags |= is_case_ignorable(c, category) ? CHARACTER_CASE_IGNORABLE : 0;
    return flags;
}

bool character_is_line_break(Character c)
{
    return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Decimal digits stand in runs of ten from zero to nine, so the place in the run is the value. */
static int character_decimal(Character c)
{
    if (c < 128)
        return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
    if (category_of(c) != UTF8PROC_CATEGORY_ND)
        return -1;
    Character first = c;
    while (category_of(first - 1) == UTF8PROC_CATEGORY_ND)
        first--;
    return (int)((c - first) % 10);
}

/* --- case ----------------------------------------------------------------------------------------------- */

static const SpecialCase *special_case(Character c)
{
    size_t low = 0, high = COUNT_OF(special_cases);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (special_cases[middle].character == c)
            return &special_cases[middle];
        if (special_cases[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int fold(Character c, Character *out)
{
    utf8proc_int32_t folded[4];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, folded, COUNT_OF(folded), UTF8PROC_CASEFOLD, &boundary);
    if (count < 1 || count > 3 || (c >= 0xD800 && c <= 0xDFFF)) {
        out[0] = c;
        return 1;
    }
    for (int i = 0; i < count; i++)
        out[i] = (Character)folded[i];
    return (int)count;
}

static int map_ascii(Character c, CaseMapping mapping, Character *out)
{
    bool to_upper = mapping == CASE_UPPER || mapping == CASE_TITLE;
    Character first = to_upper ? 'a' : 'A';
    out[0] = c - first < 26 ? c ^ 0x20 : c;
    return 1;
}

int character_map(Character c, CaseMapping mapping, Character *out)
{
    if (c < 128)
        return map_ascii(c, mapping, out);
    if (mapping == CASE_FOLD)
        return fold(c, out);
    const SpecialCase *special = mapping == CASE_LOWER ? NULL : special_case(c);
    if (special) {
        const uint16_t *mapped = mapping == CASE_UPPER ? special->upper : special->title;
        int count = 0;
        while (count < 3 && mapped[count]) {
            out[count] = mapped[count];
            count++;
        }
        return count;
    }
    if (mapping == CASE_LOWER && c == 0x130) {
        out[0] = 'i';
        out[1] = 0x307;
        return 2;
    }
    utf8proc_int32_t code = (utf8proc_int32_t)c;
    out[0] = (Character)(mapping == CASE_LOWER   ? utf8proc_tolower(code)
                         : mapping == CASE_UPPER ? utf8proc_toupper(code)
                                                 : utf8proc_totitle(code));
    return 1;
}

/* --- numbers -------------------------------------------------------------------------------------------- */

const char *character_number_text(StrView text, size_t *length, char **owned)
{
    *owned = NULL;
    *length = text->length;
    if (text->is_ascii)
        return (const char *)text->data;
    char *out = heap_allocate(text->length + 1);
    if (!out)
        return raise_memory_error();
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        int digit = character_decimal(c);
        out[i] = c < 128 && !character_is(c, CHARACTER_SPACE) ? (char)c
                 : digit >= 0                                 ? (char)('0' + digit)
                 : character_is(c, CHARACTER_SPACE)           ? ' '
                                                              : '?';
    }
    out[text->length] = '\0';
    return *owned = out;
}
