# A leak, found with tracemalloc. A leak in Python is an object that is still referred to, though nobody wants it any more: a cache without end, a list of listeners. Two snapshots and their difference
# name the line that made what stayed.
import linecache
import tracemalloc


class Session:
    history = []

    def __init__(self, user):
        self.user = user
        self.pages = ["page %d of %s" % (n, user) for n in range(20)]

    def close(self):
        Session.history.append(self)  # "might be useful one day"


def serve(count):
    for n in range(count):
        session = Session("user %d" % n)
        session.close()


serve(5)
tracemalloc.start()
before = tracemalloc.take_snapshot()
serve(100)
after = tracemalloc.take_snapshot()
tracemalloc.stop()

own = [tracemalloc.Filter(True, __file__)]
growth = after.filter_traces(own).compare_to(before.filter_traces(own), "lineno")
for change in growth[:1]:
    frame = change.traceback[0]
    print("grown most: line", frame.lineno, " blocks:", change.count_diff >= 2000)
    print("   ", linecache.getline(__file__, frame.lineno).strip())
print("sessions that are still there:", len(Session.history))
Session.history.clear()
print("cleared")
