/* textio_private: what the files textio*.c share: the layout of a TextIOWrapper.
 *
 *     reading   buffer ─ read1() ─► bytes ─► decoder ─► newlines ─► decoded │ already given │ used … │
 *     writing   text ─► newlines ─► encoder ─► pending ─ when it is full, or a line has ended ─► buffer.write()
 *
 * Invariants:  decoder and encoder are objects only for encodings that are not decoded and encoded here (native
 *              codecs); `held` are the bytes of half a character then. snapshot is what `decoded` was decoded
 *              from, and the decoder's state before: from these tell() reckons.
 * Reentrance:  the buffer may be Python code that writes to this very stream. So what is pending is taken out before
 *              it is passed on. */
#ifndef OURO_STDLIB_IO_TEXTIO_PRIVATE_H
#define OURO_STDLIB_IO_TEXTIO_PRIVATE_H

#include "runtime/text/codecs.h"
#include "stdlib/io/io_private.h"

typedef struct TextWrapper {
    GC_HEAD(unused);
    Ref buffer, encoding, errors;
    bool is_ready, is_detached, is_finalizing, line_buffering, write_through, can_read, can_write;
    bool is_seekable, is_telling; /* telling: not since next() was called */
    bool has_read1, is_universal, is_at_start;
    const char *newline, *written_newline; /* written_newline: in the place of '\n', or NULL */
    Codec codec;                           /* CODEC_OTHER: by the objects */
    Ref decoder, encoder;
    unsigned char held[4];
    unsigned held_count;
    Newlines newlines;
    Ref decoded; /* an exact str, or NULL */
    size_t used;
    Ref snapshot; /* bytes, or NULL */
    int64_t snapshot_flags;
    double bytes_per_character;
    unsigned char *pending;
    size_t pending_used, pending_capacity, chunk_size;
} TextWrapper;

static inline TextWrapper *text_of(View self)
{
    return (TextWrapper *)self;
}

MUST_USE bool text_check_attached(View self);
/* Attached and open. */
MUST_USE bool text_check_open(View self);
/* Forget what was decoded, and the snapshot. */
void text_forget_decoded(TextWrapper *text);

/* --- textio_codec.c --- */

/* Set up codec, decoder and encoder for the encoding and errors that are set. */
MUST_USE bool text_set_codec(View self);
/* A piece of bytes as text. NULL with an exception. */
MUST_USE Ref text_decode(View self, const unsigned char *data, size_t length, bool is_final);
/* The decoder's state: bytes that it holds back, owned, and flags. NULL with an exception. */
MUST_USE Ref text_decoder_state(View self, int64_t *flags);
MUST_USE bool text_decoder_set_state(View self, View held, int64_t flags);
MUST_USE bool text_decoder_reset(View self);
MUST_USE Ref text_encode(View self, View string);
/* The encoder begins a text, or goes on with one. */
MUST_USE bool text_encoder_reset(View self, bool is_at_start);

/* --- textio_write.c, textio_read.c, textio_seek.c --- */

/* Pass on what is pending. False with an exception. */
MUST_USE bool text_write_pending(View self);
MUST_USE bool text_flush(View self);

#define TEXT_METHOD(name) Ref text_##name##_native(View self, View *args);
TEXT_METHOD(write)
TEXT_METHOD(read)
TEXT_METHOD(readline)
TEXT_METHOD(seek)
TEXT_METHOD(tell)
#undef TEXT_METHOD
Ref text_next(View self);

#endif
