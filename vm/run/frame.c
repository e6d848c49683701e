/* frame: the stacks of frames and registers, and frames as objects; see frame.h for the drawing.
 *
 * A call in progress is a Frame, a plain struct, and costs a few stores. A FrameObject, which Python
 * code can hold, is made only when somebody asks, as CPython does since 3.11. The two then belong
 * together:
 *
 *     while it runs       Frame ◄──frame── FrameObject    variables in the registers; the object borrows
 *     suspended           GeneratorObject ◄──generator──  variables in the generator's registers
 *     ended, still held   FrameObject: values[]           the variables have moved into it; it owns
 *     ended, not held     nothing: variables die as if nobody had asked
 *
 * Invariants:  vm.current is the youngest frame; older ones lie before it without a gap.
 *              thread.recursion_depth counts them, so the recursion limit is also the bound of this array.
 *              A frame that is popped is gone from vm.current before any of its variables dies: finalizers
 *              run as if called by the caller, and their frames take its place.
 *              Its registers are still in use meanwhile: vm.binding guards them (registers_guard). */
#include "vm/run/frame.h"

#include <sys/mman.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/generator.h"

Vm vm;

/* Address space, not memory: the system gives pages when they are first touched. So both stacks can
 * be as long as any program may need, and never move: a pointer to a register stays good across any
 * call. */
static void *reserve(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

bool vm_stacks_reserve(Vm *stacks)
{
    Frame *frames = reserve((FRAMES_MOST + 1) * sizeof *frames);
    stacks->frames = frames ? frames + 1 : NULL;
    stacks->stack = reserve(REGISTERS_ON_STACK * sizeof *stacks->stack);
    return stacks->frames && stacks->stack;
}

void vm_stacks_free(Vm *stacks)
{
    if (stacks->frames)
        munmap(stacks->frames - 1, (FRAMES_MOST + 1) * sizeof *stacks->frames);
    if (stacks->stack)
        munmap(stacks->stack, REGISTERS_ON_STACK * sizeof *stacks->stack);
    *stacks = (Vm){0};
}

bool vm_start(void)
{
    return vm_stacks_reserve(&vm);
}

/* Frames of generators are passed over: their registers are in the generator objects, and say
 * nothing about how far the stack is in use. The guard comes last, since it may lie beyond what any
 * frame uses. */
Ref *vm_stack_top(void)
{
    Ref *top = vm.stack;
    for (Frame *frame = vm.current; frame; frame = frame_previous(frame)) {
        Ref *end = frame->registers + frame->code->register_count;
        if (!registers_fit(end))
            continue; /* a generator's */
        top = end;
        break;
    }
    return vm.binding && vm.binding > top ? vm.binding : top;
}

void vm_stop(void)
{
    vm_stacks_free(&vm);
}

/* Locals come first, then cells, then free variables (code.h). Arguments fill the first of the
 * locals; other locals and all cells start UNBOUND, since MAKE_CELL instructions at the head of the
 * function make the cells. Free variables are the closure's cells themselves, shared with the
 * function that made them. Temporaries are left as they are: a dead one is never read. */
void frame_registers_prepare(FunctionView function, Ref *registers, size_t filled)
{
    CodeView code = function->code;
    size_t frees = code->free_count, first_free = code->first_temporary - frees;
    ASSERT(filled <= first_free);
    ASSERT(!frees || tuple_length(function->closure) == frees);
    for (size_t i = filled; i < first_free; i++)
        registers[i] = UNBOUND;
    for (size_t i = 0; i < frees; i++)
        registers[first_free + i] = retain(tuple_item_peek(function->closure, i));
}

/* The limit is checked before anything is changed, so that on failure the caller still owns the
 * function and the arguments. One check suffices for both stacks of frames: no limit goes beyond
 * FRAMES_MOST. */
Frame *frame_push(FunctionView function, Ref *registers, size_t filled)
{
    CodeView code = function->code;
    Frame *frame = vm.current ? vm.current + 1 : vm.frames;
    if (UNLIKELY(thread.recursion_depth >= thread.recursion_limit || !registers_fit(registers + code->register_count)))
        return raise_error(RecursionError, "maximum recursion depth exceeded");
    thread.recursion_depth++;
    frame_registers_prepare(function, registers, filled);
    ASSERT(frame < vm.frames + FRAMES_MOST);
    ASSERT(filled <= code->first_temporary && code->first_temporary <= code->register_count);
    *frame = (Frame){.code = code, .function = function, .registers = registers, .pc = code->instructions};
    vm.current = frame;
    return frame;
}

/* A generator has room for its own registers only, none for a callee's above them. The references
 * move: what is left behind at `args` is dead. */
Ref *frame_registers_move_to_stack(CodeView code, Ref *args, size_t count)
{
    Ref *place = vm_stack_top();
    if (!registers_fit(place + (count > code->register_count ? count : code->register_count)))
        return raise_error(RecursionError, "maximum recursion depth exceeded");
    memcpy(place, args, count * sizeof *args);
    return place;
}

/* Each register is UNBOUND before its value dies: a finalizer that looks at the frame's object must
 * not find a reference that is about to be gone. */
void frame_registers_release(Ref *registers, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        Ref value = registers[i];
        registers[i] = UNBOUND;
        if (value && value != UNBOUND)
            release(value);
    }
}

/* The caller's object, made for this: f_back must still tell when the frame is gone. NULL also
 * without memory. */
static FrameObject *back_of(Frame *frame)
{
    Frame *previous = frame_previous(frame);
    return previous ? (FrameObject *)frame_object(previous) : NULL;
}

/* It goes with the frame, so it never owned any of these: setting them to NULL is all. */
void frame_object_forget(FrameObject *object)
{
    object->frame = NULL;
    object->generator = NULL;
    object->function = NULL;
    object->code = NULL;
}

/* While the frame ran, the collector saw the variables through neither: a running frame's registers
 * are roots by their counts. From now on they are the object's, which therefore becomes one of the
 * collector's objects, and counts as made now. */
void frame_object_keep(FrameObject *object, Ref *registers)
{
    size_t count = object->code->first_temporary;
    ASSERT(!object->values && !object->value_count);
    gc_state.made_young++; /* the collector knows it from now on */
    object->frame = NULL;
    object->generator = NULL;
    retain(AS_OBJECT(object->function));
    retain(AS_OBJECT(object->code));
    gc_track(AS_OBJECT(object));
    object->values = count ? heap_allocate(count * sizeof(Ref)) : NULL;
    if (!object->values)
        return;
    object->value_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        object->values[i] = registers[i] == UNBOUND ? NULL : registers[i];
        registers[i] = UNBOUND;
    }
}

/* The frame ends, but its object lives on.
 * It must run while the frame is still on the stack: f_back is asked for one last time, and an
 * exception that this raises (no memory) is not the program's. */
static void detach(Frame *frame)
{
    FrameObject *object = frame->object;
    ASSERT(frame == vm.current);
    ASSERT(object->frame == frame && object->code == frame->code);
    object->last_instruction = (uint32_t)(frame->pc - frame->code->instructions);
    object->back = frame->generator ? NULL : back_of(frame); /* that of a generator had another caller each time */
    error_clear();
    if (frame->flags & FRAME_BODY)
        replace_take(&object->locals, retain(frame->locals));
    frame_object_keep(object, frame->registers);
}

/* The frame ends. Its object, if somebody else holds it, lives on with the variables. Returns, to be released
 * after the variables, the dict that locals() gave; or NULL.
 * One reference is the frame's own, so more than one means that somebody else holds it. An exception
 * on its way out of the frame is put aside: making the caller's object may fail, and must not
 * disturb it. */
static Ref part_from_object(Frame *frame)
{
    FrameObject *object = frame->object;
    Ref locals = NULL;
    if (object->object.refcount > 1) {
        Ref raised = error_take();
        detach(frame);
        error_restore_take(raised);
    } else {
        frame_object_forget(object);
        locals = object->locals;
        object->locals = NULL;
    }
    frame->object = NULL;
    release(AS_OBJECT(object));
    return locals;
}

/* The order is the point. First the object takes the variables, if it is to keep them; then the
 * frame leaves vm.current; then the variables die, from the first to the last, as CPython clears a
 * frame's locals; then what only the frame held; function and code last. Everything is read from the
 * frame beforehand: a finalizer's own call takes its place in memory. */
void frame_pop(Frame *frame)
{
    ASSERT(frame == vm.current && thread.recursion_depth > 0);
    ASSERT(frame->handled_depth == 0);
    ASSERT(!frame->object || frame->flags & FRAME_SEEN);
    Ref *registers = frame->registers, locals = UNLIKELY(frame->object != NULL) ? part_from_object(frame) : NULL;
    size_t count = frame->code->first_temporary;
    Ref namespace = frame->flags & (FRAME_BODY | FRAME_SNAPSHOT) ? frame->locals : NULL;
    Ref constructed = frame->flags & FRAME_CONSTRUCT ? frame->constructed : NULL;
    FunctionView function = frame->generator ? NULL : frame->function;
    Ref code = frame->flags & FRAME_OWNS_CODE ? AS_OBJECT(frame->code) : NULL;
    if (frame->generator)
        frame->generator->state = GENERATOR_FINISHED;
    vm.current = frame_previous(frame); /* finalizers do not see it, and their frames take its place */
    Ref *outer = registers_guard(registers + count);
    frame_registers_release(registers, 0, count);
    vm.binding = outer;
    release_maybe(locals);
    release_maybe(namespace);
    release_maybe(constructed);
    thread.recursion_depth--;
    release_maybe(AS_OBJECT(function));
    release_maybe(code);
}

void frames_keep_code(FunctionView function)
{
    for (Frame *frame = vm.current; frame; frame = frame_previous(frame))
        if (frame->function == function && frame->code == function->code && !frame->generator && !(frame->flags & FRAME_OWNS_CODE)) {
            retain(AS_OBJECT(frame->code));
            frame->flags |= FRAME_OWNS_CODE;
        }
}

int64_t vm_reference_count(View object)
{
    int64_t count = object->refcount < 0 ? INT32_MAX : object->refcount;
    if (object->type == TYPE_CODE)
        for (const Frame *frame = vm.current; frame; frame = frame_previous(frame))
            count += AS_OBJECT(frame->code) == object && !frame->generator && !(frame->flags & FRAME_OWNS_CODE);
    return count;
}

Frame *vm_current_frame(void)
{
    return vm.current;
}

DictView vm_globals_peek(void)
{
    return vm.current ? vm.current->function->globals : NULL;
}

Ref vm_run_code(CodeView code, View globals, View locals, View closure)
{
    FunctionView function = (FunctionView)function_new(code, (DictView)globals);
    if (!function)
        return NULL;
    function->closure = retain_maybe(closure);
    if (code->flags & (CODE_OPTIMIZED | CODE_GENERATOR)) { /* of a function, or of a module that awaits: it is called, without arguments */
        Ref result = function_call_with_locals(function, locals);
        release(AS_OBJECT(function));
        return result;
    }
    Frame *frame = check_stack() ? frame_push(function, vm_stack_top(), 0) : NULL;
    if (!frame) {
        release(AS_OBJECT(function));
        return NULL;
    }
    frame->locals = retain(locals);
    frame->flags = FRAME_ENTRY | FRAME_BODY;
    return eval_frame(frame);
}

Ref vm_run_source(CodeView code, View literals, View globals, View locals)
{
    RunningSource source = {literals, vm.sources};
    vm.sources = &source;
    Ref result = vm_run_code(code, globals, locals, NULL);
    ASSERT(vm.sources == &source);
    vm.sources = source.outer;
    return result;
}

/* super() without arguments needs two things that only its caller's frame knows: the first argument,
 * and the class around the method. The compiler gives each function that says `super` or `__class__`
 * a free variable of that name, whose cell the class body fills when the class is made. The first
 * argument may have moved into a cell, if an inner function uses it, and may have been deleted. */
bool frame_find_super_caller(Ref *class, Ref *self)
{
    Frame *frame = vm_current_frame();
    CodeView code = frame ? frame->code : NULL;
    if (!code || code->argument_count == 0) {
        raise_error(RuntimeError, "super(): no arguments");
        return false;
    }
    View first = frame->registers[0];
    if (first == UNBOUND) /* it lives in a cell */
        for (size_t i = 0; i < code->cell_count; i++)
            if (tuple_item_peek(code->cell_names, i) == tuple_item_peek(code->local_names, 0))
                first = ((CellObject *)frame->registers[code->local_count + i])->value;
    for (size_t i = 0; i < code->free_count; i++) {
        if (!str_equal_text(tuple_item_peek(code->free_names, i), "__class__"))
            continue;
        View cell_value = ((CellObject *)frame->registers[code->local_count + code->cell_count + i])->value;
        if (!cell_value)
            raise_error(RuntimeError, "super(): empty __class__ cell");
        else if (!first || first == UNBOUND)
            raise_error(RuntimeError, "super(): arg[0] deleted");
        else {
            *class = retain(cell_value);
            *self = retain(first);
        }
        return cell_value && first && first != UNBOUND;
    }
    raise_error(RuntimeError, "super(): __class__ cell not found");
    return false;
}
