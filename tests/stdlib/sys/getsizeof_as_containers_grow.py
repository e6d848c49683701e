"""Lists, dicts, sets and bytearrays by the item: where they grow and shrink, and what their copies take."""
import sys

size = sys.getsizeof


def steps(sizes):
    """Where the size changes: (after how many items, the new size)."""
    return [(i, new) for i, (old, new) in enumerate(zip([None] + sizes, sizes)) if old != new]


def grown(container, add, count):
    sizes = [size(container)]
    for i in range(count):
        add(container, i)
        sizes.append(size(container))
    return steps(sizes)


print("append", grown([], list.append, 2000))
print("insert", grown([], lambda items, i: items.insert(0, i), 100))
print("dict of ints", grown({}, lambda d, i: d.__setitem__(i, i), 3000))
print("dict of strs", grown({}, lambda d, i: d.__setitem__(str(i), i), 3000))
print("set", grown(set(), set.add, 3000))
print("bytearray", grown(bytearray(), lambda b, i: b.append(0), 500))

items = [1] * 1000
sizes = []
while items:
    items.pop()
    sizes.append(size(items))
print("pop", steps(sizes))

print("lists, by how they are made")
for n in range(12):
    print(n, size([*range(n)]), size(list(range(n))), size([1] * n), size([i for i in range(n)]), size(list("a" * n)), size(sorted(range(n))),
          size([1] * n + [2]), size(([1] * n)[:3]), size(list(iter(range(n)))), size(list(i for i in range(n))), size(list(map(str, range(n)))))
print("sets, by how they are made")
for n in range(12):
    print(n, size(set(range(n))), size(set([1] * n)), size(frozenset(range(n))), size(set(range(n)) | {1000}), size(set(range(n)).copy()))

print("a list through its operations")
items = [1, 2, 3]
for operation in ("extend([1])", "insert(0, 1)", "extend(range(10))", "sort()", "clear()", "extend((1, 2, 3, 4, 5))", "pop()", "reverse()"):
    eval("items." + operation)
    print(operation, size(items), size(items.copy()), size(items[:]))

print("dicts of strs to which an int is added: the table is made anew")
for n in range(1, 12):
    names = [f"k{i}" for i in range(n)]
    d = dict.fromkeys(names)
    before = size(d)
    d[3] = 4
    display = eval("{" + ", ".join(f"'{name}': 1" for name in names) + ", 3: 4}")
    print(n, before, size(d), size(display), size(dict(d)), size(d.copy()), size({**d}), size(dict(d, z=1)), size(d | {7: 8}),
          size({k: v for k, v in d.items()}))

print("a dict that lost most of its items")
d = {i: i for i in range(100)}
for i in range(99):
    del d[i]
print(size(d), size(d.copy()), size(dict(d)))
d["x"] = 1
print(size(d))
d.clear()
print(size(d), size(d.copy()))
