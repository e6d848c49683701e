# A finalizer as it was before PEP 442 runs at each death, and makes a cycle uncollectable.
import gc
import weakref
import _testcapi


@_testcapi.with_tp_del
class Legacy:
    kept = []

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __tp_del__(self):
        print('tp_del', self.name)
        if self.name == 'phoenix':
            self.kept.append(self)


class Derived(Legacy):
    def __del__(self):
        print('del', self.name)


class Plain:
    def __del__(self):
        print('plain')


gc.collect()
told = []
gc.callbacks.append(lambda phase, info: told.append((phase, info['collected'], info['uncollectable'])))
Legacy('simple')
Derived('both')
Legacy('phoenix')
Legacy.kept.pop().name = 'ashes'

a, b = Legacy('a'), Derived('b')
a.other, b.other = b, a
a.plain = Plain()
look = weakref.ref(a)
del a, b
print(gc.collect(), gc.garbage, look() is gc.garbage[0], told.pop())
print(gc.get_stats()[2]['uncollectable'])
# What refers to it is collected, what it refers to is not.
outer = Plain()
outer.me, outer.legacy = outer, gc.garbage[0]
del outer
print(gc.collect(), told.pop())
for one in gc.garbage:
    one.other = None
gc.garbage.clear()
del one
print('end', gc.collect())


@_testcapi.without_gc
class Untracked:
    __slots__ = ()
    kept = []
    left = 3

    def __del__(self):
        print('del', len(self.kept), self.left)
        Untracked.left -= 1
        if self.left:
            self.kept.append(self)


one = Untracked()
print(gc.is_tracked(one))
del one
Untracked.kept.clear()
Untracked.kept.clear()


class Node:
    pass


node = Node()
node.me, node.hidden = node, _testcapi.ContainerNoGC(Node())
look = weakref.ref(node.hidden.value, lambda ref: print('dead', ref()))
print(gc.is_tracked(node.hidden))
del node
print(gc.collect(), look())
