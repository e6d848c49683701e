/* handlers/generators: yield, yield from, await. A generator that is iterated or delegated to by Python code
 * runs in this very loop, on a frame above that code's. */
/* The generator is suspended at i; the value goes to the loop over it, or to C. */
#define YIELD_VALUE(value)                                                                         \
    do {                                                                                           \
        Ref yielded_ = (value);                                                                    \
        generator_suspend(frame, i, i->c);                                                         \
        uint32_t flags_ = frame->flags;                                                            \
        while (UNLIKELY(flags_ & FRAME_DELEGATED)) { /* those that delegate to it yield as well */ \
            release(AS_OBJECT(frame->generator));                                                  \
            frame--;                                                                               \
            i = frame->pc;                                                                         \
            if (UNLIKELY(trace_is_on()) && !trace_yielded(frame, yielded_))                        \
                error_clear(); /* too late: further in it has been yielded */                      \
            generator_suspend(frame, i, i->c);                                                     \
            flags_ = frame->flags;                                                                 \
        }                                                                                          \
        if (!(flags_ & FRAME_ITERATED))                                                            \
            return yielded_;                                                                       \
        Ref generator_ = AS_OBJECT(frame->generator);                                              \
        ENTER_FRAME(frame - 1);                                                                    \
        STORE(i->a, yielded_);                                                                     \
        release(generator_);                                                                       \
        JUMP_FAR;                                                                                  \
    } while (0)

/* The value leaves with a reference of its own; the generator keeps its variables and c temporaries. */
TARGET(YIELD)
{
    ASSERT(frame->generator && frame->generator->state == GENERATOR_RUNNING);
    Ref value = OWNED(i->b);
    YIELD_VALUE(value);
}
/* It does one step each time it is executed: send what is in R[a] to the delegate, yield what that
 * yields, and be executed again at the resumption. R[a] is NULL meanwhile, since its value is on its
 * way. A generator as delegate runs in this loop, one frame further up; a chain of them is as many
 * frames, and what the innermost yields goes down to the first frame that is iterated or was entered
 * from C. */
TARGET(YIELD_FROM)
{
    SAVE;
    Ref *place = &R[i->a & OPERAND_INDEX], sent = *place, result;
    ASSERT(sent && frame->generator);
    *place = NULL;
    GeneratorObject *delegate = (GeneratorObject *)R[i->b];
    if (UNLIKELY(gc_state.requested) && delegate->object.type == TYPE_GENERATOR && generator_is_interrupted(delegate)) {
        Ref interrupt = error_take(); /* the death of what was sent may run code */
        release(sent);
        error_restore_take(interrupt);
        Frame *callee = delegate->state == GENERATOR_SUSPENDED ? generator_push(delegate, FRAME_DELEGATED) : NULL;
        if (!callee)
            FAIL;
        ENTER_FRAME(callee);
        GO(FAILED);
    }
    if (LIKELY(delegate->object.type == TYPE_GENERATOR && can_go_on(delegate, sent))) {
        if (delegate->state == GENERATOR_SUSPENDED)
            generator_deliver_take(delegate, sent);
        else
            release(sent);
        Frame *callee = generator_push(delegate, FRAME_DELEGATED);
        if (UNLIKELY(!callee))
            FAIL;
        ENTER_FRAME(callee);
        SAFE_POINT_RESUMED;
        DISPATCH;
    }
    SendResult outcome = generator_send_to(R[i->b], sent, &result);
    release(sent);
    if (outcome == SEND_ERROR)
        FAIL;
    if (outcome == SEND_RETURN) {
        *place = result;
        if (UNLIKELY(trace_is_on()))
            trace_delegate_returned(frame, result);
        NEXT;
    }
    if (UNLIKELY(trace_is_on()) && !trace_yielded(frame, result)) {
        release(result);
        FAIL;
    }
    YIELD_VALUE(result);
}
/* A generator is its own iterator: asking it would cost a call. */
TARGET(GET_YIELD_FROM)
{
    View iterable = OPERAND(i->b);
    SAVE;
    Ref iterator = iterable->type == TYPE_GENERATOR ? retain(iterable) : coroutine_delegate_iterator(iterable, frame->code);
    CONSUME(i->b);
    DELIVER(i->a, iterator);
}

TARGET(GET_ASYNC_ITER)
{
    View iterable = OPERAND(i->b);
    SAVE;
    Ref iterator = coroutine_async_iterator(iterable);
    CONSUME(i->b);
    DELIVER(i->a, iterator);
}
/* The iterator stays; what it gives is awaited by the YIELD_FROM that follows. */
TARGET(GET_ASYNC_NEXT)
{
    SAVE;
    Ref step = coroutine_async_next(R[i->b & OPERAND_INDEX]);
    DELIVER(i->a, step);
}
TARGET(GET_AWAITABLE)
{
    View value = OPERAND(i->b);
    SAVE;
    Ref iterator = coroutine_await(value, (enum Awaited)i->c);
    CONSUME(i->b);
    DELIVER(i->a, iterator);
}
