"""super() of an object that claims another class by __class__, as a proxy does."""


class Proxy:
    def __init__(self, target):
        self.__target = target

    def __getattribute__(self, name):
        if name.startswith('_Proxy__'):
            return object.__getattribute__(self, name)
        return getattr(self.__target, name)


class B:
    def f(self):
        return 'B.f'


class C(B):
    def f(self):
        return super(C, self).f() + '->C.f'

    def g(self):
        return super().f() + '->C.g'


class Lies:
    @property
    def __class__(self):
        raise KeyError('no class')


class Odd:
    __class__ = 5


proxy = Proxy(C())
print(C.__dict__['f'](proxy), C.__dict__['g'](proxy))
print(super(C, proxy).__self_class__, super(C, proxy).__self__ is not None)
for odd in Lies(), Odd(), Proxy(B()), 3:
    try:
        print(super(C, odd))
    except Exception as error:
        print(type(error).__name__, error)
