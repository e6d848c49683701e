/* textfile: text streams: sys.stdin, sys.stdout, sys.stderr, and what open() gives. */
#ifndef OURO_STDLIB_TEXTFILE_H
#define OURO_STDLIB_TEXTFILE_H

#include "runtime/type.h"

typedef struct TextFile {
    GC_HEAD(flags);
    int descriptor; /* -1: closed */
    Ref name, mode;
    unsigned char *out; /* bytes written and not flushed */
    size_t out_used;
    unsigned char *in; /* bytes read ahead */
    size_t in_start, in_stop;
    bool at_end;
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

/* A stream over an open descriptor. NULL with MemoryError. */
MUST_USE Ref textfile_new(int descriptor, const char *name, const char *mode, unsigned flags);

/* Write a str. False with an exception. */
MUST_USE bool textfile_write(TextFile *file, View text);
MUST_USE bool textfile_flush(TextFile *file);
/* Told of all text that is written, as UTF-8, before it is; NULL: nobody wants to know. It must not allocate on the heap or run Python code. */
extern void (*textfile_observer)(const TextFile *file, const char *bytes, size_t length);
/* The next line with its newline, '' at the end. NULL with an exception. */
MUST_USE Ref textfile_read_line(TextFile *file);

#endif
