/* warnings: words a warning and hands it to whoever issues them. */
#include "runtime/errors/warnings.h"

#include "runtime/memory/hooks.h"
#include "runtime/text/str.h"

static bool warn(ExceptionKind category, View filename, uint32_t line, View source, const char *format, va_list arguments)
{
    if (!hooks.warn)
        return true;
    Ref text = str_vformat(format, arguments);
    bool done = text && hooks.warn(&exception_types[category], text, filename, line, source);
    release_maybe(text);
    return done;
}

bool warn_at(ExceptionKind category, View filename, uint32_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool done = warn(category, filename, line, NULL, format, arguments);
    va_end(arguments);
    return done;
}

bool warn_here(ExceptionKind category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool done = warn(category, NULL, 0, NULL, format, arguments);
    va_end(arguments);
    return done;
}

bool warn_of(View source, ExceptionKind category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool done = warn(category, NULL, 0, source, format, arguments);
    va_end(arguments);
    return done;
}
