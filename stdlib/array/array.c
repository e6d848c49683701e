/* array: arrays of numbers of one kind, as C has them. Here: making and growing them, and what they do as
 * sequences.
 *
 * Invariants:  length <= capacity; while exports is not 0, neither data nor length changes.
 * Growth:      CPython's rule: a sixteenth more, and 3 or 7.
 * Callbacks:   a value is asked for its bytes (__index__, __float__) before the array is looked at; and looked
 *              at afresh afterwards. */
#include "stdlib/array/array_private.h"

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

/* --- making and growing --------------------------------------------------------------------------------- */

Ref array_new(TypeObject *type, const ArrayKind *kind, size_t length)
{
    ArrayObject *array = (ArrayObject *)type_allocate(type, 0);
    if (!array)
        return NULL;
    array->kind = kind;
    gc_track(AS_OBJECT(array));
    if (length) {
        array->data = heap_allocate(heap_array_size(length, kind->size));
        if (!array->data) {
            release(AS_OBJECT(array));
            return raise_memory_error();
        }
        array->length = array->capacity = length;
    }
    return AS_OBJECT(array);
}

bool array_resize(ArrayObject *array, size_t length)
{
    if (array->exports && length != array->length) {
        raise_error(BufferError, "cannot resize an array that is exporting buffers");
        return false;
    }
    if (array->capacity >= length && array->length < length + 16 && array->data) {
        array->length = length;
        return true;
    }
    size_t size = array->kind->size, capacity = length ? (length >> 4) + (array->length < 8 ? 3 : 7) + length : 0;
    if (capacity) {
        unsigned char *data = heap_resize(array->data, array->capacity * size, heap_array_size(capacity, size));
        if (!data)
            return raise_memory_error() != NULL;
        array->data = data;
    } else if (array->data) {
        heap_free(array->data, array->capacity * size);
        array->data = NULL;
    }
    array->length = length;
    array->capacity = capacity;
    return true;
}

bool array_set(ArrayObject *array, Index index, View value)
{
    unsigned char bytes[8];
    if (!array_item_bytes(array->kind, value, bytes))
        return false;
    if (index < 0 || index >= (Index)array->length) { /* the value shrank it */
        raise_error(IndexError, "array assignment index out of range");
        return false;
    }
    memcpy(array_place(array, (size_t)index), bytes, array->kind->size);
    return true;
}

bool array_insert(ArrayObject *array, Index index, View value)
{
    unsigned char bytes[8];
    if (!array_item_bytes(array->kind, value, bytes))
        return false;
    size_t length = array->length, size = array->kind->size;
    size_t at = index < 0 ? ((size_t)-index > length ? 0 : length - (size_t)-index) : (size_t)index > length ? length : (size_t)index;
    if (!array_resize(array, length + 1))
        return false;
    memmove(array_place(array, at + 1), array_place(array, at), (length - at) * size);
    memcpy(array_place(array, at), bytes, size);
    return true;
}

bool array_delete(ArrayObject *array, size_t start, size_t stop)
{
    size_t length = array->length;
    if (array->exports && stop > start)
        return array_resize(array, length - 1); /* refuses */
    if (stop > start && array->data)
        memmove(array_place(array, start), array_place(array, stop), (length - stop) * array->kind->size);
    return stop <= start || array_resize(array, length - (stop - start));
}

bool array_extend_array(ArrayObject *array, ArrayObject *other)
{
    size_t length = array->length, more = other->length, size = array->kind->size;
    if (array->kind != other->kind) {
        raise_error(TypeError, "can only extend with array of same kind");
        return false;
    }
    if (more > PTRDIFF_MAX / size - length)
        return raise_memory_error() != NULL;
    if (!more)
        return true;
    if (!array_resize(array, length + more))
        return false;
    memcpy(array_place(array, length), other->data, more * size);
    return true;
}

bool array_extend(ArrayObject *array, View iterable)
{
    if (is_array(iterable))
        return array_extend_array(array, array_of(iterable));
    Ref iterator = object_iterate(iterable), item;
    bool done = iterator != NULL;
    while (done && (item = object_next(iterator))) {
        done = array_insert(array, PTRDIFF_MAX, item);
        release(item);
    }
    release_maybe(iterator);
    return done && !error_is_set();
}

bool array_extend_bytes(ArrayObject *array, View bytes)
{
    BytesHold hold;
    size_t length = array->length, size = array->kind->size;
    if (!bytes_hold_required(bytes, &hold))
        return false;
    bool done = hold.length % size == 0;
    if (!done)
        raise_error(ValueError, "bytes length not a multiple of item size");
    else if (hold.length && (done = array_resize(array, length + hold.length / size)))
        memcpy(array_place(array, length), hold.data, hold.length);
    bytes_let_go(&hold);
    return done;
}

bool array_extend_text(ArrayObject *array, View text)
{
    StrView characters = str_view(text);
    size_t length = array->length, more = characters->length;
    if (more && !array_resize(array, length + more))
        return false;
    if (more)
        str_copy_characters(array_place(array, length), STR_4, characters->data, characters->kind, more);
    return true;
}

/* The arguments are all given by position: a typecode, and what it is made of. */
static Ref array_make(TypeObject *type, View args, View kwargs)
{
    size_t count = tuple_length(args);
    if (type == &array_type && kwargs && ((DictView)kwargs)->used)
        return raise_error(TypeError, "array.array() takes no keyword arguments");
    if (count < 1 || count > 2)
        return raise_error(TypeError, "array() takes at %s %d argument%s (%zd given)", count ? "most" : "least", count ? 2 : 1,
                           count ? "s" : "", (Index)count);
    StrView code = str_view(tuple_item_peek(args, 0));
    View source = count > 1 ? tuple_item_peek(args, 1) : NULL;
    if (!code || code->length != 1)
        return raise_error(TypeError, "array() argument 1 must be a unicode character, not %K", tuple_item_peek(args, 0));
    const ArrayKind *kind = array_kind_of(str_at(code, 0));
    bool is_text = source && is_str(source), is_text_array = source && is_array(source) && array_of(source)->kind->code == 'u';
    char letter = (char)str_at(code, 0);
    if (is_text && letter != 'u')
        return raise_error(TypeError, "cannot use a str to initialize an array with typecode '%U'", AS_OBJECT(code));
    if (is_text_array && letter != 'u')
        return raise_error(TypeError, "cannot use a unicode array to initialize an array with typecode '%U'", AS_OBJECT(code));
    if (!kind)
        return raise_error(ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    bool is_bytes_like = source && (is_bytes(source) || is_instance(source, &bytearray_type));
    bool is_row = source && (is_list(source) || is_tuple(source));
    Ref made = array_new(type, kind, is_row ? (size_t)object_length(source) : is_text && source ? str_length(source) : 0);
    if (!made || !source)
        return made;
    ArrayObject *array = array_of(made);
    bool done = true;
    if (is_row) { /* of exactly that size */
        if (array->data)
            memset(array->data, 0, array->length * kind->size);
        for (Index i = 0; done && i < (Index)array->length; i++) {
            Ref index = int_new(i), item = index ? object_get_item(source, index) : NULL;
            done = item && array_set(array, i, item);
            release_maybe(index);
            release_maybe(item);
        }
    } else if (is_text) {
        if (array->length)
            str_copy_characters(array->data, STR_4, str_view(source)->data, (StrKind)str_view(source)->kind, array->length);
    } else if (is_bytes_like) {
        done = array_extend_bytes(array, source);
    } else if (is_array(source) && array_of(source)->kind != kind) {
        Ref items = list_from_iterable(source);
        done = items && array_extend(array, items);
        release_maybe(items);
    } else {
        done = array_extend(array, source);
    }
    if (!done)
        clear_place(&made);
    return made;
}

static void array_finish(View self)
{
    ArrayObject *array = array_of(self);
    if (array->data)
        heap_free(array->data, array->capacity * array->kind->size);
    array->data = NULL;
}

static void array_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static void array_clear(View self UNUSED)
{
}

/* --- as a sequence -------------------------------------------------------------------------------------- */

static Index array_length(View self)
{
    return (Index)array_of(self)->length;
}

/* An index from the front or the end. False with an exception. */
static bool read_index(ArrayObject *array, View key, const char *message, Index *index)
{
    if (!is_int(key) && !type_of_peek(key)->as_index) {
        raise_error(TypeError, "array indices must be integers");
        return false;
    }
    if (!object_as_index(key, index))
        return false;
    if (*index < 0)
        *index += (Index)array->length;
    if (*index >= 0 && *index < (Index)array->length)
        return true;
    raise_error(IndexError, "%s", message);
    return false;
}

static Ref array_get_item(View self, View key)
{
    ArrayObject *array = array_of(self);
    Index index, start, stop, step;
    size_t count;
    if (key->type != TYPE_SLICE)
        return read_index(array, key, "array index out of range", &index) ? array_item(array->kind, array_place(array, (size_t)index))
                                                                          : NULL;
    if (!slice_resolve(key, array->length, &start, &stop, &step, &count))
        return NULL;
    Ref result = array_new(&array_type, array->kind, count);
    for (size_t i = 0; result && i < count && (size_t)start < array->length; i++, start += step)
        memcpy(array_place(array_of(result), i), array_place(array, (size_t)start), array->kind->size);
    return result;
}

/* a[start:stop] = other, which may be longer or shorter. */
static bool replace_range(ArrayObject *array, size_t start, size_t stop, const unsigned char *data, size_t count)
{
    size_t length = array->length, size = array->kind->size, old = stop > start ? stop - start : 0;
    if (count > old) {
        if (!array_resize(array, length + (count - old)))
            return false;
        memmove(array_place(array, start + count), array_place(array, start + old), (length - start - old) * size);
    } else if (count < old && !array_delete(array, start + count, start + old)) {
        return false;
    }
    if (count)
        memcpy(array_place(array, start), data, count * size);
    return true;
}

static bool delete_steps(ArrayObject *array, Index start, Index step, size_t count)
{
    size_t size = array->kind->size, kept = 0, length = array->length;
    if (!count)
        return true;
    if (array->exports)
        return array_resize(array, length - 1); /* refuses */
    if (step < 0) {
        start += (Index)(count - 1) * step;
        step = -step;
    }
    for (size_t i = 0; i < length; i++) {
        bool is_dropped = i >= (size_t)start && (i - (size_t)start) % (size_t)step == 0 && (i - (size_t)start) / (size_t)step < count;
        if (!is_dropped && kept++ != i)
            memmove(array_place(array, kept - 1), array_place(array, i), size);
    }
    return array_resize(array, length - count);
}

static bool set_slice(ArrayObject *array, View key, View value)
{
    Index start, stop, step;
    size_t count;
    if (value && !is_array(value)) {
        raise_error(TypeError, "can only assign array (not \"%T\") to array slice", value);
        return false;
    }
    if (!slice_resolve(key, array->length, &start, &stop, &step, &count))
        return false;
    ArrayObject *other = value ? array_of(value) : NULL;
    if (other && other->kind != array->kind) {
        raise_error(TypeError, "bad argument type for built-in operation");
        return false;
    }
    if (!other)
        return step == 1 ? array_delete(array, (size_t)start, (size_t)start + count) : delete_steps(array, start, step, count);
    size_t more = other->length;
    if (step != 1 && more != count) {
        raise_error(ValueError, "attempt to assign array of size %zd to extended slice of size %zd", (Index)more, (Index)count);
        return false;
    }
    Ref copy = bytes_new(other->data, more * array->kind->size); /* it may be this very array */
    if (!copy)
        return false;
    const unsigned char *data = ((BytesObject *)copy)->data;
    bool done = true;
    if (step == 1)
        done = replace_range(array, (size_t)start, (size_t)start + count, data, more);
    else
        for (size_t i = 0; i < count; i++, start += step)
            memcpy(array_place(array, (size_t)start), data + i * array->kind->size, array->kind->size);
    release(copy);
    return done;
}

static bool array_set_item(View self, View key, View value)
{
    ArrayObject *array = array_of(self);
    Index index;
    if (key->type == TYPE_SLICE)
        return set_slice(array, key, value);
    if (!read_index(array, key, "array assignment index out of range", &index))
        return false;
    return value ? array_set(array, index, value) : array_delete(array, (size_t)index, (size_t)index + 1);
}

static int array_contains(View self, View value)
{
    int found = 0;
    for (size_t i = 0; !found && i < array_of(self)->length; i++) {
        Ref item = array_item(array_of(self)->kind, array_place(array_of(self), i));
        found = item ? object_compare_truth(item, value, COMPARE_EQ) : -1;
        release_maybe(item);
    }
    return found;
}

static Ref array_add(View left, View right)
{
    if (!is_array(left))
        return retain(NOT_IMPLEMENTED);
    if (!is_array(right))
        return raise_error(TypeError, "can only append array (not \"%T\") to array", right);
    if (array_of(left)->kind != array_of(right)->kind)
        return raise_error(TypeError, "bad argument type for built-in operation");
    Ref result = array_new(&array_type, array_of(left)->kind, 0);
    if (result && !(array_extend_array(array_of(result), array_of(left)) && array_extend_array(array_of(result), array_of(right))))
        clear_place(&result);
    return result;
}

static Ref array_add_in_place(View self, View other)
{
    if (!is_array(other))
        return raise_error(TypeError, "can only extend array with array (not \"%T\")", other);
    return array_extend_array(array_of(self), array_of(other)) ? retain(self) : NULL;
}

/* Repeat the items within the array. */
static bool repeat(ArrayObject *array, Index times)
{
    size_t length = array->length, total, count = times < 0 ? 0 : (size_t)times;
    if (__builtin_mul_overflow(length, count, &total) || total > PTRDIFF_MAX / array->kind->size)
        return raise_memory_error() != NULL;
    if (!array_resize(array, total))
        return false;
    for (size_t i = 1; length && i < count; i++)
        memcpy(array_place(array, i * length), array->data, length * array->kind->size);
    return true;
}

static Ref array_multiply(View left, View right)
{
    bool is_left = is_array(left);
    View self = is_left ? left : right, factor = is_left ? right : left;
    Index times;
    if (!is_int(factor) && !type_of_peek(factor)->as_index)
        return raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", factor);
    if (!object_as_index(factor, &times))
        return NULL;
    Ref result = array_new(&array_type, array_of(self)->kind, 0);
    if (result && times > 0 && !(array_extend_array(array_of(result), array_of(self)) && repeat(array_of(result), times)))
        clear_place(&result);
    return result;
}

static Ref array_multiply_in_place(View self, View factor)
{
    Index times;
    if (!is_int(factor) && !type_of_peek(factor)->as_index)
        return raise_error(TypeError, "can't multiply sequence by non-int of type '%T'", factor);
    return object_as_index(factor, &times) && repeat(array_of(self), times) ? retain(self) : NULL;
}

/* Item by item, as lists compare. */
static Ref array_compare(View left, View right, Comparison comparison)
{
    if (!is_array(left) || !is_array(right))
        return retain(NOT_IMPLEMENTED);
    ArrayObject *a = array_of(left), *b = array_of(right);
    bool is_equality = comparison == COMPARE_EQ || comparison == COMPARE_NE;
    if (is_equality && a->length != b->length)
        return bool_new(comparison == COMPARE_NE);
    for (size_t i = 0; i < a->length && i < b->length; i++) {
        Ref one = array_item(a->kind, array_place(a, i)), other = one ? array_item(b->kind, array_place(b, i)) : NULL;
        int same = other ? object_compare_truth(one, other, COMPARE_EQ) : -1;
        Ref result = same == 0 ? (is_equality ? bool_new(comparison == COMPARE_NE) : object_compare(one, other, comparison)) : NULL;
        release_maybe(one);
        release_maybe(other);
        if (same <= 0)
            return result;
    }
    Ref one = int_new((int64_t)a->length), other = one ? int_new((int64_t)b->length) : NULL;
    Ref result = other ? object_compare(one, other, comparison) : NULL;
    release_maybe(one);
    release_maybe(other);
    return result;
}

Ref array_text(const ArrayObject *array)
{
    const Character *characters = (const Character *)(const void *)array->data;
    for (size_t i = 0; i < array->length; i++)
        if (characters[i] > 0x10FFFF)
            return raise_error(ValueError, "character U+%lx is not in range [U+0000; U+10ffff]", (unsigned long)characters[i]);
    return str_from_characters(characters, array->length);
}

static Ref array_repr(View self)
{
    ArrayObject *array = array_of(self);
    const char *name = type_name_peek(type_of_peek(self)), *dot = strrchr(name, '.');
    if (!array->length)
        return str_format("%s('%c')", dot ? dot + 1 : name, array->kind->code);
    Ref items = array->kind->code == 'u' ? array_text(array) : list_from_iterable(self);
    Ref shown = items ? str_format("%s('%c', %R)", dot ? dot + 1 : name, array->kind->code, items) : NULL;
    release_maybe(items);
    return shown;
}

/* --- iterating ------------------------------------------------------------------------------------------ */

typedef struct ArrayIterator {
    GC_HEAD(unused);
    Ref array; /* NULL when exhausted */
    size_t index;
} ArrayIterator;

static ArrayIterator *iterator_of(View self)
{
    return (ArrayIterator *)self;
}

static Ref array_iterate(View self)
{
    ArrayIterator *iterator = (ArrayIterator *)type_allocate(&array_iterator_type, 0);
    if (!iterator)
        return NULL;
    iterator->array = retain(self);
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

static Ref iterator_self(View self)
{
    return retain(self);
}

static Ref iterator_next(View self)
{
    ArrayIterator *iterator = iterator_of(self);
    ArrayObject *array = iterator->array ? array_of(iterator->array) : NULL;
    if (array && iterator->index < array->length)
        return array_item(array->kind, array_place(array, iterator->index++));
    clear_place(&iterator->array);
    return NULL;
}

static void iterator_finish(View self)
{
    clear_place(&iterator_of(self)->array);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->array);
}

/* iter(array), and where it stands; of one that is exhausted iter(()). */
static Ref iterator_reduce(View self, View *args UNUSED)
{
    ArrayIterator *iterator = iterator_of(self);
    Ref builtins = hooks.import_by_name("builtins"), iter = builtins ? object_get_attribute_text(builtins, "iter") : NULL;
    Ref source = iter ? tuple_pack(1, iterator->array ? iterator->array : AS_OBJECT(&tuple_empty_object)) : NULL;
    Ref index = source && iterator->array ? int_new((int64_t)iterator->index) : NULL;
    Ref result = source ? (index ? tuple_pack(3, iter, source, index) : tuple_pack(2, iter, source)) : NULL;
    release_maybe(builtins);
    release_maybe(iter);
    release_maybe(source);
    release_maybe(index);
    return result;
}

static Ref iterator_setstate(View self, View *args)
{
    ArrayIterator *iterator = iterator_of(self);
    Index index;
    if (!object_as_ssize(args[0], &index))
        return NULL;
    Index length = iterator->array ? (Index)array_of(iterator->array)->length : 0;
    iterator->index = index < 0 ? 0 : (size_t)(index > length ? length : index);
    return none_new();
}

static const NativeFunction iterator_methods[] = {
    {"__reduce__()", iterator_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", iterator_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};

TypeObject array_iterator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "array.arrayiterator",
    .size = sizeof(ArrayIterator),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .iterate = iterator_self,
    .next = iterator_next,
    .finish = iterator_finish,
    .traverse = iterator_traverse,
    .clear = iterator_finish,
    .methods = iterator_methods,
};

/* --- the type and the module ---------------------------------------------------------------------------- */

static Ref get_typecode(View self)
{
    return str_from_character((unsigned char)array_of(self)->kind->code);
}
static Ref get_itemsize(View self)
{
    return int_new(array_of(self)->kind->size);
}

static const NativeProperty array_properties[] = {
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item"},
    {"typecode", get_typecode, NULL, "the typecode character used to create the array"},
    {NULL, NULL, NULL, NULL},
};

TypeObject array_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "array.array",
    .doc = "array(typecode [, initializer]) -> array\n\nA new array of numbers (or characters) of one kind, which the typecode names:\n"
           "b B h H i I l L q Q are integers, f d floats, u characters. The initializer\nis bytes-like, a str for 'u', or an iterable of "
           "items.",
    .size = sizeof(ArrayObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS | TYPE_FLAG_SEQUENCE,
    .new = array_make,
    .hash = slot_hash_not_implemented,
    .repr = array_repr,
    .compare = array_compare,
    .iterate = array_iterate,
    .length = array_length,
    .get_item = array_get_item,
    .set_item = array_set_item,
    .contains = array_contains,
    .binary = {[BINARY_ADD] = array_add, [BINARY_MULT] = array_multiply},
    .inplace = {[BINARY_ADD] = array_add_in_place, [BINARY_MULT] = array_multiply_in_place},
    .finish = array_finish,
    .traverse = array_traverse,
    .clear = array_clear,
    .methods = array_methods,
    .properties = array_properties,
};

/* The bytes of an array, for memoryviews and whoever takes bytes. */
static bool look(View object, BytesLook *found)
{
    if (!array_type.dict || !is_array(object))
        return false;
    ArrayObject *array = array_of(object);
    static unsigned char nothing[8];
    *found = (BytesLook){.data = array->data ? array->data : nothing,
                         .length = array->length * array->kind->size,
                         .format = array->kind->code == 'u' ? 'w' : array->kind->code,
                         .itemsize = array->kind->size,
                         .exports = &array->exports};
    return true;
}

/* collections.abc.MutableSequence.register(array). */
static bool register_abstract(void)
{
    Ref module = hooks.import_by_name("collections.abc"), class = module ? object_get_attribute_text(module, "MutableSequence") : NULL;
    Ref name = class ? str_intern_text("register") : NULL, done = name ? call_method_1(class, name, AS_OBJECT(&array_type)) : NULL;
    release_maybe(module);
    release_maybe(class);
    release_maybe(name);
    release_maybe(done);
    return done != NULL;
}

static bool init(ModuleObject *module)
{
    bytes_add_look(look);
    return module_type_ready(&array_type) && module_type_ready(&array_iterator_type) && register_abstract() &&
           dict_set_text(module->dict, "array", AS_OBJECT(&array_type)) &&
           dict_set_text(module->dict, "ArrayType", AS_OBJECT(&array_type)) &&
           dict_set_text_take(module->dict, "typecodes", str_from_text(array_typecodes));
}

static const NativeFunction functions[] = {
    {"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", array_reconstruct, "Internal. Used for pickling support."},
    {NULL, NULL, NULL},
};

const NativeModule array_module = {
    .name = "array",
    .doc = "Arrays of numbers or characters of one kind, in as little memory as C needs for them. They behave\nlike lists, but for what "
           "may be "
           "put in.\n",
    .functions = functions,
    .init = init,
};
