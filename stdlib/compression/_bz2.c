/* _bz2: compressed data, by Debian's libbz2: BZ2Compressor and BZ2Decompressor, on which bz2 runs. */
#include <bzlib.h>
#include <limits.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/compression/compression_private.h"
#include "stdlib/module_types.h"

typedef struct CompressorObject {
    GC_HEAD(is_flushed);
    bz_stream stream;
} CompressorObject;

typedef struct DecompressorObject {
    GC_HEAD(unused);
    Unpacked unpacked;
    bz_stream stream;
} DecompressorObject;

static TypeObject compressor_type, decompressor_type;

static CompressorObject *compressor_of(View self)
{
    return (CompressorObject *)self;
}
static DecompressorObject *decompressor_of(View self)
{
    return (DecompressorObject *)self;
}

static void *allocate(void *context, int count, int size)
{
    return count < 0 || size < 0 ? NULL : compression_allocate(context, (size_t)count, (size_t)size);
}

/* Is the result a success? Otherwise an exception in CPython's words. */
static bool check(int result)
{
    switch (result) {
    case BZ_OK:
    case BZ_RUN_OK:
    case BZ_FLUSH_OK:
    case BZ_FINISH_OK:
    case BZ_STREAM_END: return true;
    case BZ_PARAM_ERROR: return raise_error(ValueError, "Internal error - invalid parameters passed to libbzip2") != NULL;
    case BZ_MEM_ERROR: return raise_memory_error() != NULL;
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC: return raise_error(OSError, "Invalid data stream") != NULL;
    case BZ_SEQUENCE_ERROR: return raise_error(RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2") != NULL;
    default: return raise_error(OSError, "Unrecognized error from libbzip2: %d", result) != NULL;
    }
}

/* One call of the library: at most 4 GiB each way. */
static StepResult step_with(bz_stream *stream, Flow *flow, int (*call)(bz_stream *stream, const Flow *flow, unsigned given))
{
    unsigned given = flow->left > UINT_MAX ? UINT_MAX : (unsigned)flow->left;
    unsigned room = flow->room_left > UINT_MAX ? UINT_MAX : (unsigned)flow->room_left;
    stream->next_in = (char *)(uintptr_t)flow->data; /* only read */
    stream->avail_in = given;
    stream->next_out = (char *)flow->room;
    stream->avail_out = room;
    int result = call(stream, flow, given);
    flow->data += given - stream->avail_in;
    flow->left -= given - stream->avail_in;
    flow->room_left -= room - stream->avail_out;
    return !check(result) ? STEP_FAILED : result == BZ_STREAM_END ? STEP_END : STEP_ON;
}

static int call_compress(bz_stream *stream, const Flow *flow, unsigned given)
{
    return BZ2_bzCompress(stream, flow->is_last && given == flow->left ? BZ_FINISH : BZ_RUN);
}
static int call_decompress(bz_stream *stream, const Flow *flow UNUSED, unsigned given UNUSED)
{
    return BZ2_bzDecompress(stream);
}

/* --- compressing ---------------------------------------------------------------------------------------- */

static StepResult compress_step(View self, Flow *flow)
{
    return step_with(&compressor_of(self)->stream, flow, call_compress);
}

static Ref compressor_make(View type, View *args)
{
    int32_t level = 9;
    if (args[0] && !object_as_int32(args[0], &level))
        return NULL;
    if (level < 1 || level > 9)
        return raise_error(ValueError, "compresslevel must be between 1 and 9");
    CompressorObject *made = (CompressorObject *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->stream = (bz_stream){.bzalloc = allocate, .bzfree = compression_free};
    if (!check(BZ2_bzCompressInit(&made->stream, level, 0, 0)))
        CLEAR(made);
    return AS_OBJECT(made);
}

static void compressor_finish(View self)
{
    BZ2_bzCompressEnd(&compressor_of(self)->stream); /* knows itself whether there is anything */
}

static Ref compressor_compress(View self, View *args)
{
    return flow_compress(self, compress_step, args[0]);
}

static Ref compressor_flush(View self, View *args UNUSED)
{
    return flow_flush(self, compress_step);
}

static const NativeFunction compressor_constructor = {"BZ2Compressor(compresslevel=9, /)", compressor_make, NULL};
static const NativeFunction compressor_methods[] = {
    {"compress(data, /)", compressor_compress, "Feed data; what is ready of the compressed data is returned, b'' if nothing."},
    {"flush()", compressor_flush, "Finish: the rest of the compressed data. The object takes no more."},
    {NULL, NULL, NULL},
};

static TypeObject compressor_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_bz2.BZ2Compressor",
    .doc = "(compresslevel=9, /)\n--\n\nCompresses data piece by piece; compresslevel is from 1 to 9 (best).",
    .size = sizeof(CompressorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .new_native = &compressor_constructor,
    .finish = compressor_finish,
    .methods = compressor_methods,
};

/* --- decompressing -------------------------------------------------------------------------------------- */

static StepResult decompress_step(View self, Flow *flow)
{
    return step_with(&decompressor_of(self)->stream, flow, call_decompress);
}

static Ref decompressor_make(View type, View *args UNUSED)
{
    DecompressorObject *made = (DecompressorObject *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->stream = (bz_stream){.bzalloc = allocate, .bzfree = compression_free};
    made->unpacked.ends_with_error = true;
    if (!unpacked_start(&made->unpacked) || !check(BZ2_bzDecompressInit(&made->stream, 0, 0)))
        CLEAR(made);
    return AS_OBJECT(made);
}

static void decompressor_finish(View self)
{
    BZ2_bzDecompressEnd(&decompressor_of(self)->stream);
    unpacked_finish(&decompressor_of(self)->unpacked);
}

static Ref decompressor_decompress(View self, View *args)
{
    return flow_decompress(self, &decompressor_of(self)->unpacked, decompress_step, args[0], args[1], "End of stream already reached");
}

static const NativeFunction decompressor_constructor = {"BZ2Decompressor()", decompressor_make, NULL};
static const NativeFunction decompressor_methods[] = {
    {"decompress(data, max_length=-1)", decompressor_decompress,
     "Feed data; the decompressed data, not more than max_length bytes unless that is negative. What was not read\nfor that reason waits: "
     "needs_input is False then, and b'' may be fed."},
    {NULL, NULL, NULL},
};
static const NativeProperty decompressor_properties[] = {
    {"eof", unpacked_get_eof, descriptor_refuse_write, "True if the end of the data has been reached."},
    {"needs_input", unpacked_get_needs_input, descriptor_refuse_write, "True if more input is needed before more can be decompressed."},
    {"unused_data", unpacked_get_unused_data, descriptor_refuse_write, "What was fed behind the end of the compressed data."},
    {NULL, NULL, NULL, NULL},
};

static TypeObject decompressor_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_bz2.BZ2Decompressor",
    .doc = "()\n--\n\nDecompresses data piece by piece.",
    .size = sizeof(DecompressorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .new_native = &decompressor_constructor,
    .finish = decompressor_finish,
    .methods = decompressor_methods,
    .properties = decompressor_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

static bool init(ModuleObject *module)
{
    return module_type_ready(&compressor_type) && module_type_ready(&decompressor_type) &&
           dict_set_text(module->dict, "BZ2Compressor", AS_OBJECT(&compressor_type)) &&
           dict_set_text(module->dict, "BZ2Decompressor", AS_OBJECT(&decompressor_type));
}

const NativeModule _bz2_module = {.name = "_bz2", .init = init};
