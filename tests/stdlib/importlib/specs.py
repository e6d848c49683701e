# What modules have from importlib, before and after somebody looks.
import sys, os, math, bisect, collections
print(os, math, bisect, collections)
print(bisect.__spec__.name, bisect.__spec__.origin == bisect.__file__, bisect.__spec__.has_location, bisect.__spec__.parent == '', bisect.__cached__ == bisect.__spec__.cached)
print(type(bisect.__loader__).__name__, bisect.__loader__ is bisect.__spec__.loader, bisect.__loader__.name, bisect.__loader__.path == bisect.__file__)
print(os.__spec__, math.__spec__, math.__loader__)
print(collections.__spec__.submodule_search_locations == collections.__path__, collections.__package__)
print([f.__name__ for f in sys.meta_path if f.__module__.startswith('_frozen')], type(sys.path_hooks), type(sys.path_importer_cache))
print(__spec__, type(__loader__).__name__, sys.modules['__main__'].__loader__ is __loader__)
def inside():
    return __spec__, type(__loader__).__name__
print(inside())
sys.path.insert(0, '_folder')
import _again
print(_again.spec_inside is _again.__spec__, _again.loader_inside, _again.initializing, _again.__spec__._initializing, _again)
print(_again.__cached__[-35:])
import importlib, importlib.util, importlib.machinery
print(importlib.reload(_again) is _again, _again.loads)
print(importlib.import_module('.abc', 'collections').__name__, importlib.util.find_spec('nothing_of_the_kind'), importlib.util.find_spec('heapq').name)
spec = importlib.util.spec_from_file_location('made', os.path.join('_folder', '_again.py'))
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
print(made.loads, made.__name__, 'made' in sys.modules)
print(importlib.util.resolve_name('..a', 'x.y'), importlib.util.source_from_cache(bisect.__cached__) == bisect.__file__)
import _space.inner.leaf
print(_space, type(_space.__path__).__name__, _space.__file__ if hasattr(_space, '__file__') else 'no file', _space.inner.leaf.value, _space.__spec__.origin, type(_space.__loader__).__name__)
print(importlib.machinery.SOURCE_SUFFIXES, importlib.machinery.all_suffixes()[0])
for bad in ['', '.relative', 'a..b', 'collections.nothing', 'os.path.x', 'bisect.x']:
    try:
        importlib.import_module(bad)
    except Exception as e:
        print(type(e).__name__, e)
