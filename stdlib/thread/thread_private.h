/* thread_private: what the files of the module _thread share. */
#ifndef OURO_STDLIB_THREAD_THREAD_PRIVATE_H
#define OURO_STDLIB_THREAD_THREAD_PRIVATE_H

#include "vm/module.h"
#include "vm/run/threads.h"

extern TypeObject thread_lock_type, thread_rlock_type, thread_local_type;

/* A new lock, not held. NULL with MemoryError. */
MUST_USE Ref thread_lock_new(void);

/* Give it back, if it is held. */
void thread_lock_release_if_held(View lock);

/* How long acquire() may wait. */
typedef struct Patience {
    bool waits, is_limited;
    struct timespec until; /* of the monotonic clock */
} Patience;

/* From the arguments blocking and timeout of acquire(), either of which may be NULL. False with an exception. */
MUST_USE bool thread_patience(View blocking, View timeout, Patience *result);

/* The longest timeout, in seconds. */
extern const double thread_timeout_most;

/* The attributes that a thread that ends has in any local() die. */
void thread_local_forget(const ThreadState *state);

/* _excepthook(args), and the type of its arguments. */
Ref thread_excepthook(View self, View *args);
MUST_USE bool thread_excepthook_ready(ModuleObject *module);

#endif
