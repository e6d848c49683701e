from .. import _other
from .._other import name


def show(heading):
    print(heading, _other.name, name is _other.name, __name__, __package__)
