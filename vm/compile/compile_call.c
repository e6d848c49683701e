/* compile_call: calls.
 *
 * The callable and its arguments stand in consecutive temporaries, which the call consumes; a Python
 * function's registers then lie right over its arguments. For obj.name(…) LOAD_METHOD avoids making a bound
 * method. With * or ** among the arguments, they are gathered into a tuple and a dict first. */
#include "vm/compile/compiler.h"

#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

enum { CALL_ARGUMENTS_MOST = 8000 };

static bool has_spread(const NodeList *args, const NodeList *keywords)
{
    for (uint32_t i = 0; i < args->count; i++)
        if (args->items[i]->kind == NODE_Starred)
            return true;
    for (uint32_t i = 0; i < keywords->count; i++)
        if (!keywords->items[i]->keyword.arg)
            return true;
    return args->count + keywords->count > CALL_ARGUMENTS_MOST;
}

static void check_repeated(Compiler *c, const NodeList *keywords)
{
    for (uint32_t i = 0; i < keywords->count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (keywords->items[i]->keyword.arg && keywords->items[i]->keyword.arg == keywords->items[j]->keyword.arg) {
                char *message = arena_printf(c->arena, "keyword argument repeated: %s", keywords->items[i]->keyword.arg->text);
                emit_fail_syntax(c, keywords->items[i], message ? message : "keyword argument repeated");
                return;
            }
}

/* The tuple of the keywords' names, as a constant; UINT32_MAX without keywords. */
static uint32_t keyword_names(Compiler *c, const NodeList *keywords)
{
    if (keywords->count == 0)
        return UINT32_MAX;
    Ref names = tuple_new(keywords->count);
    for (uint32_t i = 0; names && i < keywords->count; i++) {
        Ref text = compile_name_text(keywords->items[i]->keyword.arg);
        if (text)
            ((TupleView)names)->items[i] = text;
        else
            clear_place(&names);
    }
    return emit_constant_add_take(c, names);
}

static Operand emit_call(Compiler *c, Opcode op, uint32_t base_depth, Operand base, uint32_t count, uint32_t names, Operand want)
{
    emit_temporaries_drop(c, base_depth);
    Operand place = want != NO_OPERAND ? want : emit_temporary_next(c);
    emit(c, op, place, base & OPERAND_INDEX, (Operand)count);
    emit_word(c, names);
    return want != NO_OPERAND ? want : emit_temporary_push(c);
}

/* --- * and ** ------------------------------------------------------------------------------------------- */

/* All positional arguments as a tuple in the next temporary; `already` of them stand in temporaries behind
 * the base. */
static void gather_positional(Compiler *c, const NodeList *args, const Node *place, uint32_t already, Operand base)
{
    if (args->count == 1 && args->items[0]->kind == NODE_Starred && already == 0) {
        compile_temporary(c, args->items[0]->Starred.value);
    } else {
        uint32_t first = c->unit->depth - already;
        (void)base;
        Operand start = (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + first));
        emit_temporaries_drop(c, first);
        Operand list = emit_result(c, OP_BUILD_LIST, NO_OPERAND, start & OPERAND_INDEX, (Operand)already);
        for (uint32_t i = 0; i < args->count; i++) {
            bool is_starred = args->items[i]->kind == NODE_Starred;
            Operand value = compile_operand(c, is_starred ? args->items[i]->Starred.value : args->items[i]);
            emit_consume(c, value);
            c->unit->place = place;
            emit(c, is_starred ? OP_LIST_EXTEND : OP_LIST_APPEND, list & OPERAND_INDEX, value, 0);
        }
        emit_consume(c, list);
        emit_result(c, OP_LIST_TO_TUPLE, NO_OPERAND, list, 0);
    }
}

static void gather_keywords(Compiler *c, const NodeList *keywords, const Node *place, Operand callable)
{
    Operand dict = emit_result(c, OP_BUILD_DICT, NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
    for (uint32_t i = 0; i < keywords->count; i++) {
        const Node *keyword = keywords->items[i];
        if (keyword->keyword.arg) {
            Operand single = emit_result(c, OP_BUILD_DICT, NO_OPERAND, emit_temporary_next(c) & OPERAND_INDEX, 0);
            Operand name = emit_constant_operand(c, emit_constant_add_take(c, compile_name_text(keyword->keyword.arg))),
                    value = compile_operand(c, keyword->keyword.value);
            emit_consume(c, value);
            emit_consume(c, name);
            emit(c, OP_DICT_PUT, single & OPERAND_INDEX, name, value);
            emit_consume(c, single);
            c->unit->place = place;
            emit(c, OP_DICT_MERGE, dict & OPERAND_INDEX, single, callable & OPERAND_INDEX);
        } else {
            Operand value = compile_operand(c, keyword->keyword.value);
            emit_consume(c, value);
            c->unit->place = place;
            emit(c, OP_DICT_MERGE, dict & OPERAND_INDEX, value, callable & OPERAND_INDEX);
        }
    }
}

static Operand compile_spread(Compiler *c, Operand base, uint32_t base_depth, const NodeList *args, const NodeList *keywords,
                              const Node *place, uint32_t already, Operand want)
{
    gather_positional(c, args, place, already, base);
    if (keywords->count)
        gather_keywords(c, keywords, place, base);
    c->unit->place = place;
    emit_temporaries_drop(c, base_depth);
    return emit_result(c, OP_CALL_SPREAD, want, base & OPERAND_INDEX, keywords->count > 0);
}

/* --- calls ---------------------------------------------------------------------------------------------- */

static void compile_plain_arguments(Compiler *c, const NodeList *args, const NodeList *keywords)
{
    for (uint32_t i = 0; i < args->count; i++)
        compile_temporary(c, args->items[i]);
    for (uint32_t i = 0; i < keywords->count; i++)
        compile_temporary(c, keywords->items[i]->keyword.value);
}

Operand compile_call_arguments(Compiler *c, Operand base, const NodeList *args, const NodeList *keywords, uint32_t already, Operand want)
{
    const Node *place = c->unit->place;
    uint32_t base_depth = c->unit->depth - 1 - already;
    check_repeated(c, keywords);
    if (has_spread(args, keywords))
        return compile_spread(c, base, base_depth, args, keywords, place, already, want);
    compile_plain_arguments(c, args, keywords);
    c->unit->place = place;
    return emit_call(c, OP_CALL, base_depth, base, already + args->count + keywords->count, keyword_names(c, keywords), want);
}

static Operand compile_method_call(Compiler *c, const Node *node, Operand want)
{
    const Node *function = node->Call.func;
    Operand object = compile_operand(c, function->Attribute.value);
    emit_place_of_attribute(c, function, function);
    emit_consume(c, object);
    uint32_t base_depth = c->unit->depth;
    Operand base = emit_result(c, OP_LOAD_METHOD, NO_OPERAND, object, (Operand)emit_constant_name(c, function->Attribute.attr));
    emit_temporary_push(c);
    check_repeated(c, &node->Call.keywords);
    compile_plain_arguments(c, &node->Call.args, &node->Call.keywords);
    emit_place_of_attribute(c, node, function);
    return emit_call(c, OP_CALL_METHOD, base_depth, base, node->Call.args.count + node->Call.keywords.count,
                     keyword_names(c, &node->Call.keywords), want);
}

Operand compile_call(Compiler *c, const Node *node, Operand want)
{
    compile_warn_of_call(c, node);
    if (node->Call.func->kind == NODE_Attribute && !has_spread(&node->Call.args, &node->Call.keywords))
        return compile_method_call(c, node, want);
    Operand base = compile_temporary(c, node->Call.func);
    c->unit->place = node;
    return compile_call_arguments(c, base, &node->Call.args, &node->Call.keywords, 0, want);
}
