/* interrupt: see interrupt.h.
 *
 * A signal that comes between the look at the flag and the system call would be overlooked until the call
 * returns. While somebody waits the handler therefore starts a timer, whose signals interrupt the call again
 * and again until the waiting has ended. The timer is one of our own: SIGALRM and its timer belong to the
 * program. */
#include "vm/run/interrupt.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "runtime/errors/errors.h"
#include "runtime/life/gc.h"
#include "vm/run/threads.h"

enum { AGAIN_NANOSECONDS = 20000000 };

volatile sig_atomic_t interrupt_signals_came;
volatile sig_atomic_t interrupt_is_immediate = true;

static volatile sig_atomic_t is_waiting, is_timer_on;
static volatile sig_atomic_t main_runs = true; /* the main thread, to whom all signals are passed, holds the interpreter */
static volatile sig_atomic_t is_pending;       /* Ctrl-C was pressed while it did not */
static volatile sig_atomic_t is_passed_on;     /* or another thread was told so */
static volatile sig_atomic_t has_come[NSIG], is_restarting[NSIG];
static timer_t timer;
static bool has_timer;
static volatile sig_atomic_t wakeup_descriptor = -1, wakeup_error, wakeup_warns_when_full = true;

/* --- waiting -------------------------------------------------------------------------------------------- */

int interrupt_wake_signal(void)
{
    return SIGRTMAX - 3;
}

static void set_timer(long nanoseconds)
{
    const struct timespec again = {.tv_nsec = nanoseconds};
    if (has_timer)
        timer_settime(timer, 0, &(struct itimerspec){again, again}, NULL);
    is_timer_on = nanoseconds != 0;
}

static void note_interrupt(void)
{
    if (main_runs)
        thread.interrupted = true;
    else
        is_pending = true;
}

/* That the signal came is what ends the system call. In the main thread it may also be word of another signal. */
static void on_wake(int signal_number UNUSED)
{
    int number = errno;
    if (threads_is_main()) {
        if (is_passed_on) {
            is_passed_on = false;
            note_interrupt();
        }
        if (is_waiting && !is_timer_on)
            set_timer(AGAIN_NANOSECONDS);
    }
    errno = number;
}

/* A child has its parent's handlers, but not its timers. */
static void prepare_timer(void)
{
    struct sigaction action = {.sa_handler = on_wake}; /* without SA_RESTART: calls end with EINTR */
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = interrupt_wake_signal()};
    event._sigev_un._tid = gettid();
    sigemptyset(&action.sa_mask);
    sigaction(interrupt_wake_signal(), &action, NULL);
    has_timer = timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
}

/* The flag goes up before the others are asked: a signal in between either finds the flag set and starts the
 * timer, or is seen here. */
bool interrupt_wait_begin(void)
{
    threads_release();
    if (!threads_is_main())
        return true;
    is_waiting = true;
    return !is_pending && !interrupt_signals_came && !(main_runs && thread.interrupted);
}

void interrupt_wait_end(void)
{
    int number = errno;
    if (threads_is_main()) {
        is_waiting = false;
        if (is_timer_on)
            set_timer(0);
    }
    threads_acquire();
    errno = number;
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
    if (interrupt_signals_came)
        gc_state.requested = true;
}

/* --- signals come --------------------------------------------------------------------------------------- */

static void write_wakeup(int signal_number)
{
    unsigned char byte = (unsigned char)signal_number;
    int descriptor = wakeup_descriptor;
    if (descriptor < 0)
        return;
    ssize_t written;
    do
        written = write(descriptor, &byte, 1);
    while (written < 0 && errno == EINTR);
    bool is_full = written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (written < 0 && (!is_full || wakeup_warns_when_full))
        wakeup_error = errno;
}

/* The loop looks at `requested` at its next safe point, where it is allowed to run Python code, as CPython's
 * eval breaker does. What must not be overlooked is noted before it. */
void interrupt_arrive(int signal_number)
{
    int number = errno;
    bool is_main = threads_is_main();
    if (signal_number == SIGINT && interrupt_is_immediate) {
        if (is_main)
            note_interrupt();
        else
            is_passed_on = true;
    } else {
        has_come[signal_number] = true;
        interrupt_signals_came = true;
    }
    write_wakeup(signal_number);
    if (wakeup_error)
        interrupt_signals_came = true;
    __atomic_store_n(&gc_state.requested, true, __ATOMIC_SEQ_CST);
    if (!is_main)
        threads_wake_main();
    else if (is_waiting && !is_timer_on && !is_restarting[signal_number])
        set_timer(AGAIN_NANOSECONDS);
    errno = number;
}

bool interrupt_take_signal(int signal_number)
{
    bool came = has_come[signal_number];
    has_come[signal_number] = false;
    return came;
}

bool interrupt_catch(int signal_number)
{
    struct sigaction action = {.sa_handler = interrupt_arrive, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    is_restarting[signal_number] = false;
    return sigaction(signal_number, &action, NULL) == 0;
}

bool interrupt_set_restarting(int signal_number, bool restarts)
{
    struct sigaction action;
    if (sigaction(signal_number, NULL, &action))
        return false;
    action.sa_flags = restarts ? action.sa_flags | SA_RESTART : action.sa_flags & ~SA_RESTART;
    is_restarting[signal_number] = restarts;
    return sigaction(signal_number, &action, NULL) == 0;
}

void interrupt_install(void)
{
    struct sigaction before;
    prepare_timer();
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
        (void)interrupt_catch(SIGINT);
}

int interrupt_set_wakeup(int descriptor, bool warns_when_full)
{
    int before = wakeup_descriptor;
    wakeup_warns_when_full = warns_when_full;
    wakeup_descriptor = descriptor;
    return before;
}

int interrupt_take_wakeup_error(void)
{
    int error = wakeup_error;
    wakeup_error = 0;
    return error;
}

/* What came for the parent is the parent's. */
void interrupt_after_fork(void)
{
    for (int i = 0; i < NSIG; i++)
        has_come[i] = false;
    interrupt_signals_came = is_pending = is_passed_on = is_timer_on = is_waiting = false;
    main_runs = true;
    prepare_timer();
}
