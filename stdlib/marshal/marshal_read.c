/* marshal_read: bytes as an object.
 *
 * The bytes may be anything: each length is checked against what is there before room is made for it, and
 * the depth is limited. An object that is numbered gets its place in `numbered` when it begins, and is put
 * there when it is made: a tuple that refers to itself finds itself half-filled, with None. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/marshal/marshal_private.h"

typedef struct Reader {
    MarshalSource *source;
    Ref numbered; /* a list: the objects by number; None for one that is not made yet */
    int depth;
} Reader;

/* An object; NULL without an exception where NULL was written. */
static Ref read_object(Reader *reader);

static void *bad_data(const char *what)
{
    return raise_error(ValueError, "bad marshal data (%s)", what);
}

/* --- bytes ---------------------------------------------------------------------------------------------- */

/* The file fills a bytearray of that length. */
static const unsigned char *read_from_file(MarshalSource *source, size_t length)
{
    Ref piece = bytearray_new(NULL, length);
    if (piece && length)
        memset(((ByteArrayObject *)piece)->data, 0, length); /* the file may look at it */
    Ref fill = piece ? object_get_attribute_text(source->file, "readinto") : NULL;
    Ref result = fill ? call_1(fill, piece) : NULL;
    Index got = -1;
    bool done = result && object_as_index(result, &got);
    release_maybe(fill);
    release_maybe(result);
    replace_take(&source->held, piece);
    if (!done)
        return NULL;
    if (got > (Index)length)
        return raise_error(ValueError, "read() returned too much data: %zd bytes requested, %zd returned", (Index)length, got);
    const unsigned char *data;
    if (got == (Index)length && bytes_data_peek(piece, &data, &length) && got == (Index)length)
        return data;
    return raise_error(EOFError, "EOF read where not expected");
}

/* The next bytes, valid until the next call. NULL with EOFError or what the file raised. */
static const unsigned char *read_bytes(Reader *reader, size_t length)
{
    MarshalSource *source = reader->source;
    if (source->file)
        return read_from_file(source, length);
    if ((size_t)(source->end - source->at) < length)
        return raise_error(EOFError, "marshal data too short");
    source->at += length;
    return source->at - length;
}

/* Where a single byte was to come, CPython has other words. */
static void end_is_early(void)
{
    if (error_clear_if(EOFError))
        raise_error(EOFError, "EOF read where object expected");
}

static bool read_word(Reader *reader, size_t size, uint64_t *word)
{
    const unsigned char *bytes = read_bytes(reader, size);
    if (!bytes && size == 1)
        end_is_early();
    *word = 0;
    for (size_t i = 0; bytes && i < size; i++)
        *word |= (uint64_t)bytes[i] << 8 * i;
    return bytes != NULL;
}

/* A count of 32 bits. False with ValueError if it is negative. */
static bool read_size(Reader *reader, const char *what, size_t *size)
{
    uint64_t word;
    if (!read_word(reader, 4, &word))
        return false;
    *size = (size_t)word;
    return word <= INT32_MAX || bad_data(what) != NULL;
}

/* --- kinds of objects ----------------------------------------------------------------------------------- */

static Ref read_long(Reader *reader)
{
    uint64_t word;
    if (!read_word(reader, 4, &word))
        return NULL;
    int64_t count = (int32_t)(uint32_t)word;
    if (count == INT32_MIN)
        return bad_data("long size out of range");
    size_t digits = (size_t)(count < 0 ? -count : count);
    const unsigned char *bytes = read_bytes(reader, digits * 2);
    if (!bytes)
        return NULL;
    size_t room = digits * MARSHAL_DIGIT_BITS / 8 + 1; /* the same number in bytes of 8 bits, for int.from_bytes */
    Ref packed = bytes_new(NULL, room + 1), result = NULL;
    if (!packed)
        return NULL;
    unsigned char *out = ((BytesObject *)packed)->data;
    memset(out, 0, room + 1);
    for (size_t i = 0; i < digits; i++) {
        unsigned digit = bytes[2 * i] | (unsigned)bytes[2 * i + 1] << 8;
        size_t bit = i * MARSHAL_DIGIT_BITS;
        if (digit >> MARSHAL_DIGIT_BITS || (i + 1 == digits && digit == 0)) {
            release(packed);
            return bad_data(digit ? "digit out of range in long" : "unnormalized long data");
        }
        for (unsigned shifted = digit << bit % 8, at = 0; shifted; shifted >>= 8, at++)
            out[bit / 8 + at] |= (unsigned char)shifted;
    }
    Ref little = str_from_text("little"), from_bytes = little ? object_get_attribute_text(AS_OBJECT(&int_type), "from_bytes") : NULL;
    result = from_bytes ? call_2(from_bytes, packed, little) : NULL;
    release(packed);
    release_maybe(little);
    release_maybe(from_bytes);
    if (result && count < 0)
        replace_take(&result, object_negative(result));
    return result;
}

static bool read_float(Reader *reader, bool is_binary, double *value)
{
    uint64_t word;
    char text[256];
    if (is_binary) {
        if (!read_word(reader, sizeof word, &word))
            return false;
        memcpy(value, &word, sizeof word);
        return true;
    }
    const unsigned char *bytes = read_word(reader, 1, &word) ? read_bytes(reader, (size_t)word) : NULL;
    if (!bytes)
        return false;
    memcpy(text, bytes, (size_t)word);
    text[word] = '\0';
    return float_parse(text, (size_t)word, value) || raise_error(ValueError, "could not convert string to float: '%s'", text) != NULL;
}

static Ref read_float_object(Reader *reader, bool is_binary)
{
    double value;
    return read_float(reader, is_binary, &value) ? float_new(value) : NULL;
}

static Ref read_complex(Reader *reader, bool is_binary)
{
    double real, imaginary;
    return read_float(reader, is_binary, &real) && read_float(reader, is_binary, &imaginary) ? complex_new(real, imaginary) : NULL;
}

static Ref read_bytes_object(Reader *reader)
{
    size_t length;
    const unsigned char *data = read_size(reader, "bytes object size out of range", &length) ? read_bytes(reader, length) : NULL;
    return data ? bytes_new(data, length) : NULL;
}

static Ref interned_if(Ref text_take, bool is_interned)
{
    if (text_take && is_interned && !str_intern(&text_take))
        clear_place(&text_take);
    return text_take;
}

static Ref read_ascii(Reader *reader, bool is_short, bool is_interned)
{
    size_t length = 0;
    uint64_t word;
    if (is_short ? !read_word(reader, 1, &word) : !read_size(reader, "string size out of range", &length))
        return NULL;
    if (is_short)
        length = (size_t)word;
    const unsigned char *data = read_bytes(reader, length);
    return data ? interned_if(str_from_latin1(data, length), is_interned) : NULL;
}

static Ref read_utf8(Reader *reader, bool is_interned)
{
    size_t length;
    const unsigned char *data = read_size(reader, "string size out of range", &length) ? read_bytes(reader, length) : NULL;
    Ref bytes = data ? bytes_new(data, length) : NULL, text = bytes ? codec_decode_bytes(bytes, "utf8", "surrogatepass") : NULL;
    release_maybe(bytes);
    return interned_if(text, is_interned);
}

/* An object within another, which must be there. */
static Ref read_item(Reader *reader, const char *holder)
{
    Ref item = read_object(reader);
    if (!item && !error_is_set())
        raise_error(TypeError, "NULL object in marshal data for %s", holder);
    return item;
}

/* Remember an object under a number (-1: none). False with MemoryError. */
static bool keep(Reader *reader, Index number, View object)
{
    if (number < 0)
        return true;
    replace_take(&((ListView)reader->numbered)->items[number], retain(object));
    return true;
}

/* The items are read one by one: a count that is too large fails for want of data, not of memory. */
static bool read_items(Reader *reader, size_t count, const char *holder, ListView into)
{
    for (size_t i = 0; i < count; i++) {
        Ref item = read_item(reader, holder);
        if (!item || !list_append_take(into, item))
            return false;
    }
    return true;
}

static Ref read_tuple(Reader *reader, bool is_small, Index number)
{
    enum { SURE_MOST = 4096 }; /* so many places are made at once, which lets a tuple refer to itself */
    size_t count = 0;
    uint64_t word;
    if (is_small ? !read_word(reader, 1, &word) : !read_size(reader, "tuple size out of range", &count))
        return NULL;
    if (is_small)
        count = (size_t)word;
    if (count > SURE_MOST) {
        Ref items = list_new(0),
            tuple = items && read_items(reader, count, "tuple", (ListView)items) ? list_to_tuple((ListView)items) : NULL;
        release_maybe(items);
        if (tuple && !keep(reader, number, tuple))
            clear_place(&tuple);
        return tuple;
    }
    Ref tuple = tuple_of_nones(count);
    if (tuple && count && !gc_is_tracked(tuple)) /* it may hold itself */
        gc_track(tuple);
    if (tuple && !keep(reader, number, tuple))
        clear_place(&tuple);
    for (size_t i = 0; tuple && i < count; i++) {
        Ref item = read_item(reader, "tuple");
        if (item)
            replace_take(&((TupleView)tuple)->items[i], item);
        else
            clear_place(&tuple);
    }
    return tuple;
}

static Ref read_list(Reader *reader, Index number)
{
    size_t count;
    Ref list = read_size(reader, "list size out of range", &count) ? list_new(0) : NULL;
    if (list && (!keep(reader, number, list) || !read_items(reader, count, "list", (ListView)list)))
        clear_place(&list);
    return list;
}

static Ref read_dict(Reader *reader, Index number)
{
    Ref dict = dict_new(), key, value;
    bool done = dict && keep(reader, number, dict);
    while (done && (key = read_object(reader))) {
        value = read_object(reader);
        if (!value) { /* the dict ends here */
            release(key);
            break;
        }
        done = dict_set((DictView)dict, key, value);
        release(key);
        release(value);
    }
    if (!done || error_is_set())
        clear_place(&dict);
    return dict;
}

static Ref read_set(Reader *reader, bool is_frozen, Index number)
{
    size_t count;
    Ref items = read_size(reader, "set size out of range", &count) ? list_new(0) : NULL;
    bool done = items && read_items(reader, count, "set", (ListView)items);
    Ref set = done ? call_1(AS_OBJECT(is_frozen ? &frozenset_type : &set_type), items) : NULL;
    release_maybe(items);
    if (set && !keep(reader, number, set))
        clear_place(&set);
    return set;
}

static Ref read_reference(Reader *reader)
{
    uint64_t number;
    if (!read_word(reader, 4, &number))
        return NULL;
    ListView numbered = (ListView)reader->numbered;
    if (number >= numbered->used || numbered->items[number] == NONE)
        return bad_data("invalid reference");
    return retain(numbered->items[number]);
}

/* --- any of them ---------------------------------------------------------------------------------------- */

static Ref read_number(Reader *reader, size_t size)
{
    uint64_t word;
    if (!read_word(reader, size, &word))
        return NULL;
    return int_new(size == 4 ? (int64_t)(int32_t)(uint32_t)word : (int64_t)word);
}

static Ref read_kind(Reader *reader, unsigned letter, Index number)
{
    switch (letter) {
    case MARSHAL_NULL: return NULL;
    case MARSHAL_NONE: return none_new();
    case MARSHAL_STOP: return retain(AS_OBJECT(&exception_types[StopIteration]));
    case MARSHAL_ELLIPSIS: return retain(ELLIPSIS);
    case MARSHAL_FALSE: return bool_new(false);
    case MARSHAL_TRUE: return bool_new(true);
    case MARSHAL_INT: return read_number(reader, 4);
    case MARSHAL_INT64: return read_number(reader, 8);
    case MARSHAL_LONG: return read_long(reader);
    case MARSHAL_FLOAT:
    case MARSHAL_BINARY_FLOAT: return read_float_object(reader, letter == MARSHAL_BINARY_FLOAT);
    case MARSHAL_COMPLEX:
    case MARSHAL_BINARY_COMPLEX: return read_complex(reader, letter == MARSHAL_BINARY_COMPLEX);
    case MARSHAL_BYTES: return read_bytes_object(reader);
    case MARSHAL_ASCII:
    case MARSHAL_ASCII_INTERNED: return read_ascii(reader, false, letter == MARSHAL_ASCII_INTERNED);
    case MARSHAL_SHORT_ASCII:
    case MARSHAL_SHORT_ASCII_INTERNED: return read_ascii(reader, true, letter == MARSHAL_SHORT_ASCII_INTERNED);
    case MARSHAL_STR:
    case MARSHAL_INTERNED: return read_utf8(reader, letter == MARSHAL_INTERNED);
    case MARSHAL_TUPLE:
    case MARSHAL_SMALL_TUPLE: return read_tuple(reader, letter == MARSHAL_SMALL_TUPLE, number);
    case MARSHAL_LIST: return read_list(reader, number);
    case MARSHAL_DICT: return read_dict(reader, number);
    case MARSHAL_SET:
    case MARSHAL_FROZENSET: return read_set(reader, letter == MARSHAL_FROZENSET, number);
    case MARSHAL_REF: return read_reference(reader);
    case MARSHAL_CODE: return bad_data("a code object of CPython's, which Ouro does not run");
    default: return bad_data("unknown type code");
    }
}

static Ref read_object(Reader *reader)
{
    Index number = -1;
    const unsigned char *byte = read_bytes(reader, 1);
    if (!byte) {
        end_is_early();
        return NULL;
    }
    unsigned letter = *byte;
    if (reader->depth >= MARSHAL_DEPTH_MOST || stack_is_low())
        return raise_error(ValueError, "recursion limit exceeded");
    if (letter & MARSHAL_FLAG) {
        number = (Index)((ListView)reader->numbered)->used;
        if (!list_append((ListView)reader->numbered, NONE))
            return NULL;
    }
    reader->depth++;
    Ref object = read_kind(reader, letter & ~(unsigned)MARSHAL_FLAG, number);
    reader->depth--;
    if (object && !keep(reader, number, object))
        clear_place(&object);
    return object;
}

Ref marshal_read(MarshalSource *source)
{
    Reader reader = {source, list_new(0), 0};
    Ref object = reader.numbered ? read_object(&reader) : NULL;
    if (!object && !error_is_set())
        raise_error(TypeError, "NULL object in marshal data for object");
    release_maybe(reader.numbered);
    return object;
}
