/* handlers/operators: arithmetic and comparisons.
 *
 * A general form looks at its operands, rewrites itself for two ints or two floats, and does the work in the
 * runtime. A quick form (quick.def) has the work here, in a line of C; it goes to SLOW_TYPE when its operands
 * are of another type after all, and to SLOW_VALUE when the numbers need more than that line. */
ALSO(ADD, FLOORDIV)
ALSO(SUB, FLOORDIV)
ALSO(MULT, FLOORDIV)
ALSO(MATMULT, FLOORDIV)
ALSO(DIV, FLOORDIV)
ALSO(MOD, FLOORDIV)
ALSO(POW, FLOORDIV)
ALSO(LSHIFT, FLOORDIV)
ALSO(RSHIFT, FLOORDIV)
ALSO(OR, FLOORDIV)
ALSO(XOR, FLOORDIV)
ALSO(AND, FLOORDIV)
/* One handler for all of them: the operator is the opcode's distance from ADD. It rewrites the
 * instruction before it does the work, which may come back to this very instruction in a deeper
 * call. */
TARGET(FLOORDIV)
{
    Instruction general = *i; /* it is rewritten, here or by Python code that comes to it meanwhile */
    View left = OPERAND(general.b), right = OPERAND(general.c);
    SAVE;
    BinaryOperator operation = (BinaryOperator)(general.op - OP_ADD);
    if (left->type == TYPE_INT || left->type == TYPE_FLOAT)
        quick_arithmetic((Instruction *)(uintptr_t)i, left, right);
    Ref result = eval_binary_operation(left, right, operation);
    CONSUME(general.c);
    CONSUME(general.b);
    DELIVER(general.a, result);
}
/* Strings are never changed, but one that nobody else can see may grow where it is: building a text
 * by s += t in a loop is then linear, as in CPython. For that the variable has to let go of it
 * first, or there were two references. */
TARGET(INPLACE_ADD)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    if (left->type == TYPE_STR && right->type == TYPE_STR) { /* s += t: in place when nobody else has s */
        SAVE;
        Ref owned;
        if (IS_TEMPORARY(i->b)) {
            owned = left;
        } else if (i->a == i->b) {
            owned = left;
            R[i->b] = UNBOUND;
        } else {
            owned = retain(left);
        }
        Ref kept = left != right ? NULL : retain(right);
        Ref result = str_concat_take(owned, right);
        release_maybe(kept);
        CONSUME(i->c);
        DELIVER(i->a, result);
    }
    GO(INPLACE_FLOORDIV);
}
ALSO(INPLACE_SUB, INPLACE_FLOORDIV)
ALSO(INPLACE_MULT, INPLACE_FLOORDIV)
ALSO(INPLACE_MATMULT, INPLACE_FLOORDIV)
ALSO(INPLACE_DIV, INPLACE_FLOORDIV)
ALSO(INPLACE_MOD, INPLACE_FLOORDIV)
ALSO(INPLACE_POW, INPLACE_FLOORDIV)
ALSO(INPLACE_LSHIFT, INPLACE_FLOORDIV)
ALSO(INPLACE_RSHIFT, INPLACE_FLOORDIV)
ALSO(INPLACE_OR, INPLACE_FLOORDIV)
ALSO(INPLACE_XOR, INPLACE_FLOORDIV)
ALSO(INPLACE_AND, INPLACE_FLOORDIV)
/* Ints and floats have no in-place operators, so the plain one is the same, unless the right operand
 * is of a Python class. A TypeError is raised again in other words: "unsupported operand type(s) for
 * +=". */
TARGET(INPLACE_FLOORDIV)
{
    Instruction general = *i;
    View left = OPERAND(general.b), right = OPERAND(general.c);
    SAVE;
    BinaryOperator operation = (BinaryOperator)(general.op - OP_INPLACE_ADD);
    Ref result;
    if (left->type == TYPE_INT || left->type == TYPE_FLOAT) {
        quick_arithmetic((Instruction *)(uintptr_t)i, left, right);
        result = type_of_peek(right)->flags & TYPE_FLAG_HEAP ? object_inplace(left, right, operation)
                                                             : eval_binary_operation(left, right, operation);
        if (!result && error_matches(TypeError)) { /* in the words of the in-place operator */
            error_clear();
            result = object_inplace(left, right, operation);
        }
    } else {
        result = object_inplace(left, right, operation);
    }
    CONSUME(general.c);
    CONSUME(general.b);
    DELIVER(general.a, result);
}

/* A quick form: both operands of the type, or back to the general form.
 * The result takes the block of an operand that dies here (take_block), or a free block changes
 * places with the local's old number (swap_number). Either way neither the allocator nor a finalizer
 * is concerned. */
#define QUICK_HANDLER(label, left_place, right_place, is_left_consumed, is_right_consumed, is_to_temporary, kind, body) \
    TARGET(label)                                                                                                       \
    {                                                                                                                   \
        Ref left = left_place, right = right_place;                                                                     \
        if (UNLIKELY(left->type != TYPE_##kind || right->type != TYPE_##kind))                                          \
            GO(SLOW_TYPE);                                                                                              \
        C_##kind x = VALUE_##kind(left), y = VALUE_##kind(right), r;                                                    \
        body;                                                                                                           \
        if (!is_to_temporary && !is_left_consumed && !is_right_consumed && LIKELY(SWAP_##kind(&R[i->a], r)))            \
            NEXT;                                                                                                       \
        Ref result = RESULT_##kind(left, is_left_consumed, right, is_right_consumed, r);                                \
        if (UNLIKELY(!result))                                                                                          \
            GO(SLOW_VALUE);                                                                                             \
        Ref *place = &R[i->a];                                                                                          \
        if (is_to_temporary) {                                                                                          \
            *place = result;                                                                                            \
        } else {                                                                                                        \
            Ref old = *place;                                                                                           \
            *place = result;                                                                                            \
            RELEASE(old);                                                                                               \
        }                                                                                                               \
        NEXT;                                                                                                           \
    }
#define QUICK_VARIANT(number, suffix, left, right, l, r, name, kind, body) \
    QUICK_HANDLER(name##_##suffix, left, right, l, r, 0, kind, body)       \
    QUICK_HANDLER(name##_##suffix##_T, left, right, l, r, 1, kind, body)
#define SLOW GO(SLOW_VALUE)
#define QUICK(name, generic, kind, body) EACH_VARIANT(QUICK_VARIANT, name, kind, body)
#include "vm/run/quick.def"
#undef QUICK
#undef SLOW

/* Other types than it was made for: the general form again. */
TARGET(SLOW_TYPE)
{
    *(Instruction *)(uintptr_t)i = quick_general_form(*i);
    DISPATCH;
}

/* The right types, but a value that needs more: an overflow, a division by zero; or a block that must be
 * asked for, as always while the heap is listened to. The instruction stays quick: the next values may fit
 * again. Its operands have no bits any more, so they are read through the table of what the variant means. */
TARGET(SLOW_VALUE)
{
    unsigned number = i->op % QUICK_INPLACE - OP_TABLE_END;
    const uint16_t *bits = quick_bits[number % OPERAND_VARIANTS];
    Ref left = bits[0] & OPERAND_CONSTANT ? K[i->b] : R[i->b], right = bits[1] & OPERAND_CONSTANT ? K[i->c] : R[i->c], *place = &R[i->a];
    SAVE;
    Ref result = eval_binary_operation(left, right, quick_groups[number / QUICK_VARIANTS].generic - OP_ADD);
    if (bits[1] & OPERAND_TEMPORARY)
        release_known_number(right);
    if (bits[0] & OPERAND_TEMPORARY)
        release_known_number(left);
    if (!result)
        FAIL;
    if (number & OPERAND_VARIANTS)
        *place = result;
    else {
        Ref old = *place;
        *place = result;
        RELEASE(old);
    }
    NEXT;
}

ALSO(NEGATIVE, INVERT)
ALSO(POSITIVE, INVERT)
TARGET(INVERT)
{
    View value = OPERAND(i->b);
    SAVE;
    Ref result = i->op == OP_NEGATIVE ? object_negative(value) : i->op == OP_POSITIVE ? object_positive(value) : object_invert(value);
    CONSUME(i->b);
    DELIVER(i->a, result);
}
TARGET(NOT)
{
    View value = OPERAND(i->b);
    SAVE;
    int truth = object_truth(value);
    CONSUME(i->b);
    if (truth < 0)
        FAIL;
    STORE(i->a, bool_new(!truth));
    NEXT;
}
ALSO(LT, GE)
ALSO(LE, GE)
ALSO(EQ, GE)
ALSO(NE, GE)
ALSO(GT, GE)
TARGET(GE)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    SAVE;
    Ref result = eval_compare_operation(left, right, (unsigned)(i->op - OP_LT));
    CONSUME(i->c);
    CONSUME(i->b);
    DELIVER(i->a, result);
}
ALSO(IS, IS_NOT)
TARGET(IS_NOT)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    bool truth = (left == right) == (i->op == OP_IS);
    SAVE;
    CONSUME(i->c);
    CONSUME(i->b);
    STORE(i->a, bool_new(truth));
    NEXT;
}
ALSO(IN, NOT_IN)
/* A dict with a plain key is asked at once. Everything else may run Python code: __contains__,
 * __eq__, __hash__, or an iteration. */
TARGET(NOT_IN)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    SAVE;
    Index place = right->type == TYPE_DICT ? dict_find_quick((DictView)right, left) : DICT_NOT_QUICK;
    int found = LIKELY(place != DICT_NOT_QUICK) ? place >= 0 : object_contains(right, left);
    CONSUME(i->c);
    CONSUME(i->b);
    if (found < 0)
        FAIL;
    STORE(i->a, bool_new((found != 0) == (i->op == OP_IN)));
    NEXT;
}
