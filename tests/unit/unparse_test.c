/* Tests of unparse: expressions come back as CPython writes them. */
#include <criterion/criterion.h>
#include <string.h>

#include "parser/parser.h"
#include "parser/unparse.h"

static void expect(const char *source, const char *expected)
{
    Arena arena;
    SourceError error;
    size_t length;
    arena_init(&arena);
    Node *root = parser_parse(&arena, source, strlen(source), "<test>", PARSE_EVAL, &error);
    cr_assert(root, "%s", error.message);
    bool is_too_deep;
    const char *text = unparse_expression(&arena, root->Expression.body, &length, &is_too_deep);
    cr_assert_str_eq(text, expected);
    cr_assert_eq(strlen(text), length);
    arena_destroy(&arena);
}

Test(unparse, brackets_only_where_needed)
{
    expect("(a+b)*c", "(a + b) * c");
    expect("(a*b)+c", "a * b + c");
    expect("a**(b**c)", "a ** b ** c");
    expect("(a**b)**c", "(a ** b) ** c");
    expect("not (a and b)", "not (a and b)");
    expect("a if b else (c if d else e)", "a if b else c if d else e");
}

Test(unparse, literals_as_repr)
{
    expect("0x1F + 1_000", "31 + 1000");
    expect("0xFFFF_FFFF_FFFF_FFFF_FFFF", "1208925819614629174706175");
    expect("1e3, 1.50, 1e100, 2j, 1e999", "(1000.0, 1.5, 1e+100, 2j, 1e309)");
    expect("\"it's\" 'x\\n\\x00'", "\"it'sx\\n\\x00\"");
    expect("b'\\xff\"', u'a'", "(b'\\xff\"', u'a')");
}

Test(unparse, calls_and_subscripts)
{
    expect("f(a,*b,c=1,**d)[1:2,::3]", "f(a, *b, c=1, **d)[1:2, ::3]");
    expect("f(x for x in y if z)", "f(x for x in y if z)");
    expect("dict[str, list[int]] | None", "dict[str, list[int]] | None");
    expect("lambda a, /, b=1, *, c, **d: 0", "lambda a, /, b=1, *, c, **d: 0");
    expect("lambda *a: 0, lambda: 1", "(lambda*a: 0, lambda: 1)");
}

Test(unparse, fstrings)
{
    expect("f'{a!r:>{w}} {{x}}'", "f'{a!r:>{w}} {{x}}'");
}
