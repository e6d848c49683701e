/* code_object: what Python code may ask of a code object and do with it. Private to the files code_*.c of
 * this room. */
#ifndef OURO_VM_RUN_CODE_OBJECT_H
#define OURO_VM_RUN_CODE_OBJECT_H

#include "vm/code.h"

static inline CodeObject *code_of(View self)
{
    return (CodeObject *)self;
}

/* co_flags: CPython's bits. */
int64_t code_shown_flags(const CodeObject *code);

/* --- code_view.c ---------------------------------------------------------------------------------------- */

/* The instruction at index as the compiler emitted it, without what it has learned since. */
Instruction code_compiled_instruction(const CodeObject *code, size_t index);

/* All of them; the room, for instruction_count, is to be given back by heap_free. NULL with MemoryError. */
MUST_USE Instruction *code_compiled_instructions(const CodeObject *code);

/* How the code uses each of its constants: a byte for each, to be given back by heap_free. NULL with
 * MemoryError. */
enum ConstantUse { USED_AS_VALUE = 1, USED_AS_NAME = 2 };
MUST_USE unsigned char *code_constant_uses(const CodeObject *code);

/* Does co_consts begin with a None that no instruction uses? It says that there is no docstring. */
bool code_begins_with_none(const CodeObject *code, const unsigned char *uses);

/* Attributes and methods; new references, NULL with an exception. */
Ref code_get_code(View self);
Ref code_get_consts(View self);
Ref code_get_names(View self);
Ref code_lines(View self, View *args);
Ref code_positions(View self, View *args);

/* --- code_replace.c ------------------------------------------------------------------------------------- */

Ref code_replace(View self, View *args);
Ref code_compare(View self, View other, Comparison comparison);
Hash code_hash(View self);

#endif
