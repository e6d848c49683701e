/* pickle_atoms: what holds no other objects: numbers, texts, bytes, buffers. */
#include <stdio.h>

#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/codecs.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

/* --- numbers -------------------------------------------------------------------------------------------- */

/* A line: an instruction, a text in ASCII, an end. */
static bool write_line(PicklerObject *pickler, unsigned op, const char *text, size_t length, const char *end)
{
    return pickle_write_op(pickler, op) && pickle_write(pickler, text, length) && pickle_write(pickler, end, strlen(end));
}

static bool save_small_int(PicklerObject *pickler, int64_t value)
{
    unsigned char text[8];
    pickle_store(text + 1, (uint64_t)value, 4);
    size_t length = text[3] || text[4] ? 4 : text[2] ? 2 : 1;
    text[0] = length == 4 ? OP_BININT : length == 2 ? OP_BININT2 : OP_BININT1;
    return pickle_write(pickler, text, length + 1);
}

/* Two's complement, least byte first, in as few bytes as there may be. `out` has room for a byte more than the magnitude. */
static size_t complement_bytes(const Magnitude *m, size_t bits, unsigned char *out)
{
    size_t length = bits / 8 + 1;
    int_write_bytes(m, out, length, true);
    if (m->is_negative && length > 1 && out[length - 1] == 0xFF && out[length - 2] & 0x80)
        length--;
    return length;
}

static bool save_long(PicklerObject *pickler, View value)
{
    uint64_t bits = int_bit_length(value);
    size_t room = (size_t)(bits / 8 + 1);
    if (room > INT32_MAX)
        return raise_error(OverflowError, "int too large to pickle") != NULL;
    unsigned char head[5], *out = heap_allocate(room);
    if (!out)
        return raise_memory_error() != NULL;
    Magnitude m;
    magnitude_of(value, &m);
    size_t length = complement_bytes(&m, (size_t)bits, out), head_length = length < 256 ? 2 : 5;
    head[0] = length < 256 ? OP_LONG1 : OP_LONG4;
    pickle_store(head + 1, length, head_length - 1);
    bool done = pickle_write(pickler, head, head_length) && pickle_write(pickler, out, length);
    heap_free(out, room);
    return done;
}

bool pickle_save_int(PicklerObject *pickler, View value)
{
    enum { WORD_DIGITS = 24 };
    char digits[WORD_DIGITS];
    int64_t word;
    bool is_word = int_to_int64(value, &word), is_short = is_word && word >= INT32_MIN && word <= INT32_MAX;
    if (is_short && pickler->is_binary)
        return save_small_int(pickler, word);
    if (is_short)
        return write_line(pickler, OP_INT, digits, int_word_text(word, digits), "\n");
    if (pickler->protocol >= 2)
        return save_long(pickler, value);
    Ref text = int_to_str(value, 10, false);
    bool done = text && write_line(pickler, OP_LONG, (const char *)((StrView)text)->data, str_length(text), "L\n");
    release_maybe(text);
    return done;
}

bool pickle_save_float(PicklerObject *pickler, View value)
{
    enum { FLOAT_TEXT = 32 };
    double number = float_value(value);
    if (!pickler->is_binary) {
        char text[FLOAT_TEXT];
        return write_line(pickler, OP_FLOAT, text, float_repr_text(number, text), "\n");
    }
    unsigned char bytes[1 + sizeof number] = {OP_BINFLOAT};
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    for (size_t i = 0; i < sizeof number; i++)
        bytes[1 + i] = (unsigned char)(bits >> 8 * (sizeof number - 1 - i));
    return pickle_write(pickler, bytes, sizeof bytes);
}

/* --- bytes ---------------------------------------------------------------------------------------------- */

static bool save_bytes_data(PicklerObject *pickler, View object, View owner, const unsigned char *data, size_t length)
{
    unsigned char head[9];
    size_t count;
    if (length <= UINT8_MAX) {
        head[0] = OP_SHORT_BINBYTES;
        count = 1;
    } else if (length <= UINT32_MAX) {
        head[0] = OP_BINBYTES;
        count = 4;
    } else if (pickler->protocol >= 4) {
        head[0] = OP_BINBYTES8;
        count = 8;
    } else {
        return raise_error(OverflowError, "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher") != NULL;
    }
    pickle_store(head + 1, length, count);
    return pickle_write_large(pickler, head, count + 1, data, length, owner) && pickle_put(pickler, object);
}

static bool save_bytearray_data(PicklerObject *pickler, View object, View owner, const unsigned char *data, size_t length)
{
    unsigned char head[9] = {OP_BYTEARRAY8};
    pickle_store(head + 1, length, 8);
    return pickle_write_large(pickler, head, sizeof head, data, length, owner) && pickle_put(pickler, object);
}

/* Before protocol 3: codecs.encode(text, 'latin1'). */
static bool save_bytes_call(PicklerObject *pickler, View value, const unsigned char *data, size_t length)
{
    if (!length)
        return pickle_save_call_take(pickler, AS_OBJECT(&bytes_type), tuple_new(0), value);
    Ref text = str_from_latin1(data, length), encoding = text ? str_from_text("latin1") : NULL;
    bool done = encoding && pickle_save_call_take(pickler, pickle_thing_peek(THING_ENCODE), tuple_pack(2, text, encoding), value);
    release_maybe(text);
    release_maybe(encoding);
    return done;
}

bool pickle_save_bytes(PicklerObject *pickler, View value)
{
    const unsigned char *data;
    size_t length;
    if (!bytes_data_peek(value, &data, &length))
        return raise_error(SystemError, "bytes without data") != NULL;
    return pickler->protocol < 3 ? save_bytes_call(pickler, value, data, length) : save_bytes_data(pickler, value, value, data, length);
}

bool pickle_save_bytearray(PicklerObject *pickler, View value)
{
    BytesHold hold;
    if (!bytes_hold_required(value, &hold))
        return false;
    bool done;
    if (pickler->protocol >= 5) {
        done = save_bytearray_data(pickler, value, value, hold.data, hold.length);
    } else if (!hold.length) {
        done = pickle_save_call_take(pickler, AS_OBJECT(&bytearray_type), tuple_new(0), value);
    } else {
        Ref bytes = bytes_new(hold.data, hold.length);
        done = bytes && pickle_save_call_take(pickler, AS_OBJECT(&bytearray_type), tuple_pack(1, bytes), value);
        release_maybe(bytes);
    }
    bytes_let_go(&hold);
    return done;
}

/* Does the pickle itself hold the buffer's bytes? 1, 0, or -1 with an exception. */
static int is_in_band(PicklerObject *pickler, View buffer)
{
    if (!pickler->buffer_callback)
        return 1;
    Ref callback = retain(pickler->buffer_callback), answer = call_1(callback, buffer);
    release(callback);
    int truth = answer ? object_truth(answer) : -1;
    release_maybe(answer);
    return truth;
}

static bool save_view(PicklerObject *pickler, View buffer, View view)
{
    bool is_readonly = false;
    const unsigned char *data;
    size_t length;
    if (!memoryview_data_peek(view, &data, &length))
        return raise_pickling("PickleBuffer can not be pickled when pointing to a non-contiguous buffer") != NULL;
    if (!memoryview_shown_peek(view, &is_readonly))
        return raise_error(ValueError, "operation forbidden on released memoryview object") != NULL;
    int in_band = is_in_band(pickler, buffer);
    if (in_band > 0)
        return is_readonly ? save_bytes_data(pickler, buffer, NULL, data, length)
                           : save_bytearray_data(pickler, buffer, NULL, data, length);
    return in_band == 0 && pickle_write_op(pickler, OP_NEXT_BUFFER) && (!is_readonly || pickle_write_op(pickler, OP_READONLY_BUFFER));
}

bool pickle_save_buffer(PicklerObject *pickler, View buffer)
{
    if (pickler->protocol < 5)
        return raise_pickling("PickleBuffer can only pickled with protocol >= 5") != NULL;
    Ref view = pickle_buffer_view(buffer);
    bool done = view && save_view(pickler, buffer, view);
    release_maybe(view);
    return done;
}

/* --- str ------------------------------------------------------------------------------------------------ */

static bool write_utf8(PicklerObject *pickler, const unsigned char *data, size_t length, View owner)
{
    unsigned char head[9];
    size_t count;
    if (length <= UINT8_MAX && pickler->protocol >= 4) {
        head[0] = OP_SHORT_BINUNICODE;
        count = 1;
    } else if (length <= UINT32_MAX) {
        head[0] = OP_BINUNICODE;
        count = 4;
    } else if (pickler->protocol >= 4) {
        head[0] = OP_BINUNICODE8;
        count = 8;
    } else {
        return raise_error(OverflowError, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher") != NULL;
    }
    pickle_store(head + 1, length, count);
    return pickle_write_large(pickler, head, count + 1, data, length, owner);
}

static bool save_str_binary(PicklerObject *pickler, StrView text)
{
    if (LIKELY(text->is_ascii))
        return write_utf8(pickler, text->data, text->length, NULL);
    Ref encoded = codec_encode_as(AS_OBJECT(text), CODEC_UTF8, "surrogatepass", 0);
    const BytesObject *bytes = (const BytesObject *)encoded;
    bool done = encoded && write_utf8(pickler, bytes->data, bytes->length, encoded);
    release_maybe(encoded);
    return done;
}

/* Latin-1, with escapes for what is above, and for what would end a line or the escape. */
static bool save_str_line(PicklerObject *pickler, StrView text)
{
    ByteBuilder out = {0};
    char escape[16];
    bytebuilder_add_byte(&out, OP_UNICODE);
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (c >= 0x10000)
            bytebuilder_add(&out, escape, (size_t)snprintf(escape, sizeof escape, "\\U%08x", c));
        else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a)
            bytebuilder_add(&out, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
        else
            bytebuilder_add_byte(&out, c);
    }
    bytebuilder_add_byte(&out, '\n');
    Ref bytes = bytebuilder_finish(&out);
    bool done = bytes && pickle_write(pickler, ((BytesObject *)bytes)->data, ((BytesObject *)bytes)->length);
    release_maybe(bytes);
    return done;
}

bool pickle_save_str(PicklerObject *pickler, View value)
{
    StrView text = str_view(value);
    return (pickler->is_binary ? save_str_binary(pickler, text) : save_str_line(pickler, text)) && pickle_put(pickler, value);
}
