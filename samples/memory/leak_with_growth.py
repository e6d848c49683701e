# The same leak, found with growth(). heapview.growth says which types have more objects than at the last call, and which lines made what survived: called once in each round of a long-running program,
# it names a leak by what never comes back down. backrefs then tells what keeps one of them alive.
import gc

import heapview

gc.disable()


class Session:
    history = []

    def __init__(self, user):
        self.user = user

    def close(self):
        Session.history.append(self)


def serve(count):
    for n in range(count):
        session = Session("user %d" % n)
        session.close()


heapview.start()
serve(10)
heapview.growth()
for round in range(3):
    serve(10)
    data = heapview.growth().data()
    types = {one["type"]: one["count"] for one in data["types"]}
    lines = [one["line"] for one in data["lines"] if one["count"] >= 10]
    print("round", round, "sessions:", types["Session"], " made by line 31:", 31 in lines)
print(heapview.backrefs(Session.history[7]))
heapview.stop()
Session.history.clear()
