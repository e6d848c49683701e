/* buffered_read: BufferedReader, and how all buffered streams read.
 *
 * What is asked for is given from the buffer; what is more is read in whole blocks straight to its place, and
 * the rest by way of the buffer, filled anew. */
#include <string.h>

#include "runtime/bytes/bytebuilder.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/buffered_private.h"

/* The next bytes, which are in the buffer. */
static Ref take(Buffered *b, size_t count)
{
    Ref bytes = bytes_new(b->buffer ? b->buffer + b->place : NULL, b->buffer ? count : 0);
    if (bytes)
        b->place += count;
    return bytes;
}

/* Read as much as there is room for behind what is there. */
static Index fill(View self)
{
    Buffered *b = buffered_of(self);
    size_t start = buffered_has_read(b) ? (size_t)b->read_end : 0;
    Index count = buffered_raw_read(self, b->buffer + start, b->size - start);
    if (count > 0)
        b->read_end = b->raw_place = (int64_t)start + count;
    return count;
}

/* Before the raw stream is read: what is to be written must be there. */
static bool prepare(View self)
{
    return !buffered_of(self)->is_writable || buffered_write_out_and_rewind(self);
}

static Ref finish_or_none(ByteBuilder *bytes, Index last)
{
    if (last >= 0 || (last == IO_WOULD_BLOCK && bytes->length > 0))
        return bytebuilder_finish(bytes);
    bytebuilder_abandon(bytes);
    return last == IO_WOULD_BLOCK ? none_new() : NULL;
}

/* Add what the raw stream reads by read() until its end, of one that has no readall(). */
static Index read_on(View self, ByteBuilder *bytes)
{
    for (;;) {
        Ref piece = io_call_0(buffered_of(self)->raw, "read");
        const unsigned char *data;
        size_t length = 0;
        bool is_none = piece == NONE, is_wrong = piece && !is_none && (!is_bytes(piece) || !bytes_data_peek(piece, &data, &length));
        if (is_wrong)
            raise_error(TypeError, "read() should return bytes");
        else if (length)
            bytebuilder_add(bytes, data, length);
        release_maybe(piece);
        if (!piece || is_wrong)
            return IO_FAILED;
        if (length == 0)
            return is_none ? IO_WOULD_BLOCK : 0;
    }
}

/* Everything that is left; the caller has entered. */
static Ref read_all(View self)
{
    Buffered *b = buffered_of(self);
    size_t ahead = buffered_ahead(b);
    ByteBuilder bytes = {0};
    if (ahead)
        bytebuilder_add(&bytes, b->buffer + b->place, ahead);
    b->place += ahead;
    bool is_prepared = prepare(self);
    buffered_forget_read(b);
    Ref name = is_prepared ? str_intern_text("readall") : NULL, readall = name ? object_get_attribute_maybe(b->raw, name) : NULL;
    release_maybe(name);
    if (!readall)
        return finish_or_none(&bytes, error_is_set() ? IO_FAILED : read_on(self, &bytes));
    Ref rest = call_0(readall);
    const unsigned char *data = NULL;
    size_t length = 0;
    release(readall);
    if (rest && rest != NONE && (!is_bytes(rest) || !bytes_data_peek(rest, &data, &length))) {
        raise_error(TypeError, "readall() should return bytes");
        clear_place(&rest);
    }
    if (rest && rest != NONE && (ahead || length == 0))
        bytebuilder_add(&bytes, data, length);
    else if (rest && rest != NONE) { /* nothing before it: it is given as it is */
        bytebuilder_abandon(&bytes);
        return rest;
    }
    Index last = !rest ? IO_FAILED : rest == NONE ? IO_WOULD_BLOCK : 0;
    release_maybe(rest);
    return finish_or_none(&bytes, last);
}

/* `wanted` bytes, or fewer at the end; the caller has entered. */
static Ref read_some(View self, size_t wanted)
{
    Buffered *b = buffered_of(self);
    size_t ahead = buffered_ahead(b);
    if (wanted <= ahead)
        return take(b, wanted);
    ByteBuilder bytes = {0};
    unsigned char *out = bytebuilder_extend(&bytes, wanted);
    if (!out) {
        bytebuilder_abandon(&bytes);
        return raise_memory_error();
    }
    size_t got = ahead;
    Index count = 0;
    if (ahead)
        memcpy(out, b->buffer + b->place, ahead);
    b->place += ahead;
    if (!prepare(self)) {
        bytebuilder_abandon(&bytes);
        return NULL;
    }
    buffered_forget_read(b);
    while (got < wanted) {
        size_t blocks = (wanted - got) / b->size * b->size;
        if (blocks) {
            count = buffered_raw_read(self, out + got, blocks);
            got += count > 0 ? (size_t)count : 0;
        } else {
            b->place = 0;
            b->raw_place = 0;
            buffered_forget_read(b);
            while (got < wanted && b->read_end < (int64_t)b->size && (count = fill(self)) > 0) {
                size_t part = (size_t)count < wanted - got ? (size_t)count : wanted - got;
                memcpy(out + got, b->buffer + b->place, part);
                b->place += part;
                got += part;
            }
        }
        if (count <= 0)
            break;
    }
    bytes.length = got;
    return finish_or_none(&bytes, count);
}

Ref buffered_read_native(View self, View *args)
{
    Buffered *b = buffered_of(self);
    Index size = -1;
    if (!io_optional_index(args[0], &size))
        return NULL;
    if (!buffered_check_ready(self))
        return NULL;
    if (size < -1)
        return raise_error(ValueError, "read length must be non-negative or -1");
    if (!buffered_check_open(self, "read of closed file"))
        return NULL;
    if (size >= 0 && !b->is_busy && (size_t)size <= buffered_ahead(b))
        return take(b, (size_t)size);
    if (!buffered_enter(self))
        return NULL;
    Ref bytes = size < 0 ? read_all(self) : read_some(self, (size_t)size);
    buffered_leave(self);
    return bytes;
}

Ref buffered_read1(View self, size_t most)
{
    Buffered *b = buffered_of(self);
    size_t ahead = buffered_ahead(b);
    if (ahead && !b->is_busy)
        return take(b, most < ahead ? most : ahead);
    if (!buffered_enter(self))
        return NULL;
    ByteBuilder bytes = {0};
    unsigned char *out = prepare(self) ? bytebuilder_extend(&bytes, most) : NULL;
    buffered_forget_read(b);
    Index count = out ? buffered_raw_read(self, out, most) : IO_FAILED;
    if (!out && !error_is_set())
        raise_memory_error();
    bytes.length = count > 0 ? (size_t)count : 0;
    buffered_leave(self);
    if (count != IO_FAILED)
        return bytebuilder_finish(&bytes);
    bytebuilder_abandon(&bytes);
    return NULL;
}

Ref buffered_read1_native(View self, View *args)
{
    Index size = -1;
    if ((args[0] && !object_as_ssize(args[0], &size)) || !buffered_check_open(self, "read of closed file"))
        return NULL;
    if (size == 0)
        return bytes_new(NULL, 0);
    return buffered_read1(self, size < 0 ? buffered_of(self)->size : (size_t)size);
}

Ref buffered_peek_native(View self, View *args)
{
    Buffered *b = buffered_of(self);
    Index size; /* CPython does not look at it either, except that it is one */
    if ((args[0] && !object_as_ssize(args[0], &size)) || !buffered_check_open(self, "peek of closed file") || !buffered_enter(self))
        return NULL;
    Ref bytes = NULL;
    if (prepare(self)) {
        size_t ahead = buffered_ahead(b);
        Index count = 0;
        if (!ahead) {
            buffered_forget_read(b);
            count = fill(self);
            b->place = 0;
        }
        if (count != IO_FAILED)
            bytes = bytes_new(b->buffer + b->place, buffered_ahead(b));
    }
    buffered_leave(self);
    return bytes;
}

/* Fill the memory. IO_WOULD_BLOCK only if nothing was read; IO_FAILED. `once`: with one call of the raw stream. */
static Index read_into(View self, unsigned char *out, size_t length, bool once)
{
    Buffered *b = buffered_of(self);
    size_t got = buffered_ahead(b) < length ? buffered_ahead(b) : length;
    if (got)
        memcpy(out, b->buffer + b->place, got);
    b->place += got;
    if (got == length)
        return (Index)got;
    if (!prepare(self))
        return IO_FAILED;
    buffered_forget_read(b);
    b->place = 0;
    bool is_done = false;
    while (got < length && !is_done) {
        size_t left = length - got;
        Index count;
        is_done = once;
        if (once && got && left <= b->size)
            break;
        if (left > b->size) {
            count = buffered_raw_read(self, out + got, left);
        } else if ((count = fill(self)) > 0) {
            count = (size_t)count < left ? count : (Index)left;
            memcpy(out + got, b->buffer + b->place, (size_t)count);
            b->place += (size_t)count;
        }
        if (count == IO_FAILED || (count == IO_WOULD_BLOCK && !got))
            return count;
        if (count <= 0)
            break;
        got += (size_t)count;
        if (left <= b->size && b->place == (size_t)b->read_end) { /* filled and used up */
            buffered_forget_read(b);
            b->place = 0;
        }
    }
    return (Index)got;
}

static Ref read_into_native(View self, View target, bool once)
{
    BytesHold hold;
    if (!bytes_hold(target, BYTES_WRITE, &hold))
        return raise_error(TypeError, "readinto%s() argument must be read-write bytes-like object, not %K", once ? "1" : "", target);
    Index count = IO_FAILED;
    if (buffered_check_open(self, "readinto of closed file") && buffered_enter(self)) {
        count = read_into(self, hold.data, hold.length, once);
        buffered_leave(self);
    }
    bytes_let_go(&hold);
    return count == IO_FAILED ? NULL : count == IO_WOULD_BLOCK ? none_new() : int_new(count);
}

Ref buffered_readinto_native(View self, View *args)
{
    return read_into_native(self, args[0], false);
}

Ref buffered_readinto1_native(View self, View *args)
{
    return read_into_native(self, args[0], true);
}

/* --- lines ---------------------------------------------------------------------------------------------- */

/* How much of the buffer belongs to the line, at most `most`; *is_end: it ends there. */
static size_t line_part(const Buffered *b, size_t most, bool *is_end)
{
    size_t ahead = buffered_ahead(b), count = ahead < most ? ahead : most;
    const unsigned char *start = b->buffer + b->place, *newline = count ? memchr(start, '\n', count) : NULL;
    *is_end = newline || count == most;
    return newline ? (size_t)(newline - start) + 1 : count;
}

static Ref read_line(View self, size_t most)
{
    Buffered *b = buffered_of(self);
    bool is_end = most == 0;
    size_t count = is_end || b->is_busy || !b->buffer ? 0 : line_part(b, most, &is_end);
    if (is_end && !b->is_busy)
        return most ? take(b, count) : bytes_new(NULL, 0);
    if (!buffered_enter(self))
        return NULL;
    ByteBuilder line = {0};
    Index read = 1;
    if (count)
        bytebuilder_add(&line, b->buffer + b->place, count);
    b->place += count;
    bool done = prepare(self);
    while (done && !is_end) {
        buffered_forget_read(b);
        b->place = 0;
        read = check_interrupt() ? fill(self) : IO_FAILED;
        if (read <= 0)
            break;
        count = line_part(b, most - line.length, &is_end);
        bytebuilder_add(&line, b->buffer + b->place, count);
        b->place += count;
    }
    buffered_leave(self);
    if (done && read != IO_FAILED)
        return bytebuilder_finish(&line);
    bytebuilder_abandon(&line);
    return NULL;
}

Ref buffered_readline_native(View self, View *args)
{
    Index size;
    if (!io_size_argument(args[0], &size) || !buffered_check_open(self, "readline of closed file"))
        return NULL;
    return read_line(self, size < 0 ? SIZE_MAX : (size_t)size);
}

Ref buffered_next(View self)
{
    TypeObject *type = type_of_peek(self);
    Ref line;
    if (type == &buffered_reader_type || type == &buffered_random_type) {
        line = buffered_check_open(self, "readline of closed file") ? read_line(self, SIZE_MAX) : NULL;
    } else if ((line = io_call_0(self, "readline")) && !is_bytes(line)) {
        raise_error(OSError, "readline() should have returned a bytes object, not '%T'", line);
        clear_place(&line);
    }
    if (line && object_length(line) == 0)
        clear_place(&line);
    return line;
}

/* --- BufferedReader ------------------------------------------------------------------------------------- */

static Ref reader_init(View self, View *args)
{
    buffered_of(self)->is_ready = buffered_of(self)->is_detached = false;
    return buffered_raw_is(args[0], "readable", "File or stream is not readable.") ? buffered_init(self, args[0], args[1], true, false)
                                                                                   : NULL;
}

static const NativeFunction initialiser = {"BufferedReader(raw, buffer_size=8192)", reader_init, NULL};
static const NativeFunction methods[] = {
    BUFFERED_COMMON_METHODS,
    BUFFERED_READ_METHODS,
    {"flush()", buffered_raw_flush_native, NULL},
    {NULL, NULL, NULL},
};

TypeObject buffered_reader_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.BufferedReader",
    .doc = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nCreate a new buffered reader using the given readable raw IO object.",
    BUFFERED_SLOTS,
    .init_native = &initialiser,
    .next = buffered_next,
    .methods = methods,
};
