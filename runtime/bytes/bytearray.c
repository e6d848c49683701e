/* bytearray: mutable bytes. Most of its methods are those of bytes (bytes_methods.c).
 *
 * Invariants:  data is NULL while capacity is 0; otherwise offset + length < capacity and data[length] is 0.
 * Growth:      CPython's rule: exactly what is needed for a big step, an eighth more for a small one. Bytes
 *              deleted in front stay, unused, until the block changes: so that a queue of bytes need not be
 *              moved each time. */
#include "runtime/bytes/bytes.h"

#include "runtime/bytes/bytes_private.h"
#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/sequence.h"
#include "runtime/text/str.h"

static ByteArrayObject *array_of(View self)
{
    return (ByteArrayObject *)self;
}

static Span own_span(View self)
{
    Span span;
    (void)span_of(self, &span);
    return span;
}

/* --- making and growing --------------------------------------------------------------------------------- */

Ref bytearray_new(const void *data, size_t length)
{
    ByteArrayObject *array = gc_new(TYPE_BYTEARRAY, sizeof *array);
    if (!array)
        return NULL;
    array->length = array->capacity = array->offset = 0;
    array->data = NULL;
    if (!bytearray_resize(AS_OBJECT(array), length)) {
        release(AS_OBJECT(array));
        return NULL;
    }
    if (data && length)
        memcpy(array->data, data, length);
    return AS_OBJECT(array);
}

static size_t capacity_for(size_t length, size_t capacity)
{
    if ((double)length <= (double)capacity * 1.125)
        return length + (length >> 3) + (length < 9 ? 3 : 6);
    return length + 1;
}

static void free_block(ByteArrayObject *array)
{
    if (array->data)
        heap_free(array->data - array->offset, array->capacity);
}

/* The data in a block of another size, for at most that length. False if there is no memory, without an
 * exception. */
static bool move_block(ByteArrayObject *array, size_t capacity, size_t length)
{
    unsigned char *data;
    if (array->offset == 0) {
        data = heap_resize(array->data, array->capacity, capacity);
    } else if ((data = heap_allocate(capacity)) != NULL) {
        memcpy(data, array->data, length < array->length ? length : array->length);
        free_block(array);
    }
    if (!data)
        return false;
    array->data = data;
    array->capacity = capacity;
    array->offset = 0;
    return true;
}

static bool may_resize(const ByteArrayObject *array)
{
    if (array->exports)
        raise_error(BufferError, "Existing exports of data: object cannot be re-sized");
    return !array->exports;
}

/* Change the length by CPython's rule of growth; new bytes are not initialised. False with MemoryError. */
bool bytearray_resize(View self, size_t length)
{
    ByteArrayObject *array = array_of(self);
    if (length == array->length)
        return true;
    if (!may_resize(array))
        return false;
    size_t capacity = array->capacity;
    if (length > (size_t)PTRDIFF_MAX - 64) {
        raise_memory_error();
        return false;
    }
    bool fits = length + array->offset + 1 <= capacity;
    if (!fits)
        capacity = capacity_for(length, capacity);
    else if (length < capacity / 2)
        capacity = length + 1;
    if ((!fits || capacity != array->capacity) && !move_block(array, capacity, length) && !fits) {
        raise_memory_error();
        return false;
    }
    ASSERT(array->data); /* there was none only while the capacity was 0 */
    array->length = length;
    array->data[length] = '\0';
    return true;
}

static void finish(View self)
{
    ByteArrayObject *array = array_of(self);
    free_block(array);
    array->data = NULL;
    array->length = array->capacity = array->offset = 0;
}

static void traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static Ref new_slot(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    if (type == &bytearray_type)
        return bytearray_new(NULL, 0);
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

/* Replace the bytes from start to stop by `data`, which must not be the array's own. */
static bool splice(View self, size_t start, size_t stop, Span data)
{
    ByteArrayObject *array = array_of(self);
    size_t length = array->length, rest = length - stop;
    if (data.length > stop - start) {
        if (data.length > (size_t)PTRDIFF_MAX - length || !bytearray_resize(self, length + data.length - (stop - start)))
            return data.length <= (size_t)PTRDIFF_MAX - length ? false : (raise_memory_error(), false);
        memmove(array->data + start + data.length, array->data + stop, rest);
    } else if (data.length < stop - start) {
        size_t fewer = stop - start - data.length;
        if (!may_resize(array))
            return false;
        if (start == 0) {
            array->data += fewer;
            array->offset += fewer;
        } else {
            memmove(array->data + start + data.length, array->data + stop, rest);
        }
        if (!bytearray_resize(self, length - fewer))
            return false;
    }
    if (data.length)
        memcpy(array->data + start, data.data, data.length);
    return true;
}

static bool delete_byte(View self, size_t index)
{
    ByteArrayObject *array = array_of(self);
    if (!may_resize(array))
        return false;
    memmove(array->data + index, array->data + index + 1, array->length - index - 1);
    return bytearray_resize(self, array->length - 1);
}

static bool append_span(View self, Span data)
{
    size_t length = array_of(self)->length;
    bool own = data.data >= array_of(self)->data && data.data < array_of(self)->data + array_of(self)->capacity;
    if (data.length > (size_t)PTRDIFF_MAX - length) {
        raise_memory_error();
        return false;
    }
    if (!bytearray_resize(self, length + data.length))
        return false;
    if (data.length)
        memmove(array_of(self)->data + length, own ? array_of(self)->data : data.data, data.length);
    return true;
}

/* The bytes of a bytes-like object (copied, they may be the array's own) or of an iterable. */
static Ref bytes_of(View object)
{
    Span span;
    if (span_of(object, &span))
        return bytes_new(span.data, span.length);
    return type_of_peek(object) == &memoryview_type ? memoryview_bytes(object) : bytes_from_iterable(object, "bytearray");
}

/* What an iterable gives comes byte by byte: there is room accordingly, and the iterable may look. */
static bool append_each(View self, View iterable)
{
    Ref iterator = object_iterate(iterable), item;
    if (!iterator) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "cannot convert '%T' object to bytearray", iterable);
        return false;
    }
    unsigned char byte;
    bool done = true;
    while (done && (item = object_next(iterator))) {
        done = byte_value(item, &byte) && append_span(self, (Span){&byte, 1});
        release(item);
    }
    release(iterator);
    return done && !error_is_set();
}

static Ref initialise(View self, View *args)
{
    Span span;
    bool is_data = args[0] && args[0]->type != TYPE_BYTES && !args[1] && !args[2] && !is_str(args[0]) && !is_int(args[0]) &&
                   !type_of_peek(args[0])->as_index; /* no __bytes__ is asked then */
    bool is_known = args[0] && (args[0]->type == TYPE_LIST || args[0]->type == TYPE_TUPLE || type_of_peek(args[0]) == &memoryview_type);
    if (is_data && !is_known && !span_of(args[0], &span)) /* a length that is not known beforehand */
        return bytearray_resize(self, 0) && append_each(self, args[0]) ? none_new() : NULL;
    Ref bytes = is_data ? bytes_of(args[0]) : bytes_from_arguments(args[0], args[1], args[2], true);
    bool done = bytes && bytearray_resize(self, 0) && append_span(self, own_span(bytes));
    release_maybe(bytes);
    return done ? none_new() : NULL;
}

/* --- items ---------------------------------------------------------------------------------------------- */

static bool set_index(View self, View key, View value)
{
    Index index;
    unsigned char byte = 0;
    if (!is_int(key) && !type_of_peek(key)->as_index) {
        raise_error(TypeError, "bytearray indices must be integers or slices, not %T", key);
        return false;
    }
    if (!object_as_index(key, &index) || (value && !byte_value(value, &byte)))
        return false;
    ByteArrayObject *array = array_of(self);
    if (index < 0)
        index += (Index)array->length;
    if (index < 0 || (size_t)index >= array->length) {
        raise_error(IndexError, "bytearray index out of range");
        return false;
    }
    if (!value)
        return splice(self, (size_t)index, (size_t)index + 1, (Span){NULL, 0});
    array->data[index] = byte;
    return true;
}

/* Assign to every step-th byte. */
static bool set_extended(View self, Index start, Index step, size_t count, Span data)
{
    if (data.length != count) {
        raise_error(ValueError, "attempt to assign bytes of size %zu to extended slice of size %zu", data.length, count);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        array_of(self)->data[start + (Index)i * step] = data.data[i];
    return true;
}

static bool delete_extended(View self, Index start, Index step, size_t count)
{
    if (step < 0) {
        start += step * (Index)(count - 1);
        step = -step;
    }
    ByteArrayObject *array = array_of(self);
    if (!may_resize(array))
        return false;
    size_t to = (size_t)start, removed = 0;
    for (size_t from = to; from < array->length; from++) {
        if (removed < count && from == (size_t)start + removed * (size_t)step)
            removed++;
        else
            array->data[to++] = array->data[from];
    }
    return bytearray_resize(self, to);
}

/* The new bytes: a copy, since they may be the array's own, or come from an iterable. */
static Ref slice_value(View value)
{
    if (is_int(value) || is_str(value))
        return raise_error(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    return bytes_of(value);
}

static bool set_slice(View self, View key, View value)
{
    Ref bytes = value ? slice_value(value) : NULL;
    if (value && !bytes)
        return false;
    Index start, stop, step;
    bool done = slice_unpack(key, &start, &stop, &step);
    size_t count = done ? slice_adjust(array_of(self)->length, &start, &stop, step) : 0;
    Span data = {NULL, 0};
    if (bytes)
        data = own_span(bytes);
    if (done && step == 1)
        done = splice(self, (size_t)start, (size_t)start + count, data);
    else if (done && data.length)
        done = set_extended(self, start, step, count, data);
    else if (done && count)
        done = delete_extended(self, start, step, count);
    release_maybe(bytes);
    return done;
}

static bool set_item(View self, View key, View value)
{
    return key->type == TYPE_SLICE ? set_slice(self, key, value) : set_index(self, key, value);
}

/* --- in-place operators --------------------------------------------------------------------------------- */

static Ref inplace_add(View self, View other)
{
    Span data;
    if (!span_of(other, &data))
        return raise_error(TypeError, "can't concat %T to %T", other, self);
    return append_span(self, data) ? retain(self) : NULL;
}

static Ref inplace_multiply(View self, View count)
{
    Index times;
    Ref result;
    if (!sequence_repeat_count(count, bytes_slot_multiply, self, count, &times, &result))
        return result;
    size_t old = array_of(self)->length, length;
    if (times < 0)
        times = 0;
    if (__builtin_mul_overflow(old, (size_t)times, &length))
        return raise_memory_error();
    if (!bytearray_resize(self, length))
        return NULL;
    for (size_t done = old; done < length; done += old)
        memcpy(array_of(self)->data + done, array_of(self)->data, old);
    return retain(self);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref none_if(bool done)
{
    return done ? none_new() : NULL;
}

static Ref array_append(View self, View *args)
{
    unsigned char byte;
    return none_if(byte_value(args[0], &byte) && append_span(self, (Span){&byte, 1}));
}

static Ref array_extend(View self, View *args)
{
    Span data;
    if (span_of(args[0], &data))
        return none_if(append_span(self, data));
    bool is_view = type_of_peek(args[0]) == &memoryview_type;
    Ref source = is_view ? retain(args[0]) : object_iterate(args[0]), bytes = source ? bytes_of(source) : NULL;
    bool done = bytes && append_span(self, own_span(bytes));
    if (!source && error_clear_if(TypeError))
        raise_error(TypeError, "can't extend bytearray with %T", args[0]);
    release_maybe(source);
    release_maybe(bytes);
    return none_if(done);
}

static Ref array_insert(View self, View *args)
{
    Index index;
    unsigned char byte;
    if (!object_as_ssize(args[0], &index) || !byte_value(args[1], &byte))
        return NULL;
    Index length = (Index)array_of(self)->length;
    if (index < 0)
        index = index + length < 0 ? 0 : index + length;
    if (index > length)
        index = length;
    return none_if(splice(self, (size_t)index, (size_t)index, (Span){&byte, 1}));
}

static Ref array_pop(View self, View *args)
{
    Index index = -1;
    if (args[0] && !object_as_ssize(args[0], &index))
        return NULL;
    ByteArrayObject *array = array_of(self);
    if (array->length == 0)
        return raise_error(IndexError, "pop from empty bytearray");
    if (index < 0)
        index += (Index)array->length;
    if (index < 0 || (size_t)index >= array->length)
        return raise_error(IndexError, "pop index out of range");
    unsigned char byte = array->data[index];
    return delete_byte(self, (size_t)index) ? int_new(byte) : NULL;
}

static Ref array_remove(View self, View *args)
{
    unsigned char byte;
    if (!byte_value(args[0], &byte))
        return NULL;
    ByteArrayObject *array = array_of(self);
    unsigned char *found = array->length ? memchr(array->data, byte, array->length) : NULL;
    if (!found)
        return raise_error(ValueError, "value not found in bytearray");
    return none_if(delete_byte(self, (size_t)(found - array->data)));
}

static Ref array_reverse(View self, View *args UNUSED)
{
    ByteArrayObject *array = array_of(self);
    for (size_t i = 0; i < array->length / 2; i++) {
        unsigned char byte = array->data[i];
        array->data[i] = array->data[array->length - 1 - i];
        array->data[array->length - 1 - i] = byte;
    }
    return none_new();
}

static Ref array_clear(View self, View *args UNUSED)
{
    return none_if(bytearray_resize(self, 0));
}

static Ref array_copy(View self, View *args UNUSED)
{
    Span span = own_span(self);
    return bytearray_new(span.data, span.length);
}

static Ref array_alloc(View self, View *args UNUSED)
{
    return int_from_uint64(array_of(self)->capacity);
}

static Ref array_sizeof(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + (int64_t)array_of(self)->capacity);
}

/* What makes the same bytes: bytes, and before protocol 3 of pickle, which has none, a text. */
static Ref reduce_arguments(Span span, int64_t protocol)
{
    if (span.length == 0)
        return tuple_new(0);
    Ref content = protocol < 3 ? str_from_latin1(span.data, span.length) : bytes_new(span.data, span.length);
    Ref encoding = content && protocol < 3 ? str_from_text("latin-1") : NULL;
    Ref arguments = encoding ? tuple_pack(2, content, encoding) : content && protocol >= 3 ? tuple_pack(1, content) : NULL;
    release_maybe(content);
    release_maybe(encoding);
    return arguments;
}

static Ref reduce_by(View self, int64_t protocol)
{
    Ref state = object_state(self), arguments = state ? reduce_arguments(own_span(self), protocol) : NULL;
    Ref result = arguments ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), arguments, state) : NULL;
    release_maybe(state);
    release_maybe(arguments);
    return result;
}

static Ref array_reduce(View self, View *args UNUSED)
{
    return reduce_by(self, 2);
}

static Ref array_reduce_ex(View self, View *args)
{
    int64_t protocol = 0;
    if (args[0] && !object_as_int64(args[0], &protocol))
        return NULL;
    return reduce_by(self, protocol);
}

static Ref slot_repr(View self)
{
    Ref bytes = bytes_repr_of(own_span(self), true);
    Ref result = bytes ? str_format("%T(%U)", self, bytes) : NULL;
    release_maybe(bytes);
    return result;
}

const NativeFunction bytearray_methods[] = {
    BYTES_SHARED_METHODS,
    {"append(item, /)", array_append, "Append a single item to the end of the bytearray.\n\n  item\n    The item to be appended."},
    {"clear()", array_clear, "Remove all items from the bytearray."},
    {"copy()", array_copy, "Return a copy of B."},
    {"extend(iterable_of_ints, /)", array_extend,
     "Append all the items from the iterator or sequence to the bytearray.\n\n  iterable_of_ints\n    The iterable of items to append."},
    {"insert(index, item, /)", array_insert,
     "Insert a single item into the bytearray before the given index.\n\n  index\n    The index where the value is to be inserted.\n  "
     "item\n    The item "
     "to be inserted."},
    {"pop(index=-1, /)", array_pop,
     "Remove and return a single item from B.\n\n  index\n    The index from where to remove the item.\n    -1 (the default value) means "
     "remove the last "
     "item.\n\nIf no index argument is given, will pop the last item."},
    {"remove(value, /)", array_remove, "Remove the first occurrence of a value in the bytearray.\n\n  value\n    The value to remove."},
    {"reverse()", array_reverse, "Reverse the order of the values in B in place."},
    {"__alloc__()", array_alloc, "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated."},
    {"__reduce__()", array_reduce, "Return state information for pickling."},
    {"__reduce_ex__(proto=0, /)", array_reduce_ex, "Return state information for pickling."},
    {"__sizeof__()", array_sizeof, "Returns the size of the bytearray object in memory, in bytes."},
    {NULL, NULL, NULL},
};

const NativeFunction bytearray_class_methods[] = {
    {"fromhex(string, /)", bytes_fromhex, "Create a bytearray object from a string of hexadecimal numbers."},
    {NULL, NULL, NULL},
};

static const NativeFunction init_native = {"bytearray(source=b'', encoding='utf-8', errors='strict')", initialise, NULL};

TypeObject bytearray_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_BYTEARRAY,
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\n"
           "Construct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n"
           "  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer "
           "API.\n  - an integer",
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .size = sizeof(ByteArrayObject),
    .finish = finish,
    .traverse = traverse,
    .new = new_slot,
    .init_native = &init_native,
    .repr = slot_repr,
    .str = bytes_slot_str,
    .compare = bytes_slot_compare,
    .iterate = bytes_slot_iterate,
    .length = bytes_slot_length,
    .get_item = bytes_slot_get_item,
    .set_item = set_item,
    .contains = bytes_slot_contains,
    .binary = {[BINARY_ADD] = bytes_slot_add, [BINARY_MULT] = bytes_slot_multiply, [BINARY_MOD] = bytes_slot_modulo},
    .inplace = {[BINARY_ADD] = inplace_add, [BINARY_MULT] = inplace_multiply},
    .methods = bytearray_methods,
    .class_methods = bytearray_class_methods,
    .static_methods = bytes_static_methods,
};
