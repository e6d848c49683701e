/* weakproxy: weakref.proxy, which passes every operation on to its object while that lives.
 *
 * A proxy is a weak reference of another type: it is in the same chains, and has a callback like one. There
 * are two types, as in CPython: one for objects that can be called. Each slot finds the object, holds it, and
 * does to it what was asked of the proxy; when the object is gone that is a ReferenceError. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* The object behind a proxy, owned; another object is itself. NULL with ReferenceError. */
static Ref behind(View object)
{
    if (object->type != weakproxy_type.index && object->type != weakcallableproxy_type.index)
        return retain(object);
    Ref referent = weakref_get(object);
    if (referent != NONE)
        return referent;
    release(referent);
    return raise_error(ReferenceError, "weakly-referenced object no longer exists");
}

/* The object is held while the operation runs: its last strong reference may go meanwhile. */
#define WITH_REFERENT(self, type, otherwise, expression) \
    Ref referent = behind(self);                         \
    if (!referent)                                       \
        return otherwise;                                \
    type result_ = (expression);                         \
    release(referent);                                   \
    return result_

static Ref proxy_get_attribute(View self, View name)
{
    WITH_REFERENT(self, Ref, NULL, object_get_attribute(referent, name));
}
static bool proxy_set_attribute(View self, View name, View value)
{
    WITH_REFERENT(self, bool, false, object_set_attribute(referent, name, value));
}
static Ref proxy_str(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_str(referent));
}
static int proxy_truth(View self)
{
    WITH_REFERENT(self, int, -1, object_truth(referent));
}
static Index proxy_length(View self)
{
    WITH_REFERENT(self, Index, -1, object_length(referent));
}
static Ref proxy_get_item(View self, View key)
{
    WITH_REFERENT(self, Ref, NULL, object_get_item(referent, key));
}
static bool proxy_set_item(View self, View key, View value)
{
    WITH_REFERENT(self, bool, false, value ? object_set_item(referent, key, value) : object_delete_item(referent, key));
}
static int proxy_contains(View self, View item)
{
    WITH_REFERENT(self, int, -1, object_contains(referent, item));
}
static Ref proxy_iterate(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_iterate(referent));
}
static Ref proxy_next(View self)
{
    Ref referent = behind(self);
    if (!referent)
        return NULL;
    Ref result = type_of_peek(referent)->next ? object_next(referent)
                                              : raise_error(TypeError, "Weakref proxy referenced a non-iterator '%T' object", referent);
    release(referent);
    return result;
}
static Ref proxy_negative(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_negative(referent));
}
static Ref proxy_positive(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_positive(referent));
}
static Ref proxy_invert(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_invert(referent));
}
static Ref proxy_absolute(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_absolute(referent));
}
static Ref proxy_as_int(View self)
{
    WITH_REFERENT(self, Ref, NULL, call_1(AS_OBJECT(&int_type), referent));
}
static Ref proxy_as_float(View self)
{
    WITH_REFERENT(self, Ref, NULL, call_1(AS_OBJECT(&float_type), referent));
}
static Ref proxy_as_index(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_index(referent));
}
static Ref proxy_call(View self, View *args, size_t positional, View keyword_names)
{
    WITH_REFERENT(self, Ref, NULL, call_vector(referent, args, positional, keyword_names));
}
static Ref proxy_bytes(View self, View *args UNUSED)
{
    WITH_REFERENT(self, Ref, NULL, call_method_0(referent, name(__bytes__)));
}
static Ref proxy_reversed(View self, View *args UNUSED)
{
    WITH_REFERENT(self, Ref, NULL, call_method_0(referent, name(__reversed__)));
}

static Ref proxy_repr(View self)
{
    View referent = ((WeakrefObject *)self)->referent;
    return str_format("<weakproxy at %p to %T at %p>", (void *)self, referent ? referent : NONE, (void *)(referent ? referent : NONE));
}

static Ref proxy_compare(View left, View right, Comparison comparison)
{
    Ref a = behind(left), b = a ? behind(right) : NULL;
    Ref result = b ? object_compare(a, b, comparison) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

static Ref proxy_binary(View left, View right, BinaryOperator operator, Ref (*apply)(View, View, BinaryOperator))
{
    Ref a = behind(left), b = a ? behind(right) : NULL;
    Ref result = b ? apply(a, b, operator) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

static Ref proxy_power(View base, View exponent, View modulus)
{
    Ref a = behind(base), b = a ? behind(exponent) : NULL, c = b ? behind(modulus) : NULL;
    Ref result = c ? object_power(a, b, c) : NULL;
    release_maybe(a);
    release_maybe(b);
    release_maybe(c);
    return result;
}

#define PROXY_OPERATORS(DO)     \
    DO(add, BINARY_ADD)         \
    DO(sub, BINARY_SUB)         \
    DO(mult, BINARY_MULT)       \
    DO(matmult, BINARY_MATMULT) \
    DO(div, BINARY_DIV)         \
    DO(mod, BINARY_MOD)         \
    DO(pow, BINARY_POW)         \
    DO(lshift, BINARY_LSHIFT)   \
    DO(rshift, BINARY_RSHIFT)   \
    DO(or, BINARY_OR)           \
    DO(xor, BINARY_XOR)         \
    DO(and, BINARY_AND)         \
    DO(floordiv, BINARY_FLOORDIV)

#define DEFINE_OPERATOR(name, operator)                             \
    static Ref proxy_##name(View left, View right)                  \
    {                                                               \
        return proxy_binary(left, right, operator, object_binary);  \
    }                                                               \
    static Ref proxy_inplace_##name(View left, View right)          \
    {                                                               \
        return proxy_binary(left, right, operator, object_inplace); \
    }
PROXY_OPERATORS(DEFINE_OPERATOR)

static Ref proxy_divmod(View left, View right)
{
    return proxy_binary(left, right, BINARY_DIVMOD, object_binary);
}

static void proxy_finish(View self)
{
    weakref_type.finish(self);
}

static void proxy_traverse(View self, Visitor visit, void *context)
{
    VISIT(((WeakrefObject *)self)->callback);
}

static const NativeFunction proxy_methods[] = {
    {"__bytes__()", proxy_bytes, NULL},
    {"__reversed__()", proxy_reversed, NULL},
    {NULL, NULL, NULL},
};

#define BINARY_SLOT(name, operator) [operator] = proxy_##name,
#define INPLACE_SLOT(name, operator) [operator] = proxy_inplace_##name,
#define PROXY_SLOTS                                                                                                                       \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(WeakrefObject), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,                            \
    .get_attribute = proxy_get_attribute, .set_attribute = proxy_set_attribute, .str = proxy_str, .repr = proxy_repr,                     \
    .truth = proxy_truth, .length = proxy_length, .get_item = proxy_get_item, .set_item = proxy_set_item, .contains = proxy_contains,     \
    .iterate = proxy_iterate, .next = proxy_next, .negative = proxy_negative, .positive = proxy_positive, .invert = proxy_invert,         \
    .absolute = proxy_absolute, .as_int = proxy_as_int, .as_float = proxy_as_float, .as_index = proxy_as_index, .compare = proxy_compare, \
    .finish = proxy_finish, .traverse = proxy_traverse, .clear = proxy_finish, .methods = proxy_methods, .power = proxy_power,            \
    .binary = {PROXY_OPERATORS(BINARY_SLOT)[BINARY_DIVMOD] = proxy_divmod}, .inplace = {PROXY_OPERATORS(INPLACE_SLOT)}

TypeObject weakproxy_type = {
    .name = "weakref.ProxyType",
    PROXY_SLOTS,
};
TypeObject weakcallableproxy_type = {
    .name = "weakref.CallableProxyType",
    .call = proxy_call,
    PROXY_SLOTS,
};

Ref weakproxy_new(View object, View callback)
{
    return weakref_make(object_is_callable(object) ? &weakcallableproxy_type : &weakproxy_type, object, callback);
}
