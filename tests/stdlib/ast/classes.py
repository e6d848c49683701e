# The classes of module ast: their table, making nodes by position and keyword, copies, pickles, weak references.
import _ast
import ast
import copy
import gc
import pickle
import sys
import weakref


def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


for name, value in vars(_ast).items():
    if isinstance(value, type) and issubclass(value, ast.AST) and value is not ast.AST:
        own = [(key, what) for key, what in vars(value).items() if key not in ("__dict__", "__weakref__", "n", "s", "dims")]
        print(name, value, value.__base__, value._attributes, own)

tree = ast.parse("f(x) + 1", mode="eval")
show(lambda: ast.BinOp(1, 2, 3, 4))
show(lambda: ast.Pass(1))
show(lambda: ast.Return(1, 2))
show(lambda: ast.BinOp(1, left=2))
show(lambda: vars(ast.BinOp(1, 2, 3, foo=4, lineno=7)))
show(lambda: vars(ast.AST(a=1)))
show(lambda: ast.AST(1))
show(lambda: ast.BinOp().left)
show(lambda: ast.Return().value)
show(lambda: ast.Name("x").__reduce__())
show(lambda: ast.dump(pickle.loads(pickle.dumps(tree))))
show(lambda: ast.dump(copy.deepcopy(tree), include_attributes=True))
show(lambda: weakref.ref(tree)() is tree)
show(lambda: weakref.ref(ast.AST()))
show(lambda: ast.Add() is ast.Add())
show(lambda: tree.body.op is ast.parse("1+1").body[0].value.op)
show(lambda: isinstance(ast.Num(3), ast.Constant))
show(lambda: (sys.getsizeof(ast.Name()), sys.getsizeof(ast.AST()), ast.Name.__basicsize__, ast.AST.__basicsize__))
show(lambda: gc.is_tracked(ast.Name()))


class Pair(ast.expr):
    _fields = ("first", "second")


class Odd(ast.AST):
    _fields = 3


show(lambda: vars(Pair(1, second=2)))
show(lambda: Odd())
match ast.Name("a", ast.Load()):
    case ast.Name(found, ast.Load()):
        print(found)

loop = ast.Name()
loop.x = loop
there = weakref.ref(loop)
del loop
gc.collect()
print(there())
