/* syslog: messages for the system's log.
 *
 * The C library keeps the name given to openlog as a pointer: `name` owns it until the next openlog or closelog. A
 * first message opens the log with the program's name, as CPython does. */
#include <syslog.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/threads.h"

static Ref name; /* bytes, or NULL */
static bool is_open;

/* The last part of sys.argv[0], as bytes; NULL without an exception if there is none. */
static Ref program_name(void)
{
    Ref key = str_intern_text("argv");
    View arguments = key ? sys_attribute_peek(key) : NULL;
    release_maybe(key);
    bool has_one = arguments && is_kind(arguments, TYPE_FLAG_LIST) && ((ListView)arguments)->used &&
                   is_str(((ListView)arguments)->items[0]);
    Ref path = has_one ? posix_bytes(((ListView)arguments)->items[0]) : NULL;
    if (!path)
        return NULL;
    const char *text = posix_text_of(path), *slash = strrchr(text, '/');
    text = slash ? slash + 1 : text;
    Ref result = *text ? bytes_new(text, strlen(text)) : NULL;
    release(path);
    return result;
}

/* `ident` is consumed. */
static bool open_take(Ref ident, int options, int facility)
{
    if (!module_keep(&name)) {
        release_maybe(ident);
        return false;
    }
    Ref old = name;
    name = ident;
    openlog(name ? posix_text_of(name) : NULL, options, facility);
    release_maybe(old);
    is_open = true;
    return true;
}

static bool open_if_needed(void)
{
    if (is_open)
        return true;
    Ref ident = program_name();
    return !error_is_set() && open_take(ident, 0, LOG_USER);
}

static Ref syslog_openlog(View self UNUSED, View *args)
{
    int options = 0, facility = LOG_USER;
    if ((args[1] && !posix_int(args[1], &options)) || (args[2] && !posix_int(args[2], &facility)))
        return NULL;
    if (args[0] && !is_str(args[0]))
        return raise_error(TypeError, "openlog() argument 1 must be str, not %K", args[0]);
    Ref ident = args[0] ? posix_system_text(args[0]) : program_name();
    if (error_is_set()) {
        release_maybe(ident);
        return NULL;
    }
    return open_take(ident, options, facility) ? none_new() : NULL;
}

/* syslog(message) or syslog(priority, message) */
static Ref syslog_syslog(View self UNUSED, View *args)
{
    int priority = LOG_INFO;
    View message = args[1] ? args[1] : args[0];
    if (args[1] && !posix_int(args[0], &priority))
        return NULL;
    if (!is_str(message))
        return raise_error(TypeError, "[priority,] message string");
    Ref text = posix_system_text(message);
    if (!text || !open_if_needed()) {
        release_maybe(text);
        return NULL;
    }
    threads_release();
    syslog(priority, "%s", posix_text_of(text));
    threads_acquire();
    release(text);
    return none_new();
}

static Ref syslog_closelog(View self UNUSED, View *args UNUSED)
{
    if (is_open) {
        closelog();
        is_open = false;
        clear_place(&name);
    }
    return none_new();
}

static Ref syslog_setlogmask(View self UNUSED, View *args)
{
    int mask;
    return posix_int(args[0], &mask) ? int_new(setlogmask(mask)) : NULL;
}

static Ref syslog_mask(View self UNUSED, View *args)
{
    int64_t priority;
    return object_as_int64(args[0], &priority) ? int_new(LOG_MASK(priority & 31)) : NULL;
}

static Ref syslog_up_to(View self UNUSED, View *args)
{
    int64_t priority;
    return object_as_int64(args[0], &priority) ? int_new(LOG_UPTO(priority & 15)) : NULL;
}

static const NativeFunction functions[] = {
    {"LOG_MASK(pri, /)", syslog_mask, "Return the mask for one priority."},
    {"LOG_UPTO(pri, /)", syslog_up_to, "Return the mask for all priorities up to this one."},
    {"closelog()", syslog_closelog, "Close the log, and forget what openlog() was given."},
    {"openlog(ident=None, logoption=0, facility=LOG_USER)", syslog_openlog, "Set the name, options and facility of later messages."},
    {"setlogmask(maskpri, /)", syslog_setlogmask, "Set which priorities are logged. Returns the earlier mask."},
    {"syslog(priority, message=None, /)", syslog_syslog, "syslog([priority=LOG_INFO,] message): send a message to the log."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name) \
    {                  \
#name, name    \
    }
static const struct {
    const char *name;
    int value;
} constants[] = {
    CONSTANT(LOG_EMERG),  CONSTANT(LOG_ALERT),    CONSTANT(LOG_CRIT),   CONSTANT(LOG_ERR),    CONSTANT(LOG_WARNING), CONSTANT(LOG_NOTICE),
    CONSTANT(LOG_INFO),   CONSTANT(LOG_DEBUG),    CONSTANT(LOG_PID),    CONSTANT(LOG_CONS),   CONSTANT(LOG_NDELAY),  CONSTANT(LOG_ODELAY),
    CONSTANT(LOG_NOWAIT), CONSTANT(LOG_PERROR),   CONSTANT(LOG_SYSLOG), CONSTANT(LOG_CRON),   CONSTANT(LOG_UUCP),    CONSTANT(LOG_NEWS),
    CONSTANT(LOG_AUTH),   CONSTANT(LOG_AUTHPRIV), CONSTANT(LOG_KERN),   CONSTANT(LOG_USER),   CONSTANT(LOG_MAIL),    CONSTANT(LOG_DAEMON),
    CONSTANT(LOG_LPR),    CONSTANT(LOG_LOCAL0),   CONSTANT(LOG_LOCAL1), CONSTANT(LOG_LOCAL2), CONSTANT(LOG_LOCAL3),  CONSTANT(LOG_LOCAL4),
    CONSTANT(LOG_LOCAL5), CONSTANT(LOG_LOCAL6),   CONSTANT(LOG_LOCAL7),
};
#undef CONSTANT

static bool init(ModuleObject *module)
{
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(module->dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return true;
}

const NativeModule syslog_module = {.name = "syslog", .doc = "Messages for the system's log.", .functions = functions, .init = init};
