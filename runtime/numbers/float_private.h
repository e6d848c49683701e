/* float_private: what the files float*.c, complex.c and format*.c share. */
#ifndef OURO_RUNTIME_NUMBERS_FLOAT_PRIVATE_H
#define OURO_RUNTIME_NUMBERS_FLOAT_PRIVATE_H

#include "runtime/numbers/float.h"

/* The operand of float arithmetic: 1 with *value set for a float or int, 0 for anything else, -1 with
 * OverflowError. */
int float_operand(View object, double *value);
/* float(text) for a str, bytes or bytearray. */
MUST_USE Ref float_from_text(View text);
/* Read a number from the beginning of the text, which must end with a zero: *end is where it stops (text
 * itself: no number). Accepts inf and nan, no hexadecimal. */
double float_scan(const char *text, const char **end);
extern const NativeFunction float_methods[], float_class_methods[];
extern const NativeProperty float_properties[];

#endif
