/* array: what the files of the module share.
 *
 *     typecode 'i' ─► ArrayKind: size of an item, get, set;   data: │ item │ item │ … │ room │ */
#ifndef OURO_STDLIB_ARRAY_ARRAY_PRIVATE_H
#define OURO_STDLIB_ARRAY_ARRAY_PRIVATE_H

#include "runtime/classes/type.h"

typedef struct ArrayKind {
    char code;
    uint8_t size;
    bool is_signed, is_float;
    int8_t machine; /* the number of its machine format, for pickling, little end first */
} ArrayKind;

typedef struct ArrayObject {
    GC_HEAD(exports); /* how many show its bytes: as long as there are any, its length is fixed */
    unsigned char *data;
    size_t length, capacity; /* in items; capacity 0: data is NULL */
    const ArrayKind *kind;
} ArrayObject;

extern TypeObject array_type, array_iterator_type;

static inline ArrayObject *array_of(View object)
{
    return (ArrayObject *)object;
}
static inline bool is_array(View object)
{
    return is_instance(object, &array_type);
}

/* --- kinds (array_kinds.c) ------------------------------------------------------------------------------ */

/* The kind of a typecode; NULL without an exception: there is none. */
const ArrayKind *array_kind_of(uint32_t code);
/* The typecodes in CPython's order. */
extern const char array_typecodes[];
MUST_USE Ref array_item(const ArrayKind *kind, const unsigned char *place);
/* The bytes of a value. False with TypeError or OverflowError. */
MUST_USE bool array_item_bytes(const ArrayKind *kind, View value, unsigned char bytes[8]);

/* --- arrays (array.c) ----------------------------------------------------------------------------------- */

/* An array of so many items, not filled. NULL with MemoryError. */
MUST_USE Ref array_new(TypeObject *type, const ArrayKind *kind, size_t length);
/* Change the length; new items must be filled at once. False with BufferError or MemoryError. */
MUST_USE bool array_resize(ArrayObject *array, size_t length);
static inline unsigned char *array_place(const ArrayObject *array, size_t index)
{
    return array->data + index * array->kind->size;
}
/* The value as the item at index, or in front of it. False with an exception. */
MUST_USE bool array_set(ArrayObject *array, Index index, View value);
MUST_USE bool array_insert(ArrayObject *array, Index index, View value);
/* Append the items of another array of the same kind; of any iterable; the bytes. */
MUST_USE bool array_extend_array(ArrayObject *array, ArrayObject *other);
MUST_USE bool array_extend(ArrayObject *array, View iterable);
MUST_USE bool array_extend_bytes(ArrayObject *array, View bytes);
MUST_USE bool array_extend_text(ArrayObject *array, View text);
MUST_USE bool array_delete(ArrayObject *array, size_t start, size_t stop);
/* The text of an array of characters. */
MUST_USE Ref array_text(const ArrayObject *array);

extern const NativeFunction array_methods[]; /* array_methods.c */
Ref array_reduce_ex(View self, View *args);  /* array_pickle.c */
Ref array_reconstruct(View self, View *args);

#endif
