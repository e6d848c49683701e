"""Cooperative tasks on generators: a round-robin scheduler with sleeping, waiting, channels and cancellation."""

from collections import deque


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks


class Join:
    def __init__(self, task):
        self.task = task


class Channel:
    """Values in order; a task that receives from an empty channel waits."""

    def __init__(self, name):
        self.name = name
        self.values = deque()

    def send(self, value):
        self.values.append(value)


class Cancelled(Exception):
    pass


class Task:
    def __init__(self, name, generator):
        self.name, self.generator = name, generator
        self.result = None
        self.finished = False
        self.to_send = None
        self.to_throw = None


class Scheduler:
    def __init__(self):
        self.now = 0
        self.ready = deque()
        self.sleeping = []
        self.blocked = []

    def start(self, name, generator):
        task = Task(name, generator)
        self.ready.append(task)
        return task

    def cancel(self, task):
        task.to_throw = Cancelled(f"at {self.now}")
        self.sleeping = [(when, other) for when, other in self.sleeping if other is not task]
        self.blocked = [(condition, other) for condition, other in self.blocked if other is not task]
        if task not in self.ready and not task.finished:
            self.ready.append(task)

    def run(self):
        while True:
            self.wake()
            if self.ready:
                self.step(self.ready.popleft())
            elif self.sleeping:
                self.now = min(when for when, _ in self.sleeping)
            else:
                break
        return [task.name for _, task in self.blocked]

    def wake(self):
        for when, task in sorted(self.sleeping, key=lambda entry: entry[0]):
            if when <= self.now:
                self.sleeping.remove((when, task))
                self.ready.append(task)
        still_blocked = []
        for request, task in self.blocked:
            if isinstance(request, Join) and request.task.finished:
                task.to_send = request.task.result
                self.ready.append(task)
            elif isinstance(request, Channel) and request.values:
                task.to_send = request.values.popleft()
                self.ready.append(task)
            else:
                still_blocked.append((request, task))
        self.blocked = still_blocked

    def step(self, task):
        try:
            if task.to_throw is not None:
                problem, task.to_throw = task.to_throw, None
                request = task.generator.throw(problem)
            else:
                value, task.to_send = task.to_send, None
                request = task.generator.send(value)
        except StopIteration as stop:
            task.finished, task.result = True, stop.value
            print(f"[{self.now:2}] {task.name} finished: {stop.value}")
        except Cancelled as reason:
            task.finished = True
            print(f"[{self.now:2}] {task.name} cancelled {reason}")
        else:
            if isinstance(request, Sleep):
                self.sleeping.append((self.now + request.ticks, task))
            elif isinstance(request, (Join, Channel)):
                self.blocked.append((request, task))
            else:
                self.ready.append(task)


def pause(ticks):
    """A part of a task, used with yield from."""
    yield Sleep(ticks)
    return ticks


def countdown(name, start, ticks):
    total = 0
    for n in range(start, 0, -1):
        print(f"     {name}: {n}")
        total += yield from pause(ticks)
    return f"slept {total}"


def producer(channel, count):
    for n in range(count):
        channel.send(n * n)
        yield Sleep(2)
    channel.send(None)
    return count


def consumer(channel):
    seen = []
    while (value := (yield channel)) is not None:
        seen.append(value)
    return seen


def careful():
    try:
        while True:
            yield Sleep(4)
    finally:
        print("     careful: cleans up")


def main(scheduler):
    children = [scheduler.start("short", countdown("short", 2, 1)), scheduler.start("long", countdown("long", 3, 3))]
    endless = scheduler.start("careful", careful())
    for child in children:
        result = yield Join(child)
        print(f"     main: {child.name} said {result!r}")
    scheduler.cancel(endless)
    yield
    return "all done"


scheduler = Scheduler()
channel = Channel("squares")
scheduler.start("main", main(scheduler))
scheduler.start("producer", producer(channel, 5))
scheduler.start("consumer", consumer(channel))
scheduler.start("forgotten", consumer(Channel("silence")))
print("still waiting:", scheduler.run())
