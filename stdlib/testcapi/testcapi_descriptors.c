/* testcapi_descriptors: types whose instances are called as methods are (PEP 590): a slot `__get__` that binds, and a call that
 * tells which type's it is.
 *
 *     MethodDescriptorBase ── __call__: True, __get__ binds
 *       ├ MethodDescriptorDerived   the same, inherited
 *       ├ MethodDescriptorNopGet    __get__: itself; __call__: its arguments
 *       └ MethodDescriptor2         __call__: False
 *
 * A call here always has its arguments in an array: no tuple of a caller's comes through to MethodDescriptorNopGet. */
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/testcapi/testcapi_private.h"

static Ref base_call(View self UNUSED, View *args UNUSED, size_t positional UNUSED, View keyword_names UNUSED)
{
    return bool_new(true);
}

static Ref second_call(View self UNUSED, View *args UNUSED, size_t positional UNUSED, View keyword_names UNUSED)
{
    return bool_new(false);
}

static Ref arguments_call(View self UNUSED, View *args, size_t positional, View keyword_names UNUSED)
{
    return tuple_from_array(args, positional);
}

static Ref bind_get(View self, View instance, View owner UNUSED)
{
    return instance && instance != NONE ? method_new(self, instance) : retain(self);
}

static Ref nothing_get(View self, View instance UNUSED, View owner UNUSED)
{
    return retain(self);
}

static const NativeFunction base_constructor = {"MethodDescriptorBase(*args, **kwargs)", testcapi_new_plain, NULL};
static TypeObject base_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethodDescriptorBase",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE | TYPE_FLAG_METHOD_DESCRIPTOR,
    .size = sizeof(GcObject),
    .new_native = &base_constructor,
    .call = base_call,
    .descriptor_get = bind_get,
};

static TypeObject derived_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethodDescriptorDerived",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_METHOD_DESCRIPTOR,
    .size = sizeof(GcObject),
    .base = &base_type,
};

static TypeObject no_get_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethodDescriptorNopGet",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .size = sizeof(GcObject),
    .base = &base_type,
    .call = arguments_call,
    .descriptor_get = nothing_get,
};

static TypeObject second_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethodDescriptor2",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_METHOD_DESCRIPTOR,
    .size = sizeof(GcObject),
    .base = &base_type,
    .call = second_call,
};

bool testcapi_descriptors_init(DictView dict)
{
    return testcapi_add_type(dict, &base_type) && testcapi_add_type(dict, &derived_type) && testcapi_add_type(dict, &no_get_type) &&
           testcapi_add_type(dict, &second_type);
}
