/* zlib_objects: Compress and Decompress: a stream that is fed piece by piece.
 *
 * Invariants:  is_open: the stream has zlib's state, which deflateEnd or inflateEnd gives back, once.
 *              unused_data and unconsumed_tail are bytes. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/zlib/zlib_private.h"

typedef struct StreamObject {
    Object object;
    bool is_open, is_at_end;
    z_stream stream;
    Ref dictionary;                   /* or NULL */
    Ref unused_data, unconsumed_tail; /* behind the end of the data; not read yet, because of a limit */
} StreamObject;

static StreamObject *stream_of(View self)
{
    return (StreamObject *)self;
}

/* A stream that is not open. NULL with MemoryError. */
static StreamObject *stream_new(TypeObject *type, View dictionary)
{
    StreamObject *made = (StreamObject *)type_allocate(type, 0);
    if (!made)
        return NULL;
    made->stream = zlib_stream();
    made->dictionary = retain_maybe(dictionary);
    made->unused_data = bytes_new("", 0);
    made->unconsumed_tail = bytes_new("", 0);
    if (made->unused_data && made->unconsumed_tail)
        return made;
    release(AS_OBJECT(made));
    return NULL;
}

static void stream_release_parts(StreamObject *object)
{
    clear_place(&object->dictionary);
    clear_place(&object->unused_data);
    clear_place(&object->unconsumed_tail);
}

/* After an Init: the object, if that went well. Otherwise NULL with an exception. */
static Ref opened_take(StreamObject *made, int result, const char *what)
{
    made->is_open = result == Z_OK;
    if (result == Z_STREAM_ERROR)
        raise_error(ValueError, "Invalid initialization option");
    else if (result != Z_OK)
        zlib_raise(&made->stream, result, what);
    if (result == Z_OK)
        return AS_OBJECT(made);
    release(AS_OBJECT(made));
    return NULL;
}

/* --- compressing ---------------------------------------------------------------------------------------- */

static bool deflate_dictionary(StreamObject *made, View dictionary)
{
    BytesHold hold;
    if (!dictionary)
        return true;
    if (!bytes_hold_required(dictionary, &hold))
        return false;
    int result = Z_OK;
    if (hold.length > UINT32_MAX)
        raise_error(OverflowError, "zdict length does not fit in an unsigned int");
    else
        result = deflateSetDictionary(&made->stream, hold.data, (unsigned)hold.length);
    bytes_let_go(&hold);
    if (result != Z_OK)
        raise_error(ValueError, result == Z_STREAM_ERROR ? "Invalid dictionary" : "deflateSetDictionary()");
    return !error_is_set();
}

Ref zlib_compressobj(View self UNUSED, View *args)
{
    int level, method, wbits, memory, strategy;
    BytesHold hold = {.owner = NULL};
    if (!zlib_read_int(args[0], Z_DEFAULT_COMPRESSION, &level) || !zlib_read_int(args[1], Z_DEFLATED, &method) ||
        !zlib_read_int(args[2], MAX_WBITS, &wbits) || !zlib_read_int(args[3], 8, &memory) ||
        !zlib_read_int(args[4], Z_DEFAULT_STRATEGY, &strategy) || (args[5] && !bytes_hold_required(args[5], &hold)))
        return NULL;
    bytes_let_go(&hold);
    StreamObject *made = stream_new(&zlib_compress_type, NULL);
    if (!made)
        return NULL;
    Ref result = opened_take(made, deflateInit2(&made->stream, level, method, wbits, memory, strategy),
                             "while creating compression object");
    if (result && !deflate_dictionary(made, args[5]))
        clear_place(&result);
    return result;
}

static Ref compress_compress(View self, View *args)
{
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Pump pump = {.stream = &stream_of(self)->stream, .step = deflate, .data = hold.data, .left = hold.length, .limit = PTRDIFF_MAX};
    if (zlib_pump(&pump) && pump.result == Z_STREAM_ERROR)
        zlib_raise(pump.stream, pump.result, "while compressing data");
    bytes_let_go(&hold);
    return zlib_pump_finish(&pump);
}

static Ref compress_flush(View self, View *args)
{
    StreamObject *object = stream_of(self);
    int mode;
    if (!zlib_read_int(args[0], Z_FINISH, &mode))
        return NULL;
    if (mode == Z_NO_FLUSH)
        return bytes_new("", 0);
    Pump pump = {.stream = &object->stream,
                 .step = deflate,
                 .data = (const unsigned char *)"",
                 .flush_more = mode,
                 .flush_last = mode,
                 .limit = PTRDIFF_MAX};
    if (!zlib_pump(&pump))
        return zlib_pump_finish(&pump);
    int result = pump.result;
    if (result == Z_STREAM_END && mode == Z_FINISH) {
        object->is_open = false;
        if ((result = deflateEnd(&object->stream)) != Z_OK)
            zlib_raise(&object->stream, result, "while finishing compression");
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
        zlib_raise(&object->stream, result, "while flushing");
    }
    return zlib_pump_finish(&pump);
}

/* A stream in the same state. */
static Ref copy_with(View self, int (*copy)(z_stream *target, z_stream *source), const char *what)
{
    StreamObject *object = stream_of(self), *made = stream_new(type_of_peek(self), object->dictionary);
    if (!made)
        return NULL;
    int result = copy(&made->stream, &object->stream);
    made->is_open = result == Z_OK;
    made->is_at_end = object->is_at_end;
    replace_take(&made->unused_data, retain(object->unused_data));
    replace_take(&made->unconsumed_tail, retain(object->unconsumed_tail));
    if (result == Z_OK)
        return AS_OBJECT(made);
    if (result == Z_STREAM_ERROR)
        raise_error(ValueError, "Inconsistent stream state");
    else
        zlib_raise(&object->stream, result, what);
    release(AS_OBJECT(made));
    return NULL;
}

static Ref compress_copy(View self, View *args UNUSED)
{
    return copy_with(self, deflateCopy, "while copying compression object");
}

static void compress_finish(View self)
{
    if (stream_of(self)->is_open)
        deflateEnd(&stream_of(self)->stream);
    stream_release_parts(stream_of(self));
}

static const NativeFunction compress_methods[] = {
    {"compress(data, /)", compress_compress,
     "Returns a bytes object containing compressed data.\n\nSome of what was fed may stay inside until more comes, or until flush()."},
    {"flush(mode=Z_FINISH, /)", compress_flush,
     "Return a bytes object with what is still inside.\n\nAfter Z_FINISH, which is the default, the object takes no more data."},
    {"copy()", compress_copy, "Return a copy of the compression object."},
    {"__copy__()", compress_copy, NULL},
    {"__deepcopy__(memo, /)", compress_copy, NULL},
    {NULL, NULL, NULL},
};

TypeObject zlib_compress_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "zlib.Compress",
    .size = sizeof(StreamObject),
    .flags = TYPE_FLAG_NO_NEW,
    .finish = compress_finish,
    .methods = compress_methods,
};

/* --- decompressing -------------------------------------------------------------------------------------- */

Ref zlib_decompressobj(View self UNUSED, View *args)
{
    int wbits;
    BytesHold hold = {.owner = NULL};
    if (!zlib_read_int(args[0], MAX_WBITS, &wbits))
        return NULL;
    if (args[1] && !bytes_hold(args[1], BYTES_READ, &hold))
        return error_is_set() ? NULL : raise_error(TypeError, "zdict argument must support the buffer protocol");
    bytes_let_go(&hold);
    StreamObject *made = stream_new(&zlib_decompress_type, args[1]);
    if (!made)
        return NULL;
    Ref result = opened_take(made, inflateInit2(&made->stream, wbits), "while creating decompression object");
    /* data without a head does not ask for its dictionary */
    if (result && args[1] && wbits < 0 && !zlib_set_dictionary(&made->stream, args[1]))
        clear_place(&result);
    return result;
}

/* What was not read belongs behind the end of the data, or is kept for the next time; and both, as in CPython, when the
 * end is reached after a limit was. False with MemoryError. */
static bool keep_rest(StreamObject *object, Pump *pump)
{
    if (pump->result == Z_STREAM_END && pump->left > 0) {
        ByteBuilder all = {.bytes = NULL};
        BytesObject *before = (BytesObject *)object->unused_data;
        bytebuilder_add(&all, before->data, before->length);
        bytebuilder_add(&all, pump->data, pump->left);
        Ref joined = bytebuilder_finish(&all);
        if (!joined)
            return false;
        replace_take(&object->unused_data, joined);
    }
    bool is_left = pump->result != Z_STREAM_END && pump->left > 0;
    if (!is_left && ((BytesObject *)object->unconsumed_tail)->length == 0)
        return true;
    Ref tail = bytes_new(pump->data, pump->left);
    if (tail)
        replace_take(&object->unconsumed_tail, tail);
    return tail != NULL;
}

static bool read_size(View argument, size_t otherwise, Index *result)
{
    *result = (Index)otherwise;
    return !argument || object_as_ssize(argument, result);
}

static Ref decompress_decompress(View self, View *args)
{
    StreamObject *object = stream_of(self);
    BytesHold hold;
    Index limit;
    if (!read_size(args[1], 0, &limit))
        return NULL;
    if (limit < 0)
        return raise_error(ValueError, "max_length must be non-negative");
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Pump pump = {.stream = &object->stream,
                 .step = inflate,
                 .data = hold.data,
                 .left = hold.length,
                 .flush_more = Z_SYNC_FLUSH,
                 .flush_last = Z_SYNC_FLUSH,
                 .limit = limit ? (size_t)limit : PTRDIFF_MAX,
                 .dictionary = object->dictionary};
    if (zlib_pump(&pump) && keep_rest(object, &pump)) {
        if (pump.result == Z_STREAM_END)
            object->is_at_end = true;
        else if (pump.result != Z_OK && pump.result != Z_BUF_ERROR)
            zlib_raise(pump.stream, pump.result, "while decompressing data");
    }
    bytes_let_go(&hold);
    return zlib_pump_finish(&pump);
}

static Ref decompress_flush(View self, View *args)
{
    StreamObject *object = stream_of(self);
    Index room;
    if (!read_size(args[0], ZLIB_BUFFER_SIZE, &room))
        return NULL;
    if (room <= 0)
        return raise_error(ValueError, "length must be greater than zero");
    Ref rest = retain(object->unconsumed_tail);
    Pump pump = {.stream = &object->stream,
                 .step = inflate,
                 .data = ((BytesObject *)rest)->data,
                 .left = ((BytesObject *)rest)->length,
                 .flush_more = Z_NO_FLUSH,
                 .flush_last = Z_FINISH,
                 .room = (size_t)room,
                 .limit = PTRDIFF_MAX,
                 .dictionary = object->dictionary};
    if (zlib_pump(&pump) && keep_rest(object, &pump) && pump.result == Z_STREAM_END) {
        object->is_at_end = true;
        object->is_open = false;
        int result = inflateEnd(&object->stream);
        if (result != Z_OK)
            zlib_raise(&object->stream, result, "while finishing decompression");
    }
    release(rest);
    return zlib_pump_finish(&pump);
}

static Ref decompress_copy(View self, View *args UNUSED)
{
    return copy_with(self, inflateCopy, "while copying decompression object");
}

static void decompress_finish(View self)
{
    if (stream_of(self)->is_open)
        inflateEnd(&stream_of(self)->stream);
    stream_release_parts(stream_of(self));
}

static Ref get_unused_data(View self)
{
    return retain(stream_of(self)->unused_data);
}
static Ref get_unconsumed_tail(View self)
{
    return retain(stream_of(self)->unconsumed_tail);
}
static Ref get_eof(View self)
{
    return bool_new(stream_of(self)->is_at_end);
}

static const NativeFunction decompress_methods[] = {
    {"decompress(data, /, max_length=0)", decompress_decompress,
     "Return a bytes object containing the decompressed version of the data.\n\nNot more than max_length bytes, unless it is 0; what was "
     "not "
     "read for that reason\nis in unconsumed_tail."},
    {"flush(length=DEF_BUF_SIZE, /)", decompress_flush, "Return a bytes object containing any remaining decompressed data."},
    {"copy()", decompress_copy, "Return a copy of the decompression object."},
    {"__copy__()", decompress_copy, NULL},
    {"__deepcopy__(memo, /)", decompress_copy, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty decompress_properties[] = {
    {"unused_data", get_unused_data, descriptor_refuse_write, NULL},
    {"unconsumed_tail", get_unconsumed_tail, descriptor_refuse_write, NULL},
    {"eof", get_eof, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject zlib_decompress_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "zlib.Decompress",
    .size = sizeof(StreamObject),
    .flags = TYPE_FLAG_NO_NEW,
    .finish = decompress_finish,
    .methods = decompress_methods,
    .properties = decompress_properties,
};
