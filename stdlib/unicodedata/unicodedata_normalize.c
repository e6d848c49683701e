/* unicodedata_normalize: one text for all that look and mean the same: Unicode's normal forms.
 *
 *     é  U+00E9 ─┐                        ┌─► NFC   U+00E9
 *                ├─ decompose, sort ─► NFD ─ compose ─┘        NFKD, NFKC: ligatures and the like are taken apart, too
 *     e´ U+0065 U+0301 ─┘
 *
 * Marks on a letter are sorted by their combining class, equal ones keep their order. Composing puts a mark
 * and the last letter together where there is a character for both, unless a mark between them has the same
 * class, or a higher one. Hangul syllables are composed by arithmetic.
 *
 * A text that the quick check finds normal is returned itself. */
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "stdlib/unicodedata/unicodedata_private.h"

typedef struct Form {
    bool is_compatible, is_composed, is_old;
    unsigned no, maybe; /* QuickCheck */
} Form;

/* The characters as they are made. */
typedef struct Characters {
    Character *items;
    size_t count, capacity;
} Characters;

enum {
    HANGUL_FIRST = 0xAC00,
    HANGUL_COUNT = 11172,
    LEAD_FIRST = 0x1100,
    LEAD_COUNT = 19,
    VOWEL_FIRST = 0x1161,
    VOWEL_COUNT = 21,
    TRAIL_FIRST = 0x11A7, /* of none */
    TRAIL_COUNT = 28
};

/* False with ValueError. */
static bool read_form(View name, bool is_old, Form *form)
{
    static const struct {
        const char *name;
        Form form;
    } forms[] = {{"NFC", {false, true, false, NO_IN_NFC, MAYBE_IN_NFC}},
                 {"NFKC", {true, true, false, NO_IN_NFKC, MAYBE_IN_NFKC}},
                 {"NFD", {false, false, false, NO_IN_NFD, 0}},
                 {"NFKD", {true, false, false, NO_IN_NFKD, 0}}};
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (str_equal_text(name, forms[i].name)) {
            *form = forms[i].form;
            form->is_old = is_old;
            return true;
        }
    raise_error(ValueError, "invalid normalization form");
    return false;
}

/* 1: normal for sure, 0: not; -1: perhaps. What Unicode 3.2 would say is not known. */
static int check_quickly(StrView text, const Form *form)
{
    int answer = 1;
    unsigned last = 0;
    if (form->is_old)
        return -1;
    if (text->is_ascii)
        return 1;
    for (size_t i = 0; i < text->length; i++) {
        const CharacterRecord *record = character_record(str_at(text, i));
        if ((record->quick & form->no) || (record->combining && last > record->combining))
            return 0;
        if (record->quick & form->maybe)
            answer = -1;
        last = record->combining;
    }
    return answer;
}

static bool add(Characters *out, Character c)
{
    if (out->count == out->capacity) {
        size_t capacity = out->capacity ? out->capacity * 2 : 32;
        Character *larger = heap_resize(out->items, out->capacity * sizeof *larger, heap_array_size(capacity, sizeof *larger));
        if (!larger) {
            raise_memory_error();
            return false;
        }
        out->items = larger;
        out->capacity = capacity;
    }
    out->items[out->count++] = c;
    return true;
}

static bool add_hangul(Characters *out, Character c)
{
    unsigned place = c - HANGUL_FIRST;
    return add(out, LEAD_FIRST + place / (VOWEL_COUNT * TRAIL_COUNT)) && add(out, VOWEL_FIRST + place / TRAIL_COUNT % VOWEL_COUNT) &&
           (place % TRAIL_COUNT == 0 || add(out, TRAIL_FIRST + place % TRAIL_COUNT));
}

/* In Unicode 3.2 it was another one, by mistake; 0: no mistake. */
static Character old_decomposition(Character c)
{
    for (size_t i = 0; i < character_old_decomposition_count; i++)
        if (character_old_decompositions[i].code == c)
            return character_old_decompositions[i].place;
    return 0;
}

/* The recursion is as deep as decompositions are nested: a few levels. */
static bool add_decomposed(Characters *out, Character c, const Form *form)
{
    if (c >= HANGUL_FIRST && c < HANGUL_FIRST + HANGUL_COUNT)
        return add_hangul(out, c);
    Character old = form->is_old ? old_decomposition(c) : 0;
    if (old)
        return add_decomposed(out, old, form);
    bool is_known = !form->is_old || character_record(c)->flags & CHARACTER_OLD;
    const uint32_t *parts = is_known ? character_decomposition(c) : NULL;
    if (!parts || (parts[0] >= 256 && !form->is_compatible))
        return add(out, c);
    for (size_t i = 1; i <= parts[0] % 256; i++)
        if (!add_decomposed(out, parts[i], form))
            return false;
    return true;
}

static unsigned class_of(Character c, const Form *form)
{
    const CharacterRecord *record = character_record(c);
    return form->is_old && !(record->flags & CHARACTER_OLD) ? 0 : record->combining;
}

/* The last character goes to its place among the marks before it. Marks in a row are few, but a hostile text
 * may have many. */
static bool sort_last(const Characters *out, const Form *form)
{
    size_t at = out->count - 1;
    Character c = out->items[at];
    unsigned class = class_of(c, form);
    if (!class)
        return true;
    for (; at > 0 && class_of(out->items[at - 1], form) > class; at--) {
        if (!check_interrupt_at(at))
            return false;
        out->items[at] = out->items[at - 1];
    }
    out->items[at] = c;
    return true;
}

static bool decompose(Characters *out, StrView text, const Form *form)
{
    for (size_t i = 0; i < text->length; i++) {
        size_t sorted = out->count;
        if (!check_interrupt_at(i) || !add_decomposed(out, str_at(text, i), form))
            return false;
        size_t count = out->count;
        for (out->count = sorted; out->count < count;) {
            out->count++;
            if (!sort_last(out, form))
                return false;
        }
    }
    return true;
}

/* The character for both, or 0. */
static Character compose_pair(Character first, Character second)
{
    if (first >= LEAD_FIRST && first < LEAD_FIRST + LEAD_COUNT && second >= VOWEL_FIRST && second < VOWEL_FIRST + VOWEL_COUNT)
        return HANGUL_FIRST + ((first - LEAD_FIRST) * VOWEL_COUNT + (second - VOWEL_FIRST)) * TRAIL_COUNT;
    if (first >= HANGUL_FIRST && first < HANGUL_FIRST + HANGUL_COUNT && (first - HANGUL_FIRST) % TRAIL_COUNT == 0 && second > TRAIL_FIRST &&
        second < TRAIL_FIRST + TRAIL_COUNT)
        return first + (second - TRAIL_FIRST);
    size_t low = 0, high = character_composition_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const Composition *pair = &character_compositions[middle];
        if (pair->first == first && pair->second == second)
            return pair->composed;
        if (pair->first < first || (pair->first == first && pair->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static void compose(Characters *out, const Form *form)
{
    size_t kept = 0, starter = SIZE_MAX;
    for (size_t i = 0; i < out->count; i++) {
        Character c = out->items[i];
        unsigned class = class_of(c, form);
        bool is_next = starter != SIZE_MAX && kept == starter + 1;
        bool is_blocked = starter == SIZE_MAX || (!is_next && class_of(out->items[kept - 1], form) >= class);
        Character composed = is_blocked ? 0 : compose_pair(out->items[starter], c);
        if (composed) {
            out->items[starter] = composed;
            continue;
        }
        if (class == 0)
            starter = kept;
        out->items[kept++] = c;
    }
    out->count = kept;
}

/* The text in this form, whatever it was before. */
static Ref normalized(StrView text, const Form *form)
{
    Characters out = {NULL, 0, 0};
    Ref result = NULL;
    if (decompose(&out, text, form)) {
        if (form->is_composed)
            compose(&out, form);
        result = str_from_characters(out.items, out.count);
    }
    if (out.items)
        heap_free(out.items, out.capacity * sizeof *out.items);
    return result;
}

Ref unicodedata_normalize(View form_name, View given, bool is_old)
{
    Form form;
    StrView text = str_view(given);
    if (text->length == 0)
        return retain(given);
    if (!read_form(form_name, is_old, &form))
        return NULL;
    return check_quickly(text, &form) == 1 ? retain(given) : normalized(text, &form);
}

Ref unicodedata_is_normalized(View form_name, View given, bool is_old)
{
    Form form;
    StrView text = str_view(given);
    if (text->length == 0)
        return bool_new(true);
    if (!read_form(form_name, is_old, &form))
        return NULL;
    int known = check_quickly(text, &form);
    if (known >= 0)
        return bool_new(known);
    Ref other = normalized(text, &form);
    if (!other)
        return NULL;
    bool is_same = str_equal(other, AS_OBJECT(text));
    release(other);
    return bool_new(is_same);
}
