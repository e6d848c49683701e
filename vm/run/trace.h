/* trace: sys.settrace() and sys.setprofile(): functions that are told what the program does.
 *
 * While a thread has one, the loop asks trace_step before each instruction (eval.c, EVAL_TRACING); while
 * nobody has, it has no trace of it. The events, their order and their arguments are CPython's. */
#ifndef OURO_VM_RUN_TRACE_H
#define OURO_VM_RUN_TRACE_H

#include "vm/run/frame.h"

typedef enum TraceEvent {
    TRACE_CALL,
    TRACE_LINE,
    TRACE_RETURN,
    TRACE_EXCEPTION,
    TRACE_OPCODE,
    TRACE_C_CALL,
    TRACE_C_RETURN,
    TRACE_C_EXCEPTION
} TraceEvent;

/* A profiler in C: `what` is the code object that is called or left, or the built-in function (TRACE_C_…). An exception may
 * be set; it must stay as it is. */
typedef void ProfileHook(View profiler, TraceEvent event, View what);

/* Of the running thread (threads.c puts it aside). */
typedef struct Tracing {
    Ref function, profiler; /* owned, or NULL */
    ProfileHook *hook;      /* how the profiler is told; NULL: it is called */
    int depth;              /* how many of them run: what they do is not told */
    int event;              /* what the innermost is told: see trace.c */
    const Frame *frame;     /* of which frame */
    bool is_on;             /* is there a function or a profiler? trace_switch keeps it: generators ask at each yield */
} Tracing;
extern Tracing tracing;

static inline bool trace_is_on(void)
{
    return tracing.is_on && !tracing.depth;
}

/* sys.settrace, sys.setprofile; NULL: no function. */
void trace_set_function(View function);
void trace_set_profiler(View profiler);
/* The same for a profiler in C. NULL, NULL: none. */
void trace_set_profile_hook(View profiler, ProfileHook *hook);
/* The thread that runs is another one: does the loop have to ask? */
void trace_switch(void);

/* Before the instruction at frame->pc, which becomes `at`, is executed. The function may have the frame go
 * on elsewhere: see frame->pc. False with an exception. */
MUST_USE bool trace_step(Frame *frame, const Instruction *at);

/* The frame yields value (of an instruction that delegates), or returns it to who delegated to it. False
 * with an exception. */
MUST_USE bool trace_yielded(Frame *frame, View value);

/* The exception that is set has come to this frame. The function may raise another one instead. */
void trace_exception(Frame *frame);

/* What the frame delegated to has returned: to CPython's trace functions that is an exception, unless it is
 * None. */
void trace_delegate_returned(Frame *frame, View value);

/* The frame is left by the exception that is set, or by another one that the function raises. */
void trace_left(Frame *frame);

/* What the function that runs is being told: may the frame jump? NULL: yes; else why not. */
const char *trace_jump_obstacle(const Frame *frame);

/* trace_jump.c: the frame goes on at this line. False with ValueError. */
MUST_USE bool trace_jump(Frame *frame, int64_t line);

/* sys.call_tracing(): call the function with its arguments so that what it does is told, though a trace
 * function calls it. */
MUST_USE Ref trace_call(View function, View arguments);

/* frame_object.c: the variables become what the dict of f_locals says, if there is one. */
MUST_USE bool frame_take_locals(FrameObject *object);

#endif
