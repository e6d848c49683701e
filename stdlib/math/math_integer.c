/* math_integer: the functions of math that count: comb, factorial, gcd, isqrt, lcm, perm. Exact for integers
 * of any size.
 *
 * Long products are taken in halves, so that their factors grow alike: that is what makes GMP's fast
 * multiplication pay. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int_limbs.h"
#include "stdlib/math/math_private.h"

/* --- greatest common divisor, least common multiple ----------------------------------------------------- */

static uint64_t gcd_words(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Copy the magnitude without its trailing zero bits; how many these were. */
static uint64_t copy_odd_part(const Magnitude *m, mp_limb_t *limbs, mp_size_t *count)
{
    mp_bitcnt_t zeros = mpn_scan1(m->limbs, 0);
    mp_size_t words = (mp_size_t)(zeros / LIMB_BITS);
    *count = m->count - words;
    if (zeros % LIMB_BITS)
        mpn_rshift(limbs, m->limbs + words, *count, (unsigned)(zeros % LIMB_BITS));
    else
        mpn_copyi(limbs, m->limbs + words, *count);
    if (limbs[*count - 1] == 0)
        --*count;
    return zeros;
}

static bool has_fewer_bits(const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b, mp_size_t b_count)
{
    return a_count != b_count ? a_count < b_count : mpn_cmp(a, b, a_count) < 0;
}

/* Neither is zero. GMP wants odd numbers, the larger first, and destroys both. */
static Ref gcd_big(const Magnitude *a, const Magnitude *b)
{
    size_t room = (size_t)(a->count + b->count), least = (size_t)(a->count < b->count ? a->count : b->count) + 1;
    mp_limb_t *work = int_limbs_are_available(a->count > b->count ? a->count : b->count) ? int_limbs_new(room) : NULL;
    BigIntObject *big = work ? int_big_new(least) : NULL;
    if (!big) {
        if (work)
            int_limbs_free(work, room);
        return NULL;
    }
    mp_limb_t *x = work, *y = work + a->count;
    mp_size_t x_count, y_count;
    uint64_t x_zeros = copy_odd_part(a, x, &x_count), y_zeros = copy_odd_part(b, y, &y_count),
             zeros = x_zeros < y_zeros ? x_zeros : y_zeros;
    memset(big->limbs, 0, least * sizeof(mp_limb_t));
    mp_size_t count = has_fewer_bits(x, x_count, y, y_count) ? mpn_gcd(big->limbs, y, y_count, x, x_count)
                                                             : mpn_gcd(big->limbs, x, x_count, y, y_count);
    int_limbs_free(work, room);
    Ref odd = int_finish_take(big, least, (size_t)count, false), shift = odd && zeros ? int_new((int64_t)zeros) : NULL;
    if (!shift) {
        if (zeros && odd)
            clear_place(&odd);
        return odd;
    }
    Ref result = int_shift_left(odd, shift);
    release(odd);
    release(shift);
    return result;
}

static Ref gcd(View a, View b)
{
    Magnitude x, y;
    magnitude_of(a, &x);
    magnitude_of(b, &y);
    if (x.count <= 1 && y.count <= 1)
        return int_from_uint64(gcd_words(x.count ? x.limbs[0] : 0, y.count ? y.limbs[0] : 0));
    if (x.count == 0 || y.count == 0) {
        View other = x.count ? a : b;
        return int_sign(other) < 0 ? int_negative(other) : retain(other);
    }
    return gcd_big(&x, &y);
}

static Ref absolute(View value)
{
    return int_sign(value) < 0 ? int_negative(value) : int_add(value, FALSE); /* adding 0 makes a bool an int */
}

static Ref lcm(View a, View b)
{
    if (int_sign(a) == 0 || int_sign(b) == 0)
        return int_new(0);
    Ref divisor = gcd(a, b), part = divisor ? int_floor_divide(a, divisor) : NULL, product = part ? int_multiply(part, b) : NULL;
    Ref result = product ? absolute(product) : NULL;
    release_maybe(divisor);
    release_maybe(part);
    release_maybe(product);
    return result;
}

/* Fold the arguments from `start` on. All are looked at, even when the result is settled, so that a wrong one
 * is reported. */
static Ref fold(View integers, int64_t start, Ref (*combine)(View, View))
{
    Ref result = int_new(start);
    for (size_t i = 0; result && i < tuple_length(integers); i++) {
        Ref next = object_index(tuple_item_peek(integers, i));
        Ref combined = next ? combine(result, next) : NULL;
        release_maybe(next);
        release(result);
        result = combined;
    }
    return result;
}

Ref math_gcd(View self UNUSED, View *args)
{
    return fold(args[0], 0, gcd);
}

Ref math_lcm(View self UNUSED, View *args)
{
    return fold(args[0], 1, lcm);
}

/* --- products of consecutive integers ------------------------------------------------------------------- */

/* (base + start) * … * (base + stop - 1), for positive factors. */
static Ref product_of_words(uint64_t start, uint64_t stop)
{
    uint64_t product = 1;
    Ref result = NULL;
    for (uint64_t factor = start; factor < stop; factor++) {
        uint64_t next;
        if (!__builtin_mul_overflow(product, factor, &next)) {
            product = next;
            continue;
        }
        Ref part = int_from_uint64(product), joined = part ? result ? int_multiply(result, part) : retain(part) : NULL;
        release_maybe(part);
        release_maybe(result);
        if (!(result = joined))
            return NULL;
        product = factor;
    }
    Ref part = int_from_uint64(product), joined = part ? result ? int_multiply(result, part) : retain(part) : NULL;
    release_maybe(part);
    release_maybe(result);
    return joined;
}

enum { SHORT_PRODUCT = 16 };

/* The product of the `count` integers up from base + start. */
static Ref product_up(View base, int64_t start, int64_t count)
{
    int64_t word, first;
    if (count == 0)
        return int_new(1);
    if (count <= SHORT_PRODUCT && int_to_int64(base, &word) && !__builtin_add_overflow(word, start, &first) && first >= 0 &&
        first <= INT64_MAX - count)
        return product_of_words((uint64_t)first, (uint64_t)(first + count));
    if (count == 1) {
        Ref offset = int_new(start), result = offset ? int_add(base, offset) : NULL;
        release_maybe(offset);
        return result;
    }
    int64_t half = count / 2;
    Ref left = product_up(base, start, half), right = left ? product_up(base, start + half, count - half) : NULL;
    Ref result = right ? int_multiply(left, right) : NULL;
    release_maybe(left);
    release_maybe(right);
    return result;
}

static Ref factorial(int64_t n)
{
    return product_up(FALSE, 1, n);
}

Ref math_factorial(View self UNUSED, View *args)
{
    int64_t n;
    Ref value = object_index(args[0]);
    if (!value)
        return NULL;
    bool fits = int_to_int64(value, &n), is_negative = int_sign(value) < 0;
    release(value);
    if (is_negative)
        return raise_error(ValueError, "factorial() not defined for negative values");
    if (!fits)
        return raise_error(OverflowError, "factorial() argument should not exceed %lld", (long long)INT64_MAX);
    if (n > INT32_MAX) /* its result would take gigabytes: say so before hours of work */
        return raise_memory_error();
    return factorial(n);
}

/* n * (n-1) * …, k factors. */
static Ref falling_product(View n, int64_t k)
{
    return product_up(n, 1 - k, k);
}

/* C(n, k) by multiplying and dividing in turn, each step exact; false when it grows beyond a word. */
static bool comb_words(uint64_t n, uint64_t k, uint64_t *result)
{
    uint64_t value = 1;
    for (uint64_t i = 0; i < k; i++) {
        unsigned __int128 next = (unsigned __int128)value * (n - i) / (i + 1);
        if (next > UINT64_MAX)
            return false;
        value = (uint64_t)next;
    }
    *result = value;
    return true;
}

static Ref comb(View n, int64_t k)
{
    int64_t word;
    uint64_t value;
    if (int_to_int64(n, &word) && comb_words((uint64_t)word, (uint64_t)k, &value))
        return int_from_uint64(value);
    Ref above = falling_product(n, k), below = above ? factorial(k) : NULL;
    Ref result = below ? int_floor_divide(above, below) : NULL;
    release_maybe(above);
    release_maybe(below);
    return result;
}

/* n and k as exact non-negative integers, owned by the caller. */
static bool counts(View *args, Ref *n, Ref *k)
{
    *n = object_index(args[0]);
    *k = *n ? object_index(args[1]) : NULL;
    const char *wrong = *k ? int_sign(*n) < 0 ? "n" : int_sign(*k) < 0 ? "k" : NULL : NULL;
    if (wrong)
        raise_error(ValueError, "%s must be a non-negative integer", wrong);
    if (*k && !wrong)
        return true;
    release_maybe(*n);
    release_maybe(*k);
    return false;
}

Ref math_comb(View self UNUSED, View *args)
{
    Ref n, k, result = NULL;
    int64_t chosen;
    if (!counts(args, &n, &k))
        return NULL;
    Ref others = int_subtract(n, k);
    if (others && int_sign(others) < 0)
        result = int_new(0);
    else if (others && int_to_int64(int_compare(others, k) < 0 ? others : k, &chosen))
        result = comb(n, chosen);
    else if (others)
        raise_error(OverflowError, "min(n - k, k) must not exceed %lld", (long long)INT64_MAX);
    release_maybe(others);
    release(n);
    release(k);
    return result;
}

Ref math_perm(View self, View *args)
{
    Ref n, k, result = NULL;
    int64_t count;
    if (!args[1] || args[1] == NONE)
        return math_factorial(self, args);
    if (!counts(args, &n, &k))
        return NULL;
    if (int_compare(n, k) < 0)
        result = int_new(0);
    else if (int_to_int64(k, &count))
        result = falling_product(n, count);
    else
        raise_error(OverflowError, "k must not exceed %lld", (long long)INT64_MAX);
    release(n);
    release(k);
    return result;
}

/* --- square root ---------------------------------------------------------------------------------------- */

static uint64_t isqrt_word(uint64_t value)
{
    uint64_t root = (uint64_t)sqrt((double)value);
    while ((unsigned __int128)root * root > value)
        root--;
    while ((unsigned __int128)(root + 1) * (root + 1) <= value)
        root++;
    return root;
}

/* By one call of GMP. */
static Ref isqrt_limbs(View value)
{
    Magnitude m;
    magnitude_of(value, &m);
    if (m.count <= 1)
        return int_from_uint64(m.count ? isqrt_word(m.limbs[0]) : 0);
    size_t count = ((size_t)m.count + 1) / 2;
    BigIntObject *big = int_limbs_are_available(m.count) ? int_big_new(count) : NULL;
    if (!big)
        return NULL;
    mpn_sqrtrem(big->limbs, NULL, m.limbs, m.count);
    return int_finish_take(big, count, count, false);
}

/* value shifted right by `count` bits, or left if that is negative; consumes it, which may be NULL. */
static Ref shift_take(Ref value, int64_t count)
{
    Ref bits = value ? int_new(count < 0 ? -count : count) : NULL;
    Ref result = !bits ? NULL : count < 0 ? int_shift_left(value, bits) : int_shift_right(value, bits);
    release_maybe(bits);
    release_maybe(value);
    return result;
}

/* Heron's step: from `root`, the root of value's highest 2*known bits, to that of its highest 2*wanted bits
 * of 2*all, at most one too large. Consumes root. */
static Ref isqrt_step_take(View value, Ref root, int64_t known, int64_t wanted, int64_t all)
{
    Ref part = shift_take(retain(value), 2 * all - known - wanted + 1), quotient = part ? int_floor_divide(part, root) : NULL;
    Ref shifted = shift_take(root, known - wanted + 1), result = quotient && shifted ? int_add(shifted, quotient) : NULL;
    release_maybe(part);
    release_maybe(quotient);
    release_maybe(shifted);
    return result;
}

/* Of a number for which one call would take too long to wait for: the root of its beginning, and from there
 * twice as many bits with each step, as CPython does from the first bit on. */
static Ref isqrt_huge(View value)
{
    int64_t all = ((int64_t)int_bit_length(value) - 1) / 2, steps = 0;
    while (all >> steps > (int64_t)HUGE_LIMBS * LIMB_BITS)
        steps++;
    int64_t known = all >> steps;
    Ref start = shift_take(retain(value), 2 * (all - known)), root = start ? isqrt_limbs(start) : NULL;
    release_maybe(start);
    while (root && steps-- > 0) {
        int64_t wanted = all >> steps;
        root = isqrt_step_take(value, root, known, wanted, all);
        known = wanted;
    }
    Ref square = root ? int_multiply(root, root) : NULL;
    bool is_too_large = square && int_compare(square, value) > 0;
    Ref one = square ? int_new(is_too_large) : NULL, result = one ? int_subtract(root, one) : NULL;
    release_maybe(one);
    release_maybe(square);
    release_maybe(root);
    return result;
}

Ref math_isqrt(View self UNUSED, View *args)
{
    Ref value = object_index(args[0]), result = NULL;
    if (!value)
        return NULL;
    Magnitude m;
    magnitude_of(value, &m);
    if (m.is_negative)
        raise_error(ValueError, "isqrt() argument must be nonnegative");
    else
        result = m.count > 2 * HUGE_LIMBS ? isqrt_huge(value) : isqrt_limbs(value);
    release(value);
    return result;
}

/* --- for logarithms ------------------------------------------------------------------------------------- */

double math_big_mantissa(View value, int64_t *exponent)
{
    Magnitude m;
    magnitude_of(value, &m);
    int spare = __builtin_clzl(m.limbs[m.count - 1]);
    uint64_t top = m.limbs[m.count - 1] << spare;
    bool sticky = false; /* is there anything below the 64 highest bits? It decides which way a half is rounded */
    if (spare) {
        top |= m.limbs[m.count - 2] >> (LIMB_BITS - spare);
        sticky = m.limbs[m.count - 2] << spare != 0;
    } else {
        sticky = m.limbs[m.count - 2] != 0;
    }
    for (mp_size_t i = 0; !sticky && i < m.count - 2; i++)
        sticky = m.limbs[i] != 0;
    int carried;
    double mantissa = frexp((double)(top | sticky), &carried);
    *exponent = (int64_t)m.count * LIMB_BITS - spare - LIMB_BITS + carried;
    return mantissa;
}
