"""Names with two leading underscores belong to the class in whose body they are written."""


class A:
    __hidden = 1

    def __init__(self):
        self.__value = "A's"

    def get(self):
        return self.__value

    def __private(self):
        return "A.__private"

    def call(self):
        return self.__private()


class B(A):
    def __init__(self):
        super().__init__()
        self.__value = "B's"

    def get_b(self):
        return self.__value

    def __private(self):
        return "B.__private"


b = B()
print(b.get(), b.get_b(), b.call(), sorted(vars(b)))
print(A._A__hidden, b._B__private(), hasattr(A, "__hidden"))


class __Odd:
    __x = 5

    def f(self, __parameter=2):
        __local = 3
        global __g
        __g = 4
        return __parameter + __local


print(_Odd__x if False else __Odd._Odd__x, __Odd().f(), _Odd__g)


class C:
    __dunder__ = "not mangled"
    __a_ = "mangled"

    def f(self):
        return getattr(self, "_C__a_")


print(C.__dunder__, C().f(), C.f.__code__.co_varnames)
