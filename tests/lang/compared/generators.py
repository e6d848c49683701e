# generators: send, throw, close, yield from, return values
def inner():
    got = yield 1
    try:
        yield got
    except ValueError:
        yield 'thrown'
    return 'result'
def outer():
    result = yield from inner()
    print(result)
g = outer()
print(next(g), g.send('sent'), g.throw(ValueError))
print(list(g))
g = outer()
next(g)
g.close()
print(next(g, 'closed'))
