/* codec_handlers: the error handlers as functions of an exception, as codecs.lookup_error gives them: for
 * codecs that Python code defines, and for callers that ask for a handler themselves.
 *
 * Each returns (replacement, where to go on), or raises the exception again. The codecs in C do the same work
 * without them (runtime/text/codec_errors.c). An exception's fields may be of any kind: Python code makes
 * them, too. */
#include <ctype.h>
#include <stdio.h>

#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/codecs/codecs_private.h"

/* An exception's fields, checked: 0 <= start, stop <= length of the object. */
typedef struct Mistake {
    ExceptionKind kind;
    View exception;
    Ref object; /* owned: a str, or bytes of a decoding */
    StrView text;
    const unsigned char *data;
    size_t length, start, stop;
} Mistake;

static bool field_missing(const char *name)
{
    raise_error(TypeError, "%s attribute not set", name);
    return false;
}

static size_t clamp(View number, size_t lowest, size_t highest)
{
    int64_t value = 0;
    if (!number || !is_int(number) || !int_to_int64(int_view(number), &value) || value < (int64_t)lowest)
        return lowest;
    return (size_t)value > highest ? highest : (size_t)value;
}

static bool read_mistake(View exception, Mistake *mistake)
{
    *mistake = (Mistake){.kind = UnicodeDecodeError, .exception = exception};
    if (is_instance(exception, &exception_types[UnicodeEncodeError]))
        mistake->kind = UnicodeEncodeError;
    else if (is_instance(exception, &exception_types[UnicodeTranslateError]))
        mistake->kind = UnicodeTranslateError;
    else if (!is_instance(exception, &exception_types[UnicodeDecodeError])) {
        raise_error(TypeError, "don't know how to handle %T in error callback", exception);
        return false;
    }
    Ref *extra = ((ExceptionObject *)exception)->extra;
    View object = extra[EXTRA_OBJECT];
    if (!object)
        return field_missing("object");
    if (mistake->kind == UnicodeDecodeError) {
        if (!is_bytes(object) || !bytes_data_peek(object, &mistake->data, &mistake->length)) {
            raise_error(TypeError, "object attribute must be bytes");
            return false;
        }
    } else if (!(mistake->text = str_view(object))) {
        raise_error(TypeError, "object attribute must be unicode");
        return false;
    } else {
        mistake->length = mistake->text->length;
    }
    mistake->object = retain(object);
    mistake->start = clamp(extra[EXTRA_START], 0, mistake->length ? mistake->length - 1 : 0);
    mistake->stop = clamp(extra[EXTRA_END], mistake->length ? 1 : 0, mistake->length);
    return true;
}

/* The answer; consumes the replacement, which may be NULL. */
static Ref answer_take(Mistake *mistake, Ref replacement, size_t next)
{
    release_maybe(mistake->object);
    return codec_pair_take(replacement, next);
}

static Ref refuse(Mistake *mistake)
{
    release_maybe(mistake->object);
    return raise_error(TypeError, "don't know how to handle %T in error callback", mistake->exception);
}

static Ref raise_again(Mistake *mistake)
{
    release_maybe(mistake->object);
    return raise_take(retain(mistake->exception));
}

static Ref strict_errors(View self UNUSED, View *args)
{
    if (is_exception(args[0]))
        return raise_take(retain(args[0]));
    return raise_error(TypeError, "codec must pass exception instance");
}

static Ref ignore_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    return read_mistake(args[0], &mistake) ? answer_take(&mistake, retain(str_empty), mistake.stop) : NULL;
}

static Ref replace_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    size_t count = mistake.stop > mistake.start ? mistake.stop - mistake.start : 0;
    if (mistake.kind == UnicodeDecodeError)
        count = 1;
    StrBuilder out;
    strbuilder_start(&out);
    strbuilder_add_repeated(&out, mistake.kind == UnicodeEncodeError ? '?' : 0xFFFD, count);
    return answer_take(&mistake, strbuilder_finish(&out), mistake.stop);
}

static Ref xmlcharrefreplace_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    if (mistake.kind != UnicodeEncodeError)
        return refuse(&mistake);
    StrBuilder out;
    strbuilder_start(&out);
    for (size_t i = mistake.start; i < mistake.stop; i++) {
        char buffer[16];
        snprintf(buffer, sizeof buffer, "&#%u;", str_at(mistake.text, i));
        strbuilder_add_text(&out, buffer);
    }
    return answer_take(&mistake, strbuilder_finish(&out), mistake.stop);
}

static void add_escape(StrBuilder *out, Character c)
{
    char buffer[16];
    snprintf(buffer, sizeof buffer, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    strbuilder_add_text(out, buffer);
}

static Ref backslashreplace_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    StrBuilder out;
    strbuilder_start(&out);
    for (size_t i = mistake.start; i < mistake.stop; i++)
        add_escape(&out, mistake.text ? str_at(mistake.text, i) : mistake.data[i]);
    return answer_take(&mistake, strbuilder_finish(&out), mistake.stop);
}

/* The character's name, "" if it has none; owned. NULL with an exception. */
static Ref character_name(View function, Character c)
{
    Ref character = str_from_character(c), name = character ? call_2(function, character, str_empty) : NULL;
    release_maybe(character);
    return name;
}

static Ref namereplace_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    if (mistake.kind != UnicodeEncodeError)
        return refuse(&mistake);
    Ref module = hooks.import_by_name("unicodedata"), function = module ? object_get_attribute_text(module, "name") : NULL;
    bool done = function != NULL;
    StrBuilder out;
    strbuilder_start(&out);
    for (size_t i = mistake.start; done && i < mistake.stop; i++) {
        Ref name = character_name(function, str_at(mistake.text, i));
        done = name != NULL;
        if (done && is_str(name) && str_length(AS_OBJECT(str_view(name)))) {
            strbuilder_add_text(&out, "\\N{");
            strbuilder_add_str(&out, name);
            strbuilder_add_text(&out, "}");
        } else if (done) {
            add_escape(&out, str_at(mistake.text, i));
        }
        release_maybe(name);
    }
    release_maybe(module);
    release_maybe(function);
    if (done)
        return answer_take(&mistake, strbuilder_finish(&out), mistake.stop);
    strbuilder_abandon(&out);
    return answer_take(&mistake, NULL, 0);
}

/* --- surrogates ----------------------------------------------------------------------------------------- */

static bool is_surrogate(Character c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

/* The encoding that the exception names, if it is one of the UTFs that surrogates may pass. */
static Codec passing_codec(const Mistake *mistake)
{
    View name = ((ExceptionObject *)mistake->exception)->extra[EXTRA_ENCODING];
    StrView text = name ? str_view(name) : NULL;
    Codec codec = text && text->is_ascii ? codec_named((const char *)text->data) : CODEC_OTHER;
    switch (codec) {
    case CODEC_UTF8:
    case CODEC_UTF16_LE:
    case CODEC_UTF16_BE:
    case CODEC_UTF32_LE:
    case CODEC_UTF32_BE: return codec;
    case CODEC_UTF16: return CODEC_UTF16_LE;
    case CODEC_UTF32: return CODEC_UTF32_LE;
    default: return CODEC_OTHER;
    }
}

static Ref pass_encoded(Mistake *mistake, Codec codec)
{
    for (size_t i = mistake->start; i < mistake->stop; i++)
        if (!is_surrogate(str_at(mistake->text, i)))
            return raise_again(mistake);
    Ref part = str_slice(mistake->object, mistake->start, mistake->stop > mistake->start ? mistake->stop : mistake->start);
    Ref bytes = part ? codec_encode_as(part, codec, "surrogatepass", -1) : NULL;
    release_maybe(part);
    return answer_take(mistake, bytes, mistake->stop);
}

static Ref pass_decoded(Mistake *mistake, Codec codec)
{
    size_t unit = codec == CODEC_UTF8 ? 3 : codec == CODEC_UTF16_LE || codec == CODEC_UTF16_BE ? 2 : 4;
    bool is_big = codec == CODEC_UTF16_BE || codec == CODEC_UTF32_BE;
    const unsigned char *p = mistake->data + mistake->start;
    Character c = 0;
    if (mistake->length - mistake->start < unit)
        return raise_again(mistake);
    if (codec == CODEC_UTF8)
        c = (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80
                ? (Character)(p[0] & 15) << 12 | (Character)(p[1] & 63) << 6 | (p[2] & 63)
                : 0;
    else
        for (size_t i = 0; i < unit; i++)
            c |= (Character)p[is_big ? unit - 1 - i : i] << 8 * i;
    if (!is_surrogate(c))
        return raise_again(mistake);
    return answer_take(mistake, str_from_character(c), mistake->start + unit);
}

static Ref surrogatepass_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    if (mistake.kind == UnicodeTranslateError)
        return refuse(&mistake);
    Codec codec = passing_codec(&mistake);
    if (codec == CODEC_OTHER)
        return raise_again(&mistake);
    return mistake.kind == UnicodeEncodeError ? pass_encoded(&mistake, codec) : pass_decoded(&mistake, codec);
}

static Ref escape_encoded(Mistake *mistake)
{
    size_t count = mistake->stop > mistake->start ? mistake->stop - mistake->start : 0;
    for (size_t i = 0; i < count; i++)
        if (str_at(mistake->text, mistake->start + i) < 0xDC80 || str_at(mistake->text, mistake->start + i) > 0xDCFF)
            return raise_again(mistake);
    Ref bytes = bytes_new(NULL, count);
    for (size_t i = 0; bytes && i < count && count > 1; i++)
        ((BytesObject *)bytes)->data[i] = (unsigned char)(str_at(mistake->text, mistake->start + i) & 0xFF);
    if (bytes && count == 1) { /* those of one byte are shared */
        unsigned char byte = (unsigned char)(str_at(mistake->text, mistake->start) & 0xFF);
        replace_take(&bytes, bytes_new(&byte, 1));
    }
    return answer_take(mistake, bytes, mistake->stop);
}

static Ref escape_decoded(Mistake *mistake)
{
    size_t i = mistake->start;
    StrBuilder out;
    strbuilder_start(&out);
    for (; i < mistake->stop && i < mistake->start + 4 && mistake->data[i] >= 128; i++)
        strbuilder_add_character(&out, 0xDC00 + (Character)mistake->data[i]);
    if (i > mistake->start)
        return answer_take(mistake, strbuilder_finish(&out), i);
    strbuilder_abandon(&out);
    return raise_again(mistake);
}

static Ref surrogateescape_errors(View self UNUSED, View *args)
{
    Mistake mistake;
    if (!read_mistake(args[0], &mistake))
        return NULL;
    if (mistake.kind == UnicodeTranslateError)
        return refuse(&mistake);
    return mistake.kind == UnicodeEncodeError ? escape_encoded(&mistake) : escape_decoded(&mistake);
}

const NativeFunction codec_handler_functions[] = {
    {"strict_errors(exception, /)", strict_errors, "Implements the 'strict' error handling, which raises a UnicodeError on coding errors."},
    {"ignore_errors(exception, /)", ignore_errors, "Implements the 'ignore' error handling, which leaves out what is wrong."},
    {"replace_errors(exception, /)", replace_errors, "Implements the 'replace' error handling, which puts a replacement marker."},
    {"xmlcharrefreplace_errors(exception, /)", xmlcharrefreplace_errors,
     "Implements the 'xmlcharrefreplace' error handling, which puts an XML character reference."},
    {"backslashreplace_errors(exception, /)", backslashreplace_errors,
     "Implements the 'backslashreplace' error handling, which puts a backslashed escape sequence."},
    {"namereplace_errors(exception, /)", namereplace_errors, "Implements the 'namereplace' error handling, which puts a \\N{...} escape."},
    {"surrogatepass(exception, /)", surrogatepass_errors, "Implements the 'surrogatepass' error handling: surrogates are let through."},
    {"surrogateescape(exception, /)", surrogateescape_errors,
     "Implements the 'surrogateescape' error handling: bytes become surrogates, and back."},
    {NULL, NULL, NULL},
};
