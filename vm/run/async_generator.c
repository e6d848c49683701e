/* async_generator: what calling an `async def` with a `yield` gives, and the hooks of an event loop.
 *
 * It is a generator that waits in two ways, and only the instruction where it stands tells which:
 *
 *     yield x    YIELD        x is an item of the generator: it ends a step, for `async for`
 *     await y    YIELD_FROM   what y yields is for the event loop: the step goes on
 *
 * So an asynchronous generator is never driven by next(): __anext__, asend, athrow and aclose each give an
 * object to be awaited, a step (async_step.c), and that drives it to its next item. (CPython wraps items to
 * tell them from what is for the loop.)
 *
 * One that is dropped in the middle cannot run its `finally` by itself, since that may await. The event loop
 * is told when a generator is first iterated (firstiter), and closes what is left when it ends; a generator
 * that dies before is handed to the loop's finalizer, which brings it back to life to close it. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/numbers/int.h"
#include "vm/run/generator_private.h"

AsyncHooks async_hooks;

void async_hooks_clear(void)
{
    clear_place(&async_hooks.firstiter);
    clear_place(&async_hooks.finalizer);
}

/* At the first step: the loop's finalizer is remembered, whatever loop there is when the generator dies. */
static bool meet_hooks(GeneratorObject *generator)
{
    if (generator->has_met_hooks)
        return true;
    generator->has_met_hooks = true;
    *generator_more_place(generator) = retain_maybe(async_hooks.finalizer);
    if (!async_hooks.firstiter)
        return true;
    Ref hook = retain(async_hooks.firstiter), result = call_1(hook, AS_OBJECT(generator));
    release(hook);
    release_maybe(result);
    return result != NULL;
}

bool async_generator_hand_over(GeneratorObject *generator)
{
    View finalizer = generator->has_more ? *generator_more_place(generator) : NULL;
    if (!finalizer || generator->is_closed)
        return false;
    Ref raised = error_take(), result = call_1(finalizer, AS_OBJECT(generator));
    if (!result)
        error_write_unraisable(NULL, AS_OBJECT(generator));
    release_maybe(result);
    error_restore_take(raised);
    return true;
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref async_iterate(View self)
{
    return retain(self);
}

static Ref async_next(View self)
{
    return meet_hooks(generator_of(self)) ? async_step_new(&async_send_step_type, self, NULL) : NULL;
}

static Ref asend(View self, View *args)
{
    return meet_hooks(generator_of(self)) ? async_step_new(&async_send_step_type, self, args[0]) : NULL;
}

/* How many arguments there are is seen when the step is awaited, as in CPython. */
static Ref athrow(View self, View *args)
{
    return meet_hooks(generator_of(self)) ? async_step_new(&async_throw_step_type, self, args[0]) : NULL;
}

static Ref aclose(View self, View *args UNUSED)
{
    return meet_hooks(generator_of(self)) ? async_step_new(&async_throw_step_type, self, NULL) : NULL;
}

/* Between a step's first send and its end, though it may wait meanwhile. */
static Ref get_stepping(View self)
{
    return bool_new(generator_of(self)->is_stepping);
}

static const NativeFunction methods[] = {
    {"asend(value, /)", asend, "Give an awaitable that sends the value in and is the next item."},
    {"athrow(*arguments)", athrow, "Give an awaitable that raises an exception in the generator and is the next item."},
    {"aclose()", aclose, "Give an awaitable that raises GeneratorExit in the generator."},
    {"__sizeof__()", generator_sizeof_method, "Size of the generator in memory, in bytes."},
    {NULL, NULL, NULL},
};

static const NativeFunction class_methods[] = {
    {"__class_getitem__(item, /)", generic_alias_class_getitem, "See PEP 585."},
    {NULL, NULL, NULL},
};

static const NativeProperty properties[] = {
    {"__name__", generator_get_name, generator_set_name, "The name of the generator."},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "The qualified name of the generator."},
    {"ag_await", generator_get_delegate, NULL, "What is being awaited, or None."},
    {"ag_frame", generator_get_frame, NULL, NULL},
    {"ag_running", get_stepping, descriptor_refuse_write, NULL},
    {"ag_code", generator_get_code, descriptor_refuse_write, NULL},
    {"ag_suspended", generator_get_suspended, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject async_generator_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "async_generator",
    .size = sizeof(GeneratorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .allocated_size = generator_size,
    .finish = generator_finish,
    .traverse = generator_traverse,
    .clear = generator_clear,
    .finalize = generator_delete,
    .repr = generator_repr,
    .async_iterate = async_iterate,
    .async_next = async_next,
    .methods = methods,
    .class_methods = class_methods,
    .properties = properties,
};
