/* marshal_private: what the writer, the reader and the code objects of the module marshal share.
 *
 *     object ─► marshal_write.c ─► bytes ─► marshal_read.c ─► object       the format is CPython 3.11's, byte for byte,
 *                    └── marshal_code.c ──┘                                but for code objects */
#ifndef OURO_STDLIB_MARSHAL_MARSHAL_PRIVATE_H
#define OURO_STDLIB_MARSHAL_MARSHAL_PRIVATE_H

#include "runtime/bytes/bytebuilder.h"
#include "runtime/containers/list.h"
#include "runtime/memory/address_table.h"
#include "stdlib/marshal/marshal.h"
#include "vm/code.h"

enum { MARSHAL_DEPTH_MOST = 2000 };

/* The letter before each object. */
typedef enum MarshalType {
    MARSHAL_NULL = '0',
    MARSHAL_NONE = 'N',
    MARSHAL_FALSE = 'F',
    MARSHAL_TRUE = 'T',
    MARSHAL_STOP_ITERATION = 'S',
    MARSHAL_ELLIPSIS = '.',
    MARSHAL_INT = 'i',
    MARSHAL_INT64 = 'I',
    MARSHAL_LONG = 'l',
    MARSHAL_FLOAT = 'f',
    MARSHAL_BINARY_FLOAT = 'g',
    MARSHAL_COMPLEX = 'x',
    MARSHAL_BINARY_COMPLEX = 'y',
    MARSHAL_BYTES = 's',
    MARSHAL_INTERNED = 't',
    MARSHAL_UNICODE = 'u',
    MARSHAL_ASCII = 'a',
    MARSHAL_ASCII_INTERNED = 'A',
    MARSHAL_SHORT_ASCII = 'z',
    MARSHAL_SHORT_ASCII_INTERNED = 'Z',
    MARSHAL_REF = 'r',
    MARSHAL_TUPLE = '(',
    MARSHAL_SMALL_TUPLE = ')',
    MARSHAL_LIST = '[',
    MARSHAL_DICT = '{',
    MARSHAL_SET = '<',
    MARSHAL_FROZENSET = '>',
    MARSHAL_CODE = 'c',
    MARSHAL_UNKNOWN = '?',
    MARSHAL_FLAG_REF = 0x80 /* others refer to this one by its number */
} MarshalType;

/* --- writing -------------------------------------------------------------------------------------------- */

typedef struct MarshalWriter {
    ByteBuilder out;
    int version, depth;
    AddressTable numbers; /* of objects that were written with FLAG_REF */
    uint32_t count;       /* of these */
    bool failed;          /* an exception is set */
} MarshalWriter;

/* After a failure these do nothing. */
void marshal_write_object(MarshalWriter *writer, View object);
void marshal_write_long(MarshalWriter *writer, uint32_t value); /* four bytes, the least first */
void marshal_write_bytes(MarshalWriter *writer, const void *bytes, size_t count);

/* --- reading -------------------------------------------------------------------------------------------- */

typedef struct MarshalReader {
    const unsigned char *at, *end; /* of data at hand; or NULL: it comes from `file` */
    View file;
    Ref piece;     /* what was read from the file last; owned */
    ListView refs; /* objects with FLAG_REF, in order; owned */
    int depth;
} MarshalReader;

/* The next `count` bytes, valid until the next call. NULL with EOFError. */
const unsigned char *marshal_take(MarshalReader *reader, size_t count);
MUST_USE bool marshal_read_long(MarshalReader *reader, uint32_t *result);

/* The next object, owned. NULL with an exception; NULL without one for a NULL in the data. */
Ref marshal_read_object(MarshalReader *reader);

/* --- code ----------------------------------------------------------------------------------------------- */

void marshal_write_code(MarshalWriter *writer, const CodeObject *code);
MUST_USE Ref marshal_read_code(MarshalReader *reader);

#endif
