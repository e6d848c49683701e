/* format_number: doubles as text, and numbers laid
 * out with sign, zeros and separators. */
#ifndef OURO_RUNTIME_TEXT_FORMAT_NUMBER_H
#define OURO_RUNTIME_TEXT_FORMAT_NUMBER_H

#include "runtime/text/format.h"
#include "runtime/text/strbuilder.h"

/* ASCII of any length: in `small`, or in a heap block. */
typedef struct NumberText {
    char *data;
    size_t length, capacity;
    char small[120];
} NumberText;

typedef struct DoubleStyle {
    char type;           /* e f g, or r for the shortest; capital for capital letters */
    int precision;       /* not used by r */
    bool alternate;      /* always a point; g keeps trailing zeros */
    bool add_point_zero; /* "1" is shown as "1.0" */
} DoubleStyle;

/* The text of a double, with '-' if its sign bit is set. False with MemoryError. Free with number_text_free
 * even then. */
MUST_USE bool number_text_from_double(double value, DoubleStyle style, NumberText *text);
void number_text_free(NumberText *text);

/* A number, taken apart: sign, prefix ("0x"), digits, and what follows them (".5e+10%"). All ASCII. */
typedef struct NumberParts {
    char sign; /* 0: none */
    const char *prefix;
    const char *digits;
    size_t digits_length;
    const char *rest;
    size_t rest_length;
    const char *suffix;
    int group; /* digits between two separators */
} NumberParts;

/* Add the number as the specification says: separators, zeros, width and alignment. */
void format_parts(StrBuilder *builder, const NumberParts *parts, const FormatSpecification *specification);
/* The sign to show. */
char format_sign(bool is_negative, char wanted);
/* "Unknown format code 'q' for object of type 'int'". NULL. */
void *format_raise_unknown_code(Character type, const char *type_name);
/* The pads before and behind text of this length. */
void format_pads(const FormatSpecification *specification, size_t length, char default_align, size_t *left, size_t *right);

#endif
