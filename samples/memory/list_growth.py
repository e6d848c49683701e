# Lists grow in steps. A list has room for more items than it holds, so that append seldom has to move them all: the room grows by about an eighth each time, so that a million appends move each item only
# a few times on average. sys.getsizeof shows the steps. A list made at once has exactly the room that it needs.
import sys

items = []
size = sys.getsizeof(items)
print("empty:", size, "bytes")
steps = []
for n in range(100):
    items.append(n)
    if sys.getsizeof(items) != size:
        size = sys.getsizeof(items)
        steps.append((len(items), (size - sys.getsizeof([])) // 8))
print("(items, room for):", steps)

moves = 0
last = 0
items = []
for n in range(100000):
    items.append(n)
    if sys.getsizeof(items) != last:
        last = sys.getsizeof(items)
        moves += 1
print("100000 appends, new room", moves, "times")

print("a copy has no spare room:", sys.getsizeof(items[:]) < sys.getsizeof(items))
print("made at once:", sys.getsizeof([0] * 10), " by append:", sys.getsizeof([n for n in range(10)]))
while len(items) > 10:
    items.pop()
print("it shrinks, too:", sys.getsizeof(items) < last // 100)
