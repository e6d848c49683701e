"""weakref.ref, getweakrefs, getweakrefcount: what can be referred to, arguments, hash and equality, dead references."""
import _weakref
import sys
import weakref


class C:
    def method(self):
        return "method"


def attempt(text):
    try:
        print(text, "->", plain(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, plain(error))


def plain(value):
    """The text without addresses."""
    parts = str(value).split("0x")
    return parts[0] + "".join("0x" + part.lstrip("0123456789abcdef") for part in parts[1:])


c = C()
r = weakref.ref(c)
print(weakref.__all__, weakref.ref, weakref.ref.__name__, weakref.ref.__module__, weakref.ref.__doc__, weakref.ProxyTypes)
print(weakref.ReferenceType is weakref.ref is _weakref.ref, r() is c, weakref.ref(c) is r, weakref.ref(c, None) is r, weakref.ref(c, print) is r)
print(r.__callback__, weakref.ref(c, print).__callback__, hash(r) == hash(c), r == weakref.ref(c, len), r != r, plain(r))
for name in ("proxy", "getweakrefs", "getweakrefcount", "_remove_dead_weakref"):
    print(name, "|", getattr(_weakref, name).__doc__)
for text in """weakref.ref(); weakref.ref(1); weakref.ref(c, 1)() is c; weakref.ref(c, 1, 2); weakref.ref(c, callback=1); weakref.ref(object=c); weakref.ref([])
weakref.ref('a'); weakref.ref(None); weakref.ref(()); weakref.ref({}); weakref.ref(object()); weakref.ref(1.5); weakref.ref(range(3)); weakref.ref(r)
weakref.ref(Exception()); weakref.ref(bytearray()); weakref.ref(slice(1)); weakref.ref(iter([])); weakref.ref(property()); weakref.ref(staticmethod(len))
weakref.ref(str.join); weakref.ref(c.__init__); weakref.ref(len)() is len; weakref.ref(int)() is int; weakref.ref(set([1]))(); weakref.ref(frozenset([1]))()
weakref.ref(lambda: 1)(); weakref.ref(c.method)(); weakref.ref(sys)() is sys; weakref.ref((x for x in ()))(); weakref.ref(type)() is type
weakref.ref(memoryview(b''))(); weakref.ref(C.method)() is C.method; r(1); r(a=1); r.__callback__; r.foo; r < r; r > 1; r == 1; r != 1; len(r); r[0]; bool(r)
r.__init__(c); r.__init__(1, 2, 3, 4); r.__init__(a=1); r.__new__(weakref.ref); r.__new__(weakref.ref, c) is r; setattr(r, 'x', 1); weakref.ref.__new__(int, c)
weakref.ref[int]; isinstance(r, weakref.ReferenceType); weakref.getweakrefcount(c); weakref.getweakrefcount(1); weakref.getweakrefcount()
weakref.getweakrefs(1); weakref.getweakrefs(c)[0] is r; weakref.getweakrefs(); weakref._remove_dead_weakref(1, 2); weakref._remove_dead_weakref({}, 2)
weakref._remove_dead_weakref({1: 2}, 1); weakref._remove_dead_weakref({1: r}, 1); weakref._remove_dead_weakref({}, [])""".replace("\n", "; ").split("; "):
    attempt(text)

print("--- dead")
d = C()
hashed, other = weakref.ref(d), weakref.ref(d, lambda reference: None)
hash(hashed)
number = hash(d)
del d
print(hashed(), plain(hashed), hash(hashed) == number, hashed == other, hashed == hashed, hashed != other, hashed != hashed)
attempt("hash(other)")

print("--- equality asks the objects")


class Chatty:
    def __eq__(self, other):
        print("eq", type(other).__name__)
        return "answer"


a, b = Chatty(), Chatty()
attempt("weakref.ref(a) == weakref.ref(b)")
attempt("weakref.ref(a) != weakref.ref(b)")
attempt("weakref.ref(a) == 5")
attempt("weakref.ref(a).__eq__(5)")
attempt("weakref.ref(a).__lt__(weakref.ref(b))")
attempt("hash(weakref.ref(a))")

print("--- the order of references and callbacks")
o = C()
proxy = weakref.proxy(o)
first = weakref.ref(o, lambda reference: print("first", plain(reference)))
plain_reference = weakref.ref(o)
second = weakref.ref(o, lambda reference: print("second", reference()))
print([type(x).__name__ for x in weakref.getweakrefs(o)], weakref.getweakrefcount(o), o.__weakref__ is plain_reference)
gone = weakref.ref(o, lambda reference: print("never"))
del gone
del o
o = C()
o.own = weakref.ref(o, lambda reference: print("never: it dies first"))
del o


def failing(reference):
    raise ValueError("failing")


o = C()
reference = weakref.ref(o, failing)
del o


class NoRoom:
    __slots__ = ()


class Room:
    __slots__ = ("__weakref__",)


attempt("weakref.ref(NoRoom())")
attempt("weakref.ref(Room())()")
attempt("Room().__weakref__")
attempt("setattr(Room(), '__weakref__', 1)")
