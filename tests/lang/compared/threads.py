# threads, locks, queues
import queue
import threading
q = queue.Queue()
def work():
    for i in range(3):
        q.put(i)
threads = [threading.Thread(target=work) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(q.get() for i in range(9)), threading.active_count())
