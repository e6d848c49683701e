# A metaclass's mro() is asked while the class has none: super() finds nothing then, and nothing breaks.
class Meta(type):
    def mro(cls):
        print(cls.__mro__)
        if cls.__mro__ is None:
            for name in 'nothing', '__repr__', '__thisclass__':
                try:
                    print(name, getattr(super(cls, cls), name, 'default') is not None)
                    print(super(cls, cls).nothing)
                except AttributeError as e:
                    print(e)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


print(A.__mro__)
