/* str_search: finding a string in another.
 *
 * Everything is left to memchr and memmem, which are fast and linear, also for wider characters: a match of
 * their bytes counts if it begins at a whole character. A narrower pattern is widened first. */
#include "runtime/text/str_private.h"

#include "runtime/calls/operations.h"

/* A search for `part` (at least one character) in text of the same kind. */
typedef struct Search {
    const unsigned char *text;
    size_t length; /* of the text, in characters */
    const unsigned char *part;
    size_t part_length;
    size_t kind;
} Search;

static Index find_forward(const Search *s)
{
    size_t kind = s->kind, size = s->part_length * kind;
    const unsigned char *from = s->text, *end = s->text + s->length * kind;
    if (size == 1) {
        const unsigned char *found = memchr(from, s->part[0], s->length);
        return found ? found - s->text : -1;
    }
    while ((from = memmem(from, (size_t)(end - from), s->part, size))) {
        size_t offset = (size_t)(from - s->text);
        if (offset % kind == 0)
            return (Index)(offset / kind);
        from = s->text + (offset / kind + 1) * kind;
    }
    return -1;
}

static Index find_backward(const Search *s)
{
    size_t kind = s->kind, size = s->part_length * kind;
    if (size == 1) {
        const unsigned char *found = memrchr(s->text, s->part[0], s->length);
        return found ? found - s->text : -1;
    }
    for (Index i = (Index)(s->length - s->part_length); i >= 0; i--) {
        const unsigned char *at = s->text + (size_t)i * kind;
        if (at[0] == s->part[0] && memcmp(at, s->part, size) == 0)
            return i;
    }
    return -1;
}

/* Character by character, for a long narrow pattern in a wide text: no memory is needed. */
static Index find_narrow(StrView text, StrView part, size_t start, size_t stop, bool from_right)
{
    Index last = (Index)(stop - part->length), step = from_right ? -1 : 1;
    for (Index i = from_right ? last : (Index)start; i >= (Index)start && i <= last; i += step) {
        size_t matched = 0;
        while (matched < part->length && str_at(text, (size_t)i + matched) == str_at(part, matched))
            matched++;
        if (matched == part->length)
            return i;
    }
    return -1;
}

Index str_find(View self, View other, size_t start, size_t stop, bool from_right)
{
    StrView text = str_view(self), part = str_view(other);
    if (stop > text->length)
        stop = text->length;
    if (start > stop || part->length > stop - start)
        return -1;
    if (part->length == 0)
        return (Index)(from_right ? stop : start);
    if (part->kind > text->kind)
        return -1; /* it has a character that the text cannot have */
    unsigned char wide[512];
    const unsigned char *pattern = part->data;
    if (part->kind != text->kind) {
        if (part->length * text->kind > sizeof wide)
            return find_narrow(text, part, start, stop, from_right);
        str_copy_characters(wide, (StrKind)text->kind, part->data, (StrKind)part->kind, part->length);
        pattern = wide;
    }
    Search search = {str_data_at(text, start), stop - start, pattern, part->length, text->kind};
    Index found = from_right ? find_backward(&search) : find_forward(&search);
    return found < 0 ? -1 : found + (Index)start;
}

size_t str_count_byte(const unsigned char *data, size_t length, unsigned char byte)
{
    size_t count = 0, i = 0;
    while (length - i >= sizeof(SixteenBytes)) {
        SixteenBytes counts = {0}; /* a byte each: full after 255 steps */
        size_t steps = (length - i) / sizeof(SixteenBytes);
        for (size_t n = steps < 255 ? steps : 255; n > 0; n--, i += sizeof(SixteenBytes))
            counts -= (SixteenBytes)(load_sixteen(data + i) == byte);
        for (size_t n = 0; n < sizeof(SixteenBytes); n++)
            count += counts[n];
    }
    for (; i < length; i++)
        count += data[i] == byte;
    return count;
}

static bool clamped(View object, size_t length, size_t *place)
{
    if (!object || object == NONE)
        return true;
    Index index;
    if (!is_kind(object, TYPE_FLAG_INT) && !type_of_peek(object)->as_index) {
        raise_error(TypeError, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    if (!object_as_index_clamped(object, &index))
        return false;
    if (index < 0)
        index = index < -(Index)length ? 0 : index + (Index)length;
    *place = (size_t)index;
    return true;
}

bool str_range(View start, View stop, size_t length, size_t *from, size_t *to)
{
    *from = 0;
    *to = length;
    if (!clamped(start, length, from) || !clamped(stop, length, to))
        return false;
    if (*to > length)
        *to = length;
    return true;
}
