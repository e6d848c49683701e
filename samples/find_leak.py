"""Find a leak with tracemalloc: compare two snapshots, and see which line of the program keeps more and more."""

import tracemalloc

SOURCE = "find_leak.py"


class Session:
    def __init__(self, user):
        self.user = user
        self.data = ["%s item %d" % (user, i) for i in range(20)]  # the leaking server keeps these


class Server:
    def __init__(self):
        self.history = []
        self.cache = {}

    def handle(self, number):
        session = Session(f"user{number % 7}")
        self.cache[session.user] = number
        # The mistake: sessions are remembered for ever, "for debugging".
        self.history.append(session)
        return len(session.data)

    def handle_well(self, number):
        session = Session(f"user{number % 7}")
        self.cache[session.user] = number
        return len(session.data)


def growth(work, rounds):
    """The line of this file that holds most more after the work than before it, and by how many blocks."""
    before = tracemalloc.take_snapshot()
    for number in range(rounds):
        work(number)
    after = tracemalloc.take_snapshot()
    best = None
    for difference in after.compare_to(before, "lineno"):
        frame = difference.traceback[0]
        if frame.filename.endswith(SOURCE) and (best is None or difference.size_diff > best[1]):
            best = frame.lineno, difference.size_diff, difference.count_diff
    return best


tracemalloc.start()
server = Server()
server.handle_well(0)

line, size, count = growth(server.handle, 100)
print("the leaking server")
print("  most growth on line", line)
print("  at least twenty strings for each of a hundred sessions:", count >= 2000)
print("  over 50 KiB:", size > 50 * 1024)

kept = server.history
server.history = []
now, peak = tracemalloc.get_traced_memory()
kept.clear()
later, _ = tracemalloc.get_traced_memory()
print("forgetting the history gives back most of it:", now - later > size // 2)

line, size, count = growth(server.handle_well, 100)
print("the mended server")
print("  grows by less than 8 KiB:", size < 8 * 1024)

current, peak = tracemalloc.get_traced_memory()
print("the peak was higher than what is left:", peak > current)
tracemalloc.reset_peak()
print("until it is reset:", tracemalloc.get_traced_memory()[1] < peak)
tracemalloc.stop()
print("tracing:", tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
