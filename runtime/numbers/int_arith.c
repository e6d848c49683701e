/* int_arith: + - * // % divmod and / of integers.
 *
 * Each operation first tries one machine word with the compiler's overflow checks, then hands the magnitudes
 * to GMP's mpn_ functions and sees to the signs itself.
 *
 * Signs:   // rounds towards minus infinity, so that a % b has the sign of b: -7 // 2 is -4, -7 % 2 is 1.
 *          GMP divides magnitudes, which rounds towards zero; where the signs differ and there is a rest, one
 *          step is added.
 * /:       the nearest double to the exact quotient. Enough bits of it are computed as an integer, the last
 *          one set if anything was cut off, and rounded once. Dividing two doubles would round three times,
 *          unless both integers are below 2**53: then they are doubles exactly, and C's division will do.
 * Memory:  results are written straight into a new object. GMP's own scratch memory for huge operands comes
 *          from malloc, and it aborts without; int_limbs_are_available asks the heap for as much first.
 *          int_huge.c sees to that, and to Ctrl-C. */
#include <math.h>

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"

/* --- addition ------------------------------------------------------------------------------------------- */

/* |a| + |b| with the given sign. */
static Ref add_magnitudes(const Magnitude *a, const Magnitude *b, bool is_negative)
{
    if (a->count < b->count) {
        const Magnitude *swap = a;
        a = b;
        b = swap;
    }
    mp_limb_t top = a->limbs[a->count - 1]; /* a carry out of the top limb is only possible if this is so large */
    mp_limb_t other = b->count == a->count ? b->limbs[b->count - 1] : 0;
    bool may_carry = top + other + 1 <= top;
    size_t allocated = (size_t)a->count + may_carry;
    BigIntObject *big = int_big_new(allocated);
    if (!big)
        return NULL;
    mp_limb_t carry = 0;
    if (b->count)
        carry = mpn_add(big->limbs, a->limbs, a->count, b->limbs, b->count);
    else
        mpn_copyi(big->limbs, a->limbs, a->count);
    if (may_carry)
        big->limbs[a->count] = carry;
    return int_finish_take(big, allocated, allocated, is_negative);
}

/* |a| - |b|, negated if asked. */
static Ref subtract_magnitudes(const Magnitude *a, const Magnitude *b, bool is_negative)
{
    int order = a->count != b->count ? (a->count > b->count ? 1 : -1) : a->count ? mpn_cmp(a->limbs, b->limbs, a->count) : 0;
    if (order == 0)
        return int_new(0);
    if (order < 0) {
        const Magnitude *swap = a;
        a = b;
        b = swap;
        is_negative = !is_negative;
    }
    BigIntObject *big = int_big_new((size_t)a->count);
    if (!big)
        return NULL;
    if (b->count)
        mpn_sub(big->limbs, a->limbs, a->count, b->limbs, b->count);
    else
        mpn_copyi(big->limbs, a->limbs, a->count);
    return int_finish_take(big, (size_t)a->count, (size_t)a->count, is_negative);
}

static Ref add_signed(View left, View right, bool negate_right)
{
    Magnitude a, b;
    magnitude_of(left, &a);
    magnitude_of(right, &b);
    bool b_is_negative = b.is_negative != negate_right;
    if (a.is_negative == b_is_negative)
        return add_magnitudes(&a, &b, a.is_negative);
    return subtract_magnitudes(&a, &b, a.is_negative);
}

Ref int_add(View left, View right)
{
    int64_t sum;
    if (!is_big(left) && !is_big(right) && !__builtin_add_overflow(word_of(left), word_of(right), &sum))
        return int_new(sum);
    return add_signed(left, right, false);
}

Ref int_subtract(View left, View right)
{
    int64_t difference;
    if (!is_big(left) && !is_big(right) && !__builtin_sub_overflow(word_of(left), word_of(right), &difference))
        return int_new(difference);
    return add_signed(left, right, true);
}

Ref int_negative(View value)
{
    if (!is_big(value) && word_of(value) != INT64_MIN)
        return int_new(-word_of(value));
    Magnitude m;
    magnitude_of(value, &m);
    BigIntObject *big = int_big_new((size_t)m.count);
    if (!big)
        return NULL;
    mpn_copyi(big->limbs, m.limbs, m.count);
    return int_finish_take(big, (size_t)m.count, (size_t)m.count, !m.is_negative);
}

/* --- multiplication ------------------------------------------------------------------------------------- */

static Ref multiply_big(View left, View right)
{
    Magnitude a, b;
    magnitude_of(left, &a);
    magnitude_of(right, &b);
    if (a.count == 0 || b.count == 0)
        return int_new(0);
    const Magnitude *longer = a.count >= b.count ? &a : &b, *shorter = a.count >= b.count ? &b : &a;
    size_t count = (size_t)a.count + (size_t)b.count;
    BigIntObject *big = int_big_new(count);
    if (!big)
        return NULL;
    if (!int_limbs_multiply(big->limbs, longer->limbs, longer->count, shorter->limbs, shorter->count)) {
        int_big_drop(big, count);
        return NULL;
    }
    return int_finish_take(big, count, count, a.is_negative != b.is_negative);
}

Ref int_multiply(View left, View right)
{
    if (is_big(left) || is_big(right))
        return multiply_big(left, right);
    int64_t a = word_of(left), b = word_of(right), product;
    if (LIKELY(!__builtin_mul_overflow(a, b, &product)))
        return int_new(product);
    return int_from_128((unsigned __int128)absolute_word(a) * absolute_word(b), (a < 0) != (b < 0));
}

/* --- floor division ------------------------------------------------------------------------------------- */

/* Truncating division of magnitudes, then the step from truncation towards zero to the floor: where the signs
 * differ and something is left over, the quotient is one less and the remainder counts from the other
 * side. */
typedef struct Division {
    Magnitude a, b;
    BigIntObject *quotient, *remainder;
    size_t quotient_limbs, remainder_limbs;
} Division;

static void division_drop(Division *d)
{
    if (d->remainder)
        int_big_drop(d->remainder, d->remainder_limbs);
    if (d->quotient)
        int_big_drop(d->quotient, d->quotient_limbs);
}

static bool division_allocate(Division *d)
{
    d->quotient_limbs = (size_t)(d->a.count - d->b.count) + 2; /* one more for the step to the floor */
    d->remainder_limbs = (size_t)d->b.count;
    d->quotient = int_big_new(d->quotient_limbs);
    d->remainder = d->quotient ? int_big_new(d->remainder_limbs) : NULL;
    if (!d->remainder)
        division_drop(d);
    return d->remainder != NULL;
}

static bool divide_magnitudes(Division *d)
{
    mp_limb_t *q = d->quotient->limbs, *r = d->remainder->limbs;
    mp_size_t q_count = d->a.count - d->b.count + 1, b_count = d->b.count;
    if (!int_limbs_divide(q, r, d->a.limbs, d->a.count, d->b.limbs, b_count))
        return false;
    q[q_count] = 0;
    if (d->a.is_negative != d->b.is_negative && !mpn_zero_p(r, b_count)) {
        mpn_add_1(q, q, q_count + 1, 1);
        mpn_sub_n(r, d->b.limbs, r, b_count);
    }
    return true;
}

/* |left| < |right|: the quotient is 0 or -1. */
static bool divide_by_larger(View left, View right, bool same_sign, Ref *quotient, Ref *remainder)
{
    bool is_whole = same_sign || int_sign(left) == 0;
    if (quotient && !(*quotient = int_new(is_whole ? 0 : -1)))
        return false;
    if (remainder && !(*remainder = !is_whole ? int_add(left, right) : left->type == TYPE_BOOL ? int_new(int_sign(left)) : retain(left))) {
        if (quotient)
            release(*quotient);
        return false;
    }
    return true;
}

/* Either place may be NULL. The divisor is not zero. */
static bool divide_big(View left, View right, Ref *quotient, Ref *remainder)
{
    Division d;
    magnitude_of(left, &d.a);
    magnitude_of(right, &d.b);
    if (d.a.count < d.b.count || (d.a.count == d.b.count && mpn_cmp(d.a.limbs, d.b.limbs, d.a.count) < 0))
        return divide_by_larger(left, right, d.a.is_negative == d.b.is_negative, quotient, remainder);
    if (!division_allocate(&d))
        return false;
    if (!divide_magnitudes(&d)) {
        division_drop(&d);
        return false;
    }
    Ref q = NULL, r = NULL;
    if (quotient)
        q = int_finish_take(d.quotient, d.quotient_limbs, d.quotient_limbs, d.a.is_negative != d.b.is_negative);
    else
        int_big_drop(d.quotient, d.quotient_limbs);
    if (remainder && (q || !quotient))
        r = int_finish_take(d.remainder, d.remainder_limbs, d.remainder_limbs, d.b.is_negative);
    else
        int_big_drop(d.remainder, d.remainder_limbs);
    if ((quotient && !q) || (remainder && !r)) {
        release_maybe(q);
        return false;
    }
    if (quotient)
        *quotient = q;
    if (remainder)
        *remainder = r;
    return true;
}

static bool is_zero(View value)
{
    return !is_big(value) && word_of(value) == 0;
}

/* One-word floor division; the divisor is not 0 and not -1 (whose quotient may overflow). */
static int64_t floor_quotient(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return q - (a % b != 0 && (a ^ b) < 0);
}

static int64_t floor_remainder(int64_t a, int64_t b)
{
    int64_t r = a % b;
    return r != 0 && (r ^ b) < 0 ? r + b : r;
}

Ref int_floor_divide(View left, View right)
{
    if (is_zero(right))
        return raise_error(ZeroDivisionError, "integer division or modulo by zero");
    if (!is_big(left) && !is_big(right))
        return word_of(right) == -1 ? int_negative(left) : int_new(floor_quotient(word_of(left), word_of(right)));
    Ref quotient;
    return divide_big(left, right, &quotient, NULL) ? quotient : NULL;
}

Ref int_modulo(View left, View right)
{
    if (is_zero(right))
        return raise_error(ZeroDivisionError, "integer modulo by zero");
    if (!is_big(left) && !is_big(right))
        return word_of(right) == -1 ? int_new(0) : int_new(floor_remainder(word_of(left), word_of(right)));
    Ref remainder;
    return divide_big(left, right, NULL, &remainder) ? remainder : NULL;
}

Ref int_divmod(View left, View right)
{
    if (is_zero(right))
        return raise_error(ZeroDivisionError, "integer division or modulo by zero");
    Ref pair[2];
    if (!is_big(left) && !is_big(right)) {
        pair[0] = int_floor_divide(left, right);
        pair[1] = pair[0] ? int_modulo(left, right) : NULL;
        if (!pair[1]) {
            release_maybe(pair[0]);
            return NULL;
        }
    } else if (!divide_big(left, right, &pair[0], &pair[1])) {
        return NULL;
    }
    return tuple_from_array_take(pair, 2);
}

/* --- true division -------------------------------------------------------------------------------------- */

/* bits * 2^exponent, where bits has 55 or more significant bits and its lowest is set if anything was cut off
 * below: rounded once to what a double holds at that size. */
static double round_to_double(mp_limb_t bits, int64_t exponent)
{
    int64_t length = LIMB_BITS - __builtin_clzl(bits);
    int64_t top = exponent + length; /* value < 2^top */
    if (top > 1024)
        return HUGE_VAL;
    int64_t kept = top < -1021 ? 53 - (-1021 - top) : 53; /* fewer for subnormal numbers */
    if (kept < 0)
        return 0;
    int64_t drop = length - kept;
    mp_limb_t rest = drop >= LIMB_BITS ? bits : bits & (((mp_limb_t)1 << drop) - 1), half = (mp_limb_t)1 << (drop - 1);
    mp_limb_t whole = drop >= LIMB_BITS ? 0 : bits >> drop;
    if (rest > half || (rest == half && (whole & 1)))
        whole++;
    return ldexp((double)whole, (int)(exponent + drop));
}

static int64_t bits_of(const Magnitude *m)
{
    return (int64_t)m->count * LIMB_BITS - __builtin_clzl(m->limbs[m->count - 1]);
}

/* Write |a| shifted by `shift` bits (right if negative) into `target`, which has room; true if bits fell off.
 * Returns the limbs used in *count. */
static bool shift_into(mp_limb_t *target, const Magnitude *a, int64_t shift, mp_size_t *count)
{
    mp_size_t words = (mp_size_t)((shift < 0 ? -shift : shift) / LIMB_BITS);
    unsigned bits = (unsigned)((shift < 0 ? -shift : shift) % LIMB_BITS);
    if (shift >= 0) {
        mpn_zero(target, words);
        if (bits)
            target[words + a->count] = mpn_lshift(target + words, a->limbs, a->count, bits);
        else
            mpn_copyi(target + words, a->limbs, a->count);
        *count = words + a->count + (bits && target[words + a->count]);
        return false;
    }
    bool lost = words > 0 && !mpn_zero_p(a->limbs, words);
    if (bits)
        lost |= mpn_rshift(target, a->limbs + words, a->count - words, bits) != 0;
    else
        mpn_copyi(target, a->limbs + words, a->count - words);
    *count = a->count - words;
    while (*count > 0 && target[*count - 1] == 0)
        --*count;
    return lost;
}

/* The quotient to at least 57 bits: a is shifted so that a/b lies between 2^57 and 2^59, and what division
 * leaves over sets the lowest bit. */
static bool quotient_bits(const Magnitude *a, const Magnitude *b, int64_t shift, mp_limb_t *bits)
{
    size_t a_room = (size_t)(a->count + (shift > 0 ? shift / LIMB_BITS : 0)) + 2;
    size_t q_room = (a_room >= (size_t)b->count ? a_room - (size_t)b->count : 0) + 2, room = a_room + q_room + (size_t)b->count;
    mp_limb_t *shifted = int_limbs_new(room);
    if (!shifted)
        return false;
    mp_limb_t *q = shifted + a_room, *r = q + q_room;
    mp_size_t count;
    bool sticky = shift_into(shifted, a, shift, &count);
    bool possible = int_limbs_divide(q, r, shifted, count, b->limbs, b->count);
    if (possible) {
        *bits = q[0] | sticky | !mpn_zero_p(r, b->count);
    }
    int_limbs_free(shifted, room);
    return possible;
}

static Ref true_divide_big(View left, View right)
{
    Magnitude a, b;
    magnitude_of(left, &a);
    magnitude_of(right, &b);
    bool is_negative = a.is_negative != b.is_negative;
    int64_t difference = bits_of(&a) - bits_of(&b);
    if (difference > 1025)
        return raise_error(OverflowError, "integer division result too large for a float");
    if (difference < -1080)
        return float_new(is_negative ? -0.0 : 0.0);
    int64_t shift = 58 - difference;
    mp_limb_t bits;
    if (!quotient_bits(&a, &b, shift, &bits))
        return NULL;
    double result = round_to_double(bits, -shift);
    if (isinf(result))
        return raise_error(OverflowError, "integer division result too large for a float");
    return float_new(is_negative ? -result : result);
}

Ref int_true_divide(View left, View right)
{
    if (is_zero(right))
        return raise_error(ZeroDivisionError, "division by zero");
    if (is_zero(left))
        return float_new(int_sign(right) < 0 ? -0.0 : 0.0);
    enum { EXACT_BITS = 53 };
    if (!is_big(left) && !is_big(right)) {
        uint64_t a = absolute_word(word_of(left)), b = absolute_word(word_of(right));
        if ((a | b) >> EXACT_BITS == 0) /* both are exact as doubles: one rounding */
            return float_new((double)word_of(left) / (double)word_of(right));
    }
    return true_divide_big(left, right);
}
