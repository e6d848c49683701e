/* quick: the numbers of the quick opcodes, which follow the table of opcodes.def: for each line of quick.def
 * sixteen variants (eight ways in which the operands may stand, see EACH_VARIANT in eval_words.h, with a
 * local and with a temporary as destination), then the compare-and-jumps of ints and of floats, eight
 * variants each, and the sixteen of a list's item. The number says how the operands stand, so the operands
 * themselves are plain indices: the bits that say so elsewhere are taken off. */
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

/* The numbers are arithmetic, not a list: group and variant can be computed from a number and back.
 * A table of handlers by name (labels.def) gives them their meaning. */
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

/* --- quick.c -------------------------------------------------------------------------------------------- */

/* The bits that the operands of each variant have in the general form: left, right. */
extern const uint16_t quick_bits[OPERAND_VARIANTS][2];

/* Of each line of quick.def. */
extern const struct QuickTypes {
    uint16_t generic; /* the opcode that becomes it */
    uint16_t type;    /* of both operands */
} quick_groups[QUICK_GROUP_COUNT];

/* Rewrite the instruction for its operands' types, if there is a quick form: an arithmetic one, a GET_ITEM
 * of a list by an int, a compare-and-jump. */
void quick_arithmetic(Instruction *i, View left, View right);
void quick_list_item(Instruction *i);
void quick_jump(Instruction *i, View left, View right);

/* Is this the number of a quick form? Those of opcodes.def are none: they keep their operands as they are. */
bool quick_is_number(unsigned opcode);

/* The instruction as it was before it became the quick form that it is, operands included. */
Instruction quick_general_form(Instruction i);

/* The name of any opcode; `room` is for it. */
enum { QUICK_NAME_ROOM = 32 };
const char *quick_name(unsigned opcode, char *room, size_t size);

#endif
