"""The variables of a call go when its frame is none any more: a finalizer sees the caller. What it keeps of frames, and errors it raises, keep nothing else."""
import sys

kept = []


def variables(frame):
    return sorted(name for name in frame.f_locals if name[0] != "_" and name in "bdefgijxy")


class D:
    def __del__(self):
        frame = sys._getframe(1)
        print(frame.f_code.co_name, frame.f_lineno, variables(frame))
        kept.append(frame)
        deep = [[1, 2, 3], (4, 5), {6: 7}]
        1 / 0


def report(unraisable):
    print("unraisable", unraisable.exc_type.__name__, unraisable.exc_traceback.tb_frame.f_code.co_name)


def class_body_fails():
    class X:
        d = D()
        1 / 0


def frame_is_kept():
    d = D()
    kept.append(sys._getframe())


def two():
    d = D()
    e = D()


def with_cells():
    d = D()

    def inner():
        return d
    locals()
    sys._getframe()
    1 / 0


def generate():
    d = D()
    yield 1
    e = D()


def delegate():
    b = D()
    yield from generate()


def while_it_is_current():
    d = D()
    del d
    e = D()
    e = None


class Made:
    def __init__(self):
        d = D()
        self.e = D()
        locals()


def argument(d, e=None, *f, g=None):
    return d


def many(x):
    d, e, f, g, i, j = D(), [D()], (D(),), {1: D()}, 1, 2.5
    return argument(x, D(), D(), g=D())


def asks_the_generator():
    def generator():
        class Last:
            def __del__(self):
                print("while its variables go:", next(g, "ended"), g.gi_running, g.gi_frame)
        last = Last()
        yield 1
    g = generator()
    print([*g])


def recurse(x):
    d = D()
    return recurse(x - 1) if x else None


CASES = [class_body_fails, frame_is_kept, two, with_cells, lambda: list(generate()), lambda: next(generate()), lambda: [*delegate()], while_it_is_current,
         Made, lambda: exec("d = D(); 1 / 0", {"D": D}), lambda: many(D()), lambda: [argument(D(), D()) for x in (1, 2)], asks_the_generator,
         lambda: recurse(2), lambda: sorted([1, 2], key=lambda x: D() and 1), lambda: argument(*[D(), D(), D()], **{"g": D()})]


def main():
    for case in CASES:
        print("---", case.__name__)
        try:
            case()
        except ZeroDivisionError as error:
            print("raised", error)
        for frame in kept:
            while frame and frame.f_code.co_name != "main":
                print("    kept", frame.f_code.co_name, frame.f_lineno, variables(frame))
                frame = frame.f_back
        frame = error = None
        kept.clear()


sys.unraisablehook = report
main()
