/* eval: the evaluation loop.
 *
 * One handler for each opcode; each ends by going straight to the next one's. They are written in chapters,
 * handlers/NAME.h, in the words of eval_words.h, and compiled here: as pieces of one function, or each as one
 * of its own. What instructions need that is longer is in eval_NAME.c.
 *
 *     opcodes.def ─► handlers[] ◄─ labels.def         i ─► │ op │ a │ b │ c │  caches …
 *                       │                                   │
 *                       └──── handlers[i->op] ◄─────────────┘
 *
 * Invariants:  between instructions every register owns its reference, or is UNBOUND (a local without a
 *              value) or dead (a temporary). An operand is borrowed within one instruction only; one marked
 *              as a temporary is consumed, whatever happens. frame->pc is stored before anything that may
 *              look at the frame: calls, and whatever may raise (see FAIL).
 * Safe points: JUMP_BACK, SAFE_POINT, entering a function, and instructions that made a container let the
 *              collector and Ctrl-C in.
 * Quickening:  an instruction that sees ints, floats, lists … rewrites itself into a form for them, which
 *              falls back when its guard fails (quick.c). */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/super.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/range.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exception_group.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/eval_frames.h"
#include "vm/run/eval_helpers.h"
#include "vm/run/eval_observe.h"
#include "vm/run/eval_words.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/quick.h"
#include "vm/run/trace.h"

/* Where each opcode's handler is: two tables, one of which never changes. To have frame->pc exact all the
 * time, as tracemalloc needs it, or to tell an observer of every instruction, every entry of the other leads
 * to one handler that does so and goes on to the true one: that costs nothing while nobody asks. */
static Handler *handlers_in_use, watch_handlers[EVAL_WATCHES];
static const Handler *handlers_true;
static EvalWatch watch;

/* To switch is to write the whole table: 16 KB, once for each time that somebody begins or stops to
 * watch. It may happen in the middle of an instruction, which ends as it began; the next one is
 * watched. */
void eval_set_watch(EvalWatch wanted)
{
    watch = wanted;
    for (size_t opcode = 0; handlers_in_use && opcode < OPCODE_COUNT; opcode++)
        handlers_in_use[opcode] = watch == EVAL_UNWATCHED ? handlers_true[opcode] : watch_handlers[watch];
}

/* Only the loop can name its handlers, so it tells them here when it is first entered. Somebody may
 * have begun to watch before that. */
static void set_handlers(Handler *in_use, const Handler *unchanging, Handler storing_pc, Handler telling, Handler tracing_handler)
{
    handlers_in_use = in_use;
    handlers_true = unchanging;
    watch_handlers[EVAL_STORING_PC] = storing_pc;
    watch_handlers[EVAL_TELLING] = telling;
    watch_handlers[EVAL_TRACING] = tracing_handler;
    if (watch != EVAL_UNWATCHED)
        eval_set_watch(watch);
}

/* No handler in this frame: pop it. False if it was called from C.
 * A generator that was resumed within this loop has ended by the exception; whoever resumed it from
 * C ends it there (generator.c). The exception is set throughout, but not while the frame's
 * variables die. */
static bool leave_by_error(Frame *frame)
{
    ASSERT(error_is_set() && frame == vm.current);
    ASSERT(frame->handled_depth == 0);
    uint32_t flags = frame->flags;
    GeneratorObject *generator = frame->generator;
    if (UNLIKELY(trace_is_on()))
        trace_left(frame);
    Ref raised = error_take();
    frame_pop(frame);
    error_restore_take(raised);
    if (flags & (FRAME_ITERATED | FRAME_DELEGATED)) {
        generator_end(generator);
        release(AS_OBJECT(generator));
    }
    return !(flags & FRAME_ENTRY);
}

/* From a failure at i to the handler of the exception: frames without one are popped. NULL: the frame that
 * was called from C is popped, too; else vm.current is the frame to go on with. The frames of this loop only:
 * below the one with FRAME_ENTRY there is a C function that must see the failure, and clean up, before the
 * next Python frame may. The first frame may have its entry in the traceback already (a bare `raise`); those
 * further out have not. */
static NOINLINE const Instruction *unwind_callers(Frame *frame)
{
    while (leave_by_error(frame)) {
        frame = vm.current;
        const Instruction *target = unwind(frame, frame->pc, true);
        if (target)
            return target;
    }
    return NULL;
}

/* While somebody watches, each opcode's handler is one of these. */
#define WATCHING_HANDLERS                    \
    TARGET(STORING_PC)                       \
    {                                        \
        SAVE;                                \
        CONTINUE_WITH(true_handlers[i->op]); \
    }                                        \
    TARGET(TELLING)                          \
    {                                        \
        SAVE;                                \
        eval_tell_observers(frame);          \
        CONTINUE_WITH(true_handlers[i->op]); \
    }                                        \
    TARGET(TRACING)                          \
    {                                        \
        if (!trace_step(frame, i))           \
            FAIL;                            \
        i = frame->pc;                       \
        eval_tell_observers(frame);          \
        CONTINUE_WITH(true_handlers[i->op]); \
    }

#if EVAL_TAIL_CALLS

static Handler handlers[OPCODE_COUNT];
static const Handler true_handlers[OPCODE_COUNT];

/* Handlers that others GO to. */
#define OP(name, ...) TARGET(name);
#include "vm/opcodes.def"
#undef OP
TARGET(FAILED);
TARGET(RAISED_AGAIN);
TARGET(UNBOUND_LOCAL);
TARGET(SLOW_TYPE);
TARGET(SLOW_VALUE);
TARGET(SLOW_LOAD_ATTRIBUTE);
TARGET(SLOW_LIST_ITEM);
TARGET(SLOW_GET_ITEM);
TARGET(FOR_ITER_GENERIC);
TARGET(GET_ITEM_GENERIC);
TARGET(SET_ITEM_GENERIC);
TARGET(BUILD_SLICE_GENERIC);

WATCHING_HANDLERS
#include "vm/run/handlers/attributes.h"
#include "vm/run/handlers/calls.h"
#include "vm/run/handlers/exceptions.h"
#include "vm/run/handlers/generators.h"
#include "vm/run/handlers/items.h"
#include "vm/run/handlers/jumps.h"
#include "vm/run/handlers/match.h"
#include "vm/run/handlers/names.h"
#include "vm/run/handlers/operators.h"
#include "vm/run/handlers/values.h"

static Handler handlers[OPCODE_COUNT] = {
#include "vm/run/labels.def"
};
static const Handler true_handlers[OPCODE_COUNT] = {
#include "vm/run/labels.def"
};

Ref eval_frame(Frame *frame)
{
    if (UNLIKELY(!handlers_in_use))
        set_handlers(handlers, true_handlers, HANDLER_OF(STORING_PC), HANDLER_OF(TELLING), HANDLER_OF(TRACING));
    const Instruction *i = frame->pc;
    Handler first = UNLIKELY(error_is_set()) /* thrown into a generator */ ? HANDLER_OF(FAILED) : handlers[i->op];
    return first(i, frame->registers, frame->code->constants, frame);
}

#else

Ref eval_frame(Frame *frame)
{
    static const Handler true_handlers[OPCODE_COUNT] = {
#include "vm/run/labels.def"
    };
    static Handler handlers[OPCODE_COUNT] = {
#include "vm/run/labels.def"
    };
    if (UNLIKELY(!handlers_in_use)) {
        Handler storing_pc = HANDLER_OF(STORING_PC), telling = HANDLER_OF(TELLING), tracing_handler = HANDLER_OF(TRACING);
        set_handlers(handlers, true_handlers, storing_pc, telling, tracing_handler);
    }

    const Instruction *i;
    Ref *R, *K;
    ENTER_FRAME(frame);
    if (UNLIKELY(error_is_set())) /* thrown into a generator */
        GO(FAILED);
    DISPATCH;

    WATCHING_HANDLERS
#include "vm/run/handlers/attributes.h"
#include "vm/run/handlers/calls.h"
#include "vm/run/handlers/exceptions.h"
#include "vm/run/handlers/generators.h"
#include "vm/run/handlers/items.h"
#include "vm/run/handlers/jumps.h"
#include "vm/run/handlers/match.h"
#include "vm/run/handlers/names.h"
#include "vm/run/handlers/operators.h"
#include "vm/run/handlers/values.h"
}

#endif
