/* time: clocks, sleeping, and calendar time as C's time.h knows it.
 *
 * Moments are nanoseconds in 64 bits (CPython's _PyTime_t): what does not fit is an OverflowError. Calendar
 * time is C's struct tm; a struct_time from Python is checked before C's functions see it, because they use
 * its numbers as indices (tm_check).
 *
 * sleep:      until a moment of the monotonic clock, not for a duration: a signal that interrupts it does not
 *             make it longer. Ctrl-C ends it.
 * strftime:   how long the text will be is not known; the buffer doubles until it fits.
 * strptime:   is the library's, in Python.
 * Zones:      timezone and tzname are asked of January and July: one of these is standard time. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/namespace.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/module_types.h"
#include "vm/import/import.h"
#include "vm/run/frame.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

static const int64_t second_ns = 1000000000;

/* --- clocks --------------------------------------------------------------------------------------------- */

typedef struct Clock {
    const char *name; /* of the function; NULL ends the table */
    const char *implementation;
    clockid_t id;
    bool is_adjustable;
} Clock;

static const Clock clocks[] = {{"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, true},
                               {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, false},
                               {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, false},
                               {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, false},
                               {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, false},
                               {NULL, NULL, 0, false}};

static int64_t timespec_ns(const struct timespec *spec)
{
    return (int64_t)spec->tv_sec * second_ns + spec->tv_nsec;
}

static double timespec_seconds(const struct timespec *spec)
{
    return (double)timespec_ns(spec) / 1e9;
}

static Ref clock_seconds(clockid_t id)
{
    struct timespec now;
    return clock_gettime(id, &now) ? raise_errno(errno, NULL) : float_new(timespec_seconds(&now));
}

static Ref clock_nanoseconds(clockid_t id)
{
    struct timespec now;
    return clock_gettime(id, &now) ? raise_errno(errno, NULL) : int_new(timespec_ns(&now));
}

#define CLOCK_FUNCTIONS(name, id)                                    \
    static Ref time_##name(View self UNUSED, View *args UNUSED)      \
    {                                                                \
        return clock_seconds(id);                                    \
    }                                                                \
    static Ref time_##name##_ns(View self UNUSED, View *args UNUSED) \
    {                                                                \
        return clock_nanoseconds(id);                                \
    }
CLOCK_FUNCTIONS(time, CLOCK_REALTIME)
CLOCK_FUNCTIONS(monotonic, CLOCK_MONOTONIC)
CLOCK_FUNCTIONS(process_time, CLOCK_PROCESS_CPUTIME_ID)
CLOCK_FUNCTIONS(thread_time, CLOCK_THREAD_CPUTIME_ID)
#undef CLOCK_FUNCTIONS

static bool clock_argument(View argument, clockid_t *id)
{
    int32_t number;
    if (!object_as_int32(argument, &number))
        return false;
    *id = (clockid_t)number;
    return true;
}

static Ref time_clock_gettime(View self UNUSED, View *args)
{
    clockid_t id;
    return clock_argument(args[0], &id) ? clock_seconds(id) : NULL;
}

static Ref time_clock_gettime_ns(View self UNUSED, View *args)
{
    clockid_t id;
    return clock_argument(args[0], &id) ? clock_nanoseconds(id) : NULL;
}

static Ref time_clock_getres(View self UNUSED, View *args)
{
    clockid_t id;
    struct timespec resolution;
    if (!clock_argument(args[0], &id))
        return NULL;
    return clock_getres(id, &resolution) ? raise_errno(errno, NULL) : float_new(timespec_seconds(&resolution));
}

static Ref time_pthread_getcpuclockid(View self UNUSED, View *args)
{
    if (!is_int(args[0]))
        return raise_error(TypeError, "pthread_getcpuclockid() argument 1 must be int, not %K", args[0]);
    int64_t identity;
    ThreadState *state = int_to_int64(int_view(args[0]), &identity) ? threads_find((uint64_t)identity) : NULL;
    clockid_t id;
    int failure = state ? pthread_getcpuclockid(state->handle, &id) : ESRCH; /* a thread that has ended has no handle */
    return failure ? raise_errno(failure, NULL) : int_new(id);
}

static bool add_to_namespace_take(View space, const char *name, Ref value)
{
    Ref key = value ? str_intern_text(name) : NULL;
    bool done = key && object_set_attribute(space, key, value);
    release_maybe(key);
    release_maybe(value);
    return done;
}

static Ref time_get_clock_info(View self UNUSED, View *args)
{
    StrView name = str_view(args[0]);
    if (!name)
        return raise_error(TypeError, "get_clock_info() argument 1 must be str, not %K", args[0]);
    const Clock *clock = clocks;
    while (clock->name && !str_equal_text(AS_OBJECT(name), clock->name))
        clock++;
    struct timespec resolution;
    if (!clock->name)
        return raise_error(ValueError, "unknown clock");
    if (clock_getres(clock->id, &resolution))
        return raise_errno(errno, NULL);
    Ref info = namespace_new();
    if (info && add_to_namespace_take(info, "implementation", str_from_text(clock->implementation)) &&
        add_to_namespace_take(info, "monotonic", bool_new(!clock->is_adjustable)) &&
        add_to_namespace_take(info, "adjustable", bool_new(clock->is_adjustable)) &&
        add_to_namespace_take(info, "resolution", float_new(timespec_seconds(&resolution))))
        return info;
    release_maybe(info);
    return NULL;
}

/* --- sleep ---------------------------------------------------------------------------------------------- */

static Ref time_sleep(View self UNUSED, View *args)
{
    int64_t duration;
    if (!duration_nanoseconds(args[0], &duration))
        return NULL;
    if (duration < 0)
        return raise_error(ValueError, "sleep length must be non-negative");
    struct timespec deadline = duration_moment(duration);
    for (;;) {
        int failure = interrupt_wait_begin() ? clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL) : EINTR;
        interrupt_wait_end();
        if (failure == 0)
            return none_new();
        if (failure != EINTR)
            return raise_errno(failure, NULL);
        if (!signals_handle()) /* other signals than Ctrl-C's leave the rest of the sleep as it is */
            return NULL;
    }
}

/* --- struct_time ---------------------------------------------------------------------------------------- */

enum { STRUCT_TIME_ITEMS = 9 };

static const StructSeqField struct_time_fields[] = {
    {"tm_year", "year, for example, 1993"},
    {"tm_mon", "month of year, range [1, 12]"},
    {"tm_mday", "day of month, range [1, 31]"},
    {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"},
    {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "day of week, range [0, 6], Monday is 0"},
    {"tm_yday", "day of year, range [1, 366]"},
    {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
    {"tm_zone", "abbreviation of timezone name"},
    {"tm_gmtoff", "offset from UTC in seconds"},
    {NULL, NULL},
};
static StructSeqType struct_time_type = STRUCTSEQ("time.struct_time", struct_time_fields, STRUCT_TIME_ITEMS, 0,
                                                  "A moment as years, months, days, hours …: what gmtime() and localtime() return.");

static Ref struct_time_new(const struct tm *tm)
{
    return structseq_new_take(&struct_time_type,
                              (Ref[]){int_new(tm->tm_year + INT64_C(1900)), int_new(tm->tm_mon + 1), int_new(tm->tm_mday),
                                      int_new(tm->tm_hour), int_new(tm->tm_min), int_new(tm->tm_sec), int_new((tm->tm_wday + 6) % 7),
                                      int_new(tm->tm_yday + 1), int_new(tm->tm_isdst), str_from_text(tm->tm_zone ? tm->tm_zone : ""),
                                      int_new(tm->tm_gmtoff)});
}

/* Seconds since 1970, rounded down; now, where the argument is missing or None. */
static bool moment_argument(View argument, time_t *result)
{
    if (!argument || argument == NONE) {
        *result = time(NULL);
        return true;
    }
    if (is_float(argument)) {
        double seconds = floor(float_value(argument));
        if (isnan(seconds)) {
            raise_error(ValueError, "Invalid value NaN (not a number)");
            return false;
        }
        // cppcheck-suppress incorrectLogicOperator ; it misreads hexadecimal floats
        if (seconds >= -0x1p63 && seconds < 0x1p63) {
            *result = (time_t)seconds;
            return true;
        }
    } else {
        int64_t seconds;
        if (!is_int(argument) && !type_of_peek(argument)->as_index) {
            raise_error(TypeError, "'%T' object cannot be interpreted as an integer", argument);
            return false;
        }
        if (object_as_int64(argument, &seconds)) {
            *result = seconds;
            return true;
        }
        if (!error_clear_if(OverflowError))
            return false;
    }
    raise_error(OverflowError, "timestamp out of range for platform time_t");
    return false;
}

static bool local_moment(View argument, struct tm *tm)
{
    time_t moment;
    if (!moment_argument(argument, &moment))
        return false;
    if (!localtime_r(&moment, tm)) {
        raise_errno(EOVERFLOW, NULL);
        return false;
    }
    return true;
}

static Ref time_gmtime(View self UNUSED, View *args)
{
    time_t moment;
    struct tm tm;
    if (!moment_argument(args[0], &moment))
        return NULL;
    if (!gmtime_r(&moment, &tm))
        return raise_errno(EOVERFLOW, NULL);
    return struct_time_new(&tm);
}

static Ref time_localtime(View self UNUSED, View *args)
{
    struct tm tm;
    return local_moment(args[0], &tm) ? struct_time_new(&tm) : NULL;
}

static bool item_as_int(View item, int *result)
{
    int64_t number;
    if (!is_int(item) && !type_of_peek(item)->as_index) {
        raise_error(TypeError, "'%T' object cannot be interpreted as an integer", item);
        return false;
    }
    if (!object_as_int64(item, &number))
        return false;
    if (number > INT32_MAX || number < INT32_MIN) {
        raise_error(OverflowError, number > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
        return false;
    }
    *result = (int)number;
    return true;
}

/* A struct_time, or a tuple like it, in C's form. The zone's name is borrowed: *zone owns it where it is not
 * NULL. */
static bool tm_from_object(View object, const char *function, struct tm *tm, Ref *zone)
{
    int items[STRUCT_TIME_ITEMS];
    *zone = NULL;
    if (!is_tuple(object)) {
        raise_error(TypeError, "Tuple or struct_time argument required");
        return false;
    }
    if (tuple_length(object) != STRUCT_TIME_ITEMS) {
        raise_error(TypeError, "%s(): illegal time tuple argument", function);
        return false;
    }
    for (size_t i = 0; i < STRUCT_TIME_ITEMS; i++)
        if (!item_as_int(tuple_item_peek(object, i), &items[i]))
            return false;
    if (items[0] < INT32_MIN + 1900) {
        raise_error(OverflowError, "year out of range");
        return false;
    }
    *tm = (struct tm){.tm_year = items[0] - 1900,
                      .tm_mon = (int)((unsigned)items[1] - 1u),
                      .tm_mday = items[2],
                      .tm_hour = items[3],
                      .tm_min = items[4],
                      .tm_sec = items[5],
                      .tm_wday = (int)(((int64_t)items[6] + 1) % 7),
                      .tm_yday = (int)((unsigned)items[7] - 1u),
                      .tm_isdst = items[8]};
    if (type_of_peek(object) == &struct_time_type.type) {
        View name = structseq_field_peek(object, STRUCT_TIME_ITEMS), offset = structseq_field_peek(object, STRUCT_TIME_ITEMS + 1);
        int64_t seconds = 0;
        if (is_int(offset) && !int_to_int64(int_view(offset), &seconds))
            seconds = 0;
        tm->tm_gmtoff = seconds;
        if (name->type == TYPE_STR && ((StrView)name)->is_ascii) {
            *zone = retain(name);
            tm->tm_zone = (const char *)((StrView)name)->data;
        }
    }
    return true;
}

/* C's functions index tables by these: nothing out of range may reach them. A month or a day that is 0 counts
 * as the first. */
static bool tm_check(struct tm *tm)
{
    const char *wrong = NULL;
    tm->tm_mon = tm->tm_mon == -1 ? 0 : tm->tm_mon;
    tm->tm_mday = tm->tm_mday == 0 ? 1 : tm->tm_mday;
    tm->tm_yday = tm->tm_yday == -1 ? 0 : tm->tm_yday;
    tm->tm_isdst = tm->tm_isdst < -1 ? -1 : tm->tm_isdst > 1 ? 1 : tm->tm_isdst;
    if (tm->tm_mon < 0 || tm->tm_mon > 11)
        wrong = "month out of range";
    else if (tm->tm_mday < 0 || tm->tm_mday > 31)
        wrong = "day of month out of range";
    else if (tm->tm_hour < 0 || tm->tm_hour > 23)
        wrong = "hour out of range";
    else if (tm->tm_min < 0 || tm->tm_min > 59)
        wrong = "minute out of range";
    else if (tm->tm_sec < 0 || tm->tm_sec > 61)
        wrong = "seconds out of range";
    else if (tm->tm_wday < 0)
        wrong = "day of week out of range";
    else if (tm->tm_yday < 0 || tm->tm_yday > 365)
        wrong = "day of year out of range";
    if (wrong)
        raise_error(ValueError, "%s", wrong);
    return !wrong;
}

/* The argument, checked; or now. */
static bool checked_tm(View argument, const char *function, struct tm *tm, Ref *zone)
{
    *zone = NULL;
    if (!argument)
        return local_moment(NULL, tm);
    if (tm_from_object(argument, function, tm, zone) && tm_check(tm))
        return true;
    release_maybe(*zone);
    return false;
}

/* --- times as text -------------------------------------------------------------------------------------- */

/* The result of strftime is as long as it comes out: try until it fits. An empty result and one that does not
 * fit look the same, hence the limit. */
static Ref format_time(const char *format, size_t length, const struct tm *tm)
{
    for (size_t room = 1024;; room *= 2) {
        char *buffer = heap_allocate(room);
        if (!buffer)
            return raise_memory_error();
        size_t used = strftime(buffer, room, format, tm);
        bool is_done = used > 0 || room >= 256 * length;
        Ref result = is_done ? str_from_utf8(buffer, used) : NULL;
        heap_free(buffer, room);
        if (is_done)
            return result;
    }
}

static Ref time_strftime(View self UNUSED, View *args)
{
    StrView format = str_view(args[0]);
    struct tm tm;
    Ref zone, result = NULL;
    size_t length;
    char *owned;
    if (!format)
        return raise_error(TypeError, "strftime() argument 1 must be str, not %K", args[0]);
    if (!checked_tm(args[1], "strftime", &tm, &zone))
        return NULL;
    const char *text = str_utf8(format, &length, &owned);
    if (text && strlen(text) != length)
        raise_error(ValueError, "embedded null character");
    else if (text)
        result = format_time(text, length, &tm);
    if (text)
        str_utf8_free(owned, length);
    release_maybe(zone);
    return result;
}

static Ref tm_text(const struct tm *tm)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[80];
    snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %lld", days[tm->tm_wday], months[tm->tm_mon], tm->tm_mday, tm->tm_hour, tm->tm_min,
             tm->tm_sec, (long long)tm->tm_year + 1900);
    return str_from_text(text);
}

static Ref time_asctime(View self UNUSED, View *args)
{
    struct tm tm;
    Ref zone;
    if (!checked_tm(args[0], "asctime", &tm, &zone))
        return NULL;
    release_maybe(zone);
    return tm_text(&tm);
}

static Ref time_ctime(View self UNUSED, View *args)
{
    struct tm tm;
    return local_moment(args[0], &tm) ? tm_text(&tm) : NULL;
}

static Ref time_mktime(View self UNUSED, View *args)
{
    struct tm tm;
    Ref zone;
    if (!tm_from_object(args[0], "mktime", &tm, &zone))
        return NULL;
    tm.tm_wday = -1; /* stays so if mktime fails: -1 is also a moment */
    time_t moment = mktime(&tm);
    release_maybe(zone);
    if (moment == (time_t)-1 && tm.tm_wday == -1)
        return raise_error(OverflowError, "mktime argument out of range");
    return float_new((double)moment);
}

static Ref time_strptime(View self UNUSED, View *args)
{
    Ref module = import_by_name("_strptime"), function = module ? object_get_attribute_text(module, "_strptime_time") : NULL;
    Ref result = function ? args[1] ? call_2(function, args[0], args[1]) : call_1(function, args[0]) : NULL;
    release_maybe(module);
    release_maybe(function);
    return result;
}

/* --- the time zone -------------------------------------------------------------------------------------- */

/* Seconds west of Greenwich at a moment, and the zone's abbreviation then. */
static int64_t zone_at(time_t moment, char *name, size_t room)
{
    struct tm tm;
    if (!localtime_r(&moment, &tm))
        return 0;
    snprintf(name, room, "%s", tm.tm_zone ? tm.tm_zone : "");
    return -(int64_t)tm.tm_gmtoff;
}

static Ref names_pair(const char *first, const char *second)
{
    Ref a = str_from_text(first), b = str_from_text(second), pair = a && b ? tuple_pack(2, a, b) : NULL;
    release_maybe(a);
    release_maybe(b);
    return pair;
}

/* Winter and summer of this year, wherever on the globe that is: the larger offset west is standard time. */
static bool add_zone(DictView dict)
{
    enum { YEAR_SECONDS = (365 * 24 + 6) * 3600 };
    char january_name[64] = "", july_name[64] = "";
    time_t start = time(NULL) / YEAR_SECONDS * YEAR_SECONDS;
    int64_t january = zone_at(start, january_name, sizeof january_name),
            july = zone_at(start + YEAR_SECONDS / 2, july_name, sizeof july_name);
    bool is_north = january >= july;
    return dict_set_text_take(dict, "timezone", int_new(is_north ? january : july)) &&
           dict_set_text_take(dict, "altzone", int_new(is_north ? july : january)) &&
           dict_set_text_take(dict, "daylight", int_new(january != july)) &&
           dict_set_text_take(dict, "tzname", is_north ? names_pair(january_name, july_name) : names_pair(july_name, january_name));
}

static Ref time_tzset(View self, View *args UNUSED)
{
    tzset();
    return add_zone(((ModuleObject *)self)->dict) ? none_new() : NULL;
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"asctime(tuple=None, /)", time_asctime, "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"pthread_getcpuclockid(thread_id, /)", time_pthread_getcpuclockid, "Return the clock that measures the processor's time of a thread."},
    {"clock_getres(clk_id, /)", time_clock_getres, "Return the resolution (precision) of the specified clock."},
    {"clock_gettime(clk_id, /)", time_clock_gettime, "Return the time of the specified clock, in seconds."},
    {"clock_gettime_ns(clk_id, /)", time_clock_gettime_ns, "Return the time of the specified clock, in nanoseconds."},
    {"ctime(seconds=None, /)", time_ctime, "Convert a time in seconds since the Epoch to a string in local time."},
    {"get_clock_info(name, /)", time_get_clock_info, "Get information of the specified clock."},
    {"gmtime(seconds=None, /)", time_gmtime, "Convert seconds since the Epoch to a time tuple expressing UTC."},
    {"localtime(seconds=None, /)", time_localtime, "Convert seconds since the Epoch to a time tuple expressing local time."},
    {"mktime(tuple, /)", time_mktime, "Convert a time tuple in local time to seconds since the Epoch."},
    {"monotonic()", time_monotonic, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", time_monotonic_ns, "Monotonic clock, cannot go backward, as nanoseconds."},
    {"perf_counter()", time_monotonic, "Performance counter for benchmarking."},
    {"perf_counter_ns()", time_monotonic_ns, "Performance counter for benchmarking, as nanoseconds."},
    {"process_time()", time_process_time, "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", time_process_time_ns, "Process time for profiling, as nanoseconds."},
    {"sleep(seconds, /)", time_sleep, "Delay execution for a given number of seconds, which may be a fraction."},
    {"strftime(format, tuple=None, /)", time_strftime, "Convert a time tuple to a string according to a format specification."},
    {"strptime(string, format='%a %b %d %H:%M:%S %Y', /)", time_strptime,
     "Parse a string to a time tuple according to a format specification."},
    {"thread_time()", time_thread_time, "Thread time for profiling: sum of the kernel and user-space CPU time."},
    {"thread_time_ns()", time_thread_time_ns, "Thread time for profiling, as nanoseconds."},
    {"time()", time_time, "Return the current time in seconds since the Epoch."},
    {"time_ns()", time_time_ns, "Return the current time in nanoseconds since the Epoch."},
    {"tzset()", time_tzset, "Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ']."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    static const struct {
        const char *name;
        clockid_t id;
    } ids[] = {
        {"CLOCK_REALTIME", CLOCK_REALTIME},
        {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
#ifdef CLOCK_MONOTONIC_RAW
        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
#endif
#ifdef CLOCK_BOOTTIME
        {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
#endif
#ifdef CLOCK_TAI
        {"CLOCK_TAI", CLOCK_TAI},
#endif
    };
    tzset();
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        if (!dict_set_text_take(module->dict, ids[i].name, int_new(ids[i].id)))
            return false;
    return structseq_ready(&struct_time_type, module_type_ready) &&
           dict_set_text(module->dict, "struct_time", AS_OBJECT(&struct_time_type)) &&
           dict_set_text_take(module->dict, "_STRUCT_TM_ITEMS", int_new(11)) && add_zone(module->dict);
}

const NativeModule time_module = {
    .name = "time", .doc = "This module provides various functions to manipulate time values.", .functions = functions, .init = init};
