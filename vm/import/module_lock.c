/* module_lock: who makes which module, and who waits for whom.
 *
 *     thread A   import m ─ takes m ─ runs m's code ───────────────────── gives m ─► goes on
 *     thread B        import m ─ waits, and meanwhile others may run ────────────────► m is complete
 *
 * A thread that waits is noted, with what it waits for. So it is seen when waiting would never end: A makes m
 * and waits for n, B makes n and comes to import m. Then B gets m as far as it is, as in a circular
 * import of one thread.
 *
 * Both ways to import take these locks: import.c itself, and importlib (_importlib_support.py), which has
 * locks of its own that know nothing of import.c.
 *
 * Invariants: all is read and written under the lock of the interpreter. A lock lies on the C stack of its
 *             owner, or on the heap. One thread is in at most one place of `waiters`. */
#include "vm/import/module_lock.h"

#include <time.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

typedef struct Waiter {
    struct Waiter *next;
    uint64_t serial;
    View name;
} Waiter;

ModuleLock *module_locks;
static Waiter *waiters;

static ModuleLock *find_lock(View name)
{
    ModuleLock *lock = module_locks;
    while (lock && !str_equal(lock->name, name))
        lock = lock->next;
    return lock;
}

static const Waiter *find_waiter(uint64_t serial)
{
    const Waiter *waiter = waiters;
    while (waiter && waiter->serial != serial)
        waiter = waiter->next;
    return waiter;
}

/* Does the holder wait for one who waits for … this thread? */
static bool is_deadlock(const ModuleLock *lock)
{
    while (lock) {
        if (lock->owner == thread_self->serial)
            return true;
        const Waiter *waiter = find_waiter(lock->owner);
        lock = waiter ? find_lock(waiter->name) : NULL;
    }
    return false;
}

/* Let others run for a while. False with an exception: a signal's handler raised one. */
static bool wait_a_little(View name, long nanoseconds)
{
    Waiter waiter = {waiters, thread_self->serial, name};
    const struct timespec pause = {.tv_nsec = nanoseconds};
    waiters = &waiter;
    threads_release();
    nanosleep(&pause, NULL);
    threads_acquire();
    Waiter **place = &waiters;
    while (*place != &waiter)
        place = &(*place)->next;
    *place = waiter.next;
    return signals_handle();
}

/* TAKEN: no other thread has it. */
static ModuleLockResult wait_for(View name)
{
    enum { SHORTEST = 20 * 1000, LONGEST = 1000 * 1000 };
    const ModuleLock *lock;
    long pause = SHORTEST;
    while ((lock = find_lock(name)) && lock->owner != thread_self->serial) {
        if (is_deadlock(lock))
            return MODULE_LOCK_DEADLOCK;
        if (!wait_a_little(name, pause))
            return MODULE_LOCK_FAILED;
        pause = pause * 2 < LONGEST ? pause * 2 : LONGEST;
    }
    return MODULE_LOCK_TAKEN;
}

ModuleLockResult module_lock_take(ModuleLock *room, View name)
{
    ModuleLockResult result = module_locks ? wait_for(name) : MODULE_LOCK_TAKEN;
    if (result != MODULE_LOCK_TAKEN)
        return result;
    ModuleLock *lock = find_lock(name);
    if (!lock) {
        bool is_on_heap = room == NULL;
        lock = is_on_heap ? heap_allocate(sizeof *lock) : room;
        if (!lock) {
            raise_memory_error();
            return MODULE_LOCK_FAILED;
        }
        *lock = (ModuleLock){.next = module_locks, .name = retain(name), .owner = thread_self->serial, .is_on_heap = is_on_heap};
        module_locks = lock;
    }
    lock->depth++;
    return MODULE_LOCK_TAKEN;
}

static void remove_lock(ModuleLock **place)
{
    ModuleLock *lock = *place;
    Ref name = lock->name;
    *place = lock->next;
    if (lock->is_on_heap)
        heap_free(lock, sizeof *lock);
    release(name);
}

void module_lock_give(View name)
{
    ModuleLock **place = &module_locks;
    while (*place && !str_equal((*place)->name, name))
        place = &(*place)->next;
    if (*place && (*place)->owner == thread_self->serial && --(*place)->depth == 0)
        remove_lock(place);
}

bool module_lock_is_held(View name)
{
    return find_lock(name) != NULL;
}

bool module_lock_wait_slowly(View name)
{
    return wait_for(name) != MODULE_LOCK_FAILED;
}

void module_locks_after_fork(void)
{
    ModuleLock **place = &module_locks;
    waiters = NULL;
    while (*place)
        if ((*place)->owner != thread_self->serial)
            remove_lock(place);
        else
            place = &(*place)->next;
}

void module_locks_stop(void)
{
    waiters = NULL;
    while (module_locks)
        remove_lock(&module_locks);
}
