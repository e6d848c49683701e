/* datetime_local: the system's clock and time zone.
 *
 * Seconds here count from the beginning of year 1, as if there were no zones: so "local" is a function from seconds to seconds, and a
 * local moment is found by trying what it was a day before or after. */
#include <errno.h>
#include <math.h>
#include <time.h>

#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"

const int64_t epoch_seconds = (int64_t)719163 * DAY_SECONDS;

enum { FOLD_SECONDS = 24 * 3600 };

int64_t utc_seconds(const Day *day, const Clock *clock)
{
    return ((int64_t)ordinal_of(day->year, day->month, day->day) * 24 + clock->hour) * 3600 + clock->minute * 60 + clock->second;
}

static bool break_down(int64_t timestamp, LocalWay way, struct tm *tm)
{
    time_t seconds = (time_t)timestamp;
    errno = 0;
    if (way == WAY_LOCAL ? localtime_r(&seconds, tm) != NULL : gmtime_r(&seconds, tm) != NULL)
        return true;
    return raise_errno(errno ? errno : EINVAL, NULL) != NULL;
}

/* What the clock on the wall shows. False with an exception. */
static bool local(int64_t seconds, int64_t *result)
{
    struct tm tm;
    if (!break_down(seconds - epoch_seconds, WAY_LOCAL, &tm))
        return false;
    int year = tm.tm_year + 1900;
    if (year < YEAR_LEAST || year > YEAR_MOST)
        return raise_error(ValueError, "year %d is out of range", year) != NULL;
    Day day = {(uint16_t)year, (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday};
    Clock clock = {(uint8_t)tm.tm_hour, (uint8_t)tm.tm_min, (uint8_t)(tm.tm_sec > 59 ? 59 : tm.tm_sec), 0, 0};
    *result = utc_seconds(&day, &clock);
    return true;
}

bool local_to_utc(const Day *day, const Clock *clock, int64_t *seconds)
{
    int64_t t = utc_seconds(day, clock), shown, t1, t2;
    if (!local(t, &shown))
        return false;
    int64_t a = shown - t, u1 = t - a, b;
    if (!local(u1, &t1))
        return false;
    if (t1 == t) { /* one solution; is there another, with the offset of a day before or after? */
        int64_t other = clock->fold ? u1 + FOLD_SECONDS : u1 - FOLD_SECONDS;
        if (!local(other, &shown))
            return false;
        b = shown - other;
        if (a == b) {
            *seconds = u1;
            return true;
        }
    } else {
        b = t1 - u1;
    }
    int64_t u2 = t - b;
    if (!local(u2, &t2))
        return false;
    if (t2 == t)
        *seconds = u2;
    else if (t1 == t)
        *seconds = u1;
    else /* in the gap when clocks go forward */
        *seconds = (u1 < u2) == (clock->fold != 0) ? u1 : u2;
    return true;
}

static bool is_in_fold(int64_t timestamp, const Day *day, const Clock *clock, uint8_t *fold)
{
    int64_t shown = utc_seconds(day, clock), probe;
    if (!local(epoch_seconds + timestamp - FOLD_SECONDS, &probe))
        return false;
    int64_t transition = shown - probe - FOLD_SECONDS;
    if (transition < 0) {
        if (!local(epoch_seconds + timestamp + transition, &probe))
            return false;
        *fold = probe == shown;
    }
    return true;
}

bool timestamp_to_moment(int64_t seconds, int32_t micros, LocalWay way, Day *day, Clock *clock)
{
    struct tm tm;
    if (!break_down(seconds, way, &tm))
        return false;
    if (!check_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday))
        return false;
    *day = (Day){(uint16_t)(tm.tm_year + 1900), (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday};
    *clock = (Clock){(uint8_t)tm.tm_hour, (uint8_t)tm.tm_min, (uint8_t)(tm.tm_sec > 59 ? 59 : tm.tm_sec), 0, (uint32_t)micros};
    return true;
}

bool timestamp_fold(int64_t seconds, const Day *day, Clock *clock)
{
    return is_in_fold(seconds, day, clock, &clock->fold);
}

static bool raise_timestamp_range(void)
{
    return raise_error(OverflowError, "timestamp out of range for platform time_t") != NULL;
}

static double round_half_even(double x)
{
    double rounded = round(x);
    return fabs(x - rounded) == 0.5 ? 2.0 * round(x / 2.0) : rounded;
}

bool read_timestamp(View value, bool floor_wanted, int64_t *seconds, int32_t *micros)
{
    *micros = 0;
    if (!is_float(value)) {
        if (object_as_int64(value, seconds))
            return true;
        return error_clear_if(OverflowError) ? raise_timestamp_range() : false;
    }
    double number = float_value(value), whole, part;
    if (isnan(number))
        return raise_error(ValueError, "Invalid value NaN (not a number)") != NULL;
    if (floor_wanted) {
        whole = floor(number);
        part = 0;
    } else {
        part = round_half_even(modf(number, &whole) * MICROS);
        if (part >= MICROS) {
            part -= MICROS;
            whole += 1;
        } else if (part < 0) {
            part += MICROS;
            whole -= 1;
        }
    }
    if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0))
        return raise_timestamp_range();
    *seconds = (int64_t)whole;
    *micros = (int32_t)part;
    return true;
}

bool now(int64_t *seconds, int32_t *micros)
{
    struct timespec time;
    if (clock_gettime(CLOCK_REALTIME, &time))
        return raise_errno(errno, NULL) != NULL;
    *seconds = time.tv_sec;
    *micros = (int32_t)(time.tv_nsec / 1000);
    return true;
}

Ref local_zone_at(int64_t timestamp)
{
    struct tm tm;
    if (!break_down(timestamp, WAY_LOCAL, &tm))
        return NULL;
    Ref offset = delta_new(0, tm.tm_gmtoff, 0), name = offset ? str_from_text(tm.tm_zone) : NULL;
    Ref zone = name ? zone_new(offset, name) : NULL;
    release_maybe(offset);
    release_maybe(name);
    return zone;
}
