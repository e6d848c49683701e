"""csv: whoever gives lines or values may use the reader or writer at hand. CPython 3.11 loses its place, or crashes."""
import csv
import io
reader = csv.reader(line for line in ['"a', 'b"', 'c', 'd'])
print(next(reader), reader.line_num, list(reader), reader.line_num, reader.dialect.delimiter)


class Lines:
    left = 3

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        inner = next(reader, None) if self.left == 1 else None
        return f'{self.left},"{inner}"'


reader = csv.reader(Lines())
print(list(reader))


class Value:
    def __str__(self):
        writer.writerow(['inner'])
        return 'outer'


class Failing:
    def __str__(self):
        raise KeyError('no text')


file = io.StringIO()
writer = csv.writer(file)
writer.writerow(['a', Value(), 'b'])
print(repr(file.getvalue()))
try:
    writer.writerow(['a', Failing()])
except KeyError as e:
    print(e, repr(file.getvalue()))
