"""_csv.Dialect: what makes one, what is refused, and the dialects by name."""
import copy
import csv
import _csv
import io
import pickle
import sys

NAMES = 'delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict'.split()
plain = _csv.Dialect()


def tried(action, *args, **names):
    try:
        result = action(*args, **names)
    except Exception as e:
        return f'{type(e).__name__}: {e}'
    return 'a dialect' if isinstance(result, _csv.Dialect) else result


for name in NAMES:
    print(name, repr(getattr(plain, name)), type(vars(_csv.Dialect)[name]).__name__)
    print('  ', tried(setattr, plain, name, 1))
    for value in None, 'xx', '', 'ä', 5, 0, True, 2**70, [], b'x':
        print('  ', repr(value), tried(_csv.Dialect, **{name: value}))

print(tried(_csv.Dialect, bad=1))
print(tried(_csv.Dialect, *range(12)))
print(tried(_csv.Dialect, 'nope'))
print(_csv.Dialect(plain) is plain, _csv.Dialect(plain, strict=1) is plain)
print(tried(_csv.Dialect, quotechar=None, quoting=1), _csv.Dialect(quotechar=None).quoting)
print(tried(pickle.dumps, plain), tried(copy.copy, plain))


class Odd:
    delimiter = ';'
    lineterminator = '!'
    quoting = csv.QUOTE_ALL

    @property
    def strict(self):
        raise ValueError('an attribute that fails counts as absent')


print([getattr(_csv.Dialect(Odd()), name) for name in NAMES])

# by name
print(csv.list_dialects())
print(tried(csv.register_dialect))
print(tried(csv.register_dialect, 1), tried(csv.register_dialect, 'a', 1, 2), tried(csv.register_dialect, 'a', bad=1))
print(csv.register_dialect('a', 'excel', strict=True, delimiter='|'), csv.get_dialect('a').strict, csv.get_dialect('a').delimiter)
print(tried(csv.get_dialect, 'b'), tried(csv.get_dialect), tried(csv.get_dialect, []))
print(tried(csv.unregister_dialect, 'b'), tried(csv.unregister_dialect, {}), csv.unregister_dialect('a'), csv.list_dialects())
print(tried(csv.field_size_limit, 'a'), tried(csv.field_size_limit, 2**70), csv.field_size_limit(7), csv.field_size_limit())
print(sys.getsizeof(plain), sys.getsizeof(_csv.reader([])), sys.getsizeof(_csv.writer(io.StringIO())))
print(_csv.Error.__mro__, _csv.__version__, sorted(n for n in dir(_csv) if not n.startswith('__')))
