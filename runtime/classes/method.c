/* method: a function bound to the instance it was found through.
 *
 * `obj.name` finds a function in the class; its descriptor makes a method of it and obj. Calling the method
 * calls the function with obj before the arguments:
 *
 *     m = obj.name;  m(1, 2)        ─►   function(obj, 1, 2)
 *
 * `obj.name(1, 2)` makes no such object: LOAD_METHOD gives the function and obj apart. A method
 * may die while it runs, if it was a temporary: function and obj are therefore held during the call. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

Ref method_new(View function, View self)
{
    MethodObject *method = gc_new(TYPE_METHOD, sizeof *method);
    if (!method)
        return NULL;
    method->function = retain(function);
    method->self = retain(self);
    gc_track(AS_OBJECT(method));
    return AS_OBJECT(method);
}

static Ref method_call(View object, View *args, size_t positional, View keyword_names)
{
    enum { SMALL = 8 };
    MethodObject *method = (MethodObject *)object;
    size_t count = positional + (keyword_names ? ((const GcObject *)keyword_names)->aux : 0);
    View small[SMALL], *all = small;
    if (count + 1 > SMALL && !(all = heap_allocate(heap_array_size(count + 1, sizeof *all))))
        return raise_memory_error();
    all[0] = method->self;
    if (count) /* args may be NULL otherwise */
        memcpy(all + 1, args, count * sizeof *args);
    Ref function = retain(method->function), self = retain(method->self); /* the method may die during the call */
    Ref result = call_vector(function, all, positional + 1, keyword_names);
    release(function);
    release(self);
    if (all != small)
        heap_free(all, (count + 1) * sizeof *all);
    return result;
}

static Ref method_new_native(View type UNUSED, View *args)
{
    if (!object_is_callable(args[0]))
        return raise_error(TypeError, "first argument must be callable");
    if (args[1] == NONE)
        return raise_error(TypeError, "self must not be None");
    return method_new(args[0], args[1]);
}

static void method_finish(View object)
{
    clear_place(&((MethodObject *)object)->function);
    clear_place(&((MethodObject *)object)->self);
}

static void method_traverse(View object, Visitor visit, void *context)
{
    VISIT(((MethodObject *)object)->function);
    VISIT(((MethodObject *)object)->self);
}

static Ref method_repr(View object)
{
    MethodObject *method = (MethodObject *)object;
    Ref name = object_get_attribute_maybe(method->function, name(__qualname__));
    if (!name && !error_is_set())
        name = object_get_attribute_maybe(method->function, name(__name__));
    if (!name && error_is_set())
        return NULL;
    Ref result = name && is_str(name) ? str_format("<bound method %U of %R>", name, method->self)
                                      : str_format("<bound method ? of %R>", method->self);
    release_maybe(name);
    return result;
}

static Ref method_compare(View left, View right, Comparison comparison)
{
    if (left->type != TYPE_METHOD || right->type != TYPE_METHOD || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    MethodObject *a = (MethodObject *)left, *b = (MethodObject *)right;
    int same = a->self == b->self ? object_equal(a->function, b->function) : 0;
    return same < 0 ? NULL : bool_new((same != 0) == (comparison == COMPARE_EQ));
}

static Hash method_hash(View object)
{
    MethodObject *method = (MethodObject *)object;
    Hash function = object_hash(method->function);
    if (function == -1)
        return -1;
    Hash hash = (Hash)((uintptr_t)method->self >> 4) ^ function;
    return hash == -1 ? -2 : hash;
}

/* What a method does not have itself it takes from its function: __name__, __doc__, __dict__ entries. */
static Ref method_get_attribute(View object, View name)
{
    if (type_lookup_peek(&method_type, name))
        return instance_generic_get_attribute(object, name);
    return object_get_attribute(((MethodObject *)object)->function, name);
}

static Ref method_get_function(View object)
{
    return retain(((MethodObject *)object)->function);
}
static Ref method_get_self(View object)
{
    return retain(((MethodObject *)object)->self);
}

static Ref method_get_doc(View object)
{
    return object_get_attribute(((MethodObject *)object)->function, name(__doc__));
}

static Ref method_reduce(View self, View *args UNUSED)
{
    MethodObject *method = (MethodObject *)self;
    return reduce_to_attribute_take(method->self, object_get_attribute(method->function, name(__name__)));
}

static const NativeFunction method_methods[] = {
    {"__reduce__()", method_reduce, NULL},
    {NULL, NULL, NULL},
};
static const NativeFunction method_constructor = {"method(function, instance, /)", method_new_native, NULL};
static const NativeProperty method_properties[] = {
    {"__func__", method_get_function, descriptor_refuse_write, "the function (or other callable) implementing a method"},
    {"__self__", method_get_self, descriptor_refuse_write, "the instance to which a method is bound"},
    {"__doc__", method_get_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject method_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_METHOD,
    .name = "method",
    .doc = "(function, instance, /)\n--\n\nA function bound to the instance that is its first argument.",
    .size = sizeof(MethodObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS,
    .new_native = &method_constructor,
    .call = method_call,
    .finish = method_finish,
    .traverse = method_traverse,
    .clear = method_finish,
    .repr = method_repr,
    .compare = method_compare,
    .hash = method_hash,
    .get_attribute = method_get_attribute,
    .methods = method_methods,
    .properties = method_properties,
};
