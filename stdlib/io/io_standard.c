/* io_standard: sys.stdin, sys.stdout and sys.stderr: a TextIOWrapper over a buffered stream over a FileIO that
 * does not close its descriptor.
 *
 * PYTHONIOENCODING says their encoding and errors ("latin-1:replace"): the errors here; the shell changes the
 * encoding as soon as there are codecs (io_standard_encoding). stderr always escapes what its encoding lacks, and
 * is written line by line, stdout only on a terminal. With -u both are written at once. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/containers/dict.h"
#include "runtime/memory/heap_large.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/io/io.h"
#include "stdlib/io/io_private.h"
#include "stdlib/sys/sys.h"

/* Does nobody vouch for the encoding: is the locale C, or what C was turned into, or is it not to count? Then
 * bytes that are no text pass through, as CPython lets them. */
static bool is_lenient(void)
{
    static const char *const lenient[] = {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"};
    if (heap_is_reproducible) /* the same in every environment */
        return false;
    if (sys_settings.utf8_mode)
        return true;
    const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (names[i] && names[i][0]) {
            for (size_t j = 0; j < COUNT_OF(lenient); j++)
                if (strcmp(names[i], lenient[j]) == 0)
                    return true;
            return false;
        }
    return true;
}

/* PYTHONIOENCODING, taken apart: each empty where it says nothing. */
static void read_setting(char *encoding, char *errors, size_t room)
{
    const char *setting = sys_settings.ignore_environment ? NULL : getenv("PYTHONIOENCODING");
    const char *colon = setting ? strchr(setting, ':') : NULL;
    size_t length = !setting ? 0 : colon ? (size_t)(colon - setting) : strlen(setting);
    encoding[0] = errors[0] = '\0';
    if (length && length < room) {
        memcpy(encoding, setting, length);
        encoding[length] = '\0';
    }
    if (colon && strlen(colon + 1) < room)
        memcpy(errors, colon + 1, strlen(colon + 1) + 1);
}

const char *io_standard_encoding(char *room, size_t size)
{
    char errors[64];
    read_setting(room, errors, size < sizeof errors ? size : sizeof errors);
    return room[0] && codec_named(room) != CODEC_UTF8 ? room : NULL;
}

static bool set_mode(View object, const char *mode)
{
    Ref name = str_intern_text("mode"), text = name ? str_from_text(mode) : NULL;
    bool done = text && object_set_attribute(object, name, text);
    release_maybe(name);
    release_maybe(text);
    return done;
}

static Ref make_buffer(int descriptor, const char *name)
{
    bool is_input = descriptor == 0;
    Ref number = int_new(descriptor), raw = fileio_from_descriptor(descriptor, number, is_input, false), shown = NULL, buffer = NULL;
    release_maybe(number);
    if (raw && !is_input && sys_settings.unbuffered)
        buffer = retain(raw);
    else if (raw)
        buffer = call_1(AS_OBJECT(is_input ? &buffered_reader_type : &buffered_writer_type), raw);
    if (buffer && raw && (!(shown = str_from_text(name)) || !object_set_attribute(raw, name(name), shown)))
        clear_place(&buffer);
    release_maybe(shown);
    release_maybe(raw);
    return buffer;
}

Ref io_standard_stream(int descriptor)
{
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    if (!io_file_types_ready())
        return NULL;
    if (fcntl(descriptor, F_GETFD) < 0)
        return none_new();
    char encoding[64], errors[64];
    read_setting(encoding, errors, sizeof encoding);
    bool has_setting = encoding[0];
    const char *error_handler = descriptor == 2                ? "backslashreplace"
                                : errors[0]                    ? errors
                                : !has_setting && is_lenient() ? "surrogateescape"
                                                               : "strict";
    bool by_lines = !sys_settings.unbuffered && (descriptor == 2 || isatty(descriptor));
    Ref stream = text_wrapper_new_take(make_buffer(descriptor, names[descriptor]), "utf-8", error_handler, by_lines,
                                       descriptor != 0 && sys_settings.unbuffered);
    if (stream && !set_mode(stream, descriptor ? "w" : "r"))
        clear_place(&stream);
    return stream;
}
