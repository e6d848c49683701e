"""sys.unraisablehook: who calls it with what, when it fails itself, and what the original does with what it is given."""
import atexit
import gc
import sys
import weakref


class Raises:
    def __del__(self):
        raise ValueError("raised in __del__")


class CannotBeShown:
    def __repr__(self):
        raise ValueError


class MessageFails(Exception):
    def __str__(self):
        raise ValueError


class OfAModule(Exception):
    pass


def tell(unraisable):
    print(unraisable.exc_type, repr(unraisable.exc_value), unraisable.exc_traceback.tb_frame.f_code.co_name, unraisable.err_msg, type(unraisable.object),
          unraisable.object.__qualname__)


def generate():
    try:
        yield
    finally:
        raise KeyError("in a generator")


def collecting(phase, information):
    if phase == "start":
        raise OSError(5)


class Target:
    pass


gc.disable()
print(sys.unraisablehook is sys.__unraisablehook__)
sys.unraisablehook = tell
Raises()
generator = generate()
next(generator)
del generator
target = Target()
reference = weakref.ref(target, lambda reference: 1 / 0)
del target
gc.callbacks.append(collecting)
gc.collect()
gc.callbacks.clear()

for wrong in lambda unraisable: 1 / 0, 3:
    sys.unraisablehook = wrong
    Raises()
sys.unraisablehook = None
Raises()
del sys.unraisablehook
Raises()

kept = []
sys.unraisablehook = kept.append
Raises()
arguments = kept.pop()
Arguments = type(arguments)
print(Arguments.__module__, Arguments.__qualname__, len(arguments), Arguments.n_fields, Arguments.n_sequence_fields, Arguments.n_unnamed_fields)
print(Arguments.__doc__)
print(Arguments((ValueError, ValueError("mine"), None, "Message", 3)))
original = sys.__unraisablehook__
print(original(arguments))
for values in (
    (ValueError, ValueError("mine"), None, "Message", 3),
    (ValueError, ValueError("mine"), None, "Message", None),
    (ValueError, ValueError("mine"), None, None, 3),
    (ValueError, None, None, None, None),
    (ValueError, ValueError(), None, None, CannotBeShown()),
    (MessageFails, MessageFails(), None, None, None),
):
    original(Arguments(values))
for OfAModule.__module__ in "a_module", 3:
    original(Arguments((OfAModule, OfAModule("message"), None, None, None)))
for wrong in 3, (1, 2, 3, 4, 5):
    try:
        original(wrong)
    except TypeError as error:
        print(error)
try:
    Arguments()
except TypeError as error:
    print(error)

# Without stderr nothing is said; one that cannot be written to is no reason to fail.
sys.unraisablehook = original
for sys.stderr in None, 3:
    Raises()
sys.stderr = sys.__stderr__
del arguments
sys.unraisablehook = tell


@atexit.register
def at_exit():
    raise ValueError("at exit")


@atexit.register
def without_a_hook():
    sys.unraisablehook = original
    raise ValueError("at exit, without a hook")


atexit.register(lambda: setattr(sys, "unraisablehook", tell))
