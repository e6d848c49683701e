"""In a function, locals() and f_locals are one dict, made when somebody first asks, brought up to date by each call, and kept by the frame."""
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"

    def __del__(self):
        print("del", self.name)


def one_dict():
    x = Noisy("x")
    first = locals()
    second = locals()
    print(first is second, first is sys._getframe().f_locals, first is vars(), list(first), dir())
    print(sys.getrefcount(x), sys.getrefcount(first))
    del x
    print("x is deleted, not dead:", list(first))
    locals()
    print("now it is:", list(first), first["first"] is first)
    y = 1
    first["y"], first["unknown"] = 5, 7
    print(first["y"])
    locals()
    print(y, first["y"], first["unknown"])


one_dict()


def order(a, b, *c, d=4, **e):
    local = 1

    def inner():
        nonlocal local
        enclosed = 2
        print(list(locals()))
        local = lambda: enclosed, a, c
        return locals()

    late = 3
    print(list(locals()))
    return inner()


print(list(order(1, 2, 3, z=5)))


def assigned_meanwhile():
    def inner():
        nonlocal x
        snapshot = locals()
        x = 5
        return snapshot["x"], locals() is snapshot, snapshot["x"]

    x = 1
    return inner()


print(assigned_meanwhile())


def holds_a_cell():
    cell = (lambda: cell).__closure__[0]
    return type(locals()["cell"]).__name__, (lambda: cell)() is cell


print(holds_a_cell())


def keeps_alive():
    x = Noisy("kept by a snapshot")
    locals()
    x = None
    print("x is None")


keeps_alive()
print("after the call")


def returned():
    x = Noisy("returned")
    return locals()


snapshot = returned()
print(snapshot, sys.getrefcount(snapshot["x"]), sys.getrefcount(snapshot))
del snapshot


def several():
    b, a = Noisy("b"), Noisy("a")
    sys._getframe().f_locals
    c = Noisy("c")


several()


def generate():
    x = Noisy("x of a generator")
    yield locals()
    y = 2
    yield locals()
    x = None
    yield locals()


generator = generate()
print(generator.gi_frame.f_locals)
first = next(generator)
print(generator.gi_frame.f_locals is first, sys.getrefcount(first))
first["more"] = 1
print(next(generator) is first, first, generator.gi_frame.f_locals is first)
next(generator)
print(first)
frame = generator.gi_frame
generator.close()
print(first, frame.f_locals is first)
del frame, first, generator


def fails():
    x = Noisy("x of a traceback")
    1 / 0


try:
    fails()
except ZeroDivisionError as error:
    frame = error.__traceback__.tb_next.tb_frame
locals_of_frame = frame.f_locals
print(frame.f_locals is locals_of_frame, locals_of_frame, sys.getrefcount(locals_of_frame["x"]))
frame.clear()
print(locals_of_frame)
print(frame.f_locals is locals_of_frame, locals_of_frame)
del frame


class Body:
    name = 1
    print(locals() is locals(), locals() is sys._getframe().f_locals, "name" in locals())


print([sorted(locals()) for i in range(2)])
print(locals() is globals(), locals() is sys._getframe().f_locals)


def executes():
    x = 3
    exec("x = 4; y = 5")
    print(x, locals())
    eval("locals()")["z"] = 6
    print(locals(), "z" in dir())
    exec("del y, x")
    print(sorted(locals()))


executes()


def cleared():
    def generate():
        x = Noisy("x of a cleared generator")
        try:
            yield 1
        finally:
            print("finally")

    def clears_itself():
        try:
            frame.clear()
        except RuntimeError as error:
            print(error)
        yield

    generator = generate()
    next(generator)
    frame = generator.gi_frame
    frame.clear()
    print(generator.gi_frame, frame.f_locals, list(generator))
    generator = generate()
    generator.gi_frame.clear()
    print(list(generator))
    generator = clears_itself()
    frame = generator.gi_frame
    next(generator)


cleared()


def dies_while_updating():
    class Dies:
        def __del__(self):
            print("dies:", sorted(sys._getframe(1).f_locals))

    x = Dies()
    locals()
    x = y = 1
    print(sorted(locals()))


dies_while_updating()
