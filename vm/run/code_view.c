/* code_view: a code object's instructions, constants, names and places in the source, as Python sees them.
 *
 *     constants of a code object     'x'    1    'append'   <code g>   …      one table, in the order of first use
 *       as a value: co_consts               1                <code g>
 *       as a name:  co_names         'x'          'append'
 *
 * The iterators read the table of positions, which is sorted and never changes. */
#include <string.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/opcode.h"
#include "vm/run/code_object.h"
#include "vm/run/quick.h"

enum { UNITS = sizeof(Instruction) / sizeof(uint16_t) };

/* --- instructions --------------------------------------------------------------------------------------- */

Instruction code_compiled_instruction(const CodeObject *code, size_t index)
{
    Instruction i = code->instructions[index];
    if (quick_is_number(i.op))
        i = quick_general_form(i);
    i.op = opcode_general[i.op];
    return i;
}

/* The first of the words behind an instruction that has some, without what is only a cache in it. */
static uint64_t first_word(const CodeObject *code, size_t index, const char *letters)
{
    uint64_t word;
    memcpy(&word, &code->instructions[index + 1], sizeof word);
    return letters[3] == '.' ? 0 : letters[3] == 'M' ? (uint32_t)word : word;
}

Instruction *code_compiled_instructions(const CodeObject *code)
{
    size_t count = code->instruction_count;
    Instruction *room = heap_allocate(heap_array_size(count, sizeof *room));
    if (!room) {
        raise_memory_error();
        return NULL;
    }
    memset(room, 0, count * sizeof *room);
    for (size_t i = 0; i < count; i += 1u + opcode_words[room[i].op]) {
        room[i] = code_compiled_instruction(code, i);
        if (opcode_words[room[i].op]) {
            uint64_t word = first_word(code, i, opcode_operands[room[i].op]);
            memcpy(&room[i + 1], &word, sizeof word);
        }
    }
    return room;
}

Ref code_get_code(View self)
{
    size_t size = code_of(self)->instruction_count * sizeof(Instruction);
    Instruction *room = code_compiled_instructions(code_of(self));
    Ref result = room ? bytes_new(room, size) : NULL;
    if (room)
        heap_free(room, size);
    return result;
}

/* --- constants and names -------------------------------------------------------------------------------- */

static void note_operand(unsigned char *uses, char letter, uint16_t operand, bool is_code)
{
    if ((letter == 'S' || letter == 'R') && operand != NO_OPERAND && operand & OPERAND_CONSTANT)
        uses[operand & OPERAND_INDEX_CONSTANT] |= USED_AS_VALUE;
    else if (letter == 'K')
        uses[operand] |= is_code ? USED_AS_VALUE : USED_AS_NAME;
}

unsigned char *code_constant_uses(const CodeObject *code)
{
    unsigned char *uses = heap_allocate(code->constant_count + 1u);
    if (!uses) {
        raise_memory_error();
        return NULL;
    }
    memset(uses, 0, code->constant_count + 1u);
    if (code->flags & CODE_HAS_DOC)
        uses[0] |= USED_AS_VALUE;
    for (size_t at = 0; at < code->instruction_count;) {
        Instruction i = code_compiled_instruction(code, at);
        const char *letters = opcode_operands[i.op];
        bool is_code = i.op == OP_MAKE_FUNCTION;
        note_operand(uses, letters[0], i.a, is_code);
        note_operand(uses, letters[1], i.b, is_code);
        note_operand(uses, letters[2], i.c, is_code);
        if (i.op == OP_LOAD_CONST)
            uses[(uint32_t)i.b | (uint32_t)i.c << 16] |= USED_AS_VALUE;
        uint32_t names = opcode_words[i.op] && letters[3] == 'M' ? (uint32_t)first_word(code, at, letters) : UINT32_MAX;
        if (names != UINT32_MAX)
            uses[names] |= USED_AS_VALUE;
        at += 1u + opcode_words[i.op];
    }
    return uses;
}

/* A comprehension's only parameter has a name that no program can write. */
static bool is_comprehension(const CodeObject *code)
{
    return code->argument_count == 1 && str_equal_text(tuple_item_peek(code->local_names, 0), ".0");
}

/* A function without a docstring has None in its place. */
bool code_begins_with_none(const CodeObject *code, const unsigned char *uses)
{
    if (!(code->flags & CODE_OPTIMIZED) || code->flags & CODE_HAS_DOC || is_comprehension(code))
        return false;
    return !code->constant_count || code->constants[0] != NONE || !(uses[0] & USED_AS_VALUE);
}

/* Those used so, behind a None that stands for the docstring. */
static Ref constants_used_as(const CodeObject *code, enum ConstantUse use)
{
    unsigned char *uses = code_constant_uses(code);
    if (!uses)
        return NULL;
    size_t count = use == USED_AS_VALUE && code_begins_with_none(code, uses), at = 0;
    bool has_none = count;
    for (uint32_t i = 0; i < code->constant_count; i++)
        count += uses[i] & use && !(has_none && use == USED_AS_VALUE && code->constants[i] == NONE);
    Ref result = tuple_new(count);
    if (result && has_none)
        ((TupleView)result)->items[at++] = none_new();
    for (uint32_t i = 0; result && i < code->constant_count; i++)
        if (uses[i] & use && !(has_none && use == USED_AS_VALUE && code->constants[i] == NONE))
            ((TupleView)result)->items[at++] = retain(code->constants[i]);
    heap_free(uses, code->constant_count + 1u);
    return result;
}

Ref code_get_consts(View self)
{
    return constants_used_as(code_of(self), USED_AS_VALUE);
}

Ref code_get_names(View self)
{
    return constants_used_as(code_of(self), USED_AS_NAME);
}

/* --- co_lines() and co_positions() ---------------------------------------------------------------------- */

typedef struct CodeIterator {
    GC_HEAD(entry); /* of the table of positions */
    CodeView code;  /* owned */
    uint32_t at;    /* co_positions: the next unit */
} CodeIterator;

static CodeIterator *iterator_of(View self)
{
    return (CodeIterator *)self;
}

static Ref iterator_new(const TypeObject *type, View code)
{
    CodeIterator *iterator = gc_new(type->index, sizeof *iterator);
    if (!iterator)
        return NULL;
    iterator->entry = 0;
    iterator->at = 0;
    iterator->code = (CodeView)retain(code);
    gc_track(AS_OBJECT(iterator));
    return AS_OBJECT(iterator);
}

Ref code_lines(View self, View *args UNUSED)
{
    return iterator_new(&code_lines_type, self);
}

Ref code_positions(View self, View *args UNUSED)
{
    return iterator_new(&code_positions_type, self);
}

/* 0 and 0xFFFF mean unknown. */
static Ref number_or_none(uint32_t number, uint32_t unknown)
{
    return number == unknown ? none_new() : int_new(number);
}

/* (start, stop, line) for each run of instructions of one line. */
static Ref next_line(View self)
{
    CodeIterator *iterator = iterator_of(self);
    const CodeObject *code = iterator->code;
    uint32_t first = iterator->entry, stop = first;
    if (first >= code->position_count)
        return NULL;
    while (stop < code->position_count && code->positions[stop].line == code->positions[first].line)
        stop++;
    iterator->entry = stop;
    size_t end = stop < code->position_count ? code->positions[stop].start : code->instruction_count;
    return tuple_from_array_take((Ref[]){int_new((int64_t)(code->positions[first].start * sizeof(Instruction))),
                                         int_new((int64_t)(end * sizeof(Instruction))), number_or_none(code->positions[first].line, 0)},
                                 3);
}

bool code_hides_ranges;

/* (line, end line, column, end column) of each unit. */
static Ref next_position(View self)
{
    CodeIterator *iterator = iterator_of(self);
    const CodeObject *code = iterator->code;
    uint32_t instruction = iterator->at / UNITS;
    if (instruction >= code->instruction_count)
        return NULL;
    while (iterator->entry + 1 < code->position_count && code->positions[iterator->entry + 1].start <= instruction)
        iterator->entry++;
    iterator->at++;
    const CodePosition *position = &code->positions[iterator->entry];
    if (code_hides_ranges)
        return tuple_from_array_take((Ref[]){number_or_none(position->line, 0), number_or_none(position->line, 0), none_new(), none_new()},
                                     4);
    return tuple_from_array_take((Ref[]){number_or_none(position->line, 0), number_or_none(position->end_line, 0),
                                         number_or_none(position->column, 0xFFFF), number_or_none(position->end_column, 0xFFFF)},
                                 4);
}

static void iterator_finish(View self)
{
    CLEAR(iterator_of(self)->code);
}

static void iterator_traverse(View self, Visitor visit, void *context)
{
    VISIT(iterator_of(self)->code);
}

static Ref iterator_self(View self)
{
    return retain(self);
}

#define ITERATOR_SLOTS                                                                                                                   \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(CodeIterator), .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW, .finish = iterator_finish, \
    .traverse = iterator_traverse, .clear = NULL /* code takes part in no cycle */, .iterate = iterator_self

TypeObject code_lines_type = {.name = "line_iterator", .next = next_line, ITERATOR_SLOTS};
TypeObject code_positions_type = {.name = "positions_iterator", .next = next_position, ITERATOR_SLOTS};
