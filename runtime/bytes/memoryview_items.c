/* memoryview_items: the items of a memoryview: a few bytes of one of the formats of the module struct, in the
 * machine's order and size. */
#include "runtime/bytes/bytes.h"
#include "runtime/bytes/memoryview_private.h"
#include "runtime/calls/object_operations.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"

static const struct Format {
    char letter;
    uint8_t size;
    bool is_signed;
} formats[] = {{'B', 1, false}, {'b', 1, true},  {'c', 1, false}, {'?', 1, false}, {'h', 2, true}, {'H', 2, false},
               {'i', 4, true},  {'I', 4, false}, {'l', 8, true},  {'L', 8, false}, {'q', 8, true}, {'Q', 8, false},
               {'n', 8, true},  {'N', 8, false}, {'P', 8, false}, {'f', 4, true},  {'d', 8, true}};

static const struct Format *format_of(char letter)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (formats[i].letter == letter)
            return &formats[i];
    return NULL;
}

bool view_is_byte_format(char letter)
{
    return letter == 'B' || letter == 'b' || letter == 'c';
}

uint8_t view_format_size(char letter)
{
    const struct Format *format = format_of(letter);
    return format ? format->size : 0;
}

Ref view_read(const MemoryView *view, const unsigned char *place)
{
    const struct Format *format = format_of(view->format);
    uint64_t bits = 0;
    float single;
    double number;
    switch (view->format) {
    case 'w': return raise_error(NotImplementedError, "memoryview: format w not supported"); /* an array of characters */
    case 'c': return bytes_new(place, 1);
    case '?': return bool_new(*place != 0);
    case 'f': memcpy(&single, place, sizeof single); return float_new((double)single);
    case 'd': memcpy(&number, place, sizeof number); return float_new(number);
    default: break;
    }
    memcpy(&bits, place, format->size); /* little end first, as on the machines Ouro knows */
    if (format->is_signed) {
        int shift = 64 - 8 * format->size;
        return int_new((int64_t)(bits << shift) >> shift);
    }
    return int_from_uint64(bits);
}

/* The 64 bits of an int for the format. False with an exception; *is_type tells whether the type was the
 * trouble. */
static bool int_bits(const struct Format *format, View value, uint64_t *bits, bool *is_type)
{
    Ref number = object_index(value);
    *is_type = !number;
    if (!number)
        return false;
    int64_t small = 0;
    bool done = object_as_int64(number, &small);
    *bits = (uint64_t)small;
    if (done && format->is_signed) {
        int shift = 64 - 8 * format->size;
        done = small == (int64_t)((uint64_t)small << shift) >> shift;
    } else if (done) {
        done = small >= 0 && (format->size == 8 || (uint64_t)small >> (8 * format->size) == 0);
    } else if (format->size == 8 && !format->is_signed) {
        error_clear(); /* the upper half of an unsigned 64-bit number */
        Ref half = object_compare_truth(number, TRUE, COMPARE_GT) > 0 ? int_new(1) : NULL,
            shifted = half ? object_binary(number, half, BINARY_RSHIFT) : NULL;
        Ref odd = shifted ? object_binary(number, half, BINARY_AND) : NULL;
        int64_t low = 0;
        done = odd && object_as_int64(shifted, &small) && small >= 0 && object_as_int64(odd, &low);
        *bits = (uint64_t)small << 1 | (uint64_t)low;
        release_maybe(half);
        release_maybe(shifted);
        release_maybe(odd);
    }
    release(number);
    return done;
}

static bool refuse(const MemoryView *view, bool is_type)
{
    if (!error_is_set() || error_matches(is_type ? TypeError : OverflowError)) {
        error_clear();
        raise_error(is_type ? TypeError : ValueError, "memoryview: invalid %s for format '%c'", is_type ? "type" : "value", view->format);
    }
    return false;
}

bool view_pack(const MemoryView *view, View value, unsigned char bytes[VIEW_ITEM_MOST])
{
    const struct Format *format = format_of(view->format);
    if (!format)
        return raise_error(NotImplementedError, "memoryview: format %c not supported", view->format) != NULL;
    if (view->format == 'c') {
        if (value->type != TYPE_BYTES)
            return refuse(view, true);
        if (((BytesObject *)value)->length != 1)
            return refuse(view, false);
        bytes[0] = ((BytesObject *)value)->data[0];
        return true;
    }
    if (view->format == '?') {
        int truth = object_truth(value);
        bytes[0] = truth > 0;
        return truth >= 0;
    }
    if (view->format == 'f' || view->format == 'd') {
        double number;
        if (!object_as_double(value, &number))
            return refuse(view, true);
        float single = (float)number;
        memcpy(bytes, view->format == 'f' ? (void *)&single : (void *)&number, format->size);
        return true;
    }
    uint64_t bits;
    bool is_type;
    if (!int_bits(format, value, &bits, &is_type))
        return refuse(view, is_type);
    memcpy(bytes, &bits, format->size);
    return true;
}
