/* codecs: the encodings by their names.
 *
 * Text and bytes go through an Encoder or Decoder (codecs_private.h); what cannot be converted goes to the
 * error handler (codec_errors.c). Encodings that are not built in are asked of Python's codecs module,
 * through codec_python. */
#include "runtime/text/codecs.h"

#include <ctype.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"

#include "runtime/text/codecs_private.h"

Ref (*codec_python)(View input, const char *encoding, const char *errors, bool decode);

static const struct {
    const char *name;
    Codec codec;
} names[] = {{"utf_8", CODEC_UTF8},
             {"utf8", CODEC_UTF8},
             {"u8", CODEC_UTF8},
             {"utf", CODEC_UTF8},
             {"cp65001", CODEC_UTF8},
             {"utf_8_sig", CODEC_UTF8_SIG},
             {"ascii", CODEC_ASCII},
             {"us_ascii", CODEC_ASCII},
             {"646", CODEC_ASCII},
             {"latin_1", CODEC_LATIN1},
             {"latin1", CODEC_LATIN1},
             {"iso_8859_1", CODEC_LATIN1},
             {"iso8859_1", CODEC_LATIN1},
             {"8859", CODEC_LATIN1},
             {"l1", CODEC_LATIN1},
             {"latin", CODEC_LATIN1},
             {"cp819", CODEC_LATIN1},
             {"utf_16", CODEC_UTF16},
             {"utf16", CODEC_UTF16},
             {"u16", CODEC_UTF16},
             {"utf_16_le", CODEC_UTF16_LE},
             {"utf_16le", CODEC_UTF16_LE},
             {"utf_16_be", CODEC_UTF16_BE},
             {"utf_16be", CODEC_UTF16_BE},
             {"utf_32", CODEC_UTF32},
             {"utf32", CODEC_UTF32},
             {"u32", CODEC_UTF32},
             {"utf_32_le", CODEC_UTF32_LE},
             {"utf_32le", CODEC_UTF32_LE},
             {"utf_32_be", CODEC_UTF32_BE},
             {"utf_32be", CODEC_UTF32_BE},
             {"utf8_sig", CODEC_UTF8_SIG},
             {"unicode_escape", CODEC_ESCAPE},
             {"unicodeescape", CODEC_ESCAPE},
             {"raw_unicode_escape", CODEC_RAW_ESCAPE}};

bool codec_normalise(const char *encoding, char *name, size_t room)
{
    size_t length = 0;
    bool punctuation = false;
    for (const char *c = encoding; *c; c++) {
        bool plain = ((unsigned char)*c < 0x80 && isalnum((unsigned char)*c)) || *c == '.';
        if (length + 3 > room)
            return false;
        if (plain && punctuation && length)
            name[length++] = '_';
        if (plain)
            name[length++] = (char)tolower((unsigned char)*c);
        punctuation = !plain;
    }
    name[length] = '\0';
    return true;
}

Codec codec_named(const char *encoding)
{
    char name[32];
    if (codec_normalise(encoding, name, sizeof name))
        for (size_t i = 0; i < COUNT_OF(names); i++)
            if (strcmp(names[i].name, name) == 0)
                return names[i].codec;
    return CODEC_OTHER;
}

CodecForm codec_form(const char *encoding)
{
    switch (codec_named(encoding)) {
    case CODEC_UTF8: return (CodecForm){.unit = 1, .is_utf8 = true, .unmarked = "utf-8"};
    case CODEC_UTF8_SIG: return (CodecForm){.unit = 1, .is_utf8 = true, .mark = "\xEF\xBB\xBF", .mark_length = 3, .unmarked = "utf-8"};
    case CODEC_ASCII: return (CodecForm){.unit = 1, .unmarked = "ascii"};
    case CODEC_LATIN1: return (CodecForm){.unit = 1, .unmarked = "latin-1"};
    case CODEC_UTF16: return (CodecForm){.unit = 2, .mark = "\xFF\xFE", .mark_length = 2, .unmarked = "utf-16-le"};
    case CODEC_UTF16_LE: return (CodecForm){.unit = 2, .unmarked = "utf-16-le"};
    case CODEC_UTF16_BE: return (CodecForm){.unit = 2, .unmarked = "utf-16-be"};
    case CODEC_UTF32: return (CodecForm){.unit = 4, .mark = "\xFF\xFE\0\0", .mark_length = 4, .unmarked = "utf-32-le"};
    case CODEC_UTF32_LE: return (CodecForm){.unit = 4, .unmarked = "utf-32-le"};
    case CODEC_UTF32_BE: return (CodecForm){.unit = 4, .unmarked = "utf-32-be"};
    default: return (CodecForm){.unit = 0};
    }
}

ErrorHandler codec_handler_named(const char *errors)
{
    static const char *const handlers[] = {"strict",          "ignore",       "replace", "backslashreplace", "xmlcharrefreplace",
                                           "surrogateescape", "surrogatepass"};
    for (unsigned i = 0; errors && i < COUNT_OF(handlers); i++)
        if (strcmp(errors, handlers[i]) == 0)
            return (ErrorHandler)i;
    return errors ? HANDLER_OTHER : HANDLER_STRICT;
}

static Ref convert_otherwise(View input, const char *encoding, const char *errors, bool decode)
{
    if (codec_python)
        return codec_python(input, encoding, errors, decode);
    return raise_error(LookupError, "unknown encoding: %s", encoding);
}

bool codecs_check_names;

static bool check_name(const char *function, const char *name)
{
    Ref module = hooks.import_by_name ? hooks.import_by_name("_codecs") : NULL;
    Ref ask = module ? object_get_attribute_text(module, function) : NULL, text = ask ? str_from_text(name) : NULL;
    Ref found = text ? call_1(ask, text) : NULL;
    bool done = found != NULL;
    release_maybe(module);
    release_maybe(ask);
    release_maybe(text);
    release_maybe(found);
    return done;
}

bool codec_check_names(const char *encoding, const char *errors)
{
    if (LIKELY(!codecs_check_names))
        return true;
    if (encoding && codec_named(encoding) == CODEC_OTHER && !check_name("lookup", encoding))
        return false;
    return !errors || codec_handler_named(errors) != HANDLER_OTHER || check_name("lookup_error", errors);
}

/* Has the exception no more to say than its one text, as CPython looks: of a class that makes its instances as
 * BaseException does, without attributes? */
static bool is_plain(View exception)
{
    const TypeObject *type = type_of_peek(exception), *base = &exception_types[BaseException];
    View args = ((ExceptionObject *)exception)->args;
    if (type->init != base->init || type->new != base->new || tuple_length(args) > 1 ||
        (tuple_length(args) == 1 && !is_str(tuple_item_peek(args, 0))))
        return false;
    Ref dict = object_get_attribute_maybe(exception, name(__dict__));
    bool is_empty = !dict || !is_dict(dict) || ((DictView)dict)->used == 0;
    release_maybe(dict);
    error_clear();
    return is_empty;
}

void codec_wrap_error(const char *operation, const char *encoding)
{
    Ref cause = error_take();
    if (!cause || !is_plain(cause)) {
        error_restore_take(cause);
        return;
    }
    Ref text = str_format("%s with '%s' codec failed (%T: %S)", operation, encoding, cause, cause);
    Ref made = text ? call_1(AS_OBJECT(type_of_peek(cause)), text) : NULL;
    release_maybe(text);
    if (!made) {
        release(cause);
        return;
    }
    raise_take(made);
    ExceptionObject *error = (ExceptionObject *)thread.raised; /* its context is what was being handled */
    error->suppress_context = 1;
    replace_take(&error->cause, cause);
}

/* CPython says which codec an exception came from, except for those it calls directly. */
static Ref failed(Codec codec, const char *encoding, const char *what)
{
    bool is_direct = codec == CODEC_UTF8 || codec == CODEC_ASCII || codec == CODEC_LATIN1 || codec == CODEC_UTF16 || codec == CODEC_UTF32;
    if (!is_direct)
        codec_wrap_error(what, encoding);
    return NULL;
}

/* --- encoding ------------------------------------------------------------------------------------------- */

static const char surrogates[] = "surrogates not allowed";

/* Choose the function that puts a character, and the reason for refusing one. */
static const char *prepare_encoder(Encoder *e, Codec codec)
{
    e->unit = 1;
    switch (codec) {
    case CODEC_UTF8:
    case CODEC_UTF8_SIG:
        e->encoding = "utf-8";
        e->put = codec_put_utf8;
        return surrogates;
    case CODEC_ASCII:
    case CODEC_LATIN1:
        e->encoding = codec == CODEC_ASCII ? "ascii" : "latin-1";
        e->put = codec_put_simple;
        e->limit = codec == CODEC_ASCII ? 128 : 256;
        return codec == CODEC_ASCII ? "ordinal not in range(128)" : "ordinal not in range(256)";
    case CODEC_UTF16:
    case CODEC_UTF16_LE:
    case CODEC_UTF16_BE:
        e->encoding = codec == CODEC_UTF16 ? "utf-16" : codec == CODEC_UTF16_LE ? "utf-16-le" : "utf-16-be";
        e->endian = codec == CODEC_UTF16_BE ? ENDIAN_BIG : ENDIAN_LITTLE;
        e->put = codec_put_utf16;
        e->unit = 2;
        return surrogates;
    case CODEC_UTF32:
    case CODEC_UTF32_LE:
    case CODEC_UTF32_BE:
        e->encoding = codec == CODEC_UTF32 ? "utf-32" : codec == CODEC_UTF32_LE ? "utf-32-le" : "utf-32-be";
        e->endian = codec == CODEC_UTF32_BE ? ENDIAN_BIG : ENDIAN_LITTLE;
        e->put = codec_put_utf32;
        e->unit = 4;
        return surrogates;
    default:
        e->encoding = codec == CODEC_ESCAPE ? "unicodeescape" : "rawunicodeescape";
        e->put = codec == CODEC_ESCAPE ? codec_put_escape : codec_put_raw_escape;
        return "";
    }
}

static void add_byte_order_mark(Encoder *e, Codec codec)
{
    if (codec == CODEC_UTF8_SIG)
        bytebuilder_add(&e->out, "\xEF\xBB\xBF", 3);
    else if (codec == CODEC_UTF16)
        bytebuilder_add(&e->out, "\xFF\xFE", 2);
    else if (codec == CODEC_UTF32)
        bytebuilder_add(&e->out, "\xFF\xFE\0\0", 4);
}

/* Encode the whole text: every character that `put` refuses, with its like behind it, goes to the handler. */
bool codec_encode_all(Encoder *e, const char *reason)
{
    size_t i = 0;
    while (i < e->text->length) {
        if (e->put(e, str_at(e->text, i))) {
            if (!check_interrupt_at(i++))
                return false;
            continue;
        }
        size_t stop = i + 1, made = e->out.length;
        while (e->unit == 1 && !error_is_set() && stop < e->text->length && !e->put(e, str_at(e->text, stop)))
            stop++;
        e->out.length = made; /* the probing put one too many */
        if (error_is_set())
            return false;
        if (!codec_encode_error(e, i, stop, reason, &i))
            return false;
    }
    return true;
}

Ref codec_encode_as(View self, Codec codec, const char *errors, int byte_order)
{
    StrView text = str_view(self);
    if (text->is_ascii && (codec == CODEC_UTF8 || codec == CODEC_ASCII || codec == CODEC_LATIN1))
        return bytes_new(text->data, text->length);
    if (text->kind == STR_1 && codec == CODEC_LATIN1)
        return bytes_new(text->data, text->length);
    if (codec == CODEC_UTF7)
        return codec_encode_utf7(text);
    Encoder e = {.text = text, .errors = errors, .handler = codec_handler_named(errors)};
    const char *reason = prepare_encoder(&e, codec);
    if (byte_order == 0)
        add_byte_order_mark(&e, codec);
    else if (codec == CODEC_UTF16 || codec == CODEC_UTF32)
        e.endian = byte_order > 0 ? ENDIAN_BIG : ENDIAN_LITTLE;
    bool done = codec_encode_all(&e, reason);
    release_maybe(e.error);
    if (done)
        return bytebuilder_finish(&e.out);
    bytebuilder_abandon(&e.out);
    return NULL;
}

Ref codec_encode_str(View self, const char *encoding, const char *errors)
{
    Codec codec = encoding ? codec_named(encoding) : CODEC_UTF8;
    if (!codec_check_names(encoding, errors))
        return NULL;
    if (codec == CODEC_OTHER)
        return convert_otherwise(self, encoding, errors, false);
    Ref result = codec_encode_as(self, codec, errors, 0);
    return result ? result : failed(codec, encoding, "encoding");
}

/* --- decoding ------------------------------------------------------------------------------------------- */

/* Skip a mark at the beginning that tells the byte order. */
static void read_byte_order_mark(Decoder *d, Codec codec, CodecPiece *piece)
{
    const unsigned char *data = d->data;
    if (codec == CODEC_UTF8_SIG && d->length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        d->start = 3;
    }
    if (piece->byte_order)
        return;
    if (codec == CODEC_UTF16 && d->length >= 2 && ((data[0] == 0xFF && data[1] == 0xFE) || (data[0] == 0xFE && data[1] == 0xFF))) {
        d->endian = data[0] == 0xFF ? ENDIAN_LITTLE : ENDIAN_BIG;
        d->start = 2;
        piece->byte_order = d->endian == ENDIAN_LITTLE ? -1 : 1;
    }
    if (codec == CODEC_UTF32 && d->length >= 4 && (memcmp(data, "\xFF\xFE\0\0", 4) == 0 || memcmp(data, "\0\0\xFE\xFF", 4) == 0)) {
        d->endian = data[0] == 0xFF ? ENDIAN_LITTLE : ENDIAN_BIG;
        d->start = 4;
        piece->byte_order = d->endian == ENDIAN_LITTLE ? -1 : 1;
    }
}

static bool decode_by(Decoder *d, Codec codec)
{
    switch (codec) {
    case CODEC_ASCII: d->encoding = "ascii"; return codec_decode_simple(d, 128);
    case CODEC_LATIN1: d->encoding = "latin-1"; return codec_decode_simple(d, 256);
    case CODEC_UTF16:
    case CODEC_UTF16_LE:
    case CODEC_UTF16_BE: d->encoding = d->endian == ENDIAN_LITTLE ? "utf-16-le" : "utf-16-be"; return codec_decode_utf16(d);
    case CODEC_UTF32:
    case CODEC_UTF32_LE:
    case CODEC_UTF32_BE: d->encoding = d->endian == ENDIAN_LITTLE ? "utf-32-le" : "utf-32-be"; return codec_decode_utf32(d);
    case CODEC_UTF7: d->encoding = "utf7"; return codec_decode_utf7(d);
    case CODEC_ESCAPE: d->encoding = "unicodeescape"; return decode_escape(d);
    case CODEC_RAW_ESCAPE: d->encoding = "rawunicodeescape"; return codec_decode_raw_escape(d);
    default: d->encoding = "utf-8"; return codec_decode_utf8(d);
    }
}

Ref codec_decode_piece(const unsigned char *data, size_t length, Codec codec, const char *errors, CodecPiece *piece)
{
    bool is_sound = false;
    Ref quick = codec == CODEC_UTF8 ? codec_utf8_quick(data, length, &is_sound) : NULL;
    piece->consumed = length;
    if (is_sound)
        return quick;
    Decoder d = {.data = data,
                 .length = length,
                 .errors = errors,
                 .handler = codec_handler_named(errors),
                 .is_final = piece->is_final,
                 .rest = SIZE_MAX,
                 .kept = SIZE_MAX};
    d.endian = codec == CODEC_UTF16_BE || codec == CODEC_UTF32_BE || piece->byte_order > 0 ? ENDIAN_BIG : ENDIAN_LITTLE;
    read_byte_order_mark(&d, codec, piece);
    strbuilder_start(&d.out);
    bool done = decode_by(&d, codec);
    piece->consumed = d.rest < d.length ? d.rest : d.length;
    release_maybe(d.error);
    release_maybe(d.object);
    Ref result = done ? strbuilder_finish(&d.out) : NULL;
    if (!done)
        strbuilder_abandon(&d.out);
    if (result && d.kept < str_length(result))
        replace_take(&result, str_slice(result, 0, d.kept));
    return result;
}

Ref codec_str_from_utf8(const unsigned char *bytes, size_t length, const char *errors)
{
    CodecPiece piece = {.is_final = true};
    return codec_decode_piece(bytes, length, CODEC_UTF8, errors, &piece);
}

Ref codec_decode_bytes(View bytes, const char *encoding, const char *errors)
{
    BytesHold hold;
    if (!codec_check_names(encoding, errors))
        return NULL;
    if (!bytes_hold(bytes, BYTES_READ, &hold))
        return error_is_set() ? NULL : raise_error(TypeError, "a bytes-like object is required, not '%T'", bytes);
    Codec codec = encoding ? codec_named(encoding) : CODEC_UTF8;
    bool ascii_like = codec == CODEC_UTF8 || codec == CODEC_ASCII || codec == CODEC_LATIN1;
    CodecPiece piece = {.is_final = true};
    Ref result;
    if (hold.length == 0) /* whatever the encoding, even an unknown one */
        result = retain(str_empty);
    else if (codec == CODEC_OTHER)
        result = convert_otherwise(bytes, encoding, errors, true);
    else if (codec == CODEC_LATIN1 || (ascii_like && str_widest_in(hold.data, STR_1, hold.length) < 128))
        result = str_from_latin1(hold.data, hold.length);
    else if (!(result = codec_decode_piece(hold.data, hold.length, codec, errors, &piece)))
        failed(codec, encoding, "decoding");
    bytes_let_go(&hold);
    return result;
}
