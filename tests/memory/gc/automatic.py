"""Automatic collection: cycles go without being asked for, and the young generation is collected often."""
import gc


class Cycle:
    died = 0

    def __init__(self):
        self.me = self

    def __del__(self):
        Cycle.died += 1


start = gc.get_stats()
for _ in range(5000):
    Cycle()
print("most are gone:", Cycle.died > 3000)
now = gc.get_stats()
print("young collections:", now[0]["collections"] - start[0]["collections"] >= 5)
gc.collect()
print("all gone:", Cycle.died)
gc.disable()
for _ in range(2000):
    Cycle()
print("disabled:", Cycle.died)
print("by hand:", gc.collect() >= 2000, Cycle.died)
gc.enable()
gc.set_threshold(0)
for _ in range(2000):
    Cycle()
print("threshold 0:", Cycle.died)
gc.set_threshold(700, 10, 10)
for _ in range(2000):
    Cycle()
print("enabled again:", Cycle.died > 7000)
gc.collect()
print(Cycle.died)
