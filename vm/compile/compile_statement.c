/* compile_statement: statements to instructions.
 *
 * Each case of the switch at the end emits one statement. No temporary outlives a statement, except
 * those of the blocks around it: a for loop's iterator, a with's __exit__, what a handler keeps.
 * Tests stand at the end of loops, so that a round costs one jump; conditions jump directly
 * (compile_condition), without a bool in between.
 *
 * What a debugger or traceback shows comes from unit->place: it is set before each instruction to
 * the node whose position the instruction gets, which is CPython's choice. */
#include "vm/compile/compiler.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* a, b = b, a with plain locals on the left: no tuple is needed. False if it is not that. */
static bool assign_pairwise(Compiler *c, const Node *target, const Node *value)
{
    if (target->kind != NODE_Tuple || value->kind != NODE_Tuple || target->Tuple.elts.count != value->Tuple.elts.count)
        return false;
    const NodeList *targets = &target->Tuple.elts, *values = &value->Tuple.elts;
    for (uint32_t i = 0; i < targets->count; i++) {
        if (values->items[i]->kind == NODE_Starred || target_register(c, targets->items[i]) == NO_OPERAND)
            return false;
        for (uint32_t j = 0; j < i; j++)
            if (targets->items[i]->Name.id == targets->items[j]->Name.id)
                return false;
    }
    for (uint32_t i = 0; i < values->count; i++)
        compile_temporary(c, values->items[i]);
    for (uint32_t i = targets->count; i-- > 0;)
        compile_store(c, targets->items[i], (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + c->unit->depth - 1)));
    return true;
}

static void compile_assign(Compiler *c, const Node *node)
{
    const NodeList *targets = &node->Assign.targets;
    Operand direct = target_register(c, targets->items[0]);
    if (targets->count == 1 && direct != NO_OPERAND) {
        Operand value = compile_value(c, node->Assign.value, direct);
        c->unit->place = targets->items[0];
        compile_move(c, value, direct);
        return;
    }
    if (targets->count == 1 && assign_pairwise(c, targets->items[0], node->Assign.value))
        return;
    Operand value = targets->count == 1 ? compile_left(c, node->Assign.value, targets->items[0]) : compile_temporary(c, node->Assign.value);
    for (uint32_t i = 0; i + 1 < targets->count; i++) {
        Operand copy = emit_result(c, OP_MOVE, NO_OPERAND, value & OPERAND_INDEX, 0);
        compile_store(c, targets->items[i], copy);
    }
    compile_store(c, targets->items[targets->count - 1], value);
}

static void compile_expression_statement(Compiler *c, const Node *node)
{
    const Node *value = node->Expr.value;
    bool is_printed = c->is_interactive && c->unit->scope->kind == SCOPE_MODULE;
    if (value->kind == NODE_Constant && !is_printed) {
        emit_mark(c, node);
        return;
    }
    if (value->kind == NODE_Yield) {
        compile_yield_statement(c, value);
        return;
    }
    Operand operand = compile_operand(c, value);
    c->unit->place = node;
    emit_consume(c, operand);
    if (is_printed)
        emit(c, OP_PRINT_EXPRESSION, operand, 0, 0);
    else if (operand & OPERAND_CONSTANT)
        return;
    else if (operand & OPERAND_TEMPORARY)
        emit(c, OP_RELEASE, operand, 0, 0);
    else
        emit(c, OP_CHECK_BOUND, operand, 0, 0);
}

/* --- loops ---------------------------------------------------------------------------------------------- */

static void compile_while(Compiler *c, const Node *node)
{
    Block block;
    compile_block_push(c, &block, BLOCK_WHILE);
    Label body = emit_label_new(c), otherwise = emit_label_new(c);
    block.again = emit_label_new(c);
    block.leave = emit_label_new(c);
    /* the condition stands twice: before the loop, and at its end, where it jumps back */
    compile_condition(c, node->While.test, false, otherwise);
    emit_label_set(c, body);
    compile_statements(c, &node->While.body);
    emit_label_set(c, block.again);
    c->unit->place = node;
    emit(c, OP_SAFE_POINT, 0, 0, 0);
    compile_condition(c, node->While.test, true, body);
    compile_block_pop(c);
    emit_label_set(c, otherwise);
    compile_statements(c, &node->While.orelse);
    emit_label_set(c, block.leave);
}

static void compile_for(Compiler *c, const Node *node)
{
    Operand iterable = compile_iterable(c, node->For.iter);
    c->unit->place = node;
    emit_consume(c, iterable);
    Operand iterator = emit_result(c, OP_GET_ITER, NO_OPERAND, iterable, 0);
    Block block;
    compile_block_push(c, &block, BLOCK_FOR);
    Operand target = target_register(c, node->For.target);
    ForLoop loop;
    emit_for_enter(c, &loop, target);
    block.again = loop.again;
    block.leave = emit_label_new(c);
    block.place = iterator;
    if (target == NO_OPERAND)
        compile_store(c, node->For.target, emit_temporary_push(c));
    compile_statements(c, &node->For.body);
    c->unit->place = node;
    emit_for_iterate(c, &loop, iterator);
    compile_block_pop(c);
    c->unit->place = node->For.iter;
    emit_consume(c, iterator);
    emit(c, OP_RELEASE, iterator, 0, 0);
    compile_statements(c, &node->For.orelse);
    emit_label_set(c, block.leave);
}

static void compile_async_for(Compiler *c, const Node *node)
{
    Operand iterable = compile_operand(c, node->AsyncFor.iter);
    c->unit->place = node;
    emit_consume(c, iterable);
    Operand iterator = emit_result(c, OP_GET_ASYNC_ITER, NO_OPERAND, iterable, 0);
    Block block;
    compile_block_push(c, &block, BLOCK_FOR);
    Label ended;
    Operand item = compile_async_next(c, iterator, &block.again, &ended);
    block.leave = emit_label_new(c);
    block.place = iterator;
    compile_store(c, node->AsyncFor.target, item);
    compile_statements(c, &node->AsyncFor.body);
    emit_jump_artificial(c, block.again);
    compile_block_pop(c);
    compile_async_end(c, iterator, ended, node->AsyncFor.iter);
    compile_statements(c, &node->AsyncFor.orelse);
    emit_label_set(c, block.leave);
}

static Block *innermost_loop(Compiler *c)
{
    Block *block = c->unit->block;
    while (block && block->kind != BLOCK_WHILE && block->kind != BLOCK_FOR)
        block = block->outer;
    return block;
}

/* A clause of except* cannot be left but at its end: what others of them raised is still to be raised. True,
 * and failed at `place`, if the way out to `until` (NULL: out of all blocks) leads through one. */
static bool leaves_group_handler(Compiler *c, const Block *until, const Node *place)
{
    const Block *block = c->unit->block;
    while (block && block != until && block->kind != BLOCK_GROUP_HANDLER)
        block = block->outer;
    if (!block || block == until)
        return false;
    emit_fail_syntax(c, place, "'break', 'continue' and 'return' cannot appear in an except* block");
    return true;
}

static void compile_break(Compiler *c, const Node *node)
{
    Block *loop = innermost_loop(c);
    if (leaves_group_handler(c, loop, node))
        return;
    if (!loop) {
        emit_fail_syntax(c, node, "'break' outside loop");
        return;
    }
    uint32_t depth = c->unit->depth;
    emit_mark(c, node);
    compile_unwind_blocks(c, loop);
    c->unit->place = node;
    if (loop->kind == BLOCK_FOR)
        emit(c, OP_CLEAR_TEMPORARY, loop->place & OPERAND_INDEX, 0, 0);
    emit_jump(c, OP_JUMP, 0, loop->leave);
    c->unit->is_artificial = false;
    compile_reopen_blocks(c, loop);
    c->unit->depth = depth;
}

static void compile_continue(Compiler *c, const Node *node)
{
    Block *loop = innermost_loop(c);
    if (leaves_group_handler(c, loop, node))
        return;
    if (!loop) {
        emit_fail_syntax(c, node, "'continue' not properly in loop");
        return;
    }
    uint32_t depth = c->unit->depth;
    emit_mark(c, node);
    compile_unwind_blocks(c, loop);
    c->unit->place = node;
    emit_jump(c, OP_JUMP, 0, loop->again);
    c->unit->is_artificial = false;
    compile_reopen_blocks(c, loop);
    c->unit->depth = depth;
}

static void compile_return(Compiler *c, const Node *node)
{
    const Scope *scope = c->unit->scope;
    if (scope->kind == SCOPE_MODULE || scope->kind == SCOPE_CLASS) {
        emit_fail_syntax(c, node, "'return' outside function");
        return;
    }
    uint32_t depth = c->unit->depth;
    Block *block = c->unit->block;
    Operand value = node->Return.value ? compile_operand(c, node->Return.value) : emit_constant_none(c);
    bool is_shown_at_value = node->Return.value && value & OPERAND_CONSTANT && node->Return.value->line == node->line;
    if (leaves_group_handler(c, NULL, is_shown_at_value ? node->Return.value : node))
        return;
    if (node->Return.value && (value & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) != OPERAND_TEMPORARY)
        emit_mark(c, node->Return.value);
    if (!node->Return.value || node->Return.value->line != node->line)
        emit_mark(c, node);
    c->unit->place = node;
    if (block) { /* blocks to leave: the value waits on top of what they hold */
        if (!(value & OPERAND_CONSTANT))
            value = value & OPERAND_TEMPORARY ? value : compile_move(c, value, NO_OPERAND);
        compile_unwind_blocks(c, NULL);
    }
    c->unit->place = node;
    emit_consume(c, value);
    c->unit->depth = 0;
    emit(c, OP_RETURN, value, 0, 0);
    c->unit->is_artificial = false;
    compile_reopen_blocks(c, NULL);
    c->unit->depth = depth;
}

/* --- import --------------------------------------------------------------------------------------------- */

static Operand emit_import(Compiler *c, Operand from_names, uint32_t name, int level)
{
    emit_consume(c, from_names);
    Operand place = emit_temporary_next(c);
    emit(c, OP_IMPORT_NAME, place, from_names, (Operand)name);
    emit_word(c, (uint64_t)level);
    return emit_temporary_push(c);
}

static const Name *intern_part(Compiler *c, const Name *name, size_t length)
{
    const Name *part = names_intern(c->names, name->text, length);
    if (!part)
        emit_fail_memory(c);
    return part;
}

/* import a.b.c as d: the last part, found by attributes from the first. */
static Operand import_last(Compiler *c, Operand module, const Name *name)
{
    const char *text = name->text, *dot = strchr(text, '.');
    while (dot) {
        const char *start = dot + 1;
        dot = strchr(start, '.');
        size_t length = dot ? (size_t)(dot - start) : strlen(start);
        Ref part = str_from_utf8(start, length);
        if (part && !str_intern(&part))
            clear_place(&part);
        Operand constant = (Operand)emit_constant_add_take(c, part);
        Operand inner = emit_result(c, OP_IMPORT_FROM, NO_OPERAND, module & OPERAND_INDEX, constant);
        emit_consume(c, inner);
        emit(c, OP_MOVE, module & OPERAND_INDEX, inner, 0);
    }
    return module;
}

static void compile_import(Compiler *c, const Node *node)
{
    for (uint32_t i = 0; i < node->Import.names.count && !c->failed; i++) {
        const Node *alias = node->Import.names.items[i];
        const Name *name = alias->alias.name;
        Operand module = emit_import(c, emit_constant_none(c), emit_constant_add_take(c, str_from_utf8(name->text, name->length)), 0);
        if (alias->alias.asname) {
            compile_name_store(c, alias->alias.asname, import_last(c, module, name));
            continue;
        }
        const char *dot = strchr(name->text, '.');
        const Name *first = dot ? intern_part(c, name, (size_t)(dot - name->text)) : name;
        if (first)
            compile_name_store(c, first, module);
    }
}

static Ref import_names_tuple(const NodeList *names)
{
    Ref tuple = tuple_new(names->count);
    for (uint32_t i = 0; tuple && i < names->count; i++) {
        const Name *name = names->items[i]->alias.name;
        Ref text = str_from_utf8(name->text, name->length);
        if (!text) {
            clear_place(&tuple);
            break;
        }
        ((TupleView)tuple)->items[i] = text;
    }
    return tuple;
}

static void compile_import_from(Compiler *c, const Node *node)
{
    const NodeList *names = &node->ImportFrom.names;
    const Name *module_name = node->ImportFrom.module;
    uint32_t name = module_name ? emit_constant_add_take(c, str_from_utf8(module_name->text, module_name->length))
                                : emit_constant_add_take(c, retain(str_empty));
    Operand tuple = emit_constant_operand(c, emit_constant_add_take(c, import_names_tuple(names)));
    Operand module = emit_import(c, tuple, name, node->ImportFrom.level);
    if (names->count == 1 && strcmp(names->items[0]->alias.name->text, "*") == 0) {
        emit_consume(c, module);
        emit(c, OP_IMPORT_STAR, module, 0, 0);
        return;
    }
    for (uint32_t i = 0; i < names->count && !c->failed; i++) {
        const Node *alias = names->items[i];
        Ref text = str_from_utf8(alias->alias.name->text, alias->alias.name->length);
        if (text && !str_intern(&text))
            clear_place(&text);
        c->unit->place = node;
        Operand value = emit_result(c, OP_IMPORT_FROM, NO_OPERAND, module & OPERAND_INDEX, (Operand)emit_constant_add_take(c, text));
        compile_name_store(c, alias->alias.asname ? alias->alias.asname : alias->alias.name, value);
    }
    emit_consume(c, module);
    emit(c, OP_RELEASE, module, 0, 0);
}

/* --- the rest ------------------------------------------------------------------------------------------- */

static void compile_if(Compiler *c, const Node *node)
{
    Label otherwise = emit_label_new(c), leave = emit_label_new(c);
    compile_condition(c, node->If.test, false, otherwise);
    compile_statements(c, &node->If.body);
    if (node->If.orelse.count)
        emit_jump_artificial(c, leave);
    emit_label_set(c, otherwise);
    compile_statements(c, &node->If.orelse);
    emit_label_set(c, leave);
}

static void compile_raise(Compiler *c, const Node *node)
{
    if (!node->Raise.exc) {
        emit(c, OP_RERAISE_HANDLED, 0, 0, 0);
        return;
    }
    Operand exception = node->Raise.cause ? compile_left(c, node->Raise.exc, node->Raise.cause) : compile_operand(c, node->Raise.exc);
    Operand cause = node->Raise.cause ? compile_operand(c, node->Raise.cause) : NO_OPERAND;
    c->unit->place = node;
    emit_consume(c, cause);
    emit_consume(c, exception);
    emit(c, OP_RAISE, exception, cause, 0);
}

/* The last comparison that the condition looks at, or NULL. */
static const Node *last_comparison(Compiler *c, const Node *test)
{
    while (test->kind == NODE_UnaryOp && test->UnaryOp.op == Not)
        test = test->UnaryOp.operand;
    if (test->kind == NODE_Compare || !emit_check_depth(c))
        return test->kind == NODE_Compare ? test : NULL;
    const Node *found = NULL;
    if (test->kind == NODE_BoolOp)
        for (uint32_t i = test->BoolOp.values.count; i-- > 0 && !found;)
            found = last_comparison(c, test->BoolOp.values.items[i]);
    if (test->kind == NODE_IfExp && !(found = last_comparison(c, test->IfExp.orelse)) && !(found = last_comparison(c, test->IfExp.body)))
        found = last_comparison(c, test->IfExp.test);
    return found;
}

/* The error stands at the whole statement, or where a comparison stood: in CPython the one leaves its place behind. */
static void compile_assert(Compiler *c, const Node *node)
{
    compile_warn_of_assert(c, node);
    if (c->optimize)
        return;
    Label holds = emit_label_new(c);
    compile_condition(c, node->Assert.test, true, holds);
    const Node *comparison = last_comparison(c, node->Assert.test), *place = comparison ? comparison : node;
    c->unit->place = place;
    Operand error = emit_result(c, OP_ASSERTION_ERROR, NO_OPERAND, 0, 0);
    if (node->Assert.msg) {
        uint32_t depth = c->unit->depth - 1;
        compile_temporary(c, node->Assert.msg);
        c->unit->place = place;
        emit_temporaries_drop(c, depth);
        emit(c, OP_CALL, error, error & OPERAND_INDEX, 1);
        emit_word(c, UINT32_MAX);
        emit_temporary_push(c);
    }
    emit_consume(c, error);
    emit(c, OP_RAISE, error, NO_OPERAND, 0);
    emit_label_set(c, holds);
}

static bool is_text_alone(const Node *statement)
{
    return statement->kind == NODE_Expr && statement->Expr.value->kind == NODE_Constant &&
           statement->Expr.value->Constant.kind == CONSTANT_STRING;
}

void compile_block(Compiler *c, const NodeList *body)
{
    bool has_doc = body->count && !c->is_interactive && is_text_alone(body->items[0]);
    for (uint32_t i = has_doc; i < body->count && !c->failed; i++)
        compile_statement(c, body->items[i]);
    if (body->count)
        c->unit->place = body->items[body->count - 1];
}

void compile_statements(Compiler *c, const NodeList *body)
{
    for (uint32_t i = 0; i < body->count && !c->failed; i++)
        compile_statement(c, body->items[i]);
}

void compile_statement(Compiler *c, const Node *node)
{
    if (!emit_check_depth(c))
        return;
    c->unit->place = node;
    c->unit->is_artificial = false;
    switch (node->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef: compile_definition(c, node); break;
    case NODE_ClassDef: compile_class(c, node); break;
    case NODE_Return: compile_return(c, node); break;
    case NODE_Delete:
        for (uint32_t i = 0; i < node->Delete.targets.count; i++)
            compile_delete(c, node->Delete.targets.items[i]);
        break;
    case NODE_Assign: compile_assign(c, node); break;
    case NODE_AugAssign: compile_augmented(c, node); break;
    case NODE_AnnAssign: compile_annotated(c, node); break;
    case NODE_For: compile_for(c, node); break;
    case NODE_While: compile_while(c, node); break;
    case NODE_If: compile_if(c, node); break;
    case NODE_With: compile_with(c, node); break;
    case NODE_Raise: compile_raise(c, node); break;
    case NODE_Try:
    case NODE_TryStar: compile_try(c, node); break;
    case NODE_Assert: compile_assert(c, node); break;
    case NODE_Import: compile_import(c, node); break;
    case NODE_ImportFrom: compile_import_from(c, node); break;
    case NODE_Global:
    case NODE_Nonlocal: break;
    case NODE_Pass: emit_mark(c, node); break;
    case NODE_Expr: compile_expression_statement(c, node); break;
    case NODE_Break: compile_break(c, node); break;
    case NODE_Continue: compile_continue(c, node); break;
    case NODE_AsyncFor: compile_async_for(c, node); break;
    case NODE_AsyncWith: compile_with(c, node); break;
    case NODE_Match: compile_match(c, node); break;
    default: emit_fail_unsupported(c, node, ast_kind_names[node->kind]); break;
    }
}
