/* fatal: the last words, in CPython's form. Nothing here allocates. */
#include "runtime/memory/fatal.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/text/str.h"

void (*fatal_show_frames)(void);

void fatal_write_text(View text)
{
    enum { MOST = 500 };
    size_t length = str_length(text);
    for (size_t i = 0; i < length && i < MOST; i++) {
        uint32_t character = str_at((StrView)text, i);
        if (character >= ' ' && character < 0x7F)
            fputc((int)character, stderr);
        else
            fprintf(stderr, character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x", character);
    }
    if (length > MOST)
        fputs("...", stderr);
}

void fatal_error(const char *function, const char *message)
{
    fflush(stdout);
    fprintf(stderr, "Fatal Python error: %s: %s\nPython runtime state: initialized\n\n", function, message);
    if (fatal_show_frames)
        fatal_show_frames();
    fflush(stderr);
    abort();
}
