/* siphash: SipHash-1-3, a hash whose values nobody can foresee who does not know the key, so that nobody can
 * send a program texts that all collide. (J.-P. Aumasson and D. J. Bernstein, SipHash: a fast short-input
 * PRF, 2012.)
 *
 * Four words are stirred: one round for each eight bytes of the text, three at the end. */
#ifndef OURO_RUNTIME_MEMORY_SIPHASH_H
#define OURO_RUNTIME_MEMORY_SIPHASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct SipState {
    uint64_t v0, v1, v2, v3;
} SipState;

static inline uint64_t sip_rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static inline void sip_round(SipState *s)
{
    s->v0 += s->v1;
    s->v2 += s->v3;
    s->v1 = sip_rotate(s->v1, 13) ^ s->v0;
    s->v3 = sip_rotate(s->v3, 16) ^ s->v2;
    s->v0 = sip_rotate(s->v0, 32) + s->v3;
    s->v2 += s->v1;
    s->v3 = sip_rotate(s->v3, 21) ^ s->v0;
    s->v1 = sip_rotate(s->v1, 17) ^ s->v2;
    s->v2 = sip_rotate(s->v2, 32);
}

/* Fewer than eight bytes as a word, the first one lowest. Pieces may overlap: there they agree. */
static inline uint64_t sip_tail(const unsigned char *at, size_t count)
{
    if (count >= 4) {
        uint32_t low, high;
        memcpy(&low, at, sizeof low);
        memcpy(&high, at + count - sizeof high, sizeof high);
        return low | (uint64_t)high << (8 * (count - sizeof high));
    }
    if (count == 0)
        return 0;
    return at[0] | (uint64_t)at[count / 2] << (8 * (count / 2)) | (uint64_t)at[count - 1] << (8 * (count - 1));
}

/* The hash of the bytes under the key. */
static inline uint64_t siphash13(const uint64_t key[2], const void *bytes, size_t length)
{
    SipState s = {key[0] ^ UINT64_C(0x736f6d6570736575), key[1] ^ UINT64_C(0x646f72616e646f6d), key[0] ^ UINT64_C(0x6c7967656e657261),
                  key[1] ^ UINT64_C(0x7465646279746573)};
    const unsigned char *at = bytes;
    uint64_t word, last;
    for (size_t left = length; left >= sizeof word; left -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        s.v3 ^= word;
        sip_round(&s);
        s.v0 ^= word;
    }
    last = (uint64_t)length << 56 | sip_tail(at, length % sizeof word);
    s.v3 ^= last;
    sip_round(&s);
    s.v0 ^= last;
    s.v2 ^= 0xff;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return (s.v0 ^ s.v1) ^ (s.v2 ^ s.v3);
}

#endif
