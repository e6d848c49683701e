# Where the __dict__ comes among what an object refers to: that of a class of the program before all else, that of a built-in type where the type itself has it.
import collections
import functools
import gc
import types


def f():
    pass


def show(value):
    value.attribute = [1]
    value.__dict__
    print(type(value).__base__.__name__, [value.__name__ if isinstance(value, type) else type(value).__name__ for value in gc.get_referents(value)])


show(staticmethod(f))
show(classmethod(f))
show(types.SimpleNamespace())
show(Exception(["a"]))
for base, arguments in ((object, ()), (list, ("a",)), (tuple, ([[]],)), (dict, ({"a": []},)), (set, (["a"],)), (collections.deque, ("ab",)), (Exception, (["a"],)),
                        (staticmethod, (f,)), (classmethod, (f,)), (functools.partial, (f, [])), (types.SimpleNamespace, ())):
    show(type("Plain", (base,), {})(*arguments))
    if base is not tuple:
        with_member = type("WithMember", (base,), {"__slots__": ("member",) if hasattr(base(*arguments), "__dict__") else ("member", "__dict__")})(*arguments)
        with_member.member = {1, 2}
        show(with_member)
        show(type("OfThat", (type(with_member),), {})(*arguments))
