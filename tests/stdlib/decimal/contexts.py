# Contexts: attributes and what they refuse, flags and traps, templates, localcontext, threads and contextvars.
import contextvars
import copy
import pickle
import threading
from decimal import *
import decimal


def show(text):
    try:
        print(text, '=', repr(eval(text)))
    except Exception as error:
        print(text, 'raises', type(error).__name__, error)


print(getcontext(), DefaultContext, BasicContext, ExtendedContext, sep='\n')
for text in ("Context()", "Context(5)", "Context(prec=4, rounding=ROUND_UP, Emin=-9, Emax=9, capitals=0, clamp=1, flags=[Inexact], traps=[])",
             "Context(prec=0)", "Context(prec=10 ** 20)", "Context(prec='x')", "Context(rounding='UP')", "Context(rounding=3)", "Context(Emin=1)",
             "Context(Emax=-1)", "Context(capitals=2)", "Context(clamp=2)", "Context(flags=[ValueError])", "Context(traps=3)", "Context(traps={})",
             "Context(flags={Inexact: True})", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS", "HAVE_CONTEXTVAR", "decimal.__name__"):
    show(text)

c = Context(prec=6, traps=[])
for name, values in (('prec', (9, 0, 'a')), ('rounding', (ROUND_05UP, 'x', None)), ('Emin', (-5, 5)), ('Emax', (5, -5)), ('capitals', (0, 3)),
                     ('clamp', (1, -1)), ('traps', (c.flags, 1, {})), ('flags', ({s: True for s in c.flags}, {1: 2}))):
    for value in values:
        try:
            setattr(c, name, value)
            print(name, 'is', getattr(c, name))
        except Exception as error:
            print(name, value, type(error).__name__, error)
    try:
        delattr(c, name)
    except Exception as error:
        print('del', name, type(error).__name__, error)
try:
    c.other = 1
except AttributeError as error:
    print(error)
print(c)

f = c.flags
print(len(f), list(f)[:2], f == c.traps, f == dict(f), f != {}, f == 3, f.copy() == dict(f), type(f).__mro__[1].__name__)
f[Inexact] = False
print(f[Inexact], c, repr(f)[:60])
for action in ("f[ValueError]", "f.__setitem__(1, 2)", "f.__delitem__(Inexact)", "f < f", "hash(f)"):
    show(action)
del c
for action in ("f[Inexact]", "len(f)", "repr(f)", "list(f)", "f == f", "f.copy()"):
    show(action)

c = Context(prec=4, Emin=-5, Emax=5)
for text in ("c.add(1, '2')", "c.add(1, 2.0)", "c.add(99999, 1)", "c.subtract(1, Decimal('0.00001'))", "c.multiply(12345, 2)", "c.divide(1, 3)",
             "c.divide_int(7, 2)", "c.remainder(7, 2)", "c.remainder_near(7, 4)", "c.divmod(7, 2)", "c.power(2, 10)", "c.power(2, 10, 7)",
             "c.power(a=2, b=0.5)", "c.fma(2, 3, 4)", "c.sqrt(2)", "c.exp(1)", "c.ln(10)", "c.log10(5)", "c.abs(-7)", "c.minus(7)", "c.plus(123456)",
             "c.quantize(Decimal('1.25'), Decimal('0.1'))", "c.compare(1, 2)", "c.compare_total(1, 1)", "c.max(1, 2)", "c.min(1, 2)", "c.copy_sign(1, -2)",
             "c.copy_abs(-1)", "c.copy_negate(1)", "c.copy_decimal(123456)", "c.create_decimal('1234567')", "c.create_decimal(' 1')",
             "c.create_decimal(1.1)", "c.create_decimal_from_float(1.1)", "c.create_decimal_from_float('1')", "c.create_decimal(Decimal('nan12345'))",
             "c.create_decimal((0, (1, 2, 3, 4, 5), 0))", "c.create_decimal(None)", "c.create_decimal()", "c.canonical(1)", "c.canonical(Decimal(1))",
             "c.is_canonical(1)", "c.is_nan(1)", "c.is_normal(Decimal('1e-7'))", "c.is_subnormal(Decimal('1e-7'))", "c.is_zero('x')", "c.number_class(0)",
             "c.to_sci_string(Decimal('1e9'))", "c.to_eng_string(Decimal('1e9'))", "c.to_integral_exact(Decimal('1.5'))", "c.to_integral_value(Decimal('2.5'))",
             "c.radix()", "c.Etiny()", "c.Etop()", "c.multiply(1000, 1000)", "c.divide(1, 10 ** 9)", "c.scaleb(1, 3)", "c.same_quantum(1, 2)",
             "c.next_toward(1, 2)", "c.logical_and(11, 10)", "c.logical_and(2, 1)"):
    show(text)
print(c)
c.clear_flags()
c.clear_traps()
print(c, c.divide(1, 0), c.divide(0, 0), c.multiply(1000, 10 ** 4), c.create_decimal('zz'), c)
print(pickle.loads(pickle.dumps(c)).__reduce__()[1] == c.__reduce__()[1], copy.copy(c) is c, copy.copy(c).flags == c.flags)

for signal in (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped, ConversionSyntax,
               DivisionImpossible, DivisionUndefined, InvalidContext, DecimalException):
    print(signal.__name__, [base.__name__ for base in signal.__mro__[1:-3]], signal.__module__)

strict = Context(prec=3, traps=list(DefaultContext.traps), Emin=-3, Emax=3)
for action in ("strict.divide(1, 3)", "strict.divide(0, 0)", "strict.multiply(100, 100)", "strict.create_decimal('?')", "strict.create_decimal(0.5)",
               "strict.divide(Decimal('1e-3'), 7)"):
    try:
        print(eval(action))
    except DecimalException as error:
        print(action, type(error).__name__, error.args, isinstance(error, ZeroDivisionError))

with localcontext() as local:
    local.prec = 3
    print(Decimal(1) / 3, getcontext() is local)
    with localcontext(prec=2, rounding=ROUND_UP):
        print(Decimal(1) / 3)
    with localcontext(BasicContext, capitals=0) as inner:
        print(inner, Decimal('1e20'))
print(Decimal(1) / 3)
for action in ("localcontext(3)", "localcontext(precision=3)", "localcontext(prec=-1)", "setcontext(3)", "getcontext(1)"):
    show(action)
setcontext(BasicContext)
print(getcontext() is BasicContext, getcontext())
setcontext(Context())


def work(number, results):
    getcontext().prec = number
    with localcontext(prec=number + 1):
        first = Decimal(1) / 7
    results[number] = first, Decimal(1) / 7


results = {}
threads = [threading.Thread(target=work, args=(n, results)) for n in (3, 5, 8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()), getcontext().prec)


def within():
    getcontext().prec = 4
    return Decimal(2) / 3


context = contextvars.copy_context()
before = getcontext()
print(context.run(within), before.prec)


def change():
    setcontext(Context(prec=2))
    return Decimal(2) / 3


print(context.run(change), Decimal(2) / 3, context.run(lambda: Decimal(2) / 3))


class Own(Context):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.me = self


own = Own(prec=7)
print(isinstance(own, Context), own.divide(1, 3), type(own.copy()).__name__)
setcontext(own)
print(getcontext() is own, Decimal(1) / 3)
setcontext(Context())
del own
