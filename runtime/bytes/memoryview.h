/* memoryview: a window on the bytes of another object, without a copy of them. */
#ifndef OURO_RUNTIME_BYTES_MEMORYVIEW_H
#define OURO_RUNTIME_BYTES_MEMORYVIEW_H

#include "runtime/classes/type.h"

extern TypeObject memoryview_type, memoryview_iterator_type;

/* The bytes that a contiguous view shows. False without an exception if `object` is no memoryview, is
 * released, or has gaps. */
bool memoryview_data_peek(View object, const unsigned char **data, size_t *length);
/* A copy of what a view shows, as bytes, whatever its dimensions. NULL with an exception: it was released. */
MUST_USE Ref memoryview_bytes(View view);
/* How many dimensions a view has. */
size_t memoryview_dimensions(View view);
/* What a view shows, borrowed, and whether it may be written to. NULL once it was released. */
View memoryview_shown_peek(View view, bool *is_readonly);

#endif
