/* textfile: text and binary streams: sys.stdin, sys.stdout, sys.stderr, and what open() gives. */
#ifndef OURO_STDLIB_BUILTINS_TEXTFILE_H
#define OURO_STDLIB_BUILTINS_TEXTFILE_H

#include "runtime/classes/type.h"
#include "runtime/text/codecs.h"

/* open()'s `newline`: NEWLINE_ANY is None: every end of a line is read as \n. */
typedef enum Newline { NEWLINE_ANY, NEWLINE_KEEP, NEWLINE_LF, NEWLINE_CR, NEWLINE_CRLF } Newline;

typedef struct TextFile {
    GC_HEAD(flags);
    int descriptor; /* -1: closed */
    Ref name, mode;
    Ref encoding, errors; /* exact ASCII strs; NULL: UTF-8, strict */
    Newline newline;
    CodecForm form;
    size_t buffer_size;
    unsigned char *out; /* bytes written and not flushed */
    size_t out_used;
    bool is_marked;                    /* what is written next is not the beginning of the file */
    unsigned char *in;                 /* bytes read ahead: those that `pending` was decoded from, then those that are not decoded yet */
    size_t in_start, in_used, in_stop; /* binary: in_used is not used */
    bool at_end;
    Ref pending; /* text: decoded and not yet given out from pending_at on; or NULL */
    size_t pending_at;
    const char *in_encoding; /* of what is read: known once the byte order mark was seen */
    bool is_iterated;        /* by next(): tell() does not know where it is */
} TextFile;

extern TypeObject textfile_type;

enum TextFileFlags {
    TEXTFILE_READ = 1,
    TEXTFILE_WRITE = 2,
    TEXTFILE_LINES = 4 /* flush after each line */,
    TEXTFILE_OWNS = 8,
    TEXTFILE_ESCAPES = 16,
    TEXTFILE_BINARY = 32,
    TEXTFILE_UNBUFFERED = 64 /* flush after each write */
};

/* A stream over an open descriptor, in UTF-8. NULL with MemoryError. */
MUST_USE Ref textfile_new(int descriptor, View name, const char *mode, unsigned flags);

/* Write a str. False with an exception. */
MUST_USE bool textfile_write(TextFile *file, View text);
MUST_USE bool textfile_flush(TextFile *file);
/* Told of all text that is written, as UTF-8, before it is; NULL: nobody wants to know. It must not allocate
 * on the heap or run Python code. */
extern void (*textfile_observer)(const TextFile *file, const char *bytes, size_t length);
/* The next line with its newline, '' at the end; at most `most` characters of it (SIZE_MAX: all). NULL with
 * an exception. */
MUST_USE Ref textfile_read_line(TextFile *file, size_t most);

/* io.UnsupportedOperation, which is an OSError and a ValueError. NULL. */
void *textfile_raise_unsupported(const char *message);
/* Release the class. */
void textfile_stop(void);

/* --- between textfile.c and textfile_read.c --- */

/* Up to `most` characters (bytes, if binary; SIZE_MAX: all). NULL with an exception. */
MUST_USE Ref textfile_read(TextFile *file, size_t most);
/* Read into memory, binary. The number of bytes, -1 with an exception. */
Index textfile_read_into(TextFile *file, unsigned char *bytes, size_t length);
/* Where the next byte or character is, as seek() takes it. -1 with an exception. */
int64_t textfile_tell(TextFile *file);
/* Forget what was read ahead. */
void textfile_drop_input(TextFile *file);
/* A binary file, too: what was read ahead is to be read again. False with an exception. */
MUST_USE bool textfile_return_input(TextFile *file);

#endif
