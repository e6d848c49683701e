# Handlers of signals: when they are called, with what, and what becomes of their exceptions.
import _thread
import os
import signal
import threading
import time


def show(number, frame):
    print('handler', signal.Signals(number).name, frame.f_code.co_name)


class Alarm(Exception):
    pass


def fail(number, frame):
    raise Alarm(number)


print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM))
print(signal.signal(signal.SIGUSR1, show), signal.getsignal(signal.SIGUSR1) is show)


def send():
    os.kill(os.getpid(), signal.SIGUSR1)
    print('sent')


send()
signal.raise_signal(signal.SIGUSR1)

try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt as error:
    print('interrupted', error.args)
try:
    signal.default_int_handler(1, None)
except KeyboardInterrupt as error:
    print('interrupted', error.args)

# system calls go on after a handler that returns, and end with one that raises
signal.signal(signal.SIGALRM, show)
start = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.02)
time.sleep(0.1)
print(time.monotonic() - start >= 0.1)
reader, writer = os.pipe()
signal.signal(signal.SIGALRM, lambda number, frame: os.write(writer, b'x'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
print(os.read(reader, 1))
lock = threading.Lock()
lock.acquire()
signal.signal(signal.SIGALRM, fail)
for wait in [lambda: time.sleep(10), lambda: lock.acquire(), lambda: os.read(reader, 1), lambda: os.waitpid(-1, 0) if 0 else signal.pause(),
             lambda: signal.sigwaitinfo([signal.SIGUSR2])]:
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        wait()
    except Alarm as error:
        print('alarm', error)


def spin():
    count = 0
    while True:
        count += 1


signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    spin()
except Alarm as error:
    print('alarm', error)


# a handler within a generator's frame
def numbers():
    yield 1
    signal.raise_signal(signal.SIGUSR1)
    yield 2


print(list(numbers()))

# handlers may set others, and be set back while they are waited for
def replace(number, frame):
    print('first', signal.signal(number, show) is replace)
    signal.raise_signal(number)


signal.signal(signal.SIGUSR2, replace)
signal.raise_signal(signal.SIGUSR2)
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
signal.raise_signal(signal.SIGUSR2)

# SIGINT as any other
signal.signal(signal.SIGINT, show)
os.kill(os.getpid(), signal.SIGINT)
_thread.interrupt_main()
_thread.interrupt_main(signal.SIGTERM)
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    _thread.interrupt_main()
    time.sleep(1)
except KeyboardInterrupt:
    print('interrupted')


# threads: handlers run in the main one
def other():
    try:
        signal.signal(signal.SIGUSR1, show)
    except ValueError as error:
        print(error)
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
    done.wait()


def tell(number, frame):
    print('in main thread:', threading.current_thread() is threading.main_thread())
    done.set()


done = threading.Event()
signal.signal(signal.SIGUSR1, tell)
thread = threading.Thread(target=other)
thread.start()
thread.join()
try:
    signal.pthread_kill(threading.get_ident(), 0)
    print('alive')
    _thread.interrupt_main(99)
except ValueError as error:
    print(error)
