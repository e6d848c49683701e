/* compile_name: reading, binding and deleting names, wherever the scope says they live: a register, a cell,
 * the globals, a class's namespace. */
#include <string.h>

#include "runtime/numbers/int.h"
#include "vm/compile/compiler.h"

static bool is_function_scope(const Scope *scope)
{
    return scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
}

static const Symbol *symbol_of(Compiler *c, const Name *name)
{
    const Symbol *symbol = scope_find(c->unit->scope, name);
    if (!symbol)
        emit_fail_memory(c);
    return symbol;
}

Operand compile_cell_register(Compiler *c, const Symbol *symbol)
{
    const Scope *scope = c->unit->scope;
    uint32_t locals = is_function_scope(scope) ? scope->locals.count : 0;
    return (Operand)(symbol->scope == SYMBOL_CELL ? locals + symbol->index : locals + scope->cells.count + symbol->index);
}

Operand compile_local_register(Compiler *c, const Name *name)
{
    if (!is_function_scope(c->unit->scope))
        return NO_OPERAND;
    const Symbol *symbol = symbol_of(c, name);
    return symbol && symbol->scope == SYMBOL_LOCAL ? (Operand)symbol->index : NO_OPERAND;
}

static Operand load_by_name(Compiler *c, Opcode op, const Name *name, Operand want)
{
    return emit_result(c, op, want, (Operand)emit_constant_name(c, name), 0);
}

/* __debug__ is no name but a constant: it cannot be assigned. */
static bool is_debug(const Name *name)
{
    return name->text[0] == '_' && strcmp(name->text, "__debug__") == 0;
}

/* What a module has from importlib is filled in when somebody asks. */
static bool is_from_importlib(const Name *name)
{
    return name->text[0] == '_' && (strcmp(name->text, "__spec__") == 0 || strcmp(name->text, "__loader__") == 0);
}

Operand compile_name_load(Compiler *c, const Node *node, const Name *name, Operand want)
{
    if (is_debug(name))
        return emit_constant_operand(c, emit_constant_add_take(c, bool_new(c->optimize == 0)));
    const Symbol *symbol = symbol_of(c, name);
    if (!symbol)
        return NO_OPERAND;
    const Scope *scope = c->unit->scope;
    bool is_function = is_function_scope(scope);
    if (is_from_importlib(name) && (!is_function || symbol->scope == SYMBOL_GLOBAL_IMPLICIT || symbol->scope == SYMBOL_GLOBAL_EXPLICIT))
        emit(c, OP_WAKE_IMPORTLIB, 0, 0, 0);
    switch (symbol->scope) {
    case SYMBOL_LOCAL:
        if (is_function) {
            bound_check(c, node, (Operand)symbol->index);
            return (Operand)symbol->index;
        }
        return load_by_name(c, OP_LOAD_NAME, name, want);
    case SYMBOL_GLOBAL_EXPLICIT: return load_by_name(c, OP_LOAD_GLOBAL, name, want);
    case SYMBOL_GLOBAL_IMPLICIT: return load_by_name(c, is_function ? OP_LOAD_GLOBAL : OP_LOAD_NAME, name, want);
    case SYMBOL_CELL:
    case SYMBOL_FREE:
        if (scope->kind == SCOPE_CLASS && symbol->scope == SYMBOL_FREE && !symbol->is_assigned)
            return emit_result(c, OP_LOAD_CLASS_CELL, want, compile_cell_register(c, symbol), (Operand)emit_constant_name(c, name));
        return emit_result(c, OP_LOAD_CELL, want, compile_cell_register(c, symbol), 0);
    }
    return NO_OPERAND;
}

void compile_name_store(Compiler *c, const Name *name, Operand value)
{
    const Symbol *symbol = symbol_of(c, name);
    if (!symbol)
        return;
    emit_consume(c, value);
    switch (symbol->scope) {
    case SYMBOL_LOCAL:
        if (!is_function_scope(c->unit->scope))
            emit(c, OP_STORE_NAME, value, (Operand)emit_constant_name(c, name), 0);
        else if (value != symbol->index)
            emit(c, OP_MOVE, (Operand)symbol->index, value, 0);
        break;
    case SYMBOL_GLOBAL_EXPLICIT: emit(c, OP_STORE_GLOBAL, value, (Operand)emit_constant_name(c, name), 0); break;
    case SYMBOL_GLOBAL_IMPLICIT:
        emit(c, is_function_scope(c->unit->scope) ? OP_STORE_GLOBAL : OP_STORE_NAME, value, (Operand)emit_constant_name(c, name), 0);
        break;
    case SYMBOL_CELL:
    case SYMBOL_FREE: emit(c, OP_STORE_CELL, compile_cell_register(c, symbol), value, 0); break;
    }
}

void compile_name_delete(Compiler *c, const Name *name)
{
    const Symbol *symbol = symbol_of(c, name);
    if (!symbol)
        return;
    switch (symbol->scope) {
    case SYMBOL_LOCAL:
        if (is_function_scope(c->unit->scope))
            emit(c, OP_DELETE_LOCAL, (Operand)symbol->index, 0, 0);
        else
            emit(c, OP_DELETE_NAME, 0, (Operand)emit_constant_name(c, name), 0);
        break;
    case SYMBOL_GLOBAL_EXPLICIT:
    case SYMBOL_GLOBAL_IMPLICIT:
        emit(c, is_function_scope(c->unit->scope) || symbol->scope == SYMBOL_GLOBAL_EXPLICIT ? OP_DELETE_GLOBAL : OP_DELETE_NAME, 0,
             (Operand)emit_constant_name(c, name), 0);
        break;
    case SYMBOL_CELL:
    case SYMBOL_FREE: emit(c, OP_DELETE_CELL, compile_cell_register(c, symbol), 0, 0); break;
    }
}
