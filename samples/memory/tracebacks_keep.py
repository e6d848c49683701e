# Tracebacks keep frames. An exception carries the traceback of where it went through, and with it every frame and its variables. Python deletes the name of `except … as error` at the end of the block for that
# reason; who keeps the exception keeps all of it. Clearing the traceback, or the exception, lets them go.
import gc
import weakref

gc.disable()


class Buffer:
    pass


def fail():
    global watch
    buffer = Buffer()
    watch = weakref.ref(buffer)
    raise ValueError("no good")


try:
    fail()
except ValueError as error:
    print("in the handler: buffer alive", watch() is not None)
print("after it: buffer alive", watch() is not None)

kept = None
try:
    fail()
except ValueError as error:
    kept = error
print("the exception is kept: buffer alive", watch() is not None)
frame = kept.__traceback__.tb_next.tb_frame
print("it is a variable of", frame.f_code.co_name, "->", sorted(frame.f_locals))
del frame
kept.__traceback__ = None
print("without its traceback: buffer alive", watch() is not None)


def remember():
    try:
        fail()
    except ValueError as error:
        local = error  # a cycle: exception, traceback, this frame, its variable


remember()
print("kept by a cycle: buffer alive", watch() is not None)
gc.collect()
print("after a collection: buffer alive", watch() is not None)
