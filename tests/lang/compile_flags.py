# Flags of compile(): features of __future__ are inherited, unless dont_inherit; co_flags tells; str needs no cookie.
from __future__ import annotations

import __future__


def show(action):
    try:
        print(action())
    except (SyntaxError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


SOURCE = "def f(x: a.b + c): pass\nprint(f.__annotations__)"


class Raises(dict):
    pass


def f():
    pass


print(hex(f.__code__.co_flags & 0xFFF0000))
exec(SOURCE)
show(lambda: exec(SOURCE))
exec(compile(SOURCE, "", "exec"))
code = compile("x: 1 + 2\ny = eval('lambda z: 0')", "", "exec", 0, True)
print(hex(code.co_flags))
space = {}
exec(code, space)
print(space["__annotations__"], hex(space["y"].__code__.co_flags))
code = compile("x: 1 + 2\ny = eval('lambda z: 0')", "", "exec")
space = {}
exec(code, space)
print(space["__annotations__"], hex(space["y"].__code__.co_flags))
for name in __future__.all_feature_names:
    feature = getattr(__future__, name)
    print(name, hex(compile("def g(): pass", "", "exec", feature.compiler_flag, True).co_flags),
          hex(compile("from __future__ import " + name, "", "exec", 0, True).co_flags))
show(lambda: eval(compile("1 <> 2", "", "eval", __future__.barry_as_FLUFL.compiler_flag)))
show(lambda: compile("1 <> 2", "<t>", "eval"))
show(lambda: compile("x", "", "exec", 1))
show(lambda: compile("x", "", "exec", 1 << 30))
show(lambda: compile("x", "", "exec", 0, "a"))
show(lambda: ascii(eval("# coding: latin-1\n'\xe4'")))
show(lambda: ascii(eval("# coding: latin-1\n'\xe4'".encode("latin-1"))))
show(lambda: eval("# coding: nowhere\n1"))
show(lambda: eval(b"# coding: nowhere\n1"))
