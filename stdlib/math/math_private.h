/* math_private: the functions of the module math that are not in math.c. */
#ifndef OURO_STDLIB_MATH_MATH_PRIVATE_H
#define OURO_STDLIB_MATH_MATH_PRIVATE_H

#include "runtime/calls/native.h"

/* math_gamma.c */
Ref math_gamma(View self, View *args);
Ref math_lgamma(View self, View *args);

/* math_integer.c: exact functions of integers. */
Ref math_comb(View self, View *args);
Ref math_factorial(View self, View *args);
Ref math_gcd(View self, View *args);
Ref math_isqrt(View self, View *args);
Ref math_lcm(View self, View *args);
Ref math_perm(View self, View *args);
/* value = mantissa * 2**exponent with 0.5 <= mantissa < 1, rounded to nearest; value is exact, positive and
 * too large for a double. */
double math_big_mantissa(View value, int64_t *exponent);

/* math_sums.c: functions of many numbers. */
Ref math_dist(View self, View *args);
Ref math_fsum(View self, View *args);
Ref math_hypot(View self, View *args);
Ref math_prod(View self, View *args);

#endif
