/* array_pickle: what an array is pickled as, and how it is made again, also on a machine with other items.
 *
 *     array('i', …) ─ __reduce_ex__ ─► (array, 'i', machine format 8, bytes) ─ _array_reconstructor ─► array
 *
 * A machine format tells size, sign and order of an item's bytes. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/array/array_private.h"
#include "vm/module.h"

/* The instance's own attributes, or None. */
static Ref attributes_of(View self)
{
    Ref name = str_intern_text("__dict__"), dict = name ? object_get_attribute_maybe(self, name) : NULL;
    release_maybe(name);
    return dict || error_is_set() ? dict : none_new();
}

/* A tuple of owned items, consumed; NULL if one of them is NULL. */
static Ref packed_take(Ref *items, size_t count)
{
    bool are_whole = true;
    for (size_t i = 0; i < count; i++)
        are_whole &= items[i] != NULL;
    Ref result = are_whole ? tuple_from_array(items, count) : NULL;
    for (size_t i = 0; i < count; i++)
        release_maybe(items[i]);
    return result;
}

static Ref reconstructor(void)
{
    Ref name = str_intern_text("array"), module = name ? dict_get(modules_peek(), name) : NULL;
    Ref function = module ? object_get_attribute_text(module, "_array_reconstructor") : NULL;
    if (!module && name && !error_is_set())
        raise_error(RuntimeError, "the module 'array' is gone");
    release_maybe(name);
    release_maybe(module);
    return function;
}

Ref array_reduce_ex(View self, View *args)
{
    ArrayObject *array = array_of(self);
    int64_t protocol;
    if (!is_int(args[0]))
        return raise_error(TypeError, "__reduce_ex__ argument should be an integer");
    if (!object_as_int64(args[0], &protocol))
        return NULL;
    Ref class = retain(AS_OBJECT(type_of_peek(self))), code = str_from_character((unsigned char)array->kind->code);
    if (protocol < 3) {
        Ref made_of[2] = {code, list_from_iterable(self)}, parts[3] = {class, packed_take(made_of, 2), attributes_of(self)};
        return packed_take(parts, 3);
    }
    Ref bytes = bytes_new(array->data ? array->data : (const unsigned char *)"", array->length * array->kind->size);
    Ref made_of[4] = {class, code, int_new(array->kind->machine), bytes};
    Ref parts[3] = {reconstructor(), packed_take(made_of, 4), attributes_of(self)};
    return packed_take(parts, 3);
}

/* --- making again --------------------------------------------------------------------------------------- */

enum { FORMAT_FLOAT = 14, FORMAT_DOUBLE = 16, FORMAT_UTF16 = 18, FORMAT_LAST = 21 };

/* The first kind of integers with items as the format has them, little end first. */
static const ArrayKind *kind_of_format(int64_t format)
{
    int64_t little = format < 2 ? format : format & ~(int64_t)1;
    for (const char *code = array_typecodes; *code; code++) {
        const ArrayKind *kind = array_kind_of((unsigned char)*code);
        if (kind->machine == little)
            return kind;
    }
    return NULL;
}

/* A new array of class `type` by calling it: type(code, source). */
static Ref call_class(View type, char code, View source)
{
    Ref letter = source ? str_from_character((unsigned char)code) : NULL, result = letter ? call_2(type, letter, source) : NULL;
    release_maybe(letter);
    return result;
}

static Ref from_text(View type, char code, int64_t format, View bytes)
{
    static const char *const encodings[] = {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"};
    Ref text = codec_decode_bytes(bytes, encodings[format - FORMAT_UTF16], "strict"), result = call_class(type, code, text);
    release_maybe(text);
    return result;
}

/* The bytes in another format than that of the typecode. */
static Ref from_items(View type, char code, int64_t format, View bytes)
{
    const ArrayKind *kind = kind_of_format(format);
    if ((size_t)object_length(bytes) % kind->size)
        return raise_error(ValueError, "string length not a multiple of item size");
    Ref items = array_new(&array_type, kind, 0);
    if (items && array_extend_bytes(array_of(items), bytes) && format > 1 && format % 2) {
        Ref name = str_intern_text("byteswap"), done = name ? call_method_0(items, name) : NULL;
        release_maybe(name);
        if (!done)
            clear_place(&items);
        release_maybe(done);
    }
    Ref list = items && !error_is_set() ? list_from_iterable(items) : NULL;
    Ref result = call_class(type, format < FORMAT_FLOAT ? kind->code : code, list);
    release_maybe(items);
    release_maybe(list);
    return result;
}

/* The arguments are the class, the typecode, the machine format and the bytes. */
Ref array_reconstruct(View self UNUSED, View *args)
{
    StrView code = str_view(args[1]);
    int64_t format;
    if (!is_type(args[0]))
        return raise_error(TypeError, "first argument must be a type object, not %T", args[0]);
    if (!type_is_subtype((TypeObject *)args[0], &array_type))
        return raise_error(TypeError, "%N is not a subtype of %N", (TypeObject *)args[0], &array_type);
    if (!code || code->length != 1)
        return raise_error(TypeError, "_array_reconstructor() argument 2 must be a unicode character, not %K", args[1]);
    const ArrayKind *kind = array_kind_of(str_at(code, 0));
    if (!object_as_int64(args[2], &format))
        return NULL;
    if (!kind)
        return raise_error(ValueError, "second argument must be a valid type code");
    if (format < 0 || format > FORMAT_LAST)
        return raise_error(ValueError, "third argument must be a valid machine format code.");
    if (!is_bytes(args[3]))
        return raise_error(TypeError, "fourth argument should be bytes, not %T", args[3]);
    if (format == kind->machine)
        return call_class(args[0], kind->code, args[3]);
    if (format >= FORMAT_UTF16)
        return from_text(args[0], kind->code, format, args[3]);
    return from_items(args[0], kind->code, format, args[3]);
}
