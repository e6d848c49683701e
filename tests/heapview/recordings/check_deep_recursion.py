# A thousand calls deep, and generators within generators: a step costs no more there than at the top.
def add_up(n):
    return n + add_up(n - 1) if n else 0


def nested(n):
    if n:
        yield from nested(n - 1)
    yield n


def entering_itself():
    try:
        yield next(inner)
    except ValueError as error:
        print(error)
    yield inner.gi_running


inner = entering_itself()
print(list(inner))
print(add_up(900))
inner = nested(900)
print(sum(inner))
inner = nested(2000)
try:
    next(inner)
except RecursionError as error:
    print(error)
