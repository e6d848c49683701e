/* _imp: what CPython's importlib asks of the interpreter: built-in modules, frozen ones, a lock.
 *
 * "Frozen" are the modules that CPython 3.11 has compiled into its binary. Here they are the same names,
 * because a script sees it (`<module 'os' (frozen)>`), though more modules are embedded in the binary than
 * these. There are no extension modules: Ouro's objects are not CPython's. */
#include "stdlib/_imp.h"

#include <string.h>
#include <time.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/siphash.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/source_carets.h"
#include "vm/compile/compile.h"
#include "vm/compile/source_file.h"
#include "vm/import/bootstrap.h"
#include "vm/import/module_lock.h"
#include "vm/module.h"
#include "vm/run/frame.h"
#include "vm/run/signals.h"
#include "vm/run/threads.h"

/* --- built-in modules ----------------------------------------------------------------------------------- */

static const NativeModule *find_native(View name)
{
    const NativeModule *table;
    for (size_t i = 0; (table = module_native_at(i)); i++)
        if (str_equal_text(name, table->name))
            return table;
    return NULL;
}

static Ref is_builtin(View self UNUSED, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "is_builtin() argument must be str, not %K", args[0]);
    return int_new(find_native(AS_OBJECT(str_view(args[0]))) ? 1 : 0);
}

static Ref create_builtin(View self UNUSED, View *args)
{
    Ref name = object_get_attribute_text(args[0], "name");
    if (!name || !is_str(name)) {
        release_maybe(name);
        return error_is_set() ? NULL : raise_error(TypeError, "the name of a module must be a string");
    }
    View text = AS_OBJECT(str_view(name)), present = dict_get_str_peek(modules_peek(), text);
    const NativeModule *table = present ? NULL : find_native(text);
    Ref module = present ? retain(present) : table ? module_from_table(table) : none_new();
    release(name);
    return module;
}

static Ref exec_builtin(View self UNUSED, View *args UNUSED)
{
    return int_new(0);
}

/* --- frozen modules ------------------------------------------------------------------------------------- */

typedef struct FrozenName {
    const char *name;
    bool is_package;
    const char *origin; /* the module whose code it has, with < in front for the code of the package; NULL: that of its own name */
} FrozenName;

/* The first three are what importlib itself is made of: they cannot be switched off. */
enum { FROZEN_BOOTSTRAP_COUNT = 3 };
static const FrozenName frozen_names[] = {
    {"_frozen_importlib", false, "importlib._bootstrap"},
    {"_frozen_importlib_external", false, "importlib._bootstrap_external"},
    {"zipimport", false, NULL},
    {"abc", false, NULL},
    {"codecs", false, NULL},
    {"io", false, NULL},
    {"_collections_abc", false, NULL},
    {"_sitebuiltins", false, NULL},
    {"genericpath", false, NULL},
    {"ntpath", false, NULL},
    {"posixpath", false, NULL},
    {"os.path", false, "posixpath"},
    {"os", false, NULL},
    {"site", false, NULL},
    {"stat", false, NULL},
    {"importlib.util", false, NULL},
    {"importlib.machinery", false, NULL},
    {"runpy", false, NULL},
    {"__hello__", false, NULL},
    {"__hello_alias__", false, "__hello__"},
    {"__phello_alias__", true, "__hello__"},
    {"__phello_alias__.spam", false, "__hello__"},
    {"__phello__", true, NULL},
    {"__phello__.__init__", false, "<__phello__"},
    {"__phello__.ham", true, NULL},
    {"__phello__.ham.__init__", false, "<__phello__.ham"},
    {"__phello__.ham.eggs", false, NULL},
    {"__phello__.spam", false, NULL},
    {"__hello_only__", false, ""}, /* of no module: CPython's has a text that is not in the library */
};

const char *imp_check_hash_based_pycs = "default";

static bool is_frozen_off; /* -X frozen_modules */
static int override;       /* what the tests of importlib say: below 0, no frozen modules but importlib's own */

static const FrozenName *find_frozen_name(View name)
{
    size_t count = override < 0 || (override == 0 && is_frozen_off) ? FROZEN_BOOTSTRAP_COUNT : COUNT_OF(frozen_names);
    for (size_t i = 0; is_str(name) && i < count; i++)
        if (str_equal_text(AS_OBJECT(str_view(name)), frozen_names[i].name))
            return &frozen_names[i];
    return NULL;
}

void imp_switch_frozen(bool off)
{
    is_frozen_off = off;
}

bool imp_is_frozen(View name)
{
    return find_frozen_name(name) != NULL;
}

/* While importlib wakes none is: those that were imported before are complete, which it would not believe. */
static Ref is_frozen(View self UNUSED, View *args)
{
    return bool_new(!importlib_is_waking() && find_frozen_name(args[0]) != NULL);
}

/* ImportError with the module's name. NULL. */
static Ref raise_about(View name, const char *format)
{
    raise_error(ImportError, format, name);
    if (error_matches(ImportError))
        replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_NAME], retain(name));
    return NULL;
}

static Ref raise_not_frozen(View name)
{
    return raise_about(name, "No such frozen object named %R");
}

static Ref is_frozen_package(View self UNUSED, View *args)
{
    const FrozenName *found = find_frozen_name(args[0]);
    return found ? bool_new(found->is_package) : raise_not_frozen(args[0]);
}

/* (data or None, is a package, the name that it had when it was frozen), or None. */
static Ref find_frozen(View self UNUSED, View *args)
{
    const FrozenName *found = find_frozen_name(args[0]);
    if (!found)
        return none_new();
    Ref origin = !found->origin ? retain(args[0]) : *found->origin ? str_from_text(found->origin) : none_new();
    Ref result = origin ? tuple_pack(3, NONE, found->is_package ? TRUE : FALSE, origin) : NULL;
    release_maybe(origin);
    return result;
}

static Ref frozen_module_names(View self UNUSED, View *args UNUSED)
{
    Ref names = list_new(0);
    for (size_t i = 0; names && i < COUNT_OF(frozen_names); i++) {
        Ref name = str_from_text(frozen_names[i].name);
        if (!name || !list_append_take((ListView)names, name))
            clear_place(&names);
    }
    return names;
}

/* Where the source of a module of the library lies. */
static Ref library_path(const char *name, bool is_package)
{
    char path[64];
    size_t length = strlen(name);
    for (size_t i = 0; i <= length && i < sizeof path; i++)
        path[i] = name[i] == '.' ? '/' : name[i];
    return str_format(is_package ? "%s/%s/__init__.py" : "%s/%s.py", import_library.folder, path);
}

static Ref compile_library_file(const char *name, bool is_package, View filename)
{
    SourceText text;
    Ref path = library_path(name, is_package), code = NULL;
    if (path && source_file_read(path, &text)) {
        code = compile_source(text.bytes, text.length, filename, PARSE_FILE, NULL, NULL);
        source_file_free(&text);
    }
    release_maybe(path);
    return code;
}

/* Their code is embedded, or made anew from the source in the library. */
static Ref get_frozen_object(View self UNUSED, View *args)
{
    const FrozenName *frozen = find_frozen_name(args[0]);
    if (!frozen)
        return raise_not_frozen(args[0]);
    if (frozen->origin && !*frozen->origin)
        return raise_about(args[0], "Excluded frozen object named %R");
    bool is_package = frozen->origin ? *frozen->origin == '<' : frozen->is_package;
    const char *name = frozen->origin ? frozen->origin + is_package : frozen->name;
    Ref filename = str_format("<frozen %s>", name), code = NULL;
    EmbeddedSource embedded;
    if (filename && import_library.find_embedded(name, &embedded))
        code = import_embedded_code(&embedded, filename);
    else if (filename)
        code = compile_library_file(name, is_package, filename);
    release_maybe(filename);
    return code;
}

/* The module, made anew; None if no frozen one has this name. */
static Ref init_frozen(View self UNUSED, View *args)
{
    const FrozenName *frozen = find_frozen_name(args[0]);
    Ref code = !frozen ? NULL : get_frozen_object(NULL, args), module = code ? module_new(args[0], NULL) : NULL;
    if (!frozen)
        return none_new();
    DictView dict = module ? ((ModuleObject *)module)->dict : NULL;
    Ref result = NULL;
    if (module && dict_set_text(dict, "__builtins__", AS_OBJECT(builtins_dict_peek())) &&
        (!frozen->is_package || dict_set_text_take(dict, "__path__", list_new(0))) && dict_set(modules_peek(), args[0], module))
        result = vm_run_code((CodeView)code, AS_OBJECT(dict), AS_OBJECT(dict), NULL);
    if (!result)
        clear_place(&module);
    release_maybe(result);
    release_maybe(code);
    return module;
}

static Ref override_frozen(View self UNUSED, View *args)
{
    int64_t value;
    if (!object_as_int64(args[0], &value))
        return NULL;
    override = value < 0 ? -1 : value > 0;
    return none_new();
}

/* --- embedded modules ----------------------------------------------------------------------------------- */

/* False without an exception: none of this name. */
static bool find_embedded(View name, EmbeddedSource *found)
{
    char *owned;
    size_t length;
    const char *text = is_str(name) && import_library.find_embedded ? str_utf8(str_view(name), &length, &owned) : NULL;
    bool is_there = text && strlen(text) == length && import_library.find_embedded(text, found);
    if (text)
        str_utf8_free(owned, length);
    else
        error_clear();
    return is_there;
}

/* (path, is a package), or None: where the text of the module stands, or <embedded:NAME>, if it is Ouro's own. */
static Ref embedded_place(View self UNUSED, View *args)
{
    EmbeddedSource found;
    if (!find_embedded(args[0], &found))
        return none_new();
    Ref path = str_from_text(found.path), result = path ? tuple_pack(2, path, found.is_package ? TRUE : FALSE) : NULL;
    release_maybe(path);
    return result;
}

static Ref embedded_code(View self UNUSED, View *args)
{
    EmbeddedSource found;
    if (!find_embedded(args[0], &found))
        return raise_about(args[0], "No embedded module named %R");
    Ref filename = str_from_text(found.path), code = filename ? import_embedded_code(&found, filename) : NULL;
    release_maybe(filename);
    return code;
}

static Ref embedded_source(View self UNUSED, View *args)
{
    EmbeddedSource found;
    return find_embedded(args[0], &found) ? str_from_utf8(found.text, found.length) : raise_about(args[0], "No embedded module named %R");
}

/* --- the lock ------------------------------------------------------------------------------------------- */

static uint64_t lock_owner; /* the serial of the thread; 0: nobody */
static uint64_t lock_depth;

static Ref lock_held(View self UNUSED, View *args UNUSED)
{
    return bool_new(lock_depth > 0);
}

bool imp_lock_take(void)
{
    while (lock_depth > 0 && lock_owner != thread_self->serial) {
        const struct timespec little = {.tv_nsec = 1000000};
        threads_release();
        nanosleep(&little, NULL);
        threads_acquire();
        if (!signals_handle())
            return false;
    }
    lock_owner = thread_self->serial;
    lock_depth++;
    return true;
}

void imp_lock_give(void)
{
    if (--lock_depth == 0)
        lock_owner = 0;
}

static Ref acquire_lock(View self UNUSED, View *args UNUSED)
{
    return imp_lock_take() ? none_new() : NULL;
}

static Ref release_lock(View self UNUSED, View *args UNUSED)
{
    if (!lock_depth || lock_owner != thread_self->serial)
        return raise_error(RuntimeError, "not holding the import lock");
    imp_lock_give();
    return none_new();
}

/* --- the locks of modules: see vm/import/module_lock.h ---------------------------------------------------- */

static bool require_name(View name)
{
    return is_str(name) || raise_error(TypeError, "the name of a module must be a string") != NULL;
}

static Ref lock_module(View self UNUSED, View *args)
{
    ModuleLockResult taken = require_name(args[0]) ? module_lock_take(NULL, AS_OBJECT(str_view(args[0]))) : MODULE_LOCK_FAILED;
    return taken == MODULE_LOCK_FAILED ? NULL : bool_new(taken == MODULE_LOCK_TAKEN);
}

static Ref unlock_module(View self UNUSED, View *args)
{
    if (!require_name(args[0]))
        return NULL;
    module_lock_give(AS_OBJECT(str_view(args[0])));
    return none_new();
}

static Ref wait_for_module(View self UNUSED, View *args)
{
    return require_name(args[0]) && module_lock_wait(AS_OBJECT(str_view(args[0]))) ? none_new() : NULL;
}

/* --- files ---------------------------------------------------------------------------------------------- */

static Ref extension_suffixes(View self UNUSED, View *args UNUSED)
{
    return list_new(0);
}

static Ref create_dynamic(View self UNUSED, View *args)
{
    Ref name = object_get_attribute_text(args[0], "name"), path = name ? object_get_attribute_text(args[0], "origin") : NULL;
    if (path) {
        raise_about(name, "Ouro does not load extension modules, which are made for CPython: %R");
        if (error_matches(ImportError))
            replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_PATH], retain(path));
    }
    release_maybe(name);
    release_maybe(path);
    return NULL;
}

/* What a .pyc file that goes by its source's text holds in place of the time. */
static Ref source_hash(View self UNUSED, View *args)
{
    BytesHold hold;
    int64_t key;
    if (!object_as_int64(args[0], &key) || !bytes_hold_required(args[1], &hold))
        return NULL;
    uint64_t hash = siphash13((uint64_t[2]){(uint64_t)key, 0}, hold.data, hold.length);
    unsigned char bytes[sizeof hash];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(hash >> 8 * i);
    bytes_let_go(&hold);
    return bytes_new(bytes, sizeof bytes);
}

/* Give the code, and all code among its constants, another file name. */
static void set_filename(CodeView code, View before, View after)
{
    if (!str_equal(code->filename, before))
        return;
    replace_take(&code->filename, retain(after));
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (code->constants[i]->type == TYPE_CODE)
            set_filename((CodeView)code->constants[i], before, after);
}

static Ref fix_co_filename(View self UNUSED, View *args)
{
    if (args[0]->type != TYPE_CODE)
        return raise_error(TypeError, "_fix_co_filename() argument 1 must be code, not %K", args[0]);
    if (!is_str(args[1]))
        return raise_error(TypeError, "_fix_co_filename() argument 2 must be str, not %K", args[1]);
    Ref before = retain(((CodeView)args[0])->filename);
    set_filename((CodeView)args[0], before, AS_OBJECT(str_view(args[1])));
    release(before);
    return none_new();
}

/* For linecache. */
static Ref typed_source(View self UNUSED, View *args)
{
    const char *text;
    size_t length;
    if (!is_str(args[0]))
        return raise_error(TypeError, "_typed_source() argument must be str, not %T", args[0]);
    bool is_typed = source_find_typed && source_find_typed(AS_OBJECT(str_view(args[0])), &text, &length);
    return is_typed ? str_from_utf8(text, length) : none_new();
}

static const NativeFunction functions[] = {
    {"_typed_source(name, /)", typed_source, "Return the text that was typed at the prompt under this name, or None."},
    {"extension_suffixes()", extension_suffixes, "Return the suffixes of extension modules' files: there are none."},
    {"lock_held()", lock_held, "Return True if the import lock is held."},
    {"acquire_lock()", acquire_lock, "Take the import lock of the interpreter for the current thread."},
    {"release_lock()", release_lock, "Give the import lock back."},
    {"find_frozen(name, /, *, withdata=False)", find_frozen, "Return what there is to know of a frozen module, or None."},
    {"get_frozen_object(name, data=None, /)", get_frozen_object, "Return the code object of a frozen module."},
    {"init_frozen(name, /)", init_frozen, "Initialize a frozen module anew; None if there is none of this name."},
    {"is_frozen_package(name, /)", is_frozen_package, "Return True if the frozen module is a package."},
    {"create_builtin(spec, /)", create_builtin, "Create a built-in module."},
    {"exec_builtin(mod, /)", exec_builtin, "Initialize a built-in module: create_builtin() did it."},
    {"create_dynamic(spec, file=None, /)", create_dynamic, "Not possible: extension modules are made for CPython."},
    {"exec_dynamic(mod, /)", exec_builtin, NULL},
    {"is_builtin(name, /)", is_builtin, "Return 1 if there is a built-in module of this name, else 0."},
    {"is_frozen(name, /)", is_frozen, "Return True if there is a frozen module of this name."},
    {"_frozen_module_names()", frozen_module_names, "Return the list of frozen modules."},
    {"_override_frozen_modules_for_tests(override, /)", override_frozen, NULL},
    {"_fix_co_filename(code, path, /)", fix_co_filename, "Change the file name of a code object and of those within it."},
    {"source_hash(key, source)", source_hash, "Return the hash of a source's bytes, as .pyc files hold it."},
    {"_embedded_code(name, /)", embedded_code, "The code of an embedded module."},
    {"_embedded_place(name, /)", embedded_place, "The path of an embedded module and whether it is a package, or None."},
    {"_embedded_source(name, /)", embedded_source, "The text of an embedded module."},
    {"_lock_module(name, /)", lock_module, "Wait until no other thread imports the module; False if that would be for ever."},
    {"_unlock_module(name, /)", unlock_module, NULL},
    {"_wait_for_module(name, /)", wait_for_module, NULL},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    override = 0;
    return dict_set_text_take(module->dict, "check_hash_based_pycs", str_from_text(imp_check_hash_based_pycs));
}

const NativeModule _imp_module = {.name = "_imp", .doc = "What importlib asks of the interpreter.", .functions = functions, .init = init};
