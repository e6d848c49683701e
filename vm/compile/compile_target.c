/* compile_target: what stands on the left of an assignment: names, attributes, items, and lists of targets to
 * unpack into. */
#include "vm/compile/compiler.h"

#include "runtime/text/str.h"

Operand target_register(Compiler *c, const Node *target)
{
    return target->kind == NODE_Name ? compile_local_register(c, target->Name.id) : NO_OPERAND;
}

static const NodeList *elements_of(const Node *target)
{
    return target->kind == NODE_Tuple ? &target->Tuple.elts : &target->List.elts;
}

/* CPython's instruction counts what stands before the star in a byte. */
enum { STARS_MOST = 256 };

static void compile_unpack(Compiler *c, const Node *target, Operand value)
{
    const NodeList *elements = elements_of(target);
    uint32_t starred = UINT32_MAX;
    for (uint32_t i = 0; i < elements->count; i++) {
        if (elements->items[i]->kind != NODE_Starred)
            continue;
        if (starred != UINT32_MAX) {
            emit_fail_syntax(c, target, "multiple starred expressions in assignment");
            return;
        }
        starred = i;
    }
    if (starred != UINT32_MAX && starred >= STARS_MOST) {
        emit_fail_syntax(c, target, "too many expressions in star-unpacking assignment");
        return;
    }
    c->unit->place = target;
    emit_consume(c, value);
    uint32_t base_depth = c->unit->depth;
    Operand base = emit_temporary_next(c);
    if (starred == UINT32_MAX) {
        emit(c, OP_UNPACK, base, value, (Operand)elements->count);
    } else {
        emit(c, OP_UNPACK_STAR, base, value, (Operand)starred);
        emit_word(c, elements->count - starred - 1);
    }
    /* The items stand first one topmost, so that storing from the left takes them off the stack in order. */
    for (uint32_t i = 0; i < elements->count; i++)
        emit_temporary_push(c);
    for (uint32_t i = 0; i < elements->count; i++) {
        Operand item = (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + base_depth + elements->count - 1 - i));
        const Node *element = elements->items[i];
        compile_store(c, element->kind == NODE_Starred ? element->Starred.value : element, item);
    }
}

/* container[key] = value and object.attr = value: CPython evaluates the value first, then container and
 * key. */
static void compile_store_item(Compiler *c, const Node *target, Operand value)
{
    Operand container = compile_left(c, target->Subscript.value, target->Subscript.slice),
            key = compile_operand(c, target->Subscript.slice);
    c->unit->place = target;
    emit_consume(c, key);
    emit_consume(c, container);
    emit_consume(c, value);
    emit(c, OP_SET_ITEM, container, key, value);
}

static void compile_store_attribute(Compiler *c, const Node *target, Operand value)
{
    Operand object = compile_operand(c, target->Attribute.value);
    emit_place_of_attribute(c, target, target);
    emit_consume(c, object);
    emit_consume(c, value);
    emit(c, OP_STORE_ATTR, object, value, (Operand)emit_constant_name(c, target->Attribute.attr));
    emit_word(c, 0);
    emit_word(c, 0);
}

void compile_store(Compiler *c, const Node *target, Operand value)
{
    if (c->failed || !emit_check_depth(c))
        return;
    c->unit->place = target;
    switch (target->kind) {
    case NODE_Name: compile_name_store(c, target->Name.id, value); break;
    case NODE_Attribute: compile_store_attribute(c, target, value); break;
    case NODE_Subscript: compile_store_item(c, target, value); break;
    case NODE_Tuple:
    case NODE_List: compile_unpack(c, target, value); break;
    case NODE_Starred: emit_fail_syntax(c, target, "starred assignment target must be in a list or tuple"); break;
    default: emit_fail_syntax(c, target, "cannot assign to this expression"); break;
    }
}

void compile_delete(Compiler *c, const Node *target)
{
    if (c->failed || !emit_check_depth(c))
        return;
    c->unit->place = target;
    switch (target->kind) {
    case NODE_Name: compile_name_delete(c, target->Name.id); break;
    case NODE_Attribute: {
        Operand object = compile_operand(c, target->Attribute.value);
        emit_place_of_attribute(c, target, target);
        emit_consume(c, object);
        emit(c, OP_DELETE_ATTR, object, 0, (Operand)emit_constant_name(c, target->Attribute.attr));
        break;
    }
    case NODE_Subscript: {
        Operand container = compile_left(c, target->Subscript.value, target->Subscript.slice),
                key = compile_operand(c, target->Subscript.slice);
        c->unit->place = target;
        emit_consume(c, key);
        emit_consume(c, container);
        emit(c, OP_DELETE_ITEM, container, key, 0);
        break;
    }
    case NODE_Tuple:
    case NODE_List:
        for (uint32_t i = 0; i < elements_of(target)->count; i++)
            compile_delete(c, elements_of(target)->items[i]);
        break;
    case NODE_Starred: emit_fail_syntax(c, target, "can't use starred expression here"); break;
    default: emit_fail_syntax(c, target, "cannot delete this expression");
    }
}

/* --- augmented assignment ------------------------------------------------------------------------------- */

static Opcode inplace_opcode(Operator op)
{
    return (Opcode)(OP_INPLACE_ADD + (int)op);
}

static void augment_name(Compiler *c, const Node *node)
{
    const Node *target = node->AugAssign.target;
    Operand place = compile_local_register(c, target->Name.id);
    if (place != NO_OPERAND)
        bound_check(c, target, place);
    Operand old = place != NO_OPERAND && !compile_may_rebind(node->AugAssign.value) ? place : compile_temporary(c, target);
    Operand value = compile_operand(c, node->AugAssign.value);
    c->unit->place = node;
    emit_consume(c, value);
    emit_consume(c, old);
    Operand result = emit_result(c, inplace_opcode(node->AugAssign.op), place, old, value);
    if (place == NO_OPERAND)
        compile_name_store(c, target->Name.id, result);
}

static void augment_attribute(Compiler *c, const Node *node)
{
    const Node *target = node->AugAssign.target;
    Operand name = (Operand)emit_constant_name(c, target->Attribute.attr);
    Operand object = compile_left(c, target->Attribute.value, node->AugAssign.value);
    Operand borrowed = object & OPERAND_CONSTANT ? object : object & OPERAND_INDEX;
    emit_place_of_attribute(c, target, target);
    Operand old = emit_result(c, OP_LOAD_ATTR, NO_OPERAND, borrowed, name);
    Operand value = compile_operand(c, node->AugAssign.value);
    c->unit->place = node;
    emit_consume(c, value);
    emit_consume(c, old);
    Operand result = emit_result(c, inplace_opcode(node->AugAssign.op), NO_OPERAND, old, value);
    emit_place_of_attribute(c, target, target);
    emit_consume(c, result);
    emit_consume(c, object);
    emit(c, OP_STORE_ATTR, object, result, name);
    emit_word(c, 0);
    emit_word(c, 0);
}

static void augment_item(Compiler *c, const Node *node)
{
    const Node *target = node->AugAssign.target;
    Operand container = compile_left(c, target->Subscript.value, NULL),
            key = compile_left(c, target->Subscript.slice, node->AugAssign.value);
    Operand borrowed_container = container & OPERAND_CONSTANT ? container : container & OPERAND_INDEX,
            borrowed_key = key & OPERAND_CONSTANT ? key : key & OPERAND_INDEX;
    c->unit->place = target;
    Operand old = emit_result(c, OP_GET_ITEM, NO_OPERAND, borrowed_container, borrowed_key);
    Operand value = compile_operand(c, node->AugAssign.value);
    c->unit->place = node;
    emit_consume(c, value);
    emit_consume(c, old);
    Operand result = emit_result(c, inplace_opcode(node->AugAssign.op), NO_OPERAND, old, value);
    c->unit->place = target;
    emit_consume(c, result);
    emit_consume(c, key);
    emit_consume(c, container);
    emit(c, OP_SET_ITEM, container, key, result);
}

void compile_augmented(Compiler *c, const Node *node)
{
    switch (node->AugAssign.target->kind) {
    case NODE_Name: augment_name(c, node); break;
    case NODE_Attribute: augment_attribute(c, node); break;
    case NODE_Subscript: augment_item(c, node); break;
    default: emit_fail_node_type(c, node->AugAssign.target, "augmented"); break;
    }
}
