# PYTHONWARNINGS, then -W, which counts more.
import warnings

import _tell

_tell.tell()
warnings.warn('ignored', RuntimeWarning)
warnings.warn('shown', ImportWarning)
for i in range(2):
    warnings.warn('always', FutureWarning)
print(warnings.filters[:4])
warnings.warn('raised')
