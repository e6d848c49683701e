/* posix: the system's calls, on which os.py of the library is built. Files are in posix_file.c, posix_stat.c
 * and posix_directory.c.
 *
 * What CPython knows and Ouro does not is absent, so that os.py and programs see that it is. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/signals.h"

extern char **environ;

Ref posix_fspath(View self UNUSED, View *args)
{
    return posix_path(args[0]);
}

/* --- the environment ------------------------------------------------------------------------------------ */

static bool add_variable(DictView dict, const char *entry)
{
    const char *equals = strchr(entry, '=');
    if (!equals || equals == entry)
        return true;
    Ref key = bytes_new(entry, (size_t)(equals - entry)), value = key ? bytes_new(equals + 1, strlen(equals + 1)) : NULL;
    int known = value ? dict_contains(dict, key) : -1; /* the first of two of the same name counts */
    bool done = known > 0 || (known == 0 && dict_set(dict, key, value));
    release_maybe(key);
    release_maybe(value);
    return done;
}

/* As bytes: os.py decodes. */
static Ref environment(void)
{
    Ref dict = dict_new();
    for (char **entry = environ; dict && entry && *entry; entry++)
        if (!add_variable((DictView)dict, *entry))
            clear_place(&dict);
    return dict;
}

Ref posix_putenv(View self UNUSED, View *args)
{
    Ref name = posix_system_text(args[0]), value = name ? posix_system_text(args[1]) : NULL, result = NULL;
    if (value && strchr(posix_text_of(name), '='))
        raise_error(ValueError, "illegal environment variable name");
    else if (value && AUDIT("os.putenv", "OO", name, value))
        result = setenv(posix_text_of(name), posix_text_of(value), 1) ? raise_errno(errno, NULL) : none_new();
    release_maybe(name);
    release_maybe(value);
    return result;
}

Ref posix_unsetenv(View self UNUSED, View *args)
{
    Ref name = posix_system_text(args[0]);
    if (!name)
        return NULL;
    Ref result = !AUDIT("os.unsetenv", "O", name) ? NULL : unsetenv(posix_text_of(name)) ? raise_errno(errno, NULL) : none_new();
    release(name);
    return result;
}

/* --- the machine ---------------------------------------------------------------------------------------- */

static const StructSeqField uname_fields[] = {
    {"sysname", "operating system name"},    {"nodename", "name of machine on network (implementation-defined)"},
    {"release", "operating system release"}, {"version", "operating system version"},
    {"machine", "hardware identifier"},      {NULL, NULL},
};
static StructSeqType uname_type = STRUCTSEQ("posix.uname_result", uname_fields, 5, 0, "What uname returns.");

static const StructSeqField times_fields[] = {
    {"user", "user time"},
    {"system", "system time"},
    {"children_user", "user time of children"},
    {"children_system", "system time of children"},
    {"elapsed", "elapsed time since an arbitrary point in the past"},
    {NULL, NULL},
};
static StructSeqType times_type = STRUCTSEQ("posix.times_result", times_fields, 5, 0, "What times returns.");

static const StructSeqField terminal_fields[] = {
    {"columns", "width of the terminal window in characters"},
    {"lines", "height of the terminal window in characters"},
    {NULL, NULL},
};
static StructSeqType terminal_type = STRUCTSEQ("os.terminal_size", terminal_fields, 2, 0,
                                               "A tuple of (columns, lines) for holding terminal window size");

static Ref text(const char *bytes)
{
    return posix_text(bytes, strlen(bytes));
}

Ref posix_uname(View self UNUSED, View *args UNUSED)
{
    struct utsname names;
    if (uname(&names))
        return raise_errno(errno, NULL);
    return structseq_new_take(
        &uname_type, (Ref[]){text(names.sysname), text(names.nodename), text(names.release), text(names.version), text(names.machine)});
}

Ref posix_times(View self UNUSED, View *args UNUSED)
{
    struct tms spent;
    clock_t elapsed = times(&spent);
    double ticks = (double)sysconf(_SC_CLK_TCK);
    if (elapsed == (clock_t)-1)
        return raise_errno(errno, NULL);
    return structseq_new_take(&times_type, (Ref[]){float_new((double)spent.tms_utime / ticks), float_new((double)spent.tms_stime / ticks),
                                                   float_new((double)spent.tms_cutime / ticks), float_new((double)spent.tms_cstime / ticks),
                                                   float_new((double)elapsed / ticks)});
}

Ref posix_get_terminal_size(View self UNUSED, View *args)
{
    int fd = STDOUT_FILENO;
    struct winsize size;
    if (args[0] && !posix_int(args[0], &fd))
        return NULL;
    if (ioctl(fd, TIOCGWINSZ, &size))
        return raise_errno(errno, NULL);
    return structseq_new_take(&terminal_type, (Ref[]){int_new(size.ws_col), int_new(size.ws_row)});
}

Ref posix_cpu_count(View self UNUSED, View *args UNUSED)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? none_new() : int_new(count);
}

Ref posix_getloadavg(View self UNUSED, View *args UNUSED)
{
    double loads[3];
    if (getloadavg(loads, 3) != 3)
        return raise_error(OSError, "Load averages are unobtainable");
    Ref a = float_new(loads[0]), b = float_new(loads[1]), c = float_new(loads[2]), result = a && b && c ? tuple_pack(3, a, b, c) : NULL;
    release_maybe(a);
    release_maybe(b);
    release_maybe(c);
    return result;
}

Ref posix_urandom(View self UNUSED, View *args)
{
    Index wanted;
    if (!object_as_ssize(args[0], &wanted))
        return NULL;
    if (wanted < 0)
        return raise_error(ValueError, "negative argument not allowed");
    Ref result = bytes_new(NULL, (size_t)wanted);
    for (Index got = 0; result && got < wanted;) {
        ssize_t count = getrandom(((BytesObject *)result)->data + got, (size_t)(wanted - got), 0);
        if (count < 0 && !posix_retry())
            clear_place(&result);
        got += count > 0 ? count : 0;
    }
    return result;
}

Ref posix_strerror(View self UNUSED, View *args)
{
    int code;
    return posix_int(args[0], &code) ? text(strerror(code)) : NULL;
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
#define FUNCTION(name, signature, doc) {signature, posix_##name, doc},
#include "stdlib/posix/posix_functions.def"
#undef FUNCTION
    {NULL, NULL, NULL},
};

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
#define CONSTANT(name) {#name, name},
#include "stdlib/posix/posix_constants.def"
#undef CONSTANT
};

/* What os.py asks to know where a descriptor may stand for a path, and where links need not be followed. */
static Ref have_functions(void)
{
    static const char *const names[] = {"HAVE_EVENTFD",      "HAVE_FACCESSAT", "HAVE_FCHDIR",    "HAVE_FCHMOD",    "HAVE_FCHMODAT",
                                        "HAVE_FCHOWN",       "HAVE_FCHOWNAT",  "HAVE_FEXECVE",   "HAVE_FDOPENDIR", "HAVE_FPATHCONF",
                                        "HAVE_FSTATAT",      "HAVE_FSTATVFS",  "HAVE_FTRUNCATE", "HAVE_FUTIMENS",  "HAVE_FUTIMES",
                                        "HAVE_FUTIMESAT",    "HAVE_LINKAT",    "HAVE_LCHOWN",    "HAVE_LSTAT",     "HAVE_LUTIMES",
                                        "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT",  "HAVE_MKNODAT",   "HAVE_OPENAT",
                                        "HAVE_READLINKAT",   "HAVE_RENAMEAT",  "HAVE_SYMLINKAT", "HAVE_UNLINKAT",  "HAVE_UTIMENSAT"};
    Ref list = list_new(0);
    for (size_t i = 0; list && i < COUNT_OF(names); i++) {
        Ref name = str_from_text(names[i]);
        if (!name || !list_append_take((ListView)list, name))
            clear_place(&list);
    }
    return list;
}

bool posix_structseq_ready(DictView dict, const char *name, StructSeqType *type)
{
    return structseq_ready(type, module_type_ready) && dict_set_text(dict, name, AS_OBJECT(type));
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return posix_stat_ready(dict) && posix_directory_ready(dict) && posix_process_ready(dict) && posix_schedule_ready(dict) &&
           posix_configuration_ready(dict) && posix_descriptor_ready(dict) && posix_structseq_ready(dict, "uname_result", &uname_type) &&
           posix_structseq_ready(dict, "times_result", &times_type) && posix_structseq_ready(dict, "terminal_size", &terminal_type) &&
           dict_set_text_take(dict, "environ", environment()) && dict_set_text_take(dict, "_have_functions", have_functions()) &&
           dict_set_text(dict, "error", AS_OBJECT(&exception_types[OSError]));
}

const NativeModule posix_module = {
    .name = "posix", .doc = "This module provides access to operating system functionality.", .functions = functions, .init = init};
