/* Tests of search: patterns and texts that repeat themselves, so long that any way but a linear one would
 * take hours; and all short ones. */
#include "runtime/text/search.h"

#include "tests/unit/fixture.h"

#include <stdlib.h>
#include <string.h>

TestSuite(search);

enum { TEXT = 4000000, PART = 1000000 };

static Characters repeated(const void *unit, size_t kind, size_t length)
{
    unsigned char *data = malloc(length * kind);
    cr_assert(data);
    for (size_t i = 0; i < length; i++)
        memcpy(data + i * kind, unit, kind);
    return (Characters){data, length, kind};
}

static void look(const void *text_unit, size_t text_kind, const void *part_unit, size_t part_kind, size_t odd_place)
{
    Characters text = repeated(text_unit, text_kind, TEXT), part = repeated(part_unit, part_kind, PART);
    memset((unsigned char *)part.data + odd_place * part_kind, 9, 1);
    for (int from_right = 0; from_right < 2; from_right++) {
        cr_expect(search_any_kind(text, part, from_right) == -1);
        if (part_kind == text_kind)
            cr_expect(search_same_kind(text, part, from_right) == -1);
    }
    free((unsigned char *)text.data);
    free((unsigned char *)part.data);
}

Test(search, repetition, .timeout = 60)
{
    size_t odd_places[] = {0, 1, PART / 2, PART - 2, PART - 1};
    for (size_t i = 0; i < sizeof odd_places / sizeof *odd_places; i++) {
        look("a", 1, "a", 1, odd_places[i]);
        look("ab", 2, "ab", 2, odd_places[i]);
        look("abcd", 4, "abcd", 4, odd_places[i]);
        look("a\0", 2, "a", 1, odd_places[i]);
        look("ab", 2, "ba", 2, odd_places[i]); /* its bytes are there at each odd place */
    }
}

static Index slow(Characters text, Characters part, bool from_right)
{
    Index found = -1;
    for (size_t i = 0; i + part.length <= text.length && (found < 0 || from_right); i++)
        if (memcmp(text.data + i, part.data, part.length) == 0)
            found = (Index)i;
    return found;
}

/* Every text of up to 10 letters, every part of up to 6. */
Test(search, all_short_ones)
{
    unsigned char text[10], part[6];
    for (unsigned text_bits = 0; text_bits < 1 << 10; text_bits++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = text_bits >> i & 1 ? 'b' : 'a';
        for (unsigned part_bits = 1 << 1; part_bits < 1 << 7; part_bits++) {
            Characters in = {text, sizeof text, 1}, what = {part, 0, 1};
            for (unsigned bits = part_bits; bits > 1; bits >>= 1)
                part[what.length++] = bits & 1 ? 'b' : 'a';
            for (int from_right = 0; from_right < 2; from_right++) {
                Index expected = slow(in, what, from_right);
                cr_assert(search_any_kind(in, what, from_right) == expected);
                cr_assert(search_same_kind(in, what, from_right) == expected);
            }
        }
    }
}
