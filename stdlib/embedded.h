/* embedded: the Python modules that are built into the binary.
 *
 * The table is generated (stdlib/embed/embed.sh) from stdlib/NAME.py and from the files of CPython's
 * installed library that stdlib/embedded.list names. It is sorted by name, so a binary search finds a
 * module. */
#ifndef OURO_STDLIB_EMBEDDED_H
#define OURO_STDLIB_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>

struct EmbeddedModule {
    const char *name;            /* dotted, as import spells it */
    const char *path;            /* its __file__: where it was taken from in the library, or "<embedded:name>" for one of our own */
    bool is_package;             /* it was an __init__.py */
    const unsigned char *source; /* UTF-8 text, with a NUL after its last byte for the lexer's sake */
    size_t length;               /* without that NUL */
};

extern const struct EmbeddedModule embedded_modules[];
extern const size_t embedded_module_count;

#endif
