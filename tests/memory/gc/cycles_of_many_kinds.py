"""Cycles through closures, generators, exceptions, instances, bound methods, classes, partials, iterators: all are found."""
import gc
import weakref
from functools import partial

gc.disable()
gc.collect()


class A:
    def method(self):
        pass


def watched(make):
    a = A()
    make(a)
    return weakref.ref(a)


def closure(a):
    a.f = lambda: a


def bound_method(a):
    a.m = a.method


def in_list(a):
    a.l = [a]


def in_dict_value(a):
    a.d = {"a": a}


def in_dict_key(a):
    a.d = {a: 1}


def in_set(a):
    a.s = {a}


def in_tuple(a):
    a.t = ((a,),)


def generator(a):
    def g():
        yield a
    a.g = g()
    next(a.g)


def unstarted_generator(a):
    a.g = (x for x in [a])


def exception(a):
    try:
        raise ValueError(a)
    except ValueError as e:
        a.e = e


def traceback(a):
    try:
        1 / 0
    except ZeroDivisionError as e:
        a.e = e


def a_partial(a):
    a.p = partial(print, a, key=a)


def iterator(a):
    a.i = iter([a])


def zip_and_map(a):
    a.z = zip([a], map(lambda v: v, [a]))


def a_class(a):
    a.c = type("C", (), {"owner": a})


def a_property(a):
    a.p = property(lambda self: a)


def default_argument(a):
    def f(x=a):
        pass
    a.f = f


def weak_callback(a):
    a.r = weakref.ref(A(), lambda r: a)


def function_attribute(a):
    def f():
        pass
    f.a = a
    a.f = f


def slice_object(a):
    a.s = slice(a)


def super_object(a):
    a.s = super(A, a)


def frozen(a):
    a.s = frozenset([a])


def static(a):
    a.s = staticmethod(lambda: a)


def enumerated(a):
    a.e = enumerate([a])


for make in (closure, bound_method, in_list, in_dict_value, in_dict_key, in_set, in_tuple, generator, unstarted_generator, exception,
             traceback, a_partial, iterator, zip_and_map, a_class, a_property, default_argument, weak_callback, function_attribute,
             slice_object, super_object, frozen, static, enumerated):
    r = watched(make)
    before = r() is not None
    count = gc.collect()
    print(f"{make.__name__:20} alive before: {before}, after: {r() is not None}, found some: {count > 0}")
