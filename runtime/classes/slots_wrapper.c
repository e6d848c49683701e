/* slots_wrapper: slot wrappers, the methods by which Python code calls a slot of a built-in type: int.__add__. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/classes/slots_private.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static Ref none_if(bool done)
{
    return done ? none_new() : NULL;
}

static Ref bool_if(int truth)
{
    return truth < 0 ? NULL : bool_new(truth != 0);
}

static Ref wrapped_next(TypeObject *owner, View self)
{
    Ref result = owner->next(self);
    if (!result && !error_is_set())
        raise_value(StopIteration, NULL);
    return result;
}

static bool wrong_count(size_t least, size_t most, size_t given, bool is_repetition)
{
    if (given >= least && given <= most)
        return false;
    if (least == most) /* CPython's wrappers of slots with several arguments put no name before "expected", but the space after it */
        raise_error(TypeError, "%sexpected %zu argument%s, got %zu", most > 1 || is_repetition ? " " : "", least, least == 1 ? "" : "s",
                    given);
    else
        raise_error(TypeError, " expected at %s %zu argument%s, got %zu", given < least ? "least" : "most", given < least ? least : most,
                    (given < least ? least : most) == 1 ? "" : "s", given);
    return true;
}

static Ref call_init(TypeObject *owner, View self, View *args, size_t count, View keyword_names)
{
    if (owner == &list_type && type_of_peek(self)->new != list_type.new)
        keyword_names = NULL;
    if (owner->init == type_init_native)
        return native_invoke(signature_of(owner->init_native), owner, self, args, count, keyword_names);
    Ref tuple = tuple_from_array(args, count), kwargs = NULL;
    bool done = tuple && signature_keywords_to_dict(keyword_names, args + count, &kwargs) && owner->init(self, tuple, kwargs);
    release_maybe(tuple);
    release_maybe(kwargs);
    return none_if(done);
}

static size_t arguments_of(SlotKind kind)
{
    switch (kind) {
    case UNARY:
    case HASH:
    case NEXT:
    case TRUTH:
    case LENGTH:
    case DEL: return 0;
    case SET_ATTRIBUTE:
    case DESCRIPTOR_SET:
    case SET_ITEM: return 2;
    default: return 1;
    }
}

static Ref call_binary(const SlotDefinition *definition, TypeObject *owner, View self, View other)
{
    BinarySlot slot = (BinarySlot)*slot_place(owner, definition->offset);
    Ref result = definition->kind == REFLECTED ? slot(other, self) : slot(self, other);
    bool concatenates = definition->kind == BINARY && definition->detail == BINARY_ADD && (owner == &list_type || owner == &tuple_type);
    if (result != NOT_IMPLEMENTED || !concatenates)
        return result;
    release(result); /* a sequence's own + does not leave it to the other */
    return raise_error(TypeError, "can only concatenate %N (not \"%T\") to %N", owner, other, owner);
}

/* object.__setattr__(str, "x", 1) must not pass over what a built-in class between object and that of `self` has to say, here type's
 * refusal. CPython's rule: from the class that brought the setter of `self`, along its bases, the first setter
 * in C must be `setter`. */
static bool may_set_by(bool (*setter)(View, View, View), View self, const char *what)
{
    TypeObject *type = type_of_peek(self), *step = type;
    size_t i = type->mro ? tuple_length(type->mro) : 0;
    for (; i > 0 && type->set_attribute != slot_set_attribute; i--) {
        step = (TypeObject *)tuple_item_peek(type->mro, i - 1);
        if (step->set_attribute == type->set_attribute)
            break;
    }
    for (step = i ? step : type; step && step->set_attribute != setter; step = step->base)
        if (step->set_attribute != slot_set_attribute)
            return raise_error(TypeError, "can't apply this %s to %N object", what, type) != NULL;
    return true;
}

static TypeObject *built_in_base(TypeObject *type)
{
    while (type_has(type, TYPE_FLAG_HEAP))
        type = type->base;
    return type;
}

/* object's own __setattr__. A module's names lie in a dict that only its type knows, where CPython's lie in a plain __dict__. */
static bool set_by(TypeObject *owner, View self, View name, View value)
{
    if (owner->set_attribute == instance_generic_set_attribute && type_has(type_of_peek(self), TYPE_FLAG_MODULE))
        return built_in_base(type_of_peek(self))->set_attribute(self, name, value);
    return may_set_by(owner->set_attribute, self, value ? "__setattr__" : "__delattr__") && owner->set_attribute(self, name, value);
}

/* object's own __getattribute__. Of a class or a module it finds what is in its __dict__, as it is, after what its class decides. */
static Ref get_by(TypeObject *owner, View self, View name)
{
    TypeObject *type = type_of_peek(self);
    View found = type_lookup_peek(type, name);
    bool decides = found && type_of_peek(found)->descriptor_get && type_of_peek(found)->descriptor_set;
    if (owner->get_attribute != instance_generic_get_attribute || !type_has(type, TYPE_FLAG_TYPE | TYPE_FLAG_MODULE) || decides)
        return owner->get_attribute(self, name);
    Ref dict = is_type(self) ? retain(((TypeObject *)self)->dict) : instance_generic_get_attribute(self, name(__dict__));
    View own = dict && is_dict(dict) ? dict_get_str_peek((DictView)dict, name) : NULL;
    Ref result = own ? retain(own) : dict ? owner->get_attribute(self, name) : NULL;
    release_maybe(dict);
    return result;
}

/* `args`: a name, and for SET_ATTRIBUTE a value. */
static Ref call_attribute_slot(SlotKind kind, TypeObject *owner, View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "attribute name must be string, not '%T'", args[0]);
    View name = AS_OBJECT(str_view(args[0]));
    if (kind == GET_ATTRIBUTE)
        return get_by(owner, self, name);
    return none_if(set_by(owner, self, name, kind == SET_ATTRIBUTE ? args[1] : NULL));
}

/* `args` are the arguments after self. */
static Ref call_slot(const SlotDefinition *definition, TypeObject *owner, View self, View *args, size_t count, View keyword_names)
{
    if (definition->kind == CALL)
        return owner->call(self, args, count, keyword_names);
    if (definition->kind == INIT)
        return call_init(owner, self, args, count, keyword_names);
    if (keyword_names && tuple_length(keyword_names))
        return raise_error(TypeError, "wrapper %U() takes no keyword arguments", definition_name(definition));
    size_t expected = arguments_of(definition->kind);
    bool repeats = (definition->kind == BINARY || definition->kind == REFLECTED || definition->kind == INPLACE) &&
                   definition->detail == BINARY_MULT && slots_are_of_sequence(owner);
    bool is_power = (definition->kind == BINARY || definition->kind == REFLECTED) && definition->detail == BINARY_POW;
    bool has_optional = definition->kind == DESCRIPTOR_GET || is_power; /* the owner, the modulus */
    if (wrong_count(expected, expected + has_optional, count, repeats))
        return NULL;
    if (repeats && !is_int(args[0]) && !type_of_peek(args[0])->as_index)
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", args[0]);
    if (is_power && count == 2 && owner->power)
        return definition->kind == BINARY ? owner->power(self, args[0], args[1]) : owner->power(args[0], self, args[1]);
    switch (definition->kind) {
    case UNARY: return ((UnarySlot)*slot_place(owner, definition->offset))(self);
    case HASH: {
        Hash hash = owner->hash(self);
        return hash == -1 ? NULL : int_new(hash);
    }
    case NEXT: return wrapped_next(owner, self);
    case COMPARE: return owner->compare(self, args[0], (Comparison)definition->detail);
    case GET_ATTRIBUTE:
    case SET_ATTRIBUTE:
    case DELETE_ATTRIBUTE: return call_attribute_slot(definition->kind, owner, self, args);
    case DESCRIPTOR_GET:
        if (args[0] == NONE && (count < 2 || args[1] == NONE))
            return raise_error(TypeError, "__get__(None, None) is invalid");
        return owner->descriptor_get(self, args[0] == NONE ? NULL : args[0], count > 1 && args[1] != NONE ? args[1] : NULL);
    case DESCRIPTOR_SET: return none_if(owner->descriptor_set(self, args[0], args[1]));
    case DESCRIPTOR_DELETE: return none_if(owner->descriptor_set(self, args[0], NULL));
    case DEL: owner->finalize(self); return none_new();
    case TRUTH: return bool_if(owner->truth(self));
    case LENGTH: {
        Index length = owner->length(self);
        return length < 0 ? NULL : int_new(length);
    }
    case GET_ITEM: return owner->get_item(self, args[0]);
    case SET_ITEM: return none_if(owner->set_item(self, args[0], args[1]));
    case DELETE_ITEM: return none_if(owner->set_item(self, args[0], NULL));
    case CONTAINS: return bool_if(owner->contains(self, args[0]));
    case BINARY:
    case REFLECTED:
    case INPLACE: return call_binary(definition, owner, self, args[0]);
    default: return raise_error(SystemError, "bad slot");
    }
}

/* Slots may call each other without a frame of Python between them (`F.__repr__ = F.__str__`), so this counts
 * as a call. */
Ref slot_wrapper_call_with(SlotWrapper *wrapper, View self, View *args, size_t count, View keyword_names)
{
    const SlotDefinition *definition = &slot_definitions[wrapper->definition];
    if (!is_instance(self, wrapper->owner))
        return raise_error(TypeError, "descriptor '%U' requires a '%N' object but received a '%T'", definition_name(definition),
                           wrapper->owner, self);
    if (!error_enter_recursion(" while calling a Python object"))
        return NULL;
    Ref result = call_slot(definition, wrapper->owner, self, args, count, keyword_names);
    leave_recursion();
    return result;
}

static Ref slot_wrapper_call(View object, View *args, size_t count, View keyword_names)
{
    SlotWrapper *wrapper = (SlotWrapper *)object;
    if (count == 0)
        return raise_error(TypeError, "descriptor '%U' of '%N' object needs an argument",
                           definition_name(&slot_definitions[wrapper->definition]), wrapper->owner);
    return slot_wrapper_call_with(wrapper, args[0], args + 1, count - 1, keyword_names);
}

static Ref slot_wrapper_get(View object, View instance, View owner UNUSED)
{
    if (!instance)
        return retain(object);
    SlotWrapper *wrapper = (SlotWrapper *)object;
    if (!is_instance(instance, wrapper->owner))
        return raise_error(TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object",
                           definition_name(&slot_definitions[wrapper->definition]), wrapper->owner, instance);
    MethodWrapper *bound = gc_new(method_wrapper_type.index, sizeof *bound);
    if (!bound)
        return NULL;
    bound->wrapper = retain(object);
    bound->self = retain(instance);
    gc_track(AS_OBJECT(bound));
    return AS_OBJECT(bound);
}

static Ref slot_wrapper_repr(View object)
{
    SlotWrapper *wrapper = (SlotWrapper *)object;
    return str_format("<slot wrapper '%U' of '%N' objects>", definition_name(&slot_definitions[wrapper->definition]), wrapper->owner);
}

Ref slot_wrapper_name(View object)
{
    return retain(definition_name(&slot_definitions[((SlotWrapper *)object)->definition]));
}

static Ref slot_wrapper_objclass(View object)
{
    return retain(AS_OBJECT(((SlotWrapper *)object)->owner));
}

static Ref slot_wrapper_qualname(View object)
{
    return str_format("%N.%U", ((SlotWrapper *)object)->owner, definition_name(&slot_definitions[((SlotWrapper *)object)->definition]));
}

Ref slot_wrapper_doc(View object)
{
    return slot_definition_doc(((SlotWrapper *)object)->definition);
}

Ref slot_wrapper_signature(View object)
{
    return slot_definition_signature(((SlotWrapper *)object)->definition);
}

static Ref slot_wrapper_reduce(View self, View *args UNUSED)
{
    Ref holder = slot_wrapper_objclass(self), result = holder ? reduce_to_attribute_take(holder, slot_wrapper_name(self)) : NULL;
    release_maybe(holder);
    return result;
}

static const NativeFunction slot_wrapper_methods[] = {
    {"__reduce__()", slot_wrapper_reduce, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty slot_wrapper_properties[] = {
    {"__name__", slot_wrapper_name, descriptor_refuse_write, NULL},
    {"__qualname__", slot_wrapper_qualname, NULL, NULL},
    {"__objclass__", slot_wrapper_objclass, descriptor_refuse_write, NULL},
    {"__doc__", slot_wrapper_doc, NULL, NULL},
    {"__text_signature__", slot_wrapper_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject slot_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "wrapper_descriptor",
    .size = sizeof(SlotWrapper),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_METHOD_DESCRIPTOR | TYPE_FLAG_NO_NEW,
    .call = slot_wrapper_call,
    .descriptor_get = slot_wrapper_get,
    .repr = slot_wrapper_repr,
    .methods = slot_wrapper_methods,
    .properties = slot_wrapper_properties,
};
