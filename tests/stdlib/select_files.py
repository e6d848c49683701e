# select, poll, epoll: what is ready, and what arguments are refused.
import os
import select
import sys
import threading
import time


def attempt(function, *args, **keywords):
    try:
        print(function.__name__, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


class NoFile:
    def fileno(self):
        return 'x'


os.dup2(0, 99)  # the system refuses a closed descriptor only if its table, which grows with those that are opened, has come that far
os.closerange(98, 100)
reader, writer = os.pipe()
for args in [(1, 2, 3), ([1], [1], [1], 'a'), (['a'], [], []), ([], [], [], -1), ([5000], [], [], 0), ([-1], [], [], 0), ([99], [], [], 0),
             ([], [], [], 0), ([2**70], [], [], 0), ([NoFile()], [], [], 0), ([],)]:
    attempt(select.select, *args)
print(select.select([reader], [writer], [], 0) == ([], [writer], []))
start = time.monotonic()
print(select.select([reader], [], [], 0.02), time.monotonic() - start >= 0.02)

poll = select.poll()
for args in [(writer, 99999), ('a',), (writer, 2**40), (writer, -1), (), (writer,), (99,)]:
    attempt(poll.register, *args)
attempt(poll.modify, 98, 1)
attempt(poll.unregister, 98)
for timeout in ['a', 2**60, 2**40]:
    attempt(poll.poll, timeout)
print(poll.poll(0) == [(writer, select.POLLOUT), (99, select.POLLNVAL)], poll.poll(0.5) == poll.poll(-0.0))
poll.unregister(99)
poll.modify(writer, 0)
print(poll.poll(5), type(poll), sys.getsizeof(poll))

epoll = select.epoll()
for args in [(os.open('/etc/passwd', 0),), (writer,), (writer,), ('a',)]:
    attempt(epoll.register, *args)
for args in [(-0.0, 0), ('a',), (0, -5)]:
    attempt(epoll.poll, *args)
print(epoll.poll(0) == epoll.poll(0, 1) == [(writer, select.EPOLLOUT)])
attempt(epoll.unregister, 99)
attempt(epoll.modify, 99, 1)
attempt(epoll.modify, writer, select.EPOLLIN)
print(epoll.poll(0), epoll.closed, sys.getsizeof(epoll))
epoll.close()
for method in [epoll.fileno, epoll.poll, epoll.__enter__, epoll.close]:
    attempt(method)
for args in [(0,), (-2,), (5, 99), (-1, 1), ('a',)]:
    attempt(select.epoll, *args)
with select.epoll() as epoll:
    print(epoll.closed)
print(epoll.closed, select.error, select.PIPE_BUF)

# others run meanwhile
threading.Timer(0.02, os.write, [writer, b'x']).start()
print(select.select([reader], [], [])[0] == [reader], os.read(reader, 1))
poll.register(reader)
threading.Timer(0.02, os.write, [writer, b'y']).start()
print(poll.poll() == [(reader, select.POLLIN)])
