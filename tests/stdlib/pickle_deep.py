# Objects too deep for the stack.
import _pickle
for n in (10, 100000):
    deep = []
    for i in range(n): deep = [deep]
    for proto in (0, 2, 4):
        try:
            print(n, proto, len(_pickle.dumps(deep, proto)))
        except RecursionError as e:
            print(n, proto, 'RecursionError', e)
    while deep: deep = deep[0]
r = _pickle.loads(b']' * 100001 + b'a' * 100000 + b'.')
d = 0
while r: r = r[0]; d += 1
print(d)
