/* struct: what the files of the module _struct share: a parsed format, and its conversions.
 *
 *     "<2hi5s" ─ struct_layout ─► fields: {h, 2 times, at 0} {i, once, at 4} {s, 5 bytes, at 8}, 13 bytes in all */
#ifndef OURO_STDLIB_STRUCT_STRUCT_PRIVATE_H
#define OURO_STDLIB_STRUCT_STRUCT_PRIVATE_H

#include "runtime/classes/type.h"
#include "stdlib/struct/struct.h"

typedef struct StructLayout {
    Ref storage; /* a bytes that holds the fields: so who works with them can hold them; NULL: there are none */
    Field *fields;
    size_t field_count;
    Index size;       /* in bytes; -1: not parsed yet */
    Index item_count; /* how many values it takes */
    bool is_native;
} StructLayout;

typedef struct StructObject {
    GC_HEAD(unused);
    Ref format; /* a bytes, or NULL */
    StructLayout layout;
} StructObject;

extern TypeObject struct_type, struct_iterator_type;

/* struct.error, borrowed. */
View struct_error_peek(void);

/* Parse a format. False with struct.error or MemoryError; then nothing is to be freed. */
MUST_USE bool struct_layout_parse(StructLayout *layout, const char *text, size_t length);
void struct_layout_free(StructLayout *layout);

/* All values of a struct: a tuple. */
MUST_USE Ref struct_unpack(const StructLayout *layout, const unsigned char *data);

MUST_USE Ref struct_iterate(View self, View buffer);

#endif
