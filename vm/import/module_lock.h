/* module_lock: two threads import one module: the second waits until the first has made it. */
#ifndef OURO_VM_IMPORT_MODULE_LOCK_H
#define OURO_VM_IMPORT_MODULE_LOCK_H

#include "runtime/life/object.h"

/* The lock of a module that is being made. */
typedef struct ModuleLock {
    struct ModuleLock *next;
    Ref name;
    uint64_t owner; /* the serial of the thread */
    size_t depth;   /* how often that thread has taken it */
    bool is_on_heap;
} ModuleLock;

typedef enum ModuleLockResult {
    MODULE_LOCK_FAILED,  /* with an exception */
    MODULE_LOCK_TAKEN,   /* to be given back by module_lock_give */
    MODULE_LOCK_DEADLOCK /* not taken: whoever holds it waits, by whatever ways, for this thread */
} ModuleLockResult;

/* Take the lock of the module of this name, once more if this thread has it. `room` lives until it is given back; NULL: it
 * is to be made on the heap. */
MUST_USE ModuleLockResult module_lock_take(ModuleLock *room, View name);
void module_lock_give(View name);

/* Wait until no other thread has the lock, but not for one that waits for this thread. False with an exception. */
MUST_USE bool module_lock_wait_slowly(View name);

/* Does any thread have it: is the module being made? */
bool module_lock_is_held(View name);

/* All that are held by now. */
extern ModuleLock *module_locks;

static inline MUST_USE bool module_lock_wait(View name)
{
    return LIKELY(module_locks == NULL) || module_lock_wait_slowly(name);
}

/* In a child process: what other threads held is free. */
void module_locks_after_fork(void);
/* At the end of the program: threads that never run again may hold some. */
void module_locks_stop(void);

#endif
