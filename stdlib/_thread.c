/* _thread: locks, for the parts of the library that take one; Ouro has one thread.
 *
 * A lock that is free is taken, one that is held is refused, as in CPython. Only waiting differs: nobody
 * could ever release the lock, so what would hang for ever in CPython is a RuntimeError here.
 * start_new_thread says that it is not supported. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

enum { ONLY_THREAD = 1 }; /* its get_ident() */

/* Both kinds. A plain lock is held (count 1) or not; a reentrant one counts how often. */
typedef struct LockObject {
    GC_HEAD(count);
} LockObject;

static LockObject *lock_of(View self)
{
    return (LockObject *)self;
}

/* Check acquire's arguments: is it allowed to wait? -1 with an exception. */
static int may_wait(View *args)
{
    int blocking = args[0] ? object_truth(args[0]) : 1;
    double timeout = -1;
    if (blocking < 0 || (args[1] && !object_as_double(args[1], &timeout)))
        return -1;
    if (!blocking && timeout != -1)
        raise_error(ValueError, "can't specify a timeout for a non-blocking call");
    else if (timeout < 0 && timeout != -1)
        raise_error(ValueError, "timeout value must be positive");
    return error_is_set() ? -1 : blocking && timeout != 0;
}

static Ref lock_acquire(View self, View *args)
{
    int wait = may_wait(args);
    if (wait < 0)
        return NULL;
    if (!lock_of(self)->count) {
        lock_of(self)->count = 1;
        return bool_new(true);
    }
    if (wait && !args[1])
        return raise_error(RuntimeError, "deadlock: the lock is held, and there is no other thread to release it");
    return bool_new(false);
}

static Ref lock_release(View self, View *args UNUSED)
{
    if (!lock_of(self)->count)
        return raise_error(RuntimeError, "release unlocked lock");
    lock_of(self)->count = 0;
    return none_new();
}

static Ref lock_locked(View self, View *args UNUSED)
{
    return bool_new(lock_of(self)->count != 0);
}

static Ref lock_enter(View self, View *args UNUSED)
{
    View none_given[] = {NULL, NULL};
    return lock_acquire(self, none_given);
}

static Ref lock_leave(View self, View *args UNUSED)
{
    return lock_release(self, NULL);
}

static Ref lock_repr(View self)
{
    return str_format("<%s _thread.lock object at %p>", lock_of(self)->count ? "locked" : "unlocked", (void *)self);
}

static Ref rlock_acquire(View self, View *args)
{
    if (may_wait(args) < 0)
        return NULL;
    if (lock_of(self)->count == UINT32_MAX)
        return raise_error(OverflowError, "Internal lock count overflowed");
    lock_of(self)->count++;
    return bool_new(true);
}

static Ref rlock_release(View self, View *args UNUSED)
{
    if (!lock_of(self)->count)
        return raise_error(RuntimeError, "cannot release un-acquired lock");
    lock_of(self)->count--;
    return none_new();
}

static Ref rlock_enter(View self, View *args UNUSED)
{
    View none_given[] = {NULL, NULL};
    return rlock_acquire(self, none_given);
}

static Ref rlock_leave(View self, View *args UNUSED)
{
    return rlock_release(self, NULL);
}

static Ref rlock_repr(View self)
{
    uint32_t count = lock_of(self)->count;
    return str_format("<%s _thread.RLock object owner=%d count=%u at %p>", count ? "locked" : "unlocked", count ? ONLY_THREAD : 0,
                      (unsigned)count, (void *)self);
}

static const NativeFunction lock_methods[] = {
    {"acquire(blocking=True, timeout=-1)", lock_acquire, "Take the lock. Returns whether it was free."},
    {"release()", lock_release, "Give the lock back."},
    {"locked()", lock_locked, "Is the lock held?"},
    {"__enter__()", lock_enter, "Take the lock."},
    {"__exit__(*args)", lock_leave, "Give the lock back."},
    {NULL, NULL, NULL},
};

static const NativeFunction rlock_methods[] = {
    {"acquire(blocking=True, timeout=-1)", rlock_acquire, "Take the lock, once more if it is held already."},
    {"release()", rlock_release, "Give the lock back, as often as it was taken."},
    {"_is_owned()", lock_locked, "Is the lock held by this thread?"},
    {"__enter__()", rlock_enter, "Take the lock."},
    {"__exit__(*args)", rlock_leave, "Give the lock back."},
    {NULL, NULL, NULL},
};

static TypeObject lock_type = {.object = STATIC_HEAD(TYPE_TYPE),
                               .name = "_thread.lock",
                               .size = sizeof(LockObject),
                               .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
                               .repr = lock_repr,
                               .methods = lock_methods,
                               .doc = "A lock; allocate_lock() makes one."};

static Ref rlock_new(View type, View *args UNUSED)
{
    return type_allocate((TypeObject *)type, 0);
}

static const NativeFunction rlock_constructor = {"RLock()", rlock_new, NULL};
static TypeObject rlock_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_thread.RLock",
    .size = sizeof(LockObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS,
    .new_native = &rlock_constructor,
    .repr = rlock_repr,
    .methods = rlock_methods,
    .doc = "A lock that its holder may take again.",
};

static Ref allocate_lock(View self UNUSED, View *args UNUSED)
{
    return type_allocate(&lock_type, 0);
}

static Ref get_ident(View self UNUSED, View *args UNUSED)
{
    return int_new(ONLY_THREAD);
}

static Ref start_new_thread(View self UNUSED, View *args UNUSED)
{
    return raise_error(RuntimeError, "threads are not supported");
}

static const NativeFunction functions[] = {
    {"allocate_lock()", allocate_lock, "A new lock, not held."},
    {"get_ident()", get_ident, "The number of the running thread."},
    {"start_new_thread(function, args, kwargs=None, /)", start_new_thread, "Not supported: Ouro has one thread."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    return module_type_ready(&lock_type) && module_type_ready(&rlock_type) &&
           dict_set_text_take(module->dict, "LockType", retain(AS_OBJECT(&lock_type))) &&
           dict_set_text_take(module->dict, "RLock", retain(AS_OBJECT(&rlock_type))) &&
           dict_set_text_take(module->dict, "error", retain(AS_OBJECT(&exception_types[RuntimeError])));
}

const NativeModule _thread_module = {
    .name = "_thread", .doc = "Locks, as far as one thread needs them.", .functions = functions, .init = init};
