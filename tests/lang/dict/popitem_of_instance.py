# popitem() on the __dict__ of an instance: the keys it shares with others become its own, with the room they had.
import sys


def instances(names):
    class C:
        pass

    found = []
    for i in range(3):
        one = C()
        for name in names:
            setattr(one, name, i)
        found.append((one.__dict__, C))
    return zip(*found)


for names in ("a", "abc", "abcdefghijklmnopqrstuvwxyzABCD"):
    (first, second, third), classes = instances(names)
    print(sys.getsizeof(first), first.popitem(), sys.getsizeof(first), list(first) == list(names[:-1]), sys.getsizeof(second))
    try:
        print(first.popitem(), sys.getsizeof(first))
    except KeyError as error:
        print(error)
    first["more"] = 1
    print(sys.getsizeof(first), first.get("a"), "more" in first, sys.getsizeof(first.copy()), sys.getsizeof(second), sys.getsizeof(third))
    first[1] = 2
    print(sys.getsizeof(first), list(first)[-2:], second == dict.fromkeys(names, 1))
