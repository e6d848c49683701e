# A cache that does not keep things alive. A dict as a cache holds what it caches for ever: a leak by design. A WeakValueDictionary refers to its values weakly, which does not count: an entry is there as
# long as somebody else uses the value, and goes with it. A finalizer can be told of it.
import sys
import weakref


class Picture:
    made = 0

    def __init__(self, name):
        self.name = name
        Picture.made += 1


strong, weak = {}, weakref.WeakValueDictionary()


def load(name, cache):
    picture = cache.get(name)
    if picture is None:
        picture = cache[name] = Picture(name)
    return picture


one = load("sea", strong)
again = load("sea", strong)
print("strong cache, same picture:", one is again, " made:", Picture.made)
del one, again
print("nobody uses it, but the cache holds it:", list(strong))

one = load("hill", weak)
again = load("hill", weak)
print("weak cache, same picture:", one is again, " count:", sys.getrefcount(one))
weakref.finalize(one, print, "   the hill is gone")
del again
print("one user left:", list(weak))
del one
print("no user left:", list(weak))
load("hill", weak)
print("made in all:", Picture.made)
