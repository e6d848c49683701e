/* weakproxy: weakref.proxy: a stand-in that passes every operation on to its object while that lives. */
#include "runtime/errors.h"
#include "runtime/instance.h"
#include "runtime/int.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/str.h"
#include "runtime/weakref.h"

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
    WITH_REFERENT(self, Ref, NULL, object_next(referent));
}
static Ref proxy_negative(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_negative(referent));
}
static Ref proxy_absolute(View self)
{
    WITH_REFERENT(self, Ref, NULL, object_absolute(referent));
}
static Ref proxy_call(View self, View *args, size_t positional, View keyword_names)
{
    WITH_REFERENT(self, Ref, NULL, call_vector(referent, args, positional, keyword_names));
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

static Ref proxy_binary(View left, View right, BinaryOperator operator)
{
    Ref a = behind(left), b = a ? behind(right) : NULL;
    Ref result = b ? object_binary(a, b, operator) : NULL;
    release_maybe(a);
    release_maybe(b);
    return result;
}

#define PROXY_BINARY(name, operator)                \
    static Ref proxy_##name(View left, View right)  \
    {                                               \
        return proxy_binary(left, right, operator); \
    }
PROXY_BINARY(add, BINARY_ADD)
PROXY_BINARY(sub, BINARY_SUB)
PROXY_BINARY(mult, BINARY_MULT)
PROXY_BINARY(div, BINARY_DIV)
PROXY_BINARY(mod, BINARY_MOD)
PROXY_BINARY(floordiv, BINARY_FLOORDIV)
PROXY_BINARY(and, BINARY_AND)
PROXY_BINARY(or, BINARY_OR)
PROXY_BINARY(xor, BINARY_XOR)

static void proxy_finish(View self)
{
    weakref_type.finish(self);
}

static void proxy_traverse(View self, Visitor visit, void *context)
{
    VISIT(((WeakrefObject *)self)->callback);
}

#define PROXY_SLOTS                                                                                                                   \
    .object = {1 << 30, TYPE_TYPE}, .size = sizeof(WeakrefObject), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,                          \
    .get_attribute = proxy_get_attribute, .set_attribute = proxy_set_attribute, .str = proxy_str, .repr = proxy_repr,                 \
    .truth = proxy_truth, .length = proxy_length, .get_item = proxy_get_item, .set_item = proxy_set_item, .contains = proxy_contains, \
    .iterate = proxy_iterate, .next = proxy_next, .negative = proxy_negative, .absolute = proxy_absolute, .compare = proxy_compare,   \
    .finish = proxy_finish, .traverse = proxy_traverse, .clear = proxy_finish,                                                        \
    .binary = {[BINARY_ADD] = proxy_add, [BINARY_SUB] = proxy_sub, [BINARY_MULT] = proxy_mult,                                        \
               [BINARY_DIV] = proxy_div, [BINARY_MOD] = proxy_mod, [BINARY_FLOORDIV] = proxy_floordiv,                                \
               [BINARY_AND] = proxy_and, [BINARY_OR] = proxy_or,   [BINARY_XOR] = proxy_xor}

TypeObject weakproxy_type = {.name = "weakref.ProxyType", PROXY_SLOTS};
TypeObject weakcallableproxy_type = {.name = "weakref.CallableProxyType", .call = proxy_call, PROXY_SLOTS};

Ref weakproxy_new(View object, View callback)
{
    return weakref_make(object_is_callable(object) ? &weakcallableproxy_type : &weakproxy_type, object, callback);
}
