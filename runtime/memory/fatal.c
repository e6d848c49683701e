/* fatal: the last words, in CPython's form. Nothing here allocates. */
#include "runtime/memory/fatal.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/memory/hooks.h"

void fatal_error(const char *function, const char *message)
{
    fflush(stdout);
    fprintf(stderr, "Fatal Python error: %s: %s\nPython runtime state: initialized\n\n", function, message);
    if (hooks.write_frames)
        hooks.write_frames();
    fflush(stderr);
    abort();
}
