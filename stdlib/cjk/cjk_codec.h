/* cjk_codec: what an East Asian encoding is: how to decode and encode one character. What goes through whole
 * texts, and deals with mistakes, is multibyte.h.
 *
 * A step looks at what lies before it, takes as much as makes one character, and writes what it stands for. */
#ifndef OURO_STDLIB_CJK_CODEC_H
#define OURO_STDLIB_CJK_CODEC_H

#include "runtime/text/str.h"
#include "stdlib/cjk/cjk_map.h"

/* What a step returns: how much it took, more than 0; or one of these, or less than that: that many bytes are
 * wrong. A character that is wrong is always one. */
enum {
    CJK_TOO_FEW = 0, /* more must come before it is known */
    CJK_WRONG = -1,
    CJK_NO_STATE = -1000, /* the state makes no sense */
};

/* What an encoding remembers between two characters; the same bytes as CPython's, which getstate() shows. */
typedef struct CjkState {
    unsigned char byte[8];
} CjkState;

/* The character before an encoding's step, and what follows it. */
typedef struct CjkInput {
    Character c;
    StrView text;
    size_t next;  /* where in the text it goes on */
    bool is_last; /* no more will come behind the text */
} CjkInput;

/* What steps have written, since it was last taken away: there is room for one more step. */
enum { CJK_MOST_BYTES = 16, CJK_MOST_CHARACTERS = 2, CJK_ROOM = 256 };
typedef struct CjkText {
    Character c[CJK_ROOM];
    unsigned count;
} CjkText;
typedef struct CjkBytes {
    unsigned char byte[CJK_ROOM];
    unsigned count;
} CjkBytes;

typedef struct CjkCodec CjkCodec;
struct CjkCodec {
    const char *name;
    int (*decode)(const CjkCodec *codec, CjkState *state, const unsigned char *bytes, size_t left, CjkText *out);
    int (*encode)(const CjkCodec *codec, CjkState *state, const CjkInput *input, CjkBytes *out);
    /* Of encodings with a state, else NULL. */
    void (*start)(CjkState *state, bool decoding);        /* at the beginning */
    void (*end_encoding)(CjkState *state, CjkBytes *out); /* what a text ends with */
    void (*end_decoding)(CjkState *state);
    bool is_ascii;     /* bytes below 0x80 where a character begins are ASCII, whatever came before; and the other way round */
    unsigned variant;  /* what tells encodings apart that share their steps */
    const CjkSet *set; /* likewise, or NULL */
    const void *more;  /* likewise, or NULL */
};

/* The encodings of each of CPython's modules; the last has no name. */
extern const CjkCodec cjk_codecs_jp[], cjk_codecs_cn[], cjk_codecs_tw[], cjk_codecs_kr[], cjk_codecs_hk[], cjk_codecs_iso2022[];

/* --- for steps ------------------------------------------------------------------------------------------ */

/* Write a character, and say that `taken` bytes stand for it; a wrong one if it is 0. */
static inline int cjk_text(CjkText *out, Character c, int taken)
{
    out->c[out->count] = c;
    out->count += c != 0;
    return c ? taken : CJK_WRONG;
}

/* The same for one byte that stands for itself, which may be 0, or for another character. */
static inline int cjk_one(CjkText *out, Character c)
{
    out->c[out->count++] = c;
    return 1;
}

static inline void cjk_put(CjkBytes *out, unsigned byte)
{
    out->byte[out->count++] = (unsigned char)byte;
}

static inline void cjk_put_two(CjkBytes *out, unsigned code)
{
    unsigned count = out->count; /* once: the bytes might lie over it, for all that the compiler knows */
    out->byte[count] = (unsigned char)(code >> 8);
    out->byte[count + 1] = (unsigned char)code;
    out->count = count + 2;
}

/* Write a code of two bytes and say that one character was taken; a wrong one if it is 0. */
static inline int cjk_code(CjkBytes *out, unsigned code)
{
    if (!code)
        return CJK_WRONG;
    cjk_put_two(out, code);
    return 1;
}

/* The characters that a code of the set stands for: 0, 1 or 2. */
unsigned cjk_set_decode(const CjkSet *set, unsigned code, Character *c);
/* Write these, and say that `taken` bytes stand for them; a wrong one if there are none. */
static inline int cjk_set_text(const CjkSet *set, unsigned code, CjkText *out, int taken)
{
    unsigned count = cjk_set_decode(set, code, out->c + out->count);
    out->count += count;
    return count ? taken : CJK_WRONG;
}
/* The code of one character; 0: the set has none. */
unsigned cjk_set_encode(const CjkSet *set, Character c);
/* The code of the character or two that the input begins with, and in *taken how many they are; -1: it takes
 * one more to know. */
int cjk_set_encode_pair(const CjkSet *set, const CjkInput *input, int *taken);

/* JIS X 0213 as of 2000 or 2004: the same as cjk_set_decode and cjk_set_encode_pair. */
enum { JISX0213_NONE, JISX0213_2004, JISX0213_2000 };
unsigned cjk_decode_0213(unsigned edition, unsigned code, Character *c);
int cjk_encode_0213(unsigned edition, const CjkInput *input, int *taken);

#endif
