/* handlers/names: moving values between registers, and variables that are no registers: globals,
 * builtins, names of a module or class body, cells; and import, which binds names.
 *
 * Most code moves little: an operand names a local or a constant where it lies. What is left to MOVE
 * is `a = b`, an argument of a call, and a value that must survive a later change of its variable.
 *
 *     a cell       frame of outer: R[n] ─► ┌────────┐ ◄─ closure of inner ◄─ frame of inner: R[m]
 *                                          │ value ─┼─► the object
 *                                          └────────┘     NULL: the variable has no value */
/* --- moving --------------------------------------------------------------------------------------------- */

TARGET(NOP)
{
    NEXT;
}

/* The form for the kinds of its operands is the same at each execution, so it is found once. */
TARGET(MOVE)
{
    if (i->b & OPERAND_CONSTANT ? i->a & OPERAND_TEMPORARY : (i->a ^ i->b) & OPERAND_TEMPORARY) {
        REWRITE(i->b & OPERAND_CONSTANT ? OP_MOVE_CONSTANT : i->b & OPERAND_TEMPORARY ? OP_MOVE_TEMPORARY : OP_MOVE_LOCAL);
        DISPATCH;
    }
    View value = OPERAND(i->b);
    if (!IS_TEMPORARY(i->b))
        retain(value);
    STORE(i->a, value);
    NEXT;
}
TARGET(MOVE_TEMPORARY)
{
    Ref *place = &R[i->a], old = *place;
    *place = TEMPORARY_AT(i->b);
    RELEASE(old);
    NEXT;
}
TARGET(MOVE_LOCAL)
{
    View value = LOCAL_AT(i->b);
    TEMPORARY_AT(i->a) = retain(value);
    NEXT;
}
TARGET(MOVE_CONSTANT)
{
    TEMPORARY_AT(i->a) = retain(CONSTANT_AT(i->b));
    NEXT;
}
TARGET(LOAD_CONST)
{
    STORE(i->a, retain(K[(uint32_t)i->b | (uint32_t)i->c << 16]));
    NEXT;
}
TARGET(DELETE_LOCAL)
{
    Ref old = R[i->a];
    if (old == UNBOUND)
        GO(UNBOUND_LOCAL);
    R[i->a] = UNBOUND;
    SAVE;
    release(old);
    NEXT;
}
/* The one place that asks whether a local has a value. The compiler leaves it out where it has seen
 * an assignment on every way (vm/compile/compile_bound.c), so that operands need no check of their
 * own. */
TARGET(CHECK_BOUND)
{
    if (UNLIKELY(R[i->a] == UNBOUND))
        GO(UNBOUND_LOCAL);
    NEXT;
}
TARGET(RELEASE)
{
    SAVE;
    release_maybe(R[i->a & OPERAND_INDEX]);
    NEXT;
}
/* NULL first: the release may run code, and an exception that comes of the next instruction must not
 * release it again. */
TARGET(CLEAR_TEMPORARY)
{
    Ref old = R[i->a];
    R[i->a] = NULL;
    SAVE;
    release_maybe(old);
    NEXT;
}

/* --- variables that are not registers ------------------------------------------------------------------- */

TARGET(LOAD_GLOBAL)
{
    SAVE;
    Ref value = eval_load_global(frame->function, (Instruction *)(uintptr_t)i, K[i->b]);
    DELIVER_BY(3, i->a, value);
}
/* The version vouches for keys and places, not for values: those are read afresh, so an assignment
 * to a global costs its readers nothing. */
TARGET(LOAD_GLOBAL_MODULE)
{
    DictView globals = frame->function->globals;
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    if (UNLIKELY(globals->version != cache[0])) {
        REWRITE(OP_LOAD_GLOBAL);
        DISPATCH;
    }
    ASSERT(cache[1] < globals->filled && str_equal(globals->entries[cache[1]].key, K[i->b]));
    STORE(i->a, retain(globals->entries[cache[1]].value));
    NEXT_BY(3);
}
TARGET(LOAD_GLOBAL_TEMPORARY)
{
    DictView globals = frame->function->globals;
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    if (UNLIKELY(globals->version != cache[0])) {
        REWRITE(OP_LOAD_GLOBAL);
        DISPATCH;
    }
    ASSERT(cache[1] < globals->filled && str_equal(globals->entries[cache[1]].key, K[i->b]));
    TEMPORARY_AT(i->a) = retain(globals->entries[cache[1]].value);
    NEXT_BY(3);
}
/* Two versions: that the globals still do not have the name, and that builtins still have it there. */
TARGET(LOAD_GLOBAL_BUILTIN)
{
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    DictView builtins = frame->function->builtins;
    if (UNLIKELY(frame->function->globals->version != cache[0] || builtins->version != cache[1])) {
        REWRITE(OP_LOAD_GLOBAL);
        DISPATCH;
    }
    ASSERT(*CACHE(1) < builtins->filled && str_equal(builtins->entries[*CACHE(1)].key, K[i->b]));
    STORE(i->a, retain(builtins->entries[*CACHE(1)].value));
    NEXT_BY(3);
}
TARGET(STORE_GLOBAL)
{
    View value = OPERAND(i->a);
    SAVE;
    bool done = dict_set(frame->function->globals, K[i->b], value);
    CONSUME(i->a);
    NEXT_IF(done);
}
TARGET(DELETE_GLOBAL)
{
    SAVE;
    if (!eval_delete_name(AS_OBJECT(frame->function->globals), K[i->b]))
        FAIL;
    NEXT;
}
TARGET(LOAD_NAME)
{
    SAVE;
    Ref value = eval_load_name(frame, K[i->b]);
    DELIVER_BY(3, i->a, value);
}
/* A class body's namespace may be a mapping of any kind; dict is what it nearly always is. */
TARGET(STORE_NAME)
{
    View value = OPERAND(i->a);
    SAVE;
    bool done = frame->locals->type == TYPE_DICT ? dict_set((DictView)frame->locals, K[i->b], value)
                                                 : object_set_item(frame->locals, K[i->b], value);
    CONSUME(i->a);
    NEXT_IF(done);
}
TARGET(DELETE_NAME)
{
    SAVE;
    if (!eval_delete_name(frame->locals, K[i->b]))
        FAIL;
    NEXT;
}
/* At the head of a function, for each variable that an inner function uses. A parameter's value
 * moves from its register into the cell, and from then on only the cell has it. */
TARGET(MAKE_CELL)
{
    Ref value = NULL;
    if (i->b != NO_OPERAND && R[i->b] != UNBOUND)
        value = R[i->b];
    SAVE;
    ASSERT(i->a >= frame->code->local_count && i->a < frame->code->first_temporary);
    Ref cell = cell_new(value);
    if (!cell)
        FAIL;
    if (value) {
        R[i->b] = UNBOUND;
        release(value);
    }
    R[i->a] = cell;
    NEXT;
}
TARGET(LOAD_CELL)
{
    ASSERT(R[i->b]->type == TYPE_CELL);
    View value = ((CellObject *)R[i->b])->value;
    if (UNLIKELY(!value)) {
        SAVE;
        eval_raise_empty_cell(frame->code, i->b);
        FAIL;
    }
    STORE(i->a, retain(value));
    NEXT;
}
/* replace_take puts the new value in before it releases the old one, whose finalizer may read the
 * variable. */
TARGET(STORE_CELL)
{
    Ref value = OWNED(i->b);
    SAVE;
    ASSERT(R[i->a]->type == TYPE_CELL);
    replace_take(&((CellObject *)R[i->a])->value, value);
    NEXT;
}
TARGET(DELETE_CELL)
{
    SAVE;
    CellObject *cell = (CellObject *)R[i->a];
    if (!cell->value) {
        eval_raise_empty_cell(frame->code, i->a);
        FAIL;
    }
    clear_place(&cell->value);
    NEXT;
}
TARGET(LOAD_CLASS_CELL)
{
    SAVE;
    Ref value = eval_load_class_cell(frame, i->b, K[i->c]);
    DELIVER(i->a, value);
}

/* --- modules and the rest ------------------------------------------------------------------------------- */

TARGET(IMPORT_NAME)
{
    SAVE;
    Ref module = eval_import_statement(frame, K[i->c], OPERAND(i->b), (int)*CACHE(0));
    CONSUME(i->b);
    DELIVER_BY(2, i->a, module);
}
TARGET(IMPORT_FROM)
{
    SAVE;
    Ref value = eval_import_from(R[i->b], K[i->c]);
    DELIVER(i->a, value);
}
TARGET(IMPORT_STAR)
{
    SAVE;
    bool done = eval_import_star(OPERAND(i->a), frame->locals);
    CONSUME(i->a);
    NEXT_IF(done);
}
TARGET(WAKE_IMPORTLIB)
{
    SAVE;
    NEXT_IF(eval_wake_importlib(frame->function->globals));
}
TARGET(PRINT_EXPRESSION)
{
    SAVE;
    bool done = eval_print_expression(OPERAND(i->a));
    CONSUME(i->a);
    NEXT_IF(done);
}
TARGET(SETUP_ANNOTATIONS)
{
    SAVE;
    if (!eval_setup_annotations(frame->locals))
        FAIL;
    NEXT;
}
