from . import _twice
