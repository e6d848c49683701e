"""`ouro -m memory_profiler script.py`: the table to the column."""
import sys


@profile
def my_func(n):
    a = [1] * (10 ** 6)
    b = [2] * (2 * 10 ** 7)
    for i in range(n):
        a.append(i)
    del b
    return a


if __name__ == "__main__":
    print(len(my_func(3)), sys.argv)
