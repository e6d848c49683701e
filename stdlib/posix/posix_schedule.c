/* posix_schedule: priorities, scheduling, and on which processors a process may run. */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/posix/posix_private.h"

static const StructSeqField param_fields[] = {{"sched_priority", "the scheduling priority"}, {NULL, NULL}};
static StructSeqType param_type = STRUCTSEQ("posix.sched_param", param_fields, 1, 0, "Parameters of a scheduling policy.");
static Ref (*param_from_sequence)(TypeObject *type, View args, View kwargs);

/* sched_param(5), not sched_param((5,)) */
static Ref param_new(TypeObject *type, View args, View kwargs)
{
    View named = kwargs ? dict_get_text_peek((DictView)kwargs, "sched_priority") : NULL;
    size_t count = tuple_length(args) + (kwargs ? ((DictView)kwargs)->used : 0);
    if (error_is_set())
        return NULL;
    if (count != 1 || (kwargs && ((DictView)kwargs)->used && !named))
        return raise_error(TypeError, "sched_param() takes exactly one argument (%zu given)", count);
    Ref only = named ? tuple_pack(1, named) : retain(args), wrapped = only ? tuple_pack(1, only) : NULL,
        result = wrapped ? param_from_sequence(type, wrapped, NULL) : NULL;
    release_maybe(only);
    release_maybe(wrapped);
    return result;
}

bool posix_sched_parameters(View object, struct sched_param *parameters)
{
    int priority;
    if (type_of_peek(object) != &param_type.type) {
        raise_error(TypeError, "must have a sched_param object");
        return false;
    }
    View value = structseq_field_peek(object, 0);
    int64_t number;
    if (!object_as_int64(value, &number))
        return false;
    if (number > INT_MAX || number < INT_MIN) {
        raise_error(OverflowError, "sched_priority out of range");
        return false;
    }
    priority = (int)number;
    *parameters = (struct sched_param){.sched_priority = priority};
    return true;
}

static Ref number_or_error(int result)
{
    return result < 0 ? raise_errno(errno, NULL) : int_new(result);
}

static Ref done(int result)
{
    return result < 0 ? raise_errno(errno, NULL) : none_new();
}

Ref posix_sched_get_priority_max(View self UNUSED, View *args)
{
    int policy;
    return posix_int(args[0], &policy) ? number_or_error(sched_get_priority_max(policy)) : NULL;
}

Ref posix_sched_get_priority_min(View self UNUSED, View *args)
{
    int policy;
    return posix_int(args[0], &policy) ? number_or_error(sched_get_priority_min(policy)) : NULL;
}

Ref posix_sched_getscheduler(View self UNUSED, View *args)
{
    int process;
    return posix_process_id(args[0], &process) ? number_or_error(sched_getscheduler(process)) : NULL;
}

Ref posix_sched_setscheduler(View self UNUSED, View *args)
{
    int process, policy;
    struct sched_param parameters;
    if (!posix_process_id(args[0], &process) || !posix_int(args[1], &policy) || !posix_sched_parameters(args[2], &parameters))
        return NULL;
    return done(sched_setscheduler(process, policy, &parameters));
}

Ref posix_sched_getparam(View self UNUSED, View *args)
{
    int process;
    struct sched_param parameters;
    if (!posix_process_id(args[0], &process))
        return NULL;
    if (sched_getparam(process, &parameters))
        return raise_errno(errno, NULL);
    return structseq_new_take(&param_type, (Ref[]){int_new(parameters.sched_priority)});
}

Ref posix_sched_setparam(View self UNUSED, View *args)
{
    int process;
    struct sched_param parameters;
    return posix_process_id(args[0], &process) && posix_sched_parameters(args[1], &parameters) ? done(sched_setparam(process, &parameters))
                                                                                               : NULL;
}

Ref posix_sched_rr_get_interval(View self UNUSED, View *args)
{
    int process;
    struct timespec interval;
    if (!posix_process_id(args[0], &process))
        return NULL;
    if (sched_rr_get_interval(process, &interval))
        return raise_errno(errno, NULL);
    return float_new((double)interval.tv_sec + 1e-9 * (double)interval.tv_nsec);
}

Ref posix_sched_yield(View self UNUSED, View *args UNUSED)
{
    return done(sched_yield());
}

/* --- processors ----------------------------------------------------------------------------------------- */

enum { PROCESSORS_MOST = 1 << 16 };
typedef union Processors {
    cpu_set_t head;
    char bits[PROCESSORS_MOST / 8];
} Processors;

Ref posix_sched_getaffinity(View self UNUSED, View *args)
{
    int process;
    Processors mask = {.bits = {0}};
    if (!posix_process_id(args[0], &process))
        return NULL;
    if (sched_getaffinity(process, sizeof mask, &mask.head))
        return raise_errno(errno, NULL);
    Ref result = set_new(NULL);
    for (int i = 0; result && i < PROCESSORS_MOST; i++) {
        Ref number = CPU_ISSET_S((size_t)i, sizeof mask, &mask.head) ? int_new(i) : NULL;
        if (error_is_set() || (number && !set_add((SetView)result, number)))
            clear_place(&result);
        release_maybe(number);
    }
    return result;
}

static bool add_processor(Processors *mask, View item)
{
    int64_t number;
    if (!is_int(item)) {
        raise_error(TypeError, "expected an iterator of ints, but iterator yielded %R", AS_OBJECT(type_of_peek(item)));
        return false;
    }
    if (!object_as_int64(item, &number))
        return false;
    if (number < 0)
        raise_error(ValueError, "negative CPU number");
    else if (number > INT_MAX - 1)
        raise_error(OverflowError, "CPU number too large");
    else if (number < PROCESSORS_MOST)
        CPU_SET_S((size_t)number, sizeof *mask, &mask->head);
    return !error_is_set();
}

Ref posix_sched_setaffinity(View self UNUSED, View *args)
{
    int process;
    Processors mask = {.bits = {0}};
    if (!posix_process_id(args[0], &process))
        return NULL;
    Ref iterator = object_iterate(args[1]), item;
    while (iterator && (item = object_next(iterator))) {
        bool good = add_processor(&mask, item);
        release(item);
        if (!good)
            break;
    }
    release_maybe(iterator);
    return error_is_set() ? NULL : done(sched_setaffinity(process, sizeof mask, &mask.head));
}

/* --- niceness ------------------------------------------------------------------------------------------- */

Ref posix_nice(View self UNUSED, View *args)
{
    int increment;
    if (!posix_int(args[0], &increment))
        return NULL;
    errno = 0; /* -1 is a niceness, too */
    int value = nice(increment);
    return value == -1 && errno ? raise_errno(errno, NULL) : int_new(value);
}

Ref posix_getpriority(View self UNUSED, View *args)
{
    int which, who;
    if (!posix_int(args[0], &which) || !posix_int(args[1], &who))
        return NULL;
    errno = 0;
    int value = getpriority((__priority_which_t)which, (id_t)who);
    return errno ? raise_errno(errno, NULL) : int_new(value);
}

Ref posix_setpriority(View self UNUSED, View *args)
{
    int which, who, priority;
    if (!posix_int(args[0], &which) || !posix_int(args[1], &who) || !posix_int(args[2], &priority))
        return NULL;
    return done(setpriority((__priority_which_t)which, (id_t)who, priority));
}

bool posix_schedule_ready(DictView dict)
{
    bool is_ready = posix_structseq_ready(dict, "sched_param", &param_type);
    if (is_ready && param_type.type.new != param_new) {
        param_from_sequence = param_type.type.new;
        param_type.type.new = param_new;
    }
    return is_ready;
}
