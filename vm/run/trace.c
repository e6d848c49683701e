/* trace: when the functions of sys.settrace() and sys.setprofile() are called; see trace.h.
 *
 *     a frame begins, a generator goes on     'call'       trace_step, before the first instruction
 *     another line, or the same one again     'line'       trace_step: told by comparing with the instruction before
 *     an exception comes to the frame         'exception'  unwind.c
 *     the frame is left                       'return'     trace_step, before RETURN and YIELD; leave_by_error
 *     a built-in function is called           'c_call' …   trace_step, before the call, and at the next instruction
 *
 * The global function is called for 'call', and what it returns is the frame's own (f_trace), which is
 * called for the rest. One that raises is removed. While one runs nothing is told.
 *
 * Source:      CPython 3.11's legacy tracing (ceval.c maybe_call_line_trace, sysmodule.c trace_trampoline). */
#include <string.h>

#include "vm/run/trace.h"

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"
#include "vm/opcode.h"
#include "vm/run/eval_observe.h"
#include "vm/run/generator.h"
#include "vm/run/quick.h"

Tracing tracing;

/* --- who is told ---------------------------------------------------------------------------------------- */

void trace_switch(void)
{
    tracing.is_on = tracing.function || tracing.profiler;
    eval_trace(tracing.is_on);
}

/* The frames that run already have been called before anybody listened. */
static void mark_frames(void)
{
    for (Frame *frame = vm.current; frame; frame = frame_previous(frame))
        frame->flags |= FRAME_TRACED;
}

static void set_place(Ref *place, View function)
{
    if (!trace_is_on())
        mark_frames();
    Ref old = *place;
    *place = retain_maybe(function);
    trace_switch();
    release_maybe(old);
}

void trace_set_function(View function)
{
    set_place(&tracing.function, function);
}

/* Another profiler was not told of the calls that are under way. */
static void forget_pending(void)
{
    for (Frame *frame = vm.current; frame; frame = frame_previous(frame))
        if (frame->object)
            clear_place(&frame->object->pending);
}

void trace_set_profile_hook(View profiler, ProfileHook *hook)
{
    forget_pending();
    tracing.hook = NULL;
    set_place(&tracing.profiler, profiler);
    tracing.hook = tracing.profiler == profiler ? hook : tracing.hook;
}

void trace_set_profiler(View profiler)
{
    trace_set_profile_hook(profiler, NULL);
}

static unsigned general_opcode(Instruction i)
{
    return opcode_general[quick_is_number(i.op) ? quick_general_form(i).op : i.op];
}

/* --- telling -------------------------------------------------------------------------------------------- */

static const char *const event_names[] = {"call", "line", "return", "exception", "opcode", "c_call", "c_return", "c_exception"};

/* function(frame, event, argument). What it assigned in f_locals are the variables' values afterwards. */
static Ref tell(View function, FrameObject *object, TraceEvent event, View argument)
{
    Ref name = str_intern_text(event_names[event]), result = NULL;
    if (name) {
        int outer_event = tracing.event;
        const Frame *outer_frame = tracing.frame;
        tracing.depth++;
        tracing.event = (int)event;
        tracing.frame = object->frame;
        result = call_3(function, AS_OBJECT(object), name, argument);
        tracing.event = outer_event;
        tracing.frame = outer_frame;
        tracing.depth--;
    }
    release_maybe(name);
    if (result && !frame_take_locals(object))
        clear_place(&result);
    return result;
}

const char *trace_jump_obstacle(const Frame *frame)
{
    bool is_told = tracing.depth && frame && tracing.frame == frame;
    if (tracing.event == TRACE_CALL) /* also when nothing is told, as in CPython */
        return "can't jump from the 'call' trace event of a new frame";
    if (!is_told)
        return "f_lineno can only be set in a trace function";
    if (tracing.event == TRACE_RETURN && frame->generator && general_opcode(*frame->pc) == OP_YIELD)
        return NULL;
    return tracing.event == TRACE_LINE ? NULL : "can only jump from a 'line' trace event";
}

/* For the trace function: the global one at a call, else the frame's own. False with an exception. */
static bool tell_tracer(Frame *frame, TraceEvent event, View argument)
{
    if (!tracing.function || tracing.depth)
        return true;
    FrameObject *object = (FrameObject *)frame_object(frame);
    if (!object)
        return false;
    View function = event == TRACE_CALL ? tracing.function : object->trace;
    bool done = true;
    if (function) {
        retain(function);
        Ref result = tell(function, object, event, argument);
        release(function);
        done = result != NULL;
        if (!done) {
            Ref raised = error_take();
            trace_set_function(NULL);
            clear_place(&object->trace);
            error_restore_take(raised);
        } else if (result != NONE) {
            replace_take(&object->trace, retain(result));
        }
        release_maybe(result);
    }
    release(AS_OBJECT(object));
    return done;
}

static Ref tell_hook(View profiler, FrameObject *object, TraceEvent event, View argument)
{
    tracing.depth++;
    tracing.hook(profiler, event, event >= TRACE_C_CALL ? argument : AS_OBJECT(object->frame->code));
    tracing.depth--;
    return none_new();
}

static bool tell_profiler(Frame *frame, TraceEvent event, View argument)
{
    if (!tracing.profiler || tracing.depth)
        return true;
    FrameObject *object = (FrameObject *)frame_object(frame);
    if (!object)
        return false;
    Ref function = retain(tracing.profiler),
        result = tracing.hook ? tell_hook(function, object, event, argument) : tell(function, object, event, argument);
    release(function);
    if (!result) {
        Ref raised = error_take();
        trace_set_profiler(NULL);
        error_restore_take(raised);
    }
    bool done = result != NULL;
    release_maybe(result);
    release(AS_OBJECT(object));
    return done;
}

static bool tell_both(Frame *frame, TraceEvent event, View argument)
{
    return tell_tracer(frame, event, argument) && tell_profiler(frame, event, argument);
}

/* While an exception is set: it stays so, unless the function raises another one. */
static void tell_protected(Frame *frame, TraceEvent event, View argument)
{
    Ref raised = error_take();
    bool done = event == TRACE_EXCEPTION ? tell_tracer(frame, event, argument) : tell_both(frame, event, argument);
    if (done)
        error_restore_take(raised);
    else
        release(raised);
}

/* --- calls of built-in functions ------------------------------------------------------------------------ */

static bool is_native(View callable)
{
    return callable->type == TYPE_NATIVE_FUNCTION || callable->type == native_method_type.index;
}

/* What the call instruction at hand calls, if it is a built-in function: as a function that is bound; owned.
 * NULL, without an exception if it is none. */
static Ref native_callee(const Frame *frame, const Instruction *i, unsigned op)
{
    bool is_method = op == OP_CALL_METHOD;
    View callable = frame->registers[i->b];
    if (is_method && !callable)
        callable = frame->registers[i->b + 1];
    if (!callable || !is_native(callable))
        return NULL;
    View self = is_method && frame->registers[i->b] ? frame->registers[i->b + 1] : NULL;
    if (!self && op != OP_CALL_SPREAD && i->c > 0 && callable->type == native_method_type.index) /* str.upper("a") is "a".upper() */
        self = frame->registers[i->b + (is_method ? 2 : 1)];
    TypeObject *type = type_of_peek(callable);
    if (self && type->descriptor_get)
        return type->descriptor_get(callable, self, AS_OBJECT(type_of_peek(self)));
    return retain(callable);
}

/* The call before has ended: by a result, or by the exception that is set. */
static bool end_native_call(Frame *frame, TraceEvent event)
{
    Ref pending = frame->object ? frame->object->pending : NULL;
    if (!pending)
        return true;
    frame->object->pending = NULL;
    bool done = true;
    if (event == TRACE_C_RETURN)
        done = tell_profiler(frame, event, pending);
    else
        tell_protected(frame, event, pending);
    release(pending);
    return done;
}

static bool begin_native_call(Frame *frame, const Instruction *i, unsigned op)
{
    if (!tracing.profiler || tracing.depth || (op != OP_CALL && op != OP_CALL_METHOD && op != OP_CALL_SPREAD))
        return true;
    Ref callee = native_callee(frame, i, op);
    if (!callee)
        return !error_is_set();
    bool done = tell_profiler(frame, TRACE_C_CALL, callee);
    if (done && frame->object && tracing.profiler)
        replace_take(&frame->object->pending, retain(callee));
    release(callee);
    return done;
}

/* --- instructions --------------------------------------------------------------------------------------- */

/* What comes before the body: cells are made, and a generator stands there before it starts. */
static bool is_prologue(const CodeObject *code, const Instruction *at)
{
    return at->op == OP_MAKE_CELL || code_is_generator_start(code, at);
}

static bool is_first(const CodeObject *code, const Instruction *at)
{
    const Instruction *first = code->instructions;
    while (first < at && is_prologue(code, first))
        first++;
    return first == at;
}

static uint32_t line_of(const CodeObject *code, const Instruction *at)
{
    return code_position_own_line(code_position(code, (size_t)(at - code->instructions)));
}

static View operand_peek(const Frame *frame, uint16_t operand)
{
    return operand & OPERAND_CONSTANT ? frame->code->constants[operand & OPERAND_INDEX_CONSTANT]
                                      : frame->registers[operand & OPERAND_INDEX];
}

/* Tell something at another line than the frame stands at. */
static bool tell_at_line(Frame *frame, uint32_t line, TraceEvent event, View argument)
{
    FrameObject *object = frame->object;
    object->entry_line = line;
    object->is_entering = true;
    bool done = event == TRACE_LINE ? tell_tracer(frame, event, argument) : tell_both(frame, event, argument);
    if (frame->object)
        frame->object->is_entering = false;
    return done;
}

static bool tells_lines(const Frame *frame)
{
    return frame->object && frame->object->trace && !frame->object->skips_lines;
}

/* The lines that are passed on the way to the instruction and that none stands for (see CodePosition). `*line` is
 * the line before, 0: none, and becomes the last of them. Stops when the frame has jumped. */
static bool tell_marks(Frame *frame, const Instruction *at, uint32_t *line)
{
    const CodeObject *code = frame->code;
    const CodePosition *own = code_position(code, (size_t)(at - code->instructions)), *mark = own;
    if (own->start != (uint32_t)(at - code->instructions))
        return true;
    while (mark > code->positions && mark[-1].start == own->start)
        mark--;
    const Instruction *pc = frame->pc;
    for (; mark < own && tells_lines(frame) && frame->pc == pc; mark++) {
        if (mark->line == *line)
            continue;
        *line = mark->line;
        if (!tell_at_line(frame, mark->line, TRACE_LINE, NONE))
            return false;
    }
    return true;
}

/* Is it a way back? A FOR_ITER stands behind the body, but counts as before it, where CPython has it. */
static bool is_backward(const CodeObject *code, const Instruction *before, const Instruction *at, unsigned op)
{
    if (op == OP_FOR_ITER) {
        int64_t offset;
        memcpy(&offset, at + 1, sizeof offset);
        return before >= at + 1 + offset;
    }
    if (before >= code->instructions && general_opcode(*before) == OP_FOR_ITER)
        return false;
    return at <= before && op != OP_YIELD_FROM;
}

/* 'line' and 'opcode'. `before`: the instruction that was executed last in the frame, NULL: none yet. */
static bool tell_line(Frame *frame, const Instruction *before, const Instruction *at, unsigned op)
{
    const CodeObject *code = frame->code;
    FrameObject *object = frame->object;
    uint32_t line = line_of(code, at), last_line = before ? line_of(code, before) : 0;
    if (object && line)
        object->last_line = line;
    if (!object || !object->trace || tracing.depth)
        return true;
    bool is_again = at == before && op != OP_FOR_ITER &&
                    at->op != object->traced_opcode; /* it has taken another form, and is not executed yet */
    bool goes_back = !before || (!is_again && is_backward(code, before, at, op));
    object->traced_opcode = at->op;
    if (op == OP_FOR_ITER ? at == before : at != before) {
        uint32_t passed = goes_back ? 0 : last_line;
        const Instruction *pc = frame->pc;
        if (!tell_marks(frame, at, &passed))
            return false;
        if (frame->pc != pc)
            return true;
        if (passed && passed != last_line) {
            last_line = passed;
            goes_back = false;
        }
    }
    if (line && (goes_back || line != last_line) && tells_lines(frame) && !tell_tracer(frame, TRACE_LINE, NONE))
        return false;
    object = frame->object;
    return !object || !object->traces_opcodes || tell_tracer(frame, TRACE_OPCODE, NONE);
}

/* 'return': the value is there, and the instruction is about to take it. What belongs to no line ends at the last one. */
static bool tell_leaving(Frame *frame, const Instruction *at, unsigned op)
{
    if (op == OP_RETURN) {
        View value = operand_peek(frame, at->a);
        bool has_line = line_of(frame->code, at) || !frame->object;
        return has_line ? tell_both(frame, TRACE_RETURN, value) : tell_at_line(frame, frame->object->last_line, TRACE_RETURN, value);
    }
    if (op == OP_YIELD)
        return trace_yielded(frame, operand_peek(frame, at->b));
    return true;
}

/* 'call': the frame stands at its `def`, or where it yielded. */
static bool tell_call(Frame *frame, const Instruction *at, bool begins)
{
    CodeView code = frame->code;
    FrameObject *object = (FrameObject *)frame_object(frame);
    if (!object)
        return false;
    bool is_module = !(frame->code->flags & CODE_OPTIMIZED) && str_equal_text(code->name, "<module>");
    object->entry_line = !begins ? line_of(code, at) : is_module ? 0 : code->first_line;
    object->is_entering = true;
    bool done = tell_both(frame, TRACE_CALL, NONE);
    object->is_entering = false;
    release(AS_OBJECT(object));
    return done;
}

/* The frame goes on at frame->pc, by its own wish: that line is told as well. */
static bool trace_jumped(Frame *frame)
{
    for (;;) {
        const Instruction *at = frame->pc;
        if (!tell_line(frame, NULL, at, general_opcode(*at)))
            return false;
        if (frame->pc == at) {
            unsigned op = general_opcode(*at);
            return tell_leaving(frame, at, op) && begin_native_call(frame, at, op);
        }
    }
}

/* The instruction is not executed, since an exception was raised before it. To the unwinder what it would have consumed is
 * no longer alive. */
static void drop_operands(Frame *frame, const Instruction *at)
{
    Instruction i = quick_is_number(at->op) ? quick_general_form(*at) : *at;
    i.op = opcode_general[i.op];
    uint64_t word = 0;
    if (opcode_words[i.op])
        memcpy(&word, at + 1, sizeof word);
    const uint16_t operands[] = {i.a, i.b, i.c};
    Ref raised = error_take();
    for (size_t k = 0; k < COUNT_OF(operands); k++) {
        char letter = opcode_operands[i.op][k];
        bool is_source = letter == 'S' && !(operands[k] & OPERAND_CONSTANT);
        size_t first = is_source ? operands[k] & OPERAND_INDEX : operands[k];
        size_t count = is_source ? 1 : letter == 'B' ? opcode_run(&i, word) : 0;
        for (size_t place = first; place < first + count; place++)
            if (place >= frame->code->first_temporary && place < frame->code->register_count)
                clear_place(&frame->registers[place]);
    }
    error_restore_take(raised);
}

static bool step(Frame *frame, const Instruction *at)
{
    const Instruction *before = frame->pc;
    frame->pc = at;
    if (!trace_is_on() || is_prologue(frame->code, at))
        return true;
    unsigned op = general_opcode(*at);
    if (!(frame->flags & FRAME_TRACED)) {
        frame->flags |= FRAME_TRACED;
        bool begins = is_first(frame->code, at);
        before = begins ? NULL : op == OP_YIELD_FROM ? at : at - 1;
        if (!tell_call(frame, begins ? at : before, begins))
            return false;
    } else if (!end_native_call(frame, TRACE_C_RETURN)) {
        return false;
    }
    if (!tell_line(frame, before, at, op))
        return false;
    if (frame->pc != at) /* it has jumped: the line is told when it goes on there */
        return trace_jumped(frame);
    op = general_opcode(*at);
    if (!tell_leaving(frame, at, op))
        return false;
    return frame->pc != at ? trace_jumped(frame) : begin_native_call(frame, at, op);
}

bool trace_step(Frame *frame, const Instruction *at)
{
    if (step(frame, at))
        return true;
    if (frame->pc == at)
        drop_operands(frame, at);
    return false;
}

bool trace_yielded(Frame *frame, View value)
{
    Ref held = retain(value);
    bool done = tell_both(frame, TRACE_RETURN, held);
    release(held);
    return done;
}

void trace_exception(Frame *frame)
{
    end_native_call(frame, TRACE_C_EXCEPTION);
    if (!tracing.function || tracing.depth || !error_is_set())
        return;
    View exception = thread.raised, traceback = ((ExceptionObject *)exception)->traceback;
    Ref argument = tuple_pack(3, AS_OBJECT(type_of_peek(exception)), exception, traceback ? traceback : NONE);
    if (!argument) {
        error_clear();
        return;
    }
    if (!(frame->flags & FRAME_TRACED) && frame->generator) { /* throw(): it goes on where it had yielded */
        frame->flags |= FRAME_TRACED;
        tell_protected(frame, TRACE_CALL, NONE);
    }
    tell_protected(frame, TRACE_EXCEPTION, argument);
    release(argument);
}

void trace_delegate_returned(Frame *frame, View value)
{
    if (value == NONE || !tracing.function || tracing.depth)
        return;
    raise_value(StopIteration, value);
    trace_exception(frame);
    error_clear();
}

void trace_left(Frame *frame)
{
    if (trace_is_on())
        tell_protected(frame, TRACE_RETURN, NONE);
}

Ref trace_call(View function, View arguments)
{
    int depth = tracing.depth;
    tracing.depth = 0;
    Ref result = call_tuple(function, arguments, NULL);
    tracing.depth = depth;
    return result;
}
