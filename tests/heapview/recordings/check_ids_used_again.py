# What dies while C code runs, or by an attribute of a generator, gives its id to another in the same step.
import functools


@functools.lru_cache(maxsize=3)
def cached(*key):
    return key


class Equal:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        for i in range(3, 9, 2):
            cached(i, i + 1, i + 2)
        cached.cache_clear()
        return True


def attempt(function):
    try:
        function()
    except Exception as error:
        print(type(error).__name__, str(error)[:80])


for i in range(4):
    attempt(lambda: cached(Equal()))
print(cached.cache_info())
attempt(lambda: functools.reduce(lambda a, b: items.clear() or [a], items))
items = [[1], [2], [3]]
attempt(lambda: functools.reduce(lambda a, b: items.clear() or [a], items))
print(sorted([[3], [1], [2]], key=functools.cmp_to_key(lambda a, b: a[0] - b[0])))


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


for make in generator, coroutine, async_generator:
    made = make()
    for name in sorted(dir(made)):
        if name.startswith(("gi_", "cr_", "ag_", "__name", "__qual")):
            attempt(lambda: type(getattr(made, name)))
            for value in None, 5, "n", made:
                attempt(lambda: setattr(made, name, value))
            attempt(lambda: delattr(made, name))
    if make is coroutine:
        made.close()
