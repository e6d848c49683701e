/* math_gamma: the gamma function and its logarithm, by Lanczos' approximation (C. Lanczos, A Precision
 * Approximation of the Gamma Function, 1964):
 *
 *     gamma(x) = (x + g - 1/2) ** (x - 1/2) / exp(x + g - 1/2) * S(x)
 *
 * S is nearly constant, and is taken as a fraction P(x) / (x (x+1) … (x+11)) that makes the formula exact at
 * x = 1, 2 … 13; this determines the thirteen coefficients of P for any g. With the g below, P's are all
 * positive, so that nothing cancels. Negative x by reflection. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "stdlib/math/math_private.h"

static const double g = 6.024680040776729583740234375, g_less_half = 5.524680040776729583740234375;
static const double pi = 3.14159265358979323846;

enum { COEFFICIENTS = 13 };

/* Lowest power first. */
static const double above[COEFFICIENTS] = {
    23531376880.410759688572007674451637, 42919803642.649098768957899047001989, 35711959237.355668049440185451547167,
    17921034426.037209699919755754458931, 6039542586.3520280050642916443072979, 1439720407.3117216736632230727949124,
    248874557.86205415651146038641322942, 31426415.585400194380614231628318205, 2876370.6289353724412254090516208496,
    186056.26539522349504029498971604570, 8071.6720023658162106380029022722512, 210.82427775157934587250973392071337,
    2.5066282746310002701649081771338373};
static const double below[COEFFICIENTS] = {0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
                                           2637558, 357423,   32670,     1925,      66,        1};

/* S(x): powers of x for small x, of 1/x for large, so that nothing overflows. */
static double lanczos_sum(double x)
{
    double p = 0, q = 0;
    if (x < 5) {
        for (int i = COEFFICIENTS; i-- > 0;) {
            p = p * x + above[i];
            q = q * x + below[i];
        }
    } else {
        for (int i = 0; i < COEFFICIENTS; i++) {
            p = p / x + above[i];
            q = q / x + below[i];
        }
    }
    return p / q;
}

/* sin(pi * x) without the error that multiplying a large x by pi brings. */
static double sine_of_pi(double x)
{
    double y = fmod(fabs(x), 2), result = 0;
    switch ((int)round(2 * y)) {
    case 0: result = sin(pi * y); break;
    case 1: result = cos(pi * (y - 0.5)); break;
    case 2: result = sin(pi * (1 - y)); break; /* not -sin(pi * (y - 1)): the sign of zero */
    case 3: result = -cos(pi * (y - 1.5)); break;
    default: result = sin(pi * (y - 2)); break;
    }
    return copysign(1, x) * result;
}

/* For x that is not a whole number, or larger than the table of factorials. */
static double gamma_of(double x)
{
    double size = fabs(x), result;
    if (size < 1e-20)
        return 1 / x;
    if (size > 200)
        return x < 0 ? 0 / sine_of_pi(x) : INFINITY;
    /* y has been rounded; z corrects for that. */
    double y = size + g_less_half, error = size > g_less_half ? (y - size) - g_less_half : (y - g_less_half) - size, z = error * g / y;
    double power = size < 140 ? pow(y, size - 0.5) : pow(y, size / 2 - 0.25); /* in two halves where it might overflow too soon */
    if (x < 0) {
        result = -pi / sine_of_pi(size) / size * exp(y) / lanczos_sum(size);
        result -= z * result;
        result /= power;
        return size < 140 ? result : result / power;
    }
    result = lanczos_sum(size) / exp(y);
    result += z * result;
    result *= power;
    return size < 140 ? result : result * power;
}

static bool is_pole(double x)
{
    return x <= 0 && x == floor(x); /* -inf too */
}

Ref math_gamma(View self UNUSED, View *args)
{
    double x, result = 1;
    if (!object_as_double(args[0], &x))
        return NULL;
    if (is_pole(x))
        return raise_error(ValueError, "math domain error");
    if (!isfinite(x))
        return float_new(x);
    if (x == floor(x) && x <= 23) /* as long as a double holds the product exactly */
        for (int i = 2; i < (int)x; i++)
            result *= i;
    else
        result = gamma_of(x);
    return isinf(result) ? raise_error(OverflowError, "math range error") : float_new(result);
}

static double log_gamma_of(double x)
{
    double size = fabs(x);
    if (size < 1e-20)
        return -log(size);
    double result = log(lanczos_sum(size)) - g;
    result += (size - 0.5) * (log(size + g - 0.5) - 1);
    return x < 0 ? log(pi) - log(fabs(sine_of_pi(size))) - log(size) - result : result;
}

Ref math_lgamma(View self UNUSED, View *args)
{
    double x;
    if (!object_as_double(args[0], &x))
        return NULL;
    if (isnan(x))
        return float_new(x);
    if (isinf(x))
        return float_new(INFINITY);
    if (is_pole(x))
        return raise_error(ValueError, "math domain error");
    double result = x == 1 || x == 2 ? 0 : log_gamma_of(x);
    return isinf(result) ? raise_error(OverflowError, "math range error") : float_new(result);
}
