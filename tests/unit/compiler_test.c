/* Tests of the compiler: the tables of a code object, constants, and where a local is checked. */
#include "tests/unit/fixture.h"

#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/compile/compile.h"
#include "vm/opcode.h"

TestSuite(compiler, .init = fixture_start, .fini = fixture_stop);

static CodeView compiled(const char *text)
{
    Ref filename = str_from_text("<test>"), code = compile_source(text, strlen(text), filename, PARSE_FILE, NULL, NULL);
    release(filename);
    cr_assert(code, "%s", text);
    return (CodeView)code;
}

/* The code object of the first function in it; borrowed. */
static CodeView function_in(CodeView module)
{
    for (uint32_t i = 0; i < module->constant_count; i++)
        if (type_of_peek(module->constants[i]) == &code_type)
            return (CodeView)module->constants[i];
    cr_assert_fail("no function");
    return NULL;
}

static uint32_t count(CodeView code, Opcode opcode)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < code->instruction_count; i += 1u + opcode_words[code->instructions[i].op])
        found += code->instructions[i].op == opcode;
    return found;
}

Test(compiler, tables_cover_the_instructions)
{
    CodeView module = compiled("def f(a, *b, c=1, **d):\n    for i in b:\n        try:\n            a += i\n        except E as e:\n       "
                               "     print(e)\n        finally:\n            c()\n    return [x for x in d]\n");
    CodeView code = function_in(module);
    cr_assert_gt(code->position_count, 0);
    cr_assert_eq(code->positions[0].start, 0);
    for (uint32_t i = 1; i < code->position_count; i++)
        cr_assert_leq(code->positions[i - 1].start, code->positions[i].start);
    for (uint32_t i = 0; i < code->position_count; i++)
        cr_assert_leq(code->first_temporary + code->positions[i].live, code->register_count);
    cr_assert_gt(code->handler_count, 0);
    for (uint32_t i = 0; i < code->handler_count; i++) {
        cr_assert_lt(code->handlers[i].start, code->handlers[i].stop);
        cr_assert_leq(code->handlers[i].stop, code->instruction_count);
        cr_assert(code->handlers[i].target == HANDLER_RESTORES || code->handlers[i].target < code->instruction_count);
    }
    release(AS_OBJECT(module));
}

Test(compiler, equal_constants_are_one_and_unequal_ones_are_not)
{
    CodeView module = compiled("def f():\n    return 'ab', 'ab', 1, True, 1.0, (1, 2), (1, 2), 0.0, -0.0\n");
    CodeView code = function_in(module);
    cr_assert_eq(code->constant_count, 2, "the folded tuple and None, not %u", code->constant_count);
    release(AS_OBJECT(module));
    module = compiled("def f(x):\n    x(1)\n    x(True)\n    x(1.0)\n    x(1)\n");
    code = function_in(module);
    cr_assert_eq(code->constant_count, 4, "1, True, 1.0 and None");
    release(AS_OBJECT(module));
}

Test(compiler, local_that_surely_has_a_value_is_not_checked)
{
    CodeView module = compiled(
        "def f(a):\n    b = a\n    if a:\n        c = b\n    else:\n        c = 2\n    for i in c:\n        b += i\n    return b, c\n");
    cr_assert_eq(count(function_in(module), OP_CHECK_BOUND), 0);
    release(AS_OBJECT(module));
}

Test(compiler, local_that_may_have_none_is_checked)
{
    static const char *const doubtful[] = {"def f(a):\n    if a:\n        b = 1\n    return b\n",
                                           "def f(a):\n    for i in a:\n        pass\n    return i\n",
                                           "def f(a):\n    while a:\n        b = 1\n    return b\n", "def f(a):\n    del a\n    return a\n",
                                           "def f(a):\n    try:\n        b = a()\n    except E:\n        pass\n    return b\n"};
    for (size_t i = 0; i < COUNT_OF(doubtful); i++) {
        CodeView module = compiled(doubtful[i]);
        cr_assert_eq(count(function_in(module), OP_CHECK_BOUND), 1, "%s", doubtful[i]);
        release(AS_OBJECT(module));
    }
}

Test(compiler, result_is_written_straight_into_the_local)
{
    CodeView module = compiled("def f(a, b):\n    c = a * b\n    return c\n");
    cr_assert_eq(count(function_in(module), OP_MOVE), 0);
    release(AS_OBJECT(module));
}

Test(compiler, error_has_its_place)
{
    Ref filename = str_from_text("<test>");
    const char *text = "x = 1\ndef f():\n    break\n";
    cr_assert_null(compile_source(text, strlen(text), filename, PARSE_FILE, NULL, NULL));
    cr_assert(error_matches(SyntaxError));
    error_clear();
    release(filename);
}
