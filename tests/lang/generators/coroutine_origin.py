# sys.set_coroutine_origin_tracking_depth(n): a coroutine notes who makes it, for the warning that nobody awaited it.
import gc
import sys

print(sys.get_coroutine_origin_tracking_depth())


async def f(*args):
    return [await arg for arg in args]


def make(*args):
    return f(*args)


class Maker:
    async def method(self):
        pass


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as e:
        return e.value


def show(coroutine):
    origin = coroutine.cr_origin
    print(origin and [(name.rpartition("/")[2], line, function) for name, line, function in origin], type(origin))
    print(sys.getsizeof(coroutine) == size, run(coroutine), coroutine.cr_origin is origin)


coroutine = make()
size = sys.getsizeof(coroutine)
show(coroutine)
for depth in 0, 1, 2, 5, True, 2**31 - 1:
    sys.set_coroutine_origin_tracking_depth(depth)
    print("depth", sys.get_coroutine_origin_tracking_depth())
    show(make())
    show([make(make(),
               f()) for _ in [1]][0])
for c in list(map(Maker().method, ())) + [Maker().method()]:
    print(len(c.cr_origin), run(c))
try:
    make().cr_origin = 1
except AttributeError as e:
    print(e)
for args in (), (-1,), ("x",), (1.5,), (2**40,), (1, 2):
    try:
        print(sys.set_coroutine_origin_tracking_depth(*args))
    except Exception as e:
        print(type(e).__name__, e)
    print(sys.get_coroutine_origin_tracking_depth())
make()


def recur(n):
    return recur(n - 1) if n else f()


for depth in 3, 4, 5, 6, 9:
    sys.set_coroutine_origin_tracking_depth(depth)
    recur(9)
sys.set_coroutine_origin_tracking_depth(9)
recur(4)
eval("f()")
sys.set_coroutine_origin_tracking_depth(depth=1)
make()
cycle = [make()]
cycle.append(cycle)
del cycle
gc.collect()
try:
    f(**{"wrong": 1})
except TypeError as e:
    print(e)
sys.set_coroutine_origin_tracking_depth(0)
make()
