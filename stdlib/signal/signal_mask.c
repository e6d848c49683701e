/* signal_mask: sets of signals: which a thread lets in, which are waiting, and waiting for one of them.
 *
 * A set is any iterable of numbers from Python, and a set of ints to Python. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/set.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/posix/posix.h"
#include "stdlib/signal/signal_private.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

/* --- sets ----------------------------------------------------------------------------------------------- */

/* 32 and 33 are libpthread's own. */
static bool warn_of(int64_t number)
{
    Ref text = str_format("invalid signal number %lld, please use valid_signals()", (long long)number);
    bool done = text && (!hooks.warn || hooks.warn(&exception_types[RuntimeWarning], text, NULL, 0, NULL));
    release_maybe(text);
    return done;
}

static bool add_number(sigset_t *set, View item)
{
    int64_t number;
    if (!is_int(item) && !type_of_peek(item)->as_index) {
        raise_error(TypeError, "'%T' object cannot be interpreted as an integer", item);
        return false;
    }
    if (!object_as_int64(item, &number)) {
        if (!error_clear_if(OverflowError))
            return false;
        number = -1;
    }
    if (number <= 0 || number >= NSIG) {
        raise_error(ValueError, "signal number %lld out of range [1; %d]", (long long)number, NSIG - 1);
        return false;
    }
    return sigaddset(set, (int)number) == 0 || warn_of(number);
}

static bool set_from(View items, sigset_t *set)
{
    sigemptyset(set);
    Ref iterator = object_iterate(items), item;
    while (iterator && (item = object_next(iterator))) {
        bool done = add_number(set, item);
        release(item);
        if (!done)
            break;
    }
    release_maybe(iterator);
    return !error_is_set();
}

static Ref set_to_python(const sigset_t *set)
{
    Ref result = set_new(NULL);
    for (int i = 1; result && i < NSIG; i++) {
        Ref number = sigismember(set, i) == 1 ? int_new(i) : NULL;
        if (error_is_set() || (number && !set_add((SetView)result, number)))
            clear_place(&result);
        release_maybe(number);
    }
    return result;
}

Ref signal_valid_signals(View self UNUSED, View *args UNUSED)
{
    sigset_t all;
    sigfillset(&all);
    return set_to_python(&all);
}

Ref signal_sigpending(View self UNUSED, View *args UNUSED)
{
    sigset_t waiting;
    return sigpending(&waiting) ? raise_errno(errno, NULL) : set_to_python(&waiting);
}

Ref signal_pthread_sigmask(View self UNUSED, View *args)
{
    int how;
    sigset_t mask, before;
    if (!posix_int(args[0], &how) || !set_from(args[1], &mask))
        return NULL;
    int failure = pthread_sigmask(how, &mask, &before);
    if (failure)
        return raise_errno(failure, NULL);
    return signals_handle() ? set_to_python(&before) : NULL; /* some may have come now */
}

/* --- to a thread ---------------------------------------------------------------------------------------- */

Ref signal_pthread_kill(View self UNUSED, View *args)
{
    int number;
    Ref bits = is_int(args[0]) ? retain(args[0]) : NULL;
    if (!bits)
        return raise_error(TypeError, "pthread_kill() argument 1 must be int, not %K", args[0]);
    int64_t identity;
    bool fits = int_to_int64(bits, &identity);
    release(bits);
    if (!posix_int(args[1], &number))
        return NULL;
    if (!AUDIT("signal.pthread_kill", "Oi", args[0], (int64_t)number))
        return NULL;
    ThreadState *state = fits ? threads_find((uint64_t)identity) : NULL; /* a thread that has ended has no handle */
    int failure = state ? pthread_kill(state->handle, number) : ESRCH;
    if (failure)
        return raise_errno(failure, NULL);
    return signals_handle() ? none_new() : NULL;
}

/* --- waiting -------------------------------------------------------------------------------------------- */

static const StructSeqField info_fields[] = {
    {"si_signo", "signal number"},
    {"si_code", "signal code"},
    {"si_errno", "errno associated with this signal"},
    {"si_pid", "sending process ID"},
    {"si_uid", "real user ID of sending process"},
    {"si_status", "exit value or signal"},
    {"si_band", "band event for SIGPOLL"},
    {NULL, NULL},
};
StructSeqType signal_info_type = STRUCTSEQ("signal.struct_siginfo", info_fields, 7, 0, "What sigwaitinfo and sigtimedwait return.");

static Ref info_to_python(const siginfo_t *info)
{
    return structseq_new_take(&signal_info_type,
                              (Ref[]){int_new(info->si_signo), int_new(info->si_code), int_new(info->si_errno), int_new(info->si_pid),
                                      int_new((int64_t)info->si_uid), int_new(info->si_status), int_new(info->si_band)});
}

/* The rest of the time until `deadline`; none at all if it is over. */
static struct timespec time_left(const struct timespec *deadline)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct timespec left = {.tv_sec = deadline->tv_sec - now.tv_sec, .tv_nsec = deadline->tv_nsec - now.tv_nsec};
    if (left.tv_nsec < 0) {
        left.tv_nsec += 1000000000;
        left.tv_sec--;
    }
    return left.tv_sec < 0 ? (struct timespec){0} : left;
}

/* The handlers of other signals run meanwhile. The number of the signal; 0 when the time is over (deadline
 * NULL: it never is); -1 with an exception. */
static int wait_for(const sigset_t *set, siginfo_t *info, const struct timespec *deadline)
{
    for (;;) {
        int number = -1, failure = EINTR;
        if (interrupt_wait_begin()) {
            struct timespec left = deadline ? time_left(deadline) : (struct timespec){0};
            number = sigtimedwait(set, info, deadline ? &left : NULL);
            failure = errno;
        }
        interrupt_wait_end();
        if (number >= 0)
            return number;
        if (failure == EAGAIN)
            return 0;
        errno = failure;
        if (!posix_retry())
            return -1;
    }
}

Ref signal_sigwait(View self UNUSED, View *args)
{
    sigset_t set;
    siginfo_t info;
    int number = set_from(args[0], &set) ? wait_for(&set, &info, NULL) : -1;
    return number < 0 ? NULL : int_new(number);
}

Ref signal_sigwaitinfo(View self UNUSED, View *args)
{
    sigset_t set;
    siginfo_t info;
    return set_from(args[0], &set) && wait_for(&set, &info, NULL) >= 0 ? info_to_python(&info) : NULL;
}

Ref signal_sigtimedwait(View self UNUSED, View *args)
{
    sigset_t set;
    siginfo_t info;
    int64_t duration;
    if (!set_from(args[0], &set) || !duration_nanoseconds(args[1], &duration))
        return NULL;
    if (duration < 0)
        return raise_error(ValueError, "timeout must be non-negative");
    struct timespec deadline = duration_moment(duration);
    int number = wait_for(&set, &info, &deadline);
    return number < 0 ? NULL : number == 0 ? none_new() : info_to_python(&info);
}
