"""The iterator protocol: exhaustion, iterators over changing things, and wrappers that share their source."""
x = [1, 2, 3]
it = iter(x)
print(next(it), end=" ")
x.append(4)
print(list(it))
x.append(5)
print(list(it), "an exhausted list iterator stays exhausted")
it = iter([1, 2, 3])
z = zip(it, it)
print(list(z), list(it))
e = enumerate(iter("abc"))
print(next(e), list(e))
m = map(lambda v: v * 2, iter(range(3)))
print(next(m), list(m), list(m))
r = reversed([1, 2, 3])
print(next(r), list(r), r.__length_hint__())
for thing in ("abc", [1], (1,), {1: 2}, {1}, range(2), b"a", {1: 2}.items(), enumerate([]), zip(), map(len, []), filter(None, []), reversed([]), (i for i in [])):
    iterator = iter(thing)
    print(type(iterator).__name__, iter(iterator) is iterator, end="; ")
print()


class Forever:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


print(list(zip(range(3), Forever())), next(Forever()))


class Sequence:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


print(list(Sequence()), 20 in Sequence(), list(zip(Sequence(), "ab")), max(Sequence()), sorted(Sequence(), reverse=True))


class StopsEarly:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise StopIteration
        return self.n


s = StopsEarly()
print(list(s), list(s), "an iterator of one's own may go on after stopping")


class BadIter:
    def __iter__(self):
        return [1]


class NoNext:
    def __iter__(self):
        return self


for wrong in ("list(BadIter())", "list(NoNext())", "next(5)", "for_loop", "iter(None)", "a, b = BadIter()"):
    try:
        if wrong == "for_loop":
            for _ in NoNext():
                pass
        else:
            exec(wrong)
    except TypeError as error:
        print(wrong, error)
print([*map(str, filter(lambda n: n % 2, range(6)))], dict(zip("ab", iter([1, 2]))), list(iter("ab")), tuple(iter(())))
values = iter([3, 0, 5])
print(list(iter(lambda: next(values), 0)), next(values))
numbers = iter(range(10))
print(4 in numbers, next(numbers), sum(numbers))
a, *b = iter("xyz")
print(a, b, *iter([7, 8]))
print(list(zip([1, 2, 3], ["a", "b"])), list(map(max, [1, 5], [3, 2])), any(v > 2 for v in iter([1, 3, 1 / 1])))
