/* multibyte_coders: encoders and decoders that are given a text piece by piece, and keep what they cannot
 * know yet; stream readers and writers, which do the same for a file. A class that derives from one of them
 * has the encoding as its attribute `codec`.
 *
 * Invariants:  `errors` is a str. At most PENDING_CHARACTERS and PENDING_BYTES wait.
 * Callbacks:   error handlers, and the stream's methods, are Python code, which may use this very object: what
 *              waits is taken out before and put back after. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/cjk/multibyte.h"

static CoderObject *coder_of(View self)
{
    return (CoderObject *)self;
}

/* --- what all share ---------------------------------------------------------------------------------------- */

Ref coder_new(TypeObject *type, Direction direction, View stream, View errors, const char *name)
{
    if (errors && !is_str(errors))
        return raise_error(TypeError, "%s() argument %d must be str, not %K", name, stream ? 2 : 1, errors);
    Ref codec = object_get_attribute_text(AS_OBJECT(type), "codec");
    const CjkCodec *found = codec ? multibyte_codec_of(codec) : NULL;
    if (codec && !found)
        raise_error(TypeError, "codec is unexpected type");
    release_maybe(codec); /* the encoding itself is a constant */
    Ref text = found ? errors ? retain(AS_OBJECT(str_view(errors))) : str_from_text("strict") : NULL;
    CoderObject *coder = text ? coder_of(type_allocate(type, 0)) : NULL;
    if (!coder) {
        release_maybe(text);
        return NULL;
    }
    coder->codec = found;
    coder->errors = text;
    coder->stream = retain_maybe(stream);
    multibyte_start(found, &coder->state, direction);
    gc_track(AS_OBJECT(coder));
    return AS_OBJECT(coder);
}

bool coder_init(View self UNUSED, View args UNUSED, View kwargs UNUSED)
{
    return true;
}

void coder_finish(View self)
{
    clear_place(&coder_of(self)->errors);
    clear_place(&coder_of(self)->stream);
    clear_place(&coder_of(self)->text);
}

void coder_traverse(View self, Visitor visit, void *context)
{
    VISIT(coder_of(self)->errors);
    VISIT(coder_of(self)->stream);
    VISIT(coder_of(self)->text);
}

static Ref get_errors(View self)
{
    return retain(coder_of(self)->errors);
}

static bool set_errors(View self, View value)
{
    if (!value)
        return raise_error(AttributeError, "cannot delete attribute") != NULL;
    if (!is_str(value))
        return raise_error(TypeError, "errors must be a string") != NULL;
    replace_take(&coder_of(self)->errors, retain(AS_OBJECT(str_view(value))));
    return true;
}

static Ref get_stream(View self)
{
    return retain(coder_of(self)->stream);
}

const NativeProperty coder_properties[] = {
    {"errors", get_errors, set_errors, "how to treat errors"},
    {NULL, NULL, NULL, NULL},
};
const NativeProperty coder_stream_properties[] = {
    {"stream", get_stream, descriptor_refuse_write, NULL},
    {"errors", get_errors, set_errors, "how to treat errors"},
    {NULL, NULL, NULL, NULL},
};

/* --- encoding --------------------------------------------------------------------------------------------- */

/* What waits for more, behind the characters at `done`. False with an exception. */
static bool keep_text(CoderObject *coder, StrView text, size_t done)
{
    if (done == text->length) {
        clear_place(&coder->text);
        return true;
    }
    if (text->length - done > PENDING_CHARACTERS)
        return raise_error(UnicodeError, "pending buffer overflow") != NULL;
    Ref rest = str_slice(AS_OBJECT(text), done, text->length);
    if (rest)
        replace_take(&coder->text, rest);
    return rest != NULL;
}

Ref coder_encode(CoderObject *coder, View input, bool is_final)
{
    Ref given = multibyte_text(input), text = given && coder->text ? str_concat(coder->text, given) : retain_maybe(given);
    Ref errors = retain(coder->errors), result = NULL;
    if (text) {
        Encoding encoding = {.codec = coder->codec, .state = &coder->state, .text = str_view(text), .errors = errors, .is_final = is_final};
        result = multibyte_encode(&encoding);
        if (result && !keep_text(coder, encoding.text, encoding.at))
            clear_place(&result);
    }
    release(errors);
    release_maybe(given);
    release_maybe(text);
    return result;
}

static Ref encoder_new(View type, View *args)
{
    return coder_new((TypeObject *)type, ENCODING, NULL, args[0], "IncrementalEncoder");
}

static Ref encoder_encode(View self, View *args)
{
    int is_final = args[1] ? object_truth(args[1]) : 0;
    return is_final < 0 ? NULL : coder_encode(coder_of(self), args[0], is_final);
}

static Ref encoder_reset(View self, View *args UNUSED)
{
    CoderObject *coder = coder_of(self);
    CjkBytes end;
    end.count = 0;
    if (coder->codec->end_encoding)
        coder->codec->end_encoding(&coder->state, &end);
    clear_place(&coder->text);
    return none_new();
}

/* The state as one int, least significant byte first: how many bytes wait, in UTF-8; these; the encoding's
 * own state. */
enum { STATE_BYTES = 1 + PENDING_CHARACTERS * 4 + sizeof(CjkState) };

static Ref encoder_getstate(View self, View *args UNUSED)
{
    CoderObject *coder = coder_of(self);
    unsigned char state[STATE_BYTES];
    size_t length = 1;
    for (size_t i = 0; coder->text && i < str_length(coder->text); i++) {
        Character c = str_at((StrView)coder->text, i);
        if (c >= 0xD800 && c <= 0xDFFF)
            return codec_raise_encode_error("utf-8", coder->text, i, i + 1, "surrogates not allowed");
        length += utf8_put(c, state + length);
    }
    state[0] = (unsigned char)(length - 1);
    memcpy(state + length, coder->state.byte, sizeof coder->state);
    Ref bytes = bytes_new(state, length + sizeof coder->state), order = bytes ? str_from_text("little") : NULL;
    Ref convert = order ? object_get_attribute_text(AS_OBJECT(&int_type), "from_bytes") : NULL;
    Ref result = convert ? call_2(convert, bytes, order) : NULL;
    release_maybe(bytes);
    release_maybe(order);
    release_maybe(convert);
    return result;
}

/* The bytes of the int. NULL with an exception. */
static Ref state_bytes(View number)
{
    Ref size = int_new(STATE_BYTES), order = size ? str_from_text("little") : NULL;
    Ref convert = order ? object_get_attribute_text(int_view(number), "to_bytes") : NULL;
    Ref result = convert ? call_2(convert, size, order) : NULL;
    release_maybe(size);
    release_maybe(order);
    release_maybe(convert);
    return result;
}

static Ref encoder_setstate(View self, View *args)
{
    CoderObject *coder = coder_of(self);
    if (!is_int(args[0]))
        return raise_error(TypeError, "setstate() argument must be int, not %K", args[0]);
    Ref bytes = state_bytes(args[0]), text = NULL;
    if (!bytes)
        return NULL;
    const unsigned char *state = ((BytesObject *)bytes)->data;
    if (*state > PENDING_CHARACTERS * 4)
        raise_error(UnicodeError, "pending buffer too large");
    else
        text = codec_str_from_utf8(state + 1, *state, NULL);
    if (text) {
        memcpy(coder->state.byte, state + 1 + *state, sizeof coder->state);
        replace_take(&coder->text, str_length(text) ? retain(text) : NULL);
        release(text);
    }
    release(bytes);
    return text ? none_new() : NULL;
}

static const NativeFunction encoder_maker = {"IncrementalEncoder(errors='strict')", encoder_new, NULL};
static const NativeFunction encoder_methods[] = {
    {"encode(input, final=False)", encoder_encode, NULL},
    {"getstate()", encoder_getstate, NULL},
    {"setstate(state, /)", encoder_setstate, NULL},
    {"reset()", encoder_reset, NULL},
    {NULL, NULL, NULL},
};
TypeObject multibyte_encoder_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multibytecodec.MultibyteIncrementalEncoder",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .size = sizeof(CoderObject),
    .new_native = &encoder_maker,
    .init = coder_init,
    .finish = coder_finish,
    .traverse = coder_traverse,
    .methods = encoder_methods,
    .properties = coder_properties,
};

/* --- decoding --------------------------------------------------------------------------------------------- */

static bool keep_bytes(CoderObject *coder, const unsigned char *bytes, size_t count)
{
    if (count > PENDING_BYTES)
        return raise_error(UnicodeError, "pending buffer overflow") != NULL;
    memcpy(coder->bytes, bytes, count);
    coder->byte_count = count;
    return true;
}

Ref coder_decode(CoderObject *coder, const unsigned char *data, size_t length, Ending ending)
{
    unsigned char before[PENDING_BYTES];
    size_t waiting = coder->byte_count;
    Ref joined = NULL;
    memcpy(before, coder->bytes, sizeof before);
    if (waiting) {
        joined = length > PTRDIFF_MAX - waiting ? raise_memory_error() : bytes_new(NULL, waiting + length);
        if (!joined)
            return NULL;
        unsigned char *place = ((BytesObject *)joined)->data;
        memcpy(place, coder->bytes, waiting);
        if (length)
            memcpy(place + waiting, data, length);
        data = place;
    }
    coder->byte_count = 0;
    Ref errors = retain(coder->errors);
    Decoding decoding = {.codec = coder->codec, .state = &coder->state, .data = data, .length = waiting + length, .errors = errors};
    Ref result = multibyte_decode(&decoding, ending);
    if (!result && decoding.is_cut && !coder->stream) {
        memcpy(coder->bytes, before, waiting);
        coder->byte_count = waiting;
    }
    if (result && !keep_bytes(coder, data + decoding.at, decoding.length - decoding.at))
        clear_place(&result);
    release(errors);
    release_maybe(joined);
    return result;
}

static Ref decoder_new(View type, View *args)
{
    return coder_new((TypeObject *)type, DECODING, NULL, args[0], "IncrementalDecoder");
}

static Ref decoder_decode(View self, View *args)
{
    BytesHold hold;
    int is_final = args[1] ? object_truth(args[1]) : 0;
    if (is_final < 0 || !bytes_hold_required(args[0], &hold))
        return NULL;
    Ref result = coder_decode(coder_of(self), hold.data, hold.length, is_final ? ENDING_HANDLE : ENDING_WAIT);
    bytes_let_go(&hold);
    return result;
}

static Ref decoder_reset(View self, View *args UNUSED)
{
    CoderObject *coder = coder_of(self);
    if (coder->codec->end_decoding)
        coder->codec->end_decoding(&coder->state);
    coder->byte_count = 0;
    return none_new();
}

static Ref decoder_getstate(View self, View *args UNUSED)
{
    CoderObject *coder = coder_of(self);
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof coder->state; i++)
        number |= (uint64_t)coder->state.byte[i] << 8 * i;
    Ref bytes = bytes_new(coder->bytes, coder->byte_count), state = bytes ? int_from_uint64(number) : NULL;
    Ref result = state ? tuple_pack(2, bytes, state) : NULL;
    release_maybe(bytes);
    release_maybe(state);
    return result;
}

/* Put the decoder into the state of these bytes and this int. False with an exception. */
static bool set_decoder_state(CoderObject *coder, View bytes, View number)
{
    const unsigned char *data = NULL;
    size_t length = 0;
    bytes_data_peek(bytes, &data, &length);
    Ref size = int_new(sizeof(CjkState)), order = size ? str_from_text("little") : NULL;
    Ref convert = order ? object_get_attribute_text(int_view(number), "to_bytes") : NULL;
    Ref state = convert ? call_2(convert, size, order) : NULL;
    bool done = state != NULL;
    if (done && length > PENDING_BYTES)
        done = raise_error(UnicodeError, "pending buffer too large") != NULL;
    if (done) {
        memcpy(coder->state.byte, ((BytesObject *)state)->data, sizeof coder->state);
        done = keep_bytes(coder, data, length);
    }
    release_maybe(size);
    release_maybe(order);
    release_maybe(convert);
    release_maybe(state);
    return done;
}

static Ref decoder_setstate(View self, View *args)
{
    if (!is_tuple(args[0]))
        return raise_error(TypeError, "setstate() argument must be tuple, not %K", args[0]);
    View bytes = tuple_length(args[0]) == 2 ? tuple_item_peek(args[0], 0) : NULL, number = bytes ? tuple_item_peek(args[0], 1) : NULL;
    if (!bytes || !is_bytes(bytes) || !is_int(number))
        return raise_error(TypeError, "setstate(): illegal state argument");
    return set_decoder_state(coder_of(self), bytes, number) ? none_new() : NULL;
}

static const NativeFunction decoder_maker = {"IncrementalDecoder(errors='strict')", decoder_new, NULL};
static const NativeFunction decoder_methods[] = {
    {"decode(input, final=False)", decoder_decode, NULL},
    {"getstate()", decoder_getstate, NULL},
    {"setstate(state, /)", decoder_setstate, NULL},
    {"reset()", decoder_reset, NULL},
    {NULL, NULL, NULL},
};
TypeObject multibyte_decoder_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multibytecodec.MultibyteIncrementalDecoder",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .size = sizeof(CoderObject),
    .new_native = &decoder_maker,
    .init = coder_init,
    .finish = coder_finish,
    .traverse = coder_traverse,
    .methods = decoder_methods,
    .properties = coder_properties,
};

/* --- streams ---------------------------------------------------------------------------------------------- */

/* stream.method(count), or without a count if it is negative. */
static Ref call_stream(CoderObject *coder, const char *method, Index count)
{
    Ref bound = object_get_attribute_text(coder->stream, method), number = bound && count >= 0 ? int_new(count) : NULL;
    Ref result = !bound ? NULL : count < 0 ? call_0(bound) : number ? call_1(bound, number) : NULL;
    release_maybe(bound);
    release_maybe(number);
    return result;
}

/* Read until there is a character, or all. */
static Ref read_stream(CoderObject *coder, const char *method, Index count)
{
    Ref text = count == 0 ? str_from_text("") : NULL;
    while (!text) {
        Ref data = call_stream(coder, method, count);
        const unsigned char *bytes;
        size_t length;
        if (data && !is_bytes(data))
            raise_error(TypeError, "stream function returned a non-bytes object (%T)", data);
        if (!data || !is_bytes(data) || !bytes_data_peek(data, &bytes, &length)) {
            release_maybe(data);
            return NULL;
        }
        bool had = length || coder->byte_count;
        text = coder_decode(coder, bytes, length, !length || count < 0 ? ENDING_HANDLE : ENDING_WAIT);
        release(data);
        if (!text)
            return NULL;
        if (count < 0 || str_length(text) || !had)
            return text;
        release(text); /* empty: half a character, so one byte more */
        text = NULL;
        count = 1;
    }
    return text;
}

static bool read_count(View argument, Index *count)
{
    *count = -1;
    if (!argument || argument == NONE)
        return true;
    if (!is_int(argument))
        return raise_error(TypeError, "arg 1 must be an integer") != NULL;
    return object_as_index(argument, count);
}

static Ref reader_new(View type, View *args)
{
    return coder_new((TypeObject *)type, DECODING, args[0], args[1], "StreamReader");
}

static Ref reader_read(View self, View *args)
{
    Index count;
    return read_count(args[0], &count) ? read_stream(coder_of(self), "read", count) : NULL;
}

static Ref reader_readline(View self, View *args)
{
    Index count;
    return read_count(args[0], &count) ? read_stream(coder_of(self), "readline", count) : NULL;
}

static Ref reader_readlines(View self, View *args)
{
    Index count;
    Ref text = read_count(args[0], &count) ? read_stream(coder_of(self), "read", count) : NULL;
    Ref split = text ? object_get_attribute_text(text, "splitlines") : NULL, lines = split ? call_1(split, TRUE) : NULL;
    release_maybe(text);
    release_maybe(split);
    return lines;
}

static const NativeFunction reader_maker = {"StreamReader(stream, errors='strict')", reader_new, NULL};
static const NativeFunction reader_methods[] = {
    {"read(sizeobj=None, /)", reader_read, NULL},
    {"readline(sizeobj=None, /)", reader_readline, NULL},
    {"readlines(sizehintobj=None, /)", reader_readlines, NULL},
    {"reset()", decoder_reset, NULL},
    {NULL, NULL, NULL},
};
TypeObject multibyte_reader_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multibytecodec.MultibyteStreamReader",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .size = sizeof(CoderObject),
    .new_native = &reader_maker,
    .init = coder_init,
    .finish = coder_finish,
    .traverse = coder_traverse,
    .methods = reader_methods,
    .properties = coder_stream_properties,
};

static Ref writer_new(View type, View *args)
{
    return coder_new((TypeObject *)type, ENCODING, args[0], args[1], "StreamWriter");
}

/* stream.write(bytes), which are consumed. False with an exception. */
static bool write_take(CoderObject *coder, Ref bytes)
{
    Ref write = bytes ? object_get_attribute_text(coder->stream, "write") : NULL, result = write ? call_1(write, bytes) : NULL;
    bool done = result != NULL;
    release_maybe(bytes);
    release_maybe(write);
    release_maybe(result);
    return done;
}

static Ref writer_write(View self, View *args)
{
    return write_take(coder_of(self), coder_encode(coder_of(self), args[0], false)) ? none_new() : NULL;
}

static bool is_sequence(View object)
{
    return type_of_peek(object)->get_item && !is_kind(object, TYPE_FLAG_DICT);
}

static Ref writer_writelines(View self, View *args)
{
    if (!is_sequence(args[0]))
        return raise_error(TypeError, "arg must be a sequence object");
    for (Index i = 0;; i++) {
        Index length = object_length(args[0]);
        if (length < 0)
            return NULL;
        if (i >= length)
            return none_new();
        Ref index = int_new(i), line = index ? object_get_item(args[0], index) : NULL;
        release_maybe(index);
        bool done = line && write_take(coder_of(self), coder_encode(coder_of(self), line, false));
        release_maybe(line);
        if (!done)
            return NULL;
    }
}

/* What waits is written, or, if it is a mistake, forgotten. */
static Ref writer_reset(View self, View *args UNUSED)
{
    CoderObject *coder = coder_of(self);
    if (!coder->text)
        return none_new();
    Ref empty = str_from_text(""), bytes = empty ? coder_encode(coder, empty, true) : NULL;
    release_maybe(empty);
    clear_place(&coder->text);
    if (bytes && ((BytesObject *)bytes)->length == 0) {
        release(bytes);
        return none_new();
    }
    return write_take(coder, bytes) ? none_new() : NULL;
}

static const NativeFunction writer_maker = {"StreamWriter(stream, errors='strict')", writer_new, NULL};
static const NativeFunction writer_methods[] = {
    {"write(strobj, /)", writer_write, NULL},
    {"writelines(lines, /)", writer_writelines, NULL},
    {"reset()", writer_reset, NULL},
    {NULL, NULL, NULL},
};
TypeObject multibyte_writer_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multibytecodec.MultibyteStreamWriter",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .size = sizeof(CoderObject),
    .new_native = &writer_maker,
    .init = coder_init,
    .finish = coder_finish,
    .traverse = coder_traverse,
    .methods = writer_methods,
    .properties = coder_stream_properties,
};
