/* textfile: text streams over file descriptors, UTF-8, with a buffer for writing and one for reading.
 *
 * This is what print() needs and scripts use most; the whole layered io of CPython (buffered and raw streams, encodings, seeking) is not supported yet. */
#include "stdlib/textfile.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/errors.h"
#include "runtime/instance.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/warnings.h"
#include "vm/frame.h"
#include "vm/interrupt.h"

enum { BUFFER_SIZE = 8192 };

static TextFile *file_of(View self)
{
    return (TextFile *)self;
}

Ref textfile_new(int descriptor, const char *name, const char *mode, unsigned flags)
{
    TextFile *file = gc_new(textfile_type.index, sizeof *file);
    if (!file)
        return NULL;
    memset((GcObject *)file + 1, 0, sizeof *file - sizeof(GcObject));
    file->flags = flags;
    file->descriptor = descriptor;
    file->name = str_from_text(name);
    file->mode = str_from_text(mode);
    gc_track(AS_OBJECT(file));
    if (file->name && file->mode)
        return AS_OBJECT(file);
    release(AS_OBJECT(file));
    return NULL;
}

static bool check_open(TextFile *file, unsigned flag, const char *operation)
{
    if (file->descriptor < 0)
        raise_error(ValueError, "I/O operation on closed file.");
    else if (!(file->flags & flag))
        raise_error(OSError, "not %s", operation);
    else
        return true;
    return false;
}

/* --- writing ------------------------------------------------------------------------------------------------------------------------- */

static bool write_all(TextFile *file, const unsigned char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(file->descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            raise_errno(errno, NULL);
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool textfile_flush(TextFile *file)
{
    size_t used = file->out_used;
    file->out_used = 0;
    return used == 0 || file->descriptor < 0 || write_all(file, file->out, used);
}

static bool write_bytes(TextFile *file, const unsigned char *bytes, size_t length)
{
    if (!file->out && !(file->out = heap_allocate(BUFFER_SIZE))) {
        raise_memory_error();
        return false;
    }
    if (file->out_used + length > BUFFER_SIZE && !textfile_flush(file))
        return false;
    if (length >= BUFFER_SIZE)
        return write_all(file, bytes, length);
    memcpy(file->out + file->out_used, bytes, length);
    file->out_used += length;
    if (file->flags & TEXTFILE_UNBUFFERED)
        return textfile_flush(file);
    return !(file->flags & TEXTFILE_LINES) || !memchr(bytes, '\n', length) || textfile_flush(file);
}

void (*textfile_observer)(const TextFile *file, const char *bytes, size_t length);

bool textfile_write(TextFile *file, View text)
{
    char *owned;
    size_t length;
    Ref escaped = NULL;
    const char *bytes = str_utf8((StrView)text, &length, &owned);
    if (!bytes && (file->flags & TEXTFILE_ESCAPES) && error_clear_if(UnicodeEncodeError)) { /* stderr never fails for want of a character */
        Ref encoded = str_encode(text, "utf-8", "backslashreplace");
        escaped = encoded ? bytes_decode(encoded, "utf-8", "strict") : NULL;
        release_maybe(encoded);
        bytes = escaped ? str_utf8((StrView)escaped, &length, &owned) : NULL;
    }
    if (!bytes)
        return false;
    if (UNLIKELY(textfile_observer))
        textfile_observer(file, bytes, length);
    bool done = write_bytes(file, (const unsigned char *)bytes, length);
    str_utf8_free(owned, length);
    release_maybe(escaped);
    return done;
}

/* --- reading ------------------------------------------------------------------------------------------------------------------------- */

static bool fill(TextFile *file)
{
    if (!file->in && !(file->in = heap_allocate(BUFFER_SIZE))) {
        raise_memory_error();
        return false;
    }
    ssize_t got = -1;
    errno = EINTR;
    bool may_wait = interrupt_wait_begin();
    while (may_wait && (got = read(file->descriptor, file->in, BUFFER_SIZE)) < 0 && errno == EINTR && !thread.interrupted)
        continue;
    int failure = errno;
    interrupt_wait_end();
    if (got < 0 && failure == EINTR && interrupt_take()) { /* Ctrl-C ends the waiting; the terminal has dropped what was typed */
        raise_value(KeyboardInterrupt, NULL);
        return false;
    }
    if (got < 0) {
        raise_errno(failure, NULL);
        return false;
    }
    file->in_start = 0;
    file->in_stop = (size_t)got;
    file->at_end = got == 0;
    return true;
}

typedef struct ByteRun {
    unsigned char *data;
    size_t length, capacity;
} ByteRun;

static bool run_add(ByteRun *run, const unsigned char *bytes, size_t length)
{
    if (length == 0)
        return true;
    if (run->length + length > run->capacity) {
        size_t capacity = (run->length + length) * 2;
        unsigned char *data = heap_resize(run->data, run->capacity, capacity);
        if (!data) {
            raise_memory_error();
            return false;
        }
        run->data = data;
        run->capacity = capacity;
    }
    memcpy(run->data + run->length, bytes, length);
    run->length += length;
    return true;
}

/* Universal newlines: \r\n and \r become \n. */
static size_t translate_newlines(unsigned char *bytes, size_t length)
{
    size_t to = 0;
    for (size_t from = 0; from < length; from++) {
        if (bytes[from] == '\r') {
            bytes[to++] = '\n';
            if (from + 1 < length && bytes[from + 1] == '\n')
                from++;
        } else {
            bytes[to++] = bytes[from];
        }
    }
    return to;
}

static Ref run_finish(TextFile *file, ByteRun *run, bool done)
{
    Ref result = NULL;
    if (done && file->flags & TEXTFILE_BINARY)
        result = bytes_new(run->data, run->length);
    else if (done)
        result = str_from_utf8((const char *)run->data, run->length ? translate_newlines(run->data, run->length) : 0);
    if (run->data)
        heap_free(run->data, run->capacity);
    return result;
}

/* Read up to a newline, to `most` bytes, or to the end. */
static Ref read_until(TextFile *file, bool line, size_t most)
{
    ByteRun run = {NULL, 0, 0};
    bool done = true, found = false;
    while (done && !found && run.length < most) {
        if (file->in_start == file->in_stop) {
            done = fill(file);
            if (!done || file->at_end)
                break;
        }
        size_t available = file->in_stop - file->in_start, wanted = most - run.length < available ? most - run.length : available;
        const unsigned char *start = file->in + file->in_start, *newline = line ? memchr(start, '\n', wanted) : NULL;
        size_t take = newline ? (size_t)(newline - start) + 1 : wanted;
        done = run_add(&run, start, take);
        file->in_start += take;
        found = newline != NULL;
    }
    return run_finish(file, &run, done);
}

Ref textfile_read_line(TextFile *file)
{
    return read_until(file, true, SIZE_MAX);
}

/* --- methods ------------------------------------------------------------------------------------------------------------------------- */

static Ref write_method(View self, View *args)
{
    TextFile *file = file_of(self);
    if (!check_open(file, TEXTFILE_WRITE, "writable"))
        return NULL;
    if (file->flags & TEXTFILE_BINARY) {
        const unsigned char *bytes;
        size_t length;
        if (!bytes_data_peek(args[0], &bytes, &length))
            return raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
        return write_bytes(file, bytes, length) ? int_new((int64_t)length) : NULL;
    }
    StrView text = str_view(args[0]);
    if (!text)
        return raise_error(TypeError, "write() argument must be str, not %T", args[0]);
    return textfile_write(file, AS_OBJECT(text)) ? int_new((int64_t)text->length) : NULL;
}

static Ref writelines_method(View self, View *args)
{
    Ref iterator = object_iterate(args[0]), item;
    while (iterator && (item = object_next(iterator))) {
        Ref result = write_method(self, &item);
        release(item);
        if (!result)
            break;
        release(result);
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : none_new();
}

static Ref flush_method(View self, View *args UNUSED)
{
    return textfile_flush(file_of(self)) ? none_new() : NULL;
}

static Ref read_method(View self, View *args)
{
    Index most = -1;
    if (!check_open(file_of(self), TEXTFILE_READ, "readable") || (args[0] && args[0] != NONE && !object_as_index(args[0], &most)))
        return NULL;
    return read_until(file_of(self), false, most < 0 ? SIZE_MAX : (size_t)most);
}

static Ref readline_method(View self, View *args UNUSED)
{
    return check_open(file_of(self), TEXTFILE_READ, "readable") ? textfile_read_line(file_of(self)) : NULL;
}

static Ref textfile_next(View self)
{
    if (!check_open(file_of(self), TEXTFILE_READ, "readable"))
        return NULL;
    Ref line = textfile_read_line(file_of(self));
    if (line && object_length(line) == 0)
        clear_place(&line);
    return line;
}

static Ref readlines_method(View self, View *args UNUSED)
{
    return list_from_iterable(self);
}
static Ref textfile_self(View self)
{
    return retain(self);
}
static Ref enter_method(View self, View *args UNUSED)
{
    return check_open(file_of(self), TEXTFILE_READ | TEXTFILE_WRITE, "open") ? retain(self) : NULL;
}

static void close_descriptor(TextFile *file)
{
    if (file->descriptor >= 0 && file->flags & TEXTFILE_OWNS)
        close(file->descriptor);
    file->descriptor = -1;
}

static Ref close_method(View self, View *args UNUSED)
{
    bool done = textfile_flush(file_of(self));
    close_descriptor(file_of(self));
    return done ? none_new() : NULL;
}

static Ref exit_method(View self, View *args UNUSED)
{
    return close_method(self, NULL);
}
static Ref fileno_method(View self, View *args UNUSED)
{
    return int_new(file_of(self)->descriptor);
}
static Ref isatty_method(View self, View *args UNUSED)
{
    return bool_new(isatty(file_of(self)->descriptor));
}
static Ref readable_method(View self, View *args UNUSED)
{
    return bool_new(file_of(self)->flags & TEXTFILE_READ);
}
static Ref writable_method(View self, View *args UNUSED)
{
    return bool_new(file_of(self)->flags & TEXTFILE_WRITE);
}

static Ref get_name(View self)
{
    return retain(file_of(self)->name);
}
static Ref get_mode(View self)
{
    return retain(file_of(self)->mode);
}
static Ref get_encoding(View self UNUSED)
{
    return str_from_text("utf-8");
}
static Ref get_errors(View self)
{
    return str_from_text(file_of(self)->flags & TEXTFILE_ESCAPES ? "backslashreplace" : "strict");
}
static Ref get_closed(View self)
{
    return bool_new(file_of(self)->descriptor < 0);
}

static Ref textfile_repr(View self)
{
    return str_format("<_io.TextIOWrapper name=%R mode=%R encoding='utf-8'>", file_of(self)->name, file_of(self)->mode);
}

/* Nobody closed it. */
static void textfile_delete(View self)
{
    if (file_of(self)->descriptor < 0 || !(file_of(self)->flags & TEXTFILE_OWNS))
        return;
    Ref raised = error_take();
    if (!warn_of(self, ResourceWarning, "unclosed file %R", self))
        error_write_unraisable(NULL, self);
    error_restore_take(raised);
}

static void textfile_finish(View self)
{
    TextFile *file = file_of(self);
    if (!textfile_flush(file))
        error_clear();
    close_descriptor(file);
    clear_place(&file->name);
    clear_place(&file->mode);
    if (file->out)
        heap_free(file->out, BUFFER_SIZE);
    if (file->in)
        heap_free(file->in, BUFFER_SIZE);
    file->out = file->in = NULL;
}

static const NativeFunction textfile_methods[] = {{"write(text, /)", write_method, NULL},
                                                  {"writelines(lines, /)", writelines_method, NULL},
                                                  {"flush()", flush_method, NULL},
                                                  {"read(size=-1, /)", read_method, NULL},
                                                  {"readline(size=-1, /)", readline_method, NULL},
                                                  {"readlines(hint=-1, /)", readlines_method, NULL},
                                                  {"close()", close_method, NULL},
                                                  {"fileno()", fileno_method, NULL},
                                                  {"isatty()", isatty_method, NULL},
                                                  {"readable()", readable_method, NULL},
                                                  {"writable()", writable_method, NULL},
                                                  {"__enter__()", enter_method, NULL},
                                                  {"__exit__(*args)", exit_method, NULL},
                                                  {NULL, NULL, NULL}};
static const NativeProperty textfile_properties[] = {{"name", get_name, NULL, NULL},         {"mode", get_mode, NULL, NULL},
                                                     {"encoding", get_encoding, NULL, NULL}, {"errors", get_errors, NULL, NULL},
                                                     {"closed", get_closed, NULL, NULL},     {NULL, NULL, NULL, NULL}};

TypeObject textfile_type = {.object = STATIC_HEAD(TYPE_TYPE),
                            .name = "_io.TextIOWrapper",
                            .size = sizeof(TextFile),
                            .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
                            .finish = textfile_finish,
                            .delete = textfile_delete,
                            .iterate = textfile_self,
                            .next = textfile_next,
                            .repr = textfile_repr,
                            .methods = textfile_methods,
                            .properties = textfile_properties};
