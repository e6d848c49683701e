/* code: what the compiler makes of a function, class or module: instructions and all that goes with them.
 *
 * Registers of a frame:   | locals, parameters first | cells | free variables | temporaries … |
 *                         0                          local_count              first_temporary  register_count
 *
 * Operands name registers or constants; two bits tell which, and who owns what: see the masks below. */
#ifndef OURO_VM_CODE_H
#define OURO_VM_CODE_H

#include "runtime/classes/type.h"

typedef enum Opcode {
#define OP(name, operands, words, run, effects, text) OP_##name,
#include "vm/opcodes.def"
#undef OP
    OP_TABLE_END,
    OPCODE_COUNT = 2048 /* the quick forms follow the table: quick.h */
} Opcode;

typedef struct Instruction {
    uint16_t op, a, b, c;
} Instruction;

enum {
    OPERAND_CONSTANT = 0x8000,  /* K[x & OPERAND_INDEX_CONSTANT] */
    OPERAND_TEMPORARY = 0x4000, /* R[x & OPERAND_INDEX]: owned by this instruction, or, as a destination, free */
    OPERAND_INDEX = 0x3FFF,
    OPERAND_INDEX_CONSTANT = 0x7FFF,
    NO_OPERAND = 0xFFFF,
    REGISTERS_MOST = 0x3FF0,
    CONSTANTS_IN_REACH = 0x7FF0
};

/* Where in the source an instruction comes from, and how many temporaries are live while it runs (those it
 * consumes not counted). One entry for each run of instructions that share all of it; sorted by `start`. An entry
 * that begins where the next one does is of no instruction: it is a line passed on the way (`pass`, `try:`), of
 * which trace functions are told. A FOR_ITER has them for a body without instructions, passed when it comes back
 * to itself; other loops and branches are given a NOP where a jump would pass what it must not (emit_label_set).
 * What belongs to no line, such as the jump behind a branch, has no end_line, and `line` is one near. */
typedef struct CodePosition {
    uint32_t start; /* index of the first instruction */
    uint32_t line, end_line;
    uint16_t column, end_column; /* bytes; 0xFFFF: unknown */
    uint32_t live;
} CodePosition;

/* Instructions [start, stop) are guarded: an exception there releases the temporaries above `live` and goes
 * to `target`, with what was being handled before in temporary `live` and the exception in the next. With
 * target HANDLER_RESTORES the instructions are themselves a handler, whose two temporaries are at `live`:
 * leaving it by an exception puts back what was handled before, and the search goes on. Inner handlers come
 * first. */
enum { HANDLER_RESTORES = UINT32_MAX };
typedef struct CodeHandler {
    uint32_t start, stop, target, live;
} CodeHandler;

enum CodeFlags {
    CODE_OPTIMIZED = 1 << 0, /* names are registers (functions), not a dict (modules, classes) */
    CODE_NEWLOCALS = 1 << 1,
    CODE_VARARGS = 1 << 2,
    CODE_VARKEYWORDS = 1 << 3,
    CODE_NESTED = 1 << 4,
    CODE_GENERATOR = 1 << 5,
    CODE_COROUTINE = 1 << 7,          /* async def without yield; CODE_GENERATOR is set as well */
    CODE_ITERABLE_COROUTINE = 1 << 8, /* a generator that may be awaited: types.coroutine() */
    CODE_ASYNC_GENERATOR = 1 << 9,
    CODE_FUTURE_BARRY = 1 << 22,
    CODE_FUTURE_ANNOTATIONS = 1 << 24,
    CODE_FUTURE = 0xFF << 17, /* what `from __future__ import` switches on: inherited by what the code compiles */
    CODE_SHOWN = (1 << 25) - 1,
    CODE_HAS_DOC = 1 << 29, /* constant 0 is the docstring */
    CODE_SIMPLE = 1 << 28   /* positional parameters only, no generator: a call needs no binding when the count fits */
};

typedef struct CodeObject {
    GC_HEAD(flags);
    uint32_t argument_count; /* positional parameters, positional-only included */
    uint32_t positional_only;
    uint32_t keyword_only;
    uint32_t local_count, cell_count, free_count;
    uint32_t first_temporary, register_count;
    uint32_t first_line;
    uint32_t instruction_count, constant_count, position_count, handler_count;
    uint32_t version;           /* for the caches of calls, never the same for two; 0: no cache has asked */
    uint32_t static_attributes; /* of a class body: attributes that its methods assign to self */
    bool lies_in_binary;        /* positions and handlers are read-only data, which nobody gives back */
    Instruction *instructions;
    Ref *constants;
    CodePosition *positions;
    CodeHandler *handlers;
    Ref name, qualified_name, filename;
    Ref local_names, cell_names, free_names; /* tuples of str */
} CodeObject;

typedef CodeObject *CodeView;

extern TypeObject code_type;
/* -X no_debug_ranges: nobody is to see columns and end lines. */
extern bool code_hides_ranges;

extern TypeObject code_lines_type, code_positions_type; /* iterators: co_lines(), co_positions() */

/* The code's version, given out at first need. 0 when numbers ran out. */
uint32_t code_version(CodeView code);

/* How many code objects have died: for those who remember things by the address of an instruction, which then
 * may come back as another. */
extern uint64_t code_deaths;

/* The position entry of an instruction. */
const CodePosition *code_position(const CodeObject *code, size_t instruction);

/* The line that it belongs to; 0: to none. */
static inline uint32_t code_position_own_line(const CodePosition *position)
{
    return position->end_line ? position->line : 0;
}

/* Is it the place where a generator stands before it starts? That instruction does nothing, and is no line of
 * the body. */
static inline bool code_is_generator_start(const CodeObject *code, const Instruction *at)
{
    return at == code->instructions && code->flags & CODE_GENERATOR;
}

/* The number of parameters that have registers: positional, keyword-only, *args, **kwargs. */
static inline size_t code_parameter_count(const CodeObject *code)
{
    return (size_t)code->argument_count + code->keyword_only + ((code->flags & CODE_VARARGS) != 0) +
           ((code->flags & CODE_VARKEYWORDS) != 0);
}

/* How many places a frame of the code has in CPython, for sys.getsizeof: locals and cells, and a stack. Its
 * depth is estimated from the temporaries here, which in most functions gives the same number. */
int64_t code_frame_places(const CodeObject *code);
int64_t code_stack_depth(const CodeObject *code); /* co_stacksize */

/* The slot of code_type, which is in run/code_object.c. */
void code_finish(View self);

/* code_constants.c: are they of the same type, and equal to the last bit? And a hash that is equal for such. */
bool code_constant_same(View a, View b);
uint64_t code_constant_hash(View value);

/* A code object with nothing in it; the collector need not know code objects. NULL with MemoryError. */
MUST_USE CodeView code_new(void);

/* What MAKE_FUNCTION finds on its temporaries, in this order. */
enum FunctionFlags { FUNCTION_DEFAULTS = 1, FUNCTION_KEYWORD_DEFAULTS = 2, FUNCTION_ANNOTATIONS = 4, FUNCTION_CLOSURE = 8 };

/* Operand c of GET_AWAITABLE: what its value came from. Errors tell. */
enum Awaited { AWAITED_BY_EXPRESSION, AWAITED_OF_ENTER, AWAITED_OF_EXIT };

#endif
