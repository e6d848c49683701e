/* _memory_profiler_lines: the type Lines: by how many bytes each line of chosen functions changes the heap.
 *
 * An observer sees every instruction before it runs (vm/run/eval_observe.h). From the frame and the line it
 * knows when a line of a watched function begins and ends:
 *
 *     table    of a function: for each of its lines the sum of the changes, the most bytes that the heap held at its end, and how often it began. Code inside the function
 *              (comprehensions, inner functions, lambdas) shares it.
 *     entry    a call of a watched function that is running, on a stack that follows the stack of frames
 *     current  of a table: the youngest of its running calls. The change since `since` belongs to the line that this one is at, so each byte is counted once: the
 *              increments of a table add up to what the heap grew by, however calls nest.
 *
 * A call ends, for its lines, before its RETURN or YIELD runs, as for sys.settrace: what the locals held is
 * given back afterwards, and shows in the caller's line. A call that an exception leaves ends when its frame
 * is seen to be gone. A generator that goes on begins no line anew.
 *
 * The tables lie outside the heap, and nothing here runs Python code: a program is measured as it is without.
 * Without memory for a table or an entry, calls go unseen. */
#include <stdlib.h>

#include "runtime/calls/native.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/growing.h"
#include "runtime/numbers/int.h"
#include "stdlib/memory/_memory_profiler.h"
#include "vm/opcode.h"
#include "vm/run/eval_observe.h"
#include "vm/run/quick.h"

typedef struct Row {
    int64_t increment;
    size_t most;
    uint64_t occurrences;
} Row;

typedef struct Table {
    uint32_t first_line, row_count;
    uint32_t current; /* index of an entry + 1; 0: no call is running */
    bool has_begun;
    size_t since;
    Row *rows;
} Table;

typedef struct Watched {
    CodeView code; /* owned */
    size_t table;
    bool is_inner; /* code inside the function */
} Watched;

typedef struct Entry {
    Frame *frame;
    CodeView code;
    GeneratorObject *generator;
    const Instruction *pc, *run_start, *run_stop; /* the last instruction seen, and those around it with the same position */
    size_t table;
    uint32_t line, run_line, below; /* below: what `current` of the table was before */
    bool is_open, is_inner;
} Entry;

typedef struct LinesObject {
    GC_HEAD(is_enabled);
    struct LinesObject *next; /* among the enabled ones */
    Table *tables;
    Watched *watched;
    Entry *entries;
    size_t table_count, table_room, watched_count, watched_room, depth, entry_room;
    const Frame *passed; /* the frame seen last, if it is not watched */
    const CodeObject *passed_code;
} LinesObject;

static LinesObject *enabled;

static LinesObject *lines_of(View self)
{
    return (LinesObject *)self;
}

/* --- accounting ----------------------------------------------------------------------------------------- */

static Row *row_of(Table *table, uint32_t line)
{
    uint32_t row = line - table->first_line;
    return &table->rows[row < table->row_count ? row : table->row_count]; /* the last one catches what is outside */
}

/* What changed since the last time belongs to the line that the table's current call is at. */
static void charge(LinesObject *lines, Table *table)
{
    if (table->current)
        row_of(table, lines->entries[table->current - 1].line)->increment += (int64_t)(memory_profiler_count.now - table->since);
    table->since = memory_profiler_count.now;
}

static void end_line(LinesObject *lines, const Entry *entry)
{
    Table *table = &lines->tables[entry->table];
    charge(lines, table);
    Row *row = row_of(table, entry->line);
    if (memory_profiler_count.now > row->most)
        row->most = memory_profiler_count.now;
}

/* A comprehension in the line that its function is at does not make it happen more often. */
static bool is_within_line(const LinesObject *lines, const Entry *entry, uint32_t line)
{
    return entry->is_inner && entry->below && lines->entries[entry->below - 1].line == line;
}

static void begin_line(LinesObject *lines, Entry *entry, uint32_t line)
{
    entry->line = line;
    if (!is_within_line(lines, entry, line))
        row_of(&lines->tables[entry->table], line)->occurrences++;
}

static void close_entry(LinesObject *lines, Entry *entry)
{
    if (!entry->is_open)
        return;
    end_line(lines, entry);
    lines->tables[entry->table].current = entry->below;
    entry->is_open = false;
}

/* --- following the frames ------------------------------------------------------------------------------- */

/* Find the line of the instruction, and the others around it for which the answer is the same. */
static uint32_t look_up_line(Entry *entry, const Instruction *pc)
{
    const CodeObject *code = entry->code;
    const CodePosition *position = code_position(code, (size_t)(pc - code->instructions));
    bool is_last = position + 1 == code->positions + code->position_count;
    entry->run_start = code->instructions + position->start;
    entry->run_stop = code->instructions + (is_last ? code->instruction_count : position[1].start);
    return entry->run_line = code_position_own_line(position);
}

static bool leaves_frame(uint16_t opcode)
{
    return opcode < OP_TABLE_END && opcode_effects[opcode] & (EFFECT_RETURNS | EFFECT_YIELDS);
}

static bool is_for_iter(uint16_t opcode)
{
    return opcode < OP_TABLE_END && opcode_general[opcode] == OP_FOR_ITER;
}

static bool may_jump(uint16_t opcode)
{
    if (opcode >= OP_TABLE_END)
        return opcode >= QUICK_JUMPS && opcode < QUICK_LIST_ITEM;
    return strpbrk(opcode_operands[opcode], "JL") != NULL;
}

/* Is the frame still the call that the entry is of? (C code may have called again, and the next frame lies
 * where the last one was.) */
static bool is_same_call(const Entry *entry, const Frame *frame)
{
    if (!entry->is_open || entry->frame != frame || entry->code != frame->code || entry->generator != frame->generator)
        return false;
    return frame->pc != frame->code->instructions || entry->pc == frame->pc || may_jump(entry->pc->op);
}

static void pop_entry(LinesObject *lines)
{
    close_entry(lines, &lines->entries[lines->depth - 1]);
    lines->depth--;
}

/* The youngest entry, if it is of this frame; those of frames that are gone are dropped. */
static Entry *entry_of(LinesObject *lines, const Frame *frame)
{
    while (lines->depth && lines->entries[lines->depth - 1].frame > frame)
        pop_entry(lines);
    Entry *top = lines->depth ? &lines->entries[lines->depth - 1] : NULL;
    return top && is_same_call(top, frame) ? top : NULL;
}

/* Drop the entries that the frame's callers do not have any more. */
static void prune(LinesObject *lines, const Frame *frame)
{
    while (lines->depth) {
        const Entry *top = &lines->entries[lines->depth - 1];
        if (top->frame < frame && top->is_open && top->frame->code == top->code && top->frame->generator == top->generator)
            return;
        pop_entry(lines);
    }
}

/* The call of a function itself shows in the line where its definition begins: how much was there at the
 * first one. */
static void begin_call(Table *table, const CodeObject *code)
{
    Row *row = row_of(table, code->first_line);
    if (!table->has_begun)
        row->increment = (int64_t)memory_profiler_count.now;
    row->occurrences++;
    if (memory_profiler_count.now > row->most)
        row->most = memory_profiler_count.now;
    table->has_begun = true;
}

static const Watched *find_watched(const LinesObject *lines, const CodeObject *code)
{
    for (size_t i = 0; i < lines->watched_count; i++)
        if (lines->watched[i].code == code)
            return &lines->watched[i];
    return NULL;
}

/* A frame that has no entry: called just now, or gone on with. Its entry, or NULL if it is not watched. */
static Entry *enter(LinesObject *lines, Frame *frame)
{
    prune(lines, frame);
    const Watched *watched = find_watched(lines, frame->code);
    if (!watched || !GROWING_ROOM(lines->entries, lines->depth, lines->entry_room, 8)) {
        lines->passed = frame;
        lines->passed_code = frame->code;
        return NULL;
    }
    Table *table = &lines->tables[watched->table];
    bool is_new = frame->pc == frame->code->instructions;
    if (table->current)
        charge(lines, table);
    if (is_new && !watched->is_inner)
        begin_call(table, frame->code);
    table->since = memory_profiler_count.now;
    Entry *entry = &lines->entries[lines->depth++];
    *entry = (Entry){.frame = frame,
                     .code = frame->code,
                     .generator = frame->generator,
                     .pc = frame->pc,
                     .table = watched->table,
                     .below = table->current,
                     .is_open = true,
                     .is_inner = watched->is_inner};
    table->current = (uint32_t)lines->depth;
    bool has_yielded = !is_new && frame->generator &&
                       frame->pc[-1].op == OP_YIELD; /* it stood there, and may go on in the next line at once */
    entry->line = has_yielded ? look_up_line(entry, frame->pc - 1) : 0;
    uint32_t line = look_up_line(entry, frame->pc);
    if (has_yielded && line != entry->line)
        begin_line(lines, entry, line);
    else if (code_is_generator_start(frame->code, frame->pc))
        entry->line = 0; /* the first line is still to come */
    else if (is_new && frame->pc->op != OP_MAKE_CELL)
        begin_line(lines, entry, line);
    else
        entry->line = is_new ? frame->code->first_line : line; /* cells are made before the first line */
    return entry;
}

/* Lines that no instruction stands for, passed on the way to this one. */
static void pass_marks(LinesObject *lines, Entry *entry, const Instruction *pc)
{
    const CodePosition *own = code_position(entry->code, (size_t)(pc - entry->code->instructions)), *mark = own;
    if (own->start != (uint32_t)(pc - entry->code->instructions))
        return;
    while (mark > entry->code->positions && mark[-1].start == own->start)
        mark--;
    for (; mark < own; mark++)
        if (mark->line != entry->line) {
            end_line(lines, entry);
            begin_line(lines, entry, mark->line);
        }
}

static void step(LinesObject *lines, Entry *entry, const Instruction *pc)
{
    bool is_in_run = pc >= entry->run_start && pc < entry->run_stop;
    if (is_for_iter(pc->op) ? pc == entry->pc : !is_in_run)
        pass_marks(lines, entry, pc);
    uint32_t line = is_in_run ? entry->run_line : look_up_line(entry, pc);
    if (!line || pc->op == OP_MAKE_CELL || code_is_generator_start(entry->code, pc))
        return;
    if (line != entry->line || pc < entry->pc) {
        end_line(lines, entry);
        begin_line(lines, entry, line);
    }
    entry->pc = pc;
}

static void see(LinesObject *lines, Frame *frame)
{
    if (lines->passed == frame && lines->passed_code == frame->code)
        return;
    lines->passed = NULL;
    Entry *entry = entry_of(lines, frame);
    if (entry)
        step(lines, entry, frame->pc);
    else
        entry = enter(lines, frame);
    if (entry && leaves_frame(frame->pc->op))
        close_entry(lines, entry);
}

static void observe(Frame *frame)
{
    for (LinesObject *lines = enabled; lines; lines = lines->next)
        see(lines, frame);
}

/* --- what Python sees ----------------------------------------------------------------------------------- */

static Ref lines_enable(View self, View *args UNUSED)
{
    LinesObject *lines = lines_of(self);
    if (lines->is_enabled)
        return raise_error(RuntimeError, "Lines: already enabled");
    if (!memory_profiler_count_start())
        return NULL;
    if (!enabled && !eval_observe(observe)) {
        memory_profiler_count_stop();
        return raise_error(RuntimeError, "Lines: too many observe the evaluation loop");
    }
    lines->next = enabled;
    enabled = lines;
    lines->is_enabled = true;
    lines->passed = NULL;
    return none_new();
}

static void disable(LinesObject *lines)
{
    if (!lines->is_enabled)
        return;
    while (lines->depth)
        pop_entry(lines);
    LinesObject **place = &enabled;
    while (*place != lines)
        place = &(*place)->next;
    *place = lines->next;
    if (!enabled)
        eval_unobserve(observe);
    memory_profiler_count_stop();
    lines->is_enabled = false;
}

static Ref lines_disable(View self, View *args UNUSED)
{
    disable(lines_of(self));
    return none_new();
}

static void widen(const CodeObject *code, uint32_t *first, uint32_t *last)
{
    for (uint32_t i = 0; i < code->position_count; i++) {
        if (code->positions[i].line && code->positions[i].line < *first)
            *first = code->positions[i].line;
        if (code->positions[i].end_line > *last)
            *last = code->positions[i].end_line;
    }
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (code->constants[i]->type == code_type.index)
            widen((CodeView)code->constants[i], first, last);
}

static bool watch(LinesObject *lines, CodeView code, size_t table, bool is_inner)
{
    if (!GROWING_ROOM(lines->watched, lines->watched_count, lines->watched_room, 8))
        return false;
    lines->watched[lines->watched_count++] = (Watched){(CodeView)retain(AS_OBJECT(code)), table, is_inner};
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (code->constants[i]->type == code_type.index && !watch(lines, (CodeView)code->constants[i], table, true))
            return false;
    return true;
}

static CodeView code_argument(View object)
{
    if (object->type == code_type.index)
        return (CodeView)object;
    raise_error(TypeError, "a code object is required, not %T", object);
    return NULL;
}

static Ref lines_add(View self, View *args)
{
    LinesObject *lines = lines_of(self);
    CodeView code = code_argument(args[0]);
    if (!code)
        return NULL;
    if (find_watched(lines, code))
        return bool_new(false);
    uint32_t first = code->first_line, last = first;
    widen(code, &first, &last);
    if (!GROWING_ROOM(lines->tables, lines->table_count, lines->table_room, 8))
        return raise_memory_error();
    Row *rows = calloc(last - first + 2, sizeof *rows);
    if (!rows)
        return raise_memory_error();
    lines->tables[lines->table_count] = (Table){.first_line = first, .row_count = last - first + 1, .rows = rows};
    lines->passed = NULL;
    if (!watch(lines, code, lines->table_count++, false))
        return raise_memory_error();
    return bool_new(true);
}

/* The table of a code object, for Python. NULL with KeyError. */
static Table *table_argument(View self, View object)
{
    CodeView code = code_argument(object);
    const Watched *watched = code ? find_watched(lines_of(self), code) : NULL;
    if (watched)
        return &lines_of(self)->tables[watched->table];
    if (code)
        raise_error(KeyError, "%R is not watched", object);
    return NULL;
}

static Ref lines_span(View self, View *args)
{
    Table *table = table_argument(self, args[0]);
    if (!table)
        return NULL;
    Ref first = int_new(table->first_line), last = int_new((int64_t)table->first_line + table->row_count - 1);
    Ref result = first && last ? tuple_pack(2, first, last) : NULL;
    release_maybe(first);
    release_maybe(last);
    return result;
}

static Ref row_tuple(uint32_t line, const Row *row)
{
    Ref number = int_new(line), increment = int_new(row->increment), most = int_new((int64_t)row->most);
    Ref occurrences = int_new((int64_t)row->occurrences);
    Ref result = number && increment && most && occurrences ? tuple_pack(4, number, increment, most, occurrences) : NULL;
    release_maybe(number);
    release_maybe(increment);
    release_maybe(most);
    release_maybe(occurrences);
    return result;
}

static Ref lines_rows(View self, View *args)
{
    const Table *table = table_argument(self, args[0]);
    Ref list = table ? list_new(0) : NULL;
    for (uint32_t i = 0; list && i < table->row_count; i++) {
        Row row = table->rows[i]; /* making its tuple may change it */
        if (!row.occurrences)
            continue;
        Ref tuple = row_tuple(table->first_line + i, &row);
        if (!tuple || !list_append_take((ListView)list, tuple))
            clear_place(&list);
    }
    return list;
}

static void lines_finish(View self)
{
    LinesObject *lines = lines_of(self);
    disable(lines);
    for (size_t i = 0; i < lines->table_count; i++)
        free(lines->tables[i].rows);
    free(lines->tables);
    free(lines->entries);
    for (size_t i = 0; i < lines->watched_count; i++)
        release(AS_OBJECT(lines->watched[i].code));
    free(lines->watched);
}

static Ref lines_new(View type, View *args UNUSED)
{
    return type_allocate((TypeObject *)type, 0);
}

static const NativeFunction constructor = {"Lines()", lines_new, NULL};
static const NativeFunction methods[] = {
    {"add(code, /)", lines_add, "Watch a function's code and all code inside it. False if it is watched already."},
    {"disable()", lines_disable, "Stop measuring."},
    {"enable()", lines_enable, "Begin to measure the watched functions."},
    {"rows(code, /)", lines_rows, "What was measured: a list of (line, increment, most bytes at its end, occurrences)."},
    {"span(code, /)", lines_span, "The first and the last line that the code has instructions for."},
    {NULL, NULL, NULL},
};

TypeObject lines_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_memory_profiler.Lines",
    .size = sizeof(LinesObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &constructor,
    .finish = lines_finish,
    .methods = methods,
    .doc = "By how many bytes each line of chosen functions changes the heap.",
};
