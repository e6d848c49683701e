/* codec_errors: what happens to text or bytes that an encoding does not have: the error handlers.
 *
 *     strict              raise UnicodeEncodeError or UnicodeDecodeError
 *     ignore, replace     leave it out; "?" or U+FFFD in its place
 *     backslashreplace    \xe9, \u20ac: as a Python literal would have it
 *     xmlcharrefreplace   &#8364; only when encoding
 *     surrogateescape     bytes 128 … 255 as lone surrogates U+DC80 … U+DCFF, and back (PEP 383): file names
 *                         that are no UTF-8 survive
 *     surrogatepass       lone surrogates as if they were characters; UTF-8, -16 and -32 only
 *
 * Any other name is asked of Python code, which was registered for it (codec_python_handler). It is given the
 * exception, and answers with a replacement and the position to go on from, which may be any in the text.
 * The text is immutable and held by the encoder's caller; the decoder's bytes likewise. */
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs_private.h"

Ref (*codec_python_handler)(const char *name, View exception);

/* --- exceptions ----------------------------------------------------------------------------------------- */

static Ref new_error(ExceptionKind kind, const char *encoding, View object, size_t start, size_t stop, const char *reason)
{
    Ref args[5] = {str_from_text(encoding), retain_maybe(object), int_from_uint64(start), int_from_uint64(stop), str_from_text(reason)};
    Ref error = NULL;
    if (args[0] && args[1] && args[2] && args[3] && args[4])
        error = call_vector(AS_OBJECT(&exception_types[kind]), args, 5, NULL);
    for (size_t i = 0; i < COUNT_OF(args); i++)
        release_maybe(args[i]);
    return error;
}

static void *raise_maybe_take(Ref error)
{
    return error ? raise_take(error) : NULL;
}

void *codec_raise_encode_error(const char *encoding, View text, size_t start, size_t stop, const char *reason)
{
    return raise_maybe_take(new_error(UnicodeEncodeError, encoding, text, start, stop, reason));
}

static Ref new_decode_error(const char *encoding, const unsigned char *bytes, size_t length, size_t start, size_t stop, const char *reason)
{
    Ref object = bytes_new(bytes, length);
    Ref error = object ? new_error(UnicodeDecodeError, encoding, object, start, stop, reason) : NULL;
    release_maybe(object);
    return error;
}

static void *codec_raise_decode_error(const char *encoding, const unsigned char *bytes, size_t length, size_t start, size_t stop,
                                      const char *reason)
{
    return raise_maybe_take(new_decode_error(encoding, bytes, length, start, stop, reason));
}

/* --- handlers registered by Python code ----------------------------------------------------------------- */

/* A place of an exception that is used again. False with MemoryError. */
static bool set_extra_take(Ref error, unsigned place, Ref value)
{
    if (value)
        replace_take(&((ExceptionObject *)error)->extra[place], value);
    return value != NULL;
}

static bool renew_error(Ref error, size_t start, size_t stop, const char *reason)
{
    return set_extra_take(error, EXTRA_START, int_from_uint64(start)) && set_extra_take(error, EXTRA_END, int_from_uint64(stop)) &&
           set_extra_take(error, EXTRA_REASON, str_from_text(reason));
}

/* What the handler answered to the exception: the replacement, owned, and the position as it was given. */
static Ref ask_handler(const char *name, View exception, bool bytes_allowed, Index *position)
{
    Ref answer = codec_python_handler ? codec_python_handler(name, exception)
                                      : raise_error(LookupError, "unknown error handler name '%s'", name);
    if (!answer)
        return NULL;
    Ref replacement = NULL;
    bool is_pair = is_tuple(answer) && tuple_length(answer) == 2 && is_int(tuple_item_peek(answer, 1));
    View first = is_pair ? tuple_item_peek(answer, 0) : NULL;
    if (!first || !(is_str(first) || (bytes_allowed && is_bytes(first)))) {
        raise_error(TypeError, bytes_allowed ? "encoding error handler must return (str/bytes, int) tuple"
                                             : "decoding error handler must return (str, int) tuple");
    } else if (object_as_index(tuple_item_peek(answer, 1), position)) {
        replacement = retain(first);
    }
    release(answer);
    return replacement;
}

/* The position within `length`, counted from the end if it is negative. */
static bool check_position(Index position, size_t length, size_t *next)
{
    Index at = position < 0 ? position + (Index)length : position;
    if (at < 0 || at > (Index)length)
        raise_error(IndexError, "position %zd from error handler out of bounds", position);
    *next = (size_t)at;
    return at >= 0 && at <= (Index)length;
}

/* --- encoding ------------------------------------------------------------------------------------------- */

/* False: the encoding does not have all of it. */
static bool put_text(Encoder *e, const char *ascii)
{
    for (; *ascii; ascii++)
        if (!e->put(e, (Character)(unsigned char)*ascii))
            return false;
    return true;
}

static bool put_escaped(Encoder *e, Character c)
{
    char buffer[16];
    if (e->handler == HANDLER_XMLCHARREFREPLACE)
        snprintf(buffer, sizeof buffer, "&#%u;", c);
    else
        snprintf(buffer, sizeof buffer, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    return put_text(e, buffer);
}

static bool is_surrogate(Character c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

/* The bytes of a surrogate, as if it were a character. */
static void put_surrogate(Encoder *e, Character c)
{
    unsigned char bytes[4];
    if (e->unit == 1) {
        bytebuilder_add(&e->out, bytes, utf8_put(c, bytes));
        return;
    }
    for (unsigned i = 0; i < e->unit; i++)
        bytes[e->endian == ENDIAN_LITTLE ? i : e->unit - 1 - i] = (unsigned char)(c >> 8 * i);
    bytebuilder_add(&e->out, bytes, e->unit);
}

/* Can the handler deal with this character itself? */
static bool handle_character(Encoder *e, Character c)
{
    switch (e->handler) {
    case HANDLER_IGNORE: return true;
    case HANDLER_REPLACE: return put_text(e, "?");
    case HANDLER_BACKSLASHREPLACE:
    case HANDLER_XMLCHARREFREPLACE: return put_escaped(e, c);
    case HANDLER_SURROGATEESCAPE:
        if (c < 0xDC80 || c > 0xDCFF || e->unit != 1)
            return false;
        bytebuilder_add_byte(&e->out, c & 0xFF);
        return true;
    case HANDLER_SURROGATEPASS:
        if (!is_surrogate(c) || e->put == codec_put_simple || e->put == codec_put_charmap)
            return false;
        put_surrogate(e, c);
        return true;
    default: return false;
    }
}

/* What Python code gave instead: bytes as they are, text encoded in its turn. */
static bool put_replacement(Encoder *e, View replacement)
{
    if (!is_str(replacement)) {
        const unsigned char *data;
        size_t length;
        if (!bytes_data_peek(replacement, &data, &length) || length % e->unit)
            return false;
        bytebuilder_add(&e->out, data, length);
        return true;
    }
    StrView text = str_view(replacement);
    bool is_utf = e->put == codec_put_utf8 || e->put == codec_put_utf16 || e->put == codec_put_utf32;
    if (is_utf && !text->is_ascii)
        return false;
    for (size_t i = 0; i < text->length; i++)
        if (!e->put(e, str_at(text, i)))
            return false;
    return true;
}

static bool encode_by_python(Encoder *e, size_t start, size_t stop, const char *reason, size_t *next)
{
    if (e->error ? !renew_error(e->error, start, stop, reason)
                 : !(e->error = new_error(UnicodeEncodeError, e->encoding, AS_OBJECT(e->text), start, stop, reason)))
        return false;
    Index position;
    Ref replacement = ask_handler(e->errors, e->error, true, &position);
    if (!replacement || !check_position(position, e->text->length, next)) {
        release_maybe(replacement);
        return false;
    }
    bool done = put_replacement(e, replacement);
    release(replacement);
    if (!done && !error_is_set())
        codec_raise_encode_error(e->encoding, AS_OBJECT(e->text), start, stop, reason);
    return done;
}

bool codec_encode_error(Encoder *e, size_t start, size_t stop, const char *reason, size_t *next)
{
    if (e->handler == HANDLER_OTHER)
        return encode_by_python(e, start, stop, reason, next);
    size_t made = e->out.length;
    *next = stop;
    for (size_t i = start; i < stop; i++) {
        if (!check_interrupt_at(i))
            return false;
        if (handle_character(e, str_at(e->text, i)))
            continue;
        e->out.length = made;
        if (error_is_set())
            return false;
        bool is_shorter = e->handler == HANDLER_SURROGATEESCAPE && e->put != codec_put_charmap; /* without those that could be escaped */
        codec_raise_encode_error(e->encoding, AS_OBJECT(e->text), is_shorter ? i : start, stop, reason);
        return false;
    }
    return true;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

/* A surrogate that was encoded as if it were a character; how many bytes it took, or 0. */
static size_t passed_surrogate(const Decoder *d, size_t start, Character *c)
{
    const unsigned char *p = d->data + start;
    size_t left = d->length - start, unit = d->unit ? d->unit : 3;
    if (left < unit)
        return 0;
    if (unit == 3) {
        *c = (Character)(p[0] & 15) << 12 | (Character)(p[1] & 63) << 6 | (p[2] & 63);
        return (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 && is_surrogate(*c) ? 3 : 0;
    }
    *c = 0;
    for (size_t i = 0; i < unit; i++)
        *c |= (Character)p[d->endian == ENDIAN_LITTLE ? i : unit - 1 - i] << 8 * i;
    return is_surrogate(*c) ? unit : 0;
}

/* Bytes from 128 on become lone surrogates. Returns where it stopped. */
static size_t escape_bytes(Decoder *d, size_t start, size_t stop)
{
    size_t i = start;
    for (; i < stop && d->data[i] >= 128; i++)
        strbuilder_add_character(&d->out, 0xDC00 + (Character)d->data[i]);
    return i;
}

static bool handle_bytes(Decoder *d, size_t start, size_t stop, size_t *next)
{
    Character surrogate;
    size_t passed;
    *next = stop;
    switch (d->handler) {
    case HANDLER_IGNORE: return true;
    case HANDLER_REPLACE: strbuilder_add_character(&d->out, 0xFFFD); return true;
    case HANDLER_BACKSLASHREPLACE:
        for (size_t i = start; i < stop; i++) {
            char buffer[8];
            snprintf(buffer, sizeof buffer, "\\x%02x", d->data[i]);
            strbuilder_add_text(&d->out, buffer);
        }
        return true;
    case HANDLER_SURROGATEESCAPE: *next = escape_bytes(d, start, stop); return *next > start;
    case HANDLER_SURROGATEPASS:
        if (strncmp(d->encoding, "utf-", 4) != 0 || !(passed = passed_surrogate(d, start, &surrogate)))
            return false;
        strbuilder_add_character(&d->out, surrogate);
        *next = start + passed;
        return true;
    default: return false;
    }
}

/* The bytes that the exception has after the handler was asked, which it may have replaced. */
static bool take_object(Decoder *d)
{
    View object = ((ExceptionObject *)d->error)->extra[EXTRA_OBJECT];
    const unsigned char *data;
    size_t length;
    if (!object || !is_bytes(object) || !bytes_data_peek(object, &data, &length)) {
        raise_error(TypeError, object ? "object attribute must be bytes" : "object attribute not set");
        return false;
    }
    if (object != d->object) {
        replace_take(&d->object, retain(object));
        d->data = data;
        d->length = length;
    }
    return true;
}

static bool decode_by_python(Decoder *d, size_t start, size_t stop, const char *reason, size_t *next)
{
    if (d->error ? !renew_error(d->error, start, stop, reason)
                 : !(d->error = new_decode_error(d->encoding, d->data, d->length, start, stop, reason)))
        return false;
    Index position;
    Ref replacement = ask_handler(d->errors, d->error, false, &position);
    bool done = replacement && take_object(d) && check_position(position, d->length, next);
    if (done)
        strbuilder_add_str(&d->out, replacement);
    release_maybe(replacement);
    return done;
}

bool codec_decode_error(Decoder *d, size_t start, size_t stop, const char *reason, size_t *next)
{
    if (d->handler != HANDLER_OTHER) {
        if (handle_bytes(d, start, stop, next))
            return true;
        if (d->handler == HANDLER_XMLCHARREFREPLACE) {
            raise_error(TypeError, "don't know how to handle UnicodeDecodeError in error callback");
            return false;
        }
        codec_raise_decode_error(d->encoding, d->data, d->length, start, stop, reason);
        return false;
    }
    return decode_by_python(d, start, stop, reason, next);
}
