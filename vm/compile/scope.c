/* scope: the table of scopes and symbols. See scope.h for what it is for, scope_collect.c and
 * scope_resolve.c for how it is filled.
 *
 *     Scopes    items: in the order of the tree, the outer one first    by_node: the tree's node ─► its scope
 *     Scope     symbols: in order of first appearance                     map: name ─► symbol
 *               locals, cells, frees: the symbols that have a register or cell, filled by scope_resolve.c
 *
 * A local's index in `locals` is its register; cells and free variables follow them in the frame
 * (vm/code.h). All memory is the arena's: nothing is freed, a table that grows leaves its old block
 * behind, and after a failure nothing need be cleaned up.
 *
 * Invariants:  names are interned for each parse: equal ones are one pointer, hashing is reading a field.
 *              Both tables are at most half full, so a search always comes to an empty slot.
 *              A scope comes behind the one around it in `items`, so that is resolved first. */
#include "vm/compile/scope.h"
#include "vm/code.h"

#include <string.h>

#include "runtime/memory/basics.h"
#include "vm/compile/scope_private.h"

enum { SMALLEST_MAP = 8, SMALLEST_TABLE = 16 };

bool scopes_fail_memory(Scopes *scopes)
{
    *scopes->error = (SourceError){.kind = SOURCE_MEMORY_ERROR};
    return false;
}

bool scopes_fail_depth(Scopes *scopes)
{
    *scopes->error = SOURCE_TOO_DEEP;
    return false;
}

bool scopes_fail(Scopes *scopes, const Node *node, const char *format, const Name *name)
{
    const char *mark = strstr(format, "%s");
    const char *message = format;
    if (mark)
        message = arena_printf(scopes->arena, "%.*s%s%s", (int)(mark - format), format, name->text, mark + 2);
    if (!message)
        return scopes_fail_memory(scopes);
    *scopes->error = (SourceError){
        .kind = SOURCE_SYNTAX_ERROR,
        .message = message,
        .line = (int32_t)node->line,
        .column = (int32_t)node->column + 1,
        .end_line = (int32_t)node->end_line,
        .end_column = (int32_t)node->end_column + 1,
    };
    return false;
}

/* ---- symbols of a scope ---- */

static Symbol **find_slot(const struct SymbolMap *map, const Name *name)
{
    uint32_t place = name->hash & map->mask;
    while (map->slots[place] && map->slots[place]->name != name)
        place = (place + 1) & map->mask;
    return &map->slots[place];
}

/* Make room for one more symbol. */
static bool grow_map(Scope *scope)
{
    struct SymbolMap *map = scope->map;
    if (map->slots && (scope->symbols.count + 1) * 2 <= map->mask + 1)
        return true;
    uint32_t size = map->slots ? (map->mask + 1) * 2 : SMALLEST_MAP;
    map->slots = arena_alloc(scope->table->arena, size * sizeof *map->slots);
    if (!map->slots)
        return scopes_fail_memory(scope->table);
    map->mask = size - 1;
    for (uint32_t i = 0; i < scope->symbols.count; i++)
        *find_slot(map, scope->symbols.items[i]->name) = scope->symbols.items[i];
    return true;
}

/* Lists have no capacity: they double when their length is a power of two. */
bool symbols_append(Scopes *scopes, SymbolList *list, Symbol *symbol)
{
    if ((list->count & (list->count - 1)) == 0) {
        size_t capacity = list->count ? (size_t)list->count * 2 : 1;
        Symbol **items = arena_alloc(scopes->arena, capacity * sizeof *items);
        if (!items)
            return scopes_fail_memory(scopes);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
    }
    list->items[list->count++] = symbol;
    return true;
}

Symbol *scope_get(const Scope *scope, const Name *mangled)
{
    return scope->map->slots ? *find_slot(scope->map, mangled) : NULL;
}

Symbol *scope_add(Scope *scope, const Name *mangled)
{
    Symbol *symbol = scope_get(scope, mangled);
    if (symbol)
        return symbol;
    if (!grow_map(scope))
        return NULL;
    symbol = arena_alloc(scope->table->arena, sizeof *symbol);
    if (!symbol) {
        scopes_fail_memory(scope->table);
        return NULL;
    }
    symbol->name = mangled;
    if (!symbols_append(scope->table, &scope->symbols, symbol))
        return NULL;
    *find_slot(scope->map, mangled) = symbol;
    return symbol;
}

/* ---- the scopes ---- */

/* Nodes have no numbers, so the address is the key: it does not change during a compilation. */
static Scope **find_scope_slot(Scope **table, uint32_t mask, const Node *node)
{
    uint32_t place = (uint32_t)((uintptr_t)node >> 3) * 2654435761u >> 7 & mask;
    while (table[place] && table[place]->node != node)
        place = (place + 1) & mask;
    return &table[place];
}

/* items and by_node grow together: twice as many slots as there may be items. */
static bool grow_scopes(Scopes *scopes)
{
    uint32_t capacity = (scopes->mask + 1) / 2;
    if (scopes->items && scopes->count < capacity)
        return true;
    capacity = scopes->items ? capacity * 2 : SMALLEST_TABLE;
    Scope **items = arena_alloc(scopes->arena, capacity * sizeof *items);
    Scope **table = arena_alloc(scopes->arena, capacity * 2 * sizeof *table);
    if (!items || !table)
        return scopes_fail_memory(scopes);
    for (uint32_t i = 0; scopes->items && i < scopes->count; i++) {
        items[i] = scopes->items[i];
        *find_scope_slot(table, capacity * 2 - 1, items[i]->node) = items[i];
    }
    scopes->items = items;
    scopes->by_node = table;
    scopes->mask = capacity * 2 - 1;
    return true;
}

/* A method is mangled by its class, and so is a function in it: class_name goes down until another
 * class sets it. */
Scope *scopes_add(Scopes *scopes, ScopeKind kind, const Node *node, Scope *parent)
{
    if (!grow_scopes(scopes))
        return NULL;
    Scope *scope = arena_alloc(scopes->arena, sizeof *scope);
    struct SymbolMap *map = arena_alloc(scopes->arena, sizeof *map);
    if (!scope || !map) {
        scopes_fail_memory(scopes);
        return NULL;
    }
    ASSERT(!scope_of(scopes, node));
    scope->kind = kind;
    scope->node = node;
    scope->parent = parent;
    scope->table = scopes;
    scope->map = map;
    scope->class_name = parent ? parent->class_name : NULL;
    scope->is_nested = parent && (parent->is_nested || scope_is_function(parent));
    scopes->items[scopes->count++] = scope;
    *find_scope_slot(scopes->by_node, scopes->mask, node) = scope;
    return scope;
}

bool scopes_has_future_annotations(const Scopes *scopes)
{
    return scopes->has_future_annotations;
}

uint32_t scopes_count(const Scopes *scopes)
{
    return scopes->count;
}

const Scope *scopes_at(const Scopes *scopes, uint32_t index)
{
    return scopes->items[index];
}

uint32_t scopes_future(const Scopes *scopes)
{
    return scopes->future;
}

const Scope *scope_of(const Scopes *scopes, const Node *node)
{
    return *find_scope_slot(scopes->by_node, scopes->mask, node);
}

/* ---- private names ---- */

/* Names with two leading underscores are private to the class, unless they end with two, or are dotted. */
static bool is_private(const Name *name)
{
    return name->length > 2 && memcmp(name->text, "__", 2) == 0 && memcmp(name->text + name->length - 2, "__", 2) != 0 &&
           !memchr(name->text, '.', name->length);
}

/* Leading underscores of the class's name do not count; a class of underscores alone mangles
 * nothing. As CPython's. */
const Name *scope_mangle(const Scope *scope, const Name *name)
{
    if (!scope->class_name || !is_private(name))
        return name;
    const char *class_text = scope->class_name->text;
    while (*class_text == '_')
        class_text++;
    if (!*class_text)
        return name;
    Scopes *scopes = scope->table;
    char *text = arena_printf(scopes->arena, "_%s%s", class_text, name->text);
    return text ? names_intern(scopes->names, text, strlen(text)) : NULL;
}

const Symbol *scope_find(const Scope *scope, const Name *name)
{
    const Name *mangled = scope_mangle(scope, name);
    return mangled ? scope_get(scope, mangled) : NULL;
}

/* The order is that of CPython's errors: a misplaced future import is reported before anything of
 * the scopes. */
Scopes *scopes_build(Arena *arena, Node *root, SourceError *error)
{
    return scopes_build_under(arena, root, 0, false, error);
}

Scopes *scopes_build_under(Arena *arena, Node *root, uint32_t future, bool may_await, SourceError *error)
{
    Scopes *scopes = arena_alloc(arena, sizeof *scopes);
    *error = (SourceError){0};
    if (!scopes) {
        *error = (SourceError){.kind = SOURCE_MEMORY_ERROR};
        return NULL;
    }
    scopes->arena = arena;
    scopes->error = error;
    scopes->future = future;
    scopes->may_await = may_await;
    scopes->has_future_annotations = (future & CODE_FUTURE_ANNOTATIONS) != 0;
    scopes->names = root->kind == NODE_Expression ? root->Expression.names : root->Module.names;
    scopes->class_cell = names_intern(scopes->names, "__class__", 9);
    if (!scopes->class_cell) {
        scopes_fail_memory(scopes);
        return NULL;
    }
    bool built = scopes_check_future(scopes, root) && scopes_collect(scopes, root) && scopes_resolve(scopes) && scopes_check(scopes, root);
    return built ? scopes : NULL;
}
