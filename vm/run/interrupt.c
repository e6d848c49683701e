/* interrupt: see interrupt.h.
 *
 * A signal that comes between the look at the flag and the system call would be overlooked until the call
 * returns. While somebody waits the handler therefore starts a timer, whose signals interrupt the call again
 * and again until the waiting has ended. */
#include "vm/run/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <sys/time.h>

#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "vm/run/threads.h"

enum { AGAIN_MICROSECONDS = 20000 };

static volatile sig_atomic_t is_waiting, is_timer_on;
static volatile sig_atomic_t main_runs = true; /* the main thread, to which all signals come, holds the interpreter */
static volatile sig_atomic_t is_pending;       /* Ctrl-C was pressed while it did not */
static struct sigaction alarm_before;

/* It does nothing: that the signal came is what ends the system call. */
static void on_alarm(int signal_number)
{
    (void)signal_number;
}

/* What the program does with SIGALRM otherwise is noted, and put back when the waiting has ended. */
static void start_timer(void)
{
    struct sigaction action = {.sa_handler = on_alarm}; /* without SA_RESTART: calls end with EINTR */
    sigemptyset(&action.sa_mask);
    if (is_timer_on || sigaction(SIGALRM, &action, &alarm_before) != 0)
        return;
    is_timer_on = true;
    const struct timeval again = {.tv_usec = AGAIN_MICROSECONDS};
    setitimer(ITIMER_REAL, &(struct itimerval){again, again}, NULL);
}

static void stop_timer(void)
{
    if (!is_timer_on)
        return;
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 0}}, NULL);
    sigaction(SIGALRM, &alarm_before, NULL);
    is_timer_on = false;
}

/* A handler of signals may set flags and little else. The loop looks at `requested` at its next safe
 * point, where it is allowed to run Python code; there KeyboardInterrupt is raised, as CPython's
 * eval breaker does. */
static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (main_runs)
        thread.interrupted = true;
    else
        is_pending = true;
    gc_state.requested = true;
    if (is_waiting)
        start_timer();
}

void interrupt_install(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

/* In this order: a signal at any moment is noted in one of the two flags. */
void interrupt_main_waits(void)
{
    main_runs = false;
    is_pending = is_pending || thread.interrupted;
    thread.interrupted = false;
}

void interrupt_main_runs(void)
{
    main_runs = true;
    thread.interrupted = thread.interrupted || is_pending;
    is_pending = false;
}

/* The flag goes up before `interrupted` is asked: a signal in between either finds the flag set and
 * starts the timer, or is seen here. */
bool interrupt_wait_begin(void)
{
    threads_release();
    if (threads_is_main())
        is_waiting = true;
    return !threads_is_main() || !(is_pending || (main_runs && thread.interrupted));
}

void interrupt_wait_end(void)
{
    if (threads_is_main()) {
        is_waiting = false;
        stop_timer();
    }
    threads_acquire();
}

bool interrupt_take(void)
{
    bool was_interrupted = thread.interrupted;
    thread.interrupted = false;
    return was_interrupted;
}
