/* struct: one value as bytes and back, by the code that formats have for it. */
#ifndef OURO_STDLIB_STRUCT_STRUCT_H
#define OURO_STDLIB_STRUCT_STRUCT_H

#include "runtime/life/object.h"

/* A row of equal items; of 's' and 'p' one item of `size` bytes. */
typedef struct Field {
    char code;
    bool is_big; /* the big end first */
    size_t size, offset, count;
} Field;

/* Write the value as one item of the field. False with an exception. */
MUST_USE bool struct_pack_item(const Field *field, View value, bool is_native, unsigned char *place);
/* The value of one item. NULL with MemoryError. */
MUST_USE Ref struct_unpack_item(const Field *field, const unsigned char *place);

#endif
