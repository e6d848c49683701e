"""Data and non-data descriptors, their precedence, and functions as descriptors."""


class Data:
    def __get__(self, instance, owner):
        return ("data", instance is not None, owner.__name__)

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class NonData:
    def __get__(self, instance, owner):
        return "non-data"


class OnlySet:
    def __set__(self, instance, value):
        instance.__dict__["only_set"] = value * 2


class A:
    d = Data()
    n = NonData()
    only_set = OnlySet()


a = A()
a.__dict__["d"] = a.__dict__["n"] = "in the instance"
print(a.d, a.n, A.d, A.n)
a.d = 5
del a.d
a.n = "assigned"
print(a.n, a.__dict__)
a.only_set = 21
print(a.only_set, type(A.only_set).__name__)
del a.n
print(a.n)


def function(self, x=1):
    return (self, x)


bound = function.__get__("me")
print(bound(), bound(2), bound.__self__, bound.__func__ is function)
A.method = function
print(A.method is function, a.method == a.method, a.method is a.method, A.__dict__["method"].__get__(a, A)()[0] is a)
a.plain = function
try:
    a.plain()
except TypeError as e:
    print(e)


class Cached:
    """Computes once: a non-data descriptor that the instance then hides."""

    def __init__(self, compute):
        self.compute = compute

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value


class Circle:
    @Cached
    def area(self):
        print("computing")
        return 42


c = Circle()
print(c.area, c.area, c.__dict__)
print(str.upper.__get__("abc")(), type(str.upper).__name__, type("".upper).__name__, type(A.__dict__["method"]).__name__)
