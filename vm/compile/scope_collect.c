/* scope_collect: walk the tree, open a scope for each block, and note how each name is used in it.
 *
 * The order of the walk is CPython's, because it decides which error is found first. The recursion is bounded
 * by AST_MAX_DEPTH and by the stack. */
#include <string.h>

#include "vm/compile/scope_private.h"

typedef enum NameUse { USE_LOAD, USE_BIND, USE_DELETE, USE_GLOBAL, USE_NONLOCAL, USE_ANNOTATION, USE_IMPORT } NameUse;

typedef struct Collector {
    Scopes *scopes;
    Scope *scope;
    uint32_t iterables;    /* how many iterables of comprehensions are around: no := may stand there */
    bool is_target;        /* within the target of a comprehension's for */
    const Node *name_node; /* the name that was come upon last, for the place of an error */
} Collector;

static bool visit(Collector *collector, Node *node);

static Symbol *symbol_of(Collector *collector, const Name *name)
{
    const Name *mangled = scope_mangle(collector->scope, name);
    if (!mangled) {
        scopes_fail_memory(collector->scopes);
        return NULL;
    }
    return scope_add(collector->scope, mangled);
}

static bool note(Collector *collector, const Name *name, NameUse use)
{
    Symbol *symbol = symbol_of(collector, name);
    if (!symbol)
        return false;
    if (collector->is_target) {
        if (symbol->is_global || symbol->is_nonlocal)
            return scopes_fail(collector->scopes, collector->name_node ? collector->name_node : collector->scope->node,
                               "comprehension inner loop cannot rebind assignment expression target '%s'", symbol->name);
        symbol->is_comprehension_target = true;
    }
    if (use == USE_GLOBAL) { /* the module's symbol is declared with it */
        Symbol *global = scope_add(collector->scopes->items[0], symbol->name);
        if (!global)
            return false;
        global->is_global = true;
    }
    symbol->is_used |= use == USE_LOAD;
    symbol->is_global |= use == USE_GLOBAL;
    symbol->is_nonlocal |= use == USE_NONLOCAL;
    symbol->is_annotated |= use == USE_ANNOTATION;
    symbol->is_imported |= use == USE_IMPORT;
    symbol->is_deleted |= use == USE_DELETE;
    symbol->is_local |= use == USE_BIND || use == USE_DELETE || use == USE_ANNOTATION;
    symbol->is_assigned |= symbol->is_local || symbol->is_imported;
    return true;
}

static bool visit_list(Collector *collector, NodeList list)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (list.items[i] && !visit(collector, list.items[i]))
            return false;
    return true;
}

static bool visit_option(Collector *collector, Node *node)
{
    return !node || visit(collector, node);
}

static bool visit_children(Collector *collector, Node *node)
{
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && !visit(collector, child))
            return false;
    return true;
}

/* ---- blocks ---- */

static Scope *enter(Collector *collector, ScopeKind kind, const Node *node)
{
    Scope *scope = scopes_add(collector->scopes, kind, node, collector->scope);
    if (scope)
        collector->scope = scope;
    return scope;
}

static void leave(Collector *collector)
{
    collector->scope = collector->scope->parent;
}

/* `place` is where a second parameter of the same name would be reported. */
static bool add_parameter(Collector *collector, const Name *name, const Node *place)
{
    Scope *scope = collector->scope;
    Symbol *symbol = symbol_of(collector, name);
    if (!symbol)
        return false;
    if (symbol->is_parameter)
        return scopes_fail(collector->scopes, place, "duplicate argument '%s' in function definition", name);
    symbol->is_parameter = true;
    symbol->parameter_index = scope->locals.count;
    scope->parameter_count++;
    return symbols_append(collector->scopes, &scope->locals, symbol);
}

static bool add_parameters(Collector *collector, NodeList list)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (!add_parameter(collector, list.items[i]->arg.arg, list.items[i]))
            return false;
    return true;
}

static bool add_arguments(Collector *collector, const Node *node)
{
    const argumentsFields *arguments = &node->arguments;
    collector->scope->has_star_arguments = arguments->vararg;
    collector->scope->has_star_keywords = arguments->kwarg;
    return add_parameters(collector, arguments->posonlyargs) && add_parameters(collector, arguments->args) &&
           add_parameters(collector, arguments->kwonlyargs) &&
           (!arguments->vararg || add_parameter(collector, arguments->vararg->arg.arg, arguments->vararg)) &&
           (!arguments->kwarg || add_parameter(collector, arguments->kwarg->arg.arg, arguments->kwarg));
}

/* What cannot stand in an annotation that will only be text. */
static bool check_text_annotation(Collector *collector, const Node *node)
{
    if (stack_is_low())
        return scopes_fail_depth(collector->scopes);
    const char *wrong = node->kind == NODE_NamedExpr ? "'named expression' can not be used within an annotation"
                        : node->kind == NODE_Yield || node->kind == NODE_YieldFrom
                            ? "'yield expression' can not be used within an annotation"
                        : node->kind == NODE_Await ? "'await expression' can not be used within an annotation"
                                                   : NULL;
    if (wrong)
        return scopes_fail(collector->scopes, node, wrong, NULL);
    ChildWalk walk = {node->kind == NODE_Lambda ? node->Lambda.args : node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && !check_text_annotation(collector, child))
            return false;
    return true;
}

/* Names in it mean nothing if it will only be text. */
static bool visit_annotation(Collector *collector, Node *node)
{
    if (!node)
        return true;
    return collector->scopes->has_future_annotations ? check_text_annotation(collector, node) : visit(collector, node);
}

static bool visit_annotations(Collector *collector, NodeList list)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (!visit_annotation(collector, list.items[i]->arg.annotation))
            return false;
    return true;
}

static bool visit_signature_annotations(Collector *collector, const FunctionDefFields *function)
{
    const argumentsFields *arguments = &function->args->arguments;
    return visit_annotations(collector, arguments->posonlyargs) && visit_annotations(collector, arguments->args) &&
           (!arguments->vararg || visit_annotation(collector, arguments->vararg->arg.annotation)) &&
           (!arguments->kwarg || visit_annotation(collector, arguments->kwarg->arg.annotation)) &&
           visit_annotations(collector, arguments->kwonlyargs) && visit_annotation(collector, function->returns);
}

static bool visit_defaults(Collector *collector, const Node *arguments)
{
    return visit_list(collector, arguments->arguments.defaults) && visit_list(collector, arguments->arguments.kw_defaults);
}

/* FunctionDef and AsyncFunctionDef have the same fields. */
static bool visit_function(Collector *collector, Node *node)
{
    const FunctionDefFields *function = &node->FunctionDef;
    if (!note(collector, function->name, USE_BIND) || !visit_defaults(collector, function->args) ||
        !visit_signature_annotations(collector, function) || !visit_list(collector, function->decorator_list))
        return false;
    Scope *scope = enter(collector, SCOPE_FUNCTION, node);
    if (!scope)
        return false;
    scope->name = function->name;
    scope->is_coroutine = node->kind == NODE_AsyncFunctionDef;
    if (!add_arguments(collector, function->args) || !visit_list(collector, function->body))
        return false;
    leave(collector);
    return true;
}

static bool visit_lambda(Collector *collector, Node *node)
{
    if (!visit_defaults(collector, node->Lambda.args))
        return false;
    if (!enter(collector, SCOPE_LAMBDA, node) || !add_arguments(collector, node->Lambda.args) || !visit(collector, node->Lambda.body))
        return false;
    leave(collector);
    return true;
}

static bool visit_class(Collector *collector, Node *node)
{
    const ClassDefFields *class = &node->ClassDef;
    if (!note(collector, class->name, USE_BIND) || !visit_list(collector, class->bases) || !visit_list(collector, class->keywords) ||
        !visit_list(collector, class->decorator_list))
        return false;
    Scope *scope = enter(collector, SCOPE_CLASS, node);
    if (!scope)
        return false;
    scope->name = class->name;
    scope->class_name = class->name;
    if (!visit_list(collector, class->body))
        return false;
    leave(collector);
    return true;
}

/* ---- comprehensions ---- */

static bool visit_iterable(Collector *collector, Node *iterable)
{
    collector->iterables++;
    bool visited = visit(collector, iterable);
    collector->iterables--;
    return visited;
}

static bool visit_target(Collector *collector, Node *target)
{
    collector->is_target = true;
    bool visited = visit(collector, target);
    collector->is_target = false;
    return visited;
}

static bool visit_generators(Collector *collector, NodeList generators)
{
    for (uint32_t i = 0; i < generators.count; i++) {
        const comprehensionFields *generator = &generators.items[i]->comprehension;
        if (!visit_target(collector, generator->target) || (i > 0 && !visit_iterable(collector, generator->iter)) ||
            !visit_list(collector, generator->ifs))
            return false;
        if (generator->is_async)
            collector->scope->is_coroutine = true;
    }
    return true;
}

/* The first iterable belongs to the scope around; the rest is a function with one parameter. */
static bool visit_comprehension(Collector *collector, Node *node, Node *element, Node *value, NodeList generators)
{
    if (!visit_iterable(collector, generators.items[0]->comprehension.iter))
        return false;
    Scope *scope = enter(collector, SCOPE_COMPREHENSION, node);
    const Name *parameter = names_intern(collector->scopes->names, ".0", 2);
    if (!scope)
        return false;
    if (!parameter)
        return scopes_fail_memory(collector->scopes);
    scope->is_generator = node->kind == NODE_GeneratorExp;
    if (!add_parameter(collector, parameter, node) || !visit_generators(collector, generators) || !visit_option(collector, value) ||
        !visit(collector, element))
        return false;
    leave(collector);
    bool is_in_module = collector->scope->kind == SCOPE_MODULE && collector->scopes->may_await; /* CPython makes no difference there */
    if (scope->is_coroutine && (!scope->is_generator || is_in_module))
        collector->scope->is_coroutine = true;
    return true;
}

static bool visit_yield(Collector *collector, Node *node, Node *value)
{
    if (!visit_option(collector, value))
        return false;
    collector->scope->is_generator = true;
    if (collector->scope->kind != SCOPE_COMPREHENSION)
        return true;
    switch (collector->scope->node->kind) {
    case NODE_ListComp: return scopes_fail(collector->scopes, node, "'yield' inside list comprehension", NULL);
    case NODE_SetComp: return scopes_fail(collector->scopes, node, "'yield' inside set comprehension", NULL);
    case NODE_DictComp: return scopes_fail(collector->scopes, node, "'yield' inside dict comprehension", NULL);
    default: return scopes_fail(collector->scopes, node, "'yield' inside generator expression", NULL);
    }
}

/* Bind a name in a scope further out. */
static Symbol *note_outside(Collector *collector, Scope *scope, const Name *name, NameUse use)
{
    Scope *inner = collector->scope;
    collector->scope = scope;
    Symbol *symbol = note(collector, name, use) ? symbol_of(collector, name) : NULL;
    collector->scope = inner;
    if (symbol)
        symbol->is_walrus_target = true;
    return symbol;
}

/* `:=` in a comprehension binds in the function or module around it. */
static bool bind_around_comprehension(Collector *collector, const Node *target, const Name *name)
{
    for (Scope *scope = collector->scope; scope; scope = scope->parent) {
        const Symbol *symbol = scope_find(scope, name);
        if (scope->kind == SCOPE_COMPREHENSION) {
            if (symbol && symbol->is_comprehension_target)
                return scopes_fail(collector->scopes, target, "assignment expression cannot rebind comprehension iteration variable '%s'",
                                   name);
            continue;
        }
        if (scope->kind == SCOPE_CLASS)
            return scopes_fail(collector->scopes, target, "assignment expression within a comprehension cannot be used in a class body",
                               NULL);
        bool is_global = scope->kind == SCOPE_MODULE || (symbol && symbol->is_global);
        if (!note(collector, name, is_global ? USE_GLOBAL : USE_NONLOCAL))
            return false;
        return note_outside(collector, scope, name, scope->kind == SCOPE_MODULE ? USE_GLOBAL : USE_BIND) != NULL;
    }
    return true;
}

static bool visit_named(Collector *collector, Node *node)
{
    const Name *name = node->NamedExpr.target->Name.id;
    if (collector->iterables)
        return scopes_fail(collector->scopes, node, "assignment expression cannot be used in a comprehension iterable expression", NULL);
    if (collector->scope->kind == SCOPE_COMPREHENSION && !bind_around_comprehension(collector, node->NamedExpr.target, name))
        return false;
    if (!visit(collector, node->NamedExpr.value) || !visit(collector, node->NamedExpr.target))
        return false;
    Symbol *symbol = symbol_of(collector, name);
    if (symbol)
        symbol->is_walrus_target = true;
    return symbol != NULL;
}

/* ---- statements about names ---- */

static bool declare(Collector *collector, Node *node, NameList names, bool is_global)
{
    for (uint32_t i = 0; i < names.count; i++) {
        const Name *name = names.items[i];
        const Symbol *symbol = scope_find(collector->scope, name);
        const char *format = NULL;
        if (symbol && symbol->is_parameter)
            format = is_global ? "name '%s' is parameter and global" : "name '%s' is parameter and nonlocal";
        else if (symbol && symbol->is_used)
            format = is_global ? "name '%s' is used prior to global declaration" : "name '%s' is used prior to nonlocal declaration";
        else if (symbol && symbol->is_annotated)
            format = is_global ? "annotated name '%s' can't be global" : "annotated name '%s' can't be nonlocal";
        else if (symbol && symbol->is_local)
            format = is_global ? "name '%s' is assigned to before global declaration"
                               : "name '%s' is assigned to before nonlocal declaration";
        if (format)
            return scopes_fail(collector->scopes, node, format, name);
        if (!note(collector, name, is_global ? USE_GLOBAL : USE_NONLOCAL))
            return false;
    }
    return true;
}

static bool visit_annotated(Collector *collector, Node *node)
{
    const AnnAssignFields *fields = &node->AnnAssign;
    if (fields->target->kind == NODE_Name) {
        const Name *name = fields->target->Name.id;
        const Symbol *symbol = scope_find(collector->scope, name);
        if (fields->simple && symbol && collector->scope->kind != SCOPE_MODULE && (symbol->is_global || symbol->is_nonlocal))
            return scopes_fail(collector->scopes, node,
                               symbol->is_global ? "annotated name '%s' can't be global" : "annotated name '%s' can't be nonlocal", name);
        if (fields->simple ? !note(collector, name, USE_ANNOTATION) : fields->value && !note(collector, name, USE_BIND))
            return false;
    } else if (!visit(collector, fields->target)) {
        return false;
    }
    return visit_annotation(collector, fields->annotation) && visit_option(collector, fields->value);
}

/* `import a.b` binds a. */
static bool visit_alias(Collector *collector, Node *node)
{
    const Name *name = node->alias.asname ? node->alias.asname : node->alias.name;
    if (name->text[0] == '*')
        return collector->scope->kind == SCOPE_MODULE ||
               scopes_fail(collector->scopes, node, "import * only allowed at module level", NULL);
    const char *dot = memchr(name->text, '.', name->length);
    if (dot)
        name = names_intern(collector->scopes->names, name->text, (size_t)(dot - name->text));
    return name ? note(collector, name, USE_IMPORT) : scopes_fail_memory(collector->scopes);
}

static bool visit_name(Collector *collector, const Node *node)
{
    collector->name_node = node;
    if (!note(collector, node->Name.id, node->Name.ctx == Load ? USE_LOAD : node->Name.ctx == Del ? USE_DELETE : USE_BIND))
        return false;
    /* super() finds its class through __class__ */
    bool is_super = node->Name.ctx == Load && strcmp(node->Name.id->text, "super") == 0;
    return !is_super || !scope_is_function(collector->scope) || note(collector, collector->scopes->class_cell, USE_LOAD);
}

static bool visit_handler(Collector *collector, Node *node)
{
    return visit_option(collector, node->ExceptHandler.type) &&
           (!node->ExceptHandler.name || note(collector, node->ExceptHandler.name, USE_DELETE)) &&
           visit_list(collector, node->ExceptHandler.body);
}

static bool visit_capture(Collector *collector, Node *node, const Name *name)
{
    return visit_children(collector, node) && (!name || note(collector, name, USE_BIND));
}

static bool visit(Collector *collector, Node *node)
{
    if (stack_is_low())
        return scopes_fail_depth(collector->scopes);
    switch (node->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef: return visit_function(collector, node);
    case NODE_ClassDef: return visit_class(collector, node);
    case NODE_Lambda: return visit_lambda(collector, node);
    case NODE_ListComp:
    case NODE_SetComp:
    case NODE_GeneratorExp: return visit_comprehension(collector, node, node->ListComp.elt, NULL, node->ListComp.generators);
    case NODE_DictComp: return visit_comprehension(collector, node, node->DictComp.key, node->DictComp.value, node->DictComp.generators);
    case NODE_Yield: return visit_yield(collector, node, node->Yield.value);
    case NODE_YieldFrom: return visit_yield(collector, node, node->YieldFrom.value);
    case NODE_Await: collector->scope->is_coroutine = true; return visit(collector, node->Await.value);
    case NODE_AsyncFor:
    case NODE_AsyncWith: collector->scope->is_coroutine = true; return visit_children(collector, node);
    case NODE_NamedExpr: return visit_named(collector, node);
    case NODE_Global: return declare(collector, node, node->Global.names, true);
    case NODE_Nonlocal: return declare(collector, node, node->Nonlocal.names, false);
    case NODE_AnnAssign: return visit_annotated(collector, node);
    case NODE_alias: return visit_alias(collector, node);
    case NODE_Name: return visit_name(collector, node);
    case NODE_ExceptHandler: return visit_handler(collector, node);
    case NODE_MatchAs: return visit_capture(collector, node, node->MatchAs.name);
    case NODE_MatchStar: return visit_capture(collector, node, node->MatchStar.name);
    case NODE_MatchMapping: return visit_capture(collector, node, node->MatchMapping.rest);
    default: return visit_children(collector, node);
    }
}

bool scopes_collect(Scopes *scopes, Node *root)
{
    Collector collector = {.scopes = scopes};
    return enter(&collector, SCOPE_MODULE, root) && visit_children(&collector, root);
}
