/* scope_check: what is grammatical, but makes no sense where it stands: yield outside of functions, await
 * outside of coroutines, assignments to __debug__, future imports that come too late. Last, because CPython
 * finds these when it generates code. */
#include <string.h>

#include "vm/code.h"
#include "vm/compile/scope_private.h"

typedef struct Checker {
    Scopes *scopes;
    const Scope *scope;
} Checker;

static bool check(Checker *checker, Node *node);

static bool fail(Checker *checker, const Node *node, const char *message)
{
    return scopes_fail(checker->scopes, node, message, NULL);
}

static bool is_debug(const Name *name)
{
    return name && strcmp(name->text, "__debug__") == 0;
}

static bool check_assignable(Checker *checker, const Node *node, const Name *name)
{
    return !is_debug(name) || fail(checker, node, "cannot assign to __debug__");
}

static bool check_context(Checker *checker, const Node *node, const Name *name, ExprContext context)
{
    if (context == Del && is_debug(name))
        return fail(checker, node, "cannot delete __debug__");
    return context == Load || check_assignable(checker, node, name);
}

static bool check_children(Checker *checker, Node *node)
{
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && !check(checker, child))
            return false;
    return true;
}

static bool check_list(Checker *checker, NodeList list)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (!check(checker, list.items[i]))
            return false;
    return true;
}

/* One that will only be text has no scopes within it, and nothing of it is compiled. */
static bool check_annotation(Checker *checker, Node *annotation)
{
    return !annotation || checker->scopes->has_future_annotations || check(checker, annotation);
}

static bool check_annotated(Checker *checker, Node *node)
{
    const AnnAssignFields *fields = &node->AnnAssign;
    return check(checker, fields->target) && check_annotation(checker, fields->annotation) &&
           (!fields->value || check(checker, fields->value));
}

static bool check_in(Checker *checker, const Node *opener, NodeList body)
{
    const Scope *outer = checker->scope;
    checker->scope = scope_of(checker->scopes, opener);
    bool checked = check_list(checker, body);
    checker->scope = outer;
    return checked;
}

static bool check_parameters(Checker *checker, const Node *function)
{
    const Scope *scope = scope_of(checker->scopes, function);
    for (uint32_t i = 0; i < scope->parameter_count; i++)
        if (!check_assignable(checker, function, scope->locals.items[i]->name))
            return false;
    return true;
}

/* FunctionDef and AsyncFunctionDef have the same fields. */
static bool check_function(Checker *checker, Node *node)
{
    const FunctionDefFields *function = &node->FunctionDef;
    return check_list(checker, function->decorator_list) && check(checker, function->args) &&
           check_annotation(checker, function->returns) && check_assignable(checker, node, function->name) &&
           check_parameters(checker, node) && check_in(checker, node, function->body);
}

static bool check_keyword_names(Checker *checker, const Node *node, const NodeList *keywords)
{
    for (uint32_t i = 0; i < keywords->count; i++)
        if (!check_assignable(checker, node, keywords->items[i]->keyword.arg))
            return false;
    return true;
}

static bool check_class(Checker *checker, Node *node)
{
    const ClassDefFields *class = &node->ClassDef;
    return check_list(checker, class->decorator_list) && check_assignable(checker, node, class->name) &&
           check_list(checker, class->bases) && check_list(checker, class->keywords) && check_in(checker, node, class->body) &&
           check_keyword_names(checker, node, &class->keywords);
}

/* Or a module that may await. */
static bool is_async_function(const Scope *scope)
{
    if (scope->kind == SCOPE_MODULE)
        return scope->table->may_await;
    return scope->kind == SCOPE_FUNCTION && scope->node->kind == NODE_AsyncFunctionDef;
}

static bool check_comprehension(Checker *checker, Node *node, NodeList generators)
{
    const Scope *scope = scope_of(checker->scopes, node);
    bool may_wait = is_async_function(checker->scope) || checker->scope->kind == SCOPE_COMPREHENSION;
    if (scope->is_coroutine && !scope->is_generator && !may_wait)
        return fail(checker, node, "asynchronous comprehension outside of an asynchronous function");
    Node *first = generators.items[0];
    if (!check(checker, first->comprehension.iter))
        return false;
    const Scope *outer = checker->scope;
    checker->scope = scope;
    bool checked = check(checker, first->comprehension.target) && check_list(checker, first->comprehension.ifs);
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (checked && ast_next_child(&walk, &child))
        checked = child == first || check(checker, child);
    checker->scope = outer;
    return checked;
}

static bool check_yield(Checker *checker, Node *node)
{
    if (!scope_is_function(checker->scope))
        return fail(checker, node, "'yield' outside function");
    if (node->kind == NODE_YieldFrom && is_async_function(checker->scope))
        return fail(checker, node, "'yield from' inside async function");
    return check_children(checker, node);
}

static bool check_await(Checker *checker, Node *node)
{
    if (!scope_is_function(checker->scope) && !is_async_function(checker->scope))
        return fail(checker, node, "'await' outside function");
    if (!is_async_function(checker->scope) && checker->scope->kind != SCOPE_COMPREHENSION)
        return fail(checker, node, "'await' outside async function");
    return check_children(checker, node);
}

static bool check_return(Checker *checker, Node *node)
{
    if (node->Return.value && is_async_function(checker->scope) && checker->scope->is_generator)
        return fail(checker, node, "'return' with value in async generator");
    return check_children(checker, node);
}

static bool check_aliases(Checker *checker, const Node *node, NodeList names)
{
    for (uint32_t i = 0; i < names.count; i++) {
        const Node *alias = names.items[i];
        if (!check_assignable(checker, node, alias->alias.asname ? alias->alias.asname : alias->alias.name))
            return false;
    }
    return true;
}

static bool check_handler(Checker *checker, const Node *node)
{
    return (!node->ExceptHandler.type || check(checker, node->ExceptHandler.type)) &&
           check_assignable(checker, node, node->ExceptHandler.name) && check_list(checker, node->ExceptHandler.body);
}

static bool is_future(const Node *node)
{
    return node->kind == NODE_ImportFrom && node->ImportFrom.level == 0 && node->ImportFrom.module &&
           strcmp(node->ImportFrom.module->text, "__future__") == 0;
}

/* Those at the beginning have been looked at before. */
static bool check_import(Checker *checker, Node *node)
{
    if (is_future(node) && node->line > checker->scopes->last_future_line)
        return fail(checker, node, "from __future__ imports must occur at the beginning of the file");
    return check_aliases(checker, node, node->ImportFrom.names);
}

static bool check(Checker *checker, Node *node)
{
    if (stack_is_low())
        return scopes_fail_depth(checker->scopes);
    switch (node->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef: return check_function(checker, node);
    case NODE_Lambda:
        return check(checker, node->Lambda.args) && check_parameters(checker, node) &&
               check_in(checker, node, (NodeList){1, &node->Lambda.body});
    case NODE_ClassDef: return check_class(checker, node);
    case NODE_arg: return check_annotation(checker, node->arg.annotation);
    case NODE_AnnAssign: return check_annotated(checker, node);
    case NODE_ListComp:
    case NODE_SetComp:
    case NODE_GeneratorExp: return check_comprehension(checker, node, node->ListComp.generators);
    case NODE_DictComp: return check_comprehension(checker, node, node->DictComp.generators);
    case NODE_Yield:
    case NODE_YieldFrom: return check_yield(checker, node);
    case NODE_Await: return check_await(checker, node);
    case NODE_Return: return check_return(checker, node);
    case NODE_ExceptHandler: return check_handler(checker, node);
    case NODE_AsyncFor:
        return (is_async_function(checker->scope) || fail(checker, node, "'async for' outside async function")) &&
               check_children(checker, node);
    case NODE_AsyncWith:
        return (is_async_function(checker->scope) || fail(checker, node, "'async with' outside async function")) &&
               check_children(checker, node);
    case NODE_Import: return check_aliases(checker, node, node->Import.names);
    case NODE_ImportFrom: return check_import(checker, node);
    case NODE_Call: return check_keyword_names(checker, node, &node->Call.keywords) && check_children(checker, node);
    case NODE_AugAssign: /* CPython does not look at the name of an attribute here */
        return check(checker,
                     node->AugAssign.target->kind == NODE_Attribute ? node->AugAssign.target->Attribute.value : node->AugAssign.target) &&
               check(checker, node->AugAssign.value);
    case NODE_Name: return check_context(checker, node, node->Name.id, node->Name.ctx);
    case NODE_Attribute:
        return (node->Attribute.ctx != Store || check_assignable(checker, node, node->Attribute.attr)) &&
               check(checker, node->Attribute.value);
    default: return check_children(checker, node);
    }
}

/* ---- from __future__ import … ---- */

static bool is_feature(const char *name)
{
    static const char *const features[] = {"nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
                                           "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (strcmp(name, features[i]) == 0)
            return true;
    return false;
}

static bool check_features(Scopes *scopes, const Node *node)
{
    for (uint32_t i = 0; i < node->ImportFrom.names.count; i++) {
        const Name *name = node->ImportFrom.names.items[i]->alias.name;
        if (is_feature(name->text)) {
            if (strcmp(name->text, "annotations") == 0)
                scopes->future |= CODE_FUTURE_ANNOTATIONS;
            else if (strcmp(name->text, "barry_as_FLUFL") == 0)
                scopes->future |= CODE_FUTURE_BARRY;
            scopes->has_future_annotations = (scopes->future & CODE_FUTURE_ANNOTATIONS) != 0;
            continue;
        }
        if (strcmp(name->text, "braces") == 0)
            scopes_fail(scopes, node, "not a chance", NULL);
        else
            scopes_fail(scopes, node, "future feature %s is not defined", name);
        scopes->error->end_line = scopes->error->line;
        scopes->error->end_column = SOURCE_NONE;
        return false;
    }
    return true;
}

static bool is_docstring(const Node *node)
{
    return node->kind == NODE_Expr && node->Expr.value->kind == NODE_Constant && node->Expr.value->Constant.kind == CONSTANT_STRING;
}

bool scopes_check_future(Scopes *scopes, const Node *root)
{
    NodeList body = root->kind == NODE_Expression ? (NodeList){0} : root->Module.body;
    for (uint32_t i = 0; i < body.count; i++) {
        const Node *node = body.items[i];
        if (i == 0 && is_docstring(node))
            continue;
        if (!is_future(node))
            break;
        scopes->last_future_line = node->line;
        if (!check_features(scopes, node))
            return false;
    }
    return true;
}

bool scopes_check(Scopes *scopes, Node *root)
{
    Checker checker = {scopes, scope_of(scopes, root)};
    return check_children(&checker, root);
}
