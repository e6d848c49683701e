"""__del__ along the inheritance: only the nearest runs, unless it calls super."""


class Base:
    def __del__(self):
        print("Base.__del__", type(self).__name__)


class Inherits(Base):
    pass


class Overrides(Base):
    def __del__(self):
        print("Overrides.__del__")


class Both(Base):
    def __del__(self):
        print("Both.__del__")
        super().__del__()


class MyList(list):
    def __del__(self):
        print("MyList", self)


class MyInt(int):
    def __del__(self):
        print("MyInt", self + 0)


class MyDict(dict):
    def __del__(self):
        print("MyDict", self)


class MyStr(str):
    def __del__(self):
        print("MyStr", str(self))


class MyTuple(tuple):
    def __del__(self):
        print("MyTuple", tuple(self))


class MyError(Exception):
    def __del__(self):
        print("MyError", self.args)


for cls in (Inherits, Overrides, Both):
    cls()
MyList([1, MyInt(2)])
MyInt(5) + 1
MyDict(a=MyStr("v"))
MyTuple((1,))
try:
    raise MyError("x")
except MyError:
    print("handling")
print("handled")


class Failing:
    def __init__(self):
        print("init")
        raise ValueError("half made")

    def __del__(self):
        print("del of a half made object")


try:
    Failing()
except ValueError as e:
    print(e)
