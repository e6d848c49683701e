"""The specification of the module that `-m`, or a folder on the command line, runs: __main__.__spec__."""


class ModuleSpec:
    """What importlib's class of this name tells of a module. There is no loader: Ouro's import is built in."""

    loader = loader_state = cached = submodule_search_locations = None
    has_location = True

    def __init__(self, name, origin):
        self.name = name
        self.origin = origin

    @property
    def parent(self):
        return self.name.rpartition('.')[0]

    def __repr__(self):
        return f'ModuleSpec(name={self.name!r}, loader=None, origin={self.origin!r})'

    def __eq__(self, other):
        if not isinstance(other, ModuleSpec):
            return NotImplemented
        return (self.name, self.origin) == (other.name, other.origin)


ModuleSpec.__module__ = '_frozen_importlib'
