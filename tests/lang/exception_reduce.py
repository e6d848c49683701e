# What copy and pickle make an exception again from; the line of a frame whose except clauses did not fit.
import copy
for e in (ValueError(1,2), OSError(2,'x','f'), OSError(2,'x','f',None,'g'), OSError(2,'x'), OSError('a'), ImportError('m', name='n', path='p'), ImportError('m'), ModuleNotFoundError('m', name='n'), AttributeError('a', name='b', obj=1), NameError('a', name='b'), StopIteration(5), SystemExit(3), SyntaxError('m', ('f', 1, 2, 't')), UnicodeDecodeError('utf-8', b'a', 0, 1, 'r'), KeyError('k'), ExceptionGroup('g', [ValueError(1)])):
    for attributes in False, True:
        if attributes: e.extra = 5
        r = e.__reduce__()
        print(r)
        c = copy.copy(e)
        print(repr(c), type(c) is type(e), getattr(c, 'extra', None), getattr(c, 'name', 0), getattr(c, 'path', 0), getattr(c, 'filename', 0), getattr(c, 'filename2', 0))
def f():
    try:
        1 / 0
    except TypeError as e:
        pass
    except (KeyError,
            OSError):
        pass
try: f()
except Exception as e:
    t = e.__traceback__.tb_next
    print(t.tb_lineno - f.__code__.co_firstlineno, t.tb_frame.f_lineno - f.__code__.co_firstlineno)
