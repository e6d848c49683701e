/* compile_bound: which locals have a value for certain, at the point that the compiler has come to.
 *
 * A function's local has no value before the first assignment, and none after `del`. CPython looks at each
 * use. Here the compiler follows the assignments: where a name has surely been bound on every way that leads
 * to the point, its register is an operand without more ado; elsewhere a CHECK_BOUND comes first, which
 * raises the UnboundLocalError in its proper place, before anything to the right is evaluated. So no other
 * instruction has to look.
 *
 * This is definite assignment analysis as Java's compilers do it (J. Gosling, B. Joy, G. Steele: The Java
 * Language Specification, chapter 16), on the fly:
 *
 * - `bound` is the set of such locals. Code that cannot be reached (after a return, a jump) has no set:
 *   everything is true of it.
 * - A jump forward leaves the set with its label; where a label is set, the sets of all ways to it are
 *   intersected.
 * - A jump back need not be known when its label is set: on the way round a loop names only come to be bound.
 *   That holds because a name that is deleted anywhere (by `del`, or at the end of `except … as name`) never
 *   enters the set. */
#include "vm/compile/compiler.h"

enum { WORD_BITS = 64 };

static size_t word_count(const Unit *unit)
{
    return (unit->scope->locals.count + WORD_BITS - 1) / WORD_BITS;
}

/* Only parameters have a value at the beginning. A module's or class's names are looked up in a
 * dict, which tells by itself. */
void bound_start(Compiler *c)
{
    Unit *unit = c->unit;
    if (unit->scope->kind == SCOPE_MODULE || unit->scope->kind == SCOPE_CLASS || word_count(unit) == 0)
        return;
    unit->bound = arena_alloc(c->arena, word_count(unit) * sizeof *unit->bound);
    if (!unit->bound) {
        emit_fail_memory(c);
        return;
    }
    memset(unit->bound, 0, word_count(unit) * sizeof *unit->bound);
    const SymbolList *locals = &unit->scope->locals;
    for (uint32_t i = 0; i < locals->count; i++)
        if (locals->items[i]->is_parameter && !locals->items[i]->is_deleted && locals->items[i]->scope == SYMBOL_LOCAL)
            unit->bound[i / WORD_BITS] |= 1ull << i % WORD_BITS;
}

void bound_add(Compiler *c, Operand destination)
{
    Unit *unit = c->unit;
    if (!unit->bound || destination >= unit->scope->locals.count)
        return; /* a temporary, or a constant */
    const Symbol *symbol = unit->scope->locals.items[destination];
    if (!symbol->is_deleted)
        unit->bound[destination / WORD_BITS] |= 1ull << destination % WORD_BITS;
}

void bound_check(Compiler *c, const Node *node, Operand local)
{
    Unit *unit = c->unit;
    if (unit->is_unreachable || !unit->bound || (unit->bound[local / WORD_BITS] >> local % WORD_BITS & 1))
        return;
    unit->place = node;
    emit(c, OP_CHECK_BOUND, local, 0, 0);
    bound_add(c, local);
}

void bound_jump(Compiler *c, Label label)
{
    Unit *unit = c->unit;
    if (c->failed || unit->is_unreachable)
        return;
    LabelState *state = (LabelState *)unit->labels.data + label;
    state->is_reached = true;
    if (!unit->bound)
        return;
    if (!state->bound) {
        state->bound = arena_alloc(c->arena, word_count(unit) * sizeof *unit->bound);
        if (state->bound)
            memcpy(state->bound, unit->bound, word_count(unit) * sizeof *unit->bound);
        else
            emit_fail_memory(c);
        return;
    }
    for (size_t i = 0; i < word_count(unit); i++)
        state->bound[i] &= unit->bound[i];
}

void bound_join(Compiler *c, Label label)
{
    Unit *unit = c->unit;
    LabelState *state = (LabelState *)unit->labels.data + label;
    if (!state->is_reached)
        return;
    for (size_t i = 0; unit->bound && i < word_count(unit); i++)
        unit->bound[i] = unit->is_unreachable ? state->bound[i] : unit->bound[i] & state->bound[i];
    unit->is_unreachable = false;
}
