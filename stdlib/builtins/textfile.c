/* textfile: streams over file descriptors, text in an encoding or bytes, with a buffer for writing and one
 * for reading (textfile_read.c).
 *
 * This is what print() needs and scripts use most; the layers of CPython's io (raw and buffered streams as
 * objects of their own) are not there: one object does the work of the three.
 *
 *     write(text) ──► encoded ──► out │ bytes not yet written │ ──► descriptor
 *
 * Invariants:  descriptor is -1 once the stream is closed; out and in are allocated when they are first used.
 * Ownership:   a stream closes its descriptor when it dies if it owns it (TEXTFILE_OWNS), and warns then, as
 *              CPython does of a file that was not closed; those of sys do not own theirs.
 * Failure:     the buffer is emptied before it is written: what the system refuses is lost (OSError). */
#include "stdlib/builtins/textfile.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/sys/sys.h"

enum { BUFFER_SIZE = 8192 };

static Ref unsupported_operation; /* the class, once it was needed; owned */

static TextFile *file_of(View self)
{
    return (TextFile *)self;
}

Ref textfile_new(int descriptor, View name, const char *mode, unsigned flags)
{
    TextFile *file = gc_new(textfile_type.index, sizeof *file);
    if (!file)
        return NULL;
    memset((GcObject *)file + 1, 0, sizeof *file - sizeof(GcObject));
    file->flags = flags;
    file->descriptor = descriptor;
    file->buffer_size = BUFFER_SIZE;
    file->form = (CodecForm){.unit = 1, .is_utf8 = true, .unmarked = "utf-8"};
    file->name = retain_maybe(name);
    file->mode = str_from_text(mode);
    gc_track(AS_OBJECT(file));
    if (file->name && file->mode)
        return AS_OBJECT(file);
    file->descriptor = -1; /* the caller's, still */
    release(AS_OBJECT(file));
    return NULL;
}

/* class UnsupportedOperation(OSError, ValueError), of the module io. */
static Ref make_unsupported(void)
{
    Ref name = str_from_text("UnsupportedOperation"), module = name ? str_from_text("io") : NULL, space = module ? dict_new() : NULL;
    Ref bases = space && dict_set((DictView)space, name(__module__), module)
                    ? tuple_pack(2, AS_OBJECT(&exception_types[OSError]), AS_OBJECT(&exception_types[ValueError]))
                    : NULL;
    Ref class = bases ? call_3(AS_OBJECT(&type_type), name, bases, space) : NULL;
    release_maybe(name);
    release_maybe(module);
    release_maybe(space);
    release_maybe(bases);
    return class;
}

void *textfile_raise_unsupported(const char *message)
{
    if (!unsupported_operation)
        unsupported_operation = make_unsupported();
    Ref text = unsupported_operation ? str_from_text(message) : NULL, exception = text ? call_1(unsupported_operation, text) : NULL;
    release_maybe(text);
    if (exception)
        raise_take(exception);
    return NULL;
}

void textfile_stop(void)
{
    clear_place(&unsupported_operation);
}

static bool check_open(TextFile *file, unsigned flag, const char *operation)
{
    if (file->descriptor < 0)
        raise_error(ValueError, file->flags & TEXTFILE_BINARY ? "%s of closed file" : "I/O operation on closed file.",
                    flag == TEXTFILE_READ ? "read" : "write");
    else if (!(file->flags & flag))
        textfile_raise_unsupported(file->flags & TEXTFILE_BINARY ? flag == TEXTFILE_READ ? "read" : "write" : operation);
    else
        return true;
    return false;
}

static bool check_not_closed(TextFile *file)
{
    if (file->descriptor >= 0)
        return true;
    raise_error(ValueError, file->flags & TEXTFILE_BINARY ? "I/O operation on closed file" : "I/O operation on closed file.");
    return false;
}

/* The same, where CPython's raw file says it. */
static bool check_descriptor(TextFile *file)
{
    if (file->descriptor < 0)
        raise_error(ValueError, "I/O operation on closed file");
    return file->descriptor >= 0;
}

/* --- writing -------------------------------------------------------------------------------------------- */

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
    if (!file->out && !(file->out = heap_allocate(file->buffer_size))) {
        raise_memory_error();
        return false;
    }
    if (file->in_stop) { /* what was read ahead: bytes are read again; text goes on behind it, as CPython's does */
        if (file->flags & TEXTFILE_BINARY && !textfile_return_input(file))
            return false;
        textfile_drop_input(file);
    }
    if (file->out_used + length > file->buffer_size && !textfile_flush(file))
        return false;
    if (length >= file->buffer_size)
        return write_all(file, bytes, length);
    memcpy(file->out + file->out_used, bytes, length);
    file->out_used += length;
    if (file->flags & TEXTFILE_UNBUFFERED)
        return textfile_flush(file);
    return !(file->flags & TEXTFILE_LINES) || !memchr(bytes, '\n', length) || textfile_flush(file);
}

void (*textfile_observer)(const TextFile *file, const char *bytes, size_t length);

static const char *errors_of(const TextFile *file)
{
    return file->errors ? (const char *)((StrView)file->errors)->data : "strict";
}

/* NEWLINE_CR, NEWLINE_CRLF: the text with the ends of lines that the file asks for; owned. */
static Ref with_newlines(const TextFile *file, View text)
{
    StrBuilder out;
    strbuilder_start(&out);
    for (size_t i = 0; i < str_length(text); i++) {
        Character c = str_at((StrView)text, i);
        if (c == '\n')
            strbuilder_add_text(&out, file->newline == NEWLINE_CR ? "\r" : "\r\n");
        else
            strbuilder_add_character(&out, c);
    }
    return strbuilder_finish(&out);
}

/* Write in another encoding than UTF-8, or with an error handler. The mark at the beginning is written
 * once. */
static bool write_encoded(TextFile *file, View text)
{
    const char *encoding = file->encoding ? (const char *)((StrView)file->encoding)->data : "utf-8";
    Ref bytes = codec_encode_str(text, file->form.mark && file->is_marked ? file->form.unmarked : encoding, errors_of(file));
    const unsigned char *data;
    size_t length;
    bool done = bytes && bytes_data_peek(bytes, &data, &length) && write_bytes(file, data, length);
    file->is_marked = true;
    if (done && file->flags & TEXTFILE_LINES && file->form.unit > 1)
        done = textfile_flush(file);
    release_maybe(bytes);
    return done;
}

static bool write_text(TextFile *file, View text)
{
    char *owned;
    size_t length;
    Ref escaped = NULL;
    const char *bytes = str_utf8((StrView)text, &length, &owned);
    if (!bytes && (file->flags & TEXTFILE_ESCAPES) && error_clear_if(UnicodeEncodeError)) { /* stderr never fails for want of a character */
        Ref encoded = codec_encode_str(text, "utf-8", "backslashreplace");
        escaped = encoded ? codec_decode_bytes(encoded, "utf-8", "strict") : NULL;
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

bool textfile_write(TextFile *file, View text)
{
    if (file->newline < NEWLINE_CR && !file->encoding && !file->errors)
        return write_text(file, text);
    Ref changed = file->newline < NEWLINE_CR ? retain(text) : with_newlines(file, text);
    bool done = changed && write_encoded(file, changed);
    release_maybe(changed);
    return done;
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref write_method(View self, View *args)
{
    TextFile *file = file_of(self);
    if (!check_open(file, TEXTFILE_WRITE, "not writable"))
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
    return check_not_closed(file_of(self)) && textfile_flush(file_of(self)) ? none_new() : NULL;
}

/* A number of characters or bytes; SIZE_MAX for None, a negative one, or none given. False with an
 * exception. */
static bool size_argument(View argument, size_t *most)
{
    Index size = -1;
    if (argument && argument != NONE && !object_as_index(argument, &size))
        return false;
    *most = size < 0 ? SIZE_MAX : (size_t)size;
    return true;
}

static Ref read_method(View self, View *args)
{
    size_t most;
    return check_open(file_of(self), TEXTFILE_READ, "not readable") && size_argument(args[0], &most) ? textfile_read(file_of(self), most)
                                                                                                     : NULL;
}

static Ref readline_method(View self, View *args)
{
    size_t most;
    return check_open(file_of(self), TEXTFILE_READ, "not readable") && size_argument(args[0], &most)
               ? textfile_read_line(file_of(self), most)
               : NULL;
}

static Ref readinto_method(View self, View *args)
{
    TextFile *file = file_of(self);
    const unsigned char *bytes;
    size_t length;
    if (!(file->flags & TEXTFILE_BINARY))
        return raise_error(AttributeError, "'_io.TextIOWrapper' object has no attribute 'readinto'");
    if (!check_open(file, TEXTFILE_READ, "not readable"))
        return NULL;
    if (args[0]->type != TYPE_BYTEARRAY || !bytes_data_peek(args[0], &bytes, &length))
        return raise_error(TypeError, "readinto() argument must be a bytearray, not %T", args[0]);
    Index got = textfile_read_into(file, (unsigned char *)(uintptr_t)bytes, length);
    return got < 0 ? NULL : int_new(got);
}

static Ref textfile_next(View self)
{
    if (!check_open(file_of(self), TEXTFILE_READ, "not readable"))
        return NULL;
    TextFile *file = file_of(self);
    file->is_iterated = true;
    Ref line = textfile_read_line(file, SIZE_MAX);
    if (line && object_length(line) == 0) {
        clear_place(&line);
        file->is_iterated = false;
    }
    return line;
}

/* hint: the line that brings more than so many characters is the last. */
static Ref readlines_method(View self, View *args)
{
    size_t most, length = 0;
    if (!size_argument(args[0], &most))
        return NULL;
    Ref lines = list_new(0), line = NULL;
    while (lines && (most == 0 || length <= most) && (line = textfile_next(self))) {
        length += (size_t)object_length(line);
        if (!list_append_take((ListView)lines, line))
            clear_place(&lines);
    }
    if (error_is_set())
        clear_place(&lines);
    return lines;
}

/* --- places --------------------------------------------------------------------------------------------- */

static Ref tell_method(View self, View *args UNUSED)
{
    TextFile *file = file_of(self);
    if (!check_not_closed(file))
        return NULL;
    if (file->is_iterated && !(file->flags & TEXTFILE_BINARY))
        return raise_error(OSError, "telling position disabled by next() call");
    int64_t place = textfile_tell(file);
    return place < 0 ? NULL : int_new(place);
}

/* Text goes to its beginning, its end, or where tell() was. */
static bool check_text_seek(int64_t offset, int whence)
{
    if (whence == 0 && offset < 0)
        raise_error(ValueError, "negative seek position %lld", (long long)offset);
    else if (whence == 1 && offset)
        textfile_raise_unsupported("can't do nonzero cur-relative seeks");
    else if (whence == 2 && offset)
        textfile_raise_unsupported("can't do nonzero end-relative seeks");
    else
        return true;
    return false;
}

static bool seek_to(TextFile *file, int64_t offset, int whence)
{
    bool is_text = !(file->flags & TEXTFILE_BINARY);
    if (is_text && !check_text_seek(offset, whence))
        return false;
    if (whence == 1) {
        int64_t here = textfile_tell(file);
        if (here < 0 || __builtin_add_overflow(offset, here, &offset))
            return false;
        whence = 0;
    }
    if (!textfile_flush(file))
        return false;
    off_t place = lseek(file->descriptor, offset, whence);
    if (place < 0) {
        if (errno == ESPIPE)
            textfile_raise_unsupported(is_text ? "underlying stream is not seekable" : "File or stream is not seekable.");
        else
            raise_errno(errno, NULL);
        return false;
    }
    textfile_drop_input(file);
    file->in_encoding = place ? file->in_encoding ? file->in_encoding : file->form.unmarked : NULL;
    file->is_marked = place > 0;
    return true;
}

static Ref seek_method(View self, View *args)
{
    TextFile *file = file_of(self);
    int64_t offset, whence = 0;
    if (!check_not_closed(file) || !object_as_int64(args[0], &offset) || (args[1] && !object_as_int64(args[1], &whence)))
        return NULL;
    if (whence < 0 || whence > 2)
        return raise_error(ValueError, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    if (!seek_to(file, offset, (int)whence))
        return NULL;
    return int_new((int64_t)lseek(file->descriptor, 0, SEEK_CUR));
}

/* Without a size a text file ends where reading from the system has come to, as CPython's. */
static Ref truncate_method(View self, View *args)
{
    TextFile *file = file_of(self);
    int64_t size;
    if (!check_not_closed(file) || !textfile_flush(file))
        return NULL;
    if (!(file->flags & TEXTFILE_WRITE))
        return textfile_raise_unsupported("truncate");
    if (args[0] && args[0] != NONE) {
        if (!object_as_int64(args[0], &size))
            return NULL;
    } else {
        size = file->flags & TEXTFILE_BINARY ? textfile_tell(file) : (int64_t)lseek(file->descriptor, 0, SEEK_CUR);
        if (error_is_set())
            return NULL;
    }
    return ftruncate(file->descriptor, size) == 0 ? int_new(size) : raise_errno(errno, NULL);
}

static Ref seekable_method(View self, View *args UNUSED)
{
    return check_descriptor(file_of(self)) ? bool_new(lseek(file_of(self)->descriptor, 0, SEEK_CUR) >= 0) : NULL;
}

static Ref textfile_self(View self)
{
    return retain(self);
}
static Ref enter_method(View self, View *args UNUSED)
{
    return check_open(file_of(self), TEXTFILE_READ | TEXTFILE_WRITE, "not open") ? retain(self) : NULL;
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
    textfile_drop_input(file_of(self));
    close_descriptor(file_of(self));
    return done ? none_new() : NULL;
}

static Ref exit_method(View self, View *args UNUSED)
{
    return close_method(self, NULL);
}
static Ref fileno_method(View self, View *args UNUSED)
{
    return check_descriptor(file_of(self)) ? int_new(file_of(self)->descriptor) : NULL;
}
static Ref isatty_method(View self, View *args UNUSED)
{
    return check_descriptor(file_of(self)) ? bool_new(isatty(file_of(self)->descriptor)) : NULL;
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
static Ref shown_encoding(TextFile *file)
{
    return file->encoding                ? retain(file->encoding)
           : file->flags & TEXTFILE_OWNS ? str_from_text(sys_settings.utf8_mode ? "utf-8" : "UTF-8")
                                         : str_from_text("utf-8");
}
static Ref get_encoding(View self)
{
    return shown_encoding(file_of(self));
}
static Ref get_errors(View self)
{
    TextFile *file = file_of(self);
    return file->errors ? retain(file->errors) : str_from_text(file->flags & TEXTFILE_ESCAPES ? "backslashreplace" : "strict");
}
static Ref get_line_buffering(View self)
{
    return bool_new(file_of(self)->flags & TEXTFILE_LINES);
}
static Ref get_closed(View self)
{
    return bool_new(file_of(self)->descriptor < 0);
}

static Ref textfile_repr(View self)
{
    TextFile *file = file_of(self);
    if (file->flags & TEXTFILE_BINARY)
        return str_format(file->flags & TEXTFILE_UNBUFFERED ? "<_io.FileIO name=%R mode=%R>"
                          : !(file->flags & TEXTFILE_WRITE) ? "<_io.BufferedReader name=%R>"
                          : file->flags & TEXTFILE_READ     ? "<_io.BufferedRandom name=%R>"
                                                            : "<_io.BufferedWriter name=%R>",
                          file->name, file->mode);
    Ref encoding = shown_encoding(file),
        text = encoding ? str_format("<_io.TextIOWrapper name=%R mode=%R encoding=%R>", file->name, file->mode, encoding) : NULL;
    release_maybe(encoding);
    return text;
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
    clear_place(&file->encoding);
    clear_place(&file->errors);
    clear_place(&file->pending);
    if (file->out)
        heap_free(file->out, file->buffer_size);
    if (file->in)
        heap_free(file->in, file->buffer_size);
    file->out = file->in = NULL;
}

static const NativeFunction textfile_methods[] = {
    {"write(text, /)", write_method, NULL},
    {"writelines(lines, /)", writelines_method, NULL},
    {"flush()", flush_method, NULL},
    {"read(size=-1, /)", read_method, NULL},
    {"readline(size=-1, /)", readline_method, NULL},
    {"readlines(hint=-1, /)", readlines_method, NULL},
    {"readinto(buffer, /)", readinto_method, NULL},
    {"seek(cookie, whence=0, /)", seek_method, NULL},
    {"tell()", tell_method, NULL},
    {"truncate(pos=None, /)", truncate_method, NULL},
    {"seekable()", seekable_method, NULL},
    {"close()", close_method, NULL},
    {"fileno()", fileno_method, NULL},
    {"isatty()", isatty_method, NULL},
    {"readable()", readable_method, NULL},
    {"writable()", writable_method, NULL},
    {"__enter__()", enter_method, NULL},
    {"__exit__(*args)", exit_method, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty textfile_properties[] = {
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {"closed", get_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject textfile_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.TextIOWrapper",
    .size = sizeof(TextFile),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .finish = textfile_finish,
    .finalize = textfile_delete,
    .iterate = textfile_self,
    .next = textfile_next,
    .repr = textfile_repr,
    .methods = textfile_methods,
    .properties = textfile_properties,
};
