/* codec_utf8: UTF-8 without mistakes, quickly: what most texts are. Where there is a mistake, nothing is done, and
 * the caller goes the slow way (codec_utf.c), which knows all handlers.
 *
 * Two passes: the first checks and counts, eight bytes at once where all are ASCII; the second fills a str of the
 * right kind. */
#include "runtime/text/codecs_private.h"

static bool is_ascii_word(const unsigned char *place)
{
    uint64_t word;
    memcpy(&word, place, sizeof word);
    return !(word & UINT64_C(0x8080808080808080));
}

static bool follows(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* How long the character at place is; 0: it is wrong, or cut off. */
static inline size_t check(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c < 0xE0)
        return c >= 0xC2 && left >= 2 && follows(p[1]) ? 2 : 0;
    if (c < 0xF0) {
        bool is_fit = left >= 3 && follows(p[1]) && follows(p[2]) && (c != 0xE0 || p[1] >= 0xA0) && (c != 0xED || p[1] < 0xA0);
        return is_fit ? 3 : 0;
    }
    bool is_fit = c < 0xF5 && left >= 4 && follows(p[1]) && follows(p[2]) && follows(p[3]) && (c != 0xF0 || p[1] >= 0x90) &&
                  (c != 0xF4 || p[1] < 0x90);
    return is_fit ? 4 : 0;
}

/* A checked character; *p is moved behind it. */
static inline Character take(const unsigned char **p)
{
    const unsigned char *c = *p;
    if (c[0] < 0x80) {
        *p += 1;
        return c[0];
    }
    if (c[0] < 0xE0) {
        *p += 2;
        return (Character)(c[0] & 31) << 6 | (c[1] & 63);
    }
    if (c[0] < 0xF0) {
        *p += 3;
        return (Character)(c[0] & 15) << 12 | (Character)(c[1] & 63) << 6 | (c[2] & 63);
    }
    *p += 4;
    return (Character)(c[0] & 7) << 18 | (Character)(c[1] & 63) << 12 | (Character)(c[2] & 63) << 6 | (c[3] & 63);
}

#define FILL(type)                                                         \
    {                                                                      \
        type *out = (type *)(void *)text->data;                            \
        for (const unsigned char *p = data; p < end;) {                    \
            if (*p < 0x80 && (size_t)(end - p) >= 8 && is_ascii_word(p)) { \
                for (int i = 0; i < 8; i++)                                \
                    out[i] = (type)p[i];                                   \
                out += 8;                                                  \
                p += 8;                                                    \
            } else {                                                       \
                *out++ = (type)take(&p);                                   \
            }                                                              \
        }                                                                  \
    }

Ref codec_utf8_quick(const unsigned char *data, size_t length, bool *is_sound)
{
    const unsigned char *end = data + length;
    size_t count = 0;
    unsigned char highest = 0;
    *is_sound = false;
    for (const unsigned char *p = data; p < end;) {
        if (*p < 0x80 && end - p >= 8 && is_ascii_word(p)) {
            p += 8;
            count += 8;
            continue;
        }
        size_t size = check(p, (size_t)(end - p));
        if (!size)
            return NULL;
        highest = *p > highest ? *p : highest;
        p += size;
        count++;
    }
    *is_sound = true;
    Character widest = highest < 0x80 ? 0x7F : highest < 0xC4 ? 0xFF : highest < 0xF0 ? 0xFFFF : 0x10FFFF;
    if (count < 2)
        return count ? str_from_character(take(&data)) : retain(str_empty);
    Ref result = str_allocate(count, widest);
    if (!result)
        return NULL;
    StrView text = (StrView)result;
    if (text->kind == STR_1)
        FILL(unsigned char)
    else if (text->kind == STR_2)
        FILL(uint16_t)
    else
        FILL(uint32_t)
    return result;
}
