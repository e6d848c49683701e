/* pickle_load_build: instructions that find classes, make objects of what is on the stack, and fill them.
 *
 * All of them may run Python code, which may even use the very unpickler: what they work on is held, and the stack is looked at afresh. */
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/codecs.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"
#include "vm/import/import.h"

/* --- classes by name ------------------------------------------------------------------------------------ */

static Ref attribute_by_path(View module, View name)
{
    Ref path = pickle_dotted_path(module, name), found = path ? pickle_follow(module, path, NULL) : NULL;
    if (path && !found && !error_is_set())
        raise_error(AttributeError, "Can't get attribute %R on %R", name, module);
    release_maybe(path);
    return found;
}

static Ref attribute_by_name(View module, View name)
{
    Ref found = object_get_attribute_maybe(module, name);
    if (!found && !error_is_set())
        raise_error(AttributeError, "Can't get attribute %R on %R", name, module);
    return found;
}

/* The module of a full name: that of the import statement may be the first part of it alone. */
static Ref import_full(View name)
{
    Ref module = dict_get(modules_peek(), name);
    if (module || error_is_set())
        return module;
    if (!(module = import_module(name, NULL, NULL, 0)))
        return NULL;
    Ref inner = dict_get(modules_peek(), name);
    if (inner)
        replace_take(&module, inner);
    else if (error_is_set())
        clear_place(&module);
    return module;
}

Ref unpickler_find(UnpicklerObject *unpickler, View module_given, View name_given)
{
    if (!AUDIT("pickle.find_class", "OO", module_given, name_given))
        return NULL;
    Ref module_name = retain(module_given), name = retain(name_given), module = NULL, found = NULL;
    if (unpickler->protocol >= 3 || !unpickler->fix_imports || pickle_map_names(&module_name, &name, NAMES_TO_3))
        module = import_full(module_name);
    if (module)
        found = unpickler->protocol >= 4 ? attribute_by_path(module, name) : attribute_by_name(module, name);
    release_maybe(module);
    release(module_name);
    release(name);
    return found;
}

/* By the method find_class, which a subclass may have replaced. */
static Ref find_class(UnpicklerObject *unpickler, View module, View name)
{
    if (type_of_peek(AS_OBJECT(unpickler)) == &pickle_unpickler_type)
        return unpickler_find(unpickler, module, name);
    Ref method = object_get_attribute_text(AS_OBJECT(unpickler), "find_class"), found = method ? call_2(method, module, name) : NULL;
    release_maybe(method);
    return found;
}

/* The next line as a str. */
static Ref line_text(UnpicklerObject *unpickler, Codec codec)
{
    size_t length;
    const char *line = pickle_read_line(unpickler, 1, &length);
    CodecPiece piece = {.is_final = true};
    return line ? codec_decode_piece((const unsigned char *)line, length - 1, codec, "strict", &piece) : NULL;
}

static Ref find_by_lines(UnpicklerObject *unpickler, Codec codec)
{
    Ref module = line_text(unpickler, codec), name = module ? line_text(unpickler, codec) : NULL;
    Ref class = name ? find_class(unpickler, module, name) : NULL;
    release_maybe(module);
    release_maybe(name);
    return class;
}

bool pickle_load_global_lines(UnpicklerObject *unpickler)
{
    return pickle_push_take(unpickler, find_by_lines(unpickler, CODEC_UTF8));
}

bool pickle_load_stack_global(UnpicklerObject *unpickler)
{
    Ref name = pickle_pop(unpickler), module = name ? pickle_pop(unpickler) : NULL, found = NULL;
    if (module && (name->type != TYPE_STR || module->type != TYPE_STR))
        raise_unpickling("STACK_GLOBAL requires str");
    else if (module)
        found = find_class(unpickler, module, name);
    release_maybe(module);
    release_maybe(name);
    return pickle_push_take(unpickler, found);
}

/* What copyreg's registry says of the code; then it is kept in the cache. */
static Ref find_extension(UnpicklerObject *unpickler, View code, int64_t number)
{
    Ref pair = dict_get((DictView)pickle_thing_peek(THING_INVERTED_EXTENSIONS), code), found = NULL;
    if (!pair)
        return error_is_set() ? NULL : raise_error(ValueError, "unregistered extension code %lld", (long long)number);
    if (!is_tuple(pair) || tuple_length(pair) != 2 || !is_str(tuple_item_peek(pair, 0)) || !is_str(tuple_item_peek(pair, 1)))
        raise_error(ValueError, "_inverted_registry[%lld] isn't a 2-tuple of strings", (long long)number);
    else
        found = find_class(unpickler, tuple_item_peek(pair, 0), tuple_item_peek(pair, 1));
    release(pair);
    if (found && !dict_set((DictView)pickle_thing_peek(THING_EXTENSION_CACHE), code, found))
        clear_place(&found);
    return found;
}

bool pickle_load_extension(UnpicklerObject *unpickler, size_t size_bytes)
{
    const unsigned char *data = pickle_read(unpickler, size_bytes);
    uint32_t bits = 0;
    if (!data)
        return false;
    for (size_t i = size_bytes; i > 0; i--)
        bits = bits << 8 | data[i - 1];
    int64_t number = size_bytes == 4 ? (int64_t)(int32_t)bits : (int64_t)bits;
    if (number <= 0)
        return raise_unpickling("EXT specifies code <= 0") != NULL;
    Ref code = int_new(number), found = code ? dict_get((DictView)pickle_thing_peek(THING_EXTENSION_CACHE), code) : NULL;
    if (code && !found && !error_is_set())
        found = find_extension(unpickler, code, number);
    release_maybe(code);
    return pickle_push_take(unpickler, found);
}

bool pickle_load_persistent(UnpicklerObject *unpickler, bool is_line)
{
    if (!unpickler->persistent_load.function)
        return raise_unpickling("A load persistent id instruction was encountered,\nbut no persistent_load function was specified.") !=
               NULL;
    Ref id = NULL;
    if (is_line) {
        size_t length;
        const char *line = pickle_read_line(unpickler, 0, &length);
        CodecPiece piece = {.is_final = true};
        id = line ? codec_decode_piece((const unsigned char *)line, length - 1, CODEC_ASCII, "strict", &piece) : NULL;
        if (line && !id && error_clear_if(UnicodeDecodeError))
            raise_unpickling("persistent IDs in protocol 0 must be ASCII strings");
    } else {
        id = pickle_pop(unpickler);
    }
    Ref object = id ? pickle_hook_call(&unpickler->persistent_load, AS_OBJECT(unpickler), id) : NULL;
    release_maybe(id);
    return pickle_push_take(unpickler, object);
}

/* --- objects made --------------------------------------------------------------------------------------- */

/* An old-style instance: class(*args), but without arguments only what __new__ makes, unless the class has __getinitargs__. */
static Ref instantiate(View class, View arguments)
{
    if (!tuple_length(arguments) && is_type(class)) {
        Ref initial = object_get_attribute_maybe(class, pickle_thing_peek(THING_GETINITARGS));
        if (!initial)
            return error_is_set() ? NULL : call_method_1(class, name(__new__), class);
        release(initial);
    }
    return call_tuple(class, arguments, NULL);
}

bool pickle_load_instance_lines(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    if (mark < 0)
        return false;
    Ref class = find_by_lines(unpickler, CODEC_ASCII), arguments = class ? pickle_pop_tuple(unpickler, (size_t)mark) : NULL;
    Ref object = arguments ? instantiate(class, arguments) : NULL;
    release_maybe(class);
    release_maybe(arguments);
    return pickle_push_take(unpickler, object);
}

bool pickle_load_object(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    if (mark < 0)
        return false;
    if (unpickler->used < (size_t)mark + 1)
        return pickle_raise_underflow(unpickler);
    Ref arguments = pickle_pop_tuple(unpickler, (size_t)mark + 1), class = arguments ? pickle_pop(unpickler) : NULL;
    Ref object = class ? instantiate(class, arguments) : NULL;
    release_maybe(class);
    release_maybe(arguments);
    return pickle_push_take(unpickler, object);
}

static Ref make_new(View class, View arguments, View keywords, const char *what)
{
    if (!is_type(class))
        return raise_unpickling("%s class argument must be a type, not %.200T", what, class);
    TypeObject *type = (TypeObject *)class;
    if (!type->new || type_has(type, TYPE_FLAG_NO_NEW))
        return raise_unpickling("%s class argument '%.200s' doesn't have __new__", what, type->name);
    if (!is_tuple(arguments))
        return raise_unpickling("%s args argument must be a tuple, not %.200T", what, arguments);
    if (keywords && !is_dict(keywords))
        return raise_unpickling("%s kwargs argument must be a dict, not %.200T", what, keywords);
    return type->new (type, arguments, keywords);
}

bool pickle_load_newobj(UnpicklerObject *unpickler, bool has_keywords)
{
    Ref keywords = has_keywords ? pickle_pop(unpickler) : NULL;
    Ref arguments = keywords || !has_keywords ? pickle_pop(unpickler) : NULL, class = arguments ? pickle_pop(unpickler) : NULL;
    Ref object = class ? make_new(class, arguments, keywords, has_keywords ? "NEWOBJ_EX" : "NEWOBJ") : NULL;
    release_maybe(class);
    release_maybe(arguments);
    release_maybe(keywords);
    return pickle_push_take(unpickler, object);
}

bool pickle_load_reduce(UnpicklerObject *unpickler)
{
    Ref arguments = pickle_pop(unpickler), function = arguments ? pickle_pop(unpickler) : NULL, object = NULL;
    if (function && !is_tuple(arguments))
        raise_error(TypeError, "argument list must be a tuple");
    else if (function)
        object = call_tuple(function, arguments, NULL);
    release_maybe(function);
    release_maybe(arguments);
    return pickle_push_take(unpickler, object);
}

/* --- objects filled ------------------------------------------------------------------------------------- */

/* Attributes go straight into __dict__, their names interned. */
static bool fill_dict(View object, View state)
{
    size_t position = 0;
    View key, value;
    if (!is_dict(state))
        return raise_unpickling("state is not a dictionary") != NULL;
    Ref dict = object_get_attribute(object, name(__dict__));
    bool done = dict != NULL;
    while (done && dict_next_peek((DictView)state, &position, &key, &value)) {
        Ref name = retain(key);
        retain(value);
        done = (name->type != TYPE_STR || str_intern(&name)) && object_set_item(dict, name, value);
        release(name);
        release(value);
    }
    release_maybe(dict);
    return done;
}

static bool fill_slots(View object, View state)
{
    size_t position = 0;
    View key, value;
    bool done = true;
    if (!is_dict(state))
        return raise_unpickling("slot state is not a dictionary") != NULL;
    while (done && dict_next_peek((DictView)state, &position, &key, &value)) {
        retain(key);
        retain(value);
        done = object_set_attribute(object, key, value);
        release(key);
        release(value);
    }
    return done;
}

static bool fill(View object, View state)
{
    View slots = NULL;
    Ref method = object_get_attribute_maybe(object, pickle_thing_peek(THING_SETSTATE));
    if (method) {
        Ref result = call_1(method, state);
        release_maybe(result);
        release(method);
        return result != NULL;
    }
    if (error_is_set())
        return false;
    if (is_tuple(state) && tuple_length(state) == 2) {
        slots = tuple_item_peek(state, 1);
        state = tuple_item_peek(state, 0);
    }
    return (state == NONE || fill_dict(object, state)) && (!slots || slots == NONE || fill_slots(object, slots));
}

bool pickle_load_build(UnpicklerObject *unpickler)
{
    if (unpickler->used < unpickler->fence + 2)
        return pickle_raise_underflow(unpickler);
    Ref state = pickle_pop(unpickler), object = retain(unpickler->stack[unpickler->used - 1]);
    bool done = fill(object, state);
    release(state);
    release(object);
    return done;
}

/* object.extend(items), or append() for each where there is no extend. */
static bool append_by_methods(View object, View items)
{
    Ref extend = object_get_attribute_maybe(object, name(extend));
    if (extend) {
        Ref result = call_1(extend, items);
        release(extend);
        release_maybe(result);
        return result != NULL;
    }
    Ref append = error_is_set() ? NULL : object_get_attribute(object, name(append));
    bool done = append != NULL;
    for (size_t i = 0; done && i < ((ListView)items)->used; i++) {
        Ref result = call_1(append, list_item_peek((ListView)items, i));
        done = result != NULL;
        release_maybe(result);
    }
    release_maybe(append);
    return done;
}

/* Is there something below `start`, and anything from it on? -1 with UnpicklingError. */
static int has_items(UnpicklerObject *unpickler, size_t start)
{
    if (start > unpickler->used || start <= unpickler->fence) {
        pickle_raise_underflow(unpickler);
        return -1;
    }
    return unpickler->used > start;
}

bool pickle_load_append(UnpicklerObject *unpickler, size_t start)
{
    int some = has_items(unpickler, start);
    if (some <= 0)
        return some == 0;
    View target = unpickler->stack[start - 1];
    if (LIKELY(target->type == TYPE_LIST)) {
        ListView list = (ListView)target;
        size_t count = unpickler->used - start, before = list->used;
        if (count == 1)
            return list_append_take(list, unpickler->stack[--unpickler->used]);
        if (!list_resize(list, before + count))
            return false;
        memcpy(list->items + before, unpickler->stack + start, count * sizeof(Ref));
        unpickler->used = start;
        return true;
    }
    Ref object = retain(target), items = pickle_pop_list(unpickler, start);
    bool done = items && append_by_methods(object, items);
    release_maybe(items);
    release(object);
    return done;
}

/* object[key] = value for pairs of a list, which is consumed. */
static bool set_items_take(View object, Ref items)
{
    bool done = true;
    for (size_t i = 0; done && i + 1 < ((ListView)items)->used; i += 2) {
        View key = list_item_peek((ListView)items, i), value = list_item_peek((ListView)items, i + 1);
        done = object->type == TYPE_DICT ? dict_set((DictView)object, key, value) : object_set_item(object, key, value);
    }
    release(items);
    return done;
}

bool pickle_load_items(UnpicklerObject *unpickler, size_t start)
{
    int some = has_items(unpickler, start);
    if (some <= 0)
        return some == 0;
    if ((unpickler->used - start) % 2)
        return raise_unpickling("odd number of items for SETITEMS") != NULL;
    Ref object = retain(unpickler->stack[start - 1]), items = pickle_pop_list(unpickler, start);
    bool done = items && set_items_take(object, items);
    release(object);
    return done;
}

bool pickle_load_dict(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    if (mark < 0)
        return false;
    if ((unpickler->used - (size_t)mark) % 2)
        return raise_unpickling("odd number of items for DICT") != NULL;
    Ref dict = dict_new(), items = dict ? pickle_pop_list(unpickler, (size_t)mark) : NULL;
    if (!items || !set_items_take(dict, items))
        clear_place(&dict);
    return pickle_push_take(unpickler, dict);
}

bool pickle_load_additems(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    int some = mark < 0 ? -1 : has_items(unpickler, (size_t)mark);
    if (some <= 0)
        return some == 0;
    Ref object = retain(unpickler->stack[mark - 1]), items = pickle_pop_tuple(unpickler, (size_t)mark), add = NULL;
    bool done = items != NULL;
    if (done && is_kind(object, TYPE_FLAG_SET))
        done = set_update((SetView)object, items);
    else if (done)
        done = (add = object_get_attribute_text(object, "add")) != NULL;
    for (size_t i = 0; done && add && i < tuple_length(items); i++) {
        Ref result = call_1(add, tuple_item_peek(items, i));
        done = result != NULL;
        release_maybe(result);
    }
    release_maybe(add);
    release_maybe(items);
    release(object);
    return done;
}

bool pickle_load_frozenset(UnpicklerObject *unpickler)
{
    Index mark = pickle_take_mark(unpickler);
    Ref items = mark < 0 ? NULL : pickle_pop_tuple(unpickler, (size_t)mark), set = items ? frozenset_new(items) : NULL;
    release_maybe(items);
    return pickle_push_take(unpickler, set);
}
