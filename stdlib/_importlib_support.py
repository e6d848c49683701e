"""What the import in C leaves to importlib, once that is awake: the __spec__ and __loader__ of modules (vm/import/bootstrap.c)."""

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
    loader = outer.SourceFileLoader(name, filename)
    return outer.spec_from_file_location(name, filename, loader=loader, submodule_search_locations=path)


def introduce(module, name, filename, path):
    """Tell a module what it is, before its code runs."""
    spec = make_spec(name, filename, path)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    spec._initializing = True


def complete():
    """Tell the modules that were imported before importlib was awake."""
    for name, module in list(sys.modules.items()):
        if getattr(module, '__spec__', 0) is not None or name == '__main__':
            continue
        filename, path = getattr(module, '__file__', None), getattr(module, '__path__', None)
        if filename is None and path is None:
            continue
        spec = make_spec(name, filename, path)
        module.__spec__ = spec
        module.__loader__ = spec.loader
    main = sys.modules.get('__main__')
    if getattr(main, '__loader__', 0) is None:
        filename = getattr(main, '__file__', None)
        main.__loader__ = inner.BuiltinImporter if filename is None else outer.SourceFileLoader('__main__', filename)
