/* binascii_mail: the older ways to send bytes by mail: uuencode, and quoted-printable. */
#include "runtime/bytes/bytebuilder.h"
#include "runtime/errors/errors.h"
#include "stdlib/binascii/binascii_private.h"
#include "stdlib/module_types.h"

/* --- uuencode: a line is its length and six bits a character, from the space on ------------------------- */

enum { UU_MOST = 45 };

Ref binascii_b2a_uu(View module UNUSED, View *args)
{
    BytesHold hold;
    bool backtick;
    if (!binascii_read_flag(args[1], false, &backtick) || !bytes_hold_required(args[0], &hold))
        return NULL;
    if (hold.length > UU_MOST) {
        bytes_let_go(&hold);
        return module_raise(binascii_error_peek(), "At most 45 bytes at once");
    }
    unsigned char zero = backtick ? '`' : ' ';
    ByteBuilder line = {0};
    bytebuilder_add_byte(&line, hold.length ? ' ' + (unsigned)hold.length : zero);
    for (size_t i = 0; i < hold.length; i += 3) {
        uint32_t word = (uint32_t)hold.data[i] << 16 | (i + 1 < hold.length ? (uint32_t)hold.data[i + 1] << 8 : 0) |
                        (i + 2 < hold.length ? (uint32_t)hold.data[i + 2] : 0);
        for (int shift = 18; shift >= 0; shift -= 6)
            bytebuilder_add_byte(&line, word >> shift & 63 ? ' ' + (word >> shift & 63) : zero);
    }
    bytebuilder_add_byte(&line, '\n');
    bytes_let_go(&hold);
    return bytebuilder_finish(&line);
}

/* What a line lacks at its end counts as spaces, which mail may have taken away. */
static const char *decode_uu(const BytesHold *hold, ByteBuilder *out)
{
    size_t at = 1, length = ((hold->length ? hold->data[0] : 0u) - ' ') & 63;
    unsigned left = 0, bits = 0;
    for (size_t made = 0; made < length; at++) {
        unsigned c = at < hold->length ? hold->data[at] : '\n';
        if (c != '\n' && c != '\r' && (c < ' ' || c > ' ' + 64))
            return "Illegal char";
        left = left << 6 | (c == '\n' || c == '\r' ? 0 : (c - ' ') & 63);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytebuilder_add_byte(out, left >> bits & 0xFF);
            made++;
        }
    }
    for (; at < hold->length; at++)
        if (!memchr(" `\n\r", hold->data[at], 4))
            return "Trailing garbage";
    return NULL;
}

Ref binascii_a2b_uu(View module UNUSED, View *args)
{
    BytesHold hold;
    if (!binascii_hold_text(args[0], &hold))
        return NULL;
    ByteBuilder out = {0};
    const char *problem = decode_uu(&hold, &out);
    bytes_let_go(&hold);
    if (!problem)
        return bytebuilder_finish(&out);
    bytebuilder_abandon(&out);
    return module_raise(binascii_error_peek(), "%s", problem);
}

/* --- quoted-printable: what is no plain ASCII as =XX, lines of at most 76 characters -------------------- */

enum { LINE_MOST = 76 };

typedef struct Encoder {
    const unsigned char *data;
    size_t length, line; /* line: characters since the last newline */
    bool quotes_tabs, is_text, is_header, has_crlf;
    ByteBuilder out;
} Encoder;

static bool must_quote(const Encoder *encoder, size_t at)
{
    unsigned char c = encoder->data[at];
    bool is_last = at + 1 == encoder->length, is_blank = c == ' ' || c == '\t', is_break = c == '\r' || c == '\n';
    if (c > 126 || c == '=' || (encoder->is_header && c == '_'))
        return true;
    if (c == '.' && encoder->line == 0) /* alone on a line it would end the mail */
        return is_last || memchr("\n\r\0", encoder->data[at + 1], 3);
    if (is_break)
        return !encoder->is_text;
    return (is_blank && is_last) || (c < 33 && (encoder->quotes_tabs || !is_blank));
}

static void add_break(Encoder *encoder, bool is_soft)
{
    if (is_soft)
        bytebuilder_add_byte(&encoder->out, '=');
    if (encoder->has_crlf)
        bytebuilder_add_byte(&encoder->out, '\r');
    bytebuilder_add_byte(&encoder->out, '\n');
    encoder->line = 0;
}

static void add_quoted(Encoder *encoder, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char quoted[3] = {'=', (unsigned char)digits[c >> 4], (unsigned char)digits[c & 15]};
    bytebuilder_add(&encoder->out, quoted, sizeof quoted);
}

/* A space or tab in front of a newline would get lost. */
static void quote_last_blank(Encoder *encoder)
{
    ByteBuilder *out = &encoder->out;
    unsigned char last = out->length && !out->failed ? out->bytes->data[out->length - 1] : 0;
    if (last != ' ' && last != '\t')
        return;
    out->length--;
    add_quoted(encoder, last);
}

static void encode(Encoder *encoder)
{
    const unsigned char *data = encoder->data;
    for (size_t at = 0; at < encoder->length; at++) {
        unsigned char c = data[at];
        bool has_next = at + 1 < encoder->length;
        if (must_quote(encoder, at)) {
            if (encoder->line + 3 >= LINE_MOST)
                add_break(encoder, true);
            add_quoted(encoder, c);
            encoder->line += 3;
        } else if (encoder->is_text && (c == '\n' || (c == '\r' && has_next && data[at + 1] == '\n'))) {
            quote_last_blank(encoder);
            add_break(encoder, false);
            at += c == '\r';
        } else {
            if (has_next && data[at + 1] != '\n' && encoder->line + 1 >= LINE_MOST)
                add_break(encoder, true);
            encoder->line++;
            bytebuilder_add_byte(&encoder->out, encoder->is_header && c == ' ' ? '_' : c);
        }
    }
}

Ref binascii_b2a_qp(View module UNUSED, View *args)
{
    BytesHold hold;
    Encoder encoder = {0};
    if (!binascii_read_flag(args[1], false, &encoder.quotes_tabs) || !binascii_read_flag(args[2], true, &encoder.is_text) ||
        !binascii_read_flag(args[3], false, &encoder.is_header) || !bytes_hold_required(args[0], &hold))
        return NULL;
    encoder.data = hold.data;
    encoder.length = hold.length;
    const unsigned char *newline = hold.length ? memchr(hold.data, '\n', hold.length) : NULL;
    encoder.has_crlf = newline && newline > hold.data && newline[-1] == '\r';
    encode(&encoder);
    bytes_let_go(&hold);
    return bytebuilder_finish(&encoder.out);
}

/* One "=…" that begins at `at`; returns what follows it. */
static size_t decode_quoted(const BytesHold *hold, size_t at, ByteBuilder *out)
{
    const unsigned char *data = hold->data;
    if (++at >= hold->length)
        return at;
    if (data[at] == '\n' || data[at] == '\r') { /* a soft line break */
        while (at < hold->length && data[at] != '\n')
            at++;
        return at + 1;
    }
    if (data[at] == '=') {
        bytebuilder_add_byte(out, '=');
        return at + 1;
    }
    int high = binascii_digit(data[at]), low = at + 1 < hold->length ? binascii_digit(data[at + 1]) : -1;
    bool is_quoted = high >= 0 && low >= 0;
    bytebuilder_add_byte(out, is_quoted ? (unsigned)(high << 4 | low) : '=');
    return is_quoted ? at + 2 : at;
}

Ref binascii_a2b_qp(View module UNUSED, View *args)
{
    BytesHold hold;
    bool is_header;
    if (!binascii_read_flag(args[1], false, &is_header) || !binascii_hold_text(args[0], &hold))
        return NULL;
    ByteBuilder out = {0};
    for (size_t at = 0; at < hold.length;) {
        unsigned char c = hold.data[at];
        if (c == '=') {
            at = decode_quoted(&hold, at, &out);
            continue;
        }
        bytebuilder_add_byte(&out, is_header && c == '_' ? ' ' : c);
        at++;
    }
    bytes_let_go(&hold);
    return bytebuilder_finish(&out);
}
