/* int_power: ** and pow() with a modulus.
 *
 * The idea is repeated squaring: x**13 is x**8 * x**4 * x, since 13 is 1101 in binary. So the exponent's bits
 * decide where to multiply, and the number of multiplications is that of its bits, not its value (Knuth, The
 * Art of Computer Programming, vol. 2, 4.6.3).
 *
 *   one word       from the lowest bit up, as long as nothing overflows
 *   any size       from the highest bit down: the factor is always the base itself, which stays small
 *   modulo         likewise, with the remainder taken at once, so that no number grows. For a modulus of two
 *                  limbs or more four bits of the exponent are done at a time, from a table of base**0 … 15.
 *
 * A power of 2 beyond one word is a shift. A negative exponent gives a float; with a modulus, it gives the
 * power of the inverse, which Euclid's extended algorithm finds.
 * Memory:  result_is_possible asks for room first, so that hours of work do not end in a MemoryError. */
#include <math.h>

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"

static bool bit_of(const Magnitude *m, uint64_t index)
{
    return m->limbs[index / LIMB_BITS] >> index % LIMB_BITS & 1;
}

/* --- without modulus ------------------------------------------------------------------------------------ */

/* base ** exponent in one word; false if it overflows. */
static bool power_word(int64_t base, uint64_t exponent, int64_t *result)
{
    int64_t value = 1;
    for (; exponent; exponent >>= 1) {
        if ((exponent & 1) && __builtin_mul_overflow(value, base, &value))
            return false;
        if (exponent > 1 && __builtin_mul_overflow(base, base, &base))
            return false;
    }
    *result = value;
    return true;
}

/* Is there memory for the result at all? Otherwise say so before hours of work. */
static bool result_is_possible(uint64_t base_bits, uint64_t exponent)
{
    unsigned __int128 bits = (unsigned __int128)(base_bits - 1) * exponent;
    if (bits / 8 > PTRDIFF_MAX) {
        raise_memory_error();
        return false;
    }
    size_t limbs = (size_t)(bits / LIMB_BITS) + 1;
    BigIntObject *probe = int_big_new(limbs);
    if (probe)
        int_big_drop(probe, limbs);
    return probe != NULL;
}

static Ref power_big(View base, uint64_t exponent)
{
    if (!result_is_possible(int_bit_length(base), exponent))
        return NULL;
    Ref result = exponent == 1 ? int_multiply(base, TRUE) : retain(base); /* a new object, as CPython's */
    for (int bit = LIMB_BITS - 2 - __builtin_clzl(exponent); result && bit >= 0; bit--) {
        Ref square = int_multiply(result, result);
        release(result);
        result = square;
        if (result && (exponent >> bit & 1)) {
            Ref product = int_multiply(result, base);
            release(result);
            result = product;
        }
    }
    return result;
}

static Ref power_negative(View base, View exponent)
{
    double a, b;
    if (!int_to_double(base, &a) || !int_to_double(exponent, &b))
        return NULL;
    return float_power(a, b);
}

static Ref power(View base, View exponent)
{
    if (int_sign(exponent) < 0)
        return power_negative(base, exponent);
    Magnitude b, e;
    magnitude_of(base, &b);
    magnitude_of(exponent, &e);
    if (e.count == 0)
        return int_new(1);
    if (b.count == 0 || (b.count == 1 && b.limbs[0] == 1)) /* 0, 1 or -1 */
        return int_new(b.count == 0 ? 0 : b.is_negative && (e.limbs[0] & 1) ? -1 : 1);
    if (e.count > 1)
        return raise_memory_error();
    int64_t value;
    if (!is_big(base) && power_word(word_of(base), e.limbs[0], &value))
        return int_new(value);
    if (!is_big(base) && word_of(base) == 2 && e.limbs[0] <= INT64_MAX)
        return int_shift_left(TRUE, exponent);
    return power_big(base, e.limbs[0]);
}

/* --- with modulus --------------------------------------------------------------------------------------- */

static Ref power_modulo_word(uint64_t base, const Magnitude *exponent, uint64_t modulus)
{
    uint64_t result = 1;
    for (uint64_t bit = (uint64_t)exponent->count * LIMB_BITS; bit-- > 0;) {
        result = (uint64_t)((unsigned __int128)result * result % modulus);
        if (bit_of(exponent, bit))
            result = (uint64_t)((unsigned __int128)result * base % modulus);
        if (!check_interrupt())
            return NULL;
    }
    return int_from_uint64(result % modulus);
}

/* The workspace of a modular power: everything is `n` limbs long, padded with zeros, the product twice
 * that. */
typedef struct ModularPower {
    mp_size_t n;
    const mp_limb_t *modulus;
    mp_limb_t *table, *value, *product, *quotient; /* table: base ** 0 … 15 */
    size_t room;
} ModularPower;

enum { WINDOW_BITS = 4, WINDOW_SIZE = 1 << WINDOW_BITS };

static bool multiply_modulo(ModularPower *p, mp_limb_t *target, const mp_limb_t *a, const mp_limb_t *b)
{
    return int_limbs_multiply(p->product, a, p->n, b, p->n) &&
           int_limbs_divide(p->quotient, target, p->product, 2 * p->n, p->modulus, p->n);
}

static unsigned window_of(const Magnitude *exponent, uint64_t window)
{
    return (unsigned)(exponent->limbs[window * WINDOW_BITS / LIMB_BITS] >> window * WINDOW_BITS % LIMB_BITS) & (WINDOW_SIZE - 1);
}

static bool modular_power_run(ModularPower *p, const Magnitude *base, const Magnitude *exponent)
{
    size_t n = (size_t)p->n;
    memset(p->table, 0, 2 * n * sizeof(mp_limb_t));
    p->table[0] = 1;
    memcpy(p->table + n, base->limbs, (size_t)base->count * sizeof(mp_limb_t));
    for (size_t i = 2; i < WINDOW_SIZE; i++)
        if (!multiply_modulo(p, p->table + i * n, p->table + (i - 1) * n, p->table + n))
            return false;
    memcpy(p->value, p->table, n * sizeof(mp_limb_t));
    for (uint64_t window = (uint64_t)exponent->count * (LIMB_BITS / WINDOW_BITS); window-- > 0;) {
        for (int i = 0; i < WINDOW_BITS; i++)
            if (!multiply_modulo(p, p->value, p->value, p->value))
                return false;
        unsigned digit = window_of(exponent, window);
        if (digit && !multiply_modulo(p, p->value, p->value, p->table + digit * n))
            return false;
    }
    return true;
}

/* base lies between 0 and modulus; modulus has two limbs or more. */
static Ref power_modulo_big(const Magnitude *base, const Magnitude *exponent, const Magnitude *modulus)
{
    size_t n = (size_t)modulus->count;
    if (n > (size_t)PTRDIFF_MAX / 1024)
        return raise_memory_error();
    ModularPower p = {.n = modulus->count, .modulus = modulus->limbs, .room = (WINDOW_SIZE + 1 + 2 + 2) * n};
    if (!(p.table = int_limbs_new(p.room)))
        return NULL;
    p.value = p.table + WINDOW_SIZE * n;
    p.product = p.value + n;
    p.quotient = p.product + 2 * n;
    BigIntObject *big = modular_power_run(&p, base, exponent) ? int_big_new(n) : NULL;
    if (big)
        memcpy(big->limbs, p.value, n * sizeof(mp_limb_t));
    int_limbs_free(p.table, p.room);
    return big ? int_finish_take(big, n, n, false) : NULL;
}

/* base in [0, modulus), exponent >= 0, modulus > 1. */
static Ref power_modulo(View base, View exponent, View modulus)
{
    Magnitude b, e, m;
    magnitude_of(base, &b);
    magnitude_of(exponent, &e);
    magnitude_of(modulus, &m);
    if (e.count == 0)
        return int_new(1);
    return m.count == 1 ? power_modulo_word(b.count ? b.limbs[0] : 0, &e, m.limbs[0]) : power_modulo_big(&b, &e, &m);
}

/* One step of Euclid's algorithm: (a, b) becomes (b, a mod b), (x, y) becomes (y, x - a//b * y). */
static bool euclid_step(Ref *a, Ref *b, Ref *x, Ref *y)
{
    Ref quotient = int_floor_divide(*a, *b), rest = quotient ? int_modulo(*a, *b) : NULL;
    Ref product = rest ? int_multiply(quotient, *y) : NULL, next = product ? int_subtract(*x, product) : NULL;
    release_maybe(quotient);
    release_maybe(product);
    if (!next) {
        release_maybe(rest);
        return false;
    }
    release(*a);
    *a = *b;
    *b = rest;
    release(*x);
    *x = *y;
    *y = next;
    return true;
}

/* The number that times `value` leaves 1 modulo `modulus` (> 0). */
static Ref inverse(View value, View modulus)
{
    Ref a = int_modulo(value, modulus), b = retain(modulus), x = int_new(1), y = int_new(0), result = NULL;
    bool fine = a && x && y;
    while (fine && int_sign(b) != 0)
        fine = euclid_step(&a, &b, &x, &y);
    if (fine && (is_big(a) || word_of(a) != 1))
        raise_error(ValueError, "base is not invertible for the given modulus");
    else if (fine)
        result = int_modulo(x, modulus);
    release_maybe(a);
    release(b);
    release_maybe(x);
    release_maybe(y);
    return result;
}

/* pow() modulo a positive number. */
static Ref power_positive_modulus(View base, View exponent, View modulus)
{
    if (!is_big(modulus) && word_of(modulus) == 1)
        return int_new(0);
    bool is_inverse = int_sign(exponent) < 0;
    Ref reduced = is_inverse ? inverse(base, modulus) : int_modulo(base, modulus);
    Ref positive = !reduced ? NULL : is_inverse ? int_negative(exponent) : retain(exponent);
    Ref result = positive ? power_modulo(reduced, positive, modulus) : NULL;
    release_maybe(reduced);
    release_maybe(positive);
    return result;
}

Ref int_power(View base, View exponent, View modulus)
{
    if (!modulus)
        return power(base, exponent);
    int sign = int_sign(modulus);
    if (sign == 0)
        return raise_error(ValueError, "pow() 3rd argument cannot be 0");
    if (sign > 0)
        return power_positive_modulus(base, exponent, modulus);
    Ref positive = int_negative(modulus), result = positive ? power_positive_modulus(base, exponent, positive) : NULL;
    release_maybe(positive);
    if (!result || int_sign(result) == 0)
        return result;
    Ref moved = int_add(result, modulus);
    release(result);
    return moved;
}
