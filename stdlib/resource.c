/* resource: what a process has used of the system, and what it may use at most. */
#include "stdlib/resource.h"

#include <errno.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"

/* --- used ----------------------------------------------------------------------------------------------- */

static const StructSeqField usage_fields[] = {
    {"ru_utime", "user time used"},
    {"ru_stime", "system time used"},
    {"ru_maxrss", "max. resident set size"},
    {"ru_ixrss", "shared memory size"},
    {"ru_idrss", "unshared data size"},
    {"ru_isrss", "unshared stack size"},
    {"ru_minflt", "page faults not requiring I/O"},
    {"ru_majflt", "page faults requiring I/O"},
    {"ru_nswap", "number of swap outs"},
    {"ru_inblock", "block input operations"},
    {"ru_oublock", "block output operations"},
    {"ru_msgsnd", "IPC messages sent"},
    {"ru_msgrcv", "IPC messages received"},
    {"ru_nsignals", "signals received"},
    {"ru_nvcsw", "voluntary context switches"},
    {"ru_nivcsw", "involuntary context switches"},
    {NULL, NULL},
};
static StructSeqType usage_type = STRUCTSEQ("resource.struct_rusage", usage_fields, 16, 0, "What getrusage returns.");

static Ref seconds(const struct timeval *time)
{
    return float_new((double)time->tv_sec + (double)time->tv_usec * 1e-6);
}

Ref resource_usage_new(const struct rusage *u)
{
    if (!structseq_ready(&usage_type, module_type_ready))
        return NULL;
    return structseq_new_take(&usage_type,
                              (Ref[]){seconds(&u->ru_utime), seconds(&u->ru_stime), int_new(u->ru_maxrss), int_new(u->ru_ixrss),
                                      int_new(u->ru_idrss), int_new(u->ru_isrss), int_new(u->ru_minflt), int_new(u->ru_majflt),
                                      int_new(u->ru_nswap), int_new(u->ru_inblock), int_new(u->ru_oublock), int_new(u->ru_msgsnd),
                                      int_new(u->ru_msgrcv), int_new(u->ru_nsignals), int_new(u->ru_nvcsw), int_new(u->ru_nivcsw)});
}

static Ref getrusage_of(View self UNUSED, View *args)
{
    int who;
    struct rusage usage;
    if (!posix_int(args[0], &who))
        return NULL;
    if (getrusage((__rusage_who_t)who, &usage) == 0)
        return resource_usage_new(&usage);
    return errno == EINVAL ? raise_error(ValueError, "invalid who parameter") : raise_errno(errno, NULL);
}

static Ref page_size(View self UNUSED, View *args UNUSED)
{
    return int_new(sysconf(_SC_PAGESIZE));
}

/* --- limits --------------------------------------------------------------------------------------------- */

/* No limit is -1, in both directions. */
static Ref limits_to_python(const struct rlimit *limits)
{
    return tuple_from_array_take((Ref[]){int_new((int64_t)limits->rlim_cur), int_new((int64_t)limits->rlim_max)}, 2);
}

static bool limit_from(View item, rlim_t *limit)
{
    int64_t number;
    if (!object_as_int64(item, &number))
        return false;
    *limit = (rlim_t)number;
    return true;
}

static bool limits_from(View pair, struct rlimit *limits)
{
    Ref items = tuple_from_iterable(pair);
    if (items && tuple_length(items) != 2)
        raise_error(ValueError, "expected a tuple of 2 integers");
    bool done = items && !error_is_set() && limit_from(tuple_item_peek(items, 0), &limits->rlim_cur) &&
                limit_from(tuple_item_peek(items, 1), &limits->rlim_max);
    release_maybe(items);
    return done;
}

static bool resource_from(View argument, int *which)
{
    if (!posix_int(argument, which))
        return false;
    if (*which >= 0 && *which < RLIM_NLIMITS)
        return true;
    raise_error(ValueError, "invalid resource specified");
    return false;
}

static Ref limit_failed(void)
{
    if (errno == EINVAL)
        return raise_error(ValueError, "current limit exceeds maximum limit");
    if (errno == EPERM)
        return raise_error(ValueError, "not allowed to raise maximum limit");
    return raise_errno(errno, NULL);
}

static Ref getrlimit_of(View self UNUSED, View *args)
{
    int which;
    struct rlimit limits;
    if (!resource_from(args[0], &which))
        return NULL;
    return getrlimit((__rlimit_resource_t)which, &limits) ? raise_errno(errno, NULL) : limits_to_python(&limits);
}

static Ref setrlimit_of(View self UNUSED, View *args)
{
    int which;
    struct rlimit limits;
    if (!resource_from(args[0], &which) || !limits_from(args[1], &limits))
        return NULL;
    return setrlimit((__rlimit_resource_t)which, &limits) ? limit_failed() : none_new();
}

static Ref prlimit_of(View self UNUSED, View *args)
{
    int process, which;
    struct rlimit limits, before;
    View wanted = args[2] && args[2] != NONE ? args[2] : NULL;
    if (!posix_process_id(args[0], &process) || !resource_from(args[1], &which) || (wanted && !limits_from(wanted, &limits)))
        return NULL;
    if (prlimit(process, (__rlimit_resource_t)which, wanted ? &limits : NULL, &before) == 0)
        return limits_to_python(&before);
    return errno == EINVAL ? raise_error(ValueError, "current limit exceeds maximum limit") : raise_errno(errno, NULL);
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"getpagesize()", page_size, "Return the size of a page of memory."},
    {"getrlimit(resource, /)", getrlimit_of, "Return the soft and the hard limit of a resource."},
    {"getrusage(who, /)", getrusage_of, "Return what the process, its children or the thread have used."},
    {"prlimit(pid, resource, limits=None, /)", prlimit_of, "Return the limits of another process, and set them if some are given."},
    {"setrlimit(resource, limits, /)", setrlimit_of, "Set the soft and the hard limit of a resource."},
    {NULL, NULL, NULL},
};

#define CONSTANT(name) \
    {                  \
#name, name    \
    }
static const struct {
    const char *name;
    int64_t value;
} constants[] = {
    CONSTANT(RLIMIT_AS),      CONSTANT(RLIMIT_CORE),     CONSTANT(RLIMIT_CPU),      CONSTANT(RLIMIT_DATA),   CONSTANT(RLIMIT_FSIZE),
    CONSTANT(RLIMIT_MEMLOCK), CONSTANT(RLIMIT_MSGQUEUE), CONSTANT(RLIMIT_NICE),     CONSTANT(RLIMIT_NOFILE), CONSTANT(RLIMIT_NPROC),
    CONSTANT(RLIMIT_OFILE),   CONSTANT(RLIMIT_RSS),      CONSTANT(RLIMIT_RTPRIO),   CONSTANT(RLIMIT_RTTIME), CONSTANT(RLIMIT_SIGPENDING),
    CONSTANT(RLIMIT_STACK),   {"RLIM_INFINITY", -1},     CONSTANT(RUSAGE_CHILDREN), CONSTANT(RUSAGE_SELF),   CONSTANT(RUSAGE_THREAD),
};
#undef CONSTANT

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    return structseq_ready(&usage_type, module_type_ready) && dict_set_text(dict, "struct_rusage", AS_OBJECT(&usage_type)) &&
           dict_set_text(dict, "error", AS_OBJECT(&exception_types[OSError]));
}

const NativeModule resource_module = {
    .name = "resource", .doc = "What a process has used, and what it may use at most.", .functions = functions, .init = init};
