/* object_container: length, items, membership and iteration of any object, with the fallbacks from one
 * protocol to another.
 *
 *     x in c      c's contains slot, else by iterating
 *     iter(c)     c's iterate slot, else by c[0], c[1] … up to IndexError (the old sequence protocol)
 *     C[int]      where C is a class: its __class_getitem__
 *
 * The end of an iterator is NULL without an exception: in C no StopIteration is made. One that Python code
 * raised is cleared (object_next_failed).
 * Callbacks:  each slot may run Python code that drops the container; it and the key are held meanwhile. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/iterators.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

Index object_length(View object)
{
    TypeObject *type = type_of_peek(object);
    if (!type->length) {
        raise_error(TypeError, "object of type '%T' has no len()", object);
        return -1;
    }
    if (!check_stack())
        return -1;
    retain(object);
    Index length = type->length(object);
    release(object);
    return length;
}

Ref object_length_native(View self UNUSED, View *args)
{
    Index length = object_length(args[0]);
    return length < 0 ? NULL : int_new(length);
}

Index object_length_hint(View object, Index otherwise)
{
    TypeObject *type = type_of_peek(object);
    if (type->length) {
        Index length = object_length(object);
        if (length >= 0 || !error_clear_if(TypeError))
            return length;
    }
    Ref method = object_special_method(object, name(__length_hint__));
    if (!method)
        return error_is_set() ? -1 : otherwise;
    Ref result = call_0(method);
    release(method);
    if (!result)
        return error_clear_if(TypeError) ? otherwise : -1;
    Index hint = otherwise;
    if (result != NOT_IMPLEMENTED) {
        if (!is_int(result)) {
            raise_error(TypeError, "__length_hint__ must be an integer, not %T", result);
            hint = -1;
        } else if (!object_as_ssize(result, &hint)) {
            hint = -1;
        } else if (hint < 0) {
            raise_error(ValueError, "__length_hint__() should return >= 0");
            hint = -1;
        }
    }
    release(result);
    return hint;
}

/* Cls[item] where the class has __class_getitem__. */
static Ref class_get_item(View class, View key)
{
    if (class == AS_OBJECT(&type_type))
        return generic_alias_new(class, key); /* type[int]; what type has, its instances would have */
    Ref method = object_get_attribute_maybe(class, name(__class_getitem__));
    if (!method && error_is_set())
        return NULL;
    Ref result = method && method != NONE ? call_1(method, key)
                                          : raise_error(TypeError, "type '%s' is not subscriptable", type_name_peek((TypeObject *)class));
    release_maybe(method);
    return result;
}

Ref object_get_item(View object, View key)
{
    TypeObject *type = type_of_peek(object);
    if (!type->get_item) {
        if (is_type(object))
            return class_get_item(object, key);
        return raise_error(TypeError, "'%T' object is not subscriptable", object);
    }
    if (!check_stack())
        return NULL;
    retain(object);
    retain(key);
    Ref result = type->get_item(object, key);
    release(object);
    release(key);
    return result;
}

bool object_is_mapping(View object)
{
    const TypeObject *type = type_of_peek(object), *maker = type;
    do {
        if (maker->is_indexed_only && maker->get_item == type->get_item)
            return false;
    } while ((maker = maker->base));
    return type->get_item != NULL;
}

/* Nothing can be stored there. Of what could be a sequence CPython takes the index first, which may fail or run code. */
static bool refuse_item(View object, View key, bool is_deletion)
{
    const TypeObject *type = type_of_peek(object);
    bool is_sequence = type->length || type->contains || type_has(type, TYPE_FLAG_HEAP) || layout_of(type).flags & LAYOUT_HEAP_TYPE;
    bool is_index = is_sequence && (is_int(key) || type_of_peek(key)->as_index);
    Index index;
    retain(object);
    if (!is_index || object_as_index(key, &index))
        raise_error(TypeError, "'%T' object %s support item %s", object, is_index && is_deletion ? "doesn't" : "does not",
                    is_deletion ? "deletion" : "assignment");
    release(object);
    return false;
}

static bool set_or_delete(View object, View key, View value)
{
    TypeObject *type = type_of_peek(object);
    if (!type->set_item)
        return refuse_item(object, key, !value);
    if (!check_stack())
        return false;
    retain(object);
    retain(key);
    retain_maybe(value);
    bool done = type->set_item(object, key, value);
    release(object);
    release(key);
    release_maybe(value);
    return done;
}

bool object_set_item(View object, View key, View value)
{
    return set_or_delete(object, key, value);
}
bool object_delete_item(View object, View key)
{
    return set_or_delete(object, key, NULL);
}

int object_search(View container, View item)
{
    Ref iterator = object_iterate(container);
    if (!iterator) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "argument of type '%T' is not iterable", container);
        return -1;
    }
    int found = 0;
    Ref next;
    while (found == 0 && (next = object_next(iterator))) {
        found = object_equal(next, item);
        release(next);
    }
    release(iterator);
    return error_is_set() ? -1 : found;
}

int object_contains(View container, View item)
{
    TypeObject *type = type_of_peek(container);
    if (!check_stack())
        return -1;
    if (!type->contains)
        return object_search(container, item);
    retain(container);
    retain(item);
    int found = type->contains(container, item);
    release(container);
    release(item);
    return found;
}

Ref object_iterate(View object)
{
    TypeObject *type = type_of_peek(object);
    if (!check_stack())
        return NULL;
    if (type->iterate) {
        Ref iterator = type->iterate(object);
        if (iterator && !type_of_peek(iterator)->next) {
            raise_error(TypeError, "iter() returned non-iterator of type '%T'", iterator);
            release(iterator);
            return NULL;
        }
        return iterator;
    }
    if (type->get_item && !is_dict(object))
        return iterator_of_sequence_new(object);
    return raise_error(TypeError, "'%T' object is not iterable", object);
}

Ref object_next_failed(View iterator)
{
    if (!type_of_peek(iterator)->next)
        return raise_error(TypeError, "'%T' object is not an iterator", iterator);
    if (!error_is_set() && thread.interrupted)
        raise_interrupt();
    error_clear_if(StopIteration);
    return NULL;
}
