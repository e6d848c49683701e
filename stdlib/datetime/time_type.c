/* time_type: time: a time of the day, with or without a zone. */
#include <stdio.h>

#include "runtime/bytes/bytes.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"

/* --- making --------------------------------------------------------------------------------------------- */

Ref time_new(TypeObject *type, const Clock *clock, View zone)
{
    TimeObject *time = datetime_allocate(type);
    if (!time)
        return NULL;
    time->hash = -1;
    time->clock = *clock;
    time->zone = zone_to_keep(zone);
    datetime_track(AS_OBJECT(time), time->zone);
    return AS_OBJECT(time);
}

void clock_to_bytes(const Clock *clock, unsigned char *bytes)
{
    bytes[0] = clock->hour;
    bytes[1] = clock->minute;
    bytes[2] = clock->second;
    bytes[3] = (unsigned char)(clock->micros >> 16);
    bytes[4] = (unsigned char)(clock->micros >> 8);
    bytes[5] = (unsigned char)clock->micros;
}

void clock_from_bytes(Clock *clock, const unsigned char *bytes)
{
    *clock = (Clock){bytes[0], bytes[1], bytes[2], 0, (uint32_t)(bytes[3] << 16 | bytes[4] << 8 | bytes[5])};
}

static bool is_state(const unsigned char *data, size_t length)
{
    return length == 6 && (data[0] & 0x7f) < 24;
}

static Ref from_state(TypeObject *type, const unsigned char *data, View zone)
{
    Clock clock;
    if (zone && !is_instance(zone, &datetime_tzinfo_type) && zone != NONE)
        return raise_error(TypeError, "bad tzinfo state arg");
    clock_from_bytes(&clock, data);
    clock.fold = clock.hour >> 7;
    clock.hour &= 0x7f;
    return time_new(type, &clock, zone);
}

/* The state of a pickle: NULL without an exception if it is none. */
static Ref from_pickle(TypeObject *type, View state, View zone)
{
    const unsigned char *data;
    size_t length;
    if (is_str(state) && str_length(AS_OBJECT(str_view(state))) == 6 && (str_at(str_view(state), 0) & ~0x80u) < 24) {
        Ref bytes = state_bytes(state, "time");
        Ref result = bytes && bytes_data_peek(bytes, &data, &length) && is_state(data, length) ? from_state(type, data, zone) : NULL;
        release_maybe(bytes);
        return result;
    }
    return is_bytes(state) && bytes_data_peek(state, &data, &length) && is_state(data, length) ? from_state(type, data, zone) : NULL;
}

/* Four numbers and a fold, checked. */
static bool make_clock(const int parts[4], int fold, Clock *clock)
{
    if (!check_clock(parts[0], parts[1], parts[2], parts[3], fold))
        return false;
    *clock = (Clock){(uint8_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2], (uint8_t)fold, (uint32_t)parts[3]};
    return true;
}

static Ref time_new_native(View type, View *args)
{
    int parts[4], fold;
    Clock clock;
    if (args[0] && !args[2] && !args[3] && !args[4] && !args[5]) {
        Ref result = from_pickle((TypeObject *)type, args[0], args[1]);
        if (result || error_is_set())
            return result;
    }
    for (int i = 0; i < 4; i++)
        if (!read_or_keep(args[i], 0, &parts[i]))
            return NULL;
    if (!read_or_keep(args[5], 0, &fold) || !make_clock(parts, fold, &clock) || !check_zone(args[4]))
        return NULL;
    return time_new((TypeObject *)type, &clock, args[4]);
}

/* class(hour, minute, second, microsecond, tzinfo). */
static Ref time_new_of(TypeObject *type, const int parts[4], View zone)
{
    Clock clock;
    if (type == &datetime_time_type)
        return make_clock(parts, 0, &clock) ? time_new(type, &clock, zone) : NULL;
    Ref items = tuple_new(5);
    for (size_t i = 0; items && i < 4; i++)
        if (!(((TupleView)items)->items[i] = int_new(parts[i])))
            clear_place(&items);
    if (!items)
        return NULL;
    ((TupleView)items)->items[4] = retain(zone ? zone : NONE);
    Ref result = call_tuple(AS_OBJECT(type), items, NULL);
    release(items);
    return result;
}

static Ref from_isoformat(View type, View *args)
{
    IsoText text;
    int parts[4], offset = 0, offset_micros = 0;
    if (!is_str(args[0]))
        return raise_error(TypeError, "fromisoformat: argument must be str");
    if (!iso_text(args[0], &text))
        return raise_iso(args[0]);
    size_t skip = text.text[0] == 'T' && str_at(str_view(args[0]), 0) == 'T';
    int result = iso_parse_clock(text.text + skip, text.length - skip, parts, &offset, &offset_micros);
    if (result < 0)
        return raise_iso(args[0]);
    Ref zone = iso_zone(result, offset, offset_micros);
    Ref time = zone || !error_is_set() ? time_new_of((TypeObject *)type, parts, zone) : NULL;
    release_maybe(zone);
    return time;
}

/* --- parts and texts ------------------------------------------------------------------------------------ */

static Ref get_hour(View self)
{
    return int_new(time_of(self)->clock.hour);
}
static Ref get_minute(View self)
{
    return int_new(time_of(self)->clock.minute);
}
static Ref get_second(View self)
{
    return int_new(time_of(self)->clock.second);
}
static Ref get_microsecond(View self)
{
    return int_new(time_of(self)->clock.micros);
}
static Ref get_fold(View self)
{
    return int_new(time_of(self)->clock.fold);
}
static Ref get_tzinfo(View self)
{
    return retain(time_of(self)->zone ? time_of(self)->zone : NONE);
}

static Ref time_repr(View self)
{
    const TimeObject *time = time_of(self);
    const Clock *clock = &time->clock;
    char parts[48], fold[16] = "";
    if (clock->micros)
        snprintf(parts, sizeof parts, "%d, %d, %d, %d", clock->hour, clock->minute, clock->second, (int)clock->micros);
    else if (clock->second)
        snprintf(parts, sizeof parts, "%d, %d, %d", clock->hour, clock->minute, clock->second);
    else
        snprintf(parts, sizeof parts, "%d, %d", clock->hour, clock->minute);
    if (clock->fold)
        snprintf(fold, sizeof fold, ", fold=%d", clock->fold);
    return time->zone ? str_format("%s(%s, tzinfo=%R%s)", type_of_peek(self)->name, parts, time->zone, fold)
                      : str_format("%s(%s%s)", type_of_peek(self)->name, parts, fold);
}

static Ref isoformat(View self, View *args)
{
    StrBuilder out;
    View timespec = args ? args[0] : NULL;
    if (timespec && !is_str(timespec))
        return raise_error(TypeError, "isoformat() argument 1 must be str, not %K", timespec);
    strbuilder_start(&out);
    if (add_clock(&out, &time_of(self)->clock, timespec ? AS_OBJECT(str_view(timespec)) : NULL) &&
        add_offset(&out, time_of(self)->zone, NONE, ":"))
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}

static Ref time_str(View self)
{
    Ref method = object_get_attribute_text(self, "isoformat"), result = method ? call_0(method) : NULL;
    release_maybe(method);
    return result;
}

static Ref time_strftime(View self, View *args)
{
    const Clock *clock = &time_of(self)->clock;
    if (!is_str(args[0]))
        return raise_error(TypeError, "strftime() argument 1 must be str, not %K", args[0]);
    int64_t numbers[] = {1900, 1, 1, clock->hour, clock->minute, clock->second, 0, 1, -1};
    Ref tuple = tuple_new(COUNT_OF(numbers));
    for (size_t i = 0; tuple && i < COUNT_OF(numbers); i++)
        if (!(((TupleView)tuple)->items[i] = int_new(numbers[i])))
            clear_place(&tuple);
    Ref result = tuple ? format_moment(args[0], tuple, clock, time_of(self)->zone, NONE) : NULL;
    release_maybe(tuple);
    return result;
}

static Ref utcoffset(View self, View *args UNUSED)
{
    return zone_offset(time_of(self)->zone, "utcoffset", NONE);
}
static Ref dst(View self, View *args UNUSED)
{
    return zone_offset(time_of(self)->zone, "dst", NONE);
}
static Ref tzname(View self, View *args UNUSED)
{
    return zone_name(time_of(self)->zone, NONE);
}

static Ref replace(View self, View *args)
{
    const Clock *old = &time_of(self)->clock;
    int present[] = {old->hour, old->minute, old->second, (int)old->micros}, parts[4], fold;
    Clock clock;
    for (int i = 0; i < 4; i++)
        if (!read_or_keep(args[i], present[i], &parts[i]))
            return NULL;
    if (!read_or_keep(args[5], old->fold, &fold) || !make_clock(parts, fold, &clock) || !check_zone(args[4]))
        return NULL;
    return time_new(type_of_peek(self), &clock, args[4] ? args[4] : time_of(self)->zone);
}

static Ref reduce_for(View self, int protocol)
{
    unsigned char state[6];
    const TimeObject *time = time_of(self);
    clock_to_bytes(&time->clock, state);
    if (protocol > 3 && time->clock.fold)
        state[0] |= 0x80;
    Ref bytes = bytes_new(state, sizeof state), arguments = NULL;
    if (bytes)
        arguments = time->zone ? tuple_pack(2, bytes, time->zone) : tuple_pack(1, bytes);
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(bytes);
    release_maybe(arguments);
    return result;
}

static Ref reduce(View self, View *args UNUSED)
{
    return reduce_for(self, 2);
}

static Ref reduce_ex(View self, View *args)
{
    int protocol;
    return read_int(args[0], &protocol) ? reduce_for(self, protocol) : NULL;
}

/* --- comparison ----------------------------------------------------------------------------------------- */

static int64_t clock_micros(const Clock *clock)
{
    return ((int64_t)clock->hour * 3600 + clock->minute * 60 + clock->second) * MICROS + clock->micros;
}

static int order(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

static int64_t delta_micros(const Delta *delta)
{
    return (delta->days * DAY_SECONDS + delta->seconds) * MICROS + delta->micros;
}

static Ref compare_with_offsets(const Clock *a, const Clock *b, View left, View right, Comparison comparison)
{
    if ((left == NONE && right == NONE) || (left != NONE && right != NONE))
        return order_result(order(clock_micros(a) - (left == NONE ? 0 : delta_micros(delta_of(left))),
                                  clock_micros(b) - (right == NONE ? 0 : delta_micros(delta_of(right)))),
                            comparison);
    if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
        return bool_new(comparison == COMPARE_NE);
    return raise_error(TypeError, "can't compare offset-naive and offset-aware times");
}

static Ref time_compare(View self, View other, Comparison comparison)
{
    if (!is_time(other))
        return retain(NOT_IMPLEMENTED);
    const TimeObject *a = time_of(self), *b = time_of(other);
    if (a->zone == b->zone)
        return order_result(order(clock_micros(&a->clock), clock_micros(&b->clock)), comparison);
    Ref left = zone_offset(a->zone, "utcoffset", NONE), right = left ? zone_offset(b->zone, "utcoffset", NONE) : NULL;
    Ref result = right ? compare_with_offsets(&a->clock, &b->clock, left, right, comparison) : NULL;
    release_maybe(left);
    release_maybe(right);
    return result;
}

static Hash hash_with_offset(const Clock *clock, View offset)
{
    if (offset == NONE) {
        unsigned char state[6];
        clock_to_bytes(clock, state);
        return (Hash)str_hash_bytes(state, sizeof state);
    }
    Delta whole = delta_normal(0, clock->hour * 3600 + clock->minute * 60 + clock->second, clock->micros);
    whole = delta_minus(&whole, delta_of(offset));
    Ref delta = delta_new(whole.days, whole.seconds, whole.micros);
    Hash hash = delta ? object_hash(delta) : -1;
    release_maybe(delta);
    return hash;
}

static Hash time_hash(View self)
{
    TimeObject *time = time_of(self);
    if (time->hash == -1) {
        Ref offset = zone_offset(time->zone, "utcoffset", NONE);
        if (offset)
            time->hash = hash_with_offset(&time->clock, offset);
        release_maybe(offset);
    }
    return time->hash;
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void time_finish(View self)
{
    clear_place(&time_of(self)->zone);
}
static void time_traverse(View self, Visitor visit, void *context)
{
    VISIT(time_of(self)->zone);
}
/* The zone breaks a cycle, if it is part of one. */
static void time_clear(View self UNUSED)
{
}

static const NativeFunction class_methods[] = {
    {"fromisoformat(string, /)", from_isoformat, "string -> time from a string in ISO 8601 format"},
    {NULL, NULL, NULL},
};
static const NativeFunction methods[] = {
    {"isoformat(timespec='auto')", isoformat,
     "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\ntimespec says how detailed it is: 'auto', 'hours', "
     "'minutes', 'seconds',\n'milliseconds' or 'microseconds'.\n"},
    {"strftime(format)", time_strftime, "format -> strftime() style string."},
    {"__format__(format, /)", format_native_method, "Formats self with strftime."},
    {"utcoffset()", utcoffset, "Return self.tzinfo.utcoffset(self)."},
    {"tzname()", tzname, "Return self.tzinfo.tzname(self)."},
    {"dst()", dst, "Return self.tzinfo.dst(self)."},
    {"replace(hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)", replace,
     "Return time with new specified fields."},
    {"__reduce_ex__(protocol, /)", reduce_ex, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__()", reduce, "__reduce__() -> (cls, state)"},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"hour", get_hour, NULL, NULL},     {"minute", get_minute, NULL, NULL},
    {"second", get_second, NULL, NULL}, {"microsecond", get_microsecond, NULL, NULL},
    {"tzinfo", get_tzinfo, NULL, NULL}, {"fold", get_fold, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {"time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", time_new_native,
                                           NULL};

TypeObject datetime_time_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.time",
    .doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments may be left out. tzinfo is "
           "None, or an instance of a class derived\nfrom tzinfo; the others are ints.\n",
    .size = sizeof(TimeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .new_native = &constructor,
    .finish = time_finish,
    .traverse = time_traverse,
    .clear = time_clear,
    .repr = time_repr,
    .str = time_str,
    .hash = time_hash,
    .compare = time_compare,
    .methods = methods,
    .class_methods = class_methods,
    .properties = properties,
};
