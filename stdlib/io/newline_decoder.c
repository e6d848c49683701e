/* newline_decoder: universal newlines: '\n', '\r' and '\r\n' are all ends of lines; and the class
 * IncrementalNewlineDecoder, which lays them over another decoder.
 *
 * A '\r' at the end of a piece is kept back until it is known whether a '\n' follows. */
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/io/io_private.h"

/* --- newlines ------------------------------------------------------------------------------------------- */

/* Note what the text has. Nothing is left to find out once all three were seen. */
static void note_seen(Newlines *newlines, StrView text)
{
    for (size_t i = 0; i < text->length && newlines->seen != (SEEN_CR | SEEN_LF | SEEN_CRLF); i++) {
        Character c = str_at(text, i);
        if (c == '\n') {
            newlines->seen |= SEEN_LF;
        } else if (c == '\r') {
            bool is_pair = i + 1 < text->length && str_at(text, i + 1) == '\n';
            newlines->seen |= is_pair ? SEEN_CRLF : SEEN_CR;
            i += is_pair;
        }
    }
}

static Ref translate(StrView text)
{
    StrBuilder out;
    size_t start = 0;
    strbuilder_start(&out);
    for (size_t i = 0; i < text->length; i++) {
        if (str_at(text, i) != '\r')
            continue;
        strbuilder_add_slice(&out, AS_OBJECT(text), start, i);
        strbuilder_add_character(&out, '\n');
        i += i + 1 < text->length && str_at(text, i + 1) == '\n';
        start = i + 1;
    }
    strbuilder_add_slice(&out, AS_OBJECT(text), start, text->length);
    return strbuilder_finish(&out);
}

static bool has_character(StrView text, Character c)
{
    if (text->kind == STR_1)
        return text->length && memchr(text->data, (int)c, text->length);
    for (size_t i = 0; i < text->length; i++)
        if (str_at(text, i) == c)
            return true;
    return false;
}

Ref newlines_decode_take(Newlines *newlines, Ref text, bool is_final)
{
    if (!text)
        return NULL;
    if (newlines->pending_cr && (is_final || str_length(text) > 0)) {
        Ref cr = str_from_character('\r'), joined = cr ? str_concat(cr, text) : NULL;
        release_maybe(cr);
        release(text);
        if (!joined)
            return NULL;
        text = joined;
        newlines->pending_cr = false;
    }
    size_t length = str_length(text);
    if (!is_final && length && str_at((StrView)text, length - 1) == '\r') {
        replace_take(&text, str_slice(text, 0, length - 1));
        if (!text)
            return NULL;
        newlines->pending_cr = true;
    }
    bool has_cr = has_character((StrView)text, '\r');
    if (!has_cr) {
        if (!(newlines->seen & SEEN_LF) && has_character((StrView)text, '\n'))
            newlines->seen |= SEEN_LF;
        return text;
    }
    note_seen(newlines, (StrView)text);
    if (newlines->translate)
        replace_take(&text, translate((StrView)text));
    return text;
}

Ref newlines_seen(unsigned seen)
{
    static const char *const names[] = {"\r", "\n", "\r\n"};
    Ref found[3];
    size_t count = 0;
    for (unsigned i = 0; i < 3; i++)
        if (seen & 1u << i && !(found[count++] = str_from_text(names[i]))) {
            while (--count > 0)
                release(found[count - 1]);
            return NULL;
        }
    if (count < 2)
        return count ? found[0] : none_new();
    return tuple_from_array_take(found, count);
}

static size_t find_character(StrView text, size_t start, size_t stop, Character c)
{
    if (text->kind == STR_1) {
        const unsigned char *found = start < stop ? memchr(text->data + start, (int)c, stop - start) : NULL;
        return found ? (size_t)(found - text->data) : stop;
    }
    while (start < stop && str_at(text, start) != c)
        start++;
    return start;
}

size_t io_line_end(StrView text, size_t start, size_t stop, const char *newline, bool is_translated)
{
    if (is_translated || (newline && newline[0] && !newline[1])) {
        size_t place = find_character(text, start, stop, is_translated ? '\n' : (Character)(unsigned char)newline[0]);
        return place < stop ? place + 1 : 0;
    }
    if (!newline || !newline[0]) { /* any of the three */
        for (size_t i = start; i < stop; i++) {
            Character c = str_at(text, i);
            if (c == '\n')
                return i + 1;
            if (c == '\r')
                return i + 1 < stop && str_at(text, i + 1) == '\n' ? i + 2 : i + 1;
        }
        return 0;
    }
    for (size_t i = start; (i = find_character(text, i, stop, '\r')) + 1 < stop; i++)
        if (str_at(text, i + 1) == '\n')
            return i + 2;
    return 0;
}

bool io_newline_argument(View argument, const char **result, bool with_repr)
{
    static const char *const known[] = {"", "\n", "\r", "\r\n"};
    *result = NULL;
    if (!argument || argument == NONE)
        return true;
    if (!is_str(argument)) {
        raise_error(TypeError, "newline must be str or None, not %T", argument);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_equal_text(AS_OBJECT(str_view(argument)), known[i])) {
            *result = known[i];
            return true;
        }
    raise_error(ValueError, with_repr ? "illegal newline value: %R" : "illegal newline value: %S", argument);
    return false;
}

/* --- the class ------------------------------------------------------------------------------------------ */

typedef struct NewlineDecoder {
    GC_HEAD(unused);
    Ref decoder, errors; /* decoder: NULL until __init__; None: text is decoded already */
    Newlines newlines;
} NewlineDecoder;

static NewlineDecoder *decoder_of(View self)
{
    return (NewlineDecoder *)self;
}

static bool check_ready(View self)
{
    if (!decoder_of(self)->decoder)
        raise_error(ValueError, "IncrementalNewlineDecoder.__init__() not called");
    return decoder_of(self)->decoder != NULL;
}

static Ref decoder_new(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref decoder_init(View self, View *args)
{
    NewlineDecoder *decoder = decoder_of(self);
    int translate_it = object_truth(args[1]);
    if (translate_it < 0)
        return NULL;
    replace_take(&decoder->decoder, retain(args[0]));
    Ref errors = args[2] ? retain(args[2]) : str_from_text("strict");
    if (!errors)
        return NULL;
    replace_take(&decoder->errors, errors);
    decoder->newlines = (Newlines){.translate = translate_it};
    return none_new();
}

static Ref decoder_decode(View self, View *args)
{
    NewlineDecoder *decoder = decoder_of(self);
    int is_final = args[1] ? object_truth(args[1]) : 0;
    if (is_final < 0 || !check_ready(self))
        return NULL;
    Ref inner = retain(decoder->decoder), text;
    text = inner == NONE ? retain(args[0]) : io_call_2(inner, "decode", args[0], is_final ? TRUE : FALSE);
    release(inner);
    if (text && !is_str(text)) {
        raise_error(TypeError, "decoder should return a string result, not '%T'", text);
        clear_place(&text);
    }
    if (text && text->type != TYPE_STR)
        replace_take(&text, retain(AS_OBJECT(str_view(text))));
    return newlines_decode_take(&decoder->newlines, text, is_final);
}

static Ref decoder_getstate(View self, View *args UNUSED)
{
    NewlineDecoder *decoder = decoder_of(self);
    Ref buffer = NULL, state = NULL;
    uint64_t flags = 0;
    if (!check_ready(self))
        return NULL;
    if (decoder->decoder == NONE) {
        buffer = bytes_new(NULL, 0);
    } else if ((state = io_call_0(decoder->decoder, "getstate"))) {
        int64_t number;
        if (!is_tuple(state) || tuple_length(state) != 2)
            raise_error(TypeError, "illegal decoder state");
        else if (object_as_int64(tuple_item_peek(state, 1), &number)) {
            buffer = retain(tuple_item_peek(state, 0));
            flags = (uint64_t)number << 1;
        }
    }
    release_maybe(state);
    Ref number = buffer ? int_from_uint64(flags | decoder->newlines.pending_cr) : NULL,
        result = number ? tuple_pack(2, buffer, number) : NULL;
    release_maybe(buffer);
    release_maybe(number);
    return result;
}

static Ref decoder_setstate(View self, View *args)
{
    NewlineDecoder *decoder = decoder_of(self);
    int64_t flags;
    if (!check_ready(self))
        return NULL;
    if (!is_tuple(args[0]))
        return raise_error(TypeError, "state argument must be a tuple");
    if (tuple_length(args[0]) != 2)
        return raise_error(TypeError, "setstate(): illegal state argument");
    if (!object_as_int64(tuple_item_peek(args[0], 1), &flags))
        return NULL;
    decoder->newlines.pending_cr = flags & 1;
    if (decoder->decoder == NONE)
        return none_new();
    Ref number = int_from_uint64((uint64_t)flags >> 1), state = number ? tuple_pack(2, tuple_item_peek(args[0], 0), number) : NULL;
    Ref result = state ? io_call_1(decoder->decoder, "setstate", state) : NULL;
    release_maybe(number);
    release_maybe(state);
    return result;
}

static Ref decoder_reset(View self, View *args UNUSED)
{
    NewlineDecoder *decoder = decoder_of(self);
    if (!check_ready(self))
        return NULL;
    decoder->newlines.seen = 0;
    decoder->newlines.pending_cr = false;
    return decoder->decoder == NONE ? none_new() : io_call_0(decoder->decoder, "reset");
}

static Ref get_newlines(View self)
{
    return check_ready(self) ? newlines_seen(decoder_of(self)->newlines.seen) : NULL;
}

static void decoder_finish(View self)
{
    clear_place(&decoder_of(self)->decoder);
    clear_place(&decoder_of(self)->errors);
}

static void decoder_traverse(View self, Visitor visit, void *context)
{
    VISIT(decoder_of(self)->decoder);
    VISIT(decoder_of(self)->errors);
}

static const NativeFunction initialiser = {"IncrementalNewlineDecoder(decoder, translate, errors='strict')", decoder_init, NULL};
static const NativeFunction methods[] = {
    {"decode(input, final=False)", decoder_decode, NULL},
    {"getstate()", decoder_getstate, NULL},
    {"setstate(state, /)", decoder_setstate, NULL},
    {"reset()", decoder_reset, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"newlines", get_newlines, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject newline_decoder_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_io.IncrementalNewlineDecoder",
    .doc = "(decoder, translate, errors='strict')\n--\n\nCodec used when reading a file in universal newlines mode.",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .size = sizeof(NewlineDecoder),
    .new = decoder_new,
    .init_native = &initialiser,
    .finish = decoder_finish,
    .traverse = decoder_traverse,
    .methods = methods,
    .properties = properties,
};
