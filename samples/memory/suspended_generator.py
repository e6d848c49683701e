# What a suspended generator keeps. Between two items a generator sleeps with all its variables: whatever they refer to stays alive, also when nobody else needs it. Here a reader of a large list keeps the
# list, though its name is gone. heapview.graph shows the sleeper with its variables; close() wakes it for the last time, and lets them go.
import gc
import weakref

import heapview

gc.disable()


class Rows(list):
    pass


def read(rows):
    total = 0
    for row in rows:
        total += row
        yield total


rows = Rows([3, 4, 5])
watch = weakref.ref(rows)
reader = read(rows)
print("first:", next(reader), " second:", next(reader))
del rows
print("the name is gone, the rows are not:", watch())
print(heapview.graph(reader))
print(heapview.backrefs(watch()))
reader.close()
print("closed:", watch())
