/* pickle_buffer: PickleBuffer: says of an object that its bytes may travel beside the pickle instead of in it.
 *
 * It keeps a memoryview of the object, and lends what this shows: a memoryview of a PickleBuffer is one of the object itself. */
#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "stdlib/pickle/pickle_private.h"

typedef struct BufferObject {
    GC_HEAD(exports); /* who works on the bytes just now */
    Ref view;         /* a memoryview; NULL: released */
} BufferObject;

static BufferObject *buffer_of(View self)
{
    return (BufferObject *)self;
}

static Ref raise_released(void)
{
    return raise_error(ValueError, "operation forbidden on released PickleBuffer object");
}

Ref pickle_buffer_view(View buffer)
{
    View view = buffer_of(buffer)->view;
    return view ? retain(view) : raise_released();
}

/* What bytes_look_of_other asks. */
static bool look(View object, BytesLook *found)
{
    const unsigned char *data;
    size_t length;
    bool is_readonly = true;
    if (type_of_peek(object) != &pickle_buffer_type || !buffer_of(object)->view)
        return false;
    View view = buffer_of(object)->view;
    if (!memoryview_shown_peek(view, &is_readonly) || !memoryview_data_peek(view, &data, &length))
        return false;
    *found = (BytesLook){.data = (unsigned char *)(uintptr_t)data,
                         .length = length,
                         .format = 'B',
                         .itemsize = 1,
                         .exports = &buffer_of(object)->exports,
                         .is_readonly = is_readonly,
                         .view = view};
    return true;
}

static Ref buffer_new(View type, View *args)
{
    bytes_add_look(look);
    Ref view = call_1(AS_OBJECT(&memoryview_type), args[0]);
    BufferObject *buffer = view ? (BufferObject *)type_allocate((TypeObject *)type, 0) : NULL;
    if (!view && error_clear_if(TypeError))
        raise_error(TypeError, "a bytes-like object is required, not '%T'", args[0]);
    if (!buffer) {
        release_maybe(view);
        return NULL;
    }
    buffer->view = view;
    gc_track(AS_OBJECT(buffer));
    return AS_OBJECT(buffer);
}

/* The bytes as one row, whatever their shape. */
static Ref raw(View self, View *args UNUSED)
{
    const unsigned char *data;
    size_t length;
    Ref view = pickle_buffer_view(self);
    if (!view)
        return NULL;
    if (!memoryview_data_peek(view, &data, &length)) {
        release(view);
        return raise_error(BufferError, "cannot extract raw buffer from non-contiguous buffer");
    }
    Ref method = object_get_attribute_text(view, "cast"), format = method ? str_from_text("B") : NULL;
    Ref result = format ? call_1(method, format) : NULL;
    release_maybe(method);
    release_maybe(format);
    release(view);
    return result;
}

static Ref release_buffer(View self, View *args UNUSED)
{
    if (buffer_of(self)->exports)
        return raise_error(BufferError, "PickleBuffer has exported buffers");
    clear_place(&buffer_of(self)->view);
    return none_new();
}

static void buffer_traverse(View self, Visitor visit, void *context)
{
    VISIT(buffer_of(self)->view);
}
static void buffer_finish(View self)
{
    clear_place(&buffer_of(self)->view);
}

static const NativeFunction methods[] = {
    {"raw()", raw,
     "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't contiguous."},
    {"release()", release_buffer, "Release the underlying buffer."},
    {NULL, NULL, NULL},
};
static const NativeFunction constructor = {"PickleBuffer(object, /)", buffer_new, NULL};

TypeObject pickle_buffer_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "pickle.PickleBuffer",
    .doc = "Wrapper for potentially out-of-band buffers",
    .size = sizeof(BufferObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS,
    .new_native = &constructor,
    .finish = buffer_finish,
    .traverse = buffer_traverse,
    .clear = buffer_finish,
    .methods = methods,
};
