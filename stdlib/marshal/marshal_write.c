/* marshal_write: an object as bytes.
 *
 * Nothing here runs Python code, so the objects stay as they are. An object that several places refer to is
 * written once and numbered (from version 3 on); whether there can be several, its count tells. */
#include <stdio.h>

#include "runtime/bytes/bytebuilder.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal_private.h"

/* The numbers of the objects written so far: a hash table by address. */
typedef struct Numbers {
    View *objects; /* NULL: free */
    uint32_t *numbers;
    size_t used, room; /* room: a power of two, more than half of it free; 0: nothing yet */
} Numbers;

typedef struct Writer {
    ByteBuilder out;
    Numbers seen;
    int version, depth;
} Writer;

static bool write_object(Writer *writer, View object);

/* --- numbers of objects --------------------------------------------------------------------------------- */

static size_t place_for(const Numbers *numbers, View object)
{
    size_t place = ((uintptr_t)object >> 4) * 0x9E3779B97F4A7C15u >> 20;
    for (place &= numbers->room - 1; numbers->objects[place] && numbers->objects[place] != object;)
        place = (place + 1) & (numbers->room - 1);
    return place;
}

static void numbers_free(Numbers *numbers)
{
    if (numbers->objects)
        heap_free(numbers->objects, numbers->room * sizeof *numbers->objects);
    if (numbers->numbers)
        heap_free(numbers->numbers, numbers->room * sizeof *numbers->numbers);
}

static bool numbers_grow(Numbers *numbers)
{
    enum { FIRST_ROOM = 32 };
    Numbers larger = {.used = numbers->used, .room = numbers->room ? numbers->room * 2 : FIRST_ROOM};
    larger.objects = heap_allocate_zeroed(larger.room * sizeof *larger.objects);
    larger.numbers = larger.objects ? heap_allocate(larger.room * sizeof *larger.numbers) : NULL;
    if (!larger.numbers) {
        numbers_free(&larger);
        return raise_memory_error() != NULL;
    }
    for (size_t i = 0; i < numbers->room; i++)
        if (numbers->objects[i]) {
            size_t place = place_for(&larger, numbers->objects[i]);
            larger.objects[place] = numbers->objects[i];
            larger.numbers[place] = numbers->numbers[i];
        }
    numbers_free(numbers);
    *numbers = larger;
    return true;
}

/* --- pieces --------------------------------------------------------------------------------------------- */

static void write_letter(Writer *writer, unsigned letter)
{
    bytebuilder_add_byte(&writer->out, letter);
}

static void write_word(Writer *writer, uint64_t word, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytebuilder_add_byte(&writer->out, (unsigned)(word >> 8 * i & 0xFF));
}

static bool unmarshallable(void)
{
    return raise_error(ValueError, "unmarshallable object") != NULL;
}

/* A count of 32 bits. False if it does not fit. */
static bool write_size(Writer *writer, size_t size)
{
    write_word(writer, size, 4);
    return size <= INT32_MAX || unmarshallable();
}

static bool write_bytes(Writer *writer, const void *data, size_t length)
{
    if (!write_size(writer, length))
        return false;
    bytebuilder_add(&writer->out, data, length);
    return true;
}

/* A double as the text that reads back as it: a length of one byte, and the digits. */
static void write_float_text(Writer *writer, double value)
{
    char text[40];
    int length = snprintf(text, sizeof text, "%.17g", value);
    write_word(writer, (uint64_t)length, 1);
    bytebuilder_add(&writer->out, text, (size_t)length);
}

static void write_float(Writer *writer, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (writer->version > 1)
        write_word(writer, bits, sizeof bits);
    else
        write_float_text(writer, value);
}

/* --- kinds of objects ----------------------------------------------------------------------------------- */

/* An int that does not fit 32 bits: the number of its digits, negative for a negative one, and these. */
static bool write_long(Writer *writer, View number, unsigned flag)
{
    uint64_t word;
    int64_t small = 0;
    const uint64_t *limbs = &word;
    size_t bits = int_bit_length(number), count = (bits + MARSHAL_DIGIT_BITS - 1) / MARSHAL_DIGIT_BITS;
    bool is_negative = int_sign(number) < 0;
    if (int_to_int64(number, &small))
        word = is_negative ? 0 - (uint64_t)small : (uint64_t)small;
    else
        limbs = ((BigIntObject *)number)->limbs;
    write_letter(writer, MARSHAL_LONG | flag);
    if (count > INT32_MAX)
        return unmarshallable();
    write_word(writer, is_negative ? 0 - (uint64_t)count : count, 4);
    size_t limb_count = (bits + 63) / 64;
    for (size_t i = 0; i < count; i++) {
        size_t at = i * MARSHAL_DIGIT_BITS, limb = at / 64, shift = at % 64;
        uint64_t digit = limbs[limb] >> shift;
        if (shift > 64 - MARSHAL_DIGIT_BITS && limb + 1 < limb_count)
            digit |= limbs[limb + 1] << (64 - shift);
        write_word(writer, digit & 0x7FFF, 2);
    }
    return true;
}

static bool write_int(Writer *writer, View number, unsigned flag)
{
    int64_t value = 0;
    if (!int_to_int64(number, &value) || value < INT32_MIN || value > INT32_MAX)
        return write_long(writer, number, flag);
    write_letter(writer, MARSHAL_INT | flag);
    write_word(writer, (uint64_t)value, 4);
    return true;
}

static bool write_str(Writer *writer, StrView text, unsigned flag)
{
    enum { SHORT_MOST = 255 };
    if (writer->version >= 4 && text->is_ascii) {
        bool is_short = text->length <= SHORT_MOST;
        unsigned letter = is_short ? (text->is_interned ? MARSHAL_SHORT_ASCII_INTERNED : MARSHAL_SHORT_ASCII)
                                   : (text->is_interned ? MARSHAL_ASCII_INTERNED : MARSHAL_ASCII);
        write_letter(writer, letter | flag);
        if (!is_short)
            return write_bytes(writer, text->data, text->length);
        write_word(writer, text->length, 1);
        bytebuilder_add(&writer->out, text->data, text->length);
        return true;
    }
    Ref bytes = codec_encode_str(AS_OBJECT(text), "utf8", "surrogatepass");
    if (!bytes)
        return false;
    write_letter(writer, (writer->version >= 3 && text->is_interned ? MARSHAL_INTERNED : MARSHAL_STR) | flag);
    bool done = write_bytes(writer, ((BytesObject *)bytes)->data, ((BytesObject *)bytes)->length);
    release(bytes);
    return done;
}

static bool write_tuple(Writer *writer, View tuple, unsigned flag)
{
    size_t count = tuple_length(tuple);
    bool is_small = writer->version >= 4 && count < 256;
    write_letter(writer, (is_small ? MARSHAL_SMALL_TUPLE : MARSHAL_TUPLE) | flag);
    if (is_small)
        write_word(writer, count, 1);
    else if (!write_size(writer, count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!write_object(writer, tuple_item_peek(tuple, i)))
            return false;
    return true;
}

static bool write_list(Writer *writer, ListView list, unsigned flag)
{
    write_letter(writer, MARSHAL_LIST | flag);
    if (!write_size(writer, list->used))
        return false;
    for (size_t i = 0; i < list->used; i++)
        if (!write_object(writer, list->items[i]))
            return false;
    return true;
}

static bool write_dict(Writer *writer, DictView dict, unsigned flag)
{
    View key, value;
    size_t position = 0;
    write_letter(writer, MARSHAL_DICT | flag);
    while (dict_next_peek(dict, &position, &key, &value))
        if (!write_object(writer, key) || !write_object(writer, value))
            return false;
    write_letter(writer, MARSHAL_NULL);
    return true;
}

/* The items of a set as pairs (as bytes, item), sorted: so equal sets are written alike. */
static Ref sorted_pairs(View set, int version)
{
    Ref items = list_from_iterable(set), pairs = items ? list_new_reserved(((ListView)items)->used) : NULL;
    bool done = pairs != NULL;
    for (size_t i = 0; done && i < ((ListView)items)->used; i++) {
        View item = ((ListView)items)->items[i];
        Ref bytes = marshal_write(item, version), pair = bytes ? tuple_pack(2, bytes, item) : NULL;
        done = pair && list_append_take((ListView)pairs, pair);
        release_maybe(bytes);
    }
    release_maybe(items);
    if (!done || !list_sort((ListView)pairs, NULL, false))
        clear_place(&pairs);
    return pairs;
}

static bool write_set(Writer *writer, View set, unsigned flag)
{
    write_letter(writer, (set->type == TYPE_FROZENSET ? MARSHAL_FROZENSET : MARSHAL_SET) | flag);
    Ref pairs = sorted_pairs(set, writer->version);
    bool done = pairs && write_size(writer, ((ListView)pairs)->used);
    for (size_t i = 0; done && i < ((ListView)pairs)->used; i++)
        done = write_object(writer, tuple_item_peek(((ListView)pairs)->items[i], 1));
    release_maybe(pairs);
    return done;
}

static bool write_buffer(Writer *writer, View object, unsigned flag)
{
    BytesHold hold;
    if (!bytes_hold(object, BYTES_READ, &hold))
        return unmarshallable();
    write_letter(writer, MARSHAL_BYTES | flag);
    bool done = write_bytes(writer, hold.data, hold.length);
    bytes_let_go(&hold);
    return done;
}

static bool write_kind(Writer *writer, View object, unsigned flag)
{
    const ComplexObject *number = (const ComplexObject *)object;
    switch (object->type) {
    case TYPE_INT:
    case TYPE_BIGINT: return write_int(writer, object, flag);
    case TYPE_FLOAT:
        write_letter(writer, (writer->version > 1 ? MARSHAL_BINARY_FLOAT : MARSHAL_FLOAT) | flag);
        write_float(writer, float_value(object));
        return true;
    case TYPE_COMPLEX:
        write_letter(writer, (writer->version > 1 ? MARSHAL_BINARY_COMPLEX : MARSHAL_COMPLEX) | flag);
        write_float(writer, number->real);
        write_float(writer, number->imaginary);
        return true;
    case TYPE_STR: return write_str(writer, (StrView)object, flag);
    case TYPE_TUPLE: return write_tuple(writer, object, flag);
    case TYPE_LIST: return write_list(writer, (ListView)object, flag);
    case TYPE_DICT: return write_dict(writer, (DictView)object, flag);
    default: break;
    }
    if (object->type == TYPE_SET || object->type == TYPE_FROZENSET)
        return write_set(writer, object, flag);
    return write_buffer(writer, object, flag);
}

/* 1: a reference was written instead; 0: go on, with *flag; -1 with MemoryError. */
static int write_reference(Writer *writer, View object, unsigned *flag)
{
    Numbers *seen = &writer->seen;
    *flag = 0;
    if (writer->version < 3 || object->refcount == 1)
        return 0;
    if (seen->used * 2 >= seen->room && !numbers_grow(seen))
        return -1;
    size_t place = place_for(seen, object);
    if (seen->objects[place]) {
        write_letter(writer, MARSHAL_REF);
        write_word(writer, seen->numbers[place], 4);
        return 1;
    }
    seen->objects[place] = object;
    seen->numbers[place] = (uint32_t)seen->used++;
    *flag = MARSHAL_FLAG;
    return 0;
}

static bool write_object(Writer *writer, View object)
{
    unsigned flag;
    int letter = object == NONE                                         ? MARSHAL_NONE
                 : object == ELLIPSIS                                   ? MARSHAL_ELLIPSIS
                 : object == TRUE                                       ? MARSHAL_TRUE
                 : object == FALSE                                      ? MARSHAL_FALSE
                 : object == AS_OBJECT(&exception_types[StopIteration]) ? MARSHAL_STOP
                                                                        : 0;
    if (letter) {
        write_letter(writer, (unsigned)letter);
        return true;
    }
    if (writer->depth >= MARSHAL_DEPTH_MOST || stack_is_low())
        return raise_error(ValueError, "object too deeply nested to marshal") != NULL;
    int is_reference = write_reference(writer, object, &flag);
    if (is_reference)
        return is_reference > 0;
    writer->depth++;
    bool done = write_kind(writer, object, flag);
    writer->depth--;
    return done;
}

Ref marshal_write(View object, int version)
{
    Writer writer = {.version = version, .depth = 0};
    bool done = write_object(&writer, object);
    numbers_free(&writer.seen);
    if (done)
        return bytebuilder_finish(&writer.out);
    bytebuilder_abandon(&writer.out);
    return NULL;
}
