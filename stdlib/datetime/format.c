/* format: dates and times as texts: isoformat, strftime, time tuples. */
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"
#include "vm/import/import.h"

void add_number(StrBuilder *out, uint32_t number, int digits)
{
    char text[12];
    for (int i = digits; i > 0; number /= 10)
        text[--i] = (char)('0' + number % 10);
    strbuilder_add_bytes(out, text, (size_t)digits);
}

void add_day(StrBuilder *out, const Day *day)
{
    add_number(out, day->year, 4);
    strbuilder_add_bytes(out, "-", 1);
    add_number(out, day->month, 2);
    strbuilder_add_bytes(out, "-", 1);
    add_number(out, day->day, 2);
}

bool add_clock(StrBuilder *out, const Clock *clock, View timespec)
{
    static const char *const names[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
    enum { AUTO, HOURS, MINUTES, SECONDS, MILLISECONDS, MICROSECONDS };
    size_t detail = 0;
    while (timespec && detail < COUNT_OF(names) && !str_equal_text(timespec, names[detail]))
        detail++;
    if (detail == COUNT_OF(names))
        return raise_error(ValueError, "Unknown timespec value") != NULL;
    if (detail == AUTO)
        detail = clock->micros ? MICROSECONDS : SECONDS;
    add_number(out, clock->hour, 2);
    if (detail >= MINUTES) {
        strbuilder_add_bytes(out, ":", 1);
        add_number(out, clock->minute, 2);
    }
    if (detail >= SECONDS) {
        strbuilder_add_bytes(out, ":", 1);
        add_number(out, clock->second, 2);
    }
    if (detail >= MILLISECONDS) {
        strbuilder_add_bytes(out, ".", 1);
        add_number(out, detail == MILLISECONDS ? clock->micros / 1000 : clock->micros, detail == MILLISECONDS ? 3 : 6);
    }
    return true;
}

/* --- strftime ------------------------------------------------------------------------------------------- */

/* The zone's name, with each % doubled: time.strftime sees it. */
static bool add_zone_name(StrBuilder *out, View zone, View moment)
{
    Ref name = zone_name(zone, moment);
    if (name && name != NONE) {
        Ref percent = str_from_text("%"), twice = percent ? str_from_text("%%") : NULL, method = NULL, text = NULL;
        if (twice && (method = object_get_attribute_text(name, "replace")))
            text = call_2(method, percent, twice);
        if (text && is_str(text))
            strbuilder_add_str(out, text);
        else if (text)
            raise_error(TypeError, "tzname.replace() did not return a string");
        release_maybe(method);
        release_maybe(percent);
        release_maybe(twice);
        release_maybe(text);
    }
    release_maybe(name);
    return !error_is_set();
}

/* %z, %Z and %f, which time.strftime does not know, become what they stand for. */
static Ref resolve_format(StrView format, const Clock *clock, View zone, View moment)
{
    StrBuilder out;
    bool done = true;
    strbuilder_start(&out);
    for (size_t i = 0; done && i < format->length; i++) {
        Character c = str_at(format, i), next = c == '%' && i + 1 < format->length ? str_at(format, i + 1) : 0;
        if (next == 'z') {
            done = add_offset(&out, zone, moment, "");
        } else if (next == 'Z') {
            done = add_zone_name(&out, zone, moment);
        } else if (next == 'f') {
            add_number(&out, clock ? clock->micros : 0, 6);
        } else {
            strbuilder_add_character(&out, c);
            if (next)
                strbuilder_add_character(&out, next);
        }
        i += next != 0;
    }
    if (done)
        return strbuilder_finish(&out);
    strbuilder_abandon(&out);
    return NULL;
}

Ref format_moment(View format, View tuple, const Clock *clock, View zone, View moment)
{
    Ref resolved = resolve_format(str_view(format), clock, zone, moment), module = resolved ? import_by_name("time") : NULL;
    Ref function = module ? object_get_attribute_text(module, "strftime") : NULL;
    Ref result = function ? call_2(function, resolved, tuple) : NULL;
    release_maybe(function);
    release_maybe(module);
    release_maybe(resolved);
    return result;
}

Ref time_tuple(const Day *day, const Clock *clock, int dst)
{
    int64_t numbers[] = {day->year,
                         day->month,
                         day->day,
                         clock->hour,
                         clock->minute,
                         clock->second,
                         weekday_of(day->year, day->month, day->day),
                         day_of_year(day->year, day->month, day->day),
                         dst};
    Ref items = tuple_new(COUNT_OF(numbers)), module = items ? import_by_name("time") : NULL;
    for (size_t i = 0; items && i < COUNT_OF(numbers); i++)
        if (!(((TupleView)items)->items[i] = int_new(numbers[i])))
            clear_place(&items);
    Ref class = items && module ? object_get_attribute_text(module, "struct_time") : NULL;
    Ref result = class ? call_1(class, items) : NULL;
    release_maybe(class);
    release_maybe(module);
    release_maybe(items);
    return result;
}

/* __format__: strftime, or str for no format. */
Ref format_native_method(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "__format__() argument 1 must be str, not %K", args[0]);
    if (!str_length(AS_OBJECT(str_view(args[0]))))
        return object_str_as_given(self);
    Ref method = object_get_attribute_text(self, "strftime"), result = method ? call_1(method, args[0]) : NULL;
    release_maybe(method);
    return result;
}
