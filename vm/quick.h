/* quick: the numbers of the quick opcodes, which follow the table of opcodes.def: for each line of quick.def sixteen variants (eight
 * ways in which the operands may stand, see EACH_VARIANT in eval.c, with a local and with a temporary as destination), then the
 * compare-and-jumps of ints and of floats, eight variants each. */
#ifndef OURO_VM_QUICK_H
#define OURO_VM_QUICK_H

#include "vm/code.h"

enum { OPERAND_VARIANTS = 8, QUICK_VARIANTS = 2 * OPERAND_VARIANTS };

typedef enum QuickGroup {
#define QUICK(name, generic, type, body) QUICK_##name,
#include "vm/quick.def"
#undef QUICK
    QUICK_GROUP_COUNT
} QuickGroup;

#define QUICK_OPCODE(group, variant) (OP_TABLE_END + (group)*QUICK_VARIANTS + (variant))

/* JUMP_LT … JUMP_NOT_GE on ints and on floats: 12 conditions each. */
enum {
    QUICK_JUMPS = OP_TABLE_END + QUICK_GROUP_COUNT * QUICK_VARIANTS,
    QUICK_JUMP_CONDITIONS = 12,
    QUICK_JUMPS_FLOAT = QUICK_JUMPS + QUICK_JUMP_CONDITIONS * OPERAND_VARIANTS,
    QUICK_END = QUICK_JUMPS_FLOAT + QUICK_JUMP_CONDITIONS * OPERAND_VARIANTS
};
#define QUICK_JUMP_OPCODE(condition, variant) (QUICK_JUMPS + (condition)*OPERAND_VARIANTS + (variant))
#define QUICK_JUMP_FLOAT_OPCODE(condition, variant) (QUICK_JUMPS_FLOAT + (condition)*OPERAND_VARIANTS + (variant))

_Static_assert((int)QUICK_END <= (int)OPCODE_COUNT, "the quick opcodes fit the jump table");

/* In the destination of a quick instruction: it was an in-place one (x += y), and becomes that again when the types no longer fit. */
enum { QUICK_INPLACE = 0x8000 };

#endif
