# Finders and loaders of a program's own; what they leave; errors through them.
import importlib, importlib.abc, importlib.machinery, importlib.util, sys, types

class Texts(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    texts = {'_virtual': 'value = 5', '_virtual_package': 'import _virtual_package.part', '_virtual_package.part': 'name = __name__, __package__',
             '_virtual_broken': 'def f():\n    1 / 0\nf()', '_virtual_syntax': 'x = = 1', '_virtual_none': 'import sys; sys.modules[__name__] = None',
             '_virtual_other': 'import sys; sys.modules[__name__] = 42'}
    seen = []
    def find_spec(self, name, path, target=None):
        self.seen.append((name, path))
        if name in self.texts:
            return importlib.machinery.ModuleSpec(name, self, is_package=name == '_virtual_package')
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        exec(compile(self.texts[module.__name__], '<' + module.__name__ + '>', 'exec'), module.__dict__)
finder = Texts()
sys.meta_path.insert(0, finder)
import _virtual
print(repr(_virtual)[:35], _virtual.value, _virtual.__loader__ is finder, finder.seen)
from _virtual_package.part import name
import _virtual_package
print(name, _virtual_package.__path__, finder.seen[1:])
for module in ['_virtual_broken', '_virtual_syntax', '_virtual_none', '_virtual_missing']:
    try:
        importlib.import_module(module)
    except BaseException as e:
        tb, lines = e.__traceback__, []
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_code.co_filename.rpartition('/')[2]))
            tb = tb.tb_next
        print(type(e).__name__, e, [l for l in lines if 'importlib' not in l[1]], module in sys.modules)
try:
    import _virtual_broken
except ZeroDivisionError as e:
    tb, lines = e.__traceback__, []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_code.co_filename.rpartition('/')[2]))
        tb = tb.tb_next
    print(lines)
try:
    import _virtual_missing
except ImportError as e:
    print(e, e.__traceback__.tb_next)
import _virtual_other
print(_virtual_other)
sys.meta_path.remove(finder)
try:
    import _virtual_gone
except ImportError as e:
    print(e)
import string
print(string.digits, any(name == 'string' for name, path in finder.seen))

# sys.modules is believed; path hooks
sys.modules['_put'] = types.ModuleType('_put')
import _put
print(_put, importlib.import_module('_put') is _put)
asked = []
def hook(path):
    asked.append(path)
    raise ImportError
sys.path_hooks.insert(0, hook)
sys.path.insert(0, '/no/such/place')
sys.path_importer_cache.clear()
try:
    import _not_there
except ImportError as e:
    print(e, '/no/such/place' in asked)
del sys.path_hooks[0]
before = __import__
def mine(name, *rest):
    if name != '_io': print('import', name)
    return before(name, *rest)
import builtins
builtins.__import__ = mine
import colorsys
from string import digits
builtins.__import__ = before
print(importlib.__import__('string') is string, importlib.invalidate_caches())

# modules as classes
class Special(types.ModuleType):
    constant = 1
    def __init__(self, name):
        super().__init__(name, 'doc of it')
        self.more = 2
    @property
    def answer(self):
        return 42
    def __dir__(self):
        return ['only']
m = Special('m')
print(m, m.answer, m.constant, m.more, m.__doc__, dir(m), m.__dict__['more'], isinstance(m, types.ModuleType))
try:
    m.answer = 1
except AttributeError as e:
    print(e)
print(types.ModuleType.__new__(types.ModuleType), types.ModuleType('x', 'd').__dict__)
plain = types.ModuleType('plain')
plain.__class__ = Special
print(plain.answer, plain)
try:
    plain.__class__ = int
except TypeError as e:
    print(e)
plain.__class__ = types.ModuleType
print(hasattr(plain, 'answer'))
