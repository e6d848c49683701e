"""Relative imports up and across."""
from . import exported
from .. import VALUE
from ..sibling import name as NAME

print("importing", __name__, exported, VALUE)


def up():
    from .. import sibling
    return sibling.__name__
