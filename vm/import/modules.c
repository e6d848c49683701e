/* modules: module objects and import.
 *
 * A module is looked for among the native ones (C), then where module_find.c looks. It enters sys.modules
 * before its code runs, so that modules may import each other, and leaves it again if that fails. */
#include "vm/import/modules.h"

#include "runtime/calls/operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/errors/warnings.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/import/module_find.h"
#include "vm/import/modules_private.h"
#include "vm/import/source_file.h"
#include "vm/run/frame.h"

static const NativeModule *const *native_table;
static ModulesState state;
static LibraryKnowledge library;

void modules_set_native(const NativeModule *const *table)
{
    native_table = table;
}
void modules_set_embedded(bool (*find)(const char *name, EmbeddedSource *result))
{
    state.find_embedded = find;
}
void modules_set_library(LibraryKnowledge knowledge)
{
    library = knowledge;
}
ModulesState *modules_state(void)
{
    return &state;
}
DictView modules_builtins_copy_peek(void)
{
    return state.builtins_copy;
}

DictView modules_peek(void)
{
    return state.modules;
}
DictView sys_dict_peek(void)
{
    return state.sys_dict;
}
DictView builtins_dict_peek(void)
{
    return state.builtins_dict;
}

View sys_attribute_peek(View name)
{
    return state.sys_dict ? dict_get_str_peek(state.sys_dict, name) : NULL;
}

bool sys_set_attribute(const char *name, View value)
{
    return !state.sys_dict || dict_set_text(state.sys_dict, name, value);
}

/* --- module objects ------------------------------------------------------------------------------------- */

static ModuleObject *module_of(View self)
{
    return (ModuleObject *)self;
}

Ref module_new(View name, View doc)
{
    ModuleObject *module = gc_new(TYPE_MODULE, sizeof *module);
    if (!module)
        return NULL;
    module->dict = NULL;
    module->dict = (DictView)dict_new();
    gc_track(AS_OBJECT(module));
    DictView dict = module->dict;
    if (dict && dict_set(dict, name(__name__), name) && dict_set(dict, name(__doc__), doc ? doc : NONE) &&
        dict_set(dict, name(__package__), NONE) && dict_set(dict, name(__loader__), NONE) && dict_set(dict, name(__spec__), NONE))
        return AS_OBJECT(module);
    release(AS_OBJECT(module));
    return NULL;
}

static uint32_t index_of(const NativeModule *table)
{
    uint32_t index = 0;
    while (native_table && native_table[index] && native_table[index] != table)
        index++;
    return index;
}

/* The names of a native module that are made later; NULL for most. */
static LazyNames *lazy_names(const ModuleObject *module)
{
    const NativeModule *table = module->native && native_table ? native_table[module->native - 1] : NULL;
    return table ? table->lazy : NULL;
}

Ref module_from_table(const NativeModule *table)
{
    Ref name = str_from_text(table->name), doc = table->doc ? str_from_text(table->doc) : none_new();
    Ref object = name && doc ? module_new(name, doc) : NULL;
    ModuleObject *module = object ? module_of(object) : NULL;
    if (table->lazy)
        table->lazy->made = 0;
    if (module)
        module->native = index_of(table) + 1;
    for (const NativeFunction *function = table->functions; module && function && function->signature; function++) {
        Ref native = native_function_new(function, object, name), key = native ? native_name(function) : NULL;
        bool done = key && dict_set(module->dict, key, native);
        release_maybe(native);
        release_maybe(key);
        if (!done) {
            clear_place(&object);
            module = NULL;
        }
    }
    release_maybe(name);
    release_maybe(doc);
    if (module && table->init && !table->init(module))
        clear_place(&object);
    return object;
}

static Ref module_new_native(View type UNUSED, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "module() argument 'name' must be str, not %T", args[0]);
    return module_new(args[0], args[1]);
}

static Ref module_get_attribute(View self, View name)
{
    View found = dict_get_str_peek(module_of(self)->dict, name);
    if (found)
        return retain(found);
    Ref result = object_generic_get_attribute_maybe(self, name);
    if (result || error_is_set())
        return result;
    View made = lazy_find_peek(lazy_names(module_of(self)), module_of(self)->dict, name);
    if (made || error_is_set())
        return retain_maybe(made);
    View hook = dict_get_str_peek(module_of(self)->dict, name(__getattr__));
    if (hook)
        return call_1(hook, name);
    View own_name = dict_get_str_peek(module_of(self)->dict, name(__name__));
    if (own_name && is_str(own_name))
        raise_error(AttributeError, "module '%U' has no attribute '%U'", own_name, name);
    else
        raise_error(AttributeError, "module has no attribute '%U'", name);
    error_note_attribute(self, name);
    return NULL;
}

static bool module_set_attribute(View self, View name, View value)
{
    if (name == name(__dict__))
        return readonly_member(self, value);
    LazyNames *lazy = lazy_names(module_of(self));
    if (!value && !lazy_find_peek(lazy, module_of(self)->dict, name) && error_is_set())
        return false;
    lazy_forget(lazy, name);
    if (value)
        return dict_set(module_of(self)->dict, name, value);
    int deleted = dict_delete(module_of(self)->dict, name);
    if (deleted == 0)
        raise_attribute_error(self, name);
    return deleted > 0;
}

static Ref module_repr(View self)
{
    View name = dict_get_str_peek(module_of(self)->dict, name(__name__)), file = dict_get_str_peek(module_of(self)->dict, name(__file__));
    if (!name)
        return str_from_text("<module '?'>");
    if (file && is_str(file))
        return str_format("<module %R from %R>", name, file);
    if (!module_of(self)->native && dict_get_str_peek(module_of(self)->dict, name(__path__)))
        return str_format("<module %R (namespace)>", name);
    bool is_built_in = module_of(self)->native || (is_str(name) && str_equal_text(AS_OBJECT(str_view(name)), "__main__"));
    return str_format(is_built_in ? "<module %R (built-in)>" : "<module %R>", name);
}

static void module_finish(View self)
{
    clear_place((Ref *)(void *)&module_of(self)->dict);
}

static void module_traverse(View self, Visitor visit, void *context)
{
    VISIT(module_of(self)->dict);
}

static Ref module_get_dict(View self)
{
    ModuleObject *module = module_of(self);
    return lazy_make_all(lazy_names(module), module->dict) ? retain(AS_OBJECT(module->dict)) : NULL;
}

static Ref module_dir(View self, View *args UNUSED)
{
    if (!lazy_make_all(lazy_names(module_of(self)), module_of(self)->dict))
        return NULL;
    return dict_keys_list(module_of(self)->dict);
}

static const NativeFunction module_constructor = {"module(name, doc=None)", module_new_native, NULL};
static const NativeFunction module_methods[] = {{"__dir__()", module_dir, NULL}, {NULL, NULL, NULL}};
static const NativeProperty module_properties[] = {{"__dict__", module_get_dict, NULL, NULL}, {NULL, NULL, NULL, NULL}};

TypeObject module_type = {.object = STATIC_HEAD(TYPE_TYPE),
                          .index = TYPE_MODULE,
                          .name = "module",
                          .size = sizeof(ModuleObject),
                          .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS,
                          .new_native = &module_constructor,
                          .get_attribute = module_get_attribute,
                          .set_attribute = module_set_attribute,
                          .repr = module_repr,
                          .finish = module_finish,
                          .traverse = module_traverse,
                          .methods = module_methods,
                          .properties = module_properties};

DictView module_builtins_peek(DictView globals)
{
    View found = dict_get_str_peek(globals, name(__builtins__));
    if (found && found->type == TYPE_MODULE)
        return module_of(found)->dict;
    if (found && is_dict(found))
        return (DictView)found;
    return state.builtins_dict;
}

static LazyNames *builtins_lazy(void)
{
    return native_table ? native_table[0]->lazy : NULL; /* the table begins with builtins */
}

View builtins_make_peek(View name)
{
    return state.builtins_dict ? lazy_find_peek(builtins_lazy(), state.builtins_dict, name) : NULL;
}

bool builtins_make_all(void)
{
    return !state.builtins_dict || lazy_make_all(builtins_lazy(), state.builtins_dict);
}

/* --- loading -------------------------------------------------------------------------------------------- */

static Ref load_native(const char *name)
{
    for (const NativeModule *const *table = native_table; table && *table; table++)
        if (strcmp((*table)->name, name) == 0)
            return module_from_table(*table);
    return NULL;
}

/* filename: NULL of a namespace package; path: NULL of what is no package. */
static bool set_file_names(ModuleObject *module, View filename, View path, View package)
{
    return (!filename || dict_set(module->dict, name(__file__), filename)) && dict_set(module->dict, name(__package__), package) &&
           (!path || dict_set(module->dict, name(__path__), path));
}

static View builtins_module_peek(void)
{
    return dict_get_text_peek(state.modules, "builtins");
}

/* The module a.b.c is in the package a.b; a package is in itself. */
static Ref package_name(View full_name, View path)
{
    size_t dot = str_length(full_name);
    while (dot > 0 && str_at((StrView)full_name, dot - 1) != '.')
        dot--;
    return path ? retain(full_name) : dot ? str_slice(full_name, 0, dot - 1) : retain(str_empty);
}

/* Run the module's text (NULL: it has none). The module, or what stands in sys.modules for it afterwards. */
static Ref execute(View full_name, const char *text, size_t length, const FoundModule *found)
{
    Ref package = package_name(full_name, found->path);
    Ref module = package ? module_new(full_name, NULL) : NULL, code = NULL, result = NULL;
    if (!module || !set_file_names(module_of(module), found->filename, found->path, package) ||
        !dict_set(module_of(module)->dict, name(__builtins__), builtins_module_peek()) || !dict_set(state.modules, full_name, module))
        goto done;
    code = text ? compile_source(text, length, found->filename, PARSE_FILE, NULL, NULL) : NULL;
    if (code)
        result = vm_run_code((CodeView)code, AS_OBJECT(module_of(module)->dict), AS_OBJECT(module_of(module)->dict), NULL);
    else if (!text)
        result = none_new();
    if (!result) {
        Ref raised = error_take();
        if (dict_delete(state.modules, full_name) < 0)
            error_clear();
        error_restore_take(raised);
        goto done;
    }
    release(result);
    View present = dict_get_str_peek(state.modules, full_name);
    result = retain(present ? present : module);
done:
    release_maybe(package);
    release_maybe(code);
    release_maybe(module);
    return result;
}

static Ref load_found(View full_name, const FoundModule *found)
{
    if (found->kind == FOUND_EMBEDDED)
        return execute(full_name, found->embedded.text, found->embedded.length, found);
    if (found->kind == FOUND_NAMESPACE)
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
    View sys = dict_get_text_peek(state.modules, "sys");
    return sys && sys->type == TYPE_MODULE ? dict_get_str_peek(module_of(sys)->dict, name(path)) : NULL;
}

/* --- finding -------------------------------------------------------------------------------------------- */

/* What the library says of a module that is missing at the top. NULL, with an exception only if memory ran
 * out. */
static Ref explain_missing(View name)
{
    Frame *frame = vm_current_frame();
    View importer = frame ? dict_get_str_peek(frame->function->globals, name(__name__)) : NULL;
    return library.explain_missing ? library.explain_missing(name, importer && is_str(importer) ? AS_OBJECT(str_view(importer)) : NULL)
                                   : NULL;
}

static Ref raise_not_found(View full_name, View parent)
{
    Ref known = parent ? NULL : explain_missing(full_name);
    if (known)
        raise_error(ModuleNotFoundError, "%U", known);
    else if (error_is_set())
        return NULL;
    else if (parent)
        raise_error(ModuleNotFoundError, "No module named '%U'; '%U' is not a package", full_name, parent);
    else
        raise_error(ModuleNotFoundError, "No module named '%U'", full_name);
    if (error_matches(ModuleNotFoundError))
        replace_take(&((ExceptionObject *)thread.raised)->extra[EXTRA_NAME], retain(full_name));
    release_maybe(known);
    return NULL;
}

static bool is_usable(View full_name, const FoundModule *found)
{
    return found->kind && !(found->kind == FOUND_FILE && library.is_refused && library.is_refused(full_name, found->filename));
}

/* The module with this full name, whose parent package (NULL at the top) is imported already. */
static Ref import_one(View full_name, View part, View parent, View parent_name)
{
    View known = state.modules ? dict_get_str_peek(state.modules, full_name) : NULL;
    if (!known && state.is_ending)
        return raise_error(ImportError, "sys.meta_path is None, Python is likely shutting down");
    if (known == NONE) {
        raise_error(ModuleNotFoundError, "import of %U halted; None in sys.modules", full_name);
        return NULL;
    }
    if (known)
        return retain(known);
    char *owned;
    size_t length;
    const char *name = str_utf8((StrView)full_name, &length, &owned);
    if (!name)
        return NULL;
    Ref module = load_native(name);
    str_utf8_free(owned, length);
    if (module && !dict_set(state.modules, full_name, module))
        clear_place(&module);
    if (module || error_is_set())
        return module;
    Ref path = parent ? object_get_attribute_maybe(parent, name(__path__)) : retain_maybe(sys_path_peek());
    if (parent && !path)
        return error_is_set() ? NULL : raise_not_found(full_name, parent_name);
    FoundModule found;
    if (module_find(full_name, part, path, &found)) {
        module = is_usable(full_name, &found) ? load_found(full_name, &found) : raise_not_found(full_name, NULL);
        found_release(&found);
    }
    release_maybe(path);
    return module;
}

/* Import a.b.c step by step; *first is a, the result c. Both owned. */
static Ref import_dotted(View full_name, Ref *first)
{
    Ref parent = NULL, parent_name = NULL;
    size_t length = str_length(full_name), start = 0;
    *first = NULL;
    while (start <= length) {
        size_t stop = start;
        while (stop < length && str_at((StrView)full_name, stop) != '.')
            stop++;
        Ref name = str_slice(full_name, 0, stop), part = name ? str_slice(full_name, start, stop) : NULL;
        Ref module = part ? import_one(name, part, parent, parent_name) : NULL;
        if (module && parent && !object_set_attribute(parent, part, module))
            clear_place(&module);
        release_maybe(part);
        release_maybe(parent);
        release_maybe(parent_name);
        parent = module;
        parent_name = name;
        if (!module) {
            release_maybe(name);
            clear_place(first);
            return NULL;
        }
        if (!*first)
            *first = retain(module);
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

/* What `.` means to code with these globals, owned. */
static Ref own_package(View globals)
{
    if (!globals || !is_dict(globals))
        return raise_error(TypeError, "globals must be a dict");
    View package = dict_get_str_peek((DictView)globals, name(__package__)), spec = dict_get_str_peek((DictView)globals, name(__spec__));
    if (package && package != NONE)
        return is_str(package) ? retain(AS_OBJECT(str_view(package))) : raise_error(TypeError, "package must be a string");
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

/* Is the ModuleNotFoundError that is set about this module, and not about one that it imports? */
static bool is_error_about(View name)
{
    View missing = ((ExceptionObject *)thread.raised)->extra[EXTRA_NAME];
    return name && missing && is_str(missing) && str_equal(AS_OBJECT(str_view(missing)), name);
}

/* from package import submodule */
static bool import_listed(View module, View full_name, View from_list)
{
    Ref path = object_get_attribute_maybe(module, name(__path__));
    if (!path)
        return !error_is_set();
    release(path);
    for (size_t i = 0; i < tuple_length(from_list); i++) {
        View item = tuple_item_peek(from_list, i);
        if (!is_str(item) || str_equal_text(AS_OBJECT(str_view(item)), "*"))
            continue;
        Ref present = object_get_attribute_maybe(module, item);
        if (present || error_is_set()) {
            release_maybe(present);
            if (error_is_set())
                return false;
            continue;
        }
        Ref name = str_format("%U.%U", full_name, item), first = NULL, submodule = name ? import_dotted(name, &first) : NULL;
        bool is_absent = !submodule && error_matches(ModuleNotFoundError) && is_error_about(name);
        release_maybe(first);
        release_maybe(name);
        release_maybe(submodule);
        if (is_absent)
            error_clear();
        else if (!submodule)
            return false;
    }
    return true;
}

Ref import_module(View name, View globals, View from_list, int level)
{
    Ref full_name = level > 0 ? resolve_relative(name, globals, level) : retain(name);
    if (!full_name)
        return NULL;
    Ref first = NULL, module = NULL;
    bool has_list = from_list && is_tuple(from_list) && tuple_length(from_list);
    if (str_length(full_name) == 0)
        raise_error(ValueError, "Empty module name");
    else
        module = import_dotted(full_name, &first);
    if (module && has_list && !import_listed(module, full_name, from_list))
        clear_place(&module);
    release(full_name);
    if (module && !has_list) {
        release(module);
        return first;
    }
    release_maybe(first);
    return module;
}

Ref import_by_name(const char *text)
{
    Ref name = str_from_text(text), first = NULL, module = name ? import_dotted(name, &first) : NULL;
    release_maybe(first);
    release_maybe(name);
    return module;
}

Ref import_from(View module, View name)
{
    Ref value = object_get_attribute_maybe(module, name);
    if (value || error_is_set())
        return value;
    Ref own_name = object_get_attribute_maybe(module, name(__name__)), file = NULL;
    if (own_name && is_str(own_name)) {
        Ref full = str_format("%U.%U", own_name, name);
        View submodule = full ? dict_get_str_peek(state.modules, full) : NULL;
        release_maybe(full);
        if (submodule) {
            release(own_name);
            return retain(submodule);
        }
        file = object_get_attribute_maybe(module, name(__file__));
        if (file && is_str(file))
            raise_error(ImportError, "cannot import name %R from %R (%U)", name, own_name, file);
        else
            raise_error(ImportError, "cannot import name %R from %R (unknown location)", name, own_name);
        if (error_matches(ImportError)) {
            ExceptionObject *error = (ExceptionObject *)thread.raised;
            replace_take(&error->extra[EXTRA_NAME], retain(own_name));
            replace_take(&error->extra[EXTRA_PATH], retain_maybe(file));
        }
    } else {
        raise_error(ImportError, "cannot import name %R from '<unknown module name>' (unknown location)", name);
    }
    release_maybe(own_name);
    release_maybe(file);
    return NULL;
}

/* What `*` names, and where that is written down: in __all__, or in __dict__. */
typedef struct StarNames {
    Ref names;
    bool is_all;
} StarNames;

static StarNames find_star_names(View module)
{
    Ref all = object_get_attribute_maybe(module, name(__all__));
    if (all || error_is_set())
        return (StarNames){all, true};
    Ref dict = object_get_attribute_maybe(module, name(__dict__));
    if (!dict && !error_is_set())
        raise_error(ImportError, "from-import-* object has no __dict__ and no __all__");
    Ref keys = dict ? call_method_0(dict, name(keys)) : NULL;
    StarNames found = {keys ? list_from_iterable(keys) : NULL, false};
    release_maybe(dict);
    release_maybe(keys);
    return found;
}

/* The item at this place of what calls itself a sequence. NULL without an exception behind its end. */
static Ref star_name(View names, size_t place)
{
    TypeObject *type = type_of_peek(names);
    if (!type->get_item || is_dict(names))
        return raise_error(TypeError, type->get_item ? "%T is not a sequence" : "'%T' object does not support indexing", names);
    Ref index = int_new((Index)place), name = index ? object_get_item(names, index) : NULL;
    release_maybe(index);
    if (!name)
        error_clear_if(IndexError);
    return name;
}

static void raise_bad_star_name(View module, View name, bool is_all)
{
    Ref own = object_get_attribute(module, name(__name__));
    if (own && !is_str(own))
        raise_error(TypeError, "module __name__ must be a string, not %T", own);
    else if (own)
        raise_error(TypeError, "%s in %S.%s must be str, not %T", is_all ? "Item" : "Key", own, is_all ? "__all__" : "__dict__", name);
    release_maybe(own);
}

static bool import_star_name(View module, View name, bool is_all, View into)
{
    if (!is_str(name)) {
        raise_bad_star_name(module, name, is_all);
        return false;
    }
    View text = AS_OBJECT(str_view(name));
    if (!is_all && str_length(text) && str_at((StrView)text, 0) == '_')
        return true;
    Ref value = object_get_attribute(module, text);
    bool done = value && object_set_item(into, name, value);
    release_maybe(value);
    return done;
}

bool import_star(View module, View into)
{
    StarNames found = find_star_names(module);
    Ref name = NULL;
    for (size_t place = 0; found.names && !error_is_set() && (name = star_name(found.names, place)); place++) {
        bool done = import_star_name(module, name, found.is_all, into);
        release(name);
        if (!done)
            break;
    }
    release_maybe(found.names);
    return !error_is_set();
}

/* --- start and stop ------------------------------------------------------------------------------------- */

bool modules_start(void)
{
    state.modules = (DictView)dict_new();
    if (!state.modules)
        return false;
    Ref builtins = import_by_name("builtins");
    if (!builtins)
        return false;
    state.builtins_dict = (DictView)retain(AS_OBJECT(module_of(builtins)->dict));
    release(builtins);
    state.builtins_copy = (DictView)dict_copy(state.builtins_dict);
    if (state.builtins_copy)
        gc_untrack(AS_OBJECT(state.builtins_copy)); /* held from outside: no collection need look at it */
    Ref sys = state.builtins_copy ? import_by_name("sys") : NULL;
    if (!sys)
        return false;
    state.sys_dict = (DictView)retain(AS_OBJECT(module_of(sys)->dict));
    release(sys);
    return true;
}
