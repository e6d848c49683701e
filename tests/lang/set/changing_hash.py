# Items are found by the hash that they have now, and pop() goes on where it was.
class Changing:
    hash = 1

    def __hash__(self):
        return self.hash


one = Changing()
s = {one}
print(one in s)
one.hash = 9
print(one in s)
one.hash = 1
print(one in s)
s = {1, 2, 3}
print(s.pop())
s.add(0)
print(s.pop(), s.pop(), s.pop())
s = set(range(20))
print([s.pop() for _ in range(5)])
s.add(1)
s.add(100)
print(s.pop(), list(s))
s.clear()
s.update([3, 4, 5])
print(s.pop())


def numbers(n, log):
    for i in range(n):
        log.append(i)
        yield i


for name in "intersection", "issubset", "issuperset", "isdisjoint", "difference", "union", "intersection_update":
    for s in {0, 1}, {5}, set(), set(range(10)):
        log = []
        print(name, s, getattr(set(s), name)(numbers(8, log)), log)
