/* show_code: a code object, written out for people to read: the disassembler. */
#ifndef OURO_VM_RUN_SHOW_CODE_H
#define OURO_VM_RUN_SHOW_CODE_H

#include <stdio.h>

#include "vm/code.h"

/* Instructions as the compiler made them, or in the quick forms that they have taken while they ran. */
typedef enum ShowForms { SHOW_AS_COMPILED, SHOW_AS_RUN } ShowForms;

enum { SHOW_ALL_LEVELS = -1 };

/* Write the code object, then those among its constants, `levels` deep (0: none; SHOW_ALL_LEVELS). No
 * address is written: the text is the same in every run. False with MemoryError, or with RecursionError if
 * they are nested deeper than the stack. An error of `out` is left for the caller to ask (ferror). */
MUST_USE bool show_code(FILE *out, CodeView code, ShowForms forms, int levels);

/* Write its head alone: name, file, flags, arguments, registers, constants. False with MemoryError. */
MUST_USE bool show_code_head(FILE *out, CodeView code);

#endif
