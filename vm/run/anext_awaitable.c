/* anext_awaitable: what anext(iterator, default) gives: the awaiting of the next item, but where that ends
 * in a StopAsyncIteration it is the default.
 *
 * It holds what __anext__() gave, and asks it at each turn what is to be driven, as CPython does. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "vm/run/generator_private.h"

typedef struct AnextAwaitable {
    GC_HEAD(unused);
    Ref step, fallback;
} AnextAwaitable;

static AnextAwaitable *awaitable_of(View self)
{
    return (AnextAwaitable *)self;
}

Ref anext_awaitable_new(View step, View fallback)
{
    AnextAwaitable *awaitable = gc_new(anext_awaitable_type.index, sizeof *awaitable);
    if (!awaitable)
        return NULL;
    awaitable->unused = 0;
    awaitable->step = retain(step);
    awaitable->fallback = retain(fallback);
    gc_track(AS_OBJECT(awaitable));
    return AS_OBJECT(awaitable);
}

/* What is driven: an iterator. A coroutine is none, but has one. */
static Ref driven(const AnextAwaitable *awaitable)
{
    Ref iterator = coroutine_awaitable_iterator(awaitable->step);
    if (!iterator || type_of_peek(iterator)->next)
        return iterator;
    UnarySlot await = type_of_peek(iterator)->await;
    Ref inner = await ? await(iterator) : retain(iterator);
    release(iterator);
    if (inner && !type_of_peek(inner)->next) {
        raise_error(TypeError, "__await__ returned a non-iterable");
        clear_place(&inner);
    }
    return inner;
}

/* The end of the iteration becomes the end of this, with the default. */
static Ref give_default(const AnextAwaitable *awaitable)
{
    if (!error_clear_if(StopAsyncIteration))
        return NULL;
    raise_value(StopIteration, awaitable->fallback);
    return NULL;
}

static Ref anext_next(View self)
{
    AnextAwaitable *awaitable = awaitable_of(self);
    Ref iterator = driven(awaitable);
    if (!iterator)
        return NULL;
    Ref result = type_of_peek(iterator)->next(iterator);
    release(iterator);
    return result || !error_is_set() ? result : give_default(awaitable);
}

static Ref forward(View self, View method_name, View *args, size_t count)
{
    AnextAwaitable *awaitable = awaitable_of(self);
    Ref iterator = driven(awaitable), method = iterator ? object_get_attribute(iterator, method_name) : NULL;
    release_maybe(iterator);
    if (!method)
        return NULL;
    Ref result = call_vector(method, args, count, NULL);
    release(method);
    return result ? result : give_default(awaitable);
}

static Ref anext_send(View self, View *args)
{
    return forward(self, name(send), args, 1);
}

static Ref anext_throw(View self, View *args)
{
    return forward(self, name(throw), args, !args[1] ? 1 : !args[2] ? 2 : 3);
}

static Ref anext_close(View self, View *args UNUSED)
{
    return forward(self, name(close), NULL, 0);
}

static Ref anext_self(View self)
{
    return retain(self);
}

static void anext_finish(View self)
{
    clear_place(&awaitable_of(self)->step);
    clear_place(&awaitable_of(self)->fallback);
}

static void anext_traverse(View self, Visitor visit, void *context)
{
    VISIT(awaitable_of(self)->step);
    VISIT(awaitable_of(self)->fallback);
}

static const NativeFunction methods[] = {
    {"send(value, /)", anext_send, "Resume what is awaited, which gets the value."},
    {"throw(type, value=None, traceback=None, /)", anext_throw, "Raise an exception where it waits."},
    {"close()", anext_close, "Raise GeneratorExit where it waits."},
    {NULL, NULL, NULL},
};

TypeObject anext_awaitable_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "anext_awaitable",
    .size = sizeof(AnextAwaitable),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = anext_finish,
    .traverse = anext_traverse,
    .clear = NULL, /* a cycle through one goes through what it awaits, which breaks it */
    .await = anext_self,
    .iterate = anext_self,
    .next = anext_next,
    .methods = methods,
};
