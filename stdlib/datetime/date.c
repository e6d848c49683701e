/* date: a day of the calendar; and what isocalendar() returns. */
#include <stdio.h>

#include "runtime/bytes/bytes.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"
#include "vm/import/import.h"

static const Clock midnight;

/* --- making --------------------------------------------------------------------------------------------- */

static Ref date_make(TypeObject *type, int year, int month, int day)
{
    if (!check_day(year, month, day))
        return NULL;
    DateObject *date = datetime_allocate(type);
    if (!date)
        return NULL;
    date->hash = -1;
    date->day = (Day){(uint16_t)year, (uint8_t)month, (uint8_t)day};
    return AS_OBJECT(date);
}

Ref date_new(int year, int month, int day)
{
    return date_make(&datetime_date_type, year, month, day);
}

/* class(year, month, day). */
static Ref call_class(TypeObject *type, int year, int month, int day)
{
    Ref numbers[] = {int_new(year), int_new(month), int_new(day)}, result = NULL;
    if (numbers[0] && numbers[1] && numbers[2])
        result = call_3(AS_OBJECT(type), numbers[0], numbers[1], numbers[2]);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        release_maybe(numbers[i]);
    return result;
}

Ref date_new_of(TypeObject *type, int year, int month, int day)
{
    return type == &datetime_date_type ? date_make(type, year, month, day) : call_class(type, year, month, day);
}

void day_to_bytes(const Day *day, unsigned char *bytes)
{
    bytes[0] = (unsigned char)(day->year >> 8);
    bytes[1] = (unsigned char)day->year;
    bytes[2] = day->month;
    bytes[3] = day->day;
}

/* A pickled state: four bytes of which the third is a month. */
static bool is_state(const unsigned char *data, size_t length)
{
    return length == 4 && data[2] >= 1 && data[2] <= 12;
}

static Ref from_state(TypeObject *type, const unsigned char *data)
{
    DateObject *date = datetime_allocate(type);
    if (!date)
        return NULL;
    date->hash = -1;
    date->day = (Day){(uint16_t)(data[0] << 8 | data[1]), data[2], data[3]};
    return AS_OBJECT(date);
}

/* The only argument is the state of a pickle: NULL without an exception if it is not. */
static Ref from_pickle(TypeObject *type, View state)
{
    const unsigned char *data;
    size_t length;
    if (is_str(state) && str_length(AS_OBJECT(str_view(state))) == 4 && str_at(str_view(state), 2) >= 1 &&
        str_at(str_view(state), 2) <= 12) {
        Ref bytes = state_bytes(state, "date");
        Ref result = bytes && bytes_data_peek(bytes, &data, &length) && is_state(data, length) ? from_state(type, data) : NULL;
        release_maybe(bytes);
        return result;
    }
    return is_bytes(state) && bytes_data_peek(state, &data, &length) && is_state(data, length) ? from_state(type, data) : NULL;
}

static Ref date_new_native(View type, View *args)
{
    static const char *const names[] = {"year", "month", "day"};
    int numbers[3];
    if (args[0] && !args[1] && !args[2]) {
        Ref result = from_pickle((TypeObject *)type, args[0]);
        if (result || error_is_set())
            return result;
    }
    for (int i = 0; i < 3; i++) {
        if (!args[i])
            return raise_error(TypeError, "function missing required argument '%s' (pos %d)", names[i], i + 1);
        if (!read_int(args[i], &numbers[i]))
            return NULL;
    }
    return date_make((TypeObject *)type, numbers[0], numbers[1], numbers[2]);
}

/* --- other ways to make one ----------------------------------------------------------------------------- */

static Ref from_timestamp(View type, View *args)
{
    int64_t seconds;
    int32_t micros;
    Day day;
    Clock clock;
    if (!read_timestamp(args[0], true, &seconds, &micros) || !timestamp_to_moment(seconds, 0, WAY_LOCAL, &day, &clock))
        return NULL;
    return date_new_of((TypeObject *)type, day.year, day.month, day.day);
}

static Ref today(View type, View *args UNUSED)
{
    Ref module = import_by_name("time"), function = module ? object_get_attribute_text(module, "time") : NULL;
    Ref time = function ? call_0(function) : NULL, method = time ? object_get_attribute_text(type, "fromtimestamp") : NULL;
    Ref result = method ? call_1(method, time) : NULL;
    release_maybe(method);
    release_maybe(time);
    release_maybe(function);
    release_maybe(module);
    return result;
}

static Ref from_ordinal(View type, View *args)
{
    int ordinal, year, month, day;
    if (!read_int(args[0], &ordinal))
        return NULL;
    if (ordinal < 1)
        return raise_error(ValueError, "ordinal must be >= 1");
    ordinal_to_day(ordinal, &year, &month, &day);
    return date_new_of((TypeObject *)type, year, month, day);
}

static Ref from_isoformat(View type, View *args)
{
    IsoText text;
    int year, month, day;
    if (!is_str(args[0]))
        return raise_error(TypeError, "fromisoformat: argument must be str");
    if (!iso_text(args[0], &text) || (text.length != 7 && text.length != 8 && text.length != 10) ||
        iso_parse_day(text.text, text.length, &year, &month, &day) < 0)
        return raise_iso(args[0]);
    return date_new_of((TypeObject *)type, year, month, day);
}

static Ref from_isocalendar(View type, View *args)
{
    int parts[3], year, month, day;
    for (int i = 0; i < 3; i++)
        if (!read_int(args[i], &parts[i]))
            return error_clear_if(OverflowError) ? raise_error(ValueError, "ISO calendar component out of range") : NULL;
    switch (iso_to_day(parts[0], parts[1], parts[2], &year, &month, &day)) {
    case -4: return raise_error(ValueError, "Year is out of range: %d", parts[0]);
    case -2: return raise_error(ValueError, "Invalid week: %d", parts[1]);
    case -3: return raise_error(ValueError, "Invalid day: %d (range is [1, 7])", parts[2]);
    default: return date_new_of((TypeObject *)type, year, month, day);
    }
}

/* --- parts and texts ------------------------------------------------------------------------------------ */

static Ref get_year(View self)
{
    return int_new(date_of(self)->day.year);
}
static Ref get_month(View self)
{
    return int_new(date_of(self)->day.month);
}
static Ref get_day(View self)
{
    return int_new(date_of(self)->day.day);
}

static Ref date_repr(View self)
{
    const Day *day = &date_of(self)->day;
    return str_format("%s(%d, %d, %d)", type_of_peek(self)->name, day->year, day->month, day->day);
}

static Ref isoformat(View self, View *args UNUSED)
{
    StrBuilder out;
    strbuilder_start(&out);
    add_day(&out, &date_of(self)->day);
    return strbuilder_finish(&out);
}

static Ref date_str(View self)
{
    Ref method = object_get_attribute_text(self, "isoformat"), result = method ? call_0(method) : NULL;
    release_maybe(method);
    return result;
}

static Ref date_ctime(View self, View *args UNUSED)
{
    static const char names[] = "MonTueWedThuFriSatSunJanFebMarAprMayJunJulAugSepOctNovDec";
    const Day *day = &date_of(self)->day;
    const Clock *clock = is_moment(self) ? &moment_of(self)->clock : &midnight;
    char text[40];
    snprintf(text, sizeof text, "%.3s %.3s %2d %02d:%02d:%02d %04d", names + 3 * weekday_of(day->year, day->month, day->day),
             names + 18 + 3 * day->month, day->day, clock->hour, clock->minute, clock->second, day->year);
    return str_from_text(text);
}

static Ref date_strftime(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "strftime() argument 1 must be str, not %K", args[0]);
    Ref method = object_get_attribute_text(self, "timetuple"), tuple = method ? call_0(method) : NULL;
    bool has_clock = is_moment(self);
    Ref result = tuple ? format_moment(args[0], tuple, has_clock ? &moment_of(self)->clock : NULL, has_clock ? moment_of(self)->zone : NULL,
                                       self)
                       : NULL;
    release_maybe(method);
    release_maybe(tuple);
    return result;
}

static Ref timetuple(View self, View *args UNUSED)
{
    return time_tuple(&date_of(self)->day, &midnight, -1);
}

static Ref toordinal(View self, View *args UNUSED)
{
    const Day *day = &date_of(self)->day;
    return int_new(ordinal_of(day->year, day->month, day->day));
}

static Ref weekday(View self, View *args UNUSED)
{
    const Day *day = &date_of(self)->day;
    return int_new(weekday_of(day->year, day->month, day->day));
}

static Ref isoweekday(View self, View *args UNUSED)
{
    const Day *day = &date_of(self)->day;
    return int_new(weekday_of(day->year, day->month, day->day) + 1);
}

static Ref iso_date_new(int year, int week, int weekday_number)
{
    Ref items[] = {int_new(year), int_new(week), int_new(weekday_number)};
    Ref result = items[0] && items[1] && items[2] ? type_allocate(&datetime_iso_date_type, 3) : NULL;
    for (size_t i = 0; i < 3; i++) {
        if (result)
            ((TupleView)result)->items[i] = items[i];
        else
            release_maybe(items[i]);
    }
    if (result)
        gc_track(result);
    return result;
}

static Ref isocalendar(View self, View *args UNUSED)
{
    const Day *day = &date_of(self)->day;
    int year = day->year, today_ordinal = ordinal_of(year, day->month, day->day), first = iso_first_monday(year);
    if (today_ordinal < first)
        first = iso_first_monday(--year);
    int week = (today_ordinal - first) / 7, rest = (today_ordinal - first) % 7;
    if (week >= 52 && today_ordinal >= iso_first_monday(year + 1)) {
        year++;
        week = 0;
    }
    return iso_date_new(year, week + 1, rest + 1);
}

static Ref replace(View self, View *args)
{
    const Day *day = &date_of(self)->day;
    int parts[3];
    if (!read_or_keep(args[0], day->year, &parts[0]) || !read_or_keep(args[1], day->month, &parts[1]) ||
        !read_or_keep(args[2], day->day, &parts[2]))
        return NULL;
    return date_make(type_of_peek(self), parts[0], parts[1], parts[2]);
}

static Ref reduce(View self, View *args UNUSED)
{
    unsigned char state[4];
    day_to_bytes(&date_of(self)->day, state);
    Ref bytes = bytes_new(state, sizeof state), arguments = bytes ? tuple_pack(1, bytes) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(bytes);
    release_maybe(arguments);
    return result;
}

/* --- comparison, arithmetic ----------------------------------------------------------------------------- */

static int day_order(const Day *left, const Day *right)
{
    int a = left->year << 16 | left->month << 8 | left->day, b = right->year << 16 | right->month << 8 | right->day;
    return a < b ? -1 : a > b;
}

static Ref date_compare(View self, View other, Comparison comparison)
{
    if (!is_date(other))
        return retain(NOT_IMPLEMENTED);
    return order_result(day_order(&date_of(self)->day, &date_of(other)->day), comparison);
}

static Hash date_hash(View self)
{
    DateObject *date = date_of(self);
    if (date->hash == -1) {
        unsigned char state[4];
        day_to_bytes(&date->day, state);
        date->hash = (Hash)str_hash_bytes(state, sizeof state);
    }
    return date->hash;
}

/* So many days later. */
static Ref add_days(View self, int64_t days)
{
    const Day *day = &date_of(self)->day;
    int year, month, number;
    int64_t ordinal = ordinal_of(day->year, day->month, day->day) + days;
    if (ordinal < 1 || ordinal > ORDINAL_MOST)
        return raise_error(OverflowError, "date value out of range");
    ordinal_to_day((int)ordinal, &year, &month, &number);
    return date_new_of(type_of_peek(self), year, month, number);
}

static Ref date_add(View left, View right)
{
    if (is_moment(left) || is_moment(right))
        return retain(NOT_IMPLEMENTED);
    if (is_date(left))
        return is_delta(right) ? add_days(left, delta_of(right)->days) : retain(NOT_IMPLEMENTED);
    return is_delta(left) ? add_days(right, delta_of(left)->days) : retain(NOT_IMPLEMENTED);
}

static Ref date_subtract(View left, View right)
{
    if (is_moment(left) || is_moment(right) || !is_date(left))
        return retain(NOT_IMPLEMENTED);
    if (is_delta(right))
        return add_days(left, -delta_of(right)->days);
    if (!is_date(right))
        return retain(NOT_IMPLEMENTED);
    const Day *a = &date_of(left)->day, *b = &date_of(right)->day;
    return delta_new(ordinal_of(a->year, a->month, a->day) - ordinal_of(b->year, b->month, b->day), 0, 0);
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void date_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction class_methods[] = {
    {"fromtimestamp(timestamp, /)", from_timestamp,
     "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, as time.time() gives it, and is taken for\nlocal time."},
    {"fromordinal(ordinal, /)", from_ordinal, "int -> date corresponding to a proleptic Gregorian ordinal."},
    {"fromisoformat(string, /)", from_isoformat, "str -> Construct a date from a string in ISO 8601 format."},
    {"fromisocalendar(year, week, day)", from_isocalendar,
     "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the date.isocalendar() "
     "function"},
    {"today()", today, "Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."},
    {NULL, NULL, NULL},
};
static const NativeFunction methods[] = {
    {"ctime()", date_ctime, "Return ctime() style string."},
    {"strftime(format)", date_strftime, "format -> strftime() style string."},
    {"__format__(format, /)", format_native_method, "Formats self with strftime."},
    {"timetuple()", timetuple, "Return time tuple, compatible with time.localtime()."},
    {"isocalendar()", isocalendar, "Return a named tuple containing ISO year, week number, and weekday."},
    {"isoformat()", isoformat, "Return string in ISO 8601 format, YYYY-MM-DD."},
    {"isoweekday()", isoweekday, "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
    {"toordinal()", toordinal, "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
    {"weekday()", weekday, "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
    {"replace(year=None, month=None, day=None)", replace, "Return date with new specified fields."},
    {"__reduce__()", reduce, "__reduce__() -> (cls, state)"},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"year", get_year, NULL, NULL},
    {"month", get_month, NULL, NULL},
    {"day", get_day, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {"date(year=None, month=None, day=None)", date_new_native, NULL};

TypeObject datetime_date_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.date",
    .doc = "date(year, month, day) --> date object",
    .size = sizeof(DateObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .new_native = &constructor,
    .traverse = date_traverse,
    .repr = date_repr,
    .str = date_str,
    .hash = date_hash,
    .compare = date_compare,
    .binary = {[BINARY_ADD] = date_add, [BINARY_SUB] = date_subtract},
    .methods = methods,
    .class_methods = class_methods,
    .properties = properties,
};

/* --- year, week, weekday -------------------------------------------------------------------------------- */

static Ref iso_date_make(View type UNUSED, View *args)
{
    int parts[3];
    for (int i = 0; i < 3; i++)
        if (!read_int(args[i], &parts[i]))
            return NULL;
    return iso_date_new(parts[0], parts[1], parts[2]);
}

static Ref iso_date_repr(View self)
{
    return str_format("%s(year=%R, week=%R, weekday=%R)", type_of_peek(self)->name, tuple_item_peek(self, 0), tuple_item_peek(self, 1),
                      tuple_item_peek(self, 2));
}

static Ref iso_date_reduce(View self, View *args UNUSED)
{
    Ref tuple = tuple_slice(self, 0, tuple_length(self)), arguments = tuple ? tuple_pack(1, tuple) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(&tuple_type), arguments) : NULL;
    release_maybe(tuple);
    release_maybe(arguments);
    return result;
}

static Ref iso_date_year(View self)
{
    return retain(tuple_item_peek(self, 0));
}
static Ref iso_date_week(View self)
{
    return retain(tuple_item_peek(self, 1));
}
static Ref iso_date_weekday(View self)
{
    return retain(tuple_item_peek(self, 2));
}

static const NativeFunction iso_date_constructor = {"IsoCalendarDate(year, week, weekday)", iso_date_make, NULL};
static const NativeFunction iso_date_methods[] = {
    {"__reduce__()", iso_date_reduce, "__reduce__() -> (cls, state)"},
    {NULL, NULL, NULL},
};
static const NativeProperty iso_date_properties[] = {
    {"year", iso_date_year, NULL, NULL},
    {"week", iso_date_week, NULL, NULL},
    {"weekday", iso_date_weekday, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject datetime_iso_date_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.IsoCalendarDate",
    .doc = "What isocalendar() of a date or datetime returns: a tuple of year, week and weekday,\nwhich are attributes as well.",
    .base = &tuple_type,
    .flags = TYPE_FLAG_GC,
    .new_native = &iso_date_constructor,
    .repr = iso_date_repr,
    .methods = iso_date_methods,
    .properties = iso_date_properties,
};
