/* int_limbs: integers as GMP sees them, for who computes with their limbs: the files int*.c, math, random. */
#ifndef OURO_RUNTIME_NUMBERS_INT_LIMBS_H
#define OURO_RUNTIME_NUMBERS_INT_LIMBS_H

#include <gmp.h>

#include "runtime/numbers/int.h"

_Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "limbs are 64-bit words");

enum { LIMB_BITS = 64 };

/* Sign and magnitude of any exact int, borrowed. A one-word value's limb is kept inside, so a Magnitude is
 * never copied. Zero has no limbs. */
typedef struct Magnitude {
    const mp_limb_t *limbs;
    mp_size_t count;
    bool is_negative;
    mp_limb_t word;
} Magnitude;

static inline bool is_big(View value)
{
    return value->type == TYPE_BIGINT;
}

static inline int64_t word_of(View value)
{
    return ((IntObject *)value)->value;
}

static inline uint64_t absolute_word(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static inline void magnitude_of(View value, Magnitude *result)
{
    if (is_big(value)) {
        BigIntObject *big = (BigIntObject *)value;
        result->is_negative = big->signed_count < 0;
        result->count = (mp_size_t)(big->signed_count < 0 ? -big->signed_count : big->signed_count);
        result->limbs = big->limbs;
    } else {
        int64_t word = word_of(value);
        result->is_negative = word < 0;
        result->word = absolute_word(word);
        result->count = word != 0;
        result->limbs = &result->word;
    }
}

static inline size_t big_size(size_t limbs)
{
    return sizeof(BigIntObject) + limbs * sizeof(mp_limb_t);
}

/* Room for this many limbs, uninitialised. NULL with MemoryError. int_finish_take makes it a proper int. */
MUST_USE BigIntObject *int_big_new(size_t limbs);
/* Drop a int_big_new that is not wanted. */
void int_big_drop(BigIntObject *big, size_t limbs);
/* The int whose magnitude fills the first `used` of the `allocated` limbs: leading zeros are stripped, one
 * word becomes an IntObject. */
MUST_USE Ref int_finish_take(BigIntObject *big, size_t allocated, size_t used, bool is_negative);
MUST_USE Ref int_from_128(unsigned __int128 magnitude, bool is_negative);
/* Working memory, uninitialised. NULL with MemoryError. */
MUST_USE mp_limb_t *int_limbs_new(size_t count);
void int_limbs_free(mp_limb_t *limbs, size_t count);
/* GMP takes working memory for huge operands from malloc and aborts without it: see first that there is
 * plenty. False with MemoryError. */
MUST_USE bool int_limbs_are_available(mp_size_t operand_limbs);

/* int_huge.c: what GMP's mpn_mul (or mpn_sqr) and mpn_tdiv_qr do, in pieces as long as these take a moment.
 * a_count >= b_count > 0; the product has room for both counts, the quotient for a_count - b_count + 1 limbs.
 * False with KeyboardInterrupt or MemoryError. */
#ifdef OURO_DEBUG
enum { HUGE_LIMBS = 40 }; /* so that tests go this way */
#else
enum { HUGE_LIMBS = 150000 }; /* GMP multiplies so many in some 50 ms */
#endif
MUST_USE bool int_limbs_multiply(mp_limb_t *product, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b, mp_size_t b_count);
MUST_USE bool int_limbs_divide(mp_limb_t *quotient, mp_limb_t *remainder, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b,
                               mp_size_t b_count);

/* int_methods.c: a number as bytes, a negative one in two's complement; what does not fit is left out. And the number that bytes say. NULL
 * with MemoryError. */
void int_write_bytes(const Magnitude *m, unsigned char *out, size_t length, bool is_little);
MUST_USE Ref int_read_bytes(const unsigned char *bytes, size_t length, bool is_little, bool is_signed);

MUST_USE Ref int_from_object(View object);       /* int(object) without a base */
MUST_USE Ref int_from_text(View text, int base); /* int(text, base) for a str, bytes or bytearray */
extern const NativeFunction int_methods[], int_class_methods[];
extern const NativeProperty int_properties[];

#endif
