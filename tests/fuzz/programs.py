"""Random Python programs: `programs.py SEED` writes the program of that number.

A program is valid, ends by itself, and prints what it computes. It has no output that may differ between two runs: no addresses, no times. Every
statement at the top is guarded, so that one exception does not hide the rest:

    prelude     show(), run() for coroutines
    classes     with special methods that return, raise or change what they should not
    functions   of all kinds: generators, coroutines, closures, with all kinds of parameters
    statements  each in a `try`, whose exception is shown with its line

Expressions are mostly of fitting types, sometimes of any. Numbers stay small by `bounded`, loops by counters.
"""
import random
import re
import sys

PRELUDE = '''\
import sys, re
from functools import partial, reduce, wraps
from itertools import chain, count, islice, repeat, accumulate, zip_longest, product, groupby
from collections import deque, defaultdict, OrderedDict, Counter, namedtuple

budget = [3000]

def spend():
    budget[0] -= 1
    if budget[0] < 0:
        raise TimeoutError('budget')

def text_of(value):
    try:
        if isinstance(value, (set, frozenset)):  # their order may be that of addresses
            value = sorted(value, key=repr)
        text = re.sub(r'0x[0-9a-f]{6,}', '0x', repr(value))
    except Exception as error:
        text = f'<repr: {type(error).__name__}>'
    return text if len(text) < 300 else text[:300] + f'... {len(text)}'

def show(*values):
    print(*[text_of(value) for value in values])

def fail(error):
    trace, lines = error.__traceback__, []
    while trace:
        lines.append(trace.tb_lineno)
        trace = trace.tb_next
    print('!', type(error).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(error))[:300], lines[:8],
          type(error.__cause__).__name__, type(error.__context__).__name__)

def run(coroutine, limit=50):
    try:
        for _ in range(limit):
            show('awaits', coroutine.send(None))
    except StopIteration as stop:
        return stop.value
    coroutine.close()

class Wait:
    def __init__(self, value=None):
        self.value = value
    def __await__(self):
        got = yield self.value
        return self.value

class Manager:
    def __init__(self, swallow=False):
        self.swallow = swallow
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        show('exit', kind and kind.__name__)
        return self.swallow
    async def __aenter__(self):
        return await Wait(1)
    async def __aexit__(self, kind, error, trace):
        await Wait(2)
        return self.swallow

async def arange(n):
    for i in range(n):
        await Wait(i)
        yield i
'''

KINDS = ['int', 'float', 'bool', 'none', 'str', 'bytes', 'list', 'tuple', 'dict', 'set', 'range', 'complex', 'object', 'function', 'iterator']

METHODS = {
    'str': ['upper()', 'lower()', 'strip($s)', 'split($s)', 'split()', 'partition($s)', 'replace($s, $s)', 'find($s)', 'count($s)', 'join($l)',
            'startswith($s)', 'zfill($i)', 'center($i, "*")', 'encode()', 'title()', 'isalpha()', 'splitlines()', 'expandtabs($i)', 'format($x, $x)',
            'rsplit(None, $i)', 'index($s)', 'casefold()', 'swapcase()', 'translate({97: $s, 98: None})', 'removeprefix($s)', 'isidentifier()',
            'rfind($s, $i)', 'ljust($i)', 'capitalize()'],
    'bytes': ['hex()', 'split()', 'upper()', 'find(b"a")', 'decode("latin-1")', 'replace(b"a", b"bc")', 'strip()', 'join([b"x", b"y"])', 'zfill($i)', 'rpartition(b"a")'],
    'list': ['append($x)', 'extend($e)', 'insert($i, $x)', 'pop()', 'pop($i)', 'remove($x)', 'index($x)', 'count($x)', 'reverse()', 'sort()',
             'sort(key=$f)', 'copy()', 'clear()', 'sort(key=str, reverse=True)', '__iadd__($e)', '__len__()'],
    'tuple': ['index($x)', 'count($x)', '__add__($t)', '__mul__($i)', '__contains__($x)'],
    'dict': ['get($x)', 'get($h, $x)', 'pop($h)', 'pop($h, $x)', 'setdefault($h, $x)', 'update($d)', 'keys()', 'values()', 'items()', 'popitem()', 'copy()',
             '__or__($d)', 'fromkeys($e)', '__contains__($h)', 'clear()'],
    'set': ['add($h)', 'discard($h)', 'remove($h)', 'union($e)', 'intersection($e)', 'difference($e)', 'symmetric_difference($e)', 'issubset($e)', 'pop()',
            'isdisjoint($e)', 'update($e)', 'copy()', '__or__($z)'],
    'int': ['bit_length()', 'to_bytes(8, "big", signed=True)', '__add__($x)', 'bit_count()', 'as_integer_ratio()', 'conjugate()', '__floordiv__($n)', '__rsub__($x)'],
    'float': ['is_integer()', 'hex()', 'as_integer_ratio()', '__divmod__($n)', '__round__($i)', '__trunc__()'],
    'range': ['index($i)', 'count($i)', '__len__()', '__contains__($x)', '__reversed__()'],
    'complex': ['conjugate()', '__mul__($n)', '__abs__()'],
}

BUILTINS = ['len($x)', 'abs($n)', 'sum($l)', 'sum($l, $x)', 'min($e, default=$x)', 'max($x, $x)', 'sorted($e)', 'sorted($e, key=$f, reverse=$b)', 'list($e)',
            'tuple($e)', 'sorted(set($e), key=repr)', 'len(frozenset($e))', 'dict($l)', 'dict(a=$x, **{"b": $x})', 'str($x)', 'repr($x)', 'int($s)', 'int($n)', 'float($s)',
            'bool($x)', 'any($e)', 'all($e)', 'list(map($f, $e))', 'list(filter($f, $e))', 'list(zip($e, $e))', 'list(enumerate($e, $i))',
            'list(reversed($l))', 'divmod($n, $n)', 'round($n, $i)', 'hash($k)', 'isinstance($x, (int, str))', 'type($x).__name__', 'callable($x)', 'iter($e)',
            'next(iter($e), $x)', 'ord($s)', 'chr(abs($i) + 60)', 'bin($i)', 'hex($i)', 'format($n, $spec)', 'getattr($x, "real", $x)', 'hasattr($x, "append")',
            'slice($i, $i)', 'list(range($i, $i, $i))', 'bytes($l)', 'bytearray($e)', 'complex($n, $n)', 'reduce($f2, $e, $x)', 'list(chain($e, $e))',
            'list(islice($e, 3))', 'list(accumulate($e))', 'Counter($e).most_common(2)', 'deque($e, 3)', 'list(zip_longest($e, $e))', 'pow($i, 2, 7)',
            'issubclass(type($x), object)', 'vars($o)', 'list(product($e, repeat=1))', '(held is $o)', 'eval("1 + 2 * 3")', 'memoryview(b"abc")[$i]',
            '[(k, list(g)) for k, g in groupby($e)]', 'sorted($d.items(), key=str)', 'ascii($s)', 'isinstance($o, object)', 'OrderedDict($d)', 'super']

SPECIAL = ['__eq__(self, other)', '__hash__(self)', '__lt__(self, other)', '__gt__(self, other)', '__add__(self, other)', '__radd__(self, other)', '__iadd__(self, other)', '__mul__(self, other)',
           '__sub__(self, other)', '__index__(self)', '__bool__(self)', '__len__(self)', '__iter__(self)', '__next__(self)', '__getitem__(self, key)', '__setitem__(self, key, value)', '__delitem__(self, key)',
           '__contains__(self, item)', '__call__(self, *args, **kwargs)', '__repr__(self)', '__str__(self)', '__int__(self)', '__float__(self)', '__getattr__(self, name)', '__neg__(self)', '__invert__(self)',
           '__enter__(self)', '__exit__(self, *error)', '__format__(self, spec)', '__reversed__(self)', '__get__(self, instance, owner)', '__set__(self, instance, value)', '__missing__(self, key)',
           '__length_hint__(self)', '__del__(self)', '__abs__(self)', '__round__(self, n=None)', '__divmod__(self, other)', '__rpow__(self, other)', '__matmul__(self, other)', '__and__(self, other)',
           '__ror__(self, other)', '__init_subclass__(cls, **kwargs)', '__class_getitem__(cls, item)', '__await__(self)', '__aiter__(self)', '__set_name__(self, owner, name)', '__bytes__(self)',
           '__complex__(self)', '__dir__(self)', '__setattr__(self, name, value)', '__delattr__(self, name)', '__le__(self, other)', '__ne__(self, other)']

SPECS = ["'5'", "'<8'", "'^+9.2f'", "'x'", "'08.3e'", "','", "'%'", "'s'", "'#b'", "''", "'_d'", "'>10'", "'c'", "'=+7'"]
EXCEPTIONS = ['ValueError', 'TypeError', 'KeyError', 'IndexError', 'ZeroDivisionError', 'AttributeError', 'LookupError', 'ArithmeticError', 'StopIteration', 'RuntimeError', 'OSError', 'Exception']


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.names = [[]]       # of variables, by scope
        self.functions = []     # (name, number of arguments, kind)
        self.classes = []
        self.counter = 0
        self.in_function = self.in_loop = self.in_async = self.in_generator = self.in_class = False

    # --- text

    def line(self, text):
        self.lines.append('    ' * self.indent + text)

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def fresh(self, stem):
        self.counter += 1
        return f'{stem}{self.counter}'

    def block(self, fill, *arguments):
        self.indent += 1
        fill(*arguments)
        self.indent -= 1

    # --- expressions

    def number(self):
        return self.pick('0', '1', '-1', '2', '3', '7', '10', '255', '256', '257', '1000', '-5', '2**31', '2**63', '-(2**64)', '10**20', 'True', '65537')

    def floating(self):
        return self.pick('0.0', '-0.0', '1.5', '2.5', '-3.25', '1e10', '1e-5', '0.1', '1e300', 'float("inf")', 'float("nan")', '3.0')

    def string(self):
        return self.pick("''", "'a'", "'b'", "'ab'", "'abc'", "'Hello'", "'a b c'", "'12'", "'-3'", "'1.5'", "'ü'", "'日本'", "('x' * 3)", "'%s'", "'{}'", "'a,b'", "'\\n'", "'\\x00'")

    def name(self):
        known = [name for scope in self.names for name in scope]
        return self.random.choice(known) if known else 'None'

    def hashable(self):
        """With a hash that is the same in each process."""
        if self.chance(0.25):
            return '(' + ', '.join(self.pick(self.number, self.string)() for _ in range(self.random.randint(1, 3))) + ',)'
        return self.pick(self.number(), self.string(), self.number(), self.string(), '1.5', '-3.25', '0.1', 'float("inf")')

    def fill(self, template, depth):
        makers = {'x': lambda: self.expression(depth), 'i': lambda: self.pick('0', '1', '2', '3', '-1', '-2', '5', 'True'), 's': lambda: self.typed('str', depth),
                  'l': lambda: self.typed('list', depth), 't': lambda: self.typed('tuple', depth), 'd': lambda: self.typed('dict', depth), 'z': lambda: self.typed('set', depth),
                  'n': lambda: self.typed(self.pick('int', 'int', 'float', 'bool', 'complex'), depth), 'b': lambda: self.pick('True', 'False'),
                  'e': lambda: self.typed(self.pick('list', 'tuple', 'str', 'range', 'set', 'dict', 'iterator'), depth), 'f': lambda: self.function(1, depth),
                  'f2': lambda: self.function(2, depth), 'h': lambda: self.hashable(),
                  'k': lambda: self.typed(self.pick('int', 'str', 'float', 'bytes'), depth), 'o': lambda: self.typed('object', depth), 'spec': lambda: self.pick(*SPECS)}
        return re.sub(r'\$(\w+)', lambda match: makers[match[1]](), template)

    def function(self, count, depth):
        arguments = 'pq'[:count]
        known = [name for name, needs, kind in self.functions if needs == count and kind == 'plain']
        if known and self.chance(0.3):
            return self.random.choice(known)
        self.names.append(list(arguments))
        is_async, self.in_async = self.in_async, False
        text = f'(lambda {", ".join(arguments)}: {self.expression(depth - 1)})'
        self.names.pop()
        self.in_async = is_async
        return text

    def sequence(self, depth, least=0):
        parts = []
        for _ in range(self.random.randint(least, 4)):
            star, expression = self.chance(0.08), self.expression(depth - 1)
            if star and ' ' in expression:
                expression = f'({expression})'  # `*x is None` is an expression in a call alone
            parts.append(('*' if star else '') + expression)
        return parts

    def comprehension(self, depth, result=None):
        variable = self.pick('c', 'e', 'g')
        source = self.fill('$e', depth - 1)
        self.names.append([variable])
        result = result or self.expression(depth - 1)
        text = f'{result} for {variable} in {source}'
        if self.chance(0.4):
            text += f' if {self.expression(depth - 1)}'
        if self.chance(0.15):
            text += f' for w in {self.fill("$e", depth - 2)}'
        self.names.pop()
        return text

    def typed(self, kind, depth):
        if depth <= 0 or self.chance(0.3):
            return self.simple(kind)
        return getattr(self, 'make_' + kind, lambda depth: self.simple(kind))(depth)

    def simple(self, kind):
        if kind in ('list', 'tuple', 'dict', 'set') and self.chance(0.7):
            items = [self.pick(self.number, self.string, self.number)() for _ in range(self.random.randint(0, 4))]
            return {'list': '[' + ', '.join(items) + ']', 'tuple': 'tuple([' + ', '.join(items) + '])',
                    'dict': '{' + ', '.join(f'{item}: {self.number()}' for item in items) + '}', 'set': '{' + ', '.join(['0'] + items) + '}'}[kind]
        return {'int': self.number(), 'float': self.floating(), 'bool': self.pick('True', 'False'), 'none': 'None', 'str': self.string(),
                'bytes': self.pick("b''", "b'a'", "b'abc'", "b'\\xff\\x00'", "bytearray(b'ab')"), 'list': '[]', 'tuple': '()', 'dict': '{}', 'set': 'set()',
                'range': self.pick('range(3)', 'range(0)', 'range(5, 0, -2)', 'range(2, 9, 3)'), 'complex': self.pick('1j', '2+3j', '-0j'),
                'object': self.random.choice(self.classes) + '()' if self.classes else 'object()', 'function': self.pick('len', 'str', 'print', '(lambda *a: a)', 'int'),
                'iterator': self.pick('iter([1, 2, 3])', '(i for i in "abc")', 'reversed([1, 2])', 'map(str, [1, 2])', 'iter({})', 'zip("ab", [1, 2])')}[kind]

    def make_int(self, depth):
        operator = self.pick('+', '-', '*', '//', '%', '&', '|', '^', '>>', '<<', '**')
        left, right = self.typed('int', depth - 1), self.typed('int', depth - 1)
        if operator in ('<<', '**', '>>'):
            right = self.pick('0', '1', '2', '3', '-1')
        if self.chance(0.15):
            return f'{self.pick("-", "+", "~")}({left})'
        return f'({left} {operator} {right})'

    def make_float(self, depth):
        return f'({self.typed("float", depth - 1)} {self.pick("+", "-", "*", "/", "//", "%")} {self.fill("$n", depth - 1)})'

    def make_bool(self, depth):
        operator = self.pick('==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not')
        if operator in ('is', 'is not'):
            return f'({self.expression(depth - 1)} {operator} None)'
        if self.chance(0.2):
            return f'(not {self.expression(depth - 1)})'
        if self.chance(0.15):
            return f'({self.expression(depth - 1)} < {self.expression(depth - 1)} <= {self.expression(depth - 1)})'
        return f'({self.expression(depth - 1)} {operator} {self.expression(depth - 1)})'

    def make_str(self, depth):
        choice = self.random.randrange(5)
        if choice == 0:
            spec = self.pick('', ':>5', '!r', '!s:^7', ':{4}', '!a', '=', ' = !r:.3')
            inner = self.expression(depth - 1)
            if "'" in inner or '"' in inner or '\\' in inner or '{' in inner or ':' in inner or '!' in inner or '=' in inner or '#' in inner:
                inner = self.name()
            return f'f"a{{{inner}{spec}}}b"'
        if choice == 1:
            return f'({self.string()} % {self.pick(self.expression(depth - 1), "(" + self.expression(depth - 1) + ",)")})'
        if choice == 2:
            return f'({self.typed("str", depth - 1)} {self.pick("+", "*")} {self.pick(self.string(), "2", self.expression(depth - 1))})'
        if choice == 3:
            return f'{self.typed("str", depth - 1)}[{self.slice()}]'
        return f'{self.simple("str")}.{self.fill(self.random.choice(METHODS["str"]), depth - 1)}'

    def make_list(self, depth):
        choice = self.random.randrange(5)
        if choice == 0:
            return '[' + self.comprehension(depth) + ']'
        if choice == 1:
            return f'({self.typed("list", depth - 1)} {self.pick("+", "*")} {self.pick(self.typed("list", depth - 1), "2", "0", "-1")})'
        if choice == 2:
            return f'{self.typed("list", depth - 1)}[{self.slice()}]'
        return '[' + ', '.join(self.sequence(depth)) + ']'

    def make_tuple(self, depth):
        if self.chance(0.2):
            return f'({self.typed("tuple", depth - 1)} {self.pick("+ (1,)", "* 2", "+ ()")})'
        parts = self.sequence(depth, 1)
        return '(' + ', '.join(parts) + ',)'

    def make_dict(self, depth):
        if self.chance(0.25):
            return '{' + self.comprehension(depth, f'{self.fill("$h", 0)}: {self.expression(depth - 1)}') + '}'
        parts = [f'{self.fill("$h", depth - 1)}: {self.expression(depth - 1)}' for _ in range(self.random.randint(0, 3))]
        if self.chance(0.2):
            parts.append('**' + self.typed('dict', depth - 1))
        return '{' + ', '.join(parts) + '}'

    def make_set(self, depth):
        if self.chance(0.3):
            return '{' + self.comprehension(depth, self.fill('$h', 1)) + '}'
        if self.chance(0.3):
            return f'({self.typed("set", depth - 1)} {self.pick("|", "&", "-", "^")} {self.typed("set", depth - 1)})'
        return '{' + ', '.join(self.fill('$h', depth - 1) for _ in range(self.random.randint(1, 4))) + '}'

    def make_iterator(self, depth):
        if self.chance(0.5):
            return '(' + self.comprehension(depth) + ')'
        known = [name for name, needs, kind in self.functions if kind == 'generator']
        if known:
            return f'{self.random.choice(known)}({self.expression(depth - 1)})'
        return self.simple('iterator')

    def make_object(self, depth):
        if not self.classes:
            return 'object()'
        return f'{self.random.choice(self.classes)}({self.expression(depth - 1) if self.chance(0.3) else ""})'

    def make_function(self, depth):
        return self.pick(self.function(1, depth - 1), f'partial({self.simple("function")}, {self.expression(depth - 1)})', self.simple('function'))

    def slice(self):
        parts = [self.pick('', '0', '1', '-1', '2', '-3', '10') for _ in range(self.random.choice([1, 2, 2, 3]))]
        if parts == ['']:
            parts = ['0']
        return ':'.join(parts)

    def call(self, depth):
        if self.functions and self.chance(0.5):
            name, needs, kind = self.random.choice(self.functions)
            arguments = [self.expression(depth - 1) for _ in range(needs if self.chance(0.9) else needs + 1)]
            if self.chance(0.1):
                arguments.append('*' + self.fill('$e', depth - 1))
            if self.chance(0.1):
                arguments.append('**' + self.pick('{}', '{"k": 1}', '{1: 2}', '{"a0": 5}'))
            elif self.chance(0.15):
                arguments.append(f'k={self.expression(depth - 1)}')
            text = f'{name}({", ".join(arguments)})'
            return {'generator': f'list({text})', 'coroutine': f'run({text})', 'asyncgen': f'run(collect({text}))'}.get(kind, text)
        return self.fill(self.random.choice(BUILTINS), depth - 1)

    def expression(self, depth):
        if depth <= 0:
            return self.pick(self.name(), self.name(), self.number(), self.string(), self.simple(self.random.choice(KINDS)))
        choice = self.random.random()
        if choice < 0.2:
            return self.name()
        if choice < 0.55:
            return self.typed(self.random.choice(KINDS), depth)
        if choice < 0.7:
            return self.call(depth)
        if choice < 0.8:
            kind = self.random.choice(list(METHODS))
            return f'{self.typed(kind, depth - 1) if kind not in ("int", "float", "complex") else "(" + self.typed(kind, depth - 1) + ")"}.{self.fill(self.random.choice(METHODS[kind]), depth - 1)}'
        if choice < 0.85:
            return f'({self.expression(depth - 1)} if {self.expression(depth - 1)} else {self.expression(depth - 1)})'
        if choice < 0.9:
            return f'({self.expression(depth - 1)} {self.pick("and", "or")} {self.expression(depth - 1)})'
        if choice < 0.94:
            return f'{self.name()}[{self.pick(self.slice(), self.expression(depth - 1))}]'
        if choice < 0.96:
            return f'({self.expression(depth - 1)} {self.pick("+", "-", "*", "/", "%", "@", "&", "|", "<", "==")} {self.expression(depth - 1)})'
        if choice < 0.98:
            return f'{self.name()}.{self.pick("real", "x", "y", "__class__.__name__", "__doc__ is None", "append")}'
        if self.in_async and choice < 0.99:
            return f'(await Wait({self.expression(depth - 1)}))'
        return self.name()

    # --- statements

    def target(self, depth=1):
        """Of an assignment; the names are noted."""
        choice = self.random.random()
        if depth and choice < 0.15:
            parts = [self.target(0) for _ in range(self.random.randint(1, 3))]
            if self.chance(0.3):
                place = self.random.randrange(len(parts))
                parts[place] = '*' + parts[place]
            return self.pick('({},)', '[{},]').format(', '.join(parts))
        if choice < 0.22 and self.names[-1]:
            return f'{self.random.choice(self.names[-1])}[{self.pick(self.slice(), self.expression(1))}]'
        if choice < 0.27 and self.names[-1]:
            return f'{self.random.choice(self.names[-1])}.{self.pick("x", "y")}'
        if choice < 0.6 and self.names[-1]:
            return self.random.choice(self.names[-1])
        name = self.fresh('v')
        self.names[-1].append(name)
        return name

    def body(self, depth, least=1, most=3):
        def fill():
            self.line('spend()')
            for _ in range(self.random.randint(least, most)):
                self.statement(depth)
        self.block(fill)

    def statement(self, depth):
        kinds = [self.assign, self.assign, self.assign, self.augmented, self.shown, self.shown, self.mutate, self.delete, self.assertion]
        if depth > 0:
            kinds += [self.branch, self.loop, self.loop, self.trying, self.trying, self.with_statement, self.match, self.definition, self.while_loop, self.raising]
        if self.in_loop:
            kinds += [self.leave_loop]
        if self.in_function:
            kinds += [self.returning]
        if self.in_generator:
            kinds += [self.yielding] * 3
        if self.in_async:
            kinds += [self.awaiting] * 3
        self.random.choice(kinds)(depth)

    def assign(self, depth):
        value = self.expression(2)
        if self.chance(0.08):
            self.line(f'{self.target(0)} = {self.target()} = {value}')
        elif self.chance(0.05):
            name = self.fresh('v')
            self.line(f'{name}: {self.pick("int", "str", "None")} = {value}')
            self.names[-1].append(name)
        else:
            self.line(f'{self.target()} = {value}')

    def augmented(self, depth):
        if not self.names[-1]:
            return self.assign(depth)
        name = self.random.choice(self.names[-1])
        place = self.pick(name, name, f'{name}[{self.expression(1)}]', f'{name}.x')
        operator = self.pick('+=', '-=', '*=', '/=', '//=', '%=', '|=', '&=', '^=', '@=', '>>=')
        self.line(f'{place} {operator} {self.expression(2) if operator != "*=" else self.pick("2", "0", "1.5", self.name())}')
        if operator == '*=':
            self.line(f'if len(str({name})) > 2000: {name} = 0')

    def shown(self, depth):
        self.line(f'show({", ".join(self.expression(3) for _ in range(self.random.randint(1, 2)))})')

    def mutate(self, depth):
        kind = self.random.choice(list(METHODS))
        self.line(f'show({self.name()}.{self.fill(self.random.choice(METHODS[kind]), 1)})')

    def delete(self, depth):
        if self.names[-1] and self.chance(0.5):
            name = self.random.choice(self.names[-1])
            self.line(f'del {self.pick(f"{name}[{self.slice()}]", f"{name}[{self.expression(1)}]", f"{name}.x", name)}')

    def assertion(self, depth):
        self.line(f'assert {self.expression(2)}' + (f', {self.expression(1)}' if self.chance(0.5) else ''))

    def raising(self, depth):
        if self.chance(0.4):
            error = self.pick(*EXCEPTIONS)
            self.line(f'if {self.expression(1)}: raise {error}{self.pick("", "()", f"({self.expression(1)})")}{self.pick("", "", " from None", " from KeyError(1)")}')

    def branch(self, depth):
        self.line(f'if {self.pick(self.expression(2), "(w := " + self.expression(1) + ")")}:')
        self.body(depth - 1)
        if self.chance(0.4):
            self.line(f'elif {self.expression(2)}:')
            self.body(depth - 1)
        if self.chance(0.5):
            self.line('else:')
            self.body(depth - 1)

    def within_loop(self, fill):
        outer, self.in_loop = self.in_loop, True
        fill()
        self.in_loop = outer

    def loop(self, depth):
        if self.in_async and self.chance(0.3):
            self.line(f'async for {self.target(0)} in arange({self.pick("0", "2", "3")}):')
        else:
            source = self.fill('$e', 2)
            self.line(f'for {self.target()} in {self.pick(source, f"islice({source}, 5)")}:')
        self.within_loop(lambda: self.body(depth - 1))
        if self.chance(0.25):
            self.line('else:')
            self.body(depth - 1)

    def while_loop(self, depth):
        name = self.fresh('n')
        self.line(f'{name} = {self.pick("2", "3")}')
        self.line(f'while {name} > 0{self.pick("", "", f" and ({self.expression(1)})")}:')
        self.indent += 1
        self.line(f'{name} -= 1')
        self.indent -= 1
        self.within_loop(lambda: self.body(depth - 1))
        if self.chance(0.25):
            self.line('else:')
            self.body(depth - 1)

    def leave_loop(self, depth):
        self.line(f'if {self.expression(1)}: {self.pick("break", "continue")}')

    def trying(self, depth):
        is_group = self.chance(0.12)
        self.line('try:')
        outer = self.in_loop, self.in_function
        self.body(depth - 1)
        if is_group:
            self.indent += 1
            self.line(f'raise ExceptionGroup("g", [{", ".join(self.pick(*EXCEPTIONS) + "(1)" for _ in range(self.random.randint(1, 3)))}])')
            self.indent -= 1
            self.in_loop = self.in_function = False
        handlers = self.random.randint(0, 2) or is_group
        for _ in range(handlers):
            kind = self.pick(self.pick(*EXCEPTIONS), f'({self.pick(*EXCEPTIONS)}, {self.pick(*EXCEPTIONS)})', 'Exception')
            name = self.fresh('e')
            self.line(f'except{"*" if is_group else ""} {kind} as {name}:')
            self.indent += 1
            self.line(f'fail({name})')
            self.indent -= 1
            self.names[-1].append(name)
            self.body(depth - 1, 0)
            self.names[-1].remove(name)
        self.in_loop, self.in_function = outer
        if handlers and self.chance(0.3):
            self.line('else:')
            self.body(depth - 1)
        if not handlers or self.chance(0.4):
            self.line('finally:')
            self.body(depth - 1)

    def with_statement(self, depth):
        managers = [f'Manager({self.pick("True", "False")})' if self.chance(0.8) else self.typed('object', 1) for _ in range(self.random.randint(1, 2))]
        word = 'async with' if self.in_async and self.chance(0.5) else 'with'
        self.line(f'{word} {", ".join(m + (f" as {self.target(0)}" if self.chance(0.4) else "") for m in managers)}:')
        self.body(depth - 1)

    def pattern(self, depth):
        choice = self.random.randrange(10 if depth else 5)
        if choice < 2:
            return self.pick('0', '1', '-1', "'a'", 'None', 'True', '1.5', "b'a'", '2+3j')
        if choice == 2:
            return '_'
        if choice == 3:
            return self.pick('int()', 'str()', 'list()', 'float()', 'dict()')
        if choice == 4:
            name = self.fresh('m')
            self.names[-1].append(name)
            return name if depth < 2 and depth else f'{self.pick("int()", "str()", "[]", "(1 | 2)")} as {name}'
        if choice in (5, 6):
            parts = [self.pattern(depth - 1) for _ in range(self.random.randint(0, 3))]
            if self.chance(0.3):
                parts.append('*_')
            return '[' + ', '.join(parts) + ']'
        if choice == 7:
            return '{' + ', '.join(f'{key}: {self.pattern(depth - 1)}' for key in self.random.sample(["'a'", '1', 'None'], self.random.randint(0, 2))) + '}'
        if choice == 8:
            return self.pick("1 | 2", "'a' | 'b' | None", 'int() | str()', '[] | ()', '[_] | {}')
        return self.pick('int(real=1)', 'str("a")', 'complex(imag=1.0)', 'range(start=0)', 'C1(x=1)')

    def match(self, depth):
        self.line(f'match {self.expression(2)}:')
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            known = list(self.names[-1])
            pattern = self.pattern(2)
            if not pattern.replace('_', 'a').isidentifier() or pattern in ('None', 'True'):
                self.line(f'case {pattern}{self.pick("", f" if {self.expression(1)}")}:')
                self.body(depth - 1)
            else:
                self.line(f'case {pattern} if {self.expression(1)}:')
                self.body(depth - 1)
            self.names[-1][:] = known
        self.indent -= 1

    def returning(self, depth):
        if self.kind == 'asyncgen':
            self.line(f'if {self.expression(1)}: return')
        else:
            self.line(f'{self.pick("", f"if {self.expression(1)}: ")}return {self.expression(2)}')

    def yielding(self, depth):
        if self.kind == 'generator' and self.chance(0.25):
            self.line(f'{self.pick("", self.target(0) + " = ")}yield from {self.fill("$e", 2)}')
        else:
            self.line(f'{self.pick("", self.target(0) + " = ")}yield {self.expression(2)}')

    def awaiting(self, depth):
        self.line(self.pick(f'show(await Wait({self.expression(1)}))', f'show([i async for i in arange({self.pick("2", "3")}) if i])', f'{self.target(0)} = [await Wait(i) for i in {self.pick("(1, 2)", "range(2)")}]'))

    # --- definitions

    def parameters(self, needs):
        names = [f'a{i}' for i in range(needs)]
        parts = list(names)
        if needs > 1 and self.chance(0.15):
            parts.insert(self.random.randint(1, needs - 1), '/')
        if self.chance(0.2):
            parts.append('d=' + self.simple('int'))
            names.append('d')
        if self.chance(0.3):
            parts.append('*rest')
            names.append('rest')
        if self.chance(0.3):
            if 'rest' not in names:
                parts.append('*')
            parts.append('k=' + self.simple('list'))
            names.append('k')
        if self.chance(0.2):
            parts.append('**more')
            names.append('more')
        return names, ', '.join(parts)

    def definition(self, depth):
        kind = self.pick('plain', 'plain', 'plain', 'generator', 'coroutine', 'asyncgen')
        name, needs = self.fresh('f'), self.random.randint(0, 3)
        names, parameters = self.parameters(needs)
        if self.chance(0.08) and kind == 'plain':
            self.line(self.pick('@staticmethod', '@(lambda f: f)', '@wraps(len)'))
        self.line(f'{"async " if kind in ("coroutine", "asyncgen") else ""}def {name}({parameters}):')
        saved = self.in_function, self.in_loop, self.in_async, self.in_generator, getattr(self, 'kind', None)
        outer_names, outer_functions = self.names, list(self.functions)
        visible = [n for scope in self.names for n in scope] if self.chance(0.7) else []
        self.names = [visible, names]
        self.in_function, self.in_loop, self.in_async, self.in_generator, self.kind = True, False, kind in ('coroutine', 'asyncgen'), kind in ('generator', 'asyncgen'), kind
        self.indent += 1
        self.line('spend()')
        if visible and self.chance(0.2) and saved[0] is False:
            chosen = self.random.choice(visible)
            if chosen not in names:
                self.line(f'global {chosen}')
                names.append(chosen)
        if self.in_generator:
            self.line('yield 0')
        for _ in range(self.random.randint(1, 4)):
            self.statement(depth - 1)
        if kind != 'asyncgen' and self.chance(0.7):
            self.line(f'return {self.expression(2)}')
        self.indent -= 1
        self.names, self.functions = outer_names, outer_functions
        self.in_function, self.in_loop, self.in_async, self.in_generator, self.kind = saved
        self.functions.append((name, needs, kind))

    def method(self, signature):
        self.line(f'def {signature}:')
        outer, self.names = self.names, [[], [part.split('=')[0].strip('* ') for part in signature[signature.index('(') + 1:-1].split(',')]]
        self.indent += 1
        self.line('spend()')
        choice = self.random.random()
        if choice < 0.15:
            self.line(f'raise {self.pick(*EXCEPTIONS)}({self.string()})')
        elif choice < 0.25:
            self.line('return NotImplemented')
        elif choice < 0.5:
            self.line(f'return {self.typed(self.pick("int", "bool", "str", "list", "none"), 1)}')
        elif choice < 0.6:
            self.line('return self' if 'self' in signature else 'return None')
        elif choice < 0.7:
            self.line(f'{self.pick("held", "held", "table")}.{self.pick("clear()", "append(1)", "pop()")}')
            self.line(f'return {self.typed(self.pick("int", "bool"), 1)}')
        else:
            self.line(f'return {self.expression(2)}')
        self.indent -= 1
        self.names = outer

    def class_definition(self):
        name = self.fresh('C')
        bases = [self.pick('int', 'str', 'list', 'dict', 'tuple', 'object', 'Exception', 'set', 'float')] if self.chance(0.4) else []
        if self.classes and self.chance(0.4):
            bases = [self.random.choice(self.classes)]
            if len(self.classes) > 1 and self.chance(0.3):
                bases.append(self.random.choice([c for c in self.classes if c != bases[0]]))
        self.line(f'class {name}({", ".join(bases)}):')
        outer, self.names, self.in_class = self.names, [[], []], True
        self.indent += 1
        if self.chance(0.1):
            self.line('__slots__ = ' + self.pick('()', '("x",)', '["x", "y"]', '"x"'))
        if self.chance(0.3):
            self.line(f'{self.pick("x", "y")} = {self.typed(self.pick("int", "list", "str"), 1)}')
        if self.chance(0.4):
            self.line('def __init__(self, *args, **kwargs):')
            self.line(f'    self.{self.pick("x", "y")} = {self.pick("1", "args", "[]", "kwargs")}')
        for signature in self.random.sample(SPECIAL, self.random.randint(0, 6)):
            self.method(signature)
        if self.chance(0.3):
            self.line('@property')
            self.method('x(self)')
        if self.chance(0.2):
            self.line(self.pick('@classmethod', '@staticmethod'))
            self.method('make(self)')
        self.line('pass')
        self.indent -= 1
        self.names, self.in_class = outer, False
        self.classes.append(name)

    def guarded(self, fill):
        self.line('try:')
        self.indent += 1
        start = len(self.lines)
        fill()
        if len(self.lines) == start:
            self.line('pass')
        self.indent -= 1
        self.line('except Exception as error:')
        self.line('    fail(error)')

    def program(self):
        self.lines = PRELUDE.splitlines()
        self.lines += ['async def collect(items):', '    return [item async for item in items]', 'held, table = [1, 2, 3], {1: 2}', '']
        self.names = [['held', 'table']]
        for _ in range(self.random.randint(1, 3)):
            self.guarded(self.class_definition)
        for _ in range(self.random.randint(1, 3)):
            self.definition(2)
        for _ in range(self.random.randint(4, 10)):
            self.guarded(lambda: self.statement(3))
            if self.chance(0.3):
                self.line('show(held, table)')
        return '\n'.join(self.lines) + '\n'


def program(seed):
    return Maker(seed).program()


if __name__ == '__main__':
    sys.stdout.write(program(int(sys.argv[1])))
