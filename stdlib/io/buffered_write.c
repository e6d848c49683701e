/* buffered_write: BufferedWriter and BufferedRandom, and how buffered streams write.
 *
 * What fits the buffer waits there; else the buffer is written out first, and what is longer than it goes
 * straight to the raw stream. If that would have to wait, as much as fits is kept, and a BlockingIOError tells
 * how much was taken. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "runtime/numbers/int.h"
#include "stdlib/io/buffered_private.h"

/* The raw stream would have to wait, when so many bytes had been taken. */
static void raise_blocking(const Buffered *b, size_t taken)
{
    Ref number = int_new(b->is_plain ? EAGAIN : 0), text = str_from_text("write could not complete without blocking"),
        count = int_from_uint64(taken);
    Ref exception = number && text && count ? call_3(AS_OBJECT(&exception_types[BlockingIOError]), number, text, count) : NULL;
    release_maybe(number);
    release_maybe(text);
    release_maybe(count);
    if (exception)
        raise_take(exception);
}

bool buffered_write_out(View self)
{
    Buffered *b = buffered_of(self);
    if (buffered_has_written(b) && b->write_start < b->write_end) {
        int64_t back = buffered_raw_offset(b) + ((int64_t)b->place - b->write_start);
        if (back) {
            if (buffered_raw_seek(self, -back, SEEK_CUR) < 0)
                return false;
            b->raw_place -= back;
        }
        while (b->write_start < b->write_end) {
            Index count = buffered_raw_write(self, b->buffer + b->write_start, (size_t)(b->write_end - b->write_start));
            if (count == IO_WOULD_BLOCK)
                raise_blocking(b, 0);
            if (count < 0)
                return false;
            b->write_start += count;
            b->raw_place = b->write_start;
            if (!check_interrupt())
                return false;
        }
    }
    buffered_forget_written(b);
    return true;
}

bool buffered_write_out_and_rewind(View self)
{
    Buffered *b = buffered_of(self);
    if (!buffered_write_out(self))
        return false;
    if (!b->is_readable)
        return true;
    bool done = buffered_raw_seek(self, -buffered_raw_offset(b), SEEK_CUR) >= 0;
    buffered_forget_read(b);
    return done;
}

bool buffered_flush(View self)
{
    if (!buffered_check_open(self, "flush of closed file") || !buffered_enter(self))
        return false;
    bool done = buffered_write_out_and_rewind(self);
    buffered_leave(self);
    return done;
}

Ref buffered_flush_native(View self, View *args UNUSED)
{
    return buffered_flush(self) ? none_new() : NULL;
}

/* Put bytes into the buffer, where they fit. */
static void keep(Buffered *b, const unsigned char *data, size_t length)
{
    memcpy(b->buffer + b->place, data, length);
    if (!buffered_has_written(b) || b->write_start > (int64_t)b->place)
        b->write_start = (int64_t)b->place;
    buffered_move(b, b->place + length);
    if (b->write_end < (int64_t)b->place)
        b->write_end = (int64_t)b->place;
}

/* The buffer could not be written out without waiting: keep what there is room for. The number of bytes kept, or
 * IO_FAILED with BlockingIOError for the rest. */
static Index keep_what_fits(Buffered *b, const unsigned char *data, size_t length)
{
    memmove(b->buffer, b->buffer + b->write_start, (size_t)(b->write_end - b->write_start));
    b->write_end -= b->write_start;
    b->raw_place -= b->write_start;
    b->place -= (size_t)b->write_start;
    b->write_start = 0;
    size_t room = b->size - (size_t)b->write_end, count = length < room ? length : room;
    memcpy(b->buffer + b->write_end, data, count);
    b->write_end += (int64_t)count;
    b->place += count;
    error_clear();
    if (count == length)
        return (Index)count;
    raise_blocking(b, count);
    return IO_FAILED;
}

/* Write what is longer than the buffer; the last piece is kept. */
static Index write_through(View self, const unsigned char *data, size_t length)
{
    Buffered *b = buffered_of(self);
    size_t done = 0;
    int64_t ahead = buffered_raw_offset(b);
    if (ahead) {
        if (buffered_raw_seek(self, -ahead, SEEK_CUR) < 0)
            return IO_FAILED;
        b->raw_place -= ahead;
    }
    while (length - done > b->size) {
        Index count = buffered_raw_write(self, data + done, length - done);
        if (count == IO_FAILED || (count >= 0 && !check_interrupt()))
            return IO_FAILED;
        if (count == IO_WOULD_BLOCK && length - done > b->size) {
            memcpy(b->buffer, data + done, b->size);
            b->raw_place = 0;
            buffered_move(b, b->size);
            b->write_start = 0;
            b->write_end = (int64_t)b->size;
            raise_blocking(b, done + b->size);
            return IO_FAILED;
        }
        if (count < 0)
            break;
        done += (size_t)count;
    }
    if (b->is_readable)
        buffered_forget_read(b);
    size_t rest = length - done;
    memcpy(b->buffer, data + done, rest);
    b->write_start = 0;
    b->write_end = (int64_t)rest;
    b->raw_place = 0;
    buffered_move(b, rest);
    return (Index)length;
}

static Index write_bytes(View self, const unsigned char *data, size_t length)
{
    Buffered *b = buffered_of(self);
    if (!buffered_has_read(b) && !buffered_has_written(b)) {
        b->place = 0;
        b->raw_place = 0;
    }
    if (length <= b->size - b->place) {
        keep(b, data, length);
        return (Index)length;
    }
    if (!buffered_write_out(self))
        return error_matches(BlockingIOError) ? keep_what_fits(b, data, length) : IO_FAILED;
    return write_through(self, data, length);
}

bool buffered_write_all(View self, const unsigned char *data, size_t length)
{
    if (!buffered_enter(self))
        return false;
    Index count = write_bytes(self, data, length);
    buffered_leave(self);
    return count >= 0;
}

Ref buffered_write_native(View self, View *args)
{
    BytesHold hold;
    if (!bytes_hold(args[0], BYTES_READ, &hold))
        return raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
    Index count = IO_FAILED;
    if (buffered_check_ready(self) && buffered_enter(self)) {
        if (buffered_check_open(self, "write to closed file"))
            count = write_bytes(self, hold.data, hold.length);
        buffered_leave(self);
    }
    bytes_let_go(&hold);
    return count < 0 ? NULL : int_new(count);
}

/* --- the classes ---------------------------------------------------------------------------------------- */

static Ref writer_init(View self, View *args)
{
    buffered_of(self)->is_ready = buffered_of(self)->is_detached = false;
    return buffered_raw_is(args[0], "writable", "File or stream is not writable.") ? buffered_init(self, args[0], args[1], false, true)
                                                                                   : NULL;
}

static Ref random_init(View self, View *args)
{
    buffered_of(self)->is_ready = buffered_of(self)->is_detached = false;
    bool is_fit = buffered_raw_is(args[0], "seekable", "File or stream is not seekable.") &&
                  buffered_raw_is(args[0], "readable", "File or stream is not readable.") &&
                  buffered_raw_is(args[0], "writable", "File or stream is not writable.");
    return is_fit ? buffered_init(self, args[0], args[1], true, true) : NULL;
}

static const NativeFunction writer_initialiser = {"BufferedWriter(raw, buffer_size=8192)", writer_init, NULL};
static const NativeFunction random_initialiser = {"BufferedRandom(raw, buffer_size=8192)", random_init, NULL};
static const NativeFunction writer_methods[] = {
    BUFFERED_COMMON_METHODS,
    {"writable()", buffered_writable_native, NULL},
    {"flush()", buffered_flush_native, NULL},
    {"write(buffer, /)", buffered_write_native, NULL},
    {NULL, NULL, NULL},
};
static const NativeFunction random_methods[] = {
    BUFFERED_COMMON_METHODS,
    BUFFERED_READ_METHODS,
    {"writable()", buffered_writable_native, NULL},
    {"flush()", buffered_flush_native, NULL},
    {"write(buffer, /)", buffered_write_native, NULL},
    {NULL, NULL, NULL},
};

TypeObject buffered_writer_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.BufferedWriter",
    .doc = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffer for a writeable sequential RawIO object.",
    BUFFERED_SLOTS,
    .init_native = &writer_initialiser,
    .methods = writer_methods,
};

TypeObject buffered_random_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.BufferedRandom",
    .doc = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\n--\n\nA buffered interface to random access streams.",
    BUFFERED_SLOTS,
    .init_native = &random_initialiser,
    .next = buffered_next,
    .methods = random_methods,
};
