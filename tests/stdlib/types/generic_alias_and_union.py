"""types: list[int] and int | str: showing, comparing, substituting, asking isinstance, refusing."""
import types
GA = types.GenericAlias
print(list[int], dict[str,int], tuple[()], tuple[int, ...], type[int], set[list[int]], list["x"], list[None])
a = list[int]
print(a.__origin__, a.__args__, a.__parameters__, a.__class__, type(a), a.__doc__ == list.__doc__)
print(a == list[int], a == list[str], hash(a) == hash(list[int]), a != list[int], a == 3)
print(a([1,2]), a.append, a.__name__, a.__mro__, a.__module__)
for f in (lambda: isinstance([], a), lambda: issubclass(list, a), lambda: a[int], lambda: setattr(a, 'x', 1), lambda: a.foo, lambda: GA(), lambda: GA(list, x=1), lambda: int[3], lambda: a < a, lambda: GA(list), lambda: iter(int), lambda: isinstance(3, int | list[int]), lambda: isinstance('', int|list[int]), lambda: issubclass(int, int | list[int]), lambda: int | 3, lambda: types.UnionType(), lambda: (int | str)[int], lambda: (int|str).foo, lambda: isinstance(3, 3), lambda: (int|str) < 3, lambda: a.__bases__, lambda: a.__unpacked__, lambda: a.__typing_unpacked_tuple_args__, lambda: a.__mro_entries__(()), lambda: a.__reduce__(), lambda: next(iter(a)), lambda: list(a), lambda: next(iter(tuple[int,str])).__typing_unpacked_tuple_args__, lambda: list[int, str], lambda: a | None, lambda: None | a, lambda: a | str | a, lambda: int | int, lambda: int | None | str, lambda: None | int, lambda: (int | str).__args__, lambda: (int|str).__parameters__, lambda: (int|str) == (str|int), lambda: hash(int|str) == hash(str|int), lambda: isinstance(3, int|str), lambda: isinstance(None, int|None), lambda: issubclass(bool, int|str), lambda: issubclass(3, int|str), lambda: type(int|str), lambda: (int|str).__module__, lambda: (int|str) | (float|int), lambda: list[int] | list[int], lambda: (int|list[int]).__args__, lambda: types.NoneType, lambda: type(iter(a)), lambda: repr(GA(3, (4,5))), lambda: GA(int, ([int, str], 3)), lambda: [x for x in dir(a) if x not in dir(list)], lambda: type.__or__(int, str), lambda: int.__or__(int, 3), lambda: list[()], lambda: enumerate[int], lambda: slice[int], lambda: frozenset[int], lambda: types.MappingProxyType[int,str], lambda: reversed[int], lambda: map[int], lambda: str[int], lambda: a.__orig_class__, lambda: (list|3), lambda: isinstance([], (int, list|str)), lambda: (int|str).__class__, lambda: type(None)|int, lambda: GA(list, int).__copy__, lambda: staticmethod[int], lambda: range[int], lambda: memoryview[int], lambda: property[int], lambda: int|'x', lambda: 'x'|int):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class X(list[int]): pass
print(X.__bases__, X.__orig_bases__, X.__mro__)
class G:
    def __class_getitem__(cls, item): return GA(cls, item)
g = G[int]()
print(g.__orig_class__, G[int], type(g))
class S(GA):
    def __new__(cls, o, a): return super().__new__(cls, o, a)
    def __getitem__(self, x): return ('S', super().__args__)
    def __repr__(self): return 'S!'
s = S(list, int); print(s, s[3], s.__args__, isinstance(s, GA), type(s))
class TV:
    def __init__(self, n): self.n = n
    def __typing_subst__(self, x): return x
    def __repr__(self): return self.n
T, K = TV('T'), TV('K')
l = list[T]; print(l, l.__parameters__, l[int], dict[T, list[K]].__parameters__, dict[T, list[K]][int, str])
for f in (lambda: l[int, str], lambda: dict[K, T][int], lambda: (l|int), lambda: (l|int).__parameters__, lambda: (l|int)[str], lambda: (l | K if False else l | None)[int], lambda: tuple[T, ...][int], lambda: tuple[T, K, T][int, str]):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import weakref
print(weakref.ref(l)() is l)

print(*list[int])
print({list[int]: 1}[list[int]])
