/* descriptors: attributes whose class decides where they live: members made by __slots__, computed attributes
 * of built-in types, and mappingproxy, the read-only face of a class's dict. */
#include "runtime/classes/descriptors.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/namespace.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- the class of a descriptor -------------------------------------------------------------------------- */

/* A descriptor holds its class, if that was made at run time, and is known to the collector: they are a
 * cycle. The collector empties the class, so that the descriptor has it as long as it lives. */
static TypeObject *own_class(View descriptor, TypeObject *owner)
{
    if (type_has(owner, TYPE_FLAG_HEAP)) {
        retain(AS_OBJECT(owner));
        gc_track(descriptor);
    }
    return owner;
}

static void visit_class(TypeObject *owner, Visitor visit, void *context)
{
    if (type_has(owner, TYPE_FLAG_HEAP))
        visit(AS_OBJECT(owner), context);
}

static void release_class(TypeObject *owner)
{
    if (type_has(owner, TYPE_FLAG_HEAP))
        release(AS_OBJECT(owner));
}

/* --- members: names in __slots__ ------------------------------------------------------------------------ */

Ref descriptor_member_new(TypeObject *owner, View name, uint32_t place)
{
    MemberObject *member = gc_new(TYPE_MEMBER, sizeof *member);
    if (!member)
        return NULL;
    member->place = place;
    member->name = retain(name);
    member->owner = own_class(AS_OBJECT(member), owner);
    member->property = NULL;
    return AS_OBJECT(member);
}

/* A field of a built-in type, as CPython has it: types.MemberDescriptorType is the class of function.__globals__. */
static Ref field_new(const NativeProperty *property, TypeObject *owner)
{
    Ref name = str_intern_text(property->name), member = name ? descriptor_member_new(owner, name, 0) : NULL;
    if (member)
        ((MemberObject *)member)->property = property;
    release_maybe(name);
    return member;
}

static Ref fail_instance(const MemberObject *member, View instance)
{
    return raise_error(TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", member->name, member->owner, instance);
}

/* The place in the instance, or NULL with TypeError. Instances keep their class alive, and the class's index
 * is compared, not its memory. */
static Ref *member_place(MemberObject *member, View instance)
{
    TypeObject *type = type_of_peek(instance);
    for (TypeObject *step = type; step; step = step->base)
        if (step == member->owner)
            return &instance_slots(instance, type)[member->place];
    return (Ref *)(void *)fail_instance(member, instance);
}

/* The number itself, where the instance is of a derived class and the attribute is the built-in type's. */
static View value_in_box(const TypeObject *owner, View instance)
{
    bool is_boxed = type_has(type_of_peek(instance), TYPE_FLAG_BOXED) &&
                    type_has(owner, TYPE_FLAG_INT | TYPE_FLAG_FLOAT | TYPE_FLAG_COMPLEX);
    return is_boxed && !type_has(owner, TYPE_FLAG_BOXED) ? ((BoxedObject *)instance)->value : instance;
}

static Ref member_get(View self, View instance, View owner UNUSED)
{
    if (!instance)
        return retain(self);
    MemberObject *member = (MemberObject *)self;
    if (member->property)
        return is_instance(instance, member->owner) ? member->property->get(value_in_box(member->owner, instance))
                                                    : fail_instance(member, instance);
    Ref *place = member_place(member, instance);
    if (!place)
        return NULL;
    return *place ? retain(*place) : raise_attribute_error(instance, member->name);
}

static bool member_set(View self, View instance, View value)
{
    MemberObject *member = (MemberObject *)self;
    if (member->property)
        return is_instance(instance, member->owner) ? member->property->set(instance, value) : fail_instance(member, instance) != NULL;
    Ref *place = member_place(member, instance);
    if (!place)
        return false;
    if (!value && !*place) {
        raise_error(AttributeError, "%U", member->name);
        return false;
    }
    replace_take(place, retain_maybe(value));
    return true;
}

static Ref member_repr(View self)
{
    MemberObject *member = (MemberObject *)self;
    return str_format("<member '%U' of '%N' objects>", member->name, member->owner);
}

static void member_finish(View self)
{
    clear_place(&((MemberObject *)self)->name);
    release_class(((MemberObject *)self)->owner);
}

static void member_traverse(View self, Visitor visit, void *context)
{
    visit_class(((MemberObject *)self)->owner, visit, context);
}

static Ref member_get_class(View self)
{
    return retain(AS_OBJECT(((MemberObject *)self)->owner));
}

static Ref member_get_name(View self)
{
    return retain(((MemberObject *)self)->name);
}

static Ref member_get_qualname(View self)
{
    return str_format("%U.%U", ((MemberObject *)self)->owner->qualified_name, ((MemberObject *)self)->name);
}

static Ref member_get_doc(View self)
{
    const NativeProperty *property = ((MemberObject *)self)->property;
    return property && property->doc ? str_from_text(property->doc) : none_new();
}

static const NativeProperty member_properties[] = {
    {"__doc__", member_get_doc, NULL, NULL},
    {"__name__", member_get_name, descriptor_refuse_write, NULL},
    {"__qualname__", member_get_qualname, NULL, NULL},
    {"__objclass__", member_get_class, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject member_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_MEMBER,
    .name = "member_descriptor",
    .size = sizeof(MemberObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .descriptor_get = member_get,
    .descriptor_set = member_set,
    .repr = member_repr,
    .finish = member_finish,
    .traverse = member_traverse,
    .properties = member_properties,
};

/* --- computed attributes of built-in types -------------------------------------------------------------- */

typedef struct NativePropertyObject {
    GC_HEAD(unused);
    const NativeProperty *property;
    TypeObject *owner;
} NativePropertyObject;

/* Does CPython keep it in a field? What cannot be written says so itself; of exceptions all is fields but a few. */
static bool is_field(const NativeProperty *property, const TypeObject *owner)
{
    static const char *const computed[] = {"args", "__traceback__", "__context__", "__cause__", "__dict__", "characters_written"};
    if (!type_has(owner, TYPE_FLAG_EXCEPTION) || type_has(owner, TYPE_FLAG_HEAP) || !property->set)
        return property->set == descriptor_refuse_write;
    for (size_t i = 0; i < COUNT_OF(computed); i++)
        if (strcmp(property->name, computed[i]) == 0)
            return false;
    return true;
}

Ref descriptor_property_new(const NativeProperty *property, TypeObject *owner)
{
    if (is_field(property, owner))
        return field_new(property, owner);
    NativePropertyObject *object = gc_new(native_property_type.index, sizeof *object);
    if (!object)
        return NULL;
    object->property = property;
    object->owner = own_class(AS_OBJECT(object), owner);
    return AS_OBJECT(object);
}

static bool applies(NativePropertyObject *object, View instance)
{
    if (object->property == &descriptor_dict_property || object->property == &descriptor_weakref_property)
        return true;
    if (is_instance(instance, object->owner))
        return true;
    raise_error(TypeError, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", object->property->name, object->owner,
                instance);
    return false;
}

static Ref native_property_get(View self, View instance, View owner UNUSED)
{
    NativePropertyObject *object = (NativePropertyObject *)self;
    if (!instance)
        return retain(self);
    return applies(object, instance) ? object->property->get(value_in_box(object->owner, instance)) : NULL;
}

static bool native_property_set(View self, View instance, View value)
{
    NativePropertyObject *object = (NativePropertyObject *)self;
    if (!applies(object, instance))
        return false;
    if (object->property->set)
        return object->property->set(instance, value);
    raise_error(AttributeError, "attribute '%s' of '%N' objects is not writable", object->property->name, object->owner);
    return false;
}

static Ref native_property_repr(View self)
{
    NativePropertyObject *object = (NativePropertyObject *)self;
    return str_format("<attribute '%s' of '%N' objects>", object->property->name, object->owner);
}

bool descriptor_refuse_write(View self UNUSED, View value UNUSED)
{
    raise_error(AttributeError, "readonly attribute");
    return false;
}

static void native_property_finish(View self)
{
    release_class(((NativePropertyObject *)self)->owner);
}

static void native_property_traverse(View self, Visitor visit, void *context)
{
    visit_class(((NativePropertyObject *)self)->owner, visit, context);
}

static Ref native_property_class(View self)
{
    return retain(AS_OBJECT(((NativePropertyObject *)self)->owner));
}

static Ref native_property_name(View self)
{
    return str_from_text(((NativePropertyObject *)self)->property->name);
}

static Ref native_property_qualname(View self)
{
    const NativePropertyObject *object = (NativePropertyObject *)self;
    return str_format("%U.%s", object->owner->qualified_name, object->property->name);
}

static Ref native_property_doc(View self)
{
    const char *doc = ((NativePropertyObject *)self)->property->doc;
    return doc ? str_from_text(doc) : none_new();
}

static const NativeProperty native_property_properties[] = {
    {"__name__", native_property_name, descriptor_refuse_write, NULL},
    {"__qualname__", native_property_qualname, NULL, NULL},
    {"__objclass__", native_property_class, descriptor_refuse_write, NULL},
    {"__doc__", native_property_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject native_property_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "getset_descriptor",
    .size = sizeof(NativePropertyObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .descriptor_get = native_property_get,
    .descriptor_set = native_property_set,
    .repr = native_property_repr,
    .finish = native_property_finish,
    .traverse = native_property_traverse,
    .properties = native_property_properties,
};

/* A class or a module has a __dict__ of another kind, and that is its built-in type's matter, even where a base of the program
 * has this descriptor: that of the type, or NULL. */
static View own_kind_of_dict_peek(const TypeObject *type)
{
    if (!type_has(type, TYPE_FLAG_TYPE | TYPE_FLAG_MODULE))
        return NULL;
    while (type_has(type, TYPE_FLAG_HEAP))
        type = type->base;
    View found = dict_get_str_peek((DictView)type->dict, name(__dict__));
    return found && type_of_peek(found)->descriptor_set ? found : NULL;
}

static Ref get_instance_dict(View self)
{
    TypeObject *type = type_of_peek(self);
    View other = own_kind_of_dict_peek(type);
    if (other)
        return type_of_peek(other)->descriptor_get(other, self, AS_OBJECT(type));
    if (!type->inline_capacity)
        return raise_attribute_error(self, name(__dict__));
    View dict = instance_dict_peek(self, type);
    return dict ? retain(dict) : NULL;
}

static bool set_instance_dict(View self, View value)
{
    TypeObject *type = type_of_peek(self);
    View other = own_kind_of_dict_peek(type);
    if (other)
        return type_of_peek(other)->descriptor_set(other, self, value);
    if (!type->inline_capacity) {
        raise_attribute_error(self, name(__dict__));
        return false;
    }
    while (type->base && type_has(type->base, TYPE_FLAG_HAS_DICT))
        type = type->base;
    if (type == &namespace_type)
        return descriptor_refuse_write(self, value);
    if (!value && !type_has(type, TYPE_FLAG_HEAP)) { /* it is a built-in type's */
        raise_error(TypeError, "cannot delete __dict__");
        return false;
    }
    type = type_of_peek(self);
    if (!value) {
        Ref empty = dict_new();
        bool done = empty && instance_set_dict(self, type, empty);
        release_maybe(empty);
        return done;
    }
    return instance_set_dict(self, type, value);
}

static Ref get_instance_weakref(View self)
{
    if (!type_has(type_of_peek(self), TYPE_FLAG_WEAKREFS))
        return raise_error(AttributeError, "This object has no __weakref__");
    Ref list = weakref_count(self) ? weakref_list(self) : NULL;
    if (!list)
        return error_is_set() ? NULL : none_new();
    Ref zero = int_new(0), first = zero ? object_get_item(list, zero) : NULL;
    release_maybe(zero);
    release(list);
    return first;
}

const NativeProperty descriptor_dict_property = {"__dict__", get_instance_dict, set_instance_dict,
                                                 "dictionary for instance variables (if defined)"};
const NativeProperty descriptor_weakref_property = {"__weakref__", get_instance_weakref, NULL,
                                                    "list of weak references to the object (if defined)"};

/* --- mappingproxy --------------------------------------------------------------------------------------- */

typedef struct MappingProxy {
    GC_HEAD(unused);
    Ref mapping;
} MappingProxy;

static View mapping_of(View self)
{
    return ((MappingProxy *)self)->mapping;
}

Ref descriptor_mappingproxy_new(View mapping)
{
    MappingProxy *proxy = gc_new(mappingproxy_type.index, sizeof *proxy);
    if (!proxy)
        return NULL;
    proxy->mapping = retain(mapping);
    gc_track(AS_OBJECT(proxy));
    return AS_OBJECT(proxy);
}

static Ref mappingproxy_new_native(View type UNUSED, View *args)
{
    if (!object_is_mapping(args[0]) || is_kind(args[0], TYPE_FLAG_LIST | TYPE_FLAG_TUPLE))
        return raise_error(TypeError, "mappingproxy() argument must be a mapping, not %T", args[0]);
    return descriptor_mappingproxy_new(args[0]);
}

static void mappingproxy_finish(View self)
{
    clear_place(&((MappingProxy *)self)->mapping);
}

static void mappingproxy_traverse(View self, Visitor visit, void *context)
{
    VISIT(mapping_of(self));
}

static Ref mappingproxy_get_item(View self, View key)
{
    return object_get_item(mapping_of(self), key);
}
static Index mappingproxy_length(View self)
{
    return object_length(mapping_of(self));
}
static int mappingproxy_contains(View self, View key)
{
    return object_contains(mapping_of(self), key);
}
static Ref mappingproxy_iterate(View self)
{
    return object_iterate(mapping_of(self));
}
static Ref mappingproxy_str(View self)
{
    return object_str(mapping_of(self));
}

static Ref mappingproxy_repr(View self)
{
    return str_format("mappingproxy(%R)", mapping_of(self));
}

static Ref mappingproxy_compare(View left, View right, Comparison comparison)
{
    View other = right->type == mappingproxy_type.index ? mapping_of(right) : right;
    return object_compare(left->type == mappingproxy_type.index ? mapping_of(left) : left, other, comparison);
}

static Ref mappingproxy_or(View left, View right)
{
    View a = left->type == mappingproxy_type.index ? mapping_of(left) : left,
         b = right->type == mappingproxy_type.index ? mapping_of(right) : right;
    return object_binary(a, b, BINARY_OR);
}

static Ref mappingproxy_inplace_or(View self, View other UNUSED)
{
    return raise_error(TypeError, "'|=' is not supported by %T; use '|' instead", self);
}

static Ref mappingproxy_reversed(View self, View *args UNUSED)
{
    return call_method_0(mapping_of(self), name(__reversed__));
}

static Ref mappingproxy_keys(View self, View *args UNUSED)
{
    return call_method_0(mapping_of(self), name(keys));
}
static Ref mappingproxy_values(View self, View *args UNUSED)
{
    return call_method_0(mapping_of(self), name(values));
}
static Ref mappingproxy_items(View self, View *args UNUSED)
{
    return call_method_0(mapping_of(self), name(items));
}
static Ref mappingproxy_copy(View self, View *args UNUSED)
{
    return call_method_0(mapping_of(self), name(copy));
}

static Ref mappingproxy_get(View self, View *args)
{
    return call_method_2(mapping_of(self), name(get), args[0], args[1] ? args[1] : NONE);
}

static const NativeFunction mappingproxy_constructor = {"mappingproxy(mapping, /)", mappingproxy_new_native, NULL};
static const NativeFunction mappingproxy_methods[] = {
    {"keys()", mappingproxy_keys, NULL},
    {"values()", mappingproxy_values, NULL},
    {"items()", mappingproxy_items, NULL},
    {"copy()", mappingproxy_copy, NULL},
    {"__reversed__()", mappingproxy_reversed, NULL},
    {"get(key, default=None, /)", mappingproxy_get, NULL},
    {NULL, NULL, NULL},
};

TypeObject mappingproxy_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "mappingproxy",
    .size = sizeof(MappingProxy),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_MAPPING,
    .new_native = &mappingproxy_constructor,
    .finish = mappingproxy_finish,
    .traverse = mappingproxy_traverse,
    .get_item = mappingproxy_get_item,
    .length = mappingproxy_length,
    .contains = mappingproxy_contains,
    .iterate = mappingproxy_iterate,
    .str = mappingproxy_str,
    .repr = mappingproxy_repr,
    .compare = mappingproxy_compare,
    .binary = {[BINARY_OR] = mappingproxy_or},
    .inplace = {[BINARY_OR] = mappingproxy_inplace_or},
    .methods = mappingproxy_methods,
    .class_methods = generic_class_methods,
};
