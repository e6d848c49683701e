/* sequence: what str, bytes and deque do alike, being sequences: their operators, and bounds. Defined in
 * str.c and str_search.c. */
#ifndef OURO_RUNTIME_TEXT_SEQUENCE_H
#define OURO_RUNTIME_TEXT_SEQUENCE_H

#include "runtime/classes/type.h"

/* "can only concatenate …", unless the right operand's class knows how to be added to a sequence. Shared with
 * bytes. */
MUST_USE Ref sequence_add_other(View left, View right, BinarySlot own_slot, const char *message);
/* sequence * other, either way round: the count, or false with *result set to what the operator returns. */
MUST_USE bool sequence_repeat_count(View count, BinarySlot own_slot, View left, View right, Index *times, Ref *result);

/* The place of a slice's bounds as the find family clamps them: negative counts from the end. None and NULL
 * are the default. False with an exception. */
MUST_USE bool str_range(View start, View stop, size_t length, size_t *from, size_t *to);

#endif
