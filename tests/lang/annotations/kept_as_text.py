from __future__ import annotations
def f(a: list[int] = 3, /, b: int=1, *c: x.y[z], d: (1, 2) = 4, **e: {**q, 'a': 1}) -> None: pass
print(f.__annotations__)
def g(*args: *Ts): pass
print(g.__annotations__)
class A:
    x: int = 3
    if 1:
        y: Optional[A]
    __p: B
    def m(self, __x: C) -> D: pass
print(A.__annotations__, A.m.__annotations__)
z: undefined[foo] = 1
print(__annotations__)
class O: pass
o = O()
o.b: nothing = 3
o.b: nothing2
print(o.b)
(w): nope = 1
print(__annotations__)
def outer():
    local = 1
    def inner(a: local): pass
    return inner
print(outer().__closure__, outer().__code__.co_freevars, outer().__annotations__)
def h(a: (yield_) , b: lambda x, *y, z=1, **k: x + y, c: not a, d: a if b else c): pass
print(h.__annotations__)


# Every kind of expression, as text. The names mean nothing.
def f(a: (a+b)*c): pass
print(0, f.__annotations__["a"])
def f(a: a**(b**c)): pass
print(1, f.__annotations__["a"])
def f(a: -a**-b): pass
print(2, f.__annotations__["a"])
def f(a: (-a)**b): pass
print(3, f.__annotations__["a"])
def f(a: not (a and b) or c): pass
print(4, f.__annotations__["a"])
def f(a: a < b <= c is not d in e): pass
print(5, f.__annotations__["a"])
def f(a: (a < b) < c): pass
print(6, f.__annotations__["a"])
def f(a: lambda: 0): pass
print(7, f.__annotations__["a"])
def f(a: lambda a, /, b=1, *c, d, **e: (yield_)): pass
print(8, f.__annotations__["a"])
def f(a: (lambda: 0)()): pass
print(9, f.__annotations__["a"])
def f(a: [x for x in y if z if w]): pass
print(10, f.__annotations__["a"])
def f(a: {x: y for x, y in z}): pass
print(11, f.__annotations__["a"])
def f(a: {x for x in (a, b)}): pass
print(12, f.__annotations__["a"])
def f(a: f(x for x in y)): pass
print(14, f.__annotations__["a"])
def f(a: f(*a, **b)): pass
print(15, f.__annotations__["a"])
def f(a: f((x for x in y), 1)): pass
print(16, f.__annotations__["a"])
def f(a: a[1:2, ::3, ...]): pass
print(17, f.__annotations__["a"])
def f(a: a[1,]): pass
print(18, f.__annotations__["a"])
def f(a: a[()]): pass
print(19, f.__annotations__["a"])
def f(a: a[(1, 2)]): pass
print(20, f.__annotations__["a"])
def f(a: a[*b]): pass
print(21, f.__annotations__["a"])
def f(a: a[*b, c]): pass
print(22, f.__annotations__["a"])
def f(a: ()): pass
print(23, f.__annotations__["a"])
def f(a: (1,)): pass
print(24, f.__annotations__["a"])
def f(a: [1, *a]): pass
print(25, f.__annotations__["a"])
def f(a: {1, *a}): pass
print(26, f.__annotations__["a"])
def f(a: {**a, 'b': 1}): pass
print(27, f.__annotations__["a"])
def f(a: {}): pass
print(28, f.__annotations__["a"])
def f(a: 0x1F): pass
print(29, f.__annotations__["a"])
def f(a: 0b101): pass
print(30, f.__annotations__["a"])
def f(a: 0o17): pass
print(31, f.__annotations__["a"])
def f(a: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFF): pass
print(32, f.__annotations__["a"])
def f(a: 123456789012345678901234567890): pass
print(33, f.__annotations__["a"])
def f(a: 1_000_000): pass
print(34, f.__annotations__["a"])
def f(a: 1e3): pass
print(35, f.__annotations__["a"])
def f(a: 1.50): pass
print(36, f.__annotations__["a"])
def f(a: 1e100): pass
print(37, f.__annotations__["a"])
def f(a: 2j): pass
print(38, f.__annotations__["a"])
def f(a: 1e999): pass
print(39, f.__annotations__["a"])
def f(a: 1e999j): pass
print(40, f.__annotations__["a"])
def f(a: 1e16): pass
print(41, f.__annotations__["a"])
def f(a: 1e15): pass
print(42, f.__annotations__["a"])
def f(a: 123456789.123456789): pass
print(43, f.__annotations__["a"])
def f(a: 0.0001): pass
print(44, f.__annotations__["a"])
def f(a: 0.00001): pass
print(45, f.__annotations__["a"])
def f(a: 1.0j): pass
print(46, f.__annotations__["a"])
def f(a: 0.5j): pass
print(47, f.__annotations__["a"])
def f(a: 1e20j): pass
print(48, f.__annotations__["a"])
def f(a: 1.): pass
print(49, f.__annotations__["a"])
def f(a: .5): pass
print(50, f.__annotations__["a"])
def f(a: 'it\'s'): pass
print(51, f.__annotations__["a"])
def f(a: "a\"b'c"): pass
print(52, f.__annotations__["a"])
def f(a: b'\x00\xff\'"a'): pass
print(54, f.__annotations__["a"])
def f(a: u'a'): pass
print(55, f.__annotations__["a"])
def f(a: u'a' 'b'): pass
print(56, f.__annotations__["a"])
def f(a: 'a' 'b'): pass
print(57, f.__annotations__["a"])
def f(a: f'{a}'): pass
print(58, f.__annotations__["a"])
def f(a: f'{a!r:>{w}}'): pass
print(59, f.__annotations__["a"])
def f(a: f'a{{b}}{c}'): pass
print(60, f.__annotations__["a"])
def f(a: f'{a=}'): pass
print(61, f.__annotations__["a"])
def f(a: f'{ {1: 2}[1] }'): pass
print(62, f.__annotations__["a"])
def f(a: f'{a:{b}}' 'c'): pass
print(63, f.__annotations__["a"])
def f(a: f"{'x'}"): pass
print(64, f.__annotations__["a"])
def f(a: f'{a,b}'): pass
print(65, f.__annotations__["a"])
def f(a: f'{lambda_}'): pass
print(66, f.__annotations__["a"])
def f(a: f'{(lambda: 1)}'): pass
print(67, f.__annotations__["a"])
def f(a: f'{a if b else c}'): pass
print(68, f.__annotations__["a"])
def f(a: f'{x:%H:%M}'): pass
print(69, f.__annotations__["a"])
def f(a: f''): pass
print(70, f.__annotations__["a"])
def f(a: f'a'): pass
print(71, f.__annotations__["a"])
def f(a: a.b.c): pass
print(72, f.__annotations__["a"])
def f(a: 1 .real): pass
print(73, f.__annotations__["a"])
def f(a: 1.0.real): pass
print(74, f.__annotations__["a"])
def f(a: (1).real): pass
print(75, f.__annotations__["a"])
def f(a: (-1).real): pass
print(76, f.__annotations__["a"])
def f(a: (a or b).c): pass
print(77, f.__annotations__["a"])
def f(a: (await_).b): pass
print(78, f.__annotations__["a"])
def f(a: True): pass
print(79, f.__annotations__["a"])
def f(a: None): pass
print(80, f.__annotations__["a"])
def f(a: ...): pass
print(81, f.__annotations__["a"])
def f(a: a if b else (c if d else e)): pass
print(82, f.__annotations__["a"])
def f(a: (a if b else c) if d else e): pass
print(83, f.__annotations__["a"])
def f(a: lambda: (a, b)): pass
print(84, f.__annotations__["a"])
def f(a: (a, b)[0]): pass
print(85, f.__annotations__["a"])
def f(a: a @ b // c % d): pass
print(86, f.__annotations__["a"])
def f(a: a << b | c & d ^ e): pass
print(87, f.__annotations__["a"])
def f(a: ~a): pass
print(88, f.__annotations__["a"])
def f(a: +a): pass
print(89, f.__annotations__["a"])
def f(a: - -a): pass
print(90, f.__annotations__["a"])
def f(a: not not a): pass
print(91, f.__annotations__["a"])
def f(a: not a == b): pass
print(92, f.__annotations__["a"])
def f(a: (not a) == b): pass
print(93, f.__annotations__["a"])
def f(a: a == (b == c)): pass
print(94, f.__annotations__["a"])
def f(a: (a, *b)): pass
print(95, f.__annotations__["a"])
def f(a: a - (b - c)): pass
print(96, f.__annotations__["a"])
def f(a: a - b - c): pass
print(97, f.__annotations__["a"])
def f(a: a / b * c): pass
print(98, f.__annotations__["a"])
def f(a: a * (b / c)): pass
print(99, f.__annotations__["a"])
def f(a: (a ** b) ** c): pass
print(100, f.__annotations__["a"])
def f(a: -(a + b)): pass
print(101, f.__annotations__["a"])
def f(a: x[a:b]): pass
print(103, f.__annotations__["a"])
def f(a: x[a:b, c]): pass
print(104, f.__annotations__["a"])
def f(a: x[lambda: 1]): pass
print(105, f.__annotations__["a"])
def f(a: [lambda: 1, 2]): pass
print(106, f.__annotations__["a"])
def f(a: {lambda: 1: 2}): pass
print(107, f.__annotations__["a"])
def f(a: "\\"): pass
print(108, f.__annotations__["a"])
def f(a: r"\d"): pass
print(109, f.__annotations__["a"])
def f(a: 'a' if 'b' else "c'"): pass
print(110, f.__annotations__["a"])
def f(a: a[b][c](d)(e=f)): pass
print(111, f.__annotations__["a"])
def f(a: print(a, end='')): pass
print(112, f.__annotations__["a"])
def f(a: -1): pass
print(113, f.__annotations__["a"])
def f(a: - 1 ** 2): pass
print(114, f.__annotations__["a"])
def f(a: (- 1) ** 2): pass
print(115, f.__annotations__["a"])
def f(a: 2 ** -1): pass
print(116, f.__annotations__["a"])
def f(a: (a if b else c)[d]): pass
print(117, f.__annotations__["a"])
def f(a: lambda x=(1, 2): x): pass
print(118, f.__annotations__["a"])
def f(a: lambda *, a: a): pass
print(119, f.__annotations__["a"])
def f(a: lambda *a, b=1: a): pass
print(120, f.__annotations__["a"])
def f(a: [i for i in range(5) for j in i if j]): pass
print(121, f.__annotations__["a"])
def f(a: [i async for i in x]): pass
print(122, f.__annotations__["a"])
def f(a: a is not b): pass
print(123, f.__annotations__["a"])
def f(a: a not in b): pass
print(124, f.__annotations__["a"])
def f(a: not a in b): pass
print(125, f.__annotations__["a"])
def f(a: 1 if 2 else 3): pass
print(128, f.__annotations__["a"])
def f(a: (a, b) if c else d): pass
print(129, f.__annotations__["a"])
def f(a: x[1:2:3]): pass
print(130, f.__annotations__["a"])
def f(a: x[::]): pass
print(131, f.__annotations__["a"])
def f(a: x[:]): pass
print(132, f.__annotations__["a"])
def f(a: x[a if b else c:]): pass
print(133, f.__annotations__["a"])
def f(a: '\\x'): pass
print(134, f.__annotations__["a"])
def f(a: 'é'): pass
print(135, f.__annotations__["a"])
def f(a: '\u200b'): pass
print(136, f.__annotations__["a"])
def f(a: b'abc' b'd'): pass
print(137, f.__annotations__["a"])
def f(a: 0): pass
print(138, f.__annotations__["a"])
def f(a: 00): pass
print(139, f.__annotations__["a"])
def f(a: 0x0): pass
print(140, f.__annotations__["a"])
def f(a: 0.0): pass
print(141, f.__annotations__["a"])
def f(a: -0.0): pass
print(142, f.__annotations__["a"])
def f(a: 0j): pass
print(143, f.__annotations__["a"])
def f(a: 1e-7): pass
print(144, f.__annotations__["a"])
def f(a: 1e22): pass
print(145, f.__annotations__["a"])
def f(a: 1e23): pass
print(146, f.__annotations__["a"])

for wrong in ('(x := 1)', '(yield)', 'lambda x=(yield): 1'):
    try:
        exec(f'from __future__ import annotations\ndef f(a: {wrong}): pass')
    except SyntaxError as error:
        print(error)
