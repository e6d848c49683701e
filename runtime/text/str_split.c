/* str_split: cutting strings to pieces.
 *
 * Without a separator any run of Unicode's spaces divides, and there are no empty pieces; with one, each of
 * its occurrences divides. From the right the pieces are found last first, and the list is reversed at the
 * end. bytes_split.c has the same for bytes.
 * Arguments are converted before the text is looked at; after that no Python code runs. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/text/character.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"

static bool append_piece(Ref list, View text, size_t start, size_t stop)
{
    Ref piece = check_interrupt() ? str_slice(text, start, stop) : NULL;
    return piece && list_append_take((ListView)list, piece);
}

static bool is_space_at(StrView text, size_t index)
{
    return character_is(str_at(text, index), CHARACTER_SPACE);
}

/* --- split ---------------------------------------------------------------------------------------------- */

static bool split_spaces(Ref list, View self, size_t most)
{
    StrView text = (StrView)self;
    size_t i = 0;
    for (;;) {
        while (i < text->length && is_space_at(text, i))
            i++;
        if (i == text->length)
            return true;
        size_t start = i;
        if (most-- == 0)
            return append_piece(list, self, start, text->length);
        while (i < text->length && !is_space_at(text, i))
            i++;
        if (!append_piece(list, self, start, i))
            return false;
    }
}

static bool split_spaces_from_right(Ref list, View self, size_t most)
{
    StrView text = (StrView)self;
    size_t i = text->length;
    for (;;) {
        while (i > 0 && is_space_at(text, i - 1))
            i--;
        if (i == 0)
            return true;
        size_t stop = i;
        if (most-- == 0)
            return append_piece(list, self, 0, stop);
        while (i > 0 && !is_space_at(text, i - 1))
            i--;
        if (!append_piece(list, self, i, stop))
            return false;
    }
}

/* The frequent case, of bytes: no search need be set up for each piece. */
static bool split_by_byte(Ref list, View self, unsigned char separator, size_t most)
{
    StrView text = (StrView)self;
    const unsigned char *from = text->data, *end = text->data + text->length, *at;
    for (; most > 0 && (at = memchr(from, separator, (size_t)(end - from))); most--) {
        if (!append_piece(list, self, (size_t)(from - text->data), (size_t)(at - text->data)))
            return false;
        from = at + 1;
    }
    return append_piece(list, self, (size_t)(from - text->data), text->length);
}

static bool split_by(Ref list, View self, StrView separator, size_t most)
{
    if (separator->length == 1 && ((StrView)self)->kind == STR_1 && separator->kind == STR_1)
        return split_by_byte(list, self, separator->data[0], most);
    size_t start = 0, length = str_length(self);
    for (; most > 0; most--) {
        Index at = str_find(self, AS_OBJECT(separator), start, length, false);
        if (at < 0)
            break;
        if (!append_piece(list, self, start, (size_t)at))
            return false;
        start = (size_t)at + separator->length;
    }
    return append_piece(list, self, start, length);
}

static bool split_by_from_right(Ref list, View self, StrView separator, size_t most)
{
    size_t stop = str_length(self);
    for (; most > 0; most--) {
        Index at = str_find(self, AS_OBJECT(separator), 0, stop, true);
        if (at < 0)
            break;
        if (!append_piece(list, self, (size_t)at + separator->length, stop))
            return false;
        stop = (size_t)at;
    }
    return append_piece(list, self, 0, stop);
}

static Ref split(View self, View *args, bool from_right)
{
    Index most = -1;
    StrView separator = NULL;
    bool by_spaces = !args[0] || args[0] == NONE, done;
    if (args[1] && !object_as_ssize(args[1], &most))
        return NULL;
    if (!by_spaces && !(separator = str_argument(args[0], "must be str or None, not %T")))
        return NULL;
    if (!by_spaces && separator->length == 0)
        return raise_error(ValueError, "empty separator");
    size_t limit = most < 0 ? SIZE_MAX : (size_t)most;
    Ref list = list_new_reserved(limit < SPLIT_RESERVED ? limit + 1 : SPLIT_RESERVED);
    if (!list)
        return NULL;
    if (by_spaces)
        done = from_right ? split_spaces_from_right(list, self, limit) : split_spaces(list, self, limit);
    else
        done = from_right ? split_by_from_right(list, self, separator, limit) : split_by(list, self, separator, limit);
    if (done && from_right)
        done = list_reverse((ListView)list);
    if (!done)
        clear_place(&list);
    return list;
}

Ref str_method_split(View self, View *args)
{
    return split(self, args, false);
}
Ref str_method_rsplit(View self, View *args)
{
    return split(self, args, true);
}

Ref str_method_splitlines(View self, View *args)
{
    int keep = args[0] ? object_int_truth(args[0]) : 0;
    Ref list = keep < 0 ? NULL : list_new(0);
    StrView text = (StrView)self;
    for (size_t i = 0; list && i < text->length;) {
        size_t start = i;
        while (i < text->length && !character_is_line_break(str_at(text, i)))
            i++;
        size_t stop = i;
        if (i < text->length)
            i += str_at(text, i) == '\r' && i + 1 < text->length && str_at(text, i + 1) == '\n' ? 2 : 1;
        if (!append_piece(list, self, start, keep ? i : stop))
            clear_place(&list);
    }
    return list;
}

/* --- partition ------------------------------------------------------------------------------------------ */

static Ref partition(View self, View *args, bool from_right)
{
    StrView separator = str_argument(args[0], "must be str, not %T");
    if (!separator)
        return NULL;
    if (separator->length == 0)
        return raise_error(ValueError, "empty separator");
    size_t length = str_length(self);
    Index at = str_find(self, AS_OBJECT(separator), 0, length, from_right);
    if (at < 0)
        return from_right ? tuple_pack(3, str_empty, str_empty, self) : tuple_pack(3, self, str_empty, str_empty);
    Ref pieces[3] = {str_slice(self, 0, (size_t)at), retain(AS_OBJECT(separator)), str_slice(self, (size_t)at + separator->length, length)};
    if (pieces[0] && pieces[2])
        return tuple_from_array_take(pieces, 3);
    for (int i = 0; i < 3; i++)
        release_maybe(pieces[i]);
    return NULL;
}

Ref str_method_partition(View self, View *args)
{
    return partition(self, args, false);
}
Ref str_method_rpartition(View self, View *args)
{
    return partition(self, args, true);
}
