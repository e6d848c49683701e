/* show_scopes: the scopes of a source and what each name in them means, as `ouro -X show=scopes` shows them.
 *
 *     module
 *       counter         local               globals                       used, assigned
 *       print           global (implicit)   globals, builtins             used
 *
 *       function counter, line 1
 *         start           parameter, cell     r0, then cell r2              used
 *         n               local               r1                            used, assigned
 *
 * A scope is indented below the one around it. Columns: the name (as it is after mangling), its kind, where
 * its value is (a register, a cell in a register, or the dicts in which it is looked up by name; the
 * namespace is a class's), and what the text does with it. */
#include "vm/compile/show_scopes.h"
#include "runtime/text/str.h"

#include <string.h>

#include "runtime/text/str.h"
#include "vm/compile/scope_private.h"

enum { NAME_WIDTH = 16, KIND_WIDTH = 20, PLACE_WIDTH = 30 };

/* --- one name ------------------------------------------------------------------------------------------- */

static const char *kind_of(const Symbol *symbol)
{
    switch (symbol->scope) {
    case SYMBOL_LOCAL: return symbol->is_parameter ? "parameter" : "local";
    case SYMBOL_CELL: return symbol->is_parameter ? "parameter, cell" : "cell";
    case SYMBOL_FREE: return symbol->is_nonlocal ? "free (nonlocal)" : "free";
    case SYMBOL_GLOBAL_EXPLICIT: return "global (declared)";
    default: return "global (implicit)";
    }
}

/* Where a name without a register is looked for at run time. */
static const char *namespace_of(const Scope *scope, const Symbol *symbol)
{
    if (symbol->scope == SYMBOL_GLOBAL_IMPLICIT)
        return scope->kind == SCOPE_CLASS ? "namespace, globals, builtins" : "globals, builtins";
    return symbol->scope == SYMBOL_LOCAL && scope->kind == SCOPE_CLASS ? "namespace" : "globals";
}

/* The registers of a frame: locals, cells, free variables; see code.h. */
static void place_of(const Scope *scope, const Symbol *symbol, char *text, size_t size)
{
    uint32_t cells = scope_is_function(scope) ? scope->locals.count : 0, frees = cells + scope->cells.count;
    if (symbol->is_free_in_class)
        snprintf(text, size, "namespace; cell r%u", frees + symbol->free_index);
    else if (symbol->scope == SYMBOL_CELL && symbol->is_parameter)
        snprintf(text, size, "r%u, then cell r%u", symbol->parameter_index, cells + symbol->index);
    else if (symbol->scope == SYMBOL_CELL)
        snprintf(text, size, "cell r%u", cells + symbol->index);
    else if (symbol->scope == SYMBOL_FREE)
        snprintf(text, size, "cell r%u, from outside", frees + symbol->index);
    else if (symbol->scope == SYMBOL_LOCAL && scope_is_function(scope))
        snprintf(text, size, "r%u", symbol->index);
    else
        snprintf(text, size, "%s", namespace_of(scope, symbol));
}

static void show_use(FILE *out, bool is_true, const char *word, bool *is_first)
{
    if (is_true) {
        fprintf(out, "%s%s", *is_first ? "" : ", ", word);
        *is_first = false;
    }
}

static void show_uses(FILE *out, const Scope *scope, const Symbol *symbol)
{
    bool is_first = true, is_class_cell = scope->kind == SCOPE_CLASS && symbol->scope == SYMBOL_CELL;
    show_use(out, is_class_cell, "for its methods", &is_first);
    show_use(out, symbol->is_used, "used", &is_first);
    show_use(out, symbol->is_imported, "imported", &is_first);
    show_use(out, symbol->is_assigned && !symbol->is_imported && !symbol->is_deleted && !symbol->is_annotated, "assigned", &is_first);
    show_use(out, symbol->is_annotated, "annotated", &is_first);
    show_use(out, symbol->is_deleted, "deleted", &is_first);
    show_use(out, is_first, "not used", &is_first);
}

static void show_padded(FILE *out, const char *text, int width)
{
    int characters = (int)str_utf8_count(text, strlen(text));
    fprintf(out, "%s%*s", text, characters < width ? width - characters : 1, "");
}

static void show_symbol(FILE *out, const Scope *scope, const Symbol *symbol, int indent)
{
    char place[64];
    place_of(scope, symbol, place, sizeof place);
    fprintf(out, "%*s", indent, "");
    show_padded(out, symbol->name->text, NAME_WIDTH);
    show_padded(out, kind_of(symbol), KIND_WIDTH);
    show_padded(out, place, PLACE_WIDTH);
    show_uses(out, scope, symbol);
    putc('\n', out);
}

/* --- one scope ------------------------------------------------------------------------------------------ */

static const char *comprehension_word(const Scope *scope)
{
    switch (scope->node->kind) {
    case NODE_ListComp: return "list comprehension";
    case NODE_SetComp: return "set comprehension";
    case NODE_DictComp: return "dict comprehension";
    default: return "generator expression";
    }
}

static void show_head(FILE *out, const Scope *scope)
{
    static const char *const words[] = {
        [SCOPE_MODULE] = "module", [SCOPE_CLASS] = "class", [SCOPE_FUNCTION] = "function", [SCOPE_LAMBDA] = "lambda"};
    if (scope->is_coroutine && scope->kind == SCOPE_FUNCTION)
        fputs("async ", out);
    fputs(scope->kind == SCOPE_COMPREHENSION ? comprehension_word(scope) : words[scope->kind], out);
    if (scope->name)
        fprintf(out, " %s", scope->name->text);
    if (scope->parent)
        fprintf(out, ", line %u", scope->node->line);
    if (scope->is_generator && scope->kind == SCOPE_FUNCTION)
        fputs(", a generator", out);
    putc('\n', out);
}

static int depth_of(const Scope *scope)
{
    int depth = 0;
    for (; scope->parent; scope = scope->parent)
        depth++;
    return depth;
}

static void show_scope(FILE *out, const Scope *scope)
{
    enum { STEP = 2, MOST = 60 };
    int indent = depth_of(scope) * STEP;
    if (indent > MOST)
        indent = MOST;
    fprintf(out, "%s%*s", scope->parent ? "\n" : "", indent, "");
    show_head(out, scope);
    for (uint32_t i = 0; i < scope->symbols.count; i++)
        show_symbol(out, scope, scope->symbols.items[i], indent + STEP);
    if (scope->needs_class_cell) /* it is no name of the body */
        show_symbol(out, scope, scope->cells.items[scope->class_cell_index], indent + STEP);
}

void show_scopes(FILE *out, const Scopes *scopes)
{
    for (uint32_t i = 0; i < scopes->count; i++)
        show_scope(out, scopes->items[i]);
}
