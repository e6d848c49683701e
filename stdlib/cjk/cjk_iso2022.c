/* cjk_iso2022: the ISO 2022 encodings: seven bits, and escape sequences that say which set the bytes are of.
 *
 *     ESC ( B      G0 is ASCII                     ESC $ B      G0 is JIS X 0208, two bytes
 *     ESC $ ( Q    G0 is JIS X 0213's first plane  ESC $ ) C    G1 is KS X 1001
 *     SO, SI       the bytes that follow are of G1, of G0
 *     ESC . A      G2 is Latin-1's upper half      ESC N        the next byte is of G2
 *
 * The state: G0 … G3 by the last byte of their sequence, with the upper bit if it is a set of two bytes, then
 * flags. An unknown escape sequence is passed through as it is. */
#include "stdlib/cjk/cjk_codec.h"

enum { ESC = 0x1B, SO = 0x0E, SI = 0x0F, TWO = 0x80 };
enum { G0, G1, G2, FLAGS = 4 };         /* places in the state */
enum { IS_SHIFTED = 1, IN_ESCAPE = 2 }; /* flags */
enum { ASCII = 'B', ROMAN = 'J', KANA = 'I', LATIN = 'A', GREEK = 'F', JIS_0208 = 'B' | TWO, OLD_JIS = '@' | TWO };

/* A set that an encoding may designate. Decode: the characters of one or two bytes, how many; encode as
 * cjk_set_encode_pair. */
typedef struct Charset {
    unsigned char mark, place, width;
    unsigned (*decode)(unsigned code, Character *c);
    int (*encode)(const CjkInput *input, int *taken);
} Charset;

/* What an encoding has, CjkCodec's `more`. Encoding takes the first set that has the character. */
typedef struct Family {
    bool can_shift, has_g2, has_prefix; /* has_prefix: ESC & @ may stand before ESC $ B */
    Charset sets[10];                   /* the last has no mark */
} Family;

/* --- the sets ----------------------------------------------------------------------------------------------- */

static unsigned decode_0208(unsigned code, Character *c)
{
    return cjk_set_decode(&cjk_jisx0208, code, c);
}
static int encode_0208(const CjkInput *input, int *taken UNUSED)
{
    return (int)cjk_set_encode(&cjk_jisx0208, input->c);
}

static unsigned decode_0212(unsigned code, Character *c)
{
    return cjk_set_decode(&cjk_jisx0212, code, c);
}
static int encode_0212(const CjkInput *input, int *taken UNUSED)
{
    return (int)cjk_set_encode(&cjk_jisx0212, input->c);
}

static unsigned decode_ksx1001(unsigned code, Character *c)
{
    return code & 0x80 ? 0 : cjk_set_decode(&cjk_ksx1001, code | 0x8080, c);
}
static int encode_ksx1001(const CjkInput *input, int *taken UNUSED)
{
    return (int)(cjk_set_encode(&cjk_ksx1001, input->c) & 0x7F7F);
}

static unsigned decode_gb2312(unsigned code, Character *c)
{
    return code & 0x80 ? 0 : cjk_set_decode(&cjk_gb2312, code | 0x8080, c);
}
static int encode_gb2312(const CjkInput *input, int *taken UNUSED)
{
    return (int)(cjk_set_encode(&cjk_gb2312, input->c) & 0x7F7F);
}

static unsigned decode_roman(unsigned code, Character *c)
{
    *c = code == '\\' ? 0xA5 : code == '~' ? 0x203E : code;
    return 1;
}
static int encode_roman(const CjkInput *input, int *taken UNUSED)
{
    return input->c == 0xA5 ? '\\' : input->c == 0x203E ? '~' : 0;
}

static unsigned decode_kana(unsigned code, Character *c)
{
    *c = code + 0xFF40;
    return code >= 0x21 && code <= 0x5F;
}
static int encode_kana(const CjkInput *input, int *taken UNUSED)
{
    Character c = input->c;
    return c >= 0xFF61 && c <= 0xFF9F ? (int)(c - 0xFF40) : 0;
}

static unsigned decode_first_2004(unsigned code, Character *c)
{
    return cjk_decode_0213(JISX0213_2004, code, c);
}
static unsigned decode_first_2000(unsigned code, Character *c)
{
    return cjk_decode_0213(JISX0213_2000, code, c);
}
static unsigned decode_second(unsigned code, Character *c)
{
    return cjk_decode_0213(JISX0213_2004, code | 0x8000, c);
}

/* The code of the character by itself, if it is of the plane. */
static int encode_plane(unsigned edition, bool second, const CjkInput *input, int *taken)
{
    CjkInput alone = {.c = input->c, .text = input->text, .next = input->text->length, .is_last = true};
    int code = cjk_encode_0213(edition, &alone, taken);
    return (code >> 15 != 0) == second ? code & 0x7FFF : 0;
}
static int encode_first_2004(const CjkInput *input, int *taken)
{
    return encode_plane(JISX0213_2004, false, input, taken);
}
static int encode_first_2000(const CjkInput *input, int *taken)
{
    return encode_plane(JISX0213_2000, false, input, taken);
}
static int encode_second_2004(const CjkInput *input, int *taken)
{
    return encode_plane(JISX0213_2004, true, input, taken);
}
static int encode_second_2000(const CjkInput *input, int *taken)
{
    return encode_plane(JISX0213_2000, true, input, taken);
}

/* Before all others: what may be the first of two characters waits for the next one. But CPython 3.11 then
 * does not look at that, so that either is encoded by itself. */
static int encode_pair(const CjkInput *input, int *taken)
{
    return cjk_encode_0213(JISX0213_2004, input, taken) < 0 ? -1 : 0;
}

#define SET_JIS_0208                              \
    {                                             \
        JIS_0208, G0, 2, decode_0208, encode_0208 \
    }
#define SET_OLD_JIS                              \
    {                                            \
        OLD_JIS, G0, 2, decode_0208, encode_0208 \
    }
#define SET_JIS_0212                               \
    {                                              \
        'D' | TWO, G0, 2, decode_0212, encode_0212 \
    }
#define SET_ROMAN                                \
    {                                            \
        ROMAN, G0, 1, decode_roman, encode_roman \
    }
#define SET_KANA                              \
    {                                         \
        KANA, G0, 1, decode_kana, encode_kana \
    }

static const Family korean = {.can_shift = true, .sets = {{'C' | TWO, G1, 2, decode_ksx1001, encode_ksx1001}}};
static const Family japanese = {.has_prefix = true, .sets = {SET_JIS_0208, SET_ROMAN, SET_OLD_JIS}};
static const Family japanese_1 = {.has_prefix = true, .sets = {SET_JIS_0208, SET_JIS_0212, SET_ROMAN, SET_OLD_JIS}};
/* Latin-1 and Greek are only read. */
static const Family japanese_2 = {.has_g2 = true,
                                  .has_prefix = true,
                                  .sets = {SET_JIS_0208,
                                           SET_JIS_0212,
                                           {'C' | TWO, G0, 2, decode_ksx1001, encode_ksx1001},
                                           {'A' | TWO, G0, 2, decode_gb2312, encode_gb2312},
                                           SET_ROMAN,
                                           SET_OLD_JIS,
                                           {LATIN, G2, 1, NULL, NULL},
                                           {GREEK, G2, 1, NULL, NULL}}};
static const Family japanese_2004 = {.has_prefix = true,
                                     .sets = {{'Q' | TWO, G0, 2, decode_first_2004, encode_pair},
                                              SET_JIS_0208,
                                              {'Q' | TWO, G0, 2, decode_first_2004, encode_first_2004},
                                              {'P' | TWO, G0, 2, decode_second, encode_second_2004}}};
static const Family japanese_3 = {.has_prefix = true,
                                  .sets = {{'O' | TWO, G0, 2, decode_first_2000, encode_pair},
                                           SET_JIS_0208,
                                           {'O' | TWO, G0, 2, decode_first_2000, encode_first_2000},
                                           {'P' | TWO, G0, 2, decode_second, encode_second_2000}}};
static const Family japanese_ext = {.has_prefix = true, .sets = {SET_JIS_0208, SET_JIS_0212, SET_ROMAN, SET_KANA, SET_OLD_JIS}};

static const Charset *set_of(const Family *family, unsigned mark)
{
    for (const Charset *set = family->sets; set->mark; set++)
        if (set->mark == mark)
            return set;
    return NULL;
}

/* --- decoding ----------------------------------------------------------------------------------------------- */

static bool ends_escape(unsigned byte)
{
    return (byte >= 'A' && byte <= 'Z') || byte == '@';
}

/* The length of the escape sequence; CJK_TOO_FEW, or CJK_WRONG if it has no end. */
static int escape_length(const Family *family, const unsigned char *bytes, size_t left)
{
    for (size_t i = 1; i < CJK_MOST_BYTES; i++) {
        if (i >= left)
            return CJK_TOO_FEW;
        if (ends_escape(bytes[i]))
            return (int)i + 1;
        if (family->has_prefix && i + 1 < left && bytes[i] == '&' && bytes[i + 1] == '@')
            i += 2;
    }
    return CJK_WRONG;
}

/* The place that a sequence designates a set for, and the set's mark; -1: it is no such sequence. */
static int place_and_mark(const Family *family, const unsigned char *bytes, int length, unsigned *mark)
{
    *mark = bytes[length - 1];
    if (length == 6 && family->has_prefix && memcmp(bytes + 3, "\x1B$B", 3) == 0) {
        *mark = JIS_0208;
        return G0;
    }
    if (length == 3 && bytes[1] != '$')
        return bytes[1] == '(' ? G0 : bytes[1] == ')' ? G1 : bytes[1] == '.' && family->has_g2 ? G2 : -1;
    if ((length != 3 && length != 4) || bytes[1] != '$')
        return -1;
    *mark |= TWO;
    return length == 3 || bytes[2] == '(' ? G0 : bytes[2] == ')' ? G1 : -1;
}

static int decode_designation(const Family *family, CjkState *state, const unsigned char *bytes, size_t left)
{
    unsigned mark;
    int length = escape_length(family, bytes, left);
    if (length <= 0)
        return length;
    int place = place_and_mark(family, bytes, length, &mark);
    if (place < 0 || (mark != ASCII && !set_of(family, mark)))
        return -length;
    state->byte[place] = (unsigned char)mark;
    return length;
}

/* ESC N and a byte of G2. */
static int decode_g2(const CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (left < 3)
        return CJK_TOO_FEW;
    unsigned byte = bytes[2], mark = state->byte[G2];
    Character c = byte;
    if (mark == GREEK)
        c = (byte ^ 0x80) < 0xA0 ? byte ^ 0x80 : cjk_look_up(&cjk_greek, byte ^ 0x80);
    else if (mark != ASCII && mark != LATIN)
        return CJK_NO_STATE;
    else if (mark == LATIN)
        c |= 0x80;
    if (mark == GREEK ? !c && byte != 0x80 : byte >= 0x80)
        return -3;
    return cjk_one(out, c) + 2;
}

static int decode_escape(const Family *family, CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (left < 2)
        return CJK_TOO_FEW;
    if (memchr("()$.&", bytes[1], 5))
        return decode_designation(family, state, bytes, left);
    if (family->has_g2 && bytes[1] == 'N')
        return decode_g2(state, bytes, left, out);
    state->byte[FLAGS] |= IN_ESCAPE;
    return cjk_one(out, ESC);
}

static int decode_graphic(const Family *family, const CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    unsigned mark = state->byte[state->byte[FLAGS] & IS_SHIFTED ? G1 : G0];
    if (mark == ASCII)
        return cjk_one(out, bytes[0]);
    const Charset *set = set_of(family, mark);
    if (!set || !set->decode)
        return CJK_NO_STATE;
    if (left < set->width)
        return CJK_TOO_FEW;
    unsigned count = set->decode(set->width == 2 ? (unsigned)bytes[0] << 8 | bytes[1] : bytes[0], out->c + out->count);
    out->count += count;
    return count ? set->width : -set->width;
}

static int decode(const CjkCodec *codec, CjkState *state, const unsigned char *bytes, size_t left, CjkText *out)
{
    const Family *family = codec->more;
    unsigned byte = bytes[0];
    unsigned char *flags = &state->byte[FLAGS];
    if (*flags & IN_ESCAPE) {
        if (ends_escape(byte))
            *flags &= (unsigned char)~IN_ESCAPE;
        return cjk_one(out, byte);
    }
    if (byte == ESC)
        return decode_escape(family, state, bytes, left, out);
    if (family->can_shift && (byte == SI || byte == SO)) {
        *flags = (unsigned char)(byte == SO ? *flags | IS_SHIFTED : *flags & ~IS_SHIFTED);
        return 1;
    }
    if (byte == '\n')
        *flags &= (unsigned char)~IS_SHIFTED;
    if (byte < 0x20)
        return cjk_one(out, byte);
    return byte >= 0x80 ? CJK_WRONG : decode_graphic(family, state, bytes, left, out);
}

/* --- encoding ----------------------------------------------------------------------------------------------- */

static void unshift(CjkState *state, CjkBytes *out)
{
    if (state->byte[FLAGS] & IS_SHIFTED)
        cjk_put(out, SI);
    state->byte[FLAGS] &= (unsigned char)~IS_SHIFTED;
}

static void designate(CjkState *state, unsigned place, unsigned mark, CjkBytes *out)
{
    if (state->byte[place] == mark)
        return;
    state->byte[place] = (unsigned char)mark;
    cjk_put(out, ESC);
    if (mark & TWO)
        cjk_put(out, '$');
    if (place == G1 || (mark != JIS_0208))
        cjk_put(out, place == G1 ? ')' : '(');
    cjk_put(out, mark & ~(unsigned)TWO);
}

static int encode_ascii(CjkState *state, Character c, CjkBytes *out)
{
    designate(state, G0, ASCII, out);
    unshift(state, out);
    cjk_put(out, c);
    return 1;
}

/* Write the code, after what makes its set the present one. */
static void put_of_set(CjkState *state, const Charset *set, unsigned code, CjkBytes *out)
{
    if (set->place == G0)
        unshift(state, out);
    designate(state, set->place, set->mark, out);
    if (set->place == G1 && !(state->byte[FLAGS] & IS_SHIFTED)) {
        cjk_put(out, SO);
        state->byte[FLAGS] |= IS_SHIFTED;
    }
    if (set->width == 2)
        cjk_put_two(out, code);
    else
        cjk_put(out, code);
}

static int encode(const CjkCodec *codec, CjkState *state, const CjkInput *input, CjkBytes *out)
{
    const Family *family = codec->more;
    if (input->c < 0x80)
        return encode_ascii(state, input->c, out);
    for (const Charset *set = family->sets; set->mark; set++) {
        int taken = 1, code = set->encode ? set->encode(input, &taken) : 0;
        if (code < 0)
            return CJK_TOO_FEW;
        if (code > 0) {
            put_of_set(state, set, (unsigned)code, out);
            return taken;
        }
    }
    return CJK_WRONG;
}

static void start(CjkState *state, bool decoding)
{
    state->byte[G0] = state->byte[G1] = ASCII;
    state->byte[G2] = decoding ? ASCII : 0;
    state->byte[FLAGS] = 0;
}

static void end_encoding(CjkState *state, CjkBytes *out)
{
    unshift(state, out);
    designate(state, G0, ASCII, out);
}

static void end_decoding(CjkState *state)
{
    state->byte[G0] = ASCII;
    state->byte[FLAGS] &= (unsigned char)~IS_SHIFTED;
}

#define MEMBER(codec_name, family)                                                                            \
    {                                                                                                         \
        .name = codec_name, .decode = decode, .encode = encode, .start = start, .end_encoding = end_encoding, \
        .end_decoding = end_decoding, .more = &(family)                                                       \
    }

const CjkCodec cjk_codecs_iso2022[] = {
    MEMBER("iso2022_kr", korean),
    MEMBER("iso2022_jp", japanese),
    MEMBER("iso2022_jp_1", japanese_1),
    MEMBER("iso2022_jp_2", japanese_2),
    MEMBER("iso2022_jp_2004", japanese_2004),
    MEMBER("iso2022_jp_3", japanese_3),
    MEMBER("iso2022_jp_ext", japanese_ext),
    {.name = NULL},
};
