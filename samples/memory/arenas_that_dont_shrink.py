# Why memory does not come back. Small objects lie in pools of 16 KiB, pools in arenas of 1 MiB, and only a whole arena can be given back to the system. One object that lives keeps its arena. Here ninety
# thousand lists die, but a few that were made among them stay: heapview.map names the arenas that cannot be given back, and who keeps them.
import gc

import heapview


def arenas():
    data = heapview.map().data()
    return len(data["arenas"]), [keeper["name"] for keeper in data["keepers"]]


gc.disable()
few = arenas()[0]
crowd = [[n] for n in range(90000)]
many = arenas()[0]
print("arenas grew:", many > few + 3)

survivors = crowd[::30000]
del crowd
gc.collect()  # which also gives empty arenas back
left, keepers = arenas()
print("survivors:", survivors, " arenas kept by them:", left > few, left < many)
print("kept by:", sorted(set(name.strip("'").split("[")[0] for name in keepers)))
survivors.clear()
gc.collect()
print("without them, fewer:", arenas()[0] < left)
