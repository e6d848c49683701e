/* cjk_cn: the encodings of China: GB 2312, GBK, GB 18030 and HZ.
 *
 *     GB 2312, GBK   two bytes, a code of the set
 *     GB 18030       the same, or four bytes, the second and fourth a digit: what has no code of two bytes, numbered in the order of Unicode
 *     HZ             ASCII; between ~{ and ~} GB 2312 without the upper bits; ~~ is a tilde */
#include "stdlib/cjk/cjk_codec.h"

static int decode_two(const CjkCodec *codec, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] < 0x80)
        return cjk_one(out, bytes[0]);
    if (left < 2)
        return CJK_TOO_FEW;
    return cjk_text(out, cjk_look_up(codec->set->decode, (unsigned)bytes[0] << 8 | bytes[1]), 2);
}

static int encode_two(const CjkCodec *codec, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    if (input->c >= 0x80)
        return cjk_code(out, cjk_set_encode(codec->set, input->c));
    cjk_put(out, input->c);
    return 1;
}

/* --- GB 18030 ---------------------------------------------------------------------------------------------- */

enum { UPPER_FROM = 189000 }; /* the number of U+10000 */

/* The last run that begins at or before the number (or the character); NULL: none. */
static const CjkRun *run_of(unsigned sought, bool by_number)
{
    size_t low = 0, high = cjk_gb18030_run_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((by_number ? cjk_gb18030_runs[middle].number : cjk_gb18030_runs[middle].first) <= sought)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &cjk_gb18030_runs[low - 1] : NULL;
}

/* Of four bytes; 0: none. */
static Character character_of_number(unsigned number)
{
    const CjkRun *run = run_of(number, true);
    if (number >= UPPER_FROM)
        return number - UPPER_FROM <= 0xFFFFF ? 0x10000 + number - UPPER_FROM : 0;
    return run && number - run->number < run->count ? run->first + number - run->number : 0;
}

static bool number_of_character(Character c, unsigned *number)
{
    const CjkRun *run = run_of(c, false);
    if (c >= 0x10000) {
        *number = UPPER_FROM + c - 0x10000;
        return true;
    }
    if (!run || c - run->first >= run->count)
        return false;
    *number = run->number + c - run->first;
    return true;
}

static int decode_four(const unsigned char *bytes, size_t left, CjkText *out)
{
    if (left < 4)
        return CJK_TOO_FEW;
    unsigned a = bytes[0] - 0x81u, b = bytes[1] - 0x30u, c = bytes[2] - 0x81u, d = bytes[3] - 0x30u;
    if (bytes[0] < 0x81 || bytes[0] == 255 || bytes[2] < 0x81 || bytes[2] == 255 || d > 9)
        return CJK_WRONG;
    return cjk_text(out, character_of_number(((a * 10 + b) * 126 + c) * 10 + d), 4);
}

static int decode_gb18030(const CjkCodec *codec, CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] >= 0x80 && left >= 2 && bytes[1] >= '0' && bytes[1] <= '9')
        return decode_four(bytes, left, out);
    return decode_two(codec, state, bytes, left, out);
}

static int encode_gb18030(const CjkCodec *codec, CjkState *state, const CjkInput *input, CjkBytes *out)
{
    unsigned number;
    if (encode_two(codec, state, input, out) == 1)
        return 1;
    if (!number_of_character(input->c, &number))
        return CJK_WRONG;
    cjk_put(out, 0x81 + number / 12600);
    cjk_put(out, 0x30 + number / 1260 % 10);
    cjk_put(out, 0x81 + number / 10 % 126);
    cjk_put(out, 0x30 + number % 10);
    return 1;
}

/* --- HZ ---------------------------------------------------------------------------------------------------- */

/* The state's first byte: within ~{ and ~}. */
static void start_hz(CjkState *state, bool decoding UNUSED)
{
    state->byte[0] = 0;
}

static void end_hz(CjkState *state, CjkBytes *out)
{
    if (state->byte[0])
        cjk_put_two(out, '~' << 8 | '}');
    state->byte[0] = 0;
}

static int decode_tilde(CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (left < 2)
        return CJK_TOO_FEW;
    if (bytes[1] == '~' && !state->byte[0])
        return cjk_text(out, '~', 2);
    if (bytes[1] == '{' && !state->byte[0])
        state->byte[0] = 1;
    else if (bytes[1] == '}' && state->byte[0])
        state->byte[0] = 0;
    else if (bytes[1] != '\n' || state->byte[0]) /* else the line goes on */
        return CJK_WRONG;
    return 2;
}

static int decode_hz(const CjkCodec *codec UNUSED, CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] == '~')
        return decode_tilde(state, bytes, left, out);
    if (bytes[0] >= 0x80)
        return CJK_WRONG;
    if (!state->byte[0])
        return cjk_one(out, bytes[0]);
    if (left < 2)
        return CJK_TOO_FEW;
    return bytes[1] >= 0x80 ? CJK_WRONG : cjk_text(out, cjk_look_up(cjk_gb2312.decode, (unsigned)bytes[0] << 8 | bytes[1] | 0x8080), 2);
}

static int encode_hz(const CjkCodec *codec UNUSED, CjkState *state, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    if (c < 0x80) {
        end_hz(state, out);
        if (c == '~')
            cjk_put(out, '~');
        cjk_put(out, c);
        return 1;
    }
    unsigned code = cjk_set_encode(&cjk_gb2312, c);
    if (!code)
        return CJK_WRONG;
    if (!state->byte[0])
        cjk_put_two(out, '~' << 8 | '{');
    state->byte[0] = 1;
    return cjk_code(out, code & 0x7F7F);
}

static void end_hz_decoding(CjkState *state)
{
    state->byte[0] = 0;
}

const CjkCodec cjk_codecs_cn[] = {
    {.name = "gb2312", .decode = decode_two, .encode = encode_two, .set = &cjk_gb2312, .is_ascii = true},
    {.name = "gbk", .decode = decode_two, .encode = encode_two, .set = &cjk_gbk, .is_ascii = true},
    {.name = "gb18030", .decode = decode_gb18030, .encode = encode_gb18030, .set = &cjk_gb18030, .is_ascii = true},
    {.name = "hz", .decode = decode_hz, .encode = encode_hz, .start = start_hz, .end_encoding = end_hz, .end_decoding = end_hz_decoding},
    {.name = NULL},
};
