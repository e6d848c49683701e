/* pickle_load_values: instructions that make a value of the bytes behind them. */
#include <errno.h>
#include <stdlib.h>

#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/codecs.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"
#include "vm/import/import.h"

/* --- numbers -------------------------------------------------------------------------------------------- */

/* What int(text, 0) gives; `length` without the line's end. */
static Ref int_of_line(const char *text, size_t length)
{
    Ref line = str_from_utf8(text, length);
    if (!line)
        return NULL;
    Ref number = int_from_text(line, 0);
    release(line);
    if (number || !error_clear_if(ValueError))
        return number;
    line = str_from_latin1((const unsigned char *)text, length + 1);
    if (line)
        raise_error(ValueError, "invalid literal for int() with base 10: %R", line);
    release_maybe(line);
    return NULL;
}

bool pickle_load_int_line(UnpicklerObject *unpickler)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 1, &length);
    if (!line)
        return false;
    if (length == 3 && line[0] == '0' && (line[1] == '0' || line[1] == '1')) /* a bool of protocols 0 and 1 */
        return pickle_push_take(unpickler, bool_new(line[1] == '1'));
    if (line[0] > ' ') {
        char *end;
        errno = 0;
        int64_t number = strtol(line, &end, 0); /* the line's end stops it */
        if (!errno && (*end == '\n' || !*end) && end != line)
            return pickle_push_take(unpickler, int_new(number));
    }
    Ref value = int_of_line(line, length - 1);
    if (!value && error_clear_if(ValueError))
        raise_error(ValueError, "could not convert string to int");
    return pickle_push_take(unpickler, value);
}

bool pickle_load_long_line(UnpicklerObject *unpickler)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 1, &length);
    if (!line)
        return false;
    return pickle_push_take(unpickler, int_of_line(line, line[length - 2] == 'L' ? length - 2 : length - 1));
}

bool pickle_load_long(UnpicklerObject *unpickler, size_t size_bytes)
{
    const unsigned char *data = pickle_read(unpickler, size_bytes);
    if (!data)
        return false;
    int64_t length = size_bytes == 1
                         ? data[0]
                         : (int32_t)((uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24);
    if (length < 0)
        return raise_unpickling("LONG pickle has negative byte count") != NULL;
    data = pickle_read(unpickler, (size_t)length);
    return data && pickle_push_take(unpickler, int_read_bytes(data, (size_t)length, true, true));
}

static bool begins_number(const char *text)
{
    text += *text == '-' || *text == '+';
    return (*text >= '0' && *text <= '9') || *text == '.';
}

bool pickle_load_float_line(UnpicklerObject *unpickler)
{
    size_t length;
    double number;
    const char *line = pickle_read_line(unpickler, 1, &length);
    if (!line)
        return false;
    if (!float_parse(line, length - 1, &number) || memchr(line, '_', length) || memchr(line, ' ', length))
        return begins_number(line)
                   ? raise_error(ValueError, "could not convert string to float") != NULL
                   : raise_error(ValueError, "could not convert string to float: '%.*s'", (int)(length < 200 ? length : 200), line) != NULL;
    return pickle_push_take(unpickler, float_new(number));
}

bool pickle_load_float(UnpicklerObject *unpickler)
{
    const unsigned char *data = pickle_read(unpickler, 8);
    uint64_t bits = 0;
    double number;
    if (!data)
        return false;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | data[i];
    memcpy(&number, &bits, sizeof number);
    return pickle_push_take(unpickler, float_new(number));
}

/* --- texts and bytes ------------------------------------------------------------------------------------ */

bool pickle_read_size(UnpicklerObject *unpickler, size_t size_bytes, const char *what, size_t *size)
{
    const unsigned char *data = pickle_read(unpickler, size_bytes);
    uint64_t number = 0;
    if (!data)
        return false;
    for (size_t i = size_bytes; i > 0; i--)
        number = number << 8 | data[i - 1];
    *size = (size_t)number;
    return number <= PTRDIFF_MAX || !what ||
           raise_error(OverflowError, "%s exceeds system's maximum size of %zd bytes", what, (Index)PTRDIFF_MAX) != NULL;
}

/* A str of Python 2: bytes, or what they are in the encoding that was given. Consumes them. */
static bool push_old_string_take(UnpicklerObject *unpickler, Ref bytes)
{
    if (!unpickler->encoding || !unpickler->errors) { /* __init__ failed half-way */
        release_maybe(bytes);
        return raise_unpickling("Unpickler.__init__() has failed") != NULL;
    }
    if (!bytes || str_equal_text(unpickler->encoding, "bytes"))
        return pickle_push_take(unpickler, bytes);
    char *owned_encoding = NULL, *owned_errors = NULL;
    size_t encoding_length = 0, errors_length = 0;
    const char *encoding = str_utf8((StrView)unpickler->encoding, &encoding_length, &owned_encoding);
    const char *errors = encoding ? str_utf8((StrView)unpickler->errors, &errors_length, &owned_errors) : NULL;
    Ref text = errors ? codec_decode_bytes(bytes, encoding, errors) : NULL;
    if (owned_encoding)
        str_utf8_free(owned_encoding, encoding_length);
    if (owned_errors)
        str_utf8_free(owned_errors, errors_length);
    release(bytes);
    return pickle_push_take(unpickler, text);
}

bool pickle_load_string_line(UnpicklerObject *unpickler)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 0, &length);
    if (!line)
        return false;
    length--;
    if (length < 2 || line[0] != line[length - 1] || (line[0] != '\'' && line[0] != '"'))
        return raise_unpickling("the STRING opcode argument must be quoted") != NULL;
    Ref source = bytes_new(line + 1, length - 2), module = source ? import_by_name("_codecs") : NULL;
    Ref decode = module ? object_get_attribute_text(module, "escape_decode") : NULL, pair = decode ? call_1(decode, source) : NULL;
    Ref bytes = pair ? retain(tuple_item_peek(pair, 0)) : NULL;
    release_maybe(pair);
    release_maybe(decode);
    release_maybe(module);
    release_maybe(source);
    return push_old_string_take(unpickler, bytes);
}

bool pickle_load_string(UnpicklerObject *unpickler, size_t size_bytes)
{
    size_t size;
    if (!pickle_read_size(unpickler, size_bytes, "BINSTRING", &size))
        return false;
    const unsigned char *data = pickle_read(unpickler, size);
    return data && push_old_string_take(unpickler, bytes_new(data, size));
}

bool pickle_load_bytes(UnpicklerObject *unpickler, size_t size_bytes)
{
    size_t size;
    if (!pickle_read_size(unpickler, size_bytes, "BINBYTES", &size) || !pickle_read_possible(unpickler, size))
        return false;
    Ref bytes = bytes_new(NULL, size);
    if (bytes && size && !pickle_read_into(unpickler, ((BytesObject *)bytes)->data, size))
        clear_place(&bytes);
    return pickle_push_take(unpickler, bytes);
}

bool pickle_load_bytearray(UnpicklerObject *unpickler)
{
    size_t size;
    if (!pickle_read_size(unpickler, 8, "BYTEARRAY8", &size) || !pickle_read_possible(unpickler, size))
        return false;
    Ref bytes = bytearray_new(NULL, 0);
    if (bytes && size && (!bytearray_resize(bytes, size) || !pickle_read_into(unpickler, ((ByteArrayObject *)bytes)->data, size)))
        clear_place(&bytes);
    return pickle_push_take(unpickler, bytes);
}

bool pickle_load_unicode_line(UnpicklerObject *unpickler)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 0, &length);
    CodecPiece piece = {.is_final = true};
    return line && pickle_push_take(unpickler, codec_decode_piece((const unsigned char *)line, length - 1, CODEC_RAW_ESCAPE, NULL, &piece));
}

/* Most are short, and ASCII. */
static Ref utf8_text(const unsigned char *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (data[i] & 0x80)
            return codec_str_from_utf8(data, length, "surrogatepass");
    if (length < 2)
        return str_from_latin1(data, length);
    Ref text = str_allocate_ascii(length);
    if (text)
        memcpy(((StrView)text)->data, data, length);
    return text;
}

bool pickle_load_unicode(UnpicklerObject *unpickler, size_t size_bytes)
{
    size_t size;
    if (!pickle_read_size(unpickler, size_bytes, "BINUNICODE", &size))
        return false;
    const unsigned char *data = pickle_read(unpickler, size);
    return data && pickle_push_take(unpickler, utf8_text(data, size));
}

/* --- buffers that are not in the pickle ----------------------------------------------------------------- */

bool pickle_load_buffer(UnpicklerObject *unpickler)
{
    if (!unpickler->buffers)
        return raise_unpickling("pickle stream refers to out-of-band data but no *buffers* argument was given") != NULL;
    Ref iterator = retain(unpickler->buffers), buffer = object_next(iterator);
    release(iterator);
    if (!buffer && !error_is_set())
        raise_unpickling("not enough out-of-band buffers");
    return pickle_push_take(unpickler, buffer);
}

bool pickle_load_readonly(UnpicklerObject *unpickler)
{
    bool is_readonly = false;
    View buffer = pickle_top_peek(unpickler);
    Ref view = buffer ? call_1(AS_OBJECT(&memoryview_type), buffer) : NULL;
    if (!view)
        return false;
    if (memoryview_shown_peek(view, &is_readonly) && is_readonly) {
        release(view);
        return true;
    }
    Ref method = object_get_attribute_text(view, "toreadonly"), readonly = method ? call_0(method) : NULL;
    release_maybe(method);
    release(view);
    Ref old = readonly ? pickle_pop(unpickler) : NULL;
    release_maybe(old);
    return pickle_push_take(unpickler, readonly);
}
