"""memory_profiler: the lines of a function: lists, loops, del, what comes and goes, decorators with and without options."""
from memory_profiler import profile

from _tables import MIB, Tables


@profile(stream=Tables())
def my_func():
    a = [1] * (10 ** 6)
    b = bytes(20 * MIB)
    del b
    return a


@profile(stream=Tables(), precision=4)
def loops(n):
    kept = []
    for i in range(n):
        kept.append(bytes(2 * MIB))
        temporary = bytes(5 * MIB)
    del kept[1:]
    while n:
        n -= 1
        if n == 1:
            continue
    temporary = None
    many = [
        bytes(MIB)
        for _ in range(10)
    ]
    few = many[:2]
    many = {1: few}

    # a comment inside

    if n:
        pass
    else:
        pass
    # a comment behind


@profile(precision=2, stream=Tables())
def several_lines(a,
                  b=None):
    """A text."""
    return max(
        len(bytes(a)),
        3,
    )


for _ in range(2):
    print(len(my_func()))
loops(3)
print(several_lines(3 * MIB), several_lines.__name__, several_lines.__doc__, several_lines.__wrapped__.__name__)


def lambdas():
    return list(map(profile(lambda n: bytes(n * MIB), stream=Tables()), [1, 2]))


print(len(lambdas()))
