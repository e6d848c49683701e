/* quick: how an instruction becomes a quick form, and how it was before: see quick.h for the
 * numbers.
 *
 * Most instructions of a loop see the same types each time. An ADD that has seen two ints rewrites
 * itself, in the code object, to a form for ints in just its kinds of operands; that checks two
 * types and adds. CPython calls it the specialising adaptive interpreter (PEP 659, since 3.11), and
 * counts executions before it specialises and before it gives up; here the first execution
 * specialises, because to rewrite costs less than to count.
 *
 *     ADD a ← b, Tc       general: three operands, each with two bits that say what it is
 *       │ saw int, int    quick_arithmetic: the bits of b and c choose the variant, that of a the half
 *       ▼
 *     ADD_INT_RT  a b c   plain indices; the handler is compiled for "register, temporary"
 *       │ saw anything else
 *       ▼
 *     ADD a ← b, Tc       quick_general_form: number ─► group, variant ─► opcode and bits
 *
 * Invariants:  the rewriting loses nothing: general form ─► quick form ─► the same general form.
 *              An instruction with two constants is never quick: there is no variant for it.
 *              The rewritten instruction means the same; whoever executes it next, in any frame, is right. */
#include "vm/run/quick.h"

#include <stdio.h>

#include "runtime/classes/type.h"
#include "vm/opcode.h"

/* --- the operands: their bits go into the opcode, and come back from it --------------------------------- */

/* Which of the eight variants of operands is this? */
/* The order is that of EACH_VARIANT, and of quick_bits, which is its inverse. */
static unsigned operand_variant(const Instruction *i)
{
    ASSERT(!(i->b & i->c & OPERAND_CONSTANT));
    if (i->b & OPERAND_CONSTANT)
        return i->c & OPERAND_TEMPORARY ? 7 : 6;
    unsigned left = i->b & OPERAND_TEMPORARY ? 3 : 0;
    return left + (i->c & OPERAND_CONSTANT ? 2 : i->c & OPERAND_TEMPORARY ? 1 : 0);
}

const uint16_t quick_bits[OPERAND_VARIANTS][2] = {{0, 0},
                                                  {0, OPERAND_TEMPORARY},
                                                  {0, OPERAND_CONSTANT},
                                                  {OPERAND_TEMPORARY, 0},
                                                  {OPERAND_TEMPORARY, OPERAND_TEMPORARY},
                                                  {OPERAND_TEMPORARY, OPERAND_CONSTANT},
                                                  {OPERAND_CONSTANT, 0},
                                                  {OPERAND_CONSTANT, OPERAND_TEMPORARY}};

/* Operands become plain indices, with what the quick opcode says left out; or get that back.
 * The handler indexes with them at once, without masking. */
static void strip_operands(Instruction *i, unsigned variant)
{
    ASSERT(variant < OPERAND_VARIANTS);
    i->b = (uint16_t)(i->b & ~quick_bits[variant][0]);
    i->c = (uint16_t)(i->c & ~quick_bits[variant][1]);
}

static void restore_operands(Instruction *i, unsigned variant)
{
    ASSERT(variant < OPERAND_VARIANTS);
    ASSERT(!((i->b | i->c) & (OPERAND_CONSTANT | OPERAND_TEMPORARY)));
    i->b |= quick_bits[variant][0];
    i->c |= quick_bits[variant][1];
}

/* --- to and fro ----------------------------------------------------------------------------------------- */

const struct QuickTypes quick_groups[QUICK_GROUP_COUNT] = {
#define INT TYPE_INT
#define FLOAT TYPE_FLOAT
#define QUICK(name, generic, type, body) {OP_##generic, type},
#include "vm/run/quick.def"
#undef QUICK
#undef INT
#undef FLOAT
};

/* Rewrite an arithmetic instruction for its operands' types.
 * In-place instructions share the handlers, under numbers of their own, because the general form
 * that they fall back to is another: x += y may call __iadd__. */
void quick_arithmetic(Instruction *i, View left, View right)
{
    if (left->type != right->type || (i->b & i->c & OPERAND_CONSTANT))
        return;
    ASSERT(i->op < OP_TABLE_END);
    bool is_inplace = i->op >= OP_INPLACE_ADD && i->op <= OP_INPLACE_FLOORDIV;
    unsigned generic = is_inplace ? i->op - OP_INPLACE_ADD + OP_ADD : i->op;
    for (unsigned group = 0; group < QUICK_GROUP_COUNT; group++) {
        if (quick_groups[group].generic != generic || quick_groups[group].type != left->type)
            continue;
        unsigned variant = operand_variant(i), to_temporary = i->a & OPERAND_TEMPORARY ? OPERAND_VARIANTS : 0u;
        strip_operands(i, variant);
        i->a &= OPERAND_INDEX;
        i->op = (uint16_t)(QUICK_OPCODE(group, variant + to_temporary) + (is_inplace ? QUICK_INPLACE : 0));
        return;
    }
}

/* The general form of a quick instruction, with its operands.
 * The numbers of quick.h, read backwards, from the end of the table to its beginning. */
Instruction quick_general_form(Instruction i)
{
    ASSERT(quick_is_number(i.op));
    if (i.op >= QUICK_LIST_ITEM && i.op < QUICK_END) {
        unsigned number = i.op - QUICK_LIST_ITEM;
        restore_operands(&i, number % OPERAND_VARIANTS);
        if (number >= OPERAND_VARIANTS)
            i.a |= OPERAND_TEMPORARY;
        i.op = OP_GET_ITEM;
        return i;
    }
    if (i.op >= QUICK_JUMPS && i.op < QUICK_END) {
        unsigned number = i.op >= QUICK_JUMPS_FLOAT ? i.op - QUICK_JUMPS_FLOAT : i.op - QUICK_JUMPS;
        restore_operands(&i, number % OPERAND_VARIANTS);
        i.op = (uint16_t)(OP_JUMP_LT + number / OPERAND_VARIANTS);
        return i;
    }
    unsigned number = i.op % QUICK_INPLACE - OP_TABLE_END, generic = quick_groups[number / QUICK_VARIANTS].generic;
    restore_operands(&i, number % OPERAND_VARIANTS);
    if (number / OPERAND_VARIANTS % 2)
        i.a |= OPERAND_TEMPORARY;
    i.op = (uint16_t)(i.op >= QUICK_INPLACE ? generic - OP_ADD + OP_INPLACE_ADD : generic);
    return i;
}

/* GET_ITEM of a list by an int.
 * A GET_ITEM with a tuple or dict has one form for all kinds of operands instead (GET_ITEM_TUPLE …). */
void quick_list_item(Instruction *i)
{
    if (i->b & i->c & OPERAND_CONSTANT)
        return;
    unsigned variant = operand_variant(i), to_temporary = i->a & OPERAND_TEMPORARY ? OPERAND_VARIANTS : 0u;
    strip_operands(i, variant);
    i->a &= OPERAND_INDEX;
    i->op = (uint16_t)(QUICK_LIST_ITEM + variant + to_temporary);
}

/* A compare-and-jump has no destination (a is the jump), hence eight variants and not sixteen. */
void quick_jump(Instruction *i, View left, View right)
{
    if (left->type != right->type || (i->b & i->c & OPERAND_CONSTANT))
        return;
    ASSERT(i->op >= OP_JUMP_LT && i->op <= OP_JUMP_NOT_GE);
    unsigned condition = i->op - OP_JUMP_LT, variant = operand_variant(i);
    if (left->type == TYPE_INT)
        i->op = (uint16_t)QUICK_JUMP_OPCODE(condition, variant);
    else if (left->type == TYPE_FLOAT)
        i->op = (uint16_t)QUICK_JUMP_FLOAT_OPCODE(condition, variant);
    else
        return;
    strip_operands(i, variant);
}

/* --- for those who look --------------------------------------------------------------------------------- */

static const char *const group_names[] = {
#define QUICK(name, generic, type, body) #name,
#include "vm/run/quick.def"
#undef QUICK
};

const char *quick_name(unsigned opcode, char *room, size_t size)
{
    if (opcode < OP_TABLE_END)
        return opcode_names[opcode];
    if (opcode >= QUICK_LIST_ITEM && opcode < QUICK_END)
        return "GET_ITEM_LIST";
    if (opcode >= QUICK_JUMPS && opcode < QUICK_END) {
        bool is_float = opcode >= QUICK_JUMPS_FLOAT;
        unsigned condition = (opcode - (unsigned)(is_float ? QUICK_JUMPS_FLOAT : QUICK_JUMPS)) / OPERAND_VARIANTS;
        snprintf(room, size, "%s_%s", opcode_names[OP_JUMP_LT + condition], is_float ? "FLOAT" : "INT");
        return room;
    }
    return group_names[(opcode % QUICK_INPLACE - OP_TABLE_END) / QUICK_VARIANTS];
}

bool quick_is_number(unsigned opcode)
{
    return (opcode >= OP_TABLE_END && opcode < QUICK_END) ||
           (opcode >= QUICK_INPLACE + OP_TABLE_END && opcode < (unsigned)QUICK_INPLACE + QUICK_JUMPS);
}
