"""Metaclasses: __prepare__, __new__, __init__, __call__, attributes of the class itself."""


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **options):
        print("prepare", name, [b.__name__ for b in bases], options)
        return {"prepared": True}

    def __new__(mcls, name, bases, namespace, **options):
        print("new", name)
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        print("init", name, options)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def on_class(cls):
        return f"called on {cls.__name__}"

    @property
    def size(cls):
        return len(cls.__name__)

    def __len__(cls):
        return 99

    def __iter__(cls):
        return iter(cls.__name__)

    def __contains__(cls, x):
        return x == 5

    def __getattr__(cls, name):
        return f"no {name}"


class Base(metaclass=Meta, option=1):
    def __init__(self, x=0):
        self.x = x


class Derived(Base):
    pass


print(type(Base), type(Derived) is Meta, Base.prepared, Derived.on_class(), Derived.size, len(Base), list(Base), 5 in Base, Base.missing)
print(Derived(3).x)
try:
    Derived(1).on_class()
except AttributeError as e:
    print(e)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


def function_as_metaclass(name, bases, namespace):
    return name, len(bases), sorted(k for k in namespace if not k.startswith("__"))


class NotAClass(metaclass=function_as_metaclass):
    a = 1
    b = 2


print(NotAClass)
print(isinstance(Base, Meta), issubclass(Meta, type), type(Meta), type.__call__(Base, 7).x)


class InstanceCheck(type):
    def __instancecheck__(cls, instance):
        return instance == "special"

    def __subclasscheck__(cls, sub):
        return sub is int


class Checked(metaclass=InstanceCheck):
    pass


print(isinstance("special", Checked), isinstance(1, Checked), issubclass(int, Checked), issubclass(str, Checked))
