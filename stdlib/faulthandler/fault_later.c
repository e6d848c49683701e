/* fault_later: a report after a time, for programs that hang.
 *
 * A thread of the system waits. When the time is over it sends a signal to the thread that runs Python code, which
 * writes the report: so nothing changes meanwhile. The waiting thread is no thread of Python's, and takes no
 * signals itself. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "stdlib/duration.h"
#include "stdlib/faulthandler/fault_private.h"
#include "vm/run/interrupt.h"
#include "vm/run/traceback_write.h"

static struct Later {
    pthread_mutex_t mutex;
    pthread_cond_t cancelled;
    pthread_t thread;
    bool is_running, is_cancelled, repeats, exits;
    pid_t process; /* a child has no such thread */
    int64_t interval;
    char header[64];
    FaultTarget target;
} later = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static int report_signal(void)
{
    return SIGRTMAX - 4;
}

static void on_report(int signal_number UNUSED)
{
    int number = errno;
    traceback_write_text(later.target.descriptor, later.header);
    fault_write(&later.target, true);
    if (later.exits)
        _exit(1);
    errno = number;
}

/* True when the time is over, false when it was cancelled. */
static bool wait_interval(void)
{
    struct timespec moment = duration_moment(later.interval);
    pthread_mutex_lock(&later.mutex);
    int result = 0;
    while (!later.is_cancelled && result != ETIMEDOUT)
        result = pthread_cond_timedwait(&later.cancelled, &later.mutex, &moment);
    bool is_over = !later.is_cancelled;
    pthread_mutex_unlock(&later.mutex);
    return is_over;
}

static void *wait_and_report(void *unused)
{
    while (wait_interval()) {
        pthread_kill(thread_self->handle, report_signal());
        if (!later.repeats)
            break;
    }
    return unused;
}

static void cancel(void)
{
    if (later.is_running && later.process == getpid()) {
        pthread_mutex_lock(&later.mutex);
        later.is_cancelled = true;
        pthread_cond_broadcast(&later.cancelled);
        pthread_mutex_unlock(&later.mutex);
        pthread_join(later.thread, NULL);
    }
    later.is_running = false;
    fault_target_free(&later.target);
}

Ref fault_cancel_dump_later(View self UNUSED, View *args UNUSED)
{
    cancel();
    return none_new();
}

static void format_header(int64_t nanoseconds)
{
    int64_t microseconds = nanoseconds / 1000, seconds = microseconds / 1000000;
    int length = snprintf(later.header, sizeof later.header, "Timeout (%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                          (int)(seconds % 60));
    if (microseconds % 1000000)
        length += snprintf(later.header + length, sizeof later.header - (size_t)length, ".%06d", (int)(microseconds % 1000000));
    snprintf(later.header + length, sizeof later.header - (size_t)length, ")!\n");
}

static bool start(void)
{
    pthread_condattr_t attributes;
    sigset_t all, before;
    struct sigaction action = {.sa_handler = on_report, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(report_signal(), &action, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&later.cancelled, &attributes);
    pthread_condattr_destroy(&attributes);
    later.is_cancelled = false;
    later.process = getpid();
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    later.is_running = pthread_create(&later.thread, NULL, wait_and_report, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return later.is_running;
}

Ref fault_dump_later(View self UNUSED, View *args)
{
    int64_t interval;
    FaultTarget target;
    if (!duration_nanoseconds(args[0], &interval))
        return NULL;
    if (interval <= 0)
        return raise_error(ValueError, "timeout must be greater than 0");
    int repeats = args[1] ? object_truth(args[1]) : 0, exits = args[3] ? object_truth(args[3]) : 0;
    if (repeats < 0 || exits < 0 || !fault_target(&target, args[2], NULL))
        return NULL;
    cancel();
    later.target = target;
    later.interval = interval;
    later.repeats = repeats;
    later.exits = exits;
    format_header(interval);
    if (start())
        return none_new();
    fault_target_free(&later.target);
    return raise_error(RuntimeError, "unable to start watchdog thread");
}

void fault_later_stop(void)
{
    cancel();
}
