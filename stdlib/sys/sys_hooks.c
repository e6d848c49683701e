/* sys_hooks: the functions of sys that name a function to be called when something happens: in asynchronous
 * generators, while a program is traced or profiled, and when something is done that matters for security. */
#include "stdlib/sys/sys_hooks.h"

#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/run/generator.h"
#include "vm/run/trace.h"

static const StructSeqField asyncgen_fields[] = {
    {"firstiter", "called when an asynchronous generator is first iterated"},
    {"finalizer", "called when an asynchronous generator dies that has not ended"},
    {NULL, NULL},
};
static StructSeqType asyncgen_hooks_type = STRUCTSEQ("asyncgen_hooks", asyncgen_fields, 2, TYPE_FLAG_NO_NEW,
                                                     "The hooks of asynchronous generators, as a named tuple.");

bool sys_hooks_ready(void)
{
    return structseq_ready(&asyncgen_hooks_type, module_type_ready);
}

/* `value` may be NULL: it stays; None: there is none any more. */
static bool set_asyncgen_hook(Ref *place, View value, const char *name)
{
    if (!value)
        return true;
    if (value != NONE && !object_is_callable(value)) {
        raise_error(TypeError, "callable %s expected, got %T", name, value);
        return false;
    }
    replace_take(place, value == NONE ? NULL : retain(value));
    return true;
}

Ref sys_set_asyncgen_hooks(View self UNUSED, View *args)
{
    bool done = set_asyncgen_hook(&async_hooks.finalizer, args[1], "finalizer") &&
                set_asyncgen_hook(&async_hooks.firstiter, args[0], "firstiter");
    return done ? none_new() : NULL;
}

Ref sys_get_asyncgen_hooks(View self UNUSED, View *args UNUSED)
{
    View firstiter = async_hooks.firstiter, finalizer = async_hooks.finalizer;
    return structseq_new_take(&asyncgen_hooks_type, (Ref[]){retain(firstiter ? firstiter : NONE), retain(finalizer ? finalizer : NONE)});
}

/* --- tracing -------------------------------------------------------------------------------------------- */

/* The one before is released, and may run code that wants to install another. */
static Ref install(void (*set)(View function), View function, const char *kind)
{
    static bool is_installing;
    if (is_installing)
        return raise_error(RuntimeError, "Cannot install a %s function while another %s function is being installed", kind, kind);
    is_installing = true;
    set(function == NONE ? NULL : function);
    is_installing = false;
    return none_new();
}

Ref sys_settrace(View self UNUSED, View *args)
{
    return AUDIT("sys.settrace", "") ? install(trace_set_function, args[0], "trace") : NULL;
}

Ref sys_gettrace(View self UNUSED, View *args UNUSED)
{
    return retain(tracing.function ? tracing.function : NONE);
}

Ref sys_setprofile(View self UNUSED, View *args)
{
    return AUDIT("sys.setprofile", "") ? install(trace_set_profiler, args[0], "profile") : NULL;
}

Ref sys_getprofile(View self UNUSED, View *args UNUSED)
{
    return retain(tracing.profiler ? tracing.profiler : NONE);
}

Ref sys_call_tracing(View self UNUSED, View *args)
{
    return is_tuple(args[1]) ? trace_call(args[0], args[1])
                             : raise_error(TypeError, "call_tracing() argument 2 must be tuple, not %K", args[1]);
}

/* --- auditing ------------------------------------------------------------------------------------------- */

static ListView audit_hooks; /* owned; NULL: nobody listens */

/* A hook is not traced itself, unless it says that it wants to be. */
static Ref call_hook(View hook, View event, View arguments)
{
    Ref wish = object_get_attribute_text(hook, "__cantrace__");
    if (!wish && !error_clear_if(AttributeError))
        return NULL;
    int is_traced = wish ? object_truth(wish) : 0;
    release_maybe(wish);
    if (is_traced < 0)
        return NULL;
    tracing.depth += !is_traced;
    Ref result = call_2(hook, event, arguments);
    tracing.depth -= !is_traced;
    return result;
}

static bool tell_hooks(View event, View arguments)
{
    for (size_t i = 0; audit_hooks && i < audit_hooks->used; i++) {
        Ref hook = retain(audit_hooks->items[i]), result = call_hook(hook, event, arguments);
        release(hook);
        release_maybe(result);
        if (!result)
            return false;
    }
    return true;
}

/* RuntimeHooks.audit. */
static bool audit(const char *event, View *arguments, size_t count)
{
    Ref name = str_intern_text(event), tuple = name ? tuple_from_array(arguments, count) : NULL;
    bool done = tuple && tell_hooks(name, tuple);
    release_maybe(name);
    release_maybe(tuple);
    return done;
}

Ref sys_audit(View self UNUSED, View *args)
{
    if (audit_hooks && !is_str(args[0]))
        return raise_error(TypeError, "expected str for argument 'event', not %T", args[0]);
    return !audit_hooks || tell_hooks(args[0], args[1]) ? none_new() : NULL;
}

/* The hooks that there are may refuse the new one, silently. */
Ref sys_addaudithook(View self UNUSED, View *args)
{
    if (hooks.audit && !hooks.audit("sys.addaudithook", NULL, 0))
        return error_clear_if(Exception) ? none_new() : NULL;
    if (!audit_hooks && !(audit_hooks = (ListView)list_new(0)))
        return NULL;
    gc_untrack(AS_OBJECT(audit_hooks)); /* it is nobody's to find */
    hooks.audit = audit;
    return list_append(audit_hooks, args[0]) ? none_new() : NULL;
}

void sys_hooks_stop(void)
{
    hooks.audit = NULL;
    CLEAR(audit_hooks);
}
