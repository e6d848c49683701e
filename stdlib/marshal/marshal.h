/* marshal: objects of built-in types as bytes, for other parts of the library. */
#ifndef OURO_STDLIB_MARSHAL_MARSHAL_H
#define OURO_STDLIB_MARSHAL_MARSHAL_H

#include "runtime/life/object.h"

enum { MARSHAL_VERSION = 4 };

/* The object as bytes. NULL with ValueError, RecursionError or MemoryError. */
MUST_USE Ref marshal_dump(View object, int version);

/* The object that the data begins with. NULL with ValueError, EOFError, TypeError or MemoryError. */
MUST_USE Ref marshal_parse(const unsigned char *data, size_t length);

#endif
