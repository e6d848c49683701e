# A generator holds one item. A list of a million squares holds all of them at once; a generator holds its variables and the place where it stopped, and makes each item when it is asked for. tracemalloc
# measures the most that was in use: for the sum it makes a difference of thousands to one.
import sys
import tracemalloc


def squares(count):
    for n in range(count):
        yield n * n


def peak_of(work):
    """What it gives, and the most bytes in use meanwhile."""
    tracemalloc.start()
    result = work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return result, peak


COUNT = 20000
by_list, list_peak = peak_of(lambda: sum([n * n for n in range(COUNT)]))
by_generator, generator_peak = peak_of(lambda: sum(squares(COUNT)))
print("the same sum:", by_list == by_generator)
print("the list took more than 400 kB:", list_peak > 400_000)
print("the generator less than 5 kB:", generator_peak < 5_000)

lazy = squares(3)
print("its size does not depend on the count:", sys.getsizeof(squares(10)) == sys.getsizeof(squares(10**9)))
print("items:", next(lazy), next(lazy), "variables meanwhile:", lazy.gi_frame.f_locals)
print("the rest:", list(lazy), "then:", list(lazy), lazy.gi_frame)
