/* signals: what Python code wants to be done when a signal comes. See also interrupt.h. */
#ifndef OURO_VM_RUN_SIGNALS_H
#define OURO_VM_RUN_SIGNALS_H

#include "runtime/errors/errors.h"
#include "vm/run/interrupt.h"

/* In the main thread: call the handlers of the signals that have come; then look for Ctrl-C. To be called where
 * Python code may run: at safe points, and after a system call that ended with EINTR, before it is made again.
 * False with what a handler raised: signals that came after it are dealt with next time. */
MUST_USE bool signals_handle_slowly(void);
static inline MUST_USE bool signals_handle(void)
{
    return LIKELY(!interrupt_signals_came && !thread.interrupted) || signals_handle_slowly();
}

/* The handler in Python, borrowed; NULL: none was set by Python. */
View signals_handler_peek(int signal_number);
/* From now on it is this one; the one before, owned, or NULL. */
Ref signals_replace_handler(int signal_number, View handler);

/* No handler in Python is called any more: signals do again what the system does. */
void signals_stop(void);

#endif
