/* slots_python: the functions that fill the slots of Python classes: each looks the special method up on the
 * class and calls it.
 *
 * The macros at the end make one function for each operator, since a slot function is not told which operator
 * it stands for. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* A special method, found on the class: what to call, and whether self is still to be passed. */
typedef struct Special {
    Ref callable; /* owned; NULL if there is no such method, or, with an exception set, its descriptor failed */
    bool is_unbound;
    bool is_too_deep; /* it was not looked for: RecursionError is set */
} Special;

static Special find_special(View self, View name)
{
    View found = type_lookup_peek(type_of_peek(self), name);
    if (!found)
        return (Special){.callable = NULL};
    if (!check_stack())
        return (Special){.is_too_deep = true};
    retain(found);
    if (type_has(type_of_peek(found), TYPE_FLAG_METHOD_DESCRIPTOR))
        return (Special){found, true, false};
    if (!type_of_peek(found)->descriptor_get)
        return (Special){found, false, false};
    Ref bound = type_of_peek(found)->descriptor_get(found, self, AS_OBJECT(type_of_peek(self)));
    release(found);
    return (Special){bound, false, false};
}

static Ref call_special_take(Special special, View self, View *args, size_t count)
{
    enum { MOST = 3 };
    View all[MOST + 1] = {self};
    if (count) /* the source may be NULL otherwise */
        memcpy(all + 1, args, count * sizeof *args);
    Ref result = call_vector(special.callable, special.is_unbound ? all : all + 1, count + special.is_unbound, NULL);
    release(special.callable);
    return result;
}

Ref slot_call_special(View self, View name, View *args, size_t count)
{
    Special special = find_special(self, name);
    if (!special.callable)
        return error_is_set() ? NULL : raise_error(AttributeError, "%U", name);
    return call_special_take(special, self, args, count);
}

static Ref special_0(View self, View name)
{
    return slot_call_special(self, name, NULL, 0);
}

static Ref special_1(View self, View name, View argument)
{
    return slot_call_special(self, name, &argument, 1);
}

static Ref special_2(View self, View name, View first, View second)
{
    View args[] = {first, second};
    return slot_call_special(self, name, args, 2);
}

/* Of an operator: NotImplemented if there is no such method. (One that is None is called, which fails, as in
 * CPython.) */
static Ref special_or_not_implemented(View self, View name, View other)
{
    Special special = find_special(self, name);
    if (!special.callable)
        return error_is_set() ? NULL : retain(NOT_IMPLEMENTED);
    return call_special_take(special, self, &other, 1);
}

/* A call made for its effect. */
static bool done(Ref result)
{
    release_maybe(result);
    return result != NULL;
}

/* Where CPython takes a descriptor that fails for a method that is not there: repr, iter, hash and
 * comparison. */
static Special find_special_or_none(View self, View name)
{
    Special special = find_special(self, name);
    if (!special.callable && !special.is_too_deep)
        error_clear();
    return special;
}

Ref slot_repr(View self)
{
    Special special = find_special_or_none(self, name(__repr__));
    if (special.is_too_deep)
        return NULL;
    return special.callable ? call_special_take(special, self, NULL, 0) : str_format("<%T object at %p>", self, (void *)self);
}
Ref slot_str(View self)
{
    return special_0(self, name(__str__));
}

Ref slot_iterate(View self)
{
    Special special = find_special_or_none(self, name(__iter__)); /* None says that the operation is not there */
    if (special.is_too_deep)
        return NULL;
    if (!special.callable || special.callable == NONE) {
        release_maybe(special.callable);
        return raise_error(TypeError, "'%T' object is not iterable", self);
    }
    return call_special_take(special, self, NULL, 0);
}

Ref slot_next(View self)
{
    Ref result = special_0(self, name(__next__));
    return result; /* StopIteration stays set: object_next clears it, next() passes it on */
}

Hash slot_hash(View self)
{
    Special special = find_special_or_none(self, name(__hash__));
    if (special.is_too_deep)
        return -1;
    if (!special.callable || special.callable == NONE) {
        release_maybe(special.callable);
        return slot_hash_not_implemented(self);
    }
    Ref result = call_special_take(special, self, NULL, 0);
    if (!result)
        return -1;
    View value = int_view(result);
    Hash hash = -1;
    if (!value)
        raise_error(TypeError, "__hash__ method should return an integer");
    else if (!int_to_int64(value, &hash))
        hash = int_hash(value);
    release(result);
    return hash == -1 && value ? -2 : hash;
}

Ref slot_call(View self, View *args, size_t positional, View keyword_names)
{
    View found = type_lookup_peek(type_of_peek(self), name(__call__));
    if (found && found->type == slot_wrapper_type.index && !is_instance(self, ((SlotWrapper *)found)->owner)) /* it is called, not bound */
        return raise_error(TypeError, "descriptor '__call__' requires a '%N' object but received a '%T'", ((SlotWrapper *)found)->owner,
                           self);
    Ref method = object_special_method(self, name(__call__));
    if (!method)
        return error_is_set() ? NULL : raise_error(TypeError, "'%T' object is not callable", self);
    Ref result = NULL;
    if (error_enter_recursion(" while calling a Python object")) {
        result = call_vector(method, args, positional, keyword_names);
        leave_recursion();
    }
    release(method);
    return result;
}

Ref slot_compare(View self, View other, Comparison comparison)
{
    static const NameIndex names[] = {NAME___lt__, NAME___le__, NAME___eq__, NAME___ne__, NAME___gt__, NAME___ge__};
    Special special = find_special_or_none(self, name_objects[names[comparison]]);
    if (special.is_too_deep)
        return NULL;
    return special.callable ? call_special_take(special, self, &other, 1) : retain(NOT_IMPLEMENTED);
}

Ref slot_get_attribute(View self, View name)
{
    return special_1(self, name(__getattribute__), name);
}

/* A class with __getattr__: the ordinary way first, the hook where that finds nothing. */
Ref slot_get_attribute_hook(View self, View name)
{
    View own = type_lookup_peek(type_of_peek(self), name(__getattribute__));
    Ref result = own && !slot_is_native(own, name(__getattribute__), &object_type) ? special_1(self, name(__getattribute__), name)
                                                                                   : instance_generic_get_attribute_maybe(self, name);
    if (result || (error_is_set() && !error_clear_if(AttributeError)))
        return result;
    return special_1(self, name(__getattr__), name);
}

bool slot_set_attribute(View self, View name, View value)
{
    return done(value ? special_2(self, name(__setattr__), name, value) : special_1(self, name(__delattr__), name));
}

Ref slot_descriptor_get(View self, View instance, View owner)
{
    View found = type_lookup_peek(type_of_peek(self), name(__get__)); /* called as it is, not bound */
    if (!found)
        return retain(self);
    if (!check_stack())
        return NULL;
    retain(found);
    Ref result = call_3(found, self, instance ? instance : NONE, owner ? owner : NONE);
    release(found);
    return result;
}

bool slot_descriptor_set(View self, View instance, View value)
{
    return done(value ? special_2(self, name(__set__), instance, value) : special_1(self, name(__delete__), instance));
}

bool slot_init(View self, View args, View kwargs)
{
    Ref method = object_special_method(self, name(__init__));
    if (!method) {
        if (!error_is_set())
            raise_error(AttributeError, "%U", name(__init__));
        return false;
    }
    Ref result = call_tuple(method, args, kwargs);
    release(method);
    if (result && result != NONE)
        raise_error(TypeError, "__init__() should return None, not '%T'", result);
    return done(result) && !error_is_set();
}

Ref slot_new(TypeObject *type, View args, View kwargs)
{
    Ref function = object_get_attribute(AS_OBJECT(type), name(__new__));
    if (!function)
        return NULL;
    if (!error_enter_recursion(" while calling a Python object")) { /* a class may be its own __new__, with more arguments each time */
        release(function);
        return NULL;
    }
    size_t count = tuple_length(args);
    TupleView with_type = (TupleView)tuple_new(count + 1);
    Ref result = NULL;
    if (with_type) {
        with_type->items[0] = retain(AS_OBJECT(type));
        for (size_t i = 0; i < count; i++)
            with_type->items[i + 1] = retain(tuple_item_peek(args, i));
        result = call_tuple(function, AS_OBJECT(with_type), kwargs);
        release(AS_OBJECT(with_type));
    }
    leave_recursion();
    release(function);
    return result;
}

/* __del__ has nobody to raise to. */
void slot_delete(View self)
{
    Ref raised = error_take();
    View function = retain_maybe(type_lookup_peek(type_of_peek(self), name(__del__)));
    Special special = find_special_or_none(self, name(__del__));
    if (special.callable && !done(call_special_take(special, self, NULL, 0)))
        error_write_unraisable(NULL, function);
    release_maybe(function);
    error_restore_take(raised);
}

#define UNARY_SLOT(field, special)             \
    Ref slot_##field(View self)                \
    {                                          \
        return special_0(self, name(special)); \
    }
UNARY_SLOT(negative, __neg__)
UNARY_SLOT(positive, __pos__)
UNARY_SLOT(invert, __invert__)
UNARY_SLOT(absolute, __abs__)
UNARY_SLOT(as_int, __int__)
UNARY_SLOT(as_float, __float__)
UNARY_SLOT(as_index, __index__)
UNARY_SLOT(await, __await__)
UNARY_SLOT(async_iterate, __aiter__)
UNARY_SLOT(async_next, __anext__)

int slot_truth(View self)
{
    Ref result = special_0(self, name(__bool__));
    if (!result)
        return -1;
    int truth = result == TRUE;
    if (result != TRUE && result != FALSE) {
        raise_error(TypeError, "__bool__ should return bool, returned %T", result);
        truth = -1;
    }
    release(result);
    return truth;
}

Index slot_length(View self)
{
    Ref number = special_0(self, name(__len__));
    if (number && !is_int(number))
        replace_take(&number, object_index(number));
    if (!number)
        return -1;
    Index length = -1;
    if (int_sign(int_view(number)) < 0)
        raise_error(ValueError, "__len__() should return >= 0");
    else if (!object_as_index_overflow(number, &length))
        length = -1;
    release(number);
    return length;
}

Ref slot_get_item(View self, View key)
{
    return special_1(self, name(__getitem__), key);
}

bool slot_set_item(View self, View key, View value)
{
    return done(value ? special_2(self, name(__setitem__), key, value) : special_1(self, name(__delitem__), key));
}

int slot_contains(View self, View item)
{
    Special special = find_special(self, name(__contains__));
    if (special.callable == NONE) {
        release(special.callable);
        raise_error(TypeError, "'%T' object is not a container", self);
        return -1;
    }
    if (!special.callable)
        return error_is_set() ? -1 : object_search(self, item);
    Ref result = call_special_take(special, self, &item, 1);
    if (!result)
        return -1;
    int truth = object_truth(result);
    release(result);
    return truth;
}

/* --- binary operators ----------------------------------------------------------------------------------- */

/* Has the right operand's class its own reflected method, other than the left class's? */
static bool overrides(View left, View right, View reflected)
{
    View mine = type_lookup_peek(type_of_peek(right), reflected);
    return mine && mine != type_lookup_peek(type_of_peek(left), reflected);
}

static Ref slot_binary(View left, View right, BinarySlot slot, BinaryOperator operator, View name, View reflected)
{
    TypeObject *left_type = type_of_peek(left), *right_type = type_of_peek(right);
    bool right_has = left_type != right_type && right_type->binary[operator] == slot;
    if (left_type->binary[operator] == slot) {
        if (right_has && type_is_subtype(right_type, left_type) && overrides(left, right, reflected)) {
            Ref result = special_or_not_implemented(right, reflected, left);
            if (result != NOT_IMPLEMENTED)
                return result;
            release(result);
            right_has = false;
        }
        Ref result = special_or_not_implemented(left, name, right);
        if (result != NOT_IMPLEMENTED || !right_has)
            return result;
        release(result);
    }
    return right_has ? special_or_not_implemented(right, reflected, left) : retain(NOT_IMPLEMENTED);
}

#define BINARY_SLOT(operator, special)                                                                             \
    Ref slot_##operator(View left, View right)                                                                     \
    {                                                                                                              \
        return slot_binary(left, right, slot_##operator, operator, name(__##special##__), name(__r##special##__)); \
    }
#define INPLACE_SLOT(operator, special)                        \
    Ref slot_inplace_##operator(View left, View right)         \
    {                                                          \
        return special_1(left, name(__i##special##__), right); \
    }
#define OPERATOR_SLOTS(operator, special) BINARY_SLOT(operator, special) INPLACE_SLOT(operator, special)
OPERATOR_SLOTS(BINARY_ADD, add)
OPERATOR_SLOTS(BINARY_SUB, sub)
OPERATOR_SLOTS(BINARY_MULT, mul)
OPERATOR_SLOTS(BINARY_MATMULT, matmul)
OPERATOR_SLOTS(BINARY_DIV, truediv)
OPERATOR_SLOTS(BINARY_MOD, mod)
OPERATOR_SLOTS(BINARY_POW, pow)
OPERATOR_SLOTS(BINARY_LSHIFT, lshift)
OPERATOR_SLOTS(BINARY_RSHIFT, rshift)
OPERATOR_SLOTS(BINARY_OR, or)
OPERATOR_SLOTS(BINARY_XOR, xor)
OPERATOR_SLOTS(BINARY_AND, and)
OPERATOR_SLOTS(BINARY_FLOORDIV, floordiv)
BINARY_SLOT(BINARY_DIVMOD, divmod)
