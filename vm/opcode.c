/* opcode: the columns of opcodes.def as tables; see opcode.h.
 *
 * The table is included once for each column, with OP defined to pick it: what is said of an
 * instruction stands in one line of one file, and no two arrays have to be kept in the same order by
 * hand. A word of the column `effects` gets its meaning, a bit of the enum, by the definitions
 * below; elsewhere it may have another one, or none. */
#include "vm/opcode.h"

const char *const opcode_names[OP_TABLE_END] = {
#define OP(name, operands, words, run, effects, text) #name,
#include "vm/opcodes.def"
#undef OP
};

const char *const opcode_operands[OP_TABLE_END] = {
#define OP(name, operands, words, run, effects, text) operands,
#include "vm/opcodes.def"
#undef OP
};

const uint8_t opcode_words[OPCODE_COUNT] = {
#define OP(name, operands, words, run, effects, text) [OP_##name] = words,
#include "vm/opcodes.def"
#undef OP
};

#define NOTHING 0
#define COUNTS EFFECT_COUNTS
#define ALTERS_A EFFECT_ALTERS_A
#define ALTERS_B EFFECT_ALTERS_B
#define ALTERS_LOCALS EFFECT_ALTERS_LOCALS
#define ALTERS_GLOBALS EFFECT_ALTERS_GLOBALS
#define ANYTHING EFFECT_ANYTHING
#define UNLESS_VALUES EFFECT_UNLESS_VALUES
#define UNLESS_ITEM EFFECT_UNLESS_ITEM
#define UNLESS_MEMBER EFFECT_UNLESS_MEMBER
#define UNLESS_PUT EFFECT_UNLESS_PUT
#define RETURNS EFFECT_RETURNS
#define YIELDS EFFECT_YIELDS
#define DELEGATES EFFECT_DELEGATES
#define RAISES EFFECT_RAISES
#define CALLS EFFECT_CALLS

const uint16_t opcode_effects[OP_TABLE_END] = {
#define OP(name, operands, words, run, effects, text) [OP_##name] = effects,
#include "vm/opcodes.def"
#undef OP
};

const uint16_t opcode_general[OP_TABLE_END] = {
#define OP(name, operands, words, run, effects, text) [OP_##name] = OP_##name,
#define FORM(name, general, operands, words, run, effects, text) [OP_##name] = OP_##general,
#include "vm/opcodes.def"
#undef OP
};

const char *const opcode_texts[OP_TABLE_END] = {
#define OP(name, operands, words, run, effects, text) [OP_##name] = text,
#include "vm/opcodes.def"
#undef OP
};

#define BITS(number) (uint32_t) __builtin_popcountll(number)

uint32_t opcode_run(const Instruction *instruction, uint64_t first_word)
{
    uint32_t c = instruction->c, word = (uint32_t)first_word;
    switch ((Opcode)instruction->op) {
#define OP(name, operands, words, run, effects, text) \
    case OP_##name:                                   \
        return run;
#include "vm/opcodes.def"
#undef OP
    default: return 0;
    }
}
