/* trace_jump: a trace function assigns to f_lineno: the frame goes on at another line.
 *
 * What lies in the temporaries there must be what lies there now: the iterators of the loops around, the
 * exits of `with`, what handlers keep. As CPython does (mark_stacks in frameobject.c), the kinds of both
 * stacks are compared, and what the target has not is dropped; more than there is cannot be made.
 *
 *     now      | iterator | exit of a with | exception …      kinds, by what wrote them last
 *     target   | iterator |                                   its kinds are a beginning of these: fine
 *
 * Variables without a value become None, with a warning as in CPython 3.12: the compiler has left out checks
 * where they surely had one. */
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/memory/heap.h"
#include "runtime/numbers/int.h"
#include "vm/opcode.h"
#include "vm/run/code_object.h"
#include "vm/run/generator.h"
#include "vm/run/trace.h"

typedef enum TemporaryKind { KIND_OBJECT, KIND_ITERATOR, KIND_ASYNC_ITERATOR, KIND_EXIT, KIND_HANDLED, KIND_EXCEPTION } TemporaryKind;

/* The kinds of temporaries before one instruction. */
typedef struct Kinds {
    unsigned char *kinds; /* of as many as the code has; a heap block */
    size_t count;         /* alive */
} Kinds;

/* How many temporaries are alive before the instruction: those that stay while it runs, and those that it
 * consumes. */
static size_t alive_before(const CodeObject *code, size_t index)
{
    Instruction i = code_compiled_instruction(code, index);
    size_t alive = code_position(code, index)->live;
    const char *letters = opcode_operands[i.op];
    const uint16_t operands[] = {i.a, i.b, i.c};
    uint64_t word = 0;
    if (opcode_words[i.op])
        memcpy(&word, &code->instructions[index + 1], sizeof word);
    for (size_t n = 0; n < COUNT_OF(operands); n++) {
        size_t end = 0;
        if (letters[n] == 'S' && operands[n] != NO_OPERAND && (operands[n] & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY)
            end = (operands[n] & OPERAND_INDEX) + 1u;
        else if (letters[n] == 'R' && operands[n] != NO_OPERAND && !(operands[n] & OPERAND_CONSTANT))
            end = (operands[n] & OPERAND_INDEX) + 1u;
        else if (letters[n] == 'B' || (letters[n] == 'X' && operands[n] != NO_OPERAND))
            end = (operands[n] & OPERAND_INDEX) + (size_t)opcode_run(&i, word);
        if (end > code->first_temporary && end - code->first_temporary > alive)
            alive = end - code->first_temporary;
    }
    return alive;
}

static TemporaryKind kind_written(unsigned op)
{
    switch (op) {
    case OP_GET_ITER: return KIND_ITERATOR;
    case OP_GET_ASYNC_ITER: return KIND_ASYNC_ITERATOR;
    case OP_WITH_ENTER: return KIND_EXIT;
    default: return KIND_OBJECT;
    }
}

static void note_written(const CodeObject *code, unsigned char *kinds, Instruction i)
{
    uint16_t place = i.a;
    if (opcode_operands[i.op][0] != 'D' && opcode_operands[i.op][0] != 'W')
        return;
    if (place != NO_OPERAND && (place & OPERAND_INDEX) >= code->first_temporary)
        kinds[(place & OPERAND_INDEX) - code->first_temporary] = (unsigned char)kind_written(i.op);
}

/* Handlers find two temporaries more. */
static void note_handlers(const CodeObject *code, unsigned char *kinds, size_t index)
{
    for (uint32_t h = 0; h < code->handler_count; h++)
        if (code->handlers[h].target == index) {
            kinds[code->handlers[h].live] = KIND_HANDLED;
            kinds[code->handlers[h].live + 1] = KIND_EXCEPTION;
        }
}

/* Blocks lie in one piece, so what wrote a temporary last in the order of the code is what it holds. False
 * with MemoryError. */
static bool find_kinds(const CodeObject *code, size_t wanted, Kinds *result)
{
    size_t room = code->register_count - code->first_temporary + 2u;
    result->kinds = heap_allocate(room);
    if (!result->kinds) {
        raise_memory_error();
        return false;
    }
    memset(result->kinds, KIND_OBJECT, room);
    for (size_t at = 0; at < wanted;) {
        Instruction i = code_compiled_instruction(code, at);
        note_handlers(code, result->kinds, at);
        note_written(code, result->kinds, i);
        at += 1u + opcode_words[i.op];
    }
    note_handlers(code, result->kinds, wanted);
    result->count = alive_before(code, wanted);
    return true;
}

static void kinds_free(const CodeObject *code, Kinds *kinds)
{
    heap_free(kinds->kinds, code->register_count - code->first_temporary + 2u);
}

/* NULL: it can be done; else why not. What an expression under way has computed is never the same: what its
 * instructions find in the registers must be what they left there. */
static const char *obstacle(const Kinds *now, const Kinds *target)
{
    for (size_t i = 0; i < target->count; i++) {
        if (i < now->count && now->kinds[i] == target->kinds[i] && target->kinds[i] != KIND_OBJECT)
            continue;
        switch (target->kinds[i]) {
        case KIND_ITERATOR:
        case KIND_ASYNC_ITERATOR: return "can't jump into the body of a for loop";
        case KIND_HANDLED:
        case KIND_EXCEPTION: return "can't jump into an 'except' block as there's no exception";
        default: return "incompatible stacks";
        }
    }
    return NULL;
}

/* The first line from this one on that instructions begin at; 0: there is none. */
static uint32_t line_from(const CodeObject *code, uint32_t line)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < code->position_count; i++)
        if (code_position_own_line(&code->positions[i]) >= line && (!found || code->positions[i].line < found))
            found = code->positions[i].line;
    return found;
}

/* Does the line begin at this entry of the table: is the one before of another line? The end of a `for`
 * stands behind its body, and is of the line where it began: that is not where the line begins. */
static bool begins_line(const CodeObject *code, uint32_t entry, uint32_t line)
{
    const CodePosition *position = &code->positions[entry];
    bool is_mark = entry + 1 < code->position_count && position[1].start == position->start;
    if (!is_mark && opcode_general[code_compiled_instruction(code, position->start).op] == OP_FOR_ITER)
        return false;
    return code_position_own_line(position) == line && (entry == 0 || position[-1].line != line);
}

/* The best instruction to go on with at the line: the one with most in common. False with ValueError. */
static bool find_target(const CodeObject *code, const Kinds *now, uint32_t line, size_t *index, size_t *alive)
{
    const char *why = "can't jump to a line without code";
    bool is_found = false;
    for (uint32_t entry = 0; entry < code->position_count && !error_is_set(); entry++) {
        Kinds target;
        if (!begins_line(code, entry, line) || !find_kinds(code, code->positions[entry].start, &target))
            continue;
        const char *reason = obstacle(now, &target);
        if (!reason && (!is_found || target.count > *alive)) {
            *index = code->positions[entry].start;
            *alive = target.count;
            is_found = true;
        } else if (reason) {
            why = reason;
        }
        kinds_free(code, &target);
    }
    if (!is_found && !error_is_set())
        raise_error(ValueError, "%s", why);
    return is_found;
}

/* Drop the temporaries from the top down to `alive`; handlers are left as if they had ended. */
static void drop_temporaries(Frame *frame, const Kinds *now, size_t alive)
{
    size_t first = frame->code->first_temporary;
    for (size_t i = now->count; i-- > alive;) {
        if (now->kinds[i] == KIND_EXCEPTION && i > 0 && now->kinds[i - 1] == KIND_HANDLED && frame->handled_depth > 0) {
            unwind_handled_pop(frame, first + --i);
            continue;
        }
        clear_place(&frame->registers[first + i]);
    }
}

/* False with an exception, when the warning is made one. */
static bool fill_unbound(Frame *frame)
{
    unsigned count = 0;
    for (size_t i = 0; i < frame->code->local_count; i++)
        count += frame->registers[i] == UNBOUND;
    if (count && !warn_here(RuntimeWarning, "assigning None to %u unbound local%s", count, count == 1 ? "" : "s"))
        return false;
    for (size_t i = 0; i < frame->code->local_count; i++)
        if (frame->registers[i] == UNBOUND)
            frame->registers[i] = none_new();
    return true;
}

bool trace_jump(Frame *frame, int64_t wanted)
{
    CodeView code = frame->code;
    if (wanted < code->first_line) {
        raise_error(ValueError, "line %lld comes before the current code block", (long long)wanted);
        return false;
    }
    uint32_t line = wanted > UINT32_MAX ? 0 : line_from(code, (uint32_t)wanted);
    if (!line) {
        raise_error(ValueError, "line %lld comes after the current code block", (long long)wanted);
        return false;
    }
    Kinds now;
    if (!find_kinds(code, (size_t)(frame->pc - code->instructions), &now))
        return false;
    size_t index = 0, alive = 0;
    bool done = find_target(code, &now, line, &index, &alive) && fill_unbound(frame);
    if (done) {
        drop_temporaries(frame, &now, alive);
        frame->pc = code->instructions + index;
    }
    kinds_free(code, &now);
    return done;
}
