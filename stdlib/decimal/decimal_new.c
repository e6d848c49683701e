/* decimal_new: numbers made of texts, ints, floats and tuples.
 *
 *     exactly      Decimal(x): with the largest context; what would have to be rounded is an invalid operation
 *     rounded      context.create_decimal(x): as the context says
 *
 * Long ints go through their decimal digits, which GMP and libmpdec both convert quickly. */
#include <math.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/character.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_private.h"

Ref decimal_new(TypeObject *type)
{
    DecimalObject *made;
    if (LIKELY(type == &decimal_type)) {
        made = object_new_raw(type->index, sizeof *made);
        if (!made)
            return NULL;
        made->object = (Object){1, type->index};
        made->gc = made->unused = 0;
    } else {
        made = (DecimalObject *)type_allocate(type, 0);
        if (!made)
            return NULL;
        gc_track(AS_OBJECT(made));
    }
    made->hash = -1;
    made->number = (mpd_t){.flags = MPD_STATIC | MPD_STATIC_DATA, .alloc = DECIMAL_WORDS, .data = made->words};
    made->words[0] = 0; /* the number is 0, should its maker fail */
    made->number.len = made->number.digits = 1;
    return AS_OBJECT(made);
}

/* The end of an exact conversion: a result that had to be rounded is none. */
static Ref finish_exact_take(Ref result, ContextObject *context, uint32_t status)
{
    if (status & (MPD_Inexact | MPD_Rounded | MPD_Clamped))
        mpd_seterror(number_of(result), MPD_Invalid_operation, &status);
    return decimal_finish_take(result, context, status & MPD_Errors);
}

/* --- texts ---------------------------------------------------------------------------------------------- */

enum { TEXT_SMALL = 128 };

/* The characters without underscores, and stripped of spaces if `exact`, to `place`. */
static void copy_number_text(const char *text, size_t length, bool exact, char *place)
{
    const char *end = text + length;
    if (exact) {
        while (text < end && (*text == ' ' || (*text >= '\t' && *text <= '\r') || (*text >= 0x1c && *text <= 0x1f)))
            text++;
        while (end > text && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r') || (end[-1] >= 0x1c && end[-1] <= 0x1f)))
            end--;
    }
    for (; text < end; text++)
        if (!exact || *text != '_')
            *place++ = *text ? *text : '?'; /* a zero would end the text */
    *place = 0;
}

/* A number of an ASCII text that ends with a zero. */
static Ref from_ascii(TypeObject *type, const char *text, ContextObject *context, bool exact)
{
    Ref result = decimal_new(type);
    if (!result)
        return NULL;
    uint32_t status = 0;
    mpd_context_t largest;
    mpd_maxcontext(&largest);
    mpd_qset_string(number_of(result), text, exact ? &largest : &context->settings, &status);
    return exact ? finish_exact_take(result, context, status) : decimal_finish_take(result, context, status);
}

/* A number of a str. */
static Ref from_text(TypeObject *type, View text, ContextObject *context, bool exact)
{
    size_t length;
    char *owned, small[TEXT_SMALL], *copy = small;
    const char *ascii = character_number_text(str_view(text), &length, &owned);
    if (!ascii)
        return NULL;
    if (length >= TEXT_SMALL)
        copy = heap_allocate(length + 1);
    Ref result = NULL;
    if (copy) {
        copy_number_text(ascii, length, exact, copy);
        result = from_ascii(type, copy, context, exact);
    } else {
        raise_memory_error();
    }
    if (copy && copy != small)
        heap_free(copy, length + 1);
    str_utf8_free(owned, length);
    return result;
}

/* --- ints ----------------------------------------------------------------------------------------------- */

/* Set a number from an int. False with an exception. */
static bool set_int(mpd_t *number, View value, const mpd_context_t *settings, uint32_t *status)
{
    int64_t word;
    View exact = int_view(value);
    if (int_to_int64(exact, &word)) {
        mpd_qset_i64(number, word, settings, status);
        return true;
    }
    Ref digits = int_to_decimal(exact);
    if (!digits)
        return false;
    mpd_qset_string(number, (const char *)((StrView)digits)->data, settings, status);
    release(digits);
    return true;
}

static Ref from_int(TypeObject *type, View value, ContextObject *context, bool exact)
{
    Ref result = decimal_new(type);
    uint32_t status = 0;
    mpd_context_t largest;
    mpd_maxcontext(&largest);
    if (!result || !set_int(number_of(result), value, exact ? &largest : &context->settings, &status)) {
        release_maybe(result);
        return NULL;
    }
    return exact ? finish_exact_take(result, context, status) : decimal_finish_take(result, context, status);
}

Ref decimal_from_int_exact(TypeObject *type, View value, ContextObject *context)
{
    return from_int(type, value, context, true);
}

/* --- floats --------------------------------------------------------------------------------------------- */

/* A finite double is m * 2**e; and if e is negative, m * 5**-e * 10**e. */
static void set_double(mpd_t *number, double value, uint32_t *status)
{
    int exponent;
    int64_t mantissa = (int64_t)ldexp(frexp(value, &exponent), 53);
    exponent -= 53;
    while (mantissa && mantissa % 2 == 0) {
        mantissa /= 2;
        exponent++;
    }
    if (mantissa == 0)
        exponent = 0;
    mpd_context_t largest;
    mpd_maxcontext(&largest);
    uint64_t power = (uint64_t)(exponent < 0 ? -exponent : exponent);
    mpd_t *base = mpd_qnew(), *times = mpd_qnew();
    if (base && times) {
        mpd_qset_u64(base, exponent < 0 ? 5 : 2, &largest, status);
        mpd_qset_u64(times, power, &largest, status);
        mpd_qpow(base, base, times, &largest, status);
        mpd_qset_i64(number, mantissa, &largest, status);
        mpd_qmul(number, number, base, &largest, status);
        if (exponent < 0 && !mpd_isspecial(number))
            number->exp += exponent;
    } else {
        mpd_seterror(number, MPD_Malloc_error, status);
    }
    if (base)
        mpd_del(base);
    if (times)
        mpd_del(times);
}

Ref decimal_from_double_exact(TypeObject *type, double value, ContextObject *context)
{
    Ref result = decimal_new(type);
    uint32_t status = 0;
    if (!result)
        return NULL;
    uint8_t sign = signbit(value) ? MPD_NEG : MPD_POS;
    if (isfinite(value))
        set_double(number_of(result), value, &status);
    else
        mpd_setspecial(number_of(result), sign, isnan(value) ? MPD_NAN : MPD_INF);
    if (value == 0)
        mpd_set_sign(number_of(result), sign);
    return decimal_finish_take(result, context, status);
}

Ref decimal_from_double(double value, ContextObject *context)
{
    Ref result = decimal_from_double_exact(&decimal_type, value, context);
    uint32_t status = 0;
    if (!result)
        return NULL;
    mpd_qfinalize(number_of(result), &context->settings, &status);
    return decimal_finish_take(result, context, status);
}

/* An instance of the class that a class method was called on: Decimal itself makes it at once, others are called. */
static Ref as_class_take(View class, Ref number)
{
    if (!number || class == AS_OBJECT(&decimal_type))
        return number;
    Ref result = call_1(class, number);
    release(number);
    return result;
}

Ref decimal_from_float(View type, View *args)
{
    ContextObject *context = decimal_current_peek();
    if (!context)
        return NULL;
    if (is_int(args[0]))
        return as_class_take(type, decimal_from_int_exact(&decimal_type, args[0], context));
    if (is_float(args[0]))
        return as_class_take(type, decimal_from_double_exact(&decimal_type, float_value(args[0]), context));
    return raise_error(TypeError, "argument must be int or float");
}

/* --- tuples --------------------------------------------------------------------------------------------- */

/* The parts of (sign, digits, exponent). */
typedef struct Triple {
    bool is_negative;
    const char *special; /* "Inf", "NaN", "sNaN", or NULL */
    Index exponent;
    View digits; /* a tuple */
} Triple;

static bool read_exponent(View value, Triple *triple)
{
    StrView text = str_view(value);
    if (!text) {
        if (!is_int(value))
            return raise_error(ValueError, "exponent must be an integer") != NULL;
        return object_as_ssize(value, &triple->exponent);
    }
    static const char *const letters[] = {"F", "n", "N"}, *const words[] = {"Inf", "NaN", "sNaN"};
    for (int i = 0; i < 3; i++)
        if (str_equal_text(AS_OBJECT(text), letters[i]))
            triple->special = words[i];
    return triple->special || raise_error(ValueError, "string argument in the third position must be 'F', 'n' or 'N'") != NULL;
}

static bool read_triple(View tuple, Triple *triple)
{
    if (tuple_length(tuple) != 3)
        return raise_error(ValueError, "argument must be a sequence of length 3") != NULL;
    int64_t sign = -1;
    View given = tuple_item_peek(tuple, 0);
    if (!is_int(given) || !int_to_int64(int_view(given), &sign) || (sign != 0 && sign != 1))
        return raise_error(ValueError, "sign must be an integer with the value 0 or 1") != NULL;
    *triple = (Triple){.is_negative = sign == 1};
    return read_exponent(tuple_item_peek(tuple, 2), triple);
}

/* The digits of a tuple as characters behind `place`; an infinity's are not written. NULL with ValueError. */
static char *write_digits(const Triple *triple, char *place)
{
    bool is_infinite = triple->special && triple->special[0] == 'I';
    for (size_t i = 0; i < tuple_length(triple->digits); i++) {
        View item = tuple_item_peek(triple->digits, i);
        int64_t digit;
        if (!is_int(item))
            return raise_error(ValueError, "coefficient must be a tuple of digits");
        if (!int_to_int64(int_view(item), &digit) || digit < 0 || digit > 9)
            return raise_error(ValueError, "coefficient must be a tuple of digits");
        if (!is_infinite)
            *place++ = (char)('0' + digit);
    }
    if (tuple_length(triple->digits) == 0 && !triple->special)
        *place++ = '0';
    return place;
}

/* The text of a triple, in `room` bytes. False with ValueError. */
static bool write_triple(const Triple *triple, char *text)
{
    if (triple->is_negative)
        *text++ = '-';
    if (triple->special)
        text = stpcpy(text, triple->special);
    text = write_digits(triple, text);
    if (!text)
        return false;
    if (triple->special)
        *text = 0;
    else {
        *text++ = 'E';
        text[int_word_text(triple->exponent, text)] = 0;
    }
    return true;
}

static Ref from_triple(TypeObject *type, const Triple *triple, ContextObject *context, bool exact)
{
    size_t room = tuple_length(triple->digits) + 40; /* a sign, letters or an exponent, and the end */
    char *text = heap_allocate(room);
    if (!text)
        return raise_memory_error();
    Ref result = write_triple(triple, text) ? from_ascii(type, text, context, exact) : NULL;
    heap_free(text, room);
    return result;
}

static Ref from_sequence(TypeObject *type, View sequence, ContextObject *context, bool exact)
{
    Triple triple;
    Ref tuple = is_list(sequence) ? list_to_tuple((ListView)sequence) : retain(sequence), result = NULL;
    if (tuple && read_triple(tuple, &triple)) {
        View given = tuple_item_peek(tuple, 1);
        Ref digits = is_list(given) ? list_to_tuple((ListView)given) : is_tuple(given) ? retain(given) : NULL;
        triple.digits = digits;
        if (digits)
            result = from_triple(type, &triple, context, exact);
        else if (!error_is_set())
            raise_error(ValueError, "coefficient must be a tuple of digits");
        release_maybe(digits);
    }
    release_maybe(tuple);
    return result;
}

/* --- any object ----------------------------------------------------------------------------------------- */

static Ref refuse(View value)
{
    return raise_error(TypeError, "conversion from %T to Decimal is not supported", value);
}

static Ref copy_exact(TypeObject *type, View value)
{
    if (type == &decimal_type && type_of_peek(value) == &decimal_type)
        return retain(value);
    Ref copy = decimal_new(type);
    uint32_t status = 0;
    if (copy && !mpd_qcopy(number_of(copy), number_of(value), &status)) {
        release(copy);
        return raise_memory_error();
    }
    return copy;
}

Ref decimal_from_object_exact(TypeObject *type, View value, ContextObject *context)
{
    if (is_decimal(value))
        return copy_exact(type, value);
    if (is_str(value))
        return from_text(type, value, context, true);
    if (is_int(value))
        return from_int(type, value, context, true);
    if (is_tuple(value) || is_list(value))
        return from_sequence(type, value, context, true);
    if (is_float(value))
        return decimal_note(context, DECIMAL_FLOAT_OPERATION) ? decimal_from_double_exact(type, float_value(value), context) : NULL;
    return refuse(value);
}

/* A Decimal, rounded; a nan whose payload is too long is an error of conversion. */
static Ref copy_rounded(View value, ContextObject *context)
{
    const mpd_t *number = number_of(value);
    uint32_t status = 0;
    if (mpd_isnan(number) && number->digits > context->settings.prec - context->settings.clamp) {
        Ref result = decimal_new(&decimal_type);
        if (result)
            mpd_setspecial(number_of(result), MPD_POS, MPD_NAN);
        return result ? decimal_finish_take(result, context, MPD_Conversion_syntax) : NULL;
    }
    Ref result = decimal_new(&decimal_type);
    if (!result)
        return NULL;
    if (mpd_qcopy(number_of(result), number, &status))
        mpd_qfinalize(number_of(result), &context->settings, &status);
    return decimal_finish_take(result, context, status);
}

Ref decimal_from_object(View value, ContextObject *context)
{
    if (is_decimal(value))
        return copy_rounded(value, context);
    if (is_str(value))
        return from_text(&decimal_type, value, context, false);
    if (is_int(value))
        return from_int(&decimal_type, value, context, false);
    if (is_tuple(value) || is_list(value))
        return from_sequence(&decimal_type, value, context, false);
    if (is_float(value))
        return decimal_note(context, DECIMAL_FLOAT_OPERATION) ? decimal_from_double(float_value(value), context) : NULL;
    return refuse(value);
}

Ref decimal_operand(View value, ContextObject *context, OperandUse use)
{
    if (is_decimal(value))
        return retain(value);
    if (is_int(value))
        return from_int(&decimal_type, value, context, true);
    return use == OPERAND_OF_OPERATOR ? retain(NOT_IMPLEMENTED) : refuse(value);
}

Ref decimal_make(View type, View *args)
{
    ContextObject *context = decimal_context_argument_peek(args[1]);
    if (!context)
        return NULL;
    View value = args[0] ? args[0] : AS_OBJECT(&int_small[-SMALL_INT_LOWEST]);
    Ref held = retain(AS_OBJECT(context));
    Ref result = decimal_from_object_exact((TypeObject *)type, value, context);
    release(held);
    return result;
}
