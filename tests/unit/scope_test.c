/* Tests of the scopes: what names mean, and where their variables lie. */
#include <criterion/criterion.h>
#include <string.h>

#include "parser/parser.h"
#include "vm/compile/scope.h"

static Arena arena;
static SourceError error;
static Node *module;
static Scopes *scopes;

static void setup(void)
{
    arena_init(&arena);
}

static void teardown(void)
{
    arena_destroy(&arena);
}

TestSuite(scope, .init = setup, .fini = teardown);

static bool build(const char *text)
{
    module = parser_parse(&arena, text, strlen(text), "<test>", PARSE_FILE, &error);
    cr_assert(module, "%s", error.message);
    scopes = scopes_build(&arena, module, &error);
    return scopes != NULL;
}

static const Symbol *find(const Scope *scope, const char *text)
{
    const Name *name = names_intern(module->Module.names, text, strlen(text));
    return scope_find(scope, name);
}

static Node *body_item(const Node *function, uint32_t index)
{
    return function->FunctionDef.body.items[index];
}

static Node *top(uint32_t index)
{
    return module->Module.body.items[index];
}

static void expect_names(SymbolList list, const char *expected)
{
    char found[256] = "";
    for (uint32_t i = 0; i < list.count; i++) {
        strcat(found, list.items[i]->name->text);
        strcat(found, i + 1 < list.count ? " " : "");
    }
    cr_assert_str_eq(found, expected);
}

Test(scope, parameters_come_first_among_locals)
{
    cr_assert(build("def f(a, /, b, *c, d, **e):\n  x = 1; y = g\n"));
    const Scope *scope = scope_of(scopes, top(0));
    expect_names(scope->locals, "a b d c e x y");
    cr_assert_eq(scope->parameter_count, 5u);
    cr_assert_eq(find(scope, "g")->scope, SYMBOL_GLOBAL_IMPLICIT);
    cr_assert_eq(find(scope, "y")->index, 6u);
}

Test(scope, inner_use_makes_a_cell)
{
    cr_assert(build("def f(a, b):\n  c = 1\n  def g(): return c, a\n"));
    const Scope *outer = scope_of(scopes, top(0));
    const Scope *inner = scope_of(scopes, body_item(top(0), 1));
    expect_names(outer->cells, "a c");
    expect_names(outer->locals, "a b g");
    expect_names(inner->frees, "a c");
    cr_assert_eq(find(outer, "a")->scope, SYMBOL_CELL);
    cr_assert_eq(find(outer, "a")->parameter_index, 0u);
    cr_assert_eq(find(inner, "c")->index, 1u);
}

Test(scope, free_variables_pass_through_scopes_between)
{
    cr_assert(build("def f():\n  x = 1\n  class A:\n    def g(self):\n      return lambda: x\n"));
    const Scope *class = scope_of(scopes, body_item(top(0), 1));
    cr_assert_eq(find(class, "x")->scope, SYMBOL_FREE);
    expect_names(class->frees, "x");
}

Test(scope, class_may_bind_a_name_it_passes_on)
{
    cr_assert(build("def f():\n  x = 1\n  class A:\n    x = 2\n    def g(self): return x\n"));
    const Scope *class = scope_of(scopes, body_item(top(0), 1));
    cr_assert_eq(find(class, "x")->scope, SYMBOL_LOCAL);
    cr_assert(find(class, "x")->is_free_in_class);
    expect_names(class->frees, "x");
}

Test(scope, class_variables_are_hidden_from_methods)
{
    cr_assert(build("class A:\n  x = 1\n  def f(self): return x\n"));
    const Scope *method = scope_of(scopes, top(0)->ClassDef.body.items[1]);
    cr_assert_eq(find(method, "x")->scope, SYMBOL_GLOBAL_IMPLICIT);
}

Test(scope, super_needs_the_class_cell)
{
    cr_assert(build("class A:\n  def f(self): return super().f()\n"));
    const Scope *class = scope_of(scopes, top(0));
    const Scope *method = scope_of(scopes, top(0)->ClassDef.body.items[0]);
    cr_assert(class->needs_class_cell);
    expect_names(class->cells, "__class__");
    expect_names(method->frees, "__class__");
}

Test(scope, private_names_are_mangled)
{
    cr_assert(build("class _A:\n  def f(self, __x): return __x, __y, __z__\n"));
    const Scope *method = scope_of(scopes, top(0)->ClassDef.body.items[0]);
    expect_names(method->locals, "self _A__x");
    cr_assert_str_eq(find(method, "__y")->name->text, "_A__y");
    cr_assert_str_eq(find(method, "__z__")->name->text, "__z__");
}

Test(scope, first_iterable_belongs_to_the_scope_around)
{
    cr_assert(build("def f(a):\n  return [x for x in a for y in x if b]\n"));
    const Node *comprehension = body_item(top(0), 0)->Return.value;
    const Scope *inner = scope_of(scopes, comprehension);
    cr_assert_null(find(inner, "a"));
    expect_names(inner->locals, ".0 x y");
}

Test(scope, walrus_in_comprehension_binds_in_the_function)
{
    cr_assert(build("def f(a):\n  return [y := x for x in a], y\n"));
    const Scope *outer = scope_of(scopes, top(0));
    expect_names(outer->cells, "y");
    cr_assert(find(outer, "y")->is_walrus_target);
}

Test(scope, walrus_in_comprehension_binds_a_global_in_the_module)
{
    cr_assert(build("[y := x for x in a]\n"));
    const Scope *inner = scope_of(scopes, top(0)->Expr.value);
    cr_assert_eq(find(inner, "y")->scope, SYMBOL_GLOBAL_EXPLICIT);
}

Test(scope, nonlocal_reaches_past_a_function)
{
    cr_assert(build("def f():\n  x = 1\n  def g():\n    def h():\n      nonlocal x\n      x = 2\n"));
    const Scope *g = scope_of(scopes, body_item(top(0), 1));
    expect_names(g->frees, "x");
}

Test(scope, generators_and_coroutines_are_known)
{
    cr_assert(build("def f(): yield\nasync def g(): await x\nh = lambda: (yield)\n"));
    cr_assert(scope_of(scopes, top(0))->is_generator);
    cr_assert(scope_of(scopes, top(1))->is_coroutine);
    cr_assert(scope_of(scopes, top(2)->Assign.value)->is_generator);
}

Test(scope, errors_name_the_statement)
{
    cr_assert_not(build("def f():\n  x = 1\n  global x\n"));
    cr_assert_str_eq(error.message, "name 'x' is assigned to before global declaration");
    cr_assert_eq(error.line, 3);
    cr_assert_eq(error.column, 3);
    cr_assert_not(build("def f():\n  nonlocal y\n"));
    cr_assert_str_eq(error.message, "no binding for nonlocal 'y' found");
}

Test(scope, future_annotations_are_known)
{
    cr_assert(build("'doc'\nfrom __future__ import annotations\n"));
    cr_assert(scopes_has_future_annotations(scopes));
}
