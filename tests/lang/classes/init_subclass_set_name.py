"""Hooks at class creation: __init_subclass__, __set_name__, __class_getitem__, __prepare__ order."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, name=None, **rest):
        super().__init_subclass__(**rest)
        cls.registry[name or cls.__name__.lower()] = cls
        print("subclass", cls.__name__, name)


class One(Plugin):
    pass


class Two(Plugin, name="second"):
    pass


class Three(Two):
    pass


print(list(Plugin.registry))


class Field:
    def __set_name__(self, owner, name):
        print("set name", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        return self if instance is None else f"value of {self.name}"


class Record:
    first = Field()
    second = Field()
    alias = first


r = Record()
print(r.first, r.second, r.alias, Record.first is Record.__dict__["first"])


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic[int], Generic["a", 1])


class Order:
    def __init_subclass__(cls):
        print("init_subclass", [name for name in vars(cls) if not name.startswith("__")])


class Sub(Order):
    field = Field()
    z = 1
    a = 2


late = Field()
Sub.late = late
print(hasattr(late, "name"))
