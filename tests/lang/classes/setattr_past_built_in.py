"""object.__setattr__ does not pass over what a built-in class in between says; object.__getattribute__ sees any __dict__."""
import _thread
import types
import weakref


def say(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


class A:
    f = 1

    @property
    def g(self):
        pass


class Meta(type):
    def __setattr__(cls, key, value):
        type.__setattr__(cls, key, value)


class Past(type):
    def __setattr__(cls, key, value):
        object.__setattr__(cls, key, value)


class Plain:
    def __setattr__(self, key, value):
        object.__setattr__(self, key, value * 2)


class Both(Plain, Meta):
    pass


say(object.__setattr__, str, 'foo', 42)
say(object.__delattr__, str, 'lower')
say(object.__setattr__, A, 'y', 2)
say(object.__delattr__, A, 'f')
say(type.__setattr__, A, 'y', 2)
print(A.y)
say(setattr, Meta('M', (), {}), 'x', 1)
say(setattr, Past('P', (), {}), 'x', 1)
say(setattr, Both('B', (), {}), 'x', 1)
plain = Plain()
plain.x = 4
print(plain.x)
say(object.__setattr__, _thread._local(), 'y', 2)
say(object.__setattr__, weakref.proxy(A), 'y', 2)

module = types.ModuleType('m')
object.__setattr__(module, 'x', 3)
print(module.x, module.__dict__['x'], object.__getattribute__(module, 'x'))
object.__delattr__(module, 'x')
say(object.__getattribute__, module, 'x')
print(object.__getattribute__(str, 'lower'), object.__getattribute__(A, 'f'), type(object.__getattribute__(A, 'g')))
print(object.__getattribute__(A, '__mro__') == A.__mro__)
say(object.__getattribute__, A, 'nothing')
