/* cmath: functions of complex numbers. Here: the module's table, arguments, errors, and what deals with
 * angles; the elementary functions are in cmath_functions.c.
 *
 * A function gives a result and a verdict, as math has them: a domain error is a ValueError, an overflow an
 * OverflowError. */
#include <errno.h>
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/math/cmath_private.h"
#include "vm/module.h"

/* A number as a complex one: a complex, what __complex__ gives, or a real one. */
static bool read_complex(View object, ComplexNumber *z)
{
    Ref method = object->type == TYPE_COMPLEX ? NULL : object_special_method(object, name(__complex__));
    Ref made = NULL;
    if (error_is_set())
        return false;
    if (object->type != TYPE_COMPLEX && !method && !is_kind(object, TYPE_FLAG_COMPLEX)) {
        z->imaginary = 0;
        return object_as_double(object, &z->real);
    }
    release_maybe(method);
    if (object->type != TYPE_COMPLEX && !(made = call_1(AS_OBJECT(&complex_type), object)))
        return false;
    const ComplexObject *value = (const ComplexObject *)(made ? made : object);
    *z = (ComplexNumber){value->real, value->imaginary};
    release_maybe(made);
    return true;
}

static void *raise_verdict(Verdict verdict)
{
    if (verdict == VERDICT_DOMAIN)
        return raise_error(ValueError, "math domain error");
    return raise_error(OverflowError, "math range error");
}

static Ref apply(View argument, Verdict (*function)(ComplexNumber z, ComplexNumber *result))
{
    ComplexNumber z, result = {0, 0};
    if (!read_complex(argument, &z))
        return NULL;
    Verdict verdict = function(z, &result);
    return verdict == VERDICT_FINE ? complex_new(result.real, result.imaginary) : raise_verdict(verdict);
}

#define FUNCTION(name)                                 \
    static Ref name##_of(View self UNUSED, View *args) \
    {                                                  \
        return apply(args[0], cmath_##name);           \
    }
FUNCTION(acos)
FUNCTION(acosh)
FUNCTION(asin)
FUNCTION(asinh)
FUNCTION(atan)
FUNCTION(atanh)
FUNCTION(cos)
FUNCTION(cosh)
FUNCTION(exp)
FUNCTION(log10)
FUNCTION(sin)
FUNCTION(sinh)
FUNCTION(sqrt)
FUNCTION(tan)
FUNCTION(tanh)
#undef FUNCTION

/* log(z), or with a base log(z) / log(base). */
static Ref log_of(View self UNUSED, View *args)
{
    Ref logarithm = apply(args[0], cmath_log);
    if (!logarithm || !args[1])
        return logarithm;
    Ref base = apply(args[1], cmath_log), quotient = base ? object_binary(logarithm, base, BINARY_DIV) : NULL;
    if (base && !quotient && error_clear_if(ZeroDivisionError))
        raise_verdict(VERDICT_DOMAIN);
    release_maybe(base);
    release(logarithm);
    return quotient;
}

/* --- angles --------------------------------------------------------------------------------------------- */

static Verdict modulus(ComplexNumber z, double *result)
{
    *result = hypot(z.real, z.imaginary);
    return isinf(*result) && isfinite(z.real) && isfinite(z.imaginary) ? VERDICT_OVERFLOW : VERDICT_FINE;
}

static Ref phase_of(View self UNUSED, View *args)
{
    ComplexNumber z;
    if (!read_complex(args[0], &z))
        return NULL;
    errno = 0;
    double angle = atan2(z.imaginary, z.real);
    return errno == ERANGE ? raise_verdict(VERDICT_OVERFLOW) : float_new(angle); /* it may be too small, which counts as well */
}

static Ref polar_of(View self UNUSED, View *args)
{
    ComplexNumber z;
    double radius;
    if (!read_complex(args[0], &z))
        return NULL;
    Verdict verdict = modulus(z, &radius);
    if (verdict != VERDICT_FINE)
        return raise_verdict(verdict);
    Ref first = float_new(radius), second = first ? float_new(atan2(z.imaginary, z.real)) : NULL;
    Ref pair = second ? tuple_pack(2, first, second) : NULL;
    release_maybe(first);
    release_maybe(second);
    return pair;
}

/* r * (cos phi + j sin phi), where one of them is not finite. */
static ComplexNumber rect_special(double r, double phi)
{
    if (isinf(r) && isfinite(phi) && phi != 0) {
        double real = copysign((double)INFINITY, cos(phi)), imaginary = copysign((double)INFINITY, sin(phi));
        return r > 0 ? (ComplexNumber){real, imaginary} : (ComplexNumber){-real, -imaginary};
    }
    if (phi == 0)
        return (ComplexNumber){r, isnan(r) ? 0 : copysign(0, r) * copysign(1, phi)};
    if (r == 0)
        return (ComplexNumber){0, 0};
    return (ComplexNumber){isinf(r) && !isfinite(phi) ? (double)INFINITY : (double)NAN, (double)NAN};
}

static Ref rect_of(View self UNUSED, View *args)
{
    double r, phi;
    if (!object_as_double(args[0], &r) || !object_as_double(args[1], &phi))
        return NULL;
    if (isinf(phi) && r != 0 && !isnan(r))
        return raise_verdict(VERDICT_DOMAIN);
    if (!isfinite(r) || !isfinite(phi)) {
        ComplexNumber z = rect_special(r, phi);
        return complex_new(z.real, z.imaginary);
    }
    return phi == 0 ? complex_new(r, r * phi) : complex_new(r * cos(phi), r * sin(phi));
}

/* --- questions ------------------------------------------------------------------------------------------ */

static Ref isfinite_of(View self UNUSED, View *args)
{
    ComplexNumber z;
    return read_complex(args[0], &z) ? bool_new(isfinite(z.real) && isfinite(z.imaginary)) : NULL;
}

static Ref isinf_of(View self UNUSED, View *args)
{
    ComplexNumber z;
    return read_complex(args[0], &z) ? bool_new(isinf(z.real) || isinf(z.imaginary)) : NULL;
}

static Ref isnan_of(View self UNUSED, View *args)
{
    ComplexNumber z;
    return read_complex(args[0], &z) ? bool_new(isnan(z.real) || isnan(z.imaginary)) : NULL;
}

static Ref isclose(View self UNUSED, View *args)
{
    ComplexNumber a, b;
    double relative = 1e-9, absolute = 0, difference, size_a, size_b;
    if (!read_complex(args[0], &a) || !read_complex(args[1], &b) || (args[2] && !object_as_double(args[2], &relative)) ||
        (args[3] && !object_as_double(args[3], &absolute)))
        return NULL;
    if (relative < 0 || absolute < 0)
        return raise_error(ValueError, "tolerances must be non-negative");
    if (a.real == b.real && a.imaginary == b.imaginary)
        return bool_new(true);
    if (isinf(a.real) || isinf(a.imaginary) || isinf(b.real) || isinf(b.imaginary))
        return bool_new(false);
    (void)modulus((ComplexNumber){a.real - b.real, a.imaginary - b.imaginary}, &difference);
    (void)modulus(a, &size_a);
    (void)modulus(b, &size_b);
    return bool_new(difference <= relative * size_b || difference <= relative * size_a || difference <= absolute);
}

static bool init(ModuleObject *module)
{
    const double e = 2.718281828459045235360287, pi = 3.141592653589793238462643, inf = (double)INFINITY, nan = fabs((double)NAN);
    DictView dict = module->dict;
    return dict_set_text_take(dict, "e", float_new(e)) && dict_set_text_take(dict, "pi", float_new(pi)) &&
           dict_set_text_take(dict, "tau", float_new(2 * pi)) && dict_set_text_take(dict, "inf", float_new(inf)) &&
           dict_set_text_take(dict, "nan", float_new(nan)) && dict_set_text_take(dict, "infj", complex_new(0, inf)) &&
           dict_set_text_take(dict, "nanj", complex_new(0, nan));
}

static const NativeFunction functions[] = {
    {"acos(z, /)", acos_of, "Return the arc cosine of z."},
    {"acosh(z, /)", acosh_of, "Return the inverse hyperbolic cosine of z."},
    {"asin(z, /)", asin_of, "Return the arc sine of z."},
    {"asinh(z, /)", asinh_of, "Return the inverse hyperbolic sine of z."},
    {"atan(z, /)", atan_of, "Return the arc tangent of z."},
    {"atanh(z, /)", atanh_of, "Return the inverse hyperbolic tangent of z."},
    {"cos(z, /)", cos_of, "Return the cosine of z."},
    {"cosh(z, /)", cosh_of, "Return the hyperbolic cosine of z."},
    {"exp(z, /)", exp_of, "Return the exponential value e**z."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose,
     "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", "
     "relative "
     "to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n"
     "    magnitude of the input values"},
    {"isfinite(z, /)", isfinite_of, "Return True if both the real and imaginary parts of z are finite, else False."},
    {"isinf(z, /)", isinf_of, "Checks if the real or imaginary part of z is infinite."},
    {"isnan(z, /)", isnan_of, "Checks if the real or imaginary part of z not a number (NaN)."},
    {"log(z, base=<unrepresentable>, /)", log_of,
     "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of "
     "z."},
    {"log10(z, /)", log10_of, "Return the base-10 logarithm of z."},
    {"phase(z, /)", phase_of, "Return argument, also known as the phase angle, of a complex."},
    {"polar(z, /)", polar_of,
     "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle."},
    {"rect(r, phi, /)", rect_of, "Convert from polar coordinates to rectangular coordinates."},
    {"sin(z, /)", sin_of, "Return the sine of z."},
    {"sinh(z, /)", sinh_of, "Return the hyperbolic sine of z."},
    {"sqrt(z, /)", sqrt_of, "Return the square root of z."},
    {"tan(z, /)", tan_of, "Return the tangent of z."},
    {"tanh(z, /)", tanh_of, "Return the hyperbolic tangent of z."},
    {NULL, NULL, NULL},
};

const NativeModule cmath_module = {.name = "cmath",
                                   .doc = "This module provides access to mathematical functions for complex\nnumbers.",
                                   .functions = functions,
                                   .init = init};
