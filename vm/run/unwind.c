/* unwind: what happens in a frame when an instruction raises.
 *
 * Entering a `try` costs nothing: no instruction marks it. All is in two tables that the compiler
 * made, which are read only when something raises (CPython has had its exception table since 3.11,
 * too):
 *
 *     positions   instruction ─► line, and how many temporaries are alive there
 *     handlers    [start, stop) ─► target, and how many temporaries the try found when it began
 *
 *     temporaries   | alive before the try | of the try's body … |
 *     at target     | alive before the try | what was handled before | the exception |
 *                                           ^ handler->live
 *
 * On the way to the handler, temporaries die from the top. Inner handlers come first in the table,
 * so the first that guards the instruction is the right one.
 *
 * `thread.handled` is the exception whose handler is running (sys.exc_info, `raise` alone). Handlers
 * nest, so each keeps in a temporary what it was before: the stack of handled exceptions is spread
 * over the registers, and `handled_depth` counts a frame's own part of it. A return, break or
 * exception that leaves a handler takes its part off again; the instructions of a handler are for
 * that a region of their own (HANDLER_RESTORES).
 *
 * A generator has a handled exception of its own: while it runs outside of any handler of its own it
 * sees its resumer's, so its outermost handler notes NULL and leaving it shows the resumer's again
 * (generator.h). */
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/trace.h"
#include "vm/run/traceback.h"

/* From the top: what was computed last dies first, as on CPython's stack. Each place is NULL before
 * its value dies, so that whoever looks at the registers meanwhile finds no dangling reference. */
static void release_temporaries(Frame *frame, size_t from, size_t to)
{
    ASSERT(frame->code->first_temporary + to <= frame->code->register_count);
    Ref *temporaries = frame->registers + frame->code->first_temporary;
    while (to > from) {
        Ref value = temporaries[--to];
        temporaries[to] = NULL;
        release_maybe(value);
    }
}

/* Leave a handler: `place` is the register that notes what was handled before. Both registers become NULL.
 * The new state is in place before anything is released: an exception that dies takes its traceback
 * along, that its frames, and those their variables, whose finalizers ask sys.exc_info as anybody
 * does. */
void unwind_handled_pop(Frame *frame, size_t place)
{
    ASSERT(frame->handled_depth > 0 && thread.handled);
    ASSERT(place >= frame->code->first_temporary && place + 1 < frame->code->register_count);
    Ref before = frame->registers[place], exception = frame->registers[place + 1], now = thread.handled;
    frame->registers[place] = frame->registers[place + 1] = NULL;
    frame->handled_depth--;
    if (frame->generator && frame->handled_depth == 0)
        before = retain_maybe(frame->generator->outer_handled);
    thread.handled = before;
    release_maybe(now);
    release_maybe(exception);
}

/* `exception` is consumed: the register has it. thread.handled takes a reference of its own, because
 * the compiler clears the register (CLEAR_TEMPORARY) as soon as it is known which `except` it is. */
static void handled_push(Frame *frame, size_t place, Ref exception)
{
    ASSERT(exception && is_exception(exception));
    ASSERT(place >= frame->code->first_temporary && place + 1 < frame->code->register_count);
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

/* The instruction in this frame that the exception passed: its traceback begins there, unless the program has given it another. Else `at`. */
static const Instruction *raised_at(const Frame *frame, View exception, const Instruction *at)
{
    const TracebackObject *entry = (TracebackObject *)((ExceptionObject *)exception)->traceback;
    if (!entry || !frame->object || entry->frame != frame->object)
        return at;
    size_t instruction = traceback_instruction(entry);
    return instruction < frame->code->instruction_count ? frame->code->instructions + instruction : at;
}

/* The traceback gets its entry first, while the frame is as it was. Then the exception is taken out
 * of thread.raised: what dies on the way may run Python code, which must not start with an exception
 * set. It is either in the handler's register afterwards, or set again for the caller's frame. */
const Instruction *unwind(Frame *frame, const Instruction *at, bool add_traceback)
{
    CodeView code = frame->code;
    uint32_t index = (uint32_t)(at - code->instructions);
    ASSERT(frame == vm.current);
    ASSERT(index < code->instruction_count);
    frame->pc = at;
    ASSERT(thread.raised);
    if (UNLIKELY(!thread.raised)) /* a mistake of ours, but no reason to die of it */
        raise_error(SystemError, "error return without exception set");
    const CodePosition *position = code_position(code, index);
    if (add_traceback)
        traceback_add(thread.raised, frame, index, position->line);
    if (UNLIKELY(trace_is_on()) && add_traceback)
        trace_exception(frame);
    Ref exception = error_take(); /* releasing temporaries may run code */
    size_t live = position->live;
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        if (index < handler->start || index >= handler->stop || (thread.is_ending && handler->target != HANDLER_RESTORES))
            continue;
        if (handler->target == HANDLER_RESTORES) {
            ASSERT(frame->handled_depth > 0);
            release_temporaries(frame, handler->live + 2u, live);
            unwind_handled_pop(frame, code->first_temporary + handler->live);
            live = handler->live;
            continue;
        }
        ASSERT(handler->live <= live && handler->target < code->instruction_count);
        release_temporaries(frame, handler->live, live);
        handled_push(frame, code->first_temporary + handler->live, exception);
        return code->instructions + handler->target;
    }
    release_temporaries(frame, 0, live);
    if (at->op == OP_RERAISE && at->c)
        frame->pc = raised_at(frame, exception, at);
    error_restore_take(exception);
    return NULL;
}
