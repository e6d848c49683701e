"""type, isinstance, object, None, Ellipsis, NotImplemented, and what types say of themselves."""
for thing in (1, 1.5, "a", b"", [], (), {}, set(), frozenset(), None, True, 1j, range(1), slice(1), len, print, int, type, object(), ..., NotImplemented, (lambda: 0), [].append, "".join, iter([]), (i for i in []), {}.keys(), {}.items(), zip(), ValueError(), property(), staticmethod(len), Exception, int.__add__, type.mro, bytearray(), memoryview(b"") if False else b""):
    print(type(thing).__name__, end=" ")
print()
print(int, str, type(None), type(...), type(len), ValueError, type, object, range, type(lambda: 0), list.append, [].__class__)
print(repr(None), repr(...), repr(NotImplemented), str(type), int.__name__, int.__mro__, bool.__bases__, type.__mro__, type(type) is type, isinstance(type, object), isinstance(object, type), object.__base__)
print(None is None, None == 0, bool(None), bool(...), not None, type(None)() is None)
print(len.__name__, print.__name__, [].append.__name__, str.join.__qualname__, len.__doc__ is not None, len.__module__)
for wrong in ("type(None)(1)", "None + 1", "None.x", "len(None)", "type('A')()", "type('A', 5, {})", "type(5, (), {})", "type('A', (5,), {})", "object().x", "int.x", "isinstance(1, [int])", "int.__add__(1)", "int.__add__('a', 1)", "str.upper(1)", "list.append(1)", "type('A', (bool,), {})", "type('A', (type(None),), {})", "type('A', (int, str), {})", "(lambda: 0).x"):
    try:
        print(wrong, eval(wrong))
    except (TypeError, AttributeError) as e:
        print(wrong, type(e).__name__, e)
print((1).__class__, (1).__add__(2), (1).__add__("a"), "a".__eq__(1), [].__eq__([]), (1.5).__lt__(2), int.__add__(1, 2), str.upper("a"), list.__len__([1]), object.__repr__(1)[:17], dict.get({"a": 1}, "a"))
print(int is type(5), type(5) == int, issubclass(int, object), issubclass(type, object), int.__class__, isinstance(5, object), type(int), callable(int), int("5"), dict(a=1).__class__, type(type(5)))
A = type("A", (list,), {"__doc__": "made", "f": lambda self: len(self)})
print(A([1, 2]).f(), A.__doc__, A.__name__, A.__bases__, A.__module__, isinstance(A(), list), A.__qualname__)
