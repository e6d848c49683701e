/* codec_utf7: UTF-7 (RFC 2152): ASCII as it is, all else as UTF-16 in base 64, between '+' and '-'.
 *
 *     Hi ä!  ─►  H i   + A O Q - !        'ä' is 00E4: sixteen bits in three digits, the rest zeros
 *
 * A shift begins with '+' and ends with the first character that is no digit; a '-' there is swallowed. '+'
 * itself is "+-". A mistake within a shift counts from its '+', and ends it. */
#include "runtime/text/codecs_private.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int digit_value(Character c)
{
    const char *place = c && c < 128 ? strchr(digits, (int)c) : NULL;
    return place ? (int)(place - digits) : -1;
}

/* --- encoding ------------------------------------------------------------------------------------------- */

static bool is_direct(Character c)
{
    return (c >= ' ' && c < 127 && c != '+' && c != '\\' && c != '~') || c == '\t' || c == '\n' || c == '\r';
}

/* The bits of a shift that are not written yet. */
typedef struct Bits {
    uint32_t value;
    unsigned count;
} Bits;

static void put_bits(ByteBuilder *out, Bits *bits, Character unit)
{
    bits->value = bits->value << 16 | unit;
    for (bits->count += 16; bits->count >= 6;) {
        bits->count -= 6;
        bytebuilder_add_byte(out, (unsigned char)digits[bits->value >> bits->count & 63]);
    }
}

static void put_rest(ByteBuilder *out, Bits *bits)
{
    if (bits->count)
        bytebuilder_add_byte(out, (unsigned char)digits[bits->value << (6 - bits->count) & 63]);
    *bits = (Bits){0};
}

static void put_shifted(ByteBuilder *out, Bits *bits, Character c)
{
    if (c >= 0x10000) {
        put_bits(out, bits, 0xD800 + ((c - 0x10000) >> 10));
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    put_bits(out, bits, c);
}

Ref codec_encode_utf7(StrView text)
{
    ByteBuilder out = {0};
    Bits bits = {0};
    bool in_shift = false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (in_shift && is_direct(c)) {
            put_rest(&out, &bits);
            in_shift = false;
            if (digit_value(c) >= 0 || c == '-')
                bytebuilder_add_byte(&out, '-');
            bytebuilder_add_byte(&out, c);
        } else if (in_shift || (c != '+' && !is_direct(c))) {
            if (!in_shift)
                bytebuilder_add_byte(&out, '+');
            in_shift = true;
            put_shifted(&out, &bits, c);
        } else {
            bytebuilder_add(&out, c == '+' ? "+-" : (const char[]){(char)c}, c == '+' ? 2 : 1);
        }
    }
    put_rest(&out, &bits);
    if (in_shift)
        bytebuilder_add_byte(&out, '-');
    return bytebuilder_finish(&out);
}

/* --- decoding ------------------------------------------------------------------------------------------- */

typedef struct Shift {
    bool is_open;
    size_t start, out_start; /* of its '+'; where its characters begin */
    uint32_t value;
    unsigned count;      /* bits in value */
    Character surrogate; /* a high one that waits for the low one; 0: none */
} Shift;

static void add_unit(Decoder *d, Shift *shift, Character unit)
{
    if (shift->surrogate) {
        Character high = shift->surrogate;
        shift->surrogate = 0;
        if (unit >= 0xDC00 && unit <= 0xDFFF) {
            strbuilder_add_character(&d->out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            return;
        }
        strbuilder_add_character(&d->out, high);
    }
    if (unit >= 0xD800 && unit <= 0xDBFF)
        shift->surrogate = unit;
    else
        strbuilder_add_character(&d->out, unit);
}

static void add_digit(Decoder *d, Shift *shift, int digit)
{
    shift->value = shift->value << 6 | (uint32_t)digit;
    shift->count += 6;
    if (shift->count < 16)
        return;
    shift->count -= 16;
    Character unit = shift->value >> shift->count & 0xFFFF;
    shift->value &= (1u << shift->count) - 1;
    add_unit(d, shift, unit);
}

/* A character that is no digit ends the shift. */
static bool end_shift(Decoder *d, Shift *shift, size_t *at)
{
    unsigned char c = d->data[*at];
    shift->is_open = false;
    if (shift->count >= 6)
        return codec_decode_error(d, shift->start, *at + 1, "partial character in base64 sequence", at);
    if (shift->count && shift->value)
        return codec_decode_error(d, shift->start, *at + 1, "non-zero padding bits in base64 sequence", at);
    if (shift->surrogate && c < 128 && c != '+')
        strbuilder_add_character(&d->out, shift->surrogate);
    shift->surrogate = 0;
    if (c == '-')
        ++*at;
    return true;
}

static bool begin_shift(Decoder *d, Shift *shift, size_t *at)
{
    size_t start = (*at)++;
    *shift = (Shift){.start = start, .out_start = d->out.length};
    if (*at < d->length && d->data[*at] == '-') {
        ++*at;
        strbuilder_add_character(&d->out, '+');
    } else if (*at < d->length && digit_value(d->data[*at]) < 0) {
        return codec_decode_error(d, start, *at + 1, "ill-formed sequence", at);
    } else {
        shift->is_open = true;
    }
    return true;
}

static bool decode_one(Decoder *d, Shift *shift, size_t *at)
{
    unsigned char c = d->data[*at];
    if (shift->is_open && digit_value(c) >= 0) {
        add_digit(d, shift, digit_value(c));
        ++*at;
        return true;
    }
    if (shift->is_open)
        return end_shift(d, shift, at);
    if (c == '+')
        return begin_shift(d, shift, at);
    if (c >= 128)
        return codec_decode_error(d, *at, *at + 1, "unexpected special character", at);
    strbuilder_add_character(&d->out, c);
    ++*at;
    return true;
}

bool codec_decode_utf7(Decoder *d)
{
    Shift shift = {0};
    size_t i = 0;
    for (;;) {
        while (i < d->length)
            if (!decode_one(d, &shift, &i))
                return false;
        if (!shift.is_open)
            return true;
        if (!d->is_final) { /* the whole shift is read again with what follows */
            d->rest = shift.start;
            d->kept = shift.out_start;
            return true;
        }
        shift.is_open = false;
        bool is_whole = !shift.surrogate && shift.count < 6 && !(shift.count && shift.value);
        if (is_whole)
            return true;
        if (!codec_decode_error(d, shift.start, d->length, "unterminated shift sequence", &i))
            return false;
    }
}
