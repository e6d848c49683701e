/* handlers/exceptions: raising, handling, `with`; and the doors by which every failure leaves.
 *
 *     try:                     the position and handler tables only: no instruction
 *         …                    FAIL ─► unwind ─► the target, with two temporaries: handled before, exception
 *     except E:                JUMP_NO_MATCH next     asks thread.handled
 *         …                    POP_HANDLED            it ends: what was handled before is so again
 *     next:                    RERAISE                no `except` fits: on with the search, further out
 *
 * A handler never sees thread.raised: from the raise to the handler the exception is there, in the
 * handler it is in thread.handled. So at each NEXT no exception is set (the word checks that in a
 * debug build). */
TARGET(RAISE)
{
    View exception = OPERAND(i->a), cause = i->b == NO_OPERAND ? NULL : OPERAND(i->b);
    SAVE;
    eval_raise_object(exception, cause);
    if (cause)
        CONSUME(i->b);
    CONSUME(i->a);
    FAIL;
}
/* As in CPython, a bare `raise` adds no second entry for its frame to the traceback. */
TARGET(RERAISE_HANDLED)
{
    SAVE;
    if (!thread.handled) {
        raise_error(RuntimeError, "No active exception to reraise");
        FAIL;
    }
    error_restore_take(retain(thread.handled));
    GO(RAISED_AGAIN);
}
/* The exception is held before the handler is left, which releases the register that has it. */
TARGET(RERAISE)
{
    SAVE;
    Ref exception = retain(R[i->a]);
    unwind_handled_pop(frame, i->a - 1u);
    error_restore_take(exception);
    GO(RAISED_AGAIN);
}
TARGET(POP_HANDLED)
{
    SAVE;
    unwind_handled_pop(frame, i->a);
    NEXT;
}
TARGET(JUMP_NO_MATCH)
{
    View class = OPERAND(i->a);
    SAVE;
    ASSERT(thread.handled && frame->handled_depth > 0);
    int matches = eval_exception_matches(thread.handled, class);
    CONSUME(i->a);
    if (matches < 0)
        FAIL;
    if (!matches)
        JUMP_LONG;
    NEXT;
}
/* `async for` ends by an exception. */
TARGET(JUMP_ASYNC_STOP)
{
    ASSERT(thread.handled && frame->handled_depth > 0);
    if (is_instance(thread.handled, &exception_types[StopAsyncIteration]))
        JUMP_LONG;
    NEXT;
}
/* The rest replaces the exception: the next clause gets what is left. The part taken is what the clause
 * handles: sys.exc_info, a bare `raise`. */
TARGET(SPLIT_GROUP)
{
    View class = OPERAND(i->c);
    Ref match, rest;
    SAVE;
    ASSERT(thread.handled && frame->handled_depth > 0);
    bool done = exception_group_match(R[i->b], class, &match, &rest);
    CONSUME(i->c);
    if (!done)
        FAIL;
    R[i->a & OPERAND_INDEX] = match;
    if (match == NONE) {
        release(rest);
        NEXT;
    }
    replace_take(&thread.handled, retain(match));
    replace_take(&R[i->b], rest);
    NEXT;
}
TARGET(REJOIN_GROUP)
{
    View raised = OPERAND(i->c);
    SAVE;
    Ref remaining = exception_group_rejoin(R[i->b], raised);
    CONSUME(i->c);
    DELIVER(i->a, remaining);
}
/* The manager is held by a C variable while its two results are written: they may go to the
 * manager's own register. */
TARGET(WITH_ENTER)
{
    SAVE;
    Ref held = OWNED(i->b);
    bool done = eval_with_enter(held, &R[i->a & OPERAND_INDEX], i->c != 0);
    release(held);
    NEXT_IF(done);
}
/* The register is empty before the call: if __exit__ raises, the unwinder must not release the
 * method once more. */
TARGET(WITH_EXIT)
{
    SAVE;
    Ref method = R[i->a];
    R[i->a] = NULL;
    Ref result = call_3(method, NONE, NONE, NONE);
    release(method);
    if (!result)
        FAIL;
    if (i->b == NO_OPERAND)
        release(result);
    else
        R[i->b & OPERAND_INDEX] = result;
    NEXT;
}
/* A true answer suppresses the exception; the jump behind this instruction asks. The method stays in
 * its register. */
TARGET(WITH_HANDLE)
{
    SAVE;
    ASSERT(thread.handled && frame->handled_depth > 0);
    View exception = thread.handled, traceback = ((ExceptionObject *)exception)->traceback;
    Ref result = call_3(R[i->b], AS_OBJECT(type_of_peek(exception)), exception, traceback ? traceback : NONE);
    DELIVER(i->a, result);
}
TARGET(ASSERTION_ERROR)
{
    STORE(i->a, retain(AS_OBJECT(&exception_types[AssertionError])));
    NEXT;
}

/* --- doors ---------------------------------------------------------------------------------------------- */

TARGET(UNBOUND_LOCAL)
{
    SAVE;
    eval_raise_unbound_local(frame->code, i->a);
    GO(FAILED);
}
/* Go on at the handler of the exception that is set. `is_new`: it has no entry of this frame in its traceback. */
#define GO_TO_HANDLER(is_new)                                  \
    do {                                                       \
        const Instruction *target_ = unwind(frame, i, is_new); \
        if (!target_ && !(target_ = unwind_callers(frame)))    \
            return NULL;                                       \
        i = target_;                                           \
        frame = vm.current;                                    \
        R = frame->registers;                                  \
        K = frame->code->constants;                            \
        DISPATCH;                                              \
    } while (0)

/* An exception is set: on with its handler, in this frame or an outer one of this loop. */
TARGET(FAILED)
{
    GO_TO_HANDLER(true);
}
/* The same for an exception that was raised before and has its traceback. */
TARGET(RAISED_AGAIN)
{
    GO_TO_HANDLER(false);
}
