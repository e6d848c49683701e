# compile() with ONLY_AST: the tree of a text, with all places; what ast.py makes of trees.
import ast

SOURCE = '''
"docstring"
from __future__ import annotations
import a.b as c, d
from .. import *
@dec
async def f(a, b: int = 1, /, *args: str, k=2, **kw) -> None:
    global g
    async for x in y: await z
    async with a as b, c: pass
    return [i async for i in x if i if j]
class C(B, metaclass=M, *a, **k):
    x: int = 3
    (y): int
    nonlocal_ = lambda x, *, y=1: (yield)
def h():
    nonlocal g
    yield from x
while a: break
else: continue
for i, *j in k: del i, j[0], k.l
if a < b <= c != d is not e not in f: pass
elif x: ...
try: raise E from x
except (A, B) as e: pass
except: raise
else: 1
finally: 2
try: pass
except* E: pass
with (a as b): pass
assert x, y
a = b = c
a //= 3
match x:
    case [1, *_, -2.5] | {"k": v, **rest} | C(a, b=None) | str() as z if z: pass
    case a.b | "s" | 1+2j | _: pass
f"x{y!r:>{w}}z" "t"
u"u" b"b" if 0 else (1, 2j, 0x10, 1_000, True, None, ...)
a[1:2, ::3, b] @ ~x ** -y and not z or (w := 1)
{1: 2, **m}, {1, 2}, {k: v for k, v in x}, {s for s in t}, (g for g in h)
"äöü"; ä = "ß" + x
'''
tree = ast.parse(SOURCE)
print(ast.dump(tree, include_attributes=True, indent=1))
print(ast.unparse(tree))
print(ast.dump(ast.parse("a; b", mode="single")), ast.dump(ast.parse("a, b", mode="eval")))
print(ast.get_docstring(tree), [type(node).__name__ for node in ast.walk(tree)][:20])
print(ast.literal_eval("[1, {'a': (2, -3.5)}, b'x', None, {1}, 1+2j]"))


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


print(ast.unparse(Doubler().visit(ast.parse("x = 1 + f('a')"))))
for text in ("x = 1 +", "9" * 5000, "-" * 3100 + "1"):
    try:
        ast.parse(text)
    except Exception as error:
        print(type(error).__name__, str(error)[:120])
tree = ast.parse("1")
print(compile(tree, "", "exec", ast.PyCF_ONLY_AST) is tree)
