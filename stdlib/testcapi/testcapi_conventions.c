/* testcapi_conventions: functions that tell how they were called, one for each way that CPython's C functions take their arguments
 * (METH_VARARGS, METH_O …), as functions of the module, and as methods of an instance, of a class, and static ones.
 *
 * Ouro has one way for all: the signature of a table's line. Each of these has the signature that stands for the way, and gives back
 * what it was called on and with. */
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "stdlib/testcapi/testcapi_private.h"

/* What the function was called on: a static method is called on nothing, and says None. */
static View caller_peek(View self)
{
    return self ? self : NONE;
}

/* (self, (arguments …)) */
static Ref meth_positional(View self, View *args)
{
    return tuple_pack(2, caller_peek(self), args[0]);
}

/* (self, (arguments …), {keywords …}), the last None if there were none. */
static Ref meth_keywords(View self, View *args)
{
    return tuple_pack(3, caller_peek(self), args[0], args[1] ? args[1] : NONE);
}

static Ref meth_o(View self, View *args)
{
    return tuple_pack(2, caller_peek(self), args[0]);
}

static Ref meth_noargs(View self, View *args UNUSED)
{
    return retain(caller_peek(self));
}

const NativeFunction testcapi_conventions[] = {
    {"meth_varargs(*args)", meth_positional, NULL},
    {"meth_varargs_keywords(*args, **kwargs)", meth_keywords, NULL},
    {"meth_o(object, /)", meth_o, NULL},
    {"meth_noargs()", meth_noargs, NULL},
    {"meth_fastcall(*args)", meth_positional, NULL},
    {"meth_fastcall_keywords(*args, **kwargs)", meth_keywords, NULL},
    {NULL, NULL, NULL},
};

static const NativeFunction instance_methods_constructor = {"MethInstance(*args, **kwargs)", testcapi_new_plain, NULL};
static TypeObject instance_methods_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethInstance",
    .doc = "Class with normal (instance) methods to test calling conventions",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .size = sizeof(GcObject),
    .new_native = &instance_methods_constructor,
    .methods = testcapi_conventions,
};

static const NativeFunction class_methods_constructor = {"MethClass(*args, **kwargs)", testcapi_new_plain, NULL};
static TypeObject class_methods_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethClass",
    .doc = "Class with class methods to test calling conventions",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .size = sizeof(GcObject),
    .new_native = &class_methods_constructor,
    .class_methods = testcapi_conventions,
};

static const NativeFunction static_methods_constructor = {"MethStatic(*args, **kwargs)", testcapi_new_plain, NULL};
static TypeObject static_methods_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "MethStatic",
    .doc = "Class with static methods to test calling conventions",
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .size = sizeof(GcObject),
    .new_native = &static_methods_constructor,
    .static_methods = testcapi_conventions,
};

bool testcapi_conventions_init(DictView dict)
{
    return testcapi_add_type(dict, &instance_methods_type) && testcapi_add_type(dict, &class_methods_type) &&
           testcapi_add_type(dict, &static_methods_type);
}
