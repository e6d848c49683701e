/* codec_bytes_escape: bytes to bytes with backslash escapes, as in literals of bytes (codecs.escape_decode).
 *
 * Decoding leaves alone what is no escape (with a warning), and takes of \777 the lowest eight bits. A broken
 * \x is a ValueError, or what errors says: "replace" puts '?', "ignore" nothing. */
#include <stdio.h>
#include <string.h>

#include "runtime/bytes/bytebuilder.h"
#include "runtime/errors/warnings.h"
#include "runtime/numbers/int.h"
#include "stdlib/codecs/codecs_private.h"

Ref codec_escape_encode_native(View self UNUSED, View *args)
{
    const unsigned char *data;
    size_t length;
    if (!is_bytes(args[0]) || !bytes_data_peek(args[0], &data, &length))
        return raise_error(TypeError, "escape_encode() argument 1 must be bytes, not %K", args[0]);
    ByteBuilder out = {0};
    for (size_t i = 0; i < length; i++) {
        char buffer[8];
        int count;
        unsigned char c = data[i];
        const char *letter = strchr("\tt\nn\rr\\\\''", c);
        if (c && letter && (c < ' ' || c == '\\' || c == '\''))
            count = snprintf(buffer, sizeof buffer, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
        else
            count = snprintf(buffer, sizeof buffer, c < ' ' || c >= 127 ? "\\x%02x" : "%c", c);
        bytebuilder_add(&out, buffer, (size_t)count);
    }
    return codec_pair_take(bytebuilder_finish(&out), length);
}

static int hex_value(unsigned char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* \x at data[i - 2]; returns where to go on, or SIZE_MAX with ValueError. */
static size_t decode_hex(ByteBuilder *out, const BytesHold *in, size_t i, const char *errors)
{
    int high = i < in->length ? hex_value(in->data[i]) : -1, low = i + 1 < in->length ? hex_value(in->data[i + 1]) : -1;
    if (high >= 0 && low >= 0) {
        bytebuilder_add_byte(out, (unsigned)(high * 16 + low));
        return i + 2;
    }
    if (!errors || strcmp(errors, "strict") == 0) {
        raise_error(ValueError, "invalid \\x escape at position %zu", i - 2);
        return SIZE_MAX;
    }
    if (strcmp(errors, "replace") == 0) {
        bytebuilder_add_byte(out, '?');
    } else if (strcmp(errors, "ignore") != 0) {
        raise_error(ValueError, "decoding error; unknown error handling code: %s", errors);
        return SIZE_MAX;
    }
    return i + (high >= 0);
}

static size_t decode_octal(ByteBuilder *out, const BytesHold *in, size_t i)
{
    unsigned value = 0;
    size_t stop = i + 3;
    for (; i < stop && i < in->length && in->data[i] >= '0' && in->data[i] <= '7'; i++)
        value = value * 8 + (unsigned)(in->data[i] - '0');
    bytebuilder_add_byte(out, value & 255);
    return i;
}

/* The bytes that the text stands for, in *out; *invalid: behind the first backslash that made no escape, or one above
 * \377; or NULL. */
static bool decode_all(ByteBuilder *out, const BytesHold *in, const char *errors, const unsigned char **invalid)
{
    static const char letters[] = "abfnrtv\\'\"", meanings[] = "\a\b\f\n\r\t\v\\'\"";
    for (size_t i = 0; i < in->length;) {
        unsigned char c = in->data[i++];
        if (c != '\\') {
            bytebuilder_add_byte(out, c);
            continue;
        }
        if (i == in->length) {
            raise_error(ValueError, "Trailing \\ in string");
            return false;
        }
        unsigned char letter = in->data[i++];
        const char *simple = letter ? strchr(letters, letter) : NULL;
        if (simple) {
            bytebuilder_add_byte(out, (unsigned char)meanings[simple - letters]);
        } else if (letter >= '0' && letter <= '7') {
            size_t start = i - 1;
            i = decode_octal(out, in, start);
            if (i == start + 3 && letter >= '4' && !*invalid)
                *invalid = in->data + start;
        } else if (letter == 'x') {
            if ((i = decode_hex(out, in, i, errors)) == SIZE_MAX)
                return false;
        } else if (letter != '\n') {
            bytebuilder_add_byte(out, '\\');
            i--;
            if (!*invalid)
                *invalid = in->data + i;
        }
    }
    return true;
}

Ref codec_escape_decode_native(View self UNUSED, View *args)
{
    bool wrong = false;
    const char *errors = codec_text_argument(args[1], "escape_decode", 2, &wrong);
    StrView text = str_view(args[0]);
    Ref source = wrong ? NULL : text ? codec_encode_as(AS_OBJECT(text), CODEC_UTF8, NULL, 0) : retain(args[0]);
    BytesHold in = {0};
    if (!source || !bytes_hold(source, BYTES_READ, &in)) {
        if (source)
            raise_error(TypeError, "a bytes-like object is required, not '%T'", source);
        release_maybe(source);
        return NULL;
    }
    ByteBuilder out = {0};
    const unsigned char *invalid = NULL;
    bool done = decode_all(&out, &in, errors, &invalid);
    if (done && invalid && *invalid >= '4' && *invalid <= '7')
        done = warn_here(DeprecationWarning, "invalid octal escape sequence '\\%.3s'", (const char *)invalid);
    else if (done && invalid)
        done = warn_here(DeprecationWarning, "invalid escape sequence '\\%c'", *invalid);
    size_t length = in.length;
    bytes_let_go(&in);
    release(source);
    if (done)
        return codec_pair_take(bytebuilder_finish(&out), length);
    bytebuilder_abandon(&out);
    return NULL;
}
