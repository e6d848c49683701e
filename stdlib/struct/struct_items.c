/* struct_items: one value to bytes and back, for each code of a format.
 *
 * Callbacks:  __index__, __float__ and __bool__ of a value are asked before anything is written for it. */
#include <math.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/struct/struct_private.h"

/* The low `size` bytes of a word, in the field's order. */
static void write_word(const Field *field, uint64_t word, unsigned char *place)
{
    for (size_t i = 0; i < field->size; i++)
        place[field->is_big ? field->size - 1 - i : i] = (unsigned char)(word >> 8 * i);
}

static uint64_t read_word(const Field *field, const unsigned char *place)
{
    uint64_t word = 0;
    for (size_t i = 0; i < field->size; i++)
        word |= (uint64_t)place[field->is_big ? field->size - 1 - i : i] << 8 * i;
    return word;
}

/* --- floats --------------------------------------------------------------------------------------------- */

enum { HALF_INFINITY = 0x7C00, HALF_NAN = 0x7E00, HALF_FRACTION = 10, HALF_LEAST_EXPONENT = -14, HALF_BIAS = 15 };

/* A double as the 16 bits of half precision, rounded to even. False if it is too large. */
static bool half_from_double(double value, uint64_t *bits)
{
    uint64_t sign = signbit(value) ? 0x8000 : 0, magnitude;
    int exponent;
    double size = fabs(value);
    if (isnan(value)) {
        magnitude = HALF_NAN;
    } else if (isinf(value)) {
        magnitude = HALF_INFINITY;
    } else {
        (void)frexp(size, &exponent); /* size = f * 2^exponent, f from 0.5 on */
        exponent--;
        if (size == 0 || exponent < HALF_LEAST_EXPONENT)
            magnitude = (uint64_t)rint(ldexp(size, HALF_FRACTION - HALF_LEAST_EXPONENT));
        else if (exponent > HALF_BIAS)
            return false;
        else /* the leading one of the fraction adds one to the exponent */
            magnitude = (uint64_t)rint(ldexp(size, HALF_FRACTION - exponent)) + ((uint64_t)(exponent + HALF_BIAS - 1) << HALF_FRACTION);
        if (magnitude >= HALF_INFINITY)
            return false;
    }
    *bits = sign | magnitude;
    return true;
}

static double double_from_half(uint64_t bits)
{
    int exponent = (int)(bits >> HALF_FRACTION & 0x1F), fraction = (int)(bits & 0x3FF);
    double size;
    if (exponent == 0x1F)
        size = fraction ? (double)NAN : (double)INFINITY;
    else if (exponent == 0)
        size = ldexp(fraction, HALF_LEAST_EXPONENT - HALF_FRACTION);
    else
        size = ldexp(fraction + 0x400, exponent - HALF_BIAS - HALF_FRACTION);
    return bits & 0x8000 ? -size : size;
}

static bool pack_float(const Field *field, View value, bool is_native, unsigned char *place)
{
    double number;
    float single;
    uint64_t bits = 0;
    uint32_t word;
    if (!object_as_double(value, &number)) {
        error_clear();
        return module_raise(struct_error_peek(), "required argument is not a float") != NULL;
    }
    switch (field->code) {
    case 'd': memcpy(&bits, &number, sizeof number); break;
    case 'f':
        single = (float)number;
        if (!is_native && isinf(single) && !isinf(number))
            return raise_error(OverflowError, "float too large to pack with f format") != NULL;
        memcpy(&word, &single, sizeof word);
        bits = word;
        break;
    default:
        if (!half_from_double(number, &bits))
            return raise_error(OverflowError, "float too large to pack with e format") != NULL;
    }
    write_word(field, bits, place);
    return true;
}

static Ref unpack_float(const Field *field, const unsigned char *place)
{
    uint64_t bits = read_word(field, place);
    uint32_t word = (uint32_t)bits;
    double number;
    float single;
    switch (field->code) {
    case 'd': memcpy(&number, &bits, sizeof number); return float_new(number);
    case 'f': memcpy(&single, &word, sizeof single); return float_new((double)single);
    default: return float_new(double_from_half(bits));
    }
}

/* --- integers ------------------------------------------------------------------------------------------- */

static bool is_signed(char code)
{
    return memchr("bhilqn", code, 6) != NULL;
}

/* The 64 bits of an int that is a signed (or unsigned) word. False if it is none. */
static bool word_of(View number, bool want_signed, uint64_t *word)
{
    int64_t small = 0;
    if (int_to_int64(number, &small)) {
        *word = (uint64_t)small;
        return want_signed || small >= 0;
    }
    *word = ((BigIntObject *)number)->limbs[0];
    return !want_signed && ((BigIntObject *)number)->signed_count == 1;
}

static bool refuse_range(const Field *field)
{
    View error = struct_error_peek();
    int bits = (int)(8 * field->size);
    switch (field->code) {
    case 'b': return module_raise(error, "byte format requires -128 <= number <= 127") != NULL;
    case 'B': return module_raise(error, "ubyte format requires 0 <= number <= 255") != NULL;
    case 'h': return module_raise(error, "short format requires -32768 <= number <= 32767") != NULL;
    case 'H': return module_raise(error, "ushort format requires 0 <= number <= 65535") != NULL;
    default: break;
    }
    int64_t most = (int64_t)1 << (bits - 1);
    if (is_signed(field->code))
        return module_raise(error, "'%c' format requires %lld <= number <= %lld", field->code, (long long)-most, (long long)(most - 1)) !=
               NULL;
    return module_raise(error, "'%c' format requires 0 <= number <= %lld", field->code, (long long)(2 * most - 1)) != NULL;
}

/* Does the word, which is right for 64 bits, fit the field? B and H are asked as signed ones first. */
static bool fits(const Field *field, uint64_t word)
{
    int bits = (int)(8 * field->size);
    if (bits == 64)
        return true;
    if (is_signed(field->code))
        return (int64_t)word >= -((int64_t)1 << (bits - 1)) && (int64_t)word < (int64_t)1 << (bits - 1);
    return word >> bits == 0;
}

/* The value as an exact int, owned. NULL with struct.error, or what __index__ raised. */
static Ref exact_int(View value)
{
    if (is_int(value))
        return retain(int_view(value));
    if (type_of_peek(value)->as_index)
        return object_index(value);
    return module_raise(struct_error_peek(), "required argument is not an integer");
}

static bool pack_int(const Field *field, View value, unsigned char *place)
{
    Ref number = exact_int(value);
    if (!number)
        return false;
    bool is_pointer = field->code == 'P', is_short = field->code == 'B' || field->code == 'H';
    uint64_t word = 0;
    bool is_word = word_of(number, is_signed(field->code) || is_short || (is_pointer && int_sign(number) < 0), &word);
    release(number);
    if (!is_word)
        return module_raise(struct_error_peek(), is_pointer ? "int too large to convert" : "argument out of range") != NULL;
    if (!fits(field, word))
        return refuse_range(field);
    write_word(field, word, place);
    return true;
}

static Ref unpack_int(const Field *field, const unsigned char *place)
{
    uint64_t word = read_word(field, place);
    if (!is_signed(field->code))
        return int_from_uint64(word);
    ASSERT(field->size > 0);
    int shift = (int)(64 - 8 * field->size);
    return int_new((int64_t)(word << shift) >> shift);
}

/* --- bytes ---------------------------------------------------------------------------------------------- */

static bool pack_char(View value, unsigned char *place)
{
    if (!is_bytes(value) || object_length(value) != 1)
        return module_raise(struct_error_peek(), "char format requires a bytes object of length 1") != NULL;
    const unsigned char *data;
    size_t length;
    if (bytes_data_peek(value, &data, &length))
        *place = *data;
    return true;
}

/* Bytes of fixed length, filled with zeros; of 'p' the first byte tells how many there are. */
static bool pack_bytes(const Field *field, View value, unsigned char *place)
{
    const unsigned char *data;
    size_t length, room = field->size, head = field->code == 'p';
    if ((!is_bytes(value) && !is_instance(value, &bytearray_type)) || !bytes_data_peek(value, &data, &length))
        return module_raise(struct_error_peek(), "argument for '%c' must be a bytes object", field->code) != NULL;
    if (room == 0)
        return true;
    memset(place, 0, room);
    if (length > room - head)
        length = room - head;
    memcpy(place + head, data, length);
    if (head)
        *place = length > 255 ? 255 : (unsigned char)length;
    return true;
}

static Ref unpack_bytes(const Field *field, const unsigned char *place)
{
    if (field->code == 's')
        return bytes_new(place, field->size);
    if (field->size == 0)
        return raise_error(SystemError, "Negative size passed to PyBytes_FromStringAndSize");
    size_t length = *place < field->size ? *place : field->size - 1;
    return bytes_new(place + 1, length);
}

/* --- any of them ---------------------------------------------------------------------------------------- */

bool struct_pack_item(const Field *field, View value, bool is_native, unsigned char *place)
{
    int truth;
    switch (field->code) {
    case 'c': return pack_char(value, place);
    case 's':
    case 'p': return pack_bytes(field, value, place);
    case '?':
        truth = object_truth(value);
        *place = truth > 0;
        return truth >= 0;
    case 'e':
    case 'f':
    case 'd': return pack_float(field, value, is_native, place);
    default: return pack_int(field, value, place);
    }
}

Ref struct_unpack_item(const Field *field, const unsigned char *place)
{
    switch (field->code) {
    case 'c': return bytes_new(place, 1);
    case 's':
    case 'p': return unpack_bytes(field, place);
    case '?': return bool_new(*place != 0);
    case 'e':
    case 'f':
    case 'd': return unpack_float(field, place);
    default: return unpack_int(field, place);
    }
}

Ref struct_unpack(const StructLayout *layout, const unsigned char *data)
{
    Ref values = tuple_new((size_t)layout->item_count);
    size_t used = 0;
    for (size_t i = 0; values && i < layout->field_count; i++) {
        const Field *field = &layout->fields[i];
        for (size_t j = 0; values && j < field->count; j++) {
            Ref value = struct_unpack_item(field, data + field->offset + j * field->size);
            if (value)
                ((TupleView)values)->items[used++] = value;
            else
                clear_place(&values);
        }
    }
    return values;
}
