/* ledger_causes: what a value in a temporary is for: the instructions ahead tell.
 *
 * A reference in a register says little: "a value at work". So the code is read on from where the frame is,
 * up to the first instruction that takes the register: a call ("passed to len()"), the making of a container,
 * a store ("bound to 'x'"), a return.
 * Jumps are not followed, and the search ends after LOOK_AHEAD instructions: what is not found by then is
 * "taken for use in an expression". Nothing is executed: the code and the registers are only read. */
#include <string.h>

#include "heapview/ledger/ledger_private.h"
#include "heapview/walk/describe.h"
#include "runtime/calls/native.h"
#include "runtime/containers/tuple.h"
#include "vm/opcode.h"

enum { LOOK_AHEAD = 80, NAME_LENGTH = 30 };

static void quoted(Text *text, const char *before, View name, const char *after)
{
    text_format(text, "%s'", before);
    describe_str(text, name, NAME_LENGTH);
    text_format(text, "'%s", after);
}

static bool is_temporary(uint16_t operand, size_t place)
{
    return (operand & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY && (size_t)(operand & OPERAND_INDEX) == place;
}

static bool is_call(const Instruction *i)
{
    return i->op >= OP_CALL && i->op <= OP_CALL_METHOD_NATIVE;
}

static void call_write(Text *text, const Frame *frame, const Instruction *i, size_t place)
{
    View callable = frame->registers[i->b];
    if (!callable && i->op >= OP_CALL_METHOD) /* LOAD_METHOD found an attribute, not a method */
        callable = frame->registers[i->b + 1u];
    if (place == i->b || (place == i->b + 1u && i->op >= OP_CALL_METHOD && !frame->registers[i->b])) {
        text_format(text, "about to be called");
        return;
    }
    text_format(text, "passed to ");
    if (callable && callable->type == TYPE_FUNCTION)
        describe_str(text, ((FunctionView)callable)->name, NAME_LENGTH);
    else if (callable && (callable->type == TYPE_NATIVE_FUNCTION || callable->type == native_method_type.index) &&
             ((NativeObject *)callable)->function)
        text_format(text, "%.*s", (int)strcspn(((NativeObject *)callable)->function->signature, "("),
                    ((NativeObject *)callable)->function->signature);
    else if (callable && callable->type == TYPE_TYPE)
        text_format(text, "%s", type_name_peek((TypeObject *)callable));
    else {
        text_format(text, "a call");
        return;
    }
    text_format(text, "()");
}

static void container_write(Text *text, const Instruction *i)
{
    static const char *const kinds[] = {"list", "tuple", "set", "dict", "string"};
    if (i->op >= OP_BUILD_LIST && i->op <= OP_BUILD_STRING)
        text_format(text, "put into a new %s", kinds[i->op - OP_BUILD_LIST]);
    else
        text_format(text, "used in an expression");
}

static void moved_write(Text *text, const Frame *frame, const Instruction *i)
{
    const CodeObject *code = frame->code;
    if (i->a & OPERAND_TEMPORARY || i->a >= code->local_count) {
        text_format(text, "used in an expression");
        return;
    }
    quoted(text, "bound to ", tuple_item_peek(code->local_names, i->a), " of ");
    describe_str(text, code->name, NAME_LENGTH);
    text_format(text, "()");
}

static bool is_store_attribute(unsigned op)
{
    return op >= OP_STORE_ATTR && op <= OP_STORE_ATTR_NEW_LOCALS;
}

/* The instruction takes the temporary as an operand. */
static void operand_write(Text *text, const Frame *frame, const Instruction *i, size_t place)
{
    Ref *constants = frame->code->constants;
    if (i->op == OP_STORE_NAME || i->op == OP_STORE_GLOBAL)
        quoted(text, "bound to ", constants[i->b], "");
    else if (i->op == OP_MOVE || i->op == OP_MOVE_TEMPORARY)
        moved_write(text, frame, i);
    else if (is_store_attribute(i->op) && is_temporary(i->b, place))
        quoted(text, "bound to attribute ", constants[i->c], "");
    else if (is_store_attribute(i->op))
        quoted(text, "used for its attribute ", constants[i->c], "");
    else if (i->op >= OP_LOAD_ATTR && i->op <= OP_LOAD_ATTR_SLOT_LOCAL)
        quoted(text, "used for its attribute ", constants[i->c], "");
    else if (i->op == OP_LOAD_METHOD || i->op == OP_LOAD_METHOD_CACHED)
        quoted(text, "used for its method ", constants[i->c], "");
    else if (i->op >= OP_SET_ITEM && i->op <= OP_SET_ITEM_DICT)
        text_format(text, is_temporary(i->c, place) ? "stored as an item" : "used for its items");
    else if (i->op >= OP_RETURN && i->op <= OP_RETURN_CONSTANT)
        text_format(text, "about to be returned");
    else if (i->op == OP_YIELD)
        text_format(text, "about to be yielded");
    else if (i->op == OP_GET_ITER)
        text_format(text, "iterated over");
    else
        text_format(text, "used in an expression");
}

static bool takes_operand(const Instruction *i, size_t place)
{
    if (i->op >= OP_TABLE_END) /* quick forms of arithmetic and indexing, whose operands are bare numbers */
        return i->b == place || i->c == place;
    const uint16_t operands[] = {i->a, i->b, i->c};
    for (size_t n = 0; n < COUNT_OF(operands); n++)
        if (opcode_operands[i->op][n] == 'S' && is_temporary(operands[n], place))
            return true;
    return false;
}

void causes_write_destination(Text *text, const Frame *frame, size_t place)
{
    const CodeObject *code = frame->code;
    const Instruction *end = code->instructions + code->instruction_count;
    const Instruction *i = frame->pc;
    for (int steps = 0; steps < LOOK_AHEAD && i < end; steps++, i += 1 + opcode_words[i->op]) {
        size_t items = roots_instruction_items(i);
        if (is_call(i) && place >= i->b && place <= (size_t)i->b + i->c + (i->op >= OP_CALL_METHOD)) {
            call_write(text, frame, i, place);
            return;
        }
        if (items && place >= i->b && place < i->b + items) {
            container_write(text, i);
            return;
        }
        if (takes_operand(i, place)) {
            if (i->op >= OP_TABLE_END)
                text_format(text, "used in an expression");
            else
                operand_write(text, frame, i, place);
            return;
        }
    }
    text_format(text, "taken for use in %s", "an expression");
}
