"""Two threads import one module: the second waits; unless both wait for each other."""
import os
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
FILES = {
    'slow.py': 'import time\nseen = [1]\ntime.sleep(0.1)\nvalue = "complete"\n',
    'left.py': 'import __main__\n__main__.meet.wait(5)\nimport right\nvalue = "left"\n',
    'right.py': 'import __main__\n__main__.meet.wait(5)\nimport left\nvalue = "right"\n',
    'own/__init__.py': 'import time\ntime.sleep(0.05)\nvalue = "package"\n',
    'own/part.py': 'value = "part"\n',
    'starter.py': 'import threading, __main__\nthread = threading.Thread(target=__main__.use, args=("starter", "value"))\nthread.start()\n'
                  'thread.join(0.1)\nprint("it waits:", thread.is_alive())\nvalue = "started"\n',
}
for name, text in FILES.items():
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)
sys.path.insert(0, folder)
meet = threading.Barrier(2)
results = []


def use(module, attribute):
    try:
        __import__(module)
        results.append(getattr(sys.modules[module], attribute, 'incomplete'))
    except Exception as e:
        results.append(type(e).__name__)


def race(*modules):
    results.clear()
    threads = [threading.Thread(target=use, args=(module, 'value')) for module in modules]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(modules[0], sorted(map(str, results)))


def all_of_it():
    race(*['slow'] * 5)
    race('left', 'right')
    race('own.part', 'own', 'own')
    results.clear()
    import starter
    starter.thread.join()
    print(results)


all_of_it()

# and by importlib, once somebody looks at it
for name in FILES:
    sys.modules.pop(name.replace('/', '.').removesuffix('.py').removesuffix('.__init__'), None)
meet.reset()
sys.path_hooks.insert(0, lambda path: exec('raise ImportError'))
sys.path_importer_cache.clear()
all_of_it()
