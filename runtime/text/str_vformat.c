/* str_vformat: printf for str: what C code words its messages with.
 *
 * Beyond printf's own: %U a str object, %S str(object), %R repr(object), %A ascii(object), %T the name of an
 * object's type, %N the name of a TypeObject. Object conversions may run Python code and fail; then the
 * result is NULL with their exception. */
#include <ctype.h>
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/text/strbuilder.h"

/* One conversion of the format: "%-*.200lu" and so on. */
typedef struct Conversion {
    const char *flags;
    int flags_length;
    int width, precision; /* -1: not given */
    int longs;            /* 'l's; z counts as one */
    char letter;
} Conversion;

static const char *parse_number(const char *format, int *number)
{
    for (*number = 0; isdigit((unsigned char)*format); format++)
        *number = *number * 10 + (*format - '0');
    return format;
}

/* The format behind '%'. A '*' takes its value from the arguments. */
static const char *parse_conversion(const char *format, Conversion *c, va_list *arguments)
{
    *c = (Conversion){.flags = format, .width = -1, .precision = -1};
    while (*format && strchr("-+ #0", *format))
        format++;
    c->flags_length = (int)(format - c->flags);
    if (*format == '*') {
        c->width = va_arg(*arguments, int);
        format++;
    } else if (isdigit((unsigned char)*format)) {
        format = parse_number(format, &c->width);
    }
    if (*format == '.') {
        if (format[1] == '*') {
            c->precision = va_arg(*arguments, int);
            format += 2;
        } else {
            format = parse_number(format + 1, &c->precision);
        }
    }
    for (; *format == 'l' || *format == 'z' || *format == 'h'; format++)
        c->longs += *format != 'h';
    c->letter = *format;
    return *format ? format + 1 : format;
}

static void add_integer(StrBuilder *builder, const Conversion *c, va_list *arguments)
{
    bool is_signed = c->letter == 'd' || c->letter == 'i';
    long long value;
    if (c->longs)
        value = va_arg(*arguments, long);
    else
        value = is_signed ? va_arg(*arguments, int) : (long long)va_arg(*arguments, unsigned);
    char form[16], buffer[128];
    snprintf(form, sizeof form, "%%%.*s*.*ll%c", c->flags_length < 5 ? c->flags_length : 5, c->flags, c->letter);
    int width = c->width < 0 ? 0 : c->width < 60 ? c->width : 60, precision = c->precision < 60 ? c->precision : 60;
    int length = snprintf(buffer, sizeof buffer, form, width, precision, value);
    strbuilder_add_bytes(builder, buffer, (size_t)length);
}

static void add_double(StrBuilder *builder, const Conversion *c, va_list *arguments)
{
    char form[16], buffer[512];
    snprintf(form, sizeof form, "%%%.*s*.*%c", c->flags_length < 5 ? c->flags_length : 5, c->flags, c->letter);
    int length = snprintf(buffer, sizeof buffer, form, c->width < 0 ? 0 : c->width, c->precision, va_arg(*arguments, double));
    strbuilder_add_bytes(builder, buffer, length < (int)sizeof buffer ? (size_t)length : sizeof buffer - 1);
}

/* A str, cut to the precision and padded to the width. */
static void add_str(StrBuilder *builder, const Conversion *c, View text)
{
    size_t length = str_view(text)->length, kept = c->precision >= 0 && (size_t)c->precision < length ? (size_t)c->precision : length;
    size_t padding = c->width > 0 && (size_t)c->width > kept ? (size_t)c->width - kept : 0;
    bool to_left = c->flags_length && *c->flags == '-';
    if (!to_left)
        strbuilder_add_repeated(builder, ' ', padding);
    strbuilder_add_slice(builder, text, 0, kept);
    if (to_left)
        strbuilder_add_repeated(builder, ' ', padding);
}

static bool add_str_take(StrBuilder *builder, const Conversion *c, Ref text)
{
    if (!text)
        return false;
    add_str(builder, c, text);
    release(text);
    return true;
}

/* C text may be UTF-8; it is cut by bytes, as printf does, when it is ASCII. */
static bool add_text(StrBuilder *builder, const Conversion *c, const char *text)
{
    if (!text)
        text = "(null)";
    size_t length = c->precision >= 0 ? strnlen(text, (size_t)c->precision) : strlen(text);
    if (c->width <= 0 && str_widest_in(text, STR_1, length) < 128) {
        strbuilder_add_bytes(builder, text, length);
        return true;
    }
    return add_str_take(builder, c, str_from_utf8(text, length));
}

static bool add_conversion(StrBuilder *builder, const Conversion *c, va_list *arguments)
{
    switch (c->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': add_integer(builder, c, arguments); return true;
    case 'e':
    case 'f':
    case 'g': add_double(builder, c, arguments); return true;
    case 'c': strbuilder_add_character(builder, (Character)va_arg(*arguments, int)); return true;
    case 'p': {
        char buffer[32];
        snprintf(buffer, sizeof buffer, "%p", va_arg(*arguments, void *));
        strbuilder_add_text(builder, buffer);
        return true;
    }
    case 's': return add_text(builder, c, va_arg(*arguments, const char *));
    case 'U': add_str(builder, c, va_arg(*arguments, View)); return true;
    case 'S': return add_str_take(builder, c, object_str(va_arg(*arguments, View)));
    case 'R': return add_str_take(builder, c, object_repr(va_arg(*arguments, View)));
    case 'A': return add_str_take(builder, c, object_ascii(va_arg(*arguments, View)));
    case 'T': return add_text(builder, c, type_name_peek(type_of_peek(va_arg(*arguments, View))));
    case 'K': {
        View object = va_arg(*arguments, View);
        return add_text(builder, c, object == NONE ? "None" : type_name_peek(type_of_peek(object)));
    }
    case 'N': return add_text(builder, c, type_name_peek(va_arg(*arguments, TypeObject *)));
    default:
        strbuilder_add_character(builder, (Character)(unsigned char)c->letter); /* %% */
        return true;
    }
}

/* Plain text up to the next '%', which may be UTF-8. */
static const char *add_plain(StrBuilder *builder, const char *format, bool *done)
{
    size_t length = strcspn(format, "%");
    Conversion all = {.width = -1, .precision = (int)length};
    *done = length == 0 || add_text(builder, &all, format);
    return format + length;
}

Ref str_vformat(const char *format, va_list given)
{
    va_list arguments;
    va_copy(arguments, given);
    StrBuilder builder;
    strbuilder_start(&builder);
    bool done = true;
    while (done && *format) {
        format = add_plain(&builder, format, &done);
        if (!done || !*format)
            break;
        Conversion conversion;
        format = parse_conversion(format + 1, &conversion, &arguments);
        done = add_conversion(&builder, &conversion, &arguments);
    }
    va_end(arguments);
    if (done)
        return strbuilder_finish(&builder);
    strbuilder_abandon(&builder);
    return NULL;
}

Ref str_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Ref result = str_vformat(format, arguments);
    va_end(arguments);
    return result;
}
