/* format_number: doubles as text in every style, numbers laid out with separators and zeros, and the
 * formatting of float and complex.
 *
 * The digits are the C library's, which rounds correctly; where the point goes and which zeros stay is
 * decided here, as CPython decides it. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/format_number.h"

/* --- doubles as text ------------------------------------------------------------------------------------ */

static bool text_reserve(NumberText *text, size_t capacity)
{
    text->data = text->small;
    text->length = 0;
    text->capacity = sizeof text->small;
    if (capacity <= sizeof text->small)
        return true;
    text->data = heap_allocate(capacity);
    text->capacity = capacity;
    if (text->data)
        return true;
    text->data = text->small;
    raise_memory_error();
    return false;
}

void number_text_free(NumberText *text)
{
    if (text->data != text->small)
        heap_free(text->data, text->capacity);
    text->data = text->small;
}

static void put(NumberText *text, char c)
{
    text->data[text->length++] = c;
}

static void put_many(NumberText *text, const char *bytes, size_t count)
{
    memcpy(text->data + text->length, bytes, count);
    text->length += count;
}

static void put_exponent(NumberText *text, int exponent, char letter)
{
    put(text, letter);
    put(text, exponent < 0 ? '-' : '+');
    if (abs(exponent) < 10)
        put(text, '0');
    text->length += int_word_text(abs(exponent), text->data + text->length);
}

/* Significant digits, correctly rounded: count of them in `digits`, which has room for count + 16. The value
 * is D.DDD * 10^exponent. */
static int significant_digits(double value, size_t count, char *digits)
{
    int length = snprintf(digits, count + 16, "%.*e", (int)count - 1, value);
    int exponent = atoi(digits + count + (count > 1) + 1);
    (void)length;
    if (count > 1)
        memmove(digits + 1, digits + 2, count - 1);
    return exponent;
}

/* Style g: as many digits as the precision says, plain or with an exponent, whichever is shorter to read. */
static bool text_general(double value, DoubleStyle style, NumberText *text)
{
    size_t precision = style.precision > 0 ? (size_t)style.precision : 1;
    char small[64], *digits = precision + 16 <= sizeof small ? small : heap_allocate(precision + 16);
    if (!digits) {
        raise_memory_error();
        return false;
    }
    int exponent = significant_digits(value, precision, digits);
    size_t kept = precision;
    while (!style.alternate && kept > 1 && digits[kept - 1] == '0')
        kept--;
    bool plain = exponent >= -4 && exponent < style.precision - style.add_point_zero + (style.precision == 0);
    size_t whole = !plain ? 1 : exponent < 0 ? 0 : (size_t)exponent + 1;
    if (plain && exponent < 0) {
        put_many(text, "0.", 2);
        for (int i = -1; i > exponent; i--)
            put(text, '0');
    }
    for (size_t i = 0; i < whole; i++)
        put(text, i < kept ? digits[i] : '0');
    bool has_rest = kept > whole && whole > 0;
    if (has_rest || (whole > 0 && style.alternate))
        put(text, '.');
    if (kept > whole)
        put_many(text, digits + whole, kept - whole);
    else if (plain && style.add_point_zero && whole > 0)
        put_many(text, style.alternate ? "0" : ".0", style.alternate ? 1 : 2);
    if (!plain)
        put_exponent(text, exponent, 'e');
    if (digits != small)
        heap_free(digits, precision + 16);
    return true;
}

/* Style r: the shortest text that reads back. */
static void text_shortest(double value, DoubleStyle style, NumberText *text)
{
    char buffer[40];
    size_t length = float_repr_text(value, buffer);
    char *exponent = memchr(buffer, 'e', length);
    size_t mantissa = exponent ? (size_t)(exponent - buffer) : length;
    bool ends_in_zero = !exponent && length > 2 && memcmp(buffer + length - 2, ".0", 2) == 0;
    if (ends_in_zero && !style.add_point_zero)
        mantissa -= style.alternate ? 1 : 2;
    put_many(text, buffer, mantissa);
    if (style.alternate && !memchr(buffer, '.', mantissa))
        put(text, '.');
    if (exponent)
        put_many(text, exponent, length - mantissa);
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static void capitalize(NumberText *text)
{
    for (size_t i = 0; i < text->length; i++)
        if (text->data[i] >= 'a' && text->data[i] <= 'z')
            text->data[i] = (char)(text->data[i] - 'a' + 'A');
}

static bool text_finite(double value, DoubleStyle style, char type, NumberText *text)
{
    if (type == 'g')
        return text_general(value, style, text);
    if (type == 'r') {
        text_shortest(value, style, text);
        return true;
    }
    const char *form = type == 'e' ? style.alternate ? "%#.*e" : "%.*e" : style.alternate ? "%#.*f" : "%.*f";
    int length = snprintf(text->data + text->length, text->capacity - text->length, form, style.precision, value);
    if (length < 0) {
        raise_memory_error();
        return false;
    }
    text->length += (size_t)length;
    return true;
}

bool number_text_from_double(double value, DoubleStyle style, NumberText *text)
{
    char type = (char)(style.type | 0x20);
    size_t room = type == 'r' ? 40 : (size_t)style.precision + 40 + (type == 'f' && fabs(value) >= 1e15 ? 300 : 0);
    if (!text_reserve(text, room))
        return false;
    if (signbit(value) && !isnan(value))
        put(text, '-');
    value = fabs(value);
    if (!isfinite(value))
        put_many(text, isnan(value) ? "nan" : "inf", 3);
    else if (!text_finite(value, style, type, text))
        return false;
    if (is_capital(style.type))
        capitalize(text);
    return true;
}

/* --- layout --------------------------------------------------------------------------------------------- */

char format_sign(bool is_negative, char wanted)
{
    return is_negative ? '-' : wanted == '+' || wanted == ' ' ? wanted : 0;
}

/* How wide the digits become with separators and leading zeros to fill `least`. */
static size_t grouped_width(size_t digits, size_t least, int group, size_t *total_digits)
{
    size_t size = (size_t)group, count = digits ? digits : 1, width = count + (count - 1) / size;
    while (width < least) {
        width += count % size == 0 ? 2 : 1;
        count++;
    }
    *total_digits = digits || least ? count : digits;
    return digits || least ? width : 0;
}

static void add_grouped(StrBuilder *builder, const NumberParts *parts, char separator, size_t total_digits)
{
    for (size_t left = total_digits; left > 0; left--) {
        size_t zeros = total_digits - parts->digits_length, done = total_digits - left;
        strbuilder_add_character(builder, done < zeros ? '0' : (Character)(unsigned char)parts->digits[done - zeros]);
        if (left > 1 && (left - 1) % (size_t)parts->group == 0)
            strbuilder_add_character(builder, (Character)separator);
    }
}

void format_parts(StrBuilder *builder, const NumberParts *parts, const FormatSpecification *s)
{
    Character fill = s->fill != NO_FILL ? s->fill : s->zero_padding ? '0' : ' ';
    char align = s->align ? s->align : s->zero_padding ? '=' : '>';
    size_t around = (parts->sign != 0) + strlen(parts->prefix) + parts->rest_length + strlen(parts->suffix);
    size_t total_digits = parts->digits_length, digits_width = total_digits;
    if (s->grouping && parts->digits_length) {
        bool zeros = fill == '0' && align == '=' && s->width > 0 && (size_t)s->width > around;
        digits_width = grouped_width(parts->digits_length, zeros ? (size_t)s->width - around : 0, parts->group, &total_digits);
    }
    FormatSpecification aligned = *s;
    aligned.align = align;
    size_t left, right;
    format_pads(&aligned, around + digits_width, '>', &left, &right);
    if (align != '=')
        strbuilder_add_repeated(builder, fill, left);
    if (parts->sign)
        strbuilder_add_character(builder, (Character)parts->sign);
    strbuilder_add_text(builder, parts->prefix);
    if (align == '=')
        strbuilder_add_repeated(builder, fill, left);
    if (s->grouping && parts->digits_length)
        add_grouped(builder, parts, s->grouping, total_digits);
    else
        strbuilder_add_bytes(builder, parts->digits, parts->digits_length);
    strbuilder_add_bytes(builder, parts->rest, parts->rest_length);
    strbuilder_add_text(builder, parts->suffix);
    strbuilder_add_repeated(builder, fill, right);
}

/* --- float ---------------------------------------------------------------------------------------------- */

/* The style that a type character asks for. False with ValueError. */
static bool style_for(const FormatSpecification *s, DoubleStyle *style, const char *type_name)
{
    Character type = s->type;
    if (type && (type >= 128 || !strchr("eEfFgGn%", (int)type))) {
        format_raise_unknown_code(type, type_name);
        return false;
    }
    if (s->precision > INT_MAX) {
        raise_error(ValueError, "precision too big");
        return false;
    }
    *style = (DoubleStyle){.type = type == 0     ? 'r'
                                   : type == 'n' ? 'g'
                                   : type == '%' ? 'f'
                                                 : (char)type,
                           .precision = s->precision < 0 ? 6 : (int)s->precision,
                           .alternate = s->alternate};
    if (type == 0) {
        style->add_point_zero = true;
        if (s->precision >= 0)
            style->type = 'g';
    }
    return true;
}

/* Does the text show zero? */
static bool shows_zero(const NumberText *text)
{
    for (size_t i = 0; i < text->length && text->data[i] != 'e' && text->data[i] != 'E'; i++)
        if (text->data[i] >= '1' && text->data[i] <= '9')
            return false;
    return true;
}

/* Take the text of a finite or other double apart; *parts points into it. */
static void split_text(const NumberText *text, const FormatSpecification *s, NumberParts *parts)
{
    bool is_negative = text->data[0] == '-';
    const char *digits = text->data + is_negative;
    size_t length = text->length - is_negative, whole = 0;
    while (whole < length && digits[whole] >= '0' && digits[whole] <= '9')
        whole++;
    bool is_number = whole > 0;
    if (is_negative && s->negative_zero && is_number && shows_zero(text))
        is_negative = false;
    *parts = (NumberParts){.sign = format_sign(is_negative, s->sign),
                           .prefix = "",
                           .digits = digits,
                           .digits_length = whole,
                           .rest = digits + whole,
                           .rest_length = length - whole,
                           .suffix = "",
                           .group = 3};
}

Ref format_float(double value, const FormatSpecification *s)
{
    DoubleStyle style;
    NumberText text;
    if (!style_for(s, &style, "float"))
        return NULL;
    Ref result = NULL;
    if (number_text_from_double(s->type == '%' ? value * 100 : value, style, &text)) {
        NumberParts parts;
        split_text(&text, s, &parts);
        parts.suffix = s->type == '%' ? "%" : "";
        StrBuilder builder;
        strbuilder_start(&builder);
        format_parts(&builder, &parts, s);
        result = strbuilder_finish(&builder);
    }
    number_text_free(&text);
    return result;
}

/* --- complex -------------------------------------------------------------------------------------------- */

static void add_part(StrBuilder *builder, const NumberText *text, const FormatSpecification *s, char sign)
{
    FormatSpecification plain = *s;
    plain.width = -1;
    plain.sign = sign;
    NumberParts parts;
    split_text(text, &plain, &parts);
    format_parts(builder, &parts, &plain);
}

/* Without a type it looks like repr: in parentheses, and a zero real part is left out. */
static Ref format_complex_text(const NumberText *real, const NumberText *imaginary, bool skip_real, bool parentheses,
                               const FormatSpecification *s)
{
    StrBuilder builder;
    strbuilder_start(&builder);
    if (parentheses)
        strbuilder_add_character(&builder, '(');
    if (!skip_real)
        add_part(&builder, real, s, s->sign);
    add_part(&builder, imaginary, s, skip_real ? s->sign : '+');
    strbuilder_add_character(&builder, 'j');
    if (parentheses)
        strbuilder_add_character(&builder, ')');
    Ref text = strbuilder_finish(&builder);
    if (!text)
        return NULL;
    FormatSpecification outer = {.fill = s->fill, .align = s->align ? s->align : '>', .width = s->width, .precision = -1};
    Ref result = format_str(text, &outer);
    release(text);
    return result;
}

Ref format_complex(double real, double imaginary, const FormatSpecification *s)
{
    if (s->type == '%')
        return format_raise_unknown_code(s->type, "complex");
    DoubleStyle style;
    if (!style_for(s, &style, "complex"))
        return NULL;
    if (s->fill == '0' || s->zero_padding)
        return raise_error(ValueError, "Zero padding is not allowed in complex format specifier");
    if (s->align == '=')
        return raise_error(ValueError, "'=' alignment flag is not allowed in complex format specifier");
    style.add_point_zero = false;
    NumberText first, second;
    Ref result = NULL;
    bool skip_real = s->type == 0 && real == 0 && !signbit(real);
    bool done = number_text_from_double(real, style, &first);
    if (done && number_text_from_double(imaginary, style, &second))
        result = format_complex_text(&first, &second, skip_real, s->type == 0 && !skip_real, s);
    if (done)
        number_text_free(&second);
    number_text_free(&first);
    return result;
}
