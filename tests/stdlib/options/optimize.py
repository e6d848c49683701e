"""The module's docstring."""
# -O: no assert, __debug__ is False; docstrings stay.
import _optimize
print('of the script:', __doc__)
