/* int_methods: the methods of int, and its real, imag, numerator and denominator.
 *
 * Instances of subclasses come here as the int in their box (native.c); a bool is an int of its own class,
 * and `exact` makes a plain int of it.
 *
 * Bytes:     to_bytes and from_bytes use two's complement for negative numbers: all bits inverted, plus one,
 *            done byte by byte on the way, from the least significant.
 * Rounding:  round(n, -2) goes to the multiple of 100 that is nearest, to the even one from the middle.
 * Size:      __sizeof__ is CPython's figure, for 30 bits in each 4 bytes; Ouro keeps 64 in 8. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/format.h"
#include "runtime/text/str.h"

/* --- numbers -------------------------------------------------------------------------------------------- */

static Ref exact(View self)
{
    return self->type == TYPE_BOOL ? int_new(word_of(self)) : retain(self);
}

static Ref int_itself(View self, View *args UNUSED)
{
    return exact(self);
}

static Ref int_bit_length_native(View self, View *args UNUSED)
{
    return int_from_uint64(int_bit_length(self));
}

static Ref int_bit_count(View self, View *args UNUSED)
{
    Magnitude m;
    magnitude_of(self, &m);
    return int_from_uint64(m.count ? mpn_popcount(m.limbs, m.count) : 0);
}

static Ref int_as_integer_ratio(View self, View *args UNUSED)
{
    Ref pair[2] = {exact(self), int_new(1)};
    if (pair[0])
        return tuple_from_array_take(pair, 2);
    release_maybe(pair[1]);
    return NULL;
}

/* value rounded to a multiple of unit (> 0), to the even one from the middle. */
static Ref round_to_multiple(View value, View unit)
{
    Ref result = NULL, rest = NULL, twice = NULL, quotient = int_floor_divide(value, unit);
    if (!quotient || !(rest = int_modulo(value, unit)) || !(twice = int_add(rest, rest)))
        goto done;
    int order = int_compare(twice, unit);
    bool is_odd = is_big(quotient) ? ((BigIntObject *)quotient)->limbs[0] & 1 : word_of(quotient) & 1;
    Ref down = int_subtract(value, rest);
    if (down && (order > 0 || (order == 0 && is_odd))) {
        result = int_add(down, unit);
        release(down);
    } else {
        result = down;
    }
done:
    release_maybe(quotient);
    release_maybe(rest);
    release_maybe(twice);
    return result;
}

static Ref int_round(View self, View *args)
{
    if (!args[0])
        return exact(self);
    Ref digits = object_index(args[0]);
    if (!digits || int_sign(digits) >= 0) {
        release_maybe(digits);
        return digits ? exact(self) : NULL;
    }
    Ref ten = int_new(10), places = int_negative(digits), unit = ten && places ? int_power(ten, places, NULL) : NULL;
    Ref result = unit ? round_to_multiple(self, unit) : NULL;
    release(digits);
    release_maybe(ten);
    release_maybe(places);
    release_maybe(unit);
    return result;
}

/* --- bytes ---------------------------------------------------------------------------------------------- */

typedef enum ByteOrder { ORDER_ERROR = -1, ORDER_BIG, ORDER_LITTLE } ByteOrder;

static ByteOrder byte_order(View name, const char *method)
{
    if (!name)
        return ORDER_BIG;
    StrView text = str_view(name);
    if (text && str_equal_text(AS_OBJECT(text), "little"))
        return ORDER_LITTLE;
    if (text && str_equal_text(AS_OBJECT(text), "big"))
        return ORDER_BIG;
    if (text)
        raise_error(ValueError, "byteorder must be either 'little' or 'big'");
    else
        raise_error(TypeError, "%s() argument 'byteorder' must be str, not %K", method, name);
    return ORDER_ERROR;
}

/* Does the number fit so many bytes? Raises if not. */
static bool fits_bytes(View self, const Magnitude *m, size_t length, bool is_signed)
{
    if (m->is_negative && !is_signed) {
        raise_error(OverflowError, "can't convert negative int to unsigned");
        return false;
    }
    uint64_t bits = int_bit_length(self);
    if (m->is_negative) { /* -128 needs as many bits as 127 */
        mp_limb_t top = m->limbs[m->count - 1];
        bits -= (top & (top - 1)) == 0 && (m->count == 1 || mpn_zero_p(m->limbs, m->count - 1));
    }
    bits += is_signed && m->count > 0;
    if ((bits + 7) / 8 <= length)
        return true;
    raise_error(OverflowError, "int too big to convert");
    return false;
}

void int_write_bytes(const Magnitude *m, unsigned char *out, size_t length, bool is_little)
{
    unsigned carry = 1;
    for (size_t i = 0; i < length; i++) {
        size_t limb = i / sizeof(mp_limb_t);
        unsigned byte = limb < (size_t)m->count ? (unsigned)(m->limbs[limb] >> i % sizeof(mp_limb_t) * 8 & 0xFF) : 0;
        if (m->is_negative) {
            byte = (~byte & 0xFF) + carry;
            carry = byte >> 8;
        }
        out[is_little ? i : length - 1 - i] = (unsigned char)byte;
    }
}

static Ref int_to_bytes(View self, View *args)
{
    Index length = 1;
    if (args[0] && !object_as_ssize(args[0], &length))
        return NULL;
    ByteOrder order = byte_order(args[1], "to_bytes");
    int is_signed = args[2] ? object_truth(args[2]) : 0;
    if (order == ORDER_ERROR || is_signed < 0)
        return NULL;
    if (length < 0)
        return raise_error(ValueError, "length argument must be non-negative");
    Magnitude m;
    magnitude_of(self, &m);
    if (!fits_bytes(self, &m, (size_t)length, is_signed))
        return NULL;
    Ref bytes = bytes_new(NULL, (size_t)length);
    if (bytes)
        int_write_bytes(&m, ((BytesObject *)bytes)->data, (size_t)length, order == ORDER_LITTLE);
    return bytes;
}

Ref int_read_bytes(const unsigned char *bytes, size_t length, bool is_little, bool is_signed)
{
    size_t count = length / sizeof(mp_limb_t) + 1;
    BigIntObject *big = int_big_new(count);
    if (!big)
        return NULL;
    memset(big->limbs, 0, count * sizeof(mp_limb_t));
    bool is_negative = is_signed && length && (bytes[is_little ? length - 1 : 0] & 0x80);
    unsigned carry = 1;
    for (size_t i = 0; i < length; i++) {
        unsigned byte = bytes[is_little ? i : length - 1 - i];
        if (is_negative) {
            byte = (~byte & 0xFF) + carry;
            carry = byte >> 8;
            byte &= 0xFF;
        }
        big->limbs[i / sizeof(mp_limb_t)] |= (mp_limb_t)byte << i % sizeof(mp_limb_t) * 8;
    }
    if (is_negative && carry) /* all bytes were zero after the first step: only possible for no bytes at all */
        big->limbs[length / sizeof(mp_limb_t)] |= (mp_limb_t)1 << length % sizeof(mp_limb_t) * 8;
    return int_finish_take(big, count, count, is_negative);
}

static Ref int_from_bytes(View type, View *args)
{
    ByteOrder order = byte_order(args[1], "from_bytes");
    int is_signed = args[2] ? object_truth(args[2]) : 0;
    if (order == ORDER_ERROR || is_signed < 0)
        return NULL;
    Ref bytes = bytes_from_any(args[0]);
    const unsigned char *data;
    size_t length;
    Ref value = bytes && bytes_data_peek(bytes, &data, &length) ? int_read_bytes(data, length, order == ORDER_LITTLE, is_signed) : NULL;
    release_maybe(bytes);
    if (!value || (TypeObject *)type == &int_type)
        return value;
    Ref result = call_1(type, value);
    release(value);
    return result;
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static Ref int_format(View self, View *args)
{
    return format_native(self, args[0]);
}

static Ref int_getnewargs(View self, View *args UNUSED)
{
    Ref value = exact(self);
    return value ? tuple_from_array_take(&value, 1) : NULL;
}

/* CPython keeps 30 bits in 4 bytes. */
static Ref int_sizeof(View self, View *args UNUSED)
{
    uint64_t digits = (int_bit_length(self) + 29) / 30;
    return int_from_uint64(24 + 4 * (digits ? digits : 1));
}

const NativeFunction int_methods[] = {
    {"conjugate()", int_itself, "Returns self, the complex conjugate of any int."},
    {"bit_length()", int_bit_length_native,
     "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"},
    {"bit_count()", int_bit_count,
     "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> "
     "bin(13)\n'0b1101'\n>>> "
     "(13).bit_count()\n3"},
    {"to_bytes(length=1, byteorder='big', *, signed=False)", int_to_bytes, "Return an array of bytes representing an integer."},
    {"as_integer_ratio()", int_as_integer_ratio,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original int\nand with a positive "
     "denominator."},
    {"__trunc__()", int_itself, "Truncating an Integral returns itself."},
    {"__floor__()", int_itself, "Flooring an Integral returns itself."},
    {"__ceil__()", int_itself, "Ceiling of an Integral returns itself."},
    {"__round__(ndigits=None, /)", int_round,
     "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."},
    {"__getnewargs__()", int_getnewargs, NULL},
    {"__format__(format_spec, /)", int_format, "Default object formatter."},
    {"__sizeof__()", int_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};

const NativeFunction int_class_methods[] = {
    {"from_bytes(bytes, byteorder='big', *, signed=False)", int_from_bytes, "Return the integer represented by the given array of bytes."},
    {NULL, NULL, NULL},
};

static Ref get_itself(View self)
{
    return exact(int_view(self));
}

static Ref get_zero(View self UNUSED)
{
    return int_new(0);
}

static Ref get_one(View self UNUSED)
{
    return int_new(1);
}

const NativeProperty int_properties[] = {
    {"real", get_itself, NULL, "the real part of a complex number"},
    {"imag", get_zero, NULL, "the imaginary part of a complex number"},
    {"numerator", get_itself, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, NULL, "the denominator of a rational number in lowest terms"},
    {NULL, NULL, NULL, NULL},
};
