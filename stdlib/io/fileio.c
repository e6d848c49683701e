/* fileio: _io.FileIO, a raw stream: a descriptor, and one call of the system for each call.
 *
 * Invariant:  descriptor is -1 while the stream is closed, or not opened yet.
 * Ownership:  it closes its descriptor (`closes`) when it is closed or dies, and warns then (ResourceWarning) if
 *             nobody closed it.
 * Waiting:    a call that a signal interrupts is made again, once the signal's handler has run. A call that
 *             would have to wait, of a descriptor that does not, gives None. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytebuilder.h"
#include "runtime/calls/audit.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/io/io_private.h"
#include "stdlib/posix/posix.h"
#include "vm/run/signals.h"

typedef struct FileIO {
    GC_HEAD(unused);
    int descriptor;
    bool is_created, is_readable, is_writable, is_appending, closes, is_finalizing;
    int8_t seekable; /* -1: not asked yet */
    size_t block_size;
} FileIO;

static FileIO *file_of(View self)
{
    return (FileIO *)self;
}

int fileio_descriptor(View self)
{
    return file_of(self)->descriptor;
}

size_t fileio_block_size(View self)
{
    return file_of(self)->block_size;
}

bool fileio_is_finished(View self)
{
    return file_of(self)->descriptor < 0 || !file_of(self)->closes;
}

static bool check_open(View self)
{
    if (file_of(self)->descriptor >= 0)
        return true;
    raise_error(ValueError, "I/O operation on closed file");
    return false;
}

/* After a call that failed: is it to be made again? */
static bool is_to_be_repeated(void)
{
    return errno == EINTR && signals_handle();
}

/* --- opening -------------------------------------------------------------------------------------------- */

static Ref fileio_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    FileIO *file = (FileIO *)type_allocate(type, 0);
    if (!file)
        return NULL;
    file->descriptor = -1;
    file->closes = true;
    file->seekable = -1;
    file->block_size = IO_BUFFER_SIZE;
    gc_track(AS_OBJECT(file));
    return AS_OBJECT(file);
}

Ref fileio_from_descriptor(int descriptor, View name, bool is_readable, bool closes)
{
    FileIO *file = (FileIO *)fileio_new(&fileio_type, NULL, NULL);
    if (!file)
        return NULL;
    file->is_readable = is_readable;
    file->is_writable = !is_readable;
    file->closes = closes;
    if (name && !object_set_attribute(AS_OBJECT(file), name(name), name)) {
        release(AS_OBJECT(file));
        return NULL;
    }
    file->descriptor = descriptor;
    return AS_OBJECT(file);
}

static bool bad_mode(void)
{
    raise_error(ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
}

/* The flags for open(2), and what the stream is for. False with ValueError. */
static bool parse_mode(FileIO *file, const char *mode, int *flags)
{
    bool has_kind = false, has_plus = false;
    *flags = O_CLOEXEC;
    file->is_created = file->is_readable = file->is_writable = file->is_appending = false;
    for (const char *c = mode; *c; c++) {
        if (strchr("xrwa", *c)) {
            if (has_kind)
                return bad_mode();
            has_kind = true;
            file->is_created = *c == 'x';
            file->is_readable = *c == 'r';
            file->is_writable = *c != 'r';
            file->is_appending = *c == 'a';
            *flags |= *c == 'x' ? O_EXCL | O_CREAT : *c == 'w' ? O_CREAT | O_TRUNC : *c == 'a' ? O_APPEND | O_CREAT : 0;
        } else if (*c == '+') {
            if (has_plus)
                return bad_mode();
            has_plus = true;
        } else if (*c != 'b') {
            raise_error(ValueError, "invalid mode: %s", mode);
            return false;
        }
    }
    if (!has_kind)
        return bad_mode();
    if (has_plus)
        file->is_readable = file->is_writable = true;
    *flags |= file->is_readable && file->is_writable ? O_RDWR : file->is_readable ? O_RDONLY : O_WRONLY;
    return true;
}

/* Open by the system. -1 with an exception. */
static int open_path(View name, const char *path, int flags)
{
    int descriptor;
    do {
        int failure = EINTR;
        descriptor = -1;
        if (interrupt_wait_begin()) { /* a pipe with a name waits for its other end */
            descriptor = open(path, flags, 0666);
            failure = errno;
        }
        interrupt_wait_end();
        errno = failure;
    } while (descriptor < 0 && is_to_be_repeated());
    if (descriptor < 0 && !error_is_set())
        raise_errno(errno, name);
    return descriptor;
}

static int open_by_opener(View opener, View name, int flags)
{
    Ref number = int_new(flags), result = number ? call_2(opener, name, number) : NULL;
    int64_t descriptor = -1;
    bool done = false;
    release_maybe(number);
    if (result && !is_int(result))
        raise_error(TypeError, "expected integer from opener");
    else if (result)
        done = object_as_int64(result, &descriptor);
    release_maybe(result);
    if (done && (descriptor < 0 || descriptor > INT32_MAX))
        raise_error(ValueError, "opener returned %lld", (long long)descriptor);
    return error_is_set() ? -1 : (int)descriptor;
}

/* A descriptor for the name, which is a path. -1 with an exception. */
static int open_name(View name, View opener, int flags)
{
    Ref path = posix_path(name);
    Ref bytes = path && is_str(path) ? codec_encode_as(AS_OBJECT(str_view(path)), CODEC_UTF8, "surrogateescape", 0) : retain_maybe(path);
    const unsigned char *data;
    size_t length;
    int descriptor = -1;
    if (bytes && bytes_data_peek(bytes, &data, &length)) {
        if (strlen((const char *)data) != length)
            raise_error(ValueError, "embedded null byte");
        else if (opener && opener != NONE)
            descriptor = open_by_opener(opener, name, flags);
        else
            descriptor = open_path(name, (const char *)data, flags);
    }
    release_maybe(path);
    release_maybe(bytes);
    return descriptor;
}

/* Is it a descriptor, and of no folder? */
static bool look_at(FileIO *file, View name)
{
    struct stat status;
    if (fstat(file->descriptor, &status) < 0) {
        if (errno != EBADF)
            return true;
        raise_errno(errno, NULL);
        return false;
    }
    if (S_ISDIR(status.st_mode)) {
        raise_errno(EISDIR, name);
        return false;
    }
    file->block_size = status.st_blksize > 1 ? (size_t)status.st_blksize : IO_BUFFER_SIZE;
    return true;
}

static bool close_descriptor(FileIO *file)
{
    int descriptor = file->descriptor;
    file->descriptor = -1;
    if (descriptor < 0 || close(descriptor) == 0)
        return true;
    raise_errno(errno, NULL);
    return false;
}

/* A number that is a descriptor; -1: it is none, with an exception only if it is wrong. */
static int number_given(View object)
{
    int32_t number;
    if (object->type == TYPE_FLOAT || is_kind(object, TYPE_FLAG_FLOAT)) {
        raise_error(TypeError, "integer argument expected, got float");
        return -1;
    }
    if (!is_int(object) || !object_as_int32(object, &number))
        return -1;
    if (number < 0)
        raise_error(ValueError, "negative file descriptor");
    return number < 0 ? -1 : number;
}

static bool open_it(View self, View name, const char *mode, bool closes, View opener)
{
    FileIO *file = file_of(self);
    int flags, given = number_given(name);
    if (error_is_set() || !parse_mode(file, mode, &flags))
        return false;
    file->closes = true;
    file->seekable = -1;
    if (given < 0 && !closes) {
        raise_error(ValueError, "Cannot use closefd=False with file name");
        return false;
    }
    if (!AUDIT("open", "Osi", name, mode, (int64_t)flags))
        return false;
    int descriptor = given < 0 ? open_name(name, opener, flags) : given;
    if (descriptor < 0)
        return false;
    file->descriptor = descriptor;
    file->closes = closes;
    bool done = look_at(file, name) && object_set_attribute(self, name(name), name) &&
                (!file->is_appending || fileio_seek(self, 0, SEEK_END, true) >= 0);
    if (!done) {
        Ref failure = error_take();
        if (given >= 0)
            file->descriptor = -1;
        else if (!close_descriptor(file))
            error_clear();
        error_restore_take(failure);
    }
    return done;
}

/* __init__(file, mode='r', closefd=True, opener=None) */
static Ref fileio_init(View self, View *args)
{
    StrView mode = args[1] ? str_view(args[1]) : NULL;
    int closes = args[2] ? object_truth(args[2]) : 1;
    char *owned = NULL;
    size_t length = 0;
    if (args[1] && !mode)
        return raise_error(TypeError, "FileIO() argument 'mode' must be str, not %K", args[1]);
    const char *text = mode ? str_utf8(mode, &length, &owned) : "r";
    bool done = text && closes >= 0;
    if (done && file_of(self)->descriptor >= 0) {
        if (file_of(self)->closes)
            done = close_descriptor(file_of(self));
        file_of(self)->descriptor = -1;
    }
    done = done && open_it(self, args[0], text, closes, args[3]);
    str_utf8_free(owned, length);
    return done ? none_new() : NULL;
}

/* --- closing -------------------------------------------------------------------------------------------- */

/* Nobody closed it: say so of `source`, the stream that the program had. */
static void warn_unclosed(FileIO *file, View source)
{
    if (file->descriptor < 0 || !file->closes)
        return;
    Ref raised = error_take();
    if (!warn_of(source, ResourceWarning, "unclosed file %R", source)) {
        if (error_matches(Warning))
            error_write_unraisable(NULL, AS_OBJECT(file));
        error_clear();
    }
    error_restore_take(raised);
}

static Ref dealloc_warn(View self, View *args)
{
    warn_unclosed(file_of(self), args[0]);
    return none_new();
}

static Ref fileio_close(View self, View *args)
{
    FileIO *file = file_of(self);
    Ref result = iobase_close_native(self, args);
    if (!file->closes) {
        file->descriptor = -1;
        return result;
    }
    Ref failure = error_take();
    if (file->is_finalizing)
        warn_unclosed(file, self);
    bool done = close_descriptor(file);
    if (failure)
        io_chain_take(failure);
    if (!done)
        clear_place(&result);
    return result;
}

/* --- reading and writing -------------------------------------------------------------------------------- */

/* After a call that failed for good. */
static Index call_failed(void)
{
    if (!error_is_set() && errno == EAGAIN)
        return IO_WOULD_BLOCK;
    if (!error_is_set())
        raise_errno(errno, NULL);
    return IO_FAILED;
}

Index fileio_read_into(View self, unsigned char *data, size_t length)
{
    ssize_t count;
    do {
        int descriptor = file_of(self)->descriptor, failure = EINTR;
        count = -1;
        if (interrupt_wait_begin()) { /* other threads run meanwhile */
            count = read(descriptor, data, length > INT32_MAX ? INT32_MAX : length);
            failure = errno;
        }
        interrupt_wait_end();
        errno = failure;
    } while (count < 0 && is_to_be_repeated());
    return count >= 0 ? count : call_failed();
}

Index fileio_write_from(View self, const unsigned char *data, size_t length)
{
    ssize_t count;
    do {
        int descriptor = file_of(self)->descriptor, failure = EINTR;
        count = -1;
        if (interrupt_wait_begin()) {
            count = write(descriptor, data, length > INT32_MAX ? INT32_MAX : length);
            failure = errno;
        }
        interrupt_wait_end();
        errno = failure;
    } while (count < 0 && is_to_be_repeated());
    return count >= 0 ? count : call_failed();
}

static Ref count_or_none(Index count)
{
    return count == IO_FAILED ? NULL : count == IO_WOULD_BLOCK ? none_new() : int_new(count);
}

static bool check_able(View self, bool is_able, const char *what)
{
    if (!check_open(self))
        return false;
    if (!is_able)
        io_raise_unsupported(what);
    return is_able;
}

static const char not_for_reading[] = "File not open for reading", not_for_writing[] = "File not open for writing";

/* A guess of how many bytes are left, and one more, so that the end is seen at once. */
static size_t size_left(View self)
{
    struct stat status;
    off_t place = lseek(file_of(self)->descriptor, 0, SEEK_CUR);
    if (fstat(file_of(self)->descriptor, &status) < 0 || place < 0 || status.st_size < place)
        return IO_BUFFER_SIZE;
    return (size_t)(status.st_size - place) + 1;
}

static Ref fileio_readall(View self, View *args UNUSED)
{
    if (!check_open(self))
        return NULL;
    ByteBuilder all = {0};
    size_t step = size_left(self);
    for (;;) {
        unsigned char *place = bytebuilder_extend(&all, step);
        Index count = place ? fileio_read_into(self, place, step) : 0;
        all.length -= place ? step - (count > 0 ? (size_t)count : 0) : 0;
        if (count > 0) {
            step = all.length < IO_BUFFER_SIZE ? IO_BUFFER_SIZE : all.length / 2;
            if ((size_t)count < step)
                step = IO_BUFFER_SIZE;
            continue;
        }
        if (count != IO_FAILED && (count == 0 || all.length > 0))
            return bytebuilder_finish(&all);
        bytebuilder_abandon(&all);
        return count == IO_FAILED ? NULL : none_new();
    }
}

static Ref fileio_read(View self, View *args)
{
    Index size;
    if (!check_able(self, file_of(self)->is_readable, not_for_reading) || !io_size_argument(args[0], &size))
        return NULL;
    if (size < 0)
        return fileio_readall(self, NULL);
    ByteBuilder bytes = {0};
    unsigned char *place = bytebuilder_extend(&bytes, (size_t)size);
    Index count = place || !size ? fileio_read_into(self, place, (size_t)size) : IO_FAILED;
    if (count >= 0) {
        bytes.length = (size_t)count;
        return bytebuilder_finish(&bytes);
    }
    if (!error_is_set() && count == IO_FAILED)
        raise_memory_error();
    bytebuilder_abandon(&bytes);
    return count == IO_WOULD_BLOCK ? none_new() : NULL;
}

static Ref fileio_readinto(View self, View *args)
{
    BytesHold hold;
    if (!bytes_hold(args[0], BYTES_WRITE, &hold))
        return raise_error(TypeError, "readinto() argument must be read-write bytes-like object, not %K", args[0]);
    bool is_able = check_able(self, file_of(self)->is_readable, not_for_reading);
    Index count = is_able ? fileio_read_into(self, hold.data, hold.length) : IO_FAILED;
    bytes_let_go(&hold);
    return count_or_none(count);
}

static Ref fileio_write(View self, View *args)
{
    BytesHold hold;
    if (!bytes_hold(args[0], BYTES_READ, &hold))
        return raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
    bool is_able = check_able(self, file_of(self)->is_writable, not_for_writing);
    Index count = is_able ? fileio_write_from(self, hold.data, hold.length) : IO_FAILED;
    bytes_let_go(&hold);
    return count_or_none(count);
}

/* --- places --------------------------------------------------------------------------------------------- */

int64_t fileio_seek(View self, int64_t offset, int whence, bool quiet_on_pipe)
{
    FileIO *file = file_of(self);
    off_t place = lseek(file->descriptor, offset, whence);
    if (file->seekable < 0)
        file->seekable = place >= 0;
    if (place >= 0)
        return place;
    if (quiet_on_pipe && errno == ESPIPE)
        return 0;
    raise_errno(errno, NULL);
    return -1;
}

static Ref place_or_null(int64_t place)
{
    return place < 0 ? NULL : int_new(place);
}

static Ref fileio_seek_native(View self, View *args)
{
    int64_t offset, whence = 0;
    if (!check_open(self))
        return NULL;
    if (args[0]->type == TYPE_FLOAT)
        return raise_error(TypeError, "an integer is required");
    if (!object_as_int64(args[0], &offset) || (args[1] && !object_as_int64(args[1], &whence)))
        return NULL;
    return place_or_null(fileio_seek(self, offset, (int)whence, false));
}

static Ref fileio_tell(View self, View *args UNUSED)
{
    return check_open(self) ? place_or_null(fileio_seek(self, 0, SEEK_CUR, false)) : NULL;
}

static Ref fileio_truncate(View self, View *args)
{
    if (!check_able(self, file_of(self)->is_writable, not_for_writing))
        return NULL;
    Ref size = args[0] && args[0] != NONE ? retain(args[0]) : place_or_null(fileio_seek(self, 0, SEEK_CUR, false));
    int64_t length;
    if (!size || !object_as_int64(size, &length)) {
        release_maybe(size);
        return NULL;
    }
    int failed;
    do
        failed = ftruncate(file_of(self)->descriptor, length);
    while (failed < 0 && is_to_be_repeated());
    if (failed < 0 && !error_is_set())
        raise_errno(errno, NULL);
    if (failed < 0)
        clear_place(&size);
    return size;
}

/* --- what it is ----------------------------------------------------------------------------------------- */

bool fileio_is_seekable(View self)
{
    if (file_of(self)->seekable < 0)
        file_of(self)->seekable = lseek(file_of(self)->descriptor, 0, SEEK_CUR) >= 0;
    return file_of(self)->seekable > 0;
}

bool fileio_is_readable(View self)
{
    return file_of(self)->is_readable;
}

bool fileio_is_writable(View self)
{
    return file_of(self)->is_writable;
}

static Ref fileio_seekable(View self, View *args UNUSED)
{
    return check_open(self) ? bool_new(fileio_is_seekable(self)) : NULL;
}

static Ref fileio_readable(View self, View *args UNUSED)
{
    return check_open(self) ? bool_new(file_of(self)->is_readable) : NULL;
}

static Ref fileio_writable(View self, View *args UNUSED)
{
    return check_open(self) ? bool_new(file_of(self)->is_writable) : NULL;
}

static Ref fileio_fileno(View self, View *args UNUSED)
{
    return check_open(self) ? int_new(file_of(self)->descriptor) : NULL;
}

static Ref fileio_isatty(View self, View *args UNUSED)
{
    return check_open(self) ? bool_new(isatty(file_of(self)->descriptor)) : NULL;
}

static Ref get_closed(View self)
{
    return bool_new(file_of(self)->descriptor < 0);
}

static Ref get_closefd(View self)
{
    return bool_new(file_of(self)->closes);
}

static const char *mode_text(const FileIO *file)
{
    if (file->is_created)
        return file->is_readable ? "xb+" : "xb";
    if (file->is_appending)
        return file->is_readable ? "ab+" : "ab";
    return file->is_readable ? file->is_writable ? "rb+" : "rb" : "wb";
}

static Ref get_mode(View self)
{
    return str_from_text(mode_text(file_of(self)));
}

static Ref get_block_size(View self)
{
    return int_from_uint64(file_of(self)->block_size);
}

static bool set_block_size(View self, View value)
{
    int64_t size = 0;
    if (!value || !object_as_int64(value, &size) || size < 0) {
        if (!error_is_set())
            raise_error(TypeError, "can't delete numeric/char attribute");
        return false;
    }
    file_of(self)->block_size = (size_t)size;
    return true;
}

static Ref get_finalizing(View self)
{
    return bool_new(file_of(self)->is_finalizing);
}

static bool set_finalizing(View self, View value)
{
    int truth = value ? object_truth(value) : 0;
    file_of(self)->is_finalizing = truth > 0;
    return truth >= 0;
}

static Ref repr_with(View self, View name)
{
    FileIO *file = file_of(self);
    int entered = object_repr_enter(self);
    if (entered > 0)
        raise_error(RuntimeError, "reentrant call inside %T.__repr__", self);
    if (entered)
        return NULL;
    Ref text = str_format("<_io.FileIO name=%R mode='%s' closefd=%s>", name, mode_text(file), file->closes ? "True" : "False");
    object_repr_leave(self);
    return text;
}

static Ref fileio_repr(View self)
{
    FileIO *file = file_of(self);
    if (file->descriptor < 0)
        return str_format("<_io.FileIO [closed]>");
    Ref name = io_name_maybe(self);
    if (!name && error_is_set())
        return NULL;
    Ref text = name ? repr_with(self, name)
                    : str_format("<_io.FileIO fd=%d mode='%s' closefd=%s>", file->descriptor, mode_text(file),
                                 file->closes ? "True" : "False");
    release_maybe(name);
    return text;
}

static void fileio_finish(View self)
{
    FileIO *file = file_of(self);
    if (file->descriptor >= 0 && file->closes)
        close(file->descriptor); /* close() was replaced by a method that did not */
    file->descriptor = -1;
}

static const NativeFunction initialiser = {"FileIO(file, mode='r', closefd=True, opener=None)", fileio_init, NULL};
static const NativeFunction methods[] = {
    {"read(size=-1, /)", fileio_read,
     "Read at most size bytes, returned as bytes.\n\nOnly makes one system call, so less data may be returned than requested.\n"
     "In non-blocking mode, returns None if no data is available."},
    {"readall()", fileio_readall, "Read all data from the file, returned as bytes."},
    {"readinto(buffer, /)", fileio_readinto, "Same as RawIOBase.readinto()."},
    {"write(b, /)", fileio_write, "Write buffer b to file, return number of bytes written."},
    {"seek(pos, whence=0, /)", fileio_seek_native, "Move to new file position and return the file position."},
    {"tell()", fileio_tell, "Current file position."},
    {"truncate(size=None, /)", fileio_truncate, "Truncate the file to at most size bytes and return the truncated size."},
    {"close()", fileio_close, "Close the file.\n\nA closed file cannot be used for further I/O operations."},
    {"seekable()", fileio_seekable, "True if file supports random-access."},
    {"readable()", fileio_readable, "True if file was opened in a read mode."},
    {"writable()", fileio_writable, "True if file was opened in a write mode."},
    {"fileno()", fileio_fileno, "Return the underlying file descriptor (an integer)."},
    {"isatty()", fileio_isatty, "True if the file is connected to a TTY device."},
    {"_dealloc_warn(source, /)", dealloc_warn, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"closed", get_closed, NULL, "True if the file is closed"},
    {"closefd", get_closefd, NULL, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, NULL, "String giving the file mode"},
    {"_blksize", get_block_size, set_block_size, NULL},
    {"_finalizing", get_finalizing, set_finalizing, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject fileio_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.FileIO",
    .doc = "(file, mode='r', closefd=True, opener=None)\n--\n\nOpen a file.",
    .base = &rawiobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(FileIO),
    .new = fileio_new,
    .init_native = &initialiser,
    .finish = fileio_finish,
    .repr = fileio_repr,
    .methods = methods,
    .properties = properties,
};
