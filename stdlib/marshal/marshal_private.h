/* marshal: what reading and writing share: the letters of the format.
 *
 *     [1, 'a'] ─ marshal_write ─► b'[' 2 b'i' 1 b'z' 1 b'a' ─ marshal_read ─► [1, 'a']
 *
 * A letter tells what follows; with MARSHAL_FLAG it also says that this object is given a number, by which a
 * later 'r' refers to it. Numbers are stored little end first. */
#ifndef OURO_STDLIB_MARSHAL_MARSHAL_PRIVATE_H
#define OURO_STDLIB_MARSHAL_MARSHAL_PRIVATE_H

#include "runtime/classes/type.h"

enum {
    MARSHAL_VERSION = 4,
    MARSHAL_FLAG = 0x80,
    MARSHAL_DEPTH_MOST = 2000,
    MARSHAL_DIGIT_BITS = 15 /* of a long's digits */
};

typedef enum MarshalLetter {
    MARSHAL_NULL = '0',
    MARSHAL_NONE = 'N',
    MARSHAL_FALSE = 'F',
    MARSHAL_TRUE = 'T',
    MARSHAL_STOP = 'S',
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
    MARSHAL_REF = 'r',
    MARSHAL_TUPLE = '(',
    MARSHAL_SMALL_TUPLE = ')',
    MARSHAL_LIST = '[',
    MARSHAL_DICT = '{',
    MARSHAL_STR = 'u',
    MARSHAL_SET = '<',
    MARSHAL_FROZENSET = '>',
    MARSHAL_CODE = 'c',
    MARSHAL_ASCII = 'a',
    MARSHAL_ASCII_INTERNED = 'A',
    MARSHAL_SHORT_ASCII = 'z',
    MARSHAL_SHORT_ASCII_INTERNED = 'Z'
} MarshalLetter;

/* The object as a bytes. NULL with an exception. */
MUST_USE Ref marshal_write(View object, int version);

/* Where bytes come from: a buffer, or a file that is asked for them. */
typedef struct MarshalSource {
    const unsigned char *at, *end; /* of a buffer; else NULL */
    View file;
    Ref held; /* the piece of the file that was read last */
} MarshalSource;

/* The next object. NULL with an exception. The caller releases `held`. */
MUST_USE Ref marshal_read(MarshalSource *source);

#endif
