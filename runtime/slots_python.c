/* slots_python: the functions that fill the slots of Python classes: each looks the special method up on the class and calls it.
 *
 * The macros at the end make one function for each operator, since a slot function is not told which operator it stands for. */
#include "runtime/descriptors.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/instance.h"
#include "runtime/int.h"
#include "runtime/names.h"
#include "runtime/operations.h"
#include "runtime/slots.h"
#include "runtime/str.h"
#include "runtime/tuple.h"

Ref slot_call_special(View self, View name, View *args, size_t count)
{
    enum { MOST = 3 };
    View found = type_lookup_peek(type_of_peek(self), name);
    if (!found)
        return raise_error(AttributeError, "%U", name);
    retain(found);
    Ref result;
    if (type_has(type_of_peek(found), TYPE_FLAG_METHOD_DESCRIPTOR)) {
        View all[MOST + 1] = {self};
        if (count) /* the source may be NULL otherwise */
            memcpy(all + 1, args, count * sizeof *args);
        result = call_vector(found, all, count + 1, NULL);
    } else if (type_of_peek(found)->descriptor_get) {
        Ref bound = type_of_peek(found)->descriptor_get(found, self, AS_OBJECT(type_of_peek(self)));
        result = bound ? call_vector(bound, args, count, NULL) : NULL;
        release_maybe(bound);
    } else {
        result = call_vector(found, args, count, NULL);
    }
    release(found);
    return result;
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

/* Of an operator: NotImplemented if there is no such method. (One that is None is called, which fails, as in CPython.) */
static Ref special_or_not_implemented(View self, View name, View other)
{
    return type_lookup_peek(type_of_peek(self), name) ? special_1(self, name, other) : retain(NOT_IMPLEMENTED);
}

/* A call made for its effect. */
static bool done(Ref result)
{
    release_maybe(result);
    return result != NULL;
}

/* A special method set to None says that the operation is not there. */
static bool is_blocked(View self, View name)
{
    View found = type_lookup_peek(type_of_peek(self), name);
    return found == NONE;
}

Ref slot_repr(View self)
{
    return special_0(self, name(__repr__));
}
Ref slot_str(View self)
{
    return special_0(self, name(__str__));
}

Ref slot_iterate(View self)
{
    if (is_blocked(self, name(__iter__)))
        return raise_error(TypeError, "'%T' object is not iterable", self);
    return special_0(self, name(__iter__));
}

Ref slot_next(View self)
{
    Ref result = special_0(self, name(__next__));
    return result; /* StopIteration stays set: object_next clears it, next() passes it on */
}

Hash slot_hash(View self)
{
    if (is_blocked(self, name(__hash__)))
        return hash_not_implemented(self);
    Ref result = special_0(self, name(__hash__));
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
    Ref method = object_special_method(self, name(__call__));
    if (!method)
        return error_is_set() ? NULL : raise_error(TypeError, "'%T' object is not callable", self);
    Ref result = NULL;
    if (enter_recursion(" while calling a Python object")) {
        result = call_vector(method, args, positional, keyword_names);
        leave_recursion();
    }
    release(method);
    return result;
}

Ref slot_compare(View self, View other, Comparison comparison)
{
    static const NameIndex names[] = {NAME___lt__, NAME___le__, NAME___eq__, NAME___ne__, NAME___gt__, NAME___ge__};
    return special_or_not_implemented(self, name_objects[names[comparison]], other);
}

Ref slot_get_attribute(View self, View name)
{
    return special_1(self, name(__getattribute__), name);
}

/* A class with __getattr__: the ordinary way first, the hook where that finds nothing. */
Ref slot_get_attribute_hook(View self, View name)
{
    View own = type_lookup_peek(type_of_peek(self), name(__getattribute__));
    Ref result = own && !is_native_slot(own, name(__getattribute__), &object_type) ? special_1(self, name(__getattribute__), name)
                                                                                   : object_generic_get_attribute_maybe(self, name);
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
    return special_2(self, name(__get__), instance ? instance : NONE, owner ? owner : NONE);
}

bool slot_descriptor_set(View self, View instance, View value)
{
    return done(value ? special_2(self, name(__set__), instance, value) : special_1(self, name(__delete__), instance));
}

bool slot_init(View self, View args, View kwargs)
{
    Ref method = object_special_method(self, name(__init__));
    if (!method)
        return false;
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
    release(function);
    return result;
}

/* __del__ has nobody to raise to. */
void slot_delete(View self)
{
    Ref raised = error_take();
    View function = type_lookup_peek(type_of_peek(self), name(__del__));
    retain_maybe(function);
    if (function && !done(special_0(self, name(__del__))))
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
    Ref result = special_0(self, name(__len__));
    if (!result)
        return -1;
    Index length = -1;
    if (object_as_index(result, &length) && length < 0) {
        raise_error(ValueError, "__len__() should return >= 0");
        length = -1;
    } else if (error_matches(IndexError)) {
        error_clear();
        raise_error(OverflowError, "cannot fit '%T' into an index-sized integer", result);
    }
    release(result);
    return error_is_set() ? -1 : length;
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
    if (is_blocked(self, name(__contains__))) {
        raise_error(TypeError, "'%T' object is not a container", self);
        return -1;
    }
    Ref result = special_1(self, name(__contains__), item);
    if (!result)
        return -1;
    int truth = object_truth(result);
    release(result);
    return truth;
}

/* --- binary operators ---------------------------------------------------------------------------------------------- */

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
