/* object_class: isinstance and issubclass.
 *
 * The class decides, by __instancecheck__ and __subclasscheck__. What type's own say: an object is an
 * instance of its class, and also of what its attribute __class__ claims to be its class (a proxy does so).
 * What is no class may still stand for one, if it has a tuple as __bases__. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"

/* What object.__class__ gives, or NULL; with an exception unless that is an AttributeError. */
static Ref claimed_class(View object)
{
    return object_get_attribute_maybe(object, name(__class__));
}

/* The tuple in class.__bases__. NULL if there is none, with an exception unless that is an AttributeError. */
static Ref abstract_bases(View class)
{
    Ref bases = object_get_attribute_maybe(class, name(__bases__));
    if (bases && !is_tuple(bases))
        clear_place(&bases);
    return bases;
}

/* Does it stand for a class? If not, the TypeError is set. */
static bool stands_for_class(View object, const char *complaint)
{
    Ref bases = abstract_bases(object);
    if (!bases && !error_is_set())
        raise_error(TypeError, "%s", complaint);
    release_maybe(bases);
    return bases != NULL;
}

/* Is `other` among the class and its bases and theirs? */
static int is_abstract_subclass(View class, View other)
{
    if (class == other)
        return 1;
    Ref bases = abstract_bases(class);
    if (!bases)
        return error_is_set() ? -1 : 0;
    int answer = -1;
    if (error_enter_recursion(" in __issubclass__")) {
        answer = 0;
        for (size_t i = 0; answer == 0 && i < tuple_length(bases); i++)
            answer = is_abstract_subclass(tuple_item_peek(bases, i), other);
        leave_recursion();
    }
    release(bases);
    return answer;
}

int class_has_instance(View class, View object)
{
    if (is_type(class) && is_instance(object, (TypeObject *)class))
        return 1;
    if (!is_type(class) && !stands_for_class(class, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return -1;
    Ref claimed = claimed_class(object);
    if (!claimed)
        return error_is_set() ? -1 : 0;
    int answer = 0;
    if (!is_type(class))
        answer = is_abstract_subclass(claimed, class);
    else if (claimed != AS_OBJECT(type_of_peek(object)) && is_type(claimed))
        answer = type_is_subtype((TypeObject *)claimed, (TypeObject *)class);
    release(claimed);
    return answer;
}

int class_has_subclass(View class, View other)
{
    if (is_type(class) && is_type(other))
        return type_is_subtype((TypeObject *)other, (TypeObject *)class);
    if (!stands_for_class(other, "issubclass() arg 1 must be a class") ||
        !stands_for_class(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        return -1;
    return is_abstract_subclass(other, class);
}

/* Ask each of a tuple of classes. */
static int any_of(View object, View tuple, int (*ask)(View, View))
{
    if (!error_enter_recursion(" in __instancecheck__"))
        return -1;
    int answer = 0;
    for (size_t i = 0; answer == 0 && i < tuple_length(tuple); i++)
        answer = ask(object, tuple_item_peek(tuple, i));
    leave_recursion();
    return answer;
}

/* What the class's own method says, or `otherwise` if it has none. */
static int ask_class(View class, View method, View object, int (*otherwise)(View class, View object), const char *where)
{
    if (!type_lookup_peek(type_of_peek(class), method))
        return otherwise(class, object);
    if (!error_enter_recursion(where))
        return -1;
    Ref result = slot_call_special(class, method, &object, 1);
    leave_recursion();
    int truth = result ? object_truth(result) : -1;
    release_maybe(result);
    return truth;
}

/* No attribute __class__ of its own, and no way to make one up. */
static bool claims_nothing(const TypeObject *type)
{
    return type->get_attribute == object_type.get_attribute &&
           type_lookup_peek((TypeObject *)(uintptr_t)type, name(__class__)) == type_lookup_peek(&object_type, name(__class__));
}

int object_is_instance(View object, View class)
{
    TypeObject *type = type_of_peek(object);
    if (AS_OBJECT(type) == class)
        return 1;
    if (class->type == TYPE_TYPE) {
        if (type_is_subtype(type, (TypeObject *)class))
            return 1;
        return claims_nothing(type) ? 0 : class_has_instance(class, object);
    }
    if (is_tuple(class))
        return any_of(object, class, object_is_instance);
    return ask_class(class, name(__instancecheck__), object, class_has_instance, " in __instancecheck__");
}

int object_is_subclass(View class, View other)
{
    if (other->type == TYPE_TYPE) /* a plain class has no method of its own to ask */
        return class == other ? 1 : class_has_subclass(other, class);
    if (is_tuple(other))
        return any_of(class, other, object_is_subclass);
    return ask_class(other, name(__subclasscheck__), class, class_has_subclass, " in __subclasscheck__");
}
