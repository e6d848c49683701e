/* cjk_jp: the Japanese encodings: EUC-JP and Shift-JIS, in CPython's eight forms.
 *
 * The sets of JIS have 94 rows of 94 characters; a code is two bytes 21 … 7E, row and column.
 *
 *     EUC        A1 … FE twice: JIS X 0208, or the first plane of 0213    8E: katakana of half the width
 *                8F and two more: JIS X 0212, or the second plane of 0213
 *     Shift-JIS  two rows share a first byte 81 … 9F, E0 … FC; the second, 40 … FC without 7F, tells which
 *                A1 … DF: katakana of half the width */
#include "stdlib/cjk/cjk_codec.h"

enum { YEN = 0xA5, OVERLINE = 0x203E, KANA_FIRST = 0xFF61, KANA_LAST = 0xFF9F, KANA_OFFSET = 0xFEC0 };
/* JIS X 0208 has these of ASCII once more, wide in EUC and in Shift-JIS, but not in Shift-JIS with JIS X 0213. */
enum { BACKSLASH_CODE = 0x2140, TILDE_CODE = 0x2232, WIDE_BACKSLASH = 0xFF3C, WIDE_TILDE = 0xFF5E };

static Character kana_of(unsigned byte)
{
    return byte >= 0xA1 && byte <= 0xDF ? byte + KANA_OFFSET : 0;
}

static bool is_kana(Character c)
{
    return c >= KANA_FIRST && c <= KANA_LAST;
}

/* What the edition of 2000 does not have yet is wrong with both bytes. */
static int decode_0213(const CjkCodec *codec, unsigned code, CjkText *out)
{
    Character *place = out->c + out->count;
    unsigned count = cjk_decode_0213(codec->variant, code, place);
    out->count += count;
    return count ? 2 : codec->variant == JISX0213_2000 && cjk_decode_0213(JISX0213_2004, code, place) ? -2 : CJK_WRONG;
}

/* --- EUC-JP ----------------------------------------------------------------------------------------------- */

static int decode_third(const CjkCodec *codec, unsigned code, CjkText *out)
{
    unsigned count = codec->variant == JISX0213_NONE ? 0 : cjk_decode_0213(codec->variant, code | 0x8000, out->c + out->count);
    out->count += count;
    if (count)
        return 3;
    return cjk_text(out, cjk_look_up(cjk_jisx0212.decode, code), 3);
}

static int decode_euc(const CjkCodec *codec, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    unsigned lead = bytes[0];
    if (lead < 0x80)
        return cjk_one(out, lead);
    if (left < (lead == 0x8F ? 3 : 2))
        return CJK_TOO_FEW;
    if (lead == 0x8E)
        return cjk_text(out, kana_of(bytes[1]), 2);
    const unsigned char *code = bytes + (lead == 0x8F);
    if (code[0] < 0xA1 || code[1] < 0xA1)
        return CJK_WRONG;
    unsigned jis = (code[0] & 127u) << 8 | (code[1] & 127u);
    if (lead == 0x8F)
        return decode_third(codec, jis, out);
    if (codec->variant == JISX0213_NONE)
        return cjk_text(out, cjk_look_up(cjk_jisx0208.decode, jis), 2);
    if (jis == TILDE_CODE)
        return cjk_text(out, WIDE_TILDE, 2);
    return decode_0213(codec, jis, out);
}

static int put_third(CjkBytes *out, unsigned code)
{
    if (!code)
        return CJK_WRONG;
    cjk_put(out, 0x8F);
    cjk_put_two(out, code | 0x8080);
    return 1;
}

static int encode_euc_0213(const CjkCodec *codec, const CjkInput *input, CjkBytes *out)
{
    int taken = 1, code = input->c == WIDE_TILDE ? TILDE_CODE : cjk_encode_0213(codec->variant, input, &taken);
    if (code < 0)
        return CJK_TOO_FEW;
    if (!code && codec->variant == JISX0213_2000 && cjk_set_encode(&cjk_jisx0213, input->c))
        return CJK_WRONG; /* of 2004, even if JIS X 0212 has it */
    if (!code)
        return put_third(out, cjk_set_encode(&cjk_jisx0212, input->c));
    if (code & 0x8000)
        cjk_put(out, 0x8F);
    cjk_put_two(out, (unsigned)code | 0x8080);
    return taken;
}

static int encode_euc(const CjkCodec *codec, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    if (c < 0x80) {
        cjk_put(out, c);
        return 1;
    }
    if (is_kana(c))
        return cjk_code(out, 0x8E00 | (c - KANA_OFFSET));
    if (codec->variant != JISX0213_NONE)
        return encode_euc_0213(codec, input, out);
    if (c == YEN || c == OVERLINE) {
        cjk_put(out, c == YEN ? '\\' : '~');
        return 1;
    }
    unsigned code = cjk_set_encode(&cjk_jisx0208, c);
    return code ? cjk_code(out, code | 0x8080) : put_third(out, cjk_set_encode(&cjk_jisx0212, c));
}

/* --- Shift-JIS ------------------------------------------------------------------------------------------- */

/* The row, from 0, and the column, from 0, of two bytes; false: they are none. */
static bool place_of(const unsigned char *bytes, unsigned *row, unsigned *column)
{
    unsigned lead = bytes[0], trail = bytes[1];
    if (trail < 0x40 || trail == 0x7F || trail > 0xFC || lead < 0x81 || (lead > 0x9F && lead < 0xE0) || lead > 0xFC)
        return false;
    unsigned place = trail - (trail < 0x80 ? 0x40 : 0x41);
    *row = (lead - (lead < 0xE0 ? 0x81 : 0xC1)) * 2 + place / 94;
    *column = place % 94;
    return true;
}

static unsigned bytes_of(unsigned row, unsigned column)
{
    unsigned lead = row / 2, place = row % 2 * 94 + column;
    return (lead + (lead < 0x1F ? 0x81 : 0xC1)) << 8 | (place + (place < 0x3F ? 0x40 : 0x41));
}

static unsigned bytes_of_jis(unsigned code)
{
    return code ? bytes_of((code >> 8) - 0x21, (code & 255) - 0x21) : 0;
}

static unsigned jis_of(unsigned row, unsigned column)
{
    return (row + 0x21) << 8 | (column + 0x21);
}

static int decode_sjis(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    unsigned row, column;
    if (bytes[0] < 0x80)
        return cjk_one(out, bytes[0]);
    if (kana_of(bytes[0]))
        return cjk_text(out, kana_of(bytes[0]), 1);
    if (bytes[0] == 0x80 || bytes[0] == 0xA0 || bytes[0] > 0xEA)
        return CJK_WRONG;
    if (left < 2)
        return CJK_TOO_FEW;
    if (!place_of(bytes, &row, &column))
        return CJK_WRONG;
    return cjk_text(out, cjk_look_up(cjk_jisx0208.decode, jis_of(row, column)), 2);
}

static int encode_sjis(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    unsigned byte = c < 0x80 ? c : c == YEN ? '\\' : c == OVERLINE ? '~' : is_kana(c) ? c - KANA_OFFSET : 0;
    if (byte || !c) {
        cjk_put(out, byte);
        return 1;
    }
    return cjk_code(out, bytes_of_jis(cjk_set_encode(&cjk_jisx0208, c)));
}

/* --- Windows' Shift-JIS ----------------------------------------------------------------------------------- */

/* Characters of the user's own, in the first ten first bytes from F0 on. */
enum { OWN_FIRST = 0xE000, OWN_COUNT = 10 * 188, OWN_ROW = 94 };

static int decode_cp932(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    unsigned lead = bytes[0], row, column;
    if (lead <= 0x80)
        return cjk_one(out, lead);
    if (kana_of(lead))
        return cjk_text(out, kana_of(lead), 1);
    if (lead == 0xA0 || lead > 0xFC)
        return cjk_text(out, lead == 0xA0 ? 0xF8F0 : 0xF8F1 + lead - 0xFD, 1);
    if (left < 2)
        return CJK_TOO_FEW;
    if (!place_of(bytes, &row, &column))
        return CJK_WRONG;
    if (row >= OWN_ROW && row < OWN_ROW + OWN_COUNT / 94)
        return cjk_text(out, OWN_FIRST + (row - OWN_ROW) * 94 + column, 2);
    unsigned value = cjk_find(cjk_cp932.decode, lead << 8 | bytes[1]);
    if (!value && row < 94)
        value = cjk_look_up(cjk_jisx0208.decode, jis_of(row, column));
    return cjk_text(out, value == CJK_NONE ? 0 : value, 2);
}

static int encode_cp932(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    unsigned byte = c <= 0x80 ? c : is_kana(c) ? c - KANA_OFFSET : c == 0xF8F0 ? 0xA0 : c >= 0xF8F1 && c <= 0xF8F3 ? c - 0xF8F1 + 0xFD : 0;
    if (byte || !c) {
        cjk_put(out, byte);
        return 1;
    }
    if (c >= OWN_FIRST && c < OWN_FIRST + OWN_COUNT)
        return cjk_code(out, bytes_of(OWN_ROW + (c - OWN_FIRST) / 94, (c - OWN_FIRST) % 94));
    unsigned code = c < 0x10000 ? cjk_find(cjk_cp932.encode, c) : 0;
    return cjk_code(out, code == CJK_NONE ? 0 : code ? code : bytes_of_jis(cjk_set_encode(&cjk_jisx0208, c)));
}

/* --- Shift-JIS with JIS X 0213 ---------------------------------------------------------------------------- */

/* The rows that the second plane has; they follow the first plane's 94 rows in this order. */
static const unsigned char second_rows[] = {1, 8, 3, 4, 5, 12, 13, 14, 15};
enum { SECOND_FROM = 78 }; /* and from here on all */

/* From JIS X 0213, as Shift-JIS counts rows: 0 … 93 the first plane, then the second's. */
static unsigned code_of_row(unsigned row, unsigned column)
{
    if (row < 94)
        return jis_of(row, column);
    unsigned further = row - 94, count = COUNT_OF(second_rows);
    unsigned second = further < count ? second_rows[further] : SECOND_FROM + further - count;
    return 0x8000 | jis_of(second - 1, column);
}

static unsigned bytes_of_0213(unsigned code)
{
    unsigned row = (code >> 8 & 127) - 0x21;
    if (!(code & 0x8000))
        return bytes_of_jis(code);
    for (unsigned i = 0; i < COUNT_OF(second_rows); i++)
        if (second_rows[i] == row + 1)
            return bytes_of(94 + i, (code & 255) - 0x21);
    return bytes_of(94 + (unsigned)COUNT_OF(second_rows) + row + 1 - SECOND_FROM, (code & 255) - 0x21);
}

static int decode_sjis_0213(const CjkCodec *codec, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    unsigned lead = bytes[0], row, column;
    if (lead < 0x80)
        return cjk_one(out, lead == '\\' ? YEN : lead == '~' ? OVERLINE : lead);
    if (kana_of(lead))
        return cjk_text(out, kana_of(lead), 1);
    if (lead == 0x80 || lead == 0xA0 || lead > 0xFC)
        return CJK_WRONG;
    if (left < 2)
        return CJK_TOO_FEW;
    if (!place_of(bytes, &row, &column))
        return CJK_WRONG;
    if (code_of_row(row, column) == BACKSLASH_CODE)
        return cjk_text(out, '\\', 2);
    return decode_0213(codec, code_of_row(row, column), out);
}

static int encode_sjis_0213(const CjkCodec *codec, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    unsigned byte = c == YEN ? '\\' : c == OVERLINE ? '~' : c < 0x80 && c != '\\' && c != '~' ? c : is_kana(c) ? c - KANA_OFFSET : 0;
    if (byte || !c) {
        cjk_put(out, byte);
        return 1;
    }
    int taken = 1, code = c == '\\' ? BACKSLASH_CODE : c == WIDE_BACKSLASH ? 0 : cjk_encode_0213(codec->variant, input, &taken);
    if (code <= 0)
        return code < 0 ? CJK_TOO_FEW : CJK_WRONG;
    cjk_put_two(out, bytes_of_0213((unsigned)code));
    return taken;
}

const CjkCodec cjk_codecs_jp[] = {
    {.name = "shift_jis", .decode = decode_sjis, .encode = encode_sjis, .is_ascii = true},
    {.name = "cp932", .decode = decode_cp932, .encode = encode_cp932, .is_ascii = true},
    {.name = "euc_jp", .decode = decode_euc, .encode = encode_euc, .is_ascii = true},
    {.name = "shift_jis_2004", .decode = decode_sjis_0213, .encode = encode_sjis_0213, .variant = JISX0213_2004},
    {.name = "euc_jis_2004", .decode = decode_euc, .encode = encode_euc, .variant = JISX0213_2004, .is_ascii = true},
    {.name = "euc_jisx0213", .decode = decode_euc, .encode = encode_euc, .variant = JISX0213_2000, .is_ascii = true},
    {.name = "shift_jisx0213", .decode = decode_sjis_0213, .encode = encode_sjis_0213, .variant = JISX0213_2000},
    {.name = NULL},
};
