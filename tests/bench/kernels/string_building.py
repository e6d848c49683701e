"""Building strings: +=, join, formatting, slicing."""
from time import perf_counter

def kernel(n):
    text = ""
    for i in range(n):
        text += "ab"
        if i % 10 == 0:
            text += str(i)
    parts = []
    for i in range(n):
        parts.append(f"{i}:{text[i]}")
    joined = ",".join(parts)
    return len(text), len(joined), joined.count("a"), len(joined.upper().replace("A", "xy").split(","))


start = perf_counter()
result = kernel(900_000)
print(perf_counter() - start, result)
