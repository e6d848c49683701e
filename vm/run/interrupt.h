/* interrupt: signals, as they come. Their handlers in C only set flags, which the evaluation loop looks at; but who
 * waits for input would not look before the input comes.
 *
 *     SIGINT, as long as Python code has not replaced its handler ─► thread.interrupted: every loop looks (check_interrupt)
 *     a signal that Python code has a handler for                 ─► interrupt_signals_came: safe points look (signals.h)
 *
 * Both belong to the main thread. A signal that the system gives to another thread is passed on: the main
 * thread is woken with a signal of our own. */
#ifndef OURO_VM_RUN_INTERRUPT_H
#define OURO_VM_RUN_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* Some signal has come whose handler in Python is still to be called. */
extern volatile sig_atomic_t interrupt_signals_came;
/* SIGINT means KeyboardInterrupt, wherever the main thread is. */
extern volatile sig_atomic_t interrupt_is_immediate;

/* Have SIGINT set thread.interrupted and ask for a safe point, unless it is ignored. */
void interrupt_install(void);
/* Have this signal noted for signals_handle. False with errno. */
bool interrupt_catch(int signal_number);
/* The signal has come, or is to be taken as if it had. May be called in a handler of signals. */
void interrupt_arrive(int signal_number);
/* From now on a system call is made again by the system itself, not interrupted, when this signal comes; or no
 * longer. False with errno. */
bool interrupt_set_restarting(int signal_number, bool is_restarting);
/* Has this signal come since the last call? */
bool interrupt_take_signal(int signal_number);

/* The descriptor to which the number of each signal is written, -1 for none; errno of a failed writing, once
 * (0: none failed). */
int interrupt_set_wakeup(int descriptor, bool warns_when_full);
int interrupt_take_wakeup_error(void);

/* The main thread gives up the interpreter, takes it back: meanwhile Ctrl-C waits. */
void interrupt_main_waits(void);
void interrupt_main_runs(void);

/* Around a system call that may wait long, during which other threads run (threads_release), or code of others
 * that makes such calls: a signal at any moment, also just before the call begins to wait, ends it with EINTR
 * soon. interrupt_wait_begin: false if there was a signal already: do not wait, act as after EINTR.
 * interrupt_wait_end is called in any case; errno stays. After EINTR call signals_handle. */
bool interrupt_wait_begin(void);
void interrupt_wait_end(void);

/* The signal that wakes a thread from a system call and does nothing else. */
int interrupt_wake_signal(void);
/* In a child process, whose only thread is the caller. */
void interrupt_after_fork(void);

#endif
