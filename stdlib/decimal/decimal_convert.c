/* decimal_convert: numbers as ints, floats, ratios, tuples and hashes. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_private.h"
#include "stdlib/module_types.h"

/* --- ints ----------------------------------------------------------------------------------------------- */

/* The int of a number that is whole and finite: its digits, and as many zeros as the exponent says. */
static Ref whole_as_int(const mpd_t *number)
{
    mpd_t digits = *number;
    digits.exp = 0;
    digits.flags |= MPD_SHARED_DATA; /* a second look at the same words */
    if (mpd_iszerocoeff(number))
        return int_new(0);
    if (number->exp < 0)
        return raise_error(SystemError, "not a whole number");
    if (number->exp > PTRDIFF_MAX / 4)
        return raise_memory_error();
    char *text;
    mpd_ssize_t length = mpd_to_sci_size(&text, &digits, 0);
    if (length < 0)
        return raise_memory_error();
    size_t room = (size_t)length + (size_t)number->exp;
    char *padded = number->exp ? heap_allocate(room) : text;
    Ref result = NULL;
    if (padded) {
        if (padded != text) {
            memcpy(padded, text, (size_t)length);
            memset(padded + length, '0', (size_t)number->exp);
        }
        result = int_from_decimal(padded, room);
    } else {
        raise_memory_error();
    }
    if (padded && padded != text)
        heap_free(padded, room);
    mpd_free(text);
    return result;
}

Ref decimal_to_int(View self, ContextObject *context, int rounding)
{
    const mpd_t *number = number_of(self);
    if (mpd_isnan(number))
        return raise_error(ValueError, "cannot convert NaN to integer");
    if (mpd_isinfinite(number))
        return raise_error(OverflowError, "cannot convert Infinity to integer");
    mpd_context_t settings = context->settings;
    uint32_t status = 0;
    settings.round = rounding;
    Ref whole = decimal_new(&decimal_type), result = NULL;
    if (!whole)
        return NULL;
    mpd_qround_to_int(number_of(whole), number, &settings, &status);
    if (decimal_note(context, status))
        result = whole_as_int(number_of(whole));
    release(whole);
    return result;
}

Ref decimal_as_int(View self)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_to_int(self, context, MPD_ROUND_DOWN) : NULL;
}

/* --- ratios --------------------------------------------------------------------------------------------- */

/* numerator and denominator, consumed, without what divides both. */
static Ref reduced_take(Ref numerator, Ref denominator)
{
    Ref math = hooks.import_by_name("math"), gcd = math ? object_get_attribute_text(math, "gcd") : NULL;
    Ref divisor = gcd ? call_2(gcd, numerator, denominator) : NULL;
    Ref top = divisor ? int_floor_divide(numerator, divisor) : NULL, bottom = top ? int_floor_divide(denominator, divisor) : NULL;
    Ref result = bottom ? tuple_pack(2, top, bottom) : NULL;
    Ref const all[] = {math, gcd, divisor, top, bottom, numerator, denominator};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        release_maybe(all[i]);
    return result;
}

/* 10**exponent as an int. */
static Ref power_of_ten(uint64_t exponent)
{
    Ref ten = int_new(10), power = ten ? int_from_uint64(exponent) : NULL, result = power ? int_power(ten, power, NULL) : NULL;
    release_maybe(ten);
    release_maybe(power);
    return result;
}

Ref decimal_as_integer_ratio(View self, View *args UNUSED)
{
    const mpd_t *number = number_of(self);
    if (mpd_isnan(number))
        return raise_error(ValueError, "cannot convert NaN to integer ratio");
    if (mpd_isinfinite(number))
        return raise_error(OverflowError, "cannot convert Infinity to integer ratio");
    if (mpd_iszerocoeff(number)) {
        Ref zero = int_new(0), one = int_new(1), result = tuple_pack(2, zero, one);
        release(zero);
        release(one);
        return result;
    }
    mpd_t digits = *number;
    digits.exp = number->exp > 0 ? number->exp : 0;
    Ref numerator = whole_as_int(&digits);
    Ref denominator = numerator ? power_of_ten(number->exp < 0 ? (uint64_t)-number->exp : 0) : NULL;
    if (denominator)
        return reduced_take(numerator, denominator);
    release_maybe(numerator);
    return NULL;
}

/* --- floats --------------------------------------------------------------------------------------------- */

static bool as_double(View self, double *result)
{
    const mpd_t *number = number_of(self);
    if (mpd_issnan(number))
        return raise_error(ValueError, "cannot convert signaling NaN to float") != NULL;
    if (mpd_isnan(number)) { /* its payload is no part of a float */
        *result = mpd_isnegative(number) ? -__builtin_nan("") : __builtin_nan("");
        return true;
    }
    char *text;
    mpd_ssize_t length = mpd_to_sci_size(&text, number, 0);
    if (length < 0)
        return raise_memory_error() != NULL;
    bool done = float_parse(text, (size_t)length, result);
    mpd_free(text);
    return done || raise_error(ValueError, "could not convert a Decimal to float") != NULL;
}

Ref decimal_as_float(View self)
{
    double value;
    return as_double(self, &value) ? float_new(value) : NULL;
}

Ref decimal_complex(View self, View *args UNUSED)
{
    double value;
    return as_double(self, &value) ? complex_new(value, 0) : NULL;
}

/* --- tuples --------------------------------------------------------------------------------------------- */

static Ref tuple_class; /* DecimalTuple */

static void make_tuple_class(void)
{
    Ref collections = module_keep(&tuple_class) ? hooks.import_by_name("collections") : NULL;
    Ref maker = collections ? object_get_attribute_text(collections, "namedtuple") : NULL;
    Ref name = maker ? str_from_text("DecimalTuple") : NULL, fields = name ? str_from_text("sign digits exponent") : NULL;
    Ref title = fields ? str_from_text("decimal") : NULL;
    Ref attribute = title ? str_intern_text("__module__") : NULL;
    if (attribute && (tuple_class = call_2(maker, name, fields)) && !object_set_attribute(tuple_class, attribute, title))
        clear_place(&tuple_class);
    Ref const all[] = {collections, maker, name, fields, title, attribute};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        release_maybe(all[i]);
}

bool decimal_tuple_start(ModuleObject *module)
{
    if (!tuple_class)
        make_tuple_class();
    return tuple_class && dict_set_text(module->dict, "DecimalTuple", tuple_class);
}

/* The digits of the coefficient as a tuple of ints; a nan's are its payload, and may be none. */
static Ref digits_tuple(const mpd_t *number)
{
    if (mpd_isinfinite(number)) {
        Ref zero = int_new(0), result = tuple_pack(1, zero);
        release(zero);
        return result;
    }
    if (mpd_isnan(number) && (number->len == 0 || mpd_iszerocoeff(number)))
        return tuple_new(0);
    mpd_t plain = *number;
    plain.exp = 0;
    plain.flags = MPD_STATIC | MPD_SHARED_DATA;
    char *text;
    mpd_ssize_t length = mpd_to_sci_size(&text, &plain, 0);
    if (length < 0)
        return raise_memory_error();
    Ref tuple = tuple_new((size_t)length);
    for (mpd_ssize_t i = 0; tuple && i < length; i++)
        ((TupleView)tuple)->items[i] = int_new(text[i] - '0'); /* small ints are shared: that cannot fail */
    mpd_free(text);
    return tuple;
}

Ref decimal_as_tuple(View self, View *args UNUSED)
{
    const mpd_t *number = number_of(self);
    const char *letter = mpd_isinfinite(number) ? "F" : mpd_isqnan(number) ? "n" : mpd_issnan(number) ? "N" : NULL;
    Ref sign = int_new(mpd_isnegative(number)), digits = sign ? digits_tuple(number) : NULL;
    Ref exponent = !digits ? NULL : letter ? str_intern_text(letter) : int_new(number->exp);
    Ref result = exponent ? call_3(tuple_class, sign, digits, exponent) : NULL;
    release_maybe(sign);
    release_maybe(digits);
    release_maybe(exponent);
    return result;
}

/* --- hashes --------------------------------------------------------------------------------------------- */

/* As for all numbers, the value modulo the prime 2**61 - 1; 10**-1 is a number there, too. */
static const uint64_t modulus = ((uint64_t)1 << 61) - 1;

static uint64_t times(uint64_t a, uint64_t b)
{
    return (uint64_t)((unsigned __int128)a * b % modulus);
}

static uint64_t to_the(uint64_t base, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent; exponent >>= 1, base = times(base, base))
        if (exponent & 1)
            result = times(result, base);
    return result;
}

static Hash finite_hash(const mpd_t *number)
{
    uint64_t value = 0, radix = MPD_RADIX % modulus;
    for (mpd_ssize_t i = number->len; i-- > 0;)
        value = (times(value, radix) + number->data[i] % modulus) % modulus;
    uint64_t inverse = to_the(10, modulus - 2); /* Fermat */
    value = times(value, number->exp < 0 ? to_the(inverse, (uint64_t)-number->exp) : to_the(10, (uint64_t)number->exp));
    Hash hash = mpd_isnegative(number) ? -(Hash)value : (Hash)value;
    return hash == -1 ? -2 : hash;
}

Hash decimal_hash(View self)
{
    enum { HASH_OF_INFINITY = 314159 };
    DecimalObject *object = (DecimalObject *)self;
    const mpd_t *number = &object->number;
    if (object->hash != -1)
        return object->hash;
    if (mpd_issnan(number)) {
        raise_error(TypeError, "Cannot hash a signaling NaN value");
        return -1;
    }
    if (mpd_isnan(number))
        object->hash = object_type.hash(self);
    else if (mpd_isinfinite(number))
        object->hash = mpd_isnegative(number) ? -HASH_OF_INFINITY : HASH_OF_INFINITY;
    else
        object->hash = finite_hash(number);
    return object->hash;
}
