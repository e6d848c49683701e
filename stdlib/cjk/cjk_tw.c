/* cjk_tw: the encodings of Taiwan and Hong Kong: Big5, Windows' cp950, and Big5 with the Hong Kong Supplementary
 * Character Set. Two bytes, the second from 40 on, each a code of the set. */
#include "stdlib/cjk/cjk_codec.h"

static int decode(const CjkCodec *codec, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] < 0x80)
        return cjk_one(out, bytes[0]);
    if (left < 2)
        return CJK_TOO_FEW;
    return cjk_set_text(codec->set, (unsigned)bytes[0] << 8 | bytes[1], out, 2);
}

static int encode(const CjkCodec *codec, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    if (input->c < 0x80) {
        cjk_put(out, input->c);
        return 1;
    }
    int taken, code = cjk_set_encode_pair(codec->set, input, &taken);
    if (code <= 0)
        return code < 0 ? CJK_TOO_FEW : CJK_WRONG;
    cjk_put_two(out, (unsigned)code);
    return taken;
}

const CjkCodec cjk_codecs_tw[] = {
    {.name = "big5", .decode = decode, .encode = encode, .set = &cjk_big5, .is_ascii = true},
    {.name = "cp950", .decode = decode, .encode = encode, .set = &cjk_cp950, .is_ascii = true},
    {.name = NULL},
};
const CjkCodec cjk_codecs_hk[] = {
    {.name = "big5hkscs", .decode = decode, .encode = encode, .set = &cjk_hkscs, .is_ascii = true},
    {.name = NULL},
};
