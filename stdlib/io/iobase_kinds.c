/* iobase_kinds: the abstract classes of raw, buffered and text streams: what one of their methods does by way
 * of another, and those that a class must have itself. */
#include "runtime/bytes/bytebuilder.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "stdlib/io/io_private.h"

/* --- _RawIOBase ----------------------------------------------------------------------------------------- */

static Ref raw_read(View self, View *args)
{
    Index size = -1;
    if (args[0] && !object_as_ssize(args[0], &size))
        return NULL;
    if (size < 0)
        return io_call_0(self, "readall");
    Ref array = bytearray_new(NULL, (size_t)size), result = array ? io_call_1(self, "readinto", array) : NULL;
    if (!result || result == NONE) {
        release_maybe(array);
        return result;
    }
    Index count;
    Ref bytes = NULL;
    bool is_number = object_as_index(result, &count);
    const unsigned char *data;
    size_t length;
    release(result);
    if (is_number && bytes_data_peek(array, &data, &length)) {
        if (count < 0 || (size_t)count > length)
            raise_error(ValueError, "read length out of range: %zd", count);
        else
            bytes = bytes_new(data, (size_t)count);
    }
    release(array);
    return bytes;
}

static Ref raw_readall(View self, View *args UNUSED)
{
    ByteBuilder all = {0};
    bool is_end = false;
    Ref none = NULL;
    while (!is_end && check_interrupt()) {
        Ref size = int_new(IO_BUFFER_SIZE), bytes = size ? io_call_1(self, "read", size) : NULL;
        const unsigned char *data;
        size_t length = 0;
        release_maybe(size);
        if (bytes == NONE && all.length == 0)
            none = retain(bytes);
        else if (bytes && bytes != NONE && (!is_bytes(bytes) || !bytes_data_peek(bytes, &data, &length)))
            raise_error(TypeError, "read() should return bytes");
        is_end = !bytes || bytes == NONE || error_is_set() || length == 0;
        if (!is_end)
            bytebuilder_add(&all, data, length);
        release_maybe(bytes);
    }
    if (!none && !error_is_set())
        return bytebuilder_finish(&all);
    bytebuilder_abandon(&all);
    return none;
}

static Ref not_implemented(View self UNUSED, View *args UNUSED)
{
    Ref exception = exception_new(NotImplementedError, NULL);
    return exception ? raise_take(exception) : NULL;
}

static const NativeFunction raw_methods[] = {
    {"read(size=-1, /)", raw_read, NULL},
    {"readall()", raw_readall, "Read until EOF, using multiple read() call."},
    {"readinto(buffer, /)", not_implemented, NULL},
    {"write(b, /)", not_implemented, NULL},
    {NULL, NULL, NULL},
};

TypeObject rawiobase_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io._RawIOBase",
    .doc = "Base class for raw binary I/O.",
    .base = &iobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(GcObject),
    .methods = raw_methods,
};

/* --- _BufferedIOBase ------------------------------------------------------------------------------------ */

static Ref read_into(View self, View target, const char *method)
{
    BytesHold hold;
    if (!bytes_hold(target, BYTES_WRITE, &hold))
        return raise_error(TypeError, "readinto%s() argument must be read-write bytes-like object, not %K", method[4] ? "1" : "", target);
    Ref size = int_from_uint64(hold.length), bytes = size ? io_call_1(self, method, size) : NULL, result = NULL;
    const unsigned char *data;
    size_t length;
    release_maybe(size);
    if (bytes && (!is_bytes(bytes) || !bytes_data_peek(bytes, &data, &length)))
        raise_error(TypeError, "read() should return bytes");
    else if (bytes && length > hold.length)
        raise_error(ValueError, "read() returned too much data: %zd bytes requested, %zd returned", (Index)hold.length, (Index)length);
    else if (bytes) {
        memcpy(hold.data, data, length);
        result = int_from_uint64(length);
    }
    release_maybe(bytes);
    bytes_let_go(&hold);
    return result;
}

static Ref buffered_readinto(View self, View *args)
{
    return read_into(self, args[0], "read");
}

static Ref buffered_readinto1(View self, View *args)
{
    return read_into(self, args[0], "read1");
}

#define UNSUPPORTED(name)                                              \
    static Ref name##_unsupported(View self UNUSED, View *args UNUSED) \
    {                                                                  \
        return io_raise_unsupported(#name);                            \
    }
UNSUPPORTED(detach)
UNSUPPORTED(read)
UNSUPPORTED(read1)
UNSUPPORTED(readline)
UNSUPPORTED(write)

static const NativeFunction buffered_methods[] = {
    {"detach()", detach_unsupported, "Disconnect this buffer from its underlying raw stream and return it."},
    {"read(size=-1, /)", read_unsupported, "Read and return up to n bytes."},
    {"read1(size=-1, /)", read1_unsupported, "Read and return up to n bytes, with at most one read() call to the underlying raw stream."},
    {"readinto(buffer, /)", buffered_readinto, NULL},
    {"readinto1(buffer, /)", buffered_readinto1, NULL},
    {"write(b, /)", write_unsupported, "Write the given buffer to the IO stream."},
    {NULL, NULL, NULL},
};

TypeObject bufferediobase_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io._BufferedIOBase",
    .doc = "Base class for buffered IO objects.",
    .base = &iobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(GcObject),
    .methods = buffered_methods,
};

/* --- _TextIOBase ---------------------------------------------------------------------------------------- */

static Ref get_none(View self UNUSED)
{
    return none_new();
}

static const NativeFunction text_methods[] = {
    {"detach()", detach_unsupported, "Separate the underlying buffer from the TextIOBase and return it."},
    {"read(size=-1, /)", read_unsupported, "Read at most n characters from stream."},
    {"readline(size=-1, /)", readline_unsupported, "Read until newline or EOF."},
    {"write(s, /)", write_unsupported, "Write string to stream."},
    {NULL, NULL, NULL},
};
static const NativeProperty text_properties[] = {
    {"encoding", get_none, NULL, "Encoding of the text stream.\n\nSubclasses should override.\n"},
    {"newlines", get_none, NULL, "Line endings translated so far."},
    {"errors", get_none, NULL, "The error setting of the decoder or encoder.\n\nSubclasses should override.\n"},
    {NULL, NULL, NULL, NULL},
};

TypeObject textiobase_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io._TextIOBase",
    .doc = "Base class for text I/O.",
    .base = &iobase_type,
    .flags = IO_CLASS_FLAGS,
    .size = sizeof(GcObject),
    .methods = text_methods,
    .properties = text_properties,
};
