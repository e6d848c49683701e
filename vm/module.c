/* module: module objects, and the namespaces of sys and builtins; see module.h.
 *
 * A module is an object with a dict; `m.x` is an entry of it, and the globals of a function are the
 * same dict. So this file is short. What it adds: the attribute may be made at first need
 * (module_lazy.c), or by the module's own `__getattr__`; and native modules are filled from a table
 * of functions and classes.
 *
 * sys and builtins are reached without looking them up in sys.modules, which a program may change as
 * it likes: module_state holds their dicts from the start to the end. */
#include "vm/module.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/module_state.h"

static const NativeModule *const *native_table;
static size_t native_count; /* of the table */
static const NativeModule *native_last;

ModuleState module_state;

void module_set_native(const NativeModule *const *table, const NativeModule *more)
{
    native_table = table;
    native_last = more;
    for (native_count = 0; table[native_count];)
        native_count++;
}

const NativeModule *module_native_at(size_t index)
{
    return index < native_count ? native_table[index] : index == native_count ? native_last : NULL;
}

DictView modules_builtins_copy_peek(void)
{
    return module_state.builtins_copy;
}

DictView modules_peek(void)
{
    return module_state.modules;
}
DictView sys_dict_peek(void)
{
    return module_state.sys_dict;
}
DictView builtins_dict_peek(void)
{
    return module_state.builtins_dict;
}

View sys_attribute_peek(View name)
{
    return module_state.sys_dict ? dict_get_str_peek(module_state.sys_dict, name) : NULL;
}

bool sys_set_attribute(const char *name, View value)
{
    return !module_state.sys_dict || dict_set_text(module_state.sys_dict, name, value);
}

/* --- module objects ------------------------------------------------------------------------------------- */

static ModuleObject *module_of(View self)
{
    return (ModuleObject *)self;
}

static bool fill_module(ModuleObject *module, View name, View doc)
{
    DictView dict = module->dict;
    return dict && dict_set(dict, name(__name__), name) && dict_set(dict, name(__doc__), doc ? doc : NONE) &&
           dict_set(dict, name(__package__), NONE) && dict_set(dict, name(__loader__), NONE) && dict_set(dict, name(__spec__), NONE);
}

Ref module_new(View name, View doc)
{
    ModuleObject *module = gc_new(TYPE_MODULE, sizeof *module);
    if (!module)
        return NULL;
    module->native = 0;
    module->dict = NULL;
    module->dict = (DictView)dict_new();
    gc_track(AS_OBJECT(module));
    if (fill_module(module, name, doc))
        return AS_OBJECT(module);
    release(AS_OBJECT(module));
    return NULL;
}

static uint32_t index_of(const NativeModule *table)
{
    uint32_t index = 0;
    while (module_native_at(index) && module_native_at(index) != table)
        index++;
    return index;
}

/* The names of a native module that are made later; NULL for most. */
static LazyNames *lazy_names(const ModuleObject *module)
{
    const NativeModule *table = module->native ? module_native_at(module->native - 1) : NULL;
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

/* Whatever it is given: that is for __init__. */
static Ref module_allocate(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    ModuleObject *module = (ModuleObject *)type_allocate(type, 0);
    if (!module)
        return NULL;
    module->dict = (DictView)dict_new();
    gc_track(AS_OBJECT(module));
    if (module->dict)
        return AS_OBJECT(module);
    release(AS_OBJECT(module));
    return NULL;
}

static Ref module_init_native(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "module() argument 'name' must be str, not %K", args[0]);
    return fill_module(module_of(self), args[0], args[1]) ? none_new() : NULL;
}

/* What a derived class defines comes first if it has the last word on assignments, too, as with any class. */
bool (*module_is_initialising)(View full_name);

static bool class_decides(View self, View name)
{
    View found = self->type == TYPE_MODULE ? NULL : type_lookup_peek(type_of_peek(self), name);
    return found && type_of_peek(found)->descriptor_set;
}

/* Has the submodule been begun, but is not an attribute yet? */
static bool is_begun_submodule(View own_name, View name)
{
    Ref full = str_format("%U.%U", own_name, name);
    bool result = full && module_is_initialising && module_is_initialising(full);
    release_maybe(full);
    return result;
}

/* AttributeError, with a hint at circular imports. */
static void raise_no_attribute(View own_name, View name)
{
    if (!own_name || !is_str(own_name)) {
        raise_error(AttributeError, "module has no attribute '%U'", name);
        return;
    }
    own_name = AS_OBJECT(str_view(own_name));
    bool is_partial = module_is_initialising && module_is_initialising(own_name),
         is_begun = !is_partial && is_begun_submodule(own_name, name);
    if (is_partial)
        raise_error(AttributeError, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
                    own_name, name);
    else if (is_begun)
        raise_error(AttributeError, "cannot access submodule '%U' of module '%U' (most likely due to a circular import)", name, own_name);
    else if (!error_is_set())
        raise_error(AttributeError, "module '%U' has no attribute '%U'", own_name, name);
}

static Ref module_get_attribute(View self, View name)
{
    if (UNLIKELY(class_decides(self, name)))
        return instance_generic_get_attribute(self, name);
    View found = dict_get_str_peek(module_of(self)->dict, name);
    if (UNLIKELY(found == NONE) && (name == name(__spec__) || name == name(__loader__))) {
        if (hooks.wake_importlib && !hooks.wake_importlib())
            return NULL;
        found = dict_get_str_peek(module_of(self)->dict, name);
    }
    if (found)
        return retain(found);
    Ref result = instance_generic_get_attribute_maybe(self, name);
    if (result || error_is_set())
        return result;
    View made = lazy_find_peek(lazy_names(module_of(self)), module_of(self)->dict, name);
    if (made || error_is_set())
        return retain_maybe(made);
    View hook = dict_get_str_peek(module_of(self)->dict, name(__getattr__));
    if (hook)
        return call_1(hook, name);
    raise_no_attribute(dict_get_str_peek(module_of(self)->dict, name(__name__)), name);
    error_note_attribute(self, name);
    return NULL;
}

static bool module_set_attribute(View self, View name, View value)
{
    if (name == name(__dict__))
        return descriptor_refuse_write(self, value);
    if (UNLIKELY(name == name(__class__) || class_decides(self, name)))
        return instance_generic_set_attribute(self, name, value);
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

/* One that importlib knows, as its function _module_repr words it. */
static Ref repr_by_spec(View spec)
{
    Ref name = object_get_attribute_text(spec, "name"), origin = name ? object_get_attribute_text(spec, "origin") : NULL;
    Ref loader = origin ? object_get_attribute_text(spec, "loader") : NULL;
    Ref is_file = loader ? object_get_attribute_text(spec, "has_location") : NULL, result = NULL;
    int truth = is_file ? object_truth(is_file) : -1;
    if (truth >= 0 && origin != NONE)
        result = str_format(truth ? "<module %R from %R>" : "<module %R (%S)>", name, origin);
    else if (truth >= 0 && loader == NONE)
        result = str_format("<module %R>", name);
    else if (truth >= 0 && strcmp(type_name_peek(type_of_peek(loader)), "NamespaceLoader") == 0)
        result = str_format("<module %R (namespace)>", name);
    else if (truth >= 0)
        result = str_format("<module %R (%R)>", name, loader);
    release_maybe(name);
    release_maybe(origin);
    release_maybe(loader);
    release_maybe(is_file);
    return result;
}

static Ref module_repr(View self)
{
    DictView dict = module_of(self)->dict;
    View name = dict_get_str_peek(dict, name(__name__)), file = dict_get_str_peek(dict, name(__file__));
    View spec = dict_get_str_peek(dict, name(__spec__));
    if (spec && spec != NONE)
        return repr_by_spec(spec);
    if (!name)
        return str_from_text("<module '?'>");
    if (file && is_str(file))
        return hooks.is_frozen_module && hooks.is_frozen_module(name) ? str_format("<module %R (frozen)>", name)
                                                                      : str_format("<module %R from %R>", name, file);
    if (!module_of(self)->native && dict_get_str_peek(dict, name(__path__)))
        return str_format("<module %R (namespace)>", name);
    bool is_built_in = module_of(self)->native || (is_str(name) && str_equal_text(AS_OBJECT(str_view(name)), "__main__"));
    return str_format(is_built_in ? "<module %R (built-in)>" : "<module %R>", name);
}

static void module_finish(View self)
{
    CLEAR(module_of(self)->dict);
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

/* Made when first asked for. */
static Ref module_get_annotations(View self)
{
    DictView dict = module_of(self)->dict;
    View found = dict_get_str_peek(dict, name(__annotations__));
    if (found)
        return retain(found);
    Ref made = dict_new();
    if (made && !dict_set(dict, name(__annotations__), made))
        clear_place(&made);
    return made;
}

static bool module_set_annotations(View self, View value)
{
    DictView dict = module_of(self)->dict;
    if (value)
        return dict_set(dict, name(__annotations__), value);
    int deleted = dict_delete(dict, name(__annotations__));
    if (deleted == 0 || (deleted < 0 && error_clear_if(KeyError)))
        raise_error(AttributeError, "__annotations__");
    return deleted > 0;
}

static Ref module_dir(View self, View *args UNUSED)
{
    if (!lazy_make_all(lazy_names(module_of(self)), module_of(self)->dict))
        return NULL;
    Ref dict = object_get_attribute(self, name(__dict__)); /* which a derived class may answer otherwise */
    Ref result = NULL;
    if (dict && !is_dict(dict))
        raise_error(TypeError, "<module>.__dict__ is not a dictionary");
    else if (dict) {
        Ref own = retain_maybe(dict_get_text_peek((DictView)dict, "__dir__"));
        result = own ? call_0(own) : dict_keys_list((DictView)dict);
        release_maybe(own);
    }
    release_maybe(dict);
    return result;
}

static const NativeFunction module_initialiser = {"module(name, doc=None)", module_init_native, NULL};
static const NativeFunction module_methods[] = {
    {"__dir__()", module_dir, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty module_properties[] = {
    {"__dict__", module_get_dict, descriptor_refuse_write, NULL},
    {"__annotations__", module_get_annotations, module_set_annotations, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject module_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_MODULE,
    .name = "module",
    .doc = "(name, doc=None)\n--\n\nA module: a name, and the names defined in it.",
    .size = sizeof(ModuleObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS | TYPE_FLAG_MODULE,
    .new = module_allocate,
    .init_native = &module_initialiser,
    .get_attribute = module_get_attribute,
    .set_attribute = module_set_attribute,
    .repr = module_repr,
    .finish = module_finish,
    .traverse = module_traverse,
    .methods = module_methods,
    .properties = module_properties,
};

DictView module_builtins_peek(DictView globals)
{
    View found = dict_get_str_peek(globals, name(__builtins__));
    if (found && found->type == TYPE_MODULE)
        return module_of(found)->dict;
    if (found && is_dict(found))
        return (DictView)found;
    return module_state.builtins_dict;
}

static LazyNames *builtins_lazy(void)
{
    return native_table ? native_table[0]->lazy : NULL; /* the table begins with builtins */
}

View builtins_make_peek(View name)
{
    return module_state.builtins_dict ? lazy_find_peek(builtins_lazy(), module_state.builtins_dict, name) : NULL;
}

bool builtins_make_all(void)
{
    return !module_state.builtins_dict || lazy_make_all(builtins_lazy(), module_state.builtins_dict);
}
