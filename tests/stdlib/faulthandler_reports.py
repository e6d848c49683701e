# faulthandler: where the program is, now, after a time, when a signal comes, when it crashes.
import faulthandler
import re
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

reports = tempfile.TemporaryFile('w+')
standard_error = os.dup(2)
os.dup2(reports.fileno(), 2)


def attempt(function, *args):
    try:
        print(function.__name__, args, repr(function(*args)))
    except Exception as error:
        print(function.__name__, args, type(error).__name__, error)


def inner():
    faulthandler.dump_traceback()
    faulthandler.dump_traceback(all_threads=False, file=sys.stderr)


def outer():
    inner()


def ünï():
    faulthandler.dump_traceback(2)


outer()
ünï()
event = threading.Event()
thread = threading.Thread(target=event.wait)
thread.start()
time.sleep(0.05)
outer()
event.set()
thread.join()

for function in [faulthandler.is_enabled, faulthandler.enable, faulthandler.is_enabled, faulthandler.disable, faulthandler.disable]:
    attempt(function)
for file in [5.5, -1, 'a']:
    attempt(faulthandler.enable, file)
    attempt(faulthandler.dump_traceback, file)
for number in [signal.SIGUSR1, 11, 99, 0, 'a']:
    attempt(faulthandler.register, number)
attempt(faulthandler.unregister, signal.SIGUSR1)
attempt(faulthandler.unregister, signal.SIGUSR1)
attempt(faulthandler.unregister, 0)
for timeout in [0, -1, 'a', 1e30]:
    attempt(faulthandler.dump_traceback_later, timeout)

faulthandler.dump_traceback_later(0.05)
time.sleep(1)
faulthandler.dump_traceback_later(100, repeat=True)
faulthandler.cancel_dump_traceback_later()
signal.signal(signal.SIGUSR1, lambda number, frame: print('and the handler'))
faulthandler.register(signal.SIGUSR1, chain=True)
signal.raise_signal(signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
faulthandler.unregister(signal.SIGUSR1)

script = 'import faulthandler, time; faulthandler.dump_traceback_later(0.05, exit=True); time.sleep(10)'
result = subprocess.run([sys.executable, '-c', script], stderr=subprocess.PIPE, text=True)
print(result.returncode, re.sub('0x[0-9a-f]+', '0x...', result.stderr))
os.dup2(standard_error, 2)
reports.seek(0)
print(re.sub('0x[0-9a-f]+', '0x...', reports.read()))
stderr, sys.stderr = sys.stderr, None
attempt(faulthandler.enable)
attempt(faulthandler.dump_traceback)
sys.stderr = stderr
