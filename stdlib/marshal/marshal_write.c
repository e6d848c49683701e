/* marshal_write: objects to bytes.
 *
 * An object that others may refer to as well (its count is not 1) gets FLAG_REF and a number; when it comes
 * again, only the number is written. So lists that hold themselves can be written, and shared objects are
 * shared again.
 *
 * Callbacks:  none: only exact built-in types are written, and what has a buffer. The items of a set are
 * written in the order of their
 *             bytes, so that equal sets give equal bytes. */
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/singletons.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/stack.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal_private.h"

typedef struct Numbered {
    const void *object;
    uint32_t number;
} Numbered;

static void fail(MarshalWriter *writer, ExceptionKind kind, const char *message)
{
    if (!writer->failed)
        raise_error(kind, "%s", message);
    writer->failed = true;
}

static void write_byte(MarshalWriter *writer, unsigned byte)
{
    bytebuilder_add_byte(&writer->out, byte & 0xFF);
}

void marshal_write_bytes(MarshalWriter *writer, const void *bytes, size_t count)
{
    bytebuilder_add(&writer->out, bytes, count);
}

void marshal_write_long(MarshalWriter *writer, uint32_t value)
{
    const unsigned char bytes[] = {(unsigned char)value, (unsigned char)(value >> 8), (unsigned char)(value >> 16),
                                   (unsigned char)(value >> 24)};
    marshal_write_bytes(writer, bytes, sizeof bytes);
}

/* A length, which 31 bits must hold. */
static bool write_size(MarshalWriter *writer, size_t size)
{
    if (size > INT32_MAX) {
        fail(writer, ValueError, "unmarshallable object");
        return false;
    }
    marshal_write_long(writer, (uint32_t)size);
    return true;
}

/* --- numbers -------------------------------------------------------------------------------------------- */

enum { DIGIT_BITS = 15 };

/* Digits of 15 bits, the least first; the sign is that of their count. */
static void write_big(MarshalWriter *writer, View value)
{
    Magnitude magnitude;
    magnitude_of(value, &magnitude);
    size_t bits = (size_t)magnitude.count * LIMB_BITS;
    while (bits && !(magnitude.limbs[(bits - 1) / LIMB_BITS] >> ((bits - 1) % LIMB_BITS) & 1))
        bits--;
    size_t digits = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
    if (digits > INT32_MAX) {
        fail(writer, ValueError, "unmarshallable object");
        return;
    }
    marshal_write_long(writer, magnitude.is_negative ? (uint32_t) - (int32_t)digits : (uint32_t)digits);
    for (size_t i = 0; i < digits && !writer->out.failed; i++) {
        size_t at = i * DIGIT_BITS, limb = at / LIMB_BITS, shift = at % LIMB_BITS;
        uint64_t digit = magnitude.limbs[limb] >> shift;
        if (shift > LIMB_BITS - DIGIT_BITS && limb + 1 < (size_t)magnitude.count)
            digit |= magnitude.limbs[limb + 1] << (LIMB_BITS - shift);
        write_byte(writer, (unsigned)digit);
        write_byte(writer, (unsigned)(digit >> 8) & 0x7F);
    }
}

static void write_int(MarshalWriter *writer, View value, unsigned flag)
{
    int64_t word;
    if (int_to_int64(value, &word) && word >= INT32_MIN && word <= INT32_MAX) {
        write_byte(writer, MARSHAL_INT | flag);
        marshal_write_long(writer, (uint32_t)word);
        return;
    }
    write_byte(writer, MARSHAL_LONG | flag);
    write_big(writer, value);
}

/* The repr with 17 digits, behind its length. */
static void write_float_text(MarshalWriter *writer, double value)
{
    char text[40];
    int length = snprintf(text, sizeof text, "%.17g", value);
    write_byte(writer, (unsigned)length);
    marshal_write_bytes(writer, text, (size_t)length);
}

static void write_double(MarshalWriter *writer, double value)
{
    if (writer->version > 1)
        marshal_write_bytes(writer, &value, sizeof value);
    else
        write_float_text(writer, value);
}

static void write_complex(MarshalWriter *writer, View value, unsigned flag)
{
    write_byte(writer, (writer->version > 1 ? MARSHAL_BINARY_COMPLEX : MARSHAL_COMPLEX) | flag);
    write_double(writer, ((ComplexObject *)value)->real);
    write_double(writer, ((ComplexObject *)value)->imaginary);
}

/* --- texts ---------------------------------------------------------------------------------------------- */

static void write_ascii(MarshalWriter *writer, StrView text, unsigned flag)
{
    enum { SHORT_MOST = 255 };
    size_t length = str_length((View)text);
    bool is_short = length <= SHORT_MOST;
    write_byte(writer, (text->is_interned ? is_short ? MARSHAL_SHORT_ASCII_INTERNED : MARSHAL_ASCII_INTERNED
                        : is_short        ? MARSHAL_SHORT_ASCII
                                          : MARSHAL_ASCII) |
                           flag);
    if (is_short)
        write_byte(writer, (unsigned)length);
    else if (!write_size(writer, length))
        return;
    marshal_write_bytes(writer, text->data, length);
}

static void write_text(MarshalWriter *writer, View value, unsigned flag)
{
    StrView text = (StrView)value;
    if (writer->version >= 4 && text->is_ascii) {
        write_ascii(writer, text, flag);
        return;
    }
    Ref bytes = codec_encode_str(value, "utf-8", "surrogatepass");
    if (!bytes) {
        writer->failed = true;
        return;
    }
    write_byte(writer, (writer->version >= 3 && text->is_interned ? MARSHAL_INTERNED : MARSHAL_UNICODE) | flag);
    size_t length = ((BytesObject *)bytes)->length;
    if (write_size(writer, length))
        marshal_write_bytes(writer, ((BytesObject *)bytes)->data, length);
    release(bytes);
}

static void write_buffer(MarshalWriter *writer, const void *data, size_t length, unsigned flag)
{
    write_byte(writer, MARSHAL_BYTES | flag);
    if (write_size(writer, length))
        marshal_write_bytes(writer, data, length);
}

/* --- containers ----------------------------------------------------------------------------------------- */

static void write_tuple(MarshalWriter *writer, View tuple, unsigned flag)
{
    enum { SMALL_MOST = 255 };
    size_t count = tuple_length(tuple);
    if (writer->version >= 4 && count <= SMALL_MOST) {
        write_byte(writer, MARSHAL_SMALL_TUPLE | flag);
        write_byte(writer, (unsigned)count);
    } else {
        write_byte(writer, MARSHAL_TUPLE | flag);
        if (!write_size(writer, count))
            return;
    }
    for (size_t i = 0; i < count; i++)
        marshal_write_object(writer, tuple_item_peek(tuple, i));
}

static void write_list(MarshalWriter *writer, ListView list, unsigned flag)
{
    write_byte(writer, MARSHAL_LIST | flag);
    if (!write_size(writer, list->used))
        return;
    for (size_t i = 0; i < list->used; i++)
        marshal_write_object(writer, list->items[i]);
}

static void write_dict(MarshalWriter *writer, DictView dict, unsigned flag)
{
    write_byte(writer, MARSHAL_DICT | flag);
    size_t position = 0;
    View key, value;
    while (dict_next_peek(dict, &position, &key, &value)) {
        marshal_write_object(writer, key);
        marshal_write_object(writer, value);
    }
    write_byte(writer, MARSHAL_NULL);
}

/* The items as pairs (bytes, item), in the order of their bytes. */
static Ref sorted_items(SetView set, int version)
{
    Ref pairs = list_new(0);
    size_t position = 0;
    View item;
    while (pairs && set_next_peek(set, &position, &item)) {
        Ref bytes = marshal_dump(item, version), pair = bytes ? tuple_pack(2, bytes, item) : NULL;
        release_maybe(bytes);
        if (!pair || !list_append_take((ListView)pairs, pair))
            clear_place(&pairs);
    }
    if (pairs && !list_sort((ListView)pairs, NULL, false))
        clear_place(&pairs);
    return pairs;
}

static void write_set(MarshalWriter *writer, SetView set, unsigned flag)
{
    write_byte(writer, (set->object.type == TYPE_SET ? MARSHAL_SET : MARSHAL_FROZENSET) | flag);
    if (!write_size(writer, set->used))
        return;
    Ref pairs = sorted_items(set, writer->version);
    writer->failed |= !pairs;
    for (size_t i = 0; pairs && i < ((ListView)pairs)->used; i++)
        marshal_write_object(writer, tuple_item_peek(((ListView)pairs)->items[i], 1));
    release_maybe(pairs);
}

/* --- any object ----------------------------------------------------------------------------------------- */

static bool write_singleton(MarshalWriter *writer, View object)
{
    unsigned letter = !object                                                ? MARSHAL_NULL
                      : object == NONE                                       ? MARSHAL_NONE
                      : object == FALSE                                      ? MARSHAL_FALSE
                      : object == TRUE                                       ? MARSHAL_TRUE
                      : object == ELLIPSIS                                   ? MARSHAL_ELLIPSIS
                      : object == AS_OBJECT(&exception_types[StopIteration]) ? MARSHAL_STOP_ITERATION
                                                                             : 0;
    if (letter)
        write_byte(writer, letter);
    return letter != 0;
}

/* Write the number of an object that was written before, and true; or give it one, if anybody else refers to
 * it. */
static bool write_number(MarshalWriter *writer, View object, unsigned *flag)
{
    *flag = 0;
    if (writer->version < 3 || object->refcount == 1)
        return false;
    const Numbered *known = address_table_find(&writer->numbers, object);
    if (known) {
        write_byte(writer, MARSHAL_REF);
        marshal_write_long(writer, known->number);
        return true;
    }
    Numbered *entry = address_table_put(&writer->numbers, object);
    if (!entry) {
        raise_memory_error();
        writer->failed = true;
        return true;
    }
    entry->number = writer->count++;
    *flag = MARSHAL_FLAG_REF;
    return false;
}

static void write_by_type(MarshalWriter *writer, View object, unsigned flag)
{
    switch (object->type) {
    case TYPE_INT:
    case TYPE_BIGINT: write_int(writer, object, flag); return;
    case TYPE_FLOAT:
        write_byte(writer, (writer->version > 1 ? MARSHAL_BINARY_FLOAT : MARSHAL_FLOAT) | flag);
        write_double(writer, ((FloatObject *)object)->value);
        return;
    case TYPE_COMPLEX: write_complex(writer, object, flag); return;
    case TYPE_STR: write_text(writer, object, flag); return;
    case TYPE_TUPLE: write_tuple(writer, object, flag); return;
    case TYPE_LIST: write_list(writer, (ListView)object, flag); return;
    case TYPE_DICT: write_dict(writer, (DictView)object, flag); return;
    case TYPE_SET:
    case TYPE_FROZENSET: write_set(writer, (SetView)object, flag); return;
    case TYPE_CODE:
        write_byte(writer, MARSHAL_CODE | flag);
        marshal_write_code(writer, (CodeObject *)object);
        return;
    default: break;
    }
    BytesHold hold;
    if (bytes_hold(object, BYTES_READ, &hold)) {
        write_buffer(writer, hold.data, hold.length, flag);
        bytes_let_go(&hold);
    } else {
        write_byte(writer, MARSHAL_UNKNOWN);
        fail(writer, ValueError, "unmarshallable object");
    }
}

void marshal_write_object(MarshalWriter *writer, View object)
{
    unsigned flag;
    if (writer->failed || write_singleton(writer, object))
        return;
    if (writer->depth >= MARSHAL_DEPTH_MOST || stack_is_low()) {
        fail(writer, ValueError, "object too deeply nested to marshal");
        return;
    }
    writer->depth++;
    if (!write_number(writer, object, &flag))
        write_by_type(writer, object, flag);
    writer->depth--;
}

Ref marshal_dump(View object, int version)
{
    MarshalWriter writer = {.version = version};
    if (!address_table_make(&writer.numbers, sizeof(Numbered)))
        return raise_memory_error();
    marshal_write_object(&writer, object);
    address_table_free(&writer.numbers);
    if (!writer.failed)
        return bytebuilder_finish(&writer.out);
    bytebuilder_abandon(&writer.out);
    return NULL;
}
