"""The module's docstring."""
# -OO: no docstrings either.
import _optimize
print('of the script:', __doc__)
