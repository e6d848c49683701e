/* errors: raising exceptions from C.
 *
 * A function that fails sets `thread.raised` and returns NULL, -1 or false. Exactly one exception can be set
 * at a time, and none may be set when a function succeeds.
 *
 *     return raise_error(TypeError, "can only concatenate list (not \"%T\") to list", other);
 *
 * The exception kinds are the names of exceptions.def. */
#ifndef OURO_RUNTIME_ERRORS_ERRORS_H
#define OURO_RUNTIME_ERRORS_ERRORS_H

#include "runtime/classes/type.h"
#include "runtime/errors/memory_error.h"
#include "runtime/memory/stack.h"

typedef enum ExceptionKind {
#define EXCEPTION(name, base, layout, doc) name,
#include "runtime/errors/exceptions.def"
#undef EXCEPTION
    EXCEPTION_COUNT
} ExceptionKind;

extern TypeObject exception_types[EXCEPTION_COUNT];

typedef struct Thread {
    Ref raised;          /* the exception on its way, or NULL */
    Ref handled;         /* the one being handled (sys.exc_info), the innermost; see vm/run/unwind.c */
    int recursion_depth; /* Python and C calls */
    int recursion_limit;
    Ref shown;                 /* a list of the containers whose repr is running, or NULL */
    volatile bool interrupted; /* Ctrl-C was pressed, and KeyboardInterrupt is still to be raised */
    bool is_ending;            /* the program has ended: this thread leaves all its frames, see vm/run/threads.h */
} Thread;
extern Thread thread;

static inline bool error_is_set(void)
{
    return thread.raised != NULL;
}

/* Set an exception of this kind with a formatted message. Always returns NULL, so that `return
 * raise_error(…)` reads well in functions that return a pointer. The format is str_format's (str.h): %s %d
 * %zd %zu %c %x … and %R (repr of an object), %S (str), %A (ascii), %U (a str object), %T (type name of an
 * object), %N (name of a TypeObject *). */
void *raise_error(ExceptionKind kind, const char *format, ...);
#if defined(__clang_analyzer__) /* which reads one file at a time: so it knows */
#define raise_error(...) ((raise_error)(__VA_ARGS__), (void *)NULL)
#endif

/* Set the exception of this kind whose only argument is `value` (KeyError(key), StopIteration(value)).
 * NULL. */
void *raise_value(ExceptionKind kind, View value);

/* Set a ready exception object, consuming it. NULL. */
void *raise_take(Ref exception);

/* AttributeError "'x' object has no attribute 'y'" with its name and obj. NULL. */
void *raise_attribute_error(View object, View name);

/* If an AttributeError is set that has neither obj nor name: give it both, for suggestions. */
void error_note_attribute(View object, View name);

/* OSError from errno, or a subclass that fits it; `filename` may be NULL. */
void *raise_errno(int number, View filename);

/* Is the exception that is set an instance of this kind? False if none is set. */
bool error_matches(ExceptionKind kind);

/* Take the exception that is set (NULL if none): the caller owns it and none is set any more. */
Ref error_take(void);

/* Put back what error_take gave (NULL: none). */
void error_restore_take(Ref exception);

static inline void error_clear(void)
{
    release_maybe(error_take());
}

/* Make `cause` (consumed) the __cause__ of the exception that is set. */
void error_set_cause_take(Ref cause);

/* The exception that is set was raised while `handled` (borrowed, or NULL) was: its __context__ from now on,
 * without closing a ring. */
void error_add_context(View handled);

/* If an exception of this kind is set, clear it and return true. */
bool error_clear_if(ExceptionKind kind);

/* Report the set exception as "Exception ignored in: …" on stderr and clear it: for finalizers and callbacks,
 * whose callers cannot fail. `message` (NULL: the usual one) replaces "Exception ignored in";
 * `object` (may be NULL) follows it. */
void error_write_unraisable(const char *message, View object);

/* Ctrl-C was pressed: set KeyboardInterrupt, once. False. */
bool raise_interrupt(void);

/* One rule for every loop in C that a script can make long: look here at each step, or each few thousand
 * where a step is a nanosecond. False with KeyboardInterrupt set when Ctrl-C was pressed. object_next and
 * error_enter_recursion look by themselves, so loops over iterators, comparisons and reprs need not. */
static inline MUST_USE bool check_interrupt(void)
{
    return LIKELY(!thread.interrupted) || raise_interrupt();
}

/* For loops over places where even a counter would be felt: to go stretch by stretch, and look between. Where
 * the stretch that begins at `place` ends. */
enum { STRETCH_LENGTH = 4096 };
static inline size_t stretch_end(size_t place, size_t count)
{
    return count - place > STRETCH_LENGTH ? place + STRETCH_LENGTH : count;
}

/* The same where a step takes nanoseconds: look at each 4096th. */
static inline MUST_USE bool check_interrupt_at(size_t step)
{
    return LIKELY(step % 4096 != 4095) || check_interrupt();
}

/* RecursionError. NULL. */
void *raise_too_deep(void);

/* For recursions in C that CPython does not count: false with RecursionError set when the stack is nearly
 * used up (see stack.h). */
static inline MUST_USE bool check_stack(void)
{
    return LIKELY(!stack_is_low()) || raise_too_deep() != NULL;
}

/* Count one more nested call in C; false with RecursionError set when it is too deep, or with
 * KeyboardInterrupt. Pair with leave_recursion. */
MUST_USE bool error_enter_recursion(const char *where);
static inline void leave_recursion(void)
{
    thread.recursion_depth--;
}

#endif
