/* array_kinds: the items of an array: values to bytes and back, by typecode.
 *
 * The words of an OverflowError depend on the typecode as in CPython, which reads each kind of integer in a
 * way of its own. */
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/array/array_private.h"

const char array_typecodes[] = "bBuhHiIlLqQfd";

static const ArrayKind kinds[] = {
    {'b', 1, true, false, 1},   {'B', 1, false, false, 0}, {'u', 4, false, false, 20}, {'h', 2, true, false, 4},
    {'H', 2, false, false, 2},  {'i', 4, true, false, 8},  {'I', 4, false, false, 6},  {'l', 8, true, false, 12},
    {'L', 8, false, false, 10}, {'q', 8, true, false, 12}, {'Q', 8, false, false, 10}, {'f', 4, true, true, 14},
    {'d', 8, true, true, 16},
};

const ArrayKind *array_kind_of(uint32_t code)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if ((uint32_t)(unsigned char)kinds[i].code == code)
            return &kinds[i];
    return NULL;
}

Ref array_item(const ArrayKind *kind, const unsigned char *place)
{
    uint64_t bits = 0;
    float single;
    double number;
    memcpy(&bits, place, kind->size); /* the little end first, as on the machines Ouro knows */
    switch (kind->code) {
    case 'f': memcpy(&single, place, sizeof single); return float_new((double)single);
    case 'd': memcpy(&number, place, sizeof number); return float_new(number);
    case 'u':
        if (bits > 0x10FFFF)
            return raise_error(ValueError, "character U+%lx is not in range [U+0000; U+10ffff]", (unsigned long)bits);
        return str_from_character((Character)bits);
    default: break;
    }
    if (!kind->is_signed)
        return int_from_uint64(bits);
    int shift = 64 - 8 * kind->size;
    return int_new((int64_t)(bits << shift) >> shift);
}

static bool overflow(const char *message)
{
    raise_error(OverflowError, "%s", message);
    return false;
}

/* Is the number in a range? The words name the C type that it is read as. */
static bool within(int64_t number, int64_t least, int64_t most, const char *c_type)
{
    if (number >= least && number <= most)
        return true;
    raise_error(OverflowError, "%s is %s than %s", c_type, number < least ? "less" : "greater", number < least ? "minimum" : "maximum");
    return false;
}

static bool fits_signed(const ArrayKind *kind, int64_t number)
{
    switch (kind->code) {
    case 'b': return within(number, INT16_MIN, INT16_MAX, "signed short integer") && within(number, INT8_MIN, INT8_MAX, "signed char");
    case 'B': return within(number, 0, UINT8_MAX, "unsigned byte integer");
    case 'h': return within(number, INT16_MIN, INT16_MAX, "signed short integer");
    case 'H': return within(number, INT32_MIN, INT32_MAX, "signed integer") && within(number, 0, UINT16_MAX, "unsigned short");
    case 'i': return within(number, INT32_MIN, INT32_MAX, "signed integer");
    default: return true;
    }
}

/* An unsigned word of I, L and Q. */
static bool read_unsigned(const ArrayKind *kind, View number, uint64_t *bits)
{
    int64_t word = 0;
    const BigIntObject *big = (const BigIntObject *)number;
    bool is_word = int_to_int64(number, &word);
    if (int_sign(number) < 0)
        return overflow(kind->code == 'Q' ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int");
    if (!is_word && big->signed_count != 1)
        return overflow(kind->code == 'Q' ? "int too big to convert" : "Python int too large to convert to C unsigned long");
    *bits = is_word ? (uint64_t)word : big->limbs[0];
    return kind->code != 'I' || *bits <= UINT32_MAX || overflow("unsigned int is greater than maximum");
}

static bool int_bytes(const ArrayKind *kind, View value, unsigned char bytes[8])
{
    Ref number = object_index(value);
    uint64_t bits = 0;
    int64_t word = 0;
    if (!number)
        return false;
    bool done;
    if (kind->code == 'I' || kind->code == 'L' || kind->code == 'Q') {
        done = read_unsigned(kind, number, &bits);
    } else {
        done = int_to_int64(number, &word) ||
               overflow(kind->code == 'q' ? "int too big to convert" : "Python int too large to convert to C long");
        done = done && fits_signed(kind, word);
        bits = (uint64_t)word;
    }
    release(number);
    memcpy(bytes, &bits, sizeof bits);
    return done;
}

bool array_item_bytes(const ArrayKind *kind, View value, unsigned char bytes[8])
{
    if (kind->code == 'u') {
        StrView text = str_view(value);
        if (!text || text->length != 1) {
            raise_error(TypeError, "array item must be unicode character");
            return false;
        }
        Character character = str_at(text, 0);
        memcpy(bytes, &character, sizeof character);
        return true;
    }
    if (!kind->is_float)
        return int_bytes(kind, value, bytes);
    double number;
    if (!object_as_double(value, &number))
        return false;
    float single = (float)number;
    memcpy(bytes, kind->code == 'f' ? (void *)&single : (void *)&number, kind->size);
    return true;
}
