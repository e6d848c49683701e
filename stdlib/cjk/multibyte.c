/* multibyte: whole texts through an East Asian encoding, step by step, and what becomes of mistakes.
 *
 *     encode: character, and the next one ─ codec's step ─► bytes ─► ByteBuilder
 *     decode: bytes ─ codec's step ─► characters ─► StrBuilder
 *     a mistake ─► strict, ignore, replace: here; any other handler: a function of an exception
 *
 * This is CPython's way, which differs from that of the other codecs (runtime/text/codec_errors.c): one wrong
 * character at a time, and even backslashreplace is a function.
 * Callbacks: a handler is Python code. Text and bytes are held by the caller; the state may be another one
 * after that if the handler used the same encoder. */
#include "stdlib/cjk/multibyte.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"

typedef enum Handler { STRICT, IGNORE, REPLACE, OTHER } Handler;
static const char illegal[] = "illegal multibyte sequence", incomplete[] = "incomplete multibyte sequence";

void multibyte_start(const CjkCodec *codec, CjkState *state, Direction direction)
{
    *state = (CjkState){{0}};
    if (codec->start)
        codec->start(state, direction == DECODING);
}

static Handler handler_of(View errors)
{
    if (!errors || str_equal_text(errors, "strict"))
        return STRICT;
    return str_equal_text(errors, "ignore") ? IGNORE : str_equal_text(errors, "replace") ? REPLACE : OTHER;
}

/* --- asking a handler ------------------------------------------------------------------------------------- */

/* Make the exception, or tell the one that was made before of another mistake. False with MemoryError. */
static bool make_error(Ref *error, ExceptionKind kind, const char *encoding, View object, size_t start, size_t stop, const char *reason)
{
    Ref args[5] = {str_from_text(encoding), retain(object), int_from_uint64(start), int_from_uint64(stop), str_from_text(reason)};
    bool done = args[0] && args[2] && args[3] && args[4];
    if (done && !*error) {
        *error = call_vector(AS_OBJECT(&exception_types[kind]), args, 5, NULL);
        done = *error != NULL;
    } else if (done) {
        for (unsigned i = 0; i < 3; i++)
            replace_take(&((ExceptionObject *)*error)->extra[EXTRA_START + i], retain(args[2 + i]));
    }
    for (size_t i = 0; i < COUNT_OF(args); i++)
        release_maybe(args[i]);
    return done;
}

/* The handler's answer to the exception: the replacement, owned, and in *next where to go on. */
static Ref ask(View errors, View error, bool bytes_allowed, size_t length, size_t *next)
{
    size_t size;
    char *owned;
    const char *name = str_utf8(str_view(errors), &size, &owned);
    if (!name)
        return NULL;
    Ref answer = codec_python_handler ? codec_python_handler(name, error)
                                      : raise_error(LookupError, "unknown error handler name '%s'", name);
    str_utf8_free(owned, size);
    if (!answer)
        return NULL;
    bool is_pair = is_tuple(answer) && tuple_length(answer) == 2 && is_int(tuple_item_peek(answer, 1));
    View first = is_pair ? tuple_item_peek(answer, 0) : NULL;
    Ref replacement = NULL;
    int64_t position;
    if (!first || !(is_str(first) || (bytes_allowed && is_bytes(first)))) {
        raise_error(TypeError, "%s error handler must return (str, int) tuple", bytes_allowed ? "encoding" : "decoding");
    } else {
        if (!int_to_int64(int_view(tuple_item_peek(answer, 1)), &position))
            position = -1 - (int64_t)length;
        if (position < 0)
            position += (int64_t)length;
        *next = (size_t)position;
        if (position < 0 || position > (int64_t)length)
            raise_error(IndexError, "position %zd from error handler out of bounds", (Index)position);
        else
            replacement = retain(first);
    }
    release(answer);
    return replacement;
}

/* --- encoding --------------------------------------------------------------------------------------------- */

static bool encode_all(Encoding *e, ByteBuilder *out);

/* '?', if the encoding has it in this state; else its byte. */
static void put_question_mark(const Encoding *e, ByteBuilder *out)
{
    CjkBytes bytes;
    CjkInput mark = {.c = '?', .text = e->text, .next = e->text->length, .is_last = true};
    bytes.count = 0;
    if (e->codec->encode(e->codec, e->state, &mark, &bytes) > 0)
        bytebuilder_add(out, bytes.byte, bytes.count);
    else
        bytebuilder_add_byte(out, '?');
}

/* A replacement in its turn: text must be encodable, bytes are taken as they are. */
static bool add_replacement(const Encoding *e, View replacement, ByteBuilder *out)
{
    const unsigned char *data;
    size_t length;
    StrView text = str_view(replacement);
    if (text) {
        Encoding inner = {.codec = e->codec, .state = e->state, .text = text, .is_final = true};
        return encode_all(&inner, out);
    }
    if (bytes_data_peek(replacement, &data, &length))
        bytebuilder_add(out, data, length);
    return true;
}

/* The character at e->at cannot be encoded. *error: the exception of earlier ones, or NULL. */
static bool encode_mistake(Encoding *e, Ref *error, ByteBuilder *out)
{
    Handler handler = handler_of(e->errors);
    if (handler == REPLACE)
        put_question_mark(e, out);
    if (handler == REPLACE || handler == IGNORE) {
        e->at++;
        return true;
    }
    if (!make_error(error, UnicodeEncodeError, e->codec->name, AS_OBJECT(e->text), e->at, e->at + 1, illegal))
        return false;
    if (handler == STRICT) {
        raise_take(retain(*error));
        return false;
    }
    size_t next;
    Ref replacement = ask(e->errors, *error, true, e->text->length, &next);
    bool done = replacement && add_replacement(e, replacement, out);
    release_maybe(replacement);
    if (done)
        e->at = next;
    return done;
}

/* Copy what is ASCII. */
static void encode_ascii(Encoding *e, ByteBuilder *out)
{
    size_t stop = e->at;
    while (stop < e->text->length && str_at(e->text, stop) < 0x80)
        stop++;
    unsigned char *place = stop > e->at ? bytebuilder_extend(out, stop - e->at) : NULL;
    for (size_t i = e->at; place && i < stop; i++)
        *place++ = (unsigned char)str_at(e->text, i);
    e->at = stop;
}

/* The usual place to go on from. The processor foresees the usual step by its branch, and begins with the next one
 * before the table has answered; the compiler must not make a sum of it, which would wait for that. */
static inline size_t foreseen(size_t place)
{
    __asm__("" : "+r"(place));
    return place;
}

/* As many steps as go well, and fit the buffer. Returns what the last one said. */
static int encode_steps(Encoding *e, ByteBuilder *out)
{
    CjkBytes bytes;
    CjkInput input = {.text = e->text, .is_last = e->is_final};
    const CjkCodec *codec = e->codec;
    size_t at = e->at, length = e->text->length;
    int taken = 1;
    bytes.count = 0;
    while (at < length && bytes.count <= CJK_ROOM - CJK_MOST_BYTES) {
        input.c = str_at(input.text, at);
        input.next = at + 1;
        if (input.c < 0x80 && codec->is_ascii)
            break;
        taken = codec->encode(codec, e->state, &input, &bytes);
        if (taken <= 0)
            break;
        at = taken == 1 ? foreseen(at + 1) : at + (size_t)taken;
    }
    e->at = at;
    bytebuilder_add(out, bytes.byte, bytes.count);
    return taken;
}

/* All but what waits for more. False with an exception. */
static bool encode_all(Encoding *e, ByteBuilder *out)
{
    Ref error = NULL;
    bool done = true;
    while (done && e->at < e->text->length) {
        if (e->codec->is_ascii)
            encode_ascii(e, out);
        int taken = encode_steps(e, out);
        if (taken == CJK_TOO_FEW)
            break;
        if (taken < 0)
            done = encode_mistake(e, &error, out);
        done = done && check_interrupt();
    }
    release_maybe(error);
    return done;
}

Ref multibyte_encode(Encoding *e)
{
    ByteBuilder out = {0};
    bool done = encode_all(e, &out);
    if (done && e->is_final && e->codec->end_encoding) {
        CjkBytes end;
        end.count = 0;
        e->codec->end_encoding(e->state, &end);
        bytebuilder_add(&out, end.byte, end.count);
    }
    if (done)
        return bytebuilder_finish(&out);
    bytebuilder_abandon(&out);
    return NULL;
}

/* --- decoding --------------------------------------------------------------------------------------------- */

/* What a step said of the bytes at d->at: a mistake. */
static bool decode_mistake(Decoding *d, int step, Ref *error, StrBuilder *out)
{
    Handler handler = handler_of(d->errors);
    size_t count = step == CJK_TOO_FEW ? d->length - d->at : (size_t)-step;
    if (step == CJK_NO_STATE)
        return raise_error(RuntimeError, "internal codec error") != NULL;
    if (handler == REPLACE)
        strbuilder_add_character(out, 0xFFFD);
    if (handler == REPLACE || handler == IGNORE) {
        d->at += count;
        return true;
    }
    Ref object = bytes_new(d->data, d->length);
    bool made = object && make_error(error, UnicodeDecodeError, d->codec->name, object, d->at, d->at + count,
                                     step == CJK_TOO_FEW ? incomplete : illegal);
    release_maybe(object);
    if (!made)
        return false;
    if (handler == STRICT) {
        raise_take(retain(*error));
        return false;
    }
    size_t next;
    Ref replacement = ask(d->errors, *error, false, d->length, &next);
    if (!replacement)
        return false;
    strbuilder_add_str(out, replacement);
    release(replacement);
    d->at = next;
    return true;
}

static void decode_ascii(Decoding *d, StrBuilder *out)
{
    size_t stop = d->at;
    while (stop < d->length && d->data[stop] < 0x80)
        stop++;
    strbuilder_add_bytes(out, (const char *)d->data + d->at, stop - d->at);
    d->at = stop;
}

/* As many steps as go well, and fit the buffer. Returns what the last one said. */
static int decode_steps(Decoding *d, StrBuilder *out)
{
    CjkText text;
    const CjkCodec *codec = d->codec;
    size_t at = d->at, length = d->length;
    int step = 1;
    text.count = 0;
    while (at < length && text.count <= CJK_ROOM - CJK_MOST_CHARACTERS) {
        if (d->data[at] < 0x80 && codec->is_ascii)
            break;
        step = codec->decode(codec, d->state, d->data + at, length - at, &text);
        if (step <= 0)
            break;
        at = step == 2 ? foreseen(at + 2) : at + (size_t)step;
    }
    d->at = at;
    strbuilder_add_characters(out, text.c, text.count);
    return step;
}

static bool decode_all(Decoding *d, Ending ending, StrBuilder *out)
{
    Ref error = NULL;
    bool done = true;
    while (done && d->at < d->length) {
        if (d->codec->is_ascii)
            decode_ascii(d, out);
        int step = decode_steps(d, out);
        if (step == CJK_TOO_FEW && ending == ENDING_WAIT)
            break;
        if (step <= 0)
            done = decode_mistake(d, step, &error, out);
        d->is_cut = !done && step == CJK_TOO_FEW;
        done = done && check_interrupt();
        if (step == CJK_TOO_FEW && ending == ENDING_HANDLE)
            break;
    }
    release_maybe(error);
    return done;
}

Ref multibyte_decode(Decoding *d, Ending ending)
{
    StrBuilder out;
    strbuilder_start(&out);
    if (decode_all(d, ending, &out))
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}
