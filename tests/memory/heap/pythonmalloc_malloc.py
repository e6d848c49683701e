"""PYTHONMALLOC=malloc: a program runs as ever."""
import gc
import sys

words = [str(i) * 30 for i in range(2000)]
table = {word: [word] for word in words}
text = ""
for word in words[:200]:
    text += word
numbers = list(range(5000))
numbers.sort(key=lambda n: -n)
ring = []
ring.append(ring)
del ring
print(len(table), len(text), numbers[0], gc.collect() >= 1)
del words, table, numbers
data = bytearray()
for i in range(3000):
    data.append(i % 256)
print(sum(data), 2**3000 % 1009, sys.getsizeof([]))
