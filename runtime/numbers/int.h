/* int: integers of any size.
 *
 * Two layouts of one Python class. A value that fits 64 bits is always an IntObject (type index TYPE_INT;
 * bool is the same layout with TYPE_BOOL); any other is a BigIntObject, sign and magnitude, limbs least
 * significant first, computed with GMP's mpn_ functions, no leading zero limb. Integers from -5 to 256 are
 * shared. */
#ifndef OURO_RUNTIME_NUMBERS_INT_H
#define OURO_RUNTIME_NUMBERS_INT_H

#include "runtime/classes/type.h"

typedef struct IntObject {
    Object object;
    int64_t value;
} IntObject;

typedef struct BigIntObject {
    Object object;
    int64_t signed_count; /* number of limbs, negative for a negative integer */
    uint64_t limbs[];
} BigIntObject;

enum { SMALL_INT_LOWEST = -5, SMALL_INT_HIGHEST = 256, SMALL_INT_COUNT = SMALL_INT_HIGHEST - SMALL_INT_LOWEST + 1 };

extern TypeObject int_type, bool_type;
extern IntObject int_small[SMALL_INT_COUNT];
extern IntObject bool_false, bool_true;
#define FALSE AS_OBJECT(&bool_false)
#define TRUE AS_OBJECT(&bool_true)

static inline Ref bool_new(bool value)
{
    return retain(value ? TRUE : FALSE);
}

/* What the comparison of two things gives whose order is `order`: below, at, or above 0. */
static inline Ref order_result(int order, Comparison comparison)
{
    switch (comparison) {
    case COMPARE_LT: return bool_new(order < 0);
    case COMPARE_LE: return bool_new(order <= 0);
    case COMPARE_EQ: return bool_new(order == 0);
    case COMPARE_NE: return bool_new(order != 0);
    case COMPARE_GT: return bool_new(order > 0);
    default: return bool_new(order >= 0);
    }
}

/* int or bool or a subclass? */

/* What the method (`__int__` or `__index__`, for the message) returned, consumed, as an exact int: of a
 * subclass with a warning. NULL with TypeError, or with the warning made an exception; NULL if it was
 * NULL. */
MUST_USE Ref int_exact_of_method_take(Ref result, const char *method);

static inline bool is_int(View object)
{
    return object->type == TYPE_INT || is_kind(object, TYPE_FLAG_INT);
}

/* The exact value (an IntObject, bool or BigIntObject) of an int or of an instance of a subclass; NULL
 * without an exception if it is no int. */
static inline View int_view(View object)
{
    if (object->type >= TYPE_INT && object->type <= TYPE_BIGINT)
        return object;
    return is_kind(object, TYPE_FLAG_INT) ? ((BoxedObject *)object)->value : NULL;
}

/* A new int without looking for a shared one; NULL with MemoryError. */
static inline ALWAYS_INLINE MUST_USE Ref int_new_unshared(int64_t value)
{
    IntObject *result = heap_allocate_object(sizeof(IntObject));
    if (UNLIKELY(result == NULL))
        result = object_new_raw(TYPE_INT, sizeof(IntObject)); /* tries again, or raises */
    if (UNLIKELY(result == NULL))
        return NULL;
    result->object.refcount = 1;
    result->object.type = TYPE_INT;
    result->value = value;
    return AS_OBJECT(result);
}

/* Is there a shared int with this value? */
static inline bool int_is_small(int64_t value)
{
    return (uint64_t)value - (uint64_t)SMALL_INT_LOWEST < SMALL_INT_COUNT;
}

/* The int with this value, shared from -5 to 256. NULL with MemoryError. */
static inline ALWAYS_INLINE MUST_USE Ref int_new(int64_t value)
{
    if (int_is_small(value))
        return retain(AS_OBJECT(&int_small[value - SMALL_INT_LOWEST]));
    return int_new_unshared(value);
}

MUST_USE Ref int_from_uint64(uint64_t value);
MUST_USE Ref int_from_double(double value); /* truncates; OverflowError/ValueError for inf and nan */

/* Parse digits in a base (0: by prefix). Underscores as Python allows. NULL with ValueError: invalid literal
 * for int() with base … */
MUST_USE Ref int_parse(const char *text, size_t length, int base, View original_for_message);
/* str(value) in a base of 2, 8, 10 or 16, with prefix (0x) if asked: exact str. The limit of 4300 digits of
 * CPython 3.11 applies to base 10 ("Exceeds the limit (4300 digits) for integer string conversion; use
 * sys.set_int_max_str_digits() to increase the limit"). */
MUST_USE Ref int_to_str(View value, int base, bool prefix);

/* The decimal digits of an exact int, with its sign; and the int of such a text, which is ASCII and nothing else. There is no limit:
 * for who converts from and to other decimal numbers. NULL with MemoryError, or KeyboardInterrupt. */
MUST_USE Ref int_to_decimal(View value);
MUST_USE Ref int_from_decimal(const char *digits, size_t length);

/* The functions below take exact values (int_view's results). */
bool int_to_int64(View value, int64_t *result);          /* false without an exception if it does not fit */
MUST_USE bool int_to_double(View value, double *result); /* false with OverflowError: int too large to convert to float */
int int_sign(View value);                                /* -1, 0, 1 */
int int_compare(View left, View right);                  /* -1, 0, 1 */
int int_compare_double(View left, double right);         /* exact comparison; -1, 0, 1; right is not nan */
/* The same for a value of one word. */
static inline Hash int_word_hash(int64_t value)
{
    enum { HASH_BITS = 61 };
    const uint64_t modulus = ((uint64_t)1 << HASH_BITS) - 1;
    if (LIKELY((uint64_t)value < modulus))
        return value;
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value, rest = magnitude < modulus ? magnitude : magnitude % modulus;
    Hash hash = value < 0 ? -(Hash)rest : (Hash)rest;
    return hash == -1 ? -2 : hash;
}
Hash int_hash(View value); /* modulo 2**61-1, as CPython */
MUST_USE Ref int_add(View left, View right);
MUST_USE Ref int_subtract(View left, View right);
MUST_USE Ref int_multiply(View left, View right);
MUST_USE Ref int_floor_divide(View left, View right);           /* ZeroDivisionError: integer division or modulo by zero */
MUST_USE Ref int_modulo(View left, View right);                 /* ZeroDivisionError: integer modulo by zero */
MUST_USE Ref int_divmod(View left, View right);                 /* a tuple */
MUST_USE Ref int_true_divide(View left, View right);            /* correctly rounded, as CPython */
MUST_USE Ref int_power(View base, View exponent, View modulus); /* modulus may be NULL; a negative exponent without modulus gives a float */
MUST_USE Ref int_shift_left(View value, View count);
MUST_USE Ref int_shift_right(View value, View count);
MUST_USE Ref int_and(View left, View right);
MUST_USE Ref int_or(View left, View right);
MUST_USE Ref int_xor(View left, View right);
MUST_USE Ref int_negative(View value);
MUST_USE Ref int_invert(View value);
uint64_t int_bit_length(View value);

/* Decimal digits of a word into buffer (24 bytes are enough); returns their count. */
size_t int_word_text(int64_t value, char *buffer);

/* The most digits that conversions between int and decimal text allow (sys.set_int_max_str_digits); 0: no
 * limit. */
extern int int_max_str_digits;

/* Set up the shared integers. */
void ints_start(void);

/* OverflowError: "Python int too large to convert to C ssize_t", or whatever the type is. NULL. */
void *int_raise_too_large(const char *c_type);

#endif
