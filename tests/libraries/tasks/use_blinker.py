# Debian: python3-blinker
import gc

from blinker import Namespace, signal

seen = []


def receiver(sender, **values):
    seen.append((sender, values))
    return len(seen)


ready = signal("ready")
ready.connect(receiver)
print(ready.send("a", x=1), ready.send("b")[0][1], seen, ready.has_receivers_for("a"))


class Owner:
    def method(self, sender):
        return "method"


owner = Owner()
ready.connect(owner.method, sender="only")
print(len(ready.send("only")), len(ready.send("other")))
del owner
gc.collect()
print(len(ready.send("only")), ready.disconnect(receiver), bool(ready.receivers), Namespace().signal("n"))
