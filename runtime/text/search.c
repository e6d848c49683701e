/* search: a quick way for usual texts, and one that no text makes slow.
 *
 * The quick ways are memchr and memmem, which is linear, but finds wider characters also where none
 * begins; and, from the right, comparing wherever the first byte agrees. They work on credit: each byte that
 * is passed pays for some comparing. When that is used up, the text or the pattern repeats itself, and the
 * two-way algorithm goes on from there (Crochemore and Perrin, "Two-way string-matching", 1991). It cuts the
 * pattern where its two parts repeat each other least, compares the right one forwards and then the left one
 * backwards, and knows from the place of the difference how far it may move on. */
#include "runtime/text/search.h"

#include <string.h>

/* --- two ways ------------------------------------------------------------------------------------------- */

/* A text as it is read: from the right, character 0 is the last one. */
typedef struct Reader {
    Characters all;
    bool from_right;
} Reader;

static inline uint32_t read_at(const Reader *reader, size_t i)
{
    size_t place = reader->from_right ? reader->all.length - 1 - i : i;
    switch (reader->all.kind) {
    case 1: return reader->all.data[place];
    case 2: {
        uint16_t character;
        memcpy(&character, reader->all.data + place * 2, sizeof character);
        return character;
    }
    default: {
        uint32_t character;
        memcpy(&character, reader->all.data + place * 4, sizeof character);
        return character;
    }
    }
}

/* Where the greatest suffix of the part begins, by the order of characters or by its reverse, and that
 * suffix's period. */
static size_t greatest_suffix(const Reader *part, bool reversed, size_t *period)
{
    size_t start = 0, rival = 1, same = 0;
    *period = 1;
    while (rival + same < part->all.length) {
        uint32_t mine = read_at(part, start + same), its = read_at(part, rival + same);
        if (mine == its) {
            same++;
            if (same == *period) { /* the rival repeats the suffix's period once more */
                rival += same;
                same = 0;
            }
        } else if ((its < mine) != reversed) { /* all up to here is one period of the suffix */
            rival += same + 1;
            same = 0;
            *period = rival - start;
        } else {
            start = rival++;
            same = 0;
            *period = 1;
        }
    }
    return start;
}

/* Does the part's beginning, of so many characters, stand again behind `distance` characters? */
static bool repeats(const Reader *part, size_t length, size_t distance)
{
    for (size_t i = 0; i < length; i++)
        if (read_at(part, i) != read_at(part, distance + i))
            return false;
    return true;
}

/* The number of characters before the match, as they are read. */
static Index find_two_way(const Reader *text, const Reader *part)
{
    size_t length = part->all.length, period, other_period, cut = greatest_suffix(part, false, &period),
           other = greatest_suffix(part, true, &other_period);
    if (other > cut) {
        cut = other;
        period = other_period;
    }
    size_t remembered = length - period; /* of a periodic part, after a move by one period: so many are known to agree */
    if (!repeats(part, cut, period)) {
        period = (cut > length - cut ? cut : length - cut) + 1;
        remembered = 0;
    }
    size_t known = 0;
    for (size_t at = 0; at <= text->all.length && length <= text->all.length - at;) {
        size_t i = cut > known ? cut : known;
        while (i < length && read_at(part, i) == read_at(text, at + i))
            i++;
        if (i < length) {
            at += i - cut + 1;
            known = 0;
        } else {
            for (i = cut; i > known && read_at(part, i - 1) == read_at(text, at + i - 1);)
                i--;
            if (i <= known)
                return (Index)at;
            at += period;
            known = remembered;
        }
    }
    return -1;
}

Index search_any_kind(Characters text, Characters part, bool from_right)
{
    Reader in = {text, from_right}, what = {part, from_right};
    Index before = find_two_way(&in, &what);
    if (before < 0)
        return -1;
    return from_right ? (Index)(text.length - part.length) - before : before;
}

/* --- the quick ways ------------------------------------------------------------------------------------- */

enum { BYTES_AT_ONCE = 16 }; /* comparing so many costs as much as passing one */

static Index first(Characters text, Characters part)
{
    size_t kind = text.kind, size = part.length * kind, spent = 0;
    const unsigned char *from = text.data, *end = text.data + text.length * kind;
    while ((from = memmem(from, (size_t)(end - from), part.data, size))) {
        size_t offset = (size_t)(from - text.data), passed = offset / kind + 1;
        if (offset % kind == 0)
            return (Index)(offset / kind);
        from = text.data + passed * kind;
        spent += 1 + size / BYTES_AT_ONCE;
        if (passed + part.length > text.length)
            return -1;
        if (spent > size + passed) {
            Index found = search_any_kind((Characters){from, text.length - passed, kind}, part, false);
            return found < 0 ? -1 : found + (Index)passed;
        }
    }
    return -1;
}

static Index last(Characters text, Characters part)
{
    size_t kind = text.kind, size = part.length * kind, spent = 0;
    for (size_t places = text.length - part.length + 1; places > 0; places--) {
        const unsigned char *at = text.data + (places - 1) * kind;
        if (at[0] != part.data[0])
            continue;
        if (memcmp(at, part.data, size) == 0)
            return (Index)(places - 1);
        spent += 1 + size / BYTES_AT_ONCE;
        if (spent > size + text.length - places)
            return search_any_kind((Characters){text.data, places - 1 + part.length - 1, kind}, part, true);
    }
    return -1;
}

Index search_same_kind(Characters text, Characters part, bool from_right)
{
    if (part.length * part.kind == 1) {
        const unsigned char *found = from_right ? memrchr(text.data, part.data[0], text.length)
                                                : memchr(text.data, part.data[0], text.length);
        return found ? found - text.data : -1;
    }
    return from_right ? last(text, part) : first(text, part);
}
