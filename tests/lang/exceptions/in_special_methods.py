"""What happens when a special method raises: who sees it, and what state is left."""


class Angry:
    def __init__(self, method):
        self.method = method

    def _maybe(self, name, otherwise=NotImplemented):
        if self.method == name:
            raise RuntimeError(f"angry {name}")
        return otherwise

    def __eq__(self, other):
        return self._maybe("eq", False)

    def __lt__(self, other):
        return self._maybe("lt", False)

    def __hash__(self):
        return self._maybe("hash", 1)

    def __bool__(self):
        return self._maybe("bool", True)

    def __len__(self):
        return self._maybe("len", 0)

    def __iter__(self):
        return self._maybe("iter", iter([]))

    def __contains__(self, x):
        return self._maybe("contains", False)

    def __getitem__(self, key):
        return self._maybe("getitem", key)

    def __add__(self, other):
        return self._maybe("add", self)

    def __repr__(self):
        return self._maybe("repr", "Angry")

    def __format__(self, spec):
        return self._maybe("format", "formatted")

    def __enter__(self):
        return self._maybe("enter", self)

    def __exit__(self, *a):
        return self._maybe("exit", False)

    def __call__(self):
        return self._maybe("call", 1)

    def __index__(self):
        return self._maybe("index", 0)


uses = {
    "eq": "[1, a, 2].index(2)", "lt": "sorted([a, a])", "hash": "{a: 1}", "bool": "1 if a else 2", "len": "len(a)", "iter": "list(a)",
    "contains": "1 in a", "getitem": "a[0]", "add": "[1] and a + 1", "repr": "f'{[a]}'", "format": "f'{a:x}'", "call": "a()",
    "index": "[1, 2][a]", "enter": "enter", "exit": "exit",
}
for method, use in uses.items():
    a = Angry(method)
    try:
        if use in ("enter", "exit"):
            with a:
                print("body", end=" ")
        else:
            print(eval(use))
    except RuntimeError as e:
        print(method, "->", e)
    b = Angry(None)
    if use not in ("enter", "exit"):
        try:
            print("    calm:", eval(use.replace("a", "b") if use in ("a()", "a[0]", "len(a)") else use, {"a": b, "b": b}))
        except (ValueError, NameError, SyntaxError) as e:
            print("    calm:", type(e).__name__)


class AttributeErrorInProperty:
    @property
    def x(self):
        return self.missing

    def __getattr__(self, name):
        return f"getattr {name}"


print(AttributeErrorInProperty().x, hasattr(AttributeErrorInProperty(), "y"))


class HasAttr:
    @property
    def broken(self):
        raise ValueError("not an AttributeError")


try:
    hasattr(HasAttr(), "broken")
except ValueError as e:
    print("hasattr lets it through:", e)
l = [3, 1, Angry("lt"), 2]
try:
    l.sort()
except RuntimeError:
    print("the list still has all its items:", len(l))
d = {1: "one"}
try:
    d[Angry("hash")] = 2
except RuntimeError:
    print(d)
