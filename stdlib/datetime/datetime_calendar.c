/* datetime_calendar: the Gregorian calendar, continued into the past, and the arguments that all classes read alike. */
#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/datetime/datetime_private.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month];
}

static int days_before_month(int year, int month)
{
    static const int days[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return days[month] + (month > 2 && is_leap(year));
}

static int days_before_year(int year)
{
    int before = year - 1;
    return before * 365 + before / 4 - before / 100 + before / 400;
}

int ordinal_of(int year, int month, int day)
{
    return days_before_year(year) + days_before_month(year, month) + day;
}

int day_of_year(int year, int month, int day)
{
    return days_before_month(year, month) + day;
}

void ordinal_to_day(int ordinal, int *year, int *month, int *day)
{
    enum { DAYS_400 = 146097, DAYS_100 = 36524, DAYS_4 = 1461, DAYS_1 = 365 };
    int left = ordinal - 1, n400 = left / DAYS_400;
    left %= DAYS_400;
    int n100 = left / DAYS_100;
    left %= DAYS_100;
    int n4 = left / DAYS_4;
    left %= DAYS_4;
    int n1 = left / DAYS_1;
    left %= DAYS_1;
    *year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
    if (n1 == 4 || n100 == 4) { /* the last day of a leap year, which its cycle has beyond its years */
        *year -= 1;
        *month = 12;
        *day = 31;
        return;
    }
    *month = (left + 50) >> 5; /* the month, or one too many */
    if (days_before_month(*year, *month) > left)
        *month -= 1;
    *day = left - days_before_month(*year, *month) + 1;
}

int weekday_of(int year, int month, int day)
{
    return (ordinal_of(year, month, day) + 6) % 7;
}

int iso_first_monday(int year)
{
    int first = ordinal_of(year, 1, 1), weekday = (first + 6) % 7, monday = first - weekday;
    return weekday > 3 ? monday + 7 : monday;
}

int iso_to_day(int iso_year, int week, int weekday, int *year, int *month, int *day)
{
    if (iso_year < YEAR_LEAST || iso_year > YEAR_MOST)
        return -4;
    if (week <= 0 || week >= 53) {
        int first = weekday_of(iso_year, 1, 1);
        if (week != 53 || (first != 3 && (first != 2 || !is_leap(iso_year))))
            return -2;
    }
    if (weekday <= 0 || weekday >= 8)
        return -3;
    int ordinal = iso_first_monday(iso_year) + (week - 1) * 7 + weekday - 1;
    if (ordinal < 1) /* in the last days of the year before the first */
        *year = 0, *month = 1, *day = 1;
    else
        ordinal_to_day(ordinal, year, month, day);
    return 0;
}

/* --- arguments ------------------------------------------------------------------------------------------ */

bool check_day(int year, int month, int day)
{
    if (year < YEAR_LEAST || year > YEAR_MOST)
        return raise_error(ValueError, "year %d is out of range", year) != NULL;
    if (month < 1 || month > 12)
        return raise_error(ValueError, "month must be in 1..12") != NULL;
    return (day >= 1 && day <= days_in_month(year, month)) || raise_error(ValueError, "day is out of range for month") != NULL;
}

bool check_clock(int hour, int minute, int second, int micros, int fold)
{
    if (hour < 0 || hour > 23)
        return raise_error(ValueError, "hour must be in 0..23") != NULL;
    if (minute < 0 || minute > 59)
        return raise_error(ValueError, "minute must be in 0..59") != NULL;
    if (second < 0 || second > 59)
        return raise_error(ValueError, "second must be in 0..59") != NULL;
    if (micros < 0 || micros > 999999)
        return raise_error(ValueError, "microsecond must be in 0..999999") != NULL;
    return fold == 0 || fold == 1 || raise_error(ValueError, "fold must be either 0 or 1") != NULL;
}

bool read_int(View value, int *result)
{
    int64_t number;
    if (!object_as_int64(value, &number))
        return false;
    *result = (int)number;
    if (number > INT32_MAX)
        return raise_error(OverflowError, "signed integer is greater than maximum") != NULL;
    return number >= INT32_MIN || raise_error(OverflowError, "signed integer is less than minimum") != NULL;
}

bool read_or_keep(View argument, int present, int *result)
{
    *result = present;
    return !argument || read_int(argument, result);
}

void *datetime_allocate(TypeObject *type)
{
    if (type_has(type, TYPE_FLAG_HEAP)) {
        Ref object = type_allocate(type, 0);
        if (object)
            gc_track(object);
        return object;
    }
    GcObject *object = gc_new(type->index, type->size);
    if (object)
        memset(object + 1, 0, type->size - sizeof *object);
    return object;
}

void datetime_track(View object, View zone)
{
    if (zone && type_has(type_of_peek(zone), TYPE_FLAG_HEAP) && !gc_is_tracked(object))
        gc_track(object);
}

bool check_zone(View value)
{
    return !value || value == NONE || is_instance(value, &datetime_tzinfo_type) ||
           raise_error(TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", value) != NULL;
}

Ref state_bytes(View value, const char *what)
{
    Ref bytes = codec_encode_as(AS_OBJECT(str_view(value)), CODEC_LATIN1, "strict", 0);
    if (!bytes && error_clear_if(UnicodeEncodeError))
        raise_error(ValueError,
                    "Failed to encode latin1 string when unpickling a %s object. pickle.load(data, encoding='latin1') is assumed.", what);
    return bytes;
}

Ref raise_uncomparable(View left, View right)
{
    return raise_error(TypeError, "can't compare %T to %T", left, right);
}
