/* compile_expression: expressions to instructions.
 *
 * An operand that is a plain local is borrowed from its register, so nothing between its evaluation and its
 * use may rebind that local: where a walrus to the right might, compile_left copies it first. A result goes
 * straight into the local it is assigned to when `want` names one; only the last instruction of an expression
 * writes there, since the expression may still read the old value. */
#include "vm/compile/compiler.h"

#include "runtime/calls/object_operations.h"

Operand compile_move(Compiler *c, Operand from, Operand want)
{
    if (from == want)
        return want;
    emit_consume(c, from);
    return emit_result(c, OP_MOVE, want, from, 0);
}

Operand compile_temporary(Compiler *c, const Node *node)
{
    Operand place = emit_temporary_next(c), operand = compile_operand(c, node);
    return operand == place ? place : compile_move(c, operand, NO_OPERAND);
}

/* Does evaluating the expression bind a local by := ? A constant-depth look is not enough, but walruses are
 * rare: the scope knows whether there is any. */
bool compile_may_rebind(const Node *node)
{
    if (node->kind == NODE_NamedExpr || stack_is_low())
        return true;
    if (node->kind == NODE_Lambda)
        return false;
    ChildWalk walk = {.node = node};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && compile_may_rebind(child))
            return true;
    return false;
}

static bool is_walrus_local(Compiler *c, const Node *node)
{
    if (node->kind != NODE_Name)
        return false;
    const Symbol *symbol = scope_find(c->unit->scope, node->Name.id);
    return symbol && symbol->is_walrus_target;
}

Operand compile_left(Compiler *c, const Node *node, const Node *right)
{
    if (is_walrus_local(c, node) && (!right || compile_may_rebind(right)))
        return compile_temporary(c, node);
    return compile_operand(c, node);
}

/* --- operators ------------------------------------------------------------------------------------------ */

static Operand compile_binary(Compiler *c, const Node *node, Operand want)
{
    Operand left = compile_left(c, node->BinOp.left, node->BinOp.right), right = compile_operand(c, node->BinOp.right);
    c->unit->place = node;
    emit_consume(c, right);
    emit_consume(c, left);
    return emit_result(c, (Opcode)(OP_ADD + (int)node->BinOp.op), want, left, right);
}

/* not (a is b), not (a in b) and their opposites are a single comparison, as CPython's optimizer makes of them; its warnings see that.
 * NULL if it is none, or without memory. */
static const Node *comparison_of_not(Compiler *c, const Node *node)
{
    static const CmpOp opposite[] = {[Is] = IsNot, [IsNot] = Is, [In] = NotIn, [NotIn] = In};
    bool is_inverted = false;
    for (; node->kind == NODE_UnaryOp && node->UnaryOp.op == Not; node = node->UnaryOp.operand)
        is_inverted = !is_inverted;
    if (node->kind != NODE_Compare || node->Compare.ops.count != 1 || node->Compare.ops.items[0] < Is)
        return NULL;
    Node *comparison = arena_alloc(c->arena, sizeof *comparison);
    CmpOp *op = arena_alloc(c->arena, sizeof *op);
    if (!comparison || !op) {
        emit_fail_memory(c);
        return NULL;
    }
    *op = is_inverted ? opposite[node->Compare.ops.items[0]] : node->Compare.ops.items[0];
    *comparison = (Node){.kind = NODE_Compare,
                         .line = node->line,
                         .column = node->column,
                         .end_line = node->end_line,
                         .end_column = node->end_column,
                         .depth = node->depth};
    comparison->Compare = node->Compare;
    comparison->Compare.ops.items = op;
    return comparison;
}

static Operand compile_compare(Compiler *c, const Node *node, Operand want);

static Operand compile_unary(Compiler *c, const Node *node, Operand want)
{
    const Node *comparison = node->UnaryOp.op == Not ? comparison_of_not(c, node) : NULL;
    if (comparison)
        return compile_compare(c, comparison, want);
    static const Opcode opcodes[] = {[Invert] = OP_INVERT, [Not] = OP_NOT, [UAdd] = OP_POSITIVE, [USub] = OP_NEGATIVE};
    Operand operand = compile_operand(c, node->UnaryOp.operand);
    c->unit->place = node;
    emit_consume(c, operand);
    return emit_result(c, opcodes[node->UnaryOp.op], want, operand, 0);
}

static Opcode compare_opcode(CmpOp op)
{
    static const Opcode opcodes[] = {[Eq] = OP_EQ,  [NotEq] = OP_NE, [Lt] = OP_LT,        [LtE] = OP_LE, [Gt] = OP_GT,
                                     [GtE] = OP_GE, [Is] = OP_IS,    [IsNot] = OP_IS_NOT, [In] = OP_IN,  [NotIn] = OP_NOT_IN};
    return opcodes[op];
}

/* The last operand of a comparison: what `in` looks through need not be a list. */
static Operand compile_last_comparator(Compiler *c, const Node *node)
{
    uint32_t last = node->Compare.comparators.count - 1;
    const Node *operand = node->Compare.comparators.items[last];
    CmpOp op = node->Compare.ops.items[last];
    return op == In || op == NotIn ? compile_iterable(c, operand) : compile_operand(c, operand);
}

/* a < b < c. Three temporaries: the left value, the right value, the truth. If the truth ends the chain it
 * moves to the first place; otherwise the right value does, to be the next left one. */
static Operand compile_chain(Compiler *c, const Node *node, Operand want)
{
    const NodeList *others = &node->Compare.comparators;
    const CmpOp *ops = node->Compare.ops.items;
    Label cleanup = emit_label_new(c), leave = emit_label_new(c);
    uint32_t depth = c->unit->depth;
    Operand left = compile_temporary(c, node->Compare.left), right = NO_OPERAND, truth = NO_OPERAND;
    Operand left_place = left & OPERAND_INDEX;
    for (uint32_t i = 0; i + 1 < others->count; i++) {
        right = compile_temporary(c, others->items[i]);
        c->unit->place = node;
        truth = emit_result(c, compare_opcode(ops[i]), NO_OPERAND, left_place, right & OPERAND_INDEX);
        emit_jump(c, OP_JUMP_IF_FALSE, truth & OPERAND_INDEX, cleanup);
        emit_consume(c, truth);
        emit(c, OP_RELEASE, truth, 0, 0);
        emit_consume(c, right);
        emit(c, OP_MOVE, left_place, right, 0);
    }
    Operand last = compile_last_comparator(c, node);
    c->unit->place = node;
    emit_consume(c, last);
    emit_consume(c, left);
    emit_result(c, compare_opcode(ops[others->count - 1]), NO_OPERAND, left, last);
    emit_jump(c, OP_JUMP, 0, leave);
    emit_label_set(c, cleanup);
    c->unit->depth = depth + 2;
    emit(c, OP_MOVE, left_place, truth, 0);
    emit_consume(c, right);
    emit(c, OP_RELEASE, right, 0, 0);
    emit_label_set(c, leave);
    return want == NO_OPERAND ? left : compile_move(c, left, want);
}

static Operand compile_compare(Compiler *c, const Node *node, Operand want)
{
    compile_warn_of_compare(c, node);
    const NodeList *others = &node->Compare.comparators;
    const CmpOp *ops = node->Compare.ops.items;
    if (others->count == 1) {
        Operand left = compile_left(c, node->Compare.left, others->items[0]), right = compile_last_comparator(c, node);
        c->unit->place = node;
        emit_consume(c, right);
        emit_consume(c, left);
        return emit_result(c, compare_opcode(ops[0]), want, left, right);
    }
    return compile_chain(c, node, want);
}

/* --- and, or, if-else ----------------------------------------------------------------------------------- */

/* The operands of `and` or `or`, one after the other into `place`. The one that decides stays there; as its
 * truth is known then, control goes where that truth leads, so that no operand of nested ands and ors is
 * asked twice. At the end stands the last operand, not asked yet. */
static void bool_operands(Compiler *c, const Node *node, Operand place, Label when_true, Label when_false)
{
    const NodeList *values = &node->BoolOp.values;
    bool is_and = node->BoolOp.op == And;
    for (uint32_t i = 0; i < values->count; i++) {
        const Node *value = values->items[i];
        bool is_last = i + 1 == values->count;
        Label next = is_last ? 0 : emit_label_new(c);
        if (value->kind != NODE_BoolOp)
            compile_temporary(c, value);
        else
            bool_operands(c, value, place, is_and && !is_last ? next : when_true, is_and || is_last ? when_false : next);
        if (is_last)
            break;
        c->unit->place = node;
        emit_jump(c, is_and ? OP_JUMP_IF_FALSE : OP_JUMP_IF_TRUE, (Operand)(place & OPERAND_INDEX), is_and ? when_false : when_true);
        emit_label_set(c, next);
        emit_consume(c, place);
        emit(c, OP_RELEASE, place, 0, 0);
    }
}

static Operand compile_bool(Compiler *c, const Node *node, Operand want)
{
    Label leave = emit_label_new(c);
    uint32_t depth = c->unit->depth;
    Operand place = emit_temporary_next(c);
    bool_operands(c, node, place, leave, leave);
    emit_label_set(c, leave);
    c->unit->depth = depth + 1;
    return want == NO_OPERAND ? place : compile_move(c, place, want);
}

static Operand compile_if_else(Compiler *c, const Node *node, Operand want)
{
    Label otherwise = emit_label_new(c), leave = emit_label_new(c);
    uint32_t depth = c->unit->depth;
    c->unit->place = node;
    compile_condition(c, node->IfExp.test, false, otherwise);
    const Node *branches[] = {node->IfExp.body, node->IfExp.orelse};
    Operand place = want;
    for (int i = 0; i < 2; i++) {
        emit_temporaries_drop(c, depth);
        if (want == NO_OPERAND) {
            place = compile_temporary(c, branches[i]);
        } else {
            Operand value = compile_value(c, branches[i], want);
            compile_move(c, value, want);
        }
        if (i == 0) {
            emit_jump(c, OP_JUMP, 0, leave);
            emit_label_set(c, otherwise);
        }
    }
    emit_label_set(c, leave);
    return place;
}

/* --- conditions ----------------------------------------------------------------------------------------- */

static void compile_compare_condition(Compiler *c, const Node *node, bool when, Label label)
{
    static const Opcode jumps[][2] = {
        [Eq] = {OP_JUMP_NOT_EQ, OP_JUMP_EQ},   [NotEq] = {OP_JUMP_NOT_NE, OP_JUMP_NE}, [Lt] = {OP_JUMP_NOT_LT, OP_JUMP_LT},
        [LtE] = {OP_JUMP_NOT_LE, OP_JUMP_LE},  [Gt] = {OP_JUMP_NOT_GT, OP_JUMP_GT},    [GtE] = {OP_JUMP_NOT_GE, OP_JUMP_GE},
        [Is] = {OP_JUMP_IS_NOT, OP_JUMP_IS},   [IsNot] = {OP_JUMP_IS, OP_JUMP_IS_NOT}, [In] = {OP_JUMP_NOT_IN, OP_JUMP_IN},
        [NotIn] = {OP_JUMP_IN, OP_JUMP_NOT_IN}};
    const Node *other = node->Compare.comparators.items[0];
    compile_warn_of_compare(c, node);
    Operand left = compile_left(c, node->Compare.left, other), right = compile_last_comparator(c, node);
    c->unit->place = node;
    emit_consume(c, right);
    emit_consume(c, left);
    emit_compare_jump(c, jumps[node->Compare.ops.items[0]][when], left, right, label);
}

static void compile_bool_condition(Compiler *c, const Node *node, bool when, Label label)
{
    const NodeList *values = &node->BoolOp.values;
    const Node *around = c->unit->place;
    bool deciding = node->BoolOp.op == Or; /* the truth that ends the evaluation */
    Label leave = deciding == when ? label : emit_label_new(c);
    for (uint32_t i = 0; i + 1 < values->count; i++) {
        c->unit->place = around;
        compile_condition(c, values->items[i], deciding, leave);
    }
    c->unit->place = around;
    compile_condition(c, values->items[values->count - 1], when, label);
    if (leave != label)
        emit_label_set(c, leave);
}

static void compile_if_else_condition(Compiler *c, const Node *node, bool when, Label label)
{
    const Node *around = c->unit->place;
    Label otherwise = emit_label_new(c), leave = emit_label_new(c);
    compile_condition(c, node->IfExp.test, false, otherwise);
    c->unit->place = around;
    compile_condition(c, node->IfExp.body, when, label);
    emit_jump_artificial(c, leave);
    emit_label_set(c, otherwise);
    c->unit->place = around;
    compile_condition(c, node->IfExp.orelse, when, label);
    emit_label_set(c, leave);
}

/* The jump has the position of what is around, the statement: it shows when asking for the truth fails. */
void compile_condition(Compiler *c, const Node *node, bool when, Label label)
{
    const Node *around = c->unit->place;
    if (c->failed || !emit_check_depth(c))
        return;
    if (node->kind == NODE_UnaryOp && node->UnaryOp.op == Not) {
        const Node *comparison = comparison_of_not(c, node);
        compile_condition(c, comparison ? comparison : node->UnaryOp.operand, comparison ? when : !when, label);
        return;
    }
    if (node->kind == NODE_BoolOp) {
        compile_bool_condition(c, node, when, label);
        return;
    }
    if (node->kind == NODE_IfExp) {
        compile_if_else_condition(c, node, when, label);
        return;
    }
    if (node->kind == NODE_Compare && node->Compare.comparators.count == 1 && !c->unit->far_jumps) {
        compile_compare_condition(c, node, when, label);
        return;
    }
    Ref constant = compile_fold_constant(c, node);
    if (constant) {
        int truth = object_truth(constant);
        release(constant);
        if (truth == (int)when)
            emit_jump(c, OP_JUMP, 0, label);
        else
            emit_mark(c, node);
        return;
    }
    Operand operand = compile_operand(c, node);
    emit_consume(c, operand);
    if (!(operand & OPERAND_TEMPORARY) || operand & OPERAND_CONSTANT) /* it is read where it lies: no instruction stands for its line */
        emit_mark(c, node);
    c->unit->place = around;
    emit_jump(c, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, operand, label);
}

/* --- attributes, items, and the rest -------------------------------------------------------------------- */

static Operand compile_attribute(Compiler *c, const Node *node, Operand want)
{
    Operand object = compile_operand(c, node->Attribute.value);
    emit_place_of_attribute(c, node, node);
    emit_consume(c, object);
    return emit_result(c, OP_LOAD_ATTR, want, object, (Operand)emit_constant_name(c, node->Attribute.attr));
}

static Operand compile_subscript(Compiler *c, const Node *node, Operand want)
{
    compile_warn_of_subscript(c, node);
    Operand object = compile_left(c, node->Subscript.value, node->Subscript.slice), key = compile_operand(c, node->Subscript.slice);
    c->unit->place = node;
    emit_consume(c, key);
    emit_consume(c, object);
    return emit_result(c, OP_GET_ITEM, want, object, key);
}

static Operand compile_slice(Compiler *c, const Node *node, Operand want)
{
    const Node *parts[] = {node->Slice.lower, node->Slice.upper, node->Slice.step};
    Operand base = emit_temporary_next(c), count = parts[2] ? 3 : 2;
    uint32_t depth = c->unit->depth;
    for (Operand i = 0; i < count; i++) {
        if (parts[i])
            compile_temporary(c, parts[i]);
        else
            compile_move(c, emit_constant_none(c), NO_OPERAND);
    }
    c->unit->place = node;
    emit_temporaries_drop(c, depth);
    return emit_result(c, OP_BUILD_SLICE, want, base, count);
}

static Operand compile_walrus(Compiler *c, const Node *node)
{
    const Name *name = node->NamedExpr.target->Name.id;
    Operand place = compile_temporary(c, node->NamedExpr.value);
    Operand copy = emit_result(c, OP_MOVE, NO_OPERAND, place & OPERAND_INDEX, 0);
    compile_name_store(c, name, copy);
    return place;
}

static Operand compile_yielded(Compiler *c, const Node *node)
{
    Operand value = node->Yield.value ? compile_operand(c, node->Yield.value) : emit_constant_none(c);
    c->unit->place = node;
    emit_consume(c, value);
    return value;
}

void compile_yield_statement(Compiler *c, const Node *node)
{
    Operand value = compile_yielded(c, node);
    emit(c, OP_YIELD, NO_OPERAND, value, 0);
}

static Operand compile_yield(Compiler *c, const Node *node, Operand want)
{
    Operand value = compile_yielded(c, node);
    return emit_result(c, OP_YIELD, want, value, 0);
}

/* yield from and await: drive an iterator until it returns. `getter` makes the iterator. */
Operand compile_delegate_loop(Compiler *c, Operand value, Opcode getter, Operand want)
{
    emit_consume(c, value);
    return compile_delegate(c, emit_result(c, getter, NO_OPERAND, value, 0), want);
}

Operand compile_await_of_with(Compiler *c, Operand value, enum Awaited whose)
{
    emit_consume(c, value);
    return compile_delegate(c, emit_result(c, OP_GET_AWAITABLE, NO_OPERAND, value, (Operand)whose), NO_OPERAND);
}

Operand compile_delegate(Compiler *c, Operand iterator, Operand want)
{
    Operand result = compile_move(c, emit_constant_none(c), NO_OPERAND);
    emit_consume(c, result);
    emit(c, OP_YIELD_FROM, result, iterator & OPERAND_INDEX, 0);
    emit_temporary_push(c);
    /* the iterator lies below the result: release it, then move the result down */
    emit_consume(c, result);
    emit_consume(c, iterator);
    emit(c, OP_RELEASE, iterator, 0, 0);
    emit(c, OP_MOVE, want != NO_OPERAND ? want : iterator, result, 0);
    return want != NO_OPERAND ? want : emit_temporary_push(c);
}

static Operand compile_delegation(Compiler *c, const Node *node, const Node *from, Opcode getter, Operand want)
{
    Operand value = compile_operand(c, from);
    c->unit->place = node;
    return compile_delegate_loop(c, value, getter, want);
}

static Operand compile_constant(Compiler *c, const Node *node)
{
    Ref value = compile_fold_constant(c, node);
    return value ? emit_constant_operand(c, emit_constant_add_take(c, value)) : NO_OPERAND;
}

Operand compile_value(Compiler *c, const Node *node, Operand want)
{
    if (c->failed || !emit_check_depth(c))
        return NO_OPERAND;
    c->unit->place = node;
    if (node->kind == NODE_Constant)
        return compile_constant(c, node);
    if (node->kind == NODE_BinOp || node->kind == NODE_UnaryOp || node->kind == NODE_Tuple || node->kind == NODE_Subscript) {
        Ref folded = compile_fold_constant(c, node);
        if (folded)
            return emit_constant_operand(c, emit_constant_add_take(c, folded));
    }
    switch (node->kind) {
    case NODE_Name: return compile_name_load(c, node, node->Name.id, want);
    case NODE_BinOp: return compile_binary(c, node, want);
    case NODE_UnaryOp: return compile_unary(c, node, want);
    case NODE_Compare: return compile_compare(c, node, want);
    case NODE_BoolOp: return compile_bool(c, node, want);
    case NODE_IfExp: return compile_if_else(c, node, want);
    case NODE_Attribute: return compile_attribute(c, node, want);
    case NODE_Subscript: return compile_subscript(c, node, want);
    case NODE_Slice: return compile_slice(c, node, want);
    case NODE_NamedExpr: return compile_walrus(c, node);
    case NODE_Call: return compile_call(c, node, want);
    case NODE_Lambda: return compile_function(c, node, want);
    case NODE_List:
    case NODE_Tuple:
    case NODE_Set:
    case NODE_Dict: return compile_display(c, node, want);
    case NODE_ListComp:
    case NODE_SetComp:
    case NODE_DictComp:
    case NODE_GeneratorExp: return compile_comprehension(c, node, want);
    case NODE_JoinedStr:
    case NODE_FormattedValue: return compile_joined(c, node, want);
    case NODE_Yield: return compile_yield(c, node, want);
    case NODE_YieldFrom: return compile_delegation(c, node, node->YieldFrom.value, OP_GET_YIELD_FROM, want);
    case NODE_Await: return compile_delegation(c, node, node->Await.value, OP_GET_AWAITABLE, want);
    case NODE_Starred: emit_fail_syntax(c, node, "can't use starred expression here"); return NO_OPERAND;
    default: emit_fail_unsupported(c, node, ast_kind_names[node->kind]); return NO_OPERAND;
    }
}
