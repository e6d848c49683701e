# sys.settrace: calls, lines, returns, exceptions, opcodes; what the function returns, raises and assigns.
import sys, threading

events = []
def trace(frame, event, argument):
    shown = argument if event == 'return' else argument[0].__name__ if event == 'exception' else argument
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, shown))
    return trace
def show(function, *args):
    events.clear()
    sys.settrace(trace)
    try:
        result = function(*args)
    except Exception as e:
        result = repr(e)
    sys.settrace(None)
    print(function.__name__, result)
    for e in events:
        print('   ', e)

def lines(x):
    y = x + 1
    for i in range(2):
        y += i
    while y < 10:
        y += 3
    if y:
        z = 1
    else:
        z = 2
    return y
show(lines, 1)
def numbers():
    x = yield 1
    yield 2
def uses():
    for v in numbers():
        v += 1
    return [i for i in range(2)]
show(uses)
def inner():
    yield 1
    return 5
def outer():
    r = yield from inner()
    return r
show(lambda: list(outer()))
def raises():
    try:
        1 / 0
    except ZeroDivisionError as e:
        x = 1
    return further()
def further():
    raise KeyError(1)
show(raises)
def cells(a):
    b = 2
    def f():
        return a + b
    return f()
show(cells, 1)
class Plain:
    def __init__(self):
        self.x = 1
class Manager:
    def __enter__(self):
        pass
    def __exit__(self, *what):
        pass
def objects():
    c = Plain()
    with Manager():
        x = 1
    return [y.x for y in [c]]
show(objects)

# the local function decides
def only_calls(frame, event, argument):
    print('only', frame.f_code.co_name, event)
def f():
    g()
    return 1
def g():
    x = 1
    return x
sys.settrace(only_calls); f(); sys.settrace(None)
def replaces(frame, event, argument):
    def second(frame, event, argument):
        print('second', event, frame.f_lineno - frame.f_code.co_firstlineno)
        return None
    return second
sys.settrace(replaces); g(); sys.settrace(None)
def no_lines(frame, event, argument):
    frame.f_trace_lines = False
    print('no lines', event, frame.f_trace_lines, frame.f_trace_opcodes, frame.f_trace)
    return no_lines_local
def no_lines_local(frame, event, argument):
    print('local', event)
sys.settrace(no_lines); g(); sys.settrace(None)
def opcodes(frame, event, argument):
    frame.f_trace_opcodes = True
    seen.add(event)
    return opcodes
seen = set()
sys.settrace(opcodes); g(); sys.settrace(None)
print(sorted(seen))

# it assigns, it raises
def assigns(frame, event, argument):
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 3:
        frame.f_locals['a'] = 100
    return assigns
def two():
    a = 1
    b = 2
    return a + b
sys.settrace(assigns); r = two(); sys.settrace(None)
print(r)
for where in 'call', 'line', 'return', 'exception':
    def fails(frame, event, argument):
        if event == where:
            raise ValueError(event)
        return fails
    def work():
        try:
            1 / 0
        except ZeroDivisionError:
            pass
        return 1
    sys.settrace(fails)
    try:
        print(work(), sys.gettrace() is fails)
    except Exception as e:
        print(type(e).__name__, e, sys.gettrace())
    sys.settrace(None)

# threads have their own
def in_thread(frame, event, argument):
    if frame.f_code.co_name == 'job':
        print('thread', event)
    return in_thread
def job():
    return sys.gettrace() is in_thread
threading.settrace(in_thread)
t = threading.Thread(target=job); t.start(); t.join()
threading.settrace(None)
print(sys.gettrace())
