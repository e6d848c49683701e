/* int_bits: shifts, and or xor not, and counting bits.
 *
 * Python's negative integers behave as if they had endlessly many leading one bits. Magnitudes are turned
 * into that form limb by limb on the way through, never stored so. */
#include "runtime/errors/errors.h"
#include "runtime/numbers/int_limbs.h"

/* --- shifts --------------------------------------------------------------------------------------------- */

static Ref shift_left_big(View value, uint64_t count)
{
    Magnitude m;
    magnitude_of(value, &m);
    size_t words = count / LIMB_BITS, room = words + (size_t)m.count + 1;
    unsigned bits = count % LIMB_BITS;
    int spare = __builtin_clzl(m.limbs[m.count - 1]);
    if ((int)bits <= spare)
        room--;
    BigIntObject *big = int_big_new(room);
    if (!big)
        return NULL;
    memset(big->limbs, 0, words * sizeof(mp_limb_t));
    if (bits) {
        mp_limb_t out = mpn_lshift(big->limbs + words, m.limbs, m.count, bits);
        if ((int)bits > spare)
            big->limbs[room - 1] = out;
    } else {
        memcpy(big->limbs + words, m.limbs, (size_t)m.count * sizeof(mp_limb_t));
    }
    return int_finish_take(big, room, room, m.is_negative);
}

Ref int_shift_left(View value, View count)
{
    if (int_sign(count) < 0)
        return raise_error(ValueError, "negative shift count");
    if (int_sign(value) == 0)
        return int_new(0);
    if (is_big(count))
        return raise_error(OverflowError, "too many digits in integer");
    int64_t bits = word_of(count);
    if (!is_big(value) && bits < LIMB_BITS) {
        int64_t word = word_of(value), shifted = (int64_t)((uint64_t)word << bits);
        if (shifted >> bits == word)
            return int_new(shifted);
    }
    return shift_left_big(value, (uint64_t)bits);
}

static Ref shift_right_big(View value, uint64_t count)
{
    Magnitude m;
    magnitude_of(value, &m);
    size_t words = count / LIMB_BITS;
    if (words >= (size_t)m.count)
        return int_new(m.is_negative ? -1 : 0);
    size_t kept = (size_t)m.count - words, room = kept + 1; /* one more for the step to the floor */
    BigIntObject *big = int_big_new(room);
    if (!big)
        return NULL;
    bool lost = false;
    for (size_t i = 0; !lost && i < words; i++)
        lost = m.limbs[i] != 0;
    if (count % LIMB_BITS)
        lost |= mpn_rshift(big->limbs, m.limbs + words, (mp_size_t)kept, count % LIMB_BITS) != 0;
    else
        memcpy(big->limbs, m.limbs + words, kept * sizeof(mp_limb_t));
    big->limbs[kept] = 0;
    if (m.is_negative && lost)
        mpn_add_1(big->limbs, big->limbs, (mp_size_t)room, 1);
    return int_finish_take(big, room, room, m.is_negative);
}

Ref int_shift_right(View value, View count)
{
    if (int_sign(count) < 0)
        return raise_error(ValueError, "negative shift count");
    if (is_big(count))
        return int_new(int_sign(value) < 0 ? -1 : 0);
    int64_t bits = word_of(count);
    if (!is_big(value))
        return int_new(word_of(value) >> (bits < LIMB_BITS ? bits : LIMB_BITS - 1));
    return shift_right_big(value, (uint64_t)bits);
}

/* --- logic ---------------------------------------------------------------------------------------------- */

/* The limbs of a number in two's complement, lowest first: -m is ~m + 1, and the 1 is carried along. */
typedef struct Complement {
    const Magnitude *m;
    mp_size_t index;
    mp_limb_t carry;
} Complement;

static mp_limb_t next_limb(Complement *c)
{
    mp_limb_t limb = c->index < c->m->count ? c->m->limbs[c->index] : 0;
    c->index++;
    if (!c->m->is_negative)
        return limb;
    limb = ~limb + c->carry;
    c->carry = c->carry && limb == 0;
    return limb;
}

typedef enum Logic { LOGIC_AND, LOGIC_OR, LOGIC_XOR } Logic;

static mp_limb_t combine(Logic logic, mp_limb_t a, mp_limb_t b)
{
    return logic == LOGIC_AND ? a & b : logic == LOGIC_OR ? a | b : a ^ b;
}

static Ref logic_big(View left, View right, Logic logic)
{
    Magnitude a, b;
    magnitude_of(left, &a);
    magnitude_of(right, &b);
    bool is_negative = combine(logic, a.is_negative, b.is_negative);
    size_t longest = (size_t)(a.count > b.count ? a.count : b.count);
    size_t count = longest + is_negative; /* -2^64n needs one more */
    if (logic == LOGIC_AND && !a.is_negative && a.count < b.count)
        count = (size_t)a.count;
    else if (logic == LOGIC_AND && !b.is_negative && b.count < a.count)
        count = (size_t)b.count;
    BigIntObject *big = int_big_new(count);
    if (!big)
        return NULL;
    Complement first = {&a, 0, 1}, second = {&b, 0, 1};
    mp_limb_t carry = 1;
    for (size_t i = 0; i < count; i++) {
        mp_limb_t limb = combine(logic, next_limb(&first), next_limb(&second));
        if (is_negative) { /* back to a magnitude */
            limb = ~limb + carry;
            carry = carry && limb == 0;
        }
        big->limbs[i] = limb;
    }
    return int_finish_take(big, count, count, is_negative);
}

Ref int_and(View left, View right)
{
    if (!is_big(left) && !is_big(right))
        return int_new(word_of(left) & word_of(right));
    return logic_big(left, right, LOGIC_AND);
}

Ref int_or(View left, View right)
{
    if (!is_big(left) && !is_big(right))
        return int_new(word_of(left) | word_of(right));
    return logic_big(left, right, LOGIC_OR);
}

Ref int_xor(View left, View right)
{
    if (!is_big(left) && !is_big(right))
        return int_new(word_of(left) ^ word_of(right));
    return logic_big(left, right, LOGIC_XOR);
}

Ref int_invert(View value)
{
    if (!is_big(value))
        return int_new(~word_of(value));
    Ref minus_one = int_new(-1); /* ~x is -x - 1, and x ^ -1 */
    Ref result = minus_one ? int_xor(value, minus_one) : NULL;
    release_maybe(minus_one);
    return result;
}

uint64_t int_bit_length(View value)
{
    Magnitude m;
    magnitude_of(value, &m);
    return m.count ? (uint64_t)m.count * LIMB_BITS - (uint64_t)__builtin_clzl(m.limbs[m.count - 1]) : 0;
}
