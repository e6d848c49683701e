/* embedded_code: the code objects of the embedded modules, compiled when the binary was built.
 *
 * shell/stage1 writes them, embedded_code.c reads them. All is in words of 32 bits, so that every array lies
 * where the processor can read it:
 *
 *     kind | offset of the code of each module of embedded_modules, in words … | the modules' objects …
 *
 *     objects of a module:   number of objects | record | record … the last one is the module's code object
 *     record:                form and a number (EMBEDDED_…) | what belongs to it, its bytes filled up to a word
 *
 * A record refers to objects before it by their number in the module, of 16 bits. An object that the compiler used in two
 * places is one record, so counts and identities come out as if the module had been compiled just now.
 * The positions and handlers of a code object are used where they lie (CodeObject.lies_in_binary); its
 * instructions are copied, since they change as they learn.
 *
 * Nothing is checked: the blob is part of the binary, and made by the same sources (embedded_code.c of the
 * build asserts the kind). */
#ifndef OURO_STDLIB_EMBED_EMBEDDED_CODE_H
#define OURO_STDLIB_EMBED_EMBEDDED_CODE_H

#include "vm/code.h"

typedef enum EmbeddedForm {
    EMBEDDED_NAME,      /* an interned str of ASCII characters; number: of bytes */
    EMBEDDED_ASCII,     /* any other; number: of bytes */
    EMBEDDED_INT,       /* of 64 bits, which follow; number: none */
    EMBEDDED_TUPLE,     /* the items' numbers follow; number: of items */
    EMBEDDED_FROZENSET, /* likewise */
    EMBEDDED_CODE,      /* EmbeddedNumbers, the constants' numbers, instructions, positions, handlers */
    EMBEDDED_MARSHALLED /* anything else, as the module marshal writes it; number: of bytes */
} EmbeddedForm;

enum { EMBEDDED_FORM_BITS = 3, EMBEDDED_PARTS = 5 /* name, qualified name, names of locals, cells, free variables */ };

/* CodeNumbers, but small; and the numbers of the parts. */
typedef struct EmbeddedNumbers {
    uint32_t flags, instruction_count;
    uint16_t argument_count, positional_only, keyword_only, local_count, cell_count, free_count, first_temporary, register_count,
        first_line, static_attributes, constant_count, position_count, handler_count;
    uint16_t parts[EMBEDDED_PARTS];
} EmbeddedNumbers;

/* Changes with the table of instructions, and with what is copied as it stands. */
#define EMBEDDED_KIND ((uint32_t)(OP_TABLE_END * 65536 + sizeof(EmbeddedNumbers) * 256 + sizeof(CodePosition) + sizeof(CodeHandler)))

/* The blob; absent (NULL) in the program that makes it, and in the unit tests. */
extern const uint32_t embedded_code[] __attribute__((weak, visibility("hidden")));

/* Where the code of a module lies, by its index in embedded_modules. NULL: it must be compiled. */
const uint32_t *embedded_code_of(size_t index);

/* Make the code object that lies there, for a file of that name. NULL with MemoryError. */
MUST_USE Ref embedded_code_load(const uint32_t *place, View filename);

#endif
