/* zone: tzinfo, the base of all time zones, and timezone, those with one offset. */
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"

Ref datetime_utc;

static ZoneObject *zone_of(View self)
{
    return (ZoneObject *)self;
}

/* --- asking a zone -------------------------------------------------------------------------------------- */

static bool offset_is_valid(const Delta *delta)
{
    return (delta->days == -1 && (delta->seconds || delta->micros)) || delta->days == 0;
}

Ref zone_offset(View zone, const char *method_name, View moment)
{
    if (!zone)
        return none_new();
    if (type_of_peek(zone) == &datetime_timezone_type)
        return *method_name == 'u' ? retain(zone_of(zone)->offset) : none_new();
    Ref method = object_get_attribute_text(zone, method_name), offset = method ? call_1(method, moment) : NULL;
    release_maybe(method);
    if (!offset || offset == NONE)
        return offset;
    if (!is_delta(offset))
        raise_error(TypeError, "tzinfo.%s() must return None or timedelta, not '%.200T'", method_name, offset);
    else if (!offset_is_valid(delta_of(offset)))
        raise_error(ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
    else
        return offset;
    release(offset);
    return NULL;
}

Ref zone_name(View zone, View moment)
{
    if (!zone)
        return none_new();
    Ref method = object_get_attribute_text(zone, "tzname"), name = method ? call_1(method, moment) : NULL;
    release_maybe(method);
    if (!name || name == NONE || is_str(name))
        return name;
    raise_error(TypeError, "tzinfo.tzname() must return None or a string, not '%T'", name);
    release(name);
    return NULL;
}

static void add_offset_text(StrBuilder *out, Delta delta, const char *separator)
{
    bool negative = delta.days < 0;
    if (negative)
        delta = delta_normal(-delta.days, -delta.seconds, -delta.micros);
    strbuilder_add_text(out, negative ? "-" : "+");
    add_number(out, (uint32_t)(delta.seconds / 3600), 2);
    strbuilder_add_text(out, separator);
    add_number(out, (uint32_t)(delta.seconds / 60 % 60), 2);
    if (delta.seconds % 60 || delta.micros) {
        strbuilder_add_text(out, separator);
        add_number(out, (uint32_t)(delta.seconds % 60), 2);
    }
    if (delta.micros) {
        strbuilder_add_text(out, ".");
        add_number(out, (uint32_t)delta.micros, 6);
    }
}

bool add_offset(StrBuilder *out, View zone, View moment, const char *separator)
{
    Ref offset = zone_offset(zone, "utcoffset", moment);
    if (offset && offset != NONE)
        add_offset_text(out, *delta_of(offset), separator);
    release_maybe(offset);
    return offset != NULL;
}

/* --- tzinfo --------------------------------------------------------------------------------------------- */

static Ref tzinfo_new(View type, View *args UNUSED)
{
    return (Ref)datetime_allocate((TypeObject *)type);
}

#define ABSTRACT(method)                                                                           \
    static Ref tzinfo_##method(View self UNUSED, View *args UNUSED)                                \
    {                                                                                              \
        return raise_error(NotImplementedError, "a tzinfo subclass must implement " #method "()"); \
    }
ABSTRACT(utcoffset)
ABSTRACT(dst)
ABSTRACT(tzname)
#undef ABSTRACT

/* The standard offset, then what summer time adds to it. */
static Ref from_utc(View moment, const Delta *offset, const Delta *dst)
{
    Delta standard = delta_minus(offset, dst);
    Ref result = moment_add_checked(moment, &standard, 1);
    Ref summer = result ? zone_offset(moment_of(result)->zone, "dst", result) : NULL, final = NULL;
    if (summer == NONE)
        raise_error(ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
    else if (summer)
        final = delta_is_zero(delta_of(summer)) ? retain(result) : moment_add(result, delta_of(summer), 1);
    release_maybe(summer);
    release_maybe(result);
    return final;
}

static Ref tzinfo_fromutc(View self, View *args)
{
    View moment = args[0];
    if (!is_moment(moment))
        return raise_error(TypeError, "fromutc: argument must be a datetime");
    if (moment_of(moment)->zone != self)
        return raise_error(ValueError, "fromutc: dt.tzinfo is not self");
    Ref offset = zone_offset(self, "utcoffset", moment), dst = NULL, result = NULL;
    if (offset == NONE)
        raise_error(ValueError, "fromutc: non-None utcoffset() result required");
    else if (offset && (dst = zone_offset(self, "dst", moment)) == NONE)
        raise_error(ValueError, "fromutc: non-None dst() result required");
    else if (dst)
        result = from_utc(moment, delta_of(offset), delta_of(dst));
    release_maybe(offset);
    release_maybe(dst);
    return result;
}

static Ref tzinfo_reduce(View self, View *args UNUSED)
{
    Ref name = str_intern_text("__getinitargs__"), method = name ? object_get_attribute_maybe(self, name) : NULL;
    Ref arguments = method ? call_0(method) : error_is_set() ? NULL : tuple_new(0), state = arguments ? object_state(self) : NULL;
    Ref result = state ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), arguments, state) : NULL;
    release_maybe(state);
    release_maybe(arguments);
    release_maybe(method);
    release_maybe(name);
    return result;
}

static void no_traverse(View self UNUSED, Visitor visit UNUSED, void *context UNUSED)
{
}

static const NativeFunction tzinfo_methods[] = {
    {"tzname(dt, /)", tzinfo_tzname, "datetime -> string name of time zone."},
    {"utcoffset(dt, /)", tzinfo_utcoffset, "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"},
    {"dst(dt, /)", tzinfo_dst, "datetime -> DST offset as timedelta positive east of UTC."},
    {"fromutc(dt, /)", tzinfo_fromutc, "datetime in UTC -> datetime in local time."},
    {"__reduce__()", tzinfo_reduce, "-> (cls, state)"},
    {NULL, NULL, NULL},
};
static const NativeFunction tzinfo_constructor = {"tzinfo(*args, **kwargs)", tzinfo_new, NULL};

TypeObject datetime_tzinfo_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.tzinfo",
    .doc = "Abstract base class for time zone info objects.",
    .size = sizeof(GcObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .new_native = &tzinfo_constructor,
    .traverse = no_traverse,
    .methods = tzinfo_methods,
};

/* --- timezone ------------------------------------------------------------------------------------------- */

static Ref zone_make(View offset, View name)
{
    ZoneObject *zone = datetime_allocate(&datetime_timezone_type);
    if (!zone)
        return NULL;
    zone->offset = retain(offset);
    zone->name = retain_maybe(name);
    return AS_OBJECT(zone);
}

Ref zone_new(View offset, View name)
{
    if (!name && datetime_utc && delta_is_zero(delta_of(offset)))
        return retain(datetime_utc);
    if (!offset_is_valid(delta_of(offset)))
        return raise_error(ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %R.",
                           offset);
    return zone_make(offset, name);
}

static Ref zone_new_native(View type UNUSED, View *args)
{
    if (!is_delta(args[0]))
        return raise_error(TypeError, "timezone() argument 1 must be datetime.timedelta, not %K", args[0]);
    if (args[1] && !is_str(args[1]))
        return raise_error(TypeError, "timezone() argument 2 must be str, not %K", args[1]);
    return zone_new(args[0], args[1]);
}

static Ref zone_str(View self)
{
    const ZoneObject *zone = zone_of(self);
    if (zone->name)
        return retain(zone->name);
    if (self == datetime_utc || delta_is_zero(delta_of(zone->offset)))
        return str_from_text("UTC");
    StrBuilder out;
    strbuilder_start(&out);
    strbuilder_add_text(&out, "UTC");
    add_offset_text(&out, *delta_of(zone->offset), ":");
    return strbuilder_finish(&out);
}

static Ref zone_repr(View self)
{
    const ZoneObject *zone = zone_of(self);
    if (self == datetime_utc)
        return str_from_text("datetime.timezone.utc");
    return zone->name ? str_format("%s(%R, %R)", type_of_peek(self)->name, zone->offset, zone->name)
                      : str_format("%s(%R)", type_of_peek(self)->name, zone->offset);
}

static bool check_moment(View value, const char *method)
{
    return value == NONE || is_moment(value) ||
           raise_error(TypeError, "%s(dt) argument must be a datetime instance or None, not %.200T", method, value) != NULL;
}

static Ref zone_utcoffset(View self, View *args)
{
    return check_moment(args[0], "utcoffset") ? retain(zone_of(self)->offset) : NULL;
}
static Ref zone_dst(View self UNUSED, View *args)
{
    return check_moment(args[0], "dst") ? none_new() : NULL;
}
static Ref zone_tzname(View self, View *args)
{
    return check_moment(args[0], "tzname") ? zone_str(self) : NULL;
}

static Ref zone_fromutc(View self, View *args)
{
    if (!is_moment(args[0]))
        return raise_error(TypeError, "fromutc: argument must be a datetime");
    if (moment_of(args[0])->zone != self)
        return raise_error(ValueError, "fromutc: dt.tzinfo is not self");
    return moment_add(args[0], delta_of(zone_of(self)->offset), 1);
}

static Ref zone_getinitargs(View self, View *args UNUSED)
{
    const ZoneObject *zone = zone_of(self);
    return zone->name ? tuple_pack(2, zone->offset, zone->name) : tuple_pack(1, zone->offset);
}

static Hash zone_hash(View self)
{
    return object_hash(zone_of(self)->offset);
}

static Ref zone_compare(View self, View other, Comparison comparison)
{
    if ((comparison != COMPARE_EQ && comparison != COMPARE_NE) || type_of_peek(other) != &datetime_timezone_type)
        return retain(NOT_IMPLEMENTED);
    return order_result(delta_compare(delta_of(zone_of(self)->offset), delta_of(zone_of(other)->offset)), comparison);
}

static void zone_finish(View self)
{
    clear_place(&zone_of(self)->offset);
    clear_place(&zone_of(self)->name);
}

/* It is needed as long as it lives, and part of no cycle. */
static void no_clear(View self UNUSED)
{
}

static void zone_traverse(View self, Visitor visit, void *context)
{
    VISIT(zone_of(self)->offset);
    VISIT(zone_of(self)->name);
}

static const NativeFunction zone_methods[] = {
    {"tzname(dt, /)", zone_tzname,
     "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."},
    {"utcoffset(dt, /)", zone_utcoffset, "Return fixed offset."},
    {"dst(dt, /)", zone_dst, "Return None."},
    {"fromutc(dt, /)", zone_fromutc, "datetime in UTC -> datetime in local time."},
    {"__getinitargs__()", zone_getinitargs, "pickle support"},
    {NULL, NULL, NULL},
};
static const NativeFunction zone_constructor = {"timezone(offset, name=None)", zone_new_native, NULL};

TypeObject datetime_timezone_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.timezone",
    .doc = "Fixed offset from UTC implementation of tzinfo.",
    .base = &datetime_tzinfo_type,
    .size = sizeof(ZoneObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_IMMUTABLE,
    .new_native = &zone_constructor,
    .finish = zone_finish,
    .traverse = zone_traverse,
    .clear = no_clear,
    .repr = zone_repr,
    .str = zone_str,
    .hash = zone_hash,
    .compare = zone_compare,
    .methods = zone_methods,
};
