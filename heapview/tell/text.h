/* text: text that grows, for what heapview shows. It lies outside of the counted heap: looking must not
 * disturb.
 *
 * A text may carry colours, as escape sequences for a terminal: text_colour and text_plain switch them on and
 * off, and text_strip takes them out of a copy. What is lacking for want of memory is left out, and `failed`
 * says so. */
#ifndef OURO_HEAPVIEW_TELL_TEXT_H
#define OURO_HEAPVIEW_TELL_TEXT_H

#include "runtime/life/object.h"

typedef struct Text {
    char *bytes; /* NULL, or ended by a NUL */
    size_t length, capacity;
    bool failed;
} Text;

typedef enum Colour { COLOUR_NAME, COLOUR_COUNT, COLOUR_TYPE, COLOUR_GOOD, COLOUR_BAD, COLOUR_DIM, COLOUR_HEADING } Colour;

void text_free(Text *text);
void text_add(Text *text, const char *bytes, size_t length);
void text_add_words(Text *text, const char *words);
void text_format(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_colour(Text *text, Colour colour);
void text_plain(Text *text);
/* One coloured piece. */
void text_coloured(Text *text, Colour colour, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same text without colours; the caller frees it. */
Text text_strip(const Text *text);

/* Quoted and escaped: as a JSON string, as a string of DOT, as characters of SVG (not quoted). `bytes` is
 * UTF-8. */
void text_add_json(Text *text, const char *bytes, size_t length);
void text_add_json_words(Text *text, const char *words);
void text_add_dot(Text *text, const char *bytes, size_t length);
void text_add_svg(Text *text, const char *bytes, size_t length);

/* How many columns it takes in a font of fixed width: two for each character of East Asia that is wide, none
 * for a combining one. */
size_t text_width(const char *bytes, size_t length);

#endif
