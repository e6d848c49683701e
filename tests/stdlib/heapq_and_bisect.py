"""heapq and bisect, with comparisons that misbehave."""
import heapq, bisect
def t(f, *a, **k):
    try: return f(*a, **k)
    except Exception as e: return repr(e)
x = 7
data = []
for i in range(60):
    x = x * 1103515245 % 2147483647
    data.append(x % 100)
h = list(data); heapq.heapify(h); print(h)
for v in (5, 50, -1): heapq.heappush(h, v)
print(h, heapq.heappushpop(h, 3), heapq.heapreplace(h, 77), heapq.heappushpop([], 4), heapq.heappushpop([5], 4))
print([heapq.heappop(h) for _ in range(len(h))])
print(heapq.nlargest(5, data), heapq.nsmallest(5, data), list(heapq.merge([1, 4], [2, 3])), heapq.nlargest(3, data, key=lambda v: -v))
print(t(heapq.heappop, []), t(heapq.heapreplace, [], 1), t(heapq.heapify, [1, 'a']), t(heapq.heappush, [1], 'a'))
for f in (heapq.heappop, heapq.heapify): print(type(t(f, (1, 2))))
class Shrinks:
    def __lt__(self, other):
        items.clear()
        return True
items = [Shrinks() for _ in range(9)]
print(t(heapq.heapify, items))
s = sorted(data)
for v in (-5, 0, s[10], 50, 200): print(bisect.bisect_left(s, v), bisect.bisect_right(s, v), bisect.bisect(s, v, 3, 20), bisect.bisect_left(s, v, lo=50))
for v in (5, 50, 500): bisect.insort(s, v); bisect.insort_left(s, v)
print(s, s == sorted(s))
w = ['a', 'bbb', 'ccccc']; bisect.insort(w, 'dd', key=len); print(w, bisect.bisect_left(w, 3, key=len))
print(t(bisect.bisect, [1], 1, -1), t(bisect.bisect, ['a'], 1), t(bisect.bisect, 3, 1))
class Own(list):
    def insert(self, i, v): print('insert', i, v); super().insert(i, v)
o = Own([1, 3]); bisect.insort(o, 2); print(o)
