/* io_open: open(): the mode looked at, and the layers put together that it asks for.
 *
 * What makes no sense together is refused before a file is touched. If a layer cannot be made, those below are
 * closed again. */
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/io.h"
#include "stdlib/io/io_private.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"

typedef struct Mode {
    bool creates, reads, writes, appends, updates, is_text, is_binary;
    char raw[8]; /* for FileIO */
} Mode;

static bool fail_value(const char *message)
{
    raise_error(ValueError, "%s", message);
    return false;
}

static bool parse_mode(const char *text, Mode *mode)
{
    *mode = (Mode){0};
    for (const char *c = text; *c; c++) {
        bool *flag = *c == 'x'   ? &mode->creates
                     : *c == 'r' ? &mode->reads
                     : *c == 'w' ? &mode->writes
                     : *c == 'a' ? &mode->appends
                     : *c == '+' ? &mode->updates
                     : *c == 't' ? &mode->is_text
                     : *c == 'b' ? &mode->is_binary
                                 : NULL;
        if (!flag || *flag) { /* unknown, or twice */
            raise_error(ValueError, "invalid mode: '%s'", text);
            return false;
        }
        *flag = true;
    }
    int kinds = mode->creates + mode->reads + mode->writes + mode->appends;
    if (mode->is_text && mode->is_binary)
        return fail_value("can't have text and binary mode at once");
    if (kinds > 1)
        return fail_value("must have exactly one of create/read/write/append mode");
    size_t length = 0;
    if (kinds)
        mode->raw[length++] = mode->creates ? 'x' : mode->reads ? 'r' : mode->writes ? 'w' : 'a';
    if (mode->updates)
        mode->raw[length++] = '+';
    return true;
}

static bool check_text(View value, const char *what)
{
    if (!value || value == NONE || is_str(value))
        return true;
    raise_error(TypeError, "open() argument '%s' must be str or None, not %K", what, value);
    return false;
}

static bool check_arguments(const Mode *mode, int64_t buffering, View *args)
{
    static const char *const texts[] = {"encoding", "errors", "newline"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (mode->is_binary && args[3 + i] && args[3 + i] != NONE) {
            raise_error(ValueError, "binary mode doesn't take %s %s argument", i == 2 ? "a" : "an", texts[i]);
            return false;
        }
    return !mode->is_binary || buffering != 1 ||
           warn_here(RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
}

/* FileIO(file, mode, closefd, opener) */
static Ref open_raw(View file, const Mode *mode, View closefd, View opener)
{
    Ref text = str_from_text(mode->raw);
    View args[4] = {file, text, closefd ? closefd : TRUE, opener ? opener : NONE};
    Ref raw = text ? call_vector(AS_OBJECT(&fileio_type), args, 4, NULL) : NULL;
    release_maybe(text);
    return raw;
}

/* The buffered stream over raw. */
static Ref open_buffer(View raw, const Mode *mode, int64_t size)
{
    TypeObject *type = mode->updates                                    ? &buffered_random_type
                       : mode->creates || mode->writes || mode->appends ? &buffered_writer_type
                                                                        : &buffered_reader_type;
    if (!mode->updates && !mode->creates && !mode->writes && !mode->appends && !mode->reads) {
        raise_error(ValueError, "unknown mode: '%s'", mode->raw);
        return NULL;
    }
    if (mode->updates && !module_type_ready(&buffered_random_type))
        return NULL;
    Ref number = int_new(size), buffer = number ? call_2(AS_OBJECT(type), raw, number) : NULL;
    release_maybe(number);
    return buffer;
}

static Ref open_text(View buffer, View *args, bool by_lines, View mode)
{
    View all[5] = {buffer, args[3] ? args[3] : NONE, args[4] ? args[4] : NONE, args[5] ? args[5] : NONE, by_lines ? TRUE : FALSE};
    Ref text = call_vector(AS_OBJECT(&text_wrapper_type), all, 5, NULL), name = text ? str_intern_text("mode") : NULL;
    if (text && (!name || !object_set_attribute(text, name, mode)))
        clear_place(&text);
    release_maybe(name);
    return text;
}

/* The layers that the mode asks for. *outermost is what is there of them if it fails, to be closed. */
static Ref open_layers(const Mode *mode, View mode_text, View file, int64_t buffering, View *args, Ref *outermost)
{
    *outermost = open_raw(file, mode, args[6], args[7]);
    if (!*outermost)
        return NULL;
    int is_terminal = buffering < 0 ? io_ask(*outermost, "isatty") : 0;
    if (is_terminal < 0)
        return NULL;
    bool by_lines = buffering == 1 || is_terminal;
    if (buffering == 0 && !mode->is_binary) {
        raise_error(ValueError, "can't have unbuffered text I/O");
        return NULL;
    }
    if (buffering == 0)
        return retain(*outermost);
    if (buffering < 0 || buffering == 1)
        buffering = (int64_t)fileio_block_size(*outermost);
    Ref buffer = open_buffer(*outermost, mode, buffering);
    if (!buffer)
        return NULL;
    replace_take(outermost, buffer);
    return mode->is_binary ? retain(buffer) : open_text(buffer, args, by_lines, mode_text);
}

Ref io_open(View *args)
{
    StrView mode_view = args[1] ? str_view(args[1]) : NULL;
    int64_t buffering = -1;
    if (args[1] && !mode_view)
        return raise_error(TypeError, "open() argument 'mode' must be str, not %K", args[1]);
    if ((args[2] && !object_as_int64(args[2], &buffering)) || !check_text(args[3], "encoding") || !check_text(args[4], "errors") ||
        !check_text(args[5], "newline") || !io_file_types_ready())
        return NULL;
    Ref file = is_int(args[0]) ? retain(args[0]) : posix_path(args[0]),
        mode_text = mode_view ? retain(AS_OBJECT(mode_view)) : str_from_text("r");
    char *owned = NULL;
    size_t length = 0;
    const char *text = file && mode_text ? str_utf8((StrView)mode_text, &length, &owned) : NULL;
    Mode mode;
    Ref outermost = NULL, stream = NULL;
    if (text && parse_mode(text, &mode) && check_arguments(&mode, buffering, args))
        stream = open_layers(&mode, mode_text, file, buffering, args, &outermost);
    if (outermost && !stream) {
        Ref failure = error_take();
        if (!io_do_0(outermost, "close"))
            io_chain_take(failure);
        else
            error_restore_take(failure);
    }
    str_utf8_free(owned, length);
    release_maybe(outermost);
    release_maybe(file);
    release_maybe(mode_text);
    return stream;
}
