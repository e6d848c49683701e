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
        object->locals = retain(frame->locals);
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
    if (code->flags & CODE_OPTIMIZED) { /* of a function: it is called, without arguments */
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

/* --- as an object --------------------------------------------------------------------------------------- */

Ref frame_object(Frame *frame)
{
    if (frame->object)
        return retain(AS_OBJECT(frame->object));
    FrameObject *object = gc_new(TYPE_FRAME, sizeof *object);
    if (!object)
        return NULL;
    memset((GcObject *)object + 1, 0, sizeof *object - sizeof(GcObject));
    ASSERT(frame->function && frame->code);
    object->frame = frame;
    object->function = frame->function;
    object->code = frame->code;
    if (frame->flags & FRAME_SNAPSHOT) {
        object->locals = frame->locals;
        frame->locals = NULL;
    }
    frame->object = object;
    frame->flags = (frame->flags & ~(uint32_t)FRAME_SNAPSHOT) | FRAME_SEEN; /* the collector will know it when the frame has ended */
    return retain(AS_OBJECT(object));
}

static uint32_t instruction_of(const FrameObject *object)
{
    if (object->frame)
        return (uint32_t)(object->frame->pc - object->frame->code->instructions);
    return object->last_instruction;
}

/* The line that a frame object is at. */
static uint32_t frame_object_line(const FrameObject *object)
{
    ASSERT(instruction_of(object) < object->code->instruction_count);
    return code_position(object->code, instruction_of(object))->line;
}

/* --- f_locals ------------------------------------------------------------------------------------------- */

static bool add_local(DictView dict, View name, View value)
{
    return value == UNBOUND || !value || dict_set(dict, name, value);
}

/* A cell that is not yet made (the first instructions of the function do that) holds nothing. */
static bool add_cell(DictView dict, View name, View cell)
{
    return cell == UNBOUND || !cell || !((CellObject *)cell)->value || dict_set(dict, name, ((CellObject *)cell)->value);
}

/* A parameter whose value a cell has taken over leaves its register empty. Its place among the cells, or
 * cell_count. */
static size_t cell_of_parameter(CodeView code, View name)
{
    size_t place = 0;
    while (place < code->cell_count && tuple_item_peek(code->cell_names, place) != name)
        place++;
    return place;
}

/* MAKE_CELL moves a captured parameter's value from its register into its cell, so either may hold
 * it. */
static bool add_parameter(DictView dict, CodeView code, Ref *registers, size_t i)
{
    View name = tuple_item_peek(code->local_names, i);
    size_t cell = registers[i] == UNBOUND ? cell_of_parameter(code, name) : code->cell_count;
    return cell < code->cell_count ? add_cell(dict, name, registers[code->local_count + cell]) : add_local(dict, name, registers[i]);
}

/* The values of the variables, in CPython's order: parameters, other locals, cells, free variables. A new
 * dict; empty without registers. */
static Ref variables_dict(CodeView code, Ref *registers)
{
    ASSERT(code->flags & CODE_OPTIMIZED);
    Ref dict = dict_new();
    if (!dict || !registers)
        return dict;
    DictView into = (DictView)dict;
    size_t parameters = code_parameter_count(code), cells = code->local_count, frees = cells + code->cell_count;
    bool done = true;
    for (size_t i = 0; done && i < code->local_count; i++)
        done = i < parameters ? add_parameter(into, code, registers, i)
                              : add_local(into, tuple_item_peek(code->local_names, i), registers[i]);
    for (size_t i = 0; done && i < code->cell_count; i++)
        done = add_cell(into, tuple_item_peek(code->cell_names, i), registers[cells + i]);
    for (size_t i = 0; done && i < code->free_count; i++)
        done = add_cell(into, tuple_item_peek(code->free_names, i), registers[frees + i]);
    if (!done)
        clear_place(&dict);
    return dict;
}

static bool update_name(View snapshot, View name, View value)
{
    if (snapshot->type == TYPE_DICT)
        return value ? dict_set((DictView)snapshot, name, value) : dict_delete((DictView)snapshot, name) >= 0;
    return (value ? object_set_item(snapshot, name, value) : object_delete_item(snapshot, name)) || (!value && error_clear_if(KeyError));
}

/* Make the variables of these names in the snapshot what they are now. False with an exception.
 * A name that has no value any more must go from the snapshot. Other keys stay: what a program put
 * into the dict of locals() under a name that is no variable is still there at the next call, as in
 * CPython. */
static bool update_names(View snapshot, DictView now, View names)
{
    bool done = true;
    for (size_t i = 0; done && i < tuple_length(names); i++) {
        View name = tuple_item_peek(names, i);
        done = update_name(snapshot, name, dict_get_str_peek(now, name));
    }
    return done;
}

/* The snapshot at `place`, made or brought up to date. What dies of that may run Python code: the registers
 * are not looked at any more by then. */
static Ref snapshot_at(Ref *place, CodeView code, Ref *registers)
{
    Ref now = variables_dict(code, registers);
    if (!now)
        return NULL;
    if (!*place) {
        *place = now;
        return retain(now);
    }
    Ref snapshot = retain(*place);
    retain(AS_OBJECT(code));
    bool done = update_names(snapshot, (DictView)now, code->local_names) && update_names(snapshot, (DictView)now, code->cell_names) &&
                update_names(snapshot, (DictView)now, code->free_names);
    release(AS_OBJECT(code));
    release(now);
    if (!done)
        clear_place(&snapshot);
    return snapshot;
}

/* The snapshot lives where it lasts: with the frame while nobody has its object, else in the object.
 * A generator's frame is made anew at each resumption, hence it gets an object at once. */
Ref frame_locals(Frame *frame)
{
    if (frame->flags & FRAME_BODY)
        return retain(frame->locals);
    if (frame->generator && !frame->object) { /* its frame goes with each yield, the object stays */
        Ref object = frame_object(frame);
        if (!object)
            return NULL;
        release(object);
    }
    if (frame->object)
        return snapshot_at(&frame->object->locals, frame->code, frame->registers);
    frame->flags |= FRAME_SNAPSHOT;
    return snapshot_at(&frame->locals, frame->code, frame->registers);
}

/* The three states of the head's drawing: a running frame, an ended class or module body, and
 * variables that lie in a generator or in the object itself. */
static Ref get_locals(View self)
{
    FrameObject *object = (FrameObject *)self;
    CodeView code = object->code;
    if (object->frame)
        return frame_locals(object->frame);
    if (!(code->flags & CODE_OPTIMIZED))
        return object->locals ? retain(object->locals) : dict_new();
    return snapshot_at(&object->locals, code, object->generator ? object->generator->registers : object->values);
}

/* --- attributes and methods ----------------------------------------------------------------------------- */

/* While the frame runs its caller may be another each time (a generator's), so it is asked afresh;
 * afterwards what detach noted is all there is. */
static Ref get_back(View self)
{
    FrameObject *object = (FrameObject *)self;
    if (object->frame)
        return frame_previous(object->frame) ? frame_object(frame_previous(object->frame)) : none_new();
    return retain(object->back ? AS_OBJECT(object->back) : NONE);
}

static Ref get_line(View self)
{
    return int_new(frame_object_line((FrameObject *)self));
}
/* In bytes, as in CPython, where an instruction has two; here it has eight. Only differences and
 * order mean anything to a program. */
static Ref get_lasti(View self)
{
    return int_new((int64_t)instruction_of((FrameObject *)self) * 8);
}
static Ref get_code(View self)
{
    return retain(AS_OBJECT(((FrameObject *)self)->code));
}
static Ref get_globals(View self)
{
    return retain(AS_OBJECT(((FrameObject *)self)->function->globals));
}
static Ref get_builtins(View self)
{
    return retain(AS_OBJECT(((FrameObject *)self)->function->builtins));
}

/* The object is empty before the first value dies: a finalizer may come back here by f_locals or
 * clear(). */
static void clear_values(FrameObject *object)
{
    Ref *values = object->values;
    uint32_t count = object->value_count;
    object->values = NULL;
    object->value_count = 0;
    for (uint32_t i = 0; i < count; i++)
        release_maybe(values[i]);
    if (values)
        heap_free(values, count * sizeof *values);
}

/* A suspended generator is closed by it, as by its death: its finally blocks run. Variables of a
 * frame that has ended just die; a running frame is refused, since its instructions rely on their
 * registers. */
static Ref frame_clear_method(View self, View *args UNUSED)
{
    FrameObject *object = (FrameObject *)self;
    if (object->frame)
        return raise_error(RuntimeError, "cannot clear an executing frame");
    if (object->generator) { /* which is closed by that */
        Ref generator = retain(AS_OBJECT(object->generator));
        type_of_peek(generator)->finalize(generator);
        release(generator);
        return none_new();
    }
    clear_values(object);
    return none_new();
}

static void frame_finish(View self)
{
    FrameObject *object = (FrameObject *)self;
    clear_values(object);
    CLEAR(object->back);
    clear_place(&object->locals);
    CLEAR(object->function);
    CLEAR(object->code);
}

static void frame_clear(View self)
{
    FrameObject *object = (FrameObject *)self;
    if (!object->frame)
        clear_values(object);
}

/* As long as there is a frame or a generator, function and code are borrowed from it: to visit them
 * would count a reference that does not exist, and the collector would take live objects for
 * garbage. */
static void frame_traverse(View self, Visitor visit, void *context)
{
    FrameObject *object = (FrameObject *)self;
    VISIT(object->back);
    VISIT(object->locals);
    if (!object->frame && !object->generator) {
        VISIT(object->function);
        VISIT(object->code);
    }
    for (uint32_t i = 0; i < object->value_count; i++)
        VISIT(object->values[i]);
}

static Ref frame_repr(View self)
{
    FrameObject *object = (FrameObject *)self;
    CodeView code = object->code;
    return str_format("<frame at %p, file %R, line %u, code %U>", (void *)self, code->filename, frame_object_line(object), code->name);
}

static Ref frame_sizeof_method(View self, View *args UNUSED)
{
    Layout layout = layout_of(type_of_peek(self));
    return int_new(layout.basic_size + layout.item_size * code_frame_places(((FrameObject *)self)->code));
}

static const NativeFunction frame_methods[] = {
    {"__sizeof__()", frame_sizeof_method, "F.__sizeof__() -> size of F in memory, in bytes"},
    {"clear()", frame_clear_method, "Clear most references held by the frame."},
    {NULL, NULL, NULL},
};
static const NativeProperty frame_properties[] = {
    {"f_locals", get_locals, NULL, NULL},     {"f_back", get_back, NULL, NULL}, {"f_lineno", get_line, NULL, NULL},
    {"f_lasti", get_lasti, NULL, NULL},       {"f_code", get_code, NULL, NULL}, {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL}, {NULL, NULL, NULL, NULL},
};

TypeObject frame_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_FRAME,
    .name = "frame",
    .size = sizeof(FrameObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_TRASHCAN,
    .finish = frame_finish,
    .traverse = frame_traverse,
    .clear = frame_clear,
    .repr = frame_repr,
    .methods = frame_methods,
    .properties = frame_properties,
};

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
