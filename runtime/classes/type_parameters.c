/* type_parameters: the type variables in the arguments of list[T] and T | None: finding them, putting types
 * in their place, showing arguments.
 *
 * A type variable is whatever has the attribute __typing_subst__; the module typing, which is Python, makes
 * them. All of these functions ask for attributes and so may run Python code; the tuples they walk are
 * immutable. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

/* NULL without an exception if there is no such attribute. */
static Ref attribute_maybe(View object, const char *text)
{
    Ref name = str_intern_text(text), result = name ? object_get_attribute_maybe(object, name) : NULL;
    release_maybe(name);
    return result;
}

/* --- finding -------------------------------------------------------------------------------------------- */

static bool list_has(ListView list, View item)
{
    for (size_t i = 0; i < list->used; i++)
        if (list_item_peek(list, i) == item)
            return true;
    return false;
}

static bool add_new(ListView list, View item)
{
    return list_has(list, item) || list_append(list, item);
}

static bool add_parameters(ListView found, View argument)
{
    if (is_type(argument))
        return true;
    Ref substitute = attribute_maybe(argument, "__typing_subst__");
    if (substitute) {
        release(substitute);
        return add_new(found, argument);
    }
    Ref inner = error_is_set() ? NULL : attribute_maybe(argument, "__parameters__");
    bool done = !error_is_set();
    for (size_t i = 0; done && inner && is_tuple(inner) && i < tuple_length(inner); i++)
        done = add_new(found, tuple_item_peek(inner, i));
    release_maybe(inner);
    return done;
}

Ref type_parameters_of(View args)
{
    Ref found = list_new(0);
    for (size_t i = 0; found && i < tuple_length(args); i++)
        if (!add_parameters((ListView)found, tuple_item_peek(args, i)))
            clear_place(&found);
    Ref result = found ? list_to_tuple((ListView)found) : NULL;
    release_maybe(found);
    return result;
}

/* --- substituting --------------------------------------------------------------------------------------- */

static Ref as_tuple_take(Ref item)
{
    if (!item || is_tuple(item))
        return item;
    Ref tuple = tuple_pack(1, item);
    release(item);
    return tuple;
}

/* The given items: a tuple, in which *tuple[int, str] is two. */
static Ref unpacked_items(View item)
{
    Ref list = list_new(0), given = as_tuple_take(retain(item));
    for (size_t i = 0; list && given && i < tuple_length(given); i++) {
        View one = tuple_item_peek(given, i);
        Ref inner = is_type(one) ? NULL : attribute_maybe(one, "__typing_unpacked_tuple_args__");
        bool is_open = inner && is_tuple(inner) && tuple_length(inner) && tuple_item_peek(inner, tuple_length(inner) - 1) == ELLIPSIS;
        bool done = !error_is_set();
        if (done && inner && is_tuple(inner) && !is_open)
            done = list_extend((ListView)list, inner);
        else if (done)
            done = list_append((ListView)list, one);
        release_maybe(inner);
        if (!done)
            clear_place(&list);
    }
    Ref result = list && given ? list_to_tuple((ListView)list) : NULL;
    release_maybe(list);
    release_maybe(given);
    return result;
}

/* Each type variable may prepare the items (TypeVarTuple gathers its own). */
static Ref prepared_items(View self, View parameters, View item)
{
    Ref items = unpacked_items(item);
    for (size_t i = 0; items && i < tuple_length(parameters); i++) {
        Ref prepare = attribute_maybe(tuple_item_peek(parameters, i), "__typing_prepare_subst__");
        if (!prepare && error_is_set())
            clear_place(&items);
        if (!prepare || !items || prepare == NONE) {
            release_maybe(prepare);
            continue;
        }
        Ref prepared = as_tuple_take(call_2(prepare, self, items));
        release(prepare);
        release(items);
        items = prepared;
    }
    return items;
}

static Index place_of(View parameters, View parameter)
{
    for (size_t i = 0; i < tuple_length(parameters); i++)
        if (tuple_item_peek(parameters, i) == parameter)
            return (Index)i;
    return -1;
}

/* An argument that itself has parameters: list[T] in dict[str, list[T]]. */
static Ref substituted_inside(View argument, View parameters, View items)
{
    Ref inner = attribute_maybe(argument, "__parameters__");
    if (!inner || !is_tuple(inner) || tuple_length(inner) == 0) {
        release_maybe(inner);
        return error_is_set() ? NULL : retain(argument);
    }
    Ref own = list_new(0);
    for (size_t i = 0; own && i < tuple_length(inner); i++) {
        Index place = place_of(parameters, tuple_item_peek(inner, i));
        View item = place >= 0 ? tuple_item_peek(items, (size_t)place) : tuple_item_peek(inner, i);
        /* a TypeVarTuple can be iterated and takes many; a ParamSpec takes the tuple as it is */
        bool many = place >= 0 && is_tuple(item) && type_of_peek(tuple_item_peek(inner, i))->iterate;
        if (!(many ? list_extend((ListView)own, item) : list_append((ListView)own, item)))
            clear_place(&own);
    }
    Ref key = own ? list_to_tuple((ListView)own) : NULL, result = key ? object_get_item(argument, key) : NULL;
    release_maybe(own);
    release_maybe(key);
    release(inner);
    return result;
}

static Ref substituted(View argument, View parameters, View items)
{
    Ref substitute = attribute_maybe(argument, "__typing_subst__");
    if (!substitute)
        return error_is_set() ? NULL : substituted_inside(argument, parameters, items);
    Index place = place_of(parameters, argument);
    Ref result = place >= 0 ? call_1(substitute, tuple_item_peek(items, (size_t)place)) : retain(argument);
    release(substitute);
    return result;
}

static int is_unpacked_variable(View argument)
{
    Ref flag = attribute_maybe(argument, "__typing_is_unpacked_typevartuple__");
    if (!flag)
        return error_is_set() ? -1 : 0;
    int truth = object_truth(flag);
    release(flag);
    return truth;
}

static bool add_substituted(ListView into, View argument, View parameters, View items)
{
    if (is_type(argument))
        return list_append(into, argument);
    int is_unpacked = is_unpacked_variable(argument);
    Ref value = is_unpacked < 0 ? NULL : substituted(argument, parameters, items);
    bool done = value && (is_unpacked && is_tuple(value) ? list_extend(into, value) : list_append(into, value));
    release_maybe(value);
    return done;
}

Ref type_arguments_substituted(View self, View args, View parameters, View item)
{
    size_t expected = tuple_length(parameters);
    if (expected == 0)
        return raise_error(TypeError, "%R is not a generic class", self);
    Ref items = prepared_items(self, parameters, item);
    if (!items)
        return NULL;
    size_t actual = tuple_length(items);
    Ref list = NULL, result = NULL;
    if (actual != expected)
        raise_error(TypeError, "Too %s arguments for %R; actual %zu, expected %zu", actual > expected ? "many" : "few", self, actual,
                    expected);
    else
        list = list_new(0);
    for (size_t i = 0; list && i < tuple_length(args); i++)
        if (!add_substituted((ListView)list, tuple_item_peek(args, i), parameters, items))
            clear_place(&list);
    if (list)
        result = list_to_tuple((ListView)list);
    release_maybe(list);
    release(items);
    return result;
}

/* --- showing -------------------------------------------------------------------------------------------- */

static bool has_attribute(View object, const char *text)
{
    Ref value = attribute_maybe(object, text);
    release_maybe(value);
    return value != NULL;
}

Ref type_argument_repr(View argument)
{
    if (argument == ELLIPSIS)
        return str_from_text("...");
    bool is_alias = has_attribute(argument, "__origin__") && has_attribute(argument, "__args__");
    if (error_is_set())
        return NULL;
    if (is_alias)
        return object_repr(argument);
    Ref name = object_get_attribute_maybe(argument, name(__qualname__));
    Ref module = name ? object_get_attribute_maybe(argument, name(__module__)) : NULL, result = NULL;
    if (!error_is_set()) {
        if (!module || module == NONE)
            result = object_repr(argument);
        else if (is_str(module) && str_equal_text(AS_OBJECT(str_view(module)), "builtins"))
            result = object_str(name);
        else
            result = str_format("%S.%S", module, name);
    }
    release_maybe(name);
    release_maybe(module);
    return result;
}
