/* _operator: the operators as functions. The module operator (Python) has classes beside them, and takes
 * these for its own. */
#include "stdlib/collections/_operator.h"
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/collections/operator_getters.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

/* --- arithmetic and comparison -------------------------------------------------------------------------- */

/* One function for each operator, since a function is not told which it stands for. */
#define BINARY_FUNCTION(name, operator)                            \
    static Ref name##_native(View self UNUSED, View *args)         \
    {                                                              \
        return object_binary(args[0], args[1], BINARY_##operator); \
    }
#define INPLACE_FUNCTION(name, operator)                            \
    static Ref name##_native(View self UNUSED, View *args)          \
    {                                                               \
        return object_inplace(args[0], args[1], BINARY_##operator); \
    }
#define COMPARE_FUNCTION(name, comparison)                             \
    static Ref name##_native(View self UNUSED, View *args)             \
    {                                                                  \
        return object_compare(args[0], args[1], COMPARE_##comparison); \
    }
#define UNARY_FUNCTION(name, function)                     \
    static Ref name##_native(View self UNUSED, View *args) \
    {                                                      \
        return function(args[0]);                          \
    }
BINARY_FUNCTION(add, ADD)
BINARY_FUNCTION(sub, SUB)
BINARY_FUNCTION(mul, MULT)
BINARY_FUNCTION(matmul, MATMULT)
BINARY_FUNCTION(truediv, DIV)
BINARY_FUNCTION(mod, MOD)
BINARY_FUNCTION(pow, POW)
BINARY_FUNCTION(lshift, LSHIFT)
BINARY_FUNCTION(rshift, RSHIFT)
BINARY_FUNCTION(or_, OR)
BINARY_FUNCTION(xor, XOR)
BINARY_FUNCTION(and_, AND)
BINARY_FUNCTION(floordiv, FLOORDIV)
INPLACE_FUNCTION(iadd, ADD)
INPLACE_FUNCTION(isub, SUB)
INPLACE_FUNCTION(imul, MULT)
INPLACE_FUNCTION(imatmul, MATMULT)
INPLACE_FUNCTION(itruediv, DIV)
INPLACE_FUNCTION(imod, MOD)
INPLACE_FUNCTION(ipow, POW)
INPLACE_FUNCTION(ilshift, LSHIFT)
INPLACE_FUNCTION(irshift, RSHIFT)
INPLACE_FUNCTION(ior, OR)
INPLACE_FUNCTION(ixor, XOR)
INPLACE_FUNCTION(iand, AND)
INPLACE_FUNCTION(ifloordiv, FLOORDIV)
COMPARE_FUNCTION(lt, LT)
COMPARE_FUNCTION(le, LE)
COMPARE_FUNCTION(eq, EQ)
COMPARE_FUNCTION(ne, NE)
COMPARE_FUNCTION(gt, GT)
COMPARE_FUNCTION(ge, GE)
UNARY_FUNCTION(neg, object_negative)
UNARY_FUNCTION(pos, object_positive)
UNARY_FUNCTION(inv, object_invert)
UNARY_FUNCTION(abs, object_absolute)
UNARY_FUNCTION(index, object_index)

static Ref truth_native(View self UNUSED, View *args)
{
    int truth = object_truth(args[0]);
    return truth < 0 ? NULL : bool_new(truth);
}

static Ref not_native(View self UNUSED, View *args)
{
    int truth = object_truth(args[0]);
    return truth < 0 ? NULL : bool_new(!truth);
}

static Ref is_native(View self UNUSED, View *args)
{
    return bool_new(args[0] == args[1]);
}

static Ref is_not_native(View self UNUSED, View *args)
{
    return bool_new(args[0] != args[1]);
}

/* --- sequences ------------------------------------------------------------------------------------------ */

/* Anything with __getitem__ may be a sequence, but for dicts. */
static bool is_sequence(View object)
{
    return type_of_peek(object)->get_item && !is_dict(object);
}

static Ref concatenate(View left, View right, Ref (*add)(View, View, BinaryOperator))
{
    bool is_native = !type_has(type_of_peek(left), TYPE_FLAG_HEAP); /* those with + take anything, and complain themselves */
    bool adds = type_of_peek(left)->binary[BINARY_ADD] || (add == object_inplace && type_of_peek(left)->inplace[BINARY_ADD]);
    if (!is_sequence(left) || !(is_native || is_sequence(right)) || !adds)
        return raise_error(TypeError, "'%T' object can't be concatenated", left);
    return add(left, right, BINARY_ADD);
}

static Ref concat_native(View self UNUSED, View *args)
{
    return concatenate(args[0], args[1], object_binary);
}

static Ref iconcat_native(View self UNUSED, View *args)
{
    return concatenate(args[0], args[1], object_inplace);
}

static Ref contains_native(View self UNUSED, View *args)
{
    int found = object_contains(args[0], args[1]);
    return found < 0 ? NULL : bool_new(found);
}

/* Count the items that are `wanted`; with `first` stop at the first and give its place. -1: failed, or not
 * found. */
static int64_t search(View iterable, View wanted, bool first)
{
    Ref iterator = object_iterate(iterable), item;
    if (!iterator) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "argument of type '%T' is not iterable", iterable);
        return -1;
    }
    int64_t place = 0, count = 0;
    for (; !(first && count) && (item = object_next(iterator)); place++) {
        int equal = object_equal(item, wanted);
        release(item);
        if (equal < 0)
            break;
        count += equal;
    }
    release(iterator);
    if (error_is_set())
        return -1;
    if (first && !count)
        raise_error(ValueError, "sequence.index(x): x not in sequence");
    return !first ? count : count ? place - 1 : -1;
}

static Ref count_of_native(View self UNUSED, View *args)
{
    int64_t count = search(args[0], args[1], false);
    return count < 0 ? NULL : int_new(count);
}

static Ref index_of_native(View self UNUSED, View *args)
{
    int64_t place = search(args[0], args[1], true);
    return place < 0 ? NULL : int_new(place);
}

static Ref get_item_native(View self UNUSED, View *args)
{
    return object_get_item(args[0], args[1]);
}

static Ref set_item_native(View self UNUSED, View *args)
{
    return object_set_item(args[0], args[1], args[2]) ? none_new() : NULL;
}

static Ref delete_item_native(View self UNUSED, View *args)
{
    return object_delete_item(args[0], args[1]) ? none_new() : NULL;
}

static Ref length_hint_native(View self UNUSED, View *args)
{
    Index otherwise = 0;
    if (args[1] && !is_int(args[1]))
        return raise_error(TypeError, "'%T' object cannot be interpreted as an integer", args[1]);
    if (args[1] && !object_as_ssize(args[1], &otherwise))
        return NULL;
    Index hint = object_length_hint(args[0], otherwise);
    return hint == -1 && error_is_set() ? NULL : int_new(hint);
}

/* --- calls ---------------------------------------------------------------------------------------------- */

static Ref call_native(View self UNUSED, View *args)
{
    return call_tuple(args[0], args[1], args[2]);
}

/* Equal? In a time that tells nothing of where they differ. */
Ref operator_compare_digest(View self UNUSED, View *args)
{
    BytesHold left = {.owner = NULL}, right = {.owner = NULL};
    View pair[2] = {args[0], args[1]};
    if (is_str(pair[0]) && is_str(pair[1])) {
        StrView a = str_view(pair[0]), b = str_view(pair[1]);
        if (!a->is_ascii || !b->is_ascii)
            return raise_error(TypeError, "comparing strings with non-ASCII characters is not supported");
        left = (BytesHold){a->data, a->length, NULL};
        right = (BytesHold){b->data, b->length, NULL};
    } else if (!bytes_hold_required(pair[0], &left) || !bytes_hold_required(pair[1], &right)) {
        bytes_let_go(&left);
        if (!is_str(pair[0]) && !is_str(pair[1]) && error_clear_if(TypeError))
            raise_error(TypeError, "unsupported operand types(s) or combination of types: '%T' and '%T'", pair[0], pair[1]);
        return NULL;
    }
    const unsigned char *compared = left.length == right.length ? left.data : right.data; /* as long as b in any case */
    unsigned difference = left.length != right.length;
    for (size_t i = 0; i < right.length; i++)
        difference |= (unsigned)(right.data[i] ^ compared[i]);
    bytes_let_go(&left);
    bytes_let_go(&right);
    return bool_new(!difference);
}

static const NativeFunction functions[] = {
    {"add(a, b, /)", add_native, "Same as a + b."},
    {"sub(a, b, /)", sub_native, "Same as a - b."},
    {"mul(a, b, /)", mul_native, "Same as a * b."},
    {"matmul(a, b, /)", matmul_native, "Same as a @ b."},
    {"truediv(a, b, /)", truediv_native, "Same as a / b."},
    {"mod(a, b, /)", mod_native, "Same as a % b."},
    {"pow(a, b, /)", pow_native, "Same as a ** b."},
    {"lshift(a, b, /)", lshift_native, "Same as a << b."},
    {"rshift(a, b, /)", rshift_native, "Same as a >> b."},
    {"or_(a, b, /)", or__native, "Same as a | b."},
    {"xor(a, b, /)", xor_native, "Same as a ^ b."},
    {"and_(a, b, /)", and__native, "Same as a & b."},
    {"floordiv(a, b, /)", floordiv_native, "Same as a // b."},
    {"iadd(a, b, /)", iadd_native, "Same as a += b."},
    {"isub(a, b, /)", isub_native, "Same as a -= b."},
    {"imul(a, b, /)", imul_native, "Same as a *= b."},
    {"imatmul(a, b, /)", imatmul_native, "Same as a @= b."},
    {"itruediv(a, b, /)", itruediv_native, "Same as a /= b."},
    {"imod(a, b, /)", imod_native, "Same as a %= b."},
    {"ipow(a, b, /)", ipow_native, "Same as a **= b."},
    {"ilshift(a, b, /)", ilshift_native, "Same as a <<= b."},
    {"irshift(a, b, /)", irshift_native, "Same as a >>= b."},
    {"ior(a, b, /)", ior_native, "Same as a |= b."},
    {"ixor(a, b, /)", ixor_native, "Same as a ^= b."},
    {"iand(a, b, /)", iand_native, "Same as a &= b."},
    {"ifloordiv(a, b, /)", ifloordiv_native, "Same as a //= b."},
    {"lt(a, b, /)", lt_native, "Same as a < b."},
    {"le(a, b, /)", le_native, "Same as a <= b."},
    {"eq(a, b, /)", eq_native, "Same as a == b."},
    {"ne(a, b, /)", ne_native, "Same as a != b."},
    {"gt(a, b, /)", gt_native, "Same as a > b."},
    {"ge(a, b, /)", ge_native, "Same as a >= b."},
    {"neg(a, /)", neg_native, "Same as -a."},
    {"pos(a, /)", pos_native, "Same as +a."},
    {"inv(a, /)", inv_native, "Same as ~a."},
    {"abs(a, /)", abs_native, "Same as abs(a)."},
    {"index(a, /)", index_native, "Same as a.__index__()."},
    {"invert(a, /)", inv_native, "Same as ~a."},
    {"truth(a, /)", truth_native, "Return True if a is true, False otherwise."},
    {"not_(a, /)", not_native, "Same as not a."},
    {"is_(a, b, /)", is_native, "Same as a is b."},
    {"is_not(a, b, /)", is_not_native, "Same as a is not b."},
    {"concat(a, b, /)", concat_native, "Same as a + b, for a and b sequences."},
    {"iconcat(a, b, /)", iconcat_native, "Same as a += b, for a and b sequences."},
    {"contains(a, b, /)", contains_native, "Same as b in a (note reversed operands)."},
    {"countOf(a, b, /)", count_of_native, "How many items of a are b, or equal to it."},
    {"indexOf(a, b, /)", index_of_native, "The first place of b in a."},
    {"getitem(a, b, /)", get_item_native, "Same as a[b]."},
    {"setitem(a, b, c, /)", set_item_native, "Same as a[b] = c."},
    {"delitem(a, b, /)", delete_item_native, "Same as del a[b]."},
    {"length_hint(obj, default=0, /)", length_hint_native, "How many items obj has, or about how many, or default."},
    {"_compare_digest(a, b, /)", operator_compare_digest,
     "Return 'a == b'.\n\nThe time that it takes depends on the length of b alone: so nobody learns by measuring where they differ.\n"
     "a and b must both be bytes-like, or both str of ASCII only."},
    {"call(obj, /, *args, **kwargs)", call_native, "Same as obj(*args, **kwargs)."},
    {NULL, NULL, NULL},
};

static bool init(ModuleObject *module)
{
    static TypeObject *const getters[] = {&itemgetter_type, &attrgetter_type, &methodcaller_type};
    for (size_t i = 0; i < COUNT_OF(getters); i++)
        if (!module_type_ready(getters[i]) || !dict_set(module->dict, getters[i]->name_object, AS_OBJECT(getters[i])))
            return false;
    return true;
}

const NativeModule _operator_module = {.name = "_operator", .doc = "Operator interface.", .functions = functions, .init = init};
