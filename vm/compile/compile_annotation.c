/* compile_annotation: annotations of parameters, results and variables. Under `from __future__ import
 * annotations` they are not evaluated: their text is kept. */
#include "vm/compile/compiler.h"

#include "parser/unparse.h"
#include "runtime/text/str.h"

/* --- the value of an annotation ------------------------------------------------------------------------- */

static Ref text_of(Compiler *c, const Node *annotation)
{
    size_t length;
    bool is_too_deep;
    const char *text = unparse_expression(c->arena, annotation, &length, &is_too_deep);
    if (is_too_deep)
        emit_fail_depth(c);
    return text ? str_from_utf8(text, length) : NULL;
}

/* `*args: *Types`: the annotation is the only item of what is unpacked. */
static void compile_unpacked(Compiler *c, const Node *annotation)
{
    Operand value = compile_operand(c, annotation->Starred.value);
    c->unit->place = annotation;
    emit_consume(c, value);
    emit(c, OP_UNPACK, emit_temporary_next(c), value, 1);
    emit_temporary_push(c);
}

static void compile_annotation(Compiler *c, const Node *annotation)
{
    if (scopes_has_future_annotations(c->scopes))
        compile_move(c, emit_constant_operand(c, emit_constant_add_take(c, text_of(c, annotation))), NO_OPERAND);
    else if (annotation->kind == NODE_Starred)
        compile_unpacked(c, annotation);
    else
        compile_temporary(c, annotation);
}

/* --- parameters and results ----------------------------------------------------------------------------- */

static uint32_t compile_parameter(Compiler *c, const Node *arg)
{
    if (!arg || !arg->arg.annotation)
        return 0;
    compile_move(c, emit_constant_operand(c, emit_constant_name(c, arg->arg.arg)), NO_OPERAND);
    compile_annotation(c, arg->arg.annotation);
    return 1;
}

static uint32_t compile_parameters(Compiler *c, const NodeList *list)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++)
        count += compile_parameter(c, list->items[i]);
    return count;
}

unsigned compile_annotations(Compiler *c, const Node *arguments, const Node *returns)
{
    uint32_t depth = c->unit->depth;
    Operand base = emit_temporary_next(c);
    const argumentsFields *fields = &arguments->arguments;
    uint32_t count = compile_parameters(c, &fields->args); /* CPython's order */
    count += compile_parameters(c, &fields->posonlyargs);
    count += compile_parameter(c, fields->vararg);
    count += compile_parameters(c, &fields->kwonlyargs);
    count += compile_parameter(c, fields->kwarg);
    if (returns) {
        compile_move(c, emit_constant_operand(c, emit_constant_text(c, "return")), NO_OPERAND);
        compile_annotation(c, returns);
        count++;
    }
    if (!count)
        return 0;
    emit_temporaries_drop(c, depth);
    emit_result(c, OP_BUILD_DICT, NO_OPERAND, base & OPERAND_INDEX, (Operand)count);
    return FUNCTION_ANNOTATIONS;
}

/* --- variables ------------------------------------------------------------------------------------------ */

static bool holds_statements(const Node *node)
{
    switch (node->kind) {
    case NODE_For:
    case NODE_AsyncFor:
    case NODE_While:
    case NODE_If:
    case NODE_With:
    case NODE_AsyncWith:
    case NODE_Try:
    case NODE_TryStar:
    case NODE_ExceptHandler:
    case NODE_Match:
    case NODE_match_case: return true;
    default: return false;
    }
}

static bool has_annotation(const Node *node)
{
    if (node->kind == NODE_AnnAssign)
        return true;
    if (!holds_statements(node) || stack_is_low())
        return false;
    ChildWalk walk = {node, 0, 0};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && has_annotation(child))
            return true;
    return false;
}

void compile_annotations_setup(Compiler *c, const NodeList *body)
{
    for (uint32_t i = 0; i < body->count; i++) {
        if (!has_annotation(body->items[i]))
            continue;
        emit(c, OP_SETUP_ANNOTATIONS, 0, 0, 0);
        return;
    }
}

static void compile_dropped(Compiler *c, const Node *node)
{
    Operand value = compile_operand(c, node);
    emit_consume(c, value);
    if (value & OPERAND_TEMPORARY && !(value & OPERAND_CONSTANT))
        emit(c, OP_RELEASE, value, 0, 0);
}

/* Without a value, a target is only looked at: what it is an attribute or item of is evaluated. */
static void compile_target_parts(Compiler *c, const Node *target)
{
    if (target->kind == NODE_Attribute) {
        compile_dropped(c, target->Attribute.value);
    } else if (target->kind == NODE_Subscript) {
        compile_dropped(c, target->Subscript.value);
        compile_dropped(c, target->Subscript.slice);
    }
}

static void assign(Compiler *c, const Node *node)
{
    const Node *target = node->AnnAssign.target;
    Operand direct = target_register(c, target);
    Operand value = compile_value(c, node->AnnAssign.value, direct);
    if (direct != NO_OPERAND)
        compile_move(c, value, direct);
    else
        compile_store(c, target, value);
}

static void store_annotation(Compiler *c, const Node *node)
{
    uint32_t depth = c->unit->depth;
    Operand value = emit_temporary_next(c);
    compile_annotation(c, node->AnnAssign.annotation);
    Operand annotations = emit_result(c, OP_LOAD_NAME, NO_OPERAND, (Operand)emit_constant_text(c, "__annotations__"), 0);
    Operand key = emit_constant_operand(c, emit_constant_name(c, node->AnnAssign.target->Name.id));
    emit_temporaries_drop(c, depth);
    emit(c, OP_SET_ITEM, annotations, key, value);
}

void compile_annotated(Compiler *c, const Node *node)
{
    const Node *target = node->AnnAssign.target;
    if (target->kind != NODE_Name && target->kind != NODE_Attribute && target->kind != NODE_Subscript)
        emit_fail_node_type(c, target, "annotated");
    else if (node->AnnAssign.value)
        assign(c, node);
    else
        compile_target_parts(c, target);
    if (c->unit->scope->kind != SCOPE_MODULE && c->unit->scope->kind != SCOPE_CLASS)
        return; /* nobody keeps the annotations of a function's variables */
    if (target->kind == NODE_Name && node->AnnAssign.simple)
        store_annotation(c, node);
    else if (!scopes_has_future_annotations(c->scopes))
        compile_dropped(c, node->AnnAssign.annotation);
}
