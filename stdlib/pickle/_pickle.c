/* _pickle: what CPython's pickle.py is made faster with. Here: the module's table, its exceptions, and what it looks up once. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"
#include "vm/import/import.h"

Ref pickle_error, pickle_pickling_error, pickle_unpickling_error;
static Ref things; /* a tuple, by PickleThing */

View pickle_thing_peek(PickleThing thing)
{
    return tuple_item_peek(things, thing);
}

/* --- what is looked up once ----------------------------------------------------------------------------- */

/* From which module each comes, NULL: a name. It must be a dict if `kind` says so. */
static const struct {
    const char *module, *name;
    bool is_dict;
} sources[THING_COUNT] = {
    [THING_DISPATCH_TABLE] = {"copyreg", "dispatch_table", true},
    [THING_EXTENSIONS] = {"copyreg", "_extension_registry", true},
    [THING_INVERTED_EXTENSIONS] = {"copyreg", "_inverted_registry", true},
    [THING_EXTENSION_CACHE] = {"copyreg", "_extension_cache", true},
    [THING_NAMES] = {"_compat_pickle", "NAME_MAPPING", true},
    [THING_IMPORTS] = {"_compat_pickle", "IMPORT_MAPPING", true},
    [THING_REVERSE_NAMES] = {"_compat_pickle", "REVERSE_NAME_MAPPING", true},
    [THING_REVERSE_IMPORTS] = {"_compat_pickle", "REVERSE_IMPORT_MAPPING", true},
    [THING_ENCODE] = {"codecs", "encode", false},
    [THING_GETATTR] = {"builtins", "getattr", false},
    [THING_PARTIAL] = {"functools", "partial", false},
    [THING_SETSTATE] = {NULL, "__setstate__", false},
    [THING_GETINITARGS] = {NULL, "__getinitargs__", false},
    [THING_PERSISTENT_ID] = {NULL, "persistent_id", false},
    [THING_PERSISTENT_LOAD] = {NULL, "persistent_load", false},
    [THING_REDUCER_OVERRIDE] = {NULL, "reducer_override", false},
    [THING_DISPATCH_TABLE_NAME] = {NULL, "dispatch_table", false},
};

static Ref find_thing(PickleThing thing)
{
    if (!sources[thing].module)
        return str_intern_text(sources[thing].name);
    Ref module = import_by_name(sources[thing].module);
    Ref found = module ? object_get_attribute_text(module, sources[thing].name) : NULL;
    release_maybe(module);
    if (found && sources[thing].is_dict && found->type != TYPE_DICT) {
        raise_error(RuntimeError, "%s.%s should be a dict, not %.200T", sources[thing].module, sources[thing].name, found);
        clear_place(&found);
    }
    return found;
}

static bool find_things(void)
{
    if (!module_keep(&things))
        return false;
    Ref found = tuple_new(THING_COUNT);
    for (PickleThing i = 0; found && i < THING_COUNT; i++)
        if (!(((TupleView)found)->items[i] = find_thing(i)))
            clear_place(&found);
    if (found)
        replace_take(&things, found);
    return found != NULL;
}

/* --- functions ------------------------------------------------------------------------------------------ */

static PicklerObject *pickler_new(View protocol, View fix_imports, View buffer_callback)
{
    PicklerObject *pickler = (PicklerObject *)type_allocate(&pickle_pickler_type, 0);
    if (pickler && !pickler_configure(pickler, protocol, fix_imports, buffer_callback)) {
        release(AS_OBJECT(pickler));
        return NULL;
    }
    if (pickler)
        gc_track(AS_OBJECT(pickler));
    return pickler;
}

static Ref dump(View self UNUSED, View *args)
{
    PicklerObject *pickler = pickler_new(args[2], args[3], args[4]);
    if (!pickler)
        return NULL;
    bool done = pickler_set_file(pickler, args[1]) && pickler_dump(pickler, args[0]) && pickler_flush(pickler);
    release(AS_OBJECT(pickler));
    return done ? none_new() : NULL;
}

static Ref dumps(View self UNUSED, View *args)
{
    PicklerObject *pickler = pickler_new(args[1], args[2], args[3]);
    if (!pickler)
        return NULL;
    Ref result = pickler_dump(pickler, args[0]) ? bytebuilder_finish(&pickler->out) : NULL;
    release(AS_OBJECT(pickler));
    return result;
}

static Ref load_from(View *args, bool (*set)(UnpicklerObject *, View), const char *who)
{
    UnpicklerObject *unpickler = (UnpicklerObject *)type_allocate(&pickle_unpickler_type, 0);
    if (!unpickler)
        return NULL;
    gc_track(AS_OBJECT(unpickler));
    Ref result = set(unpickler, args[0]) && unpickler_configure(unpickler, args[1], args[2], args[3], args[4], who)
                     ? unpickler_load(unpickler)
                     : NULL;
    release(AS_OBJECT(unpickler));
    return result;
}

static Ref load(View self UNUSED, View *args)
{
    return load_from(args, unpickler_set_file, "load");
}

static Ref loads(View self UNUSED, View *args)
{
    return load_from(args, unpickler_set_bytes, "loads");
}

/* --- the module ----------------------------------------------------------------------------------------- */

static bool add_errors(ModuleObject *module)
{
    View base = module_error_class_peek(&pickle_error, "_pickle", "PickleError", AS_OBJECT(&exception_types[Exception]));
    return base && module_error_class_peek(&pickle_pickling_error, "_pickle", "PicklingError", base) &&
           module_error_class_peek(&pickle_unpickling_error, "_pickle", "UnpicklingError", base) &&
           dict_set_text(module->dict, "PickleError", pickle_error) &&
           dict_set_text(module->dict, "PicklingError", pickle_pickling_error) &&
           dict_set_text(module->dict, "UnpicklingError", pickle_unpickling_error);
}

static bool init(ModuleObject *module)
{
    static const struct {
        const char *name; /* NULL: not to be seen */
        TypeObject *type;
    } types_of_module[] = {{"Pickler", &pickle_pickler_type},
                           {"Unpickler", &pickle_unpickler_type},
                           {"PickleBuffer", &pickle_buffer_type},
                           {NULL, &pickle_pickler_memo_type},
                           {NULL, &pickle_unpickler_memo_type}};
    if (!find_things() || !add_errors(module))
        return false;
    for (size_t i = 0; i < COUNT_OF(types_of_module); i++) {
        if (!module_type_ready(types_of_module[i].type))
            return false;
        if (types_of_module[i].name && !dict_set_text(module->dict, types_of_module[i].name, AS_OBJECT(types_of_module[i].type)))
            return false;
    }
    return true;
}

static const NativeFunction functions[] = {
    {"dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", dump,
     "Write a pickled representation of obj to the open file object file.\n\nThis is Pickler(file, protocol).dump(obj)."},
    {"dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", dumps,
     "Return the pickled representation of the object as a bytes object."},
    {"load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", load,
     "Read and return an object from the pickle data stored in a file.\n\nThis is Unpickler(file).load()."},
    {"loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", loads,
     "Read and return an object from the given pickle data."},
    {NULL, NULL, NULL},
};

const NativeModule _pickle_module = {
    .name = "_pickle",
    .doc = "Optimized C implementation for the Python pickle module.",
    .functions = functions,
    .init = init,
};
