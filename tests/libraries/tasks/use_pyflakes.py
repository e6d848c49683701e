# Debian: python3-pyflakes
from pyflakes.api import check

check("import os, sys\nfrom a import *\ndef f(x):\n    y = 1\n    return undefined + z\nf'{x}' % 1\nif x is 3: pass\n'%s %s' % (1,)\n", "name.py")
check("def broken(:\n", "broken.py")
check("def g():\n    print(a)\n    a = 1\nclass C:\n    def m(self): pass\n    def m(self): pass\n", "more.py")
