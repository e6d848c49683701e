/* session: from the first object to the last: what the runtime, the VM and the modules need of each other is
 * plugged together here. */
#include "shell/session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/heapview.h"
#include "runtime/classes/type.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/runtime.h"
#include "stdlib/_imp.h"
#include "stdlib/_warnings.h"
#include "stdlib/builtins/source_carets.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/codecs/codec_registry.h"
#include "stdlib/embed/embedded_code.h"
#include "stdlib/embedded.h"
#include "stdlib/faulthandler/faulthandler.h"
#include "stdlib/io/io.h"
#include "stdlib/library_names.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/memory/gc_module.h"
#include "stdlib/module_types.h"
#include "stdlib/modules.h"
#include "stdlib/sys/sys_hooks.h"
#include "vm/import/bootstrap.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"
#include "vm/run/traceback.h"

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, ((const struct EmbeddedModule *)entry)->name);
}

bool session_find_embedded(const char *name, EmbeddedSource *result)
{
    const struct EmbeddedModule *found = bsearch(name, embedded_modules, embedded_module_count, sizeof *found, compare_names);
    if (found)
        *result = (EmbeddedSource){(const char *)found->source, found->length, found->path, found->is_package,
                                   embedded_code_of((size_t)(found - embedded_modules))};
    return found != NULL;
}

static TypeObject *const vm_types[] = {&code_type,
                                       &function_type,
                                       &frame_type,
                                       &generator_type,
                                       &coroutine_type,
                                       &coroutine_wrapper_type,
                                       &async_generator_type,
                                       &async_send_step_type,
                                       &async_throw_step_type,
                                       &anext_awaitable_type,
                                       &code_lines_type,
                                       &code_positions_type,
                                       &module_type,
                                       &traceback_type};

static View caller_globals(void)
{
    return AS_OBJECT(vm_globals_peek());
}

static void write_object(const void *block, size_t size)
{
    View object = (View)block;
    fprintf(stderr, "%s of %zu bytes, %" PRId32 " references", type_name_peek(type_of_peek(object)), size, object->refcount);
}

static const RuntimeHooks session_hooks = {
    .write_object = write_object,
    .write_origin = tracemalloc_write_origin,
    .write_frames = traceback_dump,
    .find_super_caller = frame_find_super_caller,
    .caller_globals = caller_globals,
    .write_unraisable = uncaught_report_unraisable,
    .warn = warnings_issue,
    .import_by_name = import_by_name,
    .wake_importlib = importlib_wake,
    .is_frozen_module = imp_is_frozen,
    .decode_source = codec_decode_source,
    .import_module = import_module,
};

bool session_start(void)
{
    threads_start();
    if (!runtime_start() || !vm_start())
        return false;
    for (size_t i = 0; i < COUNT_OF(vm_types); i++)
        if (!type_ready(vm_types[i]))
            return false;
    gc_untrack_all();
    hooks = session_hooks;
    import_library = (ImportLibrary){session_find_embedded, embedded_code_load, library_explain_missing, library_folder};
    codec_registry_install();
    module_set_native(modules_native, &heapview_module);
    Ref sys = import_start() ? import_by_name("sys") : NULL;
    release_maybe(sys);
    return sys != NULL;
}

void session_stop(void)
{
    error_clear();
    faulthandler_stop();
    signals_stop();
    trace_set_function(NULL);
    trace_set_profiler(NULL);
    threads_stop(HEAP_ALWAYS_LARGE || heap.listening);
    source_stop();
    import_stop();
    type_forget_orders();
    codec_registry_stop();
    async_hooks_clear();
    sys_hooks_stop();
    gc_module_stop();
    if (!HEAP_ALWAYS_LARGE && !heap.listening)
        return; /* nobody counts what is left of the language itself: the system takes it back at once */
    warnings_stop();
    io_stop();
    tracemalloc_stop();
    module_types_stop();
    memory_error_drop();
    gc_collect_generation(GC_GENERATIONS - 1);
    for (size_t i = COUNT_OF(vm_types); i-- > 0;)
        type_unready(vm_types[i]);
    runtime_stop();
    vm_stop();
}
