# What ends a thread is told on stderr.
import threading, time, _thread
def fails():
    raise ValueError('in a thread')
t = threading.Thread(target=fails, name='first'); t.start(); t.join()
_thread.start_new_thread(fails, ())
time.sleep(0.05)
