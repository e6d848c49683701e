/* int_text: integers from digits and back.
 *
 * One word is converted right here, two digits at a time; longer numbers by GMP's mpn_set_str and
 * mpn_get_str, which are subquadratic. Very long ones are cut in halves first, at a power of the base, until
 * GMP is through with a piece in a moment: between the pieces Ctrl-C is looked at.
 *
 *     12345678 ──► divmod by 10**4 ──► 1234 │ 5678      the powers are squares of each other, and are kept
 *                                                       until the conversion is over
 *
 * From text: the digits are checked and counted first (underscores only between digits), so it is known how
 *            many limbs the number has.
 * Limit:     as in CPython 3.11, conversions in a base that is no power of two refuse more than
 *            int_max_str_digits digits, because their cost grows faster than the text. To text, whether the
 *            limit is met is first estimated from the bits: else the refusal would cost what it saves. */
#include "runtime/bytes/bytes.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/character.h"
#include "runtime/text/str.h"

int int_max_str_digits = 4300;

enum { DIGITS_NEVER_LIMITED = 640 };

/* --- to text -------------------------------------------------------------------------------------------- */

static const char two_digits[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960"
    "6162636465666768697071727374757677787980818283848586878889909192939495969798"
    "99";

/* Decimal digits of value, ending before `end`; returns where they begin. */
static char *write_decimal(uint64_t value, char *end)
{
    while (value >= 100) {
        const char *pair = &two_digits[value % 100 * 2];
        value /= 100;
        *--end = pair[1];
        *--end = pair[0];
    }
    if (value >= 10) {
        *--end = two_digits[value * 2 + 1];
        *--end = two_digits[value * 2];
    } else {
        *--end = (char)('0' + value);
    }
    return end;
}

size_t int_word_text(int64_t value, char *buffer)
{
    char digits[24], *end = digits + sizeof digits, *start = write_decimal(absolute_word(value), end);
    if (value < 0)
        *--start = '-';
    memcpy(buffer, start, (size_t)(end - start));
    return (size_t)(end - start);
}

static Ref word_to_decimal(int64_t value)
{
    char digits[24], *end = digits + sizeof digits, *start = write_decimal(absolute_word(value), end);
    if (value < 0)
        *--start = '-';
    Ref result = str_allocate_ascii((size_t)(end - start));
    if (result)
        memcpy(((StrView)result)->data, start, (size_t)(end - start));
    return result;
}

static Ref raise_too_long_to_show(void)
{
    return raise_error(
        ValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
        int_max_str_digits);
}

/* Can the digits be more than the limit, by the most careful estimate? Counting them exactly would mean
 * converting. */
static bool is_surely_too_long(const Magnitude *m, int base)
{
    if (base != 10 || int_max_str_digits == 0 || m->count == 0)
        return false;
    uint64_t bits = (uint64_t)m->count * LIMB_BITS - (uint64_t)__builtin_clzl(m->limbs[m->count - 1]);
    uint64_t at_least = (bits - 1) / 10 * 3; /* 2^10 > 10^3 */
    return at_least > (uint64_t)int_max_str_digits && at_least > DIGITS_NEVER_LIMITED;
}

/* The digits' values become characters; returns the str of sign, prefix and digits. */
static Ref text_from_digits(const Magnitude *m, const unsigned char *digits, size_t count, int base, bool prefix)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    size_t head = (size_t)m->is_negative + (prefix && base != 10 ? 2 : 0);
    Ref result = str_allocate(head + count, 127);
    if (!result)
        return NULL;
    unsigned char *out = ((StrView)result)->data;
    if (m->is_negative)
        *out++ = '-';
    if (prefix && base != 10) {
        *out++ = '0';
        *out++ = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
    }
    for (size_t i = 0; i < count; i++)
        out[i] = (unsigned char)letters[digits[i]];
    return result;
}

/* --- pieces --------------------------------------------------------------------------------------------- */

#ifdef OURO_DEBUG
enum { PIECE_DIGITS = 1000 }; /* so that tests go this way */
#else
enum { PIECE_DIGITS = 300000 };
#endif
enum { POWERS_MOST = 64 };

/* base ** (PIECE_DIGITS * 2**i), made when needed. */
typedef struct Powers {
    int base;
    size_t count;
    Ref items[POWERS_MOST];
} Powers;

static void powers_drop(Powers *powers)
{
    while (powers->count > 0)
        release(powers->items[--powers->count]);
}

/* The power of the base by which a number of so many digits (more than a piece) is cut nearly in halves,
 * borrowed, and its exponent. NULL with an exception. */
static View power_to_cut(Powers *powers, size_t digits, size_t *exponent)
{
    size_t i = 0;
    for (*exponent = PIECE_DIGITS; *exponent < digits - *exponent; *exponent *= 2)
        i++;
    while (powers->count <= i) {
        Ref next = NULL;
        if (powers->count > 0) {
            View last = powers->items[powers->count - 1];
            next = int_multiply(last, last);
        } else {
            Ref base = int_new(powers->base), first = base ? int_new(PIECE_DIGITS) : NULL;
            next = first ? int_power(base, first, NULL) : NULL;
            release_maybe(base);
            release_maybe(first);
        }
        if (!next)
            return NULL;
        powers->items[powers->count++] = next;
    }
    return powers->items[i];
}

/* The digits of a magnitude, which have room; how many there are. 0 with MemoryError. */
static size_t get_digits(const Magnitude *m, int base, unsigned char *out)
{
    out[0] = 0;
    if (m->count == 0)
        return 1;
    size_t copy_count = (size_t)m->count + 1, count = 0;
    mp_limb_t *copy = int_limbs_new(copy_count); /* mpn_get_str destroys its operand */
    if (copy && int_limbs_are_available(m->count)) {
        mpn_copyi(copy, m->limbs, m->count);
        count = mpn_get_str(out, base, copy, m->count);
    }
    int_limbs_free(copy, copy_count);
    return count;
}

/* A piece's digits, after zeros if there are fewer than `digits`. */
static bool write_piece(View value, int base, unsigned char *out, size_t digits)
{
    Magnitude m;
    magnitude_of(value, &m);
    size_t room = (m.count ? mpn_sizeinbase(m.limbs, m.count, base) : 1) + 1;
    unsigned char *text = heap_allocate(room);
    if (!text) {
        raise_memory_error();
        return false;
    }
    size_t count = get_digits(&m, base, text), skipped = count > digits ? count - digits : 0;
    if (count) {
        memset(out, 0, digits);
        memcpy(out + digits - (count - skipped), text + skipped, count - skipped);
    }
    heap_free(text, room);
    return count > 0;
}

/* The digits of value, which has no more than `digits`. False with an exception. */
static bool write_digits(View value, Powers *powers, unsigned char *out, size_t digits)
{
    if (!check_interrupt())
        return false;
    if (digits <= PIECE_DIGITS)
        return write_piece(value, powers->base, out, digits);
    size_t low_digits;
    View power = power_to_cut(powers, digits, &low_digits);
    Ref halves = power ? int_divmod(value, power) : NULL;
    bool done = halves && write_digits(tuple_item_peek(halves, 0), powers, out, digits - low_digits) &&
                write_digits(tuple_item_peek(halves, 1), powers, out + digits - low_digits, low_digits);
    release_maybe(halves);
    return done;
}

/* The number with these digits, few enough for one call. NULL with MemoryError. */
static Ref set_digits(const unsigned char *digits, size_t count, int base, bool is_negative)
{
    int bits = LIMB_BITS - __builtin_clzl((unsigned long)base - 1); /* a digit's, at most */
    size_t limbs = count / LIMB_BITS * (size_t)bits + count % LIMB_BITS * (size_t)bits / LIMB_BITS + 2;
    BigIntObject *big = int_limbs_are_available((mp_size_t)limbs) ? int_big_new(limbs) : NULL;
    return big ? int_finish_take(big, limbs, (size_t)mpn_set_str(big->limbs, digits, count, base), is_negative) : NULL;
}

/* The same for any count. NULL with an exception. */
static Ref set_many_digits(const unsigned char *digits, size_t count, Powers *powers)
{
    if (!check_interrupt())
        return NULL;
    if (count <= PIECE_DIGITS)
        return set_digits(digits, count, powers->base, false);
    size_t low_digits;
    View power = power_to_cut(powers, count, &low_digits);
    Ref high = power ? set_many_digits(digits, count - low_digits, powers) : NULL, low = NULL, product = NULL, result = NULL;
    if (high && (low = set_many_digits(digits + count - low_digits, low_digits, powers)) && (product = int_multiply(high, power)))
        result = int_add(product, low);
    release_maybe(high);
    release_maybe(low);
    release_maybe(product);
    return result;
}

/* --- to text: long numbers ------------------------------------------------------------------------------ */

/* The decimal digits of a long magnitude, after zeros perhaps: `room` in all. 0 with an exception. */
static size_t get_many_digits(const Magnitude *m, unsigned char *digits, size_t room)
{
    BigIntObject *big = int_big_new((size_t)m->count);
    if (!big)
        return 0;
    mpn_copyi(big->limbs, m->limbs, m->count);
    Ref absolute = int_finish_take(big, (size_t)m->count, (size_t)m->count, false);
    Powers powers = {.base = 10};
    bool done = absolute && write_digits(absolute, &powers, digits, room);
    release_maybe(absolute);
    powers_drop(&powers);
    return done ? room : 0;
}

static Ref convert(const Magnitude *m, int base, bool prefix)
{
    size_t room = (m->count ? mpn_sizeinbase(m->limbs, m->count, base) : 1) + 1;
    unsigned char *digits = heap_allocate(room);
    if (!digits)
        return raise_memory_error();
    Ref result = NULL;
    size_t skipped = 0, count = base == 10 && room > PIECE_DIGITS ? get_many_digits(m, digits, room) : get_digits(m, base, digits);
    if (!count)
        goto done;
    while (skipped + 1 < count && digits[skipped] == 0)
        skipped++;
    count -= skipped;
    if (base == 10 && int_max_str_digits && count > DIGITS_NEVER_LIMITED && count > (size_t)int_max_str_digits)
        raise_too_long_to_show();
    else
        result = text_from_digits(m, digits + skipped, count, base, prefix);
done:
    heap_free(digits, room);
    return result;
}

Ref int_to_str(View value, int base, bool prefix)
{
    if (base == 10 && !is_big(value))
        return word_to_decimal(word_of(value));
    Magnitude m;
    magnitude_of(value, &m);
    if (is_surely_too_long(&m, base))
        return raise_too_long_to_show();
    return convert(&m, base, prefix);
}

/* --- from text ------------------------------------------------------------------------------------------ */

typedef struct Digits {
    const char *text, *end; /* what is left */
    int base;
    bool is_negative;
    size_t count; /* without underscores */
} Digits;

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

static bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* "0x" and the like, if they agree with the base; base 0 takes its value from them. */
static bool skip_prefix(Digits *d)
{
    char letter = 0;
    if (d->end - d->text >= 2 && d->text[0] == '0')
        letter = (char)(d->text[1] | 0x20);
    int named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    bool has_prefix = named && (d->base == 0 || d->base == named);
    bool is_old_octal = d->base == 0 && !has_prefix && d->text < d->end && d->text[0] == '0';
    if (d->base == 0)
        d->base = named ? named : 10;
    if (has_prefix) {
        d->text += 2;
        if (d->text < d->end && *d->text == '_')
            d->text++;
    }
    for (const char *rest = d->text; is_old_octal && rest < d->end; rest++)
        if (*rest != '0' && *rest != '_')
            return false; /* 0777: what would it mean? */
    return true;
}

/* Count the digits; false if there is none, or anything else, or an underscore that does not stand between
 * two digits. */
static bool check_digits(Digits *d)
{
    char previous = '_';
    for (const char *c = d->text; c < d->end; previous = *c++) {
        if (*c == '_' ? previous == '_' : digit_value(*c) >= d->base)
            return false;
        d->count += *c != '_';
    }
    return previous != '_';
}

static bool scan(const char *text, size_t length, int base, Digits *d)
{
    *d = (Digits){text, text + length, base, false, 0};
    while (d->text < d->end && is_ascii_space(*d->text))
        d->text++;
    while (d->text < d->end && is_ascii_space(d->end[-1]))
        d->end--;
    if (d->text < d->end && (*d->text == '+' || *d->text == '-'))
        d->is_negative = *d->text++ == '-';
    return skip_prefix(d) && check_digits(d);
}

static Ref word_from_digits(const Digits *d)
{
    int64_t value = 0;
    for (const char *c = d->text; c < d->end; c++)
        if (*c != '_')
            value = value * d->base + digit_value(*c);
    return int_new(d->is_negative ? -value : value);
}

static Ref big_from_digits(const Digits *d)
{
    unsigned char *values = heap_allocate(d->count);
    if (!values)
        return raise_memory_error();
    size_t used = 0;
    for (const char *c = d->text; c < d->end; c++)
        if (*c != '_')
            values[used++] = (unsigned char)digit_value(*c);
    bool is_short = used <= PIECE_DIGITS || (d->base & (d->base - 1)) == 0;
    Powers powers = {.base = d->base};
    Ref result = is_short ? set_digits(values, used, d->base, d->is_negative) : set_many_digits(values, used, &powers);
    powers_drop(&powers);
    heap_free(values, d->count);
    if (is_short || !result || !d->is_negative)
        return result;
    Ref negative = int_negative(result);
    release(result);
    return negative;
}

static Ref raise_invalid(const char *text, size_t length, int base, View original)
{
    bool is_other_buffer = original && !is_str(original) && !is_bytes(original); /* shown as bytes */
    Ref shown = is_other_buffer ? bytes_new(text, length) : original ? retain(original) : str_from_utf8(text, length);
    if (!shown)
        return NULL;
    raise_error(ValueError, "invalid literal for int() with base %d: %.200R", base, shown);
    release(shown);
    return NULL;
}

/* Are there more digits than may be converted? Powers of two take no time, and are not limited. */
static bool is_beyond_limit(const Digits *d)
{
    bool is_power_of_two = (d->base & (d->base - 1)) == 0;
    return !is_power_of_two && int_max_str_digits && d->count > DIGITS_NEVER_LIMITED && d->count > (size_t)int_max_str_digits;
}

Ref int_parse(const char *text, size_t length, int base, View original_for_message)
{
    Digits d;
    bool is_valid = scan(text, length, base, &d);
    size_t in_word = d.base <= 10 ? 18 : 12; /* so many digits always fit 63 bits */
    if (LIKELY(is_valid && d.count <= in_word))
        return word_from_digits(&d);
    if (is_beyond_limit(&d)) /* that is found out before anything else that may be wrong */
        return raise_error(
            ValueError,
            "Exceeds the limit (%d digits) for integer string conversion: value has %zd digits; use sys.set_int_max_str_digits() "
            "to increase the limit",
            int_max_str_digits, (Index)d.count);
    return is_valid ? big_from_digits(&d) : raise_invalid(text, length, base, original_for_message);
}

Ref int_from_text(View object, int base)
{
    const unsigned char *bytes;
    size_t length;
    if (bytes_data_peek(object, &bytes, &length))
        return int_parse((const char *)bytes, length, base, object);
    char *owned;
    const char *text = character_number_text(str_view(object), &length, &owned);
    if (!text)
        return NULL;
    Ref result = int_parse(text, length, base, object);
    str_utf8_free(owned, length);
    return result;
}

/* --- without a limit ------------------------------------------------------------------------------------ */

Ref int_to_decimal(View value)
{
    int limit = int_max_str_digits;
    int_max_str_digits = 0; /* no Python code runs meanwhile */
    Ref result = int_to_str(value, 10, false);
    int_max_str_digits = limit;
    return result;
}

Ref int_from_decimal(const char *digits, size_t length)
{
    int limit = int_max_str_digits;
    int_max_str_digits = 0;
    Ref result = int_parse(digits, length, 10, NULL);
    int_max_str_digits = limit;
    return result;
}
