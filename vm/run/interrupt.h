/* interrupt: Ctrl-C. The signal only sets flags, which the evaluation loop looks at; but who waits for input
 * would not look before the input comes. */
#ifndef OURO_VM_RUN_INTERRUPT_H
#define OURO_VM_RUN_INTERRUPT_H

#include <stdbool.h>

/* Have SIGINT set thread.interrupted and ask for a safe point. */
void interrupt_install(void);

/* The main thread gives up the interpreter, takes it back: meanwhile Ctrl-C waits. */
void interrupt_main_waits(void);
void interrupt_main_runs(void);

/* Around a system call that may wait long, during which other threads run (threads_release), or code of others that makes such calls: a signal at any moment,
 * also just before the call begins to wait, ends it with EINTR soon. interrupt_wait_begin: false if there was
 * a signal already: do not wait. interrupt_wait_end is called in any case. */
bool interrupt_wait_begin(void);
void interrupt_wait_end(void);

/* Ctrl-C was pressed: it is dealt with now. */
bool interrupt_take(void);

#endif
