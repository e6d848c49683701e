/* testcapi_calls: calling from C: each of the ways that CPython's C functions call an object (PEP 590), and a few calls that once
 * crashed it.
 *
 * All of these ways are one here, call_vector: they differ in what they take. */
#include <pthread.h>
#include <signal.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "stdlib/testcapi/testcapi_private.h"
#include "vm/run/threads.h"

/* A tuple, or None for no arguments at all. False with TypeError. */
static bool is_arguments(View object, const char *what)
{
    return object == NONE || is_tuple(object) || raise_error(TypeError, "%s must be None or a tuple", what) != NULL;
}

/* The call with a tuple (or None) and a dict (or NULL). */
static Ref call_with(View callable, View args, View kwargs)
{
    Ref tuple = args == NONE ? tuple_new(0) : retain(args), result = tuple ? call_tuple(callable, tuple, kwargs) : NULL;
    release_maybe(tuple);
    return result;
}

static Ref pyobject_fastcall(View self UNUSED, View *args)
{
    return is_arguments(args[1], "args") ? call_with(args[0], args[1], NULL) : NULL;
}

static Ref pyobject_fastcalldict(View self UNUSED, View *args)
{
    if (!is_arguments(args[1], "args"))
        return NULL;
    if (args[2] != NONE && !is_dict(args[2]))
        return raise_error(TypeError, "kwnames must be None or a dict");
    return call_with(args[0], args[1], args[2] == NONE ? NULL : args[2]);
}

/* The last of the arguments are the values of the names. */
static Ref pyobject_vectorcall(View self UNUSED, View *args)
{
    if (!is_arguments(args[1], "args") || !is_arguments(args[2], "kwnames"))
        return NULL;
    size_t count = args[1] == NONE ? 0 : tuple_length(args[1]), named = args[2] == NONE ? 0 : tuple_length(args[2]);
    if (named > count)
        return raise_error(ValueError, "kwnames longer than args");
    return call_vector(args[0], args[1] == NONE ? NULL : ((TupleView)args[1])->items, count - named, named ? args[2] : NULL);
}

/* Only what CPython calls by this way itself: functions, built-in ones and methods, and what is made for the purpose. */
static Ref pyvectorcall_call(View self UNUSED, View *args)
{
    if (!is_tuple(args[1]))
        return raise_error(TypeError, "args must be a tuple");
    if (args[2] && !is_dict(args[2]))
        return raise_error(TypeError, "kwargs must be a dict");
    if (!(layout_of(type_of_peek(args[0])).flags & LAYOUT_VECTORCALL))
        return raise_error(TypeError, "'%T' object does not support vectorcall", args[0]);
    return call_tuple(args[0], args[1], args[2]);
}

/* A descriptor that, asked for its value, makes an instance of the class; which may take the descriptor out of the class. */
static Ref bad_get(View self UNUSED, View *args)
{
    Ref made = call_0(args[2]);
    if (!made)
        return NULL;
    release(made);
    return retain(args[0]);
}

/* A built-in function that is no module's; called, it makes another. */
static Ref create_cfunction(View self, View *args);
static const NativeFunction cfunction = {"create_cfunction()", create_cfunction, NULL};

static Ref create_cfunction(View self, View *args UNUSED)
{
    return native_function_new(&cfunction, self, NULL);
}

/* Ctrl-C has been pressed when the generator goes on, and nothing in Python ran in between. */
static Ref raise_sigint_then_send_none(View self UNUSED, View *args)
{
    if (args[0]->type != TYPE_GENERATOR)
        return raise_error(TypeError, "argument 1 must be generator, not %T", args[0]);
    raise(SIGINT);
    return call_method_1(args[0], name(send), NONE);
}

/* Call it in a thread of its own, and wait for its end. */
static Ref call_in_temporary_c_thread(View self UNUSED, View *args)
{
    Ref nothing = tuple_new(0);
    uint64_t identity = nothing ? threads_spawn(args[0], nothing, NULL) : 0;
    release_maybe(nothing);
    if (!identity)
        return NULL;
    for (ThreadState *step = threads_first(); step;) /* the list is looked at anew after each wait */
        if (thread_identity(step) == identity) {
            threads_release();
            sched_yield();
            threads_acquire();
            step = threads_first();
        } else {
            step = step->next;
        }
    return none_new();
}

/* awaitType(value): `await` asks the value for its iterator. */
typedef struct AwaitObject {
    GC_HEAD(unused);
    Ref value;
} AwaitObject;

static Ref await_new(View type, View *args)
{
    AwaitObject *made = (AwaitObject *)type_allocate((TypeObject *)type, 0);
    if (!made)
        return NULL;
    made->value = retain(args[0]);
    gc_track(AS_OBJECT(made));
    return AS_OBJECT(made);
}

static void await_finish(View self)
{
    CLEAR(((AwaitObject *)self)->value);
}

static void await_traverse(View self, Visitor visit, void *context)
{
    VISIT(((AwaitObject *)self)->value);
}

static Ref await_value(View self)
{
    return retain(((AwaitObject *)self)->value);
}

static const NativeFunction await_constructor = {"awaitType(value, /)", await_new, NULL};
static TypeObject await_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "awaitType",
    .flags = TYPE_FLAG_GC,
    .size = sizeof(AwaitObject),
    .new_native = &await_constructor,
    .finish = await_finish,
    .traverse = await_traverse,
    .clear = await_finish,
    .await = await_value,
};

static const NativeFunction functions[] = {
    {"pyobject_fastcall(func, args, /)", pyobject_fastcall, NULL},
    {"pyobject_fastcalldict(func, args, kwargs, /)", pyobject_fastcalldict, NULL},
    {"pyobject_vectorcall(func, args, kwnames, /)", pyobject_vectorcall, NULL},
    {"pyvectorcall_call(func, args, kwargs=None, /)", pyvectorcall_call, NULL},
    {"bad_get(self, obj, cls, /)", bad_get, NULL},
    {"create_cfunction()", create_cfunction, NULL},
    {"raise_SIGINT_then_send_None(generator, /)", raise_sigint_then_send_none, NULL},
    {"call_in_temporary_c_thread(callback, /)", call_in_temporary_c_thread, NULL},
    {NULL, NULL, NULL},
};

static bool init(DictView dict)
{
    return testcapi_add_type(dict, &await_type);
}

const TestcapiPart testcapi_calls = {functions, init};
