/* cmath_functions: the elementary functions of a complex number.
 *
 * Where a part is infinite or no number, C's own functions give what its standard says (Annex G); where that
 * leaves a sign open, CPython's is taken. Elsewhere
 * the formulas are those of Kahan ("Branch cuts for complex elementary functions"), which keep the signs of
 * zeros, so that both sides of a branch cut come out right. They are computed as CPython does it, so that
 * results agree to the last digit. */
#include <complex.h>
#undef I
#include <float.h>
#include <math.h>

#include "runtime/memory/basics.h"
#include "stdlib/math/cmath_private.h"

#define LARGE (DBL_MAX / 4)
#define LOG_LARGE 708.3964185322641 /* log(LARGE) and a little less than where cosh overflows */
#define LN2 0.6931471805599453094
#define LN10 2.302585092994045684
#define E_CONSTANT 2.718281828459045235

static bool is_finite(ComplexNumber z)
{
    return isfinite(z.real) && isfinite(z.imaginary);
}

/* The C library defines it for gcc only. */
#ifndef CMPLX
#define CMPLX(real, imaginary) __builtin_complex((double)(real), (double)(imaginary))
#endif

static ComplexNumber from_c(double complex z)
{
    return (ComplexNumber){creal(z), cimag(z)};
}

static double complex to_c(ComplexNumber z)
{
    return CMPLX(z.real, z.imaginary);
}

static bool is_large(ComplexNumber z)
{
    return fabs(z.real) > LARGE || fabs(z.imaginary) > LARGE;
}

/* log(abs(z)) of a large z, which abs itself would let overflow. */
static double log_of_large(ComplexNumber z)
{
    return log(hypot(z.real / 2, z.imaginary / 2)) + 2 * LN2;
}

static Verdict overflow_if_infinite(const ComplexNumber *z)
{
    return isinf(z->real) || isinf(z->imaginary) ? VERDICT_OVERFLOW : VERDICT_FINE;
}

/* f(z) = -i g(iz), for the pairs of circular and hyperbolic functions. */
static Verdict turned(ComplexNumber z, Verdict (*function)(ComplexNumber z, ComplexNumber *result), ComplexNumber *result)
{
    ComplexNumber inner;
    Verdict verdict = function((ComplexNumber){-z.imaginary, z.real}, &inner);
    *result = (ComplexNumber){inner.imaginary, -inner.real};
    return verdict;
}

/* --- roots and logarithms ------------------------------------------------------------------------------- */

static ComplexNumber root(ComplexNumber z)
{
    enum { SCALE_UP = 53, SCALE_DOWN = -27 }; /* of numbers so small that they have fewer digits */
    if (!is_finite(z))
        return from_c(csqrt(to_c(z)));
    if (z.real == 0 && z.imaginary == 0)
        return (ComplexNumber){0, z.imaginary};
    double x = fabs(z.real), y = fabs(z.imaginary), size;
    if (x < DBL_MIN && y < DBL_MIN) {
        x = ldexp(x, SCALE_UP);
        size = ldexp(sqrt(x + hypot(x, ldexp(y, SCALE_UP))), SCALE_DOWN);
    } else {
        x /= 8;
        size = 2 * sqrt(x + hypot(x, y / 8));
    }
    double other = y / (2 * size);
    if (z.real >= 0)
        return (ComplexNumber){size, copysign(other, z.imaginary)};
    return (ComplexNumber){other, copysign(size, z.imaginary)};
}

Verdict cmath_sqrt(ComplexNumber z, ComplexNumber *result)
{
    *result = root(z);
    return VERDICT_FINE;
}

Verdict cmath_log(ComplexNumber z, ComplexNumber *result)
{
    double x = fabs(z.real), y = fabs(z.imaginary);
    result->imaginary = atan2(z.imaginary, z.real);
    if (!is_finite(z)) {
        result->real = isinf(x) || isinf(y) ? (double)INFINITY : (double)NAN;
        return VERDICT_FINE;
    }
    if (is_large(z)) {
        result->real = log(hypot(x / 2, y / 2)) + LN2;
    } else if (x < DBL_MIN && y < DBL_MIN) {
        if (x == 0 && y == 0)
            return VERDICT_DOMAIN;
        result->real = log(hypot(ldexp(x, DBL_MANT_DIG), ldexp(y, DBL_MANT_DIG))) - DBL_MANT_DIG * LN2;
    } else {
        double size = hypot(x, y), more = x > y ? x : y, less = x > y ? y : x;
        bool is_near_one = 0.71 <= size && size <= 1.73; /* where log would lose digits */
        result->real = is_near_one ? log1p((more - 1) * (more + 1) + less * less) / 2 : log(size);
    }
    return VERDICT_FINE;
}

Verdict cmath_log10(ComplexNumber z, ComplexNumber *result)
{
    Verdict verdict = cmath_log(z, result);
    result->real /= LN10;
    result->imaginary /= LN10;
    return verdict;
}

/* --- exponential and hyperbolic functions --------------------------------------------------------------- */

/* A finite number other than 0 as an angle: an infinite result takes its signs. */
static bool has_direction(double angle)
{
    return isfinite(angle) && angle != 0;
}

Verdict cmath_exp(ComplexNumber z, ComplexNumber *result)
{
    double x = z.real, y = z.imaginary;
    if (!is_finite(z)) {
        if (isinf(x) && has_direction(y)) {
            double size = x > 0 ? (double)INFINITY : 0;
            *result = (ComplexNumber){copysign(size, cos(y)), copysign(size, sin(y))};
        } else if (isinf(x) && x < 0 && isinf(y)) {
            *result = (ComplexNumber){0, 0};
        } else {
            *result = from_c(cexp(to_c(z)));
        }
        return isinf(y) && (isfinite(x) || (isinf(x) && x > 0)) ? VERDICT_DOMAIN : VERDICT_FINE;
    }
    double size = x > LOG_LARGE ? exp(x - 1) : exp(x), factor = x > LOG_LARGE ? E_CONSTANT : 1;
    *result = (ComplexNumber){size * cos(y) * factor, size * sin(y) * factor};
    return overflow_if_infinite(result);
}

Verdict cmath_cosh(ComplexNumber z, ComplexNumber *result)
{
    double x = z.real, y = z.imaginary;
    if (!is_finite(z)) {
        if (isinf(x) && has_direction(y))
            *result = (ComplexNumber){copysign((double)INFINITY, cos(y)), copysign((double)INFINITY, x > 0 ? sin(y) : -sin(y))};
        else
            *result = isnan(x) && y == 0 ? (ComplexNumber){(double)NAN, 0} : from_c(ccosh(to_c(z)));
        return isinf(y) && !isnan(x) ? VERDICT_DOMAIN : VERDICT_FINE;
    }
    if (fabs(x) > LOG_LARGE) {
        double less = x - copysign(1, x);
        *result = (ComplexNumber){cos(y) * cosh(less) * E_CONSTANT, sin(y) * sinh(less) * E_CONSTANT};
    } else {
        *result = (ComplexNumber){cos(y) * cosh(x), sin(y) * sinh(x)};
    }
    return overflow_if_infinite(result);
}

Verdict cmath_sinh(ComplexNumber z, ComplexNumber *result)
{
    double x = z.real, y = z.imaginary;
    if (!is_finite(z)) {
        if (isinf(x) && has_direction(y))
            *result = (ComplexNumber){copysign((double)INFINITY, x > 0 ? cos(y) : -cos(y)), copysign((double)INFINITY, sin(y))};
        else
            *result = x == 0 && isnan(y) ? (ComplexNumber){0, (double)NAN} : from_c(csinh(to_c(z)));
        return isinf(y) && !isnan(x) ? VERDICT_DOMAIN : VERDICT_FINE;
    }
    if (fabs(x) > LOG_LARGE) {
        double less = x - copysign(1, x);
        *result = (ComplexNumber){cos(y) * sinh(less) * E_CONSTANT, sin(y) * cosh(less) * E_CONSTANT};
    } else {
        *result = (ComplexNumber){cos(y) * sinh(x), sin(y) * cosh(x)};
    }
    return overflow_if_infinite(result);
}

Verdict cmath_tanh(ComplexNumber z, ComplexNumber *result)
{
    double x = z.real, y = z.imaginary;
    if (!is_finite(z)) {
        if (isinf(x) && has_direction(y))
            *result = (ComplexNumber){copysign(1, x), copysign(0, 2 * sin(y) * cos(y))};
        else if (isinf(x) && !isfinite(y))
            *result = (ComplexNumber){copysign(1, x), 0};
        else
            *result = x == 0 && isnan(y) ? (ComplexNumber){(double)NAN, (double)NAN} : from_c(ctanh(to_c(z)));
        return isinf(y) && isfinite(x) ? VERDICT_DOMAIN : VERDICT_FINE;
    }
    if (fabs(x) > LOG_LARGE) {
        *result = (ComplexNumber){copysign(1, x), 4 * sin(y) * cos(y) * exp(-2 * fabs(x))};
        return VERDICT_FINE;
    }
    double tanh_x = tanh(x), tan_y = tan(y), inverse = 1 / cosh(x), product = tanh_x * tan_y, denominator = 1 + product * product;
    *result = (ComplexNumber){tanh_x * (1 + tan_y * tan_y) / denominator, tan_y / denominator * inverse * inverse};
    return VERDICT_FINE;
}

Verdict cmath_cos(ComplexNumber z, ComplexNumber *result)
{
    return cmath_cosh((ComplexNumber){-z.imaginary, z.real}, result);
}

Verdict cmath_sin(ComplexNumber z, ComplexNumber *result)
{
    return turned(z, cmath_sinh, result);
}

Verdict cmath_tan(ComplexNumber z, ComplexNumber *result)
{
    return turned(z, cmath_tanh, result);
}

/* --- their inverses ------------------------------------------------------------------------------------- */

Verdict cmath_acos(ComplexNumber z, ComplexNumber *result)
{
    if (!is_finite(z)) {
        *result = isinf(z.real) && isnan(z.imaginary) ? (ComplexNumber){(double)NAN, (double)INFINITY} : from_c(cacos(to_c(z)));
    } else if (is_large(z)) {
        double size = log_of_large(z);
        result->real = atan2(fabs(z.imaginary), z.real);
        result->imaginary = z.real < 0 ? -copysign(size, z.imaginary) : copysign(size, -z.imaginary);
    } else {
        ComplexNumber less = root((ComplexNumber){1 - z.real, -z.imaginary}), more = root((ComplexNumber){1 + z.real, z.imaginary});
        result->real = 2 * atan2(less.real, more.real);
        result->imaginary = asinh(more.real * less.imaginary - more.imaginary * less.real);
    }
    return VERDICT_FINE;
}

Verdict cmath_acosh(ComplexNumber z, ComplexNumber *result)
{
    if (!is_finite(z)) {
        *result = z.real == 0 && isnan(z.imaginary) ? (ComplexNumber){(double)NAN, (double)NAN} : from_c(cacosh(to_c(z)));
    } else if (is_large(z)) {
        *result = (ComplexNumber){log_of_large(z), atan2(z.imaginary, z.real)};
    } else {
        ComplexNumber less = root((ComplexNumber){z.real - 1, z.imaginary}), more = root((ComplexNumber){z.real + 1, z.imaginary});
        result->real = asinh(less.real * more.real + less.imaginary * more.imaginary);
        result->imaginary = 2 * atan2(less.imaginary, more.real);
    }
    return VERDICT_FINE;
}

Verdict cmath_asinh(ComplexNumber z, ComplexNumber *result)
{
    if (!is_finite(z)) {
        *result = isnan(z.real) && isinf(z.imaginary) ? (ComplexNumber){(double)INFINITY, (double)NAN} : from_c(casinh(to_c(z)));
    } else if (is_large(z)) {
        *result = (ComplexNumber){copysign(log_of_large(z), z.real), atan2(z.imaginary, fabs(z.real))};
    } else {
        ComplexNumber more = root((ComplexNumber){1 + z.imaginary, -z.real}), less = root((ComplexNumber){1 - z.imaginary, z.real});
        result->real = asinh(more.real * less.imaginary - less.real * more.imaginary);
        result->imaginary = atan2(z.imaginary, more.real * less.real - more.imaginary * less.imaginary);
    }
    return VERDICT_FINE;
}

Verdict cmath_asin(ComplexNumber z, ComplexNumber *result)
{
    return turned(z, cmath_asinh, result);
}

/* atanh where the real part is not negative; it is an odd function. */
static Verdict atanh_of_positive(ComplexNumber z, ComplexNumber *result)
{
    double y = fabs(z.imaginary), half_pi = 3.141592653589793238 / 2;
    if (z.real > sqrt(LARGE) || y > sqrt(LARGE)) {
        double half = hypot(z.real / 2, z.imaginary / 2);
        *result = (ComplexNumber){z.real / 4 / half / half, -copysign(half_pi, -z.imaginary)};
    } else if (z.real == 1 && y < sqrt(DBL_MIN)) {
        if (y == 0)
            return VERDICT_DOMAIN;
        *result = (ComplexNumber){-log(sqrt(y) / sqrt(hypot(y, 2))), copysign(atan2(2, -y) / 2, z.imaginary)};
    } else {
        result->real = log1p(4 * z.real / ((1 - z.real) * (1 - z.real) + y * y)) / 4;
        result->imaginary = -atan2(-2 * z.imaginary, (1 - z.real) * (1 + z.real) - y * y) / 2;
    }
    return VERDICT_FINE;
}

Verdict cmath_atanh(ComplexNumber z, ComplexNumber *result)
{
    if (!is_finite(z)) {
        *result = from_c(catanh(to_c(z)));
        if (isnan(z.real) && isinf(z.imaginary))
            result->real = 0;
        return VERDICT_FINE;
    }
    if (!signbit(z.real))
        return atanh_of_positive(z, result);
    Verdict verdict = atanh_of_positive((ComplexNumber){-z.real, -z.imaginary}, result);
    *result = (ComplexNumber){-result->real, -result->imaginary};
    return verdict;
}

Verdict cmath_atan(ComplexNumber z, ComplexNumber *result)
{
    return turned(z, cmath_atanh, result);
}
