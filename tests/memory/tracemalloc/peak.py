"""tracemalloc: the peak, reset_peak, and what is given back: in steps of 100,000 bytes, which are the same everywhere."""
import tracemalloc


def show(label):
    now, peak = tracemalloc.get_traced_memory()
    print(label, round(now / 100_000), round(peak / 100_000))


tracemalloc.start()
show("start")
a = bytes(1_000_000)
show("a")
b = bytes(2_000_000)
show("a, b")
del a
show("b")
tracemalloc.reset_peak()
show("reset")
c = bytes(500_000)
show("b, c")
del b, c
show("nothing")
tracemalloc.reset_peak()
grown = []
for n in range(100_000):
    grown.append(None)
show("a list that grew to 100,000")
grown.clear()
show("emptied")
text = "x" * 300_000
text = None
show("a text that came and went")
tracemalloc.clear_traces()
show("cleared")
tracemalloc.stop()
show("stopped")
