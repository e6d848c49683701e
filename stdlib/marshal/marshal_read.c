/* marshal_read: bytes to objects.
 *
 * The data may be anything: each size is checked before it is believed, depth is limited, and what does not
 * fit is a ValueError, EOFError or TypeError in CPython's words.
 *
 * References:  an object with FLAG_REF gets its number before its items are read, so that they may refer to
 * it. Until a tuple, a
 *              frozenset or a code object is complete nobody can refer to it. */
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal_private.h"

/* --- bytes ---------------------------------------------------------------------------------------------- */

/* The file fills a bytearray of that length. */
static const unsigned char *take_from_file(MarshalReader *reader, size_t count)
{
    Ref piece = bytearray_new(NULL, count);
    if (piece && count)
        memset(((ByteArrayObject *)piece)->data, 0, count); /* the file may look at it */
    Ref fill = piece ? object_get_attribute_text(reader->file, "readinto") : NULL, result = fill ? call_1(fill, piece) : NULL;
    Index got = -1;
    bool done = result && object_as_index(result, &got);
    release_maybe(fill);
    release_maybe(result);
    replace_take(&reader->piece, piece);
    if (!done)
        return NULL;
    if (got > (Index)count)
        return raise_error(ValueError, "read() returned too much data: %zu bytes requested, %zd returned", count, got);
    const unsigned char *data;
    size_t length;
    if (got == (Index)count && bytes_data_peek(piece, &data, &length) && length == count)
        return data;
    return raise_error(EOFError, "EOF read where not expected");
}

const unsigned char *marshal_take(MarshalReader *reader, size_t count)
{
    if (!reader->at)
        return take_from_file(reader, count);
    if ((size_t)(reader->end - reader->at) < count)
        return raise_error(EOFError, "marshal data too short");
    const unsigned char *bytes = reader->at;
    reader->at += count;
    return bytes;
}

static const unsigned char *take_byte(MarshalReader *reader)
{
    const unsigned char *byte = marshal_take(reader, 1);
    if (!byte && error_clear_if(EOFError))
        raise_error(EOFError, "EOF read where object expected");
    return byte;
}

bool marshal_read_long(MarshalReader *reader, uint32_t *result)
{
    const unsigned char *bytes = marshal_take(reader, 4);
    if (bytes)
        *result = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    return bytes != NULL;
}

static Ref raise_bad(const char *what)
{
    return raise_error(ValueError, "bad marshal data (%s)", what);
}

/* A size. There must be as many bytes at least, if that is known: so no memory is asked for in vain. */
static bool read_size(MarshalReader *reader, const char *what, size_t *result)
{
    uint32_t size;
    if (!marshal_read_long(reader, &size))
        return false;
    if (size > INT32_MAX) {
        raise_error(ValueError, "bad marshal data (%s size out of range)", what);
        return false;
    }
    *result = size;
    return true;
}

/* --- numbers -------------------------------------------------------------------------------------------- */

static Ref read_int(MarshalReader *reader)
{
    uint32_t value;
    return marshal_read_long(reader, &value) ? int_new((int32_t)value) : NULL;
}

static Ref read_int64(MarshalReader *reader)
{
    const unsigned char *bytes = marshal_take(reader, 8);
    int64_t value;
    if (!bytes)
        return NULL;
    memcpy(&value, bytes, sizeof value);
    return int_new(value);
}

enum { DIGIT_BITS = 15 };

static Ref read_big(MarshalReader *reader)
{
    uint32_t given;
    if (!marshal_read_long(reader, &given))
        return NULL;
    if (given == 0)
        return int_new(0);
    if (given == UINT32_C(1) << 31)
        return raise_bad("long size out of range");
    bool is_negative = given >> 31;
    size_t digits = is_negative ? (size_t) - (int64_t)(int32_t)given : given;
    const unsigned char *bytes = marshal_take(reader, digits * 2);
    size_t limbs = (digits * DIGIT_BITS + LIMB_BITS - 1) / LIMB_BITS;
    BigIntObject *big = bytes ? int_big_new(limbs) : NULL;
    if (!big)
        return NULL;
    memset(big->limbs, 0, limbs * sizeof *big->limbs);
    uint64_t digit = 0;
    for (size_t i = 0; i < digits; i++) {
        digit = bytes[2 * i] | (uint64_t)bytes[2 * i + 1] << 8;
        if (digit >> DIGIT_BITS)
            break;
        size_t at = i * DIGIT_BITS, limb = at / LIMB_BITS, shift = at % LIMB_BITS;
        big->limbs[limb] |= digit << shift;
        if (shift > LIMB_BITS - DIGIT_BITS && limb + 1 < limbs)
            big->limbs[limb + 1] |= digit >> (LIMB_BITS - shift);
    }
    if (digit >> DIGIT_BITS == 0 && digit != 0)
        return int_finish_take(big, limbs, limbs, is_negative);
    int_big_drop(big, limbs);
    return raise_bad(digit ? "digit out of range in long" : "unnormalized long data");
}

static bool read_double(MarshalReader *reader, double *result)
{
    const unsigned char *bytes = marshal_take(reader, sizeof *result);
    if (bytes)
        memcpy(result, bytes, sizeof *result);
    return bytes != NULL;
}

static bool read_double_text(MarshalReader *reader, double *result)
{
    const unsigned char *length = take_byte(reader);
    size_t count = length ? *length : 0;
    const unsigned char *bytes = length ? marshal_take(reader, count) : NULL;
    Ref text = bytes ? str_from_latin1(bytes, count) : NULL, number = text ? call_1(AS_OBJECT(&float_type), text) : NULL;
    release_maybe(text);
    if (!number)
        return false;
    *result = float_value(number);
    release(number);
    return true;
}

static Ref read_float(MarshalReader *reader, bool is_text)
{
    double value;
    return (is_text ? read_double_text(reader, &value) : read_double(reader, &value)) ? float_new(value) : NULL;
}

static Ref read_complex(MarshalReader *reader, bool is_text)
{
    double real, imaginary;
    bool done = is_text ? read_double_text(reader, &real) && read_double_text(reader, &imaginary)
                        : read_double(reader, &real) && read_double(reader, &imaginary);
    return done ? complex_new(real, imaginary) : NULL;
}

/* --- texts ---------------------------------------------------------------------------------------------- */

static Ref interned_take(Ref text, bool is_interned)
{
    if (text && is_interned && !str_intern(&text))
        clear_place(&text);
    return text;
}

static Ref read_ascii(MarshalReader *reader, bool is_short, bool is_interned)
{
    size_t length;
    if (is_short) {
        const unsigned char *byte = marshal_take(reader, 1);
        if (!byte)
            return NULL;
        length = *byte;
    } else if (!read_size(reader, "string", &length)) {
        return NULL;
    }
    const unsigned char *bytes = marshal_take(reader, length);
    return bytes ? interned_take(str_from_latin1(bytes, length), is_interned) : NULL;
}

static Ref read_text(MarshalReader *reader, bool is_interned)
{
    size_t length;
    const unsigned char *bytes = read_size(reader, "string", &length) ? marshal_take(reader, length) : NULL;
    return bytes ? interned_take(codec_str_from_utf8(bytes, length, "surrogatepass"), is_interned) : NULL;
}

static Ref read_bytes(MarshalReader *reader)
{
    size_t length;
    const unsigned char *bytes = read_size(reader, "bytes object", &length) ? marshal_take(reader, length) : NULL;
    return bytes ? bytes_new(bytes, length) : NULL;
}

/* --- references ----------------------------------------------------------------------------------------- */

#define INCOMPLETE NOT_IMPLEMENTED /* no data has it: it stands for an object that is still being read */

/* The object gets its number. It is consumed if that fails. */
static Ref numbered_take(MarshalReader *reader, bool is_numbered, Ref object)
{
    if (object && is_numbered && !list_append(reader->refs, object))
        clear_place(&object);
    return object;
}

/* The number of an object that is to come. False with MemoryError. */
static bool reserve_number(MarshalReader *reader, bool is_numbered, size_t *number)
{
    *number = reader->refs->used;
    return !is_numbered || list_append(reader->refs, INCOMPLETE);
}

static Ref fill_number_take(MarshalReader *reader, bool is_numbered, size_t number, Ref object)
{
    if (object && is_numbered)
        replace_take(&reader->refs->items[number], retain(object));
    return object;
}

static Ref read_ref(MarshalReader *reader)
{
    uint32_t number;
    if (!marshal_read_long(reader, &number))
        return NULL;
    View object = number < reader->refs->used ? reader->refs->items[number] : INCOMPLETE;
    return object != INCOMPLETE ? retain(object) : raise_bad("invalid reference");
}

/* --- containers ----------------------------------------------------------------------------------------- */

static Ref read_item(MarshalReader *reader, const char *of)
{
    Ref item = marshal_read_object(reader);
    return item || error_is_set() ? item : raise_error(TypeError, "NULL object in marshal data for %s", of);
}

/* Into a list: a size may be a lie, so memory is taken as items come. */
static Ref read_items(MarshalReader *reader, Ref list, size_t count, const char *of)
{
    for (size_t i = 0; list && i < count; i++) {
        Ref item = read_item(reader, of);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    return list;
}

/* Its places hold None until its items have been read, which may refer to it. */
static Ref fill_tuple_take(MarshalReader *reader, Ref tuple, size_t count)
{
    if (tuple && count && !gc_is_tracked(tuple)) /* it may hold itself */
        gc_track(tuple);
    for (size_t i = 0; tuple && i < count; i++) {
        Ref item = read_item(reader, "tuple");
        if (item)
            replace_take(&((TupleView)tuple)->items[i], item);
        else
            clear_place(&tuple);
    }
    return tuple;
}

static Ref read_tuple(MarshalReader *reader, bool is_small, bool is_numbered)
{
    enum { SURE_MOST = 4096 }; /* a size may be a lie: larger ones are made when their items are there, and cannot refer to themselves */
    size_t count, number = 0;
    if (is_small) {
        const unsigned char *byte = take_byte(reader);
        if (!byte)
            return NULL;
        count = *byte;
    } else if (!read_size(reader, "tuple", &count)) {
        return NULL;
    }
    if (count <= SURE_MOST)
        return fill_tuple_take(reader, numbered_take(reader, is_numbered, tuple_of_nones(count)), count);
    if (!reserve_number(reader, is_numbered, &number))
        return NULL;
    Ref items = read_items(reader, list_new(0), count, "tuple"), tuple = items ? list_to_tuple((ListView)items) : NULL;
    release_maybe(items);
    return fill_number_take(reader, is_numbered, number, tuple);
}

static Ref read_list(MarshalReader *reader, bool is_numbered)
{
    size_t count;
    return read_size(reader, "list", &count) ? read_items(reader, numbered_take(reader, is_numbered, list_new(0)), count, "list") : NULL;
}

static Ref read_dict(MarshalReader *reader, bool is_numbered)
{
    Ref dict = numbered_take(reader, is_numbered, AS_OBJECT(dict_new()));
    while (dict) {
        Ref key = marshal_read_object(reader), value = key ? marshal_read_object(reader) : NULL;
        bool done = value && dict_set((DictView)dict, key, value), is_end = !value && !error_is_set();
        release_maybe(key);
        release_maybe(value);
        if (is_end)
            break;
        if (!done)
            clear_place(&dict);
    }
    return dict;
}

static Ref read_set(MarshalReader *reader, bool is_frozen, bool is_numbered)
{
    size_t count, number = 0;
    if (!read_size(reader, "set", &count) || (is_frozen && !reserve_number(reader, is_numbered, &number)))
        return NULL;
    Ref set = is_frozen ? frozenset_new(NULL) : numbered_take(reader, is_numbered, set_new(NULL));
    for (size_t i = 0; set && i < count; i++) {
        Ref item = read_item(reader, "set");
        if (!item || !set_add((SetView)set, item))
            clear_place(&set);
        release_maybe(item);
    }
    return is_frozen ? fill_number_take(reader, is_numbered, number, set) : set;
}

/* --- any object ----------------------------------------------------------------------------------------- */

static Ref read_code_numbered(MarshalReader *reader, bool is_numbered)
{
    size_t number;
    return reserve_number(reader, is_numbered, &number) ? fill_number_take(reader, is_numbered, number, marshal_read_code(reader)) : NULL;
}

static Ref read_by_letter(MarshalReader *reader, MarshalType letter, bool is_numbered)
{
    switch (letter) {
    case MARSHAL_NULL: return NULL;
    case MARSHAL_NONE: return none_new();
    case MARSHAL_FALSE: return bool_new(false);
    case MARSHAL_TRUE: return bool_new(true);
    case MARSHAL_ELLIPSIS: return retain(ELLIPSIS);
    case MARSHAL_STOP_ITERATION: return retain(AS_OBJECT(&exception_types[StopIteration]));
    case MARSHAL_REF: return read_ref(reader);
    case MARSHAL_INT: return numbered_take(reader, is_numbered, read_int(reader));
    case MARSHAL_INT64: return numbered_take(reader, is_numbered, read_int64(reader));
    case MARSHAL_LONG: return numbered_take(reader, is_numbered, read_big(reader));
    case MARSHAL_FLOAT:
    case MARSHAL_BINARY_FLOAT: return numbered_take(reader, is_numbered, read_float(reader, letter == MARSHAL_FLOAT));
    case MARSHAL_COMPLEX:
    case MARSHAL_BINARY_COMPLEX: return numbered_take(reader, is_numbered, read_complex(reader, letter == MARSHAL_COMPLEX));
    case MARSHAL_BYTES: return numbered_take(reader, is_numbered, read_bytes(reader));
    case MARSHAL_INTERNED:
    case MARSHAL_UNICODE: return numbered_take(reader, is_numbered, read_text(reader, letter == MARSHAL_INTERNED));
    case MARSHAL_ASCII:
    case MARSHAL_ASCII_INTERNED: return numbered_take(reader, is_numbered, read_ascii(reader, false, letter == MARSHAL_ASCII_INTERNED));
    case MARSHAL_SHORT_ASCII:
    case MARSHAL_SHORT_ASCII_INTERNED:
        return numbered_take(reader, is_numbered, read_ascii(reader, true, letter == MARSHAL_SHORT_ASCII_INTERNED));
    case MARSHAL_TUPLE:
    case MARSHAL_SMALL_TUPLE: return read_tuple(reader, letter == MARSHAL_SMALL_TUPLE, is_numbered);
    case MARSHAL_LIST: return read_list(reader, is_numbered);
    case MARSHAL_DICT: return read_dict(reader, is_numbered);
    case MARSHAL_SET:
    case MARSHAL_FROZENSET: return read_set(reader, letter == MARSHAL_FROZENSET, is_numbered);
    case MARSHAL_CODE: return read_code_numbered(reader, is_numbered);
    default: return raise_bad("unknown type code");
    }
}

Ref marshal_read_object(MarshalReader *reader)
{
    const unsigned char *byte = take_byte(reader);
    if (!byte)
        return NULL;
    unsigned letter = *byte;
    if (reader->depth >= MARSHAL_DEPTH_MOST || stack_is_low())
        return raise_error(ValueError, "recursion limit exceeded");
    reader->depth++;
    Ref object = read_by_letter(reader, (MarshalType)(letter & ~(unsigned)MARSHAL_FLAG_REF), letter & MARSHAL_FLAG_REF);
    reader->depth--;
    return object;
}
