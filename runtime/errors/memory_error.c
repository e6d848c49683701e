/* memory_error: the MemoryError that can be raised when there is no memory. One is made at the start and kept
 * aside, out of the collector's sight. It is lent to whoever needs it, and comes back, empty again, when its
 * last reference goes: what its traceback kept alive lives no longer than with any other exception. (CPython
 * keeps a list of such ones.)
 *
 * Invariant:  either `reserved` is lent, or this file owns it, and it has its first state and one
 *             reference. */
#include "runtime/errors/memory_error.h"

#include "runtime/classes/instance.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/life/gc.h"

static Ref reserved;
static bool is_lent, is_making;

static void enter_collector(View error)
{
    gc_track(error);
    gc_state.generations[0].count++;
}

static void leave_collector(View error)
{
    gc_untrack(error);
    ((GcObject *)error)->gc = 0;
    if (gc_state.generations[0].count > 0)
        gc_state.generations[0].count--;
}

/* In place of __del__. What it held goes; unless it was taken meanwhile, it is kept. */
static void memory_error_delete(View self)
{
    if (self != reserved)
        return;
    ((GcObject *)self)->gc &= ~(uint32_t)GC_FINALIZED; /* this is asked again each time */
    if (self->refcount != 1)
        return; /* the collector asks, before it breaks the cycle */
    instance_clear_object(self, type_of_peek(self));
    if (self->refcount != 1)
        return;
    ExceptionObject *error = (ExceptionObject *)self;
    error->suppress_context = 0;
    error->args = tuple_new(0);
    leave_collector(self);
    is_lent = false;
    retain(self);
}

bool memory_error_reserve(void)
{
    reserved = exception_new(MemoryError, NULL);
    if (!reserved)
        return false;
    leave_collector(reserved);
    exception_types[MemoryError].finalize = memory_error_delete;
    return true;
}

void memory_error_drop(void)
{
    Ref error = reserved;
    reserved = NULL;
    if (!is_lent)
        release_maybe(error);
    is_lent = false;
}

void *raise_memory_error(void)
{
    if (!reserved || is_making)
        return NULL;
    if (!is_lent) {
        is_lent = true;
        enter_collector(reserved);
        return raise_take(reserved);
    }
    is_making = true;
    Ref another = exception_new(MemoryError, NULL);
    is_making = false;
    return raise_take(another ? another : retain(reserved));
}
