/* decimal_compute: libmpdec's functions called on Python's values. See decimal_methods.h. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/decimal/decimal_methods.h"

void decimal_order(mpd_t *result, const mpd_t *a, const mpd_t *b, const mpd_context_t *settings, uint32_t *status)
{
    mpd_qcompare(result, a, b, settings, status);
}
void decimal_order_signaling(mpd_t *result, const mpd_t *a, const mpd_t *b, const mpd_context_t *settings, uint32_t *status)
{
    mpd_qcompare_signal(result, a, b, settings, status);
}

Ref decimal_unary(View self, ContextObject *context, UnaryFunction function)
{
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (!result)
        return NULL;
    function(number_of(result), number_of(self), &context->settings, &status);
    return decimal_finish_take(result, context, status);
}

/* Both operands as Decimals, owned. If one is none of the numbers that operators take, `left` is NOT_IMPLEMENTED and `right` NULL. */
typedef struct Operands {
    Ref left, right;
} Operands;

static bool operands_of(View left, View right, ContextObject *context, OperandUse use, Operands *operands)
{
    operands->right = NULL;
    operands->left = decimal_operand(left, context, use);
    if (!operands->left || operands->left == NOT_IMPLEMENTED)
        return operands->left != NULL;
    operands->right = decimal_operand(right, context, use);
    if (!operands->right || operands->right == NOT_IMPLEMENTED) {
        replace_take(&operands->left, operands->right);
        operands->right = NULL;
    }
    return operands->left != NULL;
}

static void operands_drop(Operands *operands)
{
    release_maybe(operands->left);
    release_maybe(operands->right);
}

/* The end of a computation with these operands; `result` may be NULL. */
static Ref finish_with(Operands *operands, Ref result, ContextObject *context, uint32_t status)
{
    operands_drop(operands);
    return result ? decimal_finish_take(result, context, status) : NULL;
}

Ref decimal_binary(View left, View right, ContextObject *context, BinaryFunction function, OperandUse use)
{
    Operands operands;
    if (!operands_of(left, right, context, use, &operands))
        return NULL;
    if (!operands.right)
        return operands.left;
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (result)
        function(number_of(result), number_of(operands.left), number_of(operands.right), &context->settings, &status);
    return finish_with(&operands, result, context, status);
}

Ref decimal_total(View left, View right, ContextObject *context, TotalFunction function)
{
    Operands operands;
    if (!operands_of(left, right, context, OPERAND_OF_METHOD, &operands))
        return NULL;
    Ref result = decimal_new(&decimal_type);
    if (result)
        function(number_of(result), number_of(operands.left), number_of(operands.right));
    return finish_with(&operands, result, context, 0);
}

Ref decimal_copied(View self, ContextObject *context, CopyFunction function)
{
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (!result)
        return NULL;
    function(number_of(result), number_of(self), &status);
    return decimal_finish_take(result, context, status);
}

Ref decimal_copied_sign(View left, View right, ContextObject *context)
{
    Operands operands;
    if (!operands_of(left, right, context, OPERAND_OF_METHOD, &operands))
        return NULL;
    Ref result = decimal_new(&decimal_type);
    uint32_t status = 0;
    if (result)
        mpd_qcopy_sign(number_of(result), number_of(operands.left), number_of(operands.right), &status);
    return finish_with(&operands, result, context, status);
}

Ref decimal_same_quantum(View left, View right, ContextObject *context)
{
    Operands operands;
    if (!operands_of(left, right, context, OPERAND_OF_METHOD, &operands))
        return NULL;
    bool is_same = mpd_same_quantum(number_of(operands.left), number_of(operands.right));
    operands_drop(&operands);
    return bool_new(is_same);
}

Ref decimal_fma(View a, View b, View c, ContextObject *context)
{
    Operands operands;
    if (!operands_of(a, b, context, OPERAND_OF_METHOD, &operands))
        return NULL;
    Ref third = decimal_operand(c, context, OPERAND_OF_METHOD), result = third ? decimal_new(&decimal_type) : NULL;
    uint32_t status = 0;
    if (result)
        mpd_qfma(number_of(result), number_of(operands.left), number_of(operands.right), number_of(third), &context->settings, &status);
    release_maybe(third);
    return finish_with(&operands, result, context, status);
}

Ref decimal_power(View base, View exponent, View modulus, ContextObject *context, OperandUse use)
{
    if (!modulus)
        return decimal_binary(base, exponent, context, mpd_qpow, use);
    Operands operands;
    if (!operands_of(base, exponent, context, use, &operands))
        return NULL;
    if (!operands.right)
        return operands.left;
    Ref third = decimal_operand(modulus, context, use), result = NULL;
    uint32_t status = 0;
    if (third == NOT_IMPLEMENTED) {
        operands_drop(&operands);
        return third;
    }
    if (third && (result = decimal_new(&decimal_type)))
        mpd_qpowmod(number_of(result), number_of(operands.left), number_of(operands.right), number_of(third), &context->settings, &status);
    release_maybe(third);
    return finish_with(&operands, result, context, status);
}

Ref decimal_divmod(View left, View right, ContextObject *context, OperandUse use)
{
    Operands operands;
    if (!operands_of(left, right, context, use, &operands))
        return NULL;
    if (!operands.right)
        return operands.left;
    Ref quotient = decimal_new(&decimal_type), remainder = quotient ? decimal_new(&decimal_type) : NULL, result = NULL;
    uint32_t status = 0;
    if (remainder) {
        mpd_qdivmod(number_of(quotient), number_of(remainder), number_of(operands.left), number_of(operands.right), &context->settings,
                    &status);
        if (decimal_note(context, status))
            result = tuple_pack(2, quotient, remainder);
    }
    release_maybe(quotient);
    release_maybe(remainder);
    operands_drop(&operands);
    return result;
}

Ref decimal_round_whole(View self, ContextObject *context)
{
    return decimal_unary(self, context, mpd_qround_to_int);
}

Ref decimal_text(View self, const ContextObject *context, TextForm form)
{
    char *text;
    mpd_ssize_t length = form == TEXT_ENGINEERING ? mpd_to_eng_size(&text, number_of(self), context->capitals)
                                                  : mpd_to_sci_size(&text, number_of(self), context->capitals);
    return length < 0 ? raise_memory_error() : decimal_text_take(text, length);
}
