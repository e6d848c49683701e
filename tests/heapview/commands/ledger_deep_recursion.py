# While C code runs Python code, a thousand calls deep, nobody is asked anew at each instruction who holds what it works with.
def nested(n):
    if n:
        yield from nested(n - 1)
    yield n


G = nested(900)
print(sum(G))
G = nested(2000)
try:
    next(G)
except RecursionError as error:
    print(error)
