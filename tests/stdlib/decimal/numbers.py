# Decimal: made of all that there is, computed with, converted, hashed, pickled, derived from.
import copy
import math
import pickle
import sys
from decimal import *
from fractions import Fraction


def show(text, *more):
    try:
        print(text, '=', repr(eval(text)), *more)
    except Exception as error:
        print(text, 'raises', type(error).__name__, error)


for text in ("Decimal()", "Decimal(7)", "Decimal('-0.00')", "Decimal('  1_000.50\\n')", "Decimal('\\u0661\\u0662.5')", "Decimal(0.1)",
             "Decimal(-0.0)", "Decimal(float('inf'))", "Decimal(float('-nan'))", "Decimal('sNaN123')", "Decimal((1, (1, 2, 3), -2))",
             "Decimal([0, [0, 0, 1], 3])", "Decimal((0, (), 'F'))", "Decimal((1, (4, 5), 'n'))", "Decimal((0, (), 'N'))", "Decimal(True)",
             "Decimal(10 ** 60 + 1)", "Decimal(-(2 ** 200))", "Decimal(Decimal('1.0'))", "Decimal('1e1000')",
             "Decimal('x')", "Decimal('1\\x00')", "Decimal(' 1 2')", "Decimal('')", "Decimal(None)", "Decimal(1j)", "Decimal(b'1')",
             "Decimal((1, 2))", "Decimal((2, (1,), 0))", "Decimal((0, (10,), 0))", "Decimal((0, (1,), 'x'))", "Decimal((0, (1,), 1.5))",
             "Decimal((0, 1, 0))", "Decimal('1e9999999999999999999')", "Decimal(1, context=3)", "Decimal.from_float(1.25)",
             "Decimal.from_float(3)", "Decimal.from_float('1')"):
    show(text)

a, b = Decimal('12.50'), Decimal(-3)
for text in ("a + b", "a - b", "a * b", "a / b", "a // b", "a % b", "divmod(a, b)", "a ** b", "pow(a, 2)", "pow(Decimal(7), 5, 3)", "-a", "+b", "abs(b)",
             "1 + a", "100 - a", "2 * a", "1 / b", "7 // b", "7 % b", "2 ** b", "divmod(7, b)", "a + 1.5", "a + '1'", "a / 0", "Decimal(0) / 0",
             "a // 0", "a % 0", "Decimal('inf') - Decimal('inf')", "Decimal('sNaN') + 1", "Decimal('NaN') + 1", "a & b", "bool(a)",
             "bool(Decimal('-0'))", "pow(a, 2, 5)", "pow(2, Decimal(3), 5)", "Decimal(2) ** Decimal('0.5')", "Decimal(10) ** 10000000"):
    show(text)

for text in ("a < 13", "a == 12.5", "12.5 == a", "a > Fraction(25, 2)", "a >= Fraction(25, 2)", "Decimal('0.1') == 0.1", "a < 1e300", "a == 12.5+0j",
             "a < 1j", "a == 'x'", "a < 'x'", "Decimal('NaN') == 1", "Decimal('NaN') < 1", "Decimal('sNaN') == 1", "Decimal('inf') > 10 ** 400",
             "Decimal('1e1000') < Fraction(1, 3)", "sorted([Decimal(3), 2.5, 1, Fraction(9, 4)])", "a != None", "max(a, b)"):
    show(text)

print('hashes', [hash(Decimal(x)) == hash(x) for x in (0, 1, -1, -2, 12.5, -0.375, 10 ** 50, 2 ** 61 - 1, 2 ** 61, 1e300, float('inf'), float('-inf'))])
print(hash(Decimal('1e400')) == hash(10 ** 400), hash(Decimal('0.1')) == hash(Fraction(1, 10)), hash(Decimal('1.10')) == hash(Decimal('1.1')))
show("hash(Decimal('sNaN'))")

for text in ("int(a)", "int(Decimal('-1e30'))", "int(Decimal('nan'))", "int(Decimal('inf'))", "float(a)", "float(Decimal('1e400'))", "float(Decimal('-nan'))",
             "float(Decimal('snan'))", "complex(a)", "math.floor(b / 2)", "math.ceil(b / 2)", "math.trunc(a)", "round(a)", "round(Decimal('3.5'))",
             "round(Decimal('2.675'), 2)", "round(Decimal('1234'), -2)", "round(a, 1.5)", "round(a, 10 ** 30)", "round(a, 50)", "a.as_tuple()",
             "Decimal('-inf').as_tuple()", "Decimal('nan12').as_tuple()", "Decimal('nan').as_tuple()", "a.as_integer_ratio()",
             "Decimal('-1.250e3').as_integer_ratio()", "Decimal('0e7').as_integer_ratio()", "Decimal('nan').as_integer_ratio()",
             "Decimal('inf').as_integer_ratio()", "a.real", "a.imag", "a.conjugate()", "a.adjusted()", "Decimal('nan').adjusted()", "Decimal(a).radix()"):
    show(text)

for text in ("a.sqrt()", "Decimal(2).sqrt()", "Decimal(1).exp()", "a.ln()", "a.log10()", "a.logb()", "Decimal(0).logb()", "a.next_plus()", "a.next_minus()",
             "a.next_toward(b)", "Decimal('1.200').normalize()", "Decimal('1.200e5').to_eng_string()", "Decimal('123e5').to_eng_string()",
             "a.quantize(Decimal('1.000'))", "a.quantize(Decimal('1'), ROUND_UP)", "a.quantize(Decimal('1'), rounding='up')",
             "a.quantize(Decimal('1e-40'))", "a.to_integral_value()", "a.to_integral_exact(ROUND_CEILING)", "a.to_integral(rounding=ROUND_FLOOR)",
             "a.fma(2, 3)", "a.fma(2, 'x')", "a.compare(b)", "a.compare_signal(Decimal('nan'))", "a.compare_total(Decimal('12.5'))",
             "a.compare_total_mag(b)", "a.copy_abs()", "b.copy_negate()", "a.copy_sign(b)", "a.same_quantum(Decimal('0.01'))", "a.max(b)", "a.min(b)",
             "a.max_mag(b)", "a.min_mag(b)", "a.scaleb(3)", "a.shift(2)", "a.rotate(1)", "a.remainder_near(b)", "Decimal('1100').logical_and(1010)",
             "Decimal('1100').logical_or(1010)", "Decimal('1100').logical_xor(1010)", "Decimal('1100').logical_invert()", "a.number_class()",
             "Decimal('-sNaN').number_class()", "a.is_normal()", "a.is_subnormal()", "a.is_signed()", "a.is_zero()", "a.is_canonical()", "a.is_finite()",
             "a.is_infinite()", "a.is_nan()", "a.is_qnan()", "a.is_snan()", "a.canonical() is a", "a.exp(context=1)", "a.max()", "a.max(1.5)",
             "a.sqrt(Context(prec=5))"):
    show(text)

copied = [copy.copy(a) is a, copy.deepcopy(a) is a, Decimal(a) is a]
print(copied, [pickle.loads(pickle.dumps(a, p)) == a for p in range(6)], a.__reduce__())
print(sys.getsizeof(a), sys.getsizeof(Decimal(10) ** 27), sys.getsizeof(Decimal('1' * 100)) > 104, Decimal.__basicsize__)


class Money(Decimal):
    unit = 'EUR'

    def __new__(cls, value='0', note=None):
        made = super().__new__(cls, value)
        made.note = note
        return made

    def __repr__(self):
        return f'Money({str(self)!r}, {self.note!r})'


m = Money('9.99', 'book')
print(m, repr(m), m.note, type(m + 1).__name__, type(+m).__name__, m == Decimal('9.99'), {m: 1}[Decimal('9.99')], isinstance(m, Decimal))
print(repr(Money.from_float(0.5)), repr(copy.copy(m)), type(Decimal(m)).__name__, repr(Money(Money(3))), m.as_tuple())
m.itself = m
del m
print(sum(map(Decimal, range(101))), math.fsum([Decimal('0.1')] * 10), Decimal(repr(0.1)) * 3)
big = 3 ** 20000
print(int(Decimal(big)) == big, Decimal(str(Decimal(big))) == big, len(str(Decimal(big))))
