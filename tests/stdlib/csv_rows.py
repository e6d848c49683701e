"""csv: reading and writing rows."""
import csv
import gc
import io


def read(lines, **options):
    try:
        return list(csv.reader(lines, **options))
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def written(*rows, **options):
    file = io.StringIO()
    try:
        writer = csv.writer(file, **options)
        results = [writer.writerow(row) for row in rows]
    except Exception as e:
        return f'{type(e).__name__}: {e}'
    return file.getvalue(), results


for lines in (['a,b\r\n', 'c'], ['', '\n', ','], ['"a,b","c""d"'], ['"a\n', 'b"'], ['"abcd'], ['"ab"cd'], ['a\nb'], ['a\rb'], ['a\0b'], ['ä,"€","\U0001f600"'],
              [b'x'], ['x', 5], ' a, b', ['"a" ,b'], ['a"b"'], [',,"'], ['"a\r\nb"\r\n']):
    print(repr(lines))
    for options in {}, {'strict': True}, {'skipinitialspace': True}, {'quoting': csv.QUOTE_NONE}, {'doublequote': False, 'escapechar': '\\'}, {'quotechar': None}:
        print('   ', read(lines, **options))
for lines in ['a\\'], ['"a\\'], ['a\\\n', 'b'], ['a\\,b'], ['"a\\"b"'], ['\\'], ['\\\\,\\a']:
    print(repr(lines), read(lines, escapechar='\\'), read(lines, escapechar='\\', quoting=csv.QUOTE_NONE))
print(read(['1,"2",,3.5e1'], quoting=csv.QUOTE_NONNUMERIC), read(['1,x'], quoting=csv.QUOTE_NONNUMERIC))
print(read(['a b  c'], delimiter=' '), read(["'a,b',c"], quotechar="'"))

ROWS = [[], [''], [None], ['', ''], ['a', 1, 2.5, None, True], ['a,b', '"x"', 'l\nm', '\r'], ['ä€\U0001f600'], ['a\\b', 'c|d'], [' ']]
for options in ({}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'quoting': csv.QUOTE_NONE}, {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'},
                {'doublequote': False}, {'doublequote': False, 'escapechar': '\\'}, {'delimiter': '|', 'lineterminator': '\n'}, {'lineterminator': '!a'}, {'delimiter': ' '}):
    print(options)
    for row in ROWS:
        print('   ', row, written(row, **options))

for action in (lambda: csv.reader(), lambda: csv.reader(1), lambda: csv.reader([], 1, 2), lambda: csv.reader([], 'nope'), lambda: csv.writer(),
               lambda: csv.writer(1), lambda: csv.writer(io.StringIO(), bad=2), lambda: csv.writer(io.StringIO()).writerow(3),
               lambda: csv.writer(io.StringIO()).writerows(3), lambda: csv.writer(io.StringIO()).writerows([[1], 3]),
               lambda: setattr(csv.reader([]), 'line_num', 3), lambda: setattr(csv.writer(io.StringIO()), 'dialect', 3)):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)

old = csv.field_size_limit(3)
print(read(['abc,"def"']), read(['abcd']), read(['"abcd"']), old)
csv.field_size_limit(old)

class File:
    def write(self, text):
        return text


file = File()
file.writer = csv.writer(file)
print(repr(file.writer.writerow([1, 2])))
del file
gc.collect()

file = io.StringIO()
table = csv.DictWriter(file, ['x', 'y'], restval='-')
table.writeheader()
table.writerows([{'x': 1, 'y': 2}, {'x': 3}])
print(list(csv.DictReader(io.StringIO(file.getvalue()))))
print(csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter)
