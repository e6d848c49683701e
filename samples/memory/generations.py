# Generations. Most objects die young, so the collector looks often at the young and rarely at the old. What survives a collection moves to the next generation. The first counter goes up with each
# container that is made and down with each that is freed; when it passes its threshold, the youngest generation is collected.
import gc


def generation_of(thing):
    for number in range(3):
        if any(thing is other for other in gc.get_objects(generation=number)):
            return number


gc.collect()
print("thresholds:", gc.get_threshold())
survivor = ["I shall live"]
print("newborn, in generation", generation_of(survivor))
for number in range(3):
    gc.collect(number)
    print("after a collection of generation %d: in generation %s" % (number, generation_of(survivor)))

gc.disable()
gc.collect()
before = gc.get_count()[0]
made = [[] for n in range(100)]
print("100 lists more:", gc.get_count()[0] - before >= 100)
del made
print("and gone again:", gc.get_count()[0] - before < 100)

collections = gc.get_stats()[0]["collections"]
gc.set_threshold(50)
gc.enable()
kept = [[n] for n in range(200)]
gc.disable()
print("a low threshold, 200 lists: collections of the youngest:", gc.get_stats()[0]["collections"] - collections >= 3)
gc.set_threshold(700)
