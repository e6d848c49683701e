/* threads: the lock of the interpreter, and what is put aside and taken back with it; see threads.h.
 *
 * The lock:     `is_held` under a mutex. Who waits longer than the switch interval sets `is_asked`, and the
 * flag that the evaluation loop
 *               looks at anyway (gc_state.requested); the holder then lets go at its next safe point, and waits
 *               until somebody else has had it: else it would mostly be quicker itself.
 * One thread:   as long as there is only one, releasing and acquiring do nothing.
 * Signals:      whichever thread the system gives one to, it is passed on to the main thread, where alone
 * handlers in Python run and
 *               KeyboardInterrupt is raised (interrupt.c).
 * The end:      a thread that has not ended when the program does is made to leave: it is woken from system
 * calls, and at its next safe
 *               point all its frames are left without running any handler (unwind.c). CPython stops such threads
 *               where they are; here what they hold is given back, and no code of theirs runs either. */
#include "vm/run/threads.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/life/gc.h"
#include "runtime/memory/heap.h"
#include "runtime/memory/stack.h"
#include "vm/run/interrupt.h"

static struct InterpreterLock {
    pthread_mutex_t mutex;
    pthread_cond_t freed, switched, ended;
    bool is_held, is_ready;
    bool is_closed; /* the program has ended: nobody but the main thread gets it any more */
    atomic_bool is_asked;
    unsigned waiting;
    unsigned long switches;
    ThreadState *last; /* who had it last */
} lock = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static ThreadState main_state = {.serial = 1};
static _Thread_local ThreadState *own; /* of this thread of the system */
ThreadState *thread_self = &main_state;
static ThreadState *first = &main_state, *last_made = &main_state, *main_thread = &main_state;
static size_t count = 1;
static uint64_t last_serial = 1;
static size_t stack_size;

double threads_switch_interval = 0.005;
void (*threads_on_end)(ThreadState *state);

size_t threads_count(void)
{
    return count;
}

ThreadState *threads_first(void)
{
    return first;
}

ThreadState *threads_find(uint64_t identity)
{
    ThreadState *state = threads_first();
    while (state && thread_identity(state) != identity)
        state = state->next;
    return state;
}

ThreadState *threads_own(void)
{
    return own ? own : main_thread;
}

static bool is_main(const ThreadState *state)
{
    return state == main_thread;
}

bool threads_is_main(void)
{
    return !own || is_main(own);
}

void threads_wake_main(void)
{
    pthread_kill(main_thread->handle, interrupt_wake_signal());
}

void threads_start(void)
{
    own = &main_state;
    main_state.handle = pthread_self();
}

/* --- what is a thread's own ----------------------------------------------------------------------------- */

static void put_aside(ThreadState *state)
{
    state->errors = thread;
    state->vm = vm;
    state->stack_limit = stack_limit;
    state->async_hooks = async_hooks;
    state->tracing = tracing;
    state->origin_depth = coroutine_origin_depth;
}

/* The limit of recursion is everybody's. */
static void take_back(ThreadState *state)
{
    int limit = thread.recursion_limit;
    thread = state->errors;
    thread.recursion_limit = limit;
    thread.is_ending = thread.interrupted = state->is_ending;
    vm = state->vm;
    stack_limit = state->stack_limit;
    async_hooks = state->async_hooks;
    tracing = state->tracing;
    trace_switch();
    coroutine_origin_depth = state->origin_depth;
    thread_self = state;
    if (is_main(state))
        interrupt_main_runs();
    if (thread.interrupted)
        gc_state.requested = true;
}

void threads_visit_begin(ThreadState *state)
{
    if (state == thread_self)
        return;
    put_aside(thread_self);
    vm = state->vm;
}

void threads_visit_end(ThreadState *state)
{
    if (state != thread_self)
        vm = thread_self->vm;
}

/* --- the lock ------------------------------------------------------------------------------------------- */

static void lock_prepare(void)
{
    pthread_condattr_t attributes;
    if (lock.is_ready)
        return;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&lock.freed, &attributes);
    pthread_cond_init(&lock.switched, &attributes);
    pthread_cond_init(&lock.ended, &attributes);
    pthread_condattr_destroy(&attributes);
    lock.is_ready = true;
}

static struct timespec moment_in(double seconds)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    double whole = seconds > 1e8 ? 1e8 : seconds;
    moment.tv_sec += (time_t)whole;
    moment.tv_nsec += (long)((whole - (double)(time_t)whole) * 1e9);
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_nsec -= 1000000000;
        moment.tv_sec++;
    }
    return moment;
}

/* Ask the holder for the lock. The order matters: who sees `requested` must see `is_asked` as well. */
static void ask(void)
{
    atomic_store(&lock.is_asked, true);
    __atomic_store_n(&gc_state.requested, true, __ATOMIC_SEQ_CST);
}

/* A thread of a program that has ended never runs again. */
static void stay_away(void)
{
    pthread_mutex_unlock(&lock.mutex);
    for (;;)
        pause();
}

static void lock_take(ThreadState *state)
{
    pthread_mutex_lock(&lock.mutex);
    lock.waiting++;
    while (lock.is_held || (lock.is_closed && !is_main(state))) {
        if (lock.is_closed && !is_main(state))
            stay_away();
        unsigned long switches = lock.switches;
        struct timespec moment = moment_in(threads_switch_interval);
        int result = pthread_cond_timedwait(&lock.freed, &lock.mutex, &moment);
        if (result == ETIMEDOUT && lock.is_held && lock.switches == switches)
            ask();
    }
    lock.waiting--;
    lock.is_held = true;
    if (lock.last != state) {
        lock.last = state;
        lock.switches++;
    }
    atomic_store(&lock.is_asked, false);
    pthread_cond_broadcast(&lock.switched);
    pthread_mutex_unlock(&lock.mutex);
}

static void lock_drop(void)
{
    pthread_mutex_lock(&lock.mutex);
    lock.is_held = false;
    pthread_cond_signal(&lock.freed);
    pthread_mutex_unlock(&lock.mutex);
}

void threads_release(void)
{
    if (count == 1 || own->is_away)
        return;
    int number = errno;
    if (is_main(own))
        interrupt_main_waits();
    put_aside(own);
    own->is_away = true;
    lock_drop();
    errno = number;
}

void threads_acquire(void)
{
    if (!own || !own->is_away)
        return;
    int number = errno;
    lock_take(own);
    own->is_away = false;
    take_back(own);
    errno = number;
}

void threads_switch_if_asked(void)
{
    if (LIKELY(count == 1) || !atomic_load(&lock.is_asked))
        return;
    threads_release();
    pthread_mutex_lock(&lock.mutex);
    while (lock.waiting && lock.last == own)
        pthread_cond_wait(&lock.switched, &lock.mutex);
    pthread_mutex_unlock(&lock.mutex);
    threads_acquire();
}

/* --- a thread's life ------------------------------------------------------------------------------------ */

static void link_state(ThreadState *state)
{
    state->serial = ++last_serial;
    state->previous = last_made;
    last_made->next = state;
    last_made = state;
    count++;
}

static void unlink_state(ThreadState *state)
{
    state->previous->next = state->next;
    if (state->next)
        state->next->previous = state->previous;
    else
        last_made = state->previous;
    count--;
}

static void free_state(ThreadState *state)
{
    vm_stacks_free(&state->vm);
    release_maybe(state->function);
    release_maybe(state->arguments);
    release_maybe(state->keywords);
    heap_free(state, sizeof *state);
}

static void call_function(ThreadState *state)
{
    Ref result = call_tuple(state->function, state->arguments, state->keywords);
    if (!result && !error_clear_if(SystemExit))
        error_write_unraisable("Exception ignored in thread started by", state->function);
    release_maybe(result);
    clear_place(&state->function);
    clear_place(&state->arguments);
    clear_place(&state->keywords);
}

static void end_thread(ThreadState *state)
{
    if (is_main(state)) /* it was forked off by another thread: the child process ends with it */
        _exit(0);
    clear_place(&thread.raised);
    clear_place(&thread.handled);
    async_hooks_clear();
    trace_set_function(NULL);
    trace_set_profiler(NULL);
    clear_place(&state->context);
    if (threads_on_end)
        threads_on_end(state); /* comes last: from here on no code runs in the thread any more */
    unlink_state(state);
    put_aside(state);
    free_state(state);
    pthread_mutex_lock(&lock.mutex);
    lock.is_held = false;
    lock.last = NULL;
    pthread_cond_signal(&lock.freed);
    pthread_cond_broadcast(&lock.ended);
    pthread_mutex_unlock(&lock.mutex);
}

static void *thread_body(void *argument)
{
    ThreadState *state = own = argument;
    state->stack_limit = stack_limit_of_thread();
    lock_take(state);
    take_back(state);
    call_function(state);
    end_thread(state);
    return NULL;
}

/* --- starting one --------------------------------------------------------------------------------------- */

static bool create(ThreadState *state)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (stack_size)
        pthread_attr_setstacksize(&attributes, stack_size);
    int failure = pthread_create(&state->handle, &attributes, thread_body, state);
    pthread_attr_destroy(&attributes);
    return failure == 0;
}

/* The main thread holds the lock from now on. */
static void begin_sharing(void)
{
    lock_prepare();
    lock.is_held = true;
    lock.last = own;
}

uint64_t threads_spawn(View function, View arguments, View keywords)
{
    ThreadState *state = heap_allocate(sizeof *state);
    if (!state) {
        raise_memory_error();
        return 0;
    }
    memset(state, 0, sizeof *state);
    state->function = retain(function);
    state->arguments = retain(arguments);
    state->keywords = retain_maybe(keywords);
    if (!vm_stacks_reserve(&state->vm)) {
        free_state(state);
        raise_error(RuntimeError, "can't start new thread");
        return 0;
    }
    if (count == 1)
        begin_sharing();
    link_state(state);
    if (!create(state)) {
        unlink_state(state);
        free_state(state);
        raise_error(RuntimeError, "can't start new thread");
        return 0;
    }
    return thread_identity(state);
}

size_t threads_stack_size(void)
{
    return stack_size;
}

bool threads_set_stack_size(size_t size)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    bool is_possible = size == 0 || pthread_attr_setstacksize(&attributes, size) == 0;
    pthread_attr_destroy(&attributes);
    if (is_possible)
        stack_size = size;
    return is_possible;
}

/* --- the end of the program, and fork ------------------------------------------------------------------- */

/* Wait a little for a thread to end; those that sit in system calls are woken. */
static void wait_for_one(size_t before)
{
    const double little = 0.01;
    for (ThreadState *state = first->next; state; state = state->next)
        pthread_kill(state->handle, interrupt_wake_signal());
    threads_release();
    pthread_mutex_lock(&lock.mutex);
    struct timespec moment = moment_in(little);
    if (count == before)
        pthread_cond_timedwait(&lock.ended, &lock.mutex, &moment);
    pthread_mutex_unlock(&lock.mutex);
    threads_acquire();
}

void threads_stop(bool gives_back)
{
    enum { TRIES = 200 };
    clear_place(&thread_self->sentinel);
    clear_place(&thread_self->context);
    if (count == 1)
        return;
    for (ThreadState *state = first->next; state; state = state->next)
        state->is_ending = true;
    for (int i = 0; gives_back && i < TRIES && count > 1; i++)
        wait_for_one(count);
    pthread_mutex_lock(&lock.mutex);
    lock.is_closed = count > 1;
    pthread_mutex_unlock(&lock.mutex);
}

/* What the other threads held is lost, as in CPython. */
void threads_after_fork(void)
{
    pthread_mutex_init(&lock.mutex, NULL);
    lock.is_ready = false;
    if (count > 1)
        begin_sharing();
    lock.waiting = 0;
    own->next = own->previous = NULL;
    main_thread = first = last_made = own;
    own->handle = pthread_self();
    count = 1;
    interrupt_after_fork();
}
