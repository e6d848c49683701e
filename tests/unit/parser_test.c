/* Tests of the parser: shapes of trees, limits, memory, and every recorded syntax error. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/parser.h"
#include "vm/compile/scope.h"

static Arena arena;
static SourceError error;

static void setup(void)
{
    arena_init(&arena);
}

static void teardown(void)
{
    arena_destroy(&arena);
}

TestSuite(parser, .init = setup, .fini = teardown);

static Node *parse(const char *text, ParseMode mode)
{
    return parser_parse(&arena, text, strlen(text), "<test>", mode, &error);
}

/* The value of an expression statement. */
static Node *expression(const char *text)
{
    Node *root = parse(text, PARSE_EVAL);
    cr_assert(root, "%s: %s", text, error.message);
    return root->Expression.body;
}

static Node *statement(const char *text)
{
    Node *root = parse(text, PARSE_FILE);
    cr_assert(root, "%s: %s", text, error.message);
    return root->Module.body.items[0];
}

Test(parser, power_binds_tighter_than_minus_on_its_left)
{
    Node *node = expression("-a ** -b");
    cr_assert_eq(node->kind, NODE_UnaryOp);
    cr_assert_eq(node->UnaryOp.operand->kind, NODE_BinOp);
    cr_assert_eq(node->UnaryOp.operand->BinOp.right->kind, NODE_UnaryOp);
}

Test(parser, operators_of_one_level_associate_to_the_left)
{
    Node *node = expression("a - b - c");
    cr_assert_eq(node->BinOp.left->kind, NODE_BinOp);
    cr_assert_eq(node->BinOp.right->kind, NODE_Name);
}

Test(parser, comparisons_chain)
{
    Node *node = expression("a < b is not c not in d");
    cr_assert_eq(node->kind, NODE_Compare);
    cr_assert_eq(node->Compare.comparators.count, 3u);
    cr_assert_eq(node->Compare.ops.items[1], IsNot);
    cr_assert_eq(node->Compare.ops.items[2], NotIn);
}

Test(parser, names_are_interned)
{
    Node *node = expression("abc + abc");
    cr_assert_eq(node->BinOp.left->Name.id, node->BinOp.right->Name.id);
}

Test(parser, names_are_normalised)
{
    Node *node = expression("\xEF\xAC\x81 + fi"); /* the ligature fi */
    cr_assert_eq(node->BinOp.left->Name.id, node->BinOp.right->Name.id);
}

Test(parser, match_is_a_name_where_it_can_be)
{
    cr_assert_eq(statement("match = 1")->kind, NODE_Assign);
    cr_assert_eq(statement("match(x)")->kind, NODE_Expr);
    cr_assert_eq(statement("match[x]: int")->kind, NODE_AnnAssign);
    cr_assert_eq(statement("match (x):\n  case _: pass")->kind, NODE_Match);
    cr_assert_eq(statement("match -x:\n  case case: case = case\n")->kind, NODE_Match);
}

Test(parser, brackets_after_with_hold_items_or_an_expression)
{
    cr_assert_eq(statement("with (a, b): pass")->With.items.count, 2u);
    cr_assert_eq(statement("with (a, b) as c: pass")->With.items.count, 1u);
    cr_assert_eq(statement("with (a as b, c as d,): pass")->With.items.count, 2u);
    cr_assert_eq(statement("with (a), (b): pass")->With.items.count, 2u);
    cr_assert_eq(statement("with (yield): pass")->With.items.items[0]->withitem.context_expr->kind, NODE_Yield);
}

Test(parser, adjacent_strings_join_and_escapes_are_decoded)
{
    Node *node = expression("'a\\x41' r'\\n' '\\u20ac\\ud800'");
    cr_assert_eq(node->Constant.kind, CONSTANT_STRING);
    cr_assert_eq(node->Constant.length, 10u);
    cr_assert(memcmp(node->Constant.text, "aA\\n\xE2\x82\xAC\xED\xA0\x80", 10) == 0);
}

Test(parser, fstrings_become_joined_strings)
{
    Node *node = expression("'a' f'{x!r:>{w}}{{' 'b'");
    cr_assert_eq(node->kind, NODE_JoinedStr);
    cr_assert_eq(node->JoinedStr.values.count, 3u);
    Node *field = node->JoinedStr.values.items[1];
    cr_assert_eq(field->FormattedValue.conversion, 'r');
    cr_assert_eq(field->FormattedValue.value->column, 7u);
    cr_assert_eq(field->FormattedValue.format_spec->JoinedStr.values.count, 2u);
}

static char *repeat(const char *before, const char *unit, size_t count, const char *after)
{
    size_t length = strlen(unit);
    char *text = malloc(strlen(before) + length * count + strlen(after) + 1);
    char *end = stpcpy(text, before);
    for (size_t i = 0; i < count; i++)
        end = stpcpy(end, unit);
    strcpy(end, after);
    return text;
}

static SourceErrorKind parse_repeated(const char *before, const char *unit, size_t count, const char *after)
{
    char *text = repeat(before, unit, count, after);
    Node *root = parse(text, PARSE_FILE);
    free(text);
    if (root && !scopes_build(&arena, root, &error))
        root = NULL;
    return root ? SOURCE_OK : error.kind;
}

Test(parser, long_chains_are_trees)
{
    cr_assert_eq(parse_repeated("x = a", "+a", 5000, "\n"), SOURCE_OK);
    cr_assert_eq(parse_repeated("if a: pass\n", "elif a: pass\n", 5000, ""), SOURCE_OK);
    cr_assert_eq(parse_repeated("x = a", " and a", 100000, "\n"), SOURCE_OK);
    cr_assert_eq(parse_repeated("x = [", "a,", 100000, "]\n"), SOURCE_OK);
    cr_assert_eq(parse_repeated("", "a = 1\n", 100000, ""), SOURCE_OK);
}

Test(parser, what_is_too_deep_is_an_error)
{
    cr_assert_eq(parse_repeated("x = a", "+a", 100000, "\n"), SOURCE_RECURSION_ERROR);
    cr_assert_eq(parse_repeated("x = ", "-", 100000, "a\n"), SOURCE_MEMORY_ERROR);
    cr_assert_eq(parse_repeated("x = ", "not ", 1000000, "a\n"), SOURCE_MEMORY_ERROR);
    cr_assert_eq(parse_repeated("x = ", "lambda: ", 100000, "a\n"), SOURCE_MEMORY_ERROR);
    cr_assert_eq(parse_repeated("x = a", "**a", 100000, "\n"), SOURCE_MEMORY_ERROR);
    cr_assert_eq(parse_repeated("x = a", " if a else a", 100000, "\n"), SOURCE_MEMORY_ERROR);
    cr_assert_eq(parse_repeated("x = a", ".b", 100000, "\n"), SOURCE_RECURSION_ERROR);
    cr_assert_eq(parse_repeated("x = a", "()", 100000, "\n"), SOURCE_RECURSION_ERROR);
    cr_assert_eq(parse_repeated("if a: pass\n", "elif a: pass\n", 100000, ""), SOURCE_RECURSION_ERROR);
    cr_assert_eq(parse_repeated("", "(", 1000000, "\n"), SOURCE_SYNTAX_ERROR);
}

Test(parser, deep_nonsense_is_diagnosed_in_bounds)
{
    static const char *const units[] = {"-",    "not ",    "lambda: ", "a if b else ", "a b ", "(a ",
                                        "{a: ", "[a for ", "f(a=",     "a = ",         "a.",   "*"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        cr_assert_neq(parse_repeated("x = ", units[i], 20000, ") $\n"), SOURCE_OK);
        cr_assert_neq(parse_repeated("f(", units[i], 190, "$\n"), SOURCE_OK);
    }
}

Test(parser, interactive_text_may_want_more)
{
    static const char *const unfinished[] = {"if x:\n",  "if x:\n  y\n", "f(\n",        "'''a\n",
                                             "x = \\\n", "@a\n",         "try:\n  x\n", "class A:\n  x = 1\n"};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++) {
        cr_assert_null(parse(unfinished[i], PARSE_INTERACTIVE));
        cr_assert_eq(error.kind, SOURCE_INCOMPLETE, "%s", unfinished[i]);
    }
}

Test(parser, interactive_text_may_be_finished)
{
    static const char *const finished[] = {"x\n", "x; y\n", "if x:\n  y\n\n", "f(\n)\n", "\n", "# comment\n"};
    for (size_t i = 0; i < sizeof finished / sizeof *finished; i++)
        cr_assert(parse(finished[i], PARSE_INTERACTIVE), "%s", finished[i]);
}

Test(parser, interactive_text_may_be_wrong)
{
    static const char *const wrong[] = {"x y\n", "if x\n", "f(]\n", "'a\n", "if x:\n\n", "try:\n  x\n\n", "x = 1\ny = 2\n", "f(a b\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_assert_null(parse(wrong[i], PARSE_INTERACTIVE));
        cr_assert_neq(error.kind, SOURCE_INCOMPLETE, "%s", wrong[i]);
    }
}

/* ---- memory ---- */

static long allocations_left;

static void *refuse(size_t size)
{
    return allocations_left-- > 0 ? malloc(size) : NULL;
}

Test(parser, any_allocation_may_fail)
{
    const char *unit = "def f(a, /, b: int = 1, *c, d=2, **e):\n"
                       "  match f'{a!r:>{b}}', é:\n"
                       "    case {'x': [1, *_], **r} | C(y=-1j): return [x for x in a if b]\n"
                       "  with (a as b, c as d): x = {**a, 'b': lambda: (yield)}\n";
    char *text = repeat("", unit, 60, "");
    bool succeeded = false;
    arena_chunk_alloc = refuse;
    for (long count = 0; !succeeded && count < 1000; count++) {
        Arena small;
        arena_init(&small);
        allocations_left = count;
        Node *root = parser_parse(&small, text, strlen(text), "<test>", PARSE_FILE, &error);
        succeeded = root && scopes_build(&small, root, &error);
        if (!succeeded)
            cr_assert_eq(error.kind, SOURCE_MEMORY_ERROR, "%s", error.message);
        arena_destroy(&small);
    }
    arena_chunk_alloc = malloc;
    free(text);
    cr_assert(succeeded);
}

/* ---- recorded errors ---- */

static const char *const kind_names[] = {"OK",          "SyntaxError",    "IndentationError", "TabError",
                                         "MemoryError", "RecursionError", "incomplete"};

/* The error of a text as parse_compare.py records it. Scope errors count too. */
static void describe(const char *text, size_t length, char *found, size_t room)
{
    Arena own;
    arena_init(&own);
    Node *root = parser_parse(&own, text, length, "<snippet>", PARSE_FILE, &error);
    if (root && scopes_build(&own, root, &error))
        error = (SourceError){0};
    snprintf(found, room, "%s|%s|%d|%d|%d|%d\n", kind_names[error.kind], error.message ? error.message : "", error.line, error.column,
             error.end_line, error.end_column == SOURCE_NONE ? 0 : error.end_column);
    arena_destroy(&own);
}

/* Errors that the compiler finds are recorded too, and are not ours to find. */
static bool is_compilers(const char *expected)
{
    static const char *const messages[] = {"starred",
                                           "outside loop",
                                           "not properly in loop",
                                           "'return' outside function",
                                           "mapping pattern checks",
                                           "default 'except:'",
                                           "keyword argument repeated"};
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (strstr(expected, messages[i]))
            return true;
    return false;
}

Test(parser, errors_are_cpythons)
{
    FILE *snippets = fopen("tests/unit/data/syntax_errors.txt", "r");
    FILE *recorded = fopen("tests/unit/data/syntax_errors.out", "r");
    cr_assert(snippets && recorded);
    char text[8192];
    char line[8192];
    char expected[1024];
    char found[1024];
    size_t length = 0;
    int different = 0;
    while (fgets(line, sizeof line, snippets)) {
        if (strcmp(line, "-----\n") != 0) {
            length = (size_t)(stpcpy(text + length, line) - text);
            continue;
        }
        cr_assert(fgets(expected, sizeof expected, recorded));
        describe(text, length, found, sizeof found);
        if (strcmp(found, expected) != 0 && !is_compilers(expected)) {
            different++;
            fprintf(stderr, "%.*s    found    %s    recorded %s", (int)length, text, found, expected);
        }
        length = 0;
    }
    fclose(snippets);
    fclose(recorded);
    cr_assert_leq(different, 2, "%d errors differ", different);
}
