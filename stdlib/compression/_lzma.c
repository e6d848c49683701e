/* _lzma: compressed data, by Debian's liblzma: LZMACompressor and LZMADecompressor, on which lzma runs. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/compression/lzma_private.h"
#include "stdlib/module_types.h"

enum { FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW };
enum { CHECK_UNKNOWN = LZMA_CHECK_ID_MAX + 1 };

typedef struct CompressorObject {
    GC_HEAD(is_flushed);
    lzma_stream stream;
} CompressorObject;

typedef struct DecompressorObject {
    GC_HEAD(check);
    Unpacked unpacked;
    lzma_stream stream;
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

const lzma_allocator lzma_heap = {.alloc = compression_allocate, .free = compression_free};

static Ref error_class;

View lzma_error_peek(void)
{
    return module_error_class_peek(&error_class, "_lzma", "LZMAError", AS_OBJECT(&exception_types[Exception]));
}

bool lzma_succeeded(lzma_ret result)
{
    static const char *const words[] = {[LZMA_UNSUPPORTED_CHECK] = "Unsupported integrity check",
                                        [LZMA_MEMLIMIT_ERROR] = "Memory usage limit exceeded",
                                        [LZMA_FORMAT_ERROR] = "Input format not supported by decoder",
                                        [LZMA_OPTIONS_ERROR] = "Invalid or unsupported options",
                                        [LZMA_DATA_ERROR] = "Corrupt input data",
                                        [LZMA_BUF_ERROR] = "Insufficient buffer space",
                                        [LZMA_PROG_ERROR] = "Internal error"};
    if (result == LZMA_OK || result == LZMA_GET_CHECK || result == LZMA_NO_CHECK || result == LZMA_STREAM_END)
        return true;
    if (result == LZMA_MEM_ERROR)
        return raise_memory_error() != NULL;
    if ((size_t)result < sizeof words / sizeof *words && words[result])
        return module_raise(lzma_error_peek(), "%s", words[result]) != NULL;
    return module_raise(lzma_error_peek(), "Unrecognized error from liblzma: %d", (int)result) != NULL;
}

/* One call of the library. */
static lzma_ret take_step(lzma_stream *stream, Flow *flow, lzma_action action)
{
    stream->next_in = flow->data;
    stream->avail_in = flow->left;
    stream->next_out = flow->room;
    stream->avail_out = flow->room_left;
    lzma_ret result = lzma_code(stream, action);
    flow->data += flow->left - stream->avail_in;
    flow->left = stream->avail_in;
    flow->room_left = stream->avail_out;
    if (result == LZMA_BUF_ERROR && flow->left == 0 && flow->room_left > 0)
        return LZMA_OK; /* there was nothing to do */
    return result;
}

static bool read_int(View argument, int32_t otherwise, int32_t *result)
{
    *result = otherwise;
    return !argument || object_as_int32(argument, result);
}

static View given(View argument)
{
    return argument == NONE ? NULL : argument;
}

/* --- compressing ---------------------------------------------------------------------------------------- */

static StepResult compress_step(View self, Flow *flow)
{
    lzma_ret result = take_step(&compressor_of(self)->stream, flow, flow->is_last ? LZMA_FINISH : LZMA_RUN);
    return !lzma_succeeded(result) ? STEP_FAILED : result == LZMA_STREAM_END ? STEP_END : STEP_ON;
}

static bool open_xz(lzma_stream *stream, int32_t check, uint32_t preset, View specifications)
{
    lzma_check checked = (lzma_check)(check == -1 ? (int32_t)LZMA_CHECK_CRC64 : check);
    if (!specifications)
        return lzma_succeeded(lzma_easy_encoder(stream, preset, checked));
    lzma_filter filters[LZMA_FILTERS_MAX + 1];
    if (!lzma_filters_read(specifications, filters))
        return false;
    bool done = lzma_succeeded(lzma_stream_encoder(stream, filters, checked));
    lzma_filters_drop(filters);
    return done;
}

static bool open_alone(lzma_stream *stream, uint32_t preset, View specifications)
{
    lzma_options_lzma options;
    if (!specifications) {
        if (lzma_lzma_preset(&options, preset))
            return module_raise(lzma_error_peek(), "Invalid compression preset: %u", preset) != NULL;
        return lzma_succeeded(lzma_alone_encoder(stream, &options));
    }
    lzma_filter filters[LZMA_FILTERS_MAX + 1];
    if (!lzma_filters_read(specifications, filters))
        return false;
    bool is_right = filters[0].id == LZMA_FILTER_LZMA1 && filters[1].id == LZMA_VLI_UNKNOWN;
    bool done = is_right ? lzma_succeeded(lzma_alone_encoder(stream, filters[0].options))
                         : raise_error(ValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter") != NULL;
    lzma_filters_drop(filters);
    return done;
}

/* A raw stream, to write or to read. */
static bool open_raw(lzma_stream *stream, View specifications, lzma_ret (*opener)(lzma_stream *, const lzma_filter *))
{
    lzma_filter filters[LZMA_FILTERS_MAX + 1];
    if (!specifications)
        return raise_error(ValueError, "Must specify filters for FORMAT_RAW") != NULL;
    if (!lzma_filters_read(specifications, filters))
        return false;
    bool done = lzma_succeeded(opener(stream, filters));
    lzma_filters_drop(filters);
    return done;
}

static bool compressor_open(lzma_stream *stream, View *args)
{
    int32_t format, check;
    uint32_t preset = LZMA_PRESET_DEFAULT;
    View filters = given(args[3]);
    if (!read_int(args[0], FORMAT_XZ, &format) || !read_int(args[1], -1, &check))
        return false;
    if (given(args[2]) && filters)
        return raise_error(ValueError, "Cannot specify both preset and filter chain") != NULL;
    if (given(args[2]) && !lzma_read_uint32(args[2], &preset))
        return false;
    if (format != FORMAT_XZ && check != -1 && check != LZMA_CHECK_NONE)
        return raise_error(ValueError, "Integrity checks are only supported by FORMAT_XZ") != NULL;
    switch (format) {
    case FORMAT_XZ: return open_xz(stream, check, preset, filters);
    case FORMAT_ALONE: return open_alone(stream, preset, filters);
    case FORMAT_RAW: return open_raw(stream, filters, lzma_raw_encoder);
    default: return raise_error(ValueError, "Invalid container format: %d", format) != NULL;
    }
}

static Ref compressor_make(View type, View *args)
{
    CompressorObject *made = (CompressorObject *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->stream = (lzma_stream){.allocator = &lzma_heap};
    if (!compressor_open(&made->stream, args))
        CLEAR(made);
    return AS_OBJECT(made);
}

static void compressor_finish(View self)
{
    lzma_end(&compressor_of(self)->stream);
}

static Ref compressor_compress(View self, View *args)
{
    return flow_compress(self, compress_step, args[0]);
}

static Ref compressor_flush(View self, View *args UNUSED)
{
    return flow_flush(self, compress_step);
}

static const NativeFunction compressor_constructor = {"LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)",
                                                      compressor_make, NULL};
static const NativeFunction compressor_methods[] = {
    {"compress(data, /)", compressor_compress, "Feed data; what is ready of the compressed data is returned, b'' if nothing."},
    {"flush()", compressor_flush, "Finish: the rest of the compressed data. The object takes no more."},
    {NULL, NULL, NULL},
};

static TypeObject compressor_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_lzma.LZMACompressor",
    .doc =
        "Compresses data piece by piece.\n\nformat is FORMAT_XZ, FORMAT_ALONE (the old .lzma) or FORMAT_RAW; check is one of CHECK_…; how "
        "to\ncompress is said either by a preset (0 to 9, perhaps with PRESET_EXTREME) or by filters, a sequence of dicts.",
    .size = sizeof(CompressorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .new_native = &compressor_constructor,
    .finish = compressor_finish,
    .methods = compressor_methods,
};

/* --- decompressing -------------------------------------------------------------------------------------- */

static StepResult decompress_step(View self, Flow *flow)
{
    DecompressorObject *object = decompressor_of(self);
    lzma_ret result = take_step(&object->stream, flow, LZMA_RUN);
    if (result == LZMA_GET_CHECK || result == LZMA_NO_CHECK) /* it is known now */
        object->check = lzma_get_check(&object->stream);
    return !lzma_succeeded(result) ? STEP_FAILED : result == LZMA_STREAM_END ? STEP_END : STEP_ON;
}

static bool decompressor_open(DecompressorObject *object, View *args)
{
    const uint32_t flags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
    lzma_stream *stream = &object->stream;
    int32_t format;
    uint64_t limit = UINT64_MAX;
    if (!read_int(args[0], FORMAT_AUTO, &format))
        return false;
    if (given(args[1])) {
        if (format == FORMAT_RAW)
            return raise_error(ValueError, "Cannot specify memory limit with FORMAT_RAW") != NULL;
        if (!lzma_read_uint64(args[1], &limit))
            return false;
    }
    if (format != FORMAT_RAW && given(args[2]))
        return raise_error(ValueError, "Cannot specify filters except with FORMAT_RAW") != NULL;
    object->check = format == FORMAT_ALONE || format == FORMAT_RAW ? (uint32_t)LZMA_CHECK_NONE : (uint32_t)CHECK_UNKNOWN;
    switch (format) {
    case FORMAT_AUTO: return lzma_succeeded(lzma_auto_decoder(stream, limit, flags));
    case FORMAT_XZ: return lzma_succeeded(lzma_stream_decoder(stream, limit, flags));
    case FORMAT_ALONE: return lzma_succeeded(lzma_alone_decoder(stream, limit));
    case FORMAT_RAW: return open_raw(stream, given(args[2]), lzma_raw_decoder);
    default: return raise_error(ValueError, "Invalid container format: %d", format) != NULL;
    }
}

static Ref decompressor_make(View type, View *args)
{
    DecompressorObject *made = (DecompressorObject *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->stream = (lzma_stream){.allocator = &lzma_heap};
    made->unpacked.keeps_output = true;
    if (!unpacked_start(&made->unpacked) || !decompressor_open(made, args))
        CLEAR(made);
    return AS_OBJECT(made);
}

static void decompressor_finish(View self)
{
    lzma_end(&decompressor_of(self)->stream);
    unpacked_finish(&decompressor_of(self)->unpacked);
}

static Ref decompressor_decompress(View self, View *args)
{
    return flow_decompress(self, &decompressor_of(self)->unpacked, decompress_step, args[0], args[1], "Already at end of stream");
}

static Ref get_check(View self)
{
    return int_new(decompressor_of(self)->check);
}

static const NativeFunction decompressor_constructor = {"LZMADecompressor(format=FORMAT_AUTO, memlimit=None, filters=None)",
                                                        decompressor_make, NULL};
static const NativeFunction decompressor_methods[] = {
    {"decompress(data, max_length=-1)", decompressor_decompress,
     "Feed data; the decompressed data, not more than max_length bytes unless that is negative. What was not read\nfor that reason waits: "
     "needs_input is False then, and b'' may be fed."},
    {NULL, NULL, NULL},
};
static const NativeProperty decompressor_properties[] = {
    {"check", get_check, descriptor_refuse_write, "How the data are checked: CHECK_UNKNOWN until enough has been read."},
    {"eof", unpacked_get_eof, descriptor_refuse_write, "True if the end of the data has been reached."},
    {"needs_input", unpacked_get_needs_input, descriptor_refuse_write, "True if more input is needed before more can be decompressed."},
    {"unused_data", unpacked_get_unused_data, descriptor_refuse_write, "What was fed behind the end of the compressed data."},
    {NULL, NULL, NULL, NULL},
};

static TypeObject decompressor_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_lzma.LZMADecompressor",
    .doc = "(format=FORMAT_AUTO, memlimit=None, filters=None)\n--\n\nDecompresses data piece by piece.\n\nformat is FORMAT_AUTO (XZ or "
           "ALONE), FORMAT_XZ, FORMAT_ALONE, or FORMAT_RAW, which needs the filters. memlimit is how\nmuch memory it may take.",
    .size = sizeof(DecompressorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .new_native = &decompressor_constructor,
    .finish = decompressor_finish,
    .methods = decompressor_methods,
    .properties = decompressor_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

#define LZMA(name)         \
    {                      \
#name, LZMA_##name \
    }
#define HERE(name)  \
    {               \
#name, name \
    }
static const struct {
    const char *name;
    uint64_t value;
} constants[] = {
    HERE(FORMAT_AUTO),    HERE(FORMAT_XZ),    HERE(FORMAT_ALONE),   HERE(FORMAT_RAW),     LZMA(CHECK_NONE),      LZMA(CHECK_CRC32),
    LZMA(CHECK_CRC64),    LZMA(CHECK_SHA256), LZMA(CHECK_ID_MAX),   HERE(CHECK_UNKNOWN),  LZMA(FILTER_LZMA1),    LZMA(FILTER_LZMA2),
    LZMA(FILTER_DELTA),   LZMA(FILTER_X86),   LZMA(FILTER_IA64),    LZMA(FILTER_ARM),     LZMA(FILTER_ARMTHUMB), LZMA(FILTER_SPARC),
    LZMA(FILTER_POWERPC), LZMA(MF_HC3),       LZMA(MF_HC4),         LZMA(MF_BT2),         LZMA(MF_BT3),          LZMA(MF_BT4),
    LZMA(MODE_FAST),      LZMA(MODE_NORMAL),  LZMA(PRESET_DEFAULT), LZMA(PRESET_EXTREME),
};

static Ref is_check_supported(View self UNUSED, View *args)
{
    int32_t check;
    return read_int(args[0], 0, &check) ? bool_new(lzma_check_is_supported((lzma_check)check)) : NULL;
}

/* What liblzma would do before main: in the release it waits until here, see shell/no_init.ld; elsewhere it is done, and these do not exist. */
typedef void (*Constructor)(void);
extern const Constructor lzma_constructors[] __attribute__((weak)), lzma_constructors_end[] __attribute__((weak));

static bool init(ModuleObject *module)
{
    for (const Constructor *construct = lzma_constructors; construct < lzma_constructors_end; construct++)
        (*construct)();
    View error = lzma_error_peek();
    if (!error || !module_type_ready(&compressor_type) || !module_type_ready(&decompressor_type) ||
        !dict_set_text(module->dict, "LZMAError", error) || !dict_set_text(module->dict, "LZMACompressor", AS_OBJECT(&compressor_type)) ||
        !dict_set_text(module->dict, "LZMADecompressor", AS_OBJECT(&decompressor_type)))
        return false;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_from_uint64(constants[i].value)))
            return false;
    return true;
}

static const NativeFunction functions[] = {
    {"is_check_supported(check_id, /)", is_check_supported, "Can data be checked so? CHECK_NONE and CHECK_CRC32 always can."},
    {"_encode_filter_properties(filter, /)", lzma_encode_properties, "The options of a filter (a dict), as a raw stream's head has them."},
    {"_decode_filter_properties(filter_id, encoded_props, /)", lzma_decode_properties, "Such bytes as a dict."},
    {NULL, NULL, NULL},
};

const NativeModule _lzma_module = {.name = "_lzma", .doc = "Interface of liblzma.", .functions = functions, .init = init};
