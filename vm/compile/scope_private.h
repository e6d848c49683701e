/* scope_private: what the files of the symbol table share. scope.c holds the table, scope_collect.c walks the
 * tree, scope_resolve.c decides, scope_check.c rejects what stands in the wrong place. */
#ifndef OURO_VM_COMPILE_SCOPE_PRIVATE_H
#define OURO_VM_COMPILE_SCOPE_PRIVATE_H

#include "runtime/memory/stack.h"
#include "vm/compile/scope.h"

struct Scopes {
    Arena *arena;
    NameTable *names;
    SourceError *error;
    const Name *class_cell; /* __class__ */
    Scope **items;          /* in the order of the tree: a scope comes after the one around it */
    uint32_t count;
    Scope **by_node; /* open-addressed, at most half full */
    uint32_t mask;
    uint32_t last_future_line; /* of the last future import that is in its place */
    uint32_t future;           /* CODE_FUTURE_… */
    bool has_future_annotations;
    bool may_await; /* the module, too */
};

/* Symbols by name: open-addressed, at most half full. */
struct SymbolMap {
    Symbol **slots;
    uint32_t mask;
};

MUST_USE Scope *scopes_add(Scopes *scopes, ScopeKind kind, const Node *node, Scope *parent);
MUST_USE Symbol *scope_add(Scope *scope, const Name *mangled); /* the symbol for a name, new or not */
Symbol *scope_get(const Scope *scope, const Name *mangled);    /* or NULL */
MUST_USE bool symbols_append(Scopes *scopes, SymbolList *list, Symbol *symbol);

/* Fail at a node, with CPython's message, in which %s stands for the name. Always false. */
bool scopes_fail(Scopes *scopes, const Node *node, const char *format, const Name *name);
bool scopes_fail_memory(Scopes *scopes);
bool scopes_fail_depth(Scopes *scopes); /* deeper than the stack */

MUST_USE bool scopes_collect(Scopes *scopes, Node *root);
MUST_USE bool scopes_resolve(Scopes *scopes);
MUST_USE bool scopes_check_future(Scopes *scopes, const Node *root);
MUST_USE bool scopes_check(Scopes *scopes, Node *root);

/* How names are bound in a scope that is a function or like one. */
static inline bool scope_is_function(const Scope *scope)
{
    return scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
}

#endif
