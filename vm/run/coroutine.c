/* coroutine: what calling an `async def` gives, what `await` drives, and the iterator that
 * `coroutine.__await__()` gives to others.
 *
 * A coroutine is a generator by another name: it runs, waits and ends as one (generator.c), and
 * `await x` is `yield from` with another rule for what may stand on its right:
 *
 *     await x     GET_AWAITABLE ─► a coroutine itself, or the iterator that x.__await__() gives
 *                 YIELD_FROM    ─► resumes it until it returns; what it yields goes out to the event loop
 *
 * So a chain of awaits is a chain of frames, and what the innermost yields reaches whoever called
 * send() at the outermost: nobody in between looks at it.
 *
 * But a coroutine is awaited exactly once: one that dies before is warned of, since a forgotten
 * `await` would pass in silence; one that has ended cannot be resumed; and one that somebody awaits
 * already is not for a second one. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/generator_private.h"

/* --- await ---------------------------------------------------------------------------------------------- */

/* A generator of a function that types.coroutine() decorates: it may be awaited, too. */
static bool is_awaitable_generator(View object)
{
    return object->type == TYPE_GENERATOR && ((GeneratorObject *)object)->code->flags & CODE_ITERABLE_COROUTINE;
}

static Ref raise_not_an_iterator(View given)
{
    if (given->type == coroutine_type.index || is_awaitable_generator(given))
        raise_error(TypeError, "__await__() returned a coroutine");
    else
        raise_error(TypeError, "__await__() returned non-iterator of type '%T'", given);
    return NULL;
}

/* A coroutine as the answer of __await__ is refused, as in CPython: it would be awaited without any of
 * the checks above. */
Ref coroutine_awaitable_iterator(View object)
{
    if (object->type == coroutine_type.index || is_awaitable_generator(object))
        return retain(object);
    UnarySlot await = type_of_peek(object)->await;
    if (!await)
        return raise_error(TypeError, "object %T can't be used in 'await' expression", object);
    Ref iterator = await(object);
    if (iterator && (!type_of_peek(iterator)->next || is_awaitable_generator(iterator))) {
        raise_not_an_iterator(iterator);
        clear_place(&iterator);
    }
    return iterator;
}

/* What is awaited for the object, wherever that came from. */
static Ref await_alone(View object)
{
    if (object->type == coroutine_type.index && generator_delegate_peek(generator_of(object)))
        return raise_error(RuntimeError, "coroutine is being awaited already");
    return coroutine_awaitable_iterator(object);
}

/* CPython says which method of an `async with` it was, whatever went wrong, if what that gave has no __await__ at all. */
static void name_method(View object, enum Awaited whose)
{
    if (whose == AWAITED_BY_EXPRESSION || type_of_peek(object)->await)
        return;
    error_clear();
    raise_error(TypeError, "'async with' received an object from %s that does not implement __await__: %T",
                whose == AWAITED_OF_ENTER ? "__aenter__" : "__aexit__", object);
}

Ref coroutine_await(View object, enum Awaited whose)
{
    Ref iterator = await_alone(object);
    if (!iterator)
        name_method(object, whose);
    return iterator;
}

/* `yield from` in a plain generator would run a coroutine outside of any event loop: only one that is
 * awaited itself may. */
Ref coroutine_delegate_iterator(View object, const CodeObject *code)
{
    if (object->type != coroutine_type.index)
        return object_iterate(object);
    if (!(code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE)))
        return raise_error(TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return retain(object);
}

/* What `async for` goes over. */
Ref coroutine_async_iterator(View object)
{
    UnarySlot iterate = type_of_peek(object)->async_iterate;
    if (!iterate)
        return raise_error(TypeError, "'async for' requires an object with __aiter__ method, got %T", object);
    Ref iterator = iterate(object);
    if (iterator && !type_of_peek(iterator)->async_next) {
        raise_error(TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %T", iterator);
        clear_place(&iterator);
    }
    return iterator;
}

/* What `async for` awaits for each item. */
Ref coroutine_async_next(View iterator)
{
    TypeObject *type = type_of_peek(iterator);
    if (!type->async_next)
        return raise_error(TypeError, "'async for' requires an iterator with __anext__ method, got %T", iterator);
    Ref step = type->async_next(iterator);
    if (!step || type == &async_generator_type)
        return step;
    Ref awaited = coroutine_awaitable_iterator(step);
    if (!awaited) {
        Ref cause = error_take();
        raise_error(TypeError, "'async for' received an invalid object from __anext__: %T", step);
        error_set_cause_take(cause);
    }
    release(step);
    return awaited;
}

/* --- where it was made ---------------------------------------------------------------------------------- */

int coroutine_origin_depth;

/* (filename, line, function) of a frame. */
static Ref maker_of(const Frame *frame)
{
    CodeView code = frame->code;
    Ref line = int_new(code_position(code, (size_t)(frame->pc - code->instructions))->line);
    Ref maker = line ? tuple_pack(3, code->filename, line, code->name) : NULL;
    release_maybe(line);
    return maker;
}

bool coroutine_note_origin(GeneratorObject *coroutine)
{
    ASSERT(coroutine->has_more);
    size_t count = 0;
    for (const Frame *frame = vm_current_frame(); frame && count < (size_t)coroutine_origin_depth; frame = frame_previous(frame))
        count++;
    Ref makers = tuple_new(count);
    const Frame *frame = vm_current_frame();
    for (size_t i = 0; makers && i < count; i++, frame = frame_previous(frame)) {
        Ref maker = maker_of(frame);
        if (!maker)
            clear_place(&makers);
        else
            ((TupleView)makers)->items[i] = maker;
    }
    *generator_more_place(coroutine) = makers;
    return makers != NULL;
}

/* --- never awaited -------------------------------------------------------------------------------------- */

/* The module warnings words it, with the place where the coroutine was allocated if that is known. False if
 * there is no such module any more. */
static bool warn_by_module(View coroutine)
{
    Ref module = hooks.import_by_name("warnings");
    Ref function = module ? object_get_attribute_text(module, "_warn_unawaited_coroutine") : NULL;
    release_maybe(module);
    if (!function) {
        error_clear();
        return false;
    }
    Ref result = call_1(function, coroutine);
    release(function);
    bool is_warned = result || error_matches(RuntimeWarning); /* a warning may be made an error */
    release_maybe(result);
    error_write_unraisable(NULL, coroutine);
    return is_warned;
}

/* One maker's lines behind the text, which is consumed. A call that recurs is shown three times, as in
 * tracebacks. */
static Ref add_maker_take(Ref text, View getline, View maker)
{
    View *parts = ((TupleView)maker)->items;
    Ref line = call_2(getline, parts[0], parts[1]), strip = line ? object_get_attribute_text(line, "strip") : NULL;
    Ref stripped = strip ? call_0(strip) : NULL, number = stripped ? object_str(parts[1]) : NULL;
    Ref result = !number ? NULL
                 : str_length(stripped)
                     ? str_format("%U\n  File \"%U\", line %U, in %U\n    %U", text, parts[0], number, parts[2], stripped)
                     : str_format("%U\n  File \"%U\", line %U, in %U", text, parts[0], number, parts[2]);
    release_maybe(line);
    release_maybe(strip);
    release_maybe(stripped);
    release_maybe(number);
    release(text);
    return result;
}

static Ref add_repeated_take(Ref text, size_t count)
{
    Ref result = str_format("%U\n  [Previous line repeated %zu more time%s]", text, count, count == 1 ? "" : "s");
    release(text);
    return result;
}

/* Where the coroutine was made, the outermost first. NULL with an exception. */
static Ref origin_text(View makers)
{
    enum { SHOWN_MOST = 3 };
    Ref module = hooks.import_by_name("linecache"), getline = module ? object_get_attribute_text(module, "getline") : NULL;
    Ref text = getline ? str_from_text("Coroutine created at (most recent call last)") : NULL;
    size_t times = 0;
    for (size_t i = tuple_length(makers); text && i-- > 0;) {
        View maker = tuple_item_peek(makers, i);
        if (++times <= SHOWN_MOST)
            text = add_maker_take(text, getline, maker);
        int same = text && i > 0 ? object_equal(maker, tuple_item_peek(makers, i - 1)) : 0;
        if (same > 0)
            continue;
        if (text && times > SHOWN_MOST)
            text = add_repeated_take(text, times - SHOWN_MOST);
        times = 0;
    }
    release_maybe(getline);
    release_maybe(module);
    return text;
}

/* As the module warnings would word it, with the help of traceback, which Ouro cannot import yet. */
static void warn_with_origin(View coroutine)
{
    GeneratorObject *generator = generator_of(coroutine);
    Ref text = origin_text(*generator_more_place(generator));
    bool done = text && warn_of(coroutine, RuntimeWarning, "coroutine '%U' was never awaited\n%U", generator->qualified_name, text);
    release_maybe(text);
    if (!done)
        error_write_unraisable(NULL, coroutine);
}

/* It runs while the coroutine dies, so an exception on its way is put aside, and one that the
 * warning raises (-W error) is reported as unraisable. */
void coroutine_warn_unawaited(View coroutine)
{
    ASSERT(generator_of(coroutine)->state == GENERATOR_CREATED);
    Ref raised = error_take();
    if (generator_of(coroutine)->has_more)
        warn_with_origin(coroutine);
    else if (!warn_by_module(coroutine) &&
             !warn_of(coroutine, RuntimeWarning, "coroutine '%U' was never awaited", generator_of(coroutine)->qualified_name))
        error_write_unraisable(NULL, coroutine);
    error_restore_take(raised);
}

/* --- the iterator --------------------------------------------------------------------------------------- */

typedef struct WrapperObject {
    GC_HEAD(unused);
    Ref coroutine; /* NULL once cleared */
} WrapperObject;

static WrapperObject *wrapper_of(View self)
{
    return (WrapperObject *)self;
}

/* CPython gives an object apart, too: a coroutine itself is no iterator, so that a for loop over one
 * is an error. */
static Ref wrapper_new(View coroutine)
{
    ASSERT(coroutine->type == coroutine_type.index);
    WrapperObject *wrapper = gc_new(coroutine_wrapper_type.index, sizeof *wrapper);
    if (!wrapper)
        return NULL;
    wrapper->unused = 0;
    wrapper->coroutine = retain(coroutine);
    gc_track(AS_OBJECT(wrapper));
    return AS_OBJECT(wrapper);
}

static void wrapper_finish(View self)
{
    clear_place(&wrapper_of(self)->coroutine);
}

static void wrapper_traverse(View self, Visitor visit, void *context)
{
    VISIT(wrapper_of(self)->coroutine);
}

static Ref wrapper_iterate(View self)
{
    return retain(self);
}

static Ref wrapper_next(View self)
{
    return generator_next(wrapper_of(self)->coroutine);
}

static SendResult wrapper_send(View self, View value, Ref *result)
{
    return generator_send_slot(wrapper_of(self)->coroutine, value, result);
}

static Ref wrapper_send_method(View self, View *args)
{
    return generator_send_method(wrapper_of(self)->coroutine, args);
}

static Ref wrapper_throw_method(View self, View *args)
{
    return generator_throw_method(wrapper_of(self)->coroutine, args);
}

static Ref wrapper_close_method(View self, View *args)
{
    return generator_close_method(wrapper_of(self)->coroutine, args);
}

static const NativeFunction wrapper_methods[] = {
    {"send(value, /)", wrapper_send_method,
     "Send the value into coroutine: it goes on, until it waits again or StopIteration tells what it returned."},
    {"throw(type, value=None, traceback=None, /)", wrapper_throw_method, "Raise an exception in coroutine, where it waits."},
    {"close()", wrapper_close_method, "Raise GeneratorExit inside coroutine, where it waits."},
    {NULL, NULL, NULL},
};

TypeObject coroutine_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "coroutine_wrapper",
    .doc = "A wrapper object implementing __await__ for coroutines.",
    .size = sizeof(WrapperObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = wrapper_finish,
    .traverse = wrapper_traverse,
    .clear = NULL, /* its methods rely on the coroutine, which breaks a cycle itself */
    .iterate = wrapper_iterate,
    .next = wrapper_next,
    .send = wrapper_send,
    .methods = wrapper_methods,
};

/* --- the types ------------------------------------------------------------------------------------------ */

static Ref get_origin(View self)
{
    GeneratorObject *coroutine = generator_of(self);
    return coroutine->has_more ? retain(*generator_more_place(coroutine)) : none_new();
}

static const NativeFunction coroutine_methods[] = {
    {"send(value, /)", generator_send_method,
     "Send the value into coroutine: it goes on, until it waits again or StopIteration tells what it returned."},
    {"throw(type, value=None, traceback=None, /)", generator_throw_method, "Raise an exception in coroutine, where it waits."},
    {"close()", generator_close_method, "Raise GeneratorExit inside coroutine, where it waits."},
    {"__sizeof__()", generator_sizeof_method, "Size of the coroutine in memory, in bytes."},
    {NULL, NULL, NULL},
};

static const NativeProperty coroutine_properties[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the coroutine"},
    {"__qualname__", generator_get_qualname, generator_set_qualname, "qualified name of the coroutine"},
    {"cr_await", generator_get_delegate, NULL, NULL},
    {"cr_running", generator_get_running, NULL, NULL},
    {"cr_frame", generator_get_frame, NULL, NULL},
    {"cr_code", generator_get_code, descriptor_refuse_write, NULL},
    {"cr_suspended", generator_get_suspended, NULL, NULL},
    {"cr_origin", get_origin, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject coroutine_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "coroutine",
    .size = sizeof(GeneratorObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS,
    .allocated_size = generator_size,
    .finish = generator_finish,
    .traverse = generator_traverse,
    .clear = generator_clear,
    .finalize = generator_delete,
    .repr = generator_repr,
    .await = wrapper_new,
    .send = generator_send_slot,
    .methods = coroutine_methods,
    .properties = coroutine_properties,
};
