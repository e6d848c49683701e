/* bytes: immutable bytes: making, and the operators that bytes and bytearray share.
 *
 * Shared:     b'' and the 256 objects of one byte, as in CPython.
 * Elsewhere:  bytes_methods.c, bytes_split.c and bytes_case.c have the methods of both types, bytearray.c the
 *             mutable one. */
#include "runtime/bytes/bytes.h"

#include "runtime/bytes/bytebuilder.h"
#include "runtime/bytes/bytes_private.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/containers/range.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/sequence.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

enum { LOOKS_MOST = 4 };
static bool (*looks[LOOKS_MOST])(View object, BytesLook *found);

void bytes_add_look(bool (*look)(View object, BytesLook *found))
{
    size_t i = 0;
    while (i < LOOKS_MOST && looks[i] && looks[i] != look)
        i++;
    ASSERT(i < LOOKS_MOST);
    if (i < LOOKS_MOST)
        looks[i] = look;
}

bool bytes_look_of_other(View object, BytesLook *look)
{
    for (size_t i = 0; i < LOOKS_MOST && looks[i]; i++)
        if (looks[i](object, look))
            return true;
    return false;
}

static union {
    BytesObject bytes;
    unsigned char room[sizeof(BytesObject) + 8];
} shared[257]; /* b'\0' … b'\xff', b'' */

/* --- making --------------------------------------------------------------------------------------------- */

static Ref shared_bytes(size_t which)
{
    BytesObject *bytes = &shared[which].bytes;
    if (bytes->object.refcount == 0) {
        *bytes = (BytesObject){.object = {SHARED_COUNT, TYPE_BYTES}, .hash = -1, .length = which < 256};
        if (which < 256)
            bytes->data[0] = (unsigned char)which;
    }
    return retain(AS_OBJECT(bytes));
}

static size_t size_for(size_t length)
{
    return sizeof(BytesObject) + length + 1;
}

static size_t allocated_size(View self)
{
    return size_for(((BytesObject *)self)->length);
}

/* New bytes in any case, none of them shared, not yet filled. */
static Ref bytes_unfilled(size_t length)
{
    if (length > (size_t)PTRDIFF_MAX - 64)
        return raise_memory_error();
    BytesObject *bytes = object_new_raw(TYPE_BYTES, size_for(length));
    if (!bytes)
        return NULL;
    bytes->hash = -1;
    bytes->length = length;
    bytes->data[length] = '\0';
    return AS_OBJECT(bytes);
}

Ref bytes_new(const void *data, size_t length)
{
    if (length == 0 || (length == 1 && data))
        return shared_bytes(length ? *(const unsigned char *)data : 256);
    Ref bytes = bytes_unfilled(length);
    if (bytes && data)
        memcpy(((BytesObject *)bytes)->data, data, length);
    return bytes;
}

static View exact_peek(View object)
{
    return object->type == TYPE_BYTES ? object : ((BoxedObject *)object)->value;
}

bool bytes_data_peek(View object, const unsigned char **data, size_t *length)
{
    if (is_bytes(object)) {
        BytesObject *bytes = (BytesObject *)exact_peek(object);
        *data = bytes->data;
        *length = bytes->length;
        return true;
    }
    if (is_instance(object, &bytearray_type)) {
        ByteArrayObject *array = (ByteArrayObject *)object;
        *data = array->data ? array->data : (const unsigned char *)"";
        *length = array->length;
        return true;
    }
    BytesLook look;
    if (!bytes_look_of_other(object, &look))
        return memoryview_data_peek(object, data, length);
    *data = look.data;
    *length = look.length;
    return true;
}

bool bytes_span_required(View object, Span *span)
{
    if (span_of(object, span))
        return true;
    raise_error(TypeError, "a bytes-like object is required, not '%T'", object);
    return false;
}

Ref bytes_like_new(View self, const void *data, size_t length)
{
    return is_bytes(self) ? bytes_new(data, length) : bytearray_new(data, length);
}

unsigned char *bytes_writable(View object)
{
    return object->type == TYPE_BYTES ? ((BytesObject *)object)->data : ((ByteArrayObject *)object)->data;
}

bool byte_value(View object, unsigned char *value)
{
    Index number;
    if (!object_as_index_clamped(object, &number))
        return false;
    if (number < 0 || number > 255) {
        raise_error(ValueError, "byte must be in range(0, 256)");
        return false;
    }
    *value = (unsigned char)number;
    return true;
}

/* --- bytes(x) ------------------------------------------------------------------------------------------- */

static bool add_item(ByteBuilder *builder, View item, const char *kind)
{
    Index number;
    if (!object_as_index_clamped(item, &number))
        return false;
    if (number < 0 || number > 255) {
        raise_error(ValueError, "%s must be in range(0, 256)", kind[4] == 's' ? "bytes" : "byte");
        return false;
    }
    bytebuilder_add_byte(builder, (unsigned)number);
    return true;
}

Ref bytes_from_iterable(View object, const char *kind)
{
    Ref iterator = object_iterate(object);
    if (!iterator) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "cannot convert '%T' object to %s", object, kind);
        return NULL;
    }
    ByteBuilder builder = {0};
    Ref item;
    bool done = true;
    while (done && (item = object_next(iterator))) {
        done = add_item(&builder, item, kind);
        release(item);
    }
    release(iterator);
    if (done && !error_is_set())
        return bytebuilder_finish(&builder);
    bytebuilder_abandon(&builder);
    return NULL;
}

Ref bytes_from_object(View object)
{
    Span span;
    if (object->type == TYPE_BYTES)
        return retain(object);
    if (is_str(object))
        return raise_error(TypeError, "cannot convert '%T' object to bytes", object);
    if (span_of(object, &span))
        return bytes_new(span.data, span.length);
    return type_of_peek(object) == &memoryview_type ? memoryview_bytes(object) : bytes_from_iterable(object, "bytes");
}

static Ref from_special_method(View object)
{
    Ref method = object_special_method(object, name(__bytes__));
    if (!method)
        return NULL;
    Ref result = call_0(method);
    release(method);
    if (!result || is_bytes(result))
        return result;
    raise_error(TypeError, "__bytes__ returned non-bytes (type %T)", result);
    release(result);
    return NULL;
}

Ref bytes_from_any(View object)
{
    Ref special = object->type == TYPE_BYTES ? NULL : from_special_method(object);
    return special || error_is_set() ? special : bytes_from_object(object);
}

/* The text of a str argument, or NULL with *wrong set if it is none. */
static const char *text_argument(View object, const char *which, bool *wrong)
{
    if (!object || *wrong)
        return NULL;
    StrView text = str_view(object);
    if (!text || !text->is_ascii) {
        *wrong = true;
        if (text)
            raise_error(LookupError, "unknown encoding: %U", AS_OBJECT(text));
        else
            raise_error(TypeError, "%s must be str, not %K", which, object);
        return NULL;
    }
    return (const char *)text->data;
}

static Ref encoded(View source, View encoding, View errors, bool is_bytearray)
{
    bool wrong = false;
    const char *encoding_text = text_argument(encoding, is_bytearray ? "bytearray() argument 'encoding'" : "bytes() argument 'encoding'",
                                              &wrong);
    const char *errors_text = text_argument(errors, is_bytearray ? "bytearray() argument 'errors'" : "bytes() argument 'errors'", &wrong);
    if (wrong)
        return NULL;
    if (!encoding && source && is_str(source))
        return raise_error(TypeError, "string argument without an encoding");
    if (!source || !is_str(source))
        return raise_error(TypeError, encoding ? "encoding without a string argument" : "errors without a string argument");
    return codec_encode_str(source, encoding_text, errors_text);
}

static Ref zeros(View count)
{
    Index length;
    if (!object_as_index_overflow(count, &length))
        return NULL;
    if (length < 0)
        return raise_error(ValueError, "negative count");
    Ref result = bytes_new(NULL, (size_t)length);
    if (result && length)
        memset(((BytesObject *)result)->data, 0, (size_t)length);
    return result;
}

Ref bytes_from_arguments(View source, View encoding, View errors, bool is_bytearray)
{
    if (encoding || errors)
        return encoded(source, encoding, errors, is_bytearray);
    if (!source)
        return shared_bytes(256);
    if (source->type == TYPE_BYTES)
        return retain(source);
    Ref special = from_special_method(source);
    if (special || error_is_set())
        return special;
    if (is_str(source))
        return raise_error(TypeError, "string argument without an encoding");
    if (is_int(source) || type_of_peek(source)->as_index)
        return zeros(source);
    return bytes_from_object(source);
}

static Ref construct(View type, View *args)
{
    Ref value = bytes_from_arguments(args[0], args[1], args[2], false);
    if (value && type == AS_OBJECT(&bytes_type))
        return value; /* of a subclass, if __bytes__ gave that */
    if (value && value->type != TYPE_BYTES) {
        Ref exact = retain(exact_peek(value));
        release(value);
        value = exact;
    }
    return boxed_new_take(type, &bytes_type, value);
}

/* --- operators ------------------------------------------------------------------------------------------ */

Ref bytes_slot_add(View left, View right)
{
    Span a, b;
    if (!is_bytes(left) && !is_instance(left, &bytearray_type))
        return retain(NOT_IMPLEMENTED);
    if (!span_of(right, &b))
        return raise_error(TypeError, "can't concat %T to %T", right, left);
    (void)span_of(left, &a);
    if (a.length > (size_t)PTRDIFF_MAX - b.length)
        return raise_memory_error();
    if (left->type == TYPE_BYTES && b.length == 0)
        return retain(left);
    if (right->type == TYPE_BYTES && left->type == TYPE_BYTES && a.length == 0)
        return retain(right);
    Ref result = bytes_like_new(left, NULL, a.length + b.length);
    if (result && a.length + b.length) {
        memcpy(bytes_writable(result), a.data, a.length);
        memcpy(bytes_writable(result) + a.length, b.data, b.length);
    }
    return result;
}

Ref bytes_slot_multiply(View left, View right)
{
    bool left_is_own = is_bytes(left) || is_instance(left, &bytearray_type);
    View self = left_is_own ? left : right;
    Index times;
    Ref result;
    if (!sequence_repeat_count(left_is_own ? right : left, bytes_slot_multiply, left, right, &times, &result))
        return result;
    Span span;
    (void)span_of(self, &span);
    size_t length;
    if (times < 0)
        times = 0;
    if (__builtin_mul_overflow(span.length, (size_t)times, &length) || length > (size_t)PTRDIFF_MAX)
        return is_bytes(self) ? raise_error(OverflowError, "repeated bytes are too long") : raise_memory_error();
    if (length == span.length && self->type == TYPE_BYTES)
        return retain(self);
    result = is_bytes(self) ? bytes_unfilled(length) : bytearray_new(NULL, length); /* b"x" * 0 is not the empty bytes that all share */
    if (!result || length == 0)
        return result;
    unsigned char *out = bytes_writable(result);
    if (span.length == 1)
        memset(out, span.data[0], length);
    else
        for (size_t done = 0; done < length; done += span.length)
            memcpy(out + done, span.data, span.length);
    return result;
}

Ref bytes_slot_modulo(View left, View right)
{
    bool own = is_bytes(left) || is_instance(left, &bytearray_type);
    return own ? percent_bytes(left, right) : retain(NOT_IMPLEMENTED);
}

bool bytes_warning;

/* With -b. False with an exception: the warning is an error. */
static bool warn_of_comparison(View self, View other)
{
    const char *own = is_bytes(self) ? "bytes" : "bytearray";
    if (is_str(other))
        return warn_here(BytesWarning, "Comparison between %s and string", own);
    return !is_bytes(self) || !is_int(other) || warn_here(BytesWarning, "Comparison between bytes and int");
}

Ref bytes_slot_str(View self)
{
    if (bytes_warning && !warn_here(BytesWarning, "str() on a %s instance", is_bytes(self) ? "bytes" : "bytearray"))
        return NULL;
    return is_bytes(self) ? bytes_type.repr(self) : bytearray_type.repr(self);
}

Ref bytes_slot_compare(View self, View other, Comparison comparison)
{
    Span a, b;
    if (bytes_warning && (comparison == COMPARE_EQ || comparison == COMPARE_NE) && !warn_of_comparison(self, other))
        return NULL;
    if (!span_of(self, &a) || !span_of(other, &b) || (is_bytes(self) && !is_bytes(other))) /* a bytearray compares itself with bytes */
        return retain(NOT_IMPLEMENTED);
    if (a.length != b.length && (comparison == COMPARE_EQ || comparison == COMPARE_NE))
        return bool_new(comparison == COMPARE_NE);
    int order = memcmp(a.data, b.data, a.length < b.length ? a.length : b.length);
    if (order == 0)
        order = (a.length > b.length) - (a.length < b.length);
    return order_result(order, comparison);
}

Index bytes_slot_length(View self)
{
    Span span;
    (void)span_of(self, &span);
    return (Index)span.length;
}

int bytes_slot_contains(View self, View item)
{
    Span text, part;
    unsigned char byte;
    if (!span_of(item, &part)) {
        if (!is_int(item) && !type_of_peek(item)->as_index)
            return bytes_span_required(item, &part) ? 0 : -1;
        if (!byte_value(item, &byte))
            return -1;
        part = (Span){&byte, 1};
    }
    (void)span_of(self, &text);
    return bytes_span_find(text, part, false) >= 0;
}

static Ref slice_of(View self, View key)
{
    Index start, stop, step;
    if (!slice_unpack(key, &start, &stop, &step))
        return NULL;
    Span span;
    (void)span_of(self, &span);
    size_t count = slice_adjust(span.length, &start, &stop, step);
    if (step == 1 && count == span.length && self->type == TYPE_BYTES)
        return retain(self);
    if (step == 1 || count <= 1)
        return bytes_like_new(self, span.data + (count ? start : 0), count);
    Ref result = bytes_like_new(self, NULL, count);
    for (size_t i = 0; result && i < count; i++)
        bytes_writable(result)[i] = span.data[start + (Index)i * step];
    return result;
}

Ref bytes_slot_get_item(View self, View key)
{
    if (key->type == TYPE_SLICE)
        return slice_of(self, key);
    bool own = is_bytes(self);
    if (!is_int(key) && !type_of_peek(key)->as_index)
        return raise_error(TypeError, "%s indices must be integers or slices, not %T", own ? "byte" : "bytearray", key);
    Index index;
    Span span;
    if (!object_as_index(key, &index))
        return NULL;
    (void)span_of(self, &span);
    if (index < 0)
        index += (Index)span.length;
    if (index < 0 || (size_t)index >= span.length)
        return raise_error(IndexError, own ? "index out of range" : "bytearray index out of range");
    return int_new(span.data[index]);
}

/* --- the type ------------------------------------------------------------------------------------------- */

Ref bytes_repr_of(Span span, bool of_bytearray)
{
    StrBuilder builder;
    strbuilder_start(&builder);
    bool double_quotes = memchr(span.data, '\'', span.length) && !memchr(span.data, '"', span.length);
    Character quote = double_quotes ? '"' : '\'';
    strbuilder_add_character(&builder, 'b');
    strbuilder_add_character(&builder, quote);
    for (size_t i = 0; i < span.length; i++) {
        static const char hex[] = "0123456789abcdef";
        unsigned char c = span.data[i];
        const char *escape = c == '\t'                                   ? "\\t"
                             : c == '\n'                                 ? "\\n"
                             : c == '\r'                                 ? "\\r"
                             : c == '\\'                                 ? "\\\\"
                             : c == quote || (of_bytearray && c == '\'') ? "\\'"
                                                                         : NULL;
        char coded[4] = {'\\', 'x', hex[c >> 4], hex[c & 15]};
        if (escape)
            strbuilder_add_text(&builder, escape);
        else if (c < ' ' || c >= 127)
            strbuilder_add_bytes(&builder, coded, 4);
        else
            strbuilder_add_character(&builder, c);
        if (!check_interrupt_at(i)) {
            strbuilder_abandon(&builder);
            return NULL;
        }
    }
    strbuilder_add_character(&builder, quote);
    return strbuilder_finish(&builder);
}

static Ref slot_repr(View self)
{
    Span span;
    (void)span_of(self, &span);
    return bytes_repr_of(span, false);
}

static Hash slot_hash(View self)
{
    BytesObject *bytes = (BytesObject *)exact_peek(self);
    if (bytes->hash == -1) {
        bytes->hash = (Hash)str_hash_bytes(bytes->data, bytes->length);
    }
    return bytes->hash;
}

static const NativeFunction new_native = {"bytes(source=b'', encoding='utf-8', errors='strict')", construct, NULL};

TypeObject bytes_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_BYTES,
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of "
           "bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\n"
           "Construct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n"
           "  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_BYTES,
    .size = sizeof(BytesObject),
    .allocated_size = allocated_size,
    .new_native = &new_native,
    .repr = slot_repr,
    .str = bytes_slot_str,
    .hash = slot_hash,
    .compare = bytes_slot_compare,
    .iterate = bytes_slot_iterate,
    .length = bytes_slot_length,
    .get_item = bytes_slot_get_item,
    .contains = bytes_slot_contains,
    .binary = {[BINARY_ADD] = bytes_slot_add, [BINARY_MULT] = bytes_slot_multiply, [BINARY_MOD] = bytes_slot_modulo},
    .methods = bytes_methods,
    .class_methods = bytes_class_methods,
    .static_methods = bytes_static_methods,
};
