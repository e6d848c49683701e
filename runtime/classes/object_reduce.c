/* object_reduce: how an object says what it takes to make an equal one, for copy and pickle.
 *
 * The answer is (callable, arguments, state, items to append, items to set), the last three None where there
 * is nothing. For most objects it is copyreg.__newobj__, the class and what __getnewargs__ says; the state is
 * the attributes, or, if there are __slots__, a pair of attributes and slots. */
#include "runtime/classes/object_reduce.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static Ref copyreg_function(const char *name)
{
    Ref module = hooks.import_by_name ? hooks.import_by_name("copyreg") : NULL;
    if (!module && !error_is_set())
        raise_error(ImportError, "copyreg cannot be imported here");
    Ref function = module ? object_get_attribute_text(module, name) : NULL;
    release_maybe(module);
    return function;
}

/* --- the state ------------------------------------------------------------------------------------------ */

/* The attributes as a new dict, or None. */
static Ref attributes_of(View self)
{
    TypeObject *type = type_of_peek(self);
    if (!type_has(type, TYPE_FLAG_HAS_DICT))
        return none_new();
    Ref dict = instance_dict_copy(self, type);
    if (!dict || ((DictView)dict)->used)
        return dict;
    release(dict);
    return none_new();
}

/* A dict of the slots that have a value. */
static Ref slots_of(View self, View names)
{
    Ref slots = dict_new();
    for (size_t i = 0; slots && i < ((ListView)names)->used; i++) {
        Ref name = retain(list_item_peek((ListView)names, i)), value = object_get_attribute_maybe(self, name);
        if (value ? !dict_set((DictView)slots, name, value) : error_is_set())
            clear_place(&slots);
        release(name);
        release_maybe(value);
    }
    return slots;
}

/* Does the built-in class behind the object's keep something in C that nobody could copy? */
static bool has_hidden_state(const TypeObject *type)
{
    while (type_has(type, TYPE_FLAG_HEAP))
        type = type->base;
    return type->size > sizeof(GcObject) || type_has(type, TYPE_FLAG_VARIABLE);
}

/* The class's slots that are part of the state: copyreg finds them, and keeps them in the class. */
static Ref slot_names(TypeObject *type)
{
    View known = dict_get_str_peek((DictView)type->dict, name(__slotnames__));
    if (known && is_list(known))
        return retain(known);
    Ref function = copyreg_function("_slotnames"), names = function ? call_1(function, AS_OBJECT(type)) : NULL;
    release_maybe(function);
    return names;
}

static Ref default_state(View self, bool is_required)
{
    TypeObject *type = type_of_peek(self);
    if (is_required && has_hidden_state(type))
        return raise_error(TypeError, "cannot pickle '%T' object", self);
    Ref names = slot_names(type);
    Ref attributes = names ? attributes_of(self) : NULL, slots = NULL, result = NULL;
    if (attributes && is_list(names) && ((ListView)names)->used) {
        slots = slots_of(self, names);
        if (slots)
            result = ((DictView)slots)->used ? tuple_pack(2, attributes, slots) : retain(attributes);
    } else {
        result = retain_maybe(attributes);
    }
    release_maybe(names);
    release_maybe(attributes);
    release_maybe(slots);
    return result;
}

Ref object_getstate_method(View self, View *args UNUSED)
{
    return default_state(self, false);
}

/* What the object's __getstate__ says, which usually is object's own. */
static Ref state_of(View self, bool is_required)
{
    View own = type_lookup_peek(type_of_peek(self), name(__getstate__)), general = type_lookup_peek(&object_type, name(__getstate__));
    Ref method = own && own != general ? object_get_attribute(self, name(__getstate__)) : NULL;
    bool is_general = own == general;
    if (is_general && !error_is_set())
        return default_state(self, is_required);
    Ref state = method ? call_0(method) : NULL;
    release_maybe(method);
    return state;
}

Ref object_state(View self)
{
    return state_of(self, false);
}

/* --- the arguments -------------------------------------------------------------------------------------- */

static bool take_pair(View pair, Ref *args, Ref *kwargs)
{
    if (!is_tuple(pair) || tuple_length(pair) != 2)
        return raise_error(is_tuple(pair) ? ValueError : TypeError, "__getnewargs_ex__ should return a tuple of length 2") != NULL;
    if (!is_tuple(tuple_item_peek(pair, 0)))
        return raise_error(TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
                           tuple_item_peek(pair, 0)) != NULL;
    if (!is_dict(tuple_item_peek(pair, 1)))
        return raise_error(TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
                           tuple_item_peek(pair, 1)) != NULL;
    *args = retain(tuple_item_peek(pair, 0));
    *kwargs = retain(tuple_item_peek(pair, 1));
    return true;
}

/* What __new__ wants besides the class; both NULL if the object does not say. */
static bool new_arguments(View self, Ref *args, Ref *kwargs)
{
    *args = *kwargs = NULL;
    Ref method = object_special_method(self, name(__getnewargs_ex__)); /* of the class: an instance's __getattr__ is not asked */
    if (method) {
        Ref pair = call_0(method);
        bool done = pair && take_pair(pair, args, kwargs);
        release(method);
        release_maybe(pair);
        return done;
    }
    method = error_is_set() ? NULL : object_special_method(self, name(__getnewargs__));
    if (!method)
        return !error_is_set();
    *args = call_0(method);
    release(method);
    if (*args && !is_tuple(*args)) {
        raise_error(TypeError, "__getnewargs__ should return a tuple, not '%T'", *args);
        clear_place(args);
    }
    return *args != NULL;
}

/* Function and arguments that make the bare object. */
static bool making_of(View class, View args, View kwargs, Ref *function, Ref *arguments)
{
    bool has_names = kwargs && ((DictView)kwargs)->used;
    Ref empty = args ? NULL : tuple_new(0), own = tuple_pack(1, class);
    *function = own && (args || empty) ? copyreg_function(has_names ? "__newobj_ex__" : "__newobj__") : NULL;
    *arguments = !*function ? NULL : has_names ? tuple_pack(3, class, args, kwargs) : tuple_concat(own, args ? args : empty);
    release_maybe(empty);
    release_maybe(own);
    return *arguments != NULL;
}

/* The items of a list or dict as iterators, else None. */
static bool contents_of(View self, Ref *items, Ref *pairs)
{
    *items = is_list(self) ? object_iterate(self) : none_new();
    Ref all = *items && is_dict(self) ? call_method_0(self, name(items)) : NULL;
    *pairs = !*items || (is_dict(self) && !all) ? NULL : all ? object_iterate(all) : none_new();
    release_maybe(all);
    return *pairs != NULL;
}

static Ref reduce_new(View self)
{
    TypeObject *type = type_of_peek(self);
    if (!type->new || type_has(type, TYPE_FLAG_NO_NEW))
        return raise_error(TypeError, "cannot pickle '%T' object", self);
    Ref args = NULL, kwargs = NULL, function = NULL, arguments = NULL, state = NULL, items = NULL, pairs = NULL, result = NULL;
    if (new_arguments(self, &args, &kwargs) && (state = state_of(self, !args && !is_list(self) && !is_dict(self))) &&
        making_of(AS_OBJECT(type), args, kwargs, &function, &arguments) && contents_of(self, &items, &pairs))
        result = tuple_pack(5, function, arguments, state, items, pairs);
    release_maybe(args);
    release_maybe(kwargs);
    release_maybe(function);
    release_maybe(arguments);
    release_maybe(state);
    release_maybe(items);
    release_maybe(pairs);
    return result;
}

bool object_reduce_is_plain(View self)
{
    TypeObject *type = type_of_peek(self);
    Object *const names[] = {name(__reduce_ex__), name(__reduce__), name(__class__)};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (type_lookup_peek(type, names[i]) != type_lookup_peek(&object_type, names[i]))
            return false;
    return type->get_attribute == instance_generic_get_attribute && type->new && !type_has(type, TYPE_FLAG_NO_NEW) &&
           !type_lookup_peek(type, name(__getnewargs_ex__)) && !type_lookup_peek(type, name(__getnewargs__));
}

bool object_reduce_plain(View self, Ref *state, Ref *items, Ref *pairs)
{
    *items = *pairs = NULL;
    *state = state_of(self, !is_list(self) && !is_dict(self));
    return *state && contents_of(self, items, pairs);
}

/* --- the methods ---------------------------------------------------------------------------------------- */

static Ref reduce_by_protocol(View self, View protocol)
{
    int64_t number;
    if (!object_as_int64(protocol, &number))
        return NULL;
    if (number >= 2)
        return reduce_new(self);
    Ref function = copyreg_function("_reduce_ex"), result = function ? call_2(function, self, protocol) : NULL;
    release_maybe(function);
    return result;
}

Ref object_reduce_method(View self, View *args UNUSED)
{
    Ref function = copyreg_function("_reduce_ex"), zero = function ? int_new(0) : NULL;
    Ref result = zero ? call_2(function, self, zero) : NULL;
    release_maybe(function);
    release_maybe(zero);
    return result;
}

Ref object_reduce_ex_method(View self, View *args)
{
    View own = type_lookup_peek(type_of_peek(self), name(__reduce__)), general = type_lookup_peek(&object_type, name(__reduce__));
    if (own == general)
        return reduce_by_protocol(self, args[0]);
    Ref method = object_get_attribute(self, name(__reduce__)), result = method ? call_0(method) : NULL;
    release_maybe(method);
    return result;
}

Ref reduce_to_attribute_take(View holder, Ref name)
{
    Ref builtins = name && hooks.import_by_name ? hooks.import_by_name("builtins") : NULL;
    Ref getattr = builtins ? object_get_attribute_text(builtins, "getattr") : NULL;
    Ref arguments = getattr ? tuple_pack(2, holder, name) : NULL, result = arguments ? tuple_pack(2, getattr, arguments) : NULL;
    release_maybe(builtins);
    release_maybe(getattr);
    release_maybe(name);
    release_maybe(arguments);
    return result;
}

Ref reduce_with_argument_take(View self, Ref argument)
{
    Ref arguments = argument ? tuple_pack(1, argument) : NULL, state = arguments ? object_state(self) : NULL;
    Ref result = state ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), arguments, state) : NULL;
    release_maybe(argument);
    release_maybe(arguments);
    release_maybe(state);
    return result;
}
