/* compile_function: functions, lambdas and classes: each becomes a code object of its own, and instructions
 * around it that make the function or class. */
#include "vm/compile/compiler.h"

#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"

/* --- units ---------------------------------------------------------------------------------------------- */

Ref compile_name_text(const Name *name)
{
    Ref text = str_from_utf8(name->text, name->length);
    if (text && !str_intern(&text))
        clear_place(&text);
    return text;
}

/* `outer.<locals>.name`, `Class.name`, `outer.<listcomp>.name`, or `name` at the top and for names declared global. */
static Ref qualified_name(Compiler *c, const Node *node, View name)
{
    Unit *outer = c->unit;
    if (!outer || outer->scope->kind == SCOPE_MODULE)
        return retain(name);
    if (node->kind == NODE_FunctionDef || node->kind == NODE_ClassDef || node->kind == NODE_AsyncFunctionDef) {
        const Name *own = node->kind == NODE_ClassDef ? node->ClassDef.name : node->FunctionDef.name;
        const Symbol *symbol = scope_find(outer->scope, own);
        if (symbol && symbol->scope == SYMBOL_GLOBAL_EXPLICIT)
            return retain(name);
    }
    bool is_function = outer->scope->kind == SCOPE_FUNCTION || outer->scope->kind == SCOPE_LAMBDA;
    return str_format(is_function ? "%U.<locals>.%U" : "%U.%U", outer->qualified_name, name);
}

static uint32_t first_line_of(const Node *node)
{
    const NodeList *decorators = node->kind == NODE_FunctionDef        ? &node->FunctionDef.decorator_list
                                 : node->kind == NODE_AsyncFunctionDef ? &node->AsyncFunctionDef.decorator_list
                                 : node->kind == NODE_ClassDef         ? &node->ClassDef.decorator_list
                                                                       : NULL;
    return decorators && decorators->count ? decorators->items[0]->line : node->line;
}

bool compile_unit_enter(Compiler *c, Unit *unit, const Node *node, const char *name)
{
    const Scope *scope = scope_of(c->scopes, node);
    *unit = (Unit){.outer = c->unit,
                   .scope = scope,
                   .place = node,
                   .last_label = UINT32_MAX,
                   .first_line = node->kind == NODE_Module || node->kind == NODE_Interactive ? 1 : first_line_of(node)};
    unit->instructions.item_size = sizeof(Instruction);
    unit->positions.item_size = sizeof(CodePosition);
    unit->handlers.item_size = sizeof(CodeHandler);
    unit->labels.item_size = sizeof(LabelState);
    unit->fixups.item_size = sizeof(Fixup);
    if (c->failed)
        return false;
    bool is_function = scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
    unit->first_temporary = (is_function ? scope->locals.count : 0) + scope->cells.count + scope->frees.count;
    unit->name = scope->name ? compile_name_text(scope->name) : str_intern_text(name);
    unit->qualified_name = unit->name ? qualified_name(c, node, unit->name) : NULL;
    c->unit = unit;
    if (unit->first_temporary >= REGISTERS_MOST - 64)
        emit_fail_unsupported(c, node, "a function with more than 16,000 variables");
    if (!unit->qualified_name)
        emit_fail_memory(c);
    if (c->failed) {
        compile_unit_leave(c, unit);
        return false;
    }
    bound_start(c);
    if (scope->is_generator || scope->is_coroutine) { /* before it starts it stands here: at the line of its def, and guarded by nothing */
        unit->position = (CodePosition){.line = unit->first_line, .end_line = unit->first_line, .column = 0xFFFF, .end_column = 0xFFFF};
        unit->place = NULL;
        emit(c, OP_NOP, 0, 0, 0);
        unit->place = node;
    }
    for (uint32_t i = 0; i < scope->cells.count; i++) {
        const Symbol *cell = scope->cells.items[i];
        emit(c, OP_MAKE_CELL, (Operand)((is_function ? scope->locals.count : 0) + i),
             cell->is_parameter ? (Operand)cell->parameter_index : NO_OPERAND, 0);
    }
    return true;
}

void compile_unit_leave(Compiler *c, Unit *unit)
{
    emit_buffer_free(&unit->instructions);
    emit_buffer_free(&unit->positions);
    emit_buffer_free(&unit->handlers);
    constant_table_free(&unit->constants);
    emit_buffer_free(&unit->labels);
    emit_buffer_free(&unit->fixups);
    clear_place(&unit->name);
    clear_place(&unit->qualified_name);
    c->unit = unit->outer;
}

/* --- making the function object ------------------------------------------------------------------------- */

static void compile_closure(Compiler *c, const Scope *inner)
{
    uint32_t depth = c->unit->depth;
    const Scope *outer = c->unit->scope;
    uint32_t locals = outer->kind != SCOPE_MODULE && outer->kind != SCOPE_CLASS ? outer->locals.count : 0;
    Operand base = emit_temporary_next(c);
    for (uint32_t i = 0; i < inner->frees.count; i++) {
        const Name *name = inner->frees.items[i]->name;
        bool is_class_cell = outer->kind == SCOPE_CLASS && outer->needs_class_cell && strcmp(name->text, "__class__") == 0;
        const Symbol *symbol = is_class_cell ? NULL : scope_find(outer, name);
        Operand place = (Operand)outer->class_cell_index;
        if (is_class_cell)
            ; /* the cell that the class statement fills */
        else if (!symbol)
            emit_fail_memory(c);
        else if (symbol->is_free_in_class)
            place = (Operand)(locals + outer->cells.count + symbol->free_index);
        else
            place = compile_cell_register(c, symbol);
        emit_result(c, OP_MOVE, NO_OPERAND, place, 0);
    }
    emit_temporaries_drop(c, depth);
    emit_result(c, OP_BUILD_TUPLE, NO_OPERAND, base & OPERAND_INDEX, (Operand)inner->frees.count);
}

Operand compile_function_object(Compiler *c, Ref code_take, const Scope *scope, uint32_t base_depth, unsigned flags, Operand want)
{
    uint32_t code = code_take ? emit_constant_add_take(c, code_take) : 0;
    if (!code_take)
        emit_fail_memory(c);
    if (c->failed)
        return NO_OPERAND;
    if (scope->frees.count) {
        compile_closure(c, scope);
        flags |= FUNCTION_CLOSURE;
    }
    emit_temporaries_drop(c, base_depth);
    Operand base = emit_temporary_next(c), place = want != NO_OPERAND ? want : base;
    emit(c, OP_MAKE_FUNCTION, place, base & OPERAND_INDEX, (Operand)code);
    emit_word(c, flags);
    return want != NO_OPERAND ? want : emit_temporary_push(c);
}

/* --- parameters ----------------------------------------------------------------------------------------- */

/* Defaults that are constants are in a constant tuple, and, as in CPython, constants by themselves too. */
static bool compile_constant_defaults(Compiler *c, const NodeList *defaults)
{
    Ref shared = compile_fold_elements(c, defaults, FOLD_TUPLE);
    if (!shared)
        return false;
    for (size_t i = 0; i < tuple_length(shared); i++)
        emit_constant_add_take(c, retain(tuple_item_peek(shared, i)));
    compile_move(c, emit_constant_operand(c, emit_constant_add_take(c, shared)), NO_OPERAND);
    return true;
}

static void compile_defaults_tuple(Compiler *c, const NodeList *defaults)
{
    if (compile_constant_defaults(c, defaults) || c->failed)
        return;
    Node *tuple = arena_alloc(c->arena, sizeof *tuple);
    if (!tuple) {
        emit_fail_memory(c);
        return;
    }
    *tuple = (Node){.kind = NODE_Tuple,
                    .line = c->unit->place->line,
                    .column = c->unit->place->column,
                    .end_line = c->unit->place->end_line,
                    .end_column = c->unit->place->end_column};
    tuple->Tuple.elts = *defaults;
    compile_temporary(c, tuple);
}

static unsigned compile_defaults(Compiler *c, const Node *arguments)
{
    unsigned flags = 0;
    const NodeList *defaults = &arguments->arguments.defaults, *keyword_defaults = &arguments->arguments.kw_defaults;
    if (defaults->count) {
        compile_defaults_tuple(c, defaults);
        flags |= FUNCTION_DEFAULTS;
    }
    uint32_t depth = c->unit->depth, count = 0;
    Operand base = emit_temporary_next(c);
    for (uint32_t i = 0; i < keyword_defaults->count; i++) {
        if (!keyword_defaults->items[i])
            continue;
        compile_move(c, emit_constant_operand(c, emit_constant_name(c, arguments->arguments.kwonlyargs.items[i]->arg.arg)), NO_OPERAND);
        compile_temporary(c, keyword_defaults->items[i]);
        count++;
    }
    if (count) {
        emit_temporaries_drop(c, depth);
        emit_result(c, OP_BUILD_DICT, NO_OPERAND, base & OPERAND_INDEX, (Operand)count);
        flags |= FUNCTION_KEYWORD_DEFAULTS;
    }
    return flags;
}

void compile_describe_parameters(CodeView code, const Node *arguments, const Scope *scope)
{
    if (arguments) {
        code->positional_only = arguments->arguments.posonlyargs.count;
        code->argument_count = code->positional_only + arguments->arguments.args.count;
        code->keyword_only = arguments->arguments.kwonlyargs.count;
        code->flags |= (arguments->arguments.vararg ? CODE_VARARGS : 0u) | (arguments->arguments.kwarg ? CODE_VARKEYWORDS : 0u);
    } else if (scope->kind == SCOPE_COMPREHENSION) {
        code->argument_count = 1;
    }
    code->flags |= CODE_OPTIMIZED | CODE_NEWLOCALS;
    if (scope->is_nested)
        code->flags |= CODE_NESTED;
    if (scope->is_generator || scope->is_coroutine)
        code->flags |= CODE_GENERATOR;
    if (scope->is_coroutine)
        code->flags |= scope->is_generator ? CODE_ASYNC_GENERATOR : CODE_COROUTINE;
    bool is_plain = !(code->flags & CODE_GENERATOR) && !(code->flags & (CODE_VARARGS | CODE_VARKEYWORDS)) && !code->keyword_only;
    if (is_plain)
        code->flags |= CODE_SIMPLE;
}

/* An AsyncFunctionDef has the fields of a FunctionDef, in the same places: the code below reads both as
 * FunctionDef. */
_Static_assert(sizeof(FunctionDefFields) == sizeof(AsyncFunctionDefFields), "both kinds of function definition look alike");

/* --- functions ------------------------------------------------------------------------------------------ */

static const Node *docstring_of(const Compiler *c, const NodeList *body)
{
    if (c->optimize >= 2 || body->count == 0 || body->items[0]->kind != NODE_Expr)
        return NULL;
    const Node *value = body->items[0]->Expr.value;
    return value->kind == NODE_Constant && value->Constant.kind == CONSTANT_STRING ? value : NULL;
}

static void compile_body(Compiler *c, const Node *node)
{
    if (node->kind == NODE_Lambda) {
        emit_constant_add_take(c, none_new()); /* as a def without docstring */
        Operand value = compile_operand(c, node->Lambda.body);
        c->unit->place = node->Lambda.body;
        emit_consume(c, value);
        emit(c, OP_RETURN, value, 0, 0);
        return;
    }
    const NodeList *body = &node->FunctionDef.body;
    const Node *doc = docstring_of(c, body);
    emit_constant_add_take(c, doc ? compile_fold_constant(c, doc) : none_new()); /* the first one, as in CPython */
    compile_block(c, body);
    if (!c->unit->is_unreachable || !c->unit->has_ended) /* code that cannot be reached must not lead out of the function either */
        emit_return_none(c);
}

static Ref compile_code(Compiler *c, const Node *node)
{
    Unit unit;
    Ref code;
    bool far = false;
    do {
        if (!compile_unit_enter(c, &unit, node, "<lambda>"))
            return NULL;
        unit.far_jumps = far;
        compile_body(c, node);
        code = emit_unit_finish(c);
        compile_unit_leave(c, &unit);
        far = c->too_far;
        c->too_far = false;
    } while (far && !c->failed);
    if (code) {
        bool is_lambda = node->kind == NODE_Lambda;
        compile_describe_parameters((CodeView)code, is_lambda ? node->Lambda.args : node->FunctionDef.args, scope_of(c->scopes, node));
        if (!is_lambda && docstring_of(c, &node->FunctionDef.body))
            ((CodeView)code)->flags |= CODE_HAS_DOC;
    }
    return code;
}

Operand compile_function(Compiler *c, const Node *node, Operand want)
{
    uint32_t base_depth = c->unit->depth;
    bool is_lambda = node->kind == NODE_Lambda;
    const Node *arguments = is_lambda ? node->Lambda.args : node->FunctionDef.args;
    unsigned flags = compile_defaults(c, arguments);
    if (!is_lambda)
        flags |= compile_annotations(c, arguments, node->FunctionDef.returns);
    Ref code = compile_code(c, node);
    c->unit->place = node;
    return compile_function_object(c, code, scope_of(c->scopes, node), base_depth, flags, want);
}

static void compile_decorators(Compiler *c, const NodeList *decorators)
{
    for (uint32_t i = 0; i < decorators->count; i++)
        compile_temporary(c, decorators->items[i]);
}

/* The thing decorated is in the topmost temporary, the decorators below it. */
static Operand apply_decorators(Compiler *c, const NodeList *decorators, Operand value)
{
    for (uint32_t i = decorators->count; i-- > 0;) {
        c->unit->place = decorators->items[i];
        emit_consume(c, value);
        Operand decorator = (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + c->unit->depth - 1));
        emit_consume(c, decorator);
        emit(c, OP_CALL, decorator, decorator & OPERAND_INDEX, 1);
        emit_word(c, UINT32_MAX);
        value = emit_temporary_push(c);
    }
    return value;
}

void compile_definition(Compiler *c, const Node *node)
{
    const NodeList *decorators = &node->FunctionDef.decorator_list;
    compile_decorators(c, decorators);
    c->unit->place = node;
    Operand direct = decorators->count ? NO_OPERAND : compile_local_register(c, node->FunctionDef.name);
    Operand function = compile_function(c, node, direct);
    if (direct != NO_OPERAND)
        return;
    function = apply_decorators(c, decorators, function);
    c->unit->place = node;
    compile_name_store(c, node->FunctionDef.name, function);
}

/* --- classes -------------------------------------------------------------------------------------------- */

enum { ATTRIBUTES_MOST = 60 };

typedef struct AttributeCount {
    const Name *self;
    const Name *found[ATTRIBUTES_MOST];
    uint32_t count;
} AttributeCount;

static void note_attribute(AttributeCount *attributes, const Node *node)
{
    if (node->kind != NODE_Attribute || node->Attribute.ctx != Store || node->Attribute.value->kind != NODE_Name ||
        node->Attribute.value->Name.id != attributes->self)
        return;
    for (uint32_t i = 0; i < attributes->count; i++)
        if (attributes->found[i] == node->Attribute.attr)
            return;
    if (attributes->count < ATTRIBUTES_MOST)
        attributes->found[attributes->count++] = node->Attribute.attr;
}

static void count_attributes(AttributeCount *attributes, const Node *node)
{
    note_attribute(attributes, node);
    if (stack_is_low()) /* the methods cannot be compiled then */
        return;
    ChildWalk walk = {.node = node};
    Node *child;
    while (ast_next_child(&walk, &child))
        if (child && child->kind != NODE_ClassDef && child->kind != NODE_Lambda)
            count_attributes(attributes, child);
}

/* How many different attributes the methods assign to their first parameter: the room that instances get for
 * attributes. */
static uint32_t static_attributes(const Node *class)
{
    AttributeCount attributes = {.count = 0};
    for (uint32_t i = 0; i < class->ClassDef.body.count; i++) {
        const Node *method = class->ClassDef.body.items[i];
        if (method->kind != NODE_FunctionDef)
            continue;
        const Node *arguments = method->FunctionDef.args;
        const NodeList *first = arguments->arguments.posonlyargs.count ? &arguments->arguments.posonlyargs : &arguments->arguments.args;
        if (first->count == 0)
            continue;
        attributes.self = first->items[0]->arg.arg;
        count_attributes(&attributes, method);
    }
    return attributes.count;
}

static void store_text_name(Compiler *c, const char *name, Operand value)
{
    emit_consume(c, value);
    emit(c, OP_STORE_NAME, value, (Operand)emit_constant_text(c, name), 0);
}

static void compile_class_body(Compiler *c, const Node *node)
{
    Unit *unit = c->unit;
    Operand module = emit_result(c, OP_LOAD_NAME, NO_OPERAND, (Operand)emit_constant_text(c, "__name__"), 0);
    store_text_name(c, "__module__", module);
    store_text_name(c, "__qualname__", emit_constant_operand(c, emit_constant_add_take(c, retain(unit->qualified_name))));
    const NodeList *body = &node->ClassDef.body;
    compile_annotations_setup(c, body);
    const Node *doc = docstring_of(c, body);
    if (doc) {
        unit->place = doc;
        store_text_name(c, "__doc__", emit_constant_operand(c, emit_constant_add_take(c, compile_fold_constant(c, doc))));
    }
    compile_block(c, body);
    const Scope *scope = unit->scope;
    unit->is_artificial = true;
    Operand result = NO_OPERAND;
    if (scope->needs_class_cell) {
        result = emit_result(c, OP_MOVE, NO_OPERAND, (Operand)scope->class_cell_index, 0);
        Operand copy = emit_result(c, OP_MOVE, NO_OPERAND, result & OPERAND_INDEX, 0);
        store_text_name(c, "__classcell__", copy);
        emit_consume(c, result);
        emit(c, OP_RETURN, result, 0, 0);
    } else {
        emit_return_none(c);
    }
    unit->is_artificial = false;
}

static Ref compile_class_code(Compiler *c, const Node *node)
{
    Unit unit;
    Ref code;
    bool far = false;
    do {
        if (!compile_unit_enter(c, &unit, node, NULL))
            return NULL;
        unit.far_jumps = far;
        compile_class_body(c, node);
        code = emit_unit_finish(c);
        compile_unit_leave(c, &unit);
        far = c->too_far;
        c->too_far = false;
    } while (far && !c->failed);
    if (code)
        ((CodeView)code)->static_attributes = static_attributes(node);
    return code;
}

void compile_class(Compiler *c, const Node *node)
{
    const NodeList *decorators = &node->ClassDef.decorator_list;
    compile_decorators(c, decorators);
    c->unit->place = node;
    Operand base = emit_result(c, OP_BUILD_CLASS, NO_OPERAND, 0, 0);
    Ref code = compile_class_code(c, node);
    c->unit->place = node;
    compile_function_object(c, code, scope_of(c->scopes, node), c->unit->depth, 0, NO_OPERAND);
    Ref name = compile_name_text(node->ClassDef.name);
    compile_move(c, emit_constant_operand(c, emit_constant_add_take(c, name)), NO_OPERAND);
    Operand class = compile_call_arguments(c, base, &node->ClassDef.bases, &node->ClassDef.keywords, 2, NO_OPERAND);
    class = apply_decorators(c, decorators, class);
    c->unit->place = node;
    compile_name_store(c, node->ClassDef.name, class);
}
