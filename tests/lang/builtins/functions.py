"""The built-in functions, and their errors."""
print(abs(-5), abs(-2.5), abs(True), divmod(7, 3), pow(2, 10), round(2.675, 2), sum([1, 2], 10), sum([]), sum([[1], [2]], []), sum((0.1, 0.2)))
print(min(3, 1, 2), max([1, 5, 3]), min("b", "a"), max([], default="none"), max("abc", "de", key=len), min([(1, "b"), (1, "a")]), max(1, 1.0), min({"b": 1, "a": 2}))
print(all([1, "a", [0]]), any([0, "", None]), all([]), any([]), bin(10), hex(255), oct(8), chr(65), ord("A"), len("abc"), callable(len), repr("a"), ascii("é"), hash(5))
print(list(enumerate("ab", 5)), list(zip("ab", [1, 2, 3])), list(zip()), list(zip("a")), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(lambda v: v > 1, [1, 2, 3])), list(filter(None, [0, 1])), list(reversed("abc")), sorted("cab", reverse=True))
print(isinstance(1, (str, int)), isinstance(True, int), issubclass(bool, (str, int)), type(1) is int, type("a").__name__, isinstance(None, type(None)), id(None) == id(None))
print(getattr("a", "upper")(), getattr(1, "nope", "default"), hasattr([], "append"), vars(type("A", (), {"x": 1})())== {}, dir([])[-3:], callable(5))
print(eval("1 + 2"), eval("x * 2", {"x": 21}), eval("a + b", {"a": 1}, {"b": 2}), exec("y = 5"), y, eval(compile("3 * 3", "<s>", "eval")))
namespace = {}
exec("def f(n): return n * 2\nresult = f(4)", namespace)
print(namespace["result"], sorted(k for k in namespace if k != "__builtins__"), "print" in dir(__builtins__))
it = iter([1, 2, 3])
print(next(it), next(it), next(it), next(it, None), list(iter(lambda n=iter("abx"): next(n), "x")), slice(1, 5, 2), bool(), int(), str(), list(), object() == object())
print(1, 2, sep="-", end="!\n"); print(); print("a", end=""); print("", "b", sep=""); print(*[], sep="x"); print(None, True, 1.0, sep=None, end=None)
print(list(map(int, "123")), list(map(pow, [2, 3], [3, 2])), dict(enumerate("ab")), list(zip(*[[1, 2], [3, 4]])), list(zip("ab", "cd", strict=True)), sum(map(len, ["a", "bb"])), max(map(abs, [-3, 2])), format(3.14159, ".2f"), format(255, "x"), format("a", ">3"))
for wrong in ("abs('a')", "len(5)", "len()", "max()", "max([])", "max(1)", "min(1, 'a')", "sum(['a'])", "sum(5)", "ord('ab')", "ord(1)", "chr(-1)", "chr('a')", "round('a')", "isinstance(1, 5)", "issubclass(1, int)", "next([])", "next(iter([]))", "iter(5)", "iter(5, 6)", "zip(5)", "list(zip('a', 'bc', strict=True))", "map(len)", "list(map(5, [1]))", "filter(1)", "enumerate()", "enumerate(5)", "reversed({1})", "reversed(5)", "sorted()", "sorted(5)", "sorted([1], 2)", "getattr(1)", "getattr(1, 2)", "hasattr(1, 2)", "setattr(1, 'a', 2)", "vars(5)", "hash([])", "hex(1.5)", "bin('a')", "divmod(1)", "pow('a', 2)", "pow(2, 2, 2.0)", "callable()", "print(sep=1)", "print(foo=1)", "eval(5)", "exec(5)", "format(1, 2)", "type()", "type(1, 2)", "super()", "id()", "dir(1, 2)", "compile('1', 'f', 'wrong')", "eval('1 +')", "int.nope", "object(1)", "round(1.5, 'a')", "sum([1], start='a')", "sum('ab', '')", "bool(1, 2)", "slice()", "all(5)", "any()", "input(1, 2)", "staticmethod()", "property(1, 2, 3, 4, 5)", "__import__(5)", "delattr(5, 'x')"):
    try:
        print(wrong, eval(wrong))
    except Exception as e:
        print(wrong, type(e).__name__, e)
