/* module_types: keeps a list of the types that native modules made ready, and of what else they own. */
#include "stdlib/module_types.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { MODULE_TYPES_MOST = 256 };
static TypeObject *ready[MODULE_TYPES_MOST];
static size_t ready_count;

bool module_type_ready(TypeObject *type)
{
    if (type->dict)
        return true;
    if (ready_count == MODULE_TYPES_MOST) {
        raise_error(SystemError, "too many types in native modules");
        return false;
    }
    ready[ready_count++] = type; /* also if making it ready fails half-way */
    return type_ready(type);
}

enum { KEPT_MOST = 128 };
static Ref *kept[KEPT_MOST];
static size_t kept_count;

bool module_keep(Ref *place)
{
    for (size_t i = 0; i < kept_count; i++)
        if (kept[i] == place)
            return true;
    if (kept_count == KEPT_MOST) {
        raise_error(SystemError, "too many things kept by native modules");
        return false;
    }
    kept[kept_count++] = place;
    return true;
}

View module_error_class_peek(Ref *place, const char *module, const char *name, View base)
{
    if (*place)
        return *place;
    Ref error = NULL, space = module_keep(place) ? dict_new() : NULL, title = space ? str_from_text(name) : NULL,
        bases = title ? tuple_pack(1, base) : NULL;
    if (bases && dict_set_text_take((DictView)space, "__module__", str_from_text(module)))
        error = call_3(AS_OBJECT(&type_type), title, bases, space);
    release_maybe(space);
    release_maybe(title);
    release_maybe(bases);
    return *place = error;
}

void *module_raise(View error_class, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Ref message = str_vformat(format, arguments);
    va_end(arguments);
    Ref exception = message ? call_1(error_class, message) : NULL;
    release_maybe(message);
    return exception ? raise_take(exception) : NULL;
}

void module_types_stop(void)
{
    while (kept_count > 0)
        clear_place(kept[--kept_count]);
    while (ready_count > 0)
        type_unready(ready[--ready_count]);
}
