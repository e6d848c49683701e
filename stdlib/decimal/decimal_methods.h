/* decimal_methods: one way to call libmpdec's functions: for operators, methods of numbers, and methods of contexts. */
#ifndef OURO_STDLIB_DECIMAL_DECIMAL_METHODS_H
#define OURO_STDLIB_DECIMAL_DECIMAL_METHODS_H

#include "stdlib/decimal/decimal_private.h"

typedef void (*UnaryFunction)(mpd_t *result, const mpd_t *a, const mpd_context_t *settings, uint32_t *status);
typedef void (*BinaryFunction)(mpd_t *result, const mpd_t *a, const mpd_t *b, const mpd_context_t *settings, uint32_t *status);
typedef int (*TotalFunction)(mpd_t *result, const mpd_t *a, const mpd_t *b);
typedef int (*CopyFunction)(mpd_t *result, const mpd_t *a, uint32_t *status);

/* mpd_qcompare and mpd_qcompare_signal, whose results are in `result`, too. */
void decimal_order(mpd_t *result, const mpd_t *a, const mpd_t *b, const mpd_context_t *settings, uint32_t *status);
void decimal_order_signaling(mpd_t *result, const mpd_t *a, const mpd_t *b, const mpd_context_t *settings, uint32_t *status);

/* function(self) of a Decimal. NULL with an exception. The caller keeps the context. */
MUST_USE Ref decimal_unary(View self, ContextObject *context, UnaryFunction function);
/* function(left, right) of Decimals and ints; another operand: NOT_IMPLEMENTED, or TypeError. */
MUST_USE Ref decimal_binary(View left, View right, ContextObject *context, BinaryFunction function, OperandUse use);
/* The same for what has no context, and fails only for want of memory. */
MUST_USE Ref decimal_total(View left, View right, ContextObject *context, TotalFunction function);
MUST_USE Ref decimal_copied(View self, ContextObject *context, CopyFunction function);
MUST_USE Ref decimal_copied_sign(View left, View right, ContextObject *context);
MUST_USE Ref decimal_same_quantum(View left, View right, ContextObject *context);
/* a * b + c; pow(a, b, modulus), modulus NULL: none; the pair of quotient and remainder. */
MUST_USE Ref decimal_fma(View a, View b, View c, ContextObject *context);
MUST_USE Ref decimal_power(View base, View exponent, View modulus, ContextObject *context, OperandUse use);
MUST_USE Ref decimal_divmod(View left, View right, ContextObject *context, OperandUse use);
/* The whole number by the context's rounding, without its flags. */
MUST_USE Ref decimal_round_whole(View self, ContextObject *context);
/* The text of a number; `is_engineering`: with exponents that are multiples of three. */
typedef enum TextForm { TEXT_SCIENTIFIC, TEXT_ENGINEERING } TextForm;
MUST_USE Ref decimal_text(View self, const ContextObject *context, TextForm form);

#endif
