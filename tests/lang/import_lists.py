"""What `from package import …` imports, what a circular import says, and what relative names rest on."""
import os
import sys
import tempfile
import warnings

folder = tempfile.mkdtemp()
FILES = {
    'stars/__init__.py': '__all__ = ["one", "two", "here"]\nhere = 3\n',
    'stars/one.py': 'print("one is run")\n',
    'stars/two.py': 'print("two is run")\n',
    'wrong/__init__.py': '__all__ = ["one", 5]\n',
    'wrong/one.py': '',
    'missing/__init__.py': '__all__ = ["nothing"]\n',
    'first.py': 'import second\nvalue = 1\n',
    'second.py': 'from first import value\n',
    'third.py': 'import fourth\nvalue = 1\n',
    'fourth.py': 'import third\nthird.value\n',
    'parent/__init__.py': '',
    'parent/child.py': 'import parent\nparent.child\n',
    'parent/other.py': 'from . import other\nprint(other is __import__("sys").modules[__name__])\n',
    'parent/late.py': 'import parent.late\nfrom parent import late\n',
}
for name, text in FILES.items():
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)
sys.path.insert(0, folder)


def tried(statement, names=None):
    try:
        names = {'__name__': 'tried'} if names is None else names
        exec(statement, names)
    except Exception as e:
        print(f'{statement}: {type(e).__name__}: {e}'.replace(folder, '{folder}'), getattr(e, 'name', None))
    else:
        print(statement, sorted(name for name in names if not name.startswith('__')))


for statement in ('from stars import *', 'from wrong import *', 'from missing import *', 'import first', 'import third', 'import parent.child',
                  'import parent.other', 'import parent.late', 'from parent import nothing'):
    tried(statement)


class Words:
    def __init__(self, *words):
        self.words = words

    def __iter__(self):
        return iter(self.words)


class Empty(Words):
    def __bool__(self):
        return False


def imported(*args, **names):
    for name in [name for name in sys.modules if name.startswith('stars')]:
        del sys.modules[name]
    try:
        print(__import__(*args, **names).__name__, sorted(name for name in sys.modules if name.startswith('stars')))
    except Exception as e:
        print(type(e).__name__, e)


imported('stars')
imported('stars.one')
imported('stars', fromlist=['one'])
imported('stars', fromlist=Words('two', 'nothing'))
imported('stars', fromlist=Empty('two'))
imported('stars', fromlist='*')
imported('stars', fromlist=('two', '*'))
imported('stars', fromlist=[b'one'])
imported('stars', fromlist=5)
imported('stars.one', fromlist=5)
imported('sys', level=1)
imported('sys', None, level=1)
imported('sys', [], level=1)
imported('one', {'__package__': 'stars', '__spec__': None}, level=1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')

    class Spec:
        parent = 'elsewhere'

    imported('', {'__package__': 'stars', '__spec__': Spec}, fromlist=['one'], level=1)
    imported('', {'__package__': 'stars', '__spec__': 5}, fromlist=['one'], level=1)
    imported('', {'__name__': 'stars', '__path__': []}, fromlist=['one'], level=1)
    print([str(warning.message) for warning in caught])

# a folder whose name is no text
odd = os.path.join(os.fsencode(folder), b'odd\xff')
os.mkdir(odd)
with open(os.path.join(odd, b'within.py'), 'w') as file:
    file.write('def f():\n    1 / 0\n')
sys.path.insert(0, os.fsdecode(odd))
import within
print(ascii(within.__file__.replace(folder, '')))
print(ascii(compile('1', 'a\udcff', 'exec').co_filename))
