/* iso_parse: texts in most forms of ISO 8601.
 *
 * What is accepted is what CPython 3.11 accepts, to the last oddity; a mistake is a number below zero, for which the caller complains. */
#include "runtime/errors/errors.h"
#include "stdlib/datetime/datetime_private.h"

void *raise_iso(View text)
{
    return raise_error(ValueError, "Invalid isoformat string: %R", text);
}

bool iso_text(View object, IsoText *result)
{
    StrView text = str_view(object);
    if (text->length >= sizeof result->text)
        return false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        result->text[i] = c && c < 128 ? (char)c : 'T';
    }
    result->text[text->length] = 0;
    result->length = text->length;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* So many digits; where they end, or NULL. */
static const char *digits(const char *at, int *number, int count)
{
    *number = 0;
    for (int i = 0; i < count; i++, at++) {
        if (!is_digit(*at))
            return NULL;
        *number = *number * 10 + (*at - '0');
    }
    return at;
}

int iso_parse_day(const char *text, size_t length, int *year, int *month, int *day)
{
    const char *at = digits(text, year, 4);
    if (!at)
        return -1;
    bool separated = *at == '-';
    at += separated;
    if (*at == 'W') {
        int week, weekday = 1;
        if (!(at = digits(at + 1, &week, 2)))
            return -3;
        if ((size_t)(at - text) < length) {
            if (separated && *at++ != '-')
                return -2;
            if (!digits(at, &weekday, 1))
                return -4;
        }
        int result = iso_to_day(*year, week, weekday, year, month, day);
        return result ? -3 + result : 0;
    }
    if (!(at = digits(at, month, 2)))
        return -1;
    if (separated && *at++ != '-')
        return -2;
    return digits(at, day, 2) ? 0 : -1;
}

/* HH[:MM[:SS[.ffffff]]] or HHMM…: 0; 1: something follows before the end of the text; below: a mistake. */
static int parse_parts(const char *at, const char *end, int parts[4])
{
    parts[0] = parts[1] = parts[2] = parts[3] = 0;
    bool separated = true;
    for (int i = 0; i < 3; i++) {
        if (!(at = digits(at, &parts[i], 2)))
            return -3;
        char c = *at++;
        if (i == 0)
            separated = c == ':';
        if (at >= end)
            return c != 0;
        if (separated && c == ':')
            continue;
        if (c == '.' || c == ',')
            break;
        if (separated)
            return -4;
        at--;
    }
    int count = end - at > 6 ? 6 : (int)(end - at);
    if (!(at = digits(at, &parts[3], count)))
        return -3;
    for (; count < 6; count++)
        parts[3] *= 10;
    while (is_digit(*at))
        at++;
    return *at != 0;
}

int iso_parse_clock(const char *text, size_t length, int clock[4], int *offset, int *offset_micros)
{
    const char *end = text + length, *zone = text;
    int parts[4];
    do {
        if (*zone == '+' || *zone == '-' || *zone == 'Z')
            break;
    } while (++zone < end);
    int result = parse_parts(text, zone, clock);
    if (result < 0)
        return result;
    if (zone == end)
        return result == 1 ? -5 : 0;
    if (*zone == 'Z') {
        *offset = *offset_micros = 0;
        return zone[1] ? -5 : 1;
    }
    int sign = *zone == '-' ? -1 : 1;
    result = parse_parts(zone + 1, end, parts);
    *offset = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
    *offset_micros = sign * parts[3];
    return result ? -5 : 1;
}

/* Where the date ends, and one character stands before the time. */
size_t iso_separator(const char *text, size_t length)
{
    if (length == 7)
        return 7;
    if (text[4] == '-') {
        if (text[5] != 'W')
            return 10;
        if (length > 8 && text[8] == '-') {
            if (length == 9)
                return (size_t)-1;
            return length > 10 && is_digit(text[10]) ? 8 : 10;
        }
        return 8;
    }
    if (text[4] != 'W')
        return 8;
    size_t place = 7;
    while (place < length && is_digit(text[place]))
        place++;
    if (place < 9)
        return place;
    return place % 2 == 0 ? 7 : 8;
}

Ref iso_zone(int result, int offset, int offset_micros)
{
    if (result != 1)
        return NULL;
    if (offset == 0)
        return retain(datetime_utc);
    Ref delta = delta_new(0, offset, offset_micros), zone = delta ? zone_new(delta, NULL) : NULL;
    release_maybe(delta);
    return zone;
}
