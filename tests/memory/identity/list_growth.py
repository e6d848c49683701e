"""Lists grow in steps, dicts and sets double: sizes seen through sys.getsizeof change only now and then."""
import sys


def steps(grow, n):
    """At which lengths the size changes."""
    container, changes, size = [], [], None
    for i in range(n):
        now = sys.getsizeof(container)
        if now != size:
            changes.append(i)
            size = now
        grow(container, i)
    return changes


print("append:", steps(lambda l, i: l.append(i), 200))
print("insert:", steps(lambda l, i: l.insert(0, i), 60))
print("+= one:", steps(lambda l, i: l.__iadd__([i]), 60))
print("slice:", steps(lambda l, i: l.__setitem__(slice(len(l), None), [i]), 60))


def dict_steps(n):
    d, changes, size = {}, [], None
    for i in range(n):
        now = sys.getsizeof(d)
        if now != size:
            changes.append(i)
            size = now
        d[i] = i
    return changes


def set_steps(n):
    s, changes, size = set(), [], None
    for i in range(n):
        now = sys.getsizeof(s)
        if now != size:
            changes.append(i)
            size = now
        s.add(i)
    return changes


print("dict:", dict_steps(400))
print("set:", set_steps(700))
shrinking = list(range(100))
size, changes = None, []
while shrinking:
    now = sys.getsizeof(shrinking)
    if now != size:
        changes.append(len(shrinking))
        size = now
    shrinking.pop()
print("pop:", changes)
print("made to measure is smaller:", sys.getsizeof([1, 2, 3]) <= sys.getsizeof([x for x in (1, 2, 3)]), sys.getsizeof(list(range(10))) <= sys.getsizeof([x for x in range(10)]))
l = [0] * 10
before = sys.getsizeof(l)
l.append(0)
print(sys.getsizeof(l) > before, sys.getsizeof(l.copy()) <= sys.getsizeof(l), sys.getsizeof([]) == sys.getsizeof(list()))
l.clear()
print(sys.getsizeof(l) == sys.getsizeof([]))
s = "a"
print([sys.getsizeof("a" * n) - sys.getsizeof("") for n in (1, 10, 100)], [sys.getsizeof((1,) * n) - sys.getsizeof(()) for n in (1, 2, 10)], sys.getsizeof(b"abc") - sys.getsizeof(b""))
