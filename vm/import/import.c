/* import: from a name to a module.
 *
 *     import a.b.c      import_dotted: a, then a.b in a.__path__, then a.b.c in a.b.__path__
 *                       each: sys.modules has it? ─ no ─► load_one; an attribute of its parent from then on
 *     load_one          a native module (C), or what module_find.c finds: an embedded text, a file, a folder
 *     execute           module object ─► sys.modules ─► compile ─► run in the module's dict
 *
 * A module enters sys.modules before its code runs, so that modules may import each other: the
 * second one finds the first, with those names that it has bound so far. It leaves sys.modules again
 * if its code fails: the next import tries anew.
 *
 * What stands in sys.modules is believed, whatever it is: a module may replace its own entry while
 * it runs, None there forbids the import, and a test may put an object of its own there. So after
 * running the code the entry is looked up again, and that is what the import gives. */
#include "vm/import/import.h"

#include <string.h>

#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/life/weakref.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/compile/source_file.h"
#include "vm/import/bootstrap.h"
#include "vm/import/import_time.h"
#include "vm/import/module_find.h"
#include "vm/import/module_lock.h"
#include "vm/module_state.h"
#include "vm/run/frame.h"

ImportLibrary import_library;
bool import_is_timed;

/* --- loading -------------------------------------------------------------------------------------------- */

static Ref load_native(const char *name)
{
    const NativeModule *table;
    for (size_t i = 0; (table = module_native_at(i)); i++)
        if (strcmp(table->name, name) == 0)
            return module_from_table(table);
    return NULL;
}

/* filename: NULL of a namespace package; path: NULL of what is no package. */
static bool set_file_names(ModuleObject *module, View filename, View path, View package)
{
    return dict_set(module->dict, name(__package__), package) && (!path || dict_set(module->dict, name(__path__), path)) &&
           (!filename || (dict_set(module->dict, name(__file__), filename) &&
                          dict_set_text_take(module->dict, "__cached__", import_cached_path(filename))));
}

/* folder/__pycache__/name.cpython-311.pyc: where CPython keeps the compiled code. Nothing lies there for
 * Ouro. */
Ref import_cached_path(View filename)
{
    size_t length = str_length(filename), start = length;
    while (start > 0 && str_at((StrView)filename, start - 1) != '/')
        start--;
    Ref folder = str_slice(filename, 0, start), name = str_slice(filename, start, length > start + 3 ? length - 3 : length);
    Ref result = folder && name ? str_format("%U__pycache__/%U.cpython-311.pyc", folder, name) : NULL;
    release_maybe(folder);
    release_maybe(name);
    return result;
}

/* The module a.b.c is in the package a.b; a package is in itself. */
static Ref package_name(View full_name, View path)
{
    size_t dot = str_length(full_name);
    while (dot > 0 && str_at((StrView)full_name, dot - 1) != '.')
        dot--;
    return path ? retain(full_name) : dot ? str_slice(full_name, 0, dot - 1) : retain(str_empty);
}

Ref import_embedded_code(const EmbeddedSource *source, View filename)
{
    if (source->code && !compile_optimize)
        return import_library.load_code(source->code, filename);
    return compile_source(source->text, source->length, filename, PARSE_FILE, NULL, NULL);
}

/* Those that CPython has frozen have no file, as tracebacks show. */
static Ref embedded_code(View full_name, const FoundModule *found)
{
    bool is_frozen = hooks.is_frozen_module && hooks.is_frozen_module(full_name);
    Ref filename = is_frozen ? str_format("<frozen %U>", full_name) : retain(found->filename);
    Ref code = filename ? import_embedded_code(&found->embedded, filename) : NULL;
    release_maybe(filename);
    return code;
}

/* Run the module's text (NULL: it has none, or it is embedded). The module, or what stands in sys.modules for it afterwards. */
/* On failure the exception is put aside while the entry is removed, since what dies of that may run
 * code. */
static Ref execute(View full_name, const char *text, size_t length, const FoundModule *found)
{
    Ref package = package_name(full_name, found->path);
    Ref module = package ? module_new(full_name, NULL) : NULL, code = NULL, result = NULL;
    if (!module || !set_file_names(((ModuleObject *)module), found->filename, found->path, package) ||
        !dict_set(((ModuleObject *)module)->dict, name(__builtins__), AS_OBJECT(module_state.builtins_dict)) ||
        (importlib_is_awake() && !importlib_introduce(module, full_name, found)) || !dict_set(module_state.modules, full_name, module))
        goto done;
    if (found->kind == FOUND_EMBEDDED)
        code = embedded_code(full_name, found);
    else if (text)
        code = compile_source(text, length, found->filename, PARSE_FILE, NULL, NULL);
    if (code)
        result = vm_run_code((CodeView)code, AS_OBJECT(((ModuleObject *)module)->dict), AS_OBJECT(((ModuleObject *)module)->dict), NULL);
    else if (found->kind == FOUND_NAMESPACE)
        result = none_new();
    if (!result) {
        Ref raised = error_take();
        if (dict_delete(module_state.modules, full_name) < 0)
            error_clear();
        error_restore_take(raised);
        goto done;
    }
    release(result);
    if (importlib_is_awake())
        importlib_initialised(module);
    if (str_equal_text(full_name, "importlib._bootstrap_external") && !importlib_set_magic(module))
        goto done;
    View present = dict_get_str_peek(module_state.modules, full_name);
    result = retain(present ? present : module);
done:
    release_maybe(package);
    release_maybe(code);
    release_maybe(module);
    return result;
}

static Ref load_found(View full_name, const FoundModule *found)
{
    if (found->kind == FOUND_EMBEDDED || found->kind == FOUND_NAMESPACE)
        return execute(full_name, NULL, 0, found);
    SourceText text;
    if (!source_file_read(found->filename, &text))
        return NULL;
    Ref module = execute(full_name, text.bytes, text.length, found);
    source_file_free(&text);
    return module;
}

static View sys_path_peek(void)
{
    View sys = dict_get_text_peek(module_state.modules, "sys");
    return sys && sys->type == TYPE_MODULE ? dict_get_str_peek(((ModuleObject *)sys)->dict, name(path)) : NULL;
}

/* --- finding -------------------------------------------------------------------------------------------- */

/* Can a file have this name? */
static bool names_a_file(View part)
{
    for (size_t i = 0; i < str_length(part); i++)
        if (str_at((StrView)part, i) == '\0')
            return false;
    return str_length(part) > 0;
}

static View known_module_peek(View full_name)
{
    return module_state.modules ? dict_get_str_peek(module_state.modules, full_name) : NULL;
}

/* Where a module that was not found may lie as an extension module: then that is said. NULL, with an exception
 * only if memory ran out. */
static Ref explain_extension(View full_name)
{
    Ref parent = package_name(full_name, NULL);
    size_t start = parent && str_length(parent) ? str_length(parent) + 1 : 0;
    Ref part = parent ? str_slice(full_name, start, str_length(full_name)) : NULL;
    View package = part && start ? known_module_peek(parent) : NULL;
    Ref path = package ? object_get_attribute_maybe(package, name(__path__)) : part && !start ? retain_maybe(sys_path_peek()) : NULL;
    Ref file = path && names_a_file(part) ? module_find_extension(part, path) : NULL;
    Ref text = file ? str_format("Ouro does not load extension modules, which are made for CPython: %R", file) : NULL;
    release_maybe(parent);
    release_maybe(part);
    release_maybe(path);
    release_maybe(file);
    return text;
}

/* What the library says of a module that is missing at the top. NULL, with an exception only if memory ran
 * out. */
static Ref explain_library(View name)
{
    Frame *frame = vm_current_frame();
    View importer = frame ? dict_get_str_peek(frame->function->globals, name(__name__)) : NULL;
    return import_library.explain_missing
               ? import_library.explain_missing(name, importer && is_str(importer) ? AS_OBJECT(str_view(importer)) : NULL)
               : NULL;
}

/* Why a module is missing, if anything is known of it. NULL, with an exception only if memory ran out. */
static Ref explain_missing(View full_name)
{
    Ref text = explain_library(full_name);
    return text || error_is_set() ? text : explain_extension(full_name);
}

/* The ModuleNotFoundError that is set (if it is one) is about this module. */
static void note_name(View full_name)
{
    if (error_matches(ModuleNotFoundError))
        replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_NAME], retain(full_name));
}

/* Is the ModuleNotFoundError that is set about this module, and not about one that it imports? */
/* Otherwise a submodule that exists and fails to import something would be taken for one that does
 * not exist. */
static bool is_error_about(View name)
{
    View missing = ((ExceptionObject *)thread.raised)->extra[EXTRA_NAME];
    return name && missing && is_str(missing) && str_equal(AS_OBJECT(str_view(missing)), name);
}

static Ref raise_not_found(View full_name, View parent)
{
    Ref known = parent ? NULL : explain_missing(full_name);
    if (known)
        raise_error(ModuleNotFoundError, "%U", known);
    else if (error_is_set())
        return NULL;
    else if (parent)
        raise_error(ModuleNotFoundError, "No module named %R; %R is not a package", full_name, parent);
    else
        raise_error(ModuleNotFoundError, "No module named %R", full_name);
    note_name(full_name);
    release_maybe(known);
    return NULL;
}

/* What sys.modules has under the full name asked for, owned. */
static Ref take_known(View full_name, View known)
{
    if (known != NONE)
        return retain(known);
    raise_error(ModuleNotFoundError, "import of %U halted; None in sys.modules", full_name);
    note_name(full_name);
    return NULL;
}

static Ref raise_not_found_maybe(View full_name)
{
    return error_is_set() ? NULL : raise_not_found(full_name, NULL);
}

/* By hooks of the program, or what only importlib knows. */
static Ref find_by_importlib(View full_name)
{
    Ref module = importlib_find_and_load(full_name);
    if (module || !error_matches(ModuleNotFoundError) || !is_error_about(full_name))
        return module;
    Ref raised = error_take(), known = explain_missing(full_name);
    if (known) {
        release(raised);
        raise_error(ModuleNotFoundError, "%U", known);
        note_name(full_name);
        release(known);
    } else if (!error_is_set()) {
        error_restore_take(raised);
    } else {
        release(raised);
    }
    return NULL;
}

/* A module that needs to be imported by another, which CPython has imported before any program. */
static Ref import_by_way_of(View full_name, const char *other)
{
    Ref first = import_by_name(other);
    View known = first ? known_module_peek(full_name) : NULL;
    retain_maybe(known);
    release_maybe(first);
    return known || error_is_set() ? known : raise_not_found(full_name, NULL);
}

/* Load the module with this full name, whose parent package (NULL at the top) is imported already. */
static Ref load_one(View full_name, View part, View parent, View parent_name)
{
    if (str_equal_text(full_name, "genericpath") && !dict_get_text_peek(module_state.modules, "os"))
        return import_by_way_of(full_name, "os");
    if (module_state.is_ending)
        return raise_error(ImportError, "sys.meta_path is None, Python is likely shutting down");
    char *owned;
    size_t length;
    const char *name = str_utf8((StrView)full_name, &length, &owned);
    if (!name && !error_clear_if(UnicodeEncodeError))
        return NULL;
    if (!name) { /* surrogates: only a file can have such a name */
        owned = NULL;
        length = 0;
        name = "";
    }
    bool is_importlib = strcmp(name, "_frozen_importlib") == 0 || strcmp(name, "_frozen_importlib_external") == 0 ||
                        (strcmp(name, "zipimport") == 0 && !importlib_is_awake() && !importlib_is_waking());
    Ref module = is_importlib || importlib_is_customised() ? NULL : load_native(name);
    str_utf8_free(owned, length);
    if (is_importlib) {
        View made = importlib_wake() ? known_module_peek(full_name) : NULL; /* zipimport is one of its hooks */
        return made ? retain(made) : raise_not_found_maybe(full_name);
    }
    if (!module && !error_is_set() && importlib_is_customised())
        return find_by_importlib(full_name);
    if (module &&
        ((importlib_is_awake() && !importlib_introduce_native(module, full_name)) || !dict_set(module_state.modules, full_name, module)))
        clear_place(&module);
    if (module || error_is_set())
        return module;
    Ref path = parent ? object_get_attribute_maybe(parent, name(__path__)) : retain_maybe(sys_path_peek());
    if (parent && !path)
        return error_is_set() ? NULL : raise_not_found(full_name, parent_name);
    FoundModule found;
    if (path == NONE) { /* so it is when the program ends */
        release(path);
        return raise_error(TypeError, "'NoneType' object is not iterable");
    }
    if (parent && !is_list(path)) { /* a namespace package's, of a class of its own */
        release(path);
        return find_by_importlib(full_name);
    }
    if (!names_a_file(part))
        raise_not_found(full_name, NULL);
    else if (module_find(full_name, part, path, &found)) {
        int is_hooked = found.kind != FOUND_NAMESPACE && found.hook_places ? importlib_finds_in(full_name, found.hook_places) : 0;
        if (is_hooked > 0 || found.kind == FOUND_NAMESPACE)
            module = find_by_importlib(full_name);
        else if (is_hooked == 0)
            module = found.kind ? load_found(full_name, &found) : raise_not_found(full_name, NULL);
        module_found_release(&found);
    }
    release_maybe(path);
    return module;
}

static bool tell_of_import(View full_name)
{
    if (LIKELY(!hooks.audit))
        return true;
    View finders = dict_get_text_peek(module_state.sys_dict, "meta_path"),
         path_hooks = dict_get_text_peek(module_state.sys_dict, "path_hooks");
    return audit_tell("import", "OOOOO", full_name, NULL, sys_path_peek(), finders, path_hooks);
}

/* The same, while no other thread is at it: if one was, what it has made is taken. */
static Ref load_alone(View full_name, View part, View parent, View parent_name)
{
    ModuleLock lock;
    ModuleLockResult taken = module_lock_take(&lock, full_name);
    if (taken == MODULE_LOCK_FAILED)
        return NULL;
    View known = known_module_peek(full_name);
    ImportTime time;
    bool is_timed = import_is_timed && !known && import_time_begin(&time);
    Ref module = known ? take_known(full_name, known) : tell_of_import(full_name) ? load_one(full_name, part, parent, parent_name) : NULL;
    if (is_timed)
        import_time_end(&time, full_name);
    if (taken == MODULE_LOCK_TAKEN)
        module_lock_give(full_name);
    return module;
}

/* A package that takes no attributes is only warned of. False with an exception: the warning as an error, or
 * another than AttributeError. */
static bool set_in_parent(View parent, View parent_name, View part, View module)
{
    if (object_set_attribute(parent, part, module))
        return true;
    if (!error_matches(AttributeError))
        return false;
    error_clear();
    return warn_here(ImportWarning, "Cannot set an attribute on %R for child module %R", parent_name, part);
}

/* Import a.b.c step by step; c, owned. What sys.modules has under the whole name needs no parents, and
 * whatever it has for a parent, be it None, is one. */
static Ref import_dotted(View full_name)
{
    if (!module_lock_wait(full_name))
        return NULL;
    View known = known_module_peek(full_name);
    if (known)
        return take_known(full_name, known);
    Ref parent = NULL, parent_name = NULL;
    size_t length = str_length(full_name), start = 0;
    while (start <= length) {
        size_t stop = start ? start : 1; /* a dot in front has no parent before it */
        while (stop < length && str_at((StrView)full_name, stop) != '.')
            stop++;
        size_t part_start = start == 0 && str_at((StrView)full_name, 0) == '.' ? 1 : start;
        Ref name = str_slice(full_name, 0, stop), part = name ? str_slice(full_name, part_start, stop) : NULL, module = NULL;
        bool is_free = part && module_lock_wait(name);
        known = is_free ? known_module_peek(name) : NULL;
        if (known)
            module = stop < length ? retain(known) : take_known(name, known);
        else if (is_free)
            module = load_alone(name, part, parent, parent_name);
        if (module && parent && !known && !set_in_parent(parent, parent_name, part, module))
            clear_place(&module);
        release_maybe(part);
        release_maybe(parent);
        release_maybe(parent_name);
        parent = module;
        parent_name = name;
        if (!module)
            break;
        start = stop + 1;
    }
    release_maybe(parent_name);
    return parent;
}

/* Code that nobody told its package (exec with a namespace of its own): a package is its own, a module is in
 * what its name says. Owned. */
static Ref package_by_name(DictView globals)
{
    View name = dict_get_str_peek(globals, name(__name__));
    if (!name)
        return raise_error(KeyError, "'__name__' not in globals");
    if (!is_str(name))
        return raise_error(TypeError, "__name__ must be a string");
    if (!warn_here(ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"))
        return NULL;
    return package_name(AS_OBJECT(str_view(name)), dict_get_str_peek(globals, name(__path__)));
}

/* Do __package__ and __spec__.parent agree? If not, a warning. False with an exception. */
static bool check_spec_parent(View package, View spec)
{
    Ref parent = object_get_attribute_text(spec, "parent");
    int is_equal = parent ? object_compare_truth(package, parent, COMPARE_EQ) : -1;
    release_maybe(parent);
    return is_equal > 0 || (is_equal == 0 && warn_here(ImportWarning, "__package__ != __spec__.parent"));
}

/* What `.` means to code with these globals, owned. */
static Ref own_package(View globals)
{
    if (!globals)
        return raise_error(KeyError, "'__name__' not in globals");
    if (!is_dict(globals))
        return raise_error(TypeError, "globals must be a dict");
    View package = dict_get_str_peek((DictView)globals, name(__package__)), spec = dict_get_str_peek((DictView)globals, name(__spec__));
    if (package && package != NONE) {
        if (!is_str(package))
            return raise_error(TypeError, "package must be a string");
        Ref result = retain(AS_OBJECT(str_view(package)));
        if (spec && spec != NONE && !check_spec_parent(package, spec))
            clear_place(&result);
        return result;
    }
    if (!spec || spec == NONE)
        return package_by_name((DictView)globals);
    Ref parent = object_get_attribute_text(spec, "parent");
    if (parent && !is_str(parent)) {
        release(parent);
        return raise_error(TypeError, "__spec__.parent must be a string");
    }
    return parent;
}

/* The absolute name behind `from ..x import y`. */
/* The first dot is the package itself, each further one goes one up. */
static Ref resolve_relative(View name, View globals, int level)
{
    Ref package = own_package(globals);
    if (!package)
        return NULL;
    if (str_length(package) == 0) {
        release(package);
        return raise_error(ImportError, "attempted relative import with no known parent package");
    }
    size_t stop = str_length(package);
    for (int up = 1; up < level; up++) {
        while (stop > 0 && str_at((StrView)package, stop - 1) != '.')
            stop--;
        if (stop == 0) {
            release(package);
            return raise_error(ImportError, "attempted relative import beyond top-level package");
        }
        stop--;
    }
    Ref base = str_slice(package, 0, stop);
    release(package);
    if (!base || str_length(name) == 0)
        return base;
    Ref full = str_format("%U.%U", base, name);
    release(base);
    return full;
}

/* `from p import x`: x may be a submodule that nobody has imported. */
static bool import_submodule(View module, View full_name, View item)
{
    Ref present = object_get_attribute_maybe(module, item);
    if (present || error_is_set()) {
        release_maybe(present);
        return !error_is_set();
    }
    Ref name = str_format("%U.%U", full_name, item), submodule = name ? import_dotted(name) : NULL;
    bool is_absent = !submodule && error_matches(ModuleNotFoundError) && is_error_about(name) && known_module_peek(name) != NONE;
    release_maybe(name);
    release_maybe(submodule);
    if (is_absent)
        error_clear();
    return submodule || is_absent;
}

static bool raise_bad_item(View module, View item, bool is_all)
{
    Ref name = is_all ? object_get_attribute_text(module, "__name__") : NULL;
    if (!is_all)
        raise_error(TypeError, "Item in ``from list'' must be str, not %T", item);
    else if (name)
        raise_error(TypeError, "Item in %S.__all__ must be str, not %T", name, item);
    release_maybe(name);
    return false;
}

/* What follows `from p import`, or (is_all) what p.__all__ says of the star in it: any iterable. */
static bool import_items(View module, View full_name, View items, bool is_all)
{
    Ref iterator = object_iterate(items), item, all = NULL;
    bool done = iterator != NULL;
    while (done && (item = object_next(iterator))) {
        if (!is_str(item))
            done = raise_bad_item(module, item, is_all);
        else if (!str_equal_text(AS_OBJECT(str_view(item)), "*"))
            done = import_submodule(module, full_name, AS_OBJECT(str_view(item)));
        else if (!is_all && (all = object_get_attribute_maybe(module, name(__all__))))
            done = import_items(module, full_name, all, true);
        clear_place(&all);
        release(item);
    }
    release_maybe(iterator);
    return done && !error_is_set();
}

/* Only a package is asked for submodules. */
static bool import_listed(View module, View full_name, View from_list)
{
    Ref path = object_get_attribute_maybe(module, name(__path__));
    bool is_package = path != NULL;
    release_maybe(path);
    return is_package ? import_items(module, full_name, from_list, false) : !error_is_set();
}

/* `import a.b.c` binds a: what is imported is found by the part of the full name up to the first dot of the
 * name as it was written. */
static Ref import_front(View name, View full_name)
{
    size_t dot = 0, length = str_length(name);
    while (dot < length && str_at((StrView)name, dot) != '.')
        dot++;
    Ref front = str_slice(full_name, 0, str_length(full_name) - (length - dot));
    Ref module = NULL;
    if (front && str_length(front) == 0)
        raise_error(ValueError, "Empty module name");
    else if (front)
        module = import_dotted(front);
    release_maybe(front);
    return module;
}

Ref import_module(View name, View globals, View from_list, int level)
{
    Ref full_name = level > 0 ? resolve_relative(name, globals, level) : retain(name);
    if (!full_name)
        return NULL;
    Ref module = NULL;
    int has_list = from_list ? object_truth(from_list) : 0;
    if (has_list < 0) {
        release(full_name);
        return NULL;
    }
    if (str_length(full_name) == 0)
        raise_error(ValueError, "Empty module name");
    else
        module = import_dotted(full_name);
    if (module && has_list && !import_listed(module, full_name, from_list))
        clear_place(&module);
    if (module && !has_list && str_length(name) > 0)
        replace_take(&module, import_front(name, full_name));
    release(full_name);
    return module;
}

Ref import_by_name(const char *text)
{
    Ref name = str_intern_text(text), module = name ? import_dotted(name) : NULL;
    release_maybe(name);
    return module;
}

/* --- start ---------------------------------------------------------------------------------------------- */

bool import_start(void)
{
    module_is_initialising = module_lock_is_held;
    module_state.modules = (DictView)dict_new();
    if (!module_state.modules)
        return false;
    Ref builtins = import_by_name("builtins");
    if (!builtins)
        return false;
    module_state.builtins_dict = (DictView)retain(AS_OBJECT(((ModuleObject *)builtins)->dict));
    release(builtins);
    module_state.builtins_copy = (DictView)dict_copy(module_state.builtins_dict);
    if (module_state.builtins_copy)
        gc_untrack(AS_OBJECT(module_state.builtins_copy)); /* held from outside: no collection need look at it */
    Ref sys = module_state.builtins_copy ? import_by_name("sys") : NULL;
    if (!sys)
        return false;
    module_state.sys_dict = (DictView)retain(AS_OBJECT(((ModuleObject *)sys)->dict));
    release(sys);
    return true;
}
