# What the classes of io say of their size.
import io
import sys

for c in (io.BufferedRWPair, io.BufferedRandom, io.BufferedReader, io.BufferedWriter, io.FileIO, io.StringIO, io.TextIOWrapper, io.BytesIO):
    print(c.__name__, c.__basicsize__)
for c in (io.BufferedRWPair, io.FileIO, io.StringIO, io.TextIOWrapper):
    print(c.__name__, sys.getsizeof(c.__new__(c)))
b = io.BufferedReader(io.BytesIO())
print(sys.getsizeof(b), b.close(), sys.getsizeof(b))
