"""sys.excepthook: replaced, and called as it is."""
import sys

print(sys.excepthook is sys.__excepthook__)
try:
    1 / 0
except ZeroDivisionError as error:
    kept = error
sys.stdout.flush()
print(sys.__excepthook__(ValueError, kept, None))
print(sys.__excepthook__(None, 3, None), sys.__excepthook__(None, None, None))
never_raised = KeyError("never raised")
sys.__excepthook__(KeyError, never_raised, None)
sys.__excepthook__(KeyError, never_raised, kept.__traceback__)
print(never_raised.__traceback__ is kept.__traceback__)
try:
    sys.__excepthook__(3)
except TypeError as error:
    print(error)


def hook(kind, value, traceback):
    print("hook:", kind, repr(value), traceback is sys.last_traceback, value is sys.last_value, kind is sys.last_type)


sys.excepthook = hook
{}["missing"]
