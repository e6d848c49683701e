/* source_file: reading whole source files. */
#ifndef OURO_VM_COMPILE_SOURCE_FILE_H
#define OURO_VM_COMPILE_SOURCE_FILE_H

#include "runtime/life/object.h"

typedef struct SourceText {
    char *bytes; /* a heap block of length + 1 bytes, ends with a zero */
    size_t length;
} SourceText;

/* The file's bytes. False with OSError or MemoryError. Free with source_file_free. */
MUST_USE bool source_file_read(View filename, SourceText *result);
/* The same from an open stream (standard input). */
struct _IO_FILE;
MUST_USE bool source_stream_read(struct _IO_FILE *stream, SourceText *result);
void source_file_free(SourceText *text);

#endif
