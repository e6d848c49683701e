# Locks, RLocks, conditions, events, semaphores, barriers, queues.
import queue, threading, time, _thread, weakref

def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
lock = threading.Lock()
print(repr(lock)[:25], lock.locked(), lock.acquire(), lock.locked(), repr(lock)[:23], lock.acquire(False), lock.acquire(timeout=0.01), lock.release(), attempt(lock.release))
for wrong in [(False, 1), (True, -2), (True, 1e300), (True, 'x'), (True, float('nan')), (True, 1, 2)]:
    print(wrong, attempt(lambda: lock.acquire(*wrong)))
with lock as held:
    print(held, lock.locked())
print(attempt(lambda: _thread.LockType()), weakref.ref(lock)() is lock)

r = threading.RLock()
print(r.acquire(), r.acquire(), r._is_owned(), r.release(), r._is_owned(), r.release(), r._is_owned(), attempt(r.release))
with r:
    state = r._release_save()
    print(state[0], r._is_owned(), r._acquire_restore(state), r._is_owned())
def other():
    print(r.acquire(False), attempt(r.release))
with r:
    t = threading.Thread(target=other); t.start(); t.join()

# counting under a lock
counter = 0
def count():
    global counter
    for i in range(3000):
        with lock:
            value = counter
            counter = value + 1
threads = [threading.Thread(target=count) for i in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(counter)

# producer and consumers
items, results = queue.Queue(maxsize=3), queue.SimpleQueue() if hasattr(queue, 'SimpleQueue') else queue.Queue()
def consume():
    while (item := items.get()) is not None:
        results.put(item * 2)
        items.task_done()
consumers = [threading.Thread(target=consume) for i in range(3)]
for t in consumers: t.start()
for i in range(50): items.put(i)
items.join()
for t in consumers: items.put(None)
for t in consumers: t.join()
print(sorted(results.get() for i in range(50)) == [2 * i for i in range(50)], results.empty(), attempt(lambda: results.get(timeout=0.001)), attempt(items.get_nowait) is None)

condition, ready = threading.Condition(), []
def waiter(n):
    with condition:
        condition.wait_for(lambda: n in ready)
        ready.append(-n)
        condition.notify_all()
threads = [threading.Thread(target=waiter, args=(n,)) for n in (1, 2, 3)]
for t in threads: t.start()
for n in (3, 1, 2):
    with condition:
        ready.append(n)
        condition.notify_all()
        condition.wait_for(lambda: -n in ready)
for t in threads: t.join()
print(ready)
event = threading.Event()
print(event.wait(0.001), event.is_set(), event.set(), event.wait())
s = threading.BoundedSemaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.release(2), attempt(s.release))
b, order = threading.Barrier(3), []
def meet():
    order.append(b.wait() >= 0)
threads = [threading.Thread(target=meet) for i in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(order)
fired = threading.Event()
timer = threading.Timer(0.001, fired.set); timer.start(); print(fired.wait(5)); timer.join()
timer = threading.Timer(100, print); timer.start(); timer.cancel(); timer.join()
