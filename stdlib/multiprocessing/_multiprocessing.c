/* _multiprocessing: SemLock, a named semaphore of the system that several processes share.
 *
 * How often this process has it, and which of its threads took it last, is known to this process alone: a recursive lock is
 * taken again by its owner without asking the system. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/duration.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix.h"
#include "vm/module.h"
#include "vm/run/interrupt.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

enum { RECURSIVE_MUTEX, SEMAPHORE };

typedef struct SemLockObject {
    Object object;
    sem_t *handle;
    Ref name; /* str or None */
    uint64_t owner;
    int kind, maximum, count;
} SemLockObject;

static TypeObject semlock_type;

static SemLockObject *lock_of(View self)
{
    return (SemLockObject *)self;
}

static bool is_mine(const SemLockObject *lock)
{
    return lock->count > 0 && lock->owner == thread_identity(threads_own());
}

/* --- making --------------------------------------------------------------------------------------------- */

/* The handle is closed if there is no memory. `name` is consumed. */
static Ref semlock_make(TypeObject *type, sem_t *handle, int kind, int maximum, Ref name)
{
    SemLockObject *lock = (SemLockObject *)type_allocate(type, 0);
    if (!lock) {
        sem_close(handle);
        release(name);
        return NULL;
    }
    lock->handle = handle;
    lock->kind = kind;
    lock->maximum = maximum;
    lock->name = name;
    return AS_OBJECT(lock);
}

static Ref semlock_new(View type, View *args)
{
    int kind, value, maximum, unlink = args[4] ? object_truth(args[4]) : 0;
    if (unlink < 0 || !posix_int(args[0], &kind) || !posix_int(args[1], &value) || !posix_int(args[2], &maximum))
        return NULL;
    if (!is_str(args[3]))
        return raise_error(TypeError, "SemLock() argument 'name' must be str, not %K", args[3]);
    if (kind != RECURSIVE_MUTEX && kind != SEMAPHORE)
        return raise_error(ValueError, "unrecognized kind");
    Ref text = posix_system_text(args[3]);
    if (!text)
        return NULL;
    sem_t *handle = sem_open(posix_text_of(text), O_CREAT | O_EXCL, 0600, (unsigned)value);
    Ref self = NULL;
    if (handle == SEM_FAILED || (unlink && sem_unlink(posix_text_of(text)) < 0)) {
        raise_errno(errno, NULL);
        if (handle != SEM_FAILED)
            sem_close(handle);
    } else {
        self = semlock_make((TypeObject *)type, handle, kind, maximum, unlink ? none_new() : retain(args[3]));
    }
    release(text);
    return self;
}

/* With a name: that of a semaphore which exists; else `handle` is one of this process. */
static Ref semlock_rebuild(View type, View *args)
{
    int kind, maximum;
    uint64_t address;
    if (!object_low_bits(args[0], &address) || !posix_int(args[1], &kind) || !posix_int(args[2], &maximum))
        return NULL;
    sem_t *handle = (sem_t *)(uintptr_t)address; /* NOLINT(performance-no-int-to-ptr): it was given as a number */
    if (args[3] != NONE) {
        Ref text = posix_system_text(args[3]);
        if (!text)
            return NULL;
        handle = sem_open(posix_text_of(text), 0);
        release(text);
        if (handle == SEM_FAILED)
            return raise_errno(errno, NULL);
    }
    return semlock_make((TypeObject *)type, handle, kind, maximum, retain(args[3]));
}

static void semlock_finish(View self)
{
    if (lock_of(self)->handle)
        sem_close(lock_of(self)->handle);
    clear_place(&lock_of(self)->name);
}

/* --- taking and giving back ----------------------------------------------------------------------------- */

/* Wait until the moment (NULL: for ever), while other threads run. 0, or the error's number. */
static int wait_for(sem_t *handle, const struct timespec *moment)
{
    int failure = EINTR;
    if (interrupt_wait_begin())
        failure = (moment ? sem_clockwait(handle, CLOCK_MONOTONIC, moment) : sem_wait(handle)) == 0 ? 0 : errno;
    interrupt_wait_end();
    return failure;
}

static Ref semlock_acquire(View self, View *args)
{
    SemLockObject *lock = lock_of(self);
    int blocks = args[0] ? object_truth(args[0]) : 1;
    double seconds = 0;
    bool has_limit = args[1] && args[1] != NONE;
    if (blocks < 0 || (has_limit && !object_as_double(args[1], &seconds)))
        return NULL;
    if (lock->kind == RECURSIVE_MUTEX && is_mine(lock)) {
        lock->count++;
        return bool_new(true);
    }
    double nanoseconds = seconds > 0 ? seconds * (double)DURATION_SECOND : 0;
    struct timespec moment = duration_moment(nanoseconds < 9e18 ? (int64_t)nanoseconds : INT64_MAX);
    int failure = sem_trywait(lock->handle) == 0 ? 0 : errno;
    while (blocks && (failure == EAGAIN || failure == EINTR)) {
        failure = wait_for(lock->handle, has_limit ? &moment : NULL);
        if (failure == EINTR && !signals_handle())
            return NULL;
    }
    if (failure == EAGAIN || failure == ETIMEDOUT)
        return bool_new(false);
    if (failure)
        return raise_errno(failure, NULL);
    lock->count++;
    lock->owner = thread_identity(threads_own());
    return bool_new(true);
}

static Ref semlock_release(View self, View *args UNUSED)
{
    SemLockObject *lock = lock_of(self);
    int value;
    if (lock->kind == RECURSIVE_MUTEX) {
        if (!is_mine(lock))
            return raise_error(AssertionError, "attempt to release recursive lock not owned by thread");
        if (lock->count > 1) {
            lock->count--;
            return none_new();
        }
    } else if (sem_getvalue(lock->handle, &value) < 0) {
        return raise_errno(errno, NULL);
    } else if (value >= lock->maximum) {
        return raise_error(ValueError, "semaphore or lock released too many times");
    }
    if (sem_post(lock->handle) < 0)
        return raise_errno(errno, NULL);
    lock->count--;
    return none_new();
}

static Ref semlock_enter(View self, View *args UNUSED)
{
    return semlock_acquire(self, (View[]){NULL, NULL});
}

/* --- what it tells -------------------------------------------------------------------------------------- */

static Ref semlock_count(View self, View *args UNUSED)
{
    return int_new(lock_of(self)->count);
}

static Ref semlock_is_mine(View self, View *args UNUSED)
{
    return bool_new(is_mine(lock_of(self)));
}

static bool value_of(View self, int *value)
{
    if (sem_getvalue(lock_of(self)->handle, value) == 0)
        return true;
    raise_errno(errno, NULL);
    return false;
}

static Ref semlock_value(View self, View *args UNUSED)
{
    int value;
    return value_of(self, &value) ? int_new(value < 0 ? 0 : value) : NULL;
}

static Ref semlock_is_zero(View self, View *args UNUSED)
{
    int value;
    return value_of(self, &value) ? bool_new(value == 0) : NULL;
}

static Ref semlock_after_fork(View self, View *args UNUSED)
{
    lock_of(self)->count = 0;
    return none_new();
}

static Ref get_handle(View self)
{
    return int_from_uint64((uintptr_t)lock_of(self)->handle);
}
static Ref get_kind(View self)
{
    return int_new(lock_of(self)->kind);
}
static Ref get_maximum(View self)
{
    return int_new(lock_of(self)->maximum);
}
static Ref get_name(View self)
{
    return retain(lock_of(self)->name);
}

/* --- the module ----------------------------------------------------------------------------------------- */

static const NativeFunction constructor = {"SemLock(kind, value, maxvalue, name, unlink)", semlock_new, NULL};
static const NativeFunction methods[] = {
    {"acquire(block=True, timeout=None)", semlock_acquire, "Acquire the semaphore/lock."},
    {"release()", semlock_release, "Release the semaphore/lock."},
    {"_count()", semlock_count, "How often this process has acquired it and not released."},
    {"_is_mine()", semlock_is_mine, "Whether the lock is owned by this thread."},
    {"_get_value()", semlock_value, "The value of the semaphore."},
    {"_is_zero()", semlock_is_zero, "Whether the semaphore has the value zero."},
    {"_after_fork()", semlock_after_fork, "In a child process: it has acquired nothing."},
    {"__enter__()", semlock_enter, "Acquire the semaphore/lock."},
    {"__exit__(exc_type=None, exc_value=None, exc_tb=None, /)", semlock_release, "Release the semaphore/lock."},
    {NULL, NULL, NULL},
};
static const NativeFunction class_methods[] = {
    {"_rebuild(handle, kind, maxvalue, name, /)", semlock_rebuild, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"handle", get_handle, descriptor_refuse_write, NULL},
    {"kind", get_kind, descriptor_refuse_write, NULL},
    {"maxvalue", get_maximum, descriptor_refuse_write, NULL},
    {"name", get_name, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

static TypeObject semlock_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_multiprocessing.SemLock",
    .doc = "Semaphore/Mutex type",
    .size = sizeof(SemLockObject),
    .flags = TYPE_FLAG_BASE,
    .new_native = &constructor,
    .finish = semlock_finish,
    .methods = methods,
    .class_methods = class_methods,
    .properties = properties,
};

static Ref unlink_semaphore(View self UNUSED, View *args)
{
    Ref text = is_str(args[0]) ? posix_system_text(args[0]) : raise_error(TypeError, "argument must be str, not %K", args[0]);
    if (!text)
        return NULL;
    bool done = sem_unlink(posix_text_of(text)) == 0;
    if (!done)
        raise_errno(errno, NULL);
    release(text);
    return done ? none_new() : NULL;
}

static const NativeFunction functions[] = {
    {"sem_unlink(name, /)", unlink_semaphore, NULL},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    Ref flags = dict_new();
    bool done = flags && dict_set_text_take((DictView)flags, "HAVE_SEM_OPEN", int_new(1)) &&
                dict_set_text_take((DictView)flags, "HAVE_SEM_TIMEDWAIT", int_new(1)) && dict_set_text(module->dict, "flags", flags);
    release_maybe(flags);
    return done && module_type_ready(&semlock_type) &&
           dict_set_text_take((DictView)semlock_type.dict, "SEM_VALUE_MAX", int_new(SEM_VALUE_MAX)) &&
           dict_set_text(module->dict, "SemLock", AS_OBJECT(&semlock_type));
}

const NativeModule _multiprocessing_module = {.name = "_multiprocessing", .functions = functions, .init = init};
