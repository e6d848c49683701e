/* errors: setting, taking and reporting the exception that is on its way.
 *
 *     raise_error(…) ──► thread.raised, NULL ──► NULL … ──► the evaluation loop finds a handler
 *                                                           │
 *             __context__ of what is raised meanwhile ◄── thread.handled
 *
 * How an error travels: a C function sets thread.raised and returns NULL, -1 or false. Its caller cleans up
 * and returns the same, up to the evaluation loop, which unwinds frames to a handler (vm/run/unwind.c). While
 * the handler runs the exception is thread.handled. There is no longjmp.
 *
 * Context:    what is raised while another exception is handled gets that as its __context__, so a traceback
 *             tells of both. A chain must not close into a ring: set_context cuts it.
 * Cause:      `raise … from e` sets __cause__, which the traceback shows instead.
 * Ownership:  thread.raised owns the exception. error_take hands it to the caller, error_restore_take gives
 *             it back: so a finalizer can run Python code while an exception is on its way.
 * Memory:     making an exception may fail; then a MemoryError is on its way instead (memory_error.c). */
#include "runtime/errors/errors.h"

#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

Thread thread = {.recursion_limit = 1000};

/* The exception being handled becomes the context of the new one, unless it is the same; a chain that would
 * close into a ring is cut. A ring that is there already (__context__ was assigned to) ends the search:
 * `slow` goes half as fast, so the search meets it if it goes round. */
static void set_context(ExceptionObject *exception, View handled)
{
    if (!handled || handled == AS_OBJECT(exception))
        return;
    ExceptionObject *step = (ExceptionObject *)handled, *slow = step;
    for (bool is_odd = false; step->context; is_odd = !is_odd) {
        if (step->context == AS_OBJECT(exception)) {
            clear_place(&step->context);
            break;
        }
        step = (ExceptionObject *)step->context;
        if (step == slow)
            break;
        if (is_odd)
            slow = (ExceptionObject *)slow->context;
    }
    replace_take(&exception->context, retain(handled));
}

void *raise_take(Ref exception)
{
    Ref old = thread.raised;
    thread.raised = exception;
    set_context((ExceptionObject *)exception, thread.handled);
    release_maybe(old);
    return NULL;
}

void error_add_context(View handled)
{
    set_context((ExceptionObject *)thread.raised, handled);
}

void *(raise_error)(ExceptionKind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Ref message = str_vformat(format, arguments);
    va_end(arguments);
    if (!message)
        return NULL;
    Ref exception = exception_new(kind, message);
    release(message);
    return exception ? raise_take(exception) : NULL;
}

void *raise_value(ExceptionKind kind, View value)
{
    Ref exception = exception_new(kind, value);
    return exception ? raise_take(exception) : NULL;
}

void error_note_attribute(View object, View name)
{
    if (!thread.raised || !is_instance(thread.raised, &exception_types[AttributeError]))
        return;
    ExceptionObject *error = (ExceptionObject *)thread.raised;
    if (error->extra[EXTRA_NAME] || error->extra[EXTRA_OBJ])
        return;
    replace_take(&error->extra[EXTRA_NAME], retain(name));
    replace_take(&error->extra[EXTRA_OBJ], retain(object));
}

void *raise_attribute_error(View object, View name)
{
    raise_error(AttributeError, "'%T' object has no attribute '%U'", object, name);
    error_note_attribute(object, name);
    return NULL;
}

bool error_matches(ExceptionKind kind)
{
    return thread.raised && is_instance(thread.raised, &exception_types[kind]);
}

Ref error_take(void)
{
    Ref exception = thread.raised;
    thread.raised = NULL;
    return exception;
}

void error_restore_take(Ref exception)
{
    Ref old = thread.raised;
    thread.raised = exception;
    release_maybe(old);
}

bool error_clear_if(ExceptionKind kind)
{
    if (!error_matches(kind))
        return false;
    error_clear();
    return true;
}

void error_set_cause_take(Ref cause)
{
    if (!thread.raised) {
        release_maybe(cause);
        return;
    }
    ExceptionObject *error = (ExceptionObject *)thread.raised;
    error->suppress_context = 1;
    if (cause)
        replace_take(&error->context, retain(cause));
    replace_take(&error->cause, cause);
}

void error_write_unraisable(const char *message, View object)
{
    Ref exception = error_take();
    if (!exception)
        return;
    if (thread.is_ending)
        ASSERT(thread.interrupted); /* nobody asks any more */
    else if (hooks.write_unraisable)
        hooks.write_unraisable(message, object, exception);
    else
        fprintf(stderr, "Exception ignored: %s\n", type_name_peek(type_of_peek(exception)));
    release(exception);
    error_clear();
}

bool raise_interrupt(void)
{
    if (thread.is_ending) {
        raise_value(SystemExit, NULL);
        return false;
    }
    thread.interrupted = false;
    raise_value(KeyboardInterrupt, NULL);
    return false;
}

void *raise_too_deep(void)
{
    return raise_error(RecursionError, "maximum recursion depth exceeded while calling a Python object");
}

bool error_enter_recursion(const char *where)
{
    if (UNLIKELY(++thread.recursion_depth > thread.recursion_limit || stack_is_low())) {
        thread.recursion_depth--;
        raise_error(RecursionError, "maximum recursion depth exceeded%s", where);
        return false;
    }
    if (UNLIKELY(thread.interrupted)) {
        thread.recursion_depth--;
        return raise_interrupt();
    }
    return true;
}
