/* math: the mathematical functions of the C standard, and more in math_gamma.c, math_integer.c and
 * math_sums.c.
 *
 * Every function answers like C's of the same name, but for what C reports by a nan or an infinity: a nan
 * that was not given is a ValueError, "math domain error"; an infinity is that too where the function has a
 * pole, and an OverflowError, "math range error", where it grew too large. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/math/math_private.h"
#include "vm/module.h"

static const double pi = 3.14159265358979323846;

static Ref domain_error(void)
{
    return raise_error(ValueError, "math domain error");
}

static Ref range_error(void)
{
    return raise_error(OverflowError, "math range error");
}

/* --- functions of one number ---------------------------------------------------------------------------- */

typedef enum Infinity { AT_POLE, BY_OVERFLOW } Infinity;

static Ref call_one(View argument, double (*function)(double), Infinity meaning)
{
    double x;
    if (!object_as_double(argument, &x))
        return NULL;
    double result = function(x);
    if (isnan(result) && !isnan(x))
        return domain_error();
    if (isinf(result) && isfinite(x))
        return meaning == BY_OVERFLOW ? range_error() : domain_error();
    return float_new(result);
}

#define ONE(name, function, meaning)                     \
    static Ref math_##name(View self UNUSED, View *args) \
    {                                                    \
        return call_one(args[0], function, meaning);     \
    }
ONE(acos, acos, AT_POLE)
ONE(acosh, acosh, AT_POLE)
ONE(asin, asin, AT_POLE)
ONE(asinh, asinh, AT_POLE)
ONE(atan, atan, AT_POLE)
ONE(atanh, atanh, AT_POLE)
ONE(cbrt, cbrt, AT_POLE)
ONE(cos, cos, AT_POLE)
ONE(cosh, cosh, BY_OVERFLOW)
ONE(erf, erf, AT_POLE)
ONE(erfc, erfc, AT_POLE)
ONE(exp, exp, BY_OVERFLOW)
ONE(exp2, exp2, BY_OVERFLOW)
ONE(expm1, expm1, BY_OVERFLOW)
ONE(fabs, fabs, AT_POLE)
ONE(log1p, log1p, AT_POLE)
ONE(sin, sin, AT_POLE)
ONE(sinh, sinh, BY_OVERFLOW)
ONE(sqrt, sqrt, AT_POLE)
ONE(tan, tan, AT_POLE)
ONE(tanh, tanh, AT_POLE)
#undef ONE

static Ref math_degrees(View self UNUSED, View *args)
{
    double x;
    return object_as_double(args[0], &x) ? float_new(x * (180 / pi)) : NULL;
}

static Ref math_radians(View self UNUSED, View *args)
{
    double x;
    return object_as_double(args[0], &x) ? float_new(x * (pi / 180)) : NULL;
}

static Ref math_isfinite(View self UNUSED, View *args)
{
    double x;
    return object_as_double(args[0], &x) ? bool_new(isfinite(x)) : NULL;
}

static Ref math_isinf(View self UNUSED, View *args)
{
    double x;
    return object_as_double(args[0], &x) ? bool_new(isinf(x)) : NULL;
}

static Ref math_isnan(View self UNUSED, View *args)
{
    double x;
    return object_as_double(args[0], &x) ? bool_new(isnan(x)) : NULL;
}

static Ref math_ulp(View self UNUSED, View *args)
{
    double x;
    if (!object_as_double(args[0], &x))
        return NULL;
    x = fabs(x);
    if (!isfinite(x))
        return float_new(x);
    double above = nextafter(x, INFINITY);
    return float_new(isinf(above) ? x - nextafter(x, 0) : above - x);
}

/* --- to whole numbers ----------------------------------------------------------------------------------- */

/* math.floor and math.ceil: a float's directly; of other objects what their special method says, or else of
 * float(object). */
static Ref to_whole(View number, View method_name, double (*round)(double))
{
    double x;
    if (number->type != TYPE_FLOAT) {
        Ref method = object_special_method(number, method_name);
        if (method) {
            Ref result = call_0(method);
            release(method);
            return result;
        }
        if (error_is_set())
            return NULL;
    }
    return object_as_double(number, &x) ? int_from_double(round(x)) : NULL;
}

static Ref math_floor(View self UNUSED, View *args)
{
    return to_whole(args[0], name(__floor__), floor);
}

static Ref math_ceil(View self UNUSED, View *args)
{
    return to_whole(args[0], name(__ceil__), ceil);
}

static Ref math_trunc(View self UNUSED, View *args)
{
    if (args[0]->type == TYPE_FLOAT)
        return int_from_double(float_value(args[0]));
    Ref method = object_special_method(args[0], name(__trunc__));
    if (!method)
        return error_is_set() ? NULL : raise_error(TypeError, "type %T doesn't define __trunc__ method", args[0]);
    Ref result = call_0(method);
    release(method);
    return result;
}

/* --- logarithms ----------------------------------------------------------------------------------------- */

static bool log_of_double(double x, double (*function)(double), double *result)
{
    if (x <= 0) {
        domain_error();
        return false;
    }
    *result = function(x);
    return true;
}

/* An integer may be too large for a double: log(m * 2**e) = log(m) + e * log(2). */
static bool log_of_int(View value, double (*function)(double), double *result)
{
    double x;
    int64_t exponent;
    if (int_sign(value) <= 0) {
        domain_error();
        return false;
    }
    if (int_to_double(value, &x))
        return log_of_double(x, function, result);
    if (!error_clear_if(OverflowError))
        return false;
    x = math_big_mantissa(value, &exponent);
    *result = function(x) + function(2) * (double)exponent;
    return true;
}

static bool log_of(View number, double (*function)(double), double *result)
{
    View whole = int_view(number);
    double x;
    if (whole)
        return log_of_int(whole, function, result);
    return object_as_double(number, &x) && log_of_double(x, function, result);
}

static Ref math_log(View self UNUSED, View *args)
{
    double above, below;
    size_t count = tuple_length(args[0]);
    if (count < 1 || count > 2)
        return raise_error(TypeError, "math.log requires 1 to 2 arguments");
    if (!log_of(tuple_item_peek(args[0], 0), log, &above))
        return NULL;
    if (count < 2)
        return float_new(above);
    return log_of(tuple_item_peek(args[0], 1), log, &below) ? float_divide(above, below) : NULL;
}

static Ref math_log2(View self UNUSED, View *args)
{
    double result;
    return log_of(args[0], log2, &result) ? float_new(result) : NULL;
}

static Ref math_log10(View self UNUSED, View *args)
{
    double result;
    return log_of(args[0], log10, &result) ? float_new(result) : NULL;
}

/* --- functions of two numbers --------------------------------------------------------------------------- */

static bool two_doubles(View *args, double *x, double *y)
{
    return object_as_double(args[0], x) && object_as_double(args[1], y);
}

/* The result of a function of two: a nan must have been given, an infinity comes of an infinity. */
static Ref checked(double result, double x, double y)
{
    if (isnan(result) && !isnan(x) && !isnan(y))
        return domain_error();
    if (isinf(result) && isfinite(x) && isfinite(y))
        return range_error();
    return float_new(result);
}

static Ref math_atan2(View self UNUSED, View *args)
{
    double y, x;
    return two_doubles(args, &y, &x) ? float_new(atan2(y, x)) : NULL;
}

static Ref math_copysign(View self UNUSED, View *args)
{
    double x, y;
    return two_doubles(args, &x, &y) ? float_new(copysign(x, y)) : NULL;
}

static Ref math_fmod(View self UNUSED, View *args)
{
    double x, y;
    return two_doubles(args, &x, &y) ? checked(fmod(x, y), x, y) : NULL;
}

static Ref math_remainder(View self UNUSED, View *args)
{
    double x, y;
    return two_doubles(args, &x, &y) ? checked(remainder(x, y), x, y) : NULL;
}

static Ref math_nextafter(View self UNUSED, View *args)
{
    double x, y;
    return two_doubles(args, &x, &y) ? float_new(nextafter(x, y)) : NULL;
}

static Ref math_pow(View self UNUSED, View *args)
{
    double x, y;
    if (!two_doubles(args, &x, &y))
        return NULL;
    double result = pow(x, y);
    return isinf(result) && x == 0 && isfinite(y) ? domain_error() : checked(result, x, y);
}

static bool is_close(double a, double b, double relative, double absolute)
{
    if (a == b)
        return true;
    if (isinf(a) || isinf(b))
        return false;
    double difference = fabs(b - a);
    return difference <= fabs(relative * b) || difference <= fabs(relative * a) || difference <= absolute;
}

static Ref math_isclose(View self UNUSED, View *args)
{
    double a, b, relative = 1e-9, absolute = 0;
    if (!two_doubles(args, &a, &b) || (args[2] && !object_as_double(args[2], &relative)) ||
        (args[3] && !object_as_double(args[3], &absolute)))
        return NULL;
    if (relative < 0 || absolute < 0)
        return raise_error(ValueError, "tolerances must be non-negative");
    return bool_new(is_close(a, b, relative, absolute));
}

/* --- the parts of a float ------------------------------------------------------------------------------- */

static Ref pair_take(Ref first, Ref second)
{
    Ref result = first && second ? tuple_pack(2, first, second) : NULL;
    release_maybe(first);
    release_maybe(second);
    return result;
}

static Ref math_frexp(View self UNUSED, View *args)
{
    double x;
    int exponent = 0;
    if (!object_as_double(args[0], &x))
        return NULL;
    if (isfinite(x))
        x = frexp(x, &exponent);
    return pair_take(float_new(x), int_new(exponent));
}

static Ref math_modf(View self UNUSED, View *args)
{
    double x, whole;
    if (!object_as_double(args[0], &x))
        return NULL;
    double fraction = modf(x, &whole);
    return pair_take(float_new(fraction), float_new(whole));
}

static Ref math_ldexp(View self UNUSED, View *args)
{
    double x;
    int64_t exponent;
    if (!object_as_double(args[0], &x))
        return NULL;
    View whole = int_view(args[1]);
    if (!whole)
        return raise_error(TypeError, "Expected an int as second argument to ldexp.");
    if (!int_to_int64(whole, &exponent) || exponent > INT32_MAX || exponent < INT32_MIN) /* beyond any double */
        exponent = int_sign(whole) < 0 ? INT32_MIN : INT32_MAX;
    double result = ldexp(x, (int)exponent);
    return isinf(result) && isfinite(x) ? range_error() : float_new(result);
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"acos(x, /)", math_acos, "Return the arc cosine (measured in radians) of x, between 0 and pi."},
    {"acosh(x, /)", math_acosh, "Return the inverse hyperbolic cosine of x."},
    {"asin(x, /)", math_asin, "Return the arc sine (measured in radians) of x, between -pi/2 and pi/2."},
    {"asinh(x, /)", math_asinh, "Return the inverse hyperbolic sine of x."},
    {"atan(x, /)", math_atan, "Return the arc tangent (measured in radians) of x, between -pi/2 and pi/2."},
    {"atan2(y, x, /)", math_atan2, "Return the arc tangent (measured in radians) of y/x, in the quadrant of the point."},
    {"atanh(x, /)", math_atanh, "Return the inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", math_cbrt, "Return the cube root of x."},
    {"ceil(x, /)", math_ceil, "Return the ceiling of x, the smallest integer >= x."},
    {"comb(n, k, /)", math_comb, "Number of ways to choose k items from n items, not regarding order."},
    {"copysign(x, y, /)", math_copysign, "Return a float with the magnitude of x and the sign of y."},
    {"cos(x, /)", math_cos, "Return the cosine of x (measured in radians)."},
    {"cosh(x, /)", math_cosh, "Return the hyperbolic cosine of x."},
    {"degrees(x, /)", math_degrees, "Convert angle x from radians to degrees."},
    {"dist(p, q, /)", math_dist, "Return the Euclidean distance between two points."},
    {"erf(x, /)", math_erf, "Error function at x."},
    {"erfc(x, /)", math_erfc, "Complementary error function at x."},
    {"exp(x, /)", math_exp, "Return e raised to the power of x."},
    {"exp2(x, /)", math_exp2, "Return 2 raised to the power of x."},
    {"expm1(x, /)", math_expm1, "Return exp(x)-1, without loss of precision for small x."},
    {"fabs(x, /)", math_fabs, "Return the absolute value of the float x."},
    {"factorial(n, /)", math_factorial, "Find n!."},
    {"floor(x, /)", math_floor, "Return the floor of x, the largest integer <= x."},
    {"fmod(x, y, /)", math_fmod, "Return fmod(x, y), as C has it: with the sign of x."},
    {"frexp(x, /)", math_frexp, "Return the mantissa and exponent of x, as a pair (m, e): x = m * 2**e."},
    {"fsum(seq, /)", math_fsum, "Return an accurate floating point sum of the values in the iterable seq."},
    {"gamma(x, /)", math_gamma, "Gamma function at x."},
    {"gcd(*integers)", math_gcd, "Greatest Common Divisor."},
    {"hypot(*coordinates)", math_hypot, "Multidimensional Euclidean distance from the origin to a point."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, "Determine whether two floating point numbers are close in value."},
    {"isfinite(x, /)", math_isfinite, "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isinf(x, /)", math_isinf, "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isnan(x, /)", math_isnan, "Return True if x is a NaN (not a number), and False otherwise."},
    {"isqrt(n, /)", math_isqrt, "Return the integer part of the square root of the input."},
    {"lcm(*integers)", math_lcm, "Least Common Multiple."},
    {"ldexp(x, i, /)", math_ldexp, "Return x * (2**i)."},
    {"lgamma(x, /)", math_lgamma, "Natural logarithm of absolute value of Gamma function at x."},
    {"log(*args)", math_log, "log(x, [base=math.e])\nReturn the logarithm of x to the given base, or else the natural logarithm."},
    {"log10(x, /)", math_log10, "Return the base 10 logarithm of x."},
    {"log1p(x, /)", math_log1p, "Return the natural logarithm of 1+x, accurate for x near zero."},
    {"log2(x, /)", math_log2, "Return the base 2 logarithm of x."},
    {"modf(x, /)", math_modf, "Return the fractional and integer parts of x, both with the sign of x."},
    {"nextafter(x, y, /)", math_nextafter, "Return the next floating-point value after x towards y."},
    {"perm(n, k=None, /)", math_perm, "Number of ways to choose k items from n items, regarding order."},
    {"pow(x, y, /)", math_pow, "Return x**y (x to the power of y), as a float."},
    {"prod(iterable, /, *, start=1)", math_prod, "Calculate the product of all the elements in the input iterable."},
    {"radians(x, /)", math_radians, "Convert angle x from degrees to radians."},
    {"remainder(x, y, /)", math_remainder, "Difference between x and the closest integer multiple of y."},
    {"sin(x, /)", math_sin, "Return the sine of x (measured in radians)."},
    {"sinh(x, /)", math_sinh, "Return the hyperbolic sine of x."},
    {"sqrt(x, /)", math_sqrt, "Return the square root of x."},
    {"tan(x, /)", math_tan, "Return the tangent of x (measured in radians)."},
    {"tanh(x, /)", math_tanh, "Return the hyperbolic tangent of x."},
    {"trunc(x, /)", math_trunc, "Truncates the Real x to the nearest Integral toward 0."},
    {"ulp(x, /)", math_ulp, "Return the value of the least significant bit of the float x."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    return dict_set_text_take(dict, "pi", float_new(pi)) && dict_set_text_take(dict, "e", float_new(2.7182818284590452354)) &&
           dict_set_text_take(dict, "tau", float_new(2 * pi)) && dict_set_text_take(dict, "inf", float_new(INFINITY)) &&
           dict_set_text_take(dict, "nan", float_new(NAN));
}

const NativeModule math_module = {.name = "math",
                                  .doc = "This module provides access to the mathematical functions defined by the C standard.",
                                  .functions = functions,
                                  .init = init};
