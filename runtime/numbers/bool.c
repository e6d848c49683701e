/* bool: True and False, two shared ints of their own class. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/boxed.h"
#include "runtime/numbers/int.h"
#include "runtime/numbers/int_limbs.h"
#include "runtime/text/str.h"

IntObject bool_false = {STATIC_HEAD(TYPE_BOOL), 0};
IntObject bool_true = {STATIC_HEAD(TYPE_BOOL), 1};

static Ref bool_construct(View type UNUSED, View *args)
{
    int truth = args[0] ? object_truth(args[0]) : 0;
    return truth < 0 ? NULL : bool_new(truth != 0);
}

static Ref bool_repr(View self)
{
    return retain(str_truths[self == TRUE]);
}

/* Two bools give a bool, anything else what int gives. */
#define LOGIC(slot, operator, function)                             \
    static Ref slot(View left, View right)                          \
    {                                                               \
        if (left->type == TYPE_BOOL && right->type == TYPE_BOOL)    \
            return bool_new(word_of(left) operator word_of(right)); \
        View a = int_view(left), b = int_view(right);               \
        return a && b ? function(a, b) : retain(NOT_IMPLEMENTED);   \
    }
LOGIC(bool_and, &, int_and)
LOGIC(bool_or, |, int_or)
LOGIC(bool_xor, ^, int_xor)
#undef LOGIC

static const NativeFunction bool_new_native = {"bool(x=False, /)", bool_construct,
                                               "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe "
                                               "builtins True and False are the only two instances of the "
                                               "class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed."};

TypeObject bool_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_BOOL,
    .name = "bool",
    .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\n"
           "The builtins True and False are the only two instances of the class bool.\n"
           "The class bool is a subclass of the class int, and cannot be subclassed.",
    .base = &int_type,
    .flags = TYPE_FLAG_IMMUTABLE | TYPE_FLAG_INT,
    .size = sizeof(IntObject),
    .new_native = &bool_new_native,
    .repr = bool_repr,
    .binary = {[BINARY_AND] = bool_and, [BINARY_OR] = bool_or, [BINARY_XOR] = bool_xor},
};
