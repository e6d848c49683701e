"""Events and listeners: strong handlers, weak handlers that go with their owner, and what __del__ tells of it."""

import weakref
from collections import defaultdict


class Emitter:
    def __init__(self, name):
        self.name = name
        self.handlers = defaultdict(list)

    def on(self, event, handler):
        """Call handler for an event; a bound method is held weakly, so that listening keeps nobody alive."""
        if hasattr(handler, "__self__"):
            reference = weakref.WeakMethod(handler)
        else:
            def reference(handler=handler):
                return handler
        self.handlers[event].append(reference)
        return handler

    def once(self, event, handler):
        def wrapper(*arguments):
            self.handlers[event].remove(entry)
            handler(*arguments)

        def entry():
            return wrapper

        self.handlers[event].append(entry)

    def emit(self, event, *arguments):
        called = 0
        for reference in list(self.handlers[event]):
            handler = reference()
            if handler is None:
                self.handlers[event].remove(reference)
                continue
            handler(*arguments)
            called += 1
        return called

    def __del__(self):
        print(f"~ {self.name} is gone")


class Lamp:
    def __init__(self, name, switch):
        self.name = name
        self.lit = False
        switch.on("press", self.toggle)

    def toggle(self, by):
        self.lit = not self.lit
        print(f"  {self.name} is {'on' if self.lit else 'off'} ({by})")

    def __del__(self):
        print(f"~ {self.name} is gone")


class Counter:
    """A callable object as a handler."""

    def __init__(self):
        self.count = 0

    def __call__(self, *arguments):
        self.count += 1


switch = Emitter("switch")
desk = Lamp("desk lamp", switch)
floor = Lamp("floor lamp", switch)
counter = Counter()
switch.on("press", counter)
switch.once("press", lambda by: print(f"  first press, by {by}"))


def when(event):
    """switch.on as a decorator."""
    return lambda handler: switch.on(event, handler)


@when("broken")
def complain(what):
    print(f"  {what} is broken")


print("called", switch.emit("press", "ada"))
print("called", switch.emit("press", "bob"))

print("the desk lamp is thrown away")
del desk
print("called", switch.emit("press", "eve"))
print("presses:", counter.count)
switch.emit("broken", floor.name)
print("nobody listens:", switch.emit("unheard"))

print("a lamp for the length of a call")


def borrow_lamp():
    lamp = Lamp("borrowed lamp", switch)
    switch.emit("press", "guest")
    return lamp.lit


print("it was lit:", borrow_lamp())
print("handlers left:", len(switch.handlers["press"]))
switch.emit("press", "ada")
print("handlers left:", len(switch.handlers["press"]))

print("temporaries go at once")
Emitter("unnamed")
print(Emitter("asked for its name").name)

print("replacing the floor lamp")
floor = Lamp("new floor lamp", switch)
print("the end")
del floor, switch
