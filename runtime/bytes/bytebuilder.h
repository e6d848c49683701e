/* bytebuilder: builds a bytes piece by piece. */
#ifndef OURO_RUNTIME_BYTES_BYTEBUILDER_H
#define OURO_RUNTIME_BYTES_BYTEBUILDER_H

#include "runtime/bytes/bytes.h"

typedef struct ByteBuilder {
    BytesObject *bytes; /* its length is the capacity until it is finished; NULL: nothing yet */
    size_t length, capacity;
    bool failed; /* memory ran out: later calls do nothing, finish raises */
} ByteBuilder;

/* Place for `count` more bytes, to be filled at once; NULL if there is none. */
unsigned char *bytebuilder_extend(ByteBuilder *builder, size_t count);
void bytebuilder_add(ByteBuilder *builder, const void *bytes, size_t count);
void bytebuilder_add_byte(ByteBuilder *builder, unsigned byte);
/* The bytes. Frees the builder. NULL with MemoryError. */
MUST_USE Ref bytebuilder_finish(ByteBuilder *builder);
void bytebuilder_abandon(ByteBuilder *builder);

#endif
