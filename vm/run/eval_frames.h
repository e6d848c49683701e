/* eval_frames: frames that come and go within the evaluation loop, inlined there for the plain
 * cases; the rest is in frame.c.
 *
 *     caller   R ─► | locals … | temporaries …  f | x | y |          CALL: b is f's register, c = 2
 *     callee                                   R ─► | x | y | locals … | temporaries … |
 *
 * The arguments are where the callee's first registers have to be, so a call moves a pointer and
 * fills the rest of the locals with UNBOUND. CPython 3.11 copies them from the caller's stack into
 * the new frame. On return the callee has released its arguments with its other variables; only the
 * result is stored, in the caller. */
#ifndef OURO_VM_RUN_EVAL_FRAMES_H
#define OURO_VM_RUN_EVAL_FRAMES_H

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "vm/run/frame.h"

/* The arguments are in a generator's registers, or there is no room. NULL with RecursionError.
 * The caller's failure path differs from a callee's: nothing has been pushed, the arguments are
 * still its own. */
static Frame *push_from_elsewhere(FunctionView function, Ref *registers, size_t filled)
{
    if (!vm.current->generator)
        return frame_push(function, registers, filled);
    Ref *moved = frame_registers_move_to_stack(function->code, registers, filled);
    return moved ? frame_push(function, moved, filled) : NULL;
}

/* Is there room for a callee whose registers are to begin at `registers`? No, if these are a generator's. */
static inline ALWAYS_INLINE bool has_room(CodeView code, const Ref *registers)
{
    return thread.recursion_depth < thread.recursion_limit && registers_fit(registers + code->register_count);
}

/* frame_push, inlined, for a callee of this loop whose `filled` arguments are all it has at `registers`;
 * there is room.
 * `constructed` is left as it is: only FRAME_CONSTRUCT gives it a meaning. */
static inline ALWAYS_INLINE void push_here(Frame *frame, FunctionView function, CodeView code, Ref *registers, size_t filled)
{
    ASSERT(frame == vm.current + 1 && frame < vm.frames + FRAMES_MOST);
    ASSERT(filled <= code->first_temporary && !(code->flags & CODE_GENERATOR));
    ASSERT(!code->free_count || tuple_length(function->closure) == code->free_count);
    thread.recursion_depth++;
    if (filled < code->first_temporary) {
        size_t first_free = code->first_temporary - code->free_count;
        for (size_t n = filled; n < first_free; n++)
            registers[n] = UNBOUND;
        for (size_t n = first_free; UNLIKELY(n < code->first_temporary); n++)
            registers[n] = retain(tuple_item_peek(function->closure, n - first_free));
    }
    frame->code = code; /* member by member: the compiler would clear the whole with a slow loop first */
    frame->function = function;
    frame->registers = registers;
    frame->pc = code->instructions;
    frame->locals = NULL;
    frame->generator = NULL;
    frame->object = NULL;
    frame->flags = 0;
    frame->handled_depth = 0;
    vm.current = frame;
}

/* `count` arguments, keywords included, as CALL counts them: see function_takes_in_order.
 * The result holds for every call of this instruction, as long as the callee's code is the same:
 * what is asked here depends on the code and on the instruction alone. Hence the code's version is a
 * sufficient guard. */
static inline bool takes_in_order(FunctionView function, size_t count, uint32_t names, Ref *constants)
{
    View keyword_names = names == UINT32_MAX ? NULL : constants[names];
    return function_takes_in_order(function, count - (keyword_names ? tuple_length(keyword_names) : 0), keyword_names);
}

/* Defaults for the parameters behind the first `count`, in the registers of the callee to be. False, with
 * nothing done, if they do not suffice, or if the registers are a generator's, where there may be no room.
 * It checks first and fills then: when it says no, the general call must find the arguments
 * untouched. */
static inline ALWAYS_INLINE bool fill_defaults(const Frame *frame, FunctionView function, Ref *registers, size_t count)
{
    ASSERT(count <= function->code->argument_count);
    size_t parameters = function->code->argument_count, missing = parameters - count;
    if (missing == 0)
        return true;
    View defaults = function->defaults;
    size_t available = defaults ? tuple_length(defaults) : 0;
    if (UNLIKELY(missing > available || frame->generator || !registers_fit(registers + parameters)))
        return false;
    for (size_t n = available - missing; n < available; n++)
        registers[count++] = retain(tuple_item_peek(defaults, n));
    return true;
}

/* The last reference to what a variable held, whose frame is not among the frames any more. `end`: of the
 * frame's registers.
 * It runs whatever a finalizer runs, in the registers behind `end`: those before it may still hold
 * variables that have not died yet. */
static NOINLINE void release_last_guarded(Ref object, Ref *end)
{
    ASSERT(object->refcount == 1);
    object->refcount = 0;
    Ref *outer = registers_guard(end);
    object_release_last(object);
    vm.binding = outer;
}

/* frame_pop for a frame without anything special.
 * Ints and floats die by giving back their block, without a finalizer to guard against: most locals
 * of most functions are such. Everything else whose last reference this was takes the long way. */
static inline ALWAYS_INLINE void pop_plain_frame(Frame *frame)
{
    ASSERT(frame == vm.current && frame > vm.frames && thread.recursion_depth > 0);
    ASSERT(!frame->flags && !frame->generator && !frame->object && !frame->locals && !frame->handled_depth);
    FunctionView function = frame->function;
    Ref *place = frame->registers, *end = place + frame->code->first_temporary;
    vm.current = frame - 1; /* finalizers do not see this frame, and theirs take its place */
    for (; place < end; place++) {
        Ref value = *place;
        if (value == UNBOUND)
            continue;
        *place = UNBOUND;
        if (value->refcount != 1)
            release(value);
        else if (LIKELY(value->type == TYPE_INT || value->type == TYPE_FLOAT))
            heap_free(value, 16);
        else
            release_last_guarded(value, end);
    }
    thread.recursion_depth--;
    release(AS_OBJECT(function));
}

/* Any flag means that somebody waits for the frame or that it owns more than its variables. */
static inline void pop_frame(Frame *frame)
{
    if (UNLIKELY(frame->flags))
        frame_pop(frame);
    else
        pop_plain_frame(frame);
}

#endif
