/* _weakref: what the module weakref (of the installed library) is built on. */
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/numbers/int.h"
#include "vm/module.h"

static Ref weakref_proxy(View self UNUSED, View *args)
{
    return weakproxy_new(args[0], args[1] && args[1] != NONE ? args[1] : NULL);
}

static Ref weakref_getweakrefcount(View self UNUSED, View *args)
{
    return int_new((int64_t)weakref_count(args[0]));
}
static Ref weakref_getweakrefs(View self UNUSED, View *args)
{
    return weakref_list(args[0]);
}

/* Remove the key only if its value is a dead weak reference: for the callbacks of WeakValueDictionary. */
static Ref weakref_remove_dead(View self UNUSED, View *args)
{
    if (!is_dict(args[0]))
        return raise_error(TypeError, "_remove_dead_weakref() argument 1 must be dict, not %K", args[0]);
    Ref value = dict_get((DictView)args[0], args[1]);
    if (!value)
        return error_is_set() ? NULL : none_new();
    bool is_reference = is_instance(value, &weakref_type), is_dead = is_reference && !((WeakrefObject *)value)->referent;
    release(value);
    if (!is_reference)
        return raise_error(TypeError, "not a weakref");
    if (is_dead && dict_delete((DictView)args[0], args[1]) < 0)
        return NULL;
    return none_new();
}

static bool init(ModuleObject *module)
{
    DictView dict = module->dict;
    return dict_set_text(dict, "ref", AS_OBJECT(&weakref_type)) && dict_set_text(dict, "ReferenceType", AS_OBJECT(&weakref_type)) &&
           dict_set_text(dict, "ProxyType", AS_OBJECT(&weakproxy_type)) &&
           dict_set_text(dict, "CallableProxyType", AS_OBJECT(&weakcallableproxy_type));
}

static const NativeFunction functions[] = {
    {"_remove_dead_weakref(dct, key, /)", weakref_remove_dead, "Atomically remove key from dict if it points to a dead weakref."},
    {"getweakrefcount(object, /)", weakref_getweakrefcount, "Return the number of weak references to 'object'."},
    {"getweakrefs(object, /)", weakref_getweakrefs, "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy(object, callback=None, /)", weakref_proxy,
     "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when "
     "'object' is about to be finalized."},
    {NULL, NULL, NULL},
};

const NativeModule _weakref_module = {.name = "_weakref", .doc = "Weak-reference support module.", .functions = functions, .init = init};
