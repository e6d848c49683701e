/* builtins_io: print, input, open. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "runtime/errors.h"
#include "runtime/int.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/builtins.h"
#include "stdlib/textfile.h"

/* sys.NAME, owned; NULL with RuntimeError if it is lost. */
static Ref sys_stream(View name)
{
    View stream = sys_attribute_peek(name);
    return stream ? retain(stream) : raise_error(RuntimeError, "lost sys.%U", name);
}

static bool write_object(View file, View object)
{
    Ref text = object_str(object);
    if (!text)
        return false;
    bool done;
    if (type_of_peek(file) == &textfile_type && ((TextFile *)file)->descriptor >= 0) {
        done = textfile_write((TextFile *)file, text);
    } else {
        Ref result = call_method_1(file, name(write), text);
        done = result != NULL;
        release_maybe(result);
    }
    release(text);
    return done;
}

static bool check_separator(View value, const char *what)
{
    if (!value || value == NONE || is_str(value))
        return true;
    raise_error(TypeError, "%s must be None or a string, not %T", what, value);
    return false;
}

static Ref builtin_print(View self UNUSED, View *args)
{
    View values = args[0], separator = args[1], end = args[2];
    if (!check_separator(separator, "sep") || !check_separator(end, "end"))
        return NULL;
    Ref file = args[3] && args[3] != NONE ? retain(args[3]) : sys_stream(name(stdout)), space = str_from_character(' '),
        newline = str_from_character('\n');
    bool done = file && space && newline;
    if (done && file == NONE) { /* no stdout: nothing is printed */
        release(file);
        release(space);
        release(newline);
        return none_new();
    }
    for (size_t i = 0; done && i < tuple_length(values); i++)
        done = (i == 0 || write_object(file, separator && separator != NONE ? separator : space)) &&
               write_object(file, tuple_item_peek(values, i));
    done = done && write_object(file, end && end != NONE ? end : newline);
    int flush = done && args[4] ? object_truth(args[4]) : 0;
    if (flush > 0) {
        Ref result = call_method_0(file, name(flush));
        done = result != NULL;
        release_maybe(result);
    }
    release_maybe(file);
    release_maybe(space);
    release_maybe(newline);
    return done && flush >= 0 ? none_new() : NULL;
}

static Ref builtin_input(View self UNUSED, View *args)
{
    Ref out = sys_stream(name(stdout)), in = out ? sys_stream(name(stdin)) : NULL, line = NULL;
    bool done = in && (!args[0] || write_object(out, args[0]));
    if (done) {
        Ref flushed = call_method_0(out, name(flush));
        line = flushed ? call_method_0(in, name(readline)) : NULL;
        release_maybe(flushed);
    }
    release_maybe(out);
    release_maybe(in);
    if (!line)
        return NULL;
    if (!is_str(line)) {
        release(line);
        return raise_error(TypeError, "object.readline() returned non-string");
    }
    size_t length = str_length(line);
    if (length == 0) {
        release(line);
        raise_error(EOFError, "EOF when reading a line");
        return NULL;
    }
    if (str_at((StrView)line, length - 1) != '\n')
        return line;
    Ref stripped = str_slice(line, 0, length - 1);
    release(line);
    return stripped;
}

/* The open(2) flags and stream flags of a mode; false with ValueError. */
static bool parse_mode(const char *mode, int *open_flags, unsigned *stream_flags)
{
    bool plus = strchr(mode, '+') != NULL;
    *stream_flags = TEXTFILE_OWNS | (strchr(mode, 'b') ? TEXTFILE_BINARY : 0u);
    switch (mode[0]) {
    case 'r':
        *open_flags = plus ? O_RDWR : O_RDONLY;
        *stream_flags |= TEXTFILE_READ | (plus ? TEXTFILE_WRITE : 0u);
        return true;
    case 'w': *open_flags = (plus ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC; break;
    case 'a': *open_flags = (plus ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND; break;
    case 'x': *open_flags = (plus ? O_RDWR : O_WRONLY) | O_CREAT | O_EXCL; break;
    default: raise_error(ValueError, "invalid mode: '%s'", mode); return false;
    }
    *stream_flags |= TEXTFILE_WRITE | (plus ? TEXTFILE_READ : 0u);
    return true;
}

static Ref builtin_open(View self UNUSED, View *args)
{
    StrView name = str_view(args[0]), mode = args[1] ? str_view(args[1]) : NULL;
    if (!name || (args[1] && !mode))
        return raise_error(TypeError, "expected str, not %T", name ? args[1] : args[0]);
    char *name_owned, *mode_owned = NULL;
    size_t name_length, mode_length = 0;
    const char *path = str_utf8(name, &name_length, &name_owned),
               *text = path ? mode ? str_utf8(mode, &mode_length, &mode_owned) : "r" : NULL;
    Ref file = NULL;
    int flags;
    unsigned stream_flags;
    if (path && strlen(path) != name_length) {
        raise_error(ValueError, "embedded null byte");
    } else if (text && parse_mode(text, &flags, &stream_flags)) {
        int descriptor = open(path, flags | O_CLOEXEC, 0666);
        if (descriptor < 0)
            raise_errno(errno, AS_OBJECT(name));
        else if (!(file = textfile_new(descriptor, path, text, stream_flags)))
            close(descriptor);
    }
    if (path)
        str_utf8_free(name_owned, name_length);
    if (mode_owned)
        str_utf8_free(mode_owned, mode_length);
    return file;
}

const NativeFunction builtins_io_functions[] = {
    {"input(prompt='', /)", builtin_input, "Read a string from standard input. The trailing newline is stripped."},
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", builtin_open,
     "Open file and return a stream."},
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", builtin_print,
     "Prints the values to a stream, or to sys.stdout by default."},
    {NULL, NULL, NULL}};
