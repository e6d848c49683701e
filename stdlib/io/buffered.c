/* buffered: what BufferedReader, BufferedWriter and BufferedRandom have in common: the raw stream below, its
 * position, closing. Reading is in buffered_read.c, writing in buffered_write.c. See buffered_private.h for
 * the drawing. */
#include "stdlib/io/buffered_private.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "runtime/bytes/memoryview.h"
#include "runtime/classes/descriptors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

bool buffered_is_finished(View self)
{
    Buffered *b = buffered_of(self);
    return b->is_ready && b->is_plain && fileio_is_finished(b->raw) && (!buffered_has_written(b) || b->write_start == b->write_end);
}

enum { LARGE_BUFFER = 1 << 20 };

/* --- guards --------------------------------------------------------------------------------------------- */

bool buffered_check_ready(View self)
{
    Buffered *b = buffered_of(self);
    if (!b->is_ready)
        raise_error(ValueError, b->is_detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
    return b->is_ready;
}

/* 1, 0, -1. */
static int is_closed(View self)
{
    Buffered *b = buffered_of(self);
    return b->is_plain ? fileio_descriptor(b->raw) < 0 : io_is_closed(b->raw);
}

bool buffered_check_open(View self, const char *message)
{
    if (!buffered_check_ready(self))
        return false;
    int closed = is_closed(self);
    if (closed > 0)
        raise_error(ValueError, "%s", message);
    return closed == 0;
}

bool buffered_is_plain(View self)
{
    TypeObject *type = type_of_peek(self);
    bool is_ours = type == &buffered_writer_type || type == &buffered_reader_type || type == &buffered_random_type;
    return is_ours && buffered_of(self)->is_ready && buffered_of(self)->is_plain && fileio_descriptor(buffered_of(self)->raw) >= 0;
}

View io_raw_peek(View self)
{
    return buffered_of(self)->raw;
}

/* Another thread works on the buffer: wait until it does no more. False with an exception. */
static bool wait_for_others(Buffered *b)
{
    const struct timespec moment = {.tv_nsec = 200000};
    while (b->is_busy && b->owner != thread_self) {
        if (interrupt_wait_begin())
            nanosleep(&moment, NULL);
        interrupt_wait_end();
        if (!signals_handle())
            return false;
    }
    return true;
}

/* Begin, with or without a buffer. */
static bool make_busy(View self)
{
    Buffered *b = buffered_of(self);
    if (b->is_busy && !wait_for_others(b))
        return false;
    if (b->is_busy)
        return raise_error(RuntimeError, "reentrant call inside %R", self) != NULL;
    b->is_busy = true;
    b->owner = thread_self;
    return true;
}

bool buffered_enter(View self)
{
    Buffered *b = buffered_of(self);
    if (!make_busy(self))
        return false;
    if (b->buffer || (b->buffer = heap_allocate(b->size)))
        return true;
    b->is_busy = false;
    return raise_memory_error() != NULL;
}

/* --- the raw stream ------------------------------------------------------------------------------------- */

/* What a method of the raw stream returned, consumed, as a count up to `most`. */
static Index count_take(Ref result, size_t most, const char *what)
{
    Index count;
    if (!result)
        return IO_FAILED;
    if (result == NONE) {
        release(result);
        return IO_WOULD_BLOCK;
    }
    bool is_number = object_as_index(result, &count);
    release(result);
    if (!is_number) {
        Ref cause = error_take();
        raise_error(OSError, "raw %s failed", what);
        error_add_context(cause);
        error_set_cause_take(cause);
        return IO_FAILED;
    }
    if (count < 0 || (size_t)count > most) {
        raise_error(OSError, "raw %s returned invalid length %zd (should have been between 0 and %zd)", what, count, (Index)most);
        return IO_FAILED;
    }
    return count;
}

/* By raw.readinto(): of a bytearray, since Python code may keep what it is given. */
static Index read_by_method(View raw, unsigned char *data, size_t length)
{
    Ref array = bytearray_new(NULL, length), view = array ? call_1(AS_OBJECT(&memoryview_type), array) : NULL;
    Index count = count_take(view ? io_call_1(raw, "readinto", view) : NULL, length, "readinto()");
    if (count > 0)
        memcpy(data, ((ByteArrayObject *)array)->data, (size_t)count);
    release_maybe(view);
    release_maybe(array);
    return count;
}

static Index write_by_method(View raw, const unsigned char *data, size_t length)
{
    Ref bytes = bytes_new(data, length), view = bytes ? call_1(AS_OBJECT(&memoryview_type), bytes) : NULL;
    Index count = count_take(view ? io_call_1(raw, "write", view) : NULL, length, "write()");
    release_maybe(view);
    release_maybe(bytes);
    return count;
}

static bool check_raw(View raw)
{
    if (fileio_descriptor(raw) < 0)
        raise_error(ValueError, "I/O operation on closed file");
    return fileio_descriptor(raw) >= 0;
}

Index buffered_raw_read(View self, unsigned char *data, size_t length)
{
    Buffered *b = buffered_of(self);
    Ref raw = retain(b->raw);
    Index count = !b->is_plain ? read_by_method(raw, data, length) : check_raw(raw) ? fileio_read_into(raw, data, length) : IO_FAILED;
    release(raw);
    if (count > 0 && b->at_raw >= 0)
        b->at_raw += count;
    return count;
}

Index buffered_raw_write(View self, const unsigned char *data, size_t length)
{
    Buffered *b = buffered_of(self);
    Ref raw = retain(b->raw);
    Index count = !b->is_plain ? write_by_method(raw, data, length) : check_raw(raw) ? fileio_write_from(raw, data, length) : IO_FAILED;
    release(raw);
    if (count > 0 && b->at_raw >= 0)
        b->at_raw += count;
    return count;
}

static int64_t check_position(Buffered *b, int64_t place)
{
    if (place < 0) {
        if (!error_is_set())
            raise_error(OSError, "Raw stream returned invalid position %lld", (long long)place);
        return -1;
    }
    b->at_raw = place;
    return place;
}

int64_t buffered_raw_tell(View self)
{
    Buffered *b = buffered_of(self);
    Ref raw = retain(b->raw);
    int64_t place = -1;
    if (!b->is_plain)
        place = io_offset_take(io_call_0(raw, "tell"));
    else if (check_raw(raw))
        place = fileio_seek(raw, 0, SEEK_CUR, false);
    release(raw);
    return check_position(b, place);
}

int64_t buffered_raw_seek(View self, int64_t offset, int whence)
{
    Buffered *b = buffered_of(self);
    Ref raw = retain(b->raw);
    int64_t place = -1;
    if (!b->is_plain) {
        Ref where = int_new(offset), from = where ? int_new(whence) : NULL;
        place = from ? io_offset_take(io_call_2(raw, "seek", where, from)) : -1;
        release_maybe(where);
        release_maybe(from);
    } else if (check_raw(raw)) {
        place = fileio_seek(raw, offset, whence, false);
    }
    release(raw);
    return check_position(b, place);
}

void buffered_abilities(View self, bool *readable, bool *writable, bool *seekable)
{
    View raw = buffered_of(self)->raw;
    *readable = buffered_of(self)->is_readable && fileio_is_readable(raw);
    *writable = buffered_of(self)->is_writable && fileio_is_writable(raw);
    *seekable = fileio_is_seekable(raw);
}

bool buffered_raw_is(View raw, const char *ability, const char *message)
{
    if (type_of_peek(raw) == &fileio_type && fileio_descriptor(raw) >= 0) {
        bool is_able = ability[0] == 'r' ? fileio_is_readable(raw) : ability[0] == 'w' ? fileio_is_writable(raw) : fileio_is_seekable(raw);
        if (!is_able)
            io_raise_unsupported(message);
        return is_able;
    }
    Ref answer = io_call_0(raw, ability);
    bool is_true = answer == TRUE;
    release_maybe(answer);
    if (answer && !is_true)
        io_raise_unsupported(message);
    return is_true;
}

/* --- making and ending ---------------------------------------------------------------------------------- */

Ref buffered_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Buffered *b = (Buffered *)type_allocate(type, 0);
    if (!b)
        return NULL;
    b->at_raw = b->read_end = b->write_end = -1;
    gc_track(AS_OBJECT(b));
    return AS_OBJECT(b);
}

static void free_buffer(Buffered *b)
{
    if (b->buffer)
        heap_free(b->buffer, b->size);
    b->buffer = NULL;
    b->place = 0;
    b->raw_place = 0;
    buffered_forget_read(b);
    buffered_forget_written(b);
}

Ref buffered_init(View self, View raw, View size, bool is_readable, bool is_writable)
{
    Buffered *b = buffered_of(self);
    Index length = IO_BUFFER_SIZE;
    if (size && !object_as_ssize(size, &length))
        return NULL;
    if (b->is_busy)
        return raise_error(RuntimeError, "reentrant call inside %R", self);
    b->is_ready = b->is_detached = false;
    if (length <= 0)
        return raise_error(ValueError, "buffer size must be strictly positive");
    free_buffer(b);
    replace_take(&b->raw, retain(raw));
    b->size = (size_t)length;
    b->is_freed = false;
    if (b->size > LARGE_BUFFER && !(b->buffer = heap_allocate(b->size))) /* at once, as CPython does */
        return raise_memory_error();
    b->is_readable = is_readable;
    b->is_writable = is_writable;
    TypeObject *type = type_of_peek(self);
    b->is_plain = type_of_peek(raw) == &fileio_type &&
                  (type == &buffered_reader_type || type == &buffered_writer_type || type == &buffered_random_type);
    if (buffered_raw_tell(self) < 0)
        error_clear();
    b->is_ready = true;
    return none_new();
}

void buffered_finish(View self)
{
    Buffered *b = buffered_of(self);
    b->is_ready = false;
    free_buffer(b);
    clear_place(&b->raw);
}

void buffered_traverse(View self, Visitor visit, void *context)
{
    VISIT(buffered_of(self)->raw);
}

Ref buffered_detach_native(View self, View *args UNUSED)
{
    Buffered *b = buffered_of(self);
    if (!buffered_check_ready(self) || !io_do_0(self, "flush") || !buffered_check_ready(self))
        return NULL;
    Ref raw = b->raw;
    b->raw = NULL;
    b->is_detached = true;
    b->is_ready = false;
    return raw;
}

static void warn_unclosed(Buffered *b, View source)
{
    Ref raw = b->is_ready ? retain_maybe(b->raw) : NULL, done = raw ? io_call_1(raw, "_dealloc_warn", source) : NULL;
    if (raw && !done)
        error_clear();
    release_maybe(done);
    release_maybe(raw);
}

Ref buffered_dealloc_warn_native(View self, View *args)
{
    warn_unclosed(buffered_of(self), args[0]);
    return none_new();
}

Ref buffered_close_native(View self, View *args UNUSED)
{
    Buffered *b = buffered_of(self);
    if (!buffered_check_ready(self))
        return NULL;
    if (b->is_busy && !wait_for_others(b))
        return NULL;
    if (b->is_busy)
        return raise_error(RuntimeError, "reentrant call inside %R", self);
    int closed = is_closed(self);
    if (closed)
        return closed < 0 ? NULL : none_new();
    if (b->is_finalizing)
        warn_unclosed(b, self);
    bool flushed = io_do_0(self, "flush");
    Ref failure = flushed ? NULL : error_take();
    if (!make_busy(self)) { /* another thread that writes meanwhile waits, and then finds it closed */
        io_chain_take(failure);
        return NULL;
    }
    Ref raw = retain_maybe(b->raw), result = raw ? io_call_0(raw, "close") : NULL;
    release_maybe(raw);
    free_buffer(b);
    buffered_leave(self);
    b->is_freed = true;
    if (!raw && !failure && buffered_check_ready(self)) /* flush() detached it */
        result = none_new();
    if (failure) {
        io_chain_take(failure);
        clear_place(&result);
    }
    return result;
}

/* --- what the raw stream answers ------------------------------------------------------------------------ */

#define ASKED_OF_RAW(name)                                                                   \
    Ref buffered_##name##_native(View self, View *args UNUSED)                               \
    {                                                                                        \
        return buffered_check_ready(self) ? io_call_0(buffered_of(self)->raw, #name) : NULL; \
    }
ASKED_OF_RAW(seekable)
ASKED_OF_RAW(readable)
ASKED_OF_RAW(writable)
ASKED_OF_RAW(fileno)
ASKED_OF_RAW(isatty)

Ref buffered_raw_flush_native(View self, View *args UNUSED)
{
    return buffered_check_ready(self) ? io_call_0(buffered_of(self)->raw, "flush") : NULL;
}

static Ref raw_attribute(View self, const char *name)
{
    return buffered_check_ready(self) ? object_get_attribute_text(buffered_of(self)->raw, name) : NULL;
}

static Ref get_closed(View self)
{
    return raw_attribute(self, "closed");
}

static Ref get_name(View self)
{
    return raw_attribute(self, "name");
}

static Ref get_mode(View self)
{
    return raw_attribute(self, "mode");
}

static Ref get_raw(View self)
{
    View raw = buffered_of(self)->raw;
    return retain(raw ? raw : NONE);
}

static Ref get_finalizing(View self)
{
    return bool_new(buffered_of(self)->is_finalizing);
}

static bool set_finalizing(View self, View value)
{
    int truth = value ? object_truth(value) : 0;
    buffered_of(self)->is_finalizing = truth > 0;
    return truth >= 0;
}

const NativeProperty buffered_properties[] = {
    {"closed", get_closed, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {"raw", get_raw, descriptor_refuse_write, NULL},
    {"_finalizing", get_finalizing, set_finalizing, NULL},
    {NULL, NULL, NULL, NULL},
};

Ref buffered_repr(View self)
{
    Ref name = io_name_maybe(self);
    if (!name)
        return error_is_set() ? NULL : str_format("<%s>", type_of_peek(self)->name);
    int entered = object_repr_enter(self);
    Ref text = NULL;
    if (entered > 0)
        raise_error(RuntimeError, "reentrant call inside %s.__repr__", type_of_peek(self)->name);
    else if (entered == 0) {
        text = str_format("<%s name=%R>", type_of_peek(self)->name, name);
        object_repr_leave(self);
    }
    release(name);
    return text;
}

Ref buffered_sizeof_native(View self, View *args UNUSED)
{
    return int_from_uint64(152 + (buffered_of(self)->is_freed ? 0 : buffered_of(self)->size));
}

/* --- places --------------------------------------------------------------------------------------------- */

Ref buffered_tell_native(View self, View *args UNUSED)
{
    if (!buffered_check_ready(self))
        return NULL;
    int64_t place = buffered_raw_tell(self);
    return place < 0 ? NULL : int_new(place - buffered_raw_offset(buffered_of(self)));
}

/* Within what was read there is no need to ask the raw stream. The new position, or -1. */
static int64_t seek_in_buffer(View self, int64_t target, int whence)
{
    Buffered *b = buffered_of(self);
    size_t ahead = buffered_ahead(b);
    if (whence == SEEK_END || !b->is_readable || !ahead)
        return -1;
    int64_t current = b->at_raw >= 0 ? b->at_raw : buffered_raw_tell(self);
    if (current < 0)
        return -1;
    int64_t logical = current - buffered_raw_offset(b), offset = whence == SEEK_SET ? target - logical : target;
    if (offset < -(int64_t)b->place || offset > (int64_t)ahead)
        return -1;
    b->place = (size_t)((int64_t)b->place + offset);
    return logical + offset;
}

Ref buffered_seek_native(View self, View *args)
{
    Buffered *b = buffered_of(self);
    int64_t target, whence = 0;
    if (args[1] && !object_as_int64(args[1], &whence))
        return NULL;
    if (whence < 0 || whence > 2)
        return raise_error(ValueError, "whence value %d unsupported", (int)whence);
    if (!buffered_check_open(self, "seek of closed file") || !buffered_raw_is(b->raw, "seekable", "File or stream is not seekable."))
        return NULL;
    if (!object_as_int64(args[0], &target))
        return NULL;
    int64_t place = b->is_busy ? -1 : seek_in_buffer(self, target, (int)whence);
    if (place >= 0)
        return int_new(place);
    if (error_is_set() || !buffered_enter(self))
        return NULL;
    if (!b->is_writable || buffered_write_out(self)) {
        if (whence == SEEK_CUR)
            target -= buffered_raw_offset(b);
        place = buffered_raw_seek(self, target, (int)whence);
        b->raw_place = -1;
        if (place >= 0 && b->is_readable)
            buffered_forget_read(b);
    }
    buffered_leave(self);
    return place < 0 ? NULL : int_new(place);
}

Ref buffered_truncate_native(View self, View *args)
{
    Buffered *b = buffered_of(self);
    if (!buffered_check_open(self, "truncate of closed file"))
        return NULL;
    if (!b->is_writable)
        return io_raise_unsupported("truncate");
    if (!buffered_enter(self))
        return NULL;
    View size = args[0] ? args[0] : NONE;
    Ref result = buffered_write_out_and_rewind(self) ? io_call_1(b->raw, "truncate", size) : NULL;
    if (result && buffered_raw_tell(self) < 0)
        error_clear();
    buffered_leave(self);
    return result;
}
