/* _codecs: the module below CPython's codecs.py and encodings: the registry's functions, and each built-in
 * encoding as a pair of functions that tell how much they converted.
 *
 * The encodings themselves are in runtime/text. Here each is one line: a macro names the functions of one
 * encoding, because a table's line has a C function of its own. */
#include <stdio.h>

#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/codecs/codec_registry.h"
#include "stdlib/codecs/codecs_private.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

const char *codec_text_argument(View object, const char *function, int place, bool *wrong)
{
    if (!object || object == NONE || *wrong)
        return NULL;
    StrView text = str_view(object);
    *wrong = !text || !text->is_ascii;
    if (!text)
        raise_error(TypeError, "%s() argument %d must be str or None, not %K", function, place, object);
    else if (*wrong)
        raise_error(LookupError, "unknown error handler name '%U'", AS_OBJECT(text));
    return *wrong ? NULL : (const char *)text->data;
}

Ref codec_pair_take(Ref result, size_t count)
{
    Ref number = result ? int_from_uint64(count) : NULL, pair = number ? tuple_pack(2, result, number) : NULL;
    release_maybe(result);
    release_maybe(number);
    return pair;
}

/* --- the registry --------------------------------------------------------------------------------------- */

/* A str argument's text, which must be ASCII; NULL with an exception. `otherwise` if it is left out. */
static const char *name_argument(View object, const char *otherwise, const char *what)
{
    if (!object)
        return otherwise;
    StrView text = str_view(object);
    if (!text)
        return raise_error(TypeError, "%s must be str, not %T", what, object);
    if (!text->is_ascii)
        return raise_error(LookupError, "unknown encoding: %U", AS_OBJECT(text));
    return (const char *)text->data;
}

static Ref register_native(View self UNUSED, View *args)
{
    return codec_registry_add(args[0]) ? none_new() : NULL;
}

static Ref unregister_native(View self UNUSED, View *args)
{
    return codec_registry_remove(args[0]) ? none_new() : NULL;
}

static Ref lookup_native(View self UNUSED, View *args)
{
    StrView text = str_view(args[0]);
    if (!text || text->is_ascii) {
        const char *name = name_argument(args[0], NULL, "lookup() argument");
        return name ? codec_registry_find(name) : NULL;
    }
    Ref bytes = codec_encode_as(AS_OBJECT(text), CODEC_UTF8, NULL, 0); /* what is not ASCII is punctuation */
    Ref found = bytes ? codec_registry_find((const char *)((BytesObject *)bytes)->data) : NULL;
    release_maybe(bytes);
    return found;
}

static Ref convert(View *args, const char *function, bool decode)
{
    char what[48];
    snprintf(what, sizeof what, "%s() argument 'encoding'", function);
    const char *encoding = name_argument(args[1], "utf-8", what);
    if (encoding && args[2] && !is_str(args[2]))
        return raise_error(TypeError, "%s() argument 'errors' must be str, not %K", function, args[2]);
    return encoding ? codec_registry_convert(args[0], encoding, args[2], decode) : NULL;
}

static Ref encode_native(View self UNUSED, View *args)
{
    return convert(args, "encode", false);
}

static Ref decode_native(View self UNUSED, View *args)
{
    return convert(args, "decode", true);
}

static Ref register_error_native(View self UNUSED, View *args)
{
    const char *name = name_argument(args[0], NULL, "register_error() argument 1");
    return name && codec_registry_set_handler(AS_OBJECT(str_view(args[0])), args[1]) ? none_new() : NULL;
}

static Ref lookup_error_native(View self UNUSED, View *args)
{
    const char *name = name_argument(args[0], NULL, "lookup_error() argument");
    return name ? codec_registry_handler(name) : NULL;
}

/* --- encodings ------------------------------------------------------------------------------------------ */

/* The str that an encoding function was given; NULL with TypeError. */
static View text_argument_peek(View object, const char *function)
{
    StrView text = str_view(object);
    return text ? AS_OBJECT(text) : raise_error(TypeError, "%s() argument 1 must be str, not %K", function, object);
}

static Ref encode_as(View *args, const char *function, Codec codec, View byte_order)
{
    bool wrong = false;
    int64_t order = 0;
    View text = text_argument_peek(args[0], function);
    const char *errors = text ? codec_text_argument(args[1], function, 2, &wrong) : NULL;
    if (!text || wrong || (byte_order && !object_as_int64(byte_order, &order)))
        return NULL;
    return codec_pair_take(codec_encode_as(text, codec, errors, order < 0 ? -1 : order > 0), str_length(text));
}

/* What is to be decoded; a str by its UTF-8, where CPython takes one. False with TypeError. */
static bool hold_input(View object, bool takes_str, BytesHold *hold)
{
    StrView text = takes_str ? str_view(object) : NULL;
    Ref encoded = text ? codec_encode_as(AS_OBJECT(text), CODEC_UTF8, NULL, 0) : NULL;
    if (text && !encoded)
        return false;
    bool done = bytes_hold(text ? encoded : object, BYTES_READ, hold);
    release_maybe(encoded);
    if (!done)
        raise_error(TypeError, "a bytes-like object is required, not '%T'", object);
    return done;
}

typedef enum Final { FINAL_ALWAYS, FINAL_UNLESS_SAID, FINAL_IF_SAID } Final;

static bool read_final(View argument, Final rule, bool *is_final)
{
    int truth = rule != FINAL_ALWAYS && argument ? object_truth(argument) : rule != FINAL_IF_SAID;
    *is_final = truth > 0;
    return truth >= 0;
}

static Ref decode_as(View *args, const char *function, Codec codec, Final rule, View byte_order, int *order_found)
{
    bool wrong = false;
    int64_t order = 0;
    BytesHold in;
    CodecPiece piece = {0};
    const char *errors = codec_text_argument(args[1], function, 2, &wrong);
    if (wrong || !read_final(rule == FINAL_ALWAYS ? NULL : args[order_found ? 3 : 2], rule, &piece.is_final) ||
        (byte_order && !object_as_int64(byte_order, &order)) || !hold_input(args[0], rule == FINAL_UNLESS_SAID, &in))
        return NULL;
    piece.byte_order = order < 0 ? -1 : order > 0;
    Ref text = codec_decode_piece(in.data, in.length, codec, errors, &piece);
    bytes_let_go(&in);
    if (order_found)
        *order_found = piece.byte_order;
    return codec_pair_take(text, piece.consumed);
}

#define ENCODER(name, codec)                                  \
    static Ref name##_encode(View self UNUSED, View *args)    \
    {                                                         \
        return encode_as(args, #name "_encode", codec, NULL); \
    }
#define DECODER(name, codec, rule)                                        \
    static Ref name##_decode(View self UNUSED, View *args)                \
    {                                                                     \
        return decode_as(args, #name "_decode", codec, rule, NULL, NULL); \
    }
/* Those whose mark, or a number, says the byte order. */
#define ORDERED(name, codec)                                                                   \
    static Ref name##_encode(View self UNUSED, View *args)                                     \
    {                                                                                          \
        return encode_as(args, #name "_encode", codec, args[2]);                               \
    }                                                                                          \
    static Ref name##_ex_decode(View self UNUSED, View *args)                                  \
    {                                                                                          \
        int order = 0;                                                                         \
        Ref pair = decode_as(args, #name "_ex_decode", codec, FINAL_IF_SAID, args[2], &order); \
        return add_order_take(pair, order);                                                    \
    }

/* (text, consumed, order); consumes the pair, which may be NULL. */
static Ref add_order_take(Ref pair, int order)
{
    Ref number = pair ? int_new(order) : NULL, result = NULL;
    if (number)
        result = tuple_pack(3, tuple_item_peek(pair, 0), tuple_item_peek(pair, 1), number);
    release_maybe(pair);
    release_maybe(number);
    return result;
}

ENCODER(utf_8, CODEC_UTF8)
ENCODER(utf_7, CODEC_UTF7)
ENCODER(utf_16_le, CODEC_UTF16_LE)
ENCODER(utf_16_be, CODEC_UTF16_BE)
ENCODER(utf_32_le, CODEC_UTF32_LE)
ENCODER(utf_32_be, CODEC_UTF32_BE)
ENCODER(latin_1, CODEC_LATIN1)
ENCODER(ascii, CODEC_ASCII)
ENCODER(unicode_escape, CODEC_ESCAPE)
ENCODER(raw_unicode_escape, CODEC_RAW_ESCAPE)
DECODER(utf_8, CODEC_UTF8, FINAL_IF_SAID)
DECODER(utf_7, CODEC_UTF7, FINAL_IF_SAID)
DECODER(utf_16, CODEC_UTF16, FINAL_IF_SAID)
DECODER(utf_16_le, CODEC_UTF16_LE, FINAL_IF_SAID)
DECODER(utf_16_be, CODEC_UTF16_BE, FINAL_IF_SAID)
DECODER(utf_32, CODEC_UTF32, FINAL_IF_SAID)
DECODER(utf_32_le, CODEC_UTF32_LE, FINAL_IF_SAID)
DECODER(utf_32_be, CODEC_UTF32_BE, FINAL_IF_SAID)
DECODER(latin_1, CODEC_LATIN1, FINAL_ALWAYS)
DECODER(ascii, CODEC_ASCII, FINAL_ALWAYS)
DECODER(unicode_escape, CODEC_ESCAPE, FINAL_UNLESS_SAID)
DECODER(raw_unicode_escape, CODEC_RAW_ESCAPE, FINAL_UNLESS_SAID)
ORDERED(utf_16, CODEC_UTF16)
ORDERED(utf_32, CODEC_UTF32)

static Ref charmap_encode(View self UNUSED, View *args)
{
    bool wrong = false;
    View text = text_argument_peek(args[0], "charmap_encode");
    const char *errors = text ? codec_text_argument(args[1], "charmap_encode", 2, &wrong) : NULL;
    if (!text || wrong)
        return NULL;
    return codec_pair_take(codec_charmap_encode(text, errors, args[2] == NONE ? NULL : args[2]), str_length(text));
}

static Ref charmap_decode(View self UNUSED, View *args)
{
    bool wrong = false;
    BytesHold in;
    const char *errors = codec_text_argument(args[1], "charmap_decode", 2, &wrong);
    if (wrong || !hold_input(args[0], false, &in))
        return NULL;
    Ref text = args[2] && args[2] != NONE ? codec_charmap_decode(in.data, in.length, errors, args[2]) : str_from_latin1(in.data, in.length);
    size_t length = in.length;
    bytes_let_go(&in);
    return codec_pair_take(text, length);
}

static Ref charmap_build(View self UNUSED, View *args)
{
    View map = AS_OBJECT(str_view(args[0]));
    return map ? codec_charmap_build(map) : raise_error(TypeError, "charmap_build() argument must be str, not %K", args[0]);
}

static Ref readbuffer_encode(View self UNUSED, View *args)
{
    bool wrong = false;
    BytesHold in;
    (void)codec_text_argument(args[1], "readbuffer_encode", 2, &wrong);
    if (wrong || !hold_input(args[0], true, &in))
        return NULL;
    Ref bytes = bytes_new(in.data, in.length);
    size_t length = in.length;
    bytes_let_go(&in);
    return codec_pair_take(bytes, length);
}

#define ENCODING(name)                                                                                    \
    {                                                                                                     \
#name "_encode(str, errors=None, /)", name##_encode, "(bytes, number of characters) of the text." \
    }
#define DECODING(name, final)                                                                                 \
    {                                                                                                         \
#name "_decode(data, errors=None" final ", /)", name##_decode, "(text, number of bytes) of the data." \
    }

static const NativeFunction functions[] = {
    {"register(search_function, /)", register_native,
     "Register a codec search function.\n\nIt is called with the encoding's name in lower case, and returns a tuple of four functions\n"
     "(encoder, decoder, stream_reader, stream_writer) or a CodecInfo object."},
    {"unregister(search_function, /)", unregister_native,
     "Unregister a codec search function and clear the registry's cache.\n\nIf the search function is not registered, do nothing."},
    {"lookup(encoding, /)", lookup_native, "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object."},
    {"encode(obj, encoding='utf-8', errors='strict')", encode_native,
     "Encodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'."},
    {"decode(obj, encoding='utf-8', errors='strict')", decode_native,
     "Decodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'."},
    {"register_error(errors, handler, /)", register_error_native,
     "Register the specified error handler under the name errors.\n\nIt is called with the exception and returns (replacement, position)."},
    {"lookup_error(name, /)", lookup_error_native, "lookup_error(errors) -> handler\n\nThe error handler of that name, or a LookupError."},
    {"escape_encode(data, errors=None, /)", codec_escape_encode_native, "(bytes with escapes, number of bytes) of the data."},
    {"escape_decode(data, errors=None, /)", codec_escape_decode_native, "(bytes, number of bytes) of data with escapes."},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode, "(bytes, number of bytes) of the data."},
    {"charmap_build(map, /)", charmap_build, "The map for encoding that belongs to one for decoding."},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode, "(bytes, number of characters) of the text, by a mapping."},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode, "(text, number of bytes) of the data, by a mapping."},
    {"utf_16_encode(str, errors=None, byteorder=0, /)", utf_16_encode, "(bytes, number of characters) of the text."},
    {"utf_32_encode(str, errors=None, byteorder=0, /)", utf_32_encode, "(bytes, number of characters) of the text."},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_16_ex_decode,
     "(text, number of bytes, byte order) of the data."},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", utf_32_ex_decode,
     "(text, number of bytes, byte order) of the data."},
    ENCODING(utf_8),
    ENCODING(utf_7),
    ENCODING(utf_16_le),
    ENCODING(utf_16_be),
    ENCODING(utf_32_le),
    ENCODING(utf_32_be),
    ENCODING(latin_1),
    ENCODING(ascii),
    ENCODING(unicode_escape),
    ENCODING(raw_unicode_escape),
    DECODING(utf_8, ", final=False"),
    DECODING(utf_7, ", final=False"),
    DECODING(utf_16, ", final=False"),
    DECODING(utf_16_le, ", final=False"),
    DECODING(utf_16_be, ", final=False"),
    DECODING(utf_32, ", final=False"),
    DECODING(utf_32_le, ", final=False"),
    DECODING(utf_32_be, ", final=False"),
    DECODING(latin_1, ""),
    DECODING(ascii, ""),
    DECODING(unicode_escape, ", final=True"),
    DECODING(raw_unicode_escape, ", final=True"),
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module UNUSED)
{
    return module_type_ready(&encoding_map_type);
}

const NativeModule _codecs_module = {.name = "_codecs", .functions = functions, .init = init};
