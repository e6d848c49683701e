/* int_huge: multiplication and division that Ctrl-C can stop.
 *
 * One call of GMP cannot be left before it is done, and over a few hundred thousand limbs it takes seconds.
 * So such operands are cut into pieces that GMP is through with in a tenth of a second, and between these
 * thread.interrupted is looked at:
 *
 *     product    Karatsuba's three products of halves (Karatsuba and Ofman 1962) until a half is a piece
 *     quotient   by the school's long division, whose "digits" are pieces of limbs (Knuth, The Art of Computer Programming, vol. 2, 4.3.1, algorithm D)
 *
 * Smaller operands go straight to GMP. */
#include "runtime/errors/errors.h"
#include "runtime/numbers/int_limbs.h"

enum { PIECE = HUGE_LIMBS };

static mp_size_t smaller_of(mp_size_t a, mp_size_t b)
{
    return a < b ? a : b;
}

/* --- multiplication ------------------------------------------------------------------------------------- */

/* product += addend << (limbs of B) * at; it has room for the carry. */
static void add_at(mp_limb_t *product, mp_size_t count, mp_size_t at, const mp_limb_t *addend, mp_size_t addend_count)
{
    while (addend_count > count - at) /* zeros, since the sum has room */
        addend_count--;
    mpn_add(product + at, product + at, count - at, addend, addend_count);
}

static size_t drop_zeros(const mp_limb_t *limbs, size_t count)
{
    while (count > 0 && limbs[count - 1] == 0)
        count--;
    return count;
}

/* a and b have n limbs, more than a piece. With a = a1*B^h + a0 and b likewise: a*b = a1*b1*B^2h +
 * ((a1+a0)*(b1+b0) - a1*b1 - a0*b0)*B^h + a0*b0. */
static bool multiply_halves(mp_limb_t *product, const mp_limb_t *a, const mp_limb_t *b, mp_size_t n)
{
    mp_size_t half = (n + 1) / 2, rest = n - half, sum = half + 1;
    if (!int_limbs_multiply(product, a, half, b, half) || !int_limbs_multiply(product + 2 * half, a + half, rest, b + half, rest))
        return false;
    size_t room = 4 * (size_t)sum;
    mp_limb_t *sum_a = int_limbs_new(room);
    if (!sum_a)
        return false;
    mp_limb_t *sum_b = sum_a + sum, *middle = sum_b + sum;
    sum_a[half] = mpn_add(sum_a, a, half, a + half, rest);
    if (a != b)
        sum_b[half] = mpn_add(sum_b, b, half, b + half, rest);
    bool done = int_limbs_multiply(middle, sum_a, sum, a == b ? sum_a : sum_b, sum);
    if (done) {
        mpn_sub(middle, middle, 2 * sum, product, 2 * half);
        mpn_sub(middle, middle, 2 * sum, product + 2 * half, 2 * rest);
        add_at(product, 2 * n, half, middle, (mp_size_t)drop_zeros(middle, 2 * (size_t)sum));
    }
    int_limbs_free(sum_a, room);
    return done;
}

/* b is a piece at most, or much shorter than a: a is cut into parts of b's length, or of a piece's. */
static bool multiply_parts(mp_limb_t *product, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b, mp_size_t b_count)
{
    mp_size_t part = b_count > PIECE ? b_count : PIECE;
    size_t room = (size_t)part + (size_t)b_count;
    mp_limb_t *partial = int_limbs_new(room);
    if (!partial)
        return false;
    mpn_zero(product, a_count + b_count);
    bool done = true;
    for (mp_size_t at = 0; done && at < a_count; at += part) {
        mp_size_t count = smaller_of(part, a_count - at);
        done = count >= b_count ? int_limbs_multiply(partial, a + at, count, b, b_count)
                                : int_limbs_multiply(partial, b, b_count, a + at, count);
        if (done)
            add_at(product, a_count + b_count, at, partial, count + b_count);
    }
    int_limbs_free(partial, room);
    return done;
}

/* Long by short: few enough steps of the school's way. */
static bool is_quick(mp_size_t a_count, mp_size_t b_count)
{
    return a_count <= PIECE || (b_count <= PIECE / 1000 && a_count <= PIECE * 300 / b_count);
}

bool int_limbs_multiply(mp_limb_t *product, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b, mp_size_t b_count)
{
    if (!check_interrupt())
        return false;
    if (!is_quick(a_count, b_count)) {
        if (a_count == b_count)
            return multiply_halves(product, a, b, a_count);
        return multiply_parts(product, a, a_count, b, b_count);
    }
    if (!int_limbs_are_available(b_count))
        return false;
    if (a == b && a_count == b_count)
        mpn_sqr(product, a, a_count);
    else
        mpn_mul(product, a, a_count, b, b_count);
    return true;
}

/* --- division ------------------------------------------------------------------------------------------- */

/* rest (count limbs and one above) is what is left so far, divisor has `count` limbs, its highest bit set,
 * and rest's upper part is less than it: find the next `step` limbs of the quotient and take their share
 * off. */
typedef struct LongDivision {
    const mp_limb_t *divisor;
    mp_size_t count;
    mp_limb_t *estimate, *leftover, *share; /* step + 1, step and step + 1 + count limbs */
} LongDivision;

/* `rest` has count + step limbs; the quotient's `step` limbs go to `quotient`. */
static bool divide_step(LongDivision *d, mp_limb_t *rest, mp_limb_t *quotient, mp_size_t step)
{
    mp_size_t top = smaller_of(step, d->count), all = d->count + step;
    if (!int_limbs_are_available(step))
        return false;
    /* The highest limbs of both alone give a quotient that is right or one or two too large. */
    mpn_tdiv_qr(d->estimate, d->leftover, 0, rest + all - top - step, top + step, d->divisor + d->count - top, top);
    if (d->estimate[step]) { /* more than `step` limbs can hold */
        for (mp_size_t i = 0; i < step; i++)
            d->estimate[i] = ~(mp_limb_t)0;
        d->estimate[step] = 0;
    }
    bool done = d->count >= step ? int_limbs_multiply(d->share, d->divisor, d->count, d->estimate, step)
                                 : int_limbs_multiply(d->share, d->estimate, step, d->divisor, d->count);
    if (!done)
        return false;
    while (mpn_cmp(d->share, rest, all) > 0) {
        mpn_sub_1(d->estimate, d->estimate, step, 1);
        mpn_sub(d->share, d->share, all, d->divisor, d->count);
    }
    mpn_sub_n(rest, rest, d->share, all);
    mpn_copyi(quotient, d->estimate, step);
    return true;
}

/* The quotient's pieces from the highest on. `rest`: the dividend, with zeros above so that its upper part is
 * less than the divisor; a_count limbs in all. */
static bool divide_pieces(LongDivision *d, mp_limb_t *rest, mp_size_t a_count, mp_limb_t *quotient)
{
    mp_size_t left = a_count - d->count;
    while (left > 0) {
        mp_size_t step = left % PIECE ? left % PIECE : PIECE;
        left -= step;
        if (!check_interrupt() || !divide_step(d, rest + left, quotient + left, step))
            return false;
    }
    return true;
}

static bool divide_long(mp_limb_t *quotient, mp_limb_t *remainder, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b,
                        mp_size_t b_count)
{
    unsigned shift = (unsigned)__builtin_clzl(b[b_count - 1]);
    size_t room = (size_t)a_count + 1 + (size_t)b_count + 2 * PIECE + 1 + PIECE + 1 + (size_t)b_count;
    mp_limb_t *rest = int_limbs_new(room);
    if (!rest)
        return false;
    mp_limb_t *divisor = rest + a_count + 1, *estimate = divisor + b_count, *leftover = estimate + PIECE + 1, *share = leftover + PIECE;
    if (shift) {
        rest[a_count] = mpn_lshift(rest, a, a_count, shift);
        mpn_lshift(divisor, b, b_count, shift);
    } else {
        mpn_copyi(rest, a, a_count);
        rest[a_count] = 0;
        mpn_copyi(divisor, b, b_count);
    }
    LongDivision d = {divisor, b_count, estimate, leftover, share};
    bool done = divide_pieces(&d, rest, a_count + 1, quotient);
    if (done && shift)
        mpn_rshift(remainder, rest, b_count, shift);
    else if (done)
        mpn_copyi(remainder, rest, b_count);
    int_limbs_free(rest, room);
    return done;
}

bool int_limbs_divide(mp_limb_t *quotient, mp_limb_t *remainder, const mp_limb_t *a, mp_size_t a_count, const mp_limb_t *b,
                      mp_size_t b_count)
{
    if (!check_interrupt())
        return false;
    if (!is_quick(a_count, b_count))
        return divide_long(quotient, remainder, a, a_count, b, b_count);
    if (!int_limbs_are_available(b_count))
        return false;
    mpn_tdiv_qr(quotient, remainder, 0, a, a_count, b, b_count);
    return true;
}
