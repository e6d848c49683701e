/* signals: the handlers of signals that Python code has set; see signals.h.
 *
 * Ownership:   each place of `handlers` owns what stands in it. While a handler runs it may replace itself: the
 *              caller holds it.
 * Exceptions:  one that a handler raises leaves signals_handle; signals not yet dealt with keep their flags. */
#include "vm/run/signals.h"

#include "runtime/calls/object_operations.h"
#include "runtime/numbers/int.h"
#include "vm/run/frame.h"
#include "vm/run/threads.h"

static Ref handlers[NSIG];
static bool is_used; /* some handler has been set */

View signals_handler_peek(int signal_number)
{
    return handlers[signal_number];
}

Ref signals_replace_handler(int signal_number, View handler)
{
    Ref before = handlers[signal_number];
    handlers[signal_number] = retain_maybe(handler);
    is_used = true;
    return before;
}

/* handler(number, the frame that runs) */
static bool call_handler(int signal_number)
{
    Ref handler = retain_maybe(handlers[signal_number]);
    if (!handler || !object_is_callable(handler)) { /* it was set back after the signal had come */
        raise_error(OSError, "Signal %d ignored due to race condition", signal_number);
        error_write_unraisable(NULL, NONE);
        release_maybe(handler);
        return true;
    }
    Ref number = int_new(signal_number), frame = vm.current ? frame_object(vm.current) : none_new();
    Ref result = number && frame ? call_2(handler, number, frame) : NULL;
    bool done = result != NULL;
    release_maybe(result);
    release_maybe(number);
    release_maybe(frame);
    release(handler);
    return done;
}

static void report_wakeup_error(int error)
{
    raise_errno(error, NULL);
    error_write_unraisable("Exception ignored when trying to send to the signal wakeup fd", NULL);
}

static bool call_handlers(void)
{
    interrupt_signals_came = false;
    int error = interrupt_take_wakeup_error();
    if (error)
        report_wakeup_error(error);
    for (int i = 1; i < NSIG; i++)
        if (interrupt_take_signal(i) && !call_handler(i)) {
            interrupt_signals_came = gc_state.requested = true; /* look for more of them at the next safe point */
            return false;
        }
    return true;
}

bool signals_handle_slowly(void)
{
    ASSERT(!error_is_set());
    if (interrupt_signals_came && threads_is_main() && !call_handlers())
        return false;
    return check_interrupt();
}

void signals_stop(void)
{
    if (!is_used)
        return;
    is_used = false;
    interrupt_set_wakeup(-1, true);
    for (int i = 1; i < NSIG; i++) {
        bool is_caught = handlers[i] && handlers[i] != NONE && !is_int(handlers[i]);
        if (is_caught && !(i == SIGINT && interrupt_is_immediate))
            signal(i, SIG_DFL);
    }
    for (int i = 1; i < NSIG; i++)
        clear_place(&handlers[i]);
    interrupt_signals_came = false;
}
