/* textio_codec: how a text stream decodes and encodes: UTF-8, ASCII and Latin-1 (and for writing UTF-16 and
 * -32) without an object, any other encoding by the incremental decoder and encoder of its codec.
 *
 * The state of a decoder is what it holds back, and a number. With universal newlines a '\r' that is held back
 * is the lowest bit of it, as with CPython's IncrementalNewlineDecoder. */
#include "runtime/bytes/bytebuilder.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/codecs/codec_registry.h"
#include "stdlib/io/textio_private.h"

static const char *text_data(View string)
{
    return (const char *)str_view(string)->data;
}

static const char *errors_of(const TextWrapper *text)
{
    return text_data(text->errors);
}

static bool decodes_itself(Codec codec)
{
    return codec == CODEC_UTF8 || codec == CODEC_ASCII || codec == CODEC_LATIN1;
}

static bool encodes_itself(Codec codec)
{
    return decodes_itself(codec) || (codec >= CODEC_UTF16 && codec <= CODEC_UTF32_BE);
}

/* info.NAME(errors) */
static bool make_part(View info, const char *name, View errors, Ref *place)
{
    Ref part = io_call_1(info, name, errors);
    if (part)
        replace_take(place, part);
    return part != NULL;
}

bool text_set_codec(View self)
{
    TextWrapper *text = text_of(self);
    StrView encoding = str_view(text->encoding);
    text->codec = encoding->is_ascii ? codec_named(text_data(text->encoding)) : CODEC_OTHER;
    text->held_count = 0;
    CLEAR(text->decoder);
    CLEAR(text->encoder);
    if (!encoding->is_ascii || strlen(text_data(text->encoding)) != encoding->length) {
        if (encoding->is_ascii)
            raise_error(ValueError, "embedded null character");
        else
            raise_error(LookupError, "unknown encoding: %U", text->encoding);
        return false;
    }
    bool needs_decoder = text->can_read && !decodes_itself(text->codec), needs_encoder = text->can_write && !encodes_itself(text->codec);
    if (!needs_decoder && !needs_encoder && text->codec != CODEC_OTHER)
        return true;
    Ref info = codec_registry_find_text(text_data(text->encoding), "codecs.open()");
    bool done = info && (!needs_decoder || make_part(info, "incrementaldecoder", text->errors, &text->decoder)) &&
                (!needs_encoder || make_part(info, "incrementalencoder", text->errors, &text->encoder));
    release_maybe(info);
    return done;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

static Ref decode_here(TextWrapper *text, const unsigned char *data, size_t length, bool is_final)
{
    ByteBuilder joined = {0};
    if (text->held_count) {
        bytebuilder_add(&joined, text->held, text->held_count);
        bytebuilder_add(&joined, data, length);
        if (joined.failed) {
            bytebuilder_abandon(&joined);
            return raise_memory_error();
        }
        data = joined.bytes->data;
        length = joined.length;
    }
    Ref result;
    CodecPiece piece = {.is_final = is_final, .consumed = length};
    if (length == 0)
        result = retain(str_empty);
    else if (text->codec == CODEC_LATIN1 || str_widest_in(data, STR_1, length) < 128)
        result = str_from_latin1(data, length);
    else
        result = codec_decode_piece(data, length, text->codec, errors_of(text), &piece);
    if (result) {
        text->held_count = (unsigned)(length - piece.consumed);
        memcpy(text->held, data + piece.consumed, text->held_count);
    }
    bytebuilder_abandon(&joined);
    return result;
}

static Ref decode_by_object(View decoder, const unsigned char *data, size_t length, bool is_final)
{
    Ref bytes = bytes_new(data, length), held = retain(decoder);
    Ref result = bytes ? io_call_2(held, "decode", bytes, is_final ? TRUE : FALSE) : NULL;
    release_maybe(bytes);
    release(held);
    if (result && !is_str(result)) {
        raise_error(TypeError, "decoder should return a string result, not '%T'", result);
        clear_place(&result);
    }
    if (result && result->type != TYPE_STR)
        replace_take(&result, retain(AS_OBJECT(str_view(result))));
    return result;
}

Ref text_decode(View self, const unsigned char *data, size_t length, bool is_final)
{
    TextWrapper *text = text_of(self);
    Ref result = text->decoder ? decode_by_object(text->decoder, data, length, is_final) : decode_here(text, data, length, is_final);
    return text->is_universal ? newlines_decode_take(&text->newlines, result, is_final) : result;
}

Ref text_decoder_state(View self, int64_t *flags)
{
    TextWrapper *text = text_of(self);
    *flags = 0;
    Ref held = NULL;
    if (!text->decoder) {
        held = bytes_new(text->held, text->held_count);
    } else {
        Ref state = io_call_0(text->decoder, "getstate");
        if (state && (!is_tuple(state) || tuple_length(state) != 2))
            raise_error(TypeError, "illegal decoder state");
        else if (state && !is_bytes(tuple_item_peek(state, 0)))
            raise_error(TypeError, "illegal decoder state: the first item should be a bytes object, not '%T'", tuple_item_peek(state, 0));
        else if (state && object_as_int64(tuple_item_peek(state, 1), flags))
            held = retain(tuple_item_peek(state, 0));
        release_maybe(state);
    }
    if (text->is_universal)
        *flags = (int64_t)((uint64_t)*flags << 1) | text->newlines.pending_cr;
    return held;
}

bool text_decoder_reset(View self)
{
    TextWrapper *text = text_of(self);
    text->held_count = 0;
    text->newlines.pending_cr = false;
    text->newlines.seen = 0;
    return !text->decoder || io_do_0(text->decoder, "reset");
}

bool text_decoder_set_state(View self, View held, int64_t flags)
{
    TextWrapper *text = text_of(self);
    const unsigned char *data;
    size_t length;
    if (!bytes_data_peek(held, &data, &length))
        return true;
    if (text->is_universal) {
        text->newlines.pending_cr = flags & 1;
        flags = (int64_t)((uint64_t)flags >> 1);
    }
    if (!text->decoder) {
        text->held_count = length < sizeof text->held ? (unsigned)length : 0;
        memcpy(text->held, data, text->held_count);
        return true;
    }
    Ref number = int_new(flags), state = number ? tuple_pack(2, held, number) : NULL;
    Ref result = state ? io_call_1(text->decoder, "setstate", state) : NULL;
    release_maybe(number);
    release_maybe(state);
    release_maybe(result);
    return result != NULL;
}

/* --- encoding ------------------------------------------------------------------------------------------- */

Ref text_encode(View self, View string)
{
    TextWrapper *text = text_of(self);
    if (!text->encoder) {
        bool is_marked = text->codec == CODEC_UTF16 || text->codec == CODEC_UTF32;
        Ref bytes = codec_encode_as(string, text->codec, errors_of(text), is_marked && !text->is_at_start ? -1 : 0);
        if (bytes)
            text->is_at_start = false;
        return bytes;
    }
    Ref held = retain(text->encoder), bytes = io_call_1(held, "encode", string);
    release(held);
    if (bytes && !is_bytes(bytes)) {
        raise_error(TypeError, "encoder should return a bytes object, not '%T'", bytes);
        clear_place(&bytes);
    }
    return bytes;
}

bool text_encoder_reset(View self, bool is_at_start)
{
    TextWrapper *text = text_of(self);
    text->is_at_start = is_at_start;
    if (!text->encoder)
        return true;
    if (is_at_start)
        return io_do_0(text->encoder, "reset");
    Ref zero = int_new(0), result = io_call_1(text->encoder, "setstate", zero);
    release(zero);
    release_maybe(result);
    return result != NULL;
}
