/* sys_threads: what sys tells of all threads, and how often they take turns. */
#include "stdlib/sys/sys_threads.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "vm/run/threads.h"

Ref sys_getswitchinterval(View self UNUSED, View *args UNUSED)
{
    return float_new(threads_switch_interval);
}

Ref sys_setswitchinterval(View self UNUSED, View *args)
{
    double seconds;
    if (!object_as_double(args[0], &seconds))
        return NULL;
    if (!(seconds > 0))
        return raise_error(ValueError, "switch interval must be strictly positive");
    threads_switch_interval = seconds;
    return none_new();
}

/* What `make` gives of each thread, by its identity; NULL without an exception: the thread is left out. */
static Ref of_all_threads(Ref (*make)(ThreadState *state))
{
    DictView all = (DictView)dict_new();
    for (ThreadState *state = threads_first(); all && state; state = state->next) {
        Ref value = make(state);
        if (!value && !error_is_set())
            continue;
        Ref key = value ? int_new((int64_t)thread_identity(state)) : NULL;
        bool done = key && dict_set(all, key, value);
        release_maybe(key);
        release_maybe(value);
        if (!done)
            CLEAR(all);
    }
    return AS_OBJECT(all);
}

static Ref frame_of(ThreadState *state)
{
    threads_visit_begin(state);
    Frame *frame = vm_current_frame();
    Ref object = frame ? frame_object(frame) : NULL;
    threads_visit_end(state);
    return object;
}

static Ref exception_of(ThreadState *state)
{
    View exception = state == thread_self ? thread.handled : state->errors.handled;
    if (!exception)
        return tuple_pack(3, NONE, NONE, NONE);
    View traceback = ((ExceptionObject *)exception)->traceback;
    return tuple_pack(3, AS_OBJECT(type_of_peek(exception)), exception, traceback ? traceback : NONE);
}

Ref sys_current_frames(View self UNUSED, View *args UNUSED)
{
    return of_all_threads(frame_of);
}

Ref sys_current_exceptions(View self UNUSED, View *args UNUSED)
{
    return of_all_threads(exception_of);
}
