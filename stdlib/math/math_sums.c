/* math_sums: the functions of math that take many numbers: fsum, prod, hypot, dist.
 *
 * A sum that is to be exact is kept as several doubles whose exact sum it is (Shewchuk, Adaptive Precision
 * Floating-Point Arithmetic, 1997): adding two doubles gives a rounded sum, and the rounding error, which is
 * itself a double. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/math/math_private.h"

/* The rounded sum; the error goes to *error. */
static double two_sum(double a, double b, double *error)
{
    double sum = a + b, part = sum - a;
    *error = (a - (sum - part)) + (b - part);
    return sum;
}

/* --- fsum ----------------------------------------------------------------------------------------------- */

enum { FEW_PARTS = 32 };

/* Parts do not overlap and grow in magnitude; their exact sum is the sum so far. Infinities and nans are
 * summed apart. */
typedef struct ExactSum {
    double few[FEW_PARTS], *parts;
    size_t count, capacity;
    double special, infinities;
} ExactSum;

static bool make_room(ExactSum *sum)
{
    if (sum->count < sum->capacity)
        return true;
    size_t old = sum->capacity * sizeof(double), capacity = sum->capacity * 2;
    double *grown = sum->parts == sum->few ? heap_allocate(2 * old) : heap_resize(sum->parts, old, 2 * old);
    if (!grown) {
        raise_memory_error();
        return false;
    }
    if (sum->parts == sum->few)
        memcpy(grown, sum->few, old);
    sum->parts = grown;
    sum->capacity = capacity;
    return true;
}

static bool exact_add(ExactSum *sum, double value)
{
    double start = value;
    size_t kept = 0;
    for (size_t i = 0; i < sum->count; i++) {
        double error;
        value = two_sum(value, sum->parts[i], &error);
        if (error != 0)
            sum->parts[kept++] = error; /* nan too, of an overflow: seen below */
    }
    sum->count = kept;
    if (value == 0)
        return true;
    if (!isfinite(value)) {
        if (isfinite(start)) {
            raise_error(OverflowError, "intermediate overflow in fsum");
            return false;
        }
        if (isinf(start))
            sum->infinities += start;
        sum->special += start;
        sum->count = 0;
        return true;
    }
    if (!make_room(sum))
        return false;
    sum->parts[sum->count++] = value;
    return true;
}

/* The parts rounded to one double, once: from the largest down until something is lost, then the half-way
 * case is settled by the sign of what follows. */
static double exact_round(const ExactSum *sum)
{
    size_t left = sum->count;
    if (left == 0)
        return 0;
    double high = sum->parts[--left], low = 0;
    while (left > 0 && low == 0)
        high = two_sum(high, sum->parts[--left], &low);
    if (left > 0 && ((low < 0 && sum->parts[left - 1] < 0) || (low > 0 && sum->parts[left - 1] > 0))) {
        double twice = low * 2, next = high + twice;
        if (twice == next - high)
            high = next;
    }
    return high;
}

static Ref exact_result(const ExactSum *sum)
{
    if (sum->special == 0)
        return float_new(exact_round(sum));
    return isnan(sum->infinities) ? raise_error(ValueError, "-inf + inf in fsum") : float_new(sum->special);
}

Ref math_fsum(View self UNUSED, View *args)
{
    Ref iterator = object_iterate(args[0]), result = NULL;
    if (!iterator)
        return NULL;
    ExactSum sum = {.capacity = FEW_PARTS};
    sum.parts = sum.few;
    bool done = true;
    for (Ref item; done && (item = object_next(iterator)) != NULL;) {
        double value;
        done = object_as_double(item, &value) && exact_add(&sum, value);
        release(item);
    }
    release(iterator);
    if (done && !error_is_set())
        result = exact_result(&sum);
    if (sum.parts != sum.few)
        heap_free(sum.parts, sum.capacity * sizeof(double));
    return result;
}

/* --- prod ----------------------------------------------------------------------------------------------- */

Ref math_prod(View self UNUSED, View *args)
{
    Ref result = args[1] ? retain(args[1]) : int_new(1), iterator = result ? object_iterate(args[0]) : NULL;
    if (!iterator) {
        release_maybe(result);
        return NULL;
    }
    for (Ref item; result && (item = object_next(iterator)) != NULL;) {
        Ref product = object_binary(result, item, BINARY_MULT);
        release(item);
        release(result);
        result = product;
    }
    release(iterator);
    if (result && error_is_set())
        clear_place(&result);
    return result;
}

/* --- hypot, dist ---------------------------------------------------------------------------------------- */

/* The square root of high + low, an unevaluated sum: the rounded root, and one step of Newton's method with
 * the exact remainder. */
static double accurate_root(double high, double low)
{
    double root = sqrt(high);
    if (root == 0)
        return root;
    double square = root * root, square_error = fma(root, root, -square);
    return root + ((high - square) - square_error + low) / (2 * root);
}

/* The length of a vector whose coordinates are not negative: scaled by a power of two, so that no square
 * overflows or vanishes. */
static double vector_length(const double *coordinates, size_t count, double largest, bool has_nan)
{
    if (isinf(largest))
        return largest;
    if (has_nan)
        return NAN;
    if (largest == 0 || count <= 1)
        return largest;
    int exponent;
    frexp(largest, &exponent);
    double high = 0, low = 0;
    for (size_t i = 0; i < count; i++) {
        double x = ldexp(coordinates[i], -exponent), square = x * x, error;
        low += fma(x, x, -square);
        high = two_sum(high, square, &error);
        low += error;
    }
    double error, sum = two_sum(high, low, &error);
    return ldexp(accurate_root(sum, error), exponent);
}

enum { FEW_COORDINATES = 16 };

typedef struct Vector {
    double few[FEW_COORDINATES], *coordinates;
    size_t count;
    double largest;
    bool has_nan;
} Vector;

static bool vector_start(Vector *vector, size_t count)
{
    *vector = (Vector){.count = count};
    vector->coordinates = count <= FEW_COORDINATES ? vector->few : heap_allocate(heap_array_size(count, sizeof(double)));
    if (!vector->coordinates)
        raise_memory_error();
    return vector->coordinates != NULL;
}

static void vector_set(Vector *vector, size_t index, double value)
{
    value = fabs(value);
    vector->coordinates[index] = value;
    vector->has_nan = vector->has_nan || isnan(value);
    if (value > vector->largest)
        vector->largest = value;
}

/* Its length as a float, if `done`; frees it. */
static Ref vector_finish(Vector *vector, bool done)
{
    Ref result = done ? float_new(vector_length(vector->coordinates, vector->count, vector->largest, vector->has_nan)) : NULL;
    if (vector->coordinates != vector->few)
        heap_free(vector->coordinates, vector->count * sizeof(double));
    return result;
}

Ref math_hypot(View self UNUSED, View *args)
{
    Vector vector;
    if (!vector_start(&vector, tuple_length(args[0])))
        return NULL;
    bool done = true;
    for (size_t i = 0; done && i < vector.count; i++) {
        double value = 0;
        done = object_as_double(tuple_item_peek(args[0], i), &value);
        vector_set(&vector, i, value);
    }
    return vector_finish(&vector, done);
}

static Ref distance(View p, View q)
{
    Vector vector;
    if (tuple_length(p) != tuple_length(q))
        return raise_error(ValueError, "both points must have the same number of dimensions");
    if (!vector_start(&vector, tuple_length(p)))
        return NULL;
    bool done = true;
    for (size_t i = 0; done && i < vector.count; i++) {
        double a = 0, b = 0;
        done = object_as_double(tuple_item_peek(p, i), &a) && object_as_double(tuple_item_peek(q, i), &b);
        vector_set(&vector, i, a - b);
    }
    return vector_finish(&vector, done);
}

Ref math_dist(View self UNUSED, View *args)
{
    Ref p = tuple_from_iterable(args[0]), q = p ? tuple_from_iterable(args[1]) : NULL;
    Ref result = q ? distance(p, q) : NULL;
    release_maybe(p);
    release_maybe(q);
    return result;
}
