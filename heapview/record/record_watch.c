/* record_watch: from instructions to steps.
 *
 * A step is made before an instruction: when its line is another than the last one's, or the same again after
 * a jump backward; when a frame has come; when a frame is about to return or yield; and when an exception has
 * led to a handler. Before an instruction runs, `opcode_doubts` (made from the effects in vm/opcodes.def)
 * tells what it may change, so that the next step looks only there.
 *
 * Only the script's own code makes steps. What the library does in between is seen at the next own
 * instruction: anything may have changed then. */
#include "heapview/record/record_watch.h"

#include "heapview/record/record_code.h"
#include "runtime/memory/heap.h"
#include "vm/opcode.h"
#include "vm/run/eval_observe.h"
#include "vm/run/quick.h"

/* What an instruction may change besides the variables of its frame, in doubt bits, and what else is to be
 * done before it. */
enum {
    TOUCHES_A = 16,
    TOUCHES_NAMESPACE = 32,
    TOUCHES_GLOBALS = 64,
    LEAVES_BY_RETURN = 128,
    LEAVES_BY_YIELD = 256,
    MAY_LEAVE = 512,
    USES_UP_B = 1024,
    USES_UP_C = 2048,
    TOUCHES_B = 4096
};

static uint16_t opcode_doubts[OPCODE_COUNT];

static struct {
    const Frame *frame; /* whose instruction was last, and its code */
    CodeView code;
    uint64_t code_deaths;
    const CodeInfo *info;
    const uint32_t *lines;
    const Instruction *instructions;
    uint32_t line, index; /* of the last instruction that ran */
    bool is_own;          /* its code is the script's */
    size_t c_code_until;  /* C code goes on, which had called a frame that has left: until the frame of this depth does; or 0 */
    StepTaken step_taken;
} last;

/* Of an instruction that may do anything: for which operands it changes only counts, and perhaps the
 * container R[a] (EFFECT_UNLESS). Python code that runs meanwhile tells of itself. */
static uint16_t opcode_unless[OPCODE_COUNT];

static unsigned doubts_of_effects(unsigned effects)
{
    unsigned doubts = effects & (EFFECT_ANYTHING | EFFECT_UNLESS) ? DOUBT_ALL : effects & EFFECT_COUNTS ? DOUBT_COUNTS : 0u;
    static const struct {
        unsigned effect, doubt;
    } further[] = {{EFFECT_ALTERS_A, TOUCHES_A},
                   {EFFECT_ALTERS_B, TOUCHES_B}, /* an iterator that is exhausted drops its list */
                   {EFFECT_ALTERS_LOCALS, TOUCHES_NAMESPACE},
                   {EFFECT_ALTERS_GLOBALS, TOUCHES_GLOBALS},
                   {EFFECT_RETURNS, LEAVES_BY_RETURN},
                   {EFFECT_YIELDS, LEAVES_BY_YIELD},
                   {EFFECT_DELEGATES, MAY_LEAVE}};
    for (size_t i = 0; i < COUNT_OF(further); i++)
        doubts |= effects & further[i].effect ? further[i].doubt : 0u;
    return doubts;
}

static unsigned uses_up(unsigned operand)
{
    return (operand & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY;
}

/* Quick forms change numbers only; but one that they use up may be the item of a list, whose count falls. */
static unsigned doubts_of_quick(unsigned opcode)
{
    Instruction general = quick_general_form((Instruction){.op = (uint16_t)opcode});
    if (general.op == OP_GET_ITEM)
        return DOUBT_COUNTS;
    return (uses_up(general.b) ? USES_UP_B : 0u) | (uses_up(general.c) ? USES_UP_C : 0u);
}

static void fill_doubts(void)
{
    for (unsigned i = 0; i < OPCODE_COUNT; i++)
        opcode_doubts[i] = quick_is_number(i) ? (uint16_t)doubts_of_quick(i) : DOUBT_ALL;
    for (unsigned i = 0; i < OP_TABLE_END; i++) {
        opcode_doubts[i] = (uint16_t)doubts_of_effects(opcode_effects[i]);
        opcode_unless[i] = opcode_effects[i] & EFFECT_UNLESS;
    }
}

/* --- steps ---------------------------------------------------------------------------------------------- */

static void note_step(StepEvent event, uint32_t line, uint64_t more)
{
    Log *log = state.log;
    if (!log_room(log, 22))
        return;
    state.step++;
    unsigned char *at = log_end(log);
    at = put_8(at, NOTE_STEP);
    at = put_8(at, event);
    at = put_32(at, line);
    at = put_64(at, state.step);
    at = put_64(at, more);
    log_end_at(log, at);
    last.step_taken();
}

static size_t collections(void)
{
    return gc_state.generations[0].collections + gc_state.generations[1].collections + gc_state.generations[2].collections;
}

/* The collector has run since the last step: that is a step of its own. */
static void step_of_collection(uint32_t line)
{
    static size_t seen[GC_GENERATIONS], collected[GC_GENERATIONS];
    uint64_t generation = 0, found = 0;
    for (size_t i = 0; i < GC_GENERATIONS; i++) {
        const GcGeneration *now = &gc_state.generations[i];
        if (now->collections != seen[i])
            generation = i;
        found += now->collected - collected[i];
        seen[i] = now->collections;
        collected[i] = now->collected;
    }
    bool is_first = state.collections == SIZE_MAX;
    state.collections = collections();
    if (is_first)
        return;
    state.doubt |= DOUBT_ALL;
    state.generation_starts[0] = UINT32_MAX;
    state_update();
    note_step(STEP_COLLECTION, line, generation | found << 2);
}

static void take_step(StepEvent event, uint32_t line)
{
    PictureFrame *top = &state.frames[state.depth - 1];
    if (__builtin_expect(collections() != state.collections, 0)) {
        step_of_collection(top->line);
        top = &state.frames[state.depth - 1];
    }
    if (line != top->line) {
        top->line = line;
        if (log_room(state.log, 9)) {
            unsigned char *at = log_end(state.log);
            at = put_8(at, NOTE_LINE);
            at = put_32(at, (uint32_t)state.depth - 1);
            at = put_32(at, line);
            log_end_at(state.log, at);
        }
    }
    state_update();
    note_step(event, line, 0);
}

/* --- frames come and go --------------------------------------------------------------------------------- */

/* Is the picture's topmost frame no more? The one at hand is `frame`. */
static bool is_gone(const PictureFrame *top, const Frame *frame)
{
    return top->frame > frame || top->frame->code != top->code || (top->frame == frame && top->has_left);
}

static void pop_what_is_gone(const Frame *frame)
{
    while (state.depth && is_gone(&state.frames[state.depth - 1], frame))
        state_pop();
}

static uint32_t index_of(const Frame *frame)
{
    return (uint32_t)(frame->pc - frame->code->instructions);
}

/* A frame that the picture does not have yet. */
static void enter(Frame *frame, const CodeInfo *info)
{
    uint32_t line = info->lines[index_of(frame)] & ~HANDLER_START;
    bool is_start = frame->pc == frame->code->instructions;
    state_compare_top(); /* the caller's variables, before its frame is another's caller */
    if (gc_state.collecting)
        state.doubt |= DOUBT_ALL; /* a callback or __del__: between it and the one before, what is garbage was emptied */
    size_t depth = state.depth;
    state_push(frame, info, is_start ? info->first_line : line);
    if (state.depth == depth)
        return; /* no memory */
    state.place = (info->file + 1) << 20 | ((is_start ? info->first_line : line) & 0xFFFFF);
    if (depth || !is_start)
        take_step(is_start ? STEP_CALL : STEP_RESUME, is_start ? info->first_line : line);
    last.line = is_start ? 0 : line; /* the first line is a step of its own */
}

/* Another frame runs than at the last instruction. False if it is not the script's. */
static NOINLINE bool change_frame(Frame *frame)
{
    const CodeInfo *info = code_info_of(frame->code);
    last.frame = frame;
    last.code = frame->code;
    last.code_deaths = code_deaths;
    last.info = info;
    last.is_own = info->is_own;
    last.lines = info->lines;
    last.instructions = frame->code->instructions;
    pop_what_is_gone(frame);
    if (!info->is_own) {
        state_unlink_left();
        state.doubt |= DOUBT_ALL;
        return false;
    }
    last.index = 0; /* no jump backward */
    if (!state.depth || state.frames[state.depth - 1].frame < frame) {
        enter(frame, info);
    } else {
        last.line = state.frames[state.depth - 1].line;
        if (state.depth <= last.c_code_until) {
            state.doubt |= DOUBT_ALL;
            last.c_code_until = 0;
        }
        state.frames[state.depth - 1].may_leave = false; /* it goes on */
    }
    state_unlink_left();
    if (!state.depth)
        return false;
    state.place = (info->file + 1) << 20 | (last.line & 0xFFFFF);
    return true;
}

/* --- before an instruction ------------------------------------------------------------------------------ */

static View operand(const Frame *frame, const Instruction *i, unsigned field)
{
    if (field == NO_OPERAND)
        return NONE;
    if (i->op == OP_RETURN_CONSTANT)
        return frame->code->constants[field & OPERAND_INDEX_CONSTANT];
    if (i->op == OP_RETURN_LOCAL || i->op == OP_RETURN_TEMPORARY)
        return frame->registers[field & OPERAND_INDEX];
    return field & OPERAND_CONSTANT ? frame->code->constants[field & OPERAND_INDEX_CONSTANT] : frame->registers[field & OPERAND_INDEX];
}

static bool is_value(View object)
{
    return object && (object->type == TYPE_INT || object->type == TYPE_FLOAT || object->type == TYPE_STR || object->type == TYPE_BOOL ||
                      object->type == TYPE_NONE || object->type == TYPE_BYTES);
}

static bool is_container(View object)
{
    return object && (object->type == TYPE_LIST || object->type == TYPE_TUPLE || object->type == TYPE_DICT || object->type == TYPE_SET ||
                      object->type == TYPE_FROZENSET || object->type == TYPE_STR);
}

/* What an instruction that may do anything can change with the operands that it has. */
static unsigned narrowed(const Frame *frame, const Instruction *i)
{
    View a, b = operand(frame, i, i->b), c;
    switch (opcode_unless[i->op]) {
    case EFFECT_UNLESS_VALUES: return is_value(b) && is_value(operand(frame, i, i->c)) ? DOUBT_COUNTS : DOUBT_ALL;
    case EFFECT_UNLESS_ITEM: c = b, b = operand(frame, i, i->c); return is_container(c) && is_value(b) ? DOUBT_COUNTS : DOUBT_ALL;
    case EFFECT_UNLESS_MEMBER: c = operand(frame, i, i->c); return is_container(c) && is_value(b) ? DOUBT_COUNTS : DOUBT_ALL;
    case EFFECT_UNLESS_PUT:
        a = operand(frame, i, i->a);
        if (!a || a->type != TYPE_DICT || !is_value(b))
            return DOUBT_ALL;
        known_note_doubt(a);
        return DOUBT_COUNTS;
    default: return DOUBT_ALL;
    }
}

static void clear_special(void)
{
    if (state.frames[state.depth - 1].special)
        state_set_special(SPECIAL_NONE, NULL);
}

static void leave(Frame *frame, const Instruction *i, unsigned doubts)
{
    bool is_return = doubts & LEAVES_BY_RETURN;
    state_set_special(is_return ? SPECIAL_RETURN : SPECIAL_YIELD, is_return ? operand(frame, i, i->a) : operand(frame, i, i->b));
    take_step(is_return ? STEP_RETURN : STEP_YIELD, last.line);
    state.frames[state.depth - 1].has_left = true;
    if (frame->flags & FRAME_ENTRY) {
        state.doubt |= DOUBT_CONTAINERS;
        last.c_code_until = state.depth - 1;
    }
    if (frame->generator)
        known_note_doubt(AS_OBJECT(frame->generator));
    last.code = NULL; /* what comes next is looked at anew */
}

static void handle(const Frame *frame, uint32_t index)
{
    const CodeObject *code = frame->code;
    for (uint32_t h = 0; h < code->handler_count; h++)
        if (code->handlers[h].target == index) {
            state_set_special(SPECIAL_EXCEPTION, frame->registers[code->first_temporary + code->handlers[h].live + 1u]);
            break;
        }
    state.doubt |= DOUBT_ALL;
    take_step(STEP_EXCEPTION, last.line);
    state_set_special(SPECIAL_NONE, NULL);
}

static NOINLINE void note_doubts(Frame *frame, const Instruction *i, unsigned doubts)
{
    if (opcode_unless[i->op]) {
        state.doubt |= narrowed(frame, i);
        return;
    }
    state.doubt |= doubts & (DOUBT_COUNTS | DOUBT_ALL);
    if (((doubts & USES_UP_B) && known_is_shown(frame->registers[i->b])) ||
        ((doubts & USES_UP_C) && known_is_shown(frame->registers[i->c])))
        state.doubt |= DOUBT_COUNTS;
    if (doubts & TOUCHES_A)
        known_note_doubt(frame->registers[i->a & OPERAND_INDEX]);
    if (doubts & TOUCHES_B)
        known_note_doubt(frame->registers[i->b & OPERAND_INDEX]);
    if (doubts & TOUCHES_NAMESPACE)
        known_note_doubt(frame->locals ? frame->locals : AS_OBJECT(frame->function->globals));
    if (doubts & TOUCHES_GLOBALS)
        known_note_doubt(AS_OBJECT(frame->function->globals));
    if (doubts & (LEAVES_BY_RETURN | LEAVES_BY_YIELD)) {
        leave(frame, i, doubts);
    } else if (doubts & MAY_LEAVE) {
        state.frames[state.depth - 1].may_leave = true;
        last.code = NULL;
    }
}

static NOINLINE void begin_line(const Frame *frame, uint32_t index, uint32_t line)
{
    if (line & ~HANDLER_START) /* else it is no line of the source: still the last one */
        last.line = line & ~HANDLER_START;
    if (line & HANDLER_START) {
        handle(frame, index);
        return;
    }
    if (!line)
        return;
    clear_special();
    last.line = line;
    state.place = (last.info->file + 1) << 20 | (line & 0xFFFFF);
    take_step(STEP_LINE, line);
}

static void before_instruction(Frame *frame)
{
    if (__builtin_expect(frame != last.frame || frame->code != last.code || code_deaths != last.code_deaths, 0) && !change_frame(frame))
        return;
    if (!last.is_own) {
        state.doubt |= DOUBT_ALL;
        return;
    }
    uint32_t index = (uint32_t)(frame->pc - last.instructions), line = last.lines[index];
    if (line != last.line || index < last.index)
        begin_line(frame, index, line);
    last.index = index;
    unsigned op = frame->pc->op, doubts = opcode_doubts[op];
    if (opcode_unless[op] || doubts > DOUBT_ALL)
        note_doubts(frame, frame->pc, doubts);
    else
        state.doubt |= doubts;
}

/* --- the heap ------------------------------------------------------------------------------------------- */

static void on_allocate(void *block, size_t size, BlockUse use)
{
    (void)size;
    if (use == BLOCK_OBJECT)
        known_note_born(block);
}

static void on_free(void *block, size_t size)
{
    (void)size;
    known_note_died(block);
}

static const HeapObserver heap_observer = {.allocated = on_allocate, .freeing = on_free};

bool watch_start(StepTaken step_taken)
{
    fill_doubts();
    memset(&last, 0, sizeof last);
    last.step_taken = step_taken;
    state.collections = SIZE_MAX;
    step_of_collection(0);
    if (!heap_observe(&heap_observer))
        return false;
    if (eval_observe(before_instruction))
        return true;
    heap_unobserve(&heap_observer);
    return false;
}

void watch_stop(void)
{
    eval_unobserve(before_instruction);
    uint32_t line = state.depth ? state.frames[0].line : 0;
    while (state.depth) /* none of them runs any more */
        state_pop();
    if (collections() != state.collections)
        step_of_collection(line);
    state.doubt = DOUBT_ALL;
    state_update();
    note_step(STEP_END, line, 0);
    heap_unobserve(&heap_observer);
}
