/* thread_lock: _thread.lock and _thread.RLock, on the system's semaphores.
 *
 * A lock that is free is taken at once. Else the interpreter is given up while the thread waits; Ctrl-C ends
 * the waiting of the main thread with KeyboardInterrupt, other signals do not.
 *
 * Invariants:  `is_held` and the semaphore agree, under the lock of the interpreter. Any thread may release
 * a lock; an RLock only its owner.
 *              The semaphore lives in the object, which whoever waits holds a reference to. */
#include <errno.h>
#include <semaphore.h>
#include <time.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/thread/thread_private.h"
#include "vm/run/signals.h"

typedef struct LockObject {
    GC_HEAD(is_held);
    sem_t semaphore;
    bool is_ready;  /* the semaphore has been made */
    uint64_t owner; /* of an RLock: the serial of the thread that holds it */
    uint64_t depth; /* how often it does */
} LockObject;

const double thread_timeout_most = 9223372036.0;

static LockObject *lock_of(View self)
{
    return (LockObject *)self;
}

/* --- waiting -------------------------------------------------------------------------------------------- */

bool thread_patience(View blocking, View timeout, Patience *result)
{
    int waits = blocking ? object_int_truth(blocking) : 1;
    int64_t nanoseconds = -DURATION_SECOND;
    if (waits < 0 || (timeout && !duration_nanoseconds(timeout, &nanoseconds)))
        return false;
    if (!waits && nanoseconds != -DURATION_SECOND)
        raise_error(ValueError, "can't specify a timeout for a non-blocking call");
    else if (nanoseconds < 0 && nanoseconds != -DURATION_SECOND)
        raise_error(ValueError, "timeout value must be positive");
    else if (nanoseconds / 1000 > INT64_MAX / 1000)
        raise_error(OverflowError, "timeout value is too large");
    if (error_is_set())
        return false;
    *result = (Patience){.waits = waits && nanoseconds != 0, .is_limited = nanoseconds > 0};
    if (result->is_limited)
        result->until = duration_moment(nanoseconds);
    return true;
}

/* 1: it was taken; 0: not in time; -1 with an exception. */
static int wait_for(LockObject *lock, const Patience *patience)
{
    for (;;) {
        int failure = EINTR;
        if (interrupt_wait_begin()) {
            int result = patience->is_limited ? sem_clockwait(&lock->semaphore, CLOCK_MONOTONIC, &patience->until)
                                              : sem_wait(&lock->semaphore);
            failure = result == 0 ? 0 : errno;
        }
        interrupt_wait_end();
        if (failure == 0)
            return 1;
        if (failure == ETIMEDOUT)
            return 0;
        if (!signals_handle())
            return -1;
    }
}

static int take(LockObject *lock, const Patience *patience)
{
    int taken = sem_trywait(&lock->semaphore) == 0;
    if (!taken && patience->waits) {
        retain(AS_OBJECT(lock));
        taken = wait_for(lock, patience);
        if (taken > 0)
            lock->is_held = true;
        release(AS_OBJECT(lock));
        return taken;
    }
    lock->is_held |= (uint32_t)taken;
    return taken;
}

static void give_back(LockObject *lock)
{
    lock->is_held = false;
    sem_post(&lock->semaphore);
}

static Ref make_lock(TypeObject *type)
{
    LockObject *lock = (LockObject *)type_allocate(type, 0);
    if (!lock)
        return NULL;
    lock->is_ready = sem_init(&lock->semaphore, 0, 1) == 0;
    if (lock->is_ready)
        return AS_OBJECT(lock);
    release(AS_OBJECT(lock));
    return raise_error(RuntimeError, "can't allocate lock");
}

static void lock_finish(View self)
{
    if (lock_of(self)->is_ready)
        sem_destroy(&lock_of(self)->semaphore);
}

/* --- lock ----------------------------------------------------------------------------------------------- */

Ref thread_lock_new(void)
{
    return make_lock(&thread_lock_type);
}

void thread_lock_release_if_held(View lock)
{
    if (lock_of(lock)->is_held)
        give_back(lock_of(lock));
}

static Ref lock_acquire(View self, View *args)
{
    Patience patience;
    if (!thread_patience(args[0], args[1], &patience))
        return NULL;
    int taken = take(lock_of(self), &patience);
    return taken < 0 ? NULL : bool_new(taken);
}

static Ref lock_release(View self, View *args UNUSED)
{
    if (!lock_of(self)->is_held)
        return raise_error(RuntimeError, "release unlocked lock");
    give_back(lock_of(self));
    return none_new();
}

static Ref lock_locked(View self, View *args UNUSED)
{
    return bool_new(lock_of(self)->is_held);
}

static Ref lock_enter(View self, View *args UNUSED)
{
    return lock_acquire(self, (View[]){NULL, NULL});
}

static Ref lock_leave(View self, View *args UNUSED)
{
    return lock_release(self, NULL);
}

/* In a child process: it is free, whoever held it. */
static Ref lock_reset(View self, View *args UNUSED)
{
    LockObject *lock = lock_of(self);
    sem_destroy(&lock->semaphore);
    sem_init(&lock->semaphore, 0, 1);
    lock->is_held = false;
    lock->owner = lock->depth = 0;
    return none_new();
}

static Ref lock_repr(View self)
{
    return str_format("<%s %T object at %p>", lock_of(self)->is_held ? "locked" : "unlocked", self, (void *)self);
}

static const NativeFunction lock_methods[] = {
    {"acquire_lock(blocking=True, timeout=-1)", lock_acquire, "An obsolete synonym of acquire()."},
    {"acquire(blocking=True, timeout=-1)", lock_acquire, "Take the lock, and wait until it is free. Returns whether it was taken."},
    {"release_lock()", lock_release, "An obsolete synonym of release()."},
    {"release()", lock_release, "Give the lock back, for another thread that waits for it."},
    {"locked_lock()", lock_locked, "An obsolete synonym of locked()."},
    {"locked()", lock_locked, "Return whether the lock is held."},
    {"__enter__()", lock_enter, "Take the lock."},
    {"__exit__(*args)", lock_leave, "Give the lock back."},
    {"_at_fork_reinit()", lock_reset, NULL},
    {NULL, NULL, NULL},
};

TypeObject thread_lock_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_thread.lock",
    .doc = "A lock: at most one thread holds it. allocate_lock() makes one.",
    .size = sizeof(LockObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .finish = lock_finish,
    .repr = lock_repr,
    .methods = lock_methods,
};

/* --- RLock ---------------------------------------------------------------------------------------------- */

static bool is_owned(const LockObject *lock)
{
    return lock->depth > 0 && lock->owner == thread_self->serial;
}

static Ref rlock_acquire(View self, View *args)
{
    LockObject *lock = lock_of(self);
    Patience patience;
    if (!thread_patience(args[0], args[1], &patience))
        return NULL;
    if (is_owned(lock)) {
        if (lock->depth == UINT64_MAX)
            return raise_error(OverflowError, "Internal lock count overflowed");
        lock->depth++;
        return bool_new(true);
    }
    int taken = take(lock, &patience);
    if (taken > 0) {
        ASSERT(lock->depth == 0);
        lock->owner = thread_self->serial;
        lock->depth = 1;
    }
    return taken < 0 ? NULL : bool_new(taken);
}

static Ref rlock_release(View self, View *args UNUSED)
{
    LockObject *lock = lock_of(self);
    if (!is_owned(lock))
        return raise_error(RuntimeError, "cannot release un-acquired lock");
    if (--lock->depth == 0) {
        lock->owner = 0;
        give_back(lock);
    }
    return none_new();
}

static Ref rlock_enter(View self, View *args UNUSED)
{
    return rlock_acquire(self, (View[]){NULL, NULL});
}

static Ref rlock_leave(View self, View *args UNUSED)
{
    return rlock_release(self, NULL);
}

static Ref rlock_is_owned(View self, View *args UNUSED)
{
    return bool_new(is_owned(lock_of(self)));
}

/* threading.Condition lets go of the lock altogether while it waits, and takes it as often again. */
static Ref rlock_release_save(View self, View *args UNUSED)
{
    LockObject *lock = lock_of(self);
    if (lock->depth == 0)
        return raise_error(RuntimeError, "cannot release un-acquired lock");
    Ref saved = tuple_from_array_take((Ref[]){int_new((int64_t)lock->depth), int_new((int64_t)lock->owner)}, 2);
    if (!saved)
        return NULL;
    lock->depth = lock->owner = 0;
    give_back(lock);
    return saved;
}

static Ref rlock_acquire_restore(View self, View *args)
{
    int64_t depth, owner;
    if (!is_tuple(args[0]) || tuple_length(args[0]) != 2)
        return raise_error(TypeError, "_acquire_restore() argument 1 must be a pair");
    if (!object_as_int64(tuple_item_peek(args[0], 0), &depth) || !object_as_int64(tuple_item_peek(args[0], 1), &owner))
        return NULL;
    Patience patience = {.waits = true};
    if (take(lock_of(self), &patience) < 0)
        return NULL;
    lock_of(self)->depth = (uint64_t)depth;
    lock_of(self)->owner = (uint64_t)owner;
    return none_new();
}

static uint64_t identity_of(uint64_t serial)
{
    for (const ThreadState *state = threads_first(); state; state = state->next)
        if (state->serial == serial)
            return thread_identity(state);
    return 0;
}

static Ref rlock_repr(View self)
{
    const LockObject *lock = lock_of(self);
    return str_format("<%s %T object owner=%lld count=%lld at %p>", lock->depth ? "locked" : "unlocked", self,
                      (long long)identity_of(lock->owner), (long long)lock->depth, (void *)self);
}

static Ref rlock_new(View type, View *args UNUSED)
{
    return make_lock((TypeObject *)type);
}

static const NativeFunction rlock_constructor = {"RLock()", rlock_new, NULL};
static const NativeFunction rlock_methods[] = {
    {"acquire(blocking=True, timeout=-1)", rlock_acquire, "Take the lock, once more if this thread holds it already."},
    {"release()", rlock_release, "Give the lock back, as often as it was taken."},
    {"_is_owned()", rlock_is_owned, "Return whether this thread holds the lock."},
    {"_acquire_restore(state, /)", rlock_acquire_restore, NULL},
    {"_release_save()", rlock_release_save, NULL},
    {"__enter__()", rlock_enter, "Take the lock."},
    {"__exit__(*args)", rlock_leave, "Give the lock back."},
    {"_at_fork_reinit()", lock_reset, NULL},
    {NULL, NULL, NULL},
};

TypeObject thread_rlock_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_thread.RLock",
    .doc = "A lock that the thread that holds it may take again.",
    .size = sizeof(LockObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS,
    .new_native = &rlock_constructor,
    .finish = lock_finish,
    .repr = rlock_repr,
    .methods = rlock_methods,
};
