"""A pool that lends objects and sees, through weak references, when a borrower dropped one without giving it back."""

import weakref


class Connection:
    """Expensive to make: that is why there is a pool. It holds the number of its line."""

    made = 0

    def __init__(self, line):
        Connection.made += 1
        self.line = line
        self.queries = 0

    def ask(self, question):
        self.queries += 1
        return f"line {self.line} answers {question!r} ({self.queries})"

    def __repr__(self):
        return f"<Connection on line {self.line}>"


class Lease:
    """What the borrower holds. When it dies, the connection goes home."""

    def __init__(self, connection):
        self.connection = connection

    def __getattr__(self, name):
        return getattr(self.connection, name)


class Pool:
    def __init__(self, size):
        self.idle = [Connection(line) for line in range(size, 0, -1)]
        self.leases = {}
        self.log = []

    def borrow(self, who):
        if not self.idle:
            raise LookupError(f"no connection left for {who}")
        connection = self.idle.pop()
        lease = Lease(connection)

        # The callback must not hold the lease itself, or it would never die.
        def came_back(reference, pool=weakref.ref(self)):
            home = pool()
            if home is not None:
                home.leases.pop(reference)
                home.idle.append(connection)
                home.log.append(f"line {connection.line} came back from {who}")

        self.leases[weakref.ref(lease, came_back)] = who
        return lease

    def status(self):
        lent = sorted(self.leases.values())
        return f"{len(self.idle)} idle, lent to {', '.join(lent) or 'nobody'}"


def use_briefly(pool):
    lease = pool.borrow("a function")
    return lease.ask("what time is it?")


pool = Pool(2)
print(pool.status())
first = pool.borrow("ada")
print(first.ask("hello?"))
print(pool.status())

# The lease is a local of the function: it ends with the call.
print(use_briefly(pool))
print(pool.log)

second = pool.borrow("bob")
try:
    pool.borrow("eve")
except LookupError as problem:
    print("refused:", problem)

alias = second
del second
print("an alias keeps it:", pool.status())
del alias
print("now it is back:   ", pool.status())

first = None
print(pool.log)
print(pool.status(), "-", Connection.made, "connections were ever made")

# A dict that does not keep its values alive, and a set that does not keep its members.
names = weakref.WeakValueDictionary()
watched = weakref.WeakSet()
lease = pool.borrow("carl")
names["carl"] = lease
watched.add(lease)
print(names["carl"] is lease, "carl" in names, len(watched))
del lease
print(names.get("carl"), "carl" in names, len(watched))

# A finalizer is a callback with arguments, and runs at most once.
lease = pool.borrow("dora")
finalizer = weakref.finalize(lease, print, "finalizer: dora's lease is over")
print("alive:", finalizer.alive)
del lease
print("alive:", finalizer.alive, "again:", finalizer())

# The pool dies before the lease: the callback finds nobody at home.
last = pool.borrow("zoe")
log = pool.log
del pool
last = None
print(log[-1])
