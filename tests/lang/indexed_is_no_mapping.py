# A deque takes indexes alone: it is no mapping to %, exec, mappingproxy; what derives from it and has __getitem__ is one.
import collections
import types


class Derived(collections.deque):
    pass


class Own(collections.deque):
    def __getitem__(self, key):
        return key


for thing in [collections.deque([1]), Derived([1]), Own([1]), {}, [1], (1,), 'a', b'a', range(1), memoryview(b'a'), {1}]:
    print(type(thing).__name__)
    for ask in [lambda: 'text' % thing, lambda: '%s' % len('%s' % thing if not isinstance(thing, memoryview) else ''), lambda: '%(k)s' % thing, lambda: b'bytes' % thing,
                lambda: exec('1', {}, thing), lambda: eval('1', thing), lambda: len(repr(types.MappingProxyType(thing))) > 0]:
        try:
            print(' ', repr(ask()))
        except Exception as error:
            print(' ', type(error).__name__, error)
