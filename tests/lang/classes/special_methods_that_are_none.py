"""A special method that is None: most are called, which fails; some say that the operation is not there."""
import operator

NAMES = """abs add and await bool call class_getitem contains delattr delete delitem divmod enter eq exit float floordiv format ge get getattr
getitem gt hash iadd iand idivmod ifloordiv ilshift imatmul imod imul index init_subclass int invert ior ipow irshift isub iter itruediv ixor le len
length_hint lshift lt matmul missing mod mul ne neg next or pos pow radd rand rdivmod repr reversed rfloordiv rlshift rmatmul rmod rmul ror round
rpow rrshift rsub rtruediv rxor set setattr setitem str sub truediv xor""".split()


def set_attribute(x):
    x.there = 1


def delete_attribute(x):
    del x.there


def set_item(x):
    x[0] = 1


def delete_item(x):
    del x[0]


def use(x):
    with x:
        pass


def derive(x):
    class Derived(type(x)):
        pass


def held(x):
    class Holder:
        attribute = x
    return Holder


def set_held(x):
    held(x)().attribute = 1


def delete_held(x):
    del held(x)().attribute


def unpack(x):
    a, b = x


USES = {
    "attribute": lambda x: x.there, "set attribute": set_attribute, "delete attribute": delete_attribute, "item": lambda x: x[0],
    "set item": set_item, "delete item": delete_item, "class item": lambda x: type(x)[0], "call": lambda x: x(1), "with": use, "derive": derive,
    "held by class": lambda x: held(x).attribute == 3, "held": lambda x: held(x)().attribute == 3, "set held": set_held, "delete held": delete_held,
    "bool": bool, "len": len, "iter": iter, "next": next, "list": list, "unpack": unpack, "in": lambda x: 1 in x, "hash": lambda x: hash(x) * 0,
    "key": lambda x: len({x: 1}), "str": lambda x: str(x)[:3], "repr": lambda x: repr(x)[:3], "format": lambda x: format(x, "")[:3], "f": lambda x: f"{x}"[:3],
    "int": int, "float": float, "index": lambda x: str(range(x)), "round": round, "abs": abs, "reversed": reversed, "hint": operator.length_hint,
    "sorted": lambda x: sorted([x, x]), "index of": lambda x: [1, 2][x], "divmod": lambda x: divmod(x, 1), "rdivmod": lambda x: divmod(1, x),
}
for symbol in "+ - * / // % @ ** << >> & | ^ == != < <= > >=".split():
    USES[f"x {symbol} 1"] = eval(f"lambda x: x {symbol} 1")
    USES[f"1 {symbol} x"] = eval(f"lambda x: 1 {symbol} x")
    USES[f"x {symbol} x"] = eval(f"lambda x: x {symbol} x")
    if symbol[-1] not in "=<>" or len(symbol) == 2 and symbol[0] == symbol[1] != "=":
        namespace = {}
        exec(f"def inplace(x):\n    x {symbol}= 1", namespace)
        USES[f"x {symbol}= 1"] = namespace["inplace"]
for symbol in "+-~":
    USES[f"{symbol}x"] = eval(f"lambda x: {symbol}x")


def outcome(use, x):
    try:
        result = use(x)
        return result if isinstance(result, (int, str)) else type(result).__name__
    except Exception as error:
        return f"{type(error).__name__} {error}"


def tell(what, x, plain):
    """What differs from an object that has none of the names."""
    for name, use in USES.items():
        got, usual = outcome(use, x), outcome(use, plain)
        if got != usual:
            print(f"{what}, {name}: {got}")


class X:
    pass


Plain = X
plain = X()
for name in NAMES:
    X = type("X", (), {f"__{name}__": None})
    tell(name, X(), plain)
X = type("X", (), {f"__{name}__": None for name in NAMES})
tell("all", X(), plain)

# in a class derived from a built-in one, and set afterwards
for base in list, dict, str, int:
    for name in NAMES:
        if f"__{name}__" in dir(base) and name not in ("mul", "rmul", "pow", "repr"):
            X = type("X", (base,), {})
            x = X()
            setattr(X, f"__{name}__", None)
            tell(f"{base.__name__} {name}", x, type("X", (base,), {})())


class OneThatFails:
    __init__ = None


class NoneIsMade:
    __new__ = None


class NoDel:
    __del__ = None


class NoGetAttribute:
    __getattribute__ = None


for cls in OneThatFails, NoneIsMade:
    print(cls.__name__, outcome(lambda c: c(), cls))
print(outcome(lambda c: c().x, NoGetAttribute))


def report(unraisable):
    print("unraisable:", unraisable.exc_type.__name__, unraisable.exc_value, unraisable.object)


import sys
sys.unraisablehook = report
print(outcome(lambda c: c() and 0, NoDel))
del sys.unraisablehook
