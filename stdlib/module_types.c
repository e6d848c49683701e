/* module_types: keeps a list of the types that native modules made ready. */
#include "stdlib/module_types.h"

#include "runtime/classes/type.h"
#include "runtime/errors/errors.h"

enum { MODULE_TYPES_MOST = 128 };
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

void module_types_stop(void)
{
    while (ready_count > 0)
        type_unready(ready[--ready_count]);
}
