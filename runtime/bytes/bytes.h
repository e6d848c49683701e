/* bytes: immutable bytes; bytearray: mutable ones (bytearray.c). */
#ifndef OURO_RUNTIME_BYTES_BYTES_H
#define OURO_RUNTIME_BYTES_BYTES_H

#include "runtime/classes/type.h"

typedef struct BytesObject {
    Object object;
    int64_t hash; /* -1: not computed yet */
    size_t length;
    unsigned char data[]; /* ends with a zero */
} BytesObject;

/* Never tracked itself: it refers to nothing. The head is there for the sake of subclasses. */
typedef struct ByteArrayObject {
    GC_HEAD(exports);        /* memoryviews that show it: as long as there are any, its length is fixed */
    size_t length, capacity; /* capacity counts the whole block, with the zero behind the data; 0: data is NULL */
    size_t offset;           /* of the data in its block: what was deleted in front */
    unsigned char *data;
} ByteArrayObject;

extern TypeObject bytes_type, bytearray_type;

/* -b: whoever makes a str of bytes, or compares them with a str or an int, is warned. */
extern bool bytes_warning;

static inline bool is_bytes(View object)
{
    return object->type == TYPE_BYTES || is_kind(object, TYPE_FLAG_BYTES);
}

/* A bytes of this length; data may be NULL for an uninitialised one that the caller fills at once. NULL with
 * MemoryError. */
MUST_USE Ref bytes_new(const void *data, size_t length);
/* The bytes of a bytes, bytearray or subclass. False without an exception if it is none. Valid while the
 * object lives and does not change. */
bool bytes_data_peek(View object, const unsigned char **data, size_t *length);
MUST_USE Ref codec_decode_bytes(View bytes, const char *encoding, const char *errors); /* a str */
/* Other objects that lend their bytes (arrays, maps of files): what they show. */
typedef struct BytesLook {
    unsigned char *data;
    size_t length; /* in bytes */
    char format;   /* of an item, as memoryview and struct have it */
    uint8_t itemsize;
    uint32_t *exports; /* counts who shows the bytes: while it is not 0, they stay where they are; NULL: they always do */
    bool is_readonly;
    View view; /* it lends what this memoryview shows, in its shape; NULL: it has the bytes itself */
} BytesLook;
/* False without an exception if the object is none of them. */
bool bytes_look_of_other(View object, BytesLook *look);
/* The module that defines such objects says so, once or more often. */
void bytes_add_look(bool (*look)(View object, BytesLook *found));
/* That count of an object, or NULL: its bytes never move. */
uint32_t *bytes_exports_peek(View object);

/* The bytes of an object, which stay where they are while they are held: a bytearray keeps its length. */
typedef enum BytesAccess { BYTES_READ, BYTES_WRITE } BytesAccess;
typedef struct BytesHold {
    unsigned char *data; /* not to be written to, unless it was asked for */
    size_t length;
    Ref owner; /* NULL: nothing is held */
} BytesHold;
/* False if the object has no such bytes (to write to): without an exception. Let them go with
 * bytes_let_go. */
MUST_USE bool bytes_hold(View object, BytesAccess access, BytesHold *hold);
void bytes_let_go(BytesHold *hold);
/* What stands between the groups of hex(): one ASCII character; BYTES_NO_SEPARATOR without an argument; -1 with an exception. */
enum { BYTES_NO_SEPARATOR = -2 };
int bytes_hex_separator(View argument);
/* Two digits a byte to `out` (NULL: none are written), a separator between groups of so many bytes, counted from the right, or from the
 * left if the number is negative. How many characters these are: the bytes are fewer than SIZE_MAX / 4. */
size_t bytes_hex_digits(unsigned char *out, const unsigned char *data, size_t length, int separator, Index group);

/* bytes_hold for reading; false with TypeError "a bytes-like object is required, not 'x'", or with what is
 * wrong with a memoryview. */
MUST_USE bool bytes_hold_required(View object, BytesHold *hold);
extern TypeObject bytes_iterator_type, bytearray_iterator_type;

MUST_USE Ref bytearray_new(const void *data, size_t length);
/* Change the length by CPython's rule of growth; new bytes are not initialised. False with BufferError or
 * MemoryError. */
MUST_USE bool bytearray_resize(View array, size_t length);
/* bytes % arguments (str_percent.c). */
MUST_USE Ref percent_bytes(View format, View arguments);
/* bytes(object) for a bytes-like object or an iterable of ints (not for a count); an exact bytes is returned
 * itself. */
MUST_USE Ref bytes_from_object(View object);
/* The same, but an object is first asked for its __bytes__. */
MUST_USE Ref bytes_from_any(View object);

#endif
