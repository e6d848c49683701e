/* int: the type, its construction and its slots; integers of any size.
 *
 * Invariants:  a value that fits 64 bits is an IntObject, any other a BigIntObject without leading zero
 *              limbs. So two equal values have the same layout, and most operations start with a test for two
 *              IntObjects.
 * Elsewhere:   int_arith.c (+ - * // % /), int_bits.c (shifts and logic), int_power.c, int_text.c (digits),
 *              int_methods.c. */
#include "runtime/numbers/int.h"

#include <math.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/str.h"

IntObject int_small[SMALL_INT_COUNT];

void ints_start(void)
{
    for (int i = 0; i < SMALL_INT_COUNT; i++) {
        int_small[i].object = (Object){SHARED_COUNT, TYPE_INT};
        int_small[i].value = i + SMALL_INT_LOWEST;
    }
    types[TYPE_BIGINT] = &int_type;
}

/* --- making --------------------------------------------------------------------------------------------- */

BigIntObject *int_big_new(size_t limbs)
{
    if (limbs > (size_t)PTRDIFF_MAX / sizeof(mp_limb_t) - 2)
        return raise_memory_error();
    return object_new_raw(TYPE_BIGINT, big_size(limbs));
}

void int_big_drop(BigIntObject *big, size_t limbs)
{
    heap_free(big, big_size(limbs));
}

/* The value of one limb and a sign, if it fits an IntObject. */
static bool fits_word(mp_limb_t limb, bool is_negative, int64_t *value)
{
    *value = is_negative ? (int64_t)(0 - limb) : (int64_t)limb;
    return limb <= INT64_MAX || (is_negative && limb == (mp_limb_t)1 << 63);
}

Ref int_finish_take(BigIntObject *big, size_t allocated, size_t used, bool is_negative)
{
    while (used > 0 && big->limbs[used - 1] == 0)
        used--;
    int64_t value = 0;
    if (used == 0 || (used == 1 && fits_word(big->limbs[0], is_negative, &value))) {
        int_big_drop(big, allocated);
        return int_new(value);
    }
    if (used != allocated) {
        BigIntObject *moved = heap_resize_object(big, big_size(allocated), big_size(used));
        if (!moved) {
            int_big_drop(big, allocated);
            return raise_memory_error();
        }
        big = moved;
    }
    big->signed_count = is_negative ? -(int64_t)used : (int64_t)used;
    return AS_OBJECT(big);
}

Ref int_from_128(unsigned __int128 magnitude, bool is_negative)
{
    mp_limb_t low = (mp_limb_t)magnitude, high = (mp_limb_t)(magnitude >> LIMB_BITS);
    int64_t value;
    if (high == 0 && fits_word(low, is_negative, &value))
        return int_new(value);
    size_t count = high ? 2 : 1;
    BigIntObject *big = int_big_new(count);
    if (!big)
        return NULL;
    big->limbs[0] = low;
    if (high)
        big->limbs[1] = high;
    big->signed_count = is_negative ? -(int64_t)count : (int64_t)count;
    return AS_OBJECT(big);
}

Ref int_from_uint64(uint64_t value)
{
    return int_from_128(value, false);
}

Ref int_from_double(double value)
{
    if (isnan(value))
        return raise_error(ValueError, "cannot convert float NaN to integer");
    if (isinf(value))
        return raise_error(OverflowError, "cannot convert float infinity to integer");
    if (value > -9.2e18 && value < 9.2e18)
        return int_new((int64_t)value);
    int exponent;
    double fraction = frexp(fabs(value), &exponent); /* at least 63 bits: the mantissa is shifted left */
    mp_limb_t mantissa = (mp_limb_t)ldexp(fraction, 53);
    size_t shift = (size_t)exponent - 53, limbs = (size_t)exponent / LIMB_BITS + 1;
    BigIntObject *big = int_big_new(limbs);
    if (!big)
        return NULL;
    memset(big->limbs, 0, limbs * sizeof(mp_limb_t));
    big->limbs[shift / LIMB_BITS] = mantissa << shift % LIMB_BITS;
    if (shift % LIMB_BITS > LIMB_BITS - 53)
        big->limbs[shift / LIMB_BITS + 1] = mantissa >> (LIMB_BITS - shift % LIMB_BITS);
    return int_finish_take(big, limbs, limbs, value < 0);
}

mp_limb_t *int_limbs_new(size_t count)
{
    mp_limb_t *limbs = heap_allocate(heap_array_size(count ? count : 1, sizeof *limbs));
    return limbs ? limbs : raise_memory_error();
}

void int_limbs_free(mp_limb_t *limbs, size_t count)
{
    if (limbs)
        heap_free(limbs, (count ? count : 1) * sizeof *limbs);
}

bool int_limbs_are_available(mp_size_t operand_limbs)
{
    enum { SMALL_OPERAND = 1000, GENEROUS = 8 }; /* below, GMP works on the stack */
    if (operand_limbs < SMALL_OPERAND)
        return true;
    mp_limb_t *probe = int_limbs_new((size_t)operand_limbs * GENEROUS);
    int_limbs_free(probe, (size_t)operand_limbs * GENEROUS);
    return probe != NULL;
}

/* --- reading -------------------------------------------------------------------------------------------- */

static size_t int_allocated_size(View self)
{
    if (!is_big(self))
        return sizeof(IntObject);
    int64_t count = ((BigIntObject *)self)->signed_count;
    return big_size((size_t)(count < 0 ? -count : count));
}

bool int_to_int64(View value, int64_t *result)
{
    if (is_big(value))
        return false;
    *result = word_of(value);
    return true;
}

int int_sign(View value)
{
    int64_t word = is_big(value) ? ((BigIntObject *)value)->signed_count : word_of(value);
    return (word > 0) - (word < 0);
}

int int_compare(View left, View right)
{
    if (!is_big(left) && !is_big(right))
        return (word_of(left) > word_of(right)) - (word_of(left) < word_of(right));
    int64_t a = is_big(left) ? ((BigIntObject *)left)->signed_count : 0, b = is_big(right) ? ((BigIntObject *)right)->signed_count : 0;
    if (a != b)
        return a < b ? -1 : 1; /* one word lies between the negative and the positive big ones */
    int magnitudes = mpn_cmp(((BigIntObject *)left)->limbs, ((BigIntObject *)right)->limbs, (mp_size_t)(a < 0 ? -a : a));
    return a < 0 ? (magnitudes < 0) - (magnitudes > 0) : (magnitudes > 0) - (magnitudes < 0);
}

/* The top 64 bits of a magnitude of at least two words or one full one, and whether any lower bit is set. */
static mp_limb_t top_bits(const Magnitude *m, bool *any_below)
{
    mp_size_t n = m->count;
    int shift = __builtin_clzl(m->limbs[n - 1]);
    mp_limb_t top = m->limbs[n - 1] << shift, below = 0;
    if (n > 1 && shift) {
        top |= m->limbs[n - 2] >> (LIMB_BITS - shift);
        below = m->limbs[n - 2] << shift;
    } else if (n > 1) {
        below = m->limbs[n - 2];
    }
    for (mp_size_t i = 0; !below && i + 2 < n; i++)
        below = m->limbs[i];
    *any_below = below != 0;
    return top;
}

static int compare_words(uint64_t left, uint64_t right)
{
    return (left > right) - (left < right);
}

/* |big| against a finite double of at least 2^63, exactly. */
static int compare_magnitudes(const Magnitude *m, double right)
{
    int exponent;
    double fraction = frexp(right, &exponent);
    int64_t bits = (int64_t)m->count * LIMB_BITS - __builtin_clzl(m->limbs[m->count - 1]);
    if (bits != exponent)
        return bits < exponent ? -1 : 1;
    bool any_below;
    mp_limb_t top = top_bits(m, &any_below), other = (mp_limb_t)ldexp(fraction, LIMB_BITS);
    return top == other ? any_below : compare_words(top, other);
}

static int compare_word_double(int64_t left, double right)
{
    if (right >= 0x1p63)
        return -1;
    if (right < -0x1p63)
        return 1;
    int64_t whole = (int64_t)right;
    if (left != whole)
        return left < whole ? -1 : 1;
    double fraction = right - (double)whole;
    return (fraction < 0) - (fraction > 0);
}

int int_compare_double(View left, double right)
{
    if (!is_big(left))
        return compare_word_double(word_of(left), right);
    Magnitude m;
    magnitude_of(left, &m);
    if (isinf(right) || fabs(right) < 0x1p63 || (right < 0) != m.is_negative)
        return isinf(right) ? (right < 0 ? 1 : -1) : m.is_negative ? -1 : 1;
    int order = compare_magnitudes(&m, fabs(right));
    return m.is_negative ? -order : order;
}

bool int_to_double(View value, double *result)
{
    if (!is_big(value)) {
        *result = (double)word_of(value);
        return true;
    }
    Magnitude m;
    magnitude_of(value, &m);
    bool any_below;
    mp_limb_t top = top_bits(&m, &any_below);
    int64_t bits = (int64_t)m.count * LIMB_BITS - __builtin_clzl(m.limbs[m.count - 1]);
    double number = bits > 1024 ? HUGE_VAL : ldexp((double)(top | any_below), (int)bits - LIMB_BITS); /* rounds once: 64 bits to 53 */
    if (isinf(number)) {
        raise_error(OverflowError, "int too large to convert to float");
        return false;
    }
    *result = m.is_negative ? -number : number;
    return true;
}

Hash int_hash(View value)
{
    if (!is_big(value))
        return int_word_hash(word_of(value));
    static const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    Magnitude m;
    magnitude_of(value, &m);
    Hash rest = (Hash)mpn_mod_1(m.limbs, m.count, modulus), hash = m.is_negative ? -rest : rest;
    return hash == -1 ? -2 : hash;
}

/* --- int(x) --------------------------------------------------------------------------------------------- */

static Ref exact_take(Ref result)
{
    View value = int_view(result);
    Ref exact = value->type == TYPE_BOOL ? int_new(word_of(value)) : retain(value);
    release(result);
    return exact;
}

/* Is it an int, and no bool and of no other subclass? */
static bool int_is_exact(View object)
{
    return object->type == TYPE_INT || object->type == TYPE_BIGINT;
}

Ref int_exact_of_method_take(Ref result, const char *method)
{
    if (!result || int_is_exact(result))
        return result;
    if (is_int(result) && warn_here(DeprecationWarning,
                                    "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int is "
                                    "deprecated, and may be removed in a future version of Python.",
                                    method, result))
        return exact_take(result);
    if (!is_int(result))
        raise_error(TypeError, "%s returned non-int (type %T)", method, result);
    release(result);
    return NULL;
}

static Ref int_from_trunc(View object)
{
    Ref method = object_special_method(object, name(__trunc__));
    if (!method)
        return NULL;
    Ref result = warn_here(DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.") ? call_0(method) : NULL;
    release(method);
    if (!result || int_is_exact(result))
        return result;
    if (is_int(result))
        return exact_take(result);
    Ref index = type_of_peek(result)->as_index ? object_index(result)
                                               : raise_error(TypeError, "__trunc__ returned non-Integral (type %T)", result);
    release(result);
    return index;
}

Ref int_from_object(View object)
{
    if (object->type == TYPE_INT || object->type == TYPE_BIGINT)
        return retain(object);
    TypeObject *type = type_of_peek(object);
    if (type->as_int)
        return int_exact_of_method_take(type->as_int(object), "__int__");
    if (type->as_index)
        return object_index(object);
    Ref truncated = int_from_trunc(object);
    if (truncated || error_is_set())
        return truncated;
    const unsigned char *bytes;
    size_t length;
    if (is_str(object) || bytes_data_peek(object, &bytes, &length))
        return int_from_text(object, 10);
    return raise_error(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%T'", object);
}

static Ref int_with_base(View object, View base_object)
{
    Index base;
    if (!object_as_index_clamped(base_object, &base))
        return NULL;
    if ((base != 0 && base < 2) || base > 36)
        return raise_error(ValueError, "int() base must be >= 2 and <= 36, or 0");
    if (!is_str(object) && !is_bytes(object) && !is_instance(object, &bytearray_type))
        return raise_error(TypeError, "int() can't convert non-string with explicit base");
    return int_from_text(object, (int)base);
}

static Ref int_construct(View type, View *args)
{
    Ref value;
    if (args[0])
        value = args[1] ? int_with_base(args[0], args[1]) : int_from_object(args[0]);
    else
        value = args[1] ? raise_error(TypeError, "int() missing string argument") : int_new(0);
    return boxed_new_take(type, &int_type, value);
}

/* --- slots ---------------------------------------------------------------------------------------------- */

static Ref slot_repr(View self)
{
    return int_to_str(int_view(self), 10, false);
}

static Hash slot_hash(View self)
{
    return int_hash(int_view(self));
}

static Ref slot_compare(View self, View other, Comparison comparison)
{
    View left = int_view(self), right = int_view(other);
    if (!left || !right)
        return retain(NOT_IMPLEMENTED);
    int order = left == right ? 0 : int_compare(left, right);
    return order_result(order, comparison);
}

static int slot_truth(View self)
{
    return int_sign(int_view(self)) != 0;
}

static Ref slot_exact(View self)
{
    View value = int_view(self);
    return value->type == TYPE_BOOL ? int_new(word_of(value)) : retain(value);
}

static Ref slot_absolute(View self)
{
    View value = int_view(self);
    return int_sign(value) < 0 ? int_negative(value) : slot_exact(self);
}

static Ref slot_negative(View self)
{
    return int_negative(int_view(self));
}

static Ref slot_invert(View self)
{
    return int_invert(int_view(self));
}

static Ref slot_float(View self)
{
    double value;
    return int_to_double(int_view(self), &value) ? float_new(value) : NULL;
}

/* A slot for an operator, from the function on exact ints. */
#define BINARY(slot, function)                                    \
    static Ref slot(View left, View right)                        \
    {                                                             \
        View a = int_view(left), b = int_view(right);             \
        return a && b ? function(a, b) : retain(NOT_IMPLEMENTED); \
    }
BINARY(slot_add, int_add)
BINARY(slot_subtract, int_subtract)
BINARY(slot_multiply, int_multiply)
BINARY(slot_floor_divide, int_floor_divide)
BINARY(slot_modulo, int_modulo)
BINARY(slot_divmod, int_divmod)
BINARY(slot_true_divide, int_true_divide)
BINARY(slot_shift_left, int_shift_left)
BINARY(slot_shift_right, int_shift_right)
BINARY(slot_and, int_and)
BINARY(slot_or, int_or)
BINARY(slot_xor, int_xor)
#undef BINARY

static Ref slot_power_two(View left, View right)
{
    View a = int_view(left), b = int_view(right);
    return a && b ? int_power(a, b, NULL) : retain(NOT_IMPLEMENTED);
}

static Ref slot_power(View base, View exponent, View modulus)
{
    View a = int_view(base), b = int_view(exponent), m = modulus == NONE ? NULL : int_view(modulus);
    return a && b && (m || modulus == NONE) ? int_power(a, b, m) : retain(NOT_IMPLEMENTED);
}

static const NativeFunction int_new_native = {
    "int(x=0, /, base=10)", int_construct,
    "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments are given."};

void *int_raise_too_large(const char *c_type)
{
    return raise_error(OverflowError, "Python int too large to convert to C %s", c_type);
}

TypeObject int_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_INT,
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\n"
           "are given.  If x is a number, return x.__int__().  For floating point\nnumbers, this truncates towards zero.",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_INT,
    .size = sizeof(IntObject),
    .allocated_size = int_allocated_size,
    .new_native = &int_new_native,
    .repr = slot_repr,
    .hash = slot_hash,
    .compare = slot_compare,
    .truth = slot_truth,
    .negative = slot_negative,
    .positive = slot_exact,
    .invert = slot_invert,
    .absolute = slot_absolute,
    .as_int = slot_exact,
    .as_index = slot_exact,
    .as_float = slot_float,
    .binary = {[BINARY_ADD] = slot_add,
               [BINARY_SUB] = slot_subtract,
               [BINARY_MULT] = slot_multiply,
               [BINARY_DIV] = slot_true_divide,
               [BINARY_MOD] = slot_modulo,
               [BINARY_POW] = slot_power_two,
               [BINARY_LSHIFT] = slot_shift_left,
               [BINARY_RSHIFT] = slot_shift_right,
               [BINARY_OR] = slot_or,
               [BINARY_XOR] = slot_xor,
               [BINARY_AND] = slot_and,
               [BINARY_FLOORDIV] = slot_floor_divide,
               [BINARY_DIVMOD] = slot_divmod},
    .power = slot_power,
    .methods = int_methods,
    .class_methods = int_class_methods,
    .properties = int_properties,
};
