/* sys_hooks: the functions of sys that name a function to be called when something happens: at present those
 * of asynchronous generators. */
#include "stdlib/sys/sys_hooks.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "stdlib/module_types.h"
#include "vm/run/generator.h"

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
