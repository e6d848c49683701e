/* str_utf8: UTF-8 to str and back.
 *
 * str_from_utf8 also takes lone surrogates (as C code hands in what came from str_utf8's relatives); str_utf8
 * refuses them, as CPython does. */
#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str_private.h"

/* How many bytes the character that starts with this byte takes; 0: none starts so. */
static int length_of(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

size_t str_utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_continuation((unsigned char)text[i]);
    return count;
}

/* Is the second byte possible after the first? E0 and F0 rule out forms that would fit fewer bytes, F4 what
 * is above 0x10FFFF, ED surrogates. */
static bool second_fits(unsigned char first, unsigned char second, bool surrogates)
{
    if (!is_continuation(second))
        return false;
    return first == 0xE0                  ? second >= 0xA0
           : first == 0xF0                ? second >= 0x90
           : first == 0xF4                ? second < 0x90
           : first == 0xED && !surrogates ? second < 0xA0
                                          : true;
}

const char *utf8_next(const unsigned char **place, const unsigned char *end, bool surrogates, Character *result, size_t *wrong)
{
    const unsigned char *text = *place;
    int length = length_of(text[0]);
    *wrong = 1;
    if (length == 0)
        return "invalid start byte";
    if (length == 1) {
        *result = text[0];
        *place = text + 1;
        return NULL;
    }
    Character character = text[0] & (0x7Fu >> length);
    for (int i = 1; i < length; i++) {
        *wrong = (size_t)i;
        if (text + i >= end)
            return "unexpected end of data";
        if (i == 1 ? !second_fits(text[0], text[1], surrogates) : !is_continuation(text[i]))
            return "invalid continuation byte";
        character = character << 6 | (text[i] & 0x3F);
    }
    *result = character;
    *place = text + length;
    return NULL;
}

/* Count the characters and or them together; where it is wrong, or NULL. */
static const unsigned char *measure(const unsigned char *text, const unsigned char *end, size_t *count, Character *bits)
{
    size_t wrong;
    *count = 0;
    *bits = 0;
    while (text < end) {
        Character character;
        if (utf8_next(&text, end, true, &character, &wrong))
            return text;
        *bits |= character;
        ++*count;
    }
    return NULL;
}

Ref str_from_utf8(const char *bytes, size_t length)
{
    const unsigned char *text = (const unsigned char *)bytes, *end = text + length;
    if (str_widest_in(bytes, STR_1, length) < 128)
        return str_from_latin1(text, length);
    size_t count;
    Character bits;
    if (measure(text, end, &count, &bits))
        return codec_str_from_utf8(text, length, "strict"); /* raises */
    if (count == 1 && bits < 256)
        return str_from_character(bits);
    Ref result = str_allocate(count, bits);
    if (!result)
        return NULL;
    size_t wrong;
    for (size_t i = 0; i < count; i++) {
        Character character = 0;
        (void)utf8_next(&text, end, true, &character, &wrong);
        str_put((StrView)result, i, character);
    }
    return result;
}

Ref str_from_text(const char *text)
{
    return str_from_utf8(text, strlen(text));
}

size_t utf8_put(Character c, unsigned char *out)
{
    if (c < 0x80) {
        out[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (unsigned char)(0xC0 | c >> 6);
        out[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (unsigned char)(0xE0 | c >> 12);
        out[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (unsigned char)(0xF0 | c >> 18);
    out[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

/* The message names the whole run of surrogates. */
static void *raise_surrogates(StrView text, size_t start)
{
    size_t stop = start + 1;
    while (stop < text->length && str_at(text, stop) >= 0xD800 && str_at(text, stop) <= 0xDFFF)
        stop++;
    return codec_raise_encode_error("utf-8", AS_OBJECT(text), start, stop, "surrogates not allowed");
}

/* The two steps of str_utf8, for one kind of string each: the kind is a constant where they are called. */
static inline ALWAYS_INLINE Character character_of(const void *data, StrKind kind, size_t index)
{
    return kind == STR_1   ? ((const uint8_t *)data)[index]
           : kind == STR_2 ? ((const uint16_t *)data)[index]
                           : ((const uint32_t *)data)[index];
}

/* The size of the UTF-8. *first_bad: the index of the first surrogate, or count. */
static inline ALWAYS_INLINE size_t utf8_size(const void *data, StrKind kind, size_t count, size_t *first_bad)
{
    size_t size = count;
    for (size_t i = 0; i < count; i++) {
        Character c = character_of(data, kind, i);
        size += (size_t)(c >= 0x80) + (size_t)(c >= 0x800) + (size_t)(c >= 0x10000);
        if (kind != STR_1 && UNLIKELY(c >= 0xD800 && c <= 0xDFFF)) {
            *first_bad = i;
            return 0;
        }
    }
    *first_bad = count;
    return size;
}

static inline ALWAYS_INLINE unsigned char *utf8_put_all(const void *data, StrKind kind, size_t count, unsigned char *out)
{
    for (size_t i = 0; i < count; i++) {
        Character c = character_of(data, kind, i);
        if (c < 0x80)
            *out++ = (unsigned char)c;
        else
            out += utf8_put(c, out);
    }
    return out;
}

static size_t size_by_kind(StrView text, size_t *first_bad)
{
    size_t count = text->length;
    switch (text->kind) {
    case STR_1: return utf8_size(text->data, STR_1, count, first_bad);
    case STR_2: return utf8_size(text->data, STR_2, count, first_bad);
    default: return utf8_size(text->data, STR_4, count, first_bad);
    }
}

static unsigned char *put_by_kind(StrView text, unsigned char *out)
{
    size_t count = text->length;
    switch (text->kind) {
    case STR_1: return utf8_put_all(text->data, STR_1, count, out);
    case STR_2: return utf8_put_all(text->data, STR_2, count, out);
    default: return utf8_put_all(text->data, STR_4, count, out);
    }
}

const char *str_utf8(StrView text, size_t *length, char **owned)
{
    *owned = NULL;
    *length = text->length;
    if (text->is_ascii)
        return (const char *)text->data;
    size_t first_bad, size = size_by_kind(text, &first_bad);
    if (first_bad < text->length)
        return raise_surrogates(text, first_bad);
    unsigned char *out = heap_allocate(size + 1);
    if (!out)
        return raise_memory_error();
    *put_by_kind(text, out) = '\0';
    *length = size;
    return *owned = (char *)out;
}

void str_utf8_free(char *owned, size_t length)
{
    if (owned)
        heap_free(owned, length + 1);
}

const char *str_file_name(StrView text, Ref *owned)
{
    *owned = text->is_ascii ? NULL : codec_encode_as(AS_OBJECT(text), CODEC_UTF8, "surrogateescape", 0);
    return text->is_ascii ? (const char *)text->data : *owned ? (const char *)((BytesObject *)*owned)->data : NULL;
}
