/* ast_validate: the rules that every tree keeps which the parser made, checked in one that was made of node objects.
 *
 * The compiler relies on them. Order and words are CPython's. Patterns have a file of their own. */
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "stdlib/ast/ast_private.h"

static bool validate_statements(NodeList *body);

bool validate_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Ref message = str_vformat(format, arguments);
    va_end(arguments);
    if (message) {
        raise_value(ValueError, message);
        release(message);
    }
    return false;
}

static bool fail_depth(void)
{
    raise_error(RecursionError, "maximum recursion depth exceeded during compilation");
    return false;
}

/* Line and column may be below 0, which is as good as unknown, if all of it is one point. */
bool validate_place(Node *node)
{
    int line = (int)node->line, column = (int)node->column, end_line = (int)node->end_line, end_column = (int)node->end_column;
    if (line > end_line)
        return validate_fail("AST node line range (%d, %d) is not valid", line, end_line);
    if ((line < 0 && end_line != line) || (column < 0 && column != end_column))
        return validate_fail("AST node column range (%d, %d) for line range (%d, %d) is not valid", column, end_column, line, end_line);
    if (line == end_line && column > end_column)
        return validate_fail("line %d, column %d-%d is not a valid range", line, column, end_column);
    node->line = line < 0 ? 0 : node->line;
    node->end_line = end_line < 0 ? 0 : node->end_line;
    node->column = column < 0 ? 0 : node->column;
    node->end_column = end_column < 0 ? 0 : node->end_column;
    return true;
}

bool validate_name(const Name *name)
{
    static const char *const constants[] = {"None", "True", "False"};
    for (size_t i = 0; i < COUNT_OF(constants); i++)
        if (strcmp(name->text, constants[i]) == 0)
            return validate_fail("identifier field can't represent '%s' constant", constants[i]);
    return true;
}

static bool validate_not_empty(uint32_t count, const char *what, const char *owner)
{
    return count || validate_fail("empty %s on %s", what, owner);
}

/* --- expressions ---------------------------------------------------------------------------------------- */

static bool validate_optional(Node *node, ExprContext context)
{
    return !node || validate_expression(node, context);
}

typedef enum Missing { MISSING_REFUSED, MISSING_ALLOWED } Missing;

static bool validate_expressions(const NodeList *list, ExprContext context, Missing missing)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (!list->items[i] && missing == MISSING_REFUSED)
            return validate_fail("None disallowed in expression list");
        if (!validate_optional(list->items[i], context))
            return false;
    }
    return true;
}

/* Is the value one that code can have for a constant? */
static bool validate_constant(View value)
{
    Ref items = NULL;
    switch (value->type) {
    case TYPE_NONE:
    case TYPE_ELLIPSIS:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_FLOAT:
    case TYPE_COMPLEX:
    case TYPE_BOOL:
    case TYPE_STR:
    case TYPE_BYTES: return true;
    case TYPE_TUPLE: items = retain(value); break;
    case TYPE_FROZENSET: items = tuple_from_iterable(value); break;
    default: raise_error(TypeError, "got an invalid type in Constant: %T", value); break;
    }
    bool done = items && (!stack_is_low() || fail_depth());
    for (size_t i = 0; done && i < tuple_length(items); i++)
        done = validate_constant(tuple_item_peek(items, i));
    release_maybe(items);
    return done;
}

static bool validate_generators(const NodeList *generators)
{
    if (!generators->count)
        return validate_fail("comprehension with no generators");
    for (uint32_t i = 0; i < generators->count; i++) {
        const comprehensionFields *generator = &generators->items[i]->comprehension;
        if (!validate_expression(generator->target, Store) || !validate_expression(generator->iter, Load) ||
            !validate_expressions(&generator->ifs, Load, MISSING_REFUSED))
            return false;
    }
    return true;
}

static bool validate_keywords(const NodeList *keywords)
{
    for (uint32_t i = 0; i < keywords->count; i++)
        if (!validate_expression(keywords->items[i]->keyword.value, Load))
            return false;
    return true;
}

static bool validate_parameters(const NodeList *parameters)
{
    for (uint32_t i = 0; i < parameters->count; i++)
        if (!validate_place(parameters->items[i]) || !validate_optional(parameters->items[i]->arg.annotation, Load))
            return false;
    return true;
}

static bool validate_arguments(const Node *node)
{
    const argumentsFields *arguments = &node->arguments;
    if (!validate_parameters(&arguments->posonlyargs) || !validate_parameters(&arguments->args) ||
        (arguments->vararg && !validate_optional(arguments->vararg->arg.annotation, Load)) ||
        !validate_parameters(&arguments->kwonlyargs) || (arguments->kwarg && !validate_optional(arguments->kwarg->arg.annotation, Load)))
        return false;
    if (arguments->defaults.count > arguments->posonlyargs.count + arguments->args.count)
        return validate_fail("more positional defaults than args on arguments");
    if (arguments->kw_defaults.count != arguments->kwonlyargs.count)
        return validate_fail("length of kwonlyargs is not the same as kw_defaults on arguments");
    return validate_expressions(&arguments->defaults, Load, MISSING_REFUSED) &&
           validate_expressions(&arguments->kw_defaults, Load, MISSING_ALLOWED);
}

/* The contexts agree, and what is not loaded is something that can be assigned to. */
static bool validate_context(const Node *node, ExprContext context)
{
    ExprContext actual;
    switch ((int)node->kind) {
    case NODE_Attribute: actual = node->Attribute.ctx; break;
    case NODE_Subscript: actual = node->Subscript.ctx; break;
    case NODE_Starred: actual = node->Starred.ctx; break;
    case NODE_List: actual = node->List.ctx; break;
    case NODE_Tuple: actual = node->Tuple.ctx; break;
    case NODE_Name:
        if (!validate_name(node->Name.id))
            return false;
        actual = node->Name.ctx;
        break;
    default:
        return context == Load || validate_fail("expression which can't be assigned to in %s context", ast_expr_context_names[context]);
    }
    return actual == context || validate_fail("expression must have %s context but has %s instead", ast_expr_context_names[context],
                                              ast_expr_context_names[actual]);
}

static bool validate_compare(const Node *node)
{
    const CompareFields *compare = &node->Compare;
    if (!compare->comparators.count)
        return validate_fail("Compare with no comparators");
    if (compare->comparators.count != compare->ops.count)
        return validate_fail("Compare has a different number of comparators and operands");
    return validate_expressions(&compare->comparators, Load, MISSING_REFUSED) && validate_expression(compare->left, Load);
}

static bool validate_dict(const Node *node)
{
    if (node->Dict.keys.count != node->Dict.values.count)
        return validate_fail("Dict doesn't have the same number of keys as values");
    return validate_expressions(&node->Dict.keys, Load, MISSING_ALLOWED) && validate_expressions(&node->Dict.values, Load, MISSING_REFUSED);
}

/* CPython 3.11 lets any target pass, as long as no comprehension is around; later ones refuse it in these words. */
static bool validate_named(const Node *node)
{
    if (node->NamedExpr.target->kind != NODE_Name) {
        raise_error(TypeError, "NamedExpr target must be a Name");
        return false;
    }
    return validate_expression(node->NamedExpr.value, Load);
}

static bool validate_parts(Node *node, ExprContext context)
{
    switch ((int)node->kind) {
    case NODE_BoolOp:
        return (node->BoolOp.values.count >= 2 || validate_fail("BoolOp with less than 2 values")) &&
               validate_expressions(&node->BoolOp.values, Load, MISSING_REFUSED);
    case NODE_BinOp: return validate_expression(node->BinOp.left, Load) && validate_expression(node->BinOp.right, Load);
    case NODE_UnaryOp: return validate_expression(node->UnaryOp.operand, Load);
    case NODE_Lambda: return validate_arguments(node->Lambda.args) && validate_expression(node->Lambda.body, Load);
    case NODE_IfExp:
        return validate_expression(node->IfExp.test, Load) && validate_expression(node->IfExp.body, Load) &&
               validate_expression(node->IfExp.orelse, Load);
    case NODE_Dict: return validate_dict(node);
    case NODE_Set: return validate_expressions(&node->Set.elts, Load, MISSING_REFUSED);
    case NODE_ListComp:
    case NODE_SetComp:
    case NODE_GeneratorExp: /* their fields are the same */
        return validate_generators(&node->ListComp.generators) && validate_expression(node->ListComp.elt, Load);
    case NODE_DictComp:
        return validate_generators(&node->DictComp.generators) && validate_expression(node->DictComp.key, Load) &&
               validate_expression(node->DictComp.value, Load);
    case NODE_Yield: return validate_optional(node->Yield.value, Load);
    case NODE_YieldFrom: return validate_expression(node->YieldFrom.value, Load);
    case NODE_Await: return validate_expression(node->Await.value, Load);
    case NODE_Compare: return validate_compare(node);
    case NODE_Call:
        return validate_expression(node->Call.func, Load) && validate_expressions(&node->Call.args, Load, MISSING_REFUSED) &&
               validate_keywords(&node->Call.keywords);
    case NODE_Constant: return validate_constant(node->Constant.given);
    case NODE_JoinedStr: return validate_expressions(&node->JoinedStr.values, Load, MISSING_REFUSED);
    case NODE_FormattedValue:
        return validate_expression(node->FormattedValue.value, Load) && validate_optional(node->FormattedValue.format_spec, Load);
    case NODE_Attribute: return validate_expression(node->Attribute.value, Load);
    case NODE_Subscript: return validate_expression(node->Subscript.slice, Load) && validate_expression(node->Subscript.value, Load);
    case NODE_Starred: return validate_expression(node->Starred.value, context);
    case NODE_Slice:
        return validate_optional(node->Slice.lower, Load) && validate_optional(node->Slice.upper, Load) &&
               validate_optional(node->Slice.step, Load);
    case NODE_List: return validate_expressions(&node->List.elts, context, MISSING_REFUSED);
    case NODE_Tuple: return validate_expressions(&node->Tuple.elts, context, MISSING_REFUSED);
    case NODE_NamedExpr: return validate_named(node);
    default: return true; /* Name */
    }
}

bool validate_expression(Node *node, ExprContext context)
{
    if (stack_is_low())
        return fail_depth();
    return validate_place(node) && validate_context(node, context) && validate_parts(node, context);
}

/* --- statements ----------------------------------------------------------------------------------------- */

static bool validate_body(NodeList *body, const char *owner)
{
    return validate_not_empty(body->count, "body", owner) && validate_statements(body);
}

static bool validate_targets(const NodeList *targets, ExprContext context)
{
    return validate_not_empty(targets->count, "targets", context == Del ? "Delete" : "Assign") &&
           validate_expressions(targets, context, MISSING_REFUSED);
}

static bool validate_function(Node *node, const char *owner)
{
    FunctionDefFields *function = &node->FunctionDef; /* AsyncFunctionDef has the same fields */
    return validate_body(&function->body, owner) && validate_arguments(function->args) &&
           validate_expressions(&function->decorator_list, Load, MISSING_REFUSED) && validate_optional(function->returns, Load);
}

static bool validate_class(Node *node)
{
    ClassDefFields *definition = &node->ClassDef;
    return validate_body(&definition->body, "ClassDef") && validate_expressions(&definition->bases, Load, MISSING_REFUSED) &&
           validate_keywords(&definition->keywords) && validate_expressions(&definition->decorator_list, Load, MISSING_REFUSED);
}

static bool validate_annotated(const Node *node)
{
    const AnnAssignFields *assign = &node->AnnAssign;
    if (assign->target->kind != NODE_Name && assign->simple) {
        raise_error(TypeError, "AnnAssign with simple non-Name target");
        return false;
    }
    return validate_expression(assign->target, Store) && validate_optional(assign->value, Load) &&
           validate_expression(assign->annotation, Load);
}

static bool validate_for(Node *node, const char *owner)
{
    ForFields *loop = &node->For; /* AsyncFor has the same fields */
    return validate_expression(loop->target, Store) && validate_expression(loop->iter, Load) && validate_body(&loop->body, owner) &&
           validate_statements(&loop->orelse);
}

static bool validate_with(Node *node, const char *owner)
{
    WithFields *with = &node->With; /* AsyncWith has the same fields */
    if (!validate_not_empty(with->items.count, "items", owner))
        return false;
    for (uint32_t i = 0; i < with->items.count; i++) {
        const withitemFields *item = &with->items.items[i]->withitem;
        if (!validate_expression(item->context_expr, Load) || !validate_optional(item->optional_vars, Store))
            return false;
    }
    return validate_body(&with->body, owner);
}

static bool validate_match(Node *node)
{
    if (!validate_expression(node->Match.subject, Load) || !validate_not_empty(node->Match.cases.count, "cases", "Match"))
        return false;
    for (uint32_t i = 0; i < node->Match.cases.count; i++) {
        match_caseFields *part = &node->Match.cases.items[i]->match_case;
        if (!validate_pattern(part->pattern, false) || !validate_optional(part->guard, Load) || !validate_body(&part->body, "match_case"))
            return false;
    }
    return true;
}

static bool validate_raise(const Node *node)
{
    if (!node->Raise.exc && node->Raise.cause)
        return validate_fail("Raise with cause but no exception");
    return validate_optional(node->Raise.exc, Load) && validate_optional(node->Raise.cause, Load);
}

static bool validate_handler(Node *node)
{
    if (!node)
        return validate_fail("None disallowed in handler list");
    return validate_place(node) && validate_optional(node->ExceptHandler.type, Load) &&
           validate_body(&node->ExceptHandler.body, "ExceptHandler");
}

static bool validate_try(Node *node, const char *owner)
{
    TryFields *try = &node->Try; /* TryStar has the same fields */
    if (!validate_body(&try->body, owner))
        return false;
    if (!try->handlers.count && !try->finalbody.count)
        return validate_fail("%s has neither except handlers nor finalbody", owner);
    if (!try->handlers.count && try->orelse.count)
        return validate_fail("%s has orelse but no except handlers", owner);
    for (uint32_t i = 0; i < try->handlers.count; i++)
        if (!validate_handler(try->handlers.items[i]))
            return false;
    if (!validate_statements(&try->finalbody) || !validate_statements(&try->orelse))
        return false;
    for (uint32_t i = 0; node->kind == NODE_TryStar && i < try->handlers.count; i++)
        if (!try->handlers.items[i]->ExceptHandler.type) /* CPython 3.11 takes it for what no program can mean */
            return validate_fail("expected one or more exception types");
    return true;
}

static bool validate_import_from(const Node *node)
{
    return (node->ImportFrom.level >= 0 || validate_fail("Negative ImportFrom level")) &&
           validate_not_empty(node->ImportFrom.names.count, "names", "ImportFrom");
}

static bool validate_statement_parts(Node *node)
{
    const char *owner = ast_kind_names[node->kind];
    switch ((int)node->kind) {
    case NODE_FunctionDef:
    case NODE_AsyncFunctionDef: return validate_function(node, owner);
    case NODE_ClassDef: return validate_class(node);
    case NODE_Return: return validate_optional(node->Return.value, Load);
    case NODE_Delete: return validate_targets(&node->Delete.targets, Del);
    case NODE_Assign: return validate_targets(&node->Assign.targets, Store) && validate_expression(node->Assign.value, Load);
    case NODE_AugAssign: return validate_expression(node->AugAssign.target, Store) && validate_expression(node->AugAssign.value, Load);
    case NODE_AnnAssign: return validate_annotated(node);
    case NODE_For:
    case NODE_AsyncFor: return validate_for(node, owner);
    case NODE_While:
        return validate_expression(node->While.test, Load) && validate_body(&node->While.body, owner) &&
               validate_statements(&node->While.orelse);
    case NODE_If:
        return validate_expression(node->If.test, Load) && validate_body(&node->If.body, owner) && validate_statements(&node->If.orelse);
    case NODE_With:
    case NODE_AsyncWith: return validate_with(node, owner);
    case NODE_Match: return validate_match(node);
    case NODE_Raise: return validate_raise(node);
    case NODE_Try:
    case NODE_TryStar: return validate_try(node, owner);
    case NODE_Assert: return validate_expression(node->Assert.test, Load) && validate_optional(node->Assert.msg, Load);
    case NODE_Import: return validate_not_empty(node->Import.names.count, "names", owner);
    case NODE_ImportFrom: return validate_import_from(node);
    case NODE_Global: return validate_not_empty(node->Global.names.count, "names", owner);
    case NODE_Nonlocal: return validate_not_empty(node->Nonlocal.names.count, "names", owner);
    case NODE_Expr: return validate_expression(node->Expr.value, Load);
    default: return true;
    }
}

static bool validate_statements(NodeList *body)
{
    if (stack_is_low())
        return fail_depth();
    for (uint32_t i = 0; i < body->count; i++) {
        if (!body->items[i])
            return validate_fail("None disallowed in statement list");
        if (!validate_place(body->items[i]) || !validate_statement_parts(body->items[i]))
            return false;
    }
    return true;
}

bool ast_validate(Node *root)
{
    return root->kind == NODE_Expression ? validate_expression(root->Expression.body, Load) : validate_statements(&root->Module.body);
}
