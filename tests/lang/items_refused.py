# Storing and deleting items where nothing can be stored: of what could be a sequence the index is taken first.
import collections
import types


class Plain:
    pass


class Meta(type):
    pass


class WithMeta(metaclass=Meta):
    pass


class Huge:
    def __index__(self):
        print('index')
        return 2**70


class Failing:
    def __index__(self):
        raise KeyError


class Sized(Plain):
    def __len__(self):
        print('len')
        return 3


class Readable(Sized):
    def __getitem__(self, index):
        return 1


class Tuple(tuple):
    pass


things = [Plain(), Sized(), Readable(), WithMeta, (1,), 'a', b'a', range(3), {1}, frozenset(), 5, 1.5, None, print, int, Tuple(), {}.keys(),
          {}.values(), {}.items(), (x for x in ()), iter([]), Plain, object(), types.SimpleNamespace(), collections.deque(), slice(1), ...,
          types, Exception(), (lambda: 0), property(), zip(), 1j, True, types.GenericAlias(list, int), list | int]
for thing in things:
    for key in [2**70, Huge(), Failing(), -1, 'x', 0, None]:
        for what in 'set', 'delete':
            try:
                if what == 'set':
                    thing[key] = 1
                else:
                    del thing[key]
                print(type(thing).__name__, what, type(key).__name__, 'done')
            except Exception as error:
                print(type(thing).__name__, what, type(key).__name__, type(error).__name__, error)
