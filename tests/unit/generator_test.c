/* Tests of generators: suspending and resuming, sending, throwing, closing, and what is left when one
 * dies. */
#include "tests/unit/fixture.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"

TestSuite(generator, .init = fixture_start, .fini = fixture_stop);

static GeneratorObject *generator_in(View namespace)
{
    View found = dict_get_text_peek((DictView) namespace, "g");
    cr_assert(found && found->type == TYPE_GENERATOR);
    return (GeneratorObject *)found;
}

static int64_t send(GeneratorObject *generator, View value)
{
    Ref result;
    cr_assert_eq(generator_resume(generator, value, &result), SEND_NEXT);
    int64_t number = ((IntObject *)result)->value;
    release(result);
    return number;
}

Test(generator, goes_on_where_it_stopped_with_its_variables)
{
    Ref namespace = fixture_run("def f(n):\n    total = 0\n    while True:\n        total += n\n        yield total\ng = f(7)\n");
    GeneratorObject *generator = generator_in(namespace);
    cr_assert_eq(generator->state, GENERATOR_CREATED);
    cr_assert_eq(send(generator, NONE), 7);
    cr_assert_eq(generator->state, GENERATOR_SUSPENDED);
    cr_assert_eq(send(generator, NONE), 14);
    cr_assert_null(vm.current, "its frame is off the stack");
    release(namespace);
}

Test(generator, what_is_sent_is_the_value_of_the_yield)
{
    Ref namespace = fixture_run("def f():\n    got = yield 1\n    while True:\n        got = yield got * 2\ng = f()\n");
    GeneratorObject *generator = generator_in(namespace);
    cr_assert_eq(send(generator, NONE), 1);
    Ref five = int_new(5);
    cr_assert_eq(send(generator, five), 10);
    release(five);
    release(namespace);
}

Test(generator, return_value_ends_it)
{
    Ref namespace = fixture_run("def f():\n    yield 1\n    return 42\ng = f()\n"), result;
    GeneratorObject *generator = generator_in(namespace);
    cr_assert_eq(send(generator, NONE), 1);
    cr_assert_eq(generator_resume(generator, NONE, &result), SEND_RETURN);
    cr_assert_eq(((IntObject *)result)->value, 42);
    cr_assert_eq(generator->state, GENERATOR_FINISHED);
    release(result);
    release(namespace);
}

Test(generator, exception_of_its_body_reaches_the_resumer)
{
    Ref namespace = fixture_run("def f():\n    yield 1\n    1 / 0\ng = f()\n"), result;
    GeneratorObject *generator = generator_in(namespace);
    cr_assert_eq(send(generator, NONE), 1);
    cr_assert_eq(generator_resume(generator, NONE, &result), SEND_ERROR);
    cr_assert(error_matches(ZeroDivisionError));
    error_clear();
    cr_assert_eq(generator->state, GENERATOR_FINISHED);
    release(namespace);
}

Test(generator, finally_runs_when_a_suspended_one_dies)
{
    Ref namespace = fixture_run("log = []\n"
                                "def f():\n    try:\n        yield 1\n    finally:\n        log.append(1)\n"
                                "g = f()\nnext(g)\nbefore = len(log)\ndel g\nafter = len(log)\n");
    cr_assert_eq(fixture_int(namespace, "before"), 0);
    cr_assert_eq(fixture_int(namespace, "after"), 1);
    release(namespace);
}

Test(generator, loop_left_early_leaves_it_suspended)
{
    Ref namespace = fixture_run("def f():\n    for i in range(10):\n        yield i\n"
                                "g = f()\nfor x in g:\n    if x == 3:\n        break\nrest = sum(g)\n");
    cr_assert_eq(fixture_int(namespace, "rest"), 4 + 5 + 6 + 7 + 8 + 9);
    release(namespace);
}
