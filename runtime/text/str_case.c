/* str_case: upper, lower and title case, with Unicode's full mappings ("ß".upper() is "SS").
 *
 * One rule looks around: a capital sigma becomes "ς" at the end of a word, "σ" elsewhere. */
#include "runtime/text/character.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

enum { CAPITAL_SIGMA = 0x3A3, SMALL_SIGMA = 0x3C3, FINAL_SIGMA = 0x3C2 };

/* Is the sigma at index preceded by a letter and not followed by one, not counting what may stand inside
 * words? */
static bool is_final_sigma(StrView text, size_t index)
{
    size_t i = index;
    while (i > 0 && character_is(str_at(text, i - 1), CHARACTER_CASE_IGNORABLE))
        i--;
    if (i == 0 || !character_is(str_at(text, i - 1), CHARACTER_CASED))
        return false;
    for (i = index + 1; i < text->length && character_is(str_at(text, i), CHARACTER_CASE_IGNORABLE);)
        i++;
    return i == text->length || !character_is(str_at(text, i), CHARACTER_CASED);
}

static void add_mapped(StrBuilder *builder, StrView text, size_t index, CaseMapping mapping)
{
    Character c = str_at(text, index), mapped[3];
    if (c == CAPITAL_SIGMA && mapping == CASE_LOWER) {
        strbuilder_add_character(builder, is_final_sigma(text, index) ? FINAL_SIGMA : SMALL_SIGMA);
        return;
    }
    int count = character_map(c, mapping, mapped);
    for (int i = 0; i < count; i++)
        strbuilder_add_character(builder, mapped[i]);
}

/* What each character becomes depends on those before it only by whether we are inside a word. */
typedef enum CaseChange { CHANGE_LOWER, CHANGE_UPPER, CHANGE_FOLD, CHANGE_TITLE, CHANGE_CAPITALIZE, CHANGE_SWAP } CaseChange;

static CaseMapping mapping_for(CaseChange change, Character c, bool in_word, bool is_first)
{
    switch (change) {
    case CHANGE_UPPER: return CASE_UPPER;
    case CHANGE_FOLD: return CASE_FOLD;
    case CHANGE_TITLE: return in_word ? CASE_LOWER : CASE_TITLE;
    case CHANGE_CAPITALIZE: return is_first ? CASE_TITLE : CASE_LOWER;
    case CHANGE_SWAP: return character_is(c, CHARACTER_LOWER) ? CASE_UPPER : CASE_LOWER;
    default: return CASE_LOWER;
    }
}

/* Eight ASCII bytes at once: bit 5, which tells upper from lower case, of every letter set or cleared.
 * `first` is 'a' to make them upper case, 'A' for lower. Each byte is below 128, so adding up to 128 to it
 * carries nothing into its neighbour. */
static uint64_t change_word(uint64_t word, unsigned char first)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t from_first = word + (128u - first) * ones, behind_last = word + (128u - first - 26u) * ones;
    uint64_t is_letter = from_first & ~behind_last & 128u * ones;
    return word ^ is_letter >> 2; /* 128 >> 2 is 32 */
}

static void change_all(unsigned char *out, const unsigned char *in, size_t length, unsigned char first)
{
    uint64_t word;
    for (; length >= sizeof word; length -= sizeof word, in += sizeof word, out += sizeof word) {
        memcpy(&word, in, sizeof word);
        word = change_word(word, first);
        memcpy(out, &word, sizeof word);
    }
    for (size_t i = 0; i < length; i++)
        out[i] = (unsigned char)change_word(in[i], first);
}

static Ref change_ascii(StrView text, CaseChange change)
{
    Ref result = str_allocate(text->length, 127);
    if (!result)
        return NULL;
    unsigned char *out = ((StrView)result)->data;
    if (change == CHANGE_UPPER || change == CHANGE_LOWER || change == CHANGE_FOLD) {
        change_all(out, text->data, text->length, change == CHANGE_UPPER ? 'a' : 'A');
        return result;
    }
    bool in_word = false;
    for (size_t i = 0; i < text->length; i++) {
        unsigned char c = text->data[i];
        bool is_letter = (unsigned)((c | 0x20) - 'a') < 26;
        CaseMapping mapping = mapping_for(change, c, in_word, i == 0);
        out[i] = !is_letter ? c : mapping == CASE_UPPER || mapping == CASE_TITLE ? c & 0xDF : c | 0x20;
        in_word = is_letter;
    }
    return result;
}

/* A single character is a string of its own here, as in CPython: not the shared one. */
static Ref own_character_take(Ref text)
{
    if (!text || str_length(text) != 1 || ((StrView)text)->kind != STR_1)
        return text;
    Character character = str_at((StrView)text, 0);
    replace_take(&text, str_allocate(1, character));
    if (text)
        str_put((StrView)text, 0, character);
    return text;
}

static Ref change_case(View self, CaseChange change)
{
    StrView text = (StrView)self;
    if (text->length == 0)
        return retain(self);
    if (text->is_ascii)
        return change_ascii(text, change);
    StrBuilder builder;
    strbuilder_start(&builder);
    bool in_word = false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        bool leave = change == CHANGE_SWAP && !character_is(c, CHARACTER_LOWER | CHARACTER_UPPER);
        if (leave)
            strbuilder_add_character(&builder, c);
        else
            add_mapped(&builder, text, i, mapping_for(change, c, in_word, i == 0));
        in_word = change == CHANGE_TITLE && character_is(c, CHARACTER_CASED);
        if (!check_interrupt_at(i)) {
            strbuilder_abandon(&builder);
            return NULL;
        }
    }
    return own_character_take(strbuilder_finish(&builder));
}

Ref str_method_lower(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_LOWER);
}
Ref str_method_upper(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_UPPER);
}
Ref str_method_casefold(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_FOLD);
}
Ref str_method_title(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_TITLE);
}
Ref str_method_capitalize(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_CAPITALIZE);
}
Ref str_method_swapcase(View self, View *args UNUSED)
{
    return change_case(self, CHANGE_SWAP);
}
