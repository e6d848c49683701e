/* bytesio: io.BytesIO, a stream of bytes in memory.
 *
 * Invariants:  the bytes are a bytearray's, which nobody else has but through getbuffer(): a memoryview of it.
 *              As long as there is one, the bytearray refuses to change its length, and so does the stream.
 *              `place` may lie behind the end; what is between is filled with zeros by the next write.
 *              array is NULL once the stream is closed. */
#include "runtime/bytes/memoryview.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/io_private.h"

typedef struct BytesIO {
    GC_HEAD(unused);
    Ref array; /* a bytearray; NULL: closed */
    size_t place;
} BytesIO;

static BytesIO *io_of(View self)
{
    return (BytesIO *)self;
}

static ByteArrayObject *array_of(View self)
{
    return (ByteArrayObject *)io_of(self)->array;
}

static bool check_open(View self)
{
    if (!io_of(self)->array)
        raise_error(ValueError, "I/O operation on closed file.");
    return io_of(self)->array != NULL;
}

/* May the length change? */
static bool check_exports(View self)
{
    if (array_of(self)->exports)
        raise_error(BufferError, "Existing exports of data: object cannot be re-sized");
    return !array_of(self)->exports;
}

static Ref bytesio_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    BytesIO *io = (BytesIO *)type_allocate(type, 0);
    if (!io)
        return NULL;
    io->array = bytearray_new(NULL, 0);
    gc_track(AS_OBJECT(io));
    if (!io->array) {
        release(AS_OBJECT(io));
        return NULL;
    }
    return AS_OBJECT(io);
}

/* --- writing -------------------------------------------------------------------------------------------- */

/* Write at the place. The number of bytes, -1 with an exception. */
static Index write_bytes(View self, View object)
{
    BytesHold hold;
    BytesIO *io = io_of(self);
    if (!check_open(self) || !check_exports(self))
        return -1;
    if (!bytes_hold(object, BYTES_READ, &hold)) {
        raise_error(TypeError, "a bytes-like object is required, not '%T'", object);
        return -1;
    }
    size_t length = array_of(self)->length, count = hold.length;
    bool done = true;
    if (count) {
        size_t stop = io->place + count;
        if (stop < count || (stop > length && !bytearray_resize(io->array, stop))) {
            if (!error_is_set())
                raise_error(OverflowError, "new buffer size too large");
            done = false;
        } else {
            if (io->place > length)
                memset(array_of(self)->data + length, 0, io->place - length);
            memcpy(array_of(self)->data + io->place, hold.data, count);
            io->place = stop;
        }
    }
    bytes_let_go(&hold);
    return done ? (Index)count : -1;
}

static Ref bytesio_init(View self, View *args)
{
    BytesIO *io = io_of(self);
    if (io->array && !check_exports(self))
        return NULL;
    Ref array = bytearray_new(NULL, 0);
    if (!array)
        return NULL;
    replace_take(&io->array, array);
    io->place = 0;
    if (args[0] && args[0] != NONE && write_bytes(self, args[0]) < 0)
        return NULL;
    io->place = 0;
    return none_new();
}

static Ref bytesio_write(View self, View *args)
{
    Index count = write_bytes(self, args[0]);
    return count < 0 ? NULL : int_new(count);
}

static Ref bytesio_writelines(View self, View *args)
{
    if (!check_open(self))
        return NULL;
    Ref iterator = object_iterate(args[0]), item;
    while (iterator && (item = object_next(iterator))) {
        Index count = write_bytes(self, item);
        release(item);
        if (count < 0)
            break;
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : none_new();
}

static Ref bytesio_truncate(View self, View *args)
{
    Index size = (Index)io_of(self)->place;
    if (!check_open(self) || !check_exports(self))
        return NULL;
    if (!io_optional_index(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_error(ValueError, "negative size value %zd", size);
    if ((size_t)size < array_of(self)->length && !bytearray_resize(io_of(self)->array, (size_t)size))
        return NULL;
    return int_new(size);
}

/* --- reading -------------------------------------------------------------------------------------------- */

/* The next bytes, at most so many, and go on behind them. */
static Ref take(View self, size_t most)
{
    BytesIO *io = io_of(self);
    size_t length = array_of(self)->length, left = io->place < length ? length - io->place : 0;
    size_t count = most < left ? most : left;
    Ref bytes = bytes_new(count ? array_of(self)->data + io->place : NULL, count);
    if (bytes)
        io->place += count;
    return bytes;
}

static size_t line_length(View self)
{
    BytesIO *io = io_of(self);
    size_t length = array_of(self)->length;
    if (io->place >= length)
        return 0;
    const unsigned char *start = array_of(self)->data + io->place, *end = memchr(start, '\n', length - io->place);
    return end ? (size_t)(end - start) + 1 : length - io->place;
}

static Ref bytesio_read(View self, View *args)
{
    Index size;
    if (!check_open(self) || !io_size_argument(args[0], &size))
        return NULL;
    return take(self, size < 0 ? SIZE_MAX : (size_t)size);
}

static Ref bytesio_readline(View self, View *args)
{
    Index size;
    if (!check_open(self) || !io_size_argument(args[0], &size))
        return NULL;
    size_t count = line_length(self);
    return take(self, size >= 0 && (size_t)size < count ? (size_t)size : count);
}

static Ref bytesio_readlines(View self, View *args)
{
    Index most = -1;
    if (!check_open(self))
        return NULL;
    if (args[0] && args[0] != NONE && !type_of_peek(args[0])->as_index && !is_int(args[0]))
        return raise_error(TypeError, "integer argument expected, got '%T'", args[0]);
    if (args[0] && args[0] != NONE && !object_as_ssize(args[0], &most))
        return NULL;
    Ref lines = list_new(0);
    size_t total = 0, count;
    while (lines && (count = line_length(self))) {
        Ref line = check_interrupt() ? take(self, count) : NULL;
        if (!line || !list_append_take((ListView)lines, line))
            clear_place(&lines);
        total += count;
        if (most > 0 && total >= (size_t)most)
            break;
    }
    return lines;
}

static Ref bytesio_readinto(View self, View *args)
{
    BytesHold hold;
    BytesIO *io = io_of(self);
    if (!check_open(self))
        return NULL;
    if (!bytes_hold(args[0], BYTES_WRITE, &hold))
        return raise_error(TypeError, "readinto() argument must be read-write bytes-like object, not %K", args[0]);
    size_t length = array_of(self)->length, left = io->place < length ? length - io->place : 0;
    size_t count = hold.length < left ? hold.length : left;
    if (count)
        memmove(hold.data, array_of(self)->data + io->place, count);
    io->place += count;
    bytes_let_go(&hold);
    return int_from_uint64(count);
}

static Ref bytesio_iterate(View self)
{
    return check_open(self) ? retain(self) : NULL;
}

static Ref bytesio_next(View self)
{
    if (!check_open(self))
        return NULL;
    size_t count = line_length(self);
    return count ? take(self, count) : NULL;
}

/* --- places and the whole ------------------------------------------------------------------------------- */

static Ref bytesio_seek(View self, View *args)
{
    BytesIO *io = io_of(self);
    Index offset;
    int32_t whence = 0;
    if (!check_open(self) || !object_as_ssize(args[0], &offset) || (args[1] && !object_as_int32(args[1], &whence)))
        return NULL;
    if (offset < 0 && whence == 0)
        return raise_error(ValueError, "negative seek value %zd", offset);
    if (whence < 0 || whence > 2)
        return raise_error(ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    Index from = whence == 0 ? 0 : whence == 1 ? (Index)io->place : (Index)array_of(self)->length;
    if (__builtin_add_overflow(offset, from, &offset))
        return raise_error(OverflowError, "new position too large");
    io->place = offset < 0 ? 0 : (size_t)offset;
    return int_from_uint64(io->place);
}

static Ref bytesio_tell(View self, View *args UNUSED)
{
    return check_open(self) ? int_from_uint64(io_of(self)->place) : NULL;
}

static Ref bytesio_getvalue(View self, View *args UNUSED)
{
    return check_open(self) ? bytes_new(array_of(self)->length ? array_of(self)->data : NULL, array_of(self)->length) : NULL;
}

static Ref bytesio_getbuffer(View self, View *args UNUSED)
{
    return check_open(self) ? call_1(AS_OBJECT(&memoryview_type), io_of(self)->array) : NULL;
}

static Ref yes(View self, View *args UNUSED)
{
    return check_open(self) ? retain(TRUE) : NULL;
}

static Ref bytesio_isatty(View self, View *args UNUSED)
{
    return check_open(self) ? retain(FALSE) : NULL;
}

static Ref bytesio_flush(View self, View *args UNUSED)
{
    return check_open(self) ? none_new() : NULL;
}

static Ref bytesio_close(View self, View *args UNUSED)
{
    if (io_of(self)->array && !check_exports(self))
        return NULL;
    clear_place(&io_of(self)->array);
    return none_new();
}

static Ref get_closed(View self)
{
    return bool_new(!io_of(self)->array);
}

/* --- pickling ------------------------------------------------------------------------------------------- */

static Ref bytesio_getstate(View self, View *args UNUSED)
{
    Ref value = bytesio_getvalue(self, NULL), place = value ? int_from_uint64(io_of(self)->place) : NULL;
    Ref dict = place ? object_get_attribute_maybe(self, name(__dict__)) : NULL, copy = NULL, state = NULL;
    if (dict && is_dict(dict) && ((DictView)dict)->used)
        copy = dict_copy((DictView)dict);
    else if (!error_is_set())
        copy = none_new();
    if (copy && value && place)
        state = tuple_pack(3, value, place, copy);
    release_maybe(value);
    release_maybe(place);
    release_maybe(dict);
    release_maybe(copy);
    return state;
}

static Ref bytesio_setstate(View self, View *args)
{
    View state = args[0];
    Index place;
    if (!check_open(self))
        return NULL;
    if (!is_tuple(state) || tuple_length(state) < 3)
        return raise_error(TypeError, "%T.__setstate__ argument should be 3-tuple, got %T", self, state);
    View value = tuple_item_peek(state, 0), dict = tuple_item_peek(state, 2);
    Ref done = bytesio_init(self, &value);
    if (!done)
        return NULL;
    release(done);
    if (!is_int(tuple_item_peek(state, 1)))
        return raise_error(TypeError, "second item of state must be an integer, not %T", tuple_item_peek(state, 1));
    if (!object_as_index(tuple_item_peek(state, 1), &place))
        return NULL;
    if (place < 0)
        return raise_error(ValueError, "position value cannot be negative");
    io_of(self)->place = (size_t)place;
    if (dict == NONE)
        return none_new();
    if (!is_dict(dict))
        return raise_error(TypeError, "third item of state should be a dict, got a %T", dict);
    Ref own = object_get_attribute(self, name(__dict__));
    bool updated = own && dict_update((DictView)own, dict);
    release_maybe(own);
    return updated ? none_new() : NULL;
}

static void bytesio_finish(View self)
{
    clear_place(&io_of(self)->array);
}

static void bytesio_traverse(View self, Visitor visit, void *context)
{
    VISIT(io_of(self)->array);
}

static const NativeFunction initialiser = {"BytesIO(initial_bytes=b'')", bytesio_init, NULL};
static const NativeFunction methods[] = {
    {"readable()", yes, "Returns True if the IO object can be read."},
    {"seekable()", yes, "Returns True if the IO object can be seeked."},
    {"writable()", yes, "Returns True if the IO object can be written."},
    {"close()", bytesio_close, "Disable all I/O operations."},
    {"flush()", bytesio_flush, "Does nothing."},
    {"isatty()", bytesio_isatty, "Always returns False.\n\nBytesIO objects are not connected to a TTY-like device."},
    {"tell()", bytesio_tell, "Current file position, an integer."},
    {"write(b, /)", bytesio_write, "Write bytes to file.\n\nReturn the number of bytes written."},
    {"writelines(lines, /)", bytesio_writelines, "Write lines to the file."},
    {"read1(size=-1, /)", bytesio_read, "Read at most size bytes, returned as a bytes object."},
    {"readinto(buffer, /)", bytesio_readinto, "Read bytes into buffer.\n\nReturns number of bytes read (0 for EOF)."},
    {"readline(size=-1, /)", bytesio_readline, "Next line from the file, as a bytes object."},
    {"readlines(size=None, /)", bytesio_readlines, "List of bytes objects, each a line from the file."},
    {"read(size=-1, /)", bytesio_read, "Read at most size bytes, returned as a bytes object."},
    {"getbuffer()", bytesio_getbuffer, "Get a read-write view over the contents of the BytesIO object."},
    {"getvalue()", bytesio_getvalue, "Retrieve the entire contents of the BytesIO object."},
    {"seek(pos, whence=0, /)", bytesio_seek, "Change stream position."},
    {"truncate(size=None, /)", bytesio_truncate, "Truncate the file to at most size bytes."},
    {"__getstate__()", bytesio_getstate, NULL},
    {"__setstate__(state, /)", bytesio_setstate, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"closed", get_closed, NULL, "True if the file is closed."},
    {NULL, NULL, NULL, NULL},
};

TypeObject bytesio_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.BytesIO",
    .doc = "(initial_bytes=b'')\n--\n\nBuffered I/O implementation using an in-memory bytes buffer.",
    .base = &bufferediobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(BytesIO),
    .new = bytesio_new,
    .init_native = &initialiser,
    .finish = bytesio_finish,
    .traverse = bytesio_traverse,
    .iterate = bytesio_iterate,
    .next = bytesio_next,
    .methods = methods,
    .properties = properties,
};
