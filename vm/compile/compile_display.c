/* compile_display: list, tuple, set and dict displays, comprehensions, f-strings.
 *
 * Elements are computed from left to right, each into the next temporary, and one instruction takes
 * them all. Where that is not possible (a `*`, or more elements than a frame should have registers)
 * the container is made empty and filled one by one.
 *
 * A comprehension is a function of one argument, the iterator of its first `for`, made and called on
 * the spot: its variables are its own, as in CPython before 3.12. An f-string is its parts, each
 * made a str, joined at once. */
#include "vm/compile/compiler.h"

#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { DISPLAY_CHUNK = 512 };

static bool has_star(const NodeList *elements)
{
    for (uint32_t i = 0; i < elements->count; i++)
        if (elements->items[i]->kind == NODE_Starred)
            return true;
    return false;
}

/* Few elements without *: all in temporaries, then one instruction. */
static Operand build_at_once(Compiler *c, const Node *node, Opcode op, const NodeList *elements, Operand want)
{
    uint32_t depth = c->unit->depth;
    Operand base = emit_temporary_next(c);
    for (uint32_t i = 0; i < elements->count; i++)
        compile_temporary(c, elements->items[i]);
    c->unit->place = node;
    emit_temporaries_drop(c, depth);
    return emit_result(c, op, want, base & OPERAND_INDEX, (Operand)elements->count);
}

/* Many, or with *: one after the other into a list or set. */
static Operand build_in_steps(Compiler *c, const Node *node, const NodeList *elements, bool is_set)
{
    Operand result = emit_result(c, is_set ? OP_BUILD_SET : OP_BUILD_LIST, NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
    for (uint32_t i = 0; i < elements->count; i++) {
        bool is_starred = elements->items[i]->kind == NODE_Starred;
        Operand value = compile_operand(c, is_starred ? elements->items[i]->Starred.value : elements->items[i]);
        emit_consume(c, value);
        c->unit->place = node;
        Opcode op = is_set ? is_starred ? OP_SET_UPDATE : OP_SET_ADD : is_starred ? OP_LIST_EXTEND : OP_LIST_APPEND;
        emit(c, op, result & OPERAND_INDEX, value, is_starred);
    }
    return result;
}

/* A list or set of constants is filled from one constant, as CPython does: its capacity and order come out
 * the same. */
static Operand build_from_constant(Compiler *c, const Node *node, Opcode op, Ref constant, Operand want)
{
    c->unit->place = node;
    Operand result = emit_result(c, op, NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
    Operand all = emit_constant_operand(c, emit_constant_add_take(c, constant));
    emit_consume(c, all);
    emit(c, op == OP_BUILD_SET ? OP_SET_UPDATE : OP_LIST_EXTEND, result & OPERAND_INDEX, all, 0);
    return want == NO_OPERAND ? result : compile_move(c, result, want);
}

static Operand compile_sequence(Compiler *c, const Node *node, Opcode op, const NodeList *elements, Operand want)
{
    enum { FEWEST = 3 }; /* that are worth a constant */
    Ref constant = op == OP_BUILD_TUPLE || elements->count < FEWEST
                       ? NULL
                       : compile_fold_elements(c, elements, op == OP_BUILD_SET ? FOLD_SET : FOLD_TUPLE);
    if (constant)
        return build_from_constant(c, node, op, constant, want);
    if (!has_star(elements) && elements->count <= DISPLAY_CHUNK)
        return build_at_once(c, node, op, elements, want);
    Operand result = build_in_steps(c, node, elements, op == OP_BUILD_SET);
    if (op == OP_BUILD_TUPLE) {
        emit_consume(c, result);
        return emit_result(c, OP_LIST_TO_TUPLE, want, result, 0);
    }
    return want == NO_OPERAND ? result : compile_move(c, result, want);
}

static Operand compile_dict(Compiler *c, const Node *node, Operand want)
{
    const NodeList *keys = &node->Dict.keys, *values = &node->Dict.values;
    bool is_plain = keys->count <= DISPLAY_CHUNK;
    for (uint32_t i = 0; i < keys->count; i++)
        is_plain = is_plain && keys->items[i];
    uint32_t depth = c->unit->depth;
    if (is_plain) {
        Operand base = emit_temporary_next(c);
        for (uint32_t i = 0; i < keys->count; i++) {
            compile_temporary(c, keys->items[i]);
            compile_temporary(c, values->items[i]);
        }
        c->unit->place = node;
        emit_temporaries_drop(c, depth);
        return emit_result(c, OP_BUILD_DICT, want, base & OPERAND_INDEX, (Operand)keys->count);
    }
    Operand dict = emit_result(c, OP_BUILD_DICT, NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
    for (uint32_t i = 0; i < keys->count; i++) {
        if (keys->items[i]) {
            Operand key = compile_left(c, keys->items[i], values->items[i]), value = compile_operand(c, values->items[i]);
            emit_consume(c, value);
            emit_consume(c, key);
            c->unit->place = node;
            emit(c, OP_DICT_PUT, dict & OPERAND_INDEX, key, value);
        } else {
            Operand mapping = compile_operand(c, values->items[i]);
            emit_consume(c, mapping);
            c->unit->place = node;
            emit(c, OP_DICT_UPDATE, dict & OPERAND_INDEX, mapping, 0);
        }
    }
    return want == NO_OPERAND ? dict : compile_move(c, dict, want);
}

Operand compile_display(Compiler *c, const Node *node, Operand want)
{
    switch (node->kind) {
    case NODE_List: return compile_sequence(c, node, OP_BUILD_LIST, &node->List.elts, want);
    case NODE_Tuple: return compile_sequence(c, node, OP_BUILD_TUPLE, &node->Tuple.elts, want);
    case NODE_Set: return compile_sequence(c, node, OP_BUILD_SET, &node->Set.elts, want);
    default: return compile_dict(c, node, want);
    }
}

/* What is only iterated over, or looked through by `in`, need not be a list or set: CPython's optimiser
 * (fold_iter) makes it a constant, or at least a tuple. */
Operand compile_iterable(Compiler *c, const Node *node)
{
    bool is_set = node->kind == NODE_Set;
    if (!is_set && (node->kind != NODE_List || has_star(&node->List.elts)))
        return compile_operand(c, node);
    const NodeList *elements = is_set ? &node->Set.elts : &node->List.elts;
    Ref constant = compile_fold_elements(c, elements, is_set ? FOLD_LITERAL_SET : FOLD_LITERAL_TUPLE);
    if (constant)
        return emit_constant_operand(c, emit_constant_add_take(c, constant));
    return compile_sequence(c, node, is_set ? OP_BUILD_SET : OP_BUILD_TUPLE, elements, NO_OPERAND);
}

/* --- comprehensions: a function of one argument, the iterator of the first for -------------------------- */

typedef struct Comprehension {
    const Node *node;
    const NodeList *generators;
    Operand result; /* the list, set or dict; NO_OPERAND for a generator expression */
} Comprehension;

static void comprehension_element(Compiler *c, const Comprehension *made)
{
    const Node *node = made->node;
    Operand place = made->result & OPERAND_INDEX;
    if (node->kind == NODE_DictComp) {
        Operand key = compile_left(c, node->DictComp.key, node->DictComp.value), value = compile_operand(c, node->DictComp.value);
        emit_consume(c, value);
        emit_consume(c, key);
        c->unit->place = node;
        emit(c, OP_DICT_PUT, place, key, value);
        return;
    }
    const Node *element = node->kind == NODE_ListComp  ? node->ListComp.elt
                          : node->kind == NODE_SetComp ? node->SetComp.elt
                                                       : node->GeneratorExp.elt;
    Operand value = compile_operand(c, element);
    emit_consume(c, value);
    c->unit->place = element;
    if (node->kind == NODE_GeneratorExp) {
        emit(c, OP_YIELD, NO_OPERAND, value, 0);
    } else {
        c->unit->place = node;
        emit(c, node->kind == NODE_ListComp ? OP_LIST_APPEND : OP_SET_ADD, place, value, 0);
    }
}

static void comprehension_level(Compiler *c, const Comprehension *made, uint32_t level);

static void compile_filter(Compiler *c, const Comprehension *made, const Node *condition, Label again)
{
    c->unit->place = made->node;
    compile_condition(c, condition, false, again);
}

static void comprehension_async_loop(Compiler *c, const Comprehension *made, uint32_t level, Operand iterator)
{
    const Node *generator = made->generators->items[level];
    Label again, ended;
    c->unit->place = made->node;
    Operand item = compile_async_next(c, iterator, &again, &ended);
    compile_store(c, generator->comprehension.target, item);
    for (uint32_t i = 0; i < generator->comprehension.ifs.count; i++)
        compile_filter(c, made, generator->comprehension.ifs.items[i], again);
    comprehension_level(c, made, level + 1);
    c->unit->place = made->node;
    emit_jump(c, OP_JUMP, 0, again);
    compile_async_end(c, iterator, ended, made->node);
}

static void comprehension_level(Compiler *c, const Comprehension *made, uint32_t level)
{
    if (c->failed || !emit_check_depth(c))
        return;
    if (level == made->generators->count) {
        comprehension_element(c, made);
        return;
    }
    const Node *generator = made->generators->items[level];
    bool is_async = generator->comprehension.is_async;
    Operand iterator;
    if (level == 0) {
        iterator = emit_result(c, OP_MOVE, NO_OPERAND, 0, 0); /* .0 */
    } else {
        Operand iterable = compile_iterable(c, generator->comprehension.iter);
        c->unit->place = made->node;
        emit_consume(c, iterable);
        iterator = emit_result(c, is_async ? OP_GET_ASYNC_ITER : OP_GET_ITER, NO_OPERAND, iterable, 0);
    }
    if (is_async) {
        comprehension_async_loop(c, made, level, iterator);
        return;
    }
    Operand target = target_register(c, generator->comprehension.target);
    c->unit->place = made->node;
    ForLoop loop;
    emit_for_enter(c, &loop, target);
    if (target == NO_OPERAND) {
        Operand value = emit_temporary_push(c);
        compile_store(c, generator->comprehension.target, value);
    }
    for (uint32_t i = 0; i < generator->comprehension.ifs.count; i++)
        compile_filter(c, made, generator->comprehension.ifs.items[i], loop.again);
    comprehension_level(c, made, level + 1);
    c->unit->place = made->node;
    emit_for_iterate(c, &loop, iterator);
    emit_consume(c, iterator);
    emit(c, OP_RELEASE, iterator, 0, 0);
}

static void comprehension_body(Compiler *c, Comprehension *made)
{
    static const Opcode makers[] = {[NODE_ListComp] = OP_BUILD_LIST, [NODE_SetComp] = OP_BUILD_SET, [NODE_DictComp] = OP_BUILD_DICT};
    made->result = NO_OPERAND;
    if (made->node->kind != NODE_GeneratorExp)
        made->result = emit_result(c, makers[made->node->kind], NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
    comprehension_level(c, made, 0);
    c->unit->place = made->node;
    Operand result = made->result == NO_OPERAND ? emit_constant_none(c) : made->result;
    emit_consume(c, result);
    emit(c, OP_RETURN, result, 0, 0);
}

Operand compile_comprehension(Compiler *c, const Node *node, Operand want)
{
    static const char *const names[] = {
        [NODE_ListComp] = "<listcomp>", [NODE_SetComp] = "<setcomp>", [NODE_DictComp] = "<dictcomp>", [NODE_GeneratorExp] = "<genexpr>"};
    Comprehension made = {.node = node,
                          .generators = node->kind == NODE_ListComp   ? &node->ListComp.generators
                                        : node->kind == NODE_SetComp  ? &node->SetComp.generators
                                        : node->kind == NODE_DictComp ? &node->DictComp.generators
                                                                      : &node->GeneratorExp.generators};
    Unit unit;
    Ref code = NULL;
    bool far = false;
    do {
        if (!compile_unit_enter(c, &unit, node, names[node->kind]))
            return NO_OPERAND;
        unit.far_jumps = far;
        comprehension_body(c, &made);
        code = emit_unit_finish(c);
        compile_unit_leave(c, &unit);
        far = c->too_far;
        c->too_far = false;
    } while (far && !c->failed);
    if (code)
        compile_describe_parameters((CodeView)code, NULL, scope_of(c->scopes, node));
    uint32_t base_depth = c->unit->depth;
    Operand function = compile_function_object(c, code, scope_of(c->scopes, node), base_depth, 0, NO_OPERAND);
    Operand iterable = compile_iterable(c, made.generators->items[0]->comprehension.iter);
    c->unit->place = node;
    emit_consume(c, iterable);
    emit_result(c, made.generators->items[0]->comprehension.is_async ? OP_GET_ASYNC_ITER : OP_GET_ITER, NO_OPERAND, iterable, 0);
    c->unit->place = node;
    emit_temporaries_drop(c, base_depth);
    bool is_awaited = node->kind != NODE_GeneratorExp && scope_of(c->scopes, node)->is_coroutine; /* it awaits something itself */
    Operand place = want != NO_OPERAND && !is_awaited ? want : emit_temporary_next(c);
    emit(c, OP_CALL, place, function & OPERAND_INDEX, 1);
    emit_word(c, UINT32_MAX);
    if (is_awaited)
        return compile_delegate_loop(c, emit_temporary_push(c), OP_GET_AWAITABLE, want);
    return want != NO_OPERAND ? want : emit_temporary_push(c);
}

/* --- f-strings ------------------------------------------------------------------------------------------ */

static Operand compile_formatted(Compiler *c, const Node *node, Operand want)
{
    const Node *specification = node->FormattedValue.format_spec;
    Operand value = compile_left(c, node->FormattedValue.value, specification);
    c->unit->place = node;
    int conversion = node->FormattedValue.conversion;
    if (conversion != -1 && conversion != 's' && conversion != 'r' && conversion != 'a' && !c->failed) { /* a tree that was not parsed */
        raise_error(SystemError, "Unrecognized conversion character %d", conversion);
        c->failed = true;
    }
    if (conversion != -1) {
        emit_consume(c, value);
        value = emit_result(c, OP_CONVERT, NO_OPERAND, value, (Operand)conversion);
    }
    Operand text = specification ? compile_operand(c, specification) : NO_OPERAND;
    c->unit->place = node;
    emit_consume(c, text);
    emit_consume(c, value);
    return emit_result(c, OP_FORMAT, want, value, text);
}

/* The pieces of an f-string become one text. Very many are joined in groups first: each piece at hand needs a
 * register. */
static Operand build_string(Compiler *c, const Node *node, const NodeList *pieces, Operand want)
{
    if (pieces->count <= DISPLAY_CHUNK)
        return build_at_once(c, node, OP_BUILD_STRING, pieces, want);
    uint32_t depth = c->unit->depth, groups = 0;
    Operand base = emit_temporary_next(c);
    for (uint32_t i = 0; i < pieces->count; i += DISPLAY_CHUNK, groups++) {
        uint32_t left = pieces->count - i;
        NodeList group = {.count = left < DISPLAY_CHUNK ? left : DISPLAY_CHUNK, .items = pieces->items + i};
        build_at_once(c, node, OP_BUILD_STRING, &group, NO_OPERAND);
    }
    c->unit->place = node;
    emit_temporaries_drop(c, depth);
    return emit_result(c, OP_BUILD_STRING, want, base & OPERAND_INDEX, (Operand)groups);
}

Operand compile_joined(Compiler *c, const Node *node, Operand want)
{
    if (node->kind == NODE_FormattedValue)
        return compile_formatted(c, node, want);
    const NodeList *values = &node->JoinedStr.values;
    if (values->count == 0)
        return emit_constant_operand(c, emit_constant_add_take(c, retain(str_empty)));
    if (values->count == 1 && values->items[0]->kind == NODE_FormattedValue)
        return compile_formatted(c, values->items[0], want);
    return build_string(c, node, values, want);
}
