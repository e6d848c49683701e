/* format: the format specification mini-language
 * ([[fill]align][sign][z][#][0][width][grouping][.precision][type]) and number formatting, shared by
 * format(), f-strings and %. */
#ifndef OURO_RUNTIME_TEXT_FORMAT_H
#define OURO_RUNTIME_TEXT_FORMAT_H

#include "runtime/text/str.h"

enum { NO_FILL = 0x110000 }; /* no character */

typedef struct FormatSpecification {
    Character fill; /* or NO_FILL */
    char align;     /* '<' '>' '^' '=' or 0 */
    char sign;      /* '+' '-' ' ' or 0 */
    bool negative_zero, alternate, zero_padding;
    Index width;     /* -1: not given */
    char grouping;   /* ',' '_' or 0 */
    Index precision; /* -1: not given */
    Character type;  /* 0: not given */
} FormatSpecification;

/* Parse; false with ValueError ("Invalid format specifier '…' for object of type '…'"). */
MUST_USE Ref format_float(double value, const FormatSpecification *specification);
MUST_USE Ref format_complex(double real, double imaginary, const FormatSpecification *specification);
MUST_USE Ref format_str(View text, const FormatSpecification *specification);
/* The __format__ of int, float, complex and str (exact values): for format(), f-strings. `specification` must
 * be a str (TypeError otherwise). */
MUST_USE Ref format_native(View self, View specification);

#endif
