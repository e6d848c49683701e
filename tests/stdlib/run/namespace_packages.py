# Folders without __init__.py are packages all the same; code that was told no package finds it by its name.
import os
import sys
import warnings

import _scattered.deep._leaf as leaf

import _scattered

print(leaf.name, _scattered.__name__, _scattered.__package__, [os.path.basename(path) for path in _scattered.__path__])
print(os.path.isabs(leaf.__file__))
try:
    import _scattered.nothing
except ModuleNotFoundError as e:
    print(e, e.name)

for names in (
    {'__name__': '_scattered.deep.x'},
    {'__name__': '_scattered.deep', '__path__': []},
    {'__name__': 'alone'},
    {},
    {'__name__': 1},
    {'__package__': 1},
    {'__package__': ''},
    {'__package__': None, '__spec__': None, '__name__': '_scattered.deep.y'},
):
    try:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter('always')
            exec('from . import _leaf', names)
        print(names['_leaf'].name, [str(w.message) for w in seen])
    except Exception as e:
        print(type(e).__name__, e)
