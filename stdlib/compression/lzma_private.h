/* lzma_private: what the files of the module _lzma share. */
#ifndef OURO_STDLIB_COMPRESSION_LZMA_PRIVATE_H
#define OURO_STDLIB_COMPRESSION_LZMA_PRIVATE_H

#include <lzma.h>

#include "stdlib/compression/compression_private.h"

extern const lzma_allocator lzma_heap; /* Ouro's */

/* LZMAError, borrowed. NULL with an exception. */
View lzma_error_peek(void);
/* Is the result a success? Otherwise false with what is wrong. */
MUST_USE bool lzma_succeeded(lzma_ret result);

/* Python's value as a number without a sign. False with TypeError or OverflowError. */
MUST_USE bool lzma_read_uint64(View value, uint64_t *result);
MUST_USE bool lzma_read_uint32(View value, uint32_t *result);

/* A chain of filters of a sequence of dicts; it ends with LZMA_VLI_UNKNOWN. False with an exception, and then nothing is to be dropped. */
MUST_USE bool lzma_filters_read(View specifications, lzma_filter filters[LZMA_FILTERS_MAX + 1]);
void lzma_filters_drop(lzma_filter *filters);

/* _encode_filter_properties(filter), _decode_filter_properties(filter_id, encoded_props). */
Ref lzma_encode_properties(View self, View *args);
Ref lzma_decode_properties(View self, View *args);

#endif
