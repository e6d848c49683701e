# What functions in C tell the audit hooks before they do it, and that a hook may refuse.
import colorsys
import marshal
import mmap
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
events = []
refused = None


def shown(value):
    return value.replace(folder, '{folder}') if isinstance(value, str) else value if isinstance(value, (int, type(None))) else type(value).__name__


def hook(event, arguments):
    if event == refused:
        raise PermissionError('not ' + event)
    if event == 'import':
        arguments = arguments[:2]
    if not event.startswith(('cpython', 'gc')):
        events.append((event, *map(shown, arguments)))


sys.addaudithook(hook)


class Plain:
    pass


class Other:
    pass


def function(a=1, *, b=2):
    pass


path = os.path.join(folder, 'file')
ACTIONS = {
    'create': lambda: open(path, 'w').close(), 'open': lambda: open(path, 'rb').close(), 'os.open': lambda: os.close(os.open(path, os.O_RDONLY)),
    'by number': lambda: open(os.open(path, os.O_RDONLY)).close(),
    'exec': lambda: exec('1'), 'eval': lambda: eval('1'), 'exec code': lambda: exec(compile('1', 'f', 'exec')), 'compile': lambda: compile(b'1', 'f', 'eval'),
    'import': lambda: __import__('no_such_module'), 'imported already': lambda: __import__('colorsys'), 'id': lambda: id(1) and events.pop()[0],
    'name': lambda: setattr(Plain, '__name__', 'Renamed'), 'qualname': lambda: setattr(Plain, '__qualname__', 'Renamed'),
    'doc': lambda: setattr(Plain, '__doc__', 'x'), 'own': lambda: setattr(Plain, 'own', 1), 'class': lambda: setattr(Plain(), '__class__', Other),
    'bases': lambda: setattr(type('X', (Plain,), {}), '__bases__', (Other,)), 'defaults': lambda: setattr(function, '__defaults__', None),
    'more defaults': lambda: setattr(function, '__defaults__', (1,)), 'keyword defaults': lambda: delattr(function, '__kwdefaults__'),
    'code': lambda: setattr(function, '__code__', function.__code__), 'read': lambda: (function.__defaults__, function.__name__),
    'mkdir': lambda: os.mkdir(folder + '/sub'), 'rename': lambda: os.rename(folder + '/sub', folder + '/sub2'), 'rmdir': lambda: os.rmdir(folder + '/sub2'),
    'listdir': lambda: os.listdir(folder), 'scandir': lambda: os.scandir(folder).close(), 'chmod': lambda: os.chmod(path, 0o644),
    'link': lambda: os.link(path, path + '2'), 'symlink': lambda: os.symlink('a', folder + '/l'), 'replace': lambda: os.replace(path + '2', path),
    'remove': lambda: os.remove(folder + '/l'), 'unlink': lambda: os.unlink(folder + '/missing'), 'system': lambda: os.system('true'),
    'putenv': lambda: os.putenv('OURO_A', 'b'), 'unsetenv': lambda: os.unsetenv('OURO_A'), 'chdir': lambda: os.chdir('/'),
    'truncate': lambda: os.truncate(path, 0), 'utime': lambda: os.utime(path, (1, 2)), 'settrace': lambda: sys.settrace(None),
    'setprofile': lambda: sys.setprofile(None), '_getframe': lambda: sys._getframe() and None, 'marshal': lambda: marshal.loads(marshal.dumps(1)),
    'mmap': lambda: mmap.mmap(-1, 10).close(), 'gethostname': lambda: socket.gethostname() and None,
    'pthread_kill': lambda: signal.pthread_kill(threading.get_ident(), 0) or events.pop()[0], 'input': lambda: input(),
    'rmtree': lambda: shutil.rmtree(folder),
}
sys.stdin = open(os.devnull)
for name, action in ACTIONS.items():
    events.clear()
    try:
        result = action()
        result = result if isinstance(result, (int, str)) and name in ('id', 'pthread_kill') else ''
    except Exception as error:
        result = type(error).__name__
    print(name, result, *events)
for refused in ['open', 'compile', 'exec', 'import', 'os.mkdir', 'builtins.id', 'os.listdir', 'object.__setattr__', 'marshal.dumps']:
    for action in [lambda: open('/dev/null'), lambda: exec('1'), lambda: __import__('no_such_module'), lambda: os.mkdir('/dev/null/x'), lambda: id(1),
                   lambda: os.listdir('/dev/null/x'), lambda: setattr(Plain, '__name__', 'x'), lambda: marshal.dumps(1)]:
        try:
            action()
        except PermissionError as error:
            print(error)
        except Exception:
            pass
refused = None
events.clear()
print(eval(compile(bytearray(b'1 + 1'), 'f', 'eval')), *events)
