/* unparse_constant: numbers and strings as repr shows them.
 *
 * The parser knows no objects, so what repr does for them is done here on texts: a float is written
 * by the shortest digits that read back as the same double, an integer in another base is converted
 * to decimal digit by digit, and a string is quoted and escaped as Python would. It is for
 * annotations that stay texts (`from __future__ import annotations`). */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "lexer/utf8.h"
#include "parser/unparse_private.h"

enum { MOST_DIGITS = 3500 };

static bool is_printable(uint32_t c)
{
    if (c < 0x80)
        return c >= ' ' && c <= '~';
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS: return false;
    default: return true;
    }
}

static void write_character(Writer *writer, const char *text, uint32_t size, uint32_t c, char quote, bool is_bytes)
{
    char escape[12];
    const char *format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    if (c == '\n' || c == '\r' || c == '\t') {
        unparse_text(writer, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    } else if (c == (uint32_t)quote || c == '\\') {
        unparse_bytes(writer, "\\", 1);
        unparse_bytes(writer, text, 1);
    } else if (is_bytes ? c >= ' ' && c <= '~' : is_printable(c)) {
        unparse_bytes(writer, text, size);
    } else {
        snprintf(escape, sizeof escape, format, c);
        unparse_text(writer, escape);
    }
}

void unparse_repr(Writer *writer, const char *text, size_t length, bool is_bytes)
{
    char quote = memchr(text, '\'', length) && !memchr(text, '"', length) ? '"' : '\'';
    unparse_bytes(writer, &quote, 1);
    for (size_t i = 0; i < length;) {
        uint32_t size = 1;
        uint32_t c = is_bytes ? (unsigned char)text[i] : utf8_decode(text + i, &size);
        write_character(writer, text + i, size, c, quote, is_bytes);
        i += size;
    }
    unparse_bytes(writer, &quote, 1);
}

/* The shortest text that reads back as the same double; CPython writes infinity as 1e309. */
static void write_double(Writer *writer, const char *digits, bool is_imaginary)
{
    char text[40];
    double value = strtod(digits, NULL);
    if (value > 1.7976931348623157e308) {
        unparse_text(writer, "1e309");
        return;
    }
    int precision = 1;
    do
        snprintf(text, sizeof text, "%.*e", precision - 1, value);
    while (strtod(text, NULL) != value && precision++ < 17);
    int exponent = atoi(strchr(text, 'e') + 1);
    if (exponent >= -4 && exponent < 16) {
        int decimals = precision - 1 - exponent;
        snprintf(text, sizeof text, "%.*f%s", decimals > 0 ? decimals : 0, value, decimals <= 0 && !is_imaginary ? ".0" : "");
    }
    unparse_text(writer, text);
}

/* Digits of a base that is a power of two, in decimal. Schoolbook: `parts` holds nine decimal digits each,
 * least significant first. */
static void write_in_decimal(Writer *writer, const char *digits, uint32_t base)
{
    enum { PART = 1000000000 };
    uint32_t parts[MOST_DIGITS / 7 + 1], count = 1; /* a hexadecimal digit is 1.2 decimal ones */
    char text[16];
    parts[0] = 0;
    for (; *digits; digits++) {
        uint64_t carry = (uint64_t)(*digits <= '9' ? *digits - '0' : tolower((unsigned char)*digits) - 'a' + 10);
        for (uint32_t i = 0; i < count; i++) {
            carry += (uint64_t)parts[i] * base;
            parts[i] = (uint32_t)(carry % PART);
            carry /= PART;
        }
        if (carry)
            parts[count++] = (uint32_t)carry;
    }
    snprintf(text, sizeof text, "%u", parts[--count]);
    unparse_text(writer, text);
    while (count-- > 0) {
        snprintf(text, sizeof text, "%09u", parts[count]);
        unparse_text(writer, text);
    }
}

static void write_integer(Writer *writer, const char *digits, size_t count)
{
    char prefix = digits[0] == '0' ? (char)tolower((unsigned char)digits[1]) : 0;
    uint32_t base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 10;
    if (base == 10) /* the only decimal literals that begin with 0 are zero */
        unparse_text(writer, digits[0] == '0' ? "0" : digits);
    else if (count <= MOST_DIGITS)
        write_in_decimal(writer, digits + 2, base);
    /* CPython refuses to write so long a number in decimal */
    else
        unparse_text(writer, digits);
}

static void write_number(Writer *writer, const ConstantFields *constant)
{
    char *digits = arena_alloc(writer->arena, constant->length + 1);
    size_t count = 0;
    if (!digits) {
        writer->failed = true;
        return;
    }
    for (size_t i = 0; i < constant->length; i++)
        if (constant->text[i] != '_')
            digits[count++] = constant->text[i];
    digits[count] = 0;
    if (constant->kind == CONSTANT_INT) {
        write_integer(writer, digits, count);
        return;
    }
    bool is_imaginary = constant->kind == CONSTANT_IMAGINARY;
    write_double(writer, digits, is_imaginary);
    if (is_imaginary)
        unparse_text(writer, "j");
}

void unparse_constant(Writer *writer, const ConstantFields *constant)
{
    switch (constant->kind) {
    case CONSTANT_NONE: unparse_text(writer, "None"); break;
    case CONSTANT_TRUE: unparse_text(writer, "True"); break;
    case CONSTANT_FALSE: unparse_text(writer, "False"); break;
    case CONSTANT_ELLIPSIS: unparse_text(writer, "..."); break;
    case CONSTANT_STRING:
    case CONSTANT_BYTES:
        unparse_text(writer, constant->kind == CONSTANT_BYTES ? "b" : constant->has_u_prefix ? "u" : "");
        unparse_repr(writer, constant->text, constant->length, constant->kind == CONSTANT_BYTES);
        break;
    default:
        if (constant->given)
            unparse_text(writer, constant->text);
        else
            write_number(writer, constant);
    }
}
