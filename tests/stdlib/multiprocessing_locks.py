import _multiprocessing
import multiprocessing
import os
import threading
import time
from multiprocessing import shared_memory

S = _multiprocessing.SemLock
base = f"/ouro-test-{os.getpid()}-"
print(S.SEM_VALUE_MAX, S.__module__, _multiprocessing.flags)
s = S(1, 1, 1, base + "a", True)
print(s.kind, s.maxvalue, s.name, type(s.handle), s._count(), s._is_mine(), s._get_value(), s._is_zero())
print(s.acquire(), s.acquire(False), s.acquire(True, 0.01), s.acquire(True, -1), s._count(), s._is_mine(), s._get_value(), s._is_zero(), s.release())
for wrong in (
    s.release, lambda: S(5, 1, 1, "/x", True), lambda: S(1, -1, 1, base, True), lambda: S(1, 1, 1, "bad/name/", True), lambda: S(1), lambda: s.acquire(1, 2, 3),
    lambda: _multiprocessing.sem_unlink(base + "none"), lambda: s.acquire(True, "x"), lambda: S._rebuild(1, 1, 1, base + "none"),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
r = S(0, 1, 1, base + "r", True)
with r:
    with r:
        print(r._count(), r._is_mine(), r.acquire(False))
    r.release()
print(r._count())
try:
    r.release()
except AssertionError as error:
    print(error)
b = S(1, 0, 5, base + "b", False)
other = S._rebuild(b.handle, 1, 5, base + "b")
b.release()
print(other._get_value(), other.name == b.name, _multiprocessing.sem_unlink(base + "b"), other._after_fork())
# Waiting lets other threads run.
lock = S(1, 0, 1, base + "t", True)
thread = threading.Thread(target=lambda: (time.sleep(0.02), lock.release()))
thread.start()
print(lock.acquire(), thread.join())


def square(x):
    return x * x


def send(pipe):
    pipe.send([os.getpid() != parent, "two"])
    pipe.close()


parent = os.getpid()
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(8)), pool.apply_async(square, (7,)).get(30))
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=send, args=(there,))
    process.start()
    print(here.recv(), process.join(), process.exitcode)
    queue = multiprocessing.SimpleQueue()
    queue.put((1, 2))
    print(queue.get(), multiprocessing.Lock(), multiprocessing.Semaphore(2).get_value())
    memory = shared_memory.SharedMemory(create=True, size=16)
    again = shared_memory.SharedMemory(memory.name)
    memory.buf[:3] = b"abc"
    print(bytes(again.buf[:3]))
    again.close()
    memory.close()
    memory.unlink()
    try:
        shared_memory.SharedMemory("ouro-none")
    except FileNotFoundError as error:
        print(error)
