/* generator: a function that can stop in the middle: its frame's registers live in the generator
 * object.
 *
 *     GeneratorObject   | state | function | code | … | pc | live | registers: locals … | temporaries … |
 *                                                      │           ▲
 *     while it runs     Frame on the stack of frames ──┴─registers─┘      nothing is copied, either way
 *
 * Suspended, it holds its variables and the temporaries alive at the yield, `live` of them. Resumed,
 * its frame goes onto the stack of frames, above that of whoever resumes it. CPython has the frame
 * in the generator object, too.
 *
 *     CREATED ──► RUNNING ◄──► SUSPENDED        RUNNING ──► FINISHED: function is NULL, registers are empty
 *        └──── closed, or it dies ────┴───────────────────► FINISHED
 *
 * The exception that its resumer is handling is `outer_handled` while it runs; the one that it
 * handles itself when it yields inside a handler is `own_handled` while it is suspended. */
#ifndef OURO_VM_RUN_GENERATOR_H
#define OURO_VM_RUN_GENERATOR_H

#include "runtime/errors/errors.h"
#include "vm/run/frame.h"

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
    bool has_more; /* one place more behind them: a coroutine's cr_origin, if it was asked to note it; an async generator's finalizer */
    bool has_met_hooks, is_closed, is_stepping; /* of an asynchronous generator: see async_generator.c */
    Ref registers[];
};

extern TypeObject generator_type, coroutine_type, async_generator_type, coroutine_wrapper_type;
extern TypeObject async_send_step_type, async_throw_step_type; /* what asend() and athrow() give */
extern TypeObject anext_awaitable_type;

/* What anext(iterator, default) gives: it awaits `step`, and is `fallback` if there are no more items. NULL
 * with MemoryError. */
MUST_USE Ref anext_awaitable_new(View step, View fallback);

/* sys.set_asyncgen_hooks(): owned, or NULL. */
typedef struct AsyncHooks {
    Ref firstiter, finalizer;
} AsyncHooks;
extern AsyncHooks async_hooks;
void async_hooks_clear(void);

/* A generator for the function; its first registers are to be filled by function_bind. NULL with
 * MemoryError. */
MUST_USE GeneratorObject *generator_new(FunctionView function);

/* How many callers a new coroutine notes in cr_origin: sys.set_coroutine_origin_tracking_depth(). */
extern int coroutine_origin_depth;

/* gi_frame: its FrameObject, or None when it has ended; owned. NULL with MemoryError. */
MUST_USE Ref generator_get_frame(View self);

/* Go on until the next yield. `value` is sent (NULL and an exception set: it is thrown in). SEND_NEXT:
 * *result was yielded; SEND_RETURN: *result was returned. */
SendResult generator_resume(GeneratorObject *generator, View value, Ref *result);

/* The frame of a generator returned or raised, and frame_pop has been called. A StopIteration that is set
 * becomes a RuntimeError. */
void generator_end(GeneratorObject *generator);

/* What is driven when the object is awaited: the coroutine itself, or what __await__ gives. coroutine_await,
 * for the expression `await`, refuses a coroutine that somebody awaits already. */
MUST_USE Ref coroutine_awaitable_iterator(View object);
MUST_USE Ref coroutine_await(View object, enum Awaited whose);

/* What `yield from object` drives in a generator of this code: its iterator. NULL with TypeError for a
 * coroutine, which is for `await`. */
MUST_USE Ref coroutine_delegate_iterator(View object, const CodeObject *code);

/* What `async for` goes over: object.__aiter__(); and what it awaits for each item: iterator.__anext__(). */
MUST_USE Ref coroutine_async_iterator(View object);
MUST_USE Ref coroutine_async_next(View iterator);

/* send to any iterator, as `yield from` does. */
SendResult generator_send_to(View iterator, View value, Ref *result);

/* --- for the evaluation loop, inlined ------------------------------------------------------------------- */

/* What the resumer is handling is what the generator's body sees as being handled; and back. */
void generator_exchange_handled_in(GeneratorObject *generator);
void generator_exchange_handled_out(GeneratorObject *generator, uint32_t depth);

/* Put what is sent where the suspended yield wants it.
 * A yield that is an expression has a destination for what is sent; for a plain `yield x` the
 * compiler gives none. A temporary as destination is dead and may be overwritten; a local's old
 * value dies. YIELD_FROM is different: it is executed again with each value, and reads from its
 * destination what to send on to its delegate. */
static inline void generator_deliver_take(GeneratorObject *generator, Ref value)
{
    ASSERT(generator->state == GENERATOR_SUSPENDED);
    const Instruction *at = generator->pc;
    ASSERT(at->op == OP_YIELD || at->op == OP_YIELD_FROM);
    if (at->a == NO_OPERAND) { /* nobody wants it */
        generator->pc = at + 1;
        release(value);
        return;
    }
    Ref *place = &generator->registers[at->a & OPERAND_INDEX], old = *place;
    bool is_again = at->op == OP_YIELD_FROM; /* it reads the place, and repeats itself */
    *place = value;
    if (is_again || !(at->a & OPERAND_TEMPORARY))
        release_maybe(old);
    if (!is_again)
        generator->pc = at + 1;
}

/* A signal has come, and the generator stands at a yield to be resumed: its handlers run now, as if in the generator. True if they
 * raised: that is to be raised at the yield. Who asks looks at the generator's state afresh. */
MUST_USE bool generator_is_interrupted(const GeneratorObject *generator);

/* Put the frame of a generator that can go on onto the stack, with flags: from now on f_back leads through it. NULL with RecursionError.
 * The order: nothing is changed before the limit has been checked; then the frame is complete before
 * vm.current shows it. The object that stands for the suspended frame becomes that of the running
 * one. */
static inline MUST_USE Frame *generator_show(GeneratorObject *generator, uint32_t flags)
{
    Frame *frame = vm.current ? vm.current + 1 : vm.frames;
    if (UNLIKELY(thread.recursion_depth >= thread.recursion_limit))
        return raise_error(RecursionError, "maximum recursion depth exceeded");
    ASSERT(generator->state == GENERATOR_CREATED || generator->state == GENERATOR_SUSPENDED);
    ASSERT(generator->function && generator->pc >= generator->code->instructions);
    ASSERT(frame < vm.frames + FRAMES_MOST);
    thread.recursion_depth++;
    frame->code = generator->code;
    frame->function = generator->function;
    frame->registers = generator->registers;
    frame->pc = generator->pc;
    frame->locals = NULL;
    frame->generator = generator;
    frame->flags = flags;
    frame->handled_depth = generator->handled_depth;
    frame->object = generator->frame_object;
    if (UNLIKELY(frame->object != NULL)) {
        frame->flags |= FRAME_SEEN;
        frame->object->frame = frame;
        frame->object->generator = NULL;
        generator->frame_object = NULL;
        if (!(frame->code->flags & CODE_OPTIMIZED)) {
            frame->locals = retain(frame->object->locals);
            frame->flags |= FRAME_BODY;
        }
    }
    vm.current = frame;
    generator->state = GENERATOR_RUNNING;
    return frame;
}

/* Take the frame off the stack again, to go on at instruction `at`. */
static inline void generator_hide(Frame *frame, const Instruction *at)
{
    GeneratorObject *generator = frame->generator;
    ASSERT(frame == vm.current);
    generator->state = GENERATOR_SUSPENDED;
    if (UNLIKELY(frame->object != NULL)) {
        frame->object->last_instruction = (uint32_t)(at - frame->code->instructions);
        frame->object->frame = NULL;
        frame->object->generator = generator;
        generator->frame_object = frame->object;
        if (frame->flags & FRAME_BODY)
            release(frame->locals); /* the object has it */
    }
    vm.current = frame_previous(frame);
    thread.recursion_depth--;
}

/* Resume: show the frame, to go on at generator->pc. It borrows the function from the generator, which is retained until the frame is left:
 * whoever runs it releases it then. NULL with RecursionError. */
static inline MUST_USE Frame *generator_push(GeneratorObject *generator, uint32_t flags)
{
    Frame *frame = generator_show(generator, flags);
    if (UNLIKELY(!frame))
        return NULL;
    if (UNLIKELY(thread.handled || generator->handled_depth))
        generator_exchange_handled_in(generator);
    retain(AS_OBJECT(generator));
    return frame;
}

/* The frame of a generator yields at instruction `at`, with `live` temporaries: it leaves the stack.
 * The frame's registers are the generator's own, so they stay where they are: to suspend is to note
 * where to go on. */
static inline void generator_suspend(Frame *frame, const Instruction *at, size_t live)
{
    GeneratorObject *generator = frame->generator;
    ASSERT(frame == vm.current && generator->state == GENERATOR_RUNNING);
    ASSERT(frame->code->first_temporary + live <= generator->register_count);
    generator->pc = at;
    generator->live = (uint32_t)live;
    generator->state = GENERATOR_SUSPENDED;
    if (UNLIKELY(thread.handled || frame->handled_depth))
        generator_exchange_handled_out(generator, frame->handled_depth);
    generator_hide(frame, at);
}

#endif
