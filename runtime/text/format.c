/* format: the format specification mini-language: parsing it, and formatting of str and int.
 *
 *     [[fill]align][sign][z][#][0][width][grouping][.precision][type]       f'{x:*>+12,.2f}'
 *
 * The text is read once, from left to right, into a FormatSpecification; what is left over is the type, one
 * character at most. Whether a type or an option fits is then the business of each kind of object, with
 * CPython's words.
 * Elsewhere:  format_number.c lays numbers out and formats float and complex. */
#include "runtime/text/format.h"

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/format_number.h"
#include "runtime/text/str_methods.h"

/* --- parsing -------------------------------------------------------------------------------------------- */

typedef struct Parser {
    StrView text;
    size_t at;
} Parser;

static Character peek(const Parser *p, size_t ahead)
{
    return p->at + ahead < p->text->length ? str_at(p->text, p->at + ahead) : 0;
}

static bool accept(Parser *p, Character c)
{
    if (p->at < p->text->length && peek(p, 0) == c) {
        p->at++;
        return true;
    }
    return false;
}

static bool is_alignment(Character c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

/* A number; *result stays -1 if there is none. */
static bool parse_integer(Parser *p, Index *result)
{
    *result = -1;
    for (Character c; (c = peek(p, 0)) >= '0' && c <= '9'; p->at++) {
        Index digit = (Index)(c - '0'), value = *result < 0 ? 0 : *result;
        if (value > (PTRDIFF_MAX - digit) / 10) {
            raise_error(ValueError, "Too many decimal digits in format string");
            return false;
        }
        *result = value * 10 + digit;
    }
    return true;
}

static void parse_alignment(Parser *p, FormatSpecification *s)
{
    if (p->at + 1 < p->text->length && is_alignment(peek(p, 1))) {
        s->fill = peek(p, 0);
        s->align = (char)peek(p, 1);
        p->at += 2;
    } else if (is_alignment(peek(p, 0))) {
        s->align = (char)peek(p, 0);
        p->at++;
    }
}

static void parse_flags(Parser *p, FormatSpecification *s)
{
    Character c = peek(p, 0);
    if (c == '+' || c == '-' || c == ' ') {
        s->sign = (char)c;
        p->at++;
    }
    s->negative_zero = accept(p, 'z');
    s->alternate = accept(p, '#');
    s->zero_padding = s->fill == NO_FILL && accept(p, '0');
}

static bool parse_grouping(Parser *p, FormatSpecification *s)
{
    if (accept(p, ','))
        s->grouping = ',';
    if (s->grouping ? peek(p, 0) == '_' : accept(p, '_')) {
        if (s->grouping) {
            raise_error(ValueError, "Cannot specify both ',' and '_'.");
            return false;
        }
        s->grouping = '_';
    }
    if (s->grouping != '_' || peek(p, 0) != ',')
        return true;
    raise_error(ValueError, "Cannot specify both ',' and '_'.");
    return false;
}

static bool grouping_fits(const FormatSpecification *s)
{
    Character type = s->type;
    if (!s->grouping || type == 0 || (type < 128 && strchr("defgEG%F", (int)type)) ||
        (s->grouping == '_' && type < 128 && strchr("boxX", (int)type)))
        return true;
    if (type > 32 && type < 128)
        raise_error(ValueError, "Cannot specify '%c' with '%c'.", s->grouping, (int)type);
    else
        raise_error(ValueError, "Cannot specify '%c' with '\\x%x'.", s->grouping, (unsigned)type);
    return false;
}

static bool format_parse(StrView specification, View object, FormatSpecification *s)
{
    *s = (FormatSpecification){.fill = NO_FILL, .width = -1, .precision = -1};
    Parser p = {specification, 0};
    parse_alignment(&p, s);
    parse_flags(&p, s);
    if (!parse_integer(&p, &s->width) || !parse_grouping(&p, s))
        return false;
    if (accept(&p, '.')) {
        if (!parse_integer(&p, &s->precision))
            return false;
        if (s->precision < 0) {
            raise_error(ValueError, "Format specifier missing precision");
            return false;
        }
    }
    if (p.text->length - p.at > 1) {
        raise_error(ValueError, "Invalid format specifier '%U' for object of type '%T'", AS_OBJECT(p.text), object);
        return false;
    }
    if (p.at < p.text->length)
        s->type = peek(&p, 0);
    else if (object->type == TYPE_STR)
        s->type = 's';
    return grouping_fits(s);
}

void *format_raise_unknown_code(Character type, const char *type_name)
{
    if (type > 32 && type < 128)
        return raise_error(ValueError, "Unknown format code '%c' for object of type '%s'", (int)type, type_name);
    return raise_error(ValueError, "Unknown format code '\\x%x' for object of type '%s'", (unsigned)type, type_name);
}

void format_pads(const FormatSpecification *s, size_t length, char default_align, size_t *left, size_t *right)
{
    size_t missing = s->width > 0 && (size_t)s->width > length ? (size_t)s->width - length : 0;
    char align = s->align ? s->align : default_align;
    *left = align == '>' || align == '=' ? missing : align == '^' ? missing / 2 : 0;
    *right = missing - *left;
}

/* --- str ------------------------------------------------------------------------------------------------ */

static bool check_for_str(const FormatSpecification *s)
{
    const char *message = s->sign == ' '     ? "Space not allowed in string format specifier"
                          : s->sign          ? "Sign not allowed in string format specifier"
                          : s->negative_zero ? "Negative zero coercion (z) not allowed in string format specifier"
                          : s->alternate     ? "Alternate form (#) not allowed in string format specifier"
                          : s->align == '='  ? "'=' alignment not allowed in string format specifier"
                                             : NULL;
    if (message)
        raise_error(ValueError, message);
    return !message;
}

Ref format_str(View self, const FormatSpecification *s)
{
    StrView text = str_view(self);
    if (s->type && s->type != 's')
        return format_raise_unknown_code(s->type, "str");
    if (!check_for_str(s))
        return NULL;
    size_t left, right, length = s->precision >= 0 && (size_t)s->precision < text->length ? (size_t)s->precision : text->length;
    format_pads(s, length, '<', &left, &right);
    Ref cut = str_slice(AS_OBJECT(text), 0, length);
    Ref result = cut ? str_padded(cut, left, right, s->fill != NO_FILL ? s->fill : s->zero_padding ? '0' : ' ') : NULL;
    release_maybe(cut);
    return result;
}

/* --- int ------------------------------------------------------------------------------------------------ */

static Ref format_character(View value, const FormatSpecification *s)
{
    int64_t code;
    if (s->sign)
        return raise_error(ValueError, "Sign not allowed with integer format specifier 'c'");
    if (s->alternate)
        return raise_error(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    if (!int_to_int64(value, &code))
        return int_raise_too_large("long");
    if (code < 0 || code > 0x10FFFF)
        return raise_error(OverflowError, "%%c arg not in range(0x110000)");
    FormatSpecification as_text = *s;
    as_text.type = 0;
    as_text.precision = -1;
    as_text.align = s->align == '=' || !s->align ? '>' : s->align;
    Ref text = str_from_character((Character)code);
    Ref result = text ? format_str(text, &as_text) : NULL;
    release_maybe(text);
    return result;
}

static Ref format_int_as_float(View value, const FormatSpecification *s)
{
    double number;
    return int_to_double(value, &number) ? format_float(number, s) : NULL;
}

/* Sign, prefix, separators and padding around the digits in `text` (which may begin with '-'). */
static Ref layout_int(const char *text, size_t length, const char *prefix, int group, const FormatSpecification *s)
{
    bool is_negative = *text == '-';
    NumberParts parts = {.sign = format_sign(is_negative, s->sign),
                         .prefix = prefix,
                         .digits = text + is_negative,
                         .digits_length = length - is_negative,
                         .rest = "",
                         .suffix = "",
                         .group = group};
    StrBuilder builder;
    strbuilder_start(&builder);
    format_parts(&builder, &parts, s);
    return strbuilder_finish(&builder);
}

static Ref format_int_digits(View value, const FormatSpecification *s, int base)
{
    int64_t word;
    bool capital = s->type == 'X';
    const char *prefix = !s->alternate ? "" : base == 16 ? capital ? "0X" : "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    if (base == 10 && int_to_int64(value, &word)) {
        char buffer[24];
        return layout_int(buffer, int_word_text(word, buffer), prefix, 3, s);
    }
    Ref digits = int_to_str(value, base, false);
    if (!digits)
        return NULL;
    StrView text = (StrView)digits;
    for (size_t i = 0; capital && i < text->length; i++) /* int_to_str made it for us alone */
        text->data[i] = text->data[i] >= 'a' ? text->data[i] & 0xDF : text->data[i];
    Ref result = layout_int((const char *)text->data, text->length, prefix, base == 10 ? 3 : 4, s);
    release(digits);
    return result;
}

static Ref format_int(View value, const FormatSpecification *s)
{
    Character type = s->type ? s->type : 'd';
    if (type < 128 && strchr("eEfFgG%", (int)type))
        return format_int_as_float(value, s);
    if (type >= 128 || !strchr("bcdoxXn", (int)type))
        return format_raise_unknown_code(type, type_name_peek(type_of_peek(value)));
    if (s->precision >= 0)
        return raise_error(ValueError, "Precision not allowed in integer format specifier");
    if (s->negative_zero)
        return raise_error(ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    if (type == 'c')
        return format_character(value, s);
    return format_int_digits(value, s, type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10);
}

/* --- __format__ ----------------------------------------------------------------------------------------- */

Ref format_native(View self, View specification)
{
    StrView text = str_view(specification);
    if (!text)
        return raise_error(TypeError, "__format__() argument must be str, not %K", specification);
    if (text->length == 0)
        return object_str(self);
    FormatSpecification s;
    if (!format_parse(text, self, &s))
        return NULL;
    if (self->type == TYPE_STR)
        return format_str(self, &s);
    if (self->type == TYPE_FLOAT)
        return format_float(((FloatObject *)self)->value, &s);
    if (self->type == TYPE_COMPLEX)
        return format_complex(((ComplexObject *)self)->real, ((ComplexObject *)self)->imaginary, &s);
    return format_int(self, &s);
}
