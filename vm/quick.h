/* quick: the numbers of the quick opcodes, which follow the table of opcodes.def: for each line of quick.def twelve variants, then the
 * compare-and-jumps of ints and floats. */
#ifndef OURO_VM_QUICK_H
#define OURO_VM_QUICK_H

#include "vm/code.h"

enum { QUICK_VARIANTS = 12, JUMP_VARIANTS = 6 };

typedef enum QuickGroup {
#define QUICK(name, generic, type, body) QUICK_##name,
#include "vm/quick.def"
#undef QUICK
    QUICK_GROUP_COUNT
} QuickGroup;

/* Variant: destination * 6 + left * 3 + right. */
enum { DESTINATION_LOCAL = 0, DESTINATION_TEMPORARY = 6, LEFT_REGISTER = 0, LEFT_TEMPORARY = 3, RIGHT_REGISTER = 0, RIGHT_TEMPORARY = 1, RIGHT_CONSTANT = 2 };

#define QUICK_OPCODE(group, variant) (OP_TABLE_END + (group) * QUICK_VARIANTS + (variant))

/* JUMP_LT … JUMP_NOT_GE on ints and on floats: 12 conditions, 6 variants (left * 3 + right) each. */
enum {
    QUICK_JUMPS = OP_TABLE_END + QUICK_GROUP_COUNT * QUICK_VARIANTS,
    QUICK_JUMP_CONDITIONS = 12,
    QUICK_JUMPS_FLOAT = QUICK_JUMPS + QUICK_JUMP_CONDITIONS * JUMP_VARIANTS,
    QUICK_END = QUICK_JUMPS_FLOAT + QUICK_JUMP_CONDITIONS * JUMP_VARIANTS
};
#define QUICK_JUMP_OPCODE(condition, variant) (QUICK_JUMPS + (condition) * JUMP_VARIANTS + (variant))
#define QUICK_JUMP_FLOAT_OPCODE(condition, variant) (QUICK_JUMPS_FLOAT + (condition) * JUMP_VARIANTS + (variant))

_Static_assert((int)QUICK_END <= (int)OPCODE_COUNT, "the quick opcodes fit the jump table");

/* In the destination of a quick instruction: it was an in-place one (x += y), and becomes that again when the types no longer fit. */
enum { QUICK_INPLACE = 0x8000 };

#endif
