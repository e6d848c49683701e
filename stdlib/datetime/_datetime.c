/* _datetime: what CPython's datetime.py is replaced by. Here: the module's table, and the constants of the classes. */
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/datetime/datetime_private.h"
#include "stdlib/module_types.h"

/* A class's constant; the value is consumed, NULL fails. */
static bool add_constant_take(TypeObject *type, const char *name, Ref value)
{
    return value && dict_set_text_take((DictView)type->dict, name, value);
}

static Ref zone_of_minutes(int minutes)
{
    Ref offset = delta_new(0, minutes * 60, 0), zone = offset ? zone_new(offset, NULL) : NULL;
    release_maybe(offset);
    return zone;
}

static bool add_constants(void)
{
    const Clock first = {0}, last = {23, 59, 59, 0, 999999};
    const Day least = {YEAR_LEAST, 1, 1}, most = {YEAR_MOST, 12, 31};
    const int zone_most = 23 * 60 + 59;
    return add_constant_take(&datetime_timedelta_type, "resolution", delta_new(0, 0, 1)) &&
           add_constant_take(&datetime_timedelta_type, "min", delta_new(-DELTA_DAYS_MOST, 0, 0)) &&
           add_constant_take(&datetime_timedelta_type, "max", delta_new(DELTA_DAYS_MOST, DAY_SECONDS - 1, MICROS - 1)) &&
           add_constant_take(&datetime_date_type, "min", date_new(YEAR_LEAST, 1, 1)) &&
           add_constant_take(&datetime_date_type, "max", date_new(YEAR_MOST, 12, 31)) &&
           add_constant_take(&datetime_date_type, "resolution", delta_new(1, 0, 0)) &&
           add_constant_take(&datetime_time_type, "min", time_new(&datetime_time_type, &first, NULL)) &&
           add_constant_take(&datetime_time_type, "max", time_new(&datetime_time_type, &last, NULL)) &&
           add_constant_take(&datetime_time_type, "resolution", delta_new(0, 0, 1)) &&
           add_constant_take(&datetime_datetime_type, "min", moment_new(&datetime_datetime_type, &least, &first, NULL)) &&
           add_constant_take(&datetime_datetime_type, "max", moment_new(&datetime_datetime_type, &most, &last, NULL)) &&
           add_constant_take(&datetime_datetime_type, "resolution", delta_new(0, 0, 1)) &&
           add_constant_take(&datetime_timezone_type, "utc", retain(datetime_utc)) &&
           add_constant_take(&datetime_timezone_type, "min", zone_of_minutes(-zone_most)) &&
           add_constant_take(&datetime_timezone_type, "max", zone_of_minutes(zone_most));
}

static bool init(ModuleObject *module)
{
    static const struct {
        const char *name; /* NULL: not to be seen */
        TypeObject *type;
    } types_of_module[] = {{"date", &datetime_date_type},     {"datetime", &datetime_datetime_type},
                           {"time", &datetime_time_type},     {"timedelta", &datetime_timedelta_type},
                           {"tzinfo", &datetime_tzinfo_type}, {"timezone", &datetime_timezone_type},
                           {NULL, &datetime_iso_date_type}};
    bool is_first = !datetime_date_type.dict;
    for (size_t i = 0; i < COUNT_OF(types_of_module); i++) {
        if (!module_type_ready(types_of_module[i].type))
            return false;
        if (types_of_module[i].name && !dict_set_text(module->dict, types_of_module[i].name, AS_OBJECT(types_of_module[i].type)))
            return false;
    }
    if (!module_keep(&datetime_utc) || (!datetime_utc && !(datetime_utc = zone_of_minutes(0))))
        return false;
    if (is_first && !add_constants())
        return false;
    return dict_set_text(module->dict, "UTC", datetime_utc) && dict_set_text_take(module->dict, "MINYEAR", int_new(YEAR_LEAST)) &&
           dict_set_text_take(module->dict, "MAXYEAR", int_new(YEAR_MOST));
}

const NativeModule _datetime_module = {
    .name = "_datetime",
    .doc = "Fast implementation of the datetime type.",
    .init = init,
};
