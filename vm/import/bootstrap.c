/* bootstrap: two ways to import, and when which is taken.
 *
 *     import.c, in C          finds what lies embedded, or in the folders of sys.path: all that most programs do
 *     importlib, in Python    CPython's own: finders, loaders, hooks, namespace packages, zip files
 *
 * importlib takes longer to start than most scripts to run, so it sleeps until somebody looks: at
 * sys.meta_path, at sys.path_hooks, at a module's __spec__ or __loader__, or imports it. Then the modules
 * that there are get what they would have from it, and import.c gives it to those to come. As long as nobody
 * changes how modules are found, import.c goes on finding them, since it finds the same, and is quicker;
 * afterwards importlib does it all.
 *
 * Bytecode:   importlib would read CPython's .pyc files: they have another magic number than the one set
 * here. None is
 *             written (sys.dont_write_bytecode).
 * Tracebacks: frames of importlib itself are cut out, as CPython does. */
#include "vm/import/bootstrap.h"

#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/module_state.h"
#include "vm/run/frame.h"
#include "vm/run/traceback.h"

static enum { ASLEEP, WAKING, AWAKE } state;
static Ref inner, support;       /* _frozen_importlib and _importlib_support; owned */
static Ref finders, hooks_known; /* what sys.meta_path and sys.path_hooks held at the start: tuples; owned */

bool importlib_is_awake(void)
{
    return state == AWAKE;
}

bool importlib_is_waking(void)
{
    return state == WAKING;
}

void importlib_stop(void)
{
    clear_place(&inner);
    clear_place(&support);
    clear_place(&finders);
    clear_place(&hooks_known);
    state = ASLEEP;
}

/* --- waking --------------------------------------------------------------------------------------------- */

/* A module from an embedded text, under a name of its own. */
static Ref make_module(const char *source_name, const char *module_name, const char *shown)
{
    EmbeddedSource source;
    if (!import_library.find_embedded || !import_library.find_embedded(source_name, &source))
        return raise_error(ImportError, "%s is not embedded in this binary", source_name);
    Ref name = str_from_text(module_name), filename = name ? str_from_text(shown) : NULL;
    Ref module = filename ? module_new(name, NULL) : NULL, code = NULL, done = NULL;
    View builtins = AS_OBJECT(module_state.builtins_dict);
    if (!module || (builtins && !dict_set(((ModuleObject *)module)->dict, name(__builtins__), builtins)) ||
        !dict_set(((ModuleObject *)module)->dict, name(__package__), str_empty) || !dict_set(module_state.modules, name, module))
        goto end;
    DictView dict = ((ModuleObject *)module)->dict;
    if ((code = import_embedded_code(&source, filename)))
        done = vm_run_code((CodeView)code, AS_OBJECT(dict), AS_OBJECT(dict), NULL);
end:
    release_maybe(name);
    release_maybe(filename);
    release_maybe(code);
    if (!done)
        clear_place(&module);
    release_maybe(done);
    return module;
}

static bool set_new(DictView dict, const char *name, Ref value)
{
    return value && dict_set_text_take(dict, name, value);
}

static bool call_in(View module, const char *name, View first, View second)
{
    Ref function = object_get_attribute_text(module, name);
    Ref result = !function ? NULL : second ? call_2(function, first, second) : first ? call_1(function, first) : call_0(function);
    release_maybe(function);
    release_maybe(result);
    return result != NULL;
}

/* The magic number of files that nobody has. */
bool importlib_set_magic(View module)
{
    Ref magic = bytes_new("Ou\r\n", 4);
    bool done = magic && dict_set_text(((ModuleObject *)module)->dict, "MAGIC_NUMBER", magic);
    release_maybe(magic);
    return done;
}

static bool start_importlib(void)
{
    DictView sys = module_state.sys_dict;
    if (!set_new(sys, "meta_path", list_new(0)) || !set_new(sys, "path_hooks", list_new(0)) ||
        !set_new(sys, "path_importer_cache", dict_new()))
        return false;
    inner = make_module("importlib._bootstrap", "_frozen_importlib", "<frozen importlib._bootstrap>");
    Ref outer = inner ? make_module("importlib._bootstrap_external", "_frozen_importlib_external", "<frozen importlib._bootstrap_external>")
                      : NULL;
    Ref imp = outer && importlib_set_magic(outer) ? import_by_name("_imp") : NULL, sys_module = imp ? import_by_name("sys") : NULL;
    bool done = sys_module && call_in(inner, "_install", sys_module, imp) && call_in(inner, "_install_external_importers", NULL, NULL) &&
                (support = import_by_name("_importlib_support")) && call_in(support, "complete", NULL, NULL);
    release_maybe(outer);
    release_maybe(imp);
    release_maybe(sys_module);
    return done;
}

static Ref copy_of(const char *name)
{
    View list = dict_get_text_peek(module_state.sys_dict, name);
    return list && is_list(list) ? tuple_from_iterable(list) : raise_error(RuntimeError, "sys.%s is no list", name);
}

bool importlib_wake(void)
{
    if (state != ASLEEP || module_state.is_ending || !module_state.sys_dict)
        return true;
    state = WAKING;
    Ref raised = error_take();
    if (start_importlib() && (finders = copy_of("meta_path")) && (hooks_known = copy_of("path_hooks"))) {
        state = AWAKE;
        error_restore_take(raised);
        return true;
    }
    release_maybe(raised);
    importlib_stop();
    return false;
}

/* --- which way ------------------------------------------------------------------------------------------ */

static bool is_as_before(const char *name, View before)
{
    View now = dict_get_text_peek(module_state.sys_dict, name);
    if (!now || !is_list(now) || ((ListView)now)->used != tuple_length(before))
        return false;
    return memcmp(((ListView)now)->items, ((TupleView)before)->items, tuple_length(before) * sizeof(Ref)) == 0;
}

int import_verbosity;

bool importlib_is_customised(void)
{
    return state == AWAKE && (import_verbosity || !(is_as_before("meta_path", finders) && is_as_before("path_hooks", hooks_known)));
}

/* Entries of importlib's own code are dropped: all of them, if the import failed because nothing was found;
 * else those between the import statement and the code of the module. */
static void trim_traceback(void)
{
    ExceptionObject *exception = (ExceptionObject *)thread.raised;
    bool drops_all = exception && is_instance(AS_OBJECT(exception), &exception_types[ImportError]);
    if (exception)
        traceback_drop_importlib(&exception->traceback, drops_all);
}

Ref importlib_find_and_load(View full_name)
{
    if (!importlib_wake())
        return NULL;
    if (!inner)
        return raise_error(ImportError, "sys.meta_path is None, Python is likely shutting down");
    Ref function = object_get_attribute_text(inner, "_find_and_load");
    View import = function ? dict_get_str_peek(module_state.builtins_dict, name(__import__)) : NULL;
    Ref module = import ? call_2(function, full_name, import) : NULL;
    release_maybe(function);
    if (!module && !error_is_set())
        raise_error(ImportError, "__import__ not found");
    if (!module)
        trim_traceback();
    return module;
}

int importlib_finds_in(View full_name, View places)
{
    if (!importlib_wake())
        return -1;
    Ref function = support ? object_get_attribute_text(support, "finds_in") : NULL;
    Ref answer = function ? call_2(function, full_name, places) : NULL;
    int result = answer ? object_truth(answer) : error_is_set() ? -1 : 0;
    release_maybe(function);
    release_maybe(answer);
    return result;
}

/* --- what import.c finds -------------------------------------------------------------------------------- */

bool importlib_introduce(View module, View full_name, const FoundModule *found)
{
    Ref function = object_get_attribute_text(support, "introduce");
    View args[] = {module, full_name, found->filename ? found->filename : NONE, found->path ? found->path : NONE};
    Ref done = function ? call_vector(function, args, COUNT_OF(args), NULL) : NULL;
    release_maybe(function);
    release_maybe(done);
    return done != NULL;
}

bool importlib_introduce_native(View module, View full_name)
{
    return call_in(support, "introduce_native", module, full_name);
}

void importlib_initialised(View module)
{
    View spec = module->type == TYPE_MODULE ? dict_get_str_peek(((ModuleObject *)module)->dict, name(__spec__)) : NULL;
    Ref raised = error_take(), name = spec && spec != NONE ? str_intern_text("_initializing") : NULL;
    if (name && !object_set_attribute(spec, name, FALSE))
        error_clear();
    error_clear();
    release_maybe(name);
    error_restore_take(raised);
}
