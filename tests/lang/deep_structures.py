# Structures nested so deep that C code which follows them would need more stack than there is. The test runs with a stack of 256 KiB; on the usual one
# all of them are harmless. Either the work is done, or a RecursionError says that it is too deep: no third way.
import copy
import functools
import itertools
import sys
import types

DEPTH = 3000
sys.unraisablehook = lambda ignored: None  # a chain of generators may be too long to be closed


def attempt(name, act):
    try:
        act()
    except RecursionError as error:
        assert str(error).startswith("maximum recursion depth exceeded"), error
    except (MemoryError, SyntaxError) as error:  # what CPython's parser and compiler say of too much nesting
        assert type(error) is MemoryError or "too many" in error.msg, error
    print(name, "survived")


def nest(make, value, depth=DEPTH):
    for _ in range(depth):
        value = make(value)
    return value


# --- data

in_tuples = nest(lambda value: (value,), 1)
in_tuples_too = nest(lambda value: (value,), 1)
in_lists = nest(lambda value: [value], 1)
in_lists_too = nest(lambda value: [value], 1)
in_dicts = nest(lambda value: {1: value}, 1)
attempt("hash of tuples", lambda: hash(in_tuples))
attempt("hash of frozensets", lambda: hash(nest(lambda value: frozenset([value]), 1)))
attempt("set of tuples", lambda: {in_tuples, in_tuples_too})
attempt("equal tuples", lambda: in_tuples == in_tuples_too)
attempt("less tuples", lambda: in_tuples < in_tuples_too)
attempt("equal lists", lambda: in_lists == in_lists_too)
attempt("in", lambda: in_lists_too in [in_lists])
attempt("repr of tuples", lambda: repr(in_tuples))
attempt("str of lists", lambda: str(in_lists))
attempt("format of dicts", lambda: f"{in_dicts}")
attempt("deepcopy", lambda: copy.deepcopy(in_lists))
attempt("slices", lambda: slice(in_tuples) == slice(in_tuples_too))
attempt("repr of a mapping proxy", lambda: repr(nest(types.MappingProxyType, {})))
attempt("item of a mapping proxy", lambda: nest(types.MappingProxyType, {1: 2})[1])
attempt("defaultdict", lambda: repr(nest(lambda value: __import__("collections").defaultdict(None, {1: value}), 1)))
attempt("deque", lambda: repr(nest(lambda value: __import__("collections").deque([value]), 1)))

# --- classes

attempt("isinstance", lambda: isinstance(1, nest(lambda value: (value,), str)))
attempt("issubclass", lambda: issubclass(int, nest(lambda value: (value,), str)))
attempt("generic alias", lambda: nest(lambda value: list[value], int))
alias = nest(lambda value: types.GenericAlias(list, (value,)), int, 500)
for name, act in (("repr", repr), ("hash", hash), ("parameters", lambda alias: alias.__parameters__), ("equal", lambda alias: alias == list[alias])):
    attempt("alias " + name, lambda: act(alias))
attempt("alias of alias", lambda: nest(lambda value: types.GenericAlias(value, int), list).append)
attempt("union", lambda: repr(int | alias))
attempt("classmethods", lambda: nest(classmethod, len).__get__(1, int))
attempt("staticmethods", lambda: nest(staticmethod, len)(""))
attempt("abstract", lambda: nest(property, len).__isabstractmethod__)

# --- calls

attempt("methods", lambda: nest(lambda function: types.MethodType(function, 1), print))
attempt("call of methods", lambda: nest(lambda function: types.MethodType(function, 1), lambda *_: None, 500)())
attempt("partial", lambda: nest(lambda function: functools.partial(lambda f, *_: f(), function), int)())
attempt("caches", lambda: nest(functools.lru_cache, int)())


class Twice:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __len__(self):
        return len(self.inner)

    def __iter__(self):
        return iter(self.inner)

    def __hash__(self):
        return hash(self.inner)

    def __contains__(self, item):
        return item in self.inner

    def __call__(self):
        return self.inner()


wrapped = nest(Twice, nest(lambda value: (value,), 1, 10))
for name, act in (("len", len), ("iter", iter), ("hash", hash), ("call", lambda value: value()), ("in", lambda value: 1 in value),
                  ("attribute", lambda value: value.index)):
    attempt("wrapped " + name, lambda: act(wrapped))

# --- iterators

for name, make in (("map", lambda it: map(tuple, it)), ("filter", lambda it: filter(None, it)), ("zip", zip), ("enumerate", enumerate),
                   ("chain", itertools.chain), ("islice", lambda it: itertools.islice(it, 9)), ("cycle", itertools.cycle),
                   ("accumulate", itertools.accumulate), ("takewhile", lambda it: itertools.takewhile(bool, it)),
                   ("dropwhile", lambda it: itertools.dropwhile(bool, it)), ("filterfalse", lambda it: itertools.filterfalse(None, it)),
                   ("compress", lambda it: itertools.compress(it, it)), ("pairwise", itertools.pairwise), ("starmap", lambda it: itertools.starmap(lambda *items: items, it)),
                   ("zip_longest", itertools.zip_longest), ("groupby", itertools.groupby), ("tee", lambda it: itertools.tee(it)[0])):
    attempt(name, lambda: next(nest(make, iter([(1, 2, 3)] * 3)), None))


def delegate(inner):
    yield from inner


def chain(depth=DEPTH):
    made = nest(delegate, iter([1, 2]), depth)
    next(made)
    return made


sys.setrecursionlimit(10000)
attempt("generators", lambda: next(chain()))
attempt("throw", lambda: chain().throw(RecursionError("maximum recursion depth exceeded, says throw")))
attempt("close", lambda: chain().close())
sys.setrecursionlimit(1000)

# --- sources

for name, text in (("brackets", "(" * 150 + "1" + ")" * 150), ("signs", "-" * 1000 + "x"), ("not", "not " * 1000 + "x"), ("sum", "+".join("x" * 2000)),
                   ("attributes", "x" + ".x" * 1000), ("calls", "x" + "()" * 1000), ("items", "x" + "[0]" * 1000), ("powers", "**".join("x" * 1000)),
                   ("lambdas", "lambda: " * 500 + "1"), ("conditions", "1 if x else " * 1000 + "1"), ("or", "(x or y) and " * 90 + "x"),
                   ("comprehensions", "[" * 90 + "x" + " for x in y]" * 90), ("for", "[x" + " for x in y" * 1000 + "]"),
                   ("tuples", "(" * 150 + "1" + ",)" * 150), ("folded", "-" * 1000 + "1"), ("walrus", "(a := " * 150 + "1" + ")" * 150),
                   ("wrong", "(" * 150 + "1 1" + ")" * 150), ("wrong calls", "f(" * 150 + "x y" + ")" * 150)):
    def compiled():
        try:
            compile(text, "<deep>", "eval")
        except SyntaxError as error:
            assert "too many" in error.msg or name.startswith("wrong"), (name, error)
    attempt(name, compiled)
for name, text in (("statements", "".join(" " * depth + "if x:\n" for depth in range(95)) + " " * 95 + "pass"),
                   ("elif", "if x: pass\n" + "elif x: pass\n" * 2000), ("decorators", "@x\n" * 2000 + "def f(): pass"),
                   ("with", "with " + ", ".join("x" * 1000) + ": pass"), ("targets", "(" * 150 + "a" + ",)" * 150 + " = x"),
                   ("annotation", "from __future__ import annotations\nx: " + "-" * 1000 + "x"), ("assigned", "x = " * 2000 + "1"),
                   ("functions", "".join(" " * depth + "def f():\n" for depth in range(90)) + " " * 90 + "pass"),
                   ("classes", "".join(" " * depth + "class C:\n" for depth in range(90)) + " " * 90 + "pass")):
    attempt(name, lambda: compile(text, "<deep>", "exec"))
attempt("exec", lambda: exec(text := "exec(text)", {"text": text}))

# --- functions

class Odd:
    """Each operation asks C to do the same once more, so often."""

    left = 2000

    def again(self, act, last):
        Odd.left -= 1
        return act() if Odd.left > 0 else last

    def __eq__(self, other):
        return self.again(lambda: [self] == [Odd()], True)

    def __bool__(self):
        return self.again(lambda: any([self]), True)

    def __getitem__(self, key):
        return self.again(lambda: self[key], 1)

    def __index__(self):
        return self.again(lambda: len(range(self)), 1)

    def __add__(self, other):
        return self.again(lambda: sum([self], other), 1)

    def __radd__(self, other):
        return self.again(lambda: sum([self], other), 1)

    def __repr__(self):
        return self.again(lambda: "%r" % self, "odd")

    def __lt__(self, other):
        return self.again(lambda: bool(sorted([self, other])), True)

    def __call__(self):
        return self.again(lambda: max([1], key=lambda _: self()), 1)

    def __class_getitem__(cls, key):
        return cls.again(cls, lambda: cls[key], key)


for limit in (2**31 - 1, 2**30, 10**5):
    for name, act in (("eq", lambda: Odd() == 1), ("bool", lambda: bool(Odd())), ("getitem", lambda: Odd()[1]), ("index", lambda: [1, 2][Odd()]),
                      ("add", lambda: Odd() + 1), ("repr", lambda: repr(Odd())), ("lt", lambda: Odd() < Odd()), ("key", lambda: Odd()()),
                      ("class item", lambda: Odd[1])):
        sys.setrecursionlimit(limit)
        Odd.left = 1000
        attempt("through C: " + name, act)
for limit in (0, -1, 2**31, 1):
    try:
        sys.setrecursionlimit(limit)
    except (ValueError, OverflowError, RecursionError) as error:
        print(type(error).__name__, error)
