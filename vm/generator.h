/* generator: a function that can stop in the middle: its frame's registers live in the generator object.
 *
 * Suspended, it holds its variables and the temporaries alive at the yield. Resumed, its frame goes onto the stack of frames. The exception that its resumer is handling is
 * `outer_handled` while it runs; the one that it handles itself when it yields inside a handler is `own_handled` while it is suspended. */
#ifndef OURO_VM_GENERATOR_H
#define OURO_VM_GENERATOR_H

#include "vm/frame.h"

typedef enum GeneratorState { GENERATOR_CREATED, GENERATOR_SUSPENDED, GENERATOR_RUNNING, GENERATOR_FINISHED } GeneratorState;

struct GeneratorObject {
    GC_HEAD(state);
    FunctionView function; /* owned; NULL when finished */
    CodeView code;         /* owned */
    Ref name, qualified_name;
    Ref outer_handled, own_handled; /* owned, or NULL */
    FrameObject *frame_object;      /* owned: kept while suspended, if somebody asked */
    const Instruction *pc;          /* where to go on */
    uint32_t handled_depth;
    uint32_t live;           /* temporaries alive at the yield */
    uint32_t register_count; /* of `registers`, as allocated */
    Ref registers[];
};

extern TypeObject generator_type, coroutine_type, async_generator_type;

/* A generator for the function; its first registers are to be filled by function_bind. NULL with MemoryError. */
MUST_USE GeneratorObject *generator_new(FunctionView function);

/* Go on until the next yield. `value` is sent (NULL and an exception set: it is thrown in). SEND_NEXT: *result was yielded; SEND_RETURN: *result was returned. */
SendResult generator_resume(GeneratorObject *generator, View value, Ref *result);

/* For the evaluation loop: put the frame of a generator that can go on (created or suspended) onto the stack, with flags; None is sent. NULL with RecursionError. The
 * generator is retained until its frame is left: whoever runs it releases it then. */
MUST_USE Frame *generator_enter(GeneratorObject *generator, uint32_t flags);

/* The frame of a generator yields at instruction `at`, with `live` temporaries: it leaves the stack. */
void generator_suspend(Frame *frame, const Instruction *at, size_t live);

/* The frame of a generator returned or raised, and frame_pop has been called. A StopIteration that is set becomes a RuntimeError. */
void generator_end(GeneratorObject *generator);

/* What `await object` drives: the coroutine itself, or what __await__ gives. */
MUST_USE Ref awaitable_iterator(View object);

/* send to any iterator, as `yield from` does. */
SendResult iterator_send(View iterator, View value, Ref *result);

#endif
