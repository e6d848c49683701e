/* datetime_private: what the files of the module _datetime share. */
#ifndef OURO_STDLIB_DATETIME_DATETIME_PRIVATE_H
#define OURO_STDLIB_DATETIME_DATETIME_PRIVATE_H

#include "runtime/calls/object_operations.h"
#include "runtime/text/strbuilder.h"
#include "vm/module.h"

enum { YEAR_LEAST = 1, YEAR_MOST = 9999, ORDINAL_MOST = 3652059, DELTA_DAYS_MOST = 999999999, DAY_SECONDS = 86400, MICROS = 1000000 };

/* A duration: 0 <= seconds < 86400, 0 <= micros < 1000000; the sign is that of the days. */
typedef struct Delta {
    int64_t days;
    int32_t seconds, micros;
} Delta;

typedef struct DeltaObject {
    GC_HEAD(unused);
    Hash hash; /* -1: not computed yet */
    Delta delta;
} DeltaObject;

/* A moment's time of the day. */
typedef struct Clock {
    uint8_t hour, minute, second, fold;
    uint32_t micros;
} Clock;

typedef struct Day {
    uint16_t year;
    uint8_t month, day;
} Day;

typedef struct DateObject {
    GC_HEAD(unused);
    Hash hash; /* -1: not computed yet */
    Day day;
} DateObject;

typedef struct TimeObject {
    GC_HEAD(unused);
    Hash hash;
    Clock clock;
    Ref zone; /* a tzinfo, or NULL */
} TimeObject;

/* Begins as a date, whose subclass it is. */
typedef struct MomentObject {
    GC_HEAD(unused);
    Hash hash;
    Day day;
    Clock clock;
    Ref zone; /* a tzinfo, or NULL */
} MomentObject;

typedef struct ZoneObject {
    GC_HEAD(unused);
    Ref offset; /* a timedelta */
    Ref name;   /* a str, or NULL */
} ZoneObject;

extern TypeObject datetime_date_type, datetime_time_type, datetime_datetime_type, datetime_timedelta_type, datetime_tzinfo_type,
    datetime_timezone_type, datetime_iso_date_type;
extern Ref datetime_utc; /* timezone.utc */

static inline DateObject *date_of(View self)
{
    return (DateObject *)self;
}
static inline TimeObject *time_of(View self)
{
    return (TimeObject *)self;
}
static inline MomentObject *moment_of(View self)
{
    return (MomentObject *)self;
}
static inline const Delta *delta_of(View self)
{
    return &((DeltaObject *)self)->delta;
}
static inline bool is_date(View object)
{
    return is_instance(object, &datetime_date_type);
}
static inline bool is_time(View object)
{
    return is_instance(object, &datetime_time_type);
}
static inline bool is_moment(View object)
{
    return is_instance(object, &datetime_datetime_type);
}
static inline bool is_delta(View object)
{
    return is_instance(object, &datetime_timedelta_type);
}

/* --- datetime_calendar.c -------------------------------------------------------------------------------- */

int days_in_month(int year, int month);
/* 1 for the first of January of year 1. */
int ordinal_of(int year, int month, int day);
void ordinal_to_day(int ordinal, int *year, int *month, int *day);
int day_of_year(int year, int month, int day);
/* Monday is 0. */
int weekday_of(int year, int month, int day);
/* The ordinal of the Monday of the year's first week. */
int iso_first_monday(int year);
/* 0; -2: no such week, -3: no such day of the week. */
int iso_to_day(int iso_year, int week, int weekday, int *year, int *month, int *day);
/* Is it one? False with ValueError. */
MUST_USE bool check_day(int year, int month, int day);
MUST_USE bool check_clock(int hour, int minute, int second, int micros, int fold);
/* An argument that CPython takes as a C int. False with TypeError or OverflowError. */
MUST_USE bool read_int(View value, int *result);
/* Memory for an instance of the type or a class derived from it. NULL with MemoryError. */
MUST_USE void *datetime_allocate(TypeObject *type);
/* The collector need not know an instance of the class itself, as long as its zone is none of the program's. */
void datetime_track(View object, View zone);
/* What an argument must be; false with TypeError. */
MUST_USE bool check_zone(View value);
/* `value` as it is kept: NULL for None. */
static inline Ref zone_to_keep(View value)
{
    return value && value != NONE ? retain(value) : NULL;
}
/* The str that a pickle of Python 2 has instead of bytes, as bytes; owned. NULL with ValueError. */
MUST_USE Ref state_bytes(View value, const char *what);

/* --- datetime_local.c: the system's time zone ----------------------------------------------------------- */

/* Seconds since the first of January of year 1 of a moment without a zone. */
int64_t utc_seconds(const Day *day, const Clock *clock);
/* The same of a local moment, by its fold. False with an exception. */
MUST_USE bool local_to_utc(const Day *day, const Clock *clock, int64_t *seconds);
/* A number of seconds since 1970 as seconds and microseconds, rounded half to even (or the seconds down). False with an exception. */
MUST_USE bool read_timestamp(View value, bool floor, int64_t *seconds, int32_t *micros);
/* The moment of such a time stamp, local or UTC. False with an exception. */
typedef enum LocalWay { WAY_LOCAL, WAY_UTC } LocalWay;
MUST_USE bool timestamp_to_moment(int64_t seconds, int32_t micros, LocalWay way, Day *day, Clock *clock);
/* Note in the clock if the local moment of this time stamp is the second of two. False with an exception. */
MUST_USE bool timestamp_fold(int64_t seconds, const Day *day, Clock *clock);
MUST_USE bool now(int64_t *seconds, int32_t *micros);
/* A timezone with the offset and name that the system has at this time stamp. */
MUST_USE Ref local_zone_at(int64_t timestamp);
extern const int64_t epoch_seconds;

/* --- delta.c -------------------------------------------------------------------------------------------- */

/* Normalised: all parts in range. NULL with OverflowError or MemoryError. */
MUST_USE Ref delta_new(int64_t days, int64_t seconds, int64_t micros);
int delta_compare(const Delta *left, const Delta *right);
Delta delta_minus(const Delta *left, const Delta *right);
Delta delta_normal(int64_t days, int64_t seconds, int64_t micros);
MUST_USE Ref delta_total_seconds(const Delta *delta);
MUST_USE Ref delta_add(View left, View right);
static inline bool delta_is_zero(const Delta *delta)
{
    return !delta->days && !delta->seconds && !delta->micros;
}

/* --- zone.c --------------------------------------------------------------------------------------------- */

/* utcoffset and dst of a zone (NULL: none) for a moment: a timedelta or None. NULL with an exception. */
MUST_USE Ref zone_offset(View zone, const char *method, View moment);
/* What tzname says: a str or None. */
MUST_USE Ref zone_name(View zone, View moment);
MUST_USE Ref zone_new(View offset, View name);
/* +HH:MM[:SS[.ffffff]] with that separator; nothing for None. False with an exception. */
MUST_USE bool add_offset(StrBuilder *out, View zone, View moment, const char *separator);

/* --- format.c ------------------------------------------------------------------------------------------- */

void add_day(StrBuilder *out, const Day *day);
/* HH:MM… as detailed as `timespec` (a str or NULL) says. False with ValueError. */
MUST_USE bool add_clock(StrBuilder *out, const Clock *clock, View timespec);
void add_number(StrBuilder *out, uint32_t number, int digits);
/* strftime of an object whose time tuple it is. `clock`: for %f. */
MUST_USE Ref format_moment(View format, View tuple, const Clock *clock, View zone, View moment);
/* time.struct_time. */
MUST_USE Ref time_tuple(const Day *day, const Clock *clock, int dst);
Ref format_native_method(View self, View *args);

/* --- iso_parse.c ---------------------------------------------------------------------------------------- */

typedef struct IsoText {
    char text[64];
    size_t length;
} IsoText;
/* Its characters, those that are not ASCII as T; false: it is too long to be one. */
bool iso_text(View text, IsoText *result);
/* 0, or what CPython's parsers return for a mistake. */
int iso_parse_day(const char *text, size_t length, int *year, int *month, int *day);
/* 1: with an offset; 0: without; below: a mistake. */
int iso_parse_clock(const char *text, size_t length, int clock[4], int *offset, int *offset_micros);
size_t iso_separator(const char *text, size_t length);
/* The zone of what iso_parse_clock returned: NULL without an exception if there is none. */
MUST_USE Ref iso_zone(int result, int offset, int offset_micros);
void *raise_iso(View text);

/* --- date.c, time_type.c, moment.c, moment_methods.c ---------------------------------------------------- */

MUST_USE Ref date_new(int year, int month, int day);
/* By calling the class, if it is derived from date. */
MUST_USE Ref date_new_of(TypeObject *type, int year, int month, int day);
MUST_USE Ref time_new(TypeObject *type, const Clock *clock, View zone);
MUST_USE Ref moment_new(TypeObject *type, const Day *day, const Clock *clock, View zone);
MUST_USE Ref moment_new_of(TypeObject *type, const Day *day, const Clock *clock, View zone);
MUST_USE Ref moment_add(View moment, const Delta *delta, int sign);
/* The same, but a derived class that makes something else is a TypeError. */
MUST_USE Ref moment_add_checked(View moment, const Delta *delta, int sign);
MUST_USE Ref moment_minus_moment(View left, View right);
Ref moment_replace(View self, View *args);
Ref moment_reduce(View self, View *args);
Ref moment_reduce_ex(View self, View *args);
void day_to_bytes(const Day *day, unsigned char *bytes);
void clock_to_bytes(const Clock *clock, unsigned char *bytes);
void clock_from_bytes(Clock *clock, const unsigned char *bytes);
Ref raise_uncomparable(View left, View right);
extern const NativeFunction moment_methods[], moment_class_methods[];
/* What is in each field of replace(), or the value there is. */
MUST_USE bool read_or_keep(View argument, int present, int *result);

#endif
