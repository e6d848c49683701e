# A thread fails when sys.stderr is gone: its exception is written where sys.stderr was when the thread was made.
import sys
import threading

goes_on = threading.Event()


def fail():
    goes_on.wait()
    1 / 0


thread = threading.Thread(target=fail, name='A')
thread.start()
stderr, sys.stderr = sys.stderr, None
goes_on.set()
thread.join()
print(sys.stderr)
thread = threading.Thread(target=fail, name='B')
thread.start()
thread.join()
sys.stderr = stderr
