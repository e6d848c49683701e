# Debian: python3-cachetools
import cachetools

cache = cachetools.LRUCache(maxsize=2)
for key in "abac":
    cache[key] = key.upper()
print(sorted(cache), cachetools.LFUCache(2), cachetools.TTLCache(2, ttl=10, timer=lambda: 0))
calls = []


@cachetools.cached(cachetools.LRUCache(maxsize=8))
def square(x):
    calls.append(x)
    return x * x


print([square(n) for n in (1, 2, 1, 2)], calls)
now = [0]
timed = cachetools.TTLCache(4, ttl=5, timer=lambda: now[0])
timed["k"] = 1
now[0] = 6
print("k" in timed, len(timed), timed.currsize)
