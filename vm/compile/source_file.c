/* source_file: reading whole source files.
 *
 * As bytes: what encoding they are in is said inside, in a BOM or a comment, and read by
 * lexer/source.c. The length of a stream is not known beforehand (a pipe, a terminal), so the block
 * doubles until the stream ends, and is cut to size. A NUL follows the last byte and is not counted. */
#include "vm/compile/source_file.h"

#include <errno.h>
#include <stdio.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

bool source_stream_read(FILE *stream, SourceText *result)
{
    size_t capacity = 4096, length = 0;
    char *bytes = heap_allocate(capacity);
    while (bytes) {
        length += fread(bytes + length, 1, capacity - 1 - length, stream);
        if (length + 1 < capacity)
            break;
        char *larger = heap_resize(bytes, capacity, capacity * 2);
        if (!larger)
            heap_free(bytes, capacity);
        bytes = larger;
        capacity *= 2;
    }
    if (!bytes) {
        raise_memory_error();
        return false;
    }
    char *exact = heap_resize(bytes, capacity, length + 1);
    if (!exact) {
        heap_free(bytes, capacity);
        raise_memory_error();
        return false;
    }
    exact[length] = 0;
    *result = (SourceText){exact, length};
    return true;
}

bool source_file_read(View filename, SourceText *result)
{
    Ref owned;
    const char *name = str_file_name((StrView)filename, &owned);
    if (!name)
        return false;
    FILE *stream = fopen(name, "rb");
    int number = errno;
    release_maybe(owned);
    if (!stream) {
        raise_errno(number, filename);
        return false;
    }
    bool done = source_stream_read(stream, result);
    fclose(stream);
    return done;
}

void source_file_free(SourceText *text)
{
    heap_free(text->bytes, text->length + 1);
    text->bytes = NULL;
}
