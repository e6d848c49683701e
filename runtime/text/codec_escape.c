/* codec_escape: unicode_escape and raw_unicode_escape: ASCII with backslash escapes, as in Python's
 * literals.
 *
 * The raw form knows \u and \U alone, and only after an odd number of backslashes; what is below U+0100 stays
 * as it is. A mistake goes to the error handler with the bytes of the whole escape. */
#include <stdio.h>

#include "runtime/errors/warnings.h"
#include "runtime/text/character_names.h"
#include "runtime/text/codecs_private.h"

/* --- encoding ------------------------------------------------------------------------------------------- */

static void put_ascii(Encoder *e, const char *format, Character c)
{
    char buffer[16];
    int length = snprintf(buffer, sizeof buffer, format, c);
    bytebuilder_add(&e->out, buffer, (size_t)length);
}

bool codec_put_escape(Encoder *e, Character c)
{
    if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
        unsigned char pair[2] = {'\\', c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : 'r'};
        bytebuilder_add(&e->out, pair, 2);
    } else if (c >= ' ' && c < 127) {
        bytebuilder_add_byte(&e->out, c);
    } else {
        put_ascii(e, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    }
    return true;
}

bool codec_put_raw_escape(Encoder *e, Character c)
{
    if (c < 0x100)
        bytebuilder_add_byte(&e->out, c);
    else
        put_ascii(e, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    return true;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

/* The escape from start to stop is a mistake; or it is cut off by the end of a piece, then it is left for the
 * next one. */
static bool wrong_escape(Decoder *d, size_t start, size_t stop, const char *reason, size_t *next)
{
    if (d->is_final || stop < d->length || reason[0] == 'i' || reason[0] == 'u') /* illegal, unknown: whole */
        return codec_decode_error(d, start, stop, reason, next);
    d->rest = start;
    *next = stop;
    return true;
}

static int hex_value(unsigned char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* So many hexadecimal digits from *at; false if there are fewer. *at is moved behind those found. */
static bool read_hex(const Decoder *d, size_t *at, int digits, Character *c)
{
    *c = 0;
    for (; digits > 0 && *at < d->length && hex_value(d->data[*at]) >= 0; digits--)
        *c = *c << 4 | (Character)hex_value(d->data[(*at)++]);
    return digits == 0;
}

static const char *truncated(int digits)
{
    return digits == 2 ? "truncated \\xXX escape" : digits == 4 ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
}

/* \x, \u or \U at *at (behind the letter), which began at `start`. */
static bool decode_hex(Decoder *d, size_t start, size_t *at, int digits)
{
    Character c;
    size_t stop = *at;
    const char *reason = !read_hex(d, &stop, digits, &c) ? truncated(digits) : c > 0x10FFFF ? "illegal Unicode character" : NULL;
    if (reason)
        return wrong_escape(d, start, stop, reason, at);
    strbuilder_add_character(&d->out, c);
    *at = stop;
    return true;
}

static void decode_octal(Decoder *d, size_t *at)
{
    Character c = 0;
    size_t start = *at;
    for (int digits = 0; digits < 3 && *at < d->length && d->data[*at] >= '0' && d->data[*at] <= '7'; digits++)
        c = c * 8 + (Character)(d->data[(*at)++] - '0');
    strbuilder_add_character(&d->out, c);
    if (c > 0377 && !d->invalid_escape[0])
        memcpy(d->invalid_escape, d->data + start, 3);
}

static bool decode_name(Decoder *d, size_t start, size_t *at)
{
    size_t name = *at + 1, stop = *at;
    if (stop == d->length || d->data[stop] != '{')
        return wrong_escape(d, start, stop, "malformed \\N character escape", at);
    for (stop = name; stop < d->length && d->data[stop] != '}';)
        stop++;
    bool is_name = stop > name && stop < d->length;
    Character c;
    if (is_name && character_by_name((const char *)d->data + name, stop - name, &c)) {
        strbuilder_add_character(&d->out, c);
        *at = stop + 1;
        return true;
    }
    return wrong_escape(d, start, stop + is_name, is_name ? "unknown Unicode character name" : "malformed \\N character escape", at);
}

static bool decode_one_escape(Decoder *d, size_t *at)
{
    static const char letters[] = "abfnrtv\\'\"", meanings[] = "\a\b\f\n\r\t\v\\'\"";
    size_t start = *at;
    if (++*at == d->length)
        return wrong_escape(d, start, *at, "\\ at end of string", at);
    unsigned char letter = d->data[(*at)++];
    const char *simple = letter ? strchr(letters, letter) : NULL;
    if (simple) {
        strbuilder_add_character(&d->out, (Character)(unsigned char)meanings[simple - letters]);
    } else if (letter >= '0' && letter <= '7') {
        --*at;
        decode_octal(d, at);
    } else if (letter == 'x' || letter == 'u' || letter == 'U') {
        return decode_hex(d, start, at, letter == 'x' ? 2 : letter == 'u' ? 4 : 8);
    } else if (letter == 'N') {
        return decode_name(d, start, at);
    } else if (letter != '\n') {
        strbuilder_add_character(&d->out, '\\');
        strbuilder_add_character(&d->out, letter);
        if (!d->invalid_escape[0])
            d->invalid_escape[0] = letter;
    }
    return true;
}

bool decode_escape(Decoder *d)
{
    size_t i = 0;
    while (i < d->length) {
        if (d->data[i] != '\\')
            strbuilder_add_character(&d->out, d->data[i++]);
        else if (!decode_one_escape(d, &i))
            return false;
    }
    const unsigned char *wrong = d->invalid_escape;
    if (!wrong[0])
        return true;
    if (wrong[1])
        return warn_here(DeprecationWarning, "invalid octal escape sequence '\\%s'", (const char *)wrong);
    return warn_here(DeprecationWarning, "invalid escape sequence '\\%c'", wrong[0]);
}

bool codec_decode_raw_escape(Decoder *d)
{
    size_t i = 0;
    while (i < d->length) {
        size_t start = i;
        while (i < d->length && d->data[i] == '\\')
            i++;
        bool odd = (i - start) % 2 == 1, escape = odd && i < d->length && (d->data[i] == 'u' || d->data[i] == 'U');
        bool is_cut = odd && i == d->length && !d->is_final;
        if (is_cut)
            d->rest = i - 1;
        for (size_t slashes = i - start - escape - is_cut; slashes > 0; slashes--)
            strbuilder_add_character(&d->out, '\\');
        if (escape) {
            int digits = d->data[i++] == 'u' ? 4 : 8;
            if (!decode_hex(d, i - 2, &i, digits))
                return false;
        } else if (i < d->length) {
            strbuilder_add_character(&d->out, d->data[i++]);
        }
    }
    return true;
}
