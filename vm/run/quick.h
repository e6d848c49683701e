/* quick: the numbers of the quick opcodes, which follow the table of opcodes.def: for each line of quick.def
 * sixteen variants (eight ways in which the operands may stand, see EACH_VARIANT in eval.c, with a local and
 * with a temporary as destination), then the compare-and-jumps of ints and of floats, eight variants each,
 * and the sixteen of a list's item. The number says how the operands stand, so the operands themselves are
 * plain indices: the bits that say so elsewhere are taken off. */
#ifndef OURO_VM_RUN_QUICK_H
#define OURO_VM_RUN_QUICK_H

#include "vm/code.h"

enum { OPERAND_VARIANTS = 8, QUICK_VARIANTS = 2 * OPERAND_VARIANTS };

typedef enum QuickGroup {
#define QUICK(name, generic, type, body) QUICK_##name,
#include "vm/run/quick.def"
#undef QUICK
    QUICK_GROUP_COUNT
} QuickGroup;

#define QUICK_OPCODE(group, variant) (OP_TABLE_END + (group)*QUICK_VARIANTS + (variant))

/* JUMP_LT … JUMP_NOT_GE on ints and on floats: 12 conditions each. */
enum {
    QUICK_JUMPS = OP_TABLE_END + QUICK_GROUP_COUNT * QUICK_VARIANTS,
    QUICK_JUMP_CONDITIONS = 12,
    QUICK_JUMPS_FLOAT = QUICK_JUMPS + QUICK_JUMP_CONDITIONS * OPERAND_VARIANTS,
    QUICK_LIST_ITEM = QUICK_JUMPS_FLOAT + QUICK_JUMP_CONDITIONS * OPERAND_VARIANTS,
    QUICK_END = QUICK_LIST_ITEM + QUICK_VARIANTS
};
#define QUICK_JUMP_OPCODE(condition, variant) (QUICK_JUMPS + (condition)*OPERAND_VARIANTS + (variant))
#define QUICK_JUMP_FLOAT_OPCODE(condition, variant) (QUICK_JUMPS_FLOAT + (condition)*OPERAND_VARIANTS + (variant))

/* A quick form of an in-place instruction (x += y) has a number of its own, though its handler is the same:
 * it becomes that instruction again when the types no longer fit. */
enum { QUICK_INPLACE = 1024 };
_Static_assert((int)QUICK_END <= (int)QUICK_INPLACE && (int)QUICK_INPLACE + (int)QUICK_JUMPS <= (int)OPCODE_COUNT,
               "the numbers do not meet");

#endif
