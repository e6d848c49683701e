/* io: files and the standard streams, for other modules. */
#ifndef OURO_STDLIB_IO_H
#define OURO_STDLIB_IO_H

#include "runtime/life/object.h"

/* open() with its eight arguments, NULL where one is left out. */
MUST_USE Ref io_open(View *args);

/* sys.stdin, stdout or stderr (descriptor 0, 1, 2); None if the descriptor is closed. NULL with an
 * exception. */
MUST_USE Ref io_standard_stream(int descriptor);
/* What PYTHONIOENCODING says of their encoding, written to room, if it is not UTF-8; else NULL. */
const char *io_standard_encoding(char *room, size_t size);

/* Is it a text stream of exactly our own class, all the way down, and open? Then io_write_text does what its
 * write() does. */
bool io_is_plain_text(View stream);
/* stream.write(text). False with an exception. */
MUST_USE bool io_write_text(View stream, View text);
/* Told of all text that such a stream over a descriptor is given, as UTF-8, before it is written; NULL: nobody
 * wants to know. It must not allocate on the heap or run Python code. */
extern void (*io_observer)(int descriptor, const char *bytes, size_t length);

/* Release what the module keeps for itself. */
void io_stop(void);

#endif
