/* pickle_names: where a class or function is found by its name: in which module, by which path, and by which names in Python 2. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "stdlib/pickle/pickle_private.h"

Ref pickle_dotted_path(View owner, View name)
{
    Ref dot = str_from_text("."), path = dot ? call_method_1(name, name(split), dot) : NULL;
    release_maybe(dot);
    for (size_t i = 0; path && i < ((ListView)path)->used; i++) {
        if (!str_equal_text(list_item_peek((ListView)path, i), "<locals>"))
            continue;
        if (owner)
            raise_error(AttributeError, "Can't pickle local attribute %R on %R", name, owner);
        else
            raise_error(AttributeError, "Can't pickle local object %R", name);
        clear_place(&path);
    }
    return path;
}

Ref pickle_follow(View module, View path, Ref *parent)
{
    Ref at = retain(module), before = NULL;
    for (size_t i = 0; at && i < ((ListView)path)->used; i++) {
        Ref part = retain(list_item_peek((ListView)path, i));
        replace_take(&before, at);
        at = object_get_attribute_maybe(before, part);
        release(part);
    }
    if (parent && at)
        *parent = retain_maybe(before);
    release_maybe(before);
    return at;
}

/* Is the object what the path leads to in this module? 1, 0, or -1 with an exception. */
static int is_in_module(View name, View module, View object, View path)
{
    if (module == NONE || (is_str(name) && str_equal_text(name, "__main__")))
        return 0;
    Ref found = pickle_follow(module, path, NULL);
    int same = found == object;
    release_maybe(found);
    return !found && error_is_set() ? -1 : same;
}

/* Through all modules: NULL without an exception if none has it. */
static Ref search_modules(View object, View path)
{
    Ref modules = object_get_attribute_text(AS_OBJECT(modules_peek()), "items"), items = modules ? call_0(modules) : NULL;
    Ref list = items ? list_from_iterable(items) : NULL, result = NULL;
    release_maybe(modules);
    release_maybe(items);
    for (size_t i = 0; list && !result && i < ((ListView)list)->used; i++) {
        View pair = list_item_peek((ListView)list, i);
        int found = is_in_module(tuple_item_peek(pair, 0), tuple_item_peek(pair, 1), object, path);
        if (found < 0)
            break;
        if (found)
            result = retain(tuple_item_peek(pair, 0));
    }
    release_maybe(list);
    return result;
}

Ref pickle_module_of(View object, View path)
{
    Ref module = object_get_attribute_maybe(object, name(__module__));
    if (module && module != NONE)
        return module;
    release_maybe(module);
    if (error_is_set())
        return NULL;
    Ref found = search_modules(object, path);
    return found || error_is_set() ? found : retain(name(__main__));
}

/* The pair of names that stands for (module, name), owned; NULL without an exception if there is none. */
static Ref mapped_pair(View table, View module, View name, const char *table_name)
{
    Ref key = tuple_pack(2, module, name), pair = key ? dict_get((DictView)table, key) : NULL;
    release_maybe(key);
    if (!pair)
        return NULL;
    if (!is_tuple(pair) || tuple_length(pair) != 2) {
        raise_error(RuntimeError, "_compat_pickle.%s values should be 2-tuples, not %.200T", table_name, pair);
        clear_place(&pair);
    } else if (!is_str(tuple_item_peek(pair, 0)) || !is_str(tuple_item_peek(pair, 1))) {
        raise_error(RuntimeError, "_compat_pickle.%s values should be pairs of str, not (%.200T, %.200T)", table_name,
                    tuple_item_peek(pair, 0), tuple_item_peek(pair, 1));
        clear_place(&pair);
    }
    return pair;
}

bool pickle_map_names(Ref *module, Ref *name, NameWay way)
{
    View names = pickle_thing_peek(way == NAMES_TO_2 ? THING_REVERSE_NAMES : THING_NAMES);
    View imports = pickle_thing_peek(way == NAMES_TO_2 ? THING_REVERSE_IMPORTS : THING_IMPORTS);
    Ref pair = mapped_pair(names, *module, *name, way == NAMES_TO_2 ? "REVERSE_NAME_MAPPING" : "NAME_MAPPING");
    if (pair) {
        replace_take(module, retain(tuple_item_peek(pair, 0)));
        replace_take(name, retain(tuple_item_peek(pair, 1)));
        release(pair);
        return true;
    }
    Ref other = error_is_set() ? NULL : dict_get((DictView)imports, *module);
    if (!other)
        return !error_is_set();
    if (!is_str(other)) {
        raise_error(RuntimeError, "_compat_pickle.%s values should be strings, not %.200T",
                    way == NAMES_TO_2 ? "REVERSE_IMPORT_MAPPING" : "IMPORT_MAPPING", other);
        release(other);
        return false;
    }
    replace_take(module, other);
    return true;
}
