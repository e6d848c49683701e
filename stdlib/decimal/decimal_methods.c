/* decimal_methods: the methods of Decimal. What they compute is in decimal_compute.c; those that contexts have too are in
 * decimal_operations.def. */
#include "stdlib/decimal/decimal_methods.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- with a context as the last argument ---------------------------------------------------------------- */

#define UNARY(name, function, doc)                                       \
    static Ref method_##name(View self, View *args)                      \
    {                                                                    \
        ContextObject *context = decimal_context_argument_peek(args[0]); \
        return context ? decimal_unary(self, context, function) : NULL;  \
    }
#define BINARY(name, function, doc)                                                                  \
    static Ref method_##name(View self, View *args)                                                  \
    {                                                                                                \
        ContextObject *context = decimal_context_argument_peek(args[1]);                             \
        return context ? decimal_binary(self, args[0], context, function, OPERAND_OF_METHOD) : NULL; \
    }
#include "stdlib/decimal/decimal_operations.def"
#undef UNARY
#undef BINARY

#define TOTAL(name, function)                                                    \
    static Ref method_##name(View self, View *args)                              \
    {                                                                            \
        ContextObject *context = decimal_context_argument_peek(args[1]);         \
        return context ? decimal_total(self, args[0], context, function) : NULL; \
    }
TOTAL(compare_total, mpd_compare_total)
TOTAL(compare_total_mag, mpd_compare_total_mag)

static Ref method_copy_sign(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[1]);
    return context ? decimal_copied_sign(self, args[0], context) : NULL;
}

static Ref method_same_quantum(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[1]);
    return context ? decimal_same_quantum(self, args[0], context) : NULL;
}

static Ref method_fma(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[2]);
    return context ? decimal_fma(self, args[0], args[1], context) : NULL;
}

static Ref method_is_normal(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[0]);
    return context ? bool_new(mpd_isnormal(number_of(self), &context->settings)) : NULL;
}
static Ref method_is_subnormal(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[0]);
    return context ? bool_new(mpd_issubnormal(number_of(self), &context->settings)) : NULL;
}
static Ref method_number_class(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[0]);
    return context ? str_from_text(mpd_class(number_of(self), &context->settings)) : NULL;
}
static Ref method_to_eng_string(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[0]);
    return context ? decimal_text(self, context, TEXT_ENGINEERING) : NULL;
}

/* --- with a rounding and a context ---------------------------------------------------------------------- */

/* The settings to round with: the context's, but the given rounding if it is not NULL or None. False with TypeError. */
static bool settings_with(View rounding, const ContextObject *context, mpd_context_t *settings)
{
    *settings = context->settings;
    if (!rounding || rounding == NONE)
        return true;
    settings->round = decimal_rounding(rounding);
    return settings->round >= 0;
}

static Ref rounded(View self, View *args, UnaryFunction function)
{
    ContextObject *context = decimal_context_argument_peek(args[1]);
    mpd_context_t settings;
    if (!context || !settings_with(args[0], context, &settings))
        return NULL;
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (!result)
        return NULL;
    function(number_of(result), number_of(self), &settings, &status);
    return decimal_finish_take(result, context, status);
}

static Ref method_to_integral_value(View self, View *args)
{
    return rounded(self, args, mpd_qround_to_int);
}
static Ref method_to_integral_exact(View self, View *args)
{
    return rounded(self, args, mpd_qround_to_intx);
}

static Ref method_quantize(View self, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[2]);
    mpd_context_t settings;
    if (!context || !settings_with(args[1], context, &settings))
        return NULL;
    Ref pattern = decimal_operand(args[0], context, OPERAND_OF_METHOD), result = pattern ? decimal_new(&decimal_type) : NULL;
    uint32_t status = 0;
    if (result)
        mpd_qquantize(number_of(result), number_of(self), number_of(pattern), &settings, &status);
    release_maybe(pattern);
    return result ? decimal_finish_take(result, context, status) : NULL;
}

/* --- without a context ---------------------------------------------------------------------------------- */

#define PREDICATE(name, function)                          \
    static Ref method_##name(View self, View *args UNUSED) \
    {                                                      \
        return bool_new(function(number_of(self)));        \
    }
PREDICATE(is_finite, mpd_isfinite)
PREDICATE(is_infinite, mpd_isinfinite)
PREDICATE(is_nan, mpd_isnan)
PREDICATE(is_qnan, mpd_isqnan)
PREDICATE(is_snan, mpd_issnan)
PREDICATE(is_signed, mpd_issigned)
PREDICATE(is_zero, mpd_iszero)

static Ref method_is_canonical(View self UNUSED, View *args UNUSED)
{
    return bool_new(true);
}
static Ref method_itself(View self, View *args UNUSED)
{
    return retain(self);
}
static Ref method_adjusted(View self, View *args UNUSED)
{
    return int_new(mpd_isspecial(number_of(self)) ? 0 : mpd_adjexp(number_of(self)));
}

static Ref copied(View self, CopyFunction function)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_copied(self, context, function) : NULL;
}
static Ref method_copy_abs(View self, View *args UNUSED)
{
    return copied(self, mpd_qcopy_abs);
}
static Ref method_copy_negate(View self, View *args UNUSED)
{
    return copied(self, mpd_qcopy_negate);
}

static Ref method_radix(View self UNUSED, View *args UNUSED)
{
    ContextObject *context = decimal_current_peek();
    Ref ten = context ? int_new(10) : NULL, result = ten ? decimal_from_int_exact(&decimal_type, ten, context) : NULL;
    release_maybe(ten);
    return result;
}

/* --- protocols ------------------------------------------------------------------------------------------ */

static Ref to_int(View self, int rounding)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_to_int(self, context, rounding) : NULL;
}
static Ref method_ceil(View self, View *args UNUSED)
{
    return to_int(self, MPD_ROUND_CEILING);
}
static Ref method_floor(View self, View *args UNUSED)
{
    return to_int(self, MPD_ROUND_FLOOR);
}
static Ref method_trunc(View self, View *args UNUSED)
{
    return to_int(self, MPD_ROUND_DOWN);
}

/* round(number) is an int, round(number, digits) a Decimal with so many behind the point. */
static Ref method_round(View self, View *args)
{
    ContextObject *context = decimal_current_peek();
    Index digits;
    if (!context)
        return NULL;
    if (!args[0])
        return decimal_to_int(self, context, MPD_ROUND_HALF_EVEN);
    if (!is_int(args[0]))
        return raise_error(TypeError, "optional arg must be an integer");
    if (!object_as_ssize(args[0], &digits))
        return NULL;
    mpd_uint_t one = 1;
    mpd_t pattern = {.flags = MPD_STATIC | MPD_CONST_DATA,
                     .exp = digits == PTRDIFF_MIN ? PTRDIFF_MAX : -digits,
                     .digits = 1,
                     .len = 1,
                     .alloc = 1,
                     .data = &one};
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (!result)
        return NULL;
    mpd_qquantize(number_of(result), number_of(self), &pattern, &context->settings, &status);
    return decimal_finish_take(result, context, status);
}

static Ref method_reduce(View self, View *args UNUSED)
{
    Ref text = decimal_str(self), state = text ? tuple_pack(1, text) : NULL;
    Ref result = state ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), state) : NULL;
    release_maybe(text);
    release_maybe(state);
    return result;
}

/* As CPython counts: the object, and the words of its coefficient if they lie elsewhere. */
static Ref method_sizeof(View self, View *args UNUSED)
{
    const mpd_t *number = number_of(self);
    size_t size = sizeof(DecimalObject);
    if (mpd_isdynamic_data(number))
        size += (size_t)number->alloc * sizeof(mpd_uint_t);
    return int_new((int64_t)size);
}

#define UNARY(name, function, doc) {#name "(context=None)", method_##name, doc},
#define BINARY(name, function, doc) {#name "(other, context=None)", method_##name, doc},
const NativeFunction decimal_methods[] = {
    {"adjusted()", method_adjusted, "The exponent of the first digit; 0 for what is not finite."},
    {"as_integer_ratio()", decimal_as_integer_ratio, "The value as a pair of ints without a common divisor, the second of them positive."},
    {"as_tuple()", decimal_as_tuple, "The number as a DecimalTuple: sign, digits, exponent."},
    {"canonical()", method_itself, "The number itself: all are canonical."},
    {"compare_total(other, context=None)", method_compare_total, "-1, 0 or 1: the order of all numbers, NaNs and forms of a value."},
    {"compare_total_mag(other, context=None)", method_compare_total_mag, "The same without looking at the signs."},
    {"conjugate()", method_itself, "The number itself."},
    {"copy_abs()", method_copy_abs, "The absolute value, whatever the context."},
    {"copy_negate()", method_copy_negate, "The number with the other sign, whatever the context."},
    {"copy_sign(other, context=None)", method_copy_sign, "The number with the sign of the other one."},
    {"fma(other, third, context=None)", method_fma, "self * other + third, rounded once."},
    {"is_canonical()", method_is_canonical, "True: all are canonical."},
    {"is_finite()", method_is_finite, "Is it neither an infinity nor a NaN?"},
    {"is_infinite()", method_is_infinite, "Is it an infinity?"},
    {"is_nan()", method_is_nan, "Is it a NaN?"},
    {"is_normal(context=None)", method_is_normal, "Is it finite, not zero, and not subnormal?"},
    {"is_qnan()", method_is_qnan, "Is it a quiet NaN?"},
    {"is_signed()", method_is_signed, "Has it a minus sign?"},
    {"is_snan()", method_is_snan, "Is it a signaling NaN?"},
    {"is_subnormal(context=None)", method_is_subnormal, "Is its adjusted exponent below Emin?"},
    {"is_zero()", method_is_zero, "Is it zero?"},
    {"number_class(context=None)", method_number_class, "What sort of number it is: '+Normal', '-Zero', 'NaN' …"},
    {"quantize(exp, rounding=None, context=None)", method_quantize, "The number, rounded to the exponent of another one."},
    {"radix()", method_radix, "Decimal(10)."},
    {"same_quantum(other, context=None)", method_same_quantum, "Have both the same exponent, or are both infinities, or both NaNs?"},
    {"to_eng_string(context=None)", method_to_eng_string, "The text in engineering notation: exponents are multiples of three."},
    {"to_integral(rounding=None, context=None)", method_to_integral_value, "The nearest whole number, without Inexact and Rounded."},
    {"to_integral_value(rounding=None, context=None)", method_to_integral_value, "The nearest whole number, without Inexact and Rounded."},
    {"to_integral_exact(rounding=None, context=None)", method_to_integral_exact,
     "The nearest whole number, with Inexact and Rounded where they apply."},
    {"__ceil__()", method_ceil, NULL},
    {"__complex__()", decimal_complex, NULL},
    {"__copy__()", method_itself, NULL},
    {"__deepcopy__(memo, /)", method_itself, NULL},
    {"__floor__()", method_floor, NULL},
    {"__format__(specification, override=None, /)", decimal_format, NULL},
    {"__reduce__()", method_reduce, NULL},
    {"__round__(ndigits=None, /)", method_round, NULL},
    {"__sizeof__()", method_sizeof, NULL},
    {"__trunc__()", method_trunc, NULL},
#include "stdlib/decimal/decimal_operations.def"
    {NULL, NULL, NULL},
};
