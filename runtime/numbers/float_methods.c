/* float_methods: the methods of float: rounding, ratios, hexadecimal text.
 *
 * Rounding:  round(x, n) goes through decimal text: printf rounds the exact value of the double to n places,
 *            strtod takes the nearest double to that. Multiplying by a power of ten would round twice.
 *            round(x) goes to the even integer from the middle between two.
 * Ratio:     a double is a whole number times a power of two, so as_integer_ratio is exact.
 * Hex text:  four bits a digit, so hex() and fromhex() lose nothing. fromhex takes more digits than a double
 *            has, and remembers whether any of the rest was not zero: with that it rounds once, correctly. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float_private.h"
#include "runtime/numbers/int.h"
#include "runtime/text/format.h"
#include "runtime/text/str.h"

static double value_of(View self)
{
    return ((FloatObject *)self)->value;
}

/* --- rounding ------------------------------------------------------------------------------------------- */

static Ref float_trunc(View self, View *args UNUSED)
{
    return int_from_double(value_of(self));
}

static Ref float_floor(View self, View *args UNUSED)
{
    return int_from_double(floor(value_of(self)));
}

static Ref float_ceil(View self, View *args UNUSED)
{
    return int_from_double(ceil(value_of(self)));
}

/* Round through decimal text, which the C library rounds exactly: to `digits` places behind the point. */
static Ref round_places(double value, int digits)
{
    char buffer[400 + 324]; /* 309 digits, the point and as many places as can matter */
    snprintf(buffer, sizeof buffer, "%.*f", digits, value);
    double result = strtod(buffer, NULL);
    if (isinf(result))
        return raise_error(OverflowError, "rounded value too large to represent");
    return float_new(result);
}

/* To a multiple of 10^places, places > 0: print as many digits as stand before that place. */
static Ref round_tens(double value, int places)
{
    char buffer[400];
    double whole = floor(fabs(value));
    if (whole == 0)
        return float_new(copysign(0.0, value));
    int kept = snprintf(buffer, sizeof buffer, "%.0f", whole) - places;
    if (kept > 0) {
        snprintf(buffer, sizeof buffer, "%.*e", kept - 1, value);
        double result = strtod(buffer, NULL);
        return isinf(result) ? raise_error(OverflowError, "rounded value too large to represent") : float_new(result);
    }
    bool goes_up = false;
    if (kept == 0) { /* more than 5000…? */
        bool any_after = whole != fabs(value) || strspn(buffer + 1, "0") != strlen(buffer + 1);
        goes_up = buffer[0] > '5' || (buffer[0] == '5' && any_after);
    }
    return float_new(copysign(goes_up ? pow(10, places) : 0.0, value));
}

static Ref float_round(View self, View *args)
{
    double value = value_of(self);
    if (!args[0] || args[0] == NONE) {
        double rounded = round(value);
        if (fabs(value - rounded) == 0.5)
            rounded = 2 * round(value / 2); /* from the middle to the even one */
        return int_from_double(rounded);
    }
    Index digits;
    if (!object_as_index_clamped(args[0], &digits))
        return NULL;
    if (!isfinite(value) || value == 0 || digits > 323)
        return float_new(value);
    if (digits < -308)
        return float_new(copysign(0.0, value));
    return digits >= 0 ? round_places(value, (int)digits) : round_tens(value, (int)-digits);
}

/* --- ratios --------------------------------------------------------------------------------------------- */

static Ref float_is_integer(View self, View *args UNUSED)
{
    double value = value_of(self);
    return bool_new(isfinite(value) && floor(value) == value);
}

/* numerator * 2^shift, with shift >= 0. */
static Ref shifted_take(Ref number, int shift)
{
    Ref count = number ? int_new(shift) : NULL, result = count ? int_shift_left(number, count) : NULL;
    release_maybe(number);
    release_maybe(count);
    return result;
}

static Ref float_as_integer_ratio(View self, View *args UNUSED)
{
    double value = value_of(self);
    if (isinf(value))
        return raise_error(OverflowError, "cannot convert Infinity to integer ratio");
    if (isnan(value))
        return raise_error(ValueError, "cannot convert NaN to integer ratio");
    int exponent;
    double mantissa = frexp(value, &exponent);
    for (int i = 0; i < 300 && mantissa != floor(mantissa); i++) {
        mantissa *= 2;
        exponent--;
    }
    Ref numerator = int_from_double(mantissa), denominator = numerator ? int_new(1) : NULL;
    if (denominator && exponent > 0)
        numerator = shifted_take(numerator, exponent);
    else if (denominator)
        denominator = shifted_take(denominator, -exponent);
    if (numerator && denominator) {
        Ref pair[] = {numerator, denominator};
        return tuple_from_array_take(pair, 2);
    }
    release_maybe(numerator);
    release_maybe(denominator);
    return NULL;
}

/* --- hexadecimal ---------------------------------------------------------------------------------------- */

static Ref float_hex(View self, View *args UNUSED)
{
    double value = value_of(self);
    char buffer[64];
    if (!isfinite(value)) {
        size_t length = float_repr_text(value, buffer);
        return str_from_latin1((const unsigned char *)buffer, length);
    }
    const char *sign = signbit(value) ? "-" : "";
    if (value == 0)
        return str_format("%s0x0.0p+0", sign);
    union {
        double number;
        uint64_t bits;
    } raw = {.number = value};
    uint64_t mantissa = raw.bits & (((uint64_t)1 << 52) - 1);
    int exponent = (int)(raw.bits >> 52 & 0x7FF);
    snprintf(buffer, sizeof buffer, "%s0x%d.%013lxp%+d", sign, exponent != 0, (unsigned long)mantissa, exponent ? exponent - 1023 : -1022);
    return str_from_text(buffer);
}

/* Digits of [sign] ["0x"] integer ["." fraction] ["p" exponent], collected. */
typedef struct HexFloat {
    uint64_t mantissa; /* the first significant digits; its lowest bit is set if a later digit was not zero */
    int64_t exponent;  /* of two, for the mantissa */
    size_t digits;
} HexFloat;

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : isxdigit((unsigned char)c) ? (c | 0x20) - 'a' + 10 : -1;
}

static void add_hex_digit(HexFloat *hex, int digit, bool is_fraction)
{
    hex->digits++;
    if (hex->mantissa >> 60 == 0) {
        hex->mantissa = hex->mantissa << 4 | (unsigned)digit;
        hex->exponent -= is_fraction ? 4 : 0;
    } else {
        hex->mantissa |= digit != 0;
        hex->exponent += is_fraction ? 0 : 4;
    }
}

static const char *scan_hex_digits(const char *text, HexFloat *hex)
{
    for (; hex_value(*text) >= 0; text++)
        add_hex_digit(hex, hex_value(*text), false);
    if (*text == '.')
        for (text++; hex_value(*text) >= 0; text++)
            add_hex_digit(hex, hex_value(*text), true);
    return text;
}

static const char *scan_hex_exponent(const char *text, HexFloat *hex)
{
    if ((*text | 0x20) != 'p')
        return text;
    const char *digits = text + 1;
    bool is_negative = *digits == '-';
    digits += *digits == '-' || *digits == '+';
    if (*digits < '0' || *digits > '9')
        return NULL;
    int64_t exponent = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++)
        exponent = exponent > 1000000000 ? exponent : exponent * 10 + (*digits - '0');
    hex->exponent += is_negative ? -exponent : exponent;
    return digits;
}

/* mantissa * 2^exponent, rounded once to the nearest double; false if it is too large. */
static bool hex_to_double(const HexFloat *hex, double *result)
{
    *result = 0;
    if (hex->mantissa == 0)
        return true;
    int64_t length = 64 - __builtin_clzl(hex->mantissa), top = hex->exponent + length;
    if (top > 1024)
        return false;
    if (top < -1075)
        return true;
    int64_t kept = top < -1021 ? 53 - (-1021 - top) : 53, drop = length - kept;
    uint64_t whole = hex->mantissa;
    if (drop > 0) {
        uint64_t half = (uint64_t)1 << (drop - 1), rest = drop == 64 ? whole : whole & (2 * half - 1);
        whole = drop == 64 ? 0 : whole >> drop;
        whole += rest > half || (rest == half && (whole & 1));
    }
    *result = ldexp((double)whole, (int)(hex->exponent + (drop > 0 ? drop : 0)));
    return !isinf(*result);
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        text++;
    return text;
}

static Ref hex_parse(const char *text, size_t length)
{
    const char *end = text + length, *start = skip_spaces(text);
    double value;
    const char *stop;
    bool is_negative = *start == '-';
    const char *digits = start + (*start == '-' || *start == '+');
    if ((*digits | 0x20) == 'i' || (*digits | 0x20) == 'n') {
        value = float_scan(digits, &stop);
        if (stop == digits)
            stop = NULL;
    } else {
        HexFloat hex = {0, 0, 0};
        if (digits[0] == '0' && (digits[1] | 0x20) == 'x')
            digits += 2;
        stop = scan_hex_digits(digits, &hex);
        stop = hex.digits ? scan_hex_exponent(stop, &hex) : NULL;
        if (stop && !hex_to_double(&hex, &value))
            return raise_error(OverflowError, "hexadecimal value too large to represent as a float");
    }
    if (!stop || skip_spaces(stop) != end)
        return raise_error(ValueError, "invalid hexadecimal floating-point string");
    return float_new(is_negative ? -value : value);
}

static Ref float_fromhex(View type, View *args)
{
    StrView text = str_view(args[0]);
    if (!text)
        return raise_error(TypeError, "bad argument type for built-in operation");
    char *owned;
    size_t length;
    const char *utf8 = str_utf8(text, &length, &owned);
    Ref value = utf8 ? hex_parse(utf8, length) : NULL;
    if (utf8)
        str_utf8_free(owned, length);
    if (!value || (TypeObject *)type == &float_type)
        return value;
    Ref result = call_1(type, value);
    release(value);
    return result;
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static Ref float_conjugate(View self, View *args UNUSED)
{
    return retain(self);
}

static Ref float_format(View self, View *args)
{
    return format_native(self, args[0]);
}

static Ref float_getnewargs(View self, View *args UNUSED)
{
    return tuple_pack(1, self);
}

static Ref float_getformat(View type UNUSED, View *args)
{
    StrView kind = str_view(args[0]);
    if (!kind)
        return raise_error(TypeError, "__getformat__() argument must be str, not %K", args[0]);
    if (str_equal_text(AS_OBJECT(kind), "double") || str_equal_text(AS_OBJECT(kind), "float"))
        return str_from_text(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "IEEE, little-endian" : "IEEE, big-endian");
    return raise_error(ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
}

const NativeFunction float_methods[] = {
    {"conjugate()", float_conjugate, "Return self, the complex conjugate of any float."},
    {"__trunc__()", float_trunc, "Return the Integral closest to x between 0 and x."},
    {"__floor__()", float_floor, "Return the floor as an Integral."},
    {"__ceil__()", float_ceil, "Return the ceiling as an Integral."},
    {"__round__(ndigits=None, /)", float_round,
     "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits)."},
    {"as_integer_ratio()", float_as_integer_ratio,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original float\nand with a positive "
     "denominator.\n\nRaise "
     "OverflowError on infinities and a ValueError on NaNs."},
    {"hex()", float_hex, "Return a hexadecimal representation of a floating-point number."},
    {"is_integer()", float_is_integer, "Return True if the float is an integer."},
    {"__getnewargs__()", float_getnewargs, NULL},
    {"__format__(format_spec, /)", float_format, "Formats the float according to format_spec."},
    {NULL, NULL, NULL},
};

const NativeFunction float_class_methods[] = {
    {"fromhex(string, /)", float_fromhex, "Create a floating-point number from a hexadecimal string."},
    {"__getformat__(typestr, /)", float_getformat, "You probably don't want to use this function."},
    {NULL, NULL, NULL},
};

static Ref get_real(View self)
{
    if (self->type == TYPE_FLOAT)
        return retain(self);
    return float_new(float_value(self));
}

static Ref get_imaginary(View self UNUSED)
{
    return float_new(0);
}

const NativeProperty float_properties[] = {
    {"real", get_real, NULL, "the real part of a complex number"},
    {"imag", get_imaginary, NULL, "the imaginary part of a complex number"},
    {NULL, NULL, NULL, NULL},
};
