/* generator_object: generators as objects: how one dies, what it holds, what it tells of itself.
 *
 * A suspended generator is a frame that waits: dropping it must run its finally blocks, as leaving any frame
 * does. So its last release first closes it (generator_delete), which runs Python code and may bring it back
 * to life; only then its registers are released. A generator that cannot catch the GeneratorExit is dropped
 * without being run.
 *
 * What the collector is shown is what the generator owns: the registers up to the live temporaries while it
 * is suspended, its variables alone while it runs. */
#include "vm/run/generator_private.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* Is the yield inside a try or with, so that closing must run code?
 * If not, nothing could catch a GeneratorExit, and the generator may be dropped without running it. */
static bool is_guarded(GeneratorObject *generator)
{
    uint32_t index = (uint32_t)(generator->pc - generator->code->instructions);
    for (uint32_t i = 0; i < generator->code->handler_count; i++)
        if (index >= generator->code->handlers[i].start && index < generator->code->handlers[i].stop)
            return true;
    return generator_delegate_peek(generator) != NULL;
}

/* It becomes FINISHED and has no live registers before the first of them dies: a finalizer may hold
 * the generator and call next() on it. A frame object that others hold takes the variables instead. */
void generator_clear(View self)
{
    GeneratorObject *generator = generator_of(self);
    if (generator->state == GENERATOR_RUNNING)
        return;
    size_t held = generator->function ? generator->code->first_temporary + generator->live : 0;
    generator->state = GENERATOR_FINISHED;
    generator->live = 0;
    if (generator->frame_object) {
        generator->frame_object->generator = NULL;
        if (generator->frame_object->object.refcount > 1)
            frame_object_keep(generator->frame_object, generator->registers);
        else
            frame_object_forget(generator->frame_object);
    }
    for (size_t i = 0; i < held; i++) {
        Ref value = generator->registers[i];
        generator->registers[i] = UNBOUND;
        if (value && value != UNBOUND)
            release(value);
    }
    generator_let_frame_go(generator);
    clear_place(&generator->own_handled);
    CLEAR(generator->frame_object);
}

/* A suspended generator that dies is closed: its finally blocks run.
 * An exception that is on its way when the generator dies is put aside. What the closing raises
 * cannot go to anybody: it is reported as unraisable. Afterwards the object may have come back to
 * life, because the code that ran has kept it. */
void generator_delete(View self)
{
    GeneratorObject *generator = generator_of(self);
    if (generator->state != GENERATOR_CREATED && generator->state != GENERATOR_SUSPENDED)
        return;
    if (generator->object.type == async_generator_type.index && async_generator_hand_over(generator))
        return;
    if (generator->state == GENERATOR_CREATED && is_coroutine(generator))
        coroutine_warn_unawaited(self);
    if (generator->state == GENERATOR_CREATED || !is_guarded(generator)) { /* nothing would catch the GeneratorExit */
        generator_clear(self);
        return;
    }
    Ref raised = error_take();
    Ref result = generator_close_method(self, NULL);
    if (!result)
        error_write_unraisable(NULL, self);
    release_maybe(result);
    error_restore_take(raised);
}

void generator_finish(View self)
{
    GeneratorObject *generator = generator_of(self);
    generator_clear(self);
    CLEAR(generator->code);
    clear_place(&generator->name);
    clear_place(&generator->qualified_name);
    clear_place(&generator->outer_handled);
    if (generator->has_more)
        clear_place(generator_more_place(generator));
}

/* Each reference is visited as often as it is held: the code twice while there is a function. While
 * it runs, its temporaries are in use by the loop and are not shown to the collector; that keeps
 * alive what they refer to. */
void generator_traverse(View self, Visitor visit, void *context)
{
    GeneratorObject *generator = generator_of(self);
    VISIT(generator->code);
    VISIT(generator->name);
    VISIT(generator->qualified_name);
    VISIT(generator->frame_object);
    if (generator->frame_object &&
        generator->frame_object->object.refcount == 1) /* the collector does not know it, and nobody else has it */
        VISIT(generator->frame_object->locals);
    VISIT(generator->function);
    if (generator->function)
        VISIT(generator->code);
    size_t held = generator->function ? generator->code->first_temporary + (generator->state == GENERATOR_SUSPENDED ? generator->live : 0)
                                      : 0;
    for (size_t i = 0; i < held; i++)
        VISIT(generator->registers[i]);
    VISIT(generator->own_handled);
    VISIT(generator->outer_handled);
    if (generator->has_more)
        VISIT(*generator_more_place(generator));
}

static Ref generator_iterate(View self)
{
    return retain(self);
}

Ref generator_repr(View self)
{
    return str_format("<%T object %U at %p>", self, generator_of(self)->qualified_name, (void *)self);
}

Ref generator_get_name(View self)
{
    return retain(generator_of(self)->name);
}
Ref generator_get_qualname(View self)
{
    return retain(generator_of(self)->qualified_name);
}
Ref generator_get_code(View self)
{
    return retain(AS_OBJECT(generator_of(self)->code));
}
Ref generator_get_running(View self)
{
    return bool_new(generator_of(self)->state == GENERATOR_RUNNING);
}
Ref generator_get_suspended(View self)
{
    return bool_new(generator_of(self)->state == GENERATOR_SUSPENDED);
}

Ref generator_get_delegate(View self)
{
    View delegate = generator_delegate_peek(generator_of(self));
    return retain(delegate ? delegate : NONE);
}

/* The frame of a suspended generator, as an object that keeps pace with it.
 * The same object as long as somebody holds it, though the Frame is another at each resumption. */
Ref generator_get_frame(View self)
{
    GeneratorObject *generator = generator_of(self);
    if (generator->state == GENERATOR_FINISHED)
        return none_new();
    if (generator->state == GENERATOR_RUNNING) {
        for (Frame *frame = vm.current; frame; frame = frame_previous(frame))
            if (frame->generator == generator)
                return frame_object(frame);
        return none_new();
    }
    if (!generator->frame_object) {
        FrameObject *object = gc_new(TYPE_FRAME, sizeof *object);
        if (!object)
            return NULL;
        memset((GcObject *)object + 1, 0, sizeof *object - sizeof(GcObject));
        object->function = generator->function;
        object->code = generator->code;
        object->last_instruction = (uint32_t)(generator->pc - generator->code->instructions);
        object->generator = generator;
        generator->frame_object = object;
    }
    return retain(AS_OBJECT(generator->frame_object));
}

static bool set_text(Ref *place, View value, const char *what)
{
    if (value && is_str(value)) {
        replace_take(place, retain(value));
        return true;
    }
    raise_error(TypeError, "%s must be set to a string object", what);
    return false;
}

bool generator_set_name(View self, View value)
{
    return set_text(&generator_of(self)->name, value, "__name__");
}
bool generator_set_qualname(View self, View value)
{
    return set_text(&generator_of(self)->qualified_name, value, "__qualname__");
}

Ref generator_sizeof_method(View self, View *args UNUSED)
{
    Layout layout = layout_of(type_of_peek(self));
    CodeView code = generator_of(self)->code;
    return int_new(layout.basic_size + layout.item_size * (code ? code_frame_places(code) : 0));
}

static const NativeFunction generator_methods[] = {
    {"send(value, /)", generator_send_method, "Resume the generator, which gets the value."},
    {"throw(type, value=None, traceback=None, /)", generator_throw_method,
     "Raise exception in generator, return next yielded value or raise StopIteration."},
    {"close()", generator_close_method, "Raise GeneratorExit inside generator."},
    {"__sizeof__()", generator_sizeof_method, "gen.__sizeof__() -> size of gen in memory, in bytes"},
    {NULL, NULL, NULL},
};
static const NativeProperty generator_properties[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "qualified name of the generator"},
    {"gi_code", generator_get_code, descriptor_refuse_write, NULL},
    {"gi_running", generator_get_running, NULL, NULL},
    {"gi_suspended", generator_get_suspended, NULL, NULL},
    {"gi_yieldfrom", generator_get_delegate, NULL, NULL},
    {"gi_frame", generator_get_frame, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject generator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_GENERATOR,
    .name = "generator",
    .size = sizeof(GeneratorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .allocated_size = generator_size,
    .finish = generator_finish,
    .traverse = generator_traverse,
    .clear = generator_clear,
    .finalize = generator_delete,
    .iterate = generator_iterate,
    .next = generator_next,
    .send = generator_send_slot,
    .repr = generator_repr,
    .methods = generator_methods,
    .properties = generator_properties,
};
