/* eval_frames: frames that come and go within the evaluation loop, inlined there for the plain cases; the rest is
 * in frame.c. */
#ifndef OURO_VM_RUN_EVAL_FRAMES_H
#define OURO_VM_RUN_EVAL_FRAMES_H

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "vm/run/frame.h"

/* The arguments are in a generator's registers, or there is no room. NULL with RecursionError. */
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
 * there is room. */
static inline ALWAYS_INLINE void push_here(Frame *frame, FunctionView function, CodeView code, Ref *registers, size_t filled)
{
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

/* `count` arguments, keywords included, as CALL counts them: see function_takes_in_order. */
static inline bool takes_in_order(FunctionView function, size_t count, uint32_t names, Ref *constants)
{
    View keyword_names = names == UINT32_MAX ? NULL : constants[names];
    return function_takes_in_order(function, count - (keyword_names ? tuple_length(keyword_names) : 0), keyword_names);
}

/* Defaults for the parameters behind the first `count`, in the registers of the callee to be. False, with
 * nothing done, if they do not suffice, or if the registers are a generator's, where there may be no room. */
static inline ALWAYS_INLINE bool fill_defaults(const Frame *frame, FunctionView function, Ref *registers, size_t count)
{
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
 * frame's registers. */
static NOINLINE void release_last_guarded(Ref object, Ref *end)
{
    object->refcount = 0;
    Ref *outer = registers_guard(end);
    object_release_last(object);
    vm.binding = outer;
}

/* frame_pop for a frame without anything special. */
static inline ALWAYS_INLINE void pop_plain_frame(Frame *frame)
{
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

static inline void pop_frame(Frame *frame)
{
    if (UNLIKELY(frame->flags))
        frame_pop(frame);
    else
        pop_plain_frame(frame);
}

#endif
