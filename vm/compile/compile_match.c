/* compile_match: the match statement.
 *
 * The subject, and whatever a pattern takes out of it, lies in temporaries. A pattern is compiled against
 * the register that has its value, which it only borrows; it goes on when the value fits, and jumps away
 * when it does not:
 *
 *     match f(x):                 t0 ← f(x)
 *         case [a, 1] if a > 2:   JUMP_NO_SEQUENCE t0, 2 items ─────────────► behind 1
 *             body                UNPACK t1 … ← t0          t2 = the first item, t1 = the second
 *                                 JUMP_NOT_EQ t1, 1 ────────────────────────► behind 3
 *                                 a ← t2; RELEASE t1        nothing is bound before the whole pattern fits
 *                                 JUMP_IF_FALSE a > 2 ──────────────────────► behind 1
 *                                 RELEASE t0; body; JUMP leave
 *                        behind 3: RELEASE t2
 *                        behind 2: RELEASE t1
 *                        behind 1: the next case
 *
 * A failure jumps to the place that fits the temporaries then alive; from there they are released one after
 * the other, so each depth needs one label (`failures`).
 *
 * Captures are noted with their registers and stored at the end, in the order of the pattern. The
 * alternatives of an or-pattern bind the same names; they put their values into registers reserved for
 * them, the same for each alternative.
 *
 * Places: CPython moves to the position of each pattern that it compiles, and never back. Messages and
 *         tracebacks show the pattern looked at last. */
#include "vm/compile/compile_match.h"

enum { NO_LABEL = UINT32_MAX };

static void compile_pattern(Compiler *c, Matching *matching, const Node *node, Operand subject);

/* --- failing -------------------------------------------------------------------------------------------- */

static void matching_begin(Matching *matching, uint32_t bottom, bool may_be_irrefutable)
{
    *matching = (Matching){.bottom = bottom,
                           .captures = {.item_size = sizeof(Capture)},
                           .failures = {.item_size = sizeof(Label)},
                           .may_be_irrefutable = may_be_irrefutable};
}

static void matching_end(Matching *matching)
{
    emit_buffer_free(&matching->captures);
    emit_buffer_free(&matching->failures);
}

/* Where to jump to now when the pattern does not fit. */
Label match_failure(Compiler *c, Matching *matching)
{
    static const Label none = NO_LABEL;
    uint32_t place = c->unit->depth - matching->bottom;
    while (!c->failed && matching->failures.count <= place)
        emit_buffer_add(c, &matching->failures, &none);
    if (c->failed)
        return 0;
    if (((Label *)matching->failures.data)[place] == NO_LABEL) {
        Label label = emit_label_new(c);
        ((Label *)matching->failures.data)[place] = label;
    }
    return ((Label *)matching->failures.data)[place];
}

static Operand top_temporary(const Compiler *c)
{
    return (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + c->unit->depth - 1));
}

static void release_top(Compiler *c)
{
    if (c->failed)
        return;
    Operand top = top_temporary(c);
    emit_consume(c, top);
    emit(c, OP_RELEASE, top, 0, 0);
}

void match_release_down_to(Compiler *c, uint32_t depth)
{
    while (!c->failed && c->unit->depth > depth)
        release_top(c);
}

/* All failures arrive here, and `bottom` temporaries are left. */
static void emit_failures(Compiler *c, const Matching *matching)
{
    bool is_reached = false;
    for (size_t i = matching->failures.count; i-- > 0 && !c->failed;) {
        c->unit->depth = matching->bottom + (uint32_t)i;
        Label label = ((const Label *)matching->failures.data)[i];
        if (label != NO_LABEL)
            emit_label_set(c, label);
        is_reached |= label != NO_LABEL;
        if (i > 0 && is_reached)
            release_top(c);
    }
    c->unit->depth = matching->bottom;
}

/* --- captures ------------------------------------------------------------------------------------------- */

static void fail_with_name(Compiler *c, const char *before, const Name *name, const char *behind)
{
    char *message = arena_printf(c->arena, "%s'%s'%s", before, name->text, behind);
    if (message)
        emit_fail_syntax(c, c->unit->place, message);
    else
        emit_fail_memory(c);
}

static const Capture *captures_of(const Matching *matching)
{
    return matching->captures.data;
}

static const Capture *find_capture(const Matching *matching, const Name *name)
{
    for (size_t i = 0; i < matching->captures.count; i++)
        if (captures_of(matching)[i].name == name)
            return &captures_of(matching)[i];
    return NULL;
}

void match_check_assignable(Compiler *c, const Name *name)
{
    if (strcmp(name->text, "__debug__") == 0)
        emit_fail_syntax(c, c->unit->place, "cannot assign to __debug__");
}

/* The value in `place` will be bound to the name, if there is one (a wildcard has none). */
void match_capture(Compiler *c, Matching *matching, const Name *name, Operand place)
{
    if (!name)
        return;
    match_check_assignable(c, name);
    if (find_capture(matching, name)) {
        fail_with_name(c, "multiple assignments to name ", name, " in pattern");
        return;
    }
    Capture new = {name, place};
    emit_buffer_add(c, &matching->captures, &new);
}

static bool is_captured_from(const Matching *matching, size_t from, Operand place)
{
    for (size_t i = from; i < matching->captures.count; i++)
        if (captures_of(matching)[i].place == (place & OPERAND_INDEX))
            return true;
    return false;
}

/* The pattern fits: bind the names, in their order, and release all temporaries down to `depth`. The first
 * item of a sequence lies topmost, so mostly a value moves from the top to its name. */
static void store_captures(Compiler *c, const Matching *matching, uint32_t depth)
{
    for (size_t i = 0; i < matching->captures.count && !c->failed; i++) {
        Capture this = captures_of(matching)[i];
        while (!c->failed && c->unit->depth > depth && !is_captured_from(matching, i, top_temporary(c)))
            release_top(c);
        bool is_last = c->unit->depth > depth && this.place == (top_temporary(c) & OPERAND_INDEX) &&
                       !is_captured_from(matching, i + 1, this.place);
        compile_name_store(c, this.name, is_last ? top_temporary(c) : this.place);
    }
    match_release_down_to(c, depth);
}

/* --- simple patterns ------------------------------------------------------------------------------------ */

/* Jump if the subject is (when), or is not, what the literal or dotted name says. */
static void compile_value_pattern(Compiler *c, const Node *node, Operand subject, bool when, Label label)
{
    bool is_singleton = node->kind == NODE_MatchSingleton;
    Node constant = {
        .kind = NODE_Constant, .line = node->line, .column = node->column, .end_line = node->end_line, .end_column = node->end_column};
    if (is_singleton)
        constant.Constant = (ConstantFields){.kind = node->MatchSingleton.value};
    Operand value = compile_operand(c, is_singleton ? &constant : node->MatchValue.value);
    static const Opcode jumps[2][2] = {{OP_JUMP_NOT_EQ, OP_JUMP_EQ}, {OP_JUMP_IS_NOT, OP_JUMP_IS}};
    c->unit->place = node;
    emit_consume(c, value);
    if (!c->unit->far_jumps) {
        emit_compare_jump(c, jumps[is_singleton][when], subject, value, label);
        return;
    }
    Operand truth = emit_result(c, is_singleton ? OP_IS : OP_EQ, NO_OPERAND, subject, value);
    emit_consume(c, truth);
    emit_jump(c, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, truth, label);
}

static void compile_as(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const Name *name = node->MatchAs.name;
    if (node->MatchAs.pattern) {
        compile_pattern(c, matching, node->MatchAs.pattern, subject);
    } else if (!matching->may_be_irrefutable) {
        if (name)
            fail_with_name(c, "name capture ", name, " makes remaining patterns unreachable");
        else
            emit_fail_syntax(c, node, "wildcard makes remaining patterns unreachable");
        return;
    }
    match_capture(c, matching, name, subject);
}

bool match_is_wildcard(const Node *node)
{
    return (node->kind == NODE_MatchAs && !node->MatchAs.name) || (node->kind == NODE_MatchStar && !node->MatchStar.name);
}

void match_part(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    bool before = matching->may_be_irrefutable;
    matching->may_be_irrefutable = true;
    compile_pattern(c, matching, node, subject);
    matching->may_be_irrefutable = before;
}

/* --- alternatives --------------------------------------------------------------------------------------- */

static bool is_value(const Node *node)
{
    return node->kind == NODE_MatchValue || node->kind == NODE_MatchSingleton;
}

/* How many names the pattern binds. The alternatives of one in it bind the same ones. */
static uint32_t count_captures(Compiler *c, const Node *node)
{
    if (!emit_check_depth(c))
        return 0;
    uint32_t count = node->kind == NODE_MatchAs     ? node->MatchAs.name != NULL
                     : node->kind == NODE_MatchStar ? node->MatchStar.name != NULL
                                                    : node->kind == NODE_MatchMapping && node->MatchMapping.rest;
    if (is_value(node))
        return 0;
    if (node->kind == NODE_MatchOr)
        return count_captures(c, node->MatchOr.patterns.items[0]);
    ChildWalk walk = {.node = node};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && child->kind >= NODE_MatchValue) /* a pattern */
            count += count_captures(c, child);
    return count;
}

/* One that binds nothing, and is not the last. */
static void compile_plain_alternative(Compiler *c, const Node *node, Operand subject, Label fits)
{
    if (is_value(node)) {
        compile_value_pattern(c, node, subject, true, fits);
        return;
    }
    Matching inner;
    matching_begin(&inner, c->unit->depth, false);
    compile_pattern(c, &inner, node, subject);
    match_release_down_to(c, inner.bottom);
    emit_jump(c, OP_JUMP, 0, fits);
    emit_failures(c, &inner);
    if (inner.captures.count)
        emit_fail_syntax(c, c->unit->place, "alternative patterns bind different names");
    matching_end(&inner);
}

/* All alternatives bind nothing: the last one fails as the whole does. */
static void compile_plain_or(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const NodeList *patterns = &node->MatchOr.patterns;
    uint32_t depth = c->unit->depth;
    Label fits = emit_label_new(c);
    for (uint32_t i = 0; i + 1 < patterns->count && !c->failed; i++) {
        c->unit->place = patterns->items[i];
        compile_plain_alternative(c, patterns->items[i], subject, fits);
    }
    Buffer captures = matching->captures;
    matching->captures = (Buffer){.item_size = sizeof(Capture)};
    compile_pattern(c, matching, patterns->items[patterns->count - 1], subject);
    match_release_down_to(c, depth);
    if (matching->captures.count)
        emit_fail_syntax(c, c->unit->place, "alternative patterns bind different names");
    emit_buffer_free(&matching->captures);
    matching->captures = captures;
    emit_label_set(c, fits);
}

/* The values of this alternative into the registers reserved at `base`, in the order of `control`, the
 * first alternative's. */
static void place_captures(Compiler *c, const Matching *alternative, const Matching *control, Operand base)
{
    bool is_same = alternative->captures.count == control->captures.count;
    for (size_t i = 0; i < control->captures.count && is_same && !c->failed; i++) {
        const Capture *found = find_capture(alternative, captures_of(control)[i].name);
        is_same = found != NULL;
        if (found)
            emit(c, OP_MOVE, (Operand)(base + i), found->place, 0);
    }
    if (!is_same)
        emit_fail_syntax(c, c->unit->place, "alternative patterns bind different names");
}

static void compile_or(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    const NodeList *patterns = &node->MatchOr.patterns;
    uint32_t count = count_captures(c, patterns->items[0]);
    if (c->failed)
        return;
    if (!count) {
        compile_plain_or(c, matching, node, subject);
        return;
    }
    Operand base = emit_temporary_next(c) & OPERAND_INDEX;
    for (uint32_t i = 0; i < count && !c->failed; i++)
        compile_move(c, emit_constant_none(c), NO_OPERAND);
    Matching control = {0}, alternative;
    Label fits = emit_label_new(c);
    uint32_t depth = c->unit->depth;
    for (uint32_t i = 0; i < patterns->count && !c->failed; i++) {
        bool is_last = i + 1 == patterns->count;
        c->unit->place = patterns->items[i];
        matching_begin(&alternative, depth, is_last && matching->may_be_irrefutable);
        compile_pattern(c, &alternative, patterns->items[i], subject);
        if (!c->failed)
            place_captures(c, &alternative, i ? &control : &alternative, base);
        match_release_down_to(c, depth);
        emit_jump(c, OP_JUMP, 0, fits);
        emit_failures(c, &alternative);
        if (i == 0) {
            control = alternative;
            control.failures = (Buffer){0};
            emit_buffer_free(&alternative.failures);
        } else {
            matching_end(&alternative);
        }
    }
    if (!c->failed)
        emit_jump(c, OP_JUMP, 0, match_failure(c, matching));
    if (!c->failed)
        emit_label_set(c, fits);
    for (size_t i = 0; i < control.captures.count && !c->failed; i++)
        match_capture(c, matching, captures_of(&control)[i].name, (Operand)(base + i));
    matching_end(&control);
}

/* --- any pattern ---------------------------------------------------------------------------------------- */

/* Behind it the value of `subject`, a register that is only borrowed, fits the pattern; what the pattern
 * took out of it may lie in further temporaries. */
static void compile_pattern(Compiler *c, Matching *matching, const Node *node, Operand subject)
{
    if (c->failed || !emit_check_depth(c))
        return;
    c->unit->place = node;
    switch (node->kind) {
    case NODE_MatchValue:
    case NODE_MatchSingleton: compile_value_pattern(c, node, subject, false, match_failure(c, matching)); break;
    case NODE_MatchSequence: match_sequence(c, matching, node, subject); break;
    case NODE_MatchMapping: match_mapping(c, matching, node, subject); break;
    case NODE_MatchClass: match_class(c, matching, node, subject); break;
    case NODE_MatchStar: match_capture(c, matching, node->MatchStar.name, subject); break;
    case NODE_MatchAs: compile_as(c, matching, node, subject); break;
    default: compile_or(c, matching, node, subject); break;
    }
}

/* --- the statement -------------------------------------------------------------------------------------- */

static bool binds_nothing(const Node *node)
{
    if (node->kind == NODE_MatchOr) {
        for (uint32_t i = 0; i < node->MatchOr.patterns.count; i++)
            if (!is_value(node->MatchOr.patterns.items[i]))
                return false;
        return true;
    }
    return is_value(node) || (node->kind == NODE_MatchAs && !node->MatchAs.name && !node->MatchAs.pattern);
}

/* Only values to compare with, and no guards: a subject that is a local variable can stay where it is. */
static bool is_plain(const Node *node)
{
    for (uint32_t i = 0; i < node->Match.cases.count; i++) {
        const Node *this = node->Match.cases.items[i];
        if (this->match_case.guard || !binds_nothing(this->match_case.pattern))
            return false;
    }
    return true;
}

/* One case. With `is_last` the subject (whatever lies from `depth` on) is let go as soon as the pattern
 * fits; else only before the body, since the guard may say no. Behind it follow those that fail. */
static void compile_case(Compiler *c, const Node *node, Operand subject, uint32_t depth, bool is_last, bool has_default, Label leave)
{
    Matching matching;
    const Node *guard = node->match_case.guard;
    uint32_t held = c->unit->depth;
    matching_begin(&matching, is_last ? depth : held, guard || (is_last && !has_default));
    compile_pattern(c, &matching, node->match_case.pattern, subject);
    store_captures(c, &matching, is_last ? depth : held);
    c->unit->place = node->match_case.pattern;
    if (guard && !c->failed)
        compile_condition(c, guard, false, match_failure(c, &matching));
    match_release_down_to(c, depth);
    compile_statements(c, &node->match_case.body);
    emit_jump_artificial(c, leave);
    c->unit->place = node->match_case.pattern;
    emit_failures(c, &matching);
    matching_end(&matching);
}

void compile_match(Compiler *c, const Node *node)
{
    const NodeList *cases = &node->Match.cases;
    const Node *last = cases->items[cases->count - 1];
    bool has_default = cases->count > 1 && match_is_wildcard(last->match_case.pattern) && !last->match_case.pattern->MatchAs.pattern;
    uint32_t depth = c->unit->depth, tried = cases->count - has_default;
    Label leave = emit_label_new(c);
    Operand subject = compile_operand(c, node->Match.subject);
    bool is_local = !(subject & (OPERAND_CONSTANT | OPERAND_TEMPORARY));
    if (!(is_local && is_plain(node)) && !(subject != NO_OPERAND && c->unit->depth > depth))
        subject = compile_move(c, subject, NO_OPERAND);
    for (uint32_t i = 0; i < tried && !c->failed; i++)
        compile_case(c, cases->items[i], subject & OPERAND_INDEX, depth, i + 1 == tried, has_default, leave);
    if (has_default && !c->failed) {
        emit_mark(c, last->match_case.pattern);
        c->unit->place = last->match_case.pattern;
        if (last->match_case.guard)
            compile_condition(c, last->match_case.guard, false, leave);
        compile_statements(c, &last->match_case.body);
    }
    emit_label_set(c, leave);
}
