"""Decorators: order, arguments, on classes and methods, any expression."""


def tag(name):
    print("make", name)

    def decorate(target):
        print("apply", name, "to", target.__name__)
        target.tags = getattr(target, "tags", ()) + (name,)
        return target
    return decorate


@tag("outer")
@tag("inner")
def f(x=print("default")):
    return x


print(f.tags)


@tag("class")
class A:
    @tag("method")
    def m(self):
        return "m"

    @staticmethod
    @tag("static")
    def s():
        return "s"

    @classmethod
    @tag("classmethod")
    def c(cls):
        return cls.__name__

    @property
    @tag("property")
    def p(self):
        return "p"


print(A().m(), A.s(), A.c(), A().p, A.tags, A.m.tags)
decorators = [lambda g: (lambda: g() + 1), lambda g: (lambda: g() * 10)]


@decorators[0]
@decorators[1]
def number():
    return 4


print(number())


@lambda function: function()
def immediately():
    return "a decorator may return anything"


print(immediately)


@print
class Printed:
    pass


print(Printed)


@(lambda g: g)
def parenthesised():
    return "any expression"


print(parenthesised())
