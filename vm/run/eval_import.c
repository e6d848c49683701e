/* eval_import: what the instructions of `from m import a` and `from m import *` take out of a
 * module.
 *
 * `from m import a` is IMPORT_NAME, which gives m, then one IMPORT_FROM for each name. The name is
 * an attribute of m, or a submodule that the import has just put into sys.modules: a package whose
 * import is not finished (two modules that import each other) may not have the attribute yet, hence
 * the second look. Anything may stand in sys.modules in place of a module, so nothing here relies on
 * its being one. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/eval_helpers.h"

/* The exception names the module and its file: a script that hides a module of the library
 * (random.py beside it) is found by that. */
Ref eval_import_from(View module, View name)
{
    Ref value = object_get_attribute_maybe(module, name);
    if (value || error_is_set())
        return value;
    Ref own_name = object_get_attribute_maybe(module, name(__name__)), file = NULL;
    if (own_name && is_str(own_name)) {
        Ref full = str_format("%U.%U", own_name, name);
        View submodule = full ? dict_get_str_peek(modules_peek(), full) : NULL;
        release_maybe(full);
        if (submodule) {
            release(own_name);
            return retain(submodule);
        }
        file = object_get_attribute_maybe(module, name(__file__));
        if (file && is_str(file) && module_is_initialising && module_is_initialising(AS_OBJECT(str_view(own_name))))
            raise_error(ImportError,
                        "cannot import name %R from partially initialized module %R (most likely due to a circular import) (%U)", name,
                        own_name, file);
        else if (file && is_str(file))
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

/* Without __all__ the keys are copied into a list first: to read the attributes may run code (a
 * module's __getattr__) that changes the dict. */
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

/* An underscore hides a name only from a `*` without __all__: who lists it there means it. */
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

bool eval_import_star(View module, View into)
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

bool eval_wake_importlib(DictView globals)
{
    bool is_complete = dict_get_str_peek(globals, name(__loader__)) != NONE && dict_get_str_peek(globals, name(__spec__)) != NONE;
    return is_complete || !hooks.wake_importlib || hooks.wake_importlib();
}
