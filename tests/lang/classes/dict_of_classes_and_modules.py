"""The __dict__ of a class or a module is the built-in type's matter, even when a base has one of the ordinary kind."""
import types


def say(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


class D(metaclass=Meta1):
    x = 1


class E(metaclass=Meta2):
    x = 1


class Module1(types.ModuleType, Base):
    pass


class Module2(Base, types.ModuleType):
    pass


descriptor = Base.__dict__['__dict__']
for thing in D, E, Module1('m'), Module2('m'):
    kind = type(thing).__name__
    print(kind, '__dict__' in vars(type(thing)), type(thing.__dict__).__name__)
    print(say(setattr, thing, '__dict__', {}), say(delattr, thing, '__dict__'))
    print(say(descriptor.__set__, thing, {}), say(descriptor.__delete__, thing))
    print(type(say(descriptor.__get__, thing)).__name__)
    thing.y = 5
    print(thing.y, thing.__dict__['y'])


class Odd(types.ModuleType):
    __dict__ = property(lambda self: 'no dict')


odd = Odd('m')
odd.x = 1
print(odd.x, odd.__dict__, say(dir, odd))
print(say(getattr, type, '__abstractmethods__'), say(getattr, int, '__abstractmethods__'))
