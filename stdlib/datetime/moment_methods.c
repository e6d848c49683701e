/* moment_methods: datetime's methods: from clocks and texts, to other zones. */
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"
#include "vm/import/import.h"

/* --- from clocks ---------------------------------------------------------------------------------------- */

/* The moment of a time stamp in the local zone (`zone` None) or in UTC as such. */
static Ref of_timestamp(View type, int64_t seconds, int32_t micros, LocalWay way, View zone)
{
    Day day;
    Clock clock;
    if (!timestamp_to_moment(seconds, micros, way, &day, &clock))
        return NULL;
    if (way == WAY_LOCAL && !timestamp_fold(seconds, &day, &clock))
        return NULL;
    return moment_new_of((TypeObject *)type, &day, &clock, zone);
}

/* The same in any zone, which is asked to convert it. */
static Ref in_zone(View type, int64_t seconds, int32_t micros, View zone)
{
    bool is_local = !zone || zone == NONE;
    Ref moment = of_timestamp(type, seconds, micros, is_local ? WAY_LOCAL : WAY_UTC, is_local ? NULL : zone);
    if (!moment || is_local)
        return moment;
    Ref method = object_get_attribute_text(zone, "fromutc"), result = method ? call_1(method, moment) : NULL;
    release_maybe(method);
    release(moment);
    return result;
}

static Ref now_native(View type, View *args)
{
    int64_t seconds;
    int32_t micros;
    return check_zone(args[0]) && now(&seconds, &micros) ? in_zone(type, seconds, micros, args[0]) : NULL;
}

static Ref utcnow(View type, View *args UNUSED)
{
    int64_t seconds;
    int32_t micros;
    return now(&seconds, &micros) ? of_timestamp(type, seconds, micros, WAY_UTC, NULL) : NULL;
}

static Ref from_timestamp(View type, View *args)
{
    int64_t seconds;
    int32_t micros;
    if (!check_zone(args[1]) || !read_timestamp(args[0], false, &seconds, &micros))
        return NULL;
    return in_zone(type, seconds, micros, args[1]);
}

static Ref from_utc_timestamp(View type, View *args)
{
    int64_t seconds;
    int32_t micros;
    return read_timestamp(args[0], false, &seconds, &micros) ? of_timestamp(type, seconds, micros, WAY_UTC, NULL) : NULL;
}

/* --- from parts and texts ------------------------------------------------------------------------------- */

static Ref strptime(View type, View *args)
{
    for (int i = 0; i < 2; i++)
        if (!is_str(args[i]))
            return raise_error(TypeError, "strptime() argument %d must be str, not %K", i + 1, args[i]);
    Ref module = import_by_name("_strptime"), function = module ? object_get_attribute_text(module, "_strptime_datetime") : NULL;
    Ref result = function ? call_3(function, type, args[0], args[1]) : NULL;
    release_maybe(function);
    release_maybe(module);
    return result;
}

static Ref combine(View type, View *args)
{
    if (!is_date(args[0]))
        return raise_error(TypeError, "combine() argument 1 must be datetime.date, not %K", args[0]);
    if (!is_time(args[1]))
        return raise_error(TypeError, "combine() argument 2 must be datetime.time, not %K", args[1]);
    if (!check_zone(args[2]))
        return NULL;
    View zone = args[2] ? args[2] : time_of(args[1])->zone;
    return moment_new_of((TypeObject *)type, &date_of(args[0])->day, &time_of(args[1])->clock, zone == NONE ? NULL : zone);
}

static Ref from_iso_parts(View type, const int day_parts[3], const int clock_parts[4], View zone)
{
    if (!check_day(day_parts[0], day_parts[1], day_parts[2]) ||
        !check_clock(clock_parts[0], clock_parts[1], clock_parts[2], clock_parts[3], 0))
        return NULL;
    Day day = {(uint16_t)day_parts[0], (uint8_t)day_parts[1], (uint8_t)day_parts[2]};
    Clock clock = {(uint8_t)clock_parts[0], (uint8_t)clock_parts[1], (uint8_t)clock_parts[2], 0, (uint32_t)clock_parts[3]};
    return moment_new_of((TypeObject *)type, &day, &clock, zone);
}

static Ref from_isoformat(View type, View *args)
{
    IsoText text;
    int day[3], clock[4] = {0}, offset = 0, offset_micros = 0, result = 0;
    if (!is_str(args[0]))
        return raise_error(TypeError, "fromisoformat: argument must be str");
    if (!iso_text(args[0], &text) || text.length < 7)
        return raise_iso(args[0]);
    size_t end = iso_separator(text.text, text.length);
    if (end > text.length)
        return raise_iso(args[0]);
    char separator = text.text[end];
    text.text[end] = 0; /* the date's parser shall not look into the time */
    result = iso_parse_day(text.text, end, &day[0], &day[1], &day[2]);
    text.text[end] = separator;
    if (result == 0 && text.length > end)
        result = text.length > end + 1 ? iso_parse_clock(text.text + end + 1, text.length - end - 1, clock, &offset, &offset_micros) : -5;
    if (result < 0)
        return raise_iso(args[0]);
    Ref zone = iso_zone(result, offset, offset_micros);
    Ref moment = zone || !error_is_set() ? from_iso_parts(type, day, clock, zone) : NULL;
    release_maybe(zone);
    return moment;
}

/* --- parts ---------------------------------------------------------------------------------------------- */

static Ref date_part(View self, View *args UNUSED)
{
    const Day *day = &moment_of(self)->day;
    return date_new(day->year, day->month, day->day);
}

static Ref time_part(View self, View *args UNUSED)
{
    return time_new(&datetime_time_type, &moment_of(self)->clock, NULL);
}

static Ref time_part_in_zone(View self, View *args UNUSED)
{
    return time_new(&datetime_time_type, &moment_of(self)->clock, moment_of(self)->zone);
}

static Ref utcoffset(View self, View *args UNUSED)
{
    return zone_offset(moment_of(self)->zone, "utcoffset", self);
}
static Ref dst(View self, View *args UNUSED)
{
    return zone_offset(moment_of(self)->zone, "dst", self);
}
static Ref tzname(View self, View *args UNUSED)
{
    return zone_name(moment_of(self)->zone, self);
}

static Ref timetuple(View self, View *args UNUSED)
{
    Ref summer = zone_offset(moment_of(self)->zone, "dst", self);
    if (!summer)
        return NULL;
    int flag = summer == NONE ? -1 : !delta_is_zero(delta_of(summer));
    release(summer);
    return time_tuple(&moment_of(self)->day, &moment_of(self)->clock, flag);
}

static Ref utctimetuple(View self, View *args UNUSED)
{
    Ref offset = zone_offset(moment_of(self)->zone, "utcoffset", self), result;
    if (!offset)
        return NULL;
    if (offset == NONE) {
        result = time_tuple(&moment_of(self)->day, &moment_of(self)->clock, 0);
    } else {
        Ref bare = moment_new(&datetime_datetime_type, &moment_of(self)->day, &moment_of(self)->clock, NULL);
        Ref utc = bare ? moment_add(bare, delta_of(offset), -1) : NULL;
        result = utc ? time_tuple(&moment_of(utc)->day, &moment_of(utc)->clock, 0) : NULL;
        release_maybe(bare);
        release_maybe(utc);
    }
    release(offset);
    return result;
}

static Ref timestamp(View self, View *args UNUSED)
{
    MomentObject *moment = moment_of(self);
    if (!moment->zone) {
        int64_t seconds;
        if (!local_to_utc(&moment->day, &moment->clock, &seconds))
            return NULL;
        return float_new((double)(seconds - epoch_seconds) + moment->clock.micros / 1e6);
    }
    const Day day = {1970, 1, 1};
    const Clock clock = {0};
    Ref epoch = moment_new(&datetime_datetime_type, &day, &clock, datetime_utc);
    Ref delta = epoch ? moment_minus_moment(self, epoch) : NULL, result = delta ? delta_total_seconds(delta_of(delta)) : NULL;
    release_maybe(epoch);
    release_maybe(delta);
    return result;
}

/* --- texts ---------------------------------------------------------------------------------------------- */

static bool read_separator(View argument, Character *separator)
{
    *separator = 'T';
    if (!argument)
        return true;
    if (!is_str(argument))
        return raise_error(TypeError, "isoformat() argument 1 must be a unicode character, not %K", argument) != NULL;
    if (str_length(AS_OBJECT(str_view(argument))) != 1)
        return raise_error(TypeError, "isoformat() argument 1 must be a unicode character, not str") != NULL;
    *separator = str_at(str_view(argument), 0);
    return true;
}

static Ref isoformat(View self, View *args)
{
    StrBuilder out;
    Character separator;
    const MomentObject *moment = moment_of(self);
    if (!read_separator(args[0], &separator))
        return NULL;
    if (args[1] && !is_str(args[1]))
        return raise_error(TypeError, "isoformat() argument 2 must be str, not %K", args[1]);
    strbuilder_start(&out);
    add_day(&out, &moment->day);
    strbuilder_add_character(&out, separator);
    if (add_clock(&out, &moment->clock, args[1] ? AS_OBJECT(str_view(args[1])) : NULL) && add_offset(&out, moment->zone, self, ":"))
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}

/* --- to other zones ------------------------------------------------------------------------------------- */

/* The system's zone at this moment, which has none. */
static Ref local_zone_of(const MomentObject *moment)
{
    int64_t seconds;
    return local_to_utc(&moment->day, &moment->clock, &seconds) ? local_zone_at(seconds - epoch_seconds) : NULL;
}

/* A moment that shows UTC, in its own zone or none, as one in UTC. */
static Ref as_utc(View moment)
{
    return moment_new(type_of_peek(moment), &moment_of(moment)->day, &moment_of(moment)->clock, datetime_utc);
}

static Ref from_utc_to(View utc, View zone_or_null)
{
    MomentObject *moment = moment_of(utc);
    Ref zone = zone_or_null ? retain(zone_or_null) : local_zone_at(utc_seconds(&moment->day, &moment->clock) - epoch_seconds);
    Ref there = zone ? moment_new(type_of_peek(utc), &moment->day, &moment->clock, zone) : NULL;
    Ref method = there ? object_get_attribute_text(zone, "fromutc") : NULL, result = method ? call_1(method, there) : NULL;
    release_maybe(method);
    release_maybe(there);
    release_maybe(zone);
    return result;
}

/* The zone that the moment is in, and its offset; a moment without an offset is a local one. False with an exception. */
static bool own_zone(View self, Ref *zone, Ref *offset)
{
    *offset = NULL;
    *zone = moment_of(self)->zone ? retain(moment_of(self)->zone) : local_zone_of(moment_of(self));
    if (*zone && (*offset = zone_offset(*zone, "utcoffset", self)) == NONE) {
        replace_take(zone, local_zone_of(moment_of(self)));
        replace_take(offset, *zone ? zone_offset(*zone, "utcoffset", self) : NULL);
    }
    return *offset != NULL;
}

static Ref astimezone(View self, View *args)
{
    View wanted = args[0] && args[0] != NONE ? args[0] : NULL;
    Ref zone = NULL, offset = NULL, result = NULL;
    if (!check_zone(args[0]))
        return NULL;
    if (moment_of(self)->zone && moment_of(self)->zone == wanted)
        return retain(self);
    if (own_zone(self, &zone, &offset)) {
        if (zone == wanted) {
            result = retain(self);
        } else {
            Ref shown = moment_add_checked(self, delta_of(offset), -1), utc = shown ? as_utc(shown) : NULL;
            result = utc ? from_utc_to(utc, wanted) : NULL;
            release_maybe(shown);
            release_maybe(utc);
        }
    }
    release_maybe(zone);
    release_maybe(offset);
    return result;
}

/* --- the tables ----------------------------------------------------------------------------------------- */

const NativeFunction moment_class_methods[] = {
    {"now(tz=None)", now_native,
     "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses "
     "local timezone."},
    {"utcnow()", utcnow, "Return a new datetime representing UTC day and time."},
    {"fromtimestamp(timestamp, tz=None)", from_timestamp, "timestamp[, tz] -> tz's local time from POSIX timestamp."},
    {"utcfromtimestamp(timestamp, /)", from_utc_timestamp, "Construct a naive UTC datetime from a POSIX timestamp."},
    {"strptime(string, format, /)", strptime, "string, format -> new datetime parsed from a string (like time.strptime())."},
    {"combine(date, time, tzinfo=None)", combine, "date, time -> datetime with same date and time fields"},
    {"fromisoformat(string, /)", from_isoformat, "string -> datetime from a string in most ISO 8601 formats"},
    {NULL, NULL, NULL},
};

const NativeFunction moment_methods[] = {
    {"date()", date_part, "Return date object with same year, month and day."},
    {"time()", time_part, "Return time object with same time but with tzinfo=None."},
    {"timetz()", time_part_in_zone, "Return time object with same time and tzinfo."},
    {"timetuple()", timetuple, "Return time tuple, compatible with time.localtime()."},
    {"timestamp()", timestamp, "Return POSIX timestamp as float."},
    {"utctimetuple()", utctimetuple, "Return UTC time tuple, compatible with time.localtime()."},
    {"isoformat(sep='T', timespec='auto')", isoformat,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep stands between day and time, by default "
     "'T'.\ntimespec says how detailed the time is: 'auto', 'hours', 'minutes', 'seconds',\n'milliseconds' or 'microseconds'.\n"},
    {"utcoffset()", utcoffset, "Return self.tzinfo.utcoffset(self)."},
    {"tzname()", tzname, "Return self.tzinfo.tzname(self)."},
    {"dst()", dst, "Return self.tzinfo.dst(self)."},
    {"replace(year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)",
     moment_replace, "Return datetime with new specified fields."},
    {"astimezone(tz=None)", astimezone, "tz -> convert to local time in new timezone tz\n"},
    {"__reduce_ex__(protocol, /)", moment_reduce_ex, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__()", moment_reduce, "__reduce__() -> (cls, state)"},
    {NULL, NULL, NULL},
};
