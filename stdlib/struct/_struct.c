/* _struct: values to bytes and back, as a format tells. Here: the type Struct, the module's functions, which
 * keep the Structs that they made, and the iterator over a buffer.
 *
 * Callbacks:  a value's __index__ may do anything. Bytes are packed into a buffer of their own, or into one
 *             that is held. It may also call __init__ on the Struct again. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/struct/struct_private.h"
#include "vm/module.h"

static Ref error_class, cache;

static StructObject *struct_of(View self)
{
    return (StructObject *)self;
}

View struct_error_peek(void)
{
    return module_error_class_peek(&error_class, "struct", "error", AS_OBJECT(&exception_types[Exception]));
}

/* --- making --------------------------------------------------------------------------------------------- */

static Ref make_empty(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    StructObject *made = (StructObject *)type_allocate(type, 0);
    if (!made)
        return NULL;
    made->layout.size = made->layout.item_count = -1;
    gc_track(AS_OBJECT(made));
    return AS_OBJECT(made);
}

/* A format as bytes. */
static Ref format_bytes(View format)
{
    if (is_str(format))
        return codec_encode_str(AS_OBJECT(str_view(format)), "ascii", "strict");
    if (is_bytes(format))
        return retain(format);
    return raise_error(TypeError, "Struct() argument 1 must be a str or bytes object, not %T", format);
}

static bool set_format(StructObject *self, View format)
{
    const unsigned char *data;
    size_t length;
    Ref bytes = format_bytes(format);
    StructLayout layout;
    if (!bytes || !bytes_data_peek(bytes, &data, &length) || !struct_layout_parse(&layout, (const char *)data, length)) {
        release_maybe(bytes);
        return false;
    }
    struct_layout_free(&self->layout);
    self->layout = layout;
    replace_take(&self->format, bytes);
    return true;
}

static Ref struct_init(View self, View *args)
{
    return set_format(struct_of(self), args[0]) ? none_new() : NULL;
}

/* The Struct of a format, from the cache or made. */
static Ref struct_for(View format)
{
    enum { CACHED_MOST = 100 };
    if (!is_str(format) && !is_bytes(format))
        return raise_error(TypeError, "Struct() argument 1 must be a str or bytes object, not %T", format);
    if (!cache && !(module_keep(&cache) && (cache = dict_new())))
        return NULL;
    Ref found = dict_get((DictView)cache, format);
    if (found || error_is_set())
        return found;
    Ref made = make_empty(&struct_type, NULL, NULL);
    if (made && set_format(struct_of(made), format)) {
        if (((DictView)cache)->used >= CACHED_MOST)
            dict_clear((DictView)cache);
        if (dict_set((DictView)cache, format, made))
            return made;
    }
    release_maybe(made);
    return NULL;
}

/* --- packing -------------------------------------------------------------------------------------------- */

/* Write the values into `size` bytes. */
static bool pack_values(const StructLayout *layout, View *values, unsigned char *data)
{
    memset(data, 0, (size_t)layout->size);
    for (size_t i = 0; i < layout->field_count; i++) {
        const Field *field = &layout->fields[i];
        for (size_t j = 0; j < field->count; j++)
            if (!struct_pack_item(field, *values++, layout->is_native, data + field->offset + j * field->size))
                return false;
    }
    return true;
}

static bool check_count(const char *name, const StructObject *self, size_t count)
{
    if ((Index)count == self->layout.item_count)
        return true;
    return module_raise(struct_error_peek(), "%s expected %zd items for packing (got %zd)", name, self->layout.item_count, (Index)count) !=
           NULL;
}

/* The values as a bytes. A value may call __init__ on this very Struct: the fields are held. */
static Ref pack(StructObject *self, View *values, size_t count)
{
    if (!check_count("pack", self, count))
        return NULL;
    StructLayout layout = self->layout;
    Ref bytes = bytes_new(NULL, (size_t)layout.size), storage = retain_maybe(layout.storage);
    if (bytes && layout.size > 0 && !pack_values(&layout, values, ((BytesObject *)bytes)->data))
        clear_place(&bytes);
    release_maybe(storage);
    return bytes;
}

/* Where in a buffer of `length` bytes the struct begins. -1 with struct.error. */
static Index place_in(const StructObject *self, Index offset, size_t length, bool is_packing)
{
    Index size = self->layout.size, room = (Index)length;
    if (offset < 0) {
        if (offset + size > 0) {
            module_raise(struct_error_peek(),
                         is_packing ? "no space to pack %zd bytes at offset %zd" : "not enough data to unpack %zd bytes at offset %zd",
                         size, offset);
            return -1;
        }
        if (offset + room < 0) {
            module_raise(struct_error_peek(), "offset %zd out of range for %zd-byte buffer", offset, room);
            return -1;
        }
        offset += room;
    }
    if (room - offset >= size)
        return offset;
    module_raise(
        struct_error_peek(), "%s requires a buffer of at least %zu bytes for %s %zd bytes at offset %zd (actual buffer size is %zd)",
        is_packing ? "pack_into" : "unpack_from", (size_t)size + (size_t)offset, is_packing ? "packing" : "unpacking", size, offset, room);
    return -1;
}

/* `values`: buffer, offset, and what is to be packed. */
static Ref pack_into(StructObject *self, View *values, size_t count)
{
    Index offset;
    BytesHold hold;
    if (count < 2)
        return module_raise(struct_error_peek(), count ? "pack_into expected offset argument" : "pack_into expected buffer argument");
    if (!check_count("pack_into", self, count - 2))
        return NULL;
    if (!bytes_hold(values[0], BYTES_WRITE, &hold))
        return raise_error(TypeError, "argument must be read-write bytes-like object, not %K", values[0]);
    Index place = object_as_index(values[1], &offset) ? place_in(self, offset, hold.length, true) : -1;
    Ref packed = place < 0 ? NULL : pack(self, values + 2, count - 2);
    if (packed)
        memcpy(hold.data + place, ((BytesObject *)packed)->data, ((BytesObject *)packed)->length);
    release_maybe(packed);
    bytes_let_go(&hold);
    return packed ? none_new() : NULL;
}

/* --- unpacking ------------------------------------------------------------------------------------------ */

static Ref unpack(StructObject *self, View buffer)
{
    BytesHold hold;
    if (!bytes_hold_required(buffer, &hold))
        return NULL;
    Ref values;
    if ((Index)hold.length == self->layout.size)
        values = struct_unpack(&self->layout, hold.data);
    else
        values = module_raise(struct_error_peek(), "unpack requires a buffer of %zd bytes", self->layout.size);
    bytes_let_go(&hold);
    return values;
}

static Ref unpack_from(StructObject *self, View buffer, View offset_argument)
{
    BytesHold hold;
    Index offset = 0;
    if (offset_argument && !object_as_index(offset_argument, &offset))
        return NULL;
    if (!bytes_hold_required(buffer, &hold))
        return NULL;
    Index place = place_in(self, offset, hold.length, false);
    Ref values = place < 0 ? NULL : struct_unpack(&self->layout, hold.data + place);
    bytes_let_go(&hold);
    return values;
}

/* --- methods of Struct ---------------------------------------------------------------------------------- */

static Ref method_pack(View self, View *args)
{
    return pack(struct_of(self), ((TupleView)args[0])->items, tuple_length(args[0]));
}
static Ref method_pack_into(View self, View *args)
{
    return pack_into(struct_of(self), ((TupleView)args[0])->items, tuple_length(args[0]));
}
static Ref method_unpack(View self, View *args)
{
    return unpack(struct_of(self), args[0]);
}
static Ref method_unpack_from(View self, View *args)
{
    return unpack_from(struct_of(self), args[0], args[1]);
}
static Ref method_iter_unpack(View self, View *args)
{
    return struct_iterate(self, args[0]);
}

static Ref method_sizeof(View self, View *args UNUSED)
{
    enum { CODE_SIZE = 32 }; /* CPython's row for a field */
    return int_new(layout_basic_size(self) + CODE_SIZE * ((int64_t)struct_of(self)->layout.field_count + 1));
}

static Ref get_format(View self)
{
    View bytes = struct_of(self)->format;
    return bytes ? codec_decode_bytes(bytes, "ascii", "strict") : str_from_text("");
}
static Ref get_size(View self)
{
    return int_new(struct_of(self)->layout.size);
}

static void struct_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static void struct_finish(View self)
{
    struct_layout_free(&struct_of(self)->layout);
    clear_place(&struct_of(self)->format);
}

static void struct_clear(View self UNUSED)
{
}

static const NativeFunction struct_initialiser = {"Struct(format)", struct_init, NULL};
static const NativeFunction struct_methods[] = {
    {"iter_unpack(buffer, /)", method_iter_unpack,
     "Return an iterator yielding tuples.\n\nTuples are unpacked from the given bytes source, like a repeated\ninvocation of "
     "unpack_from().\n\n"
     "Requires that the bytes length be a multiple of the struct size."},
    {"pack(*values)", method_pack, "S.pack(v1, v2, ...) -> bytes\n\nReturn the values packed as this format tells."},
    {"pack_into(*values)", method_pack_into,
     "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values and write the bytes into the writable buffer, from offset on."},
    {"unpack(buffer, /)", method_unpack, "Return a tuple containing unpacked values.\n\nThe buffer's size in bytes must be self.size."},
    {"unpack_from(buffer, offset=0)", method_unpack_from,
     "Return a tuple containing unpacked values, which begin at offset.\n\nThe buffer must have self.size bytes from there on."},
    {"__sizeof__()", method_sizeof, "S.__sizeof__() -> size of S in memory, in bytes"},
    {NULL, NULL, NULL},
};
static const NativeProperty struct_properties[] = {
    {"format", get_format, NULL, "struct format string"},
    {"size", get_size, NULL, "struct size in bytes"},
    {NULL, NULL, NULL, NULL},
};

TypeObject struct_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_struct.Struct",
    .doc = "Struct(fmt) --> compiled struct object\n\n",
    .size = sizeof(StructObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS,
    .new = make_empty,
    .init_native = &struct_initialiser,
    .finish = struct_finish,
    .traverse = struct_traverse,
    .clear = struct_clear,
    .methods = struct_methods,
    .properties = struct_properties,
};

/* --- functions of the module ---------------------------------------------------------------------------- */

static Ref calcsize(View self UNUSED, View *args)
{
    Ref made = struct_for(args[0]), size = made ? int_new(struct_of(made)->layout.size) : NULL;
    release_maybe(made);
    return size;
}

/* The functions with any number of arguments: the first is the format. */
static Ref with_format(View all, Ref (*function)(StructObject *self, View *values, size_t count))
{
    if (tuple_length(all) == 0)
        return raise_error(TypeError, "missing format argument");
    Ref made = struct_for(tuple_item_peek(all, 0));
    Ref result = made ? function(struct_of(made), ((TupleView)all)->items + 1, tuple_length(all) - 1) : NULL;
    release_maybe(made);
    return result;
}

static Ref function_pack(View self UNUSED, View *args)
{
    return with_format(args[0], pack);
}
static Ref function_pack_into(View self UNUSED, View *args)
{
    return with_format(args[0], pack_into);
}

static Ref function_unpack(View self UNUSED, View *args)
{
    Ref made = struct_for(args[0]), result = made ? unpack(struct_of(made), args[1]) : NULL;
    release_maybe(made);
    return result;
}
static Ref function_unpack_from(View self UNUSED, View *args)
{
    Ref made = struct_for(args[0]), result = made ? unpack_from(struct_of(made), args[1], args[2]) : NULL;
    release_maybe(made);
    return result;
}
static Ref function_iter_unpack(View self UNUSED, View *args)
{
    Ref made = struct_for(args[0]), result = made ? struct_iterate(made, args[1]) : NULL;
    release_maybe(made);
    return result;
}

static Ref clearcache(View self UNUSED, View *args UNUSED)
{
    if (cache)
        dict_clear((DictView)cache);
    return none_new();
}

static bool init(ModuleObject *module)
{
    View error = struct_error_peek();
    return error && module_type_ready(&struct_type) && module_type_ready(&struct_iterator_type) &&
           dict_set_text(module->dict, "error", error) && dict_set_text(module->dict, "Struct", AS_OBJECT(&struct_type));
}

static const NativeFunction functions[] = {
    {"_clearcache()", clearcache, "Clear the internal cache."},
    {"calcsize(format, /)", calcsize, "Return size in bytes of the struct described by the format string."},
    {"iter_unpack(format, buffer, /)", function_iter_unpack,
     "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are unpacked according to the format string, like\n"
     "a repeated invocation of unpack_from().\n\nRequires that the bytes length be a multiple of the format struct size."},
    {"pack(*values)", function_pack, "pack(format, v1, v2, ...) -> bytes\n\nReturn the values packed as the format tells."},
    {"pack_into(*values)", function_pack_into,
     "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values and write the bytes into the writable buffer, from offset on."},
    {"unpack(format, buffer, /)", function_unpack,
     "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size in bytes must be calcsize(format)."},
    {"unpack_from(format, /, buffer, offset=0)", function_unpack_from,
     "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size, minus offset, must be at least "
     "calcsize(format)."},
    {NULL, NULL, NULL},
};

const NativeModule _struct_module = {
    .name = "_struct",
    .doc =
        "Values of Python as the bytes of a C struct, and back.\n\nA format begins with the order of bytes (@ = < > !), then come codes\n"
        "(x c b B ? h H i I l L q Q n N e f d s p P), each with a count before it if it is not one.\n",
    .functions = functions,
    .init = init,
};
