/* float: IEEE 754 doubles. complex: pairs of them (complex.c). */
#ifndef OURO_RUNTIME_NUMBERS_FLOAT_H
#define OURO_RUNTIME_NUMBERS_FLOAT_H

#include "runtime/classes/type.h"

typedef struct FloatObject {
    Object object;
    double value;
} FloatObject;

typedef struct ComplexObject {
    Object object;
    double real, imaginary;
} ComplexObject;

extern TypeObject float_type, complex_type;

static inline bool is_float(View object)
{
    return object->type == TYPE_FLOAT || is_kind(object, TYPE_FLAG_FLOAT);
}

/* The C value of a float or of an instance of a subclass. */
static inline double float_value(View object)
{
    return ((FloatObject *)(object->type == TYPE_FLOAT ? object : ((BoxedObject *)object)->value))->value;
}

/* What object.__float__() (there is one) gives, as an exact float: of a subclass with a warning. NULL with
 * TypeError, or with the warning made an exception. */
MUST_USE Ref float_from_method(View object);

static inline ALWAYS_INLINE MUST_USE Ref float_new(double value)
{
    FloatObject *result = heap_allocate_object(sizeof(FloatObject));
    if (UNLIKELY(result == NULL))
        result = object_new_raw(TYPE_FLOAT, sizeof(FloatObject));
    if (UNLIKELY(result == NULL))
        return NULL;
    result->object.refcount = 1;
    result->object.type = TYPE_FLOAT;
    result->value = value;
    return AS_OBJECT(result);
}

MUST_USE Ref complex_new(double real, double imaginary);

/* The shortest text that reads back as the same double, as repr() shows it ("1.0", "1e+16", "inf"): writes at
 * most 32 bytes, returns the length. */
size_t float_repr_text(double value, char *buffer);
/* Parse a whole text as float() does (spaces, underscores, inf, nan). False without an exception if it is not
 * one. */
bool float_parse(const char *text, size_t length, double *result);
Hash float_hash(double value); /* CPython's; equal to int_hash for whole numbers */
/* Arithmetic with Python's rules. The operands are C doubles; NULL with ZeroDivisionError ("float division by
 * zero", "float floor division by zero", "float modulo"), OverflowError. */
MUST_USE Ref float_divide(double left, double right);
MUST_USE Ref float_power(double base, double exponent);
/* float.__format__-like: value formatted by a format character (e f g n % or 0 for repr), precision (-1:
 * default), flags as PyOS_double_to_string; used by format() and %. See format.h. */

#endif
