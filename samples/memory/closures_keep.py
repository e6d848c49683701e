# Closures keep what they use. A function made inside another shares its variables through cells; as long as the inner function lives, so does what the cells hold: only those variables that it uses, not the
# whole frame. A callback that is registered somewhere can so keep large things alive that it needs for one number.
import weakref


class Data:
    def __init__(self, size):
        self.size = size


def make_callback():
    data = Data(1000)
    unused = Data(5)
    watches = weakref.ref(data), weakref.ref(unused)

    def report():
        return data.size

    return report, watches


report, (data, unused) = make_callback()
print("used by the closure: alive", data() is not None)
print("not used by it: alive", unused() is not None)
print("free variables:", report.__code__.co_freevars, " in cells:", [cell.cell_contents.size for cell in report.__closure__])


def make_lean_callback():
    data = Data(1000)
    size = data.size  # only the number is needed
    watch = weakref.ref(data)
    return lambda: size, watch


lean, watch = make_lean_callback()
print("a callback that keeps only a number:", lean(), " data alive:", watch() is not None)
del report
print("the first callback is gone, data alive:", data() is not None)

late = [lambda: n for n in range(3)]
print("all closures of a loop share one variable:", [f() for f in late])
