/* str_search: finding a string in another (see search.c).
 *
 * Strings differ in how wide their characters are. A part that is wider than the text has a character that
 * the text cannot have: it is not there. One that is narrower is widened first, if it is short, so that
 * memory can be compared; a long one is compared character by character.
 * Also here: the optional start and end of find(), count() and the like, which count as in slices. */
#include "runtime/text/str_private.h"

#include "runtime/calls/object_operations.h"
#include "runtime/text/search.h"

static Index found_in_range(Index found, size_t start)
{
    return found < 0 ? -1 : found + (Index)start;
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
    Characters range = {str_data_at(text, start), stop - start, text->kind};
    unsigned char wide[512];
    const unsigned char *pattern = part->data;
    if (part->kind != text->kind) {
        if (part->length * text->kind > sizeof wide)
            return found_in_range(search_any_kind(range, (Characters){part->data, part->length, part->kind}, from_right), start);
        str_copy_characters(wide, (StrKind)text->kind, part->data, (StrKind)part->kind, part->length);
        pattern = wide;
    }
    return found_in_range(search_same_kind(range, (Characters){pattern, part->length, text->kind}, from_right), start);
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
