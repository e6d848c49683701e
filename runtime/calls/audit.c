/* audit: see audit.h. The hooks are called by sys, which knows them. */
#include "runtime/calls/audit.h"

#include <stdarg.h>
#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { MOST = 10 };

bool audit_tell(const char *event, const char *format, ...)
{
    Ref owned[MOST];
    size_t count = 0, length = strlen(format);
    va_list arguments;
    va_start(arguments, format);
    ASSERT(length <= MOST);
    while (count < length) {
        View object = format[count] == 'O' ? va_arg(arguments, View) : NULL;
        Ref argument = format[count] == 'i'   ? int_new(va_arg(arguments, int64_t))
                       : format[count] == 's' ? str_from_text(va_arg(arguments, const char *))
                                              : retain(object ? object : NONE);
        if (!argument)
            break;
        owned[count++] = argument;
    }
    va_end(arguments);
    bool done = count == length && hooks.audit(event, owned, count);
    while (count > 0)
        release(owned[--count]);
    return done;
}
