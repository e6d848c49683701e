/* Tests of opcodes.def: its letters and runs against what the compiler emits, for every instruction of the
 * embedded library and of a text with what that lacks.
 *
 * The compiler keeps a stack of temporaries. An instruction is emitted when what it consumes has left the
 * stack and its result is not on it yet, and the position table has the depth at that moment (`live`). So
 * the temporaries that an instruction consumes are just those from `live` on, and its results begin there,
 * too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/text/str.h"
#include "stdlib/embedded.h"
#include "tests/unit/fixture.h"
#include "vm/compile/compile.h"
#include "vm/opcode.h"

TestSuite(effects, .init = fixture_start, .fini = fixture_stop);

enum { TEMPORARIES_MOST = 1024 };

/* One instruction under test: which of the temporaries above `live` it consumes and writes, by the table. */
typedef struct Tally {
    CodeView code;
    const Instruction *at;
    uint32_t live;
    uint8_t consumed[TEMPORARIES_MOST];
    uint32_t count, end; /* of those consumed; behind the last */
} Tally;

static bool seen[OP_TABLE_END];

static const char *where(const Tally *tally)
{
    static char text[200];
    uint32_t index = (uint32_t)(tally->at - tally->code->instructions);
    snprintf(text, sizeof text, "%s at %u of %s, line %u: a %#x b %#x c %#x, live %u, first %u", opcode_names[tally->at->op], index,
             (const char *)((StrView)tally->code->filename)->data, code_position(tally->code, index)->line, tally->at->a, tally->at->b,
             tally->at->c, tally->live, tally->code->first_temporary);
    return text;
}

/* The number of a temporary above the live ones. */
static uint32_t above_live(const Tally *tally, unsigned operand)
{
    uint32_t place = operand & OPERAND_INDEX, first = tally->code->first_temporary + tally->live;
    cr_assert_geq(place, first, "%s", where(tally));
    cr_assert_lt(place - first, TEMPORARIES_MOST, "%s", where(tally));
    return place - first;
}

static void consume(Tally *tally, uint32_t temporary)
{
    cr_assert_not(tally->consumed[temporary], "twice: %s", where(tally));
    tally->consumed[temporary] = 1;
    tally->count++;
    if (temporary >= tally->end)
        tally->end = temporary + 1;
}

static bool is_temporary(unsigned operand)
{
    return (operand & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) == OPERAND_TEMPORARY;
}

static void check_operand(Tally *tally, char letter, unsigned operand, uint32_t run)
{
    const CodeObject *code = tally->code;
    switch (letter) {
    case 'S':
        if (is_temporary(operand))
            consume(tally, above_live(tally, operand));
        else if (operand != NO_OPERAND && operand & OPERAND_CONSTANT)
            cr_assert_lt(operand & OPERAND_INDEX_CONSTANT, code->constant_count, "%s", where(tally));
        else if (operand != NO_OPERAND) /* a local, or a live temporary that is only borrowed */
            cr_assert_lt(operand, code->first_temporary + tally->live, "%s", where(tally));
        break;
    case 'B':
        for (uint32_t i = 0; i < run; i++)
            consume(tally, above_live(tally, operand) + i);
        break;
    case 'D':
        if (is_temporary(operand))
            cr_assert_eq(above_live(tally, operand), 0, "%s", where(tally));
        else if (operand != NO_OPERAND) /* a local, or a live temporary whose value it replaces */
            cr_assert_lt(operand, code->first_temporary + tally->live, "%s", where(tally));
        break;
    case 'W':
        cr_assert_eq(above_live(tally, operand), 0, "%s", where(tally));
        cr_assert_leq((operand & OPERAND_INDEX) + run, code->register_count, "%s", where(tally));
        break;
    case 'R':
    case 'X':
        if (operand != NO_OPERAND)
            cr_assert_lt(operand, code->register_count, "%s", where(tally)); /* no bits */
        break;
    case 'K': cr_assert_lt(operand, code->constant_count, "%s", where(tally)); break;
    case '-': break;
    default: cr_assert(strchr("NJLC", letter), "%s: letter %c", where(tally), letter);
    }
}

/* A result may be taken from above what has been emptied on its way out: the iterators of the loops around a
 * `return`, an iterator that `await` is done with. */
static bool leaves_gap(unsigned op)
{
    return op == OP_RETURN || op == OP_MOVE;
}

static void check_instruction(CodeView code, uint32_t index)
{
    const Instruction *at = &code->instructions[index];
    const char *letters = opcode_operands[at->op];
    Tally tally = {.code = code, .at = at, .live = code_position(code, index)->live};
    uint64_t word = 0;
    if (opcode_words[at->op])
        memcpy(&word, at + 1, sizeof word);
    uint32_t run = opcode_run(at, word);
    const unsigned operands[] = {at->a, at->b, at->c};
    for (size_t i = 0; i < 3; i++)
        check_operand(&tally, letters[i], operands[i], run);
    if (!leaves_gap(at->op))
        cr_assert_eq(tally.count, tally.end, "what is consumed is not in one piece: %s", where(&tally));
    seen[at->op] = true;
}

static void check_code(CodeView code)
{
    for (uint32_t i = 0; i < code->instruction_count; i += 1u + opcode_words[code->instructions[i].op])
        check_instruction(code, i);
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (type_of_peek(code->constants[i]) == &code_type)
            check_code((CodeView)code->constants[i]);
}

static void check_text(const char *name, const char *text, size_t length, ParseMode mode)
{
    Ref filename = str_from_text(name), code = compile_source(text, length, filename, mode, NULL, NULL);
    cr_assert(code, "%s", name);
    check_code((CodeView)code);
    release(code);
    release(filename);
}

/* More constants than an operand can name. */
static void check_far_constants(const char *head)
{
    enum { NUMBERS = 34000, ROOM = 16 };
    char *text = malloc(NUMBERS * ROOM), *end = text;
    cr_assert(text);
    end += snprintf(end, ROOM, "%s", head);
    for (int i = 1; i < NUMBERS; i++)
        end += snprintf(end, ROOM, "%sf(%d)\n", *head ? "\t" : "", i + 1000);
    check_text("far", text, (size_t)(end - text), PARSE_FILE);
    free(text);
}

static const char rare[] =
    "async def f(a):\n"
    "    async with a as b, c: await b\n"
    "    async for b in a: pass\n"
    "def g(x):\n"
    "    y = yield from x\n"
    "    a, *b, c = yield y\n"
    "    del a, x\n"
    "    def h(): return y\n"
    "    a @= b; a //= b; a <<= b; a >>= b; a |= b; a ^= b; a &= b; a **= b; a %= b; a /= b; a -= b; a *= b\n"
    "    a = b @ c, b << c, b >> c, b ^ c, b | c, b & c, +b, ~b, b is c, b is not c, b not in c\n"
    "    global d; del d; d = {**a, 'b': f'{a!r}'}, f(*a, **b, **c), {*a}, [*a], (*a,), b <= c, b < c, b >= c, b != c, b == c\n"
    "    with a: return a[b:c], a[b:c:d]\n"
    "class C(metaclass=M):\n"
    "    a: int\n"
    "    def f(self): return __class__\n"
    "    del a\n"
    "from a import *\n"
    "match a, b:\n"
    "    case [a, *_, 1 | 2] | [*a, 3] if b: pass\n"
    "    case {b.c: 1, **a} | {'b': a} | a.b(1, c=a): pass\n"
    "    case [b, c] | b.c(c, [b]) | {1: (2 | None) as c, **b} if c: pass\n"
    "    case a: pass\n"
    "try: pass\n"
    "except* a as b: pass\n"
    "except* (a, b): pass\n"
    "while a <= b or a < b: del a.b, a[b]\n"
    "def n(x):\n"
    "    nonlocal_ = lambda: x\n"
    "    del x\n"
    "    class E:\n"
    "        y = x\n"
    "    assert x, __spec__\n"
    "    raise\n";

Test(effects, letters_and_runs_are_what_the_compiler_emits)
{
    for (size_t i = 0; i < embedded_module_count; i++)
        check_text(embedded_modules[i].name, (const char *)embedded_modules[i].source, embedded_modules[i].length, PARSE_FILE);
    check_text("rare", rare, strlen(rare), PARSE_FILE);
    check_text("typed", "1 + a\n", 6, PARSE_INTERACTIVE);
    check_far_constants("");
    check_far_constants("def g():\n");
    check_far_constants("class C:\n");
    for (unsigned op = 0; op < OP_TABLE_END; op++)
        cr_assert(seen[op] || opcode_general[op] != op, "%s was never emitted", opcode_names[op]);
}
