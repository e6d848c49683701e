/* codec_utf: ASCII, Latin-1, UTF-8, UTF-16 and UTF-32.
 *
 * Each encoding is two functions: `put` writes one character, or says that the encoding does not have it;
 * `decode` goes through all bytes. What does not fit goes to the error handler (codec_errors.c), which says
 * where to go on.
 *
 *     UTF-8     1 to 4 bytes: the first says how many, the others begin with the bits 10
 *     UTF-16    2 bytes, or 4 from U+10000 on: a high surrogate with the upper 10 bits, then a low one
 *     UTF-32    4 bytes
 *
 * Surrogates are no characters: a lone one is a mistake in all three. */
#include "runtime/text/codecs_private.h"

static bool is_surrogate(Character c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

/* --- encoding ------------------------------------------------------------------------------------------- */

bool codec_put_simple(Encoder *e, Character c)
{
    if (c >= e->limit)
        return false;
    bytebuilder_add_byte(&e->out, c);
    return true;
}

bool codec_put_utf8(Encoder *e, Character c)
{
    if (is_surrogate(c))
        return false;
    unsigned char bytes[4];
    bytebuilder_add(&e->out, bytes, utf8_put(c, bytes));
    return true;
}

static void put_unit(Encoder *e, Character c, unsigned size)
{
    unsigned char *place = bytebuilder_extend(&e->out, size);
    for (unsigned i = 0; place && i < size; i++)
        place[e->endian == ENDIAN_LITTLE ? i : size - 1 - i] = (unsigned char)(c >> 8 * i);
}

bool codec_put_utf16(Encoder *e, Character c)
{
    if (is_surrogate(c))
        return false;
    if (c < 0x10000) {
        put_unit(e, c, 2);
    } else {
        put_unit(e, 0xD800 + ((c - 0x10000) >> 10), 2);
        put_unit(e, 0xDC00 + ((c - 0x10000) & 0x3FF), 2);
    }
    return true;
}

bool codec_put_utf32(Encoder *e, Character c)
{
    if (is_surrogate(c))
        return false;
    put_unit(e, c, 4);
    return true;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

bool codec_decode_simple(Decoder *d, Character limit)
{
    size_t i = 0;
    while (i < d->length) {
        if (d->data[i] < limit)
            strbuilder_add_character(&d->out, d->data[i++]);
        else if (!codec_decode_error(d, i, i + 1, "ordinal not in range(128)", &i))
            return false;
    }
    d->rest = i;
    return true;
}

/* The first two bytes of a surrogate: the third decides whether it passes. */
static bool is_half_surrogate(const Decoder *d, size_t at)
{
    return at + 2 == d->length && d->data[at] == 0xED && d->data[at + 1] >= 0xA0 && d->data[at + 1] <= 0xBF;
}

bool codec_decode_utf8(Decoder *d)
{
    size_t i = d->start;
    while (i < d->length) {
        const unsigned char *place = d->data + i;
        Character c;
        size_t wrong;
        const char *reason = utf8_next(&place, d->data + d->length, false, &c, &wrong);
        if (!reason) {
            strbuilder_add_character(&d->out, c);
            i = (size_t)(place - d->data);
        } else if (!d->is_final && ((i + wrong == d->length && strcmp(reason, "unexpected end of data") == 0) || is_half_surrogate(d, i))) {
            break;
        } else if (!codec_decode_error(d, i, i + wrong, reason, &i)) {
            return false;
        }
    }
    d->rest = i;
    return true;
}

static Character unit_at(const Decoder *d, size_t at, unsigned size)
{
    Character c = 0;
    for (unsigned i = 0; i < size; i++)
        c |= (Character)d->data[at + (d->endian == ENDIAN_LITTLE ? i : size - 1 - i)] << 8 * i;
    return c;
}

/* One character, or what is wrong with the *wrong bytes at `at`. */
static const char *next_utf16(const Decoder *d, size_t at, Character *c, size_t *size, size_t *wrong)
{
    size_t left = d->length - at;
    *wrong = *size = 2;
    if (left < 2) {
        *wrong = left;
        return "truncated data";
    }
    *c = unit_at(d, at, 2);
    if (!is_surrogate(*c))
        return NULL;
    if (*c >= 0xDC00)
        return "illegal encoding";
    if (left < 4) {
        *wrong = left;
        return "unexpected end of data";
    }
    Character low = unit_at(d, at + 2, 2);
    if (low < 0xDC00 || low > 0xDFFF)
        return "illegal UTF-16 surrogate";
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    *size = 4;
    return NULL;
}

bool codec_decode_utf16(Decoder *d)
{
    size_t i = d->start;
    d->unit = 2;
    while (i < d->length) {
        Character c;
        size_t size, wrong;
        const char *reason = next_utf16(d, i, &c, &size, &wrong);
        if (!reason) {
            strbuilder_add_character(&d->out, c);
            i += size;
        } else if (!d->is_final && d->length - i < 4 && reason[0] != 'i') { /* truncated, not illegal */
            break;
        } else if (!codec_decode_error(d, i, i + wrong, reason, &i)) {
            return false;
        }
    }
    d->rest = i;
    return true;
}

bool codec_decode_utf32(Decoder *d)
{
    size_t i = d->start;
    d->unit = 4;
    while (i < d->length) {
        size_t left = d->length - i;
        Character c = left >= 4 ? unit_at(d, i, 4) : 0;
        const char *reason = left < 4          ? "truncated data"
                             : is_surrogate(c) ? "code point in surrogate code point range(0xd800, 0xe000)"
                             : c > 0x10FFFF    ? "code point not in range(0x110000)"
                                               : NULL;
        if (!reason) {
            strbuilder_add_character(&d->out, c);
            i += 4;
        } else if (!d->is_final && left < 4) {
            break;
        } else if (!codec_decode_error(d, i, i + (left < 4 ? left : 4), reason, &i)) {
            return false;
        }
    }
    d->rest = i;
    return true;
}
