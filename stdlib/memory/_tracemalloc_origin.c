/* _tracemalloc_origin: for a fatal error: where a block was allocated. Nothing here allocates. */
#include <stdio.h>

#include "runtime/text/str.h"
#include "stdlib/memory/_tracemalloc.h"
#include "stdlib/memory/_tracemalloc_traces.h"

bool tracemalloc_write_origin(const void *block)
{
    if (!tracemalloc_is_on())
        return false;
    const Traceback *traceback = traces_find(block);
    if (!traceback)
        return true;
    fputs("Memory block allocated at (most recent call first):\n", stderr);
    for (uint32_t i = 0; i < traceback->count; i++) {
        fputs("  File \"", stderr);
        if (traceback->places[i].filename)
            str_write_escaped(traceback->places[i].filename);
        else
            fputs("<unknown>", stderr);
        fprintf(stderr, "\", line %u\n", traceback->places[i].line);
    }
    fputc('\n', stderr);
    return true;
}
