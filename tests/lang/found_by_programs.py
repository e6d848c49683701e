"""What random programs (tests/fuzz) found to differ from CPython."""
import traceback


class Plain:
    pass


class List(list):
    pass


class Int(int):
    pass


class Index:
    def __index__(self):
        return 5


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


def multiply_in_place(left, right):
    left *= right
    return left


# `left *= sequence` repeats only where left is no container, and no instance of a class
for left in {}, {1}, Plain(), Int(2), 2, None, range(3), [1], List([1]), 2.0, 'x', b'y', len, int:
    for right in [1], List([1]), (1,), 'a', b'b', bytearray(b'c'):
        attempt(multiply_in_place, left, right)

# the methods of sequences take a number
for sequence in [1], (1,), 'a', b'b', bytearray(b'c'):
    for name in '__mul__', '__rmul__', '__imul__':
        for number in 2, 1.0, 'x', None, 1j, True, 2**70, Plain():
            attempt(lambda: getattr(sequence, name)(number))


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


for size in 3, -1, -2**70, 2**70, Int(4), 'a', None, True, 1.0, Int(-3), Int(2**80):
    for function in len, bool, lambda sized: sized.__len__():
        attempt(function, Sized(size))
attempt(len, Sized(Index()))

# names of what is defined in a comprehension
print([lambda: 1 for _ in '1'][0].__qualname__, [(i for i in '1') for _ in '1'][0].__qualname__)


def function():
    return [[lambda: 1 for _ in '1'] for _ in '1'][0][0].__qualname__, {(lambda: [lambda: 1 for _ in '1'])()[0].__qualname__ for _ in '1'}


print(function())

# the test of an assertion is a tuple after folding
for text in 'assert (() + (1,))', 'assert ((1, 2) * 2), 3', 'assert () * 2 or 1', 'assert (1, 2)[0:1]':
    exec(compile(text, '<text>', 'exec'))


class Doubtful:
    def __bool__(self):
        raise ValueError('no truth')


# what is marked where asking for the truth fails: the statement, or the expression around
b = Doubtful()
sources = ['if b: pass', 'if b:\n    pass\nelse:\n    pass', 'x = 1; assert b, 2', 'while b: pass', 'x = [1 if b else 2]', 'x = [not b]', 'x = [b and 1]',
           'x = [1 and b or 2]', 'if 1 and b: pass', 'if not b: pass', 'x = [i for i in [1] if b]', 'if (b or 1): pass', 'x = [1 if b and 2 else 3]',
           'assert not b', 'x = (lambda: 1 if b else 2)()', 'match 1:\n    case _ if b:\n        pass', 'if [b for b in [b] if b and 1]: pass',
           'if (1 if b else 2): pass', 'if not (b and 1): pass', 'x = 1 if not b else 3', 'while 1 and b: pass', 'if (x := b): pass', 'assert b',
           'if 1: pass\nelif b: pass', 'print(1, b and 2)', 'x = b or 1']
for source in sources:
    code = compile(source, '<source>', 'exec')
    try:
        exec(code)
    except ValueError as error:
        trace = error.__traceback__.tb_next
        while trace.tb_frame.f_code.co_name != '__bool__':
            print(repr(source), trace.tb_frame.f_code.co_name, list(trace.tb_frame.f_code.co_positions())[trace.tb_lasti // 2])
            trace = trace.tb_next

# the marks under an index in parentheses
import linecache

for source in 'x[(1)]', 'x[(1 if 2 else 3)]', 'x[(1)][2]', 'x[1 ]', 'x[ (1) ]', 'x[(1,2)]', 'x[1:2]', '(x)[1]', 'x  [1]', 'x[(1)] += 1':
    linecache.cache['<marks>'] = len(source), None, [source + '\n'], '<marks>'
    try:
        exec(compile(source, '<marks>', 'exec'), {'x': {}})
    except Exception as error:
        print(''.join(traceback.format_tb(error.__traceback__)[1:]), end='')
