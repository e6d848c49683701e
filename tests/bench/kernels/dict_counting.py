"""Counting in dicts, with string and with integer keys."""
from time import perf_counter

def kernel(n):
    words = ["w%d" % (i * 7919 % 1000) for i in range(1000)]
    counts = {}
    numbers = {}
    for i in range(n):
        word = words[i % 1000]
        counts[word] = counts.get(word, 0) + 1
        if i & 1023 in numbers:
            numbers[i & 1023] += i
        else:
            numbers[i & 1023] = i
    return len(counts), sum(counts.values()), sum(numbers.values())


start = perf_counter()
result = kernel(2_000_000)
print(perf_counter() - start, result)
