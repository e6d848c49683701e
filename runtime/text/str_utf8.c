/* str_utf8: UTF-8 to str and back.
 *
 * str_from_utf8 also takes lone surrogates (as C code hands in what came from str_utf8's relatives); str_utf8
 * refuses them, as CPython does. */
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

const char *str_utf8(StrView text, size_t *length, char **owned)
{
    *owned = NULL;
    *length = text->length;
    if (text->is_ascii)
        return (const char *)text->data;
    size_t size = 0;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (c >= 0xD800 && c <= 0xDFFF)
            return raise_surrogates(text, i);
    }
    unsigned char *out = heap_allocate(size + 1), *end = out;
    if (!out)
        return raise_memory_error();
    for (size_t i = 0; i < text->length; i++)
        end += utf8_put(str_at(text, i), end);
    *end = '\0';
    *length = size;
    return *owned = (char *)out;
}

void str_utf8_free(char *owned, size_t length)
{
    if (owned)
        heap_free(owned, length + 1);
}
