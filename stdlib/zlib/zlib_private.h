/* zlib_private: what the files of the module zlib share: one way to drive zlib's streams.
 *
 * zlib's own blocks lie on Ouro's heap like all others, so they are counted, can be refused, and are given back:
 * therefore a stream runs under the interpreter's lock. */
#ifndef OURO_STDLIB_ZLIB_ZLIB_PRIVATE_H
#define OURO_STDLIB_ZLIB_ZLIB_PRIVATE_H

#include <zlib.h>

#include "runtime/bytes/bytebuilder.h"
#include "runtime/bytes/bytes.h"
#include "vm/module.h"

enum { ZLIB_BUFFER_SIZE = 16 * 1024 }; /* DEF_BUF_SIZE: how much room decompress() and flush() begin with */

extern TypeObject zlib_compress_type, zlib_decompress_type;

/* zlib.error, borrowed; NULL with an exception. */
View zlib_error_peek(void);

/* A stream that allocates on Ouro's heap, to be opened with deflateInit2 or inflateInit2. */
z_stream zlib_stream(void);

/* A stream at work: bytes in, bytes out. */
typedef struct Pump {
    z_stream *stream;
    int (*step)(z_stream *stream, int flush); /* deflate or inflate */
    const unsigned char *data;                /* what has not been read yet; the caller holds it */
    size_t left;
    int flush_more, flush_last; /* what a step is asked for while there is more input than it can be given, and with the last of it */
    size_t room;                /* how much room the output begins with; 0: as usual */
    unsigned blocks;            /* how often room was made */
    size_t limit;               /* the most that comes out */
    View dictionary;            /* what an inflating stream is given when it asks for one; NULL: nothing */
    ByteBuilder out;
    int result; /* of the last step */
} Pump;

/* Run the stream until its input is used up, its end is reached, the limit is, or it fails: what the last step said is in
 * `result`. False with MemoryError, KeyboardInterrupt or zlib.error, and then there is no output. */
MUST_USE bool zlib_pump(Pump *pump);

/* The output, when nothing is wrong; else the builder is given up. */
MUST_USE Ref zlib_pump_finish(Pump *pump);

/* Raise zlib.error with what zlib says of a result: "Error -3 while decompressing data: …"; MemoryError for Z_MEM_ERROR. NULL. */
void *zlib_raise(const z_stream *stream, int result, const char *what);

/* The bytes of `dictionary` become what the stream has seen before its first byte. False with an exception. */
MUST_USE bool zlib_set_dictionary(z_stream *stream, View dictionary);

/* An argument as a C int, or `otherwise` without one. False with an exception. */
MUST_USE bool zlib_read_int(View argument, int otherwise, int *result);

/* compressobj(level, method, wbits, memLevel, strategy, zdict) and decompressobj(wbits, zdict). */
Ref zlib_compressobj(View self, View *args);
Ref zlib_decompressobj(View self, View *args);

#endif
