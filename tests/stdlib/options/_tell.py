"""What sys says of the options; those that the tests' runner adds are left out."""
import sys


def tell():
    flags = {name: getattr(sys.flags, name) for name in dir(sys.flags) if not name.startswith(('_', 'n_', 'count', 'index'))}
    flags.pop('dont_write_bytecode')
    flags.pop('hash_randomization')
    print({name: value for name, value in flags.items() if value and value != -1})
    own = 'showheap', 'gcstress', 'reproducible', 'showrefcount'
    print(sys.warnoptions, {name: value for name, value in sys._xoptions.items() if name not in own})
