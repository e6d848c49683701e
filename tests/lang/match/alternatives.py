# Or-patterns, `as`, guards; names bound by whichever alternative fits.
def pick(x):
    match x:
        case [a, b] | {'a': a, 'b': b} | (a, b, _):
            return a, b
        case [[x1, y1], *rest] | [*rest, [x1, y1], _] if rest:
            return x1, y1, rest
        case ({'k': (1 | 2) as n} | {'n': [n]}) as whole:
            return n, whole
        case ('go', ('north' | 'south' | 'up') as way, *more):
            return way, more
        case (((((deep) as deeper))), 1, 2, 3, 4):
            return deep, deeper
        case str() | bytes():
            return 'text'
        case None | () | False | 0.5:
            return 'nothing'
        case _ if x == 'never':
            return 'never'
        case (1 | _) as any:
            return 'any', any


for x in ([1, 2], {'b': 3, 'a': 4}, (5, 6, 7), [[1, 2], 3, 4, 5], [0, 0, 0, [8, 9], 0], {'k': 2}, {'k': 3}, {'n': [4]}, ('go', 'up', 1, 2), ('go', 'down', 1, 2),
          (7, 1, 2, 3, 4), 'a', b'a', None, (), False, 0.5, 0, object):
    print(pick(x) if x is not object else pick(x)[0])


# Alternatives may name in another order; what one of them took is gone when it fails.
def permuted(x):
    match x:
        case ((a, b, c, 0) | (c, a, b, 1) | (b, c, a, 2)), d:
            return a, b, c, d
        case [a, [b, (1 as c) | [c, _]] | [[b], c]]:
            return 'inner', a, b, c


for x in ([(1, 2, 3, n), 4] for n in range(3)):
    print(permuted(x))
print(permuted([1, [2, 1]]), permuted([1, [2, [3, 4]]]), permuted([1, [[2], 3]]), permuted([1, [2, 3]]))


# Guards see the names, may bind others, and run in order.
def guarded(x):
    match x:
        case n if (m := n * 2) > 10:
            return 'big', n, m
        case n if n == 3 and print('three?') is None:
            return 'three', n, m
        case n if not n or any(n == k for k in (1, 2)):
            return 'small', n
        case [*_] | _ if False:
            return 'never'
    return 'end', n


print(*map(guarded, (6, 3, 0, 1, 4)))


# In a generator a value may be yielded for by the subject, a guard or a body.
def generate():
    while True:
        match (yield 'subject'):
            case [n] if (yield 'guard'):
                yield n
            case [a, *b]:
                n = yield b
            case None:
                return


run = generate()
print([run.send(value) for value in (None, [1], True, 'x', [2, 3], 5, [4], 0, 6)])
