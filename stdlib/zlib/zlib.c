/* zlib: compressed data, by the library of that name. Here: the module's table, what is done in one go, checksums. */
#include <limits.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/zlib/zlib_private.h"

static Ref error_class;

View zlib_error_peek(void)
{
    return module_error_class_peek(&error_class, "zlib", "error", AS_OBJECT(&exception_types[Exception]));
}

/* --- in one go ------------------------------------------------------------------------------------------ */

/* From an open stream, which is closed. */
static Ref compress_all(Pump *pump)
{
    bool done = zlib_pump(pump);
    if (done && pump->result == Z_STREAM_ERROR)
        done = zlib_raise(pump->stream, pump->result, "while compressing data") != NULL;
    int result = deflateEnd(pump->stream);
    if (done && result != Z_OK)
        zlib_raise(pump->stream, result, "while finishing compression");
    return zlib_pump_finish(pump);
}

static Ref module_compress(View self UNUSED, View *args)
{
    BytesHold hold;
    int level, wbits;
    z_stream stream = zlib_stream();
    if (!zlib_read_int(args[1], Z_DEFAULT_COMPRESSION, &level) || !zlib_read_int(args[2], MAX_WBITS, &wbits) ||
        !bytes_hold_required(args[0], &hold))
        return NULL;
    Pump pump = {.stream = &stream,
                 .step = deflate,
                 .data = hold.data,
                 .left = hold.length,
                 .flush_more = Z_NO_FLUSH,
                 .flush_last = Z_FINISH,
                 .limit = PTRDIFF_MAX};
    int opened = deflateInit2(&stream, level, Z_DEFLATED, wbits, 8, Z_DEFAULT_STRATEGY);
    Ref result = opened == Z_OK             ? compress_all(&pump)
                 : opened == Z_STREAM_ERROR ? module_raise(zlib_error_peek(), "Bad compression level")
                                            : zlib_raise(&stream, opened, "while compressing data");
    bytes_let_go(&hold);
    return result;
}

/* From an open stream, which is closed. The data must reach its end. */
static Ref decompress_all(Pump *pump)
{
    if (zlib_pump(pump) && pump->result != Z_STREAM_END)
        zlib_raise(pump->stream, pump->result, "while decompressing data");
    int result = inflateEnd(pump->stream);
    if (!error_is_set() && result != Z_OK)
        zlib_raise(pump->stream, result, "while finishing decompression");
    return zlib_pump_finish(pump);
}

static Ref module_decompress(View self UNUSED, View *args)
{
    BytesHold hold;
    int wbits;
    Index room = ZLIB_BUFFER_SIZE;
    z_stream stream = zlib_stream();
    if (!zlib_read_int(args[1], MAX_WBITS, &wbits))
        return NULL;
    if (args[2] && !object_as_ssize(args[2], &room))
        return NULL;
    if (room < 0)
        return raise_error(ValueError, "bufsize must be non-negative");
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Pump pump = {.stream = &stream,
                 .step = inflate,
                 .data = hold.data,
                 .left = hold.length,
                 .flush_more = Z_NO_FLUSH,
                 .flush_last = Z_FINISH,
                 .room = room < 1 ? 1 : (size_t)room,
                 .limit = PTRDIFF_MAX};
    int opened = inflateInit2(&stream, wbits);
    Ref result = opened == Z_OK ? decompress_all(&pump) : zlib_raise(&stream, opened, "while preparing to decompress data");
    bytes_let_go(&hold);
    return result;
}

/* --- checksums ------------------------------------------------------------------------------------------ */

typedef uLong (*Checksum)(uLong value, const unsigned char *data, uInt length);

static Ref checksum_of(View *args, uint32_t first, Checksum checksum)
{
    BytesHold hold;
    uint64_t bits = first;
    if ((args[1] && !object_low_bits(args[1], &bits)) || !bytes_hold_required(args[0], &hold))
        return NULL;
    uLong sum = bits & UINT32_MAX;
    for (size_t at = 0; at < hold.length;) {
        size_t piece = hold.length - at > UINT_MAX ? UINT_MAX : hold.length - at;
        sum = checksum(sum, hold.data + at, (uInt)piece);
        at += piece;
    }
    bytes_let_go(&hold);
    return int_new((int64_t)(sum & UINT32_MAX));
}

static Ref module_crc32(View self UNUSED, View *args)
{
    return checksum_of(args, 0, crc32);
}
static Ref module_adler32(View self UNUSED, View *args)
{
    return checksum_of(args, 1, adler32);
}

/* --- the module ----------------------------------------------------------------------------------------- */

#define CONSTANT(name) \
    {                  \
#name, name    \
    }
static const struct {
    const char *name;
    int value;
} constants[] = {
    CONSTANT(MAX_WBITS),
    {"DEFLATED", Z_DEFLATED},
    {"DEF_MEM_LEVEL", 8},
    {"DEF_BUF_SIZE", ZLIB_BUFFER_SIZE},
    CONSTANT(Z_NO_COMPRESSION),
    CONSTANT(Z_BEST_SPEED),
    CONSTANT(Z_BEST_COMPRESSION),
    CONSTANT(Z_DEFAULT_COMPRESSION),
    CONSTANT(Z_FILTERED),
    CONSTANT(Z_HUFFMAN_ONLY),
    CONSTANT(Z_RLE),
    CONSTANT(Z_FIXED),
    CONSTANT(Z_DEFAULT_STRATEGY),
    CONSTANT(Z_NO_FLUSH),
    CONSTANT(Z_PARTIAL_FLUSH),
    CONSTANT(Z_SYNC_FLUSH),
    CONSTANT(Z_FULL_FLUSH),
    CONSTANT(Z_FINISH),
    CONSTANT(Z_BLOCK),
    CONSTANT(Z_TREES),
};

static bool init(ModuleObject *module)
{
    View error = zlib_error_peek();
    if (!error || !module_type_ready(&zlib_compress_type) || !module_type_ready(&zlib_decompress_type) ||
        !dict_set_text(module->dict, "error", error))
        return false;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return dict_set_text_take(module->dict, "ZLIB_VERSION", str_from_text(ZLIB_VERSION)) &&
           dict_set_text_take(module->dict, "ZLIB_RUNTIME_VERSION", str_from_text(zlibVersion())) &&
           dict_set_text_take(module->dict, "__version__", str_from_text("1.0"));
}

static const NativeFunction functions[] = {
    {"adler32(data, value=1, /)", module_adler32, "Compute an Adler-32 checksum of data, going on from value."},
    {"compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", module_compress,
     "Returns a bytes object containing compressed data.\n\nlevel is from 0 (not at all) to 9 (best); wbits tells the size of the window "
     "and the "
     "form:\nnegative for no head and end, 16 more for those of gzip."},
    {"compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)",
     zlib_compressobj, "Return a compressor object, which is fed piece by piece.\n\nzdict is what the decompressor knows beforehand, too."},
    {"crc32(data, value=0, /)", module_crc32, "Compute a CRC-32 checksum of data, going on from value."},
    {"decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", module_decompress,
     "Returns a bytes object containing the uncompressed data.\n\nbufsize is how much room the output begins with."},
    {"decompressobj(wbits=MAX_WBITS, zdict=b'')", zlib_decompressobj, "Return a decompressor object, which is fed piece by piece."},
    {NULL, NULL, NULL},
};

const NativeModule zlib_module = {
    .name = "zlib",
    .doc = "Compression in the form of GNU zip, by the library zlib.\n\nadler32(), crc32() -- checksums\ncompress(), decompress() -- in "
           "one go\n"
           "compressobj(), decompressobj() -- piece by piece",
    .functions = functions,
    .init = init,
};
