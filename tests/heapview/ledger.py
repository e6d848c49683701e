# Every reference taken and released, with line and cause.
import gc
import sys

import heapview

gc.disable()


class Box:
    pass


def f(x):
    y = x
    return None


def g(x):
    return [x]


a = []
book = heapview.ledger(a)
b = a
c = [a, 1]
f(a)
del b
box = Box()
box.item = a
box.item = None
c[0] = 5
k = g(a)
k = None
sys.getrefcount(a)
for q in [a]:
    pass
del q
d = {"k": a}
del d
d = {a: 1} if False else (a,)
d = None
a = 3
view = book.stop()
print(view)
print(book.view().text() == str(view), repr(book) == str(view))

with heapview.ledger(type=Box) as book:
    one = Box()
    two = one
    del one
    two.me = two
    del two
    gc.collect()
print(book)

with heapview.ledger(name="t") as book:

    def h():
        t = [1]
        u = t
        return u

    t = h()
    del t
print(book)

with heapview.ledger(line=69) as book:
    made = [n * 1000 for n in range(3)]  # line 69
    kept = made[1]
    made = None
print(book)

with heapview.ledger("never", name="no such name") as book:
    pass


def numbers(held):
    for i in range(2):
        yield held


held = ["held"]
with heapview.ledger(held) as book:
    for item in numbers(held):
        pass
    try:
        raise ValueError(held)
    except ValueError as error:
        pass
    values = list(map(len, [held]))
    held.append(lambda: held)
print(book)

data = book.view().data()
(entry,) = data["objects"]
count = entry["count"]
for line in entry["entries"]:
    count += line["delta"]
    assert count == line["count"]
print(count, sys.getrefcount(held) - 1)

first = heapview.ledger(held)
try:
    heapview.ledger(held)
except RuntimeError as error:
    print(error)
first.stop()
try:
    heapview.ledger(name=5)
except TypeError as error:
    print(error)
held.pop()
