/* iobase: _io._IOBase, the class of all streams, with what they do unless they say otherwise: lines by way of
 * read(), closing, the context manager, __del__.
 *
 * A stream that is closed says so by `closed`; close() flushes first, and is done although that fails. What is
 * not closed when it dies is closed by __del__, silently.
 * Callbacks: all is done by the methods that the object's class has, which may be Python code. */
#include "runtime/bytes/bytebuilder.h"
#include "runtime/containers/list.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/io_private.h"

static const char closed_name[] = "__IOBase_closed";

/* --- open or closed ------------------------------------------------------------------------------------- */

/* Was close() called of a stream that knows no other way to tell? 1, 0, -1. */
static int was_closed(View self)
{
    Ref name = str_intern_text(closed_name), found = name ? object_get_attribute_maybe(self, name) : NULL;
    int answer = !name || (!found && error_is_set()) ? -1 : found != NULL;
    release_maybe(name);
    release_maybe(found);
    return answer;
}

static Ref get_closed(View self)
{
    int closed = was_closed(self);
    return closed < 0 ? NULL : bool_new(closed);
}

bool iobase_check_closed(View self)
{
    int closed = io_is_closed(self);
    if (closed > 0)
        raise_error(ValueError, "I/O operation on closed file.");
    return closed == 0;
}

static Ref none_if(bool done)
{
    return done ? none_new() : NULL;
}

static Ref flush_native(View self, View *args UNUSED)
{
    int closed = was_closed(self);
    if (closed > 0)
        raise_error(ValueError, "I/O operation on closed file.");
    return none_if(closed == 0);
}

Ref iobase_close_native(View self, View *args UNUSED)
{
    int closed = was_closed(self);
    if (closed)
        return none_if(closed > 0);
    bool done = io_do_0(self, "flush");
    Ref failure = error_take(), name = str_intern_text(closed_name);
    done = name && object_set_attribute(self, name, TRUE) && done;
    release_maybe(name);
    io_chain_take(failure);
    return none_if(done);
}

bool iobase_set_finalizing(View self)
{
    Ref name = str_intern_text("_finalizing");
    bool done = name && object_set_attribute(self, name, TRUE);
    release_maybe(name);
    return done;
}

bool io_is_finished(View self)
{
    TypeObject *type = type_of_peek(self);
    if (type == &text_wrapper_type)
        return text_is_finished(self);
    if (type == &buffered_reader_type || type == &buffered_writer_type || type == &buffered_random_type)
        return buffered_is_finished(self);
    return type == &fileio_type && fileio_is_finished(self);
}

void iobase_finalize(View self)
{
    if (io_is_finished(self))
        return;
    Ref raised = error_take();
    int closed = io_is_closed(self);
    error_clear();
    if (closed == 0) {
        if (!iobase_set_finalizing(self))
            error_clear();
        if (!io_do_0(self, "close"))
            error_clear();
    }
    error_restore_take(raised);
}

Ref io_name_maybe(View self)
{
    Ref name = object_get_attribute_maybe(self, name(name));
    if (!name && error_is_set())
        (void)error_clear_if(ValueError);
    return name;
}

/* --- what a stream can do ------------------------------------------------------------------------------- */

#define UNSUPPORTED(name)                                           \
    static Ref name##_unsupported(View self UNUSED, View *a UNUSED) \
    {                                                               \
        return io_raise_unsupported(#name);                         \
    }
UNSUPPORTED(seek)
UNSUPPORTED(truncate)
UNSUPPORTED(fileno)

static Ref tell_native(View self, View *args UNUSED)
{
    Ref zero = int_new(0), one = int_new(1), result = io_call_2(self, "seek", zero, one);
    release(zero);
    release(one);
    return result;
}

static Ref no(View self UNUSED, View *args UNUSED)
{
    return retain(FALSE);
}

static Ref isatty_native(View self, View *args UNUSED)
{
    return iobase_check_closed(self) ? retain(FALSE) : NULL;
}

static Ref check_closed_native(View self, View *args UNUSED)
{
    return none_if(iobase_check_closed(self));
}

/* What _checkReadable and its like do: the method must say True. */
static Ref check_able(View self, const char *method, const char *message)
{
    Ref answer = io_call_0(self, method);
    bool is_true = answer == TRUE;
    release_maybe(answer);
    if (answer && !is_true)
        return io_raise_unsupported(message);
    return none_if(is_true);
}

static Ref check_readable(View self, View *args UNUSED)
{
    return check_able(self, "readable", "File or stream is not readable.");
}

static Ref check_writable(View self, View *args UNUSED)
{
    return check_able(self, "writable", "File or stream is not writable.");
}

static Ref check_seekable(View self, View *args UNUSED)
{
    return check_able(self, "seekable", "File or stream is not seekable.");
}

static Ref enter(View self, View *args UNUSED)
{
    return iobase_check_closed(self) ? retain(self) : NULL;
}

static Ref leave(View self, View *args UNUSED)
{
    return io_call_0(self, "close");
}

/* --- lines ---------------------------------------------------------------------------------------------- */

/* How many bytes may be read at once without going beyond the line, as peek() sees it; 0 with an
 * exception. */
static size_t look_ahead(View self, View peek, size_t most)
{
    Ref one = int_new(1), ahead = call_1(peek, one);
    const unsigned char *data;
    size_t length, count = 0;
    release(one);
    if (!ahead)
        return 0;
    if (!is_bytes(ahead) || !bytes_data_peek(ahead, &data, &length)) {
        raise_error(OSError, "peek() should have returned a bytes object, not '%T'", ahead);
    } else {
        const unsigned char *newline = length ? memchr(data, '\n', length) : NULL;
        count = newline ? (size_t)(newline - data) + 1 : length ? length : 1;
        count = count < most ? count : most;
    }
    (void)self;
    release(ahead);
    return count;
}

/* Add what read(count) gives; *is_end: it was nothing, or ends with a newline. */
static bool read_some(View self, size_t count, ByteBuilder *line, bool *is_end)
{
    Ref number = int_from_uint64(count), bytes = number ? io_call_1(self, "read", number) : NULL;
    const unsigned char *data;
    size_t length;
    bool done = false;
    release_maybe(number);
    if (bytes && (!is_bytes(bytes) || !bytes_data_peek(bytes, &data, &length))) {
        raise_error(OSError, "read() should have returned a bytes object, not '%T'", bytes);
    } else if (bytes) {
        bytebuilder_add(line, data, length);
        *is_end = length == 0 || data[length - 1] == '\n';
        done = true;
    }
    release_maybe(bytes);
    return done;
}

static Ref readline_native(View self, View *args)
{
    Index size;
    if (!io_size_argument(args[0], &size))
        return NULL;
    size_t most = size < 0 ? SIZE_MAX : (size_t)size;
    Ref name = str_intern_text("peek"), peek = name ? object_get_attribute_maybe(self, name) : NULL;
    ByteBuilder line = {0};
    bool done = !error_is_set(), is_end = false;
    while (done && !is_end && line.length < most) {
        size_t count = peek ? look_ahead(self, peek, most - line.length) : 1;
        done = count > 0 && check_interrupt() && read_some(self, count, &line, &is_end);
    }
    release_maybe(name);
    release_maybe(peek);
    if (done)
        return bytebuilder_finish(&line);
    bytebuilder_abandon(&line);
    return NULL;
}

static Ref iterate(View self)
{
    return iobase_check_closed(self) ? retain(self) : NULL;
}

static Ref next_line(View self)
{
    Ref line = io_call_0(self, "readline");
    Index length = line ? object_length(line) : -1;
    if (length <= 0)
        clear_place(&line);
    return line;
}

static Ref readlines_native(View self, View *args)
{
    Index hint;
    if (!io_size_argument(args[0], &hint))
        return NULL;
    Ref lines = list_new(0), iterator = NULL, line;
    if (lines && hint <= 0) {
        if (!list_extend((ListView)lines, self))
            clear_place(&lines);
        return lines;
    }
    size_t length = 0;
    if (!lines || !(iterator = object_iterate(self)))
        clear_place(&lines);
    while (lines && (line = object_next(iterator))) {
        Index more = object_length(line);
        if (more < 0) {
            release(line);
            break;
        }
        if (!list_append_take((ListView)lines, line))
            break;
        if (more > hint - (Index)length)
            break;
        length += (size_t)more;
    }
    release_maybe(iterator);
    if (error_is_set())
        clear_place(&lines);
    return lines;
}

static Ref writelines_native(View self, View *args)
{
    if (!iobase_check_closed(self))
        return NULL;
    Ref iterator = object_iterate(args[0]), line;
    while (iterator && (line = object_next(iterator))) {
        Ref written = call_method_1(self, name(write), line);
        release(line);
        release_maybe(written);
        if (!written)
            break;
    }
    release_maybe(iterator);
    return none_if(!error_is_set());
}

static Ref iobase_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static const NativeFunction methods[] = {
    {"seek(offset, whence=0, /)", seek_unsupported, "Change the stream position to the given byte offset."},
    {"tell()", tell_native, "Return current stream position."},
    {"truncate(pos=None, /)", truncate_unsupported, "Truncate file to size bytes."},
    {"flush()", flush_native, "Flush write buffers, if applicable."},
    {"close()", iobase_close_native, "Flush and close the IO object.\n\nThis method has no effect if the file is already closed."},
    {"seekable()", no, "Return whether object supports random access."},
    {"readable()", no, "Return whether object was opened for reading."},
    {"writable()", no, "Return whether object was opened for writing."},
    {"_checkClosed()", check_closed_native, NULL},
    {"_checkSeekable()", check_seekable, NULL},
    {"_checkReadable()", check_readable, NULL},
    {"_checkWritable()", check_writable, NULL},
    {"fileno()", fileno_unsupported, "Returns underlying file descriptor if one exists."},
    {"isatty()", isatty_native, "Return whether this is an 'interactive' stream."},
    {"__enter__()", enter, NULL},
    {"__exit__(*args)", leave, NULL},
    {"readline(size=-1, /)", readline_native, "Read and return a line from the stream."},
    {"readlines(hint=-1, /)", readlines_native, "Return a list of lines from the stream."},
    {"writelines(lines, /)", writelines_native, "Write a list of lines to stream."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"closed", get_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject iobase_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io._IOBase",
    .doc = "The abstract base class for all I/O classes.",
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(GcObject),
    .new = iobase_new,
    .finalize = iobase_finalize,
    .iterate = iterate,
    .next = next_line,
    .methods = methods,
    .properties = properties,
};
