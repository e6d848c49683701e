/* method_wrapper: what `(5).__add__` is: a slot wrapper bound to an instance. The wrappers are in slots.c. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/classes/slots.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static Ref method_wrapper_call(View object, View *args, size_t count, View keyword_names)
{
    MethodWrapper *bound = (MethodWrapper *)object;
    return slot_wrapper_call_with((SlotWrapper *)bound->wrapper, bound->self, args, count, keyword_names);
}

static void method_wrapper_finish(View object)
{
    clear_place(&((MethodWrapper *)object)->wrapper);
    clear_place(&((MethodWrapper *)object)->self);
}

static void method_wrapper_traverse(View object, Visitor visit, void *context)
{
    VISIT(((MethodWrapper *)object)->wrapper);
    VISIT(((MethodWrapper *)object)->self);
}

static Ref method_wrapper_repr(View object)
{
    MethodWrapper *bound = (MethodWrapper *)object;
    Ref name = slot_wrapper_name(bound->wrapper);
    Ref result = str_format("<method-wrapper '%U' of %T object at %p>", name, bound->self, (void *)bound->self);
    release(name);
    return result;
}

static Ref method_wrapper_compare(View left, View right, Comparison comparison)
{
    if (right->type != left->type || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    MethodWrapper *a = (MethodWrapper *)left, *b = (MethodWrapper *)right;
    return bool_new((a->wrapper == b->wrapper && a->self == b->self) == (comparison == COMPARE_EQ));
}

static Hash method_wrapper_hash(View object)
{
    MethodWrapper *bound = (MethodWrapper *)object;
    return (Hash)(((uintptr_t)bound->self >> 4) ^ ((uintptr_t)bound->wrapper >> 4));
}

static Ref method_wrapper_name(View object)
{
    return slot_wrapper_name(((MethodWrapper *)object)->wrapper);
}

static Ref method_wrapper_self(View object)
{
    return retain(((MethodWrapper *)object)->self);
}

static Ref method_wrapper_qualname(View object)
{
    return object_get_attribute_text(((MethodWrapper *)object)->wrapper, "__qualname__");
}

static Ref method_wrapper_objclass(View object)
{
    return object_get_attribute_text(((MethodWrapper *)object)->wrapper, "__objclass__");
}

static Ref method_wrapper_doc(View object)
{
    return slot_wrapper_doc(((MethodWrapper *)object)->wrapper);
}

static Ref method_wrapper_signature(View object)
{
    return slot_wrapper_signature(((MethodWrapper *)object)->wrapper);
}

static Ref method_wrapper_reduce(View self, View *args UNUSED)
{
    return reduce_to_attribute_take(((MethodWrapper *)self)->self, method_wrapper_name(self));
}

static const NativeFunction method_wrapper_methods[] = {
    {"__reduce__()", method_wrapper_reduce, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty method_wrapper_properties[] = {
    {"__name__", method_wrapper_name, NULL, NULL},
    {"__qualname__", method_wrapper_qualname, NULL, NULL},
    {"__objclass__", method_wrapper_objclass, NULL, NULL},
    {"__doc__", method_wrapper_doc, NULL, NULL},
    {"__text_signature__", method_wrapper_signature, NULL, NULL},
    {"__self__", method_wrapper_self, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject method_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "method-wrapper",
    .size = sizeof(MethodWrapper),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_TRASHCAN,
    .call = method_wrapper_call,
    .repr = method_wrapper_repr,
    .compare = method_wrapper_compare,
    .hash = method_wrapper_hash,
    .finish = method_wrapper_finish,
    .traverse = method_wrapper_traverse,
    .clear = method_wrapper_finish,
    .methods = method_wrapper_methods,
    .properties = method_wrapper_properties,
};
