/* delta: timedelta.
 *
 * Sums are done in 64 bits, products and constructions in 128: the largest duration has 8.64e19 microseconds. Where a float or a large
 * int comes in, Python's own ints do it. */
#include <math.h>
#include <stdio.h>

#include "runtime/classes/descriptors.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/numbers/int_limbs.h"
#include "stdlib/datetime/datetime_private.h"

typedef __int128 Micros;

/* --- making --------------------------------------------------------------------------------------------- */

Delta delta_normal(int64_t days, int64_t seconds, int64_t micros)
{
    int64_t carry = micros / MICROS;
    micros %= MICROS;
    if (micros < 0) {
        micros += MICROS;
        carry--;
    }
    seconds += carry;
    carry = seconds / DAY_SECONDS;
    seconds %= DAY_SECONDS;
    if (seconds < 0) {
        seconds += DAY_SECONDS;
        carry--;
    }
    return (Delta){days + carry, (int32_t)seconds, (int32_t)micros};
}

static Ref delta_make(TypeObject *type, Delta delta)
{
    if (delta.days > DELTA_DAYS_MOST || delta.days < -DELTA_DAYS_MOST) {
        if (delta.days > INT32_MAX || delta.days < INT32_MIN)
            return raise_error(OverflowError, "Python int too large to convert to C int");
        return raise_error(OverflowError, "days=%d; must have magnitude <= %d", (int)delta.days, DELTA_DAYS_MOST);
    }
    DeltaObject *made = datetime_allocate(type);
    if (!made)
        return NULL;
    made->hash = -1;
    made->delta = delta;
    return AS_OBJECT(made);
}

Ref delta_new(int64_t days, int64_t seconds, int64_t micros)
{
    return delta_make(&datetime_timedelta_type, delta_normal(days, seconds, micros));
}

static Micros micros_of(const Delta *delta)
{
    return ((Micros)delta->days * DAY_SECONDS + delta->seconds) * MICROS + delta->micros;
}

static Ref raise_large(void)
{
    return raise_error(OverflowError, "Python int too large to convert to C int");
}

static Ref delta_of_micros(TypeObject *type, Micros micros)
{
    const Micros day = (Micros)DAY_SECONDS * MICROS;
    Micros days = micros / day, rest = micros % day;
    if (rest < 0) {
        rest += day;
        days--;
    }
    if (days > INT32_MAX || days < INT32_MIN)
        return raise_large();
    return delta_make(type, (Delta){(int64_t)days, (int32_t)(rest / MICROS), (int32_t)(rest % MICROS)});
}

/* An int as far as it has at most 100 bits. False without an exception: it has more. */
static bool micros_of_int(View value, Micros *result)
{
    Magnitude m;
    if (int_bit_length(value) > 100)
        return false;
    magnitude_of(value, &m);
    unsigned __int128 magnitude = m.count > 0 ? m.limbs[0] : 0;
    if (m.count > 1)
        magnitude |= (unsigned __int128)m.limbs[1] << 64;
    *result = m.is_negative ? -(Micros)magnitude : (Micros)magnitude;
    return true;
}

static Ref int_of_micros(Micros micros)
{
    return int_from_128(micros < 0 ? (unsigned __int128)-micros : (unsigned __int128)micros, micros < 0);
}

static Ref delta_of_int_take(Ref number)
{
    Micros micros;
    if (!number)
        return NULL;
    bool fits = micros_of_int(number, &micros);
    release(number);
    return fits ? delta_of_micros(&datetime_timedelta_type, micros) : raise_large();
}

/* Add value * factor; what is lost of a fraction goes to *left. False with an exception. */
static bool accumulate(Micros *sum, double *left, View value, int64_t factor, const char *what)
{
    enum { BITS_MOST = 80 };
    double whole;
    Micros number;
    if (is_int(value)) {
        if (int_bit_length(int_view(value)) > BITS_MOST || !micros_of_int(int_view(value), &number))
            return raise_large() != NULL;
        *sum += number * factor;
        return true;
    }
    if (!is_float(value))
        return raise_error(TypeError, "unsupported type for timedelta %s component: %T", what, value) != NULL;
    double part = modf(float_value(value), &whole);
    Ref exact = int_from_double(whole); /* refuses what is no number */
    if (!exact)
        return false;
    release(exact);
    if (fabs(whole) >= ldexp(1, BITS_MOST))
        return raise_large() != NULL;
    *sum += (Micros)whole * factor;
    if (part != 0) {
        part = modf(part * (double)factor, &whole);
        *sum += (Micros)whole;
        *left += part;
    }
    return true;
}

static Ref delta_new_native(View type, View *args)
{
    static const struct {
        int place;
        int64_t factor;
        const char *name;
    } parts[] = {{2, 1, "microseconds"},
                 {3, 1000, "milliseconds"},
                 {1, MICROS, "seconds"},
                 {4, (int64_t)60 * MICROS, "minutes"},
                 {5, (int64_t)3600 * MICROS, "hours"},
                 {0, (int64_t)DAY_SECONDS * MICROS, "days"},
                 {6, (int64_t)7 * DAY_SECONDS * MICROS, "weeks"}};
    Micros sum = 0;
    double left = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (args[parts[i].place] && !accumulate(&sum, &left, args[parts[i].place], parts[i].factor, parts[i].name))
            return NULL;
    if (left != 0) { /* the nearest; half-way, the even sum */
        double whole = round(left);
        if (fabs(whole - left) == 0.5) {
            double odd = (double)(sum & 1);
            whole = 2.0 * round((left + odd) * 0.5) - odd;
        }
        sum += (Micros)whole;
    }
    return delta_of_micros((TypeObject *)type, sum);
}

/* --- arithmetic ----------------------------------------------------------------------------------------- */

int delta_compare(const Delta *left, const Delta *right)
{
    if (left->days != right->days)
        return left->days < right->days ? -1 : 1;
    if (left->seconds != right->seconds)
        return left->seconds < right->seconds ? -1 : 1;
    return left->micros < right->micros ? -1 : left->micros > right->micros;
}

Delta delta_minus(const Delta *left, const Delta *right)
{
    return delta_normal(left->days - right->days, left->seconds - right->seconds, left->micros - right->micros);
}

Ref delta_add(View left, View right)
{
    if (!is_delta(left) || !is_delta(right))
        return retain(NOT_IMPLEMENTED);
    const Delta *a = delta_of(left), *b = delta_of(right);
    return delta_new(a->days + b->days, a->seconds + b->seconds, a->micros + b->micros);
}

static Ref delta_subtract(View left, View right)
{
    if (!is_delta(left) || !is_delta(right))
        return retain(NOT_IMPLEMENTED);
    return delta_make(&datetime_timedelta_type, delta_minus(delta_of(left), delta_of(right)));
}

/* m / n, rounded to the nearest int, half-way to the even one. Both are consumed; NULL if one is NULL. */
static Ref divide_nearest_take(Ref m, Ref n)
{
    Ref pair = m && n ? int_divmod(m, n) : NULL, result = NULL;
    if (pair) {
        View quotient = tuple_item_peek(pair, 0), rest = tuple_item_peek(pair, 1);
        Ref twice = int_add(rest, rest);
        if (twice) {
            int order = int_sign(n) > 0 ? int_compare(twice, n) : -int_compare(twice, n);
            Ref one = int_new(1);
            Ref bit = one ? int_and(quotient, one) : NULL;
            bool up = bit && (order > 0 || (order == 0 && int_sign(bit)));
            result = !bit ? NULL : up ? int_add(quotient, one) : retain(quotient);
            release_maybe(bit);
            release_maybe(one);
            release(twice);
        }
        release(pair);
    }
    release_maybe(m);
    release_maybe(n);
    return result;
}

/* What as_integer_ratio() says, which a subclass may have replaced: a tuple of two ints. NULL with an exception. */
static Ref ratio_of(View number)
{
    Ref method = object_get_attribute_text(number, "as_integer_ratio"), ratio = method ? call_0(method) : NULL;
    release_maybe(method);
    if (!ratio)
        return NULL;
    if (!is_tuple(ratio))
        raise_error(TypeError, "unexpected return type from as_integer_ratio(): expected tuple, not '%.200T'", ratio);
    else if (tuple_length(ratio) != 2)
        raise_error(ValueError, "as_integer_ratio() must return a 2-tuple");
    else if (!is_int(tuple_item_peek(ratio, 0)) || !is_int(tuple_item_peek(ratio, 1)))
        raise_error(TypeError, "as_integer_ratio() must return a tuple of ints");
    else
        return ratio;
    release(ratio);
    return NULL;
}

/* micros * (a / b) for the float a / b, or micros / (a / b). */
static Ref scale_by_float(View delta, View number, bool divide)
{
    Ref ratio = ratio_of(number), micros = ratio ? int_of_micros(micros_of(delta_of(delta))) : NULL;
    Ref product = micros ? int_multiply(micros, int_view(tuple_item_peek(ratio, divide ? 1 : 0))) : NULL;
    Ref result = product ? divide_nearest_take(product, retain(int_view(tuple_item_peek(ratio, divide ? 0 : 1)))) : NULL;
    release_maybe(micros);
    release_maybe(ratio);
    return delta_of_int_take(result);
}

static Ref multiply_by_int(View delta, View number)
{
    Micros micros = micros_of(delta_of(delta)), product;
    int64_t factor;
    if (int_to_int64(number, &factor))
        return __builtin_mul_overflow(micros, (Micros)factor, &product) ? raise_large()
                                                                        : delta_of_micros(&datetime_timedelta_type, product);
    return micros ? raise_large() : delta_new(0, 0, 0);
}

static Ref delta_multiply(View left, View right)
{
    View delta = is_delta(left) ? left : right, other = delta == left ? right : left;
    if (is_int(other))
        return multiply_by_int(delta, int_view(other));
    if (is_float(other))
        return scale_by_float(delta, other, false);
    return retain(NOT_IMPLEMENTED);
}

/* An operation on both durations as ints; NULL with what it raises. */
static Ref with_micros(View left, View right, Ref (*operation)(View, View))
{
    Ref a = int_of_micros(micros_of(delta_of(left))), b = a ? int_of_micros(micros_of(delta_of(right))) : NULL;
    Ref result = b ? operation(a, b) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

static Ref delta_true_divide(View left, View right)
{
    if (!is_delta(left))
        return retain(NOT_IMPLEMENTED);
    if (is_delta(right))
        return with_micros(left, right, int_true_divide);
    if (is_int(right)) {
        if (!int_sign(int_view(right)))
            return raise_error(ZeroDivisionError, "integer division or modulo by zero");
        return delta_of_int_take(divide_nearest_take(int_of_micros(micros_of(delta_of(left))), retain(int_view(right))));
    }
    if (is_float(right))
        return scale_by_float(left, right, true);
    return retain(NOT_IMPLEMENTED);
}

static Ref delta_floor_divide(View left, View right)
{
    if (!is_delta(left))
        return retain(NOT_IMPLEMENTED);
    if (is_delta(right))
        return with_micros(left, right, int_floor_divide);
    if (!is_int(right))
        return retain(NOT_IMPLEMENTED);
    Ref micros = int_of_micros(micros_of(delta_of(left))), result = micros ? int_floor_divide(micros, int_view(right)) : NULL;
    release_maybe(micros);
    return delta_of_int_take(result);
}

static Ref delta_modulo(View left, View right)
{
    if (!is_delta(left) || !is_delta(right))
        return retain(NOT_IMPLEMENTED);
    return delta_of_int_take(with_micros(left, right, int_modulo));
}

static Ref delta_divmod(View left, View right)
{
    if (!is_delta(left) || !is_delta(right))
        return retain(NOT_IMPLEMENTED);
    Ref pair = with_micros(left, right, int_divmod);
    if (!pair)
        return NULL;
    Ref rest = delta_of_int_take(retain(tuple_item_peek(pair, 1))), result = rest ? tuple_pack(2, tuple_item_peek(pair, 0), rest) : NULL;
    release_maybe(rest);
    release(pair);
    return result;
}

static Ref delta_negative(View self)
{
    const Delta *delta = delta_of(self);
    return delta_new(-delta->days, -delta->seconds, -delta->micros);
}

static Ref delta_positive(View self)
{
    return delta_make(&datetime_timedelta_type, *delta_of(self));
}

static Ref delta_absolute(View self)
{
    return delta_of(self)->days < 0 ? delta_negative(self) : delta_positive(self);
}

static int delta_truth(View self)
{
    return !delta_is_zero(delta_of(self));
}

static Ref delta_compare_slot(View self, View other, Comparison comparison)
{
    if (!is_delta(other))
        return retain(NOT_IMPLEMENTED);
    return order_result(delta_compare(delta_of(self), delta_of(other)), comparison);
}

/* --- texts and parts ------------------------------------------------------------------------------------ */

static Ref parts_of(View self)
{
    const Delta *delta = delta_of(self);
    Ref parts[] = {int_new(delta->days), int_new(delta->seconds), int_new(delta->micros)};
    if (parts[0] && parts[1] && parts[2])
        return tuple_from_array_take(parts, 3);
    for (size_t i = 0; i < 3; i++)
        release_maybe(parts[i]);
    return NULL;
}

static Hash delta_hash(View self)
{
    DeltaObject *delta = (DeltaObject *)self;
    if (delta->hash == -1) {
        Ref parts = parts_of(self);
        if (!parts)
            return -1;
        delta->hash = object_hash(parts);
        release(parts);
    }
    return delta->hash;
}

static Ref delta_repr(View self)
{
    const Delta *delta = delta_of(self);
    char text[96];
    size_t length = 0;
    if (delta->days)
        length += (size_t)snprintf(text + length, sizeof text - length, "days=%lld", (long long)delta->days);
    if (delta->seconds)
        length += (size_t)snprintf(text + length, sizeof text - length, "%sseconds=%d", length ? ", " : "", delta->seconds);
    if (delta->micros)
        length += (size_t)snprintf(text + length, sizeof text - length, "%smicroseconds=%d", length ? ", " : "", delta->micros);
    return str_format("%s(%s)", type_of_peek(self)->name, length ? text : "0");
}

static Ref delta_str(View self)
{
    const Delta *delta = delta_of(self);
    char text[96];
    size_t length = 0;
    if (delta->days)
        length = (size_t)snprintf(text, sizeof text, "%lld day%s, ", (long long)delta->days,
                                  delta->days == 1 || delta->days == -1 ? "" : "s");
    length += (size_t)snprintf(text + length, sizeof text - length, "%d:%02d:%02d", delta->seconds / 3600, delta->seconds / 60 % 60,
                               delta->seconds % 60);
    if (delta->micros)
        snprintf(text + length, sizeof text - length, ".%06d", delta->micros);
    return str_from_text(text);
}

Ref delta_total_seconds(const Delta *delta)
{
    Ref micros = int_of_micros(micros_of(delta)), million = micros ? int_new(MICROS) : NULL;
    Ref result = million ? int_true_divide(micros, million) : NULL;
    release_maybe(micros);
    release_maybe(million);
    return result;
}

static Ref total_seconds(View self, View *args UNUSED)
{
    return delta_total_seconds(delta_of(self));
}

static Ref reduce(View self, View *args UNUSED)
{
    Ref parts = parts_of(self), result = parts ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), parts) : NULL;
    release_maybe(parts);
    return result;
}

static Ref get_days(View self)
{
    return int_new(delta_of(self)->days);
}
static Ref get_seconds(View self)
{
    return int_new(delta_of(self)->seconds);
}
static Ref get_micros(View self)
{
    return int_new(delta_of(self)->micros);
}

static void delta_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction methods[] = {
    {"total_seconds()", total_seconds, "Total seconds in the duration."},
    {"__reduce__()", reduce, "__reduce__() -> (cls, state)"},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"days", get_days, descriptor_refuse_write, "Number of days."},
    {"seconds", get_seconds, descriptor_refuse_write, "Number of seconds (>= 0 and less than 1 day)."},
    {"microseconds", get_micros, descriptor_refuse_write, "Number of microseconds (>= 0 and less than 1 second)."},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {"timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)",
                                           delta_new_native, NULL};

TypeObject datetime_timedelta_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.timedelta",
    .doc = "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, "
           "weeks=0)\n\nEach argument is an int or a float of either sign, 0 if it is left out.",
    .size = sizeof(DeltaObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .new_native = &constructor,
    .traverse = delta_traverse,
    .repr = delta_repr,
    .str = delta_str,
    .hash = delta_hash,
    .compare = delta_compare_slot,
    .negative = delta_negative,
    .positive = delta_positive,
    .absolute = delta_absolute,
    .truth = delta_truth,
    .binary = {[BINARY_ADD] = delta_add,
               [BINARY_SUB] = delta_subtract,
               [BINARY_MULT] = delta_multiply,
               [BINARY_DIV] = delta_true_divide,
               [BINARY_FLOORDIV] = delta_floor_divide,
               [BINARY_MOD] = delta_modulo,
               [BINARY_DIVMOD] = delta_divmod},
    .methods = methods,
    .properties = properties,
};
