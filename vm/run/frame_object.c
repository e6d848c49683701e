/* frame_object: frames as Python code sees them: f_locals, f_back, f_lineno, f_trace; see frame.h, and
 * frame.c for who owns the variables when.
 *
 * A frame object is made when somebody asks. What it tells it reads from the frame as long as there is one,
 * from the generator while that is suspended, and from its own `values` afterwards. */
#include "vm/run/frame.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/run/generator.h"
#include "vm/run/trace.h"

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
    if (object->is_entering)
        return object->entry_line;
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

/* --- back from f_locals --------------------------------------------------------------------------------- */

static void take_cell(Ref cell, View value)
{
    if (cell && cell != UNBOUND && cell->type == TYPE_CELL && ((CellObject *)cell)->value != value)
        replace_take(&((CellObject *)cell)->value, retain_maybe(value));
}

/* A name that the dict has no more: the variable is deleted, as by PyFrame_LocalsToFast. */
static void take_local(Ref *place, View value)
{
    Ref old = *place;
    if (old == (value ? value : UNBOUND))
        return;
    *place = value ? retain(value) : UNBOUND;
    if (old && old != UNBOUND)
        release(old);
}

bool frame_take_locals(FrameObject *object)
{
    Frame *frame = object->frame;
    View locals = object->locals;
    if (!frame || !locals || !is_dict(locals) || !(object->code->flags & CODE_OPTIMIZED))
        return true;
    CodeView code = object->code;
    Ref held = retain(locals);
    for (size_t i = 0; i < code->local_count; i++) {
        View name = tuple_item_peek(code->local_names, i), value = dict_get_str_peek((DictView)held, name);
        size_t cell = i < code_parameter_count(code) ? cell_of_parameter(code, name) : code->cell_count;
        if (cell == code->cell_count)
            take_local(&frame->registers[i], value);
    }
    size_t cells = code->local_count, frees = cells + code->cell_count;
    for (size_t i = 0; i < code->cell_count; i++)
        take_cell(frame->registers[cells + i], dict_get_str_peek((DictView)held, tuple_item_peek(code->cell_names, i)));
    for (size_t i = 0; i < code->free_count; i++)
        take_cell(frame->registers[frees + i], dict_get_str_peek((DictView)held, tuple_item_peek(code->free_names, i)));
    release(held);
    return true;
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
/* A trace function has the frame go on elsewhere. */
static bool set_line(View self, View value)
{
    FrameObject *object = (FrameObject *)self;
    const char *obstacle = NULL;
    int64_t line;
    if (!value)
        raise_error(AttributeError, "cannot delete attribute");
    else if (!is_int(value) || value == TRUE || value == FALSE)
        raise_error(ValueError, "lineno must be an integer");
    else if ((obstacle = trace_jump_obstacle(object->frame)))
        raise_error(ValueError, "%s", obstacle);
    else if (!int_to_int64(value, &line) || line > INT32_MAX || line < INT32_MIN)
        raise_error(ValueError, "lineno out of range");
    else
        return trace_jump(object->frame, line);
    return false;
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
    clear_place(&object->trace);
    clear_place(&object->pending);
    CLEAR(object->function);
    CLEAR(object->code);
}

static void frame_clear(View self)
{
    FrameObject *object = (FrameObject *)self;
    if (object->frame)
        return;
    clear_values(object);
    clear_place(&object->trace);
}

/* As long as there is a frame or a generator, function and code are borrowed from it: to visit them
 * would count a reference that does not exist, and the collector would take live objects for
 * garbage. */
static void frame_traverse(View self, Visitor visit, void *context)
{
    FrameObject *object = (FrameObject *)self;
    VISIT(object->back);
    VISIT(object->locals);
    VISIT(object->trace);
    VISIT(object->pending);
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

/* --- tracing -------------------------------------------------------------------------------------------- */

static Ref get_trace(View self)
{
    View trace = ((FrameObject *)self)->trace;
    return retain(trace ? trace : NONE);
}

static bool set_trace(View self, View value)
{
    Ref *place = &((FrameObject *)self)->trace, old = *place;
    *place = !value || value == NONE ? NULL : retain(value);
    release_maybe(old);
    return true;
}

static Ref get_trace_lines(View self)
{
    return bool_new(!((FrameObject *)self)->skips_lines);
}

static bool set_trace_lines(View self, View value)
{
    int truth = value ? object_truth(value) : -1;
    if (!value)
        raise_error(TypeError, "can't delete numeric/char attribute");
    if (truth >= 0)
        ((FrameObject *)self)->skips_lines = !truth;
    return truth >= 0;
}

static Ref get_trace_opcodes(View self)
{
    return bool_new(((FrameObject *)self)->traces_opcodes);
}

static bool set_trace_opcodes(View self, View value)
{
    int truth = value ? object_truth(value) : -1;
    if (!value)
        raise_error(TypeError, "can't delete numeric/char attribute");
    if (truth >= 0)
        ((FrameObject *)self)->traces_opcodes = truth;
    return truth >= 0;
}

static const NativeFunction frame_methods[] = {
    {"__sizeof__()", frame_sizeof_method, "F.__sizeof__() -> size of F in memory, in bytes"},
    {"clear()", frame_clear_method, "Clear most references held by the frame."},
    {NULL, NULL, NULL},
};
static const NativeProperty frame_properties[] = {
    {"f_locals", get_locals, NULL, NULL},
    {"f_back", get_back, NULL, NULL},
    {"f_lineno", get_line, set_line, NULL},
    {"f_lasti", get_lasti, NULL, NULL},
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_trace", get_trace, set_trace, NULL},
    {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
    {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
    {NULL, NULL, NULL, NULL},
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
