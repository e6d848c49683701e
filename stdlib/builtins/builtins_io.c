/* builtins_io: print, input, open.
 *
 * print writes each value and each separator by a call of its own, as CPython does: a stream that is written
 * in Python sees those pieces. A stream of our own is written to directly.
 * sys.stdout is looked up anew at each call, since a program may replace it, and is held until the call is
 * over: str() of a value runs Python code. */
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/io/io.h"

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
    if (io_is_plain_text(file)) {
        done = io_write_text(file, text);
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
    bool done = in && AUDIT("builtins.input", "O", args[0]) && (!args[0] || write_object(out, args[0]));
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
    if (str_at((StrView)line, length - 1) == '\n')
        replace_take(&line, str_slice(line, 0, length - 1));
    if (line && !AUDIT("builtins.input/result", "O", line))
        clear_place(&line);
    return line;
}

static Ref builtin_open(View self UNUSED, View *args)
{
    return io_open(args);
}

const NativeFunction builtins_io_functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", builtin_open,
     "Open file and return a stream.  Raise OSError upon failure."},
    {"input(prompt='', /)", builtin_input, "Read a string from standard input. The trailing newline is stripped."},
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", builtin_print,
     "Prints the values to a stream, or to sys.stdout by default."},
    {NULL, NULL, NULL},
};
