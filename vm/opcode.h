/* opcode: what opcodes.def says of each instruction, as tables: its name, operands and words; what it reads,
 * consumes, writes and may change. For the compiler, and for those who look at code without running it: the
 * disassembler, heapview, tests. */
#ifndef OURO_VM_OPCODE_H
#define OURO_VM_OPCODE_H

#include "vm/code.h"

/* How many words follow the instruction; quick forms included. */
extern const uint8_t opcode_words[OPCODE_COUNT];
extern const char *const opcode_names[OP_TABLE_END];
/* The letters of its operands. */
extern const char *const opcode_operands[OP_TABLE_END];

/* The words of opcodes.def's column `effects`; their meaning is told there. */
typedef enum Effect {
    EFFECT_COUNTS = 1 << 0,
    EFFECT_ALTERS_A = 1 << 1,
    EFFECT_ALTERS_B = 1 << 2,
    EFFECT_ALTERS_LOCALS = 1 << 3,
    EFFECT_ALTERS_GLOBALS = 1 << 4,
    EFFECT_ANYTHING = 1 << 5,
    EFFECT_UNLESS_VALUES = 1 << 6,
    EFFECT_UNLESS_ITEM = 1 << 7,
    EFFECT_UNLESS_MEMBER = 1 << 8,
    EFFECT_UNLESS_PUT = 1 << 9,
    EFFECT_RETURNS = 1 << 10,
    EFFECT_YIELDS = 1 << 11,
    EFFECT_DELEGATES = 1 << 12,
    EFFECT_RAISES = 1 << 13,
    EFFECT_CALLS = 1 << 14,
    /* Any code may run, whatever the operands; or unless they are harmless. */
    EFFECT_UNLESS = EFFECT_UNLESS_VALUES | EFFECT_UNLESS_ITEM | EFFECT_UNLESS_MEMBER | EFFECT_UNLESS_PUT
} Effect;

/* By opcode of the table. A quick form does no more than its general one. */
extern const uint16_t opcode_effects[OP_TABLE_END];

/* The general opcode that this one of the table is a form of, or itself. */
extern const uint16_t opcode_general[OP_TABLE_END];

/* What it does, in words. */
extern const char *const opcode_texts[OP_TABLE_END];

/* How many registers the letter B, W or X of the instruction means; `word` is the first of the words that
 * follow it (anything, if there are none). For opcodes of the table. */
uint32_t opcode_run(const Instruction *instruction, uint64_t word);

#endif
