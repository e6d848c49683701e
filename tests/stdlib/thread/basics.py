# Threads: start, join, results, names, counts, errors, daemons.
import sys, threading, time, _thread

done = []
def work(n, *, add=0):
    for i in range(20000):
        pass
    done.append(n + add)
threads = [threading.Thread(target=work, args=(n,), kwargs={'add': 10}) for n in range(5)]
print(threads[0].name, threads[0].is_alive(), threads[0].ident, threads[0].daemon, repr(threads[0]))
for t in threads: t.start()
for t in threads: t.join()
print(sorted(done), threads[0].is_alive(), threading.active_count(), _thread._count(), type(threads[0].ident))

print(threading.current_thread() is threading.main_thread(), threading.get_ident() == threading.main_thread().ident, threading.get_native_id() > 0)
def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
print(attempt(threads[0].start), attempt(threading.current_thread().join), attempt(threading.Thread().join))
print(attempt(lambda: _thread.start_new_thread(1, ())), attempt(lambda: _thread.start_new_thread(print, [])), attempt(lambda: _thread.start_new_thread(print, (), 1)))

# what ends a thread by an exception
class Loud(Exception):
    pass
def fails():
    raise Loud('in a thread')
seen = []
before = threading.excepthook
threading.excepthook = lambda args: seen.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name, type(args).__name__, len(args)))
t = threading.Thread(target=fails, name='failing'); t.start(); t.join()
t = threading.Thread(target=sys.exit, args=(3,)); t.start(); t.join()
print(seen)
threading.excepthook = before
print(attempt(lambda: threading.excepthook(1)))
t = threading.Thread(target=_thread.exit); t.start(); t.join()

# locals of a thread die in it, and what it returned
class Node:
    def __del__(self):
        print('node gone in', threading.current_thread().name)
def holds():
    node = Node()
    time.sleep(0.01)
t = threading.Thread(target=holds, name='holder'); t.start(); t.join()

# frames and handled exceptions of all threads
inside, leave = threading.Event(), threading.Event()
def waits():
    try:
        raise KeyError('k')
    except KeyError:
        inside.set()
        leave.wait()
t = threading.Thread(target=waits); t.start(); inside.wait()
frames = sys._current_frames()
names = []
frame = frames[t.ident]
while frame:
    names.append(frame.f_code.co_name)
    frame = frame.f_back
print(names[-3:], frames[threading.get_ident()] is sys._getframe(), len(frames))
exceptions = sys._current_exceptions()
print(exceptions[t.ident][:2], exceptions[threading.get_ident()])
del frame, frames, exceptions
leave.set(); t.join()

print(sys.getswitchinterval(), attempt(lambda: sys.setswitchinterval(0)), sys.setswitchinterval(0.001), sys.getswitchinterval())
print(_thread.stack_size(), attempt(lambda: _thread.stack_size(100)), _thread.stack_size(1 << 20), _thread.stack_size(0))
print(_thread.LockType, threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX, _thread.error)

# daemons do not keep the program from ending; their code ends where it is
def forever():
    try:
        while True:
            time.sleep(0.001)
    finally:
        print('never')
threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
def spins():
    try:
        while True:
            pass
    except BaseException:
        print('never')
threading.Thread(target=spins, daemon=True).start()
held = threading.Lock(); held.acquire()
threading.Thread(target=held.acquire, daemon=True).start()
def late():
    time.sleep(0.05)
    print('the last, after the main thread')
threading.Thread(target=late).start()
print('end of the script')
