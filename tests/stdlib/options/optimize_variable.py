"""The module's docstring."""
# PYTHONOPTIMIZE, which -O can only raise.
import _optimize
print('of the script:', __doc__)
