# threading.local: other attributes in each thread.
import gc, threading, weakref

data = threading.local()
data.x = 1
print(type(data), data.__dict__, hasattr(data, 'y'))
def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
def run(function):
    t = threading.Thread(target=function); t.start(); t.join()
def inner():
    print(attempt(lambda: data.x), data.__dict__)
    data.x = 2
    data.y = 3
    print(data.__dict__, sorted(vars(data)))
    del data.x
    print(attempt(lambda: data.x), attempt(lambda: delattr(data, 'x')))
run(inner)
run(inner)
print(data.x, data.__dict__)
print(attempt(lambda: setattr(data, '__dict__', {})), attempt(lambda: threading.local(1)), attempt(lambda: threading.local(a=1)))

class Mine(threading.local):
    shared = 'class'
    __slots__ = ('slot',)
    def __init__(self, *args, **kwargs):
        print('init in', threading.current_thread().name[:6], args, kwargs)
        self.args = args
        self.list = []
    @property
    def total(self):
        return len(self.list)
m = Mine(1, 2, key=3)
m.list.append('main')
m.slot = 'for all'
def inner():
    m.list.append('other')
    m.list.append('more')
    print(m.total, m.args, m.shared, m.slot)
run(inner)
print(m.total, m.list)

class Fails(threading.local):
    def __init__(self):
        if threading.current_thread() is not threading.main_thread():
            raise ValueError('not here')
f = Fails()
run(lambda: print(attempt(lambda: f.x), attempt(lambda: f.x)))

# attributes die with their thread, and with the object
class Value:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('gone:', self.name)
def inner():
    data.value = Value('in thread')
    print('thread ends')
run(inner)
print('after')
l = threading.local()
l.v = Value('main')
l.me = l
ref = weakref.ref(l)
del l
gc.collect()
print(ref())
stay, go = threading.Event(), threading.Event()
l = threading.local()
def inner():
    l.v = Value('of a dead local')
    stay.set()
    go.wait()
t = threading.Thread(target=inner); t.start(); stay.wait()
del l
print('local deleted')
gc.collect()
go.set(); t.join()
