/* cmath: what its files share. */
#ifndef OURO_STDLIB_MATH_CMATH_PRIVATE_H
#define OURO_STDLIB_MATH_CMATH_PRIVATE_H

typedef struct ComplexNumber {
    double real, imaginary;
} ComplexNumber;

typedef enum Verdict { VERDICT_FINE, VERDICT_DOMAIN, VERDICT_OVERFLOW } Verdict;

/* cmath_functions.c: the elementary functions. */
#define CMATH_FUNCTION(name) Verdict cmath_##name(ComplexNumber z, ComplexNumber *result);
CMATH_FUNCTION(acos)
CMATH_FUNCTION(acosh)
CMATH_FUNCTION(asin)
CMATH_FUNCTION(asinh)
CMATH_FUNCTION(atan)
CMATH_FUNCTION(atanh)
CMATH_FUNCTION(cos)
CMATH_FUNCTION(cosh)
CMATH_FUNCTION(exp)
CMATH_FUNCTION(log)
CMATH_FUNCTION(log10)
CMATH_FUNCTION(sin)
CMATH_FUNCTION(sinh)
CMATH_FUNCTION(sqrt)
CMATH_FUNCTION(tan)
CMATH_FUNCTION(tanh)
#undef CMATH_FUNCTION

#endif
