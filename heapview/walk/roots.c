/* roots: frames' and the interpreter's references; see roots.h.
 *
 * A root is a counted reference that no object holds: a register of a running frame, or something that C code
 * keeps: the modules, the builtins, the names that the interpreter interned at its start, the literals of the
 * text that runs, the exception on its way or being handled. With the edges of all objects they make up each
 * count, but for what C code holds in its own variables.
 *
 *     frame 0     frame 1 (entry)     frame 2 (current)
 *     └ pending                       └ pending
 *
 * An entry frame was called from C code: the frame before it is in the middle of an instruction, as is the
 * current one.
 *
 * Pending registers are the operands of such an instruction. They are no longer among the live temporaries,
 * but C code still works with them: so len(x) has a reference to x that no name explains. What is in them may
 * have been released already, so they are compared, and never followed. */
#include "heapview/walk/roots.h"

#include <string.h>

#include "heapview/walk/describe.h"
#include "runtime/calls/native.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "vm/module.h"
#include "vm/opcode.h"
#include "vm/run/threads.h"

typedef struct RootWalk {
    RootVisitor visit;
    void *context;
    Root root;
} RootWalk;

static bool tell(const Edge *edge, void *context)
{
    RootWalk *walk = context;
    walk->root.edge = *edge;
    return walk->visit(&walk->root, walk->context);
}

static bool tell_held(RootWalk *walk, const char *holder, const char *field, const void *child, size_t index)
{
    walk->root.holder = holder;
    Edge edge = {.kind = EDGE_FIELD, .child = (View)(uintptr_t)child, .field = field, .index = index};
    return !child || tell(&edge, walk);
}

static bool names_each(RootWalk *walk)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!tell_held(walk, "the interpreter", "names", name_objects[i], i))
            return false;
    return true;
}

static bool sources_each(RootWalk *walk)
{
    for (const RunningSource *source = vm.sources; source; source = source->outer)
        if (!tell_held(walk, "the text that runs", "literals", source->literals, 0))
            return false;
    return true;
}

static bool interpreter_each(RootWalk *walk)
{
    return sources_each(walk) && tell_held(walk, "the interpreter", "modules", modules_peek(), 0) &&
           tell_held(walk, "the interpreter", "sys", sys_dict_peek(), 0) &&
           tell_held(walk, "the interpreter", "builtins", builtins_dict_peek(), 0) &&
           tell_held(walk, "the interpreter", "copy of the builtins", modules_builtins_copy_peek(), 0) && names_each(walk);
}

static bool frames_each(RootWalk *walk)
{
    bool goes_on = true;
    for (Frame *frame = vm.frames; goes_on && vm.current && frame <= vm.current; frame++) {
        walk->root.frame = frame;
        goes_on = edges_each_of_frame(frame, tell, walk);
    }
    walk->root.frame = NULL;
    return goes_on;
}

/* What the running thread has of its own lies in `thread`, that of the others is put aside. */
static bool thread_each(RootWalk *walk, const ThreadState *state)
{
    const Thread *errors = state == thread_self ? &thread : &state->errors;
    const char *who = threads_count() == 1 ? "the interpreter" : "a thread";
    return tell_held(walk, who, "the exception being raised", errors->raised, 0) &&
           tell_held(walk, who, "the exception being handled", errors->handled, 0) &&
           tell_held(walk, who, "its function", state->function, 0) && tell_held(walk, who, "its arguments", state->arguments, 0) &&
           tell_held(walk, who, "its keyword arguments", state->keywords, 0) && tell_held(walk, who, "its context", state->context, 0) &&
           tell_held(walk, who, "the lock that says that it has ended", state->sentinel, 0);
}

static bool threads_each(RootWalk *walk)
{
    bool goes_on = true;
    for (ThreadState *state = threads_first(); goes_on && state; state = state->next) {
        threads_visit_begin(state);
        goes_on = frames_each(walk) && thread_each(walk, state);
        threads_visit_end(state);
    }
    return goes_on;
}

bool roots_each(RootVisitor visit, void *context)
{
    RootWalk walk = {.visit = visit, .context = context};
    return threads_each(&walk) && interpreter_each(&walk);
}

/* --- instructions that C code is executing -------------------------------------------------------------- */

static bool is_call(unsigned op)
{
    return op >= OP_CALL && op <= OP_CALL_METHOD_NATIVE;
}

static bool is_method_call(unsigned op)
{
    return op >= OP_CALL_METHOD && op <= OP_CALL_METHOD_NATIVE;
}

/* Where the callable, which a method's self follows, stands and how many arguments come after it. */
static size_t call_arguments(const Instruction *i)
{
    return i->op == OP_CALL_SPREAD ? (i->c ? 2u : 1u) : i->c;
}

static bool tell_register(RootWalk *walk, const Frame *frame, size_t place, const char *field, size_t index)
{
    Edge edge = {.kind = EDGE_FIELD, .child = frame->registers[place], .field = field, .index = index};
    walk->root.place = &frame->registers[place];
    return !edge.child || edge.child == UNBOUND || tell(&edge, walk);
}

static bool pending_call(RootWalk *walk, const Frame *frame)
{
    const Instruction *i = frame->pc;
    size_t at = i->b, count = call_arguments(i);
    bool is_method = is_method_call(i->op), is_bound = is_method && frame->registers[at];
    if (!tell_register(walk, frame, at, "argument", 0))
        return false;
    if (is_method && !tell_register(walk, frame, ++at, is_bound ? "self" : "argument", 0))
        return false;
    for (size_t n = 1; n <= count; n++)
        if (!tell_register(walk, frame, at + n, "argument", n))
            return false;
    return true;
}

size_t roots_instruction_items(const Instruction *i)
{
    if (i->op >= OP_TABLE_END || opcode_operands[i->op][1] != 'B' || is_call(i->op) || i->op == OP_CALL_SPREAD)
        return 0;
    uint64_t word = 0;
    if (opcode_words[i->op])
        memcpy(&word, i + 1, sizeof word);
    return opcode_run(i, word);
}

static bool pending_operands(RootWalk *walk, const Frame *frame)
{
    const Instruction *i = frame->pc;
    if (i->op >= OP_TABLE_END)
        return true;
    const uint16_t operands[] = {i->a, i->b, i->c};
    for (size_t n = 0; n < COUNT_OF(operands); n++)
        if (opcode_operands[i->op][n] == 'S' && (operands[n] & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY &&
            !tell_register(walk, frame, operands[n] & OPERAND_INDEX, "operand", n))
            return false;
    for (size_t n = 0, count = roots_instruction_items(i); n < count; n++)
        if (!tell_register(walk, frame, i->b + n, "operand", n))
            return false;
    return true;
}

bool roots_pending_each(RootVisitor visit, void *context)
{
    RootWalk walk = {.visit = visit, .context = context};
    for (Frame *frame = vm.frames; vm.current && frame <= vm.current; frame++) {
        bool is_in_c = frame == vm.current || (frame[1].flags & FRAME_ENTRY);
        walk.root.frame = frame;
        if (is_in_c &&
            !(is_call(frame->pc->op) || frame->pc->op == OP_CALL_SPREAD ? pending_call(&walk, frame) : pending_operands(&walk, frame)))
            return false;
    }
    return true;
}

/* What a call instruction calls. Behind LOAD_METHOD the first register is NULL if it found no method but an
 * attribute, which stands in the next. */
static View callable_peek(const Frame *frame)
{
    View first = frame->registers[frame->pc->b];
    return first || !is_method_call(frame->pc->op) ? first : frame->registers[frame->pc->b + 1];
}

void roots_write_pending_callee(Text *text, const Frame *frame)
{
    View callable = callable_peek(frame);
    const NativeObject *native = (const NativeObject *)callable;
    if (frame == vm.current && callable && (callable->type == TYPE_NATIVE_FUNCTION || callable->type == native_method_type.index) &&
        native->function)
        text_format(text, "%.*s()", (int)strcspn(native->function->signature, "("), native->function->signature);
    else
        text_format(text, "a call");
}
