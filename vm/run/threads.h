/* threads: several threads, one interpreter.
 *
 *     thread A   ── runs ──┤ gives up ├───────── waits ─────────┤ runs ──…
 *     thread B   ─ waits ──┤ takes    ├── runs ──┤ a system call├ …
 *                          the lock of the interpreter
 *
 * All objects belong to whoever holds the lock of the interpreter. It is given up at safe points of the
 * evaluation loop, when somebody has waited for an interval, and around system calls that may take long.
 * CPython does the same (ceval_gil.h).
 *
 * What a thread has of its own (the exception on its way, its stacks of frames and registers) lies in global
 * variables while it runs, so that nothing is slower for there being threads. A thread that gives up the
 * lock puts it aside, and takes it back with the lock. */
#ifndef OURO_VM_RUN_THREADS_H
#define OURO_VM_RUN_THREADS_H

#include <pthread.h>

#include "runtime/errors/errors.h"
#include "vm/run/generator.h"
#include "vm/run/trace.h"

/* A thread that runs Python code. */
typedef struct ThreadState {
    struct ThreadState *next, *previous; /* of all, the oldest first */
    uint64_t serial;                     /* never given twice; the main thread has 1 */
    pthread_t handle;
    Thread errors; /* while it does not run: its `thread` */
    Vm vm;         /* and its `vm` */
    char *stack_limit;
    AsyncHooks async_hooks;
    Tracing tracing;
    int origin_depth;
    Ref context;                       /* contextvars: the current one, or NULL; owned */
    Ref sentinel;                      /* threading: a weak reference to the lock to be released when it has ended, or NULL; owned */
    Ref function, arguments, keywords; /* what it was started with; owned */
    bool is_away;                      /* it has given up the lock */
    bool is_ending;                    /* the program ends: it is to leave all its frames */
} ThreadState;

/* The running thread. */
extern ThreadState *thread_self;

/* How many threads there are; the main one counts. */
size_t threads_count(void);

/* Is the caller the main thread? Also for one that does not hold the lock. */
bool threads_is_main(void);

/* Make the main thread's system call end with EINTR. May be called in a handler of signals. */
void threads_wake_main(void);

/* That of the calling thread, also while it has given up the lock; of the main one for a thread that is not
 * Python's. */
ThreadState *threads_own(void);

/* The oldest; for a walk over all. */
ThreadState *threads_first(void);

/* The one with this identity, or NULL: there is none, or it has ended. */
ThreadState *threads_find(uint64_t identity);

/* At the start of a run, and at its end: then other threads never run again. `gives_back`: they leave all
 * they hold. */
void threads_start(void);
void threads_stop(bool gives_back);

/* Start a thread that calls function(*arguments, **keywords); keywords may be NULL. Its identity, or 0 with
 * RuntimeError or MemoryError. */
MUST_USE uint64_t threads_spawn(View function, View arguments, View keywords);

/* The stack of threads to come; 0: the system's. False if the system refuses. */
size_t threads_stack_size(void);
MUST_USE bool threads_set_stack_size(size_t size);

/* In seconds: after how long a waiting thread asks for the lock. */
extern double threads_switch_interval;

/* Others may run between these two, and no object may be touched. errno stays. They do nothing as long as
 * there is one thread. */
void threads_release(void);
void threads_acquire(void);

/* At a safe point: let others run if somebody has asked. */
void threads_switch_if_asked(void);

/* Look at frames of a thread that does not run: `thread` and `vm` are that thread's between the two. */
void threads_visit_begin(ThreadState *state);
void threads_visit_end(ThreadState *state);

/* What of a thread's own other modules keep, called at its end, while it still runs. */
extern void (*threads_on_end)(ThreadState *state);

/* A child process has this thread alone. */
void threads_after_fork(void);

/* The identity that threading.get_ident() tells. */
static inline uint64_t thread_identity(const ThreadState *state)
{
    return (uint64_t)state->handle;
}

#endif
