/* complex: pairs of doubles. Multiplication, division and powers are computed as CPython does, so that the
 * last digit agrees.
 *
 * Division:  by the ratio of the divisor's parts (R. Smith, Algorithm 116, 1962): the sum of their squares
 *            could overflow though the quotient does not.
 * Powers:    with a whole exponent up to 100 by multiplying; else in polar form, by length and angle.
 * Errors:    a power that is infinite though its operands are not is an OverflowError, zero to a negative or
 *            complex power a ZeroDivisionError. */
#include <errno.h>
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float_private.h"
#include "runtime/numbers/int.h"
#include "runtime/text/character.h"
#include "runtime/text/format_number.h"
#include "runtime/text/str.h"

typedef struct Complex {
    double real, imaginary;
} Complex;

Ref complex_new(double real, double imaginary)
{
    ComplexObject *result = object_new_raw(TYPE_COMPLEX, sizeof *result);
    if (!result)
        return NULL;
    result->real = real;
    result->imaginary = imaginary;
    return AS_OBJECT(result);
}

static bool is_complex(View object)
{
    return object->type == TYPE_COMPLEX || is_kind(object, TYPE_FLAG_COMPLEX);
}

static Complex value_of(View object)
{
    ComplexObject *exact = (ComplexObject *)(object->type == TYPE_COMPLEX ? object : ((BoxedObject *)object)->value);
    return (Complex){exact->real, exact->imaginary};
}

/* --- arithmetic ----------------------------------------------------------------------------------------- */

static Complex multiply(Complex a, Complex b)
{
    return (Complex){a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

/* Scaled by the larger part of the divisor, against needless overflow. False: division by zero. */
static bool divide(Complex a, Complex b, Complex *result)
{
    double real = fabs(b.real), imaginary = fabs(b.imaginary);
    if (real >= imaginary) {
        if (real == 0)
            return false;
        double ratio = b.imaginary / b.real, denominator = b.real + b.imaginary * ratio;
        *result = (Complex){(a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator};
    } else if (imaginary >= real) {
        double ratio = b.real / b.imaginary, denominator = b.real * ratio + b.imaginary;
        *result = (Complex){(a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator};
    } else {
        *result = (Complex){NAN, NAN};
    }
    return true;
}

static Complex power_unsigned(Complex base, long exponent)
{
    Complex result = {1, 0};
    for (long mask = 1; mask > 0 && exponent >= mask; mask <<= 1) {
        if (exponent & mask)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return result;
}

static Complex power_polar(Complex a, Complex b)
{
    double magnitude = hypot(a.real, a.imaginary), length = pow(magnitude, b.real), angle = atan2(a.imaginary, a.real),
           phase = angle * b.real;
    if (b.imaginary != 0) {
        length /= exp(angle * b.imaginary);
        phase += b.imaginary * log(magnitude);
    }
    // cppcheck-suppress ignoredReturnValue ; it takes the second member for a statement
    return (Complex){length * cos(phase), length * sin(phase)};
}

/* 0, ERANGE or EDOM (zero to a negative or complex power). */
static int power(Complex a, Complex b, Complex *result)
{
    enum { LARGEST_EXPONENT_BY_MULTIPLYING = 100 };
    bool base_is_zero = a.real == 0 && a.imaginary == 0;
    if (b.imaginary == 0 && b.real == floor(b.real) && fabs(b.real) <= LARGEST_EXPONENT_BY_MULTIPLYING) {
        long exponent = (long)b.real;
        *result = power_unsigned(a, exponent < 0 ? -exponent : exponent);
        if (exponent < 0 && !divide((Complex){1, 0}, *result, result))
            return EDOM;
    } else if (base_is_zero) {
        if (b.imaginary != 0 || b.real < 0)
            return EDOM;
        *result = (Complex){0, 0};
        return 0;
    } else {
        *result = power_polar(a, b);
    }
    bool overflow = isinf(result->real) || isinf(result->imaginary);
    bool finite = isfinite(a.real) && isfinite(a.imaginary) && isfinite(b.real) && isfinite(b.imaginary);
    return overflow && finite ? ERANGE : 0;
}

/* --- operators ------------------------------------------------------------------------------------------ */

/* 1: a complex, float or int; 0: something else; -1: an int too large. */
static int operand(View object, Complex *value)
{
    if (is_complex(object)) {
        *value = value_of(object);
        return 1;
    }
    value->imaginary = 0;
    return float_operand(object, &value->real);
}

static Ref new_from(Complex value)
{
    return complex_new(value.real, value.imaginary);
}

static Ref divided(Complex a, Complex b)
{
    Complex result;
    return divide(a, b, &result) ? new_from(result) : raise_error(ZeroDivisionError, "complex division by zero");
}

static Ref raised(Complex a, Complex b)
{
    Complex result;
    int error = power(a, b, &result);
    if (error == EDOM)
        return raise_error(ZeroDivisionError, "0.0 to a negative or complex power");
    if (error == ERANGE)
        return raise_error(OverflowError, "complex exponentiation");
    return new_from(result);
}

#define BINARY(slot, expression)                               \
    static Ref slot(View left, View right)                     \
    {                                                          \
        Complex a, b;                                          \
        int known = operand(left, &a);                         \
        if (known > 0)                                         \
            known = operand(right, &b);                        \
        if (known <= 0)                                        \
            return known < 0 ? NULL : retain(NOT_IMPLEMENTED); \
        return expression;                                     \
    }
BINARY(slot_add, complex_new(a.real + b.real, a.imaginary + b.imaginary))
BINARY(slot_subtract, complex_new(a.real - b.real, a.imaginary - b.imaginary))
BINARY(slot_multiply, new_from(multiply(a, b)))
BINARY(slot_divide, divided(a, b))
BINARY(slot_power_two, raised(a, b))
#undef BINARY

static Ref slot_power(View base, View exponent, View modulus)
{
    if (modulus == NONE)
        return slot_power_two(base, exponent);
    return raise_error(ValueError, "complex modulo");
}

static Ref slot_negative(View self)
{
    Complex value = value_of(self);
    return complex_new(-value.real, -value.imaginary);
}

static Ref slot_positive(View self)
{
    return self->type == TYPE_COMPLEX ? retain(self) : new_from(value_of(self));
}

static Ref slot_absolute(View self)
{
    Complex value = value_of(self);
    double magnitude = hypot(value.real, value.imaginary);
    if (isinf(magnitude) && isfinite(value.real) && isfinite(value.imaginary))
        return raise_error(OverflowError, "absolute value too large");
    return float_new(magnitude);
}

static int slot_truth(View self)
{
    Complex value = value_of(self);
    return value.real != 0 || value.imaginary != 0;
}

static Hash slot_hash(View self)
{
    Complex value = value_of(self);
    uint64_t imaginary_factor = 1000003;
    uint64_t hash = (uint64_t)float_hash(isnan(value.real) ? 0 : value.real) +
                    imaginary_factor * (uint64_t)float_hash(isnan(value.imaginary) ? 0 : value.imaginary);
    return (Hash)hash == -1 ? -2 : (Hash)hash;
}

static Ref slot_compare(View self, View other, Comparison comparison)
{
    Complex a = value_of(self);
    bool equal;
    View integer;
    if (comparison != COMPARE_EQ && comparison != COMPARE_NE)
        return retain(NOT_IMPLEMENTED);
    if (is_complex(other)) {
        Complex b = value_of(other);
        equal = a.real == b.real && a.imaginary == b.imaginary;
    } else if (is_float(other)) {
        equal = a.imaginary == 0 && a.real == float_value(other);
    } else if ((integer = int_view(other))) {
        equal = a.imaginary == 0 && !isnan(a.real) && int_compare_double(integer, a.real) == 0;
    } else {
        return retain(NOT_IMPLEMENTED);
    }
    return bool_new(equal == (comparison == COMPARE_EQ));
}

static Ref slot_repr(View self)
{
    Complex value = value_of(self);
    DoubleStyle style = {.type = 'r'};
    NumberText real, imaginary;
    bool only_imaginary = value.real == 0 && !signbit(value.real);
    Ref result = NULL;
    if (number_text_from_double(value.real, style, &real) &&
        number_text_from_double(value.imaginary, style, &imaginary)) { /* both short: they own nothing */
        const char *sign = imaginary.data[0] == '-' ? "" : "+";
        if (only_imaginary)
            result = str_format("%.*sj", (int)imaginary.length, imaginary.data);
        else
            result = str_format("(%.*s%s%.*sj)", (int)real.length, real.data, sign, (int)imaginary.length, imaginary.data);
    }
    return result;
}

/* --- complex(…) ----------------------------------------------------------------------------------------- */

/* After the number at *at: a 'j'? */
static bool accept_j(const char **at)
{
    if ((**at | 0x20) != 'j')
        return false;
    ++*at;
    return true;
}

/* [real] [imaginary j], without spaces inside. */
static bool parse_parts(const char **at, Complex *value)
{
    const char *end;
    double number = float_scan(*at, &end);
    if (end != *at) {
        *at = end;
        if (accept_j(at)) {
            value->imaginary = number;
            return true;
        }
        value->real = number;
        if (**at != '+' && **at != '-')
            return true;
        number = float_scan(*at, &end);
    }
    if (end == *at) { /* "1+j", "-j", "j": the number is left out */
        number = **at == '-' ? -1 : 1;
        *at += **at == '+' || **at == '-';
    } else {
        *at = end;
    }
    value->imaginary = number;
    return accept_j(at);
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        text++;
    return text;
}

static bool parse(const char *text, size_t length, Complex *value)
{
    const char *at = skip_spaces(text);
    bool bracket = *at == '(';
    if (bracket)
        at = skip_spaces(at + 1);
    *value = (Complex){0, 0};
    if (!parse_parts(&at, value))
        return false;
    at = skip_spaces(at);
    if (bracket) {
        if (*at != ')')
            return false;
        at = skip_spaces(at + 1);
    }
    return at == text + length;
}

/* Without underscores, which must stand between digits. False if one does not. */
static bool drop_underscores(const char *text, size_t length, char *out, size_t *kept)
{
    *kept = 0;
    for (size_t i = 0; i < length; i++) {
        bool between = i > 0 && i + 1 < length && text[i - 1] >= '0' && text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (text[i] == '_' && !between)
            return false;
        if (text[i] != '_')
            out[(*kept)++] = text[i];
    }
    out[*kept] = '\0';
    return true;
}

static Ref complex_from_text(StrView object)
{
    char *owned;
    size_t length, kept;
    const char *text = character_number_text(object, &length, &owned);
    char *clean = text ? heap_allocate(length + 1) : NULL;
    Complex value;
    Ref result = NULL;
    if (text && !clean)
        raise_memory_error();
    else if (clean && !drop_underscores(text, length, clean, &kept))
        raise_error(ValueError, "could not convert string to complex: %R", AS_OBJECT(object));
    else if (clean && parse(clean, kept, &value))
        result = new_from(value);
    else if (clean)
        raise_error(ValueError, "complex() arg is a malformed string");
    if (clean)
        heap_free(clean, length + 1);
    if (text)
        str_utf8_free(owned, length);
    return result;
}

/* What __complex__ gives: 1 with *value set, 0 if there is no such method, -1 failed. */
static int from_special_method(View object, Complex *value)
{
    Ref method = object_special_method(object, name(__complex__));
    if (!method)
        return error_is_set() ? -1 : 0;
    Ref result = call_0(method);
    release(method);
    bool fine = result && is_complex(result);
    if (result && !fine)
        raise_error(TypeError, "__complex__ returned non-complex (type %T)", result);
    else if (fine && result->type != TYPE_COMPLEX)
        fine = warn_here(
            DeprecationWarning,
            "__complex__ returned non-complex (type %T).  The ability to return an instance of a strict subclass of complex is "
            "deprecated, and may be removed in a future version of Python.",
            result);
    if (fine)
        *value = value_of(result);
    release_maybe(result);
    return fine ? 1 : -1;
}

static bool is_number(View object)
{
    TypeObject *type = type_of_peek(object);
    return is_complex(object) || type->as_float || type->as_index;
}

/* A part of complex(real, imag). *was_complex says whether its own imaginary part counts. */
static bool read_part(View object, Complex *value, bool *was_complex)
{
    *was_complex = is_complex(object);
    *value = (Complex){0, 0};
    if (*was_complex) {
        *value = value_of(object);
        return true;
    }
    return object_as_double(object, &value->real);
}

static Ref from_parts(View real, View imaginary)
{
    Complex a = {0, 0}, b = {0, 0};
    bool a_complex = false, b_complex = false;
    int special = real ? from_special_method(real, &a) : 0;
    if (special < 0)
        return NULL;
    a_complex = special > 0;
    if (real && !special && !is_number(real))
        return raise_error(TypeError, "complex() first argument must be a string or a number, not '%T'", real);
    if (imaginary && !is_number(imaginary))
        return raise_error(TypeError, "complex() second argument must be a number, not '%T'", imaginary);
    if (real && !special && !read_part(real, &a, &a_complex))
        return NULL;
    if (imaginary && !read_part(imaginary, &b, &b_complex))
        return NULL;
    Complex result = {a.real, imaginary ? b.real : a.imaginary};
    if (b_complex)
        result.real -= b.imaginary;
    if (a_complex && imaginary)
        result.imaginary += a.imaginary;
    return new_from(result);
}

static Ref construct(View type, View *args)
{
    Ref value;
    StrView text = args[0] ? str_view(args[0]) : NULL;
    if (text && args[1])
        value = raise_error(TypeError, "complex() can't take second arg if first is a string");
    else if (text)
        value = complex_from_text(text);
    else if (args[1] && is_str(args[1]))
        value = raise_error(TypeError, "complex() second arg can't be a string");
    else if (args[0] && args[0]->type == TYPE_COMPLEX && !args[1])
        value = retain(args[0]);
    else
        value = from_parts(args[0], args[1]);
    return boxed_new_take(type, &complex_type, value);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref method_conjugate(View self, View *args UNUSED)
{
    Complex value = value_of(self);
    return complex_new(value.real, -value.imaginary);
}

static Ref method_complex(View self, View *args UNUSED)
{
    return retain(self);
}

static Ref method_format(View self, View *args)
{
    return format_native(self, args[0]);
}

static Ref method_getnewargs(View self, View *args UNUSED)
{
    Complex value = value_of(self);
    Ref pair[2] = {float_new(value.real), float_new(value.imaginary)};
    if (pair[0] && pair[1])
        return tuple_from_array_take(pair, 2);
    release_maybe(pair[0]);
    release_maybe(pair[1]);
    return NULL;
}

static Ref get_real(View self)
{
    return float_new(value_of(self).real);
}

static Ref get_imaginary(View self)
{
    return float_new(value_of(self).imaginary);
}

static const NativeFunction methods[] = {
    {"conjugate()", method_conjugate, "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__()", method_complex, "Convert this value to exact type complex."},
    {"__format__(format_spec, /)", method_format, "Convert to a string according to format_spec."},
    {"__getnewargs__()", method_getnewargs, NULL},
    {NULL, NULL, NULL},
};

static const NativeProperty properties[] = {
    {"real", get_real, descriptor_refuse_write, "the real part of a complex number"},
    {"imag", get_imaginary, descriptor_refuse_write, "the imaginary part of a complex number"},
    {NULL, NULL, NULL, NULL},
};

static const NativeFunction new_native = {
    "complex(real=0, imag=0)", construct,
    "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + "
    "imag*1j) where imag defaults to 0."};

TypeObject complex_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_COMPLEX,
    .name = "complex",
    .doc = "(real=0, imag=0)\n--\n\nCreate a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to "
           "(real + imag*1j) where imag "
           "defaults to 0.",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_COMPLEX,
    .size = sizeof(ComplexObject),
    .new_native = &new_native,
    .repr = slot_repr,
    .hash = slot_hash,
    .compare = slot_compare,
    .truth = slot_truth,
    .negative = slot_negative,
    .positive = slot_positive,
    .absolute = slot_absolute,
    .binary = {[BINARY_ADD] = slot_add,
               [BINARY_SUB] = slot_subtract,
               [BINARY_MULT] = slot_multiply,
               [BINARY_DIV] = slot_divide,
               [BINARY_POW] = slot_power_two},
    .power = slot_power,
    .methods = methods,
    .properties = properties,
};
