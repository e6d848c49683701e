/* cjk_kr: the Korean encodings: EUC-KR, Windows' cp949 and Johab.
 *
 * A syllable of Hangul has an initial, a vowel and maybe a final; Unicode has all 19 * 21 * 28 in this order.
 *
 *     EUC-KR    KS X 1001, two bytes; it has 2350 of the syllables. The others are spelled with eight bytes: the filler, then the three letters
 *     cp949     the same, and all other syllables with a second byte or a first that EUC does not use
 *     Johab     1 and three times five bits: initial, vowel, final; what is no Hangul lies in the rows behind */
#include "stdlib/cjk/cjk_codec.h"

enum {
    SYLLABLES = 0xAC00, /* the first of them */
    SYLLABLE_COUNT = 11172,
    VOWELS = 21,
    FINALS = 28,      /* with none */
    LETTERS = 0x3131, /* the letters by themselves: consonants, then vowels */
    LETTER_VOWELS = 0x314F,
    LETTER_LAST = 0x3163,
    LETTERS_CODE = 0xA4A1, /* the same in EUC-KR */
    FILLER = 0xA4D4,
};

/* The letters of initials and finals, less LETTERS. */
static const unsigned char initials[] = {0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29};
static const unsigned char finals[] = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29};

static bool is_syllable(Character c)
{
    return c >= SYLLABLES && c < SYLLABLES + SYLLABLE_COUNT;
}

/* Where the letter is in the list; -1: nowhere. */
static int place_in(const unsigned char *list, size_t count, unsigned letter)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == letter)
            return (int)i;
    return -1;
}

static int initial_of(unsigned letter)
{
    return place_in(initials, COUNT_OF(initials), letter);
}

static int final_of(unsigned letter)
{
    return place_in(finals, COUNT_OF(finals), letter);
}

static Character syllable(int initial, int vowel, int final)
{
    return (Character)(SYLLABLES + (initial * VOWELS + vowel) * FINALS + final);
}

/* --- EUC-KR ------------------------------------------------------------------------------------------------ */

/* Eight bytes that spell a syllable. */
static int decode_spelled(const unsigned char *bytes, size_t left, CjkText *out)
{
    if (left < 8)
        return CJK_TOO_FEW;
    if (bytes[2] != FILLER >> 8 || bytes[4] != FILLER >> 8 || bytes[6] != FILLER >> 8)
        return CJK_WRONG;
    unsigned first = LETTERS_CODE & 255, vowels = first + LETTER_VOWELS - LETTERS;
    int initial = initial_of(bytes[3] - first), vowel = (int)bytes[5] - (int)vowels;
    int final = bytes[7] == (FILLER & 255) ? 0 : final_of(bytes[7] - first) + 1;
    if (initial < 0 || vowel < 0 || vowel >= VOWELS || (final == 0 && bytes[7] != (FILLER & 255)))
        return CJK_WRONG;
    return cjk_text(out, syllable(initial, vowel, final), 8);
}

static int decode_euc(const CjkCodec *codec, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] < 0x80)
        return cjk_one(out, bytes[0]);
    if (left < 2)
        return CJK_TOO_FEW;
    unsigned code = (unsigned)bytes[0] << 8 | bytes[1];
    if (code == FILLER && codec->set == &cjk_ksx1001)
        return decode_spelled(bytes, left, out);
    return cjk_text(out, cjk_look_up(codec->set->decode, code), 2);
}

static int spell(Character c, CjkBytes *out)
{
    unsigned place = c - SYLLABLES, final = place % FINALS;
    cjk_put_two(out, FILLER);
    cjk_put_two(out, LETTERS_CODE + initials[place / FINALS / VOWELS]);
    cjk_put_two(out, LETTERS_CODE + LETTER_VOWELS - LETTERS + place / FINALS % VOWELS);
    cjk_put_two(out, final ? LETTERS_CODE + finals[final - 1] : FILLER);
    return 1;
}

static int encode_euc(const CjkCodec *codec, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    if (c < 0x80) {
        cjk_put(out, c);
        return 1;
    }
    unsigned code = cjk_set_encode(codec->set, c);
    return !code && is_syllable(c) ? spell(c, out) : cjk_code(out, code);
}

/* --- Johab ------------------------------------------------------------------------------------------------- */

/* The five bits for each; which are not in the order of the letters: the numbers that would make a wrong second
 * byte are left out. */
enum { NO_INITIAL = 1, INITIALS_FROM = 2, NO_VOWEL = 2, NO_FINAL = 1 };
static const unsigned char vowel_bits[] = {3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29};

static unsigned final_bits(int final)
{
    return (unsigned) final + (final > 16 ? 2 : 1);
}

static unsigned johab(unsigned initial, unsigned vowel, unsigned final)
{
    return 0x8000 | initial << 10 | vowel << 5 | final;
}

/* A syllable's or a letter's code. */
static unsigned johab_of(Character c)
{
    if (is_syllable(c)) {
        unsigned place = c - SYLLABLES;
        return johab(place / FINALS / VOWELS + INITIALS_FROM, vowel_bits[place / FINALS % VOWELS], final_bits((int)(place % FINALS)));
    }
    if (c >= LETTER_VOWELS)
        return johab(NO_INITIAL, vowel_bits[c - LETTER_VOWELS], NO_FINAL);
    int initial = initial_of(c - LETTERS);
    return initial >= 0 ? johab((unsigned)initial + INITIALS_FROM, NO_VOWEL, NO_FINAL)
                        : johab(NO_INITIAL, NO_VOWEL, final_bits(final_of(c - LETTERS) + 1));
}

/* The character of three times five bits; 0: none. */
static Character letter_or_syllable(unsigned code)
{
    unsigned first = code >> 10 & 31, third = code & 31;
    int initial = (int)first - INITIALS_FROM, vowel = place_in(vowel_bits, COUNT_OF(vowel_bits), code >> 5 & 31);
    int final = (int)third - (third > 17 ? 2 : 1);
    bool has_vowel = (code >> 5 & 31) != NO_VOWEL, has_initial = first != NO_INITIAL;
    if (third == 0 || third == 18 || third > 29 || (has_vowel && vowel < 0) ||
        (has_initial && (initial < 0 || initial >= (int)COUNT_OF(initials))))
        return 0;
    if (has_initial && has_vowel)
        return syllable(initial, vowel, final);
    if (has_initial)
        return final ? 0 : LETTERS + initials[initial];
    if (has_vowel)
        return final ? 0 : LETTER_VOWELS + (unsigned)vowel;
    return final ? LETTERS + finals[final - 1] : 0x3000;
}

/* KS X 1001's rows of signs and Chinese characters, two for each first byte; the second is 31 … 7E, 91 … FE. */
static unsigned johab_of_row(unsigned code)
{
    unsigned row = (code >> 8 & 127) - 0x21, column = (code & 127) - 0x21;
    if (row < 12)
        row += (0xD9 - 0x80) * 2;
    else if (row >= 0x29 && row <= 0x5C)
        row += (0xE0 - 0x80) * 2 - 0x29;
    else
        return 0;
    unsigned place = row % 2 * 94 + column;
    return (row / 2 + 0x80) << 8 | (place + (place < 0x4E ? 0x31 : 0x43));
}

static unsigned row_of_johab(unsigned lead, unsigned trail)
{
    if (trail < 0x31 || (trail > 0x7E && trail < 0x91) || trail == 255 || lead < 0xD9 || lead == 0xDF || lead > 0xF9)
        return 0;
    if (lead == 0xDA && trail >= 0xA1 && trail <= 0xD3) /* the letters, which have codes of their own */
        return 0;
    unsigned place = trail - (trail < 0x91 ? 0x31 : 0x43);
    unsigned row = (lead < 0xE0 ? (lead - 0xD9) * 2 : (lead - 0xE0) * 2 + 0x29) + place / 94;
    return (row + 0xA1) << 8 | (place % 94 + 0xA1);
}

static int decode_johab(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const unsigned char *bytes, size_t left, CjkText *out)
{
    if (bytes[0] < 0x80)
        return cjk_one(out, bytes[0]);
    if (left < 2)
        return CJK_TOO_FEW;
    unsigned code = (unsigned)bytes[0] << 8 | bytes[1];
    if (bytes[0] < 0xD8)
        return cjk_text(out, letter_or_syllable(code), 2);
    unsigned row = row_of_johab(bytes[0], bytes[1]);
    return cjk_text(out, row ? cjk_look_up(cjk_ksx1001.decode, row) : 0, 2);
}

static int encode_johab(const CjkCodec *codec UNUSED, CjkState *state UNUSED, const CjkInput *input, CjkBytes *out)
{
    Character c = input->c;
    if (c < 0x80) {
        cjk_put(out, c);
        return 1;
    }
    if (is_syllable(c) || (c >= LETTERS && c <= LETTER_LAST))
        return cjk_code(out, johab_of(c));
    unsigned code = cjk_set_encode(&cjk_ksx1001, c);
    return cjk_code(out, code ? johab_of_row(code) : 0);
}

const CjkCodec cjk_codecs_kr[] = {
    {.name = "euc_kr", .decode = decode_euc, .encode = encode_euc, .set = &cjk_ksx1001, .is_ascii = true},
    {.name = "cp949", .decode = decode_euc, .encode = encode_euc, .set = &cjk_uhc, .is_ascii = true},
    {.name = "johab", .decode = decode_johab, .encode = encode_johab, .is_ascii = true},
    {.name = NULL},
};
