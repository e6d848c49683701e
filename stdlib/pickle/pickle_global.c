/* pickle_global: classes and functions, which are saved by their names. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/singletons.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"
#include "vm/import/import.h"

/* What is to be saved, and where it is found. All owned. */
typedef struct Global {
    Ref name, path; /* dotted, and in parts */
    Ref module_name, module;
    Ref parent; /* what it is an attribute of */
} Global;

static void drop(Global *global)
{
    release_maybe(global->name);
    release_maybe(global->path);
    release_maybe(global->module_name);
    release_maybe(global->module);
    release_maybe(global->parent);
}

static View last_name(const Global *global)
{
    ListView path = (ListView)global->path;
    return list_item_peek(path, path->used - 1);
}

static Ref name_of(View object)
{
    Ref name = object_get_attribute_maybe(object, name(__qualname__));
    if (!name && !error_is_set())
        name = object_get_attribute(object, name(__name__));
    return name;
}

/* An import that failed is told as such; what is no such failure stays. */
static bool import_global_module(Global *global, View object)
{
    global->module = import_module(global->module_name, NULL, NULL, 0);
    Ref inner = global->module ? dict_get(modules_peek(), global->module_name) : NULL;
    if (inner) { /* of a.b.c the import statement gives a */
        replace_take(&global->module, inner);
        return true;
    }
    if (global->module && !error_is_set())
        return true;
    error_clear();
    return raise_pickling("Can't pickle %R: import of module %R failed", object, global->module_name) != NULL;
}

/* Find the object by its name again. False with PicklingError. */
static bool find(Global *global, View object, View name)
{
    global->name = name ? retain(name) : name_of(object);
    if (!global->name || !(global->path = pickle_dotted_path(NULL, global->name)) ||
        !(global->module_name = pickle_module_of(object, global->path)) || !import_global_module(global, object))
        return false;
    Ref found = pickle_follow(global->module, global->path, &global->parent);
    if (!found) {
        error_clear();
        return raise_pickling("Can't pickle %R: attribute lookup %S on %S failed", object, global->name, global->module_name) != NULL;
    }
    bool same = found == object;
    release(found);
    return same || raise_pickling("Can't pickle %R: it's not the same object as %S.%S", object, global->module_name, global->name) != NULL;
}

/* --- extension codes ------------------------------------------------------------------------------------ */

static bool write_extension(PicklerObject *pickler, View object, View code)
{
    int64_t number;
    unsigned char text[5];
    View value = int_view(code);
    if (!value)
        return raise_pickling("Can't pickle %R: extension code %R isn't an integer", object, code) != NULL;
    if (!int_to_int64(value, &number) || number <= 0 || number > INT32_MAX)
        return raise_error(RuntimeError, "Can't pickle %R: extension code %R is out of range", object, code) != NULL;
    size_t count = number <= UINT8_MAX ? 1 : number <= UINT16_MAX ? 2 : 4;
    text[0] = count == 1 ? OP_EXT1 : count == 2 ? OP_EXT2 : OP_EXT4;
    pickle_store(text + 1, (uint64_t)number, count);
    return pickle_write(pickler, text, count + 1);
}

/* By its code, if it has one: 1; 0: it has none; -1 with an exception. */
static int save_extension(PicklerObject *pickler, const Global *global, View object)
{
    Ref key = tuple_pack(2, global->module_name, global->name);
    Ref code = key ? dict_get((DictView)pickle_thing_peek(THING_EXTENSIONS), key) : NULL;
    release_maybe(key);
    if (!code)
        return error_is_set() ? -1 : 0;
    int done = write_extension(pickler, object, code) ? 1 : -1;
    release(code);
    return done;
}

/* --- names ---------------------------------------------------------------------------------------------- */

static bool write_name(PicklerObject *pickler, View name, const char *what)
{
    Ref bytes = codec_encode_as(name, pickler->protocol == 3 ? CODEC_UTF8 : CODEC_ASCII, "strict", 0);
    if (!bytes && error_clear_if(UnicodeEncodeError))
        raise_pickling("can't pickle %s identifier '%S' using pickle protocol %i", what, name, pickler->protocol);
    bool done = bytes && pickle_write(pickler, ((BytesObject *)bytes)->data, ((BytesObject *)bytes)->length) &&
                pickle_write_op(pickler, '\n');
    release_maybe(bytes);
    return done;
}

static bool write_global(PicklerObject *pickler, Global *global)
{
    if (!pickle_write_op(pickler, OP_GLOBAL))
        return false;
    if (pickler->fix_imports && !pickle_map_names(&global->module_name, &global->name, NAMES_TO_2))
        return false;
    return write_name(pickler, global->module_name, "module") && write_name(pickler, global->name, "global");
}

static bool save_names(PicklerObject *pickler, Global *global)
{
    if (global->parent == global->module)
        replace_take(&global->name, retain(last_name(global)));
    if (pickler->protocol >= 4)
        return pickle_save(pickler, global->module_name, PERSISTENT_ASK) && pickle_save(pickler, global->name, PERSISTENT_ASK) &&
               pickle_write_op(pickler, OP_STACK_GLOBAL);
    if (global->parent != global->module)
        return pickle_save_call_take(pickler, pickle_thing_peek(THING_GETATTR), tuple_pack(2, global->parent, last_name(global)), NULL);
    return write_global(pickler, global);
}

bool pickle_save_global(PicklerObject *pickler, View object, View name)
{
    Global global = {0};
    bool done = find(&global, object, name);
    if (done) {
        int extension = pickler->protocol >= 2 ? save_extension(pickler, &global, object) : 0;
        done = extension > 0 || (extension == 0 && save_names(pickler, &global) && pickle_put(pickler, object));
    }
    drop(&global);
    return done;
}

bool pickle_save_type(PicklerObject *pickler, View type)
{
    static Object *const singletons[] = {NONE, NOT_IMPLEMENTED, ELLIPSIS};
    for (size_t i = 0; i < COUNT_OF(singletons); i++)
        if (type == AS_OBJECT(type_of_peek(singletons[i])))
            return pickle_save_call_take(pickler, AS_OBJECT(&type_type), tuple_pack(1, singletons[i]), type);
    return pickle_save_global(pickler, type, NULL);
}
