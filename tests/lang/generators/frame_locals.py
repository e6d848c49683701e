# The variables of a suspended generator, seen through its frame.
def numbers(n):
    x = 1

    def inner():
        return x

    yield x
    x = 2
    yield n


g = numbers(5)
print({name: value for name, value in g.gi_frame.f_locals.items() if name != "inner"})
next(g)
print(sorted(g.gi_frame.f_locals), g.gi_frame.f_locals["x"], g.gi_frame is g.gi_frame)
frame = g.gi_frame
next(g)
print(frame.f_locals["x"], frame.f_lineno, frame is g.gi_frame)
print(list(g), g.gi_frame, sorted(frame.f_locals))

g = numbers(6)
next(g)
frame = g.gi_frame
g.close()
print(g.gi_frame, sorted(frame.f_locals))

g = numbers(7)
frame = g.gi_frame
del g
print(sorted(frame.f_locals))


def asks():
    yield sorted(me.gi_frame.f_locals), me.gi_running
    local = 1
    yield sorted(me.gi_frame.f_locals)


me = asks()
print(next(me), next(me))
