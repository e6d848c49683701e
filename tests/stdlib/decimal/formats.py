# format() of Decimal, and its texts.
from decimal import *

numbers = [Decimal(text) for text in ('0', '-0', '1', '-1.5', '12345.6789', '1e10', '-1.23e-10', '0.000', '1.50e3', 'inf', '-inf', 'nan', '-sNaN12')]
for spec in ('', 'f', '.2f', '.0f', 'e', '.3E', 'g', '.3g', 'G', '%', '.1%', '+', ' ', '-', '10', '<12', '>12', '^12', '=+12', '012', '*^15.1f', '\u20ac>15', ',',
             ',.2f', '020,.1f', 'n', '.3n', 'z.1f', '+z.2f', 'z', '.30f', '#.3f'):
    for number in numbers:
        try:
            print(repr(spec), repr(format(number, spec)))
        except ValueError as error:
            print(repr(spec), number, error)
for spec in ('x', 's', '_', ',n', '.f', '5.', '10d', '\x00>6', 'a\x00', '99999999999999999999', '.99999999999999999999f', 'zz', 3, None):
    try:
        print(repr(spec), repr(Decimal(3).__format__(spec)))
    except (ValueError, TypeError) as error:
        print(repr(spec), type(error).__name__, error)
print(f'{Decimal("3.14159"):.3f} {Decimal(7)!r:>15} {Decimal("1e5")}', '%s %.2f %d' % (Decimal('2.50'), Decimal('2.50'), Decimal('2.9')))
with localcontext(capitals=0):
    print(Decimal('1e50'), repr(Decimal('1E50')), format(Decimal('1e50')))
with localcontext(rounding=ROUND_CEILING):
    print(format(Decimal('-0.001'), 'z.2f'), format(Decimal('0.001'), '.2f'), format(Decimal('-0.00001'), 'z.2%'))
numbers_given = {'decimal_point': ',', 'thousands_sep': '.', 'grouping': '\x03\x03'}
print(Decimal('1234567.5').__format__('n', numbers_given), Decimal('1234567.5').__format__('015n', {**numbers_given, 'thousands_sep': '\xb4'}))
for override in (3, {'decimal_point': 3}, {'decimal_point': ''}):
    try:
        print(Decimal(1).__format__('n', override))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
