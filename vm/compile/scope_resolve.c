/* scope_resolve: decide for every symbol what it is.
 *
 * Scopes are taken from the outside in, so that the symbols around are decided already. A name that a
 * function does not bind is looked for in the functions around it, never in classes: there it becomes a cell,
 * and free in all scopes on the way. Only `__class__` is found in the nearest class, as a cell that the class
 * makes for its methods. */
#include <stdlib.h>
#include <string.h>

#include "vm/compile/scope_private.h"

/* The scope around `scope` that owns the variable, or NULL: then it is global. */
static Scope *find_owner(const Scope *scope, const Name *name)
{
    for (Scope *outer = scope->parent; outer; outer = outer->parent) {
        if (outer->kind == SCOPE_CLASS && name == outer->table->class_cell)
            return outer;
        if (!scope_is_function(outer))
            continue;
        const Symbol *symbol = scope_get(outer, name);
        if (!symbol)
            continue;
        if (symbol->scope == SYMBOL_LOCAL || symbol->scope == SYMBOL_CELL)
            return outer;
        if (symbol->scope == SYMBOL_GLOBAL_EXPLICIT)
            return NULL;
    }
    return NULL;
}

/* The scope on the way from a use to the owner hands the variable on. */
static bool pass_through(Scope *scope, const Name *name)
{
    Symbol *symbol = scope_get(scope, name);
    if (symbol) {
        if (scope->kind == SCOPE_CLASS && symbol->scope != SYMBOL_FREE)
            symbol->is_free_in_class = true;
        return true;
    }
    symbol = scope_add(scope, name);
    if (symbol)
        symbol->scope = SYMBOL_FREE;
    return symbol != NULL;
}

static bool make_free(Scope *scope, Symbol *symbol, Scope *owner)
{
    symbol->scope = SYMBOL_FREE;
    for (Scope *between = scope->parent; between != owner; between = between->parent)
        if (!pass_through(between, symbol->name))
            return false;
    if (owner->kind == SCOPE_CLASS) {
        owner->needs_class_cell = true;
        return true;
    }
    scope_get(owner, symbol->name)->scope = SYMBOL_CELL;
    return true;
}

/* The first statement that declares a name in this scope, for the message. kind: NODE_Global, NODE_Nonlocal,
 * or else either. */
static const Node *find_in_statement(const Node *statement, NodeKind kind, const Name *name)
{
    NameList names = {0};
    if (statement->kind == NODE_Global && kind != NODE_Nonlocal)
        names = statement->Global.names;
    else if (statement->kind == NODE_Nonlocal && kind != NODE_Global)
        names = statement->Nonlocal.names;
    for (uint32_t i = 0; i < names.count; i++)
        if (names.items[i] == name)
            return statement;
    if (statement->kind == NODE_FunctionDef || statement->kind == NODE_AsyncFunctionDef || statement->kind == NODE_ClassDef)
        return NULL;
    if (stack_is_low())
        return NULL;
    ChildWalk walk = {statement, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child)) {
        const Node *found = child ? find_in_statement(child, kind, name) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static const Node *find_directive(const NodeList *body, NodeKind kind, const Name *name)
{
    for (uint32_t i = 0; i < body->count; i++) {
        const Node *found = find_in_statement(body->items[i], kind, name);
        if (found)
            return found;
    }
    return NULL;
}

static const NodeList *body_of(const Scope *scope)
{
    static const NodeList empty;
    switch (scope->node->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef: return &scope->node->FunctionDef.body;
    case NODE_ClassDef: return &scope->node->ClassDef.body;
    case NODE_Module:
    case NODE_Interactive: return &scope->node->Module.body;
    default: return &empty;
    }
}

static bool fail_directive(const Scope *scope, NodeKind kind, const Symbol *symbol, const char *format)
{
    const Node *directive = find_directive(body_of(scope), kind, symbol->name);
    return scopes_fail(scope->table, directive ? directive : scope->node, format, symbol->name);
}

static bool resolve_nonlocal(Scope *scope, Symbol *symbol)
{
    if (scope->kind == SCOPE_MODULE)
        return fail_directive(scope, NODE_Nonlocal, symbol, "nonlocal declaration not allowed at module level");
    Scope *owner = find_owner(scope, symbol->name);
    if (!owner)
        return fail_directive(scope, NODE_Nonlocal, symbol, "no binding for nonlocal '%s' found");
    return make_free(scope, symbol, owner);
}

static bool resolve_symbol(Scope *scope, Symbol *symbol)
{
    if (symbol->is_global && symbol->is_nonlocal)
        return fail_directive(scope, NODE_KIND_COUNT, symbol, "name '%s' is nonlocal and global");
    if (symbol->is_global) {
        symbol->scope = SYMBOL_GLOBAL_EXPLICIT;
        return true;
    }
    if (symbol->is_nonlocal)
        return resolve_nonlocal(scope, symbol);
    if (symbol->scope == SYMBOL_FREE) /* handed on already */
        return true;
    if (symbol->is_assigned || symbol->is_parameter) {
        symbol->scope = SYMBOL_LOCAL;
        return true;
    }
    Scope *owner = find_owner(scope, symbol->name);
    symbol->scope = SYMBOL_GLOBAL_IMPLICIT;
    return !owner || make_free(scope, symbol, owner);
}

static int compare_symbols(const void *left, const void *right)
{
    const Symbol *a = *(Symbol *const *)left;
    const Symbol *b = *(Symbol *const *)right;
    return strcmp(a->name->text, b->name->text);
}

static void sort(SymbolList *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_symbols);
}

/* The cell `__class__` of a class has no symbol of the class's own, which would be an ordinary name of its
 * body. */
static bool add_class_cell(Scope *scope)
{
    Symbol *cell = arena_alloc(scope->table->arena, sizeof *cell);
    if (!cell)
        return scopes_fail_memory(scope->table);
    cell->name = scope->table->class_cell;
    cell->scope = SYMBOL_CELL;
    scope->class_cell_index = 0;
    return symbols_append(scope->table, &scope->cells, cell);
}

static bool is_plain_local(const Scope *scope, const Symbol *symbol)
{
    return scope_is_function(scope) && symbol->scope == SYMBOL_LOCAL && !symbol->is_parameter;
}

/* Lay out locals, cells and free variables; parameters stand in locals already. */
static bool lay_out(Scope *scope)
{
    Scopes *scopes = scope->table;
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = scope->symbols.items[i];
        if (is_plain_local(scope, symbol)) {
            symbol->index = scope->locals.count;
            if (!symbols_append(scopes, &scope->locals, symbol))
                return false;
        } else if (symbol->is_parameter && symbol->scope == SYMBOL_LOCAL) {
            symbol->index = symbol->parameter_index;
        }
        if (symbol->scope == SYMBOL_CELL && !symbols_append(scopes, &scope->cells, symbol))
            return false;
        if ((symbol->scope == SYMBOL_FREE || symbol->is_free_in_class) && !symbols_append(scopes, &scope->frees, symbol))
            return false;
    }
    if (scope->needs_class_cell && !add_class_cell(scope))
        return false;
    sort(&scope->cells);
    sort(&scope->frees);
    for (uint32_t i = 0; i < scope->cells.count; i++)
        scope->cells.items[i]->index = i;
    for (uint32_t i = 0; i < scope->frees.count; i++) {
        scope->frees.items[i]->free_index = i;
        if (scope->frees.items[i]->scope == SYMBOL_FREE)
            scope->frees.items[i]->index = i;
    }
    return true;
}

bool scopes_resolve(Scopes *scopes)
{
    for (uint32_t i = 0; i < scopes->count; i++)
        for (uint32_t j = 0; j < scopes->items[i]->symbols.count; j++)
            if (!resolve_symbol(scopes->items[i], scopes->items[i]->symbols.items[j]))
                return false;
    for (uint32_t i = 0; i < scopes->count; i++)
        if (!lay_out(scopes->items[i]))
            return false;
    return true;
}
