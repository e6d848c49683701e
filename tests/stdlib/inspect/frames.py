# inspect and frames: positions of a call, lines of a code object as dis has them.
import dis
import inspect


def here():
    return inspect.getframeinfo(inspect.currentframe().f_back)


def caller():
    return (1 +
            here().positions.lineno)


info = here()
print(info.lineno, info.function, info.code_context, tuple(info.positions), type(info.positions).__name__)
print(caller(), dis.Positions(), dis.Positions(1, 2, 3, 4)._fields)
print([frame.function for frame in inspect.stack()])
print(sorted({line - caller.__code__.co_firstlineno for _, line in dis.findlinestarts(caller.__code__)} - {0}))
print(inspect.getsource(caller), inspect.signature(inspect.signature))
