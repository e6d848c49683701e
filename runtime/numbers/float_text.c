/* float_text: the shortest text of a double, and reading doubles.
 *
 * Shortest: of the decimals that read back as the same double, the one with the fewest digits, and of those
 * the nearest. (The aim: Steele and White, How to Print Floating-Point Numbers Accurately, 1990; David Gay,
 * Correctly Rounded Binary-Decimal Conversions, 1990, whose code CPython uses.) Three ways to it:
 *   1. Most floats in programs were written by people: 0.1, 12.5. Multiply by a power of ten until the number
 *      is whole; if dividing back gives the very same double and there are at most 15 digits, those are the
 *      digits (both steps are single correct roundings).
 *   2. Otherwise print 15, 16 and 17 correctly rounded digits and take the first that reads back. 17 always
 *      do.
 *   3. Above a power of two the doubles lie twice as far apart as below it, so there a 16-digit decimal
 *      farther up may read back while the nearest, below, does not: it is tried too. Subnormal numbers may
 *      need fewer than 15 digits. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float_private.h"
#include "runtime/numbers/int.h"
#include "runtime/text/character.h"
#include "runtime/text/str.h"

/* --- digits --------------------------------------------------------------------------------------------- */

enum { DIGITS_CERTAIN = 15, DIGITS_ENOUGH = 17, WHOLE_STEPS = 15 };

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Digits without trailing zeros; the number is 0.DIGITS * 10^point. */
typedef struct Digits {
    char text[24];
    int count, point;
} Digits;

static void drop_trailing_zeros(Digits *d)
{
    while (d->count > 1 && d->text[d->count - 1] == '0')
        d->count--;
}

/* The first way. value > 0. */
static bool digits_of_short(double value, Digits *d)
{
    if (value >= 1e15 || value < 1e-5)
        return false;
    int step = 0;
    double scaled = value;
    while (scaled != floor(scaled)) {
        if (++step > WHOLE_STEPS || (scaled = value * powers_of_ten[step]) >= 1e15)
            return false;
    }
    if (scaled / powers_of_ten[step] != value)
        return false;
    d->count = (int)int_word_text((int64_t)scaled, d->text);
    d->point = d->count - step;
    drop_trailing_zeros(d);
    return true;
}

/* `digits` correctly rounded ones, by the C library. */
static void digits_rounded(double value, int digits, Digits *d)
{
    char buffer[40];
    snprintf(buffer, sizeof buffer, "%.*e", digits - 1, value);
    d->text[0] = buffer[0];
    memcpy(d->text + 1, buffer + 2, (size_t)digits - 1);
    d->count = digits;
    d->point = atoi(buffer + digits + (digits > 1) + 1) + 1;
}

static bool reads_back(const Digits *d, double value)
{
    char buffer[48];
    snprintf(buffer, sizeof buffer, "0.%.*se%d", d->count, d->text, d->point);
    return strtod(buffer, NULL) == value;
}

/* One more in the last place. False if that would carry out of the first digit. */
static bool next_up(Digits *d)
{
    for (int i = d->count - 1; i >= 0; i--) {
        if (d->text[i] != '9') {
            d->text[i]++;
            return true;
        }
        d->text[i] = '0';
    }
    return false;
}

static void shortest_digits(double value, Digits *d)
{
    if (digits_of_short(value, d))
        return;
    int exponent;
    bool is_power_of_two = frexp(value, &exponent) == 0.5;
    for (int digits = value < 0x1p-1022 ? 1 : DIGITS_CERTAIN; digits < DIGITS_ENOUGH; digits++) {
        digits_rounded(value, digits, d);
        if (reads_back(d, value) || (is_power_of_two && next_up(d) && reads_back(d, value))) {
            drop_trailing_zeros(d);
            return;
        }
    }
    digits_rounded(value, DIGITS_ENOUGH, d);
    drop_trailing_zeros(d);
}

static size_t write_exponential(const Digits *d, char *out)
{
    char *start = out;
    *out++ = d->text[0];
    if (d->count > 1) {
        *out++ = '.';
        memcpy(out, d->text + 1, (size_t)d->count - 1);
        out += d->count - 1;
    }
    int exponent = d->point - 1;
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    exponent = abs(exponent);
    if (exponent < 10)
        *out++ = '0';
    out += int_word_text(exponent, out);
    return (size_t)(out - start);
}

static size_t write_plain(const Digits *d, char *out)
{
    char *start = out;
    if (d->point <= 0)
        *out++ = '0';
    for (int i = 0; i < d->point; i++)
        *out++ = i < d->count ? d->text[i] : '0';
    *out++ = '.';
    for (int i = d->point; i < 0; i++)
        *out++ = '0';
    for (int i = d->point > 0 ? d->point : 0; i < d->count; i++)
        *out++ = d->text[i];
    if (out[-1] == '.')
        *out++ = '0';
    return (size_t)(out - start);
}

size_t float_repr_text(double value, char *buffer)
{
    char *out = buffer;
    if (isnan(value)) {
        memcpy(buffer, "nan", 3);
        return 3;
    }
    if (signbit(value))
        *out++ = '-';
    value = fabs(value);
    if (isinf(value) || value == 0) {
        memcpy(out, value == 0 ? "0.0" : "inf", 3);
        return (size_t)(out - buffer) + 3;
    }
    Digits digits;
    shortest_digits(value, &digits);
    bool plain = digits.point > -4 && digits.point <= 16;
    return (size_t)(out - buffer) + (plain ? write_plain(&digits, out) : write_exponential(&digits, out));
}

/* --- reading -------------------------------------------------------------------------------------------- */

/* The end of the number's text, which must have at least one digit; NULL if it is none. */
static const char *skip_number(const char *text)
{
    size_t digits = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        digits++;
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++)
            digits++;
    if (digits == 0)
        return NULL;
    if (*text == 'e' || *text == 'E') {
        const char *exponent = text + 1 + (text[1] == '+' || text[1] == '-');
        if (*exponent >= '0' && *exponent <= '9')
            for (text = exponent; *text >= '0' && *text <= '9';)
                text++;
    }
    return text;
}

/* "inf", "infinity" or "nan" in any case. */
static const char *skip_special(const char *text, double *value)
{
    if (strncasecmp(text, "nan", 3) == 0) {
        *value = NAN;
        return text + 3;
    }
    if (strncasecmp(text, "inf", 3) != 0)
        return NULL;
    *value = INFINITY;
    return text + (strncasecmp(text + 3, "inity", 5) == 0 ? 8 : 3);
}

double float_scan(const char *text, const char **end)
{
    const char *start = text;
    bool is_negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    double value = 0;
    const char *stop = skip_number(text);
    if (stop)
        value = strtod(text, NULL); /* stops there too: the text begins with a digit or point and has no x */
    else if (!(stop = skip_special(text, &value)))
        stop = start;
    if (stop > text && text[0] == '0' && (text[1] | 0x20) == 'x')
        value = 0; /* strtod would have read a hexadecimal number */
    *end = stop;
    return is_negative ? -value : value;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Copy without underscores, which must stand between digits; the length, or -1. */
static Index copy_without_underscores(const char *text, size_t length, char *out)
{
    char *start = out;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '\0')
            return -1;
        if (c != '_') {
            *out++ = c;
            continue;
        }
        bool between = i > 0 && i + 1 < length && text[i - 1] >= '0' && text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (!between)
            return -1;
    }
    *out = '\0';
    return out - start;
}

static bool parse_clean(const char *text, size_t length, char *buffer, double *result)
{
    Index clean = copy_without_underscores(text, length, buffer);
    if (clean <= 0)
        return false;
    const char *end;
    *result = float_scan(buffer, &end);
    return end == buffer + clean;
}

bool float_parse(const char *text, size_t length, double *result)
{
    while (length && is_space(*text)) {
        text++;
        length--;
    }
    while (length && is_space(text[length - 1]))
        length--;
    char small[256];
    if (length < sizeof small)
        return parse_clean(text, length, small, result);
    char *buffer = heap_allocate(length + 1);
    if (!buffer) {
        raise_memory_error();
        return false;
    }
    bool done = parse_clean(text, length, buffer, result);
    heap_free(buffer, length + 1);
    return done;
}

Ref float_from_text(View object)
{
    const unsigned char *bytes;
    size_t length;
    char *owned = NULL;
    const char *text;
    if (bytes_data_peek(object, &bytes, &length))
        text = (const char *)bytes;
    else
        text = character_number_text(str_view(object), &length, &owned);
    if (!text)
        return NULL;
    double value;
    bool done = float_parse(text, length, &value);
    str_utf8_free(owned, length);
    if (done)
        return float_new(value);
    return error_is_set() ? NULL : raise_error(ValueError, "could not convert string to float: %R", object);
}
