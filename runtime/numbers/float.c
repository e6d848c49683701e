/* float: the type, its construction and arithmetic; IEEE 754 doubles with Python's rules for zero, infinity
 * and comparison with integers.
 *
 * Elsewhere:  float_methods.c, float_text.c (repr and parsing), format_number.c. */
#include "runtime/numbers/float.h"

#include <errno.h>
#include <math.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/numbers/float_private.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

int float_operand(View object, double *value)
{
    if (object->type == TYPE_FLOAT) {
        *value = ((FloatObject *)object)->value;
        return 1;
    }
    if (object->type == TYPE_INT) {
        *value = (double)((IntObject *)object)->value;
        return 1;
    }
    if (is_float(object)) {
        *value = float_value(object);
        return 1;
    }
    View integer = int_view(object);
    if (!integer)
        return 0;
    return int_to_double(integer, value) ? 1 : -1;
}

/* --- arithmetic ----------------------------------------------------------------------------------------- */

Ref float_divide(double left, double right)
{
    if (right == 0)
        return raise_error(ZeroDivisionError, "float division by zero");
    return float_new(left / right);
}

/* The remainder has the sign of the divisor, and the quotient is the whole number nearest to (left -
 * remainder) / right. */
static void float_divmod_values(double left, double right, double *quotient, double *remainder)
{
    double rest = fmod(left, right), whole = (left - rest) / right;
    if (rest != 0) {
        if ((right < 0) != (rest < 0)) {
            rest += right;
            whole -= 1;
        }
    } else {
        rest = copysign(0.0, right);
    }
    if (whole != 0) {
        double floored = floor(whole);
        *quotient = whole - floored > 0.5 ? floored + 1 : floored;
    } else {
        *quotient = copysign(0.0, left / right);
    }
    *remainder = rest;
}

static Ref float_floor_divide(double left, double right)
{
    if (right == 0)
        return raise_error(ZeroDivisionError, "float floor division by zero");
    double quotient, remainder;
    float_divmod_values(left, right, &quotient, &remainder);
    return float_new(quotient);
}

static Ref float_modulo(double left, double right)
{
    if (right == 0)
        return raise_error(ZeroDivisionError, "float modulo");
    double rest = fmod(left, right);
    if (rest == 0)
        rest = copysign(0.0, right);
    else if ((right < 0) != (rest < 0))
        rest += right;
    return float_new(rest);
}

static Ref float_divmod(double left, double right)
{
    if (right == 0)
        return raise_error(ZeroDivisionError, "float divmod()");
    double quotient, remainder;
    float_divmod_values(left, right, &quotient, &remainder);
    Ref pair[2] = {float_new(quotient), float_new(remainder)};
    if (pair[0] && pair[1])
        return tuple_from_array_take(pair, 2);
    release_maybe(pair[0]);
    release_maybe(pair[1]);
    return NULL;
}

/* A negative number to a broken power has complex roots. */
static Ref complex_power(double base, double exponent)
{
    Ref a = complex_new(base, 0), b = a ? complex_new(exponent, 0) : NULL;
    Ref result = b ? object_power(a, b, NONE) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

Ref float_power(double base, double exponent)
{
    if (exponent == 0 || base == 1)
        return float_new(1);
    if (isnan(base) || isnan(exponent) || isinf(exponent) || isinf(base))
        return float_new(pow(base, exponent)); /* C's rules are Python's here */
    if (base == 0 && exponent < 0)
        return raise_error(ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (base < 0 && exponent != floor(exponent))
        return complex_power(base, exponent);
    double result = pow(base, exponent);
    if (isinf(result)) {
        Ref message = str_from_text("Numerical result out of range"), number = message ? int_new(ERANGE) : NULL;
        Ref args = number ? tuple_pack(2, number, message) : NULL;
        Ref error = args ? call_tuple(AS_OBJECT(&exception_types[OverflowError]), args, NULL) : NULL;
        release_maybe(message);
        release_maybe(number);
        release_maybe(args);
        return error ? raise_take(error) : NULL;
    }
    return float_new(result);
}

/* --- slots ---------------------------------------------------------------------------------------------- */

/* A slot for an operator: both operands as doubles a and b, or NotImplemented. */
#define BINARY(slot, expression)                               \
    static Ref slot(View left, View right)                     \
    {                                                          \
        double a, b;                                           \
        int known = float_operand(left, &a);                   \
        if (known > 0)                                         \
            known = float_operand(right, &b);                  \
        if (known <= 0)                                        \
            return known < 0 ? NULL : retain(NOT_IMPLEMENTED); \
        return expression;                                     \
    }
BINARY(slot_add, float_new(a + b))
BINARY(slot_subtract, float_new(a - b))
BINARY(slot_multiply, float_new(a *b))
BINARY(slot_divide, float_divide(a, b))
BINARY(slot_floor_divide, float_floor_divide(a, b))
BINARY(slot_modulo, float_modulo(a, b))
BINARY(slot_divmod, float_divmod(a, b))
BINARY(slot_power_two, float_power(a, b))
#undef BINARY

static Ref slot_power(View base, View exponent, View modulus)
{
    if (modulus == NONE)
        return slot_power_two(base, exponent);
    return raise_error(TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
}

static Ref slot_negative(View self)
{
    return float_new(-float_value(self));
}

static Ref slot_positive(View self)
{
    return self->type == TYPE_FLOAT ? retain(self) : float_new(float_value(self));
}

static Ref slot_absolute(View self)
{
    return float_new(fabs(float_value(self)));
}

static Ref slot_int(View self)
{
    return int_from_double(float_value(self));
}

static int slot_truth(View self)
{
    return float_value(self) != 0;
}

static Ref slot_repr(View self)
{
    char buffer[32];
    size_t length = float_repr_text(float_value(self), buffer);
    return str_from_latin1((const unsigned char *)buffer, length);
}

Hash float_hash(double value)
{
    enum { HASH_BITS = 61, STEP = 28 };
    static const uint64_t modulus = ((uint64_t)1 << HASH_BITS) - 1;
    if (isinf(value))
        return value > 0 ? 314159 : -314159;
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    uint64_t hash = 0;
    while (mantissa != 0) { /* 28 bits at a time, most significant first; multiplying by 2^28 is a rotation */
        hash = (hash << STEP & modulus) | hash >> (HASH_BITS - STEP);
        mantissa *= 1 << STEP;
        exponent -= STEP;
        uint64_t bits = (uint64_t)mantissa;
        mantissa -= (double)bits;
        hash += bits;
        if (hash >= modulus)
            hash -= modulus;
    }
    int rotation = exponent >= 0 ? exponent % HASH_BITS : HASH_BITS - 1 - (-1 - exponent) % HASH_BITS;
    if (rotation)
        hash = (hash << rotation & modulus) | hash >> (HASH_BITS - rotation);
    Hash result = value < 0 ? -(Hash)hash : (Hash)hash;
    return result == -1 ? -2 : result;
}

/* Each nan has the hash of its address, so that a set of nans is no list of collisions. */
static Hash slot_hash(View self)
{
    double value = float_value(self);
    if (!isnan(value))
        return float_hash(value);
    uintptr_t address = (uintptr_t)self;
    return (Hash)(address >> 4 | address << 60);
}

static Ref slot_compare(View self, View other, Comparison comparison)
{
    double left = float_value(self), right;
    View integer = NULL;
    if (is_float(other))
        right = float_value(other);
    else if ((integer = int_view(other)))
        right = 0;
    else
        return retain(NOT_IMPLEMENTED);
    if (isnan(left) || isnan(right))
        return bool_new(comparison == COMPARE_NE);
    int order = integer ? -int_compare_double(integer, left) : (left > right) - (left < right);
    return order_result(order, comparison);
}

/* --- float(x) ------------------------------------------------------------------------------------------- */

Ref float_from_method(View object)
{
    Ref number = type_of_peek(object)->as_float(object), exact = NULL;
    if (!number || number->type == TYPE_FLOAT)
        return number;
    if (!is_float(number))
        raise_error(TypeError, "%T.__float__ returned non-float (type %T)", object, number);
    else if (warn_here(DeprecationWarning,
                       "%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict subclass of float is "
                       "deprecated, and may be removed in a future version of Python.",
                       object, number))
        exact = float_new(float_value(number));
    release(number);
    return exact;
}

static Ref from_object(View object)
{
    const unsigned char *bytes;
    size_t length;
    if (object->type == TYPE_FLOAT)
        return retain(object);
    if (type_of_peek(object)->as_float) /* also of a subclass of str */
        return float_from_method(object);
    if (type_of_peek(object)->as_index) {
        double value;
        return object_as_double(object, &value) ? float_new(value) : NULL;
    }
    if (is_str(object) || bytes_data_peek(object, &bytes, &length))
        return float_from_text(object);
    return raise_error(TypeError, "float() argument must be a string or a real number, not '%T'", object);
}

static Ref construct(View type, View *args)
{
    return boxed_new_take(type, &float_type, args[0] ? from_object(args[0]) : float_new(0));
}

static const NativeFunction new_native = {"float(x=0, /)", construct,
                                          "Convert a string or number to a floating point number, if possible."};

TypeObject float_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_FLOAT,
    .name = "float",
    .doc = "(x=0, /)\n--\n\nConvert a string or number to a floating point number, if possible.",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_FLOAT,
    .size = sizeof(FloatObject),
    .new_native = &new_native,
    .repr = slot_repr,
    .hash = slot_hash,
    .compare = slot_compare,
    .truth = slot_truth,
    .negative = slot_negative,
    .positive = slot_positive,
    .absolute = slot_absolute,
    .as_int = slot_int,
    .as_float = slot_positive,
    .binary = {[BINARY_ADD] = slot_add,
               [BINARY_SUB] = slot_subtract,
               [BINARY_MULT] = slot_multiply,
               [BINARY_DIV] = slot_divide,
               [BINARY_MOD] = slot_modulo,
               [BINARY_POW] = slot_power_two,
               [BINARY_FLOORDIV] = slot_floor_divide,
               [BINARY_DIVMOD] = slot_divmod},
    .power = slot_power,
    .methods = float_methods,
    .class_methods = float_class_methods,
    .properties = float_properties,
};
