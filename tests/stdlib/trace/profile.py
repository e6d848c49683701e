# sys.setprofile: calls of functions in Python and in C; audit hooks.
import sys
seen = []
def profile(frame, event, argument):
    seen.append((frame.f_code.co_name, event, getattr(argument, '__name__', argument)))
def numbers():
    yield 1
def work():
    len([1])
    [].append(2)
    sorted([3, 1], key=lambda x: x)
    'a b'.split()
    str.upper('a')
    print(*[])
    try:
        int('x')
    except ValueError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    list(numbers())
    return 5
sys.setprofile(profile); work(); sys.setprofile(None)
for line in seen:
    print(line)
def fails(frame, event, argument):
    raise KeyError(event)
sys.setprofile(fails)
try:
    work()
except KeyError as e:
    print('raised', e, sys.getprofile())

def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
print(sys.audit('nobody.listens', 1), attempt(lambda: sys.audit(1)))
heard = []
def hook(event, args):
    if event.startswith('mine.'):
        heard.append((event, args))
    if event == 'mine.refused':
        raise PermissionError('no')
print(sys.addaudithook(hook), sys.audit('mine.a', 1, [2]), sys.audit('mine.b'), attempt(lambda: sys.audit('mine.refused')), heard)
def no_more(event, args):
    if event == 'sys.addaudithook':
        raise RuntimeError
sys.addaudithook(no_more)
late = []
print(sys.addaudithook(lambda event, args: late.append(event)), sys.audit('mine.c'), late, heard[-1])
