# metaclasses, __init_subclass__, __prepare__
class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        return {'made': name}
    def __new__(meta, name, bases, names, **keywords):
        return super().__new__(meta, name, bases, dict(names))
class Base(metaclass=Meta):
    def __init_subclass__(cls, **keywords):
        print(cls.__name__, keywords)
class Child(Base, key=1):
    pass
print(Child.made, type(Child) is Meta)
