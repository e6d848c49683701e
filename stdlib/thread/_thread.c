/* _thread: the module on which threading, in Python, is built: starting threads, locks, thread-local data.
 * The work is done in vm/run/threads.c. */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "stdlib/thread/thread_private.h"
#include "vm/run/interrupt.h"

/* args: function, arguments, keywords or NULL. */
static Ref start_new_thread(View self UNUSED, View *args)
{
    if (!object_is_callable(args[0]))
        return raise_error(TypeError, "first arg must be callable");
    if (!is_tuple(args[1]))
        return raise_error(TypeError, "2nd arg must be a tuple");
    if (args[2] && !is_dict(args[2]))
        return raise_error(TypeError, "optional 3rd arg must be a dictionary");
    uint64_t identity = threads_spawn(args[0], args[1], args[2]);
    return identity ? int_new((int64_t)identity) : NULL;
}

static Ref allocate_lock(View self UNUSED, View *args UNUSED)
{
    return thread_lock_new();
}

static Ref get_ident(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)thread_identity(thread_self));
}

static Ref get_native_id(View self UNUSED, View *args UNUSED)
{
    return int_new(syscall(SYS_gettid));
}

static Ref count_threads(View self UNUSED, View *args UNUSED)
{
    return int_new((int64_t)threads_count() - 1);
}

static Ref exit_thread(View self UNUSED, View *args UNUSED)
{
    return raise_value(SystemExit, NULL);
}

static Ref interrupt_main(View self UNUSED, View *args)
{
    int number = SIGINT;
    if (args[0] && !posix_int(args[0], &number))
        return NULL;
    if (number < 1 || number >= NSIG)
        return raise_error(ValueError, "signal number out of range");
    struct sigaction action;
    if (sigaction(number, NULL, &action) == 0 && action.sa_handler == interrupt_arrive) /* else nothing in Python would be done */
        interrupt_arrive(number);
    return none_new();
}

static Ref set_stack_size(View self UNUSED, View *args)
{
    enum { LEAST = 0x8000 };
    int64_t size = 0;
    if (args[0] && !object_as_int64(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_error(ValueError, "size must be 0 or a positive value");
    Ref before = int_new((int64_t)threads_stack_size());
    if (before && args[0] && ((size && size < LEAST) || !threads_set_stack_size((size_t)size))) {
        clear_place(&before);
        raise_error(ValueError, "size not valid: %lld bytes", (long long)size);
    }
    return before;
}

/* A lock that is given back when this thread has ended. */
static Ref set_sentinel(View self UNUSED, View *args UNUSED)
{
    Ref lock = thread_lock_new(), weak = lock ? weakref_new(lock, NULL) : NULL;
    if (!weak) {
        release_maybe(lock);
        return NULL;
    }
    replace_take(&thread_self->sentinel, weak);
    return lock;
}

/* Nothing runs in the thread after this: who waits for its sentinel may believe that it is gone. */
static void on_thread_end(ThreadState *state)
{
    thread_local_forget(state);
    Ref weak = state->sentinel, lock = weak ? weakref_get(weak) : NULL;
    state->sentinel = NULL;
    release_maybe(weak);
    if (lock && lock->type == thread_lock_type.index)
        thread_lock_release_if_held(lock);
    release_maybe(lock);
}

static const NativeFunction functions[] = {
    {"start_new_thread(function, args, kwargs=None, /)", start_new_thread,
     "Start a new thread that calls the function, and return its identifier.\n"
     "\n"
     "The thread ends when the function returns; an exception is reported."},
    {"start_new(function, args, kwargs=None, /)", start_new_thread, "An obsolete synonym of start_new_thread()."},
    {"allocate_lock()", allocate_lock, "Create a new lock, which is not held."},
    {"allocate()", allocate_lock, "An obsolete synonym of allocate_lock()."},
    {"exit_thread()", exit_thread, "An obsolete synonym of exit()."},
    {"exit()", exit_thread, "Raise SystemExit, which ends the thread silently unless it is caught."},
    {"interrupt_main(signum=SIGINT, /)", interrupt_main, "Simulate the arrival of the signal, which the main thread handles."},
    {"get_ident()", get_ident, "Return a number that identifies the current thread among those that run now."},
    {"get_native_id()", get_native_id, "Return the number by which the system knows the current thread."},
    {"_count()", count_threads, "Return how many threads run, the main thread not counted."},
    {"stack_size(size=0, /)", set_stack_size, "Return the stack size of new threads, and set it if a size is given."},
    {"_set_sentinel()", set_sentinel, "Return a lock that is released when the current thread has ended."},
    {"_excepthook(args, /)", thread_excepthook, "Report an exception that ended a thread."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    threads_on_end = on_thread_end;
    return module_type_ready(&thread_lock_type) && module_type_ready(&thread_rlock_type) && module_type_ready(&thread_local_type) &&
           dict_set_text_take(dict, "LockType", retain(AS_OBJECT(&thread_lock_type))) &&
           dict_set_text_take(dict, "RLock", retain(AS_OBJECT(&thread_rlock_type))) &&
           dict_set_text_take(dict, "_local", retain(AS_OBJECT(&thread_local_type))) &&
           dict_set_text_take(dict, "TIMEOUT_MAX", float_new(thread_timeout_most)) &&
           dict_set_text_take(dict, "error", retain(AS_OBJECT(&exception_types[RuntimeError]))) && thread_excepthook_ready(module);
}

const NativeModule _thread_module = {.name = "_thread",
                                     .doc = "Threads and locks as the system has them. threading is easier to use, and is built on this.",
                                     .functions = functions,
                                     .init = init};
