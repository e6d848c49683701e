# positional-only and keyword-only parameters, errors that name them
def f(a, /, b, *, c=3, **rest):
    return a, b, c, rest
print(f(1, b=2, c=4, a=5))
for call in (lambda: f(), lambda: f(1, 2, 3), lambda: f(a=1)):
    try:
        call()
    except TypeError as error:
        print(error)
