"""A least-recently-used cache on a dict and a doubly linked list, and the same on OrderedDict."""

from collections import OrderedDict


class Node:
    __slots__ = ("key", "value", "older", "newer")

    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.older = self.newer = self


class LRUCache:
    """The list is a ring through a sentinel: sentinel.older is the newest entry, sentinel.newer the oldest."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.nodes = {}
        self.ring = Node()
        self.hits = self.misses = 0

    def _unlink(self, node):
        node.older.newer, node.newer.older = node.newer, node.older

    def _link_newest(self, node):
        newest = self.ring.older
        node.older, node.newer = newest, self.ring
        newest.newer = self.ring.older = node

    def get(self, key, default=None):
        node = self.nodes.get(key)
        if node is None:
            self.misses += 1
            return default
        self.hits += 1
        self._unlink(node)
        self._link_newest(node)
        return node.value

    def put(self, key, value):
        node = self.nodes.get(key)
        if node is not None:
            node.value = value
            self._unlink(node)
        else:
            if len(self.nodes) >= self.capacity:
                oldest = self.ring.newer
                self._unlink(oldest)
                del self.nodes[oldest.key]
            node = self.nodes[key] = Node(key, value)
        self._link_newest(node)

    def __len__(self):
        return len(self.nodes)

    def __contains__(self, key):
        return key in self.nodes

    def __iter__(self):
        """Keys, the oldest first."""
        node = self.ring.newer
        while node is not self.ring:
            yield node.key
            node = node.newer


class OrderedCache(OrderedDict):
    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity

    def get(self, key, default=None):
        if key not in self:
            return default
        self.move_to_end(key)
        return self[key]

    def put(self, key, value):
        self[key] = value
        self.move_to_end(key)
        if len(self) > self.capacity:
            self.popitem(last=False)


cache = LRUCache(3)
for key in "abc":
    cache.put(key, key.upper())
print(list(cache))
print(cache.get("a"), list(cache))
cache.put("d", "D")
print(list(cache), "b" in cache, cache.get("b", "gone"))
cache.put("c", "see")
print(list(cache), cache.get("c"), len(cache))

ours, other = LRUCache(10), OrderedCache(10)
key = 1
for _ in range(500):
    key = key * 31 % 97
    wanted = key % 17
    a, b = ours.get(wanted), other.get(wanted)
    assert a == b, (a, b)
    if a is None:
        ours.put(wanted, wanted ** 2)
        other.put(wanted, wanted ** 2)
print(f"{ours.hits} hits, {ours.misses} misses")
print("the same order:", list(ours) == list(other), list(ours))
