/* moment: datetime: a day and a time, with or without a zone: making, comparing, arithmetic. */
#include <stdio.h>

#include "runtime/bytes/bytes.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"

/* --- making --------------------------------------------------------------------------------------------- */

Ref moment_new(TypeObject *type, const Day *day, const Clock *clock, View zone)
{
    MomentObject *moment = datetime_allocate(type);
    if (!moment)
        return NULL;
    moment->hash = -1;
    moment->day = *day;
    moment->clock = *clock;
    moment->zone = zone_to_keep(zone);
    datetime_track(AS_OBJECT(moment), moment->zone);
    return AS_OBJECT(moment);
}

/* class(year, …, microsecond, tzinfo); its fold is set afterwards. */
static Ref call_class(TypeObject *type, const Day *day, const Clock *clock, View zone)
{
    int64_t numbers[] = {day->year, day->month, day->day, clock->hour, clock->minute, clock->second, clock->micros};
    Ref items = tuple_new(COUNT_OF(numbers) + 1);
    for (size_t i = 0; items && i < COUNT_OF(numbers); i++)
        if (!(((TupleView)items)->items[i] = int_new(numbers[i])))
            clear_place(&items);
    if (!items)
        return NULL;
    ((TupleView)items)->items[COUNT_OF(numbers)] = retain(zone ? zone : NONE);
    Ref result = call_tuple(AS_OBJECT(type), items, NULL);
    release(items);
    if (result && is_moment(result))
        moment_of(result)->clock.fold = clock->fold;
    return result;
}

Ref moment_new_of(TypeObject *type, const Day *day, const Clock *clock, View zone)
{
    return type == &datetime_datetime_type ? moment_new(type, day, clock, zone) : call_class(type, day, clock, zone);
}

static bool is_state(const unsigned char *data, size_t length)
{
    return length == 10 && (data[2] & 0x7f) >= 1 && (data[2] & 0x7f) <= 12;
}

static Ref from_state(TypeObject *type, const unsigned char *data, View zone)
{
    Clock clock;
    if (zone && zone != NONE && !is_instance(zone, &datetime_tzinfo_type))
        return raise_error(TypeError, "bad tzinfo state arg");
    Day day = {(uint16_t)(data[0] << 8 | data[1]), data[2] & 0x7f, data[3]};
    clock_from_bytes(&clock, data + 4);
    clock.fold = data[2] >> 7;
    return moment_new(type, &day, &clock, zone);
}

static Ref from_pickle(TypeObject *type, View state, View zone)
{
    const unsigned char *data;
    size_t length;
    if (is_str(state) && str_length(AS_OBJECT(str_view(state))) == 10) {
        Character month = str_at(str_view(state), 2) & ~0x80u;
        if (month < 1 || month > 12)
            return NULL;
        Ref bytes = state_bytes(state, "datetime");
        Ref result = bytes && bytes_data_peek(bytes, &data, &length) && is_state(data, length) ? from_state(type, data, zone) : NULL;
        release_maybe(bytes);
        return result;
    }
    return is_bytes(state) && bytes_data_peek(state, &data, &length) && is_state(data, length) ? from_state(type, data, zone) : NULL;
}

/* Seven numbers and a fold, checked. */
static bool make_parts(const int parts[7], int fold, Day *day, Clock *clock)
{
    if (!check_day(parts[0], parts[1], parts[2]) || !check_clock(parts[3], parts[4], parts[5], parts[6], fold))
        return false;
    *day = (Day){(uint16_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
    *clock = (Clock){(uint8_t)parts[3], (uint8_t)parts[4], (uint8_t)parts[5], (uint8_t)fold, (uint32_t)parts[6]};
    return true;
}

static Ref moment_new_native(View type, View *args)
{
    static const char *const names[] = {"year", "month", "day"};
    int parts[7], fold;
    Day day;
    Clock clock;
    if (args[0] && !args[2]) {
        Ref result = from_pickle((TypeObject *)type, args[0], args[1]);
        if (result || error_is_set())
            return result;
    }
    for (int i = 0; i < 7; i++) {
        if (i < 3 && !args[i])
            return raise_error(TypeError, "function missing required argument '%s' (pos %d)", names[i], i + 1);
        if (!read_or_keep(args[i], 0, &parts[i]))
            return NULL;
    }
    if (!read_or_keep(args[8], 0, &fold) || !make_parts(parts, fold, &day, &clock) || !check_zone(args[7]))
        return NULL;
    return moment_new((TypeObject *)type, &day, &clock, args[7]);
}

Ref moment_replace(View self, View *args)
{
    const MomentObject *old = moment_of(self);
    int present[] = {old->day.year,     old->day.month,    old->day.day,          old->clock.hour,
                     old->clock.minute, old->clock.second, (int)old->clock.micros};
    int parts[7], fold;
    Day day;
    Clock clock;
    for (int i = 0; i < 7; i++)
        if (!read_or_keep(args[i], present[i], &parts[i]))
            return NULL;
    if (!read_or_keep(args[8], old->clock.fold, &fold) || !make_parts(parts, fold, &day, &clock) || !check_zone(args[7]))
        return NULL;
    return moment_new(type_of_peek(self), &day, &clock, args[7] ? args[7] : old->zone);
}

/* --- comparison ----------------------------------------------------------------------------------------- */

/* Whole seconds since year 1, and the microseconds. */
static int64_t seconds_of(const MomentObject *moment)
{
    return utc_seconds(&moment->day, &moment->clock);
}

static int order_as_shown(const MomentObject *left, const MomentObject *right)
{
    int64_t a = seconds_of(left), b = seconds_of(right);
    if (a != b)
        return a < b ? -1 : 1;
    return left->clock.micros < right->clock.micros ? -1 : left->clock.micros > right->clock.micros;
}

/* Would the offset be another with the other fold? Then nothing equals the moment that is not in its zone (PEP 495). 1, 0, or -1 with an
 * exception. */
static int depends_on_fold(View moment, View offset)
{
    MomentObject *self = moment_of(moment);
    Clock clock = self->clock;
    clock.fold = !clock.fold;
    Ref flipped = moment_new(type_of_peek(moment), &self->day, &clock, self->zone);
    Ref other = flipped ? zone_offset(self->zone, "utcoffset", flipped) : NULL;
    int result = !other                                                                                                          ? -1
                 : other == offset || (other != NONE && offset != NONE && delta_compare(delta_of(other), delta_of(offset)) == 0) ? 0
                                                                                                                                 : 1;
    release_maybe(other);
    release_maybe(flipped);
    return result;
}

static Ref compare_with_offsets(View left, View right, View a, View b, Comparison comparison)
{
    bool by_equality = comparison == COMPARE_EQ || comparison == COMPARE_NE;
    if ((a == NONE) != (b == NONE)) {
        if (by_equality)
            return bool_new(comparison == COMPARE_NE);
        return raise_error(TypeError, "can't compare offset-naive and offset-aware datetimes");
    }
    int order = order_as_shown(moment_of(left), moment_of(right));
    if (a != b && delta_compare(delta_of(a), delta_of(b)) != 0) {
        Ref difference = moment_minus_moment(left, right);
        if (!difference)
            return NULL;
        order = delta_of(difference)->days < 0 ? -1 : !delta_is_zero(delta_of(difference));
        release(difference);
    }
    if (by_equality && order == 0) {
        int depends = depends_on_fold(left, a);
        if (depends == 0)
            depends = depends_on_fold(right, b);
        if (depends < 0)
            return NULL;
        order = depends;
    }
    return order_result(order, comparison);
}

static Ref moment_compare(View self, View other, Comparison comparison)
{
    if (!is_moment(other)) {
        if (!is_date(other))
            return retain(NOT_IMPLEMENTED);
        if (comparison == COMPARE_EQ || comparison == COMPARE_NE) /* a date knows no time to compare with */
            return bool_new(comparison == COMPARE_NE);
        return raise_uncomparable(self, other);
    }
    if (moment_of(self)->zone == moment_of(other)->zone)
        return order_result(order_as_shown(moment_of(self), moment_of(other)), comparison);
    Ref a = zone_offset(moment_of(self)->zone, "utcoffset", self), b = a ? zone_offset(moment_of(other)->zone, "utcoffset", other) : NULL;
    Ref result = b ? compare_with_offsets(self, other, a, b, comparison) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

/* Of the moment with fold 0. */
static Ref offset_for_hash(View self)
{
    MomentObject *moment = moment_of(self);
    if (!moment->clock.fold)
        return zone_offset(moment->zone, "utcoffset", self);
    Clock clock = moment->clock;
    clock.fold = 0;
    Ref first = moment_new(type_of_peek(self), &moment->day, &clock, moment->zone);
    Ref offset = first ? zone_offset(moment->zone, "utcoffset", first) : NULL;
    release_maybe(first);
    return offset;
}

static Hash hash_with_offset(const MomentObject *moment, View offset)
{
    if (offset == NONE) {
        unsigned char state[10];
        day_to_bytes(&moment->day, state);
        clock_to_bytes(&moment->clock, state + 4);
        return (Hash)str_hash_bytes(state, sizeof state);
    }
    Delta whole = delta_normal(0, seconds_of(moment), moment->clock.micros);
    whole = delta_minus(&whole, delta_of(offset));
    Ref delta = delta_new(whole.days, whole.seconds, whole.micros);
    Hash hash = delta ? object_hash(delta) : -1;
    release_maybe(delta);
    return hash;
}

static Hash moment_hash(View self)
{
    if (moment_of(self)->hash == -1) {
        Ref offset = offset_for_hash(self);
        if (offset)
            moment_of(self)->hash = hash_with_offset(moment_of(self), offset);
        release_maybe(offset);
    }
    return moment_of(self)->hash;
}

/* --- arithmetic ----------------------------------------------------------------------------------------- */

Ref moment_add(View self, const Delta *delta, int sign)
{
    const MomentObject *moment = moment_of(self);
    const Clock *old = &moment->clock;
    Delta sum = delta_normal(ordinal_of(moment->day.year, moment->day.month, moment->day.day) + sign * delta->days,
                             old->hour * 3600 + old->minute * 60 + old->second + sign * delta->seconds,
                             (int64_t)old->micros + sign * delta->micros);
    int year, month, day;
    if (sum.days < 1 || sum.days > ORDINAL_MOST)
        return raise_error(OverflowError, "date value out of range");
    ordinal_to_day((int)sum.days, &year, &month, &day);
    Day new_day = {(uint16_t)year, (uint8_t)month, (uint8_t)day};
    Clock clock = {(uint8_t)(sum.seconds / 3600), (uint8_t)(sum.seconds / 60 % 60), (uint8_t)(sum.seconds % 60), 0, (uint32_t)sum.micros};
    return moment_new_of(type_of_peek(self), &new_day, &clock, moment->zone);
}

Ref moment_add_checked(View self, const Delta *delta, int sign)
{
    Ref result = moment_add(self, delta, sign);
    if (!result || is_moment(result))
        return result;
    raise_error(TypeError, "%T() returned a %T, not a datetime", self, result);
    release(result);
    return NULL;
}

/* What lies between two moments as they are shown, less the difference of their offsets. */
static Ref difference(const MomentObject *left, const MomentObject *right, View a, View b)
{
    Delta shown = delta_normal(0, seconds_of(left) - seconds_of(right), (int64_t)left->clock.micros - right->clock.micros);
    if (a != b && a != NONE && b != NONE) {
        Delta between = delta_minus(delta_of(a), delta_of(b));
        shown = delta_minus(&shown, &between);
    }
    return delta_new(shown.days, shown.seconds, shown.micros);
}

Ref moment_minus_moment(View left, View right)
{
    MomentObject *a = moment_of(left), *b = moment_of(right);
    if (a->zone == b->zone)
        return difference(a, b, NONE, NONE);
    Ref first = zone_offset(a->zone, "utcoffset", left), second = first ? zone_offset(b->zone, "utcoffset", right) : NULL, result = NULL;
    if (second && (first == NONE) != (second == NONE))
        raise_error(TypeError, "can't subtract offset-naive and offset-aware datetimes");
    else if (second)
        result = difference(a, b, first, second);
    release_maybe(first);
    release_maybe(second);
    return result;
}

static Ref moment_add_slot(View left, View right)
{
    if (is_moment(left))
        return is_delta(right) ? moment_add(left, delta_of(right), 1) : retain(NOT_IMPLEMENTED);
    return is_delta(left) && is_moment(right) ? moment_add(right, delta_of(left), 1) : retain(NOT_IMPLEMENTED);
}

static Ref moment_subtract_slot(View left, View right)
{
    if (!is_moment(left))
        return retain(NOT_IMPLEMENTED);
    if (is_moment(right))
        return moment_minus_moment(left, right);
    return is_delta(right) ? moment_add(left, delta_of(right), -1) : retain(NOT_IMPLEMENTED);
}

/* --- texts, parts --------------------------------------------------------------------------------------- */

static Ref moment_repr(View self)
{
    const MomentObject *moment = moment_of(self);
    const Day *day = &moment->day;
    const Clock *clock = &moment->clock;
    char parts[80];
    int length = snprintf(parts, sizeof parts, "%d, %d, %d, %d, %d", day->year, day->month, day->day, clock->hour, clock->minute);
    if (clock->second || clock->micros)
        length += snprintf(parts + length, sizeof parts - (size_t)length, ", %d", clock->second);
    if (clock->micros)
        length += snprintf(parts + length, sizeof parts - (size_t)length, ", %d", (int)clock->micros);
    if (clock->fold)
        snprintf(parts + length, sizeof parts - (size_t)length, ", fold=%d", clock->fold);
    return moment->zone ? str_format("%s(%s, tzinfo=%R)", type_of_peek(self)->name, parts, moment->zone)
                        : str_format("%s(%s)", type_of_peek(self)->name, parts);
}

static Ref moment_str(View self)
{
    Ref method = object_get_attribute_text(self, "isoformat"), space = method ? str_from_text(" ") : NULL;
    Ref result = space ? call_1(method, space) : NULL;
    release_maybe(method);
    release_maybe(space);
    return result;
}

static Ref get_hour(View self)
{
    return int_new(moment_of(self)->clock.hour);
}
static Ref get_minute(View self)
{
    return int_new(moment_of(self)->clock.minute);
}
static Ref get_second(View self)
{
    return int_new(moment_of(self)->clock.second);
}
static Ref get_microsecond(View self)
{
    return int_new(moment_of(self)->clock.micros);
}
static Ref get_fold(View self)
{
    return int_new(moment_of(self)->clock.fold);
}
static Ref get_tzinfo(View self)
{
    return retain(moment_of(self)->zone ? moment_of(self)->zone : NONE);
}

static Ref reduce_for(View self, int protocol)
{
    unsigned char state[10];
    const MomentObject *moment = moment_of(self);
    day_to_bytes(&moment->day, state);
    clock_to_bytes(&moment->clock, state + 4);
    if (protocol > 3 && moment->clock.fold)
        state[2] |= 0x80;
    Ref bytes = bytes_new(state, sizeof state), arguments = NULL;
    if (bytes)
        arguments = moment->zone ? tuple_pack(2, bytes, moment->zone) : tuple_pack(1, bytes);
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(bytes);
    release_maybe(arguments);
    return result;
}

Ref moment_reduce(View self, View *args UNUSED)
{
    return reduce_for(self, 2);
}

Ref moment_reduce_ex(View self, View *args)
{
    int protocol;
    return read_int(args[0], &protocol) ? reduce_for(self, protocol) : NULL;
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void moment_finish(View self)
{
    clear_place(&moment_of(self)->zone);
}
static void moment_traverse(View self, Visitor visit, void *context)
{
    VISIT(moment_of(self)->zone);
}
/* The zone breaks a cycle, if it is part of one. */
static void moment_clear(View self UNUSED)
{
}

static const NativeProperty properties[] = {
    {"hour", get_hour, NULL, NULL},     {"minute", get_minute, NULL, NULL},
    {"second", get_second, NULL, NULL}, {"microsecond", get_microsecond, NULL, NULL},
    {"tzinfo", get_tzinfo, NULL, NULL}, {"fold", get_fold, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeFunction constructor = {
    "datetime(year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", moment_new_native,
    NULL};

TypeObject datetime_datetime_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "datetime.datetime",
    .doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nYear, month and day must be given. tzinfo "
           "is None, or an instance of a class derived\nfrom tzinfo; the others are ints.\n",
    .base = &datetime_date_type,
    .size = sizeof(MomentObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_IMMUTABLE,
    .new_native = &constructor,
    .finish = moment_finish,
    .traverse = moment_traverse,
    .clear = moment_clear,
    .repr = moment_repr,
    .str = moment_str,
    .hash = moment_hash,
    .compare = moment_compare,
    .binary = {[BINARY_ADD] = moment_add_slot, [BINARY_SUB] = moment_subtract_slot},
    .methods = moment_methods,
    .class_methods = moment_class_methods,
    .properties = properties,
};
