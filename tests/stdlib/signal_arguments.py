# Masks, timers, sets; what arguments are refused.
import _signal as s
import os
import signal
import threading


def attempt(function, *args):
    try:
        print(function.__name__, args, repr(function(*args)))
    except Exception as error:
        print(function.__name__, args, type(error), error)


print(s.ItimerError, s.ItimerError.__mro__, s.struct_siginfo)
for args in [(0, 'a'), (0, -1), (99, 1), (0, float('nan')), (0, 1e30), (0, None), (0, 0), (3.5, 1)]:
    attempt(s.setitimer, *args)
attempt(s.getitimer, 99)
s.setitimer(0, 100, 2.5)
left, interval = s.getitimer(0)
print(99 < left <= 100, interval, s.setitimer(0, 0)[1], s.getitimer(0))
for args in [('a',), (2**40,), (0,)]:
    attempt(s.alarm, *args)
for number in [34, 64, 65, 0, 11, 'a']:
    attempt(s.strsignal, number)
for number in [0, 9, 13, 25, 70, 1.5]:
    attempt(s.getsignal, number)
for args in [(9, 1), (10, 5), (10, None), (33, 0), ('a', 0), (70, 0), (10, 1.0), (10, 1), (10, 0), (-1, 0)]:
    attempt(s.signal, *args)
for args in [(0, [10]), (0, [0]), (0, ['a']), (0, 5), (77, []), (0, [2**70]), (0, [65]), (0, [-3]), (1, [10]), (0, ())]:
    attempt(s.pthread_sigmask, *args)
attempt(s.sigpending)
print(sorted(s.valid_signals()) == [*range(1, 32), *range(34, 65)])
attempt(s.pthread_kill, 'a', 0)
for args in [([10], 0.01), ([10], -1), ([10], 'a')]:
    attempt(s.sigtimedwait, *args)
s.pthread_sigmask(0, [12])
s.raise_signal(12)
attempt(s.sigpending)
info = s.sigwaitinfo([12])
print(info.si_signo, info.si_pid == os.getpid(), info.si_uid == os.getuid(), len(info), type(info))
s.raise_signal(12)
print(s.sigtimedwait([12], 1).si_signo)
s.raise_signal(12)
attempt(s.sigwait, [12])
for args in [(10, True), (0, True), ('a', True), (99, True), (10, 0)]:
    attempt(s.siginterrupt, *args)
for args in [(-1,), (99,), ('a',)]:
    attempt(s.set_wakeup_fd, *args)
attempt(s.raise_signal, 99)
attempt(s.raise_signal, 'a')
attempt(s.default_int_handler, 'a', 2)
attempt(s.pidfd_send_signal, 1, 2, 5)
print(signal.Signals.SIGINT, signal.SIGCLD, signal.Handlers.SIG_DFL, signal.SIG_BLOCK, len(signal.Signals))

# each signal's number is written where a loop of select can see it
reader, writer = os.pipe()
try:
    s.set_wakeup_fd(writer)
except ValueError as error:
    print(str(error) == f'the fd {writer} must be in non-blocking mode')
