/* atexit: functions to be called when the program ends, while everything is still there.
 *
 * `callbacks` is a list of tuples (function, args, kwargs or None), NULL while there are none. An entry that
 * was unregistered is None: the list may be in the middle of being called. */
#include "stdlib/atexit.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "vm/module.h"

static ListView callbacks;

static Ref atexit_register(View self UNUSED, View *args)
{
    if (!object_is_callable(args[0]))
        return raise_error(TypeError, "the first argument must be callable");
    if (!callbacks && !(callbacks = (ListView)list_new(0)))
        return NULL;
    Ref entry = tuple_pack(3, args[0], args[1], args[2] ? args[2] : NONE);
    return entry && list_append_take(callbacks, entry) ? retain(args[0]) : NULL;
}

static void forget(void)
{
    Ref old = AS_OBJECT(callbacks);
    callbacks = NULL;
    release_maybe(old);
}

static void call_entry(View entry)
{
    View kwargs = tuple_item_peek(entry, 2);
    Ref result = call_tuple(tuple_item_peek(entry, 0), tuple_item_peek(entry, 1), kwargs == NONE ? NULL : kwargs);
    if (!result)
        error_write_unraisable("Exception ignored in atexit callback", tuple_item_peek(entry, 0));
    release_maybe(result);
}

/* A callback may register others, which then are not called, or unregister some, which are not called
 * either. */
void atexit_run(void)
{
    for (size_t i = callbacks ? callbacks->used : 0; i-- > 0;) {
        if (!callbacks || i >= callbacks->used)
            continue;
        Ref entry = retain(list_item_peek(callbacks, i));
        if (entry != NONE)
            call_entry(entry);
        release(entry);
    }
    forget();
}

static Ref atexit_unregister(View self UNUSED, View *args)
{
    for (size_t i = 0; callbacks && i < callbacks->used; i++) {
        Ref entry = retain(list_item_peek(callbacks, i)); /* __eq__ may run anything */
        int equal = entry == NONE ? 0 : object_equal(tuple_item_peek(entry, 0), args[0]);
        if (equal > 0 && callbacks && i < callbacks->used)
            replace_take(&callbacks->items[i], none_new());
        release(entry);
        if (equal < 0)
            return NULL;
    }
    return none_new();
}

static Ref atexit_ncallbacks(View self UNUSED, View *args UNUSED)
{
    return int_new(callbacks ? (int64_t)callbacks->used : 0);
}

static Ref atexit_clear(View self UNUSED, View *args UNUSED)
{
    forget();
    return none_new();
}

static Ref atexit_run_exitfuncs(View self UNUSED, View *args UNUSED)
{
    atexit_run();
    return none_new();
}

static const NativeFunction functions[] = {
    {"_clear()", atexit_clear, "Clear the list of previously registered exit functions."},
    {"_ncallbacks()", atexit_ncallbacks, "Return the number of registered exit functions."},
    {"_run_exitfuncs()", atexit_run_exitfuncs, "Run all registered exit functions."},
    {"register(func, /, *args, **kwargs)", atexit_register,
     "Register a function to be executed upon normal program termination; returns it."},
    {"unregister(func, /)", atexit_unregister, "Unregister an exit function which was previously registered."},
    {NULL, NULL, NULL},
};

const NativeModule atexit_module = {
    .name = "atexit", .doc = "Functions to be called upon normal program termination.", .functions = functions};
