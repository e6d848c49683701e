/* emit: instructions, labels, constants and position tables: the compiler's assembler.
 *
 * The files compile_*.c say what to execute, in terms of operands and labels; here it becomes words
 * and tables:
 *
 *     instructions   | op a b c | cache … | op a b c | …        caches are zero until the loop fills them
 *     positions      start ─► line, columns, live              an entry for a run of them that share all
 *     handlers       [start, stop) ─► target, live             one for each stretch that a try guards
 *     fixups         instruction ─► label                      jumps, resolved when all labels are set
 *     constants      number ─► object                          equal ones once (constants.h)
 *
 * Temporaries are a stack, and `depth` of them are live. Who emits an instruction first takes its
 * operands off (emit_consume), then emits, then puts the result on (emit_temporary_push). So `live`
 * in the position table counts just those that the instruction does not consume: what the unwinder
 * must release if it raises.
 *
 * Jumps have three widths. A compare-and-jump has 16 bits, since its operands take the rest; JUMP
 * and its kin 32; FOR_ITER a word. One of 16 bits that does not reach sets `too_far`, and the unit
 * is compiled again, without any.
 *
 * A block (try, with) may guard several stretches: a return in its body closes the guard, emits what
 * must happen on the way out, and opens it again behind. Those instructions must not be guarded by
 * the block that they leave.
 *
 * Invariants:  after `failed` nothing is emitted, and every function returns something harmless.
 *              `deepest` is the most that `depth` has been: with room for handlers, the size of a frame. */
#include "vm/compile/compiler.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/opcode.h"

enum { LABEL_UNSET = UINT32_MAX };

/* --- failing -------------------------------------------------------------------------------------------- */

/* The first failure counts: a later one is mostly a consequence. */
void emit_fail_memory(Compiler *c)
{
    if (!c->failed && !error_is_set())
        raise_memory_error();
    c->failed = true;
}

void emit_fail_depth(Compiler *c)
{
    if (!c->failed)
        *c->error = SOURCE_TOO_DEEP;
    c->failed = true;
}

bool emit_check_depth(Compiler *c)
{
    if (stack_is_low())
        emit_fail_depth(c);
    return !stack_is_low();
}

void emit_fail_syntax(Compiler *c, const Node *node, const char *message)
{
    if (c->failed)
        return;
    c->failed = true;
    *c->error = (SourceError){.kind = SOURCE_SYNTAX_ERROR,
                              .message = message,
                              .line = (int32_t)node->line,
                              .column = (int32_t)node->column + 1,
                              .end_line = (int32_t)node->end_line,
                              .end_column = (int32_t)node->end_column + 1};
}

void emit_fail_unsupported(Compiler *c, const Node *node, const char *what)
{
    char *message = arena_printf(c->arena, "%s is not supported yet", what);
    if (message)
        emit_fail_syntax(c, node, message);
    else
        emit_fail_memory(c);
}

void emit_fail_node_type(Compiler *c, const Node *node, const char *assignment)
{
    if (!c->failed) /* CPython counts the kinds of expressions from 1 */
        raise_error(SystemError, "invalid node type (%d) for %s assignment", (int)node->kind - NODE_BoolOp + 1, assignment);
    c->failed = true;
}

/* --- buffers -------------------------------------------------------------------------------------------- */

bool emit_buffer_add(Compiler *c, Buffer *buffer, const void *item)
{
    if (c->failed)
        return false;
    if (buffer->count == buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity * 2 : 32;
        void *data = heap_resize(buffer->data, buffer->capacity * buffer->item_size, heap_array_size(capacity, buffer->item_size));
        if (!data) {
            emit_fail_memory(c);
            return false;
        }
        buffer->data = data;
        buffer->capacity = capacity;
    }
    ASSERT(buffer->data);
    memcpy((char *)buffer->data + buffer->count++ * buffer->item_size, item, buffer->item_size);
    return true;
}

void emit_buffer_free(Buffer *buffer)
{
    if (buffer->data)
        heap_free(buffer->data, buffer->capacity * buffer->item_size);
    buffer->data = NULL;
    buffer->count = buffer->capacity = 0;
}

/* The items in a block of just their size, as code objects keep them. False with MemoryError. */
static bool buffer_move(Compiler *c, Buffer *buffer, void **array, uint32_t *count)
{
    *count = (uint32_t)buffer->count;
    *array = NULL;
    if (buffer->count == 0)
        return true;
    size_t size = buffer->count * buffer->item_size;
    *array = heap_allocate(size);
    if (!*array) {
        *count = 0;
        emit_fail_memory(c);
        return false;
    }
    memcpy(*array, buffer->data, size);
    return true;
}

/* --- instructions --------------------------------------------------------------------------------------- */

uint32_t emit_here(const Compiler *c)
{
    return (uint32_t)c->unit->instructions.count;
}

static uint16_t clip(uint32_t number)
{
    return number < 0xFFFF ? (uint16_t)number : 0xFFFF;
}

static CodePosition position_of(const Node *node)
{
    return (CodePosition){
        .line = node->line, .end_line = node->end_line, .column = clip(node->column), .end_column = clip(node->end_column)};
}

static const CodePosition *last_position(const Unit *unit)
{
    return unit->positions.count ? (CodePosition *)unit->positions.data + unit->positions.count - 1 : NULL;
}

/* What belongs to no line is shown, as in CPython, at the line of what is executed before it, where that is one
 * place; else somewhere near, and no trace function is told. */
static CodePosition artificial_position(const Unit *unit)
{
    const CodePosition *last = last_position(unit);
    if (last && (unit->mark_count || (unit->last_label != unit->instructions.count && !unit->is_unreachable)))
        return *last;
    uint32_t line = unit->place ? unit->place->line : last ? last->line : unit->position.line;
    return (CodePosition){.line = line, .column = 0xFFFF, .end_column = 0xFFFF};
}

/* An entry is added only if something has changed since the last one: most neighbours share line and
 * columns. The instruction stands for a mark of its line. */
static void note_position(Compiler *c)
{
    Unit *unit = c->unit;
    CodePosition position = unit->is_artificial ? artificial_position(unit) : unit->place ? position_of(unit->place) : unit->position;
    position.start = emit_here(c);
    position.live = unit->depth;
    if (unit->mark_count && last_position(unit)->line == position.line) {
        unit->positions.count--;
        unit->mark_count--;
    }
    const CodePosition *last = last_position(unit);
    if (last && !unit->mark_count) {
        CodePosition same = *last;
        same.start = position.start;
        if (memcmp(&same, &position, sizeof same) == 0)
            return;
    }
    emit_buffer_add(c, &unit->positions, &position);
    unit->mark_count = 0;
}

void emit_mark(Compiler *c, const Node *node)
{
    Unit *unit = c->unit;
    if (c->failed || unit->is_unreachable || (unit->mark_count && last_position(unit)->line == node->line))
        return;
    CodePosition position = position_of(node);
    position.start = emit_here(c);
    position.live = unit->depth;
    if (emit_buffer_add(c, &unit->positions, &position))
        unit->mark_count++;
}

void emit_place_of_attribute(Compiler *c, const Node *around, const Node *attribute)
{
    c->unit->place = around;
    if (around->line == attribute->end_line)
        return;
    Node *place = arena_alloc(c->arena, sizeof *place);
    if (!place) {
        emit_fail_memory(c);
        return;
    }
    *place = *around;
    uint32_t length = (uint32_t)str_utf8_count(attribute->Attribute.attr->text, attribute->Attribute.attr->length);
    place->line = attribute->end_line;
    place->column = length <= attribute->end_column ? attribute->end_column - length : 0;
    c->unit->place = place;
}

/* Who jumps to the label that comes next does not pass the marks before it. */
static void emit_marks_as_nop(Compiler *c)
{
    if (!c->unit->mark_count)
        return;
    bool is_artificial = c->unit->is_artificial;
    c->unit->is_artificial = true;
    emit(c, OP_NOP, 0, 0, 0);
    c->unit->is_artificial = is_artificial;
}

/* A suspended generator must know how many temporaries it keeps: a yield has the number as an
 * operand of its own. The table of opcodes says whether the local in `a` has a value afterwards
 * (compile_bound.c). */
void emit(Compiler *c, Opcode op, Operand a, Operand b, Operand c_field)
{
    if (c->failed)
        return;
    note_position(c);
    if (op == OP_YIELD || op == OP_YIELD_FROM)
        c_field = (Operand)c->unit->depth; /* the temporaries that the suspended generator keeps */
    ASSERT(op < OP_TABLE_END);
    Instruction instruction = {(uint16_t)op, a, b, c_field};
    emit_buffer_add(c, &c->unit->instructions, &instruction);
    if (opcode_operands[op][0] == 'D' && opcode_operands[op][3] != 'L') /* not only if it jumps */
        bound_add(c, a);
    c->unit->has_ended = opcode_effects[op] & (EFFECT_RETURNS | EFFECT_RAISES) || op == OP_JUMP || op == OP_JUMP_BACK;
    if (opcode_effects[op] & (EFFECT_RETURNS | EFFECT_RAISES))
        c->unit->is_unreachable = true;
}

void emit_word(Compiler *c, uint64_t word)
{
    emit_buffer_add(c, &c->unit->instructions, &word);
}

/* Room for the caches; words that say something come from the caller. */
static void emit_caches(Compiler *c, Opcode op)
{
    for (int i = 0; i < opcode_words[op] && opcode_operands[op][3] == '.'; i++)
        emit_word(c, 0);
}

Operand emit_result(Compiler *c, Opcode op, Operand want, Operand b, Operand c_field)
{
    Operand place = want != NO_OPERAND ? want : emit_temporary_next(c);
    emit(c, op, place, b, c_field);
    emit_caches(c, op);
    if (want == NO_OPERAND)
        emit_temporary_push(c);
    return place;
}

/* --- temporaries ---------------------------------------------------------------------------------------- */

Operand emit_temporary_next(const Compiler *c)
{
    return (Operand)(OPERAND_TEMPORARY | (c->unit->first_temporary + c->unit->depth));
}

static void fail_registers(Compiler *c)
{
    if (!c->unit->place) {
        emit_fail_memory(c);
        return;
    }
    bool is_first = !c->failed;
    emit_fail_syntax(c, c->unit->place, "an expression that needs more than 16,000 registers is not supported");
    if (is_first)
        c->error->is_too_long = true;
}

/* The operand has 14 bits for the register. The room at the end is for the two temporaries of a
 * handler. */
Operand emit_temporary_push(Compiler *c)
{
    Unit *unit = c->unit;
    Operand place = emit_temporary_next(c);
    if (unit->first_temporary + unit->depth >= REGISTERS_MOST - 4) {
        fail_registers(c);
        return place;
    }
    if (++unit->depth > unit->deepest)
        unit->deepest = unit->depth;
    return place;
}

void emit_consume(Compiler *c, Operand operand)
{
    if (operand == NO_OPERAND || (operand & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) != OPERAND_TEMPORARY)
        return;
    ASSERT(c->failed || (c->unit->depth > 0 && (operand & OPERAND_INDEX) == c->unit->first_temporary + c->unit->depth - 1));
    c->unit->depth--;
}

void emit_temporaries_drop(Compiler *c, uint32_t depth)
{
    ASSERT(c->failed || depth <= c->unit->depth);
    c->unit->depth = depth;
}

/* --- labels --------------------------------------------------------------------------------------------- */

Label emit_label_new(Compiler *c)
{
    LabelState unset = {.instruction = LABEL_UNSET};
    emit_buffer_add(c, &c->unit->labels, &unset);
    return (Label)c->unit->labels.count - 1;
}

static void set_label(Compiler *c, Label label)
{
    ASSERT(label < c->unit->labels.count);
    ASSERT(((LabelState *)c->unit->labels.data)[label].instruction == LABEL_UNSET);
    ((LabelState *)c->unit->labels.data)[label].instruction = c->unit->last_label = emit_here(c);
    bound_join(c, label);
}

void emit_label_set(Compiler *c, Label label)
{
    if (c->failed)
        return;
    emit_marks_as_nop(c);
    set_label(c, label);
}

/* A jump forward always has a fixup; one backward too, for simplicity: its label is known, the
 * offset computed later. */
void emit_jump(Compiler *c, Opcode op, Operand a, Label label)
{
    Fixup fixup = {emit_here(c), label, FIX_LONG};
    emit(c, op, a, 0, 0);
    emit_buffer_add(c, &c->unit->fixups, &fixup);
    bound_jump(c, label);
    if (op == OP_JUMP || op == OP_JUMP_BACK)
        c->unit->is_unreachable = true;
}

void emit_jump_artificial(Compiler *c, Label label)
{
    c->unit->is_artificial = true;
    emit_jump(c, OP_JUMP, 0, label);
    c->unit->is_artificial = false;
}

void emit_compare_jump(Compiler *c, Opcode op, Operand left, Operand right, Label label)
{
    Fixup fixup = {emit_here(c), label, FIX_SHORT};
    emit(c, op, 0, left, right);
    emit_buffer_add(c, &c->unit->fixups, &fixup);
    bound_jump(c, label);
}

/* The loop is entered at its end, where FOR_ITER fetches an item and jumps to the body. What is
 * bound there: the target, since the body is only reached with an item. */
void emit_for_enter(Compiler *c, ForLoop *loop, Operand target)
{
    bool is_unreachable = c->unit->is_unreachable;
    loop->again = emit_label_new(c);
    loop->body = emit_label_new(c);
    emit_jump(c, OP_JUMP, 0, loop->again);
    c->unit->is_unreachable = is_unreachable; /* FOR_ITER will come back here */
    loop->target = target != NO_OPERAND ? target : emit_temporary_next(c);
    bound_add(c, loop->target);
    emit_label_set(c, loop->body);
}

void emit_for_iterate(Compiler *c, const ForLoop *loop, Operand iterator)
{
    bool is_empty = !c->failed && ((LabelState *)c->unit->labels.data)[loop->body].instruction == emit_here(c);
    if (is_empty) /* marks of the body are FOR_ITER's: see CodePosition */
        set_label(c, loop->again);
    else
        emit_label_set(c, loop->again);
    Fixup fixup = {emit_here(c), loop->body, FIX_WORD};
    emit(c, OP_FOR_ITER, loop->target, iterator & OPERAND_INDEX, 0);
    emit_word(c, 0);
    emit_buffer_add(c, &c->unit->fixups, &fixup);
}

/* Offsets count from the next instruction. A JUMP backward becomes JUMP_BACK, which is a safe point:
 * only now is it known which jumps go back. */
/* A jump to the return that is not written is that itself, at the line where the jump is. */
static void return_at_once(Unit *unit, const Fixup *fixup)
{
    Instruction *instructions = unit->instructions.data, *jump = &instructions[fixup->instruction];
    uint32_t target = ((LabelState *)unit->labels.data)[fixup->label].instruction;
    if (jump->op == OP_JUMP && target == unit->implicit_return && instructions[target].a & OPERAND_CONSTANT)
        *jump = instructions[target];
}

static void fix(Compiler *c, const Fixup *fixup)
{
    Unit *unit = c->unit;
    Instruction *instructions = unit->instructions.data;
    Instruction *instruction = &instructions[fixup->instruction];
    ASSERT(fixup->label < unit->labels.count && fixup->instruction < unit->instructions.count);
    uint32_t target = ((LabelState *)unit->labels.data)[fixup->label].instruction;
    ASSERT(target <= unit->instructions.count);
    int32_t offset = (int32_t)target - (int32_t)(fixup->instruction + 1);
    switch (fixup->kind) {
    case FIX_SHORT:
        if (offset < INT16_MIN || offset > INT16_MAX)
            c->too_far = true;
        instruction->a = (uint16_t)offset;
        break;
    case FIX_LONG:
        if (instruction->op == OP_RETURN)
            break;
        instruction->b = (uint16_t)offset;
        instruction->c = (uint16_t)((uint32_t)offset >> 16);
        if (instruction->op == OP_JUMP && offset < 0)
            instruction->op = OP_JUMP_BACK;
        break;
    case FIX_WORD: {
        int64_t word = offset;
        memcpy(&instructions[fixup->instruction + 1], &word, sizeof word);
        break;
    }
    }
}

/* --- constants ------------------------------------------------------------------------------------------ */

uint32_t emit_constant_add_take(Compiler *c, Ref value)
{
    if (!value)
        emit_fail_memory(c);
    if (c->failed) {
        release_maybe(value);
        return 0;
    }
    uint32_t place = constant_table_add_take(&c->unit->constants, value);
    if (place == CONSTANT_NONE_FOUND) {
        emit_fail_memory(c);
        return 0;
    }
    return place;
}

Ref emit_constant_of_source_take(Compiler *c, Ref value, bool *is_new)
{
    uint32_t count = c->constants.count, place = constant_table_add_take(&c->constants, value);
    if (place == CONSTANT_NONE_FOUND) {
        emit_fail_memory(c);
        return NULL;
    }
    *is_new = place == count;
    return retain(c->constants.entries[place].value);
}

uint32_t emit_constant_text(Compiler *c, const char *text)
{
    return emit_constant_add_take(c, str_intern_text(text));
}

uint32_t emit_constant_name(Compiler *c, const Name *name)
{
    const Name *mangled = scope_mangle(c->unit->scope, name);
    if (!mangled) {
        emit_fail_memory(c);
        return 0;
    }
    Ref text = str_from_utf8(mangled->text, mangled->length);
    if (text && !str_intern(&text))
        clear_place(&text);
    uint32_t place = emit_constant_add_take(c, text);
    if (place > UINT16_MAX)
        emit_fail_unsupported(c, c->unit->place, "a function with more than 65,000 constants");
    return place;
}

Operand emit_constant_operand(Compiler *c, uint32_t place)
{
    if (place <= CONSTANTS_IN_REACH)
        return (Operand)(OPERAND_CONSTANT | place);
    return emit_result(c, OP_LOAD_CONST, NO_OPERAND, (Operand)place, (Operand)(place >> 16));
}

Operand emit_constant_none(Compiler *c)
{
    return emit_constant_operand(c, emit_constant_add_take(c, none_new()));
}

void emit_return_none(Compiler *c)
{
    c->unit->is_artificial = true;
    Operand none = emit_constant_none(c); /* a temporary, if it is out of reach */
    emit_consume(c, none);
    if (!c->unit->mark_count) /* else it is at that line */
        c->unit->implicit_return = emit_here(c);
    emit(c, OP_RETURN, none, 0, 0);
    c->unit->is_artificial = false;
}

/* --- guarded regions ------------------------------------------------------------------------------------ */

void emit_guard_open(Compiler *c, Block *block)
{
    block->is_guarded = true;
    block->guard_start = emit_here(c);
}

void emit_guard_close(Compiler *c, Block *block)
{
    if (!block->is_guarded)
        return;
    block->is_guarded = false;
    if (block->guard_start == emit_here(c))
        return;
    CodeHandler handler = {block->guard_start, emit_here(c), block->guard_target, block->depth};
    emit_buffer_add(c, &c->unit->handlers, &handler);
}

/* --- the code object ------------------------------------------------------------------------------------ */

static Ref names_tuple(Compiler *c, const SymbolList *list)
{
    Ref tuple = tuple_new(list->count);
    for (uint32_t i = 0; tuple && i < list->count; i++) {
        const Name *name = list->items[i]->name;
        Ref text = str_from_utf8(name->text, name->length);
        if (!text || !str_intern(&text)) {
            release_maybe(text);
            clear_place(&tuple);
            break;
        }
        ((TupleView)tuple)->items[i] = text;
    }
    if (!tuple)
        emit_fail_memory(c);
    return tuple;
}

/* The references move too. */
static void move_constants(Compiler *c, ConstantTable *table, CodeView code)
{
    if (!table->count || c->failed)
        return;
    code->constants = heap_allocate(heap_array_size(table->count, sizeof *code->constants));
    if (!code->constants) {
        emit_fail_memory(c);
        return;
    }
    for (uint32_t i = 0; i < table->count; i++)
        code->constants[i] = table->entries[i].value;
    code->constant_count = table->count;
    table->count = 0;
}

/* A handler's target is a label until here, HANDLER_RESTORES excepted, which is no label. */
static void resolve(Compiler *c)
{
    Unit *unit = c->unit;
    const Fixup *fixups = unit->fixups.data;
    for (size_t i = 0; i < unit->fixups.count; i++)
        return_at_once(unit, &fixups[i]);
    for (size_t i = 0; i < unit->fixups.count; i++)
        fix(c, &fixups[i]);
    CodeHandler *handlers = unit->handlers.data;
    for (size_t i = 0; i < unit->handlers.count; i++)
        if (handlers[i].target != HANDLER_RESTORES)
            handlers[i].target = ((LabelState *)unit->labels.data)[handlers[i].target].instruction;
}

/* The buffers have grown by doubling; a code object keeps blocks of just the size, since it may live
 * long. */
Ref emit_unit_finish(Compiler *c)
{
    Unit *unit = c->unit;
    if (!c->failed)
        resolve(c);
    CodeView code = c->failed || c->too_far ? NULL : code_new();
    if (!code) {
        if (!c->too_far)
            emit_fail_memory(c);
        return NULL;
    }
    const Scope *scope = unit->scope;
    bool is_function = scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
    code->local_count = is_function ? scope->locals.count : 0;
    code->cell_count = scope->cells.count;
    code->free_count = scope->frees.count;
    code->first_temporary = unit->first_temporary;
    code->register_count = unit->first_temporary + unit->deepest + 3; /* room for what handlers push */
    code->first_line = unit->first_line;
    code->flags |= scopes_future(c->scopes);
    SymbolList none = {0, NULL};
    code->local_names = names_tuple(c, is_function ? &scope->locals : &none);
    code->cell_names = names_tuple(c, &scope->cells);
    code->free_names = names_tuple(c, &scope->frees);
    code->name = retain(unit->name);
    code->qualified_name = retain(unit->qualified_name);
    code->filename = retain(c->filename);
    buffer_move(c, &unit->instructions, (void **)&code->instructions, &code->instruction_count);
    buffer_move(c, &unit->positions, (void **)&code->positions, &code->position_count);
    buffer_move(c, &unit->handlers, (void **)&code->handlers, &code->handler_count);
    move_constants(c, &unit->constants, code);
    if (c->failed) {
        release(AS_OBJECT(code));
        return NULL;
    }
    return AS_OBJECT(code);
}
