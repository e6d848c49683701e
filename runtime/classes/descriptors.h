/* descriptors: the objects in a class's dict that decide what an attribute of its instances is: methods and
 * properties of built-in types, slot wrappers, and Python's property, classmethod, staticmethod, and members
 * made by __slots__. */
#ifndef OURO_RUNTIME_CLASSES_DESCRIPTORS_H
#define OURO_RUNTIME_CLASSES_DESCRIPTORS_H

#include "runtime/calls/native.h"
#include "runtime/classes/type.h"

extern TypeObject property_type, classmethod_type, staticmethod_type, member_type, native_property_type, method_type, super_type,
    mappingproxy_type;

/* Does the object's type have a descriptor slot? */
static inline bool is_descriptor(View object)
{
    const TypeObject *type = type_of_peek(object);
    return type->descriptor_get || type->descriptor_set;
}

/* A method bound to its instance. */
typedef struct MethodObject {
    GC_HEAD(unused);
    Ref function, self;
} MethodObject;
MUST_USE Ref method_new(View function, View self);

typedef struct PropertyObject {
    GC_HEAD(doc_from_getter);
    Ref get, set, delete, doc, name;
} PropertyObject;

/* classmethod and staticmethod. */
typedef struct WrappedFunction {
    GC_HEAD(unused);
    Ref function;
} WrappedFunction;

/* A classmethod or staticmethod as a class statement makes them of __new__ and its like: it takes over none
 * of the function's attributes. NULL with MemoryError. */
MUST_USE Ref property_wrapped_function_new(TypeObject *type, View function);

/* A name in __slots__: the instance's place `place` (counted from its first slot). Or, with `property`, a field of a built-in type
 * that cannot be written. */
typedef struct MemberObject {
    GC_HEAD(place);
    Ref name;
    TypeObject *owner; /* borrowed from the class, in whose dict this is; cleared never, checked by instances */
    const struct NativeProperty *property;
} MemberObject;
MUST_USE Ref descriptor_member_new(TypeObject *owner, View name, uint32_t place);

/* A computed attribute of a built-in type ("getset_descriptor"). */
MUST_USE Ref descriptor_property_new(const NativeProperty *property, TypeObject *owner);

/* `__dict__` and `__weakref__` of instances. */
extern const NativeProperty descriptor_dict_property, descriptor_weakref_property;

/* A read-only view of a mapping: what `Cls.__dict__` gives. */
MUST_USE Ref descriptor_mappingproxy_new(View mapping);

#endif
