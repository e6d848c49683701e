# compile() of trees of node objects: what it refuses, in which words; and odd trees that it takes.
import ast

load, store, delete = ast.Load(), ast.Store(), ast.Del()


def show(tree, mode="exec", fix=True):
    try:
        if fix:
            ast.fix_missing_locations(tree)
        print(type(compile(tree, "<test>", mode)).__name__)
    except (Exception, RecursionError) as error:
        print(type(error).__name__, str(error).partition(" at 0x")[0])


def expression(node, fix=True):
    show(ast.Expression(node), "eval", fix)


def statement(*nodes, fix=True):
    show(ast.Module(list(nodes), []), "exec", fix)


x = ast.Name("x", load)
one = ast.Constant(1)
here = ast.Pass()

print("roots")
show(ast.Module([], []), "eval")
show(ast.Expression(x), "exec")
show(ast.Interactive([here]), "single")
show(x, "exec")
show(ast.Module([here]), "exec")
show(ast.Module(here, []), "exec", False)
show(ast.Module([here], [ast.TypeIgnore(1, "x")]))
show(ast.Module([here], [1]), fix=False)
show(ast.Module([here], [ast.TypeIgnore("1", "x")]))
show(ast.Module([here], [ast.TypeIgnore(1, 5)]))
show(ast.Interactive([]), "single")
show(ast.Expression(None), "eval")
show(ast.Expression(), "eval")

print("places")
expression(ast.Name("x", load), False)
expression(ast.Name("x", load, lineno=1), False)
expression(ast.Name("x", load, lineno=5, col_offset=3), False)
expression(ast.Name("x", load, lineno=5, col_offset=3, end_lineno=None, end_col_offset=None), False)
expression(ast.Name("x", load, lineno=5, col_offset=3, end_lineno=4, end_col_offset=9), False)
expression(ast.Name("x", load, lineno=5, col_offset=3, end_lineno=5, end_col_offset=2), False)
expression(ast.Name("x", load, lineno=-1, col_offset=3, end_lineno=1, end_col_offset=5), False)
expression(ast.Name("x", load, lineno=-1, col_offset=-1, end_lineno=-1, end_col_offset=-1), False)
expression(ast.Name("x", load, lineno=1, col_offset=-2, end_lineno=1, end_col_offset=-1), False)
expression(ast.Name("x", load, lineno="1", col_offset=0), False)
expression(ast.Name("x", load, lineno=1.0, col_offset=0), False)
expression(ast.Name("x", load, lineno=2**31, col_offset=0), False)
expression(ast.Name("x", load, lineno=2**31 - 1, col_offset=2**31 - 1), False)
expression(ast.Name("x", load, lineno=True, col_offset=0), False)

print("fields")
expression(ast.BinOp(x, ast.Add(), None))
expression(ast.BinOp(x, None, x))
expression(ast.BinOp(x, ast.And(), x))
expression(ast.BinOp(x, ast.Add, x))
expression(ast.BinOp(x, 1, x))
expression(ast.BinOp(x, ast.Add()))
expression(ast.BinOp(None, ast.Add(), x))
expression(ast.BinOp(x, ast.Add(), here))
expression(ast.Name(1, load))
expression(ast.Name(None, load))
expression(ast.Name("x", None))
expression(ast.Name("None", load))
expression(ast.Name("x", store))
expression(ast.List([x], store))
expression(ast.List((x,), load))
expression(ast.List([None], load))
expression(ast.List([x, 1], load))
expression(ast.BoolOp(ast.And(), [x]))
expression(ast.BoolOp(ast.And(), [x, x]))
expression(ast.Dict([x], []))
expression(ast.Dict([None], [x]))
expression(ast.Dict([x], [None]))
expression(ast.Compare(x, [ast.Lt()], []))
expression(ast.Compare(x, [], []))
expression(ast.Compare(x, [ast.Lt(), ast.Gt()], [x]))
expression(ast.Compare(x, [None], [x]))
expression(ast.ListComp(x, []))
expression(ast.ListComp(x, [ast.comprehension(x, x, [], 0)]))
expression(ast.ListComp(x, [ast.comprehension(ast.Name("y", store), x, [], "0")]))
expression(ast.ListComp(x, [None]))
expression(ast.Call(x, [], [ast.keyword("a")]))
expression(ast.Call(x, [], [ast.keyword(3, x)]))
expression(ast.Call(x, [], None))
expression(ast.Lambda(None, x))
expression(ast.Lambda(ast.arguments([], [], None, [ast.arg("a")], [], None, []), x))
expression(ast.Lambda(ast.arguments([], [], None, [], [], None, [x]), x))
expression(ast.Lambda(ast.arguments([], [ast.arg("a")], ast.arg("b"), [ast.arg("c")], [None], ast.arg("d"), [x]), x))
expression(ast.Lambda(ast.arguments([], [ast.arg()], None, [], [], None, []), x))
expression(ast.JoinedStr([ast.FormattedValue(x, -1, None)]))
expression(ast.JoinedStr([ast.FormattedValue(x, "r")]))
expression(ast.JoinedStr([ast.Constant("a"), x]))
expression(ast.Subscript(x, ast.Slice(None, None, None), load))
expression(ast.Slice(None, None, None))
expression(ast.Starred(x, load))
expression(ast.Yield(None))
expression(ast.NamedExpr(ast.Name("y", store), x))

print("constants")
for value in (1, -1, 1.5, 2j, 1 + 2j, "a", b"a", None, True, ..., (1, "a", (2,)), frozenset({1}), [1], {1: 2}, int, (1, [2]),
              frozenset({(1, 2)}), object, "\ud800", 10**5000, float("inf")):
    expression(ast.Constant(value))
expression(ast.Constant())
expression(ast.Constant(1, kind="u"))
expression(ast.Constant("1", kind=3))
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant((1, frozenset({2}), -3)))), "", "eval")))

print("statements")
statement(None)
statement(1)
statement(x)
statement(ast.Expr(x))
statement(ast.Expr(None))
statement(ast.Delete([]))
statement(ast.Delete([x]))
statement(ast.Delete([ast.Name("x", delete)]))
statement(ast.Assign([], x))
statement(ast.Assign([one], x))
statement(ast.Assign([ast.Name("y", store)], x, type_comment=3))
statement(ast.AugAssign(x, ast.Add(), x))
statement(ast.AnnAssign(ast.Attribute(x, "y", store), x, None, 1))
statement(ast.AnnAssign(ast.Attribute(x, "y", store), x, None, 0))
statement(ast.For(ast.Name("y", store), x, [], []))
statement(ast.For(ast.Name("y", store), x, [here], [None]))
statement(ast.While(x, [], []))
statement(ast.If(x, [], []))
statement(ast.If(x, [here], [None]))
statement(ast.With([], [here]))
statement(ast.With([ast.withitem(x)], []))
statement(ast.With([ast.withitem(x, x)], [here]))
statement(ast.Raise(None, x))
statement(ast.Raise())
statement(ast.Try([here], [], [], []))
statement(ast.Try([here], [], [here], [here]))
statement(ast.Try([], [], [], [here]))
statement(ast.Try([here], [ast.ExceptHandler(None, None, [])], [], []))
statement(ast.Try([here], [here], [], []))
statement(ast.Try([here], [ast.ExceptHandler(None, "e", [here])], [], []))
statement(ast.TryStar([here], [], [], []))
statement(ast.Import([]))
statement(ast.Import([ast.alias("a", None)]))
statement(ast.ImportFrom("a", [], 0))
statement(ast.ImportFrom("a", [ast.alias("b")], -1))
statement(ast.ImportFrom("a", [ast.alias("b")], None))
statement(ast.ImportFrom(None, [ast.alias("b")]))
statement(ast.Global([]))
statement(ast.Nonlocal([]))
statement(ast.Global(["x"]))
statement(ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, []), [], []))
statement(ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, []), [here], []))
statement(ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, []), [here], [None]))
statement(ast.ClassDef("C", [], [], [], []))
statement(ast.ClassDef("C", [x], [ast.keyword("a", x)], [here], [x]))
statement(ast.Return(x))
statement(ast.Break())

print("patterns")


def pattern(node):
    statement(ast.Match(x, [ast.match_case(node, None, [here])]))


statement(ast.Match(x, []))
statement(ast.Match(x, [ast.match_case(ast.MatchAs(), None, [])]))
statement(ast.Match(x, [ast.match_case(x, None, [here])]))
pattern(ast.MatchValue(x))
pattern(ast.MatchValue(one))
pattern(ast.MatchValue(ast.Constant(True)))
pattern(ast.MatchValue(ast.Constant((1,))))
pattern(ast.MatchValue(ast.UnaryOp(ast.USub(), one)))
pattern(ast.MatchValue(ast.UnaryOp(ast.UAdd(), one)))
pattern(ast.MatchValue(ast.BinOp(one, ast.Add(), ast.Constant(2j))))
pattern(ast.MatchValue(ast.BinOp(one, ast.Add(), one)))
pattern(ast.MatchValue(ast.Attribute(x, "y", load)))
pattern(ast.MatchSingleton(1))
pattern(ast.MatchSingleton(None))
pattern(ast.MatchSingleton())
pattern(ast.MatchStar("y"))
pattern(ast.MatchSequence([ast.MatchStar("_")]))
pattern(ast.MatchSequence([ast.MatchStar("y")]))
pattern(ast.MatchMapping([one], []))
pattern(ast.MatchMapping([one], [ast.MatchAs()], "_"))
pattern(ast.MatchMapping([x], [ast.MatchAs()]))
pattern(ast.MatchMapping([ast.Constant(None)], [ast.MatchAs()]))
pattern(ast.MatchClass(one, [], [], []))
pattern(ast.MatchClass(x, [], ["a"], []))
pattern(ast.MatchClass(x, [], ["True"], [ast.MatchAs()]))
pattern(ast.MatchClass(ast.Attribute(x, "y", load), [ast.MatchAs()], ["a"], [ast.MatchAs()]))
pattern(ast.MatchAs(ast.MatchAs(), None))
pattern(ast.MatchAs(None, "_"))
pattern(ast.MatchAs(None, "None"))
pattern(ast.MatchOr([ast.MatchAs()]))
pattern(ast.MatchOr([]))

print("strange objects")


class Sneaky(ast.Name):
    @property
    def id(self):
        raise ZeroDivisionError("no id")

    id = id.setter(lambda self, value: None)


class MyName(ast.Name):
    pass


class Shrinking(list):
    pass


expression(Sneaky("x", load))
expression(MyName("x", load))
node = ast.Name("x", load)
for i in range(3000):
    node = ast.UnaryOp(ast.Not(), node, lineno=1, col_offset=0)
expression(node, False)
loop = ast.UnaryOp(ast.Not(), None, lineno=1, col_offset=0)
loop.operand = loop
expression(loop, False)
tree = ast.parse("x = 1; y = x + 1")
for step in ast.walk(tree):
    if isinstance(step, ast.Constant):
        step.value = 41
space = {}
exec(compile(tree, "<test>", "exec"), space)
print(space["y"])
exec(compile(ast.parse("x + 1", mode="single"), "<test>", "single"), space)
exec(compile(ast.parse("def f(a, *, b=2): return a, b"), "<test>", "exec"), space)
print(space["f"](1))
