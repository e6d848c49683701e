/* _signal: the module on which signal.py is built: handlers of signals, timers that send them. Masks and
 * waiting are in signal_mask.c; how a handler comes to be called, in vm/run/signals.c and interrupt.c.
 *
 * A handler is what signal() was given: a callable, or SIG_DFL (0) or SIG_IGN (1). None is one that Python code
 * did not set. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/signal/signal_private.h"
#include "vm/module.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

bool signal_number(View argument, int *number)
{
    if (!posix_int(argument, number))
        return false;
    if (*number >= 1 && *number < NSIG)
        return true;
    raise_error(ValueError, "signal number out of range");
    return false;
}

/* --- handlers ------------------------------------------------------------------------------------------- */

static Ref default_int_handler(View self UNUSED, View *args)
{
    int number;
    return posix_int(args[0], &number) ? raise_value(KeyboardInterrupt, NULL) : NULL;
}

static bool is_default_int_handler(View handler)
{
    return handler->type == native_function_type.index && ((NativeObject *)handler)->function->code == default_int_handler;
}

/* The handler before Python code sets one: as the process was started. NULL without memory. */
static Ref first_handler(int number)
{
    struct sigaction action;
    if (sigaction(number, NULL, &action) == 0 && (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN))
        return int_new(action.sa_handler == SIG_IGN);
    return none_new();
}

static Ref signal_getsignal(View self UNUSED, View *args)
{
    int number;
    if (!signal_number(args[0], &number))
        return NULL;
    View handler = signals_handler_peek(number);
    return handler ? retain(handler) : first_handler(number);
}

/* Is it the number? (CPython compares by equality, but not with None.) */
static bool is_number(View handler, int64_t wanted)
{
    int64_t number;
    return is_int(handler) && int_to_int64(int_view(handler), &number) && number == wanted;
}

static bool set_action(int number, View handler)
{
    if (object_is_callable(handler))
        return interrupt_catch(number);
    return signal(number, is_number(handler, 1) ? SIG_IGN : SIG_DFL) != SIG_ERR;
}

static Ref signal_signal(View self UNUSED, View *args)
{
    int number;
    View handler = args[1];
    if (!posix_int(args[0], &number))
        return NULL;
    if (!threads_is_main())
        return raise_error(ValueError, "signal only works in main thread of the main interpreter");
    if (!signal_number(args[0], &number))
        return NULL;
    if (!object_is_callable(handler) && !is_number(handler, 0) && !is_number(handler, 1))
        return raise_error(TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    if (!signals_handle()) /* those that came until now are for the handler until now */
        return NULL;
    Ref first = signals_handler_peek(number) ? none_new() : first_handler(number);
    if (!first || !set_action(number, handler)) {
        if (first)
            raise_errno(errno, NULL);
        release_maybe(first);
        return NULL;
    }
    if (number == SIGINT)
        interrupt_is_immediate = is_default_int_handler(handler);
    Ref before = signals_replace_handler(number, handler);
    if (!before)
        return first;
    release(first);
    return before;
}

static Ref signal_siginterrupt(View self UNUSED, View *args)
{
    int number, flag;
    if (!posix_int(args[0], &number) || !posix_int(args[1], &flag) || !signal_number(args[0], &number))
        return NULL;
    return interrupt_set_restarting(number, !flag) ? none_new() : raise_errno(errno, NULL);
}

static bool is_non_blocking(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status)) {
        raise_errno(errno, NULL);
        return false;
    }
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0)
        raise_errno(errno, NULL);
    else if (!(flags & O_NONBLOCK))
        raise_error(ValueError, "the fd %d must be in non-blocking mode", descriptor);
    return !error_is_set();
}

static Ref signal_set_wakeup_fd(View self UNUSED, View *args)
{
    int descriptor, warns = args[1] ? object_truth(args[1]) : 1;
    if (warns < 0 || !posix_int(args[0], &descriptor))
        return NULL;
    if (!threads_is_main())
        return raise_error(ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
    if (descriptor != -1 && !is_non_blocking(descriptor))
        return NULL;
    return int_new(interrupt_set_wakeup(descriptor, warns));
}

/* --- sending -------------------------------------------------------------------------------------------- */

static Ref signal_raise_signal(View self UNUSED, View *args)
{
    int number;
    if (!posix_int(args[0], &number))
        return NULL;
    if (raise(number))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL;
}

static Ref signal_pidfd_send_signal(View self UNUSED, View *args)
{
    int descriptor, number, flags = 0;
    if (!posix_int(args[0], &descriptor) || !posix_int(args[1], &number) || (args[3] && !posix_int(args[3], &flags)))
        return NULL;
    if (args[2] && args[2] != NONE)
        return raise_error(TypeError, "siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, descriptor, number, NULL, flags))
        return raise_errno(errno, NULL);
    return signals_handle() ? none_new() : NULL;
}

static Ref signal_pause(View self UNUSED, View *args UNUSED)
{
    if (interrupt_wait_begin())
        pause();
    interrupt_wait_end();
    return signals_handle() ? none_new() : NULL;
}

static Ref signal_strsignal(View self UNUSED, View *args)
{
    int number;
    if (!signal_number(args[0], &number))
        return NULL;
    const char *text = strsignal(number);
    return text && !strstr(text, "Unknown signal") ? str_from_text(text) : none_new();
}

/* --- timers --------------------------------------------------------------------------------------------- */

static Ref timer_error;

static View timer_error_peek(void)
{
    return module_error_class_peek(&timer_error, "signal", "itimer_error", AS_OBJECT(&exception_types[OSError]));
}

static Ref raise_timer_error(int number)
{
    View class = timer_error_peek();
    Ref code = class ? int_new(number) : NULL, text = code ? str_from_text(strerror(number)) : NULL;
    Ref exception = text ? call_2(class, code, text) : NULL;
    release_maybe(code);
    release_maybe(text);
    return exception ? raise_take(exception) : NULL;
}

static Ref signal_alarm(View self UNUSED, View *args)
{
    int seconds;
    return posix_int(args[0], &seconds) ? int_new((int64_t)alarm((unsigned)seconds)) : NULL;
}

/* Rounded up, so that what is not nothing does not become it. */
static bool duration_from(View seconds, struct timeval *duration)
{
    int64_t nanoseconds;
    *duration = (struct timeval){0, 0};
    if (!seconds)
        return true;
    if (!duration_nanoseconds(seconds, &nanoseconds))
        return false;
    int64_t microseconds = nanoseconds / 1000 + (nanoseconds % 1000 > 0), rest = microseconds % 1000000;
    rest += rest < 0 ? 1000000 : 0;
    *duration = (struct timeval){.tv_sec = (microseconds - rest) / 1000000, .tv_usec = rest};
    return true;
}

static Ref timer_to_python(const struct itimerval *timer)
{
    Ref left = float_new((double)timer->it_value.tv_sec + (double)timer->it_value.tv_usec / 1e6);
    Ref interval = float_new((double)timer->it_interval.tv_sec + (double)timer->it_interval.tv_usec / 1e6);
    return tuple_from_array_take((Ref[]){left, interval}, 2);
}

static Ref signal_setitimer(View self UNUSED, View *args)
{
    int which;
    struct itimerval timer, before;
    if (!posix_int(args[0], &which) || !duration_from(args[1], &timer.it_value) || !duration_from(args[2], &timer.it_interval))
        return NULL;
    return setitimer((__itimer_which_t)which, &timer, &before) ? raise_timer_error(errno) : timer_to_python(&before);
}

static Ref signal_getitimer(View self UNUSED, View *args)
{
    int which;
    struct itimerval timer;
    if (!posix_int(args[0], &which))
        return NULL;
    return getitimer((__itimer_which_t)which, &timer) ? raise_timer_error(errno) : timer_to_python(&timer);
}

/* --- the table ------------------------------------------------------------------------------------------ */

static const NativeFunction functions[] = {
    {"alarm(seconds, /)", signal_alarm,
     "Have the system send SIGALRM to this process after so many seconds; 0: no more. Returns how many were left of an earlier alarm."},
    {"default_int_handler(signalnum, frame, /)", default_int_handler, "The handler of SIGINT at the start: raise KeyboardInterrupt."},
    {"getitimer(which, /)", signal_getitimer, "Return the timer's remaining seconds and its interval."},
    {"getsignal(signalnum, /)", signal_getsignal,
     "Return what is done when the signal comes: SIG_IGN, SIG_DFL, a callable, or None if it was not set from Python."},
    {"pause()", signal_pause, "Wait until a signal comes."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", signal_pidfd_send_signal,
     "Send a signal to the process that the descriptor refers to. siginfo must be None."},
    {"pthread_kill(thread_id, signalnum, /)", signal_pthread_kill, "Send a signal to a thread."},
    {"pthread_sigmask(how, mask, /)", signal_pthread_sigmask, "Change which signals the current thread blocks. Returns the earlier set."},
    {"raise_signal(signalnum, /)", signal_raise_signal, "Send a signal to the current thread."},
    {"set_wakeup_fd(fd, *, warn_on_full_buffer=True)", signal_set_wakeup_fd,
     "Have the number of each signal that comes written to the descriptor, as a byte. -1: none. Returns the earlier one.\n"
     "\n"
     "A library can so wake a select or poll. The descriptor must not block."},
    {"setitimer(which, seconds, interval=0.0, /)", signal_setitimer,
     "Have the timer send its signal after so many seconds, and then at each interval. Returns what it was before, as getitimer does."},
    {"siginterrupt(signalnum, flag, /)", signal_siginterrupt, "Set whether the signal interrupts system calls, or they are restarted."},
    {"signal(signalnum, handler, /)", signal_signal,
     "Set what is done when the signal comes, and return what was done before.\n"
     "\n"
     "The handler is SIG_DFL, SIG_IGN, or a callable. It is called in the main thread,\n"
     "between two steps of the program, with the number and the frame that was running."},
    {"sigpending()", signal_sigpending, "Return the set of signals that have come while they were blocked."},
    {"sigtimedwait(sigset, timeout, /)", signal_sigtimedwait, "Like sigwaitinfo(), for so many seconds at most: None if none came."},
    {"sigwait(sigset, /)", signal_sigwait, "Wait until one of the signals comes, take it and return its number."},
    {"sigwaitinfo(sigset, /)", signal_sigwaitinfo, "Wait until one of the signals comes, take it and return what is known of it."},
    {"strsignal(signalnum, /)", signal_strsignal, "Return the system's description of the signal, or None if it has none."},
    {"valid_signals()", signal_valid_signals, "Return the set of the signals that this system has."},
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
    CONSTANT(NSIG),           CONSTANT(SIG_BLOCK),   CONSTANT(SIG_UNBLOCK), CONSTANT(SIG_SETMASK), CONSTANT(ITIMER_REAL),
    CONSTANT(ITIMER_VIRTUAL), CONSTANT(ITIMER_PROF), CONSTANT(SIGHUP),      CONSTANT(SIGINT),      CONSTANT(SIGQUIT),
    CONSTANT(SIGILL),         CONSTANT(SIGTRAP),     CONSTANT(SIGIOT),      CONSTANT(SIGABRT),     CONSTANT(SIGFPE),
    CONSTANT(SIGKILL),        CONSTANT(SIGBUS),      CONSTANT(SIGSEGV),     CONSTANT(SIGSYS),      CONSTANT(SIGPIPE),
    CONSTANT(SIGALRM),        CONSTANT(SIGTERM),     CONSTANT(SIGUSR1),     CONSTANT(SIGUSR2),     {"SIGCLD", SIGCHLD},
    CONSTANT(SIGCHLD),        CONSTANT(SIGPWR),      CONSTANT(SIGIO),       CONSTANT(SIGURG),      CONSTANT(SIGWINCH),
    CONSTANT(SIGPOLL),        CONSTANT(SIGSTOP),     CONSTANT(SIGTSTP),     CONSTANT(SIGCONT),     CONSTANT(SIGTTIN),
    CONSTANT(SIGTTOU),        CONSTANT(SIGVTALRM),   CONSTANT(SIGPROF),     CONSTANT(SIGXCPU),     CONSTANT(SIGXFSZ),
    CONSTANT(SIGSTKFLT),      {"SIG_DFL", 0},        {"SIG_IGN", 1},
};
#undef CONSTANT

/* The module may be imported again: handlers that were set stay. */
static bool set_first_int_handler(DictView dict)
{
    struct sigaction action;
    View handler = dict_get_text_peek(dict, "default_int_handler");
    if (handler && !signals_handler_peek(SIGINT) && sigaction(SIGINT, NULL, &action) == 0 && action.sa_handler == interrupt_arrive)
        release_maybe(signals_replace_handler(SIGINT, handler));
    return !error_is_set();
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (!dict_set_text_take(dict, constants[i].name, int_new(constants[i].value)))
            return false;
    View error = timer_error_peek();
    return error && dict_set_text(dict, "ItimerError", error) && dict_set_text_take(dict, "SIGRTMIN", int_new(SIGRTMIN)) &&
           dict_set_text_take(dict, "SIGRTMAX", int_new(SIGRTMAX)) && structseq_ready(&signal_info_type, module_type_ready) &&
           dict_set_text(dict, "struct_siginfo", AS_OBJECT(&signal_info_type)) && set_first_int_handler(dict);
}

const NativeModule _signal_module = {
    .name = "_signal",
    .doc = "Signals: what is done when one comes, and how to send, block and await one. signal is built on this.",
    .functions = functions,
    .init = init};
