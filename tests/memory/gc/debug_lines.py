"""gc.set_debug: the lines of each flag, and gc.garbage. They go through sys.stderr: here it notes them, with the numbers that differ taken out."""
import collections
import gc
import sys

gc.disable()
gc.collect()


class Notes:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def plain(line):
    """Addresses and times as words, counts of objects as N."""
    words = []
    for word in line.split(" "):
        if word.startswith("0x"):
            word = "0x...>" if word.endswith(">") else "0x..."
        elif word.endswith("s") and word[:-1].replace(".", "").isdigit():
            word = "0." + "0" * (len(word) - 3) + "s"
        elif word.isdigit() and line.startswith("gc: objects in each"):
            word = "N"
        words.append(word)
    return " ".join(words)


def collect(flags, generation=2):
    notes, sys.stderr = Notes(), notes_before
    sys.stderr = notes
    gc.set_debug(flags)
    found = gc.collect(generation)
    gc.set_debug(0)
    sys.stderr = notes_before
    print("->", found, [type(x).__name__ for x in gc.garbage])
    for line in notes.text.splitlines():
        print("   ", plain(line))
    gc.garbage.clear()


notes_before = sys.stderr


class Node:
    pass


def make():
    node = Node()
    node.me = node
    items = [1]
    items.append(items)
    queue = collections.deque()
    queue.append(queue)
    d = {}
    d["d"] = d
    s = slice(d)
    d["s"] = s


for flags in (0, gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK, gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE):
    print("flags", flags)
    make()
    collect(flags)
    gc.collect()
for generation in range(3):
    collect(gc.DEBUG_STATS, generation)
print(gc.get_debug())
