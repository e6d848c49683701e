"""What the import in C leaves to importlib, once that is awake: the __spec__ and __loader__ of modules (vm/import/bootstrap.c)."""

import marshal
import sys
import _frozen_importlib as inner
import _frozen_importlib_external as outer


def make_spec(name, filename, path):
    """The spec of a module that was found in a file, or (filename None) of a namespace package."""
    if filename is None:
        spec = inner.ModuleSpec(name, None)
        spec.submodule_search_locations = outer._NamespacePath(name, path, outer.PathFinder._get_spec)
        return spec
    if inner._imp.find_frozen(name):
        return inner.FrozenImporter.find_spec(name)
    if filename.startswith('<embedded:'):
        return embedded_spec(name)
    loader = outer.SourceFileLoader(name, filename)
    return outer.spec_from_file_location(name, filename, loader=loader, submodule_search_locations=path)


class EmbeddedLoader:
    """Loads a module that is part of the binary, where no file of the library is."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        inner._call_with_frames_removed(exec, self.get_code(module.__name__), module.__dict__)

    load_module = outer._LoaderBasics.load_module

    def get_code(self, name):
        return inner._imp._embedded_code(name)

    def get_source(self, name):
        return inner._imp._embedded_source(name)

    def get_filename(self, name):
        return self.path

    def is_package(self, name):
        return inner._imp._embedded_place(name)[1]


def embedded_spec(name):
    """The spec of a module that is embedded, or None."""
    place = inner._imp._embedded_place(name)
    if place is None:
        return None
    path, is_package = place
    spec = inner.ModuleSpec(name, EmbeddedLoader(name, path), origin=path, is_package=is_package)
    spec.has_location = True
    if is_package:
        spec.submodule_search_locations.append(path.rpartition('/')[0])
    return spec


find_in_folder = outer.FileFinder.find_spec
find_on_path = outer.PathFinder.find_spec


def find_spec_in_folder(self, fullname, target=None):
    """As FileFinder's, but in the library's folder Ouro's own modules come first."""
    if self.path == sys._stdlib_dir and (inner._imp._embedded_place(fullname) or '?')[0][0] == '<':
        return embedded_spec(fullname)
    return find_in_folder(self, fullname, target)


@classmethod
def find_spec_on_path(cls, fullname, path=None, target=None):
    """As PathFinder's, where no library is installed: what is embedded is found all the same."""
    spec = find_on_path(fullname, path, target)
    if spec is None or spec.loader is None:
        return embedded_spec(fullname) or spec
    return spec


def introduce(module, name, filename, path):
    """Tell a module what it is, before its code runs."""
    spec = make_spec(name, filename, path)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    spec._initializing = True


def finds_in(name, places):
    """Is the module in one of these places of a path?"""
    return outer.PathFinder.find_spec(name, places) is not None


def introduce_native(module, name):
    """The same for a module in C, which has no code to run."""
    module.__spec__ = spec = inner.BuiltinImporter.find_spec(name)
    module.__loader__ = inner.BuiltinImporter
    module.__package__ = spec.parent


classify_of_importlib = outer._classify_pyc


def classify_pyc(data, name, details):
    """Refuse the code of another process, which marshal cannot load: then the source counts. Who wants such files calls py_compile."""
    flags = classify_of_importlib(data, name, details)
    try:
        marshal.loads(memoryview(data)[16:])
    except ValueError as error:
        if 'this process' in str(error):
            raise ImportError(f'the code in {details.get("path", name)!r} was made by another process', **details) from None
    except (EOFError, TypeError):
        pass
    return flags


class ModuleLockManager:
    """The lock that import in C takes for a module, too."""

    def __init__(self, name):
        self._name = name

    def __enter__(self):
        if not inner._imp._lock_module(self._name):
            raise inner._DeadlockError(f'deadlock detected by _ModuleLock({self._name!r})')

    def __exit__(self, *args):
        inner._imp._unlock_module(self._name)


def complete():
    """Join importlib to the import in C: its locks, zip files, and the modules that were imported before it was awake."""
    inner._ModuleLockManager = ModuleLockManager
    outer._classify_pyc = classify_pyc
    outer.FileFinder.find_spec = find_spec_in_folder
    if not outer._path_isdir(sys._stdlib_dir):
        outer.PathFinder.find_spec = find_spec_on_path
    inner._lock_unlock_module = inner._imp._wait_for_module
    try:
        from zipimport import zipimporter
    except ImportError:
        pass
    else:
        sys.path_hooks.insert(0, zipimporter)
    for name, module in list(sys.modules.items()):
        if getattr(module, '__spec__', 0) is not None or name == '__main__':
            continue
        filename, path = getattr(module, '__file__', None), getattr(module, '__path__', None)
        if name in sys.builtin_module_names:
            spec = inner.BuiltinImporter.find_spec(name)
        elif module is inner or module is outer:
            spec = inner.FrozenImporter.find_spec(name)
        elif filename is None and path is None:
            continue
        else:
            spec = make_spec(name, filename, path)
        module.__spec__ = spec
        module.__loader__ = spec.loader
        if module.__package__ is None:
            module.__package__ = spec.parent
    main = sys.modules.get('__main__')
    if getattr(main, '__loader__', 0) is None:
        filename = getattr(main, '__file__', None)
        main.__loader__ = inner.BuiltinImporter if filename is None else outer.SourceFileLoader('__main__', filename)
