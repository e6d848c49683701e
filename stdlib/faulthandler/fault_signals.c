/* fault_signals: reports when a signal comes: one that says that the program crashed, or one that was registered.
 *
 * The handlers run on a stack of their own, since the usual one may have overflown. A crash is reported once; then the
 * signal is sent again, to whoever handled it before. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/faulthandler/fault_private.h"
#include "stdlib/posix/posix.h"
#include "vm/run/traceback_write.h"

enum { STACK_SIZE = 64 * 1024 };

static stack_t stack;

/* Once. False with MemoryError. */
static bool prepare_stack(void)
{
    if (stack.ss_sp)
        return true;
    stack.ss_size = STACK_SIZE;
    stack.ss_sp = malloc(STACK_SIZE);
    if (stack.ss_sp && sigaltstack(&stack, NULL) == 0)
        return true;
    raise_memory_error();
    return false;
}

/* --- crashes -------------------------------------------------------------------------------------------- */

static struct Fault {
    int number;
    const char *name;
    bool is_caught;
    struct sigaction before;
} faults[] = {
    {.number = SIGBUS, .name = "Bus error"},
    {.number = SIGILL, .name = "Illegal instruction"},
    {.number = SIGFPE, .name = "Floating point exception"},
    {.number = SIGABRT, .name = "Aborted"},
    {.number = SIGSEGV, .name = "Segmentation fault"},
};
static FaultTarget crash_target;
static bool is_enabled;

static void give_back(struct Fault *fault)
{
    if (fault->is_caught)
        sigaction(fault->number, &fault->before, NULL);
    fault->is_caught = false;
}

static void on_crash(int signal_number)
{
    int number = errno;
    if (!is_enabled)
        return;
    struct Fault *fault = faults;
    while (fault->number != signal_number)
        fault++;
    give_back(fault);
    traceback_write_text(crash_target.descriptor, "Fatal Python error: ");
    traceback_write_text(crash_target.descriptor, fault->name);
    traceback_write_text(crash_target.descriptor, "\n\n");
    fault_write(&crash_target, false);
    errno = number;
    raise(signal_number); /* now to whom it came before */
}

Ref fault_enable(View self UNUSED, View *args)
{
    FaultTarget target;
    if (!fault_target(&target, args[0], args[1]))
        return NULL;
    if (!prepare_stack()) {
        fault_target_free(&target);
        return NULL;
    }
    FaultTarget old = crash_target;
    crash_target = target;
    fault_target_free(&old);
    is_enabled = true;
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_NODEFER | SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        if (!faults[i].is_caught && sigaction(faults[i].number, &action, &faults[i].before) == 0)
            faults[i].is_caught = true;
    }
    return none_new();
}

static void disable(void)
{
    is_enabled = false;
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        give_back(&faults[i]);
    fault_target_free(&crash_target);
}

Ref fault_disable(View self UNUSED, View *args UNUSED)
{
    bool was_enabled = is_enabled;
    disable();
    return bool_new(was_enabled);
}

Ref fault_is_enabled(View self UNUSED, View *args UNUSED)
{
    return bool_new(is_enabled);
}

/* --- signals of the user's choice ----------------------------------------------------------------------- */

static struct Registered {
    FaultTarget target;
    bool is_registered, chains;
    struct sigaction before;
} registered[NSIG];
static bool any_registered; /* ever: a program that registers none need not touch the table at its end */

static void on_registered(int signal_number);

static bool catch_registered(int number, bool chains, struct sigaction *before)
{
    struct sigaction action = {.sa_handler = on_registered, .sa_flags = SA_RESTART | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    if (chains)
        action.sa_flags = SA_NODEFER | SA_ONSTACK; /* the signal comes again, while it is handled */
    return sigaction(number, &action, before) == 0;
}

static void on_registered(int signal_number)
{
    int number = errno;
    struct Registered *user = &registered[signal_number];
    if (!user->is_registered)
        return;
    fault_write(&user->target, false);
    if (user->chains) {
        sigaction(signal_number, &user->before, NULL);
        errno = number;
        raise(signal_number);
        number = errno;
        catch_registered(signal_number, true, NULL);
    }
    errno = number;
}

static bool check_number(View argument, int *number)
{
    if (!posix_int(argument, number))
        return false;
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        if (faults[i].number == *number) {
            raise_error(RuntimeError, "signal %d cannot be registered, use enable() instead", *number);
            return false;
        }
    if (*number < 1 || *number >= NSIG)
        raise_error(ValueError, "signal number out of range");
    return !error_is_set();
}

Ref fault_register_signal(View self UNUSED, View *args)
{
    int number;
    FaultTarget target;
    if (!check_number(args[0], &number) || !fault_target(&target, args[1], args[2]))
        return NULL;
    int chains = args[3] ? object_truth(args[3]) : 0;
    struct Registered *user = &registered[number];
    if (chains < 0 || !prepare_stack() || (!user->is_registered && !catch_registered(number, chains, &user->before))) {
        if (!error_is_set())
            raise_errno(errno, NULL);
        fault_target_free(&target);
        return NULL;
    }
    FaultTarget old = user->target;
    user->target = target;
    user->chains = chains;
    user->is_registered = any_registered = true;
    fault_target_free(&old);
    return none_new();
}

static bool unregister(int number)
{
    struct Registered *user = &registered[number];
    if (!user->is_registered)
        return false;
    user->is_registered = false;
    sigaction(number, &user->before, NULL);
    fault_target_free(&user->target);
    return true;
}

Ref fault_unregister_signal(View self UNUSED, View *args)
{
    int number;
    return check_number(args[0], &number) ? bool_new(unregister(number)) : NULL;
}

void fault_signals_stop(void)
{
    disable();
    for (int i = 1; any_registered && i < NSIG; i++)
        unregister(i);
    if (stack.ss_sp) {
        stack_t off = {.ss_flags = SS_DISABLE};
        sigaltstack(&off, NULL);
        free(stack.ss_sp);
        stack.ss_sp = NULL;
    }
}
