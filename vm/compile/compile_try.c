/* compile_try: try, with except or except*, and with.
 *
 * A guarded region sends exceptions to its handler; the handler finds in two temporaries what was
 * being handled before and the exception. While a handler runs, its own instructions are a region
 * too (HANDLER_RESTORES): leaving it by another exception puts back what was handled before.
 *
 *     try:                guard opened ──┐
 *         body            …              │ [start, stop) ─► handlers
 *     except E as e:      guard closed ──┘ orelse; JUMP leave
 *         body            handlers:  JUMP_NO_MATCH E, next ─► …
 *                                    e = exception; body; e is deleted, whatever happens; POP_HANDLED; JUMP
 *                                    leave
 *                         next:      RERAISE
 *                         leave:
 *
 * The body of a finally stands several times: for the normal way out, for the exception, and for
 * each break, continue and return that leaves it. CPython copies it, too, since 3.8; before, it was
 * a subroutine.
 *
 *     try:                body                    ─► finally's statements; JUMP leave
 *         return f()      value in a temporary    ─► finally's statements; RETURN     (guard closed there)
 *     finally: …          exception               ─► finally's statements; RERAISE
 *
 * A block knows what leaving it takes (leave_block): compile_unwind_blocks asks each from the
 * innermost on. */
#include "vm/compile/compiler.h"

/* CPython's limit, which keeps generated code from nesting beyond all measure. */
static void check_nesting(Compiler *c, const Block *block, const Node *place)
{
    enum { NESTING_MOST = 20 };
    if (block->nesting > NESTING_MOST)
        emit_fail_syntax(c, place, "too many statically nested blocks");
}

void compile_block_push(Compiler *c, Block *block, BlockKind kind)
{
    /* Handlers are two blocks in CPython, one around all of a try's and one around each: there the check is
     * compile_handlers'. */
    uint32_t nesting = (c->unit->block ? c->unit->block->nesting : 0) + (kind == BLOCK_HANDLER ? 2 : kind != BLOCK_NAMED_HANDLER);
    *block = (Block){.kind = kind, .outer = c->unit->block, .depth = c->unit->depth, .nesting = nesting, .place = NO_OPERAND};
    c->unit->block = block;
    if (kind != BLOCK_HANDLER)
        check_nesting(c, block, c->unit->place);
}

void compile_block_pop(Compiler *c)
{
    ASSERT(c->unit->block);
    c->unit->block = c->unit->block->outer;
}

/* `except E as e` deletes e at the end: the exception has the traceback, that the frame, the frame
 * e: a cycle. It is assigned None first, so that a `del e` in the body is no error. */
static void forget_name(Compiler *c, const Node *handler)
{
    compile_name_store(c, handler->ExceptHandler.name, emit_constant_none(c));
    compile_name_delete(c, handler->ExceptHandler.name);
}

/* Call __exit__ (or __aexit__, and await it) without an exception. */
static void emit_with_exit(Compiler *c, const Node *with, Operand method)
{
    emit(c, OP_WITH_EXIT, method & OPERAND_INDEX, with->kind == NODE_AsyncWith ? emit_temporary_next(c) : NO_OPERAND, 0);
    if (with->kind != NODE_AsyncWith)
        return;
    Operand answer = compile_await_of_with(c, emit_temporary_push(c), AWAITED_OF_EXIT);
    emit_consume(c, answer);
    emit(c, OP_RELEASE, answer, 0, 0);
}

static void leave_block(Compiler *c, Block *block)
{
    switch (block->kind) {
    case BLOCK_WHILE:
    case BLOCK_TRY: break;
    case BLOCK_FOR: emit(c, OP_CLEAR_TEMPORARY, block->place & OPERAND_INDEX, 0, 0); break;
    case BLOCK_FINALLY:
        compile_statements(c, block->final);
        c->unit->is_artificial = true; /* what leaves comes before it, as far as lines show */
        break;
    case BLOCK_WITH:
        c->unit->place = block->named;
        c->unit->is_artificial = false;
        emit_with_exit(c, block->named, block->place);
        c->unit->is_artificial = true;
        break;
    case BLOCK_GROUP_HANDLER: break; /* compile_statement.c refuses to leave it */
    case BLOCK_HANDLER:
    case BLOCK_FINALLY_HANDLER: emit(c, OP_POP_HANDLED, block->place & OPERAND_INDEX, 0, 0); break;
    case BLOCK_NAMED_HANDLER:
        if (block->named->ExceptHandler.name)
            forget_name(c, block->named);
        break;
    }
}

/* The guards of a block close before what leaves it is emitted: an exception in a finally must not
 * come back to it. And unit->block is the outer one meanwhile, so a return in the finally does not
 * leave the block once more. */
void compile_unwind_blocks(Compiler *c, Block *until)
{
    Block *innermost = c->unit->block;
    for (Block *block = innermost; block != until && !c->failed; block = block->outer) {
        emit_guard_close(c, block);
        c->unit->block = block->outer;
        leave_block(c, block);
    }
    c->unit->block = innermost;
}

void compile_reopen_blocks(Compiler *c, Block *until)
{
    for (Block *block = c->unit->block; block != until; block = block->outer)
        if (block->kind != BLOCK_WHILE && block->kind != BLOCK_FOR)
            emit_guard_open(c, block);
}

/* --- guarded bodies ------------------------------------------------------------------------------------- */

/* Any instruction of the body may raise, the first one even, so at the handler only that is surely
 * bound which was bound here (compile_bound.c). */
static Label begin_guarded(Compiler *c, Block *block, BlockKind kind)
{
    compile_block_push(c, block, kind);
    block->guard_target = emit_label_new(c);
    bound_jump(c, block->guard_target);
    emit_guard_open(c, block);
    return block->guard_target;
}

static void end_guarded(Compiler *c, Block *block)
{
    emit_guard_close(c, block);
    compile_block_pop(c);
}

/* At the start of a handler: the two temporaries are live, and the instructions from here on restore. Returns
 * the exception's temporary. */
static Operand begin_handler(Compiler *c, Block *block, BlockKind kind, Label label, uint32_t depth)
{
    emit_label_set(c, label);
    c->unit->depth = depth;
    compile_block_push(c, block, kind);
    block->place = emit_temporary_push(c);
    Operand exception = emit_temporary_push(c);
    block->guard_target = HANDLER_RESTORES;
    emit_guard_open(c, block);
    return exception;
}

/* Where a frame that is left stands, f_lineno tells: at this instruction, or, behind what the language itself does in passing (forget a
 * name, call __exit__), where the exception was raised. */
enum Stand { STAND_HERE, STAND_WHERE_RAISED };

static void emit_reraise(Compiler *c, Block *handler, Operand exception, enum Stand stand)
{
    end_guarded(c, handler);
    c->unit->depth = handler->depth;
    emit(c, OP_RERAISE, exception & OPERAND_INDEX, 0, (Operand)stand);
}

static void emit_pop_handled(Compiler *c, Block *handler)
{
    emit(c, OP_POP_HANDLED, handler->place & OPERAND_INDEX, 0, 0);
}

/* --- except --------------------------------------------------------------------------------------------- */

/* The handler is found. From now on the exception is held as the handled one, and by its name; counts show
 * it. */
static void forget_copy(Compiler *c, Operand exception)
{
    emit(c, OP_CLEAR_TEMPORARY, exception & OPERAND_INDEX, 0, 0);
}

/* The body has two ways out, and both forget the name: this is `try: body finally: e = None; del e`. */
static void compile_named_handler(Compiler *c, Block *outer, const Node *node, Operand exception, Label leave)
{
    Block named;
    Operand copy = emit_result(c, OP_MOVE, NO_OPERAND, exception & OPERAND_INDEX, 0);
    compile_name_store(c, node->ExceptHandler.name, copy);
    forget_copy(c, exception);
    Label cleanup = begin_guarded(c, &named, BLOCK_NAMED_HANDLER);
    named.named = node;
    uint32_t depth = c->unit->depth;
    compile_statements(c, &node->ExceptHandler.body);
    end_guarded(c, &named);
    c->unit->is_artificial = true;
    forget_name(c, node);
    emit_pop_handled(c, outer);
    emit_jump_artificial(c, leave);
    c->unit->place = node;
    /* an exception in the body: forget the name, and let it go on */
    Block restoring;
    Operand inner = begin_handler(c, &restoring, BLOCK_HANDLER, cleanup, depth);
    c->unit->is_artificial = true;
    forget_name(c, node);
    emit_reraise(c, &restoring, inner, STAND_WHERE_RAISED);
    c->unit->is_artificial = false;
    c->unit->depth = depth;
}

/* Without a bare `except` the last test may fail, too: the exception goes on, with its traceback as
 * it is. */
static void compile_handlers(Compiler *c, const Node *node, Label handlers, uint32_t depth, Label leave)
{
    Block block;
    Operand exception = begin_handler(c, &block, BLOCK_HANDLER, handlers, depth);
    bool catches_all = false;
    for (uint32_t i = 0; i < node->Try.handlers.count; i++) {
        const Node *handler = node->Try.handlers.items[i];
        Label next = emit_label_new(c);
        c->unit->place = handler;
        check_nesting(c, &block, handler);
        if (handler->ExceptHandler.type) {
            Operand type = compile_operand(c, handler->ExceptHandler.type);
            emit_consume(c, type);
            c->unit->place = handler;
            emit_jump(c, OP_JUMP_NO_MATCH, type, next);
        } else {
            catches_all = true;
        }
        if (handler->ExceptHandler.name) {
            compile_named_handler(c, &block, handler, exception, leave);
        } else {
            forget_copy(c, exception);
            compile_statements(c, &handler->ExceptHandler.body);
            c->unit->is_artificial = true;
            emit_pop_handled(c, &block);
            emit_jump_artificial(c, leave);
        }
        emit_label_set(c, next);
    }
    if (catches_all) {
        end_guarded(c, &block);
        c->unit->depth = depth;
        return;
    }
    c->unit->place = node->Try.handlers.items[node->Try.handlers.count - 1]; /* where the frame stands when it is left */
    emit_reraise(c, &block, exception, STAND_HERE);
}

/* --- except* -------------------------------------------------------------------------------------------- */

/* Each clause takes its part of the group, and what its body raises is noted in a list. At the end the list
 * and what no clause took are put together again, and raised.
 *
 *     handled before │ exception │ raised, a list │ rest │ the part taken
 *
 *     handlers:  raised ← []; rest ← exception
 *                part ← SPLIT_GROUP rest, E;  None? ─► next          rest becomes what is left
 *                e ← part; body; e is deleted
 *                an exception in it: raised.append(it)
 *     next:      …
 *                raised.append(rest)
 *                exception ← REJOIN_GROUP exception, raised;  RERAISE, or None: POP_HANDLED
 *
 * `exception` stays as it was caught, since it says how the parts hang together. */

/* The body of a clause, whose exceptions go to the list `raised`. */
static void compile_star_body(Compiler *c, const Node *handler, Operand raised, Label next)
{
    Block body, restoring;
    bool is_named = handler->ExceptHandler.name != NULL;
    Label cleanup = begin_guarded(c, &body, BLOCK_NAMED_HANDLER);
    body.named = handler;
    body.nesting++;
    uint32_t depth = c->unit->depth;
    compile_statements(c, &handler->ExceptHandler.body);
    end_guarded(c, &body);
    c->unit->is_artificial = true;
    if (is_named)
        forget_name(c, handler);
    emit_jump(c, OP_JUMP, 0, next);
    Operand exception = begin_handler(c, &restoring, BLOCK_HANDLER, cleanup, depth);
    if (is_named)
        forget_name(c, handler);
    emit(c, OP_LIST_APPEND, raised & OPERAND_INDEX, exception & OPERAND_INDEX, 0);
    emit_pop_handled(c, &restoring);
    end_guarded(c, &restoring);
    c->unit->depth = depth;
    emit_jump_artificial(c, next);
}

static void compile_star_clause(Compiler *c, const Node *handler, Operand raised, Operand rest)
{
    Label taken = emit_label_new(c), next = emit_label_new(c);
    c->unit->place = handler;
    Operand class = compile_operand(c, handler->ExceptHandler.type);
    c->unit->place = handler;
    emit_consume(c, class);
    Operand part = emit_result(c, OP_SPLIT_GROUP, NO_OPERAND, rest & OPERAND_INDEX, class), none = emit_constant_none(c);
    emit_consume(c, none);
    Operand is_taken = emit_result(c, OP_IS_NOT, NO_OPERAND, part & OPERAND_INDEX, none);
    emit_consume(c, is_taken);
    emit_jump(c, OP_JUMP_IF_TRUE, is_taken, taken);
    emit_consume(c, part);
    emit(c, OP_RELEASE, part, 0, 0);
    emit_jump(c, OP_JUMP, 0, next);
    emit_label_set(c, taken);
    emit_temporary_push(c);
    if (handler->ExceptHandler.name) {
        compile_name_store(c, handler->ExceptHandler.name, part);
    } else {
        emit_consume(c, part);
        emit(c, OP_RELEASE, part, 0, 0);
    }
    compile_star_body(c, handler, raised, next);
    emit_label_set(c, next);
}

/* All clauses, and raising what remains. */
static void compile_star_handlers(Compiler *c, const Node *node, Label handlers, uint32_t depth)
{
    Block block;
    Operand exception = begin_handler(c, &block, BLOCK_GROUP_HANDLER, handlers, depth);
    c->unit->place = node->TryStar.handlers.items[0];
    Operand raised = emit_result(c, OP_BUILD_LIST, NO_OPERAND, emit_temporary_next(c), 0);
    Operand rest = emit_result(c, OP_MOVE, NO_OPERAND, exception & OPERAND_INDEX, 0);
    for (uint32_t i = 0; i < node->TryStar.handlers.count; i++)
        compile_star_clause(c, node->TryStar.handlers.items[i], raised, rest);
    c->unit->is_artificial = true;
    Label done = emit_label_new(c);
    emit_consume(c, rest);
    emit(c, OP_LIST_APPEND, raised & OPERAND_INDEX, rest, 0);
    emit_consume(c, raised);
    Operand remaining = emit_result(c, OP_REJOIN_GROUP, NO_OPERAND, exception & OPERAND_INDEX, raised), none = emit_constant_none(c);
    emit_consume(c, none);
    Operand is_done = emit_result(c, OP_IS, NO_OPERAND, remaining & OPERAND_INDEX, none);
    emit_consume(c, is_done);
    emit_jump(c, OP_JUMP_IF_TRUE, is_done, done);
    emit_consume(c, remaining);
    emit(c, OP_MOVE, exception & OPERAND_INDEX, remaining, 0);
    emit_guard_close(c, &block);
    c->unit->depth = depth;
    emit(c, OP_RERAISE, exception & OPERAND_INDEX, 0, 0);
    c->unit->depth = depth + 2;
    emit_temporary_push(c);
    emit_label_set(c, done);
    emit_consume(c, remaining);
    emit(c, OP_RELEASE, remaining, 0, 0);
    emit_pop_handled(c, &block);
    c->unit->is_artificial = false;
    compile_block_pop(c);
    c->unit->depth = depth;
}

/* --- try ------------------------------------------------------------------------------------------------ */

/* The `else` stands behind the guard: its exceptions are not this try's. */
static void compile_try_except(Compiler *c, const Node *node)
{
    Block block;
    uint32_t depth = c->unit->depth;
    emit_mark(c, node);
    Label leave = emit_label_new(c), handlers = begin_guarded(c, &block, BLOCK_TRY);
    compile_statements(c, &node->Try.body);
    end_guarded(c, &block);
    if (node->kind == NODE_TryStar) {
        /* Its fields are Try's. Its else comes last, as in CPython: the order shows in warnings and constants. */
        Label otherwise = emit_label_new(c);
        emit_jump_artificial(c, otherwise);
        compile_star_handlers(c, node, handlers, depth);
        emit_jump_artificial(c, leave);
        emit_label_set(c, otherwise);
        compile_statements(c, &node->Try.orelse);
    } else {
        compile_statements(c, &node->Try.orelse);
        emit_jump_artificial(c, leave);
        compile_handlers(c, node, handlers, depth, leave);
    }
    emit_label_set(c, leave);
}

/* With handlers it is a try-except inside of a try-finally, as if written so. */
static void compile_try_finally(Compiler *c, const Node *node)
{
    Block block, handler;
    uint32_t depth = c->unit->depth;
    emit_mark(c, node);
    Label leave = emit_label_new(c), raised = begin_guarded(c, &block, BLOCK_FINALLY);
    block.final = &node->Try.finalbody;
    if (node->Try.handlers.count)
        compile_try_except(c, node);
    else
        compile_statements(c, &node->Try.body);
    end_guarded(c, &block);
    compile_statements(c, &node->Try.finalbody);
    emit_jump_artificial(c, leave);
    Operand exception = begin_handler(c, &handler, BLOCK_FINALLY_HANDLER, raised, depth);
    compile_statements(c, &node->Try.finalbody);
    c->unit->is_artificial = true;
    emit_reraise(c, &handler, exception, STAND_HERE);
    c->unit->is_artificial = false;
    emit_label_set(c, leave);
    c->unit->depth = depth;
}

void compile_try(Compiler *c, const Node *node)
{
    if (node->Try.finalbody.count)
        compile_try_finally(c, node);
    else
        compile_try_except(c, node);
}

/* --- with ----------------------------------------------------------------------------------------------- */

/* `with a, b:` is `with a: with b:`, hence the recursion. __exit__ stays in its temporary over the
 * whole body; the guard begins behind WITH_ENTER, since a manager that was not entered is not left.
 * Storing the target is guarded. */
static void compile_with_item(Compiler *c, const Node *node, uint32_t index)
{
    if (c->failed || !emit_check_depth(c))
        return;
    if (index == node->With.items.count) {
        compile_statements(c, &node->With.body);
        return;
    }
    const Node *item = node->With.items.items[index];
    bool is_async = node->kind == NODE_AsyncWith; /* its fields are With's */
    uint32_t depth = c->unit->depth;
    Operand manager = compile_operand(c, item->withitem.context_expr);
    c->unit->place = node;
    emit_consume(c, manager);
    Operand leave_method = emit_temporary_next(c);
    emit(c, OP_WITH_ENTER, leave_method, manager, is_async);
    emit_temporary_push(c);
    if (is_async)
        emit_consume(c, compile_await_of_with(c, emit_temporary_push(c), AWAITED_OF_ENTER));
    Block block, handler;
    c->unit->place = node;
    Label leave = emit_label_new(c), raised = begin_guarded(c, &block, BLOCK_WITH);
    block.place = leave_method;
    block.named = node;
    Operand entered = emit_temporary_push(c);
    if (item->withitem.optional_vars) {
        compile_store(c, item->withitem.optional_vars, entered);
    } else {
        emit_consume(c, entered);
        emit(c, OP_RELEASE, entered, 0, 0);
    }
    compile_with_item(c, node, index + 1);
    end_guarded(c, &block);
    c->unit->place = node;
    emit_with_exit(c, node, leave_method);
    emit_jump(c, OP_JUMP, 0, leave);

    Operand exception = begin_handler(c, &handler, BLOCK_FINALLY_HANDLER, raised, depth + 1);
    c->unit->place = node;
    Label suppressed = emit_label_new(c);
    Operand answer = emit_result(c, OP_WITH_HANDLE, NO_OPERAND, leave_method & OPERAND_INDEX, 0);
    if (is_async)
        answer = compile_await_of_with(c, answer, AWAITED_OF_EXIT);
    emit_consume(c, answer);
    emit_jump(c, OP_JUMP_IF_TRUE, answer, suppressed);
    emit_guard_close(c, &handler);
    uint32_t inside = c->unit->depth;
    c->unit->depth = handler.depth;
    emit(c, OP_RERAISE, exception & OPERAND_INDEX, 0, STAND_WHERE_RAISED);
    c->unit->depth = inside;
    emit_label_set(c, suppressed);
    emit_pop_handled(c, &handler);
    emit(c, OP_CLEAR_TEMPORARY, leave_method & OPERAND_INDEX, 0, 0);
    compile_block_pop(c);
    c->unit->depth = depth;
    emit_label_set(c, leave);
}

void compile_with(Compiler *c, const Node *node)
{
    compile_with_item(c, node, 0);
}

/* --- async for ------------------------------------------------------------------------------------------ */

/* The loop ends by a StopAsyncIteration from __anext__() or from waiting for it; only that is guarded, not
 * the body.
 *
 *     again:   guard opened: iterator.__anext__() is awaited; guard closed ──┐ an exception
 *              the target and the body; JUMP again                           │
 *     ended:   JUMP_ASYNC_STOP stopped ◄─────────────────────────────────────┘
 *              RERAISE
 *     stopped: POP_HANDLED, the iterator is released */
Operand compile_async_next(Compiler *c, Operand iterator, Label *again, Label *ended)
{
    *again = emit_label_new(c);
    *ended = emit_label_new(c);
    emit_label_set(c, *again);
    Block guard = {.kind = BLOCK_TRY, .depth = c->unit->depth, .guard_target = *ended};
    bound_jump(c, *ended);
    emit_guard_open(c, &guard);
    Operand step = emit_result(c, OP_GET_ASYNC_NEXT, NO_OPERAND, iterator & OPERAND_INDEX, 0);
    Operand item = compile_delegate(c, step, NO_OPERAND);
    emit_guard_close(c, &guard);
    return item;
}

void compile_async_end(Compiler *c, Operand iterator, Label ended, const Node *place)
{
    Block handler;
    uint32_t depth = c->unit->depth;
    Label stopped = emit_label_new(c);
    c->unit->place = place;
    Operand exception = begin_handler(c, &handler, BLOCK_FINALLY_HANDLER, ended, depth);
    emit_jump(c, OP_JUMP_ASYNC_STOP, 0, stopped);
    uint32_t inside = c->unit->depth;
    emit_reraise(c, &handler, exception, STAND_HERE);
    c->unit->depth = inside;
    emit_label_set(c, stopped);
    emit_pop_handled(c, &handler);
    c->unit->depth = depth;
    emit_consume(c, iterator);
    emit(c, OP_RELEASE, iterator, 0, 0);
}
