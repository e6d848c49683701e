/* builtins_open: open(): from its many arguments to a stream. What an argument asks for is done, or refused.
 *
 * First the arguments are checked, then the file is opened, then the stream is set up. If the last fails, the
 * descriptor is closed, but for one that was given by number.
 * A name is a path (str, bytes, __fspath__), or a descriptor that is open already. With `opener` Python code
 * opens the file. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/builtins/textfile.h"
#include "stdlib/posix/posix.h"

typedef struct OpenMode {
    int flags;       /* of open(2) */
    unsigned stream; /* TextFileFlags */
    char text[8];    /* as the stream shows it */
    bool is_binary;
} OpenMode;

static bool fail_value(const char *message)
{
    raise_error(ValueError, "%s", message);
    return false;
}

/* False with ValueError. */
static bool parse_mode(const char *mode, OpenMode *result)
{
    unsigned kinds = 0, plus = 0, text = 0, binary = 0;
    char kind = 0;
    for (const char *c = mode; *c; c++) {
        if (!strchr("rwaxbt+", *c) || strchr(c + 1, *c)) {
            raise_error(ValueError, "invalid mode: '%s'", mode);
            return false;
        }
        plus += *c == '+';
        text += *c == 't';
        binary += *c == 'b';
        if (strchr("rwax", *c)) {
            kinds++;
            kind = *c;
        }
    }
    if (text && binary)
        return fail_value("can't have text and binary mode at once");
    if (kinds > 1)
        return fail_value("must have exactly one of create/read/write/append mode");
    if (kinds == 0)
        return fail_value("Must have exactly one of create/read/write/append mode and at most one plus");
    *result = (OpenMode){.is_binary = binary, .stream = TEXTFILE_OWNS | (binary ? TEXTFILE_BINARY : 0u)};
    result->stream |= kind == 'r' ? TEXTFILE_READ | (plus ? TEXTFILE_WRITE : 0u) : TEXTFILE_WRITE | (plus ? TEXTFILE_READ : 0u);
    result->flags = O_CLOEXEC |
                    (plus          ? O_RDWR
                     : kind == 'r' ? O_RDONLY
                                   : O_WRONLY) |
                    (kind == 'w'   ? O_CREAT | O_TRUNC
                     : kind == 'a' ? O_CREAT | O_APPEND
                     : kind == 'x' ? O_CREAT | O_EXCL
                                   : 0);
    strncpy(result->text, mode, sizeof result->text - 1);
    return true;
}

/* --- the file ------------------------------------------------------------------------------------------- */

/* -1 with an exception. */
static int open_bytes(const char *path, size_t length, View name, int flags)
{
    if (strlen(path) != length) {
        raise_error(ValueError, "embedded null byte");
        return -1;
    }
    int descriptor = open(path, flags, 0666);
    if (descriptor < 0)
        raise_errno(errno, name);
    return descriptor;
}

static int open_path(View path, int flags)
{
    const unsigned char *bytes;
    size_t length;
    if (bytes_data_peek(path, &bytes, &length))
        return open_bytes((const char *)bytes, length, path, flags); /* a zero follows them */
    char *owned;
    const char *text = str_utf8(str_view(path), &length, &owned);
    Ref encoded = NULL;
    if (!text && error_clear_if(UnicodeEncodeError)) { /* bytes that are no UTF-8, as os.listdir gives them */
        encoded = codec_encode_str(path, "utf-8", "surrogateescape");
        if (!encoded || !bytes_data_peek(encoded, &bytes, &length))
            return -1;
        int descriptor = open_bytes((const char *)bytes, length, path, flags);
        release(encoded);
        return descriptor;
    }
    if (!text)
        return -1;
    int descriptor = open_bytes(text, length, path, flags);
    str_utf8_free(owned, length);
    return descriptor;
}

static int open_with(View opener, View path, int flags)
{
    Ref number = int_new(flags), result = number ? call_2(opener, path, number) : NULL;
    int64_t descriptor = -1;
    bool is_number = result && object_as_int64(result, &descriptor);
    release_maybe(number);
    release_maybe(result);
    if (is_number && (descriptor < 0 || descriptor > INT32_MAX))
        raise_error(ValueError, "opener returned %lld", (long long)descriptor);
    return is_number && !error_is_set() ? (int)descriptor : -1;
}

/* Is it one, and no folder? An error names the file. */
static bool check_descriptor(int descriptor, View name)
{
    struct stat status;
    int failure = fstat(descriptor, &status) < 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (failure)
        raise_errno(failure, failure == EBADF ? NULL : name);
    return failure == 0;
}

/* -1 with an exception. *is_ours: it is closed if something fails later. */
static int find_descriptor(View path, View opener, bool close, const OpenMode *mode, bool *is_ours)
{
    int64_t number;
    *is_ours = false;
    if (is_int(path)) {
        if (!object_as_int64(path, &number) || number < 0 || number > INT32_MAX) {
            if (!error_is_set())
                raise_error(ValueError, "negative file descriptor");
            return -1;
        }
        return (int)number;
    }
    if (!close) {
        raise_error(ValueError, "Cannot use closefd=False with file name");
        return -1;
    }
    int descriptor = opener && opener != NONE ? open_with(opener, path, mode->flags) : open_path(path, mode->flags);
    *is_ours = descriptor >= 0;
    return descriptor;
}

/* --- how it is read and written ------------------------------------------------------------------------- */

static bool set_newline(TextFile *file, View newline)
{
    static const struct {
        const char *text;
        Newline newline;
    } known[] = {{"", NEWLINE_KEEP}, {"\n", NEWLINE_LF}, {"\r", NEWLINE_CR}, {"\r\n", NEWLINE_CRLF}};
    if (!newline || newline == NONE)
        return true;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_equal_text(AS_OBJECT(str_view(newline)), known[i].text)) {
            file->newline = known[i].newline;
            return true;
        }
    raise_error(ValueError, "illegal newline value: %S", newline);
    return false;
}

/* Keep the text in *place: only ASCII, without zeros. */
static bool set_name(Ref *place, View text, const char *what)
{
    StrView view = str_view(text);
    if (view->is_ascii && strlen((const char *)view->data) != view->length)
        return fail_value("embedded null character");
    if (!view->is_ascii) {
        raise_error(LookupError, "unknown %s: %S", what, text);
        return false;
    }
    *place = retain(AS_OBJECT(view));
    return true;
}

static bool set_encoding(TextFile *file, View encoding, View errors)
{
    bool is_given = encoding && encoding != NONE && !str_equal_text(AS_OBJECT(str_view(encoding)), "locale");
    if (errors && errors != NONE && !str_equal_text(AS_OBJECT(str_view(errors)), "strict") &&
        !set_name(&file->errors, errors, "error handler name"))
        return false;
    if (!is_given)
        return true;
    if (!set_name(&file->encoding, encoding, "encoding"))
        return false;
    file->form = codec_form((const char *)((StrView)file->encoding)->data);
    if (file->form.unit)
        return true;
    raise_error(LookupError, "unknown encoding: %S", encoding);
    return false;
}

static bool check_text(View value, const char *what)
{
    if (!value || value == NONE || is_str(value))
        return true;
    raise_error(TypeError, "open() argument '%s' must be str or None, not %T", what, value);
    return false;
}

/* What makes no sense together. */
static bool check_arguments(const OpenMode *mode, int64_t buffering, View *args)
{
    static const char *const texts[] = {"encoding", "errors", "newline"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!check_text(args[3 + i], texts[i]))
            return false;
        if (mode->is_binary && args[3 + i] && args[3 + i] != NONE) {
            raise_error(ValueError, "binary mode doesn't take %s %s argument", i == 2 ? "a" : "an", texts[i]);
            return false;
        }
    }
    if (buffering < -1)
        return fail_value("invalid buffering size");
    if (buffering == 0 && !mode->is_binary)
        return fail_value("can't have unbuffered text I/O");
    return buffering != 1 || !mode->is_binary ||
           warn_here(RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
}

static void set_buffering(TextFile *file, int64_t buffering)
{
    bool is_binary = file->flags & TEXTFILE_BINARY;
    if (buffering == 0)
        file->flags |= TEXTFILE_UNBUFFERED;
    else if (!is_binary && (buffering == 1 || (buffering < 0 && isatty(file->descriptor))))
        file->flags |= TEXTFILE_LINES;
    else if (is_binary && buffering > 1)
        file->buffer_size = (size_t)buffering;
}

/* A stream over the descriptor, set up. NULL with an exception: the descriptor is still the caller's. */
static Ref make_stream(int descriptor, View name, const OpenMode *mode, int64_t buffering, View *args)
{
    Ref object = textfile_new(descriptor, name, mode->text, mode->stream);
    TextFile *file = (TextFile *)object;
    if (!file)
        return NULL;
    if (set_newline(file, args[5]) && set_encoding(file, args[3], args[4])) {
        set_buffering(file, buffering);
        if (mode->flags & O_APPEND)
            file->is_marked = lseek(descriptor, 0, SEEK_END) > 0;
        return object;
    }
    file->descriptor = -1;
    release(object);
    return NULL;
}

static Ref builtin_open(View self UNUSED, View *args)
{
    StrView mode_text = args[1] ? str_view(args[1]) : NULL;
    int64_t buffering = -1;
    if (args[1] && !mode_text)
        return raise_error(TypeError, "open() argument 'mode' must be str, not %T", args[1]);
    if (args[2] && !object_as_int64(args[2], &buffering))
        return NULL;
    OpenMode mode;
    char *owned;
    size_t length;
    const char *text = mode_text ? str_utf8(mode_text, &length, &owned) : "r";
    bool is_valid = text && parse_mode(text, &mode);
    if (mode_text && text)
        str_utf8_free(owned, length);
    int close_it = is_valid ? args[6] ? object_truth(args[6]) : 1 : -1;
    if (close_it < 0 || !check_arguments(&mode, buffering, args))
        return NULL;
    Ref path = is_int(args[0]) ? retain(args[0]) : posix_path(args[0]);
    bool is_ours = false;
    int descriptor = path ? find_descriptor(path, args[7], close_it, &mode, &is_ours) : -1;
    if (!close_it)
        mode.stream &= ~(unsigned)TEXTFILE_OWNS;
    Ref file = descriptor >= 0 && check_descriptor(descriptor, path) ? make_stream(descriptor, path, &mode, buffering, args) : NULL;
    if (!file && is_ours)
        close(descriptor);
    release_maybe(path);
    return file;
}

const NativeFunction builtins_open_functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", builtin_open,
     "Open file and return a stream."},
    {NULL, NULL, NULL},
};
