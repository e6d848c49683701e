/* text: growing text outside of the counted heap; see text.h.
 *
 * The block doubles when it is full. When memory is lacking, `failed` is set and stays set, and no block
 * grows any more: so a writer goes on without a check after each piece, and asks once, at the end.
 * Invariant:  bytes is NULL, or bytes[length] is a NUL.
 * Quoting:    JSON, DOT and SVG each have their own way. Characters that XML does not allow become U+FFFD. */
#include "heapview/tell/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

void text_free(Text *text)
{
    free(text->bytes);
    *text = (Text){0};
}

/* Room for `more` bytes and the NUL. */
static bool make_room(Text *text, size_t more)
{
    if (more < text->capacity - text->length)
        return true;
    size_t capacity = text->capacity ? text->capacity * 2 : 256;
    while (capacity - text->length <= more && capacity < SIZE_MAX / 4)
        capacity *= 2;
    char *bytes = text->failed || more > SIZE_MAX / 8 ? NULL : realloc(text->bytes, capacity);
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void text_add(Text *text, const char *bytes, size_t length)
{
    if (!make_room(text, length))
        return;
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

void text_add_words(Text *text, const char *words)
{
    text_add(text, words, strlen(words));
}

static void __attribute__((format(printf, 2, 0))) format_list(Text *text, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0 || !make_room(text, (size_t)length))
        return;
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, values);
    text->length += (size_t)length;
}

void text_format(Text *text, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    format_list(text, format, values);
    va_end(values);
}

/* --- colours -------------------------------------------------------------------------------------------- */

void text_colour(Text *text, Colour colour)
{
    static const char *const codes[] = {[COLOUR_NAME] = "36", [COLOUR_COUNT] = "33", [COLOUR_TYPE] = "35",  [COLOUR_GOOD] = "32",
                                        [COLOUR_BAD] = "31",  [COLOUR_DIM] = "2",    [COLOUR_HEADING] = "1"};
    text_format(text, "\033[%sm", codes[colour]);
}

void text_plain(Text *text)
{
    text_add(text, "\033[0m", 4);
}

void text_coloured(Text *text, Colour colour, const char *format, ...)
{
    text_colour(text, colour);
    va_list values;
    va_start(values, format);
    format_list(text, format, values);
    va_end(values);
    text_plain(text);
}

Text text_strip(const Text *text)
{
    Text result = {.failed = text->failed};
    size_t from = 0;
    for (size_t i = 0; i < text->length;) {
        if (text->bytes[i] != '\033') {
            i++;
            continue;
        }
        text_add(&result, text->bytes + from, i - from);
        while (i < text->length && text->bytes[i] != 'm')
            i++;
        from = ++i;
    }
    if (from < text->length)
        text_add(&result, text->bytes + from, text->length - from);
    return result;
}

/* --- quoting -------------------------------------------------------------------------------------------- */

void text_add_json(Text *text, const char *bytes, size_t length)
{
    text_add(text, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '"' || c == '\\')
            text_format(text, "\\%c", c);
        else if (c == '\n')
            text_add(text, "\\n", 2);
        else if (c == '\t')
            text_add(text, "\\t", 2);
        else if (c < 32 || c == 127)
            text_format(text, "\\u%04x", c);
        else
            text_add(text, bytes + i, 1);
    }
    text_add(text, "\"", 1);
}

void text_add_json_words(Text *text, const char *words)
{
    text_add_json(text, words, strlen(words));
}

/* How many bytes at `bytes` are a character that XML does not allow, and so no picture: 0 if it does. */
static size_t xml_forbids(const char *bytes, size_t length)
{
    unsigned char c = (unsigned char)bytes[0];
    if (c < 32 && c != '\t' && c != '\n')
        return 1;
    bool is_noncharacter = length >= 3 && (memcmp(bytes, "\xEF\xBF\xBE", 3) == 0 || memcmp(bytes, "\xEF\xBF\xBF", 3) == 0);
    return is_noncharacter ? 3 : 0;
}

/* The characters as `quoted` says them, what XML does not allow as U+FFFD. `quoted` gives NULL for what needs
 * no quoting. */
static void add_quoted(Text *text, const char *bytes, size_t length, const char *(*quoted)(char c))
{
    for (size_t i = 0; i < length; i++) {
        size_t forbidden = xml_forbids(bytes + i, length - i);
        const char *instead = forbidden ? "\uFFFD" : quoted(bytes[i]);
        if (instead)
            text_add_words(text, instead);
        else
            text_add(text, bytes + i, 1);
        i += forbidden ? forbidden - 1 : 0;
    }
}

/* Graphviz reads escapes (\N, \l) in a label, and then entities. */
static const char *quoted_dot(char c)
{
    switch (c) {
    case '\n': return "\\n";
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '&': return "&amp;";
    default: return NULL;
    }
}

static const char *quoted_svg(char c)
{
    switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\n': return " ";
    default: return NULL;
    }
}

void text_add_dot(Text *text, const char *bytes, size_t length)
{
    text_add(text, "\"", 1);
    add_quoted(text, bytes, length, quoted_dot);
    text_add(text, "\"", 1);
}

void text_add_svg(Text *text, const char *bytes, size_t length)
{
    add_quoted(text, bytes, length, quoted_svg);
}

size_t text_width(const char *bytes, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(length - i), &character);
        bool is_shown_as_one = size <= 0 || character < 32; /* U+FFFD, or a space */
        width += is_shown_as_one ? 1 : (size_t)utf8proc_charwidth(character);
        i += size > 0 ? (size_t)size : 1;
    }
    return width;
}
