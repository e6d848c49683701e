"""weakref.proxy: every operation is passed on to the object, and fails when that is gone."""
import operator
import weakref


class Everything:
    def __init__(self):
        self.items = [1, 2, 3]
        self.attribute = 5

    def __len__(self): return 3
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, value): self.items[i] = value
    def __delitem__(self, i): del self.items[i]
    def __iter__(self): return iter(self.items)
    def __contains__(self, item): return item in self.items
    def __bool__(self): return False
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __bytes__(self): return b"bytes"
    def __hash__(self): return 7
    def __eq__(self, other): return "eq", type(other).__name__
    def __lt__(self, other): return "lt"
    def __index__(self): return 3
    def __int__(self): return 4
    def __float__(self): return 4.5
    def __complex__(self): return 4j
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __abs__(self): return "abs"
    def __invert__(self): return "invert"
    def __reversed__(self): return "reversed"
    def __format__(self, spec): return "format " + spec
    def __divmod__(self, other): return "divmod", type(other).__name__
    def __rdivmod__(self, other): return "rdivmod", type(other).__name__
    def __round__(self, digits=None): return "round"
    def __enter__(self): return "enter"
    def __exit__(self, *what): return False


def add_operators(name):
    def operate(prefix):
        return lambda self, other, *rest: (prefix + name, type(self).__name__, type(other).__name__, *rest)
    for prefix in ("", "r", "i"):
        setattr(Everything, f"__{prefix}{name}__", operate(prefix))


for name in "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split():
    add_operators(name)


class Callable:
    def method(self): return "method"
    def __call__(self, *args, **kwargs): return args, kwargs


class Iterator:
    def __iter__(self): return iter([1])
    def __next__(self): return 5


class Nothing:
    pass


def plain(value):
    parts = str(value).split("0x")
    return parts[0] + "".join("0x" + part.lstrip("0123456789abcdef") for part in parts[1:])


def attempt(text):
    try:
        print(text, "->", plain(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, plain(error))


def all_of(texts):
    for text in texts.strip().replace("\n", "; ").split("; "):
        attempt(text)


n, m, c = Everything(), Everything(), Callable()
p, q, w = weakref.proxy(n), weakref.proxy(m), weakref.proxy(c)
all_of("""
weakref.proxy(); weakref.proxy(1); weakref.proxy(n, 1, 2); weakref.proxy(n, callback=1); weakref.ProxyType(n); weakref.CallableProxyType()
type(p); type(w); weakref.proxy(n) is p; weakref.proxy(n, print) is p; weakref.proxy(c) is w; weakref.getweakrefcount(n); weakref.ref(p); weakref.proxy(p)
w(1, a=2); w.method(); callable(w); callable(p); type(weakref.proxy(Callable)); isinstance(weakref.proxy(Callable)(), Callable); repr(w)
len(p); p[0]; p[5]; p[0:2]; list(p); 2 in p; bool(p); str(p); repr(p); bytes(p); hash(p); p == 1; p != 1; p < 1; p > 1; p == q
operator.index(p); int(p); float(p); -p; +p; abs(p); ~p; reversed(p); format(p, 'x'); f'{p}'; f'{p!r}'; divmod(p, 1); divmod(1, p); round(p)
p.__class__; isinstance(p, Everything); p.attribute; p.missing; setattr(p, 'attribute', 6); n.attribute; delattr(p, 'attribute'); delattr(p, 'attribute'); p.__dict__
p + 1; 1 + p; p - 1; 1 - p; p * 2; 2 * p; p @ 1; 1 @ p; p / 1; 1 / p; p // 1; 1 // p; p % 1; 1 % p; p ** 2; 2 ** p; pow(p, 2, 3)
p << 1; 1 << p; p >> 1; 1 >> p; p & 1; 1 & p; p | 1; 1 | p; p ^ 1; 1 ^ p; p + q; p ** q
operator.iadd(p, 1); operator.isub(p, 1); operator.imul(p, 1); operator.imatmul(p, 1); operator.itruediv(p, 1); operator.ifloordiv(p, 1); operator.imod(p, 1)
operator.ipow(p, 1); operator.ilshift(p, 1); operator.irshift(p, 1); operator.iand(p, 1); operator.ior(p, 1); operator.ixor(p, 1)
p(); next(p); operator.setitem(p, 0, 9); n.items; operator.delitem(p, 0); n.items; [0, 1, 2, 3, 4][p]; 'abc'[:p]; p.__init__; p.__enter__()
""")
try:
    with p:
        pass
except TypeError as error:
    print(error)

print("--- an object that can do nothing")
nothing, iterator = Nothing(), Iterator()
x, i = weakref.proxy(nothing), weakref.proxy(iterator)
all_of("next(i); list(i); next(x); iter(x); len(x); x[0]; x(); x + 1; 1 in x; -x; ~x; int(x); float(x); reversed(x); bool(x); hash(x); x == x; x == nothing; x < nothing; bytes(x)")

print("--- an object that is gone")
del n, c
all_of("""
len(p); p[0]; list(p); 2 in p; bool(p); str(p); repr(p); hash(p); p == 1; p < 1; p == p; int(p); float(p); operator.index(p); p.attribute; setattr(p, 'a', 6)
p + 1; 1 + p; -p; ~p; operator.iadd(p, 1); p ** 2; divmod(p, 1); p.__class__; isinstance(p, Everything); bytes(p); reversed(p); next(p); w(); f'{p}'; callable(p)
callable(w); weakref.getweakrefcount(p); type(p)
""")
