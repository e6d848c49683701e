/* unwind: what happens in a frame when an instruction raises.
 *
 * The position table tells which temporaries are alive, the handler table who guards the instruction. On the
 * way to the handler, temporaries die from the top. `thread.handled` is the exception whose handler is
 * running (sys.exc_info); a handler keeps in a temporary what it was before.
 *
 * A generator has a handled exception of its own: while it runs outside of any handler of its own it sees its
 * resumer's, so its outermost handler notes NULL and leaving it shows the resumer's again (generator.h). */
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/traceback.h"

static void release_temporaries(Frame *frame, size_t from, size_t to)
{
    Ref *temporaries = frame->registers + frame->code->first_temporary;
    while (to > from) {
        Ref value = temporaries[--to];
        temporaries[to] = NULL;
        release_maybe(value);
    }
}

/* Leave a handler: `place` is the register that notes what was handled before. Both registers become NULL. */
void unwind_handled_pop(Frame *frame, size_t place)
{
    Ref before = frame->registers[place], exception = frame->registers[place + 1], now = thread.handled;
    frame->registers[place] = frame->registers[place + 1] = NULL;
    frame->handled_depth--;
    if (frame->generator && frame->handled_depth == 0)
        before = retain_maybe(frame->generator->outer_handled);
    thread.handled = before;
    release_maybe(now);
    release_maybe(exception);
}

static void handled_push(Frame *frame, size_t place, Ref exception)
{
    Ref before = thread.handled;
    if (frame->generator && frame->handled_depth == 0) {
        release_maybe(before);
        before = NULL;
    }
    frame->handled_depth++;
    frame->registers[place] = before;
    frame->registers[place + 1] = exception;
    thread.handled = retain(exception);
}

const Instruction *unwind(Frame *frame, const Instruction *at, bool add_traceback)
{
    CodeView code = frame->code;
    uint32_t index = (uint32_t)(at - code->instructions);
    frame->pc = at;
    ASSERT(thread.raised);
    if (UNLIKELY(!thread.raised)) /* a mistake of ours, but no reason to die of it */
        raise_error(SystemError, "error return without exception set");
    const CodePosition *position = code_position(code, index);
    if (add_traceback)
        traceback_add(thread.raised, frame, index, position->line);
    Ref exception = error_take(); /* releasing temporaries may run code */
    size_t live = position->live;
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        if (index < handler->start || index >= handler->stop)
            continue;
        if (handler->target == HANDLER_RESTORES) {
            release_temporaries(frame, handler->live + 2u, live);
            unwind_handled_pop(frame, code->first_temporary + handler->live);
            live = handler->live;
            continue;
        }
        release_temporaries(frame, handler->live, live);
        handled_push(frame, code->first_temporary + handler->live, exception);
        return code->instructions + handler->target;
    }
    release_temporaries(frame, 0, live);
    error_restore_take(exception);
    return NULL;
}
