/* posix_path: arguments of the functions of posix: paths, descriptors, numbers; and errors about them.
 *
 * A path is a str, bytes, or an object with __fspath__, which gives one of these; some functions take an open
 * descriptor, or None for ".". CPython words the TypeError for each combination: that is PathKind.
 * The system wants bytes that end with a zero: a str becomes UTF-8, in which lone surrogates are the bytes
 * that they were made from (PEP 383); a zero inside is a ValueError.
 * Ownership:  a Path owns the object that errors show and the bytes behind its text, until path_free. */
#include <errno.h>
#include <fcntl.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"
#include "vm/run/frame.h"
#include "vm/run/signals.h"

Ref posix_text(const char *bytes, size_t length)
{
    Ref data = bytes_new(bytes, length), text = data ? codec_decode_bytes(data, "utf-8", "surrogateescape") : NULL;
    release_maybe(data);
    return text;
}

Ref posix_bytes(View text)
{
    return codec_encode_str(AS_OBJECT(str_view(text)), "utf-8", "surrogateescape");
}

/* The method __fspath__ of the object's class. NULL without an exception if there is none: a property that
 * raises is, as in CPython, no method. */
static Ref path_method(View object)
{
    Ref name = str_intern_text("__fspath__"), method = name ? object_special_method(object, name) : NULL;
    release_maybe(name);
    if (!method && error_is_set() && !error_matches(MemoryError))
        error_clear();
    return method;
}

static Ref path_by_method_take(Ref method, View object)
{
    Ref result = call_0(method);
    release(method);
    if (!result || is_str(result) || is_bytes(result))
        return result;
    raise_error(TypeError, "expected %T.__fspath__() to return str or bytes, not %T", object, result);
    release(result);
    return NULL;
}

Ref posix_path(View object)
{
    if (is_str(object) || is_bytes(object))
        return retain(object);
    Ref method = path_method(object);
    if (method)
        return path_by_method_take(method, object);
    return error_is_set() ? NULL : raise_error(TypeError, "expected str, bytes or os.PathLike object, not %T", object);
}

bool posix_int(View argument, int *result)
{
    if (!is_int(argument) && !type_of_peek(argument)->as_index) {
        raise_error(TypeError, "'%T' object cannot be interpreted as an integer", argument);
        return false;
    }
    return object_as_int32(argument, result);
}

bool posix_process_id(View argument, int *result)
{
    int64_t number;
    if (!is_int(argument) && !type_of_peek(argument)->as_index) {
        raise_error(TypeError, "'%T' object cannot be interpreted as an integer", argument);
        return false;
    }
    if (!object_as_int64(argument, &number))
        return false;
    if (number > INT32_MAX || number < INT32_MIN) {
        raise_error(OverflowError, number > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
        return false;
    }
    *result = (int)number;
    return true;
}

static bool descriptor_from(Path *path, View argument)
{
    int64_t number;
    Ref whole = object_index(argument);
    if (!whole)
        return false;
    bool fits = int_to_int64(whole, &number), is_negative = int_sign(whole) < 0;
    if (!fits || number > INT32_MAX || number < INT32_MIN) {
        release(whole);
        raise_error(OverflowError, is_negative ? "fd is less than minimum" : "fd is greater than maximum");
        return false;
    }
    path->object = whole;
    path->fd = (int)number;
    return true;
}

/* The object is a str or bytes: its bytes for the system. */
static bool text_from(Path *path, const char *function, const char *parameter)
{
    const unsigned char *data;
    size_t length;
    path->is_bytes = is_bytes(path->object);
    path->bytes = path->is_bytes ? retain(path->object) : posix_bytes(path->object);
    if (!path->bytes)
        return false;
    bytes_data_peek(path->bytes, &data, &length);
    path->text = (const char *)data;
    if (strlen(path->text) == length)
        return true;
    if (path->is_bytes)
        raise_error(ValueError, "%s: embedded null character in %s", function, parameter);
    else
        raise_error(ValueError, "embedded null byte");
    return false;
}

static const char *const wanted[] = {"string, bytes or os.PathLike", "string, bytes, os.PathLike or integer",
                                     "string, bytes, os.PathLike, integer or None"};

/* A bytearray and the like: still taken, with a warning. Lets the buffer go. */
static bool path_from_buffer(Path *path, View argument, BytesHold *hold, PathKind kind, const char *function, const char *parameter)
{
    path->object = bytes_new(hold->data, hold->length);
    bytes_let_go(hold);
    Ref text = path->object ? str_format("%s: %s should be %s, not %T", function, parameter, wanted[kind], argument) : NULL;
    bool done = text && (!hooks.warn || hooks.warn(&exception_types[DeprecationWarning], text, NULL, 0, NULL)) &&
                text_from(path, function, parameter);
    release_maybe(text);
    if (!done)
        path_free(path);
    return done;
}

static bool raise_wrong_type(View argument, PathKind kind, const char *function, const char *parameter)
{
    raise_error(TypeError, "%s: %s should be %s, not %T", function, parameter, wanted[kind], argument);
    return false;
}

bool path_from_argument(Path *path, View argument, PathKind kind, const char *function, const char *parameter)
{
    *path = (Path){.fd = -1};
    if (!argument || argument == NONE) {
        if (argument && kind != PATH_OR_FD_OR_NONE)
            return raise_wrong_type(argument, kind, function, parameter);
        path->text = ".";
        return true;
    }
    if (is_str(argument) || is_bytes(argument)) {
        path->object = retain(argument);
    } else {
        Ref method = path_method(argument);
        if (!method && error_is_set())
            return false;
        BytesHold hold;
        if (!method && bytes_hold(argument, BYTES_READ, &hold))
            return path_from_buffer(path, argument, &hold, kind, function, parameter);
        if (!method && kind != PATH_ONLY && type_of_peek(argument)->as_index)
            return descriptor_from(path, argument);
        if (!method)
            return raise_wrong_type(argument, kind, function, parameter);
        if (!(path->object = path_by_method_take(method, argument)))
            return false;
    }
    if (text_from(path, function, parameter))
        return true;
    path_free(path);
    return false;
}

void path_free(Path *path)
{
    clear_place(&path->object);
    clear_place(&path->bytes);
}

Ref path_give_up(Path *path)
{
    path_free(path);
    return NULL;
}

void *path_raise_free(Path *path)
{
    raise_errno(errno, path->object);
    path_free(path);
    return NULL;
}

bool posix_dir_fd(View argument, int *fd)
{
    *fd = AT_FDCWD;
    if (!argument || argument == NONE)
        return true;
    if (!is_int(argument) && !type_of_peek(argument)->as_index) {
        raise_error(TypeError, "argument should be integer or None, not %T", argument);
        return false;
    }
    Path path = {0};
    bool done = descriptor_from(&path, argument);
    *fd = path.fd;
    path_free(&path);
    return done;
}

bool posix_check_dir_fd(Path *path, int directory, bool follow, const char *function)
{
    if (path->text)
        return true;
    if (directory != AT_FDCWD)
        raise_error(ValueError, "%s: can't specify dir_fd without matching path", function);
    else if (!follow)
        raise_error(ValueError, "%s: cannot use fd and follow_symlinks together", function);
    else
        return true;
    path_free(path);
    return false;
}

Ref posix_system_text(View argument)
{
    const unsigned char *data;
    size_t length;
    Ref path = posix_path(argument), bytes = path ? is_bytes(path) ? retain(path) : posix_bytes(path) : NULL;
    release_maybe(path);
    if (bytes && bytes_data_peek(bytes, &data, &length) && strlen((const char *)data) != length) {
        release(bytes);
        return raise_error(ValueError, "embedded null byte");
    }
    return bytes;
}

const char *posix_text_of(View bytes)
{
    return (const char *)((BytesObject *)bytes)->data;
}

bool posix_retry(void)
{
    if (errno != EINTR) {
        raise_errno(errno, NULL);
        return false;
    }
    return signals_handle();
}
