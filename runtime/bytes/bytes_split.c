/* bytes_split: cutting bytes and bytearrays to pieces, and iterating over them.
 *
 * The pieces are of the kind of `self`: those of a bytearray are bytearrays. The methods of str have the same
 * form (str_split.c); only what counts as a space or the end of a line differs.
 *
 * From the right:  the pieces are found last first, appended, and the list is reversed in the end.
 * Callbacks:       __index__ and __bool__ of the arguments run first, and may change a bytearray. The spans
 *                  are taken afterwards. Making pieces runs no Python code, since the collector never runs
 *                  inside an allocation.
 * Iterators:       they hold the object and an index, and look at the length at each step, since a bytearray
 *                  may shrink or grow meanwhile. */
#include "runtime/bytes/bytes_private.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"

static Span own_span(View self)
{
    Span span;
    (void)span_of(self, &span);
    return span;
}

static bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The whole of an exact bytes is itself. */
static Ref piece_new(View self, size_t start, size_t stop)
{
    Span text = own_span(self);
    if (start == 0 && stop == text.length && self->type == TYPE_BYTES)
        return retain(self);
    return bytes_like_new(self, text.data + start, stop - start);
}

/* Append the piece of self from start to stop. */
static bool append_piece(Ref list, View self, size_t start, size_t stop)
{
    Ref piece = check_interrupt() ? piece_new(self, start, stop) : NULL;
    return piece && list_append_take((ListView)list, piece);
}

/* --- split ---------------------------------------------------------------------------------------------- */

static bool split_spaces(Ref list, View self, size_t most)
{
    Span text = own_span(self);
    size_t i = 0;
    for (;;) {
        while (i < text.length && is_space(text.data[i]))
            i++;
        if (i == text.length)
            return true;
        size_t start = i;
        if (most-- == 0)
            return append_piece(list, self, start, text.length);
        while (i < text.length && !is_space(text.data[i]))
            i++;
        if (!append_piece(list, self, start, i))
            return false;
    }
}

static bool split_spaces_from_right(Ref list, View self, size_t most)
{
    Span text = own_span(self);
    size_t i = text.length;
    for (;;) {
        while (i > 0 && is_space(text.data[i - 1]))
            i--;
        if (i == 0)
            return true;
        size_t stop = i;
        if (most-- == 0)
            return append_piece(list, self, 0, stop);
        while (i > 0 && !is_space(text.data[i - 1]))
            i--;
        if (!append_piece(list, self, i, stop))
            return false;
    }
}

static bool split_by(Ref list, View self, Span separator, size_t most)
{
    Span text = own_span(self);
    size_t start = 0;
    for (; most > 0; most--) {
        Index at = bytes_span_find((Span){text.data + start, text.length - start}, separator, false);
        if (at < 0)
            break;
        if (!append_piece(list, self, start, start + (size_t)at))
            return false;
        start += (size_t)at + separator.length;
    }
    return append_piece(list, self, start, text.length);
}

static bool split_by_from_right(Ref list, View self, Span separator, size_t most)
{
    Span text = own_span(self);
    size_t stop = text.length;
    for (; most > 0; most--) {
        Index at = bytes_span_find((Span){text.data, stop}, separator, true);
        if (at < 0)
            break;
        if (!append_piece(list, self, (size_t)at + separator.length, stop))
            return false;
        stop = (size_t)at;
    }
    return append_piece(list, self, 0, stop);
}

static Ref split(View self, View *args, bool from_right)
{
    Index most = -1;
    Span separator = {NULL, 0};
    if (args[1] && !object_as_ssize(args[1], &most))
        return NULL;
    bool by_spaces = !args[0] || args[0] == NONE;
    if (!by_spaces && !bytes_span_required(args[0], &separator))
        return NULL;
    if (!by_spaces && separator.length == 0)
        return raise_error(ValueError, "empty separator");
    size_t limit = most < 0 ? SIZE_MAX : (size_t)most;
    Ref list = list_new_reserved(limit < SPLIT_RESERVED ? limit + 1 : SPLIT_RESERVED);
    bool done;
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

Ref bytes_split(View self, View *args)
{
    return split(self, args, false);
}
Ref bytes_rsplit(View self, View *args)
{
    return split(self, args, true);
}

Ref bytes_splitlines(View self, View *args)
{
    int keep = args[0] ? object_int_truth(args[0]) : 0;
    Ref list = keep < 0 ? NULL : list_new(0);
    Span text = own_span(self);
    for (size_t i = 0; list && i < text.length;) {
        size_t start = i;
        while (i < text.length && text.data[i] != '\n' && text.data[i] != '\r')
            i++;
        size_t stop = i;
        if (i < text.length)
            i += text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n' ? 2 : 1;
        if (!append_piece(list, self, start, keep ? i : stop))
            clear_place(&list);
    }
    return list;
}

/* --- partition ------------------------------------------------------------------------------------------ */

/* Three pieces; `middle` is consumed. */
static Ref three_take(View self, size_t first_stop, Ref middle, size_t last_start)
{
    Ref pieces[3] = {piece_new(self, 0, first_stop), middle, piece_new(self, last_start, own_span(self).length)};
    if (pieces[0] && pieces[1] && pieces[2])
        return tuple_from_array_take(pieces, 3);
    for (int i = 0; i < 3; i++)
        release_maybe(pieces[i]);
    return NULL;
}

static Ref partition(View self, View *args, bool from_right)
{
    Span separator;
    if (!bytes_span_required(args[0], &separator))
        return NULL;
    if (separator.length == 0)
        return raise_error(ValueError, "empty separator");
    Span text = own_span(self);
    Index at = bytes_span_find(text, separator, from_right);
    if (at >= 0) {
        Ref middle = is_bytes(self) ? retain(args[0]) : bytearray_new(separator.data, separator.length);
        return three_take(self, (size_t)at, middle, (size_t)at + separator.length);
    }
    Ref nothing = bytes_like_new(self, "", 0);
    return from_right ? three_take(self, 0, nothing, 0) : three_take(self, text.length, nothing, text.length);
}

Ref bytes_partition(View self, View *args)
{
    return partition(self, args, false);
}
Ref bytes_rpartition(View self, View *args)
{
    return partition(self, args, true);
}

/* --- iterating ------------------------------------------------------------------------------------------ */

typedef struct BytesIterator {
    GC_HEAD(unused);
    Ref bytes; /* NULL when exhausted */
    size_t index;
} BytesIterator;

Ref bytes_slot_iterate(View self)
{
    BytesIterator *iterator = gc_new(is_bytes(self) ? bytes_iterator_type.index : bytearray_iterator_type.index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->bytes = retain(self);
    iterator->index = 0;
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_next(View self)
{
    BytesIterator *iterator = (BytesIterator *)self;
    if (!iterator->bytes)
        return NULL;
    Span span = own_span(iterator->bytes);
    if (iterator->index < span.length)
        return int_new(span.data[iterator->index++]);
    clear_place(&iterator->bytes);
    return NULL;
}

static void iterator_finish(View self)
{
    clear_place(&((BytesIterator *)self)->bytes);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(((BytesIterator *)self)->bytes);
}

static Ref iterator_itself(View self)
{
    return retain(self);
}

static Ref length_hint(View self, View *args UNUSED)
{
    BytesIterator *iterator = (BytesIterator *)self;
    size_t length = iterator->bytes ? own_span(iterator->bytes).length : 0;
    return int_from_uint64(length > iterator->index ? length - iterator->index : 0);
}

static Ref iterator_reduce_method(View self, View *args UNUSED)
{
    BytesIterator *iterator = (BytesIterator *)self;
    Ref empty = tuple_new(0);
    Ref result = empty ? iterator_reduce("iter", iterator->bytes, (int64_t)iterator->index, empty) : NULL;
    release_maybe(empty);
    return result;
}

static Ref iterator_setstate(View self, View *args)
{
    int64_t index;
    BytesIterator *iterator = (BytesIterator *)self;
    if (!iterator_state_index(args[0], 0, iterator->bytes ? (int64_t)own_span(iterator->bytes).length : 0, &index))
        return NULL;
    iterator->index = (size_t)index;
    return none_new();
}

static const NativeFunction iterator_methods[] = {
    {"__length_hint__()", length_hint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__()", iterator_reduce_method, "Return state information for pickling."},
    {"__setstate__(state, /)", iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject bytes_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "bytes_iterator",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_NO_NEW,
    .size = sizeof(BytesIterator),
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .iterate = iterator_itself,
    .next = iterator_next,
    .methods = iterator_methods,
};

TypeObject bytearray_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "bytearray_iterator",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_NO_NEW,
    .size = sizeof(BytesIterator),
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .iterate = iterator_itself,
    .next = iterator_next,
    .methods = iterator_methods,
};
