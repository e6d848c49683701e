/* audit: see audit.h. The hooks are called by sys, which knows them. */
#include "runtime/calls/audit.h"

#include <stdarg.h>
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum { MOST = 10 };

static Ref next_argument(char letter, va_list *arguments)
{
    if (letter == 'i')
        return int_new(va_arg(*arguments, int64_t));
    if (letter == 's')
        return str_from_text(va_arg(*arguments, const char *));
    if (letter == 'y') {
        const void *data = va_arg(*arguments, const void *);
        return bytes_new(data, va_arg(*arguments, size_t));
    }
    View object = va_arg(*arguments, View);
    return retain(object ? object : NONE);
}

bool audit_tell(const char *event, const char *format, ...)
{
    Ref owned[MOST];
    size_t count = 0, length = strlen(format);
    va_list arguments;
    va_start(arguments, format);
    ASSERT(length <= MOST);
    while (count < length) {
        Ref argument = next_argument(format[count], &arguments);
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
