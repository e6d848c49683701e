/* decimal_context_operations: the methods of Context: what can be computed, by its rules. */
#include "runtime/calls/object_operations.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_methods.h"

static ContextObject *context_of(View self)
{
    return (ContextObject *)self;
}

/* function of the argument as a number. */
static Ref unary(View self, View argument, UnaryFunction function)
{
    Ref number = decimal_operand(argument, context_of(self), OPERAND_OF_METHOD);
    Ref result = number ? decimal_unary(number, context_of(self), function) : NULL;
    release_maybe(number);
    return result;
}

#define UNARY(name, function, doc)                   \
    static Ref context_##name(View self, View *args) \
    {                                                \
        return unary(self, args[0], function);       \
    }
#define BINARY(name, function, doc)                                                             \
    static Ref context_##name(View self, View *args)                                            \
    {                                                                                           \
        return decimal_binary(args[0], args[1], context_of(self), function, OPERAND_OF_METHOD); \
    }
#include "stdlib/decimal/decimal_operations.def"
UNARY(abs, mpd_qabs, )
UNARY(minus, mpd_qminus, )
UNARY(plus, mpd_qplus, )
UNARY(to_integral_value, mpd_qround_to_int, )
UNARY(to_integral_exact, mpd_qround_to_intx, )
BINARY(add, mpd_qadd, )
BINARY(subtract, mpd_qsub, )
BINARY(multiply, mpd_qmul, )
BINARY(divide, mpd_qdiv, )
BINARY(divide_int, mpd_qdivint, )
BINARY(remainder, mpd_qrem, )
BINARY(quantize, mpd_qquantize, )
#undef UNARY
#undef BINARY

static Ref context_compare_total(View self, View *args)
{
    return decimal_total(args[0], args[1], context_of(self), mpd_compare_total);
}
static Ref context_compare_total_mag(View self, View *args)
{
    return decimal_total(args[0], args[1], context_of(self), mpd_compare_total_mag);
}
static Ref context_copy_sign(View self, View *args)
{
    return decimal_copied_sign(args[0], args[1], context_of(self));
}
static Ref context_same_quantum(View self, View *args)
{
    return decimal_same_quantum(args[0], args[1], context_of(self));
}
static Ref context_fma(View self, View *args)
{
    return decimal_fma(args[0], args[1], args[2], context_of(self));
}
static Ref context_divmod(View self, View *args)
{
    return decimal_divmod(args[0], args[1], context_of(self), OPERAND_OF_METHOD);
}
static Ref context_power(View self, View *args)
{
    View modulus = args[2] == NONE ? NULL : args[2];
    return decimal_power(args[0], args[1], modulus, context_of(self), OPERAND_OF_METHOD);
}

static Ref copied(View self, View argument, CopyFunction function)
{
    Ref number = decimal_operand(argument, context_of(self), OPERAND_OF_METHOD);
    Ref result = number ? decimal_copied(number, context_of(self), function) : NULL;
    release_maybe(number);
    return result;
}
static Ref context_copy_abs(View self, View *args)
{
    return copied(self, args[0], mpd_qcopy_abs);
}
static Ref context_copy_negate(View self, View *args)
{
    return copied(self, args[0], mpd_qcopy_negate);
}
static Ref context_copy_decimal(View self, View *args)
{
    return decimal_operand(args[0], context_of(self), OPERAND_OF_METHOD);
}

static bool is_normal(const mpd_t *number, const ContextObject *context)
{
    return mpd_isnormal(number, &context->settings);
}
static bool is_subnormal(const mpd_t *number, const ContextObject *context)
{
    return mpd_issubnormal(number, &context->settings);
}

#define PREDICATE(name, expression)                                        \
    static Ref context_##name(View self, View *args)                       \
    {                                                                      \
        ContextObject *context UNUSED = context_of(self);                  \
        Ref number = decimal_operand(args[0], context, OPERAND_OF_METHOD); \
        Ref result = number ? bool_new(expression) : NULL;                 \
        release_maybe(number);                                             \
        return result;                                                     \
    }
PREDICATE(is_finite, mpd_isfinite(number_of(number)))
PREDICATE(is_infinite, mpd_isinfinite(number_of(number)))
PREDICATE(is_nan, mpd_isnan(number_of(number)))
PREDICATE(is_normal, is_normal(number_of(number), context))
PREDICATE(is_qnan, mpd_isqnan(number_of(number)))
PREDICATE(is_signed, mpd_issigned(number_of(number)))
PREDICATE(is_snan, mpd_issnan(number_of(number)))
PREDICATE(is_subnormal, is_subnormal(number_of(number), context))
PREDICATE(is_zero, mpd_iszero(number_of(number)))

static Ref context_canonical(View self UNUSED, View *args)
{
    return is_decimal(args[0]) ? retain(args[0]) : raise_error(TypeError, "argument must be a Decimal");
}
static Ref context_is_canonical(View self UNUSED, View *args)
{
    return is_decimal(args[0]) ? bool_new(true) : raise_error(TypeError, "argument must be a Decimal");
}

static Ref context_number_class(View self, View *args)
{
    Ref number = decimal_operand(args[0], context_of(self), OPERAND_OF_METHOD);
    Ref result = number ? str_from_text(mpd_class(number_of(number), &context_of(self)->settings)) : NULL;
    release_maybe(number);
    return result;
}

static Ref text_of(View self, View argument, TextForm form)
{
    Ref number = decimal_operand(argument, context_of(self), OPERAND_OF_METHOD);
    Ref result = number ? decimal_text(number, context_of(self), form) : NULL;
    release_maybe(number);
    return result;
}
static Ref context_to_sci_string(View self, View *args)
{
    return text_of(self, args[0], TEXT_SCIENTIFIC);
}
static Ref context_to_eng_string(View self, View *args)
{
    return text_of(self, args[0], TEXT_ENGINEERING);
}

/* --- what is no computation ----------------------------------------------------------------------------- */

static Ref context_create_decimal(View self, View *args)
{
    View zero = AS_OBJECT(&int_small[-SMALL_INT_LOWEST]);
    return decimal_from_object(args[0] ? args[0] : zero, context_of(self));
}

static Ref context_create_decimal_from_float(View self, View *args)
{
    if (is_int(args[0]))
        return decimal_from_object(args[0], context_of(self));
    if (is_float(args[0]))
        return decimal_from_double(float_value(args[0]), context_of(self));
    return raise_error(TypeError, "argument must be int or float");
}

/* Round a number to the context. */
static Ref context_apply(View self, View *args)
{
    Ref number = decimal_operand(args[0], context_of(self), OPERAND_OF_METHOD);
    Ref result = number ? decimal_new(&decimal_type) : NULL;
    uint32_t status = 0;
    if (result && mpd_qcopy(number_of(result), number_of(number), &status))
        mpd_qfinalize(number_of(result), &context_of(self)->settings, &status);
    release_maybe(number);
    return result ? decimal_finish_take(result, context_of(self), status) : NULL;
}

static Ref context_radix(View self, View *args UNUSED)
{
    Ref ten = int_new(10), result = ten ? decimal_from_int_exact(&decimal_type, ten, context_of(self)) : NULL;
    release_maybe(ten);
    return result;
}
static Ref context_etiny(View self, View *args UNUSED)
{
    return int_new(mpd_etiny(&context_of(self)->settings));
}
static Ref context_etop(View self, View *args UNUSED)
{
    return int_new(mpd_etop(&context_of(self)->settings));
}

#define UNARY(name, function, doc) {#name "(x, /)", context_##name, doc},
#define BINARY(name, function, doc) {#name "(x, y, /)", context_##name, doc},
const NativeFunction decimal_context_methods[] = {
    {"Etiny()", context_etiny, "The smallest exponent of all: Emin - prec + 1."},
    {"Etop()", context_etop, "The largest exponent of a number with all its digits: Emax - prec + 1."},
    {"canonical(x, /)", context_canonical, "x itself."},
    {"clear_flags()", decimal_context_clear_flags, "Set all flags to False."},
    {"clear_traps()", decimal_context_clear_traps, "Set all traps to False."},
    {"compare_total(x, y, /)", context_compare_total, "-1, 0 or 1: the order of all numbers, NaNs and forms of a value."},
    {"compare_total_mag(x, y, /)", context_compare_total_mag, "The same without looking at the signs."},
    {"copy()", decimal_context_copy, "A copy with the same settings, traps and flags."},
    {"copy_abs(x, /)", context_copy_abs, "x without its sign."},
    {"copy_decimal(x, /)", context_copy_decimal, "x as a Decimal."},
    {"copy_negate(x, /)", context_copy_negate, "x with the other sign."},
    {"copy_sign(x, y, /)", context_copy_sign, "x with the sign of y."},
    {"create_decimal(num='0', /)", context_create_decimal, "A Decimal of num, rounded, where Decimal(num) is exact."},
    {"create_decimal_from_float(f, /)", context_create_decimal_from_float, "A Decimal of a float, rounded."},
    {"divmod(x, y, /)", context_divmod, "The pair of quotient, a whole number, and remainder."},
    {"fma(x, y, z, /)", context_fma, "x * y + z, rounded once."},
    {"is_canonical(x, /)", context_is_canonical, "True: all are canonical."},
    {"is_finite(x, /)", context_is_finite, "Is it neither an infinity nor a NaN?"},
    {"is_infinite(x, /)", context_is_infinite, "Is it an infinity?"},
    {"is_nan(x, /)", context_is_nan, "Is it a NaN?"},
    {"is_normal(x, /)", context_is_normal, "Is it finite, not zero, and not subnormal?"},
    {"is_qnan(x, /)", context_is_qnan, "Is it a quiet NaN?"},
    {"is_signed(x, /)", context_is_signed, "Has it a minus sign?"},
    {"is_snan(x, /)", context_is_snan, "Is it a signaling NaN?"},
    {"is_subnormal(x, /)", context_is_subnormal, "Is its adjusted exponent below Emin?"},
    {"is_zero(x, /)", context_is_zero, "Is it zero?"},
    {"number_class(x, /)", context_number_class, "What sort of number it is: '+Normal', '-Zero', 'NaN' …"},
    {"power(a, b, modulo=None)", context_power, "a to the power of b; with a modulus exactly, for whole numbers."},
    {"radix()", context_radix, "Decimal(10)."},
    {"same_quantum(x, y, /)", context_same_quantum, "Have both the same exponent, or are both infinities, or both NaNs?"},
    {"to_eng_string(x, /)", context_to_eng_string, "The text in engineering notation: exponents are multiples of three."},
    {"to_integral(x, /)", context_to_integral_value, "The nearest whole number, without Inexact and Rounded."},
    {"to_sci_string(x, /)", context_to_sci_string, "The text in scientific notation."},
    {"_apply(x, /)", context_apply, NULL},
    {"__copy__()", decimal_context_copy, NULL},
    {"__reduce__()", decimal_context_reduce, NULL},
#include "stdlib/decimal/decimal_operations.def"
    UNARY(abs, mpd_qabs, "The absolute value, rounded.") UNARY(minus, mpd_qminus, "0 - x, rounded.")
        UNARY(plus, mpd_qplus, "0 + x, rounded.")
            UNARY(to_integral_value, mpd_qround_to_int, "The nearest whole number, without Inexact and Rounded.")
                UNARY(to_integral_exact, mpd_qround_to_intx, "The nearest whole number, with Inexact and Rounded where they apply.")
                    BINARY(add, mpd_qadd, "x + y") BINARY(subtract, mpd_qsub, "x - y") BINARY(multiply, mpd_qmul, "x * y")
                        BINARY(divide, mpd_qdiv, "x / y") BINARY(divide_int, mpd_qdivint, "The whole part of x / y.")
                            BINARY(remainder, mpd_qrem,
                                   "What is left of x when the whole part of x / y is multiplied back; its sign is that of x.")
                                BINARY(quantize, mpd_qquantize, "x, rounded to the exponent of y."){NULL, NULL, NULL},
};
