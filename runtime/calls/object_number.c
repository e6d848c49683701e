/* object_number: the arithmetic operators for any two objects, and conversions to C numbers.
 *
 * The rule for `left + right`: ask the left operand's class; if it does not know, the right one's. A class
 * derived from the other operand's is asked first, so that it can override. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static const char *const symbols[] = {"+", "-", "*", "@", "/", "%", "** or pow()", "<<", ">>", "|", "^", "&", "//", "divmod()"};
static const char *const inplace_symbols[] = {"+=", "-=", "*=", "@=", "/=", "%=", "**=", "<<=", ">>=", "|=", "^=", "&=", "//="};

/* Is it the concatenation or the repetition of a built-in sequence? */
static bool is_of_sequence(BinarySlot slot, BinaryOperator operator)
{
    static const TypeObject *const sequences[] = {&list_type, &tuple_type, &str_type, &bytes_type, &bytearray_type};
    for (size_t i = 0; i < COUNT_OF(sequences); i++)
        if (slot == sequences[i]->binary[operator])
            return true;
    return false;
}

/* Is the right operand, of class b, asked before the left one, of class a? To concatenate and to repeat
 * sequences is what comes last, after any class's own idea of + and *. */
static bool is_right_first(const TypeObject *a, const TypeObject *b, BinaryOperator operator)
{
    if (type_is_subtype(b, a))
        return true;
    return (operator== BINARY_ADD || operator== BINARY_MULT) &&type_has(b, TYPE_FLAG_HEAP) &&
           is_of_sequence(a->binary[operator], operator) && !is_of_sequence(b->binary[operator], operator);
}

/* The result, or a retained NOT_IMPLEMENTED. */
static Ref binary_or_not_implemented(View left, View right, BinaryOperator operator)
{
    TypeObject *a = type_of_peek(left), *b = type_of_peek(right);
    BinarySlot first = a->binary[operator], second = a != b ? b->binary[operator] : NULL;
    if (second == first)
        second = NULL;
    if (first) {
        if (second && is_right_first(a, b, operator)) {
            Ref result = second(left, right);
            if (result != NOT_IMPLEMENTED)
                return result;
            release(result);
            second = NULL;
        }
        Ref result = first(left, right);
        if (result != NOT_IMPLEMENTED || !second)
            return result;
        release(result);
    }
    return second ? second(left, right) : retain(NOT_IMPLEMENTED);
}

static Ref raise_unsupported(View left, View right, const char *symbol, BinaryOperator operator)
{
    if (operator== BINARY_RSHIFT && left->type == TYPE_NATIVE_FUNCTION) {
        Ref name = object_get_attribute_text(left, "__name__");
        bool is_print = name && is_str(name) && str_equal_text(name, "print");
        release_maybe(name);
        if (is_print)
            return raise_error(
                TypeError, "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                symbol, left, right);
    }
    if (operator== BINARY_ADD &&(is_tuple(left) || is_list(left))) {
        const char *kind = is_tuple(left) ? "tuple" : "list";
        return raise_error(TypeError, "can only concatenate %s (not \"%T\") to %s", kind, right, kind);
    }
    return raise_error(TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", symbol, left, right);
}

static Ref held_binary(View left, View right, BinaryOperator operator)
{
    retain(left);
    retain(right);
    Ref result = binary_or_not_implemented(left, right, operator);
    release(left);
    release(right);
    return result;
}

/* What the left operand's class alone says. */
static Ref held_own(View left, View right, BinaryOperator operator)
{
    BinarySlot slot = type_of_peek(left)->binary[operator];
    if (!slot)
        return retain(NOT_IMPLEMENTED);
    retain(left);
    Ref result = slot(left, right);
    release(left);
    return result;
}

Ref object_binary(View left, View right, BinaryOperator operator)
{
    if (!error_enter_recursion(" while calling a Python object"))
        return NULL;
    Ref result = held_binary(left, right, operator);
    leave_recursion();
    if (result != NOT_IMPLEMENTED)
        return result;
    release(result);
    return raise_unsupported(left, right, symbols[operator], operator);
}

/* Does * repeat it? */
static bool is_repeated(View object)
{
    BinarySlot slot = type_of_peek(object)->binary[BINARY_MULT];
    return slot && (slot == list_type.binary[BINARY_MULT] || slot == tuple_type.binary[BINARY_MULT] ||
                    slot == str_type.binary[BINARY_MULT] || slot == bytes_type.binary[BINARY_MULT]);
}

/* `left *= sequence` repeats it only where `left` is no container itself, by what CPython goes by: instances of classes
 * count as such. */
static bool refuses_repetition(View left, View right)
{
    const TypeObject *type = type_of_peek(left);
    return is_repeated(right) && !is_repeated(left) && (type->flags & TYPE_FLAG_HEAP || type->length || type->contains);
}

Ref object_inplace(View left, View right, BinaryOperator operator)
{
    BinarySlot slot = type_of_peek(left)->inplace[operator];
    if (!check_stack())
        return NULL;
    if (slot) {
        retain(left);
        Ref result = slot(left, right);
        release(left);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    bool refuses = operator== BINARY_MULT && refuses_repetition(left, right);
    Ref result = refuses ? held_own(left, right, operator) : held_binary(left, right, operator);
    if (result != NOT_IMPLEMENTED)
        return result;
    release(result);
    return raise_unsupported(left, right, inplace_symbols[operator], operator);
}

Ref object_power(View base, View exponent, View modulus)
{
    if (!modulus || modulus == NONE)
        return object_binary(base, exponent, BINARY_POW);
    if (!check_stack())
        return NULL;
    View operands[] = {base, exponent, modulus};
    for (size_t i = 0; i < COUNT_OF(operands); i++) { /* whose class knows? */
        TypeObject *type = type_of_peek(operands[i]);
        bool is_asked = (i > 0 && type == type_of_peek(operands[0])) || (i > 1 && type == type_of_peek(operands[1]));
        if (!type->power || is_asked)
            continue;
        Ref result = type->power(base, exponent, modulus);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    if (!type_of_peek(base)->power) {
        Ref method = object_special_method(base, name(__pow__));
        Ref result = method ? call_2(method, exponent, modulus) : NULL;
        release_maybe(method);
        if (result != NOT_IMPLEMENTED && (result || error_is_set()))
            return result;
        release_maybe(result);
    }
    return raise_error(TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", base, exponent, modulus);
}

static Ref unary(View object, UnarySlot slot, const char *symbol)
{
    if (!slot)
        return raise_error(TypeError, "bad operand type for %s: '%T'", symbol, object);
    if (!check_stack())
        return NULL;
    retain(object);
    Ref result = slot(object);
    release(object);
    return result;
}

Ref object_negative(View object)
{
    return unary(object, type_of_peek(object)->negative, "unary -");
}
Ref object_positive(View object)
{
    return unary(object, type_of_peek(object)->positive, "unary +");
}
Ref object_invert(View object)
{
    return unary(object, type_of_peek(object)->invert, "unary ~");
}
Ref object_absolute(View object)
{
    return unary(object, type_of_peek(object)->absolute, "abs()");
}

/* --- conversions ---------------------------------------------------------------------------------------- */

Ref object_index(View object)
{
    View value = int_view(object);
    if (value)
        return value->type == TYPE_BOOL ? int_new(((IntObject *)value)->value) : retain(value);
    UnarySlot slot = type_of_peek(object)->as_index;
    if (!slot)
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", object);
    return int_exact_of_method_take(check_stack() ? slot(object) : NULL, "__index__");
}

/* __index__ as a word. False with an exception, or without one if it does not fit. */
static bool as_word(View object, int64_t *result)
{
    Ref value = object_index(object);
    bool fits = value && int_to_int64(value, result);
    release_maybe(value);
    return fits;
}

/* The same with OverflowError, which names the type of C. */
static bool as_word_of(View object, const char *c_type, int64_t *result)
{
    bool fits = as_word(object, result);
    if (!fits && !error_is_set())
        int_raise_too_large(c_type);
    return fits;
}

static bool as_index(View object, ExceptionKind if_too_large, Index *result)
{
    int64_t number;
    bool fits = as_word(object, &number);
    if (fits)
        *result = number;
    else if (!error_is_set())
        raise_error(if_too_large, "cannot fit '%T' into an index-sized integer", object);
    return fits;
}

bool object_as_index(View object, Index *result)
{
    return as_index(object, IndexError, result);
}

bool object_as_index_overflow(View object, Index *result)
{
    return as_index(object, OverflowError, result);
}

bool object_as_index_clamped(View object, Index *result)
{
    Ref value = object_index(object);
    if (!value)
        return false;
    int64_t number;
    if (!int_to_int64(value, &number))
        number = int_sign(value) < 0 ? INT64_MIN : INT64_MAX;
    release(value);
    *result = number;
    return true;
}

bool object_as_int64(View object, int64_t *result)
{
    return as_word_of(object, "long", result);
}

bool object_as_slice_index(View object, Index *result)
{
    if (is_int(object) || type_of_peek(object)->as_index)
        return object_as_index_clamped(object, result);
    raise_error(TypeError, "slice indices must be integers or have an __index__ method");
    return false;
}

bool object_as_ssize(View object, Index *result)
{
    int64_t number;
    bool fits = as_word_of(object, "ssize_t", &number);
    if (fits)
        *result = number;
    return fits;
}

bool object_low_bits(View object, uint64_t *bits)
{
    Ref value = object_index(object);
    int64_t word;
    if (value && int_to_int64(value, &word)) {
        *bits = (uint64_t)word;
    } else if (value) {
        const BigIntObject *big = (BigIntObject *)value;
        *bits = big->signed_count < 0 ? 0 - big->limbs[0] : big->limbs[0];
    }
    release_maybe(value);
    return value != NULL;
}

int object_int_truth(View object)
{
    int32_t number;
    if (object->type == TYPE_BOOL)
        return object == TRUE;
    return object_as_int32(object, &number) ? number != 0 : -1;
}

bool object_as_int32(View object, int32_t *result)
{
    int64_t number = 0;
    bool fits = as_word_of(object, "int", &number);
    if (fits && (number < INT32_MIN || number > INT32_MAX)) {
        int_raise_too_large("int");
        fits = false;
    }
    *result = (int32_t)number;
    return fits;
}

bool object_as_double(View object, double *result)
{
    if (is_float(object)) {
        *result = float_value(object);
        return true;
    }
    View value = int_view(object);
    if (value)
        return int_to_double(value, result);
    TypeObject *type = type_of_peek(object);
    if (type->as_float) {
        Ref number = check_stack() ? float_from_method(object) : NULL;
        if (number)
            *result = float_value(number);
        release_maybe(number);
        return number != NULL;
    }
    if (type->as_index) {
        Ref index = object_index(object);
        bool done = index && int_to_double(index, result);
        release_maybe(index);
        return done;
    }
    raise_error(TypeError, "must be real number, not %T", object);
    return false;
}
