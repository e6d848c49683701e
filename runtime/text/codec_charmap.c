/* codec_charmap: encodings that are a table: each byte one character. The tables are those of CPython's
 * encodings package; here is what goes through them.
 *
 *     decoding   a str of 256 characters, U+FFFE where the encoding has none; or a mapping from int to an int,
 *                a str or None
 *     encoding   an EncodingMap, made of the decoding str (charmap_build): pages of 256 places, found by the
 *                upper bits of the character; or a mapping from int to an int, bytes or None
 *
 * Callbacks: any other mapping is Python code. The text and the bytes are held by the caller. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs_private.h"

enum { NO_CHARACTER = 0xFFFE, PAGES = 256 };
static const char undefined[] = "character maps to <undefined>";

/* --- EncodingMap ---------------------------------------------------------------------------------------- */

/* The bytes of the characters below U+10000. Byte 0 can only stand for U+0000: everywhere else it says that
 * there is none. */
typedef struct EncodingMap {
    Object object;
    uint32_t page_count;
    uint8_t page_of[PAGES]; /* by the upper byte; 0: none, else one more than its place */
    uint8_t pages[][256];
} EncodingMap;

static size_t map_size(uint32_t pages)
{
    return sizeof(EncodingMap) + (size_t)pages * 256;
}

static size_t map_allocated_size(View self)
{
    return map_size(((EncodingMap *)self)->page_count);
}

static Ref map_size_method(View self, View *args UNUSED)
{
    return int_new((int64_t)map_allocated_size(self));
}

static const NativeFunction map_methods[] = {
    {"size()", map_size_method, "Return the size (in bytes) of this object."},
    {NULL, NULL, NULL},
};
TypeObject encoding_map_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "EncodingMap",
    .flags = TYPE_FLAG_NO_NEW,
    .size = sizeof(EncodingMap),
    .allocated_size = map_allocated_size,
    .methods = map_methods,
};

/* A map must be simple to be an EncodingMap: nothing twice, U+0000 first, all below U+FFFE. */
static bool is_simple(StrView decoding)
{
    if (decoding->length == 0 || decoding->length > 256 || str_at(decoding, 0) != 0)
        return false;
    for (size_t i = 1; i < decoding->length; i++)
        if (str_at(decoding, i) == 0 || str_at(decoding, i) > NO_CHARACTER)
            return false;
    return true;
}

static Ref build_dict(StrView decoding)
{
    Ref map = dict_new();
    for (size_t i = 0; map && i < decoding->length; i++) {
        Ref key = int_new(str_at(decoding, i)), value = key ? int_new((int64_t)i) : NULL;
        if (!value || !dict_set((DictView)map, key, value))
            clear_place(&map);
        release_maybe(key);
        release_maybe(value);
    }
    return map;
}

Ref codec_charmap_build(View object)
{
    StrView decoding = str_view(object);
    if (!is_simple(decoding))
        return build_dict(decoding);
    uint8_t page_of[PAGES] = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < decoding->length; i++) {
        Character c = str_at(decoding, i);
        if (c != NO_CHARACTER && !page_of[c >> 8])
            page_of[c >> 8] = (uint8_t)++count;
    }
    EncodingMap *map = (EncodingMap *)object_new_raw(encoding_map_type.index, map_size(count));
    if (!map)
        return NULL;
    map->page_count = count;
    memcpy(map->page_of, page_of, sizeof page_of);
    memset(map->pages, 0, (size_t)count * 256);
    for (size_t i = 0; i < decoding->length; i++) {
        Character c = str_at(decoding, i);
        if (c != NO_CHARACTER)
            map->pages[page_of[c >> 8] - 1][c & 255] = (uint8_t)i;
    }
    return AS_OBJECT(map);
}

/* --- encoding ------------------------------------------------------------------------------------------- */

/* The value of a mapping for a number, owned. NULL without an exception: it has none (a LookupError). */
static Ref look_up(View map, Character c)
{
    Ref key = int_new(c), value = key ? object_get_item(map, key) : NULL;
    release_maybe(key);
    if (!value)
        error_clear_if(LookupError);
    return value;
}

static bool put_mapped(Encoder *e, View value)
{
    int64_t byte;
    const unsigned char *data;
    size_t length;
    if (value == NONE)
        return false;
    if (is_int(value)) {
        if (!int_to_int64(int_view(value), &byte) || byte < 0 || byte > 255)
            raise_error(TypeError, "character mapping must be in range(256)");
        else
            bytebuilder_add_byte(&e->out, (unsigned)byte);
    } else if (is_bytes(value) && bytes_data_peek(value, &data, &length)) {
        bytebuilder_add(&e->out, data, length);
    } else {
        raise_error(TypeError, "character mapping must return integer, bytes or None, not %T", value);
    }
    return !error_is_set();
}

bool codec_put_charmap(Encoder *e, Character c)
{
    if (type_of_peek(e->map) == &encoding_map_type) {
        const EncodingMap *map = (const EncodingMap *)e->map;
        uint8_t page = c < 0x10000 ? map->page_of[c >> 8] : 0, byte = page ? map->pages[page - 1][c & 255] : 0;
        if (!byte && c)
            return false;
        bytebuilder_add_byte(&e->out, byte);
        return true;
    }
    Ref value = look_up(e->map, c);
    bool done = value && put_mapped(e, value);
    release_maybe(value);
    return done;
}

Ref codec_charmap_encode(View text, const char *errors, View map)
{
    if (!map)
        return codec_encode_as(text, CODEC_LATIN1, errors, 0);
    Encoder e = {.text = str_view(text),
                 .encoding = "charmap",
                 .errors = errors,
                 .handler = codec_handler_named(errors),
                 .map = map,
                 .put = codec_put_charmap,
                 .unit = 1};
    bool done = codec_encode_all(&e, undefined);
    release_maybe(e.error);
    if (done)
        return bytebuilder_finish(&e.out);
    bytebuilder_abandon(&e.out);
    return NULL;
}

/* --- decoding ------------------------------------------------------------------------------------------- */

/* Add what a mapping says for a byte. False: nothing, or an exception is set. */
static bool add_mapped(Decoder *d, View value)
{
    int64_t c;
    if (value == NONE)
        return false;
    if (is_int(value)) {
        if (!int_to_int64(int_view(value), &c) || c < 0 || c > 0x10FFFF)
            raise_error(TypeError, "character mapping must be in range(0x%x)", 0x110000);
        else if (c == NO_CHARACTER)
            return false;
        else
            strbuilder_add_character(&d->out, (Character)c);
    } else if (is_str(value)) {
        StrView text = str_view(value);
        if (text->length == 1 && str_at(text, 0) == NO_CHARACTER)
            return false;
        strbuilder_add_str(&d->out, AS_OBJECT(text));
    } else {
        raise_error(TypeError, "character mapping must return integer, None or str");
    }
    return !error_is_set();
}

static bool decode_byte(Decoder *d, View map, unsigned char byte)
{
    if (is_str(map)) {
        StrView table = str_view(map);
        Character c = byte < table->length ? str_at(table, byte) : NO_CHARACTER;
        if (c != NO_CHARACTER)
            strbuilder_add_character(&d->out, c);
        return c != NO_CHARACTER;
    }
    Ref value = look_up(map, byte);
    bool done = value && add_mapped(d, value);
    release_maybe(value);
    return done;
}

Ref codec_charmap_decode(const unsigned char *data, size_t length, const char *errors, View map)
{
    Decoder d = {.data = data, .length = length, .encoding = "charmap", .errors = errors, .handler = codec_handler_named(errors)};
    bool done = true;
    strbuilder_start(&d.out);
    for (size_t i = 0; done && i < d.length;) {
        if (decode_byte(&d, map, d.data[i]))
            i++;
        else
            done = !error_is_set() && codec_decode_error(&d, i, i + 1, undefined, &i);
    }
    release_maybe(d.error);
    release_maybe(d.object);
    if (done)
        return strbuilder_finish(&d.out);
    strbuilder_abandon(&d.out);
    return NULL;
}
