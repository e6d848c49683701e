/* buffered_private: what the files buffered*.c share: the layout of the three buffered classes.
 *
 *                place          raw_place
 *                  ▼               ▼
 *     buffer  │ a b c d e f g h i j │ … up to size          raw_place: where in it the raw stream stands
 *               read ───────────────┘ read_end
 *                  └ written ┘ write_start … write_end
 *
 * Invariants:  read_end is -1 while the buffer holds nothing that was read, write_end while it holds nothing to
 *              be written. place is where the next byte is read or written. The logical position is the raw
 *              stream's, less what raw_place is ahead of place (buffered_raw_offset).
 *              buffer is allocated when it is first used.
 * Reentrance:  is_busy while the raw stream is called, which may be Python code: another call of a method that
 *              works on the buffer is a RuntimeError then; one of another thread waits. */
#ifndef OURO_STDLIB_IO_BUFFERED_PRIVATE_H
#define OURO_STDLIB_IO_BUFFERED_PRIVATE_H

#include "stdlib/io/io_private.h"

typedef struct Buffered {
    GC_HEAD(unused);
    Ref raw; /* NULL: not made yet, or detached */
    bool is_ready, is_detached, is_readable, is_writable, is_finalizing, is_busy, is_freed;
    bool is_plain;  /* of exactly our own class, over an exact FileIO */
    int64_t at_raw; /* the raw stream's position; -1: not known */
    size_t place, size;
    int64_t raw_place, read_end, write_start, write_end;
    unsigned char *buffer;
    const void *owner; /* the thread that works on it, while is_busy */
} Buffered;

static inline Buffered *buffered_of(View self)
{
    return (Buffered *)self;
}

static inline bool buffered_has_read(const Buffered *b)
{
    return b->is_readable && b->read_end >= 0;
}

static inline bool buffered_has_written(const Buffered *b)
{
    return b->is_writable && b->write_end >= 0;
}

/* How many bytes can be read without asking the raw stream. */
static inline size_t buffered_ahead(const Buffered *b)
{
    return buffered_has_read(b) ? (size_t)b->read_end - b->place : 0;
}

static inline int64_t buffered_raw_offset(const Buffered *b)
{
    return (buffered_has_read(b) || buffered_has_written(b)) && b->raw_place >= 0 ? b->raw_place - (int64_t)b->place : 0;
}

/* The next place; what was read reaches at least there. */
static inline void buffered_move(Buffered *b, size_t place)
{
    b->place = place;
    if (buffered_has_read(b) && b->read_end < (int64_t)place)
        b->read_end = (int64_t)place;
}

static inline void buffered_forget_read(Buffered *b)
{
    b->read_end = -1;
}

static inline void buffered_forget_written(Buffered *b)
{
    b->write_start = 0;
    b->write_end = -1;
}

MUST_USE bool buffered_check_ready(View self);
/* ValueError `message` if it is closed. */
MUST_USE bool buffered_check_open(View self, const char *message);
/* Begin to work on the buffer, which is there then; false with RuntimeError, ValueError or MemoryError. */
MUST_USE bool buffered_enter(View self);
static inline void buffered_leave(View self)
{
    buffered_of(self)->is_busy = false;
}

/* Ask the raw stream: bytes read or written, IO_WOULD_BLOCK, IO_FAILED; its position, -1 with an exception. */
MUST_USE Index buffered_raw_read(View self, unsigned char *data, size_t length);
MUST_USE Index buffered_raw_write(View self, const unsigned char *data, size_t length);
MUST_USE int64_t buffered_raw_seek(View self, int64_t offset, int whence);
MUST_USE int64_t buffered_raw_tell(View self);

/* Write out what is to be written; the caller has entered. False with an exception. */
MUST_USE bool buffered_write_out(View self);
/* The same, and put the raw stream to the logical position. */
MUST_USE bool buffered_write_out_and_rewind(View self);

Ref buffered_new(TypeObject *type, View args, View kwargs);
/* __init__ of all three, after their checks of the raw stream. */
MUST_USE Ref buffered_init(View self, View raw, View size, bool is_readable, bool is_writable);
/* raw.readable() … must be True. False with UnsupportedOperation. */
MUST_USE bool buffered_raw_is(View raw, const char *ability, const char *message);
void buffered_finish(View self);
void buffered_traverse(View self, Visitor visit, void *context);
Ref buffered_repr(View self);
extern const NativeProperty buffered_properties[];

#define BUFFERED_METHOD(name) Ref buffered_##name##_native(View self, View *args);
BUFFERED_METHOD(detach)
BUFFERED_METHOD(close)
BUFFERED_METHOD(seekable)
BUFFERED_METHOD(readable)
BUFFERED_METHOD(writable)
BUFFERED_METHOD(fileno)
BUFFERED_METHOD(isatty)
BUFFERED_METHOD(dealloc_warn)
BUFFERED_METHOD(seek)
BUFFERED_METHOD(tell)
BUFFERED_METHOD(truncate)
BUFFERED_METHOD(sizeof)
BUFFERED_METHOD(raw_flush)
BUFFERED_METHOD(flush)
BUFFERED_METHOD(read)
BUFFERED_METHOD(read1)
BUFFERED_METHOD(readinto)
BUFFERED_METHOD(readinto1)
BUFFERED_METHOD(readline)
BUFFERED_METHOD(peek)
BUFFERED_METHOD(write)
#undef BUFFERED_METHOD
Ref buffered_next(View self);

/* The lines of the methods' tables that all three have. */
#define BUFFERED_COMMON_METHODS                                                                                                      \
    {"detach()", buffered_detach_native, "Disconnect this buffer from its underlying raw stream and return it."},                    \
        {"close()", buffered_close_native, NULL}, {"seekable()", buffered_seekable_native, NULL},                                    \
        {"fileno()", buffered_fileno_native, NULL}, {"isatty()", buffered_isatty_native, NULL},                                      \
        {"_dealloc_warn(source, /)", buffered_dealloc_warn_native, NULL}, {"seek(target, whence=0, /)", buffered_seek_native, NULL}, \
        {"tell()", buffered_tell_native, NULL}, {"truncate(pos=None, /)", buffered_truncate_native, NULL},                           \
    {                                                                                                                                \
        "__sizeof__()", buffered_sizeof_native, NULL                                                                                 \
    }

#define BUFFERED_READ_METHODS                                                                                               \
    {"readable()", buffered_readable_native, NULL}, {"read(size=-1, /)", buffered_read_native, NULL},                       \
        {"peek(size=0, /)", buffered_peek_native, NULL}, {"read1(size=-1, /)", buffered_read1_native, NULL},                \
        {"readinto(buffer, /)", buffered_readinto_native, NULL}, {"readinto1(buffer, /)", buffered_readinto1_native, NULL}, \
    {                                                                                                                       \
        "readline(size=-1, /)", buffered_readline_native, NULL                                                              \
    }

#define BUFFERED_SLOTS                                                                                                               \
    .base = &bufferediobase_type, .flags = IO_CLASS_FLAGS, .size = sizeof(Buffered), .new = buffered_new, .finish = buffered_finish, \
    .traverse = buffered_traverse, .repr = buffered_repr, .properties = buffered_properties

#endif
