/* session: from the first object to the last: what the runtime, the VM and the modules need of each other is
 * plugged together here. */
#include "shell/session.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/classes/instance.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/classes/super.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/cell.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/fatal.h"
#include "runtime/memory/heap_debug.h"
#include "runtime/start.h"
#include "runtime/text/str.h"
#include "stdlib/_warnings.h"
#include "stdlib/builtins/source_carets.h"
#include "stdlib/builtins/textfile.h"
#include "stdlib/builtins/uncaught.h"
#include "stdlib/embedded.h"
#include "stdlib/library_names.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/memory/gc_module.h"
#include "stdlib/module_types.h"
#include "stdlib/modules.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/traceback.h"

/* super() without arguments: the running function's first argument and its __class__ cell. */
static bool find_super_caller(Ref *class, Ref *self)
{
    Frame *frame = vm_current_frame();
    CodeView code = frame ? frame->code : NULL;
    if (!code || code->argument_count == 0) {
        raise_error(RuntimeError, "super(): no arguments");
        return false;
    }
    View first = frame->registers[0];
    if (first == UNBOUND) /* it lives in a cell */
        for (size_t i = 0; i < code->cell_count; i++)
            if (tuple_item_peek(code->cell_names, i) == tuple_item_peek(code->local_names, 0))
                first = ((CellObject *)frame->registers[code->local_count + i])->value;
    for (size_t i = 0; i < code->free_count; i++) {
        if (!str_equal_text(tuple_item_peek(code->free_names, i), "__class__"))
            continue;
        View cell_value = ((CellObject *)frame->registers[code->local_count + code->cell_count + i])->value;
        if (!cell_value)
            raise_error(RuntimeError, "super(): empty __class__ cell");
        else if (!first || first == UNBOUND)
            raise_error(RuntimeError, "super(): arg[0] deleted");
        else {
            *class = retain(cell_value);
            *self = retain(first);
        }
        return cell_value && first && first != UNBOUND;
    }
    raise_error(RuntimeError, "super(): __class__ cell not found");
    return false;
}

static int compare_names(const void *key, const void *entry)
{
    return strcmp(key, ((const struct EmbeddedModule *)entry)->name);
}

bool find_embedded(const char *name, EmbeddedSource *result)
{
    const struct EmbeddedModule *found = bsearch(name, embedded_modules, embedded_module_count, sizeof *found, compare_names);
    if (found)
        *result = (EmbeddedSource){(const char *)found->source, found->length, found->path, found->is_package};
    return found != NULL;
}

static TypeObject *const vm_types[] = {&code_type,      &function_type,          &frame_type,           &generator_type,
                                       &coroutine_type, &coroutine_wrapper_type, &async_generator_type, &module_type,
                                       &traceback_type};

static View caller_globals(void)
{
    return AS_OBJECT(vm_globals_peek());
}

bool session_start(void)
{
    if (!runtime_start() || !vm_start())
        return false;
    for (size_t i = 0; i < COUNT_OF(vm_types); i++)
        if (!type_ready(vm_types[i]))
            return false;
    gc_untrack_all();
    super_set_caller_finder(find_super_caller);
    type_caller_globals = caller_globals;
    error_set_unraisable_writer(report_unraisable);
    fatal_show_frames = traceback_dump;
    heap_debug_write_origin = tracemalloc_write_origin;
    warnings_start();
    object_reduce_import = import_by_name;
    modules_set_native(native_modules);
    modules_set_embedded(find_embedded);
    modules_set_library((LibraryKnowledge){library_explain_missing, library_is_refused});
    Ref sys = modules_start() ? import_by_name("sys") : NULL;
    release_maybe(sys);
    return sys != NULL;
}

void session_stop(void)
{
    error_clear();
    source_remember(NULL, NULL, 0);
    modules_stop();
    gc_module_stop();
    if (!HEAP_ALWAYS_LARGE && !heap.listening)
        return; /* nobody counts what is left of the language itself: the system takes it back at once */
    warnings_stop();
    textfile_stop();
    tracemalloc_stop();
    module_types_stop();
    memory_error_drop();
    gc_collect_generation(GC_GENERATIONS - 1);
    for (size_t i = COUNT_OF(vm_types); i-- > 0;)
        type_unready(vm_types[i]);
    runtime_stop();
    vm_stop();
}
