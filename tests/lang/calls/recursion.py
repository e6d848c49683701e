"""Deep but allowed recursion, mutual recursion, and recursion through data."""
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 3))


def flatten(x):
    return [y for item in x for y in flatten(item)] if isinstance(x, list) else [x]


print(flatten([1, [2, [3, [4, []], 5]], [[6]]]))


def hanoi(n, a, b, c):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)


print(hanoi(3, "a", "b", "c"))


def endless():
    endless()


try:
    endless()
except RecursionError as e:
    print(type(e).__mro__[1].__name__, str(e)[:32])
print("recovered", depth(100))
before = sys.getrecursionlimit()
sys.setrecursionlimit(3000)
print(before, depth(2500))
sys.setrecursionlimit(before)
nested = []
for _ in range(50):
    nested = [nested]
print(str(nested).count("["))
