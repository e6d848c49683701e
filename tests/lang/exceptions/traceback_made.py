"""types.TracebackType: a traceback that the program makes, and its parts."""
import sys
import traceback
import types


def say(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


def fails():
    raise KeyError('k')


try:
    fails()
except KeyError as error:
    real = error.__traceback__

frame = real.tb_next.tb_frame
made = types.TracebackType(real, frame, 12345, 2)
print(made.tb_next is real, made.tb_frame is frame, made.tb_lasti, made.tb_lineno)
print(types.TracebackType(None, frame, -1, -7).tb_lineno, types.TracebackType(tb_next=None, tb_frame=frame, tb_lasti=1, tb_lineno=2).tb_next)
say(types.TracebackType, 'no', frame, 1, 2)
say(types.TracebackType, None, 'no', 1, 2)
say(types.TracebackType, None, frame, 'no', 2)
say(types.TracebackType, None, frame, 1, 'no')
say(types.TracebackType, None, frame, 1, 1 << 40)
say(types.TracebackType, None, frame, -(1 << 40), 1)
say(types.TracebackType, None, frame, 1)
say(types.TracebackType, 'no', 'no', 'no', 'no')
say(types.TracebackType, None, frame, 1.5, 1)
for name in ('tb_frame', 'tb_lasti', 'tb_lineno'):
    say(setattr, made, name, 1)
    print(types.TracebackType.__dict__[name])

# The next one can be put in its place, but never so that the list has no end.
made.tb_next = None
print(made.tb_next)
made.tb_next = real
say(setattr, real, 'tb_next', made)
say(setattr, made, 'tb_next', made)
say(setattr, made, 'tb_next', 5)
say(delattr, made, 'tb_next')

# What a traceback of one's own shows when it is printed: the line it names.
made = types.TracebackType(real.tb_next, frame, frame.f_lasti, 16)
made = types.TracebackType(made, frame, 99999, 20)
made = types.TracebackType(made, frame, 0, 100000)
made = types.TracebackType(made, frame, -5, -5)
for line in traceback.extract_tb(made):
    print(line.lineno, line.name, line.line)
error = ValueError('shown').with_traceback(made)
traceback.print_exception(error, file=sys.stdout)
