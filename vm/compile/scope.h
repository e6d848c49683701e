/* scope: which variable a name means, decided before any code is compiled.
 *
 * scopes_build walks the tree twice. The first walk collects, for each block (module, class,
 * function, lambda, comprehension), how every name is bound and used in it. The second goes from the
 * outside in and decides: local, global, cell (a local that an inner block uses) or free (a local of
 * an outer function):
 *
 *     x = 1                 module   x: in the namespace, by name
 *     def outer(y):         outer    y: cell, since inner uses it     x: global
 *         z = y             outer    z: local, a register
 *         def inner():
 *             return x, y   inner    x: global                        y: free, outer's cell
 *
 * That needs the whole block: a name assigned in the last line is local in the first one, too, and
 * one that an inner function uses is a cell from the beginning. Hence two passes, and none of them
 * while compiling.
 *
 * The compiler then walks the tree again and asks:
 *
 *     const Scope *scope = scope_of(scopes, function_node);
 *     const Symbol *symbol = scope_find(scope, name_node->Name.id);
 *
 * Names are mangled here (`__x` in class C is `_C__x`): scope_find mangles what it is asked for,
 * symbol->name is the mangled name. The iterable of a comprehension's first `for` belongs to the
 * enclosing scope, as do decorators, defaults, annotations and bases. */
#ifndef OURO_VM_COMPILE_SCOPE_H
#define OURO_VM_COMPILE_SCOPE_H

#include "parser/ast.h"
#include "runtime/errors/source_error.h"

typedef enum ScopeKind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,
    SCOPE_LAMBDA,
    SCOPE_COMPREHENSION /* a function of one parameter, ".0": list, set and dict comprehensions, generator expressions */
} ScopeKind;

typedef enum SymbolScope {
    SYMBOL_LOCAL,           /* of a function: register `index`. Of a module or class: in its namespace, by name */
    SYMBOL_GLOBAL_EXPLICIT, /* declared global */
    SYMBOL_GLOBAL_IMPLICIT, /* bound nowhere around: global or built-in. In a class: its namespace first */
    SYMBOL_CELL,            /* a local of a function that inner blocks use: cell `index` */
    SYMBOL_FREE             /* a variable of an outer function: free variable `index`. In a class: its namespace first when is_assigned is
                               false (as CPython's LOAD_CLASSDEREF) */
} SymbolScope;

typedef struct Symbol {
    const Name *name; /* mangled */
    SymbolScope scope;
    uint32_t index;           /* in the scope's locals, cells or frees, as `scope` says */
    uint32_t parameter_index; /* of a parameter, which may be SYMBOL_CELL: its place in locals */
    bool is_parameter;
    bool is_used;
    bool is_assigned; /* bound here in any way: assignment, import, def, for, del … */
    bool is_local;    /* the same, but by import: CPython's DEF_LOCAL */
    bool is_deleted;  /* by del, or as the name of an except clause */
    bool is_imported;
    bool is_annotated;
    bool is_global;               /* a global statement names it */
    bool is_nonlocal;             /* a nonlocal statement names it */
    bool is_comprehension_target; /* the target of a comprehension's for */
    bool is_walrus_target;        /* bound by := here, or by one in a comprehension within */
    bool is_free_in_class;        /* a class both binds it and passes an outer variable of that name on to its methods: the latter is
                                     in frees, at free_index */
    uint32_t free_index;
} Symbol;

typedef struct SymbolList {
    uint32_t count;
    Symbol **items;
} SymbolList;

typedef struct Scope Scope;
typedef struct Scopes Scopes;

struct Scope {
    ScopeKind kind;
    const Node *node;
    const Name *name; /* of the function or class; NULL for module, lambda and comprehension */
    Scope *parent;    /* NULL for the module */
    Scopes *table;
    const Name *class_name; /* of the innermost class around, which mangles; or NULL */
    uint32_t parameter_count;
    bool is_nested;    /* within a function, at any depth */
    bool is_generator; /* has a yield, or is a generator expression */
    bool is_coroutine; /* async def, a comprehension with async for or await, or a module that awaits (it may not, mostly) */
    bool has_star_arguments;
    bool has_star_keywords;
    bool needs_class_cell; /* a class whose methods use super() or __class__: the cell `__class__` is cells.items[class_cell_index] */
    uint32_t class_cell_index;
    SymbolList symbols; /* all, in order of first appearance */
    SymbolList locals;  /* functions: parameters (also those that are cells), then the other plain locals, in order of appearance */
    SymbolList cells;   /* sorted by name, as co_cellvars */
    SymbolList frees;   /* sorted by name, as co_freevars */
    struct SymbolMap *map;
};

/* The scopes of a whole tree (a root of parser_parse), or NULL with *error filled in (without `text`: the
 * caller has the source). */
MUST_USE Scopes *scopes_build(Arena *arena, Node *root, SourceError *error);
/* The same where features of __future__ are in force already (bits of CODE_FUTURE), or where a module may await: it is a coroutine
 * then, if it does (PyCF_ALLOW_TOP_LEVEL_AWAIT). */
MUST_USE Scopes *scopes_build_under(Arena *arena, Node *root, uint32_t future, bool may_await, SourceError *error);

/* Whether `from __future__ import annotations` is in force. */
bool scopes_has_future_annotations(const Scopes *scopes);
/* The scopes, the module's first: each comes after the one around it. */
uint32_t scopes_count(const Scopes *scopes);
const Scope *scopes_at(const Scopes *scopes, uint32_t index);
/* All features in force. */
uint32_t scopes_future(const Scopes *scopes);

/* The scope that this Module, FunctionDef, ClassDef, Lambda or comprehension opens. */
const Scope *scope_of(const Scopes *scopes, const Node *node);

/* The symbol for a name as written in this scope, or NULL if the scope never mentions it. */
const Symbol *scope_find(const Scope *scope, const Name *name);

/* The name as it is after mangling in this scope: attributes and imports need it too. NULL if there is no
 * memory. */
MUST_USE const Name *scope_mangle(const Scope *scope, const Name *name);

#endif
