/* io_private: what the files of the module _io share: the four abstract classes, calls of methods by name, and
 * what the concrete classes do for each other without such a call. */
#ifndef OURO_STDLIB_IO_PRIVATE_H
#define OURO_STDLIB_IO_PRIVATE_H

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { IO_BUFFER_SIZE = 8192 };

#define IO_CLASS_FLAGS (TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS)

extern TypeObject iobase_type, rawiobase_type, bufferediobase_type, textiobase_type;
extern TypeObject fileio_type, bytesio_type, stringio_type, newline_decoder_type, text_wrapper_type;
extern TypeObject buffered_reader_type, buffered_writer_type, buffered_random_type, buffered_pair_type;

/* Make the classes ready that files and the standard streams need, at the first need; or all of the module.
 * False with an exception. */
MUST_USE bool io_file_types_ready(void);
MUST_USE bool io_all_types_ready(void);

/* --- io.c --- */

/* object.method(…): owned, NULL with an exception. */
/* With -X warn_default_encoding, warn that the encoding was left open, to whoever called that many levels above.
 * False with an exception. */
MUST_USE bool io_warn_default_encoding(int64_t stack_level);
MUST_USE Ref io_call_0(View object, const char *method);
MUST_USE Ref io_call_1(View object, const char *method, View argument);
MUST_USE Ref io_call_2(View object, const char *method, View first, View second);
/* The same for a method whose result does not matter. */
MUST_USE bool io_do_0(View object, const char *method);
/* The method's result as a truth: 1, 0, -1. */
MUST_USE int io_ask(View object, const char *method);
/* object.closed: 1, 0, -1. */
MUST_USE int io_is_closed(View object);
/* io.UnsupportedOperation, an OSError and a ValueError. NULL. */
void *io_raise_unsupported(const char *message);
/* `earlier` (consumed, or NULL) was raised before: it becomes the context of what is set, or is set itself. */
void io_chain_take(Ref earlier);
/* A size: -1 for None, a negative one, or none given. False with an exception. */
/* The same, where a negative number means something else than none: *size stays for no argument and None. */
MUST_USE bool io_optional_index(View argument, Index *size);
MUST_USE bool io_size_argument(View argument, Index *size);
/* A memoryview of `count` bytes from `start` of a bytearray or the like. NULL with an exception. */
MUST_USE Ref io_view_of(View object, size_t start, size_t count);
/* An int that says where, of what a method of another class returned; consumed, may be NULL. -1 with an
 * exception. */
int64_t io_offset_take(Ref object);

/* --- iobase.c --- */

/* Is it of exactly our own classes all the way down, with nothing left to write and no descriptor of its own to
 * close, so that closing it would do nothing that anybody sees? */
bool io_is_finished(View self);
bool fileio_is_finished(View self);
bool buffered_is_finished(View self);
bool text_is_finished(View self);

/* ValueError if self.closed. */
MUST_USE bool iobase_check_closed(View self);
/* __del__ of all: closes what is not closed. */
void iobase_finalize(View self);
/* The names under which a method is called that closes during finalization. */
MUST_USE bool iobase_set_finalizing(View self);
MUST_USE Ref iobase_close_native(View self, View *args);
/* The repr's reference to self.name: owned; NULL without an exception if there is none that can be had. */
MUST_USE Ref io_name_maybe(View self);

/* --- fileio.c --- */

/* A FileIO over the descriptor; name may be NULL. */
MUST_USE Ref fileio_from_descriptor(int descriptor, View name, bool is_readable, bool closes);
/* Read into memory, write from it, with one call of the system, for an exact FileIO: how many bytes, IO_WOULD_BLOCK,
 * or IO_FAILED with an exception. */
enum { IO_FAILED = -1, IO_WOULD_BLOCK = -2 };
MUST_USE Index fileio_read_into(View self, unsigned char *data, size_t length);
MUST_USE Index fileio_write_from(View self, const unsigned char *data, size_t length);
MUST_USE int64_t fileio_seek(View self, int64_t offset, int whence, bool quiet_on_pipe);
/* The size of a block, as the system says. */
size_t fileio_block_size(View self);
/* -1: closed. */
int fileio_descriptor(View self);
/* An open FileIO's abilities. */
bool fileio_is_readable(View self);
bool fileio_is_writable(View self);
bool fileio_is_seekable(View self);

/* --- buffered.c --- */

/* Is it a buffered stream of exactly our own class over an exact FileIO, and open? Then these do what its methods
 * do. */
bool buffered_is_plain(View self);
/* What such a stream can do. */
void buffered_abilities(View self, bool *readable, bool *writable, bool *seekable);
/* Its raw stream, borrowed. */
View io_raw_peek(View self);
/* What read1 gives: up to n bytes. NULL with an exception. */
MUST_USE Ref buffered_read1(View self, size_t most);
MUST_USE bool buffered_write_all(View self, const unsigned char *data, size_t length);
MUST_USE bool buffered_flush(View self);

/* --- newline_decoder.c --- */

/* Universal newlines: what was seen, and a '\r' that a '\n' may follow. */
typedef struct Newlines {
    bool translate, pending_cr;
    unsigned seen; /* NEWLINE_* bits */
} Newlines;
enum { SEEN_CR = 1, SEEN_LF = 2, SEEN_CRLF = 4 };
/* The text with its newlines looked at, and made '\n' if they are to be; consumes text. NULL with MemoryError, or
 * if text is NULL. */
MUST_USE Ref newlines_decode_take(Newlines *newlines, Ref text, bool is_final);
/* None, one, or a tuple of those seen. */
MUST_USE Ref newlines_seen(unsigned seen);
/* Where the line that begins at start ends, behind its newline; 0: there is no end yet. `newline`: NULL: as the
 * three of universal newlines; "\n" …: that alone; with is_translated only '\n' counts. */
size_t io_line_end(StrView text, size_t start, size_t stop, const char *newline, bool is_translated);
/* The newline argument of a text stream: *result NULL for None, or one of the four. False with an exception. */
MUST_USE bool io_newline_argument(View argument, const char **result, bool with_repr);

/* --- text streams --- */

/* A TextIOWrapper; encoding, errors, newline may be NULL. Consumes buffer, which may be NULL. */
MUST_USE Ref text_wrapper_new_take(Ref buffer, const char *encoding, const char *errors, bool line_buffering, bool write_through);

#endif
