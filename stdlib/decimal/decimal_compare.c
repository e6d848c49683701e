/* decimal_compare: numbers compared with each other, and with ints, floats, complex numbers and ratios.
 *
 * A ratio n / d is compared as n with the number times d. A float is compared exactly, which is a FloatOperation: for == and != it
 * sets the flag only, for the others it may be trapped. */
#include <limits.h>

#include "runtime/calls/object_operations.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/decimal/decimal_private.h"
#include "stdlib/module_types.h"

static Ref rational; /* numbers.Rational */

bool decimal_compare_start(void)
{
    if (rational)
        return true;
    Ref numbers = module_keep(&rational) ? hooks.import_by_name("numbers") : NULL;
    Ref number = numbers ? object_get_attribute_text(numbers, "Number") : NULL;
    Ref register_class = number ? object_get_attribute_text(number, "register") : NULL;
    Ref done = register_class ? call_1(register_class, AS_OBJECT(&decimal_type)) : NULL;
    rational = done ? object_get_attribute_text(numbers, "Rational") : NULL;
    release_maybe(numbers);
    release_maybe(number);
    release_maybe(register_class);
    release_maybe(done);
    return rational != NULL;
}

static bool is_equality(Comparison comparison)
{
    return comparison == COMPARE_EQ || comparison == COMPARE_NE;
}

/* The two sides as Decimals, owned; `right` is NOT_IMPLEMENTED for what is no number. */
typedef struct Sides {
    Ref left, right;
} Sides;

static Ref from_float(double value, ContextObject *context, Comparison comparison)
{
    if (is_equality(comparison))
        context->settings.status |= DECIMAL_FLOAT_OPERATION;
    else if (!decimal_note(context, DECIMAL_FLOAT_OPERATION))
        return NULL;
    return decimal_from_double_exact(&decimal_type, value, context);
}

/* object.name, which must be an int, as a Decimal. NULL with an exception. */
static Ref part_of_ratio(View object, const char *name, ContextObject *context)
{
    Ref part = object_get_attribute_text(object, name), result = NULL;
    if (part && !is_int(part))
        raise_error(TypeError, "%s must be an integer", name);
    else if (part)
        result = decimal_from_int_exact(&decimal_type, part, context);
    release_maybe(part);
    return result;
}

/* The left side times the denominator: with any precision, and an exponent that cannot overflow. */
static Ref scaled(View number, View denominator, ContextObject *context)
{
    if (mpd_isspecial(number_of(number)))
        return retain(number);
    mpd_context_t largest;
    uint32_t status = 0;
    mpd_maxcontext(&largest);
    mpd_t factor = *number_of(number);
    factor.exp = 0;
    Ref result = decimal_new(&decimal_type);
    if (!result)
        return NULL;
    mpd_qmul(number_of(result), &factor, number_of(denominator), &largest, &status);
    number_of(result)->exp = number_of(number)->exp;
    return decimal_finish_take(result, context, status);
}

static bool sides_with_ratio(View self, View other, ContextObject *context, Sides *sides)
{
    Ref denominator = part_of_ratio(other, "denominator", context);
    sides->left = denominator ? scaled(self, denominator, context) : NULL;
    sides->right = sides->left ? part_of_ratio(other, "numerator", context) : NULL;
    release_maybe(denominator);
    return sides->right != NULL;
}

/* False with an exception. */
static bool sides_of(View self, View other, ContextObject *context, Comparison comparison, Sides *sides)
{
    if (is_decimal(other)) {
        sides->right = retain(other);
    } else if (is_int(other)) {
        sides->right = decimal_from_int_exact(&decimal_type, other, context);
    } else if (is_float(other)) {
        sides->right = from_float(float_value(other), context, comparison);
    } else if (is_kind(other, TYPE_FLAG_COMPLEX)) {
        const ComplexObject *value = (ComplexObject *)(other->type == TYPE_COMPLEX ? other : ((BoxedObject *)other)->value);
        bool is_real = is_equality(comparison) && value->imaginary == 0;
        sides->right = is_real ? from_float(value->real, context, comparison) : retain(NOT_IMPLEMENTED);
    } else {
        int is_ratio = object_is_instance(other, rational);
        if (is_ratio > 0)
            return sides_with_ratio(self, other, context, sides);
        sides->right = is_ratio == 0 ? retain(NOT_IMPLEMENTED) : NULL;
    }
    sides->left = retain(self);
    return sides->right != NULL;
}

static Ref verdict(const Sides *sides, ContextObject *context, Comparison comparison)
{
    const mpd_t *left = number_of(sides->left), *right = number_of(sides->right);
    uint32_t status = 0;
    int order = mpd_qcmp(left, right, &status);
    if (order == INT_MAX) { /* a nan: it is unequal to all, and in no order */
        bool is_signaling = mpd_issnan(left) || mpd_issnan(right) || !is_equality(comparison);
        if (is_signaling && !decimal_note(context, status))
            return NULL;
        return bool_new(comparison == COMPARE_NE);
    }
    return order_result(order, comparison);
}

Ref decimal_compare(View self, View other, Comparison comparison)
{
    ContextObject *context = decimal_current_peek();
    if (!context)
        return NULL;
    Ref held = retain(AS_OBJECT(context)), result = NULL;
    Sides sides = {NULL, NULL};
    if (sides_of(self, other, context, comparison, &sides))
        result = sides.right == NOT_IMPLEMENTED ? retain(NOT_IMPLEMENTED) : verdict(&sides, context, comparison);
    release_maybe(sides.left);
    release_maybe(sides.right);
    release(held);
    return result;
}
