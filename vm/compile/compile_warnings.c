/* compile_warnings: what compiles but is hardly meant: SyntaxWarnings, in CPython's words. They are issued
 * once for a node: a function compiled again with longer jumps has warned already. */
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/text/str.h"
#include "vm/compile/compiler.h"

static void warn(Compiler *c, const Node *node, const char *format, const char *first, const char *second)
{
    if (c->failed || c->unit->far_jumps || warn_at(SyntaxWarning, c->filename, node->line, format, first, second))
        return;
    if (!error_clear_if(SyntaxWarning)) {
        c->failed = true; /* with the exception that showing it raised */
        return;
    }
    const char *text = arena_printf(c->arena, format, first, second);
    if (text)
        emit_fail_syntax(c, node, text);
    else
        emit_fail_memory(c);
}

/* --- is ------------------------------------------------------------------------------------------------- */

static bool is_literal(Compiler *c, const Node *node)
{
    Ref constant = compile_fold_constant(c, node);
    bool result = constant && constant != NONE && constant->type != TYPE_BOOL && constant != ELLIPSIS;
    release_maybe(constant);
    return result;
}

void compile_warn_of_compare(Compiler *c, const Node *node)
{
    const NodeList *others = &node->Compare.comparators;
    const Node *left = node->Compare.left;
    for (uint32_t i = 0; i < others->count; i++) {
        CmpOp op = node->Compare.ops.items[i];
        if ((op == Is || op == IsNot) && (is_literal(c, left) || is_literal(c, others->items[i]))) {
            warn(c, node, op == Is ? "\"is\" with a literal. Did you mean \"==\"?" : "\"is not\" with a literal. Did you mean \"!=\"?",
                 NULL, NULL);
            return;
        }
        left = others->items[i];
    }
}

/* --- calls and subscriptions of what cannot be called or subscripted ------------------------------------ */

static const char *constant_type(ConstantKind kind)
{
    switch (kind) {
    case CONSTANT_NONE: return "NoneType";
    case CONSTANT_TRUE:
    case CONSTANT_FALSE: return "bool";
    case CONSTANT_ELLIPSIS: return "ellipsis";
    case CONSTANT_INT: return "int";
    case CONSTANT_FLOAT: return "float";
    case CONSTANT_IMAGINARY: return "complex";
    case CONSTANT_STRING: return "str";
    case CONSTANT_TUPLE: return "tuple";
    case CONSTANT_FROZENSET: return "frozenset";
    default: return "bytes";
    }
}

/* The type that the expression's value certainly has, or NULL. */
static const char *known_type(const Node *node)
{
    switch ((int)node->kind) {
    case NODE_Tuple: return "tuple";
    case NODE_List:
    case NODE_ListComp: return "list";
    case NODE_Dict:
    case NODE_DictComp: return "dict";
    case NODE_Set:
    case NODE_SetComp: return "set";
    case NODE_GeneratorExp: return "generator";
    case NODE_Lambda: return "function";
    case NODE_JoinedStr:
    case NODE_FormattedValue: return "str";
    case NODE_Constant: return constant_type(node->Constant.kind);
    default: return NULL;
    }
}

void compile_warn_of_call(Compiler *c, const Node *node)
{
    const char *type = known_type(node->Call.func);
    if (type && node->Call.func->kind != NODE_Lambda)
        warn(c, node, "'%s' object is not callable; perhaps you missed a comma?", type, NULL);
}

static bool has_no_items(const Node *node)
{
    switch ((int)node->kind) {
    case NODE_Set:
    case NODE_SetComp:
    case NODE_GeneratorExp:
    case NODE_Lambda: return true;
    case NODE_Constant:
        return node->Constant.kind != CONSTANT_STRING && node->Constant.kind != CONSTANT_BYTES && node->Constant.kind != CONSTANT_TUPLE;
    default: return false;
    }
}

static bool is_sequence(const Node *node)
{
    switch ((int)node->kind) {
    case NODE_Tuple:
    case NODE_List:
    case NODE_ListComp:
    case NODE_JoinedStr:
    case NODE_FormattedValue: return true;
    case NODE_Constant:
        return node->Constant.kind == CONSTANT_STRING || node->Constant.kind == CONSTANT_BYTES || node->Constant.kind == CONSTANT_TUPLE;
    default: return false;
    }
}

static bool is_number(const Node *node)
{
    return node->kind == NODE_Constant &&
           (node->Constant.kind == CONSTANT_INT || node->Constant.kind == CONSTANT_TRUE || node->Constant.kind == CONSTANT_FALSE);
}

void compile_warn_of_subscript(Compiler *c, const Node *node)
{
    const Node *value = node->Subscript.value, *index = node->Subscript.slice;
    const char *index_type = known_type(index);
    if (has_no_items(value))
        warn(c, node, "'%s' object is not subscriptable; perhaps you missed a comma?", known_type(value), NULL);
    else if (is_sequence(value) && index_type && !is_number(index))
        warn(c, node, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", known_type(value), index_type);
}

void compile_warn_of_assert(Compiler *c, const Node *node)
{
    const Node *test = node->Assert.test;
    bool is_true = test->kind == NODE_Tuple && test->Tuple.elts.count;
    Ref folded = !is_true && (test->kind == NODE_BinOp || test->kind == NODE_Subscript) ? compile_fold_constant(c, test) : NULL;
    if (folded)
        is_true = is_tuple(folded) && tuple_length(folded);
    release_maybe(folded);
    if (is_true)
        warn(c, node, "assertion is always true, perhaps remove parentheses?", NULL, NULL);
}
