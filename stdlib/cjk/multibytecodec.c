/* _multibytecodec: the classes below the East Asian encodings of CPython's package `encodings`; and the modules
 * _codecs_jp, _codecs_cn and so on, which have the encodings themselves. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/cjk/multibyte.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

/* --- MultibyteCodec --------------------------------------------------------------------------------------- */

typedef struct CodecObject {
    Object object;
    const CjkCodec *codec;
} CodecObject;

const CjkCodec *multibyte_codec_of(View object)
{
    return type_of_peek(object) == &multibyte_codec_type ? ((CodecObject *)object)->codec : NULL;
}

Ref multibyte_text(View input)
{
    return is_str(input) ? retain(AS_OBJECT(str_view(input))) : object_str(input);
}

/* The argument `errors`: a str, or NULL for None. False with TypeError. */
static bool read_errors(View argument, const char *method, View *errors)
{
    *errors = argument && argument != NONE ? argument : NULL;
    if (*errors && !is_str(*errors))
        return raise_error(TypeError, "%s() argument 'errors' must be str or None, not %K", method, argument) != NULL;
    if (*errors)
        *errors = AS_OBJECT(str_view(*errors));
    return true;
}

static Ref pair_take(Ref result, size_t count)
{
    Ref number = result ? int_from_uint64(count) : NULL, pair = number ? tuple_pack(2, result, number) : NULL;
    release_maybe(result);
    release_maybe(number);
    return pair;
}

static Ref codec_encode(View self, View *args)
{
    View errors;
    if (!read_errors(args[1], "encode", &errors))
        return NULL;
    Ref text = multibyte_text(args[0]);
    if (!text)
        return NULL;
    CjkState state;
    Encoding encoding = {.codec = multibyte_codec_of(self), .state = &state, .text = (StrView)text, .errors = errors, .is_final = true};
    multibyte_start(encoding.codec, &state, ENCODING);
    Ref result = pair_take(multibyte_encode(&encoding), encoding.text->length);
    release(text);
    return result;
}

static Ref codec_decode(View self, View *args)
{
    View errors;
    BytesHold hold;
    if (!bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = NULL;
    if (read_errors(args[1], "decode", &errors)) {
        CjkState state;
        Decoding decoding = {
            .codec = multibyte_codec_of(self), .state = &state, .data = hold.data, .length = hold.length, .errors = errors};
        multibyte_start(decoding.codec, &state, DECODING);
        result = pair_take(multibyte_decode(&decoding, ENDING_COMPLETE), hold.length);
    }
    bytes_let_go(&hold);
    return result;
}

static const NativeFunction codec_methods[] = {
    {"encode(input, errors=None)", codec_encode,
     "The bytes of a text, and how many characters it has. A mistake is dealt with as errors says."},
    {"decode(input, errors=None)", codec_decode, "The text of bytes, and how many they are. A mistake is dealt with as errors says."},
    {NULL, NULL, NULL},
};
TypeObject multibyte_codec_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multibytecodec.MultibyteCodec",
    .flags = TYPE_FLAG_NO_NEW | TYPE_FLAG_IMMUTABLE,
    .size = sizeof(CodecObject),
    .methods = codec_methods,
};

/* --- the modules ------------------------------------------------------------------------------------------- */

static Ref create_codec(View self UNUSED, View *args UNUSED)
{
    return raise_error(ValueError, "argument type invalid");
}

static bool add_type(ModuleObject *module, TypeObject *type, const char *name)
{
    return module_type_ready(type) && dict_set_text(module->dict, name, AS_OBJECT(type));
}

static bool multibyte_init(ModuleObject *module)
{
    return module_type_ready(&multibyte_codec_type) && add_type(module, &multibyte_encoder_type, "MultibyteIncrementalEncoder") &&
           add_type(module, &multibyte_decoder_type, "MultibyteIncrementalDecoder") &&
           add_type(module, &multibyte_reader_type, "MultibyteStreamReader") &&
           add_type(module, &multibyte_writer_type, "MultibyteStreamWriter");
}

static const NativeFunction functions[] = {
    {"__create_codec(arg, /)", create_codec, NULL},
    {NULL, NULL, NULL},
};
const NativeModule _multibytecodec_module = {"_multibytecodec", NULL, functions, multibyte_init, NULL};

/* The object for the encoding of that name among these. */
static Ref get_codec(const CjkCodec *codecs, View name)
{
    if (!is_str(name))
        return raise_error(TypeError, "encoding name must be a string.");
    while (codecs->name && !str_equal_text(AS_OBJECT(str_view(name)), codecs->name))
        codecs++;
    if (!codecs->name)
        return raise_error(LookupError, "no such codec is supported.");
    CodecObject *result = (CodecObject *)object_new_raw(multibyte_codec_type.index, sizeof(CodecObject));
    if (result)
        result->codec = codecs;
    return AS_OBJECT(result);
}

static bool codecs_init(ModuleObject *module UNUSED)
{
    return module_type_ready(&multibyte_codec_type);
}

#define CODECS_MODULE(codec_group)                                               \
    static Ref get_##codec_group(View self UNUSED, View *args)                   \
    {                                                                            \
        return get_codec(cjk_codecs_##codec_group, args[0]);                     \
    }                                                                            \
    static const NativeFunction functions_##codec_group[] = {                    \
        {"getcodec(encoding, /)", get_##codec_group, "The codec of that name."}, \
        {NULL, NULL, NULL},                                                      \
    };                                                                           \
    const NativeModule _codecs_##codec_group##_module = {"_codecs_" #codec_group, NULL, functions_##codec_group, codecs_init, NULL};

CODECS_MODULE(jp)
CODECS_MODULE(cn)
CODECS_MODULE(tw)
CODECS_MODULE(kr)
CODECS_MODULE(hk)
CODECS_MODULE(iso2022)
